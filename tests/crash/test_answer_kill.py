"""kill -9 in the life of an answer, and everything done twice: it ends as if nothing had happened, each message once. T1, T12."""

from __future__ import annotations

import multiprocessing
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_double
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from playground.slack.server import FakeSlack
from playground.slack.workspace import Channel, User
from storage.database import Database
from storage.models import (
    Answer,
    AnswerReport,
    AnswerUse,
    AuditEntry,
    Card,
    Correction,
    CorrectionList,
    FreshnessItem,
    FreshnessList,
    Person,
)
from tests.clock import START
from tests.crash import keeper
from tests.crash.keeper import Where, World

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.crash.keeper", "sqlalchemy.dialects.postgresql.psycopg", "psycopg"])
PACES = {"sqlite": 5, "postgresql": 12}
"""How many commits longer than the last one a process lives that goes on with the same step."""
MOST_COMMITS = 40
"""In one step; a process that dies later than that never gets on."""


@dataclass
class Life:
    """The fake Slack and the shared time in which a story happens."""

    database: Database
    where: Where
    slack: FakeSlack
    seconds: c_double

    def world(self, times: int = 1) -> World:
        """Return a world that nobody kills."""
        return replace(keeper.world_on(self.database, self.where, self.seconds), times=times)

    def posted(self) -> Counter[str]:
        """Return how often each card was posted, as far as Slack took it."""
        taken = (call for call in self.slack.calls("chat.postMessage") if call.status == 200 and not call.error)
        return Counter(call.args["metadata"]["event_payload"]["key"] for call in taken)

    def ended(self) -> dict[str, Any]:
        """Return how it ended, as far as people can see it."""
        assert self.slack.refused == []
        assert set(self.posted().values()) == {1}
        return {"messages": self._messages(), **self._records()}

    def _messages(self) -> dict[str, list[str]]:
        places = [keeper.DESK, "C1"]
        seen = {place: [_in_time(one.words) for one in self.slack.messages(place)] for place in places}
        for person in keeper.PEOPLE:
            seen[person.id] = sorted(_in_time(one.words) for one in self.slack.direct_messages(person.id))
        return seen

    def _records(self) -> dict[str, Any]:
        with self.database.read() as session:
            every = session.scalars
            doubts = session.execute(
                select(CorrectionList.user_id, Correction.state, Correction.version).join(Correction)
            )
            items = session.execute(select(FreshnessList.user_id, FreshnessItem.outcome).join(FreshnessItem))
            return {
                "answers": sorted(
                    (one.key, one.version, one.owner, bool(one.stale_at)) for one in every(select(Answer))
                ),
                "uses": sorted((one.link, one.version, bool(one.answer_id)) for one in every(select(AnswerUse))),
                "corrections": sorted(tuple(row) for row in doubts),
                "reports": sorted((one.by, one.what, one.state) for one in every(select(AnswerReport))),
                "freshness": sorted(tuple(row) for row in items),
                "cards": dict(session.execute(select(Card.kind, func.count()).group_by(Card.kind)).all()),
                "acts": dict(session.execute(select(AuditEntry.what, func.count()).group_by(AuditEntry.what)).all()),
            }


def _in_time(words: str) -> str:
    """Leave out that a message came late, which it says by itself."""
    return words.partition("\nDelayed: ")[0]


@contextmanager
def life_on(database: Database, url: str) -> Iterator[Life]:
    """Give a house where everybody is known, and nothing has happened."""
    with database.begin() as session:
        for person in keeper.PEOPLE:
            session.add(Person(id=person.id, name=person.name, timezone="Europe/Helsinki", fetched_at=START))
        session.add(Person(id="U0GONE", name="Gone", is_deactivated=True, fetched_at=START))
    users = [User(one.id, one.id.lower(), one.id) for one in keeper.PEOPLE]
    members = {"U0KAIKU", *(one.id for one in keeper.PEOPLE)}
    channels = [Channel(name, name.lower(), members=set(members)) for name in ("C1", keeper.DESK)]
    seconds = _PROCESSES.RawValue("d", START.timestamp())
    with FakeSlack(users=users, channels=channels, now=lambda: seconds.value) as slack:
        yield Life(database, Where(url, slack.api_url, slack.bot_token), slack, seconds)


