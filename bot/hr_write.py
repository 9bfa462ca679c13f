"""A delivery put in place: all of it in one transaction that holds the database for a moment, however many people it has.

What the profiles become is brought beside the tables first, then takes their place at once. The search terms of a few people
are made in the same transaction; those of many follow bit by bit and go on after a crash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import orphans, profile_index
from bot.errors import Unavailable
from bot.hr_diff import Difference, Said, compare
from bot.hr_report import nobody_looks
from bot.hr_rows import Progress
from storage import hr, revisions

if TYPE_CHECKING:
    from bot.services import Services

_TRIES = 10
_PART = 2_000
AT_ONCE = 200
"""Profiles whose search terms are made within the transaction of the delivery."""
_BATCH = 200
"""Profiles whose search terms are made in one transaction afterwards: some tenths of a second."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A difference, and the state of the directory that it was made from."""

    difference: Difference
    seen: int


class _OvertakenError(Exception):
    """The directory has changed since the difference was made."""


def plan(services: Services, people: Sequence[Said], now: datetime) -> Plan:
    """Compare a delivery with the directory as it is."""
    with services.database.read() as session:
        seen = _revision(session)
        deactivated, known = hr.deactivated(session), hr.known(session)
    return Plan(compare(people, known, deactivated, now), seen)


def put_in_place(
    services: Services, plan_now: Callable[[], Plan | None], finish: Callable[[Session, Difference], None]
) -> Difference | None:
    """Write what a plan says in one transaction, with what `finish` adds; None when there is no plan (any more).

    When somebody changes the directory in between, the plan is made anew. Raises Unavailable when that never ends.
    """
    for _ in range(_TRIES):
        made = plan_now()
        if made is None:
            return None
        try:
            _write(services, made, finish)
        except _OvertakenError:
            continue
        return made.difference
    raise Unavailable("The directory of people changes all the time just now. Nothing was written; try again later.")


def catch_up(services: Services, progress: Progress = nobody_looks) -> None:
    """Make the search terms that a large delivery left for later. Others may write in between."""
    with services.database.read() as session:
        total = hr.unindexed(session)
    done = 0
    while total:
        began = monotonic()
        with services.database.begin() as session:
            taken = hr.take_unindexed(session, _BATCH)
            profile_index.reindex(session, taken)
            if taken:
                services.memory.changed(session, profile_index.BODY)
        if not taken:
            return
        done += len(taken)
        progress(done, max(total, done))
        if services.database.is_sqlite:  # it keeps no queue of writers: leave them as much time as was taken
            sleep(monotonic() - began)


def _write(services: Services, made: Plan, finish: Callable[[Session, Difference], None]) -> None:
    difference = made.difference
    with services.database.begin_beside(hr.DELIVERY, _parts(difference)) as session:
        hr.hold_profiles(session)
        services.memory.changed(session, profile_index.BODY)
        if _revision(session) != made.seen + 1:
            raise _OvertakenError
        last = hr.last_profile(session)
        hr.put_in_place(session)
        touched = len(difference.touched()) + len(difference.added)
        if touched <= AT_ONCE:
            profile_index.reindex(session, [*difference.touched(), *hr.made_after(session, last)])
        else:
            hr.to_be_indexed(session, last)
        orphans.look(services, session, difference.user_ids())
        finish(session, difference)


def _revision(session: Session) -> int:
    return revisions.all_numbers(session).get(profile_index.BODY, 0)


def _parts(difference: Difference) -> Iterator[list[dict[str, Any]]]:
    rows = difference.rows()
    while part := list(islice(rows, _PART)):
        yield part
