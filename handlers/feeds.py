"""The door of the feeds: the command, the list, the windows that add, edit and import, and their buttons."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.feeds import adding, keeping, listing, lists, sharing
from bot.feeds.keeping import Form, Overtaken
from bot.feeds.listing import Look, Page
from bot.feeds.looked import Wish
from bot.people import Asker
from bot.services import Services
from bot.views import feed_trouble, feeds_add, feeds_form, feeds_parts
from bot.views import feeds as view
from bot.views.blocks import Message, rich, words
from handlers import forms, home, surface

AN_ADDRESS = re.compile(r"<?((?:feed:|https?:)//[^\s>]+)>?", re.IGNORECASE)
"""Whoever types only an address means to add it."""
ADD_WORDS = re.compile(r"(?:add|new|lisää|uusi|lägg till|ny|nytt)\b\s*(.*)", re.IGNORECASE | re.DOTALL)


def register(bolt: App) -> None:
    """Listen for everything about feeds."""
    bolt.action(view.OPEN)(open_list)
    bolt.view(view.LIST)(search)
    for turning in (view.PREVIOUS, view.NEXT):
        bolt.action(turning)(turn)
    bolt.action(view.FILTER)(narrow)
    bolt.action(view.ADD)(add)
    bolt.action(feeds_add.PRESET)(choose_preset)
    bolt.view(feeds_add.FORM)(look)
    bolt.view(feeds_add.CHOOSING)(look_at_choice)
    bolt.view(feeds_add.PREVIEW)(save)
    bolt.action(re.compile(rf"{re.escape(view.CHOOSE)}\.\d"))(choose)
    bolt.action(view.EDIT)(edit)
    bolt.view(feeds_form.FORM)(change)
    bolt.action(feed_trouble.PAUSE)(pause)
    bolt.action(feed_trouble.RESUME)(resume)
    bolt.action(feed_trouble.POLL_NOW)(poll_now)
    bolt.action(feeds_parts.REMOVE)(remove)
    bolt.action(view.IMPORT)(import_list)
    bolt.view(feeds_add.IMPORTING)(take_in)
    bolt.action(view.EXPORT)(export)


def word(ack: Ack, command: dict[str, Any], services: Services, person: Asker, rest: str) -> None:
    """`/some feeds`: the list, a part of it, or with the word for "add" a new feed."""
    adds = ADD_WORDS.fullmatch(rest.strip()) or AN_ADDRESS.fullmatch(rest.strip())
    if adds is None:
        ack(view.message(listing.listed(services, Look.of(rest), by=person), person.reader).private_answer())
    elif adds[1]:
        adding.check_rights(services, by=person)
        ack(view.looking(person.reader).private_answer())
        _answer_later(services, command["response_url"], Wish.of(adds[1]), person)
    else:
        adding.check_rights(services, by=person)
        services.quick.views_open(trigger_id=command["trigger_id"], view=feeds_add.form("", person.reader))
        ack()


def open_list(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """The list in a window, from App Home and help."""
    page = listing.listed(services, Look(), by=person)
    surface.open_view(client, body, view.window(page, person.reader))
    ack()


def search(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """Look for a feed in the list."""
    shown = body["view"]
    at = Look.of(forms.values(shown).get(view.QUERY) or "").only(Look.unpacked(shown["private_metadata"]).which)
    ack(response_action="update", view=view.window(listing.listed(services, at, by=person), person.reader))


def turn(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Another page."""
    _put(services, client, body, listing.listed(services, Look.unpacked(action["value"]), by=person), person)
    ack()


