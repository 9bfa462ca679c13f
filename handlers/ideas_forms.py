"""The forms about ideas: a new one, a message saved as one, changing and archiving; and what the desk sets about them."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.ideas import deciding, emoji, origin, reading, saving
from bot.ideas.draft import Form, Opened, Saved
from bot.manifest import SAVE_IDEA
from bot.people import Asker
from bot.services import Services
from bot.views import ideas as view_of
from bot.views import ideas_form, ideas_parts, ideas_saved
from bot.views.blocks import Message
from bot.views.modal import modal
from handlers import forms, home, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for what opens a form, and for the forms."""
    bolt.message_shortcut(SAVE_IDEA)(about_message)
    bolt.action(ideas_parts.NEW)(new)
    bolt.action(view_of.EDIT)(edit)
    bolt.action(view_of.ARCHIVE)(archive)
    bolt.action(ideas_form.EMOJI)(emoji_form)
    bolt.view(ideas_form.FORM)(sent)
    bolt.view(ideas_form.ARCHIVING)(archived)
    bolt.view(ideas_form.EMOJI)(emoji_chosen)


def about_message(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """“Save as idea” in the menu of a message: the form with it; who reads its place is asked of Slack meanwhile."""
    channel, said = body.get("channel") or {}, body.get("message") or {}
    message = origin.read(str(channel.get("id") or ""), said, str(body.get("message_ts") or ""))
    opened = saving.open_about(services, message, by=person)
    shown = surface.open_view(client, body, ideas_form.form(opened, person.reader))
    services.replies.later(lambda: _fill_in(services, shown, opened, person))
    ack()


def new(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form of a new idea, from the backlog or App Home."""
    opened = saving.open_form(services, action.get("value") or "", by=person)
    surface.over(client, body, ideas_form.form(opened, person.reader))
    ack()


def edit(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form with an idea as it stands, over its window."""
    opened = deciding.editing(services, int(action["value"]), by=person)
    surface.over(client, body, ideas_form.form(opened, person.reader))
    ack()


def archive(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that asks why an idea is archived."""
    found = reading.details(services, int(action["value"]), by=person)
    surface.over(client, body, ideas_form.archiving(found.idea, action["value"], person.reader))
    ack()


def emoji_form(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form of the emoji that saves, from the settings."""
    surface.open_view(client, body, ideas_form.emoji(emoji.chosen(services), person.reader))
    ack()


def sent(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The form was sent: an idea is saved or changed, or the form comes back with what got in its way."""
    form, draft = Form.unpacked(view["private_metadata"]), ideas_form.draft_from(forms.values(view))
    if form.idea_id:
        changed = deciding.edit(services, form, draft, by=person)
        if isinstance(changed, Opened):
            ack(response_action="update", view=ideas_form.form(changed, person.reader))
        else:
            finish(ack, services, view, changed.id, person)
    else:
        outcome = saving.save(services, form, draft, by=person)
        ack(response_action="update", view=_after_saving(services, outcome, person))
    home.refresh(services, person)


def archived(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """An idea is archived."""
    idea_id = int(view["private_metadata"])
    deciding.archive(services, idea_id, str(forms.values(view).get("reason") or ""), by=person)
    finish(ack, services, view, idea_id, person)
    home.refresh(services, person)


def emoji_chosen(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """Another emoji saves from now on, or none."""
    emoji.choose(services, str(forms.values(view).get("emoji") or ""), by=person)
    ack()


def finish(ack: Ack, services: Services, view: Body, idea_id: int, person: Asker) -> None:
    """Close a form over an idea's window, which is drawn anew; where the form stands alone the window takes its place."""
    window = view_of.window(reading.details(services, idea_id, by=person), person.reader)
    if surface.depth(view) > 1:
        under = view["previous_view_id"]
        ack()
        services.replies.later(lambda: services.slack.views_update(view_id=under, view=window))
    else:
        ack(response_action="update", view=window)


def _after_saving(services: Services, outcome: Saved | Opened, person: Asker) -> Body:
    if isinstance(outcome, Opened):
        return ideas_form.form(outcome, person.reader)
    if outcome.is_hidden:
        message: Message = ideas_saved.saved(outcome, person.reader)
        return modal(view_of.title(person.reader), message, person.reader)
    found = reading.details(services, outcome.idea.id, by=person)
    return view_of.window(found, person.reader, ideas_saved.notes(outcome, person.reader))


def _fill_in(services: Services, shown: Body, opened: Opened, person: Asker) -> None:
    """Show who reads the place of a message and what is like it; a form that was sent meanwhile stays as it is."""
    view = ideas_form.form(saving.filled_in(services, opened, by=person), person.reader)
    services.slack.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
