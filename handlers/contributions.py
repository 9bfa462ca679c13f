"""The door of answering: writing an answer, accepting one, and deciding how a question goes on."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.questions import accepting, amending, contributions, deadlines, moving, replying
from bot.questions.replying import Opened
from bot.services import Services
from bot.views import contributions as view_of
from bot.views import contributions_own as own_view
from bot.views import questions, questions_accept, questions_asker, questions_decide
from bot.views.questions_form import moment_from
from handlers import forms, home, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the buttons of both cards and for their forms."""
    bolt.action(questions.WRITE)(write)
    bolt.action(questions.ACCEPT)(accept)
    bolt.action(questions.REPLY)(reply)
    bolt.action(questions_asker.LONGER)(longer)
    bolt.action(questions_asker.WIDER)(wider)
    bolt.action(questions_asker.CLOSE)(close)
    bolt.action(questions_asker.MOVE)(move)
    bolt.action(questions_asker.REOPEN)(reopen)
    bolt.action(own_view.OPEN)(own)
    bolt.action(own_view.CHANGE)(change)
    bolt.action(own_view.TAKE_BACK)(take_back)
    bolt.view(view_of.FORM)(written)
    bolt.view(questions_accept.CHOOSING)(chosen)
    bolt.view(questions_accept.ACCEPTING)(accepted)
    bolt.view(questions_accept.REOPENING)(reopened)
    bolt.view(own_view.CHANGING)(changed)
    bolt.view(questions_decide.EXTENDING)(extended)
    bolt.view(questions_decide.WIDENING)(widened)
    bolt.view(questions_decide.MOVING)(moved)
    bolt.view(questions_decide.CLOSING)(closed)
    bolt.view(questions_decide.REPLYING)(replied)


def write(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that answers a question."""
    question = contributions.to_write(services, int(action["value"]), by=person)
    surface.open_view(client, body, view_of.writing(question, person.reader))
    ack()


def accept(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that accepts answers."""
    choice = accepting.to_accept(services, int(action["value"]), by=person)
    surface.open_view(client, body, questions_accept.form(choice, person.reader))
    ack()


def reply(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for the public reply."""
    surface.open_view(client, body, replying_form(services, int(action["value"]), person))
    ack()


def longer(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that gives more time."""
    surface.open_view(client, body, extending(services, int(action["value"]), person))
    ack()


def wider(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that asks the whole house."""
    surface.open_view(client, body, widening(services, int(action["value"]), person))
    ack()


def close(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that closes a question."""
    surface.open_view(client, body, closing(services, int(action["value"]), person))
    ack()


def move(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that moves a question to another channel."""
    question = deadlines.to_decide(services, int(action["value"]), by=person)
    surface.open_view(client, body, questions_decide.moving(question, person.reader))
    ack()


def reopen(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The window that opens a question again."""
    surface.open_view(client, body, reopening(services, int(action["value"]), person))
    ack()


def own(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The answers that somebody has given by the form."""
    found = amending.own(services, int(action["value"]), by=person)
    surface.over(client, body, own_view.window(found, person.reader))
    ack()


def change(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that changes one's own answer, in place of their list."""
    question, known = amending.to_change(services, int(action["value"]), by=person)
    surface.put(client, body, own_view.changing(question, known, person.reader))
    ack()


def take_back(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """One's own answer is taken back: the list shows what is left."""
    question_id = amending.take_back(services, int(action["value"]), by=person)
    surface.put(client, body, own_view.window(amending.own(services, question_id, by=person), person.reader))
    ack()
    home.refresh(services, person)


def changed(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """One's own answer was changed: the list shows it."""
    said = str(forms.values(view).get("answer") or "")
    question_id = amending.change(services, int(view["private_metadata"]), said, by=person)
    found = amending.own(services, question_id, by=person)
    ack(response_action="update", view=own_view.window(found, person.reader))
    home.refresh(services, person)


def written(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """An answer was written."""
    question_id, key = view_of.carried(view["private_metadata"])
    contributions.write(services, question_id, str(forms.values(view).get("answer") or ""), key, by=person)
    ack(response_action="update", view=view_of.written(question_id, person.reader))
    home.refresh(services, person)


def chosen(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """Answers were ticked: next comes the text that is to stand."""
    ids = [int(one) for one in forms.values(view).get("answers") or ()]
    choice = accepting.chosen(services, int(view["private_metadata"]), ids, by=person)
    ack(response_action="update", view=questions_accept.accepting(choice, person.reader))


def accepted(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """Answers were accepted."""
    question_id, ids, read = questions_accept.carried_answers(view["private_metadata"])
    accepting.accept(services, question_id, ids, str(forms.values(view).get("text") or ""), by=person, read=read)
    ack(response_action="update", view=questions_accept.accepted(person.reader))
    home.refresh(services, person)


def reopened(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A question was opened again."""
    question_id, ended_at = questions_accept.carried_end(view["private_metadata"])
    accepting.reopen(services, question_id, ended_at, by=person)
    ack()
    home.refresh(services, person)


def extended(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """More time was given."""
    moment = moment_from(forms.values(view).get("needed_by"))
    deadlines.extend(services, int(view["private_metadata"]), moment, by=person)
    ack()


def widened(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The whole house is asked."""
    moment = moment_from(forms.values(view).get("needed_by"))
    deadlines.widen(services, int(view["private_metadata"]), moment, by=person)
    ack()


def moved(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A question was moved to another channel."""
    channel = str(forms.values(view).get("channel") or "")
    moving.move(services, int(view["private_metadata"]), channel, by=person)
    ack()


def closed(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A question was closed."""
    deadlines.close(services, int(view["private_metadata"]), by=person)
    ack()
    home.refresh(services, person)


def replied(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The public reply was given: the form comes back when its language is another one."""
    question_id, draft = questions_decide.reply_from(view["private_metadata"], forms.values(view))
    outcome = replying.replied(services, question_id, draft, by=person)
    if isinstance(outcome, Opened):
        ack(response_action="update", view=questions_decide.replying(outcome, person.reader))
    else:
        ack()


def replying_form(services: Services, question_id: int, person: Asker) -> dict[str, Any]:
    """Return the form for the public reply."""
    return questions_decide.replying(replying.to_reply(services, question_id, by=person), person.reader)


def extending(services: Services, question_id: int, person: Asker) -> dict[str, Any]:
    """Return the form that gives more time."""
    return questions_decide.extending(deadlines.to_decide(services, question_id, by=person), person.reader)


def widening(services: Services, question_id: int, person: Asker) -> dict[str, Any]:
    """Return the form that asks the whole house."""
    return questions_decide.widening(deadlines.to_widen(services, question_id, by=person), person.reader)


def reopening(services: Services, question_id: int, person: Asker) -> dict[str, Any]:
    """Return the window that opens a question again."""
    return questions_accept.reopening(accepting.to_reopen(services, question_id, by=person), person.reader)


def closing(services: Services, question_id: int, person: Asker) -> dict[str, Any]:
    """Return the form that closes a question."""
    return questions_decide.closing(deadlines.to_decide(services, question_id, by=person), person.reader)