def narrow(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """A choice in the menu."""
    before = Look.unpacked(action["block_id"].removeprefix(view.LOOK_BLOCK))
    at = before.only(str(forms.value_of(action)))
    _put(services, client, body, listing.listed(services, at, by=person), person)
    ack()


def add(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """The window that adds a feed."""
    adding.check_rights(services, by=person)
    surface.open_view(client, body, feeds_add.form("", person.reader))
    ack()


def choose_preset(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Another preset: its fields in place of the last one's."""
    adding.check_rights(services, by=person)
    form = feeds_add.form(str(forms.value_of(action)), person.reader)
    client.views_update(view_id=body["view"]["id"], view=form)
    ack()


def look(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """The fields were sent: look at the address, and show what is there when it is known."""
    typed = feeds_add.typed_in(forms.values(body["view"]))
    adding.check_rights(services, by=person)
    wish = feeds_add.wish_of(typed)
    ack(response_action="update", view=feeds_add.looking(person.reader))
    services.replies.slowly(lambda: _show_found(services, body["view"]["id"], wish, typed, person))


def look_at_choice(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """A feed of a page was chosen in the window."""
    shown = body["view"]
    adding.check_rights(services, by=person)
    wish = adding.chosen(services, shown["private_metadata"], int(forms.values(shown)["choice"]), by=person)
    ack(response_action="update", view=feeds_add.looking(person.reader))
    services.replies.slowly(lambda: _show_found(services, shown["id"], wish, feeds_add.Typed(), person))


def save(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """The preview was sent: keep the feed."""
    found = adding.found_before(services, body["view"]["private_metadata"], by=person)
    outcome = adding.save(services, found, forms.values(body["view"])["name"], by=person)
    outlook = keeping.outlook_after(services, outcome)
    ack(response_action="update", view=feeds_add.after_saving(outcome, outlook, person.reader))
    home.refresh(services, person)


def choose(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """A feed of a page was chosen in the message."""
    key, number = action["value"].split(" ")
    adding.check_rights(services, by=person)
    wish = adding.chosen(services, key, int(number), by=person)
    ack()
    services.replies.respond(body["response_url"], view.looking(person.reader), replace=True)
    _answer_later(services, body["response_url"], wish, person, replace=True)


def edit(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form of a feed."""
    about = Form.of_button(action["value"])
    seen = keeping.one(services, about.feed, by=person)
    surface.open_view(client, body, feeds_form.form(seen, about.look, person.reader))
    ack()


def change(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """The form of a feed was sent."""
    about = Form.unpacked(body["view"]["private_metadata"])
    outcome = keeping.edit(services, about, feeds_form.draft_from(forms.values(body["view"])), by=person)
    if isinstance(outcome, Overtaken):
        shown = feeds_form.overtaken(outcome, about.look, person.reader)
    else:
        shown = _form(services, about, person, feeds_form.saved_note(outcome.feed, person.reader))
    ack(response_action="update", view=shown)


def pause(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Stop reading a feed for a while."""
    about = Form.of_button(action["value"])
    keeping.pause(services, about.feed, by=person)
    _say(services, client, body, about, person, feeds_form.paused_note(person.reader))
    ack()


def resume(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Read a feed again."""
    about = Form.of_button(action["value"])
    feed = keeping.resume(services, about.feed, by=person)
    _say(services, client, body, about, person, feeds_form.resumed_note(feed, person.reader))
    ack()


def poll_now(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Read a feed as soon as its server may be asked."""
    about = Form.of_button(action["value"])
    feed = keeping.poll_now(services, about.feed, by=person)
    _say(services, client, body, about, person, feeds_form.polled_note(feed, services.now(), person.reader))
    ack()


def remove(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Take a feed out of use."""
    feed = keeping.remove(services, Form.of_button(action["value"]).feed, by=person)
    message = view.removed(feed, person.reader)
    surface.replace(services, body, message, title=view.title(person.reader), reader=person.reader)
    ack()
    home.refresh(services, person)


def import_list(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """The window that takes a list."""
    may_read_files = sharing.may_read(services, by=person)
    surface.open_view(client, body, feeds_add.importing(person.reader, may_read_files=may_read_files))
    ack()


def take_in(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """A list was sent: as text it is taken in at once, as a file when Slack has given it."""
    values = forms.values(body["view"])
    file = next(iter(values.get(feeds_add.FILE) or []), "")
    if file:
        sharing.may_read(services, by=person)
        ack(response_action="update", view=feeds_add.reading(person.reader))
        services.replies.slowly(lambda: _take_in_file(services, body["view"]["id"], file, person))
    else:
        report = lists.take_in_text(services, values.get(feeds_add.TEXT) or "", by=person)
        ack(response_action="update", view=feeds_add.imported(report, person.reader))


def export(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """Send all feeds as a file to the person's direct messages."""
    file = lists.export(services, by=person)
    shown = surface.open_view(client, body, feeds_add.sending(person.reader))
    services.replies.slowly(lambda: _send(services, shown["id"], file, person))
    ack()


def _answer_later(
    services: Services, response_url: str, wish: Wish | None, person: Asker, *, replace: bool = False
) -> None:
    services.replies.slowly(lambda: _answer(services, response_url, wish, person, replace=replace))


def _answer(services: Services, response_url: str, wish: Wish | None, person: Asker, *, replace: bool) -> None:
    outcome = adding.add(services, wish, by=person)
    message = view.answer(outcome, keeping.outlook_after(services, outcome), person.reader)
    services.replies.respond(response_url, message, replace=replace)


def _show_found(services: Services, view_id: str, wish: Wish | None, typed: feeds_add.Typed, person: Asker) -> None:
    outcome = adding.look(services, wish, by=person)
    shown = feeds_add.after_looking(outcome, keeping.outlook_after(services, outcome), typed, person.reader)
    services.slack.views_update(view_id=view_id, view=shown)


def _take_in_file(services: Services, view_id: str, file: str, person: Asker) -> None:
    report = sharing.take_in(services, file, by=person)
    services.slack.views_update(view_id=view_id, view=feeds_add.after_reading(report, person.reader))


def _send(services: Services, view_id: str, file: lists.Exported, person: Asker) -> None:
    fault = sharing.send(services, file, by=person)
    services.slack.views_update(view_id=view_id, view=feeds_add.sent(file, fault, person.reader))


def _put(services: Services, client: WebClient, body: dict[str, Any], page: Page, person: Asker) -> None:
    if surface.in_modal(body):
        client.views_update(view_id=body["view"]["id"], view=view.window(page, person.reader))
    else:
        services.replies.respond(body["response_url"], view.message(page, person.reader), replace=True)


def _say(services: Services, client: WebClient, body: dict[str, Any], about: Form, person: Asker, note: str) -> None:
    """Say what was done: in the form where it was done there, else beside the message, which follows by itself."""
    if surface.in_modal(body):
        client.views_update(view_id=body["view"]["id"], view=_form(services, about, person, note))
    else:
        message = Message(note, [rich(words(note))])
        surface.show(services, client, body, message, title=view.title(person.reader), reader=person.reader)


def _form(services: Services, about: Form, person: Asker, note: str) -> dict[str, Any]:
    return feeds_form.form(keeping.one(services, about.feed, by=person), about.look, person.reader, note=note)
