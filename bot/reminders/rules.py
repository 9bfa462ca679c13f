"""When people are reminded of an item: pure rules from its wall time, its tasks and the clocks of those who work on it.

An item's own reminders go by the wall clock of the item's zone; tasks, results and reviews by the zone of whoever they are for.
What says "tomorrow" is moved back into working hours, the minute itself never.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot import working_hours
from bot.people import is_user_id
from bot.plan.kinds import DRAFT, DROPPED, POSTED, READY, REPLY
from bot.reminders.kinds import DAY, HOUR, NOW, RESULT, RESULT_AFTER, REVIEW, TASK
from bot.timing import wall
from bot.timing.days import previous_working_day
from bot.words import zone
from storage.models import PlanItem, PlanTask

MORNING = time(9)
"""When people hear of what is due on a day."""
_A_DAY = timedelta(days=1)
_A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One occurrence of a rule: its unique key, for whom, its wall time in a zone, and the moment when it is said."""

    key: str
    rule: str
    user_id: str
    local_at: datetime
    timezone: str
    due_at: datetime
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class Clocks:
    """The zones of people by user id, and the house's for everybody else."""

    house: str
    people: Mapping[str, str]

    def of(self, user_id: str) -> str:
        """Return somebody's IANA zone."""
        return self.people.get(user_id) or self.house


def wanted(item: PlanItem, tasks: Iterable[PlanTask], clocks: Clocks) -> list[Wanted]:
    """Return every reminder that an item has as it stands, whether its time is over or not."""
    found: list[Wanted] = []
    if item.kind == REPLY:
        return found  # the mention has a clock of its own
    if item.state in (DRAFT, READY):
        found += _of_time(item, clocks)
        found += [_of_task(task, item, clocks) for task in tasks if task.due_on is not None and task.done_at is None]
    if item.state == POSTED and item.posted_at is not None and not item.result:
        found.append(_of_result(item, item.posted_at, clocks))
    if item.state != DROPPED and item.page_review_on is not None:
        found.append(_of_day(REVIEW, f"item{item.id}", _who(item), item.page_review_on, clocks))
    return found


def stem(item: PlanItem) -> str:
    """Return what the keys of an item's own reminders have in common: its subject, wall time and zone.

    An occurrence that stands where its series put it has the series as its subject: made anew, it is the same one.
    """
    is_in_place = item.series_id is not None and item.occurrence == item.local_at
    subject = f"series{item.series_id}" if is_in_place else f"item{item.id}"
    return f"{subject}:{_written(item.local_at)}@{item.timezone}"


def is_of(key: str, item_stem: str) -> bool:
    """Tell whether a key belongs to an item's present time: its rules, and what followed on them."""
    return key.partition(":")[2].partition("+")[0] == item_stem


def follow_up(rule: str, item_stem: str, after: str) -> str:
    """Return the key of what follows on a reminder of an item; `after` tells it from another of its rule."""
    return f"{rule}:{item_stem}+{after}"


def in_working_hours(local: datetime, timezone: str, of: str) -> datetime:
    """Return the moment of a wall time, moved back to the last working moment of a zone where nobody works then, in UTC."""
    at = wall.moment(local, timezone).at
    there = at.astimezone(zone(of))
    day, clock = there.date(), there.time()
    if working_hours.is_working_day(day):
        if working_hours.BEGINS <= clock <= working_hours.ENDS:
            return at
        if clock > working_hours.ENDS:
            return _moment(day, working_hours.ENDS, of)
        return _moment(previous_working_day(day), working_hours.ENDS, of)
    kept = min(max(clock, working_hours.BEGINS), working_hours.ENDS)
    return _moment(previous_working_day(day), kept, of)


def _of_time(item: PlanItem, clocks: Clocks) -> list[Wanted]:
    if item.local_at is None or item.due_at is None:
        return []
    day = item.local_at - _A_DAY
    hour = item.due_at - timedelta(hours=1)
    moments = (
        (DAY, day, in_working_hours(day, item.timezone, clocks.of(item.owner))),
        (HOUR, wall.local(hour, item.timezone), hour),
        (NOW, item.local_at, item.due_at),
    )
    common = stem(item)
    return [Wanted(f"{rule}:{common}", rule, item.owner, local, item.timezone, due) for rule, local, due in moments]


def _of_task(task: PlanTask, item: PlanItem, clocks: Clocks) -> Wanted:
    who = task.assignee or _who(item)
    return _of_day(TASK, f"task{task.id}", who, task.due_on or date.max, clocks, task.id)


def _of_day(rule: str, subject: str, who: str, day: date, clocks: Clocks, task_id: int | None = None) -> Wanted:
    timezone, local = clocks.of(who), datetime.combine(day, MORNING)
    due = in_working_hours(local, timezone, timezone)
    return Wanted(f"{rule}:{subject}:{_written(local)}", rule, who, local, timezone, due, task_id)


def _of_result(item: PlanItem, posted_at: datetime, clocks: Clocks) -> Wanted:
    """Ask for the result a week later, at the same time of the clock; at the next working hour where nobody works then."""
    who = _who(item) or item.posted_by
    timezone = clocks.of(who)
    local = (wall.local(posted_at, timezone) + RESULT_AFTER).replace(second=0, microsecond=0)
    due = working_hours.later(wall.moment(local, timezone).at, _A_MOMENT, timezone) - _A_MOMENT
    return Wanted(f"{RESULT}:item{item.id}:{_written(local)}", RESULT, who, local, timezone, due)


def _who(item: PlanItem) -> str:
    maker = item.made_by if is_user_id(item.made_by) else ""  # the terminal makes items as well
    return item.owner or item.deputy or maker


def _moment(day: date, clock: time, timezone: str) -> datetime:
    return datetime.combine(day, clock, zone(timezone)).astimezone(UTC)


def _written(local: datetime | None) -> str:
    return "" if local is None else local.isoformat(timespec="minutes")
