"""The many ways to write a date; what is no date is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import dates

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 2, tzinfo=UTC)
TEN = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-11-02T12:00:00Z", NOON),
        ("2026-11-02T12:00:00.123456789Z", NOON),
        ("2026-11-02T12:00Z", NOON),
        ("2026-11-02T12:00:00", NOON),
        ("2026-11-02 12:00:00", NOON),
        ("2026-11-02 12:00:00 UTC", NOON),
        ("2026/11/02 12:00", NOON),
        ("20261102T120000Z", NOON),
        ("2026-11-02", MIDNIGHT),
        ("2026-11-02T12:00:00+02:00", TEN),
        ("2026-11-02T12:00:00+0200", TEN),
        ("2026-11-02T12:00:00 +02", TEN),
        ("2026-11-02T24:00:00Z", MIDNIGHT + timedelta(days=1)),
        ("Mon, 02 Nov 2026 12:00:00 +0200", TEN),
        ("Mon, 2 Nov 2026 12:00 +0200", TEN),
        ("Mon, 02 Nov 2026 12:00:00 EET", TEN),
        ("Mon, 02 Nov 2026 12:00:00 +0200 (EET)", TEN),
        ("Mon, 02 Nov 2026 12:00:00 GMT+2", TEN),
        ("Mon,02 Nov 2026 12:00:00 GMT", NOON),
        ("Mon, 02 Nov 2026 12:00:00 GMT", NOON),
        ("Mon, 02 Nov 2026 12:00:00 Z", NOON),
        ("Mon, 02 Nov 2026 12:00:00", NOON),
        ("Mon, 02 Nov 26 12:00:00 GMT", NOON),
        ("Monday, 02-Nov-26 12:00:00 GMT", NOON),
        ("Mon, 02 November 2026 12:00:00 GMT", NOON),
        ("  Mon,  02 Nov 2026  12:00:00  GMT ", NOON),
        ("Mon, 02 Nov 2026 07:00:00 EST", NOON),
        ("Mon, 02 Nov 2026 24:00:00 GMT", MIDNIGHT + timedelta(days=1)),
        ("Mon Nov  2 12:00:00 2026", NOON),
        ("2.11.2026 klo 12.00", NOON),
        ("2.11.2026 12:00", NOON),
        ("02.11.2026", MIDNIGHT),
        ("ma 2. marraskuuta 2026 klo 12.00", NOON),
        ("2 november 2026 kl. 12:00", NOON),
        ("Mo, 2. Dez. 2026", datetime(2026, 12, 2, tzinfo=UTC)),
        ("November 2, 2026 12:00 PM", NOON),
        ("Nov 2nd, 2026", MIDNIGHT),
        ("13/11/2026 12:00", NOON + timedelta(days=11)),
        ("11/13/2026 12:00 PM", NOON + timedelta(days=11)),
        ("1793620800", NOON),
        ("1793620800000", NOON),
        ("2035-01-01T00:00:00Z", datetime(2035, 1, 1, tzinfo=UTC)),
        ("2026-11", datetime(2026, 11, 1, tzinfo=UTC)),
    ],
)
def test_a_date_is_read(text: str, when: datetime) -> None:
    assert dates.read(text) == when


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "eilen",
        "2026-02-30",
        "2026-13-01",
        "32.1.2026",
        "11/02/2026",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0",
        "12345",
        "9999-12-31T23:59:59-10:00",
        "Mon, 99 Nov 2026 12:00:00 GMT",
        "9" * 5_000,
        "x" * 99,
    ],
)
def test_what_names_no_time_is_none(text: str) -> None:
    assert dates.read(text) is None


@given(
    st.integers(200_000_000, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
def test_every_moment_comes_back_from_mail_and_from_iso(moment: datetime, zone: timezone) -> None:
    aware = moment.astimezone(zone)
    for text in (
        format_datetime(aware),
        aware.isoformat(),
        aware.isoformat(" "),
        aware.strftime("%Y-%m-%dT%H:%M:%S%z"),
    ):
        assert dates.read(text) == aware
        assert str(dates.read(text)).endswith("+00:00")


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    found = dates.read(text)
    assert found is None or found.utcoffset() == timedelta()
