"""kill -9 at every commit of the way of tips: done again from the beginning, it ends as if nothing had happened. T1."""

from __future__ import annotations

import multiprocessing
from typing import Any

from sqlalchemy import func, select

from storage.database import Database
from storage.models import Attachment, AuditEntry, Card, Idea, Mention, Person, Tip
from tests.clock import START
from tests.crash import tipper

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.crash.tipper", "psycopg"])
KILLS = {"sqlite": range(14), "postgresql": (0, 2, 4, 6, 8, 10)}
ENDED = {
    "tips": [
        ("U0EVE", "used", tipper.POST),
        ("U0BO", "joined", ""),
        ("U0BO", "idea", ""),
        ("U0EVE", "mention", ""),
    ],
    "ideas": 1,
    "mentions": 1,
    "files": 1,
    "cards": {"tip": 3, "tip_tipper": 4, "tip_forward": 1},
    "acts": {
        "tip.sent": 4,
        "tip.taken": 1,
        "tip.made_idea": 1,
        "tip.made_mention": 1,
        "tip.forwarded": 1,
        "tip.used": 1,
    },
}


def begun(database: Database) -> None:
    """Let everybody be known."""
    with database.begin() as session:
        for one in tipper.PEOPLE:
            session.add(Person(id=one.id, name=one.name, timezone="Europe/Helsinki", fetched_at=START))


def ended(database: Database) -> dict[str, Any]:
    """Return how it ended, as far as people can see it."""
    with database.read() as session:
        cards = session.execute(select(Card.kind, func.count()).where(Card.kind.startswith("tip")).group_by(Card.kind))
        of_tips = AuditEntry.subject.startswith("tip:")
        acts = session.execute(select(AuditEntry.what, func.count()).where(of_tips).group_by(AuditEntry.what))
        return {
            "tips": [(one.by, one.state, one.result_link) for one in session.scalars(select(Tip).order_by(Tip.id))],
            "ideas": session.scalar(select(func.count()).select_from(Idea)),
            "mentions": session.scalar(select(func.count()).select_from(Mention)),
            "files": session.scalar(select(func.count()).select_from(Attachment)),
            "cards": dict(cards.all()),
            "acts": dict(acts.all()),
        }


def test_killed_at_any_commit_it_ends_the_same(database: Database, database_url: str) -> None:
    begun(database)
    kills = 0
    for most in KILLS[database.engine.dialect.name]:
        ready = _PROCESSES.Event()
        arguments = (database_url, most, ready)
        victim = _PROCESSES.Process(target=tipper.go_through_until_killed, args=arguments, daemon=True)
        victim.start()
        assert ready.wait(30)
        victim.join(60)
        kills += victim.exitcode == -9
        if victim.exitcode == 0:
            break
    tipper.go_through(tipper.desk_of(database))
    assert kills >= 4
    assert ended(database) == ENDED


def test_without_any_death_it_ends_that_way_too(database: Database) -> None:
    begun(database)
    tipper.go_through(tipper.desk_of(database))
    assert ended(database) == ENDED
