"""A feed in trouble: one message to its owner, edited when it is over, with a line in its thread that reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from slack_sdk import WebClient
from sqlalchemy import select

from bot import audit
from bot.cards import CARDS
from bot.delivery import Courier
from bot.feeds import trouble
from bot.messenger import Messenger
from bot.views import feed_trouble as view
from bot.words import LANGUAGES, Reader
from playground.slack.checks import message_faults
from playground.slack.server import FakeSlack
from playground.slack.workspace import Channel, User
from storage.database import Database
from storage.models import AuditEntry, FeedTrouble, Person
from tests.bot.feeds.reading_room import ReadingRoom, news, reading_room
from tests.clock import Clock
from tests.feed_server import Reply, redirect

REASONS = (
    *("address", "private", "dns", "unreachable", "refused", "reset", "truncated", "timeout", "tls", "too_big"),
    *("too_many_redirects", "encoding", "protocol", "empty", "page", "pdf", "image", "opml", "json", "broken"),
    *("too_much", "other", "fault", "http:401", "http:403", "http:404", "http:410", "http:429", "http:500", "http:418"),
)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A workspace with the owner of the feed and the desk's channels."""
    channels = [Channel("C0MON", "monitoring", members={"U0KAIKU"})]
    with FakeSlack(channels=channels) as fake:
        fake.add_user(User("U0MAIJA", "maija"))
        yield fake


@pytest.fixture
def room(database: Database, clock: Clock, slack: FakeSlack) -> Iterator[ReadingRoom]:
    """A house whose messages arrive."""
    with reading_room(database, clock, monitoring_channel="C0MON") as opened:
        client = WebClient(slack.bot_token, base_url=slack.api_url, timeout=5, retry_handlers=[])
        courier = Courier(database, client, opened.services.settings, CARDS, clock, owner="test")
        opened.close()
        opened.services = replace(opened.services, slack=client, quick=client, messenger=Messenger(courier, clock))
        opened.open()
        yield opened


def told(room: ReadingRoom, slack: FakeSlack, where: str = "U0MAIJA") -> list[str]:
    """Deliver what waits and return what stands in a place, thread answers too."""
    while room.services.messenger.deliver_due():
        room.clock.move(seconds=2)
    found = slack.direct_messages(where) if where.startswith("U") else slack.messages(where)
    return [message.words for message in found]


def test_the_owner_is_told_once_sees_it_change_and_hears_when_it_works_again(
    room: ReadingRoom, slack: FakeSlack
) -> None:
    """F26 and feature 2.19."""
    good, bad = Reply(news(1)), Reply(b"", 503)
    room.add(room.server.add("/a", good, bad, bad, bad, bad, Reply(b"", 403), Reply(news(1, 2))), name="The <Paper>")
    room.let_pass(hours=2.5)
    assert told(room, slack) == []
    room.let_pass(hours=10)
    (message,) = told(room, slack)
    assert "The &lt;Paper&gt;" in message or "The <Paper>" in message
    assert "status 503" in message
    room.let_pass(hours=20)
    (message,) = told(room, slack)
    assert "status 403" in message
    room.let_pass(hours=48)
    first, line = told(room, slack)
    assert "can be read again" in first
    assert "can be read again" in line
    assert slack.refused == []


def test_a_short_trouble_is_told_to_nobody(room: ReadingRoom, slack: FakeSlack) -> None:
    bad = Reply(b"", 500)
    room.add(room.server.add("/a", bad, bad, Reply(news(1))))
    room.let_pass(days=2)
    assert (told(room, slack), room.troubles()) == ([], [])


def test_an_owner_who_has_left_is_not_written_to_but_the_monitoring_channel(
    room: ReadingRoom, slack: FakeSlack
) -> None:
    with room.services.database.begin() as session:
        session.add(Person(id="U0GONE", is_deactivated=True, fetched_at=room.clock.now))
    room.add(room.server.add("/a", Reply(b"", 410)), owner="U0GONE")
    room.poll()
    (message,) = told(room, slack, "C0MON")
    assert "gone" in message


def test_a_feed_that_goes_for_good_after_a_trouble_says_so_in_the_thread(room: ReadingRoom, slack: FakeSlack) -> None:
    bad = Reply(b"", 500)
    room.add(room.server.add("/a", bad, bad, bad, bad, Reply(b"", 410)))
    room.let_pass(hours=12)
    assert len(told(room, slack)) == 1
    room.let_pass(days=3)
    first, line = told(room, slack)
    assert "I do not read it any more" in first
    assert "gone" in line
    assert len(room.troubles()) == 1


def test_a_feed_that_has_moved_is_read_there_and_its_owner_hears_of_it(room: ReadingRoom, slack: FakeSlack) -> None:
    """F11: with an entry in the log, without the key in the address."""
    room.server.feed("/new", news(1), etag='"1"')
    feed = room.add(room.server.add("/old", redirect("/new?key=s3cret", 308)))
    room.let_pass(hours=30)
    (message,) = told(room, slack)
    assert "moved for good" in message
    assert room.feed(feed).url.endswith("/new?key=s3cret")
    with room.services.database.read() as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.what == "feed.moved"))
        assert audit.faults(session) == []
    assert (entry.who, entry.subject) == ("kaiku", f"feed:{feed}")
    assert "s3cret" not in str(entry.after)
    room.let_pass(hours=10)
    assert len(told(room, slack)) == 1
    assert room.asked("/new")[-1].headers["if-none-match"] == '"1"'


def test_a_feed_does_not_move_where_another_feed_lives(room: ReadingRoom, slack: FakeSlack) -> None:
    room.server.feed("/new", news(1))
    old = room.add(room.server.add("/old", redirect("/new", 301)))
    room.add(room.server.url("/new"), owner="")
    room.let_pass(days=4)
    (message,) = told(room, slack)
    assert "another feed has already" in message
    assert room.feed(old).url == room.server.url("/old")


def test_a_trouble_whose_end_nobody_could_write_ends_at_the_next_start(room: ReadingRoom, slack: FakeSlack) -> None:
    feed = room.add(room.server.feed("/a", news(1)))
    room.poll()
    with room.services.database.begin() as session:
        session.add(FeedTrouble(feed_id=feed, reason="timeout", since=room.clock.now.replace(hour=1), told="U0MAIJA"))
    room.close()
    room.open()
    room.poll()
    assert room.troubles()[0].ended_at is not None


def test_every_reason_has_words_and_every_message_is_one_that_slack_takes(room: ReadingRoom) -> None:
    feed = room.add(room.server.url("/a"), name="&" * 200)
    for state in ("active", "paused", "removed", "gone"):
        room.set(feed, state=state)
        for reason in (*REASONS, view.MOVED, view.TAKEN):
            with room.services.database.begin() as session:
                one = FeedTrouble(feed_id=feed, reason=reason, since=room.clock.now, told="U0MAIJA")
                one.ended_at = room.clock.now if reason in (view.MOVED, view.TAKEN) else None
                session.add(one)
                session.flush()
                for language in LANGUAGES:
                    for render in (trouble.card, trouble.note):
                        message = render(session, one.id, Reader(language))
                        assert message is not None
                        assert message_faults(message.payload()) == []
                session.delete(one)
