"""What runs in the processes that the crash tests kill: the life of an answer, from a question over public replies to its end.

Time is a number that all processes share: the fake Slack, the bot, and whoever comes after a killed one.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from ctypes import c_double, c_int
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from typing import Any

import structlog
from sqlalchemy import event, select

from bot.answers import corrections, editing, freshness, reports, uses
from bot.answers.draft import Draft as AnswerDraft
from bot.answers.draft import Form as AnswerForm
from bot.answers.draft import Saved
from bot.cards import CARDS
from bot.delivery import Courier
from bot.errors import Conflict
from bot.messenger import Messenger
from bot.people import Asker
from bot.questions import accepting, asking, contributions, replying
from bot.questions.draft import Draft, Form
from bot.questions.kinds import HOUSE
from bot.questions.replying import Reply
from bot.roles import Role
from bot.services import Services
from bot.words import Reader
from storage.database import Database
from storage.models import Answer, AnswerReport, Contribution, Correction, FreshnessItem, Question
from tests import network
from tests.bot.asking import AtOnce
from tests.bot.register import on_slack, services_on
from tests.clock import START

ENGLISH = Reader("en")
EVE, BO, FAY = (Asker(user_id, user_id, Role.EMPLOYEE, ENGLISH) for user_id in ("U0EVE", "U0BO", "U0FAY"))
MAIJA, ADA = (Asker(user_id, user_id, Role.MANAGER, ENGLISH) for user_id in ("U0MAIJA", "U0ADA"))
PEOPLE = (EVE, BO, FAY, MAIJA, ADA)
DESK = "C2"
ASKED = "Is the hall open on Epiphany?"
TEXTS = ("Closed, and open on Wednesday.", "Open from 10 to 17.", "Open from 11 to 17.")
LINKS = tuple(f"https://social.example/{number}" for number in range(4))
_LATER = 11
"""Minutes after which a tick runs whose process died: its lease is over by then."""


class SharedClock:
    """A clock of several processes; it only goes forward."""

    def __init__(self, seconds: c_double) -> None:
        """Look at a number that stands in shared memory."""
        self.seconds = seconds

    def __call__(self) -> datetime:
        """Return the moment."""
        return datetime.fromtimestamp(self.seconds.value, UTC)

    def at_least(self, moment: datetime) -> None:
        """Go on to a moment, unless it is over."""
        self.seconds.value = max(self.seconds.value, moment.timestamp())

    def move(self, **by: float) -> None:
        """Go on."""
        self.seconds.value += timedelta(**by).total_seconds()


@dataclass(frozen=True)
class World:
    """Everything that a process needs to act: services, the shared clock, and how often each thing is done."""

    services: Services
    clock: SharedClock
    times: int = 2

    def one(self, model: Any, *which: Any) -> Any:
        """Return the one record of a kind."""
        with self.services.database.read() as session:
            return session.scalars(select(model).where(*which)).one()

    def answer(self) -> Any:
        """Return the answer that came of the question."""
        return self.one(Answer, Answer.question_id.is_not(None))


@dataclass(frozen=True)
class Where:
    """Where the database is, and Slack."""

    url: str
    api_url: str
    bot_token: str


def world_on(database: Database, where: Where, seconds: c_double) -> World:
    """Return a world whose cards go to a Slack that answers."""
    clock = SharedClock(seconds)
    services = services_on(database, clock, house_channel="C1", desk_channel=DESK)  # type: ignore[arg-type]
    slack = on_slack(services, where).slack  # type: ignore[arg-type]
    courier = Courier(database, slack, services.settings, CARDS, clock, owner=str(os.getpid()))
    services = replace(services, slack=slack, quick=slack, messenger=Messenger(courier, clock), replies=AtOnce())
    return World(services, clock)


def deliver(world: World) -> None:
    """Show what waits; a place rests a second after a message, and as long as its lease when its process died."""
    for _second in range(4):
        world.services.messenger.deliver_due()
        world.clock.move(seconds=1)


def _ask(world: World) -> None:
    draft = Draft(ASKED, HOUSE, needed_by=START + timedelta(days=3))
    asking.ask(world.services, Form(key="the question"), draft, by=EVE)


def _answer(world: World) -> None:
    for text, by in ((TEXTS[0], BO), ("Ask the hall.", FAY)):
        with suppress(Conflict):
            contributions.write(world.services, world.one(Question).id, text, f"by {by.id}", by=by)


def _accept(world: World) -> None:
    given = world.one(Contribution, Contribution.by == BO.id)
    accepting.accept(world.services, given.question_id, [given.id], by=EVE)


def _reply(world: World) -> None:
    replying.replied(world.services, world.one(Question).id, Reply(LINKS[0], "en"), by=EVE)


def _save(world: World) -> None:
    form = AnswerForm(key="the answer", question=world.one(Question).id)
    draft = AnswerDraft(questions={"en": ASKED}, texts={"en": TEXTS[0]}, owner=MAIJA.id)
    editing.save(world.services, form, draft, by=MAIJA)
    for name, owner in (("museum", MAIJA.id), ("rink", ADA.id), ("library", "U0GONE")):
        save_of(world, name, owner)


def save_of(world: World, name: str, owner: str) -> None:
    """Let the bank have an answer about something that somebody keeps, though they may have left."""
    draft = AnswerDraft(questions={"en": f"When does the {name} open?"}, texts={"en": "At nine."}, owner=ADA.id)
    made = editing.save(world.services, AnswerForm(key=name), draft, by=MAIJA)
    assert isinstance(made, Saved)
    with world.services.database.begin() as session:
        session.get_one(Answer, made.answer.id).owner = owner


def _use(world: World) -> None:
    for link, by in ((LINKS[1], EVE), (LINKS[2], BO), (LINKS[3], EVE)):
        uses.used(world.services, uses.Reply(world.answer().id, 1, link, "en"), by=by)


def _report(what: str, by: Asker) -> Callable[[World], None]:
    return lambda world: _reported(world, what, by)


def _reported(world: World, what: str, by: Asker) -> None:
    # Whoever presses again after the report has ended already would make a new one: the form is closed by then.
    with world.services.database.read() as session:
        if session.scalar(select(AnswerReport.id).where(AnswerReport.what == what)) is not None:
            return
    reports.report(world.services, world.answer().id, what, by=by)


def _edit(number: int) -> Callable[[World], None]:
    return lambda world: _edited(world, number)


def _edited(world: World, number: int) -> None:
    draft = AnswerDraft(questions={"en": ASKED}, texts={"en": TEXTS[number]}, owner=MAIJA.id, valid="90")
    editing.save(world.services, AnswerForm(answer=world.answer().id, version=number), draft, by=MAIJA)


def _settle(world: World) -> None:
    with world.services.database.read() as session:
        made = {one.use_id: one.id for one in session.scalars(select(Correction).order_by(Correction.use_id))}
    corrections.settle(world.services, min(made.values()), corrections.DONE, by=EVE)


def _holds(world: World) -> None:
    found = world.one(AnswerReport, AnswerReport.what == "It rings false.")
    reports.holds(world.services, found.id, "I asked the hall.", by=MAIJA)


def _look(day: int) -> Callable[[World], None]:
    return lambda world: _looked(world, START + timedelta(days=day))


def _looked(world: World, moment: datetime) -> None:
    """Let the clock tick on a day; who died in a tick is followed by one whose tick comes when the lease is over."""
    world.clock.at_least(moment)
    for _tick in range(2):
        world.clock.move(minutes=_LATER)
        freshness.look(world.services)


def _still_true(world: World) -> None:
    item = _item(world, world.answer().id)
    freshness.still_true(world.services, item, 30, by=MAIJA)


def _hand_over(world: World) -> None:
    museum = world.one(Answer, Answer.key == "museum")
    freshness.hand_over(world.services, _item(world, museum.id), BO.id, by=MAIJA)


def _item(world: World, answer_id: int) -> int:
    with world.services.database.read() as session:
        found = select(FreshnessItem.id).where(FreshnessItem.answer_id == answer_id).order_by(FreshnessItem.id)
        return session.scalars(found).first() or 0


def _withdraw(world: World) -> None:
    editing.withdraw(world.services, world.answer().id, by=ADA)


STEPS: tuple[Callable[[World], None], ...] = (
    _ask, deliver, _answer, deliver, _accept, _reply, deliver, _save, _use,
    _report("It opens at 10.", FAY), _report("It is old.", BO), deliver, _edit(1), deliver,
    _settle, deliver, _edit(2), deliver, _report("It rings false.", FAY), deliver, _holds, deliver,
    _look(77), deliver, _still_true, _hand_over, deliver, _look(78), deliver,
    _look(92), deliver, _look(106), deliver, _report("Gone?", FAY), deliver, _withdraw, deliver,
)  # fmt: skip


def go_through(world: World, reached: c_int) -> None:
    """Do every step that nobody has finished yet, each as often as the world says: people press twice, Slack delivers twice."""
    while reached.value < len(STEPS):
        for _time in range(world.times):
            with suppress(Conflict):
                STEPS[reached.value](world)
        reached.value += 1


def go_through_until_killed(where: Where, seconds: c_double, reached: c_int, most: int) -> None:
    """Go on with the story; die at the commit after `most` commits, as in a power cut: nothing is flushed."""
    world = _mortal_world(where, seconds, most)
    world.clock.move(minutes=1)  # by then the messenger's lease of whoever died is over
    go_through(world, reached)


def look_until_killed(where: Where, seconds: c_double, most: int, go: Event) -> None:
    """Look for answers that end, at the same moment as another process, and show what waits; die after `most` commits."""
    world = _mortal_world(where, seconds, most)
    go.wait(20)
    freshness.look(world.services)
    world.services.messenger.deliver_due()


def _mortal_world(where: Where, seconds: c_double, most: int) -> World:
    network.install()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    world = world_on(Database(where.url), where, seconds)
    commits = 0

    def counts(_connection: Any) -> None:
        nonlocal commits
        commits += 1
        if commits > most:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(world.services.database.engine, "commit", counts)
    return world
