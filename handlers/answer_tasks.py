"""The door of what people do for answers: report one, settle a report, correct public replies, keep answers true."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.answers import corrections, freshness, gaps, reports
from bot.people import Asker
from bot.services import Services
from bot.views import answers_buttons, answers_freshness, answers_gaps, answers_reports, answers_tasks
from handlers import forms, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the report button, the cards of the tasks, and their forms."""
    bolt.action(answers_buttons.REPORT)(report)
    bolt.view(answers_reports.FORM)(report_sent)
    bolt.action(answers_reports.HOLDS)(holds)
    bolt.view(answers_reports.HOLDS_FORM)(holds_sent)
    bolt.action(answers_tasks.DONE)(done)
    bolt.action(answers_tasks.NEEDLESS)(needless)
    bolt.action(answers_freshness.TRUE)(still_true)
    bolt.action(answers_freshness.MORE)(more)
    bolt.view(answers_freshness.HAND_FORM)(hand_sent)
    bolt.action(answers_gaps.OPEN)(missing)


def report(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Ask what is wrong with an answer."""
    answer_id, _language = answers_buttons.answer_of(action["value"])
    found = reports.opened(services, answer_id, by=person)
    surface.over(client, body, answers_reports.form(found.id, person.reader))
    ack()


def report_sent(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """What is wrong was sent."""
    what = str(forms.values(view).get("what") or "")
    reports.report(services, int(view["private_metadata"]), what, by=person)
    ack(response_action="update", view=answers_reports.sent(person.reader))


def holds(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Ask for a word to whoever reported an answer that is true."""
    found = reports.waiting(services, int(action["value"]), by=person)
    surface.over(client, body, answers_reports.holds_form(found, person.reader))
    ack()


def holds_sent(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A reported answer is true as it stands."""
    word = str(forms.values(view).get("word") or "")
    reports.holds(services, int(view["private_metadata"]), word, by=person)
    ack(response_action="update", view=answers_reports.settled(person.reader))


def done(ack: Ack, action: Body, services: Services, person: Asker) -> None:
    """A public reply was corrected."""
    corrections.settle(services, int(action["value"]), corrections.DONE, by=person)
    ack()


def needless(ack: Ack, action: Body, services: Services, person: Asker) -> None:
    """A public reply needs no correction."""
    corrections.settle(services, int(action["value"]), corrections.NEEDLESS, by=person)
    ack()


def still_true(ack: Ack, action: Body, services: Services, person: Asker) -> None:
    """An answer of the list is still true."""
    item_id, days = answers_freshness.true_from(action["value"])
    freshness.still_true(services, item_id, int(days), by=person)
    ack()


def more(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Another time for which an answer is true, or somebody else keeps it."""
    item_id, chosen = answers_freshness.true_from(forms.value_of(action))
    if chosen == answers_freshness.HAND:
        item = freshness.handing(services, item_id, by=person)
        surface.over(client, body, answers_freshness.hand_form(item, person.reader))
    else:
        freshness.still_true(services, item_id, int(chosen), by=person)
    ack()


def hand_sent(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """Somebody else keeps an answer from now on."""
    owner = str(forms.values(view).get("owner") or "")
    freshness.hand_over(services, int(view["private_metadata"]), owner, by=person)
    ack()


def missing(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """What the bank lacks."""
    message = answers_gaps.report(gaps.report(services, by=person), person.reader)
    surface.show(services, client, body, message, title=answers_gaps.title(person.reader), reader=person.reader)
    ack()
