"""The door of the questions to experts: the buttons that ask, the shortcut on a message, both cards, and their forms."""

from __future__ import annotations

import json
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import inquiries, inquiries_asker, inquiries_expert
from bot.inquiries_draft import Form, Opened
from bot.people import Asker
from bot.services import Services
from bot.views import inquiries as view_of
from bot.views import inquiries_form
from handlers import forms, home, surface


def register(bolt: App) -> None:
    """Listen for everything about questions to experts."""
    bolt.action(view_of.ASK)(ask)
    bolt.message_shortcut(view_of.SHORTCUT)(ask_about)
    bolt.view(inquiries_form.FORM)(sent)
    bolt.action(view_of.ANSWER)(answer)
    bolt.action(view_of.DECLINE)(decline)
    bolt.action(view_of.NOT_NOW)(not_now)
    bolt.view(inquiries_form.ANSWERING)(answered)
    bolt.view(inquiries_form.DECLINING)(declined)
    bolt.view(inquiries_form.PAUSING)(paused)
    bolt.action(view_of.SOLVE)(solve)
    bolt.action(view_of.NOT_QUITE)(not_quite)
    bolt.action(view_of.NEXT)(ask_next)
    bolt.action(view_of.ANOTHER)(another)
    bolt.view(inquiries_form.CHOOSING)(chosen)
    bolt.action(view_of.STOP)(stop)


def ask(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form that asks somebody who was found."""
    wanted = json.loads(action["value"])
    opened = inquiries.form(services, int(wanted["p"]), str(wanted["q"]), by=person)
    _open(services, client, body, opened, person)
    ack()


def ask_about(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """The form that asks about a message."""
    text = str((body.get("message") or {}).get("text") or "")
    opened = inquiries.form_about(services, text, _link(body), by=person)
    _open(services, client, body, opened, person, message=_place(body))
    ack()


def sent(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """The form was sent."""
    draft = inquiries_form.draft_from(forms.values(view))
    outcome = inquiries.ask(services, Form.unpacked(view["private_metadata"]), draft, by=person)
    ack(response_action="update", view=inquiries_form.after_asking(outcome, person.reader))


def answer(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form in which an expert answers."""
    inquiry, ping = inquiries_expert.received(services, int(action["value"]), by=person)
    surface.open_view(client, body, inquiries_form.answering(inquiry, ping, person.reader))
    ack()


def decline(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form in which an expert names somebody else."""
    inquiry, ping = inquiries_expert.received(services, int(action["value"]), only_waiting=True, by=person)
    surface.open_view(client, body, inquiries_form.declining(inquiry, ping, person.reader))
    ack()


def not_now(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form in which an expert has no time."""
    _inquiry, ping = inquiries_expert.received(services, int(action["value"]), only_waiting=True, by=person)
    surface.open_view(client, body, inquiries_form.pausing(ping, person.reader))
    ack()


def answered(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """An answer was sent."""
    values = forms.values(view)
    may_be_kept = bool(values.get("may_be_kept"))
    ping_id = int(view["private_metadata"])
    inquiries_expert.answer(services, ping_id, values["answer"], may_be_kept=may_be_kept, by=person)
    ack()
    home.refresh(services, person)


def declined(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """An expert has passed a question on."""
    instead = forms.values(view).get("instead") or ""
    inquiries_expert.decline(services, int(view["private_metadata"]), instead, by=person)
    ack()


def paused(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """An expert has no time for a question, or for any."""
    pause = inquiries_form.pause_from(forms.values(view))
    inquiries_expert.not_now(services, int(view["private_metadata"]), pause, by=person)
    ack()


def solve(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """An answer helped."""
    inquiries_asker.accept(services, int(action["value"]), by=person)
    ack()


def not_quite(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """An answer did not help."""
    inquiries_asker.not_quite(services, int(action["value"]), by=person)
    ack()


def ask_next(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """Ask whom the card offers."""
    inquiry_id, profile_id = (int(part) for part in action["value"].split(":"))
    inquiries_asker.ask_offered(services, inquiry_id, profile_id, by=person)
    ack()


def another(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form in which an asker chooses somebody else."""
    inquiry = inquiries_asker.choosing(services, int(action["value"]), by=person)
    surface.open_view(client, body, inquiries_form.choosing(inquiry, person.reader))
    ack()


def chosen(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """An asker has chosen somebody else."""
    other = forms.values(view).get("other") or ""
    inquiries_asker.ask_another(services, int(view["private_metadata"]), other, by=person)
    ack()


def stop(ack: Ack, action: dict[str, Any], services: Services, person: Asker) -> None:
    """A question is needed no more."""
    inquiries_asker.stop(services, int(action["value"]), by=person)
    ack()


def _open(
    services: Services,
    client: WebClient,
    body: dict[str, Any],
    opened: Opened,
    person: Asker,
    *,
    message: tuple[str, str] = ("", ""),
) -> None:
    """Open the form at once, and put people who may know into it when they are found."""
    shown = surface.open_view(client, body, inquiries_form.form(opened, person.reader))
    if opened.is_looking or message[0]:
        services.replies.later(lambda: _fill_in(services, shown["id"], opened, person, message))


def _fill_in(services: Services, view_id: str, opened: Opened, person: Asker, message: tuple[str, str]) -> None:
    filled = inquiries.filled_in(services, opened, message, by=person)
    services.slack.views_update(view_id=view_id, view=inquiries_form.form(filled, person.reader))


def _place(body: dict[str, Any]) -> tuple[str, str]:
    """Return where the message of a shortcut stands: channel and ts; nowhere for a direct conversation, which is private."""
    channel = str((body.get("channel") or {}).get("id") or "")
    ts = str((body.get("message") or {}).get("ts") or body.get("message_ts") or "")
    return (channel, ts) if channel[:1] in ("C", "G") and ts else ("", "")


def _link(body: dict[str, Any]) -> str:
    """Return the message's address as Slack builds it, for when it does not say it in time."""
    (channel, ts), domain = _place(body), (body.get("team") or {}).get("domain")
    if not (channel and domain):
        return ""
    thread = (body.get("message") or {}).get("thread_ts")
    reply = f"?thread_ts={thread}&cid={channel}" if thread and thread != ts else ""
    return f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}{reply}"
