"""Quiet time: when the desk is left alone, and when what was held back comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import working_hours
from bot.mentions.quiet_time import digest_due, quiet_until
from storage.models import AlertSettings

HELSINKI = "Europe/Helsinki"
DESK = AlertSettings()
_MOMENTS = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def at(text: str) -> datetime:
    """Return a moment written in Helsinki's time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(HELSINKI)).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "brief"),
    [
        ("2026-11-23T12:00", None),  # a Monday at noon
        ("2026-11-23T17:59", None),
        ("2026-11-23T18:00", "2026-11-24T07:30"),
        ("2026-11-24T03:00", "2026-11-24T07:30"),
        ("2026-11-24T07:30", None),
        ("2026-11-27T18:30", "2026-11-30T07:30"),  # Friday evening
        ("2026-11-28T12:00", "2026-11-30T07:30"),
        ("2026-11-29T23:59", "2026-11-30T07:30"),
        ("2026-12-23T20:00", "2026-12-28T07:30"),  # Christmas from Thursday to Saturday, then a Sunday
        ("2026-12-07T09:00", None),  # Independence Day was Sunday
        ("2027-01-06T10:00", "2027-01-07T07:30"),  # Epiphany
    ],
)
def test_what_comes_at_night_on_weekends_and_on_holidays_waits_for_the_next_working_morning(
    now: str, brief: str | None
):
    assert quiet_until(at(now), "house", DESK, HELSINKI) == (at(brief) if brief else None)


def test_a_rule_that_is_never_quiet_comes_at_any_time():
    assert quiet_until(at("2026-11-28T03:00"), "never", DESK, HELSINKI) is None


def test_hours_of_a_rules_own_hold_every_day_and_know_no_weekend():
    assert quiet_until(at("2026-11-28T12:00"), "20:00-07:30", DESK, HELSINKI) is None
    assert quiet_until(at("2026-11-28T21:00"), "20:00-07:30", DESK, HELSINKI) == at("2026-11-29T07:30")
    assert quiet_until(at("2026-11-24T12:30"), "12:00-13:00", DESK, HELSINKI) == at("2026-11-24T13:00")


def test_a_desk_may_work_on_weekends_and_holidays():
    always = AlertSettings(quiet_weekends=False, quiet_holidays=False)

    assert quiet_until(at("2026-11-28T12:00"), "house", always, HELSINKI) is None
    assert quiet_until(at("2026-12-06T12:00"), "house", always, HELSINKI) is None


def test_equal_hours_mean_that_no_hour_is_quiet():
    open_house = AlertSettings(quiet_from=450, quiet_to=450, quiet_weekends=False, quiet_holidays=False)

    assert quiet_until(at("2026-11-24T03:00"), "house", open_house, HELSINKI) is None


@given(
    moment=_MOMENTS,
    begins=st.integers(0, 1439),
    ends=st.integers(0, 1439),
    weekends=st.booleans(),
    holidays=st.booleans(),
)
def test_a_quiet_stretch_always_ends_in_the_future_at_a_moment_that_is_not_quiet(
    moment: datetime, begins: int, ends: int, *, weekends: bool, holidays: bool
):
    alerts = AlertSettings(quiet_from=begins, quiet_to=ends, quiet_weekends=weekends, quiet_holidays=holidays)

    brief = quiet_until(moment, "house", alerts, HELSINKI)

    if brief is not None:
        assert moment < brief < moment + timedelta(days=10)
        assert quiet_until(brief, "house", alerts, HELSINKI) is None


@pytest.mark.parametrize(
    ("delivery", "now", "due"),
    [
        ("hourly", "2026-11-23T12:00", "2026-11-23T13:00"),
        ("hourly", "2026-11-23T12:59", "2026-11-23T13:00"),
        ("daily", "2026-11-23T08:00", "2026-11-23T09:00"),
        ("daily", "2026-11-23T09:00", "2026-11-24T09:00"),
        ("weekly", "2026-11-23T08:59", "2026-11-23T09:00"),
        ("weekly", "2026-11-23T09:00", "2026-11-30T09:00"),
        ("weekly", "2026-11-29T23:00", "2026-11-30T09:00"),
        ("hourly", "2026-11-23T17:20", "2026-11-23T18:00"),  # the last one of the day
        ("daily", "2026-11-27T10:00", "2026-11-30T09:00"),  # from Friday over the weekend
        ("daily", "2026-11-29T10:00", "2026-11-30T09:00"),
        ("daily", "2026-12-23T10:00", "2026-12-28T09:00"),  # Christmas, then a Sunday
        ("weekly", "2027-03-24T12:00", "2027-03-30T09:00"),  # Easter Monday
    ],
)
def test_digests_come_at_the_full_hour_at_the_digest_hour_and_on_mondays(delivery: str, now: str, due: str):
    assert digest_due(at(now), delivery, DESK, HELSINKI) == at(due)


@given(_MOMENTS, st.integers(0, 1439))
def test_a_daily_digest_that_is_never_quiet_is_never_more_than_a_day_and_an_hour_away(moment: datetime, minute: int):
    due = digest_due(moment, "daily", AlertSettings(digest_at=minute), HELSINKI, "never")

    assert moment < due <= moment + timedelta(hours=25)


@pytest.mark.parametrize(
    ("delivery", "now", "quiet", "due"),
    [
        ("daily", "2026-11-27T10:00", "never", "2026-11-28T09:00"),
        ("daily", "2026-11-27T10:00", "20:00-07:30", "2026-11-28T09:00"),
        ("daily", "2026-11-27T10:00", "08:00-10:00", "2026-11-28T10:00"),
        ("hourly", "2026-11-28T12:10", "never", "2026-11-28T13:00"),
        ("hourly", "2026-11-23T12:10", "12:30-14:00", "2026-11-23T12:30"),
    ],
)
def test_a_digest_keeps_the_quiet_hours_of_its_rule(delivery: str, now: str, quiet: str, due: str):
    assert digest_due(at(now), delivery, DESK, HELSINKI, quiet) == at(due)


def test_a_digest_hour_in_quiet_time_means_when_it_ends():
    early = AlertSettings(digest_at=6 * 60)

    assert digest_due(at("2026-11-23T10:00"), "daily", early, HELSINKI) == at("2026-11-24T07:30")
    assert digest_due(at("2026-11-27T10:00"), "daily", early, HELSINKI) == at("2026-11-30T07:30")


@given(
    moment=_MOMENTS,
    delivery=st.sampled_from(["hourly", "daily", "weekly"]),
    digest_at=st.integers(0, 1439),
    begins=st.integers(0, 1439),
    ends=st.integers(0, 1439),
)
def test_no_digest_comes_in_quiet_time(moment: datetime, delivery: str, digest_at: int, begins: int, ends: int):
    alerts = AlertSettings(digest_at=digest_at, quiet_from=begins, quiet_to=ends)

    due = digest_due(moment, delivery, alerts, HELSINKI)

    assert moment < due < moment + timedelta(days=20)
    if delivery != "hourly":
        assert quiet_until(due, "house", alerts, HELSINKI) is None
    elif quiet_until(moment, "house", alerts, HELSINKI) is None:
        just_before = due - timedelta(minutes=1)
        assert quiet_until(max(moment, just_before), "house", alerts, HELSINKI) is None


def test_holidays_are_read_once():
    assert working_hours.is_holiday(date(2026, 12, 24))
    assert not working_hours.is_holiday(date(2026, 12, 23))
