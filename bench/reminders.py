"""Reminders: a tick without anything due, a thousand due at the same moment, and holding back five hundred, with many stored.

The bot's tick claims what is due, decides who hears it and writes their cards, all before anybody counts as reminded. APScheduler
with its SQL job store stands beside it twice: with a job that only notes the time, and with one that writes the same card.
"""

from __future__ import annotations

import asyncio
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # type: ignore[import-untyped]
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]
from apscheduler.schedulers.base import STATE_RUNNING  # type: ignore[import-untyped]
from sqlalchemy import delete, event, func, insert, select, update

from bench import filled
from bench.rounds import OURS, Aim, Outcome, Sample, Size, Variant, interleave
from bench.servers import Place
from bot.people import Asker
from bot.reminders import holds, ticking
from bot.roles import Role
from bot.services import Services
from bot.settings import Settings
from bot.words import Reader
from storage.models import Card, Person, PlanItem, Reminder

BARE, WITH_WORK = "APScheduler, SQL job store", "the same, and each job writes its card"
TICK, LATENESS, HOLD = "empty tick us", "highest lateness ms", "hold ms"
MAIJA = Asker("U0MAIJA", "Maija Marja", Role.MANAGER, Reader("en"))
_OWNERS = 200
_DUE, _HELD = 1_000, 500
_TICKS = 200
_AHEAD = 0.25
_PER_ITEM = 5
_FAR = timedelta(days=400)
_KINDS = ("day", "hour", "now", "task", "review")
_PATIENCE = 60.0


