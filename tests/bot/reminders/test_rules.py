"""When people are reminded, over ten years of three zones: the clock time holds over both changes, nothing is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import working_hours
from bot.reminders import rules
from bot.reminders.rules import Clocks
from bot.timing import wall
from storage.models import PlanItem, PlanTask

ZONES = ("Europe/Helsinki", "Europe/Stockholm", "UTC")
FIRST, LAST = datetime.fromisoformat("2026-01-01T00:00"), datetime.fromisoformat("2036-12-31T23:59")
MADE = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=FIRST, max_value=LAST).map(lambda at: at.replace(second=0, microsecond=0))
zones = st.sampled_from(ZONES)
in_any_time = settings(deadline=None)  # the first look at a year's holidays takes a while


def item_at(local: datetime | None, timezone: str = ZONES[0], item_id: int = 1, **more: Any) -> PlanItem:
    """Return an item that is in no database."""
    item = PlanItem(
        key="k",
        kind="post",
        title="t",
        made_by="U1",
        made_at=MADE,
        changed_at=MADE,
        owner="U1",
        timezone=timezone,
        **more,
    )
    item.id, item.local_at = item_id, local
    item.due_at = None if local is None else wall.moment(local, timezone).at
    return item


def by_rule(item: PlanItem, clocks: Clocks, tasks: tuple[PlanTask, ...] = ()) -> dict[str, rules.Wanted]:
    found = rules.wanted(item, tasks, clocks)
    assert len({one.key for one in found}) == len(found)
    assert all(len(one.key) <= 120 for one in found)
    return {one.rule: one for one in found}


def clocks(person: str = ZONES[0]) -> Clocks:
    return Clocks("Europe/Helsinki", {"U1": person})


@in_any_time
@given(MOMENTS, zones)
@example(datetime.fromisoformat("2027-03-28T03:30"), "Europe/Helsinki")
@example(datetime.fromisoformat("2027-10-31T03:30"), "Europe/Helsinki")
@example(datetime.fromisoformat("2027-03-28T02:30"), "Europe/Stockholm")
@example(datetime.fromisoformat("2027-10-31T02:30"), "Europe/Stockholm")
def test_the_minute_itself_is_the_wall_time_or_what_a_gap_makes_of_it(local: datetime, timezone: str) -> None:
    now = by_rule(item_at(local, timezone), clocks())["now"]
    shown = now.due_at.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    assert shown - local in (timedelta(0), timedelta(hours=1))
    if shown != local:  # that minute does not exist: the clock jumps over it
        assert not exists(local, timezone)
    assert now.local_at == local


def exists(local: datetime, timezone: str) -> bool:
    """Tell whether a wall time is shown by any clock of a zone, asked of zoneinfo alone."""
    place = ZoneInfo(timezone)
    return local.replace(tzinfo=place).astimezone(UTC).astimezone(place).replace(tzinfo=None) == local


@pytest.mark.parametrize("timezone", ZONES)
@pytest.mark.parametrize("clock", [time(9, 0), time(3, 30), time(2, 30), time(0, 0), time(23, 59)])
def test_every_day_of_ten_years_fires_once_and_in_order(timezone: str, clock: time) -> None:
    before, keys, days = datetime(2025, 12, 31, tzinfo=UTC), set(), 0
    day = FIRST.date()
    while day <= LAST.date():
        now = by_rule(item_at(datetime.combine(day, clock), timezone), clocks())["now"]
        assert timedelta(hours=22) <= now.due_at - before <= timedelta(hours=49)
        before = now.due_at
        keys.add(now.key)
        day, days = day + timedelta(days=1), days + 1
        if clock == time(9, 0):
            assert now.due_at.astimezone(ZoneInfo(timezone)).time() == clock
    assert len(keys) == days


@in_any_time
@given(MOMENTS, zones)
def test_the_hour_before_is_an_hour_of_time_before(local: datetime, timezone: str) -> None:
    found = by_rule(item_at(local, timezone), clocks())
    assert found["now"].due_at - found["hour"].due_at == timedelta(hours=1)
    assert found["hour"].local_at == wall.local(found["hour"].due_at, timezone)


@in_any_time
@given(MOMENTS, zones, zones)
def test_the_day_before_is_in_working_hours_of_the_owner_and_never_later_than_a_day_before(
    local: datetime, timezone: str, person: str
) -> None:
    found = by_rule(item_at(local, timezone), clocks(person))["day"]
    there = found.due_at.astimezone(ZoneInfo(person))
    assert working_hours.is_working_day(there.date())
    assert working_hours.BEGINS <= there.time() <= working_hours.ENDS
    unmoved = wall.moment(local - timedelta(days=1), timezone).at
    assert found.due_at <= unmoved
    assert unmoved - found.due_at < timedelta(days=9)
    assert found.local_at == local - timedelta(days=1)
    if _works(unmoved, person):
        assert found.due_at == unmoved


def _works(at: datetime, timezone: str) -> bool:
    there = at.astimezone(ZoneInfo(timezone))
    return working_hours.is_working_day(there.date()) and working_hours.BEGINS <= there.time() <= working_hours.ENDS


@in_any_time
@given(st.dates(FIRST.date(), LAST.date()), zones)
def test_a_task_is_said_at_nine_on_its_day_or_the_working_day_before(due_on: date, person: str) -> None:
    task = PlanTask(key="t", item_id=1, what="photo", assignee="U1", due_on=due_on, made_by="U1", made_at=MADE)
    task.id = 5
    found = by_rule(item_at(None), clocks(person), (task,))["task"]
    there = found.due_at.astimezone(ZoneInfo(person))
    assert there.time() == time(9)
    assert working_hours.is_working_day(there.date())
    assert there.date() <= due_on
    between = range(1, (due_on - there.date()).days + 1)
    assert not any(working_hours.is_working_day(there.date() + timedelta(days=more)) for more in between)
    assert found.timezone == person


@in_any_time
@given(MOMENTS, zones)
def test_the_result_is_asked_for_after_seven_days_in_working_hours(posted: datetime, person: str) -> None:
    at = wall.moment(posted, person).at
    found = by_rule(item_at(posted, person, state="posted", posted_at=at, posted_by="U1"), clocks(person))["result"]
    assert found.local_at == wall.local(at, person) + timedelta(days=7)
    assert found.due_at >= wall.moment(found.local_at, person).at
    assert found.due_at - at < timedelta(days=13)
    assert _works(found.due_at, person)


@in_any_time
@given(st.dates(FIRST.date(), LAST.date()), zones)
def test_a_page_is_looked_at_on_a_working_morning_not_after_its_day(day: date, person: str) -> None:
    found = by_rule(item_at(None, page_review_on=day), clocks(person))["review"]
    there = found.due_at.astimezone(ZoneInfo(person))
    assert (there.time(), working_hours.is_working_day(there.date()), there.date() <= day) == (time(9), True, True)


@in_any_time
@given(MOMENTS, MOMENTS, zones, zones)
def test_keys_are_the_same_for_the_same_time_and_differ_for_another(
    one: datetime, other: datetime, zone: str, other_zone: str
) -> None:
    first, second = rules.stem(item_at(one, zone)), rules.stem(item_at(other, other_zone))
    assert (first == second) == ((one, zone) == (other, other_zone))
    assert rules.is_of(rules.follow_up("snoozed", first, "2026-11-24T09:00"), first)
    assert rules.is_of(rules.follow_up("deputy", second, "r7"), first) == (first == second)


def test_an_occurrence_in_its_place_is_its_series_whatever_its_row_is_and_a_moved_one_is_itself() -> None:
    at = datetime.fromisoformat("2026-11-24T09:00")
    made, anew = (item_at(at, item_id=number, series_id=3, occurrence=at) for number in (7, 8))
    moved = item_at(at, item_id=9, series_id=3, occurrence=at - timedelta(days=1))
    assert rules.stem(made) == rules.stem(anew) == "series3:2026-11-24T09:00@Europe/Helsinki"
    assert rules.stem(moved) == "item9:2026-11-24T09:00@Europe/Helsinki"
