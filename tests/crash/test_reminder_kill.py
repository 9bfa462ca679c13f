"""kill -9 at random moments while two processes remind: every reminder is in Slack once, none is lost, none is doubled. G3, R06.

KAIKU_KILLS=200 runs as many rounds, of two deaths each, on either database.
"""

from __future__ import annotations

import multiprocessing
import os
import random
from collections import Counter
from ctypes import c_double
from datetime import UTC, datetime, timedelta
from time import sleep
from uuid import uuid4

from sqlalchemy import select

from bot.reminders import arranging, ticking
from bot.reminders.kinds import REMINDER
from bot.services import Services
from playground.slack.server import FakeSlack
from playground.slack.workspace import User
from storage import cards
from storage.database import Database
from storage.models import Card, Person, PlanItem, Reminder
from tests.clock import START
from tests.crash import reminded
from tests.crash.keeper import SharedClock, Where

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.crash.reminded", "sqlalchemy.dialects.postgresql.psycopg", "psycopg"])
OWNERS = tuple(f"U0R{number:02}" for number in range(24))
ROUNDS = {"sqlite": 10, "postgresql": 6}
_A_ROUND = 6
"""Items that fall due in one round, of different owners: Slack takes one message a second from each place."""


def plan(services: Services, rounds: int) -> None:
    """Let some items fall due in every minute, and one move an hour on before its time comes."""
    with services.database.begin() as session:
        for number in range(rounds * _A_ROUND):
            due = START + timedelta(minutes=1 + number // _A_ROUND)
            item = PlanItem(
                key=uuid4().hex, kind="post", title=f"Item {number}", owner=OWNERS[number % len(OWNERS)],
                timezone="UTC", local_at=due.replace(tzinfo=None), due_at=due,
                made_by="U0R00", made_at=START, changed_at=START,
            )  # fmt: skip
            session.add(item)
            session.flush()
            arranging.arrange(services, session, item)


def start(where: Where, seconds: c_double) -> list[multiprocessing.context.ForkServerProcess]:
    """Start two processes that remind, at the same moment."""
    go = _PROCESSES.Event()
    readies = [_PROCESSES.Event() for _two in range(2)]
    both = [
        _PROCESSES.Process(target=reminded.remind_until_killed, args=(where, seconds, ready, go), daemon=True)
        for ready in readies
    ]
    for process in both:
        process.start()
    for ready in readies:
        assert ready.wait(30)
    go.set()
    return both


def finish(services: Services, seconds: c_double) -> None:
    """Do in this process, which nobody kills, what is left to do."""
    clock = SharedClock(seconds)
    for _time in range(1_000):
        ticking.say_due(services)
        services.messenger.deliver_due()
        with services.database.read() as session:
            if not cards.waiting(session):
                return
        clock.move(seconds=2)


def test_killed_at_random_moments_two_processes_lose_and_double_nothing(database: Database, database_url: str) -> None:
    kind = database.engine.dialect.name
    rounds = int(os.environ.get("KAIKU_KILLS", ROUNDS[kind]))
    dice = random.Random(20261123)  # noqa: S311 - moments, no secrets
    seconds = _PROCESSES.RawValue("d", START.timestamp())
    users = [User(one, one.lower(), one) for one in OWNERS]
    with FakeSlack(users=[*users], now=lambda: seconds.value) as slack:
        where = Where(database_url, slack.api_url, slack.bot_token)
        services = reminded.services_of(database, where, seconds)
        with database.begin() as session:
            session.add_all(Person(id=one, name=one, language="en", timezone="UTC", fetched_at=START) for one in OWNERS)
        plan(services, rounds)
        for _round in range(rounds):
            SharedClock(seconds).move(seconds=60)
            for process in start(where, seconds):
                sleep(dice.uniform(0, dice.choice((0.01, 0.05, 0.2))))
                process.kill()
                process.join(10)
        meanwhile = sum(len(slack.direct_messages(one)) for one in OWNERS)
        finish(services, seconds)
        taken = [call for call in slack.calls("chat.postMessage") if call.status == 200 and not call.error]
        posted = Counter(call.args["metadata"]["event_payload"]["key"] for call in taken)
        refused = slack.refused
    with database.read() as session:
        due = session.scalars(
            select(Reminder).where(Reminder.rule.in_(("hour", "now")), Reminder.due_at <= _time(seconds))
        )
        # "In an hour" may come too late to be true.
        expected = [one for one in due if one.rule == "now" or one.state == "said"]
        waiting = [one for one in expected if one.state != "said"]
        shown = select(Card.key).where(Card.kind == REMINDER, Card.record_id.in_([one.id for one in expected]))
        keys = set(session.scalars(shown))
    lost = len(expected) - len(keys & posted.keys())
    doubled = sum(times - 1 for times in posted.values())
    counted = f"{2 * rounds} kills, {len(expected)} reminders, {meanwhile} shown by who died"
    print(f"\n{kind}: {counted}, {lost} lost, {doubled} doubled")  # noqa: T201 - the score is what this test is for
    assert (lost, doubled, waiting, refused) == (0, 0, [], [])
    assert len([one for one in expected if one.rule == "now"]) == rounds * _A_ROUND
    assert meanwhile > 0


def _time(seconds: c_double) -> datetime:
    return datetime.fromtimestamp(seconds.value, UTC)
