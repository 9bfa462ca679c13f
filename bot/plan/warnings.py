"""What warns about items of the plan: two of one account close together, days that clash, a weekday that is wrong. Pure.

Warnings stop nothing. They are shown in the item's window and in the views, so that somebody decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Protocol

from bot.errors import Invalid
from bot.plan.kinds import DROPPED, OVER
from bot.plan.weekdays import Mismatch, mismatches
from bot.timing import wall
from storage.models import CalendarDay, PlanItem, PlanText, SocialAccount

CLOSE, COUNCIL, MOURNING, WEEKDAY = "close", "council", "mourning", "weekday"
CLASHES = (COUNCIL, MOURNING)
"""Kinds of days that an item clashes with."""
_MOST = 5
"""Warnings of one item."""
_MARGIN, _LASTS = timedelta(hours=1), timedelta(hours=3)
"""Around an event with a time, and how long it is taken to last: of an end only its day is kept."""
AROUND = timedelta(days=1)
"""How far from the day of an item a clash may begin: a meeting at midnight is near what is told the evening before."""


class About(Protocol):
    """What has to be known of an item: a `bot.plan.whole.Whole`, or less."""

    @property
    def item(self) -> PlanItem:
        """The item."""

    @property
    def accounts(self) -> Sequence[SocialAccount]:
        """The accounts that it is for."""

    @property
    def texts(self) -> Sequence[PlanText]:
        """What it says."""


@dataclass(frozen=True, slots=True)
class Caution:
    """One warning: its code, and of that what is filled.

    `title` is the other item's, or the day's; `name` the account's; `minutes` between the two items; `clock` "18:00".
    """

    code: str
    title: str = ""
    name: str = ""
    minutes: int = 0
    clock: str = ""
    wrong: Mismatch | None = None


def of_all(
    listed: Iterable[About], days: Iterable[CalendarDay], apart_minutes: int, timezone: str
) -> Mapping[int, tuple[Caution, ...]]:
    """Return what warns about each item that is not over, by its id.

    `days` are the days around the items, `timezone` is the house's, which decides on which day an item falls.
    """
    known = [one for one in listed if one.item.state != DROPPED]
    clashing = [day for day in days if day.kind in CLASHES]
    close = _close(known, timedelta(minutes=apart_minutes))
    found = {}
    for one in known:
        if one.item.state not in OVER:
            warned = (*_clashes(one.item, clashing, timezone), *close.get(one.item.id, ()), *_weekdays(one, timezone))
            if warned:
                found[one.item.id] = warned[:_MOST]
    return found


def day_of(item: PlanItem, timezone: str) -> date | None:
    """Return the day on which an item falls in a zone; None while it has no time."""
    return None if item.due_at is None else wall.local(item.due_at, timezone).date()


def _close(known: Iterable[About], apart: timedelta) -> Mapping[int, list[Caution]]:
    """Return for each item those of the same account that are told within `apart` of it; the nearest neighbours only."""
    by_account: dict[int, list[tuple[datetime, About, str]]] = defaultdict(list)
    for one in known:
        for account in one.accounts:
            if one.item.due_at is not None:
                by_account[account.id].append((one.item.due_at, one, account.name))
    found: dict[int, list[Caution]] = defaultdict(list)
    for listed in by_account.values():
        listed.sort(key=lambda each: (each[0], each[1].item.id))
        for (at, one, name), (later, other, _name) in pairwise(listed):
            if later - at < apart:
                minutes = int((later - at).total_seconds() // 60)
                found[one.item.id].append(Caution(CLOSE, title=other.item.title, name=name, minutes=minutes))
                found[other.item.id].append(Caution(CLOSE, title=one.item.title, name=name, minutes=minutes))
    return found


def _clashes(item: PlanItem, days: Iterable[CalendarDay], timezone: str) -> Iterator[Caution]:
    """Yield the days that an item falls on, or near in time where a day says when it begins; mourning is of the whole day."""
    on = day_of(item, timezone)
    for day in days:
        if on is None or item.due_at is None:
            return
        if day.kind != MOURNING and day.begins_at:
            begins, ends = _hours(day, timezone)
            is_near = begins - _MARGIN <= item.due_at <= ends + _MARGIN
        else:
            is_near = day.starts <= on <= day.ends
        if is_near:
            yield Caution(day.kind, title=day.title, clock=day.begins_at)


def _hours(day: CalendarDay, timezone: str) -> tuple[datetime, datetime]:
    """Return when an event with a time begins and ends; one whose end nobody knows lasts for three hours."""
    begins = wall.moment(datetime.combine(day.starts, time.fromisoformat(day.begins_at)), timezone).at
    if not day.ends_at:
        last = wall.moment(datetime.combine(day.ends, time.fromisoformat(day.begins_at)), timezone).at
        return begins, last + _LASTS
    ends = wall.moment(datetime.combine(day.ends, time.fromisoformat(day.ends_at)), timezone).at
    return begins, ends if ends > begins else ends + timedelta(days=1)


def _weekdays(one: About, timezone: str) -> Iterator[Caution]:
    """Yield the wrong weekdays of the title and of each text, each once."""
    near = _near(one.item, timezone)
    languages = one.item.languages or sorted({text.language for text in one.texts})
    wrong = [found for language in languages for found in mismatches(one.item.title, language, near)]
    for text in one.texts:
        wrong += mismatches(f"{text.title}\n{text.text}", text.language, near)
    for found in dict.fromkeys(wrong):
        yield Caution(WEEKDAY, wrong=found)


def _near(item: PlanItem, timezone: str) -> date:
    """Return the day around which a date without a year is meant."""
    try:
        own = day_of(item, item.timezone or timezone)
    except Invalid:
        own = day_of(item, timezone)
    return own or item.made_at.date()
