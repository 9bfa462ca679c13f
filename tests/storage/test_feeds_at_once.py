"""Batches of the poller: what goes in as one text comes out as it was said, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage import feeds
from storage.database import Database
from storage.feeds import Claim, Due, Written
from storage.models import Feed

NOW = datetime(2026, 11, 23, 7, 0, 0, 123, tzinfo=UTC)
ODD = 'W/"it’s 5 % \\ {1} 🐻"'


def claimed(database: Database, count: int, owner: str = "one") -> list[Due]:
    """Take the feeds whose turn it is, at most so many."""
    taken = Claim(owner, NOW, NOW + timedelta(seconds=15), NOW + timedelta(minutes=15), count)
    with database.begin() as session:
        return feeds.claim(session, taken)


def add_feeds(database: Database, count: int) -> None:
    """Add feeds that are due, each a minute later than the one before."""
    with database.begin() as session:
        for number in range(count):
            url, due = f"https://lehti{number}.example/feed", NOW - timedelta(minutes=count - number)
            more = {"etag": ODD, "is_conditional": bool(number % 2), "last_success_at": NOW if number else None}
            session.add(Feed(url=url, url_key=url, name=url, added_at=NOW, next_poll_at=due, **more))  # type: ignore[arg-type]


def test_a_claim_takes_the_longest_overdue_and_gives_their_rows_as_they_are(database: Database) -> None:
    add_feeds(database, 3)
    taken = sorted(claimed(database, 2), key=lambda due: due.id)
    assert [(due.url, due.etag, due.is_conditional, due.last_success_at, due.added_at) for due in taken] == [
        ("https://lehti0.example/feed", ODD, False, None, NOW),
        ("https://lehti1.example/feed", ODD, True, NOW, NOW),
    ]
    assert [due.url for due in claimed(database, 5, "two")] == ["https://lehti2.example/feed"]
    assert claimed(database, 5, "three") == []


def test_a_batch_is_written_as_it_was_said_and_gives_the_feeds_back(database: Database) -> None:
    add_feeds(database, 2)
    said = {"etag": ODD, "last_modified": "", "unchanged_since": None, "is_conditional": False, "polls_since_304": 7}
    moment = NOW.astimezone(UTC) + timedelta(hours=1, microseconds=1)
    changes = {**said, "next_poll_at": moment, "last_success_at": NOW}
    with database.begin() as session:
        feeds.write(session, [])
    batch = [Written(due.id, due.version, "one", changes) for due in claimed(database, 2)]
    with database.begin() as session:
        feeds.write(session, batch)
    with database.read() as session:
        for feed in feeds.in_use(session):
            assert {name: getattr(feed, name) for name in changes} == changes
            assert (feed.lease_owner, feed.lease_until) == (None, None)


def test_what_was_edited_or_taken_over_meanwhile_is_left_as_it_is(database: Database) -> None:
    add_feeds(database, 3)
    first, second, third = sorted(claimed(database, 3), key=lambda due: due.id)
    with database.begin() as session:
        feeds.write(
            session,
            [
                Written(first.id, first.version + 1, "one", {"errors": 9}),
                Written(second.id, second.version, "another", {"errors": 9}),
                Written(third.id, third.version, "one", {"errors": 9}),
            ],
        )
    with database.read() as session:
        assert [(feed.errors, feed.lease_owner) for feed in feeds.in_use(session)] == [
            (0, "one"),
            (0, "one"),
            (9, None),
        ]


def test_a_poll_with_news_changes_the_row_only_while_it_is_the_one_that_was_read(database: Database) -> None:
    add_feeds(database, 1)
    (due,) = claimed(database, 1)
    with database.begin() as session:
        assert not feeds.take(session, due.id, due.version + 1, {"errors": 9})
        assert feeds.take(session, due.id, due.version, {"errors": 3, "last_news_at": NOW})
    with database.begin() as session:
        feed = feeds.find(session, due.id)
        assert feed is not None
        assert (feed.errors, feed.last_news_at) == (3, NOW)
        feed.state = feeds.PAUSED
    with database.begin() as session:
        assert not feeds.take(session, due.id, due.version, {"errors": 9})