async def reminders(place: Place, size: Size) -> Outcome:
    """Time all three beside APScheduler with as many stored jobs."""
    count = size.people
    due = min(_DUE, count // 4)
    aims = (
        Aim("empty tick: kaiku / APScheduler", (OURS, TICK), (BARE, TICK), at_most=0.2),
        Aim(
            "lateness: kaiku / APScheduler that writes the cards", (OURS, LATENESS), (WITH_WORK, LATENESS), at_most=0.1
        ),
    )
    outcome = Outcome("reminders", f"{count:,} stored reminders, {due:,} due at once", aims=aims)
    with ExitStack() as opened:
        ours = opened.enter_context(_ours(place, count, due, outcome))
        bare = opened.enter_context(_peer(place.folder / "bare.db", count, due, ours.services, writes=False))
        working = opened.enter_context(_peer(place.folder / "working.db", count, due, ours.services, writes=True))
        variants = [
            Variant(OURS, partial(asyncio.to_thread, ours.measure)),
            Variant(BARE, partial(asyncio.to_thread, bare.measure)),
            Variant(WITH_WORK, partial(asyncio.to_thread, working.measure)),
        ]
        outcome.samples = await interleave(variants, replace(size, rounds=min(size.rounds, 3)))
    outcome.checks += [f"{name}: every one of {due:,} came, once" for name in outcome.samples]
    return outcome


@dataclass
class _Ours:
    """The bot, with items that can fall due again and again."""

    services: Services
    items: list[int]
    outcome: Outcome
    statements: list[str] = field(default_factory=list)

    def measure(self) -> Sample:
        """Let nothing be due, then all of them, and hold back half of them."""
        return {TICK: self._ticks(), LATENESS: self._due(), HOLD: self._hold()}

    def _ticks(self) -> float:
        began = time.perf_counter()
        for _tick in range(_TICKS):
            ticking.say_due(self.services)
        return (time.perf_counter() - began) / _TICKS * 1e6

    def _due(self) -> float:
        moment = datetime.now(UTC) + timedelta(seconds=_AHEAD)
        _wait_for(self.services, self.items, moment)
        self.statements.clear()
        ticking.say_due(self.services)
        late = (datetime.now(UTC) - moment).total_seconds() * 1_000
        self._check(len(self.statements))
        return late

    def _check(self, statements: int) -> None:
        with self.services.database.read() as session:
            said = session.scalar(
                select(func.count()).select_from(Reminder).where(Reminder.rule == "now", Reminder.state == "said")
            )
            shown = session.scalar(select(func.count()).select_from(Card).where(Card.kind == "reminder"))
        if (said, shown) != (len(self.items), len(self.items)):
            self.outcome.faults.append(f"{said} said and {shown} shown of {len(self.items)}")
        self._note(f"{len(self.items):,} due at once: {statements} SQL statements")

    def _hold(self) -> float:
        _wait_for(self.services, self.items[:_HELD], datetime.now(UTC) + _FAR)
        with self.services.database.begin() as session:
            session.execute(update(PlanItem).where(PlanItem.id > self.items[:_HELD][-1]).values(state="posted"))
        self.statements.clear()
        began = time.perf_counter()
        hold = holds.begin(self.services, "all", "Because of the bench.", by=MAIJA)
        took = (time.perf_counter() - began) * 1_000
        commits = self.statements.count("COMMIT")
        self._note(f"a hold: {len(self.statements) - commits} SQL statements, {commits} transaction")
        holds.end(self.services, hold.id, by=MAIJA)
        return took

    def _note(self, said: str) -> None:
        if said not in self.outcome.checks:
            self.outcome.checks.append(said)


@contextmanager
def _ours(place: Place, count: int, due: int, outcome: Outcome) -> Iterator[_Ours]:
    address = f"sqlite:///{place.folder / 'reminders.db'}"
    settings = Settings(database_url=address, bot_token="-", app_token="-")  # noqa: S106 - nobody is asked
    with filled.services(settings) as services:
        items = _fill(services, count, due)
        ours = _Ours(services, items, outcome)
        engine = services.database.engine
        event.listen(engine, "before_cursor_execute", lambda *said: ours.statements.append(said[2]))
        event.listen(engine, "commit", lambda _connection: ours.statements.append("COMMIT"))
        yield ours


def _fill(services: Services, count: int, due: int) -> list[int]:
    """Store reminders that are far away, and the items of those that fall due."""
    now = datetime.now(UTC)
    far, local = now + _FAR, (now + _FAR).replace(tzinfo=None)
    owners = [f"U{number:08}" for number in range(_OWNERS)]
    many = max(count // _PER_ITEM, due)
    with services.database.begin() as session:
        session.execute(insert(Person), [_person(user_id, now) for user_id in owners])
        session.execute(insert(PlanItem), [_item(number, owners[number % _OWNERS], now, far) for number in range(many)])
        ids = list(session.scalars(select(PlanItem.id).order_by(PlanItem.id)))
        rows = (
            {
                "key": f"{rule}:item{item}:far", "rule": rule, "item_id": item, "user_id": owners[number % _OWNERS],
                "local_at": local, "timezone": "UTC", "due_at": far, "told": "", "why_other": "",
                "state": "waiting", "is_late": False, "outcome": "",
            }
            for number, item in enumerate(ids)
            for rule in _KINDS
        )  # fmt: skip
        listed = list(rows)[: max(count, due * _PER_ITEM)]
        session.execute(insert(Reminder), listed)
    return ids[:due]


def _person(user_id: str, now: datetime) -> dict[str, Any]:
    flags = {"is_admin": False, "is_guest": False, "is_bot": False, "is_deactivated": False}
    return {"id": user_id, "name": user_id, "locale": "", "timezone": "UTC", "fetched_at": now, **flags}


def _item(number: int, owner: str, now: datetime, far: datetime) -> dict[str, Any]:
    made = PlanItem(
        key=f"bench{number}", kind="post", title=f"Item {number}", owner=owner, timezone="UTC",
        local_at=far.replace(tzinfo=None), due_at=far, made_by=owner, made_at=now, changed_at=now,
    )  # fmt: skip
    return {column.key: getattr(made, column.key) for column in PlanItem.__table__.columns if column.key != "id"}


def _wait_for(services: Services, items: list[int], moment: datetime) -> None:
    """Let the items' minute be a moment, with nothing said about it yet."""
    with services.database.begin() as session:
        session.execute(delete(Card).where(Card.kind == "reminder"))
        session.execute(delete(Reminder).where(Reminder.rule.in_(("deputy", "desk"))))
        values = {"due_at": moment, "state": "waiting", "said_at": None, "told": ""}
        for start in range(0, len(items), 500):
            chunk = items[start : start + 500]
            now_of = update(Reminder).where(Reminder.rule == "now", Reminder.item_id.in_(chunk))
            session.execute(now_of.values(**values), execution_options={"synchronize_session": False})
            session.execute(update(PlanItem).where(PlanItem.id.in_(chunk)).values(state="draft", held_by=None))


@dataclass
class _Peer:
    """APScheduler with a store of its own."""

    scheduler: BackgroundScheduler
    due: int
    job: Callable[[int], None]
    ran: list[float] = field(default_factory=list)

    def measure(self) -> Sample:
        """Do the same with jobs."""
        return {TICK: self._ticks(), LATENESS: self._due(), HOLD: self._pause()}

    def _ticks(self) -> float:
        began = time.perf_counter()
        for _tick in range(_TICKS):
            self.scheduler._process_jobs()  # noqa: SLF001 - what its thread calls at every wake-up
        return (time.perf_counter() - began) / _TICKS * 1e6

    def _due(self) -> float:
        self.ran.clear()
        _RAN[id(self)] = self
        ahead = max(0.5, self.due * 0.004)  # adding them takes time as well
        moment = datetime.now(UTC) + timedelta(seconds=ahead)
        for number in range(self.due):
            self.scheduler.add_job(run, "date", run_date=moment, args=[id(self), number], id=f"due{number}")
        deadline = time.perf_counter() + ahead + _PATIENCE
        while len(self.ran) < self.due and time.perf_counter() < deadline:
            time.sleep(0.002)
        if len(self.ran) != self.due:
            raise ValueError(f"{len(self.ran)} of {self.due} jobs ran")
        return (max(self.ran) - moment.timestamp()) * 1_000

    def _pause(self) -> float:
        far = datetime.now(UTC) + _FAR
        many = min(_HELD, self.due)
        jobs = [
            self.scheduler.add_job(run, "date", run_date=far, args=[id(self), number], id=f"held{number}")
            for number in range(many)
        ]
        began = time.perf_counter()
        for job in jobs:
            job.pause()
        took = (time.perf_counter() - began) * 1_000
        for job in jobs:
            job.remove()
        return took


_RAN: dict[int, _Peer] = {}
"""The peers by number: a job in a store can name only what can be imported."""


def run(peer: int, number: int) -> None:
    """Do what a job does, and note when it was done."""
    _RAN[peer].job(number)
    _RAN[peer].ran.append(time.time())


@contextmanager
def _peer(file: Path, count: int, due: int, services: Services, *, writes: bool) -> Iterator[_Peer]:
    store = SQLAlchemyJobStore(url=f"sqlite:///{file}")
    defaults = {"misfire_grace_time": None}
    # Jobs that write to SQLite wait for each other: one thread is the quickest, ten lock each other out.
    pool = ThreadPoolExecutor(1 if writes else 10)
    options = {"jobstores": {"default": store}, "executors": {"default": pool}, "job_defaults": defaults}
    scheduler = BackgroundScheduler(timezone="UTC", **options)
    scheduler.start(paused=True)
    _store_jobs(scheduler, store, count)
    scheduler.state = STATE_RUNNING
    job = partial(_write_card, services) if writes else _nothing
    try:
        yield _Peer(scheduler, due, job)
    finally:
        scheduler.shutdown(wait=False)


def _store_jobs(scheduler: BackgroundScheduler, store: SQLAlchemyJobStore, count: int) -> None:
    """Store as many jobs, in one go: the state of one with other names."""
    far = datetime.now(UTC) + _FAR
    job = scheduler.add_job(run, "date", run_date=far, args=[0, 0], id="first")
    state = pickle.dumps(job.__getstate__(), store.pickle_protocol)
    rows = [
        {"id": f"job{number}", "next_run_time": far.timestamp() + number, "job_state": state} for number in range(count)
    ]
    with store.engine.begin() as connection:
        connection.execute(store.jobs_t.insert(), rows)


def _nothing(_number: int) -> None:
    """Only the time is noted."""


def _write_card(services: Services, number: int) -> None:
    with services.database.begin() as session:
        services.messenger.show(session, "bench", number, f"U{number % _OWNERS:08}")
