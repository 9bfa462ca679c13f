"""The door of asking: the command, the shortcut, every button that opens the form, and the form itself."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.answers import gaps, search
from bot.answers.states import today
from bot.inquiries_draft import Form as ExpertForm
from bot.people import Asker
from bot.questions import asking, direct
from bot.questions.draft import Form, Opened, only_link
from bot.services import Services
from bot.views import ask as view_of
from bot.views import questions_form
from handlers import forms, home, surface

Body = dict[str, Any]
COMMANDS = ("/ask", "/kysy", "/fraga")
SHORTCUT = "ask_house"
HELP = frozenset(("", "help", "ohje", "hjälp", "?"))


def register(bolt: App) -> None:
    """Listen for everything that asks."""
    for name in COMMANDS:
        bolt.command(name)(ask)
    bolt.global_shortcut(SHORTCUT)(shortcut)
    bolt.action(view_of.OPEN)(open_form)
    bolt.action(view_of.ABOUT_WORD)(about_word)
    bolt.action(view_of.INSTEAD)(instead)
    bolt.action(questions_form.LOOK)(look)
    bolt.view(questions_form.FORM)(sent)


def ask(ack: Ack, command: Body, client: WebClient, services: Services, person: Asker) -> None:
    """`/ask` with a question, or with nothing."""
    text = str(command.get("text") or "").strip()
    if text.casefold() in HELP:
        ack(view_of.usage(person.reader).private_answer())
    elif link := only_link(text):
        ack(view_of.only_link(link, person.reader).private_answer())
    else:
        found = search.find(services, text, by=person)
        is_long = not view_of.fits(text)
        if is_long:
            seen = tuple(hit.answer.id for hit in found.answers)
            show(services, client, command, asking.open_form(services, text, seen=seen, by=person), person)
        around = view_of.Around(today(services), services.team_url)
        ack(view_of.answer(found, text, around, person.reader, is_open=is_long).private_answer())
        channel, name = str(command.get("channel_id") or ""), str(command.get("channel_name") or "")
        services.replies.later(lambda: gaps.note_typed(services, found, channel, name))


def shortcut(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form, empty."""
    show(services, client, body, asking.open_form(services, "", by=person), person)
    ack()


def open_form(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form with what was asked already."""
    question, seen = view_of.from_value(str(action.get("value") or ""))
    show(services, client, body, asking.open_form(services, question, seen=seen, by=person), person)
    ack()


def about_word(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form with what somebody wrote to the bot."""
    show(services, client, body, direct.open_form(services, int(action["value"]), by=person), person)
    ack()


def about_mention(services: Services, client: WebClient, body: Body, mention_id: int, person: Asker) -> None:
    """Open the form about a mention."""
    show(services, client, body, asking.open_about_mention(services, mention_id, by=person), person)


def instead(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form in place of the one that asks an expert, with what was typed there."""
    shown = body["view"]
    question = str(forms.values(shown).get("question") or "")
    about = ExpertForm.unpacked(shown["private_metadata"])
    opened = asking.open_form(services, question, origin=about.origin, by=person)
    client.views_update(view_id=shown["id"], view=questions_form.form(opened, person.reader))
    _fill_in(services, shown["id"], opened, person)
    ack()


def look(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Look for people who may know what is typed in the form by now."""
    shown = body["view"]
    draft = questions_form.draft_from(forms.values(shown))
    opened = asking.again(services, Form.unpacked(shown["private_metadata"]), draft, by=person)
    client.views_update(view_id=shown["id"], view=questions_form.form(opened, person.reader))
    _fill_in(services, shown["id"], opened, person)
    ack()


def sent(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The form was sent."""
    draft = questions_form.draft_from(forms.values(view))
    outcome = asking.ask(services, Form.unpacked(view["private_metadata"]), draft, by=person)
    ack(response_action="update", view=questions_form.after_asking(outcome, person.reader))
    home.refresh(services, person)


def show(services: Services, client: WebClient, body: Body, opened: Opened, person: Asker) -> None:
    """Open the form at once, and put people who may know into it when they are found."""
    shown = surface.open_view(client, body, questions_form.form(opened, person.reader))
    _fill_in(services, shown["id"], opened, person)


def _fill_in(services: Services, view_id: str, opened: Opened, person: Asker) -> None:
    if opened.is_looking:
        services.replies.later(lambda: _with_experts(services, view_id, opened, person))


def _with_experts(services: Services, view_id: str, opened: Opened, person: Asker) -> None:
    filled = asking.with_experts(services, opened, by=person)
    services.slack.views_update(view_id=view_id, view=questions_form.form(filled, person.reader))
