"""The door of the answer's form: a new one, an edited one, one made of a solved question or of what was said in Slack."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.answers import bringing, editing, reading
from bot.answers.bringing import Discussion, Message
from bot.answers.draft import Form, Opened, Saved
from bot.manifest import SAVE_ANSWER
from bot.people import Asker
from bot.questions import showing, threads
from bot.services import Services
from bot.views import answers, answers_buttons, answers_discussion, answers_form
from handlers import forms, home, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the buttons and the shortcut that open the form, and for the form."""
    bolt.action(answers_buttons.NEW)(new)
    bolt.action(answers_buttons.FROM_QUESTION)(from_question)
    bolt.action(answers_buttons.EDIT)(edit)
    bolt.message_shortcut(SAVE_ANSWER)(about_message)
    bolt.view(answers_discussion.CHOOSING)(chosen)
    bolt.view(answers_form.FORM)(sent)


def to_write(services: Services, question: str, person: Asker) -> dict[str, Any]:
    """Return the form of a new answer that begins with a question."""
    return answers_form.form(editing.form_for(services, question=question, by=person), person.reader)


def new(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form of a new answer."""
    surface.open_view(client, body, to_write(services, action.get("value") or "", person))
    ack()


def from_question(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form of an answer that a solved question has."""
    opened = editing.form_for(services, question_id=int(action["value"]), by=person)
    surface.open_view(client, body, answers_form.form(opened, person.reader))
    ack()


def edit(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form of an answer, in place of the window that shows it; elsewhere in a window of its own."""
    opened = editing.form_for(services, answer_id=int(action["value"]), by=person)
    surface.put(client, body, answers_form.form(opened, person.reader))
    ack()


def about_message(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A reply to an open question answers it. Else: the form with the message, or first the choice where a thread may be read."""
    message = _message(body)
    what = showing.shown(services, _told(body, message), by=person)
    if what is not None:
        said = answers_discussion.shown(what, person.reader)
        title = answers_discussion.title(person.reader)
        surface.show(services, client, body, said, title=title, reader=person.reader)
    elif bringing.may_read(services, message):
        shown = surface.open_view(client, body, answers_discussion.waiting(person.reader))
        services.replies.later(lambda: _offer(services, shown["id"], message, person))
    else:
        opened = bringing.form_about(services, message, is_alone=True, by=person)
        shown = surface.open_view(client, body, answers_form.form(opened, person.reader))
        services.replies.later(lambda: _fill_in(services, shown["id"], opened, message, person))
    ack()


def chosen(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """Part of a discussion was chosen."""
    message, values = Message.unpacked(view["private_metadata"]), forms.values(view)
    ends = str(values[answers_discussion.FIRST]), str(values[answers_discussion.LAST])
    ack(response_action="update", view=answers_discussion.waiting(person.reader))
    services.replies.slowly(lambda: _bring_in(services, view["id"], message, ends, person))


def sent(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The form was sent: the window shows the answer, or the form again with what got in its way."""
    draft = answers_form.draft_from(forms.values(view))
    outcome = editing.save(services, Form.unpacked(view["private_metadata"]), draft, by=person)
    if not isinstance(outcome, Saved):
        ack(response_action="update", view=answers_form.again(outcome, person.reader))
    else:
        found = reading.details(services, outcome.answer.id, by=person)
        note = answers.saved_note(is_new=outcome.is_new, is_proposal=found.is_proposal, reader=person.reader)
        ack(response_action="update", view=answers.window(found, person.reader, note))
        home.refresh(services, person)


def _offer(services: Services, view_id: str, message: Message, person: Asker) -> None:
    found = bringing.offered(services, message, by=person)
    if isinstance(found, Discussion):
        shown = answers_discussion.choosing(found, person.reader)
    else:
        shown = answers_form.form(found, person.reader)
    services.slack.views_update(view_id=view_id, view=shown)


def _fill_in(services: Services, view_id: str, opened: Opened, message: Message, person: Asker) -> None:
    filled = bringing.filled_in(services, opened, message)
    if filled != opened:
        services.slack.views_update(view_id=view_id, view=answers_form.form(filled, person.reader))


def _bring_in(services: Services, view_id: str, message: Message, ends: tuple[str, str], person: Asker) -> None:
    opened = bringing.form_of(services, message, ends, by=person)
    shown = answers_form.form(opened, person.reader) if opened else answers_discussion.unreadable(person.reader)
    services.slack.views_update(view_id=view_id, view=shown)


def _told(body: Body, message: Message) -> threads.Told:
    """Return the message of a shortcut as an event would tell of it."""
    said = body.get("message") or {}
    is_edited = bool(said.get("edited"))  # Slack has that to the second only, but what it shows now is the newest
    as_of = threads.moment_of(str(body.get("action_ts") or "")) if is_edited else None
    by = "" if said.get("bot_id") else str(said.get("user") or "")
    thread = "" if message.thread == message.ts else message.thread
    return threads.Told(message.channel, message.ts, thread, by, message.text, as_of)


def _message(body: Body) -> Message:
    """Return the message of a shortcut."""
    said = body.get("message") or {}
    channel = str((body.get("channel") or {}).get("id") or "")
    ts = str(said.get("ts") or body.get("message_ts") or "")
    return Message(channel, ts, str(said.get("thread_ts") or ""), str(said.get("text") or ""))