@pytest.fixture
def life(database: Database, database_url: str) -> Iterator[Life]:
    """A house, on SQLite and on PostgreSQL."""
    with life_on(database, database_url) as made:
        yield made


@pytest.fixture(scope="module")
def undisturbed(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """How it ends when everything happens once and nobody dies."""
    file = tmp_path_factory.mktemp("undisturbed") / "kaiku.db"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    with life_on(database, "") as made:
        keeper.go_through(made.world(), _PROCESSES.RawValue("i", 0))
        ended = made.ended()
    database.close()
    return ended


def test_the_story_is_the_one_that_is_meant(undisturbed: dict[str, Any]) -> None:
    assert undisturbed["answers"] == [
        ("library", 1, "U0GONE", True),
        ("museum", 2, "U0BO", True),
        ("rink", 1, "U0ADA", True),
        ("the answer", 5, "U0MAIJA", False),
    ]
    assert undisturbed["corrections"] == [("U0BO", "open", 4), *[("U0EVE", "open", 4)] * 3]
    assert undisturbed["reports"] == [
        ("U0BO", "It is old.", "changed"),
        ("U0FAY", "Gone?", "gone"),
        ("U0FAY", "It opens at 10.", "changed"),
        ("U0FAY", "It rings false.", "holds"),
    ]
    assert undisturbed["freshness"] == [
        ("C2", ""),
        ("U0ADA", ""),
        ("U0BO", ""),
        ("U0MAIJA", "gone"),
        ("U0MAIJA", "handed"),
        ("U0MAIJA", "true"),
    ]
    assert undisturbed["cards"] == {
        "question": 1,
        "question_asker": 1,
        "closing": 2,
        "corrections": 2,
        "answer_report": 4,
        "answer_report_outcome": 4,
        "freshness": 5,
    }
    assert undisturbed["acts"]["answer.edited"] == 2


def test_told_twice_it_ends_the_same(life: Life, undisturbed: dict[str, Any]) -> None:
    keeper.go_through(life.world(times=2), _PROCESSES.RawValue("i", 0))
    assert life.ended() == undisturbed


def test_killed_again_and_again_it_ends_the_same(life: Life, undisturbed: dict[str, Any]) -> None:
    kind = life.database.engine.dialect.name
    reached, kills, most = _PROCESSES.RawValue("i", 0), 0, 0
    while reached.value < len(keeper.STEPS):
        before = reached.value
        arguments = (life.where, life.seconds, reached, most)
        victim = _PROCESSES.Process(target=keeper.go_through_until_killed, args=arguments, daemon=True)
        victim.start()
        victim.join(60)
        assert victim.exitcode in (0, -9)
        kills += victim.exitcode == -9
        most = reached.value % 2 if reached.value > before else most + PACES[kind]
        assert most < MOST_COMMITS
    assert kills >= 30
    assert life.ended() == undisturbed


def test_two_processes_at_once_and_one_that_dies_ask_each_owner_once(life: Life) -> None:
    world = life.world()
    _stocked(world)
    asked_on = START + timedelta(days=77)
    for most in (1, 2, 0, 4, 3, 5, 99, 99):
        world.clock.at_least(asked_on)
        world.clock.move(minutes=11)
        go = _PROCESSES.Event()
        pair = [
            _PROCESSES.Process(target=keeper.look_until_killed, args=(life.where, life.seconds, each, go), daemon=True)
            for each in (most, 99)
        ]
        for process in pair:
            process.start()
        go.set()
        for process in pair:
            process.join(30)
    world.clock.move(minutes=11)
    keeper.deliver(world)
    found = life.ended()
    assert found["freshness"] == [("C2", ""), ("U0ADA", ""), ("U0MAIJA", "")]
    assert found["cards"] == {"freshness": 3}
    assert [len(found["messages"][place]) for place in ("C2", "U0ADA", "U0MAIJA")] == [1, 1, 1]


def _stocked(world: World) -> None:
    """Let the bank have an answer of Maija's, of Ada's, and of somebody who has left."""
    for owner in ("U0MAIJA", "U0ADA", "U0GONE"):
        keeper.save_of(world, f"of {owner}", owner)
