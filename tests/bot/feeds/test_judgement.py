"""What an answer means for a feed's row: F01-F11, F20 and F26 as rules on values."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from bot.feeds import judgement
from bot.feeds.fetch import Answer, Ask, Hop
from bot.feeds.items import FeedDocument
from bot.feeds.judgement import Circumstances, Unread, Verdict
from bot.feeds.timing import Pace
from storage.feeds import Due
from tests.clock import START

HOUSE = Pace(900)
URL = "https://paper.example/feed"
FRESH = Due(
    id=1, url=URL, version=1, etag="", last_modified="", given_by="", body_hash="", unchanged_since=None,
    is_conditional=False, polls_since_304=0, max_age=0, ttl=0, skip_hours="", skip_days="", interval=3_600,
    last_success_at=START - timedelta(hours=1), last_news_at=None, added_at=START - timedelta(days=1), errors=0,
    failing_since=None, last_error="", moved_to="", moved_seen=0, moved_since=None,
)  # fmt: skip
READ = replace(FRESH, etag='"a"', last_modified="then", given_by=URL, body_hash=sha256(b"x").hexdigest())
DOCUMENT = FeedDocument("rss", "Paper", ())


def case(due: Due, now: datetime = START) -> Circumstances:
    return Circumstances(due, now, HOUSE)


def answer(status: int = 200, body: bytes = b"x", *, url: str = URL, **more: Any) -> Answer:
    given = {"content_type": "", "etag": "", "last_modified": "", "headers": {}, **more}
    return Answer(url=url, status=status, body=body, **given)


def verdict(due: Due, said: Answer, now: datetime = START) -> Verdict:
    found = judgement.judged(case(due, now), said)
    assert isinstance(found, Verdict)
    return found


def after(due: Due, found: Verdict) -> Due:
    """Return the row as it is afterwards."""
    known = {name: value for name, value in found.changes.items() if hasattr(due, name)}
    return replace(due, **known)


def wait(found: Verdict, now: datetime = START) -> timedelta:
    at: datetime = found.changes["next_poll_at"]
    return at - now


def test_validators_go_out_exactly_as_they_came_and_to_nobody_else() -> None:
    assert judgement.question(FRESH, START) == Ask(URL)
    assert judgement.question(READ, START) == Ask(URL, '"a"', "then", URL)


def test_a_304_keeps_the_validators_and_takes_those_it_brings() -> None:
    found = verdict(READ, answer(304, b"", etag='"b"'))
    row = after(READ, found)
    assert (found.outcome, row.etag, row.last_modified, row.is_conditional) == ("unchanged", '"b"', "then", True)
    assert row.unchanged_since == START


def test_a_304_that_nobody_asked_for_is_a_failure() -> None:
    assert verdict(FRESH, answer(304, b"")).reason == "http:304"
    elsewhere = answer(304, b"", url="https://other.example/feed")
    assert verdict(READ, elsewhere).reason == "http:304"


def test_after_eight_days_of_304_the_validators_stay_at_home_once() -> None:
    old = replace(READ, unchanged_since=START - timedelta(days=8))
    assert judgement.question(old, START) == Ask(URL)
    assert judgement.question(old, START - timedelta(hours=1)) == Ask(URL, '"a"', "then", URL)
    row = after(old, verdict(old, answer(etag='"a"')))
    assert judgement.question(row, START) == Ask(URL, '"a"', "", URL)


def test_the_same_body_with_a_new_etag_stores_the_new_etag() -> None:
    """F03: the commonest mistake of feed readers."""
    found = verdict(READ, answer(etag='"b"', last_modified="now"))
    assert (found.outcome, after(READ, found).etag, after(READ, found).last_modified) == ("same", '"b"', "now")


def test_a_200_without_validators_clears_them() -> None:
    """F04."""
    row = after(READ, verdict(READ, answer()))
    assert (row.etag, row.last_modified, row.given_by) == ("", "", "")


def test_a_new_body_must_be_read_before_anything_is_believed() -> None:
    """F05: the changes come with the document, or not at all."""
    said = answer(body=b"y", etag='"b"')
    found = judgement.judged(case(READ), said)
    assert isinstance(found, Unread)
    row = after(READ, judgement.read(case(READ), said, DOCUMENT, found.body_hash, has_news=True))
    assert (row.etag, row.last_modified, row.body_hash) == ('"b"', "", sha256(b"y").hexdigest())


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 418, 429, 500, 503, 599])
def test_a_failure_changes_no_validator_and_no_state(status: int) -> None:
    found = verdict(READ, answer(status, b"", etag='"error"'))
    assert found.outcome == "failed"
    row = after(READ, found)
    assert (row.etag, row.last_modified, row.body_hash) == ('"a"', "then", READ.body_hash)
    assert (row.errors, row.last_error, "state" in found.changes) == (1, f"http:{status}", False)


def test_failures_double_the_wait_and_one_success_resets_it() -> None:
    """F08."""
    due, waits = READ, []
    for _ in range(8):
        found = verdict(due, answer(500, b""))
        waits.append(wait(found).total_seconds() / 3_600)
        due = after(due, found)
    assert waits[0] < 1.2
    assert waits == sorted(waits)
    assert waits[-1] == 24
    row = after(due, verdict(due, answer()))
    assert (row.errors, row.failing_since, row.last_error) == (0, None, "")


def test_retry_after_is_obeyed_on_429_and_503_up_to_two_days() -> None:
    """F07."""
    for status in (429, 503):
        found = verdict(READ, answer(status, b"", headers={"retry-after": "999999"}))
        assert wait(found) == timedelta(hours=48)
    assert wait(verdict(READ, answer(500, b"", headers={"retry-after": "999999"}))) < timedelta(hours=2)


def test_a_429_holds_the_host_and_a_503_does_not() -> None:
    assert verdict(READ, answer(429, b"")).hold == 900
    assert verdict(READ, answer(429, b"", headers={"retry-after": "60"})).hold == 60
    assert verdict(READ, answer(503, b"", headers={"retry-after": "60"})).hold == 0


def test_gone_is_gone_at_once() -> None:
    """F09."""
    found = verdict(READ, answer(410, b""))
    assert (found.outcome, found.changes["state"], found.is_trouble) == ("gone", "gone", True)


def test_freshness_and_ttl_lengthen_the_wait_and_outlive_a_304() -> None:
    """F20."""
    found = judgement.read(
        case(READ),
        answer(headers={"cache-control": "max-age=36000"}, etag='"a"'),
        replace(DOCUMENT, ttl=720),
        "hash",
        has_news=False,
    )
    assert wait(found) == timedelta(hours=12)
    row = replace(after(READ, found), given_by=URL)
    assert wait(verdict(row, answer(304, b""))) == timedelta(hours=12)
    assert wait(verdict(replace(row, ttl=0), answer(304, b""))) == timedelta(hours=10)
    assert wait(verdict(replace(row, ttl=0), answer(304, b"", headers={"cache-control": "max-age=0"}))) < timedelta(
        hours=2
    )
    assert wait(judgement.read(case(READ), answer(), replace(DOCUMENT, ttl=9_999), "h", has_news=True)) == timedelta(1)


def test_a_feed_counts_as_one_without_304_after_twenty_polls() -> None:
    due = replace(READ, is_conditional=True)
    for number in range(20):
        assert due.is_conditional, number
        due = after(due, verdict(due, answer()))
    assert not due.is_conditional
    back = verdict(replace(due, etag='"a"'), answer(304, b""))
    assert after(due, back).is_conditional


def test_trouble_is_told_after_three_failures_that_have_lasted() -> None:
    """F26 and feature 2.19."""
    due, told = READ, []
    for hours in (0, 0.1, 0.2, 0.6):
        found = verdict(due, answer(500, b""), START + timedelta(hours=hours))
        told.append(found.is_trouble)
        due = after(due, found)
    assert told == [False, False, False, True]
    assert verdict(due, answer()).is_over
    assert not verdict(READ, answer()).is_over


@pytest.mark.parametrize(
    "url", ["https://www.youtube.com/feeds/videos.xml?channel_id=U1", "https://old.reddit.com/.rss"]
)
def test_moody_hosts_get_a_day(url: str) -> None:
    failing = replace(READ, url=url, errors=9, failing_since=START - timedelta(hours=23))
    assert not verdict(failing, answer(404, b"")).is_trouble
    assert verdict(failing, answer(404, b""), START + timedelta(hours=1)).is_trouble
    assert verdict(failing, answer(403, b"")).is_trouble


def moved(status: int, to: str) -> Answer:
    return answer(url=to, hops=(Hop(status, URL, to),))


def test_a_permanent_move_is_believed_after_three_polls_and_a_day() -> None:
    """F11."""
    due, found_at = READ, []
    for hours in (0, 1, 2, 23, 24):
        found = verdict(due, moved(301, "https://new.example/feed"), START + timedelta(hours=hours))
        found_at.append(found.moved_to)
        due = after(due, found)
    assert found_at == ["", "", "", "", "https://new.example/feed"]


@pytest.mark.parametrize(
    "other", [moved(302, "https://new.example/feed"), moved(308, "https://third.example/"), answer()]
)
def test_a_move_that_changes_its_mind_begins_anew(other: Answer) -> None:
    due = READ
    for hours in (0, 1, 2):
        due = after(due, verdict(due, moved(301, "https://new.example/feed"), START + timedelta(hours=hours)))
    due = after(due, verdict(due, other, START + timedelta(hours=30)))
    again = verdict(due, moved(301, "https://new.example/feed"), START + timedelta(hours=31))
    assert again.moved_to == ""
    assert after(due, again).moved_seen == 1


def test_only_what_differs_is_written() -> None:
    due = replace(READ, is_conditional=True, unchanged_since=START, interval=3_600)
    found = verdict(due, answer(304, b""))
    assert set(found.changes) == {"next_poll_at", "last_polled_at", "last_success_at"}
