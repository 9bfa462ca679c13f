"""The door of tips: the command, the shortcuts, every button that opens the form, and the form itself; and the list."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import attachments
from bot.manifest import SEND_TIP, TIP_MESSAGE
from bot.people import Asker
from bot.services import Services
from bot.tips import cards, listing, sending
from bot.tips.draft import Form, Opened
from bot.tips.listing import Look
from bot.tips.sending import Said
from bot.views import tips_buttons, tips_form, tips_list
from bot.views.modal import modal
from handlers import forms, home, surface

Body = dict[str, Any]
COMMANDS = ("/tip", "/vinkki", "/tips")
HELP = frozenset(("", "help", "ohje", "hjälp", "?"))
_TURNS = re.compile(re.escape(tips_list.TURN) + r"\.\w+")


def register(bolt: App) -> None:
    """Listen for everything that sends a tip, and for the list."""
    for name in COMMANDS:
        bolt.command(name)(tip)
    bolt.global_shortcut(SEND_TIP)(shortcut)
    bolt.message_shortcut(TIP_MESSAGE)(about_message)
    bolt.action(tips_buttons.OPEN)(open_form)
    bolt.action(tips_buttons.ABOUT_WORD)(about_word)
    bolt.view(tips_form.FORM)(sent)
    bolt.action(tips_buttons.BROWSE)(browse)
    bolt.action(_TURNS)(turn)
    bolt.action(tips_list.SHOW)(show)


def tip(ack: Ack, command: Body, client: WebClient, services: Services, person: Asker) -> None:
    """`/tip` with a link or words: the form with them; with nothing: how it is used."""
    text = str(command.get("text") or "").strip()
    if text.casefold() in HELP:
        ack(tips_form.usage(person.reader).private_answer())
    else:
        _open(client, command, sending.open_form(services, text, by=person), person)
        ack()


def shortcut(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form, empty."""
    _open(client, body, sending.open_form(services, "", by=person), person)
    ack()


def open_form(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form, empty, from a button."""
    _open(client, body, sending.open_form(services, "", by=person), person)
    ack()


def about_word(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form with what somebody wrote to the bot."""
    _open(client, body, sending.open_about_word(services, int(action["value"]), by=person), person)
    ack()


def about_message(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form about a message."""
    _open(client, body, sending.open_about_message(services, _said(body), by=person), person)
    ack()


def sent(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The form was sent."""
    pictures = attachments.read(forms.files(view, tips_form.PICTURE))
    draft = tips_form.draft_from(forms.values(view), pictures)
    outcome = sending.send(services, Form.unpacked(view["private_metadata"]), draft, by=person)
    ack(response_action="update", view=tips_form.after_sending(outcome, person.reader))
    home.refresh(services, person)


def word(ack: Ack, command: Body, services: Services, person: Asker, rest: str) -> None:
    """`/some tips`: the list."""
    del command
    page = listing.page(services, listing.read(rest), by=person)
    ack(tips_list.page(page, person.reader).private_answer())


def browse(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The list, from App Home."""
    page = listing.page(services, Look.unpacked(action.get("value") or ""), by=person)
    message, title = tips_list.page(page, person.reader), tips_list.title(person.reader)
    surface.show(services, client, body, message, title=title, reader=person.reader)
    ack()


def turn(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """Another page or another list, in place of the one that was clicked."""
    page = listing.page(services, Look.unpacked(action.get("value") or ""), by=person)
    message, title = tips_list.page(page, person.reader), tips_list.title(person.reader)
    surface.replace(services, body, message, title=title, reader=person.reader)
    ack()


def show(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """One tip in a window."""
    message = cards.window(services, int(action["value"]), by=person)
    surface.over(client, body, modal(tips_list.window_title(person.reader), message, person.reader))
    ack()


def _open(client: WebClient, body: Body, opened: Opened, person: Asker) -> None:
    surface.over(client, body, tips_form.form(opened, person.reader))


def _said(body: Body) -> Said:
    """Return the message of a shortcut."""
    message, channel = body.get("message") or {}, body.get("channel") or {}
    ts = str(message.get("ts") or body.get("message_ts") or "")
    thread = str(message.get("thread_ts") or "")
    return Said(
        str(channel.get("id") or ""),
        ts,
        thread if thread != ts else "",
        str(channel.get("name") or ""),
        str(message.get("text") or ""),
        str(message.get("user") or ""),
        attachments.read(message.get("files")),
    )
