"""The door of answering: writing an answer, accepting one, and deciding how a question goes on."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.questions import accepting, contributions, deadlines, moving, replying
from bot.questions.replying import Opened
from bot.services import Services
from bot.views import contributions as view_of
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
    bolt.view(view_of.FORM)(written)
    bolt.view(questions_accept.CHOOSING)(chosen)
    bolt.view(questions_accept.ACCEPTING)(accepted)
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


def written(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """An answer was written."""
    question_id, key = view_of.carried(view["private_metadata"])
    contributions.write(services, question_id, str(forms.values(view).get("answer") or ""), key, by=person)
    ack(response_action="update", view=view_of.written(person.reader))
    home.refresh(services, person)


def chosen(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """Answers were ticked: next comes the text that is to stand."""
    ids = [int(one) for one in forms.values(view).get("answers") or ()]
    choice = accepting.chosen(services, int(view["private_metadata"]), ids, by=person)
    ack(response_action="update", view=questions_accept.accepting(choice, person.reader))


def accepted(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """Answers were accepted."""
    question_id, ids = questions_accept.carried(view["private_metadata"])
    accepting.accept(services, question_id, ids, str(forms.values(view).get("text") or ""), by=person)
    ack(response_action="update", view=questions_accept.accepted(person.reader))
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


def closing(services: Services, question_id: int, person: Asker) -> dict[str, Any]:
    """Return the form that closes a question."""
    return questions_decide.closing(deadlines.to_decide(services, question_id, by=person), person.reader)
