"""The door of the backlog: the list, one idea in a window, and the buttons by which people decide about it."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.ideas import consent, deciding, listing, look, reading, saving, voices
from bot.ideas.look import Look, ToWrite
from bot.people import Asker
from bot.services import Services
from bot.views import ideas as view_of
from bot.views import ideas_form, ideas_list, ideas_parts, ideas_saved, ideas_told
from bot.views.blocks import Message
from handlers import forms, home, surface

Body = dict[str, Any]
_BROWSES = re.compile(re.escape(ideas_parts.BROWSE) + r"(?:\.\w+)?")
_TURNS = re.compile(re.escape(ideas_list.TURN) + r"\.\w+")


def register(bolt: App) -> None:
    """Listen for the buttons of the list, of an idea's window and of the messages about ideas."""
    bolt.action(_BROWSES)(browse)
    bolt.action(_TURNS)(turn)
    bolt.action(ideas_list.SHOW)(narrow)
    bolt.action(ideas_list.TOPIC)(narrow)
    bolt.action(ideas_parts.OPEN)(details)
    bolt.action(ideas_parts.VOTING)(vote)
    bolt.action(view_of.HELPING)(help_with)
    bolt.action(view_of.CHOOSE)(choose)
    bolt.action(view_of.BRING_BACK)(bring_back)
    bolt.action(ideas_parts.SHOW_TO_DESK)(show_to_desk)
    bolt.action(ideas_parts.TAKE_BACK)(take_back)
    bolt.action(ideas_told.AGREE)(agree)
    bolt.action(ideas_told.REFUSE)(refuse)


def word(ack: Ack, command: Body, services: Services, person: Asker, rest: str) -> None:
    """`/some ideas`: the backlog, a part of it, or the form of a new idea."""
    wanted = look.read(rest)
    if isinstance(wanted, ToWrite):
        form = ideas_form.form(saving.open_form(services, wanted.text, by=person), person.reader)
        services.quick.views_open(trigger_id=command["trigger_id"], view=form)
        ack()
    else:
        ack(_page(services, wanted, person).private_answer())


def browse(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The backlog from a button elsewhere."""
    message = _page(services, Look.unpacked(action.get("value") or ""), person)
    surface.show(services, client, body, message, title=ideas_list.title(person.reader), reader=person.reader)
    ack()


def turn(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """Another page of the backlog."""
    _list_in_place(services, body, Look.unpacked(action["value"]), person)
    ack()


def narrow(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """A choice in one of the menus."""
    wanted = ideas_list.narrowed(action["block_id"], action["action_id"], forms.value_of(action))
    _list_in_place(services, body, wanted, person)
    ack()


def details(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """One idea in full, in a window."""
    found = reading.details(services, int(action["value"]), by=person)
    surface.over(client, body, view_of.window(found, person.reader))
    ack()


def vote(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A vote, or its end, in the list or in an idea's window."""
    idea_id, wants, packed = ideas_parts.voice_from(action["value"])
    voices.vote(services, idea_id, wants=wants, by=person)
    if packed:
        _list_in_place(services, body, Look.unpacked(packed), person)
    else:
        _window(services, client, body, idea_id, person)
    ack()


def help_with(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Somebody can help, or not after all."""
    idea_id, wants, _packed = ideas_parts.voice_from(action["value"])
    voices.help_with(services, idea_id, wants=wants, by=person)
    _window(services, client, body, idea_id, person)
    ack()


def choose(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The desk wants it."""
    deciding.choose(services, int(action["value"]), by=person)
    _window(services, client, body, int(action["value"]), person)
    home.refresh(services, person)
    ack()


def bring_back(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """An archived idea is taken up again."""
    deciding.bring_back(services, int(action["value"]), by=person)
    _window(services, client, body, int(action["value"]), person)
    ack()


def show_to_desk(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A private idea is shown to all colleagues."""
    deciding.show_to_desk(services, int(action["value"]), by=person)
    if surface.in_modal(body):
        _window(services, client, body, int(action["value"]), person)
    else:
        _in_private(services, body, ideas_saved.shown_to_desk(person.reader), person)
    home.refresh(services, person)
    ack()


def take_back(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Whoever saved an idea removes it."""
    deciding.take_back(services, int(action["value"]), by=person)
    message = ideas_saved.taken_back(person.reader)
    if surface.in_modal(body):
        surface.put(client, body, view_of.removed(message.text, person.reader))
    else:
        _in_private(services, body, message, person)
    home.refresh(services, person)
    ack()


def agree(ack: Ack, action: Body, services: Services, person: Asker) -> None:
    """The author is fine with it."""
    consent.agree(services, int(action["value"]), by=person)
    ack()


def refuse(ack: Ack, action: Body, services: Services, person: Asker) -> None:
    """The author is not."""
    consent.refuse(services, int(action["value"]), by=person)
    ack()


def _page(services: Services, wanted: Look, person: Asker) -> Message:
    return ideas_list.page(listing.page(services, wanted, by=person), person.reader)


def _list_in_place(services: Services, body: Body, wanted: Look, person: Asker) -> None:
    message, title = _page(services, wanted, person), ideas_list.title(person.reader)
    surface.replace(services, body, message, title=title, reader=person.reader)


def _window(services: Services, client: WebClient, body: Body, idea_id: int, person: Asker) -> None:
    found = reading.details(services, idea_id, by=person)
    surface.put(client, body, view_of.window(found, person.reader))


def _in_private(services: Services, body: Body, message: Message, person: Asker) -> None:
    """Put words in place of what only this person sees; a card in their direct messages is drawn by the messenger."""
    if (body.get("container") or {}).get("is_ephemeral"):
        title = view_of.title(person.reader)
        surface.replace(services, body, message, title=title, reader=person.reader)
