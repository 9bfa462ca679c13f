"""The days of recurring events in other people's calendars: the same as a library finds, and never slow."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.outside_rules import Effort, days_of, rule_of

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STARTS = st.dates(date(2018, 1, 1), date(2027, 6, 1))
FIRST = date(2026, 10, 1)
LAST = FIRST + timedelta(days=500)
some = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Draw a rule as calendars write them."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 5))}"]
    if freq == "WEEKLY" and draw(st.booleans()):
        parts += [f"BYDAY={','.join(draw(some))}", f"WKST={draw(st.sampled_from(['MO', 'SU']))}"]
    if freq == "MONTHLY":
        ways = st.sampled_from(
            ["", "BYDAY=2TU", "BYDAY=-1FR", "BYMONTHDAY=15", "BYMONTHDAY=-1", "BYDAY=MO,TU;BYSETPOS=1"]
        )
        parts += [one for one in [draw(ways)] if one]
    if freq == "YEARLY":
        parts += [one for one in [draw(st.sampled_from(["", "BYMONTH=5;BYDAY=2SU", "BYMONTH=12;BYMONTHDAY=6"]))] if one]
    ends = draw(st.sampled_from(["", "COUNT=7", "COUNT=60", "UNTIL=20270301T000000"]))
    return ";".join([*parts, *([ends] if ends else [])])


def parts_of(rule: str) -> dict[str, list[str]]:
    return {name: value.split(",") for name, value in (part.split("=") for part in rule.split(";"))}


@given(rules(), STARTS)
def test_ordinary_rules_come_on_the_days_that_a_library_finds(text: str, starts: date) -> None:
    rule = rule_of(parts_of(text))
    assert rule is not None
    begun = datetime.combine(starts, time())
    known = rrulestr(text, dtstart=begun)
    between = known.between(datetime.combine(FIRST, time()), datetime.combine(LAST, time()), inc=True)
    expected = {found.date() for found in between}
    found = set(days_of(rule, starts, FIRST, LAST, Effort()))
    # The start is always an occurrence here (RFC 5545), also where the rule would not come on it; it counts then too.
    if begun in known:
        assert found == expected
    elif not rule.count:
        assert found - {starts} == expected


@pytest.mark.parametrize(
    "text",
    ["FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX",
     "INTERVAL=2", "FREQ=MONTHLY;BYSETPOS=0", "FREQ=DAILY;UNTIL=soon", "FREQ=DAILY;COUNT=-1"],
)  # fmt: skip
def test_a_rule_that_is_not_understood_is_not_guessed(text: str) -> None:
    assert rule_of(parts_of(text)) is None


@pytest.mark.parametrize("more", ["", ";COUNT=1000000"])
def test_a_rule_that_never_comes_ends_within_its_effort(more: str) -> None:
    rule = rule_of(parts_of(f"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30{more}"))
    assert rule is not None
    effort = Effort(5_000)
    assert list(days_of(rule, date(1601, 1, 1), FIRST, LAST, effort)) == []
    assert effort.left <= 5_000
