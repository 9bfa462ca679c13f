"""The child that parses: killed, hung, grown, closed, asked by many at once, and it knows no secrets."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import child, tongue
from bot.feeds.items import FeedDocument, FeedItem, NotAFeedError, Unreadable
from bot.feeds.parsing import Limits, Parser, ParserClosedError, parse_now

FEEDS = Path(__file__).parent / "feeds"
BODY = (FEEDS / "wordpress.xml").read_bytes()
URL = "https://blogi.example/feed/"


@pytest.fixture
def parser() -> Iterator[Parser]:
    parser = Parser()
    yield parser
    parser.close()


def children() -> list[psutil.Process]:
    return [process for process in psutil.Process().children() if "bot.feeds.child" in process.cmdline()]


def test_the_child_gives_what_the_parser_gives_and_reads_the_languages(parser: Parser) -> None:
    for path in FEEDS.iterdir():
        expected = child.languages_read(parse_now(path.read_bytes(), "text/xml", URL))
        assert parser.parse(path.read_bytes(), "text/xml", URL) == expected
        assert all(item.written_in == tongue.read(item.title, item.text) for item in expected.items)


def test_only_the_first_items_of_a_long_feed_have_their_languages_read() -> None:
    item = FeedItem(title="Turun kaupunki avaa uuden uimahallin", text="Halli on auki myös sunnuntaisin.")
    read = child.languages_read(FeedDocument("rss", "Lehti", (item,) * 300))
    assert [one.written_in for one in read.items] == ["fi"] * 200 + [None] * 100


def test_no_child_runs_before_the_first_feed_and_one_serves_all() -> None:
    before = len(children())
    parser = Parser()
    assert len(children()) == before
    for _ in range(3):
        parser.parse(BODY)
    assert len(children()) == before + 1
    parser.close()
    assert len(children()) == before


def test_a_refusal_comes_back_with_its_reason_and_keeps_the_child(parser: Parser) -> None:
    parser.parse(BODY)
    first = children()[0].pid
    with pytest.raises(NotAFeedError) as refused:
        parser.parse(b"%PDF-1.7")
    assert refused.value.why is Unreadable.PDF
    assert children()[0].pid == first


def test_a_child_that_somebody_killed_is_replaced(parser: Parser) -> None:
    expected = parser.parse(BODY, "", URL)
    for number in (signal.SIGKILL, signal.SIGTERM):
        children()[0].send_signal(number)
        time.sleep(0.1)
        assert parser.parse(BODY, "", URL) == expected


def test_a_child_that_is_killed_in_the_middle_of_a_feed_is_replaced_and_the_feed_tried_again() -> None:
    parser = Parser()
    parser.parse(BODY)
    victim = children()[0]
    victim.suspend()
    killer = threading.Timer(0.5, victim.kill)
    killer.start()
    assert len(parser.parse(BODY).items) == 1
    killer.join()
    parser.close()


def test_a_child_that_hangs_is_ended_by_the_clock_and_the_feed_is_too_much() -> None:
    parser = Parser(limits=Limits(wall_seconds=1.5))  # a busy machine takes half a second to start a child
    parser.parse(BODY)
    children()[0].suspend()
    with pytest.raises(NotAFeedError) as refused:
        parser.parse(BODY * 100)  # more than a pipe holds
    assert refused.value.why is Unreadable.TOO_MUCH
    slow = Parser(limits=Limits(wall_seconds=30))
    assert len(slow.parse(BODY).items) == 1
    slow.close()
    parser.close()


def test_a_child_goes_after_so_many_feeds_or_when_it_has_grown() -> None:
    for limits in (Limits(jobs=2), Limits(memory=1)):
        parser = Parser(limits=limits)
        seen = set()
        for _ in range(4):
            parser.parse(BODY)
            seen |= {process.pid for process in children()}
        assert len(children()) == 0
        assert limits.jobs != 2 or len(seen) == 2
        parser.close()


def test_many_threads_share_a_few_children() -> None:
    parser = Parser(size=2)
    names = [path.name for path in FEEDS.iterdir()] * 3
    expected = {name: child.languages_read(parse_now((FEEDS / name).read_bytes(), "", URL)) for name in set(names)}
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: parser.parse((FEEDS / name).read_bytes(), "", URL), names))
    assert found == [expected[name] for name in names]
    assert len(children()) <= 2
    parser.close()


def test_a_closed_parser_says_so_and_leaves_nobody_behind() -> None:
    parser = Parser()
    parser.parse(BODY)
    parser.close()
    assert children() == []
    with pytest.raises(ParserClosedError):
        parser.parse(BODY)


def test_the_child_knows_no_token(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-salainen")
    parser.parse(BODY)
    assert "xoxb-salainen" not in str(children()[0].environ())


def test_the_child_ends_when_its_parent_is_gone() -> None:
    """The parent is killed, so it can tell nobody; the end of the pipe does."""
    ready, writing = os.pipe()
    parent = os.fork()
    if parent == 0:  # pragma: no cover
        parser = Parser()
        parser.parse(BODY)
        os.write(writing, str(children()[0].pid).encode())
        time.sleep(60)
    orphan = psutil.Process(int(os.read(ready, 20)))
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    gone, alive = psutil.wait_procs([orphan], timeout=10)
    assert (len(gone), alive) == (1, [])


ITEMS = st.builds(
    FeedItem,
    *[st.text(max_size=5)] * 5,
    st.none() | st.datetimes(timezones=st.just(__import__("datetime").UTC)),
    *[st.text(max_size=5)] * 3,
    st.lists(st.text(max_size=3), max_size=2).map(tuple),
)
DOCUMENTS = st.builds(
    FeedDocument,
    st.sampled_from(("rss", "atom")),
    st.text(max_size=5),
    st.lists(ITEMS, max_size=3).map(tuple),
    st.text(max_size=5),
    st.text(max_size=2),
    st.integers(0, 9),
    st.lists(st.integers(0, 23), max_size=3).map(tuple),
    st.lists(st.sampled_from(("Monday", "Sunday")), max_size=2).map(tuple),
)


@given(DOCUMENTS)
def test_a_document_survives_the_pipe(document: FeedDocument) -> None:
    assert child.unpacked(child._written(lambda *_: document, (b"", "", ""))) == document
