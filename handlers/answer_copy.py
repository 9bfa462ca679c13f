"""The door of using an answer: it solved a question, it is copied for a network, it was given in public."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.answers import copying, reading, uses
from bot.answers.copying import Form
from bot.people import Asker
from bot.services import Services
from bot.views import answers_buttons
from bot.views import answers_copy as view_of
from bot.views.modal import modal
from handlers import forms, surface

Body = dict[str, Any]
_CHOICES = re.compile(re.escape(view_of.CHOOSE) + r"\.\w+")


def register(bolt: App) -> None:
    """Listen for the buttons of an answer and the windows that they open."""
    bolt.action(answers_buttons.SOLVED)(solved)
    bolt.action(answers_buttons.COPY)(copy)
    bolt.action(_CHOICES)(choose)
    bolt.action(view_of.COUNT)(choose)
    bolt.view(view_of.REASON_FORM)(reason)
    bolt.view(view_of.COPY_FORM)(copied)
    bolt.action(answers_buttons.USED)(used)
    bolt.view(view_of.USED_FORM)(used_sent)


def solved(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Thanks for “This solves it” beside the answer; in a form they take its place."""
    answer_id, language = answers_buttons.answer_of(action["value"])
    uses.solved(services, answer_id, language, where=_place(body), by=person)
    message, title = view_of.thanks(person.reader), view_of.thanks_title(person.reader)
    if surface.in_modal(body):
        surface.put(client, body, modal(title, message, person.reader))
    else:
        surface.show(services, client, body, message, title=title, reader=person.reader)
    ack()


def copy(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The window with the text to copy."""
    answer_id, language = answers_buttons.answer_of(action["value"])
    found = copying.begin(services, answer_id, language, by=person)
    surface.over(client, body, view_of.window(found, person.reader))
    ack()


def choose(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Another network or language, or the text counted again as it stands."""
    shown = body["view"]
    form, typed = view_of.chosen(Form.unpacked(shown["private_metadata"]), forms.values(shown))
    found = copying.again(services, form, typed=typed, by=person)
    client.views_update(view_id=shown["id"], view=view_of.window(found, person.reader))
    ack()


def reason(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """Why an expired answer is used: then the text is shown."""
    why = str(forms.values(view).get("reason") or "")
    found = copying.give_reason(services, Form.unpacked(view["private_metadata"]), why, by=person)
    ack(response_action="update", view=view_of.window(found, person.reader))


def copied(ack: Ack, view: Body, person: Asker) -> None:
    """“Used it” in the window: the link is asked for."""
    form, _typed = view_of.chosen(Form.unpacked(view["private_metadata"]), forms.values(view))
    ack(response_action="update", view=view_of.used_form(form, person.reader))


def used(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """“Used it” from elsewhere."""
    answer_id, language = answers_buttons.answer_of(action["value"])
    found = reading.details(services, answer_id, by=person)
    form = Form(answer_id, language or person.reader.language, version=found.answer.version)
    surface.over(client, body, view_of.used_form(form, person.reader))
    ack()


def used_sent(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The link of a public reply."""
    form = Form.unpacked(view["private_metadata"])
    reply = view_of.reply_from(form, forms.values(view))
    outcome = uses.used(services, reply, by=person)
    shown = view_of.after_used(outcome, replace(form, language=reply.language, asked=reply.asked), person.reader)
    ack(response_action="update", view=shown)


def _place(body: Body) -> str:
    """Return what tells the message or window that was clicked in from all others."""
    where = body.get("container") or {}
    return str(where.get("message_ts") or where.get("view_id") or body.get("trigger_id") or "")
