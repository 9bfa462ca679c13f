"""Hostile feeds cost a child some seconds and the bot nothing, and the next feed is read as if nothing had been."""

from __future__ import annotations

from collections.abc import Iterator

import psutil
import pytest

from bench.hostile_feeds import TABLE, Hostile, rss
from bot.feeds.items import FeedDocument, NotAFeedError, Unreadable
from bot.feeds.parsing import Limits, Parser

ORDINARY = rss("<item><title>tavallinen</title></item>")


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    # a busy machine may give a child less than half of a processor: the clock on the wall is not what is tested here
    parser = Parser(limits=Limits(wall_seconds=60))
    yield parser
    parser.close()


@pytest.fixture(scope="module")
def impatient() -> Iterator[Parser]:
    """What only the limit ends need not take five seconds here."""
    parser = Parser(limits=Limits(wall_seconds=60, cpu_seconds=1))
    yield parser
    parser.close()


def outcome(parser: Parser, hostile: Hostile) -> FeedDocument | Unreadable:
    try:
        return parser.parse(hostile.make(), "text/xml", "https://example.org/feed")
    except NotAFeedError as refused:
        return refused.why


@pytest.mark.parametrize("hostile", TABLE, ids=lambda hostile: hostile.name)
def test_a_hostile_feed_is_read_or_refused_and_the_next_is_read(
    parser: Parser, impatient: Parser, hostile: Hostile
) -> None:
    parser = impatient if hostile.is_endless else parser
    before = psutil.Process().memory_info().rss
    found = outcome(parser, hostile)
    if isinstance(found, Unreadable):
        assert found in hostile.whys
    else:
        assert len(found.items) == hostile.items
    assert [item.title for item in parser.parse(ORDINARY).items] == ["tavallinen"]
    assert psutil.Process().memory_info().rss - before < 50_000_000


def test_nothing_outside_of_the_document_is_read(parser: Parser) -> None:
    for name in ("entity from a file", "entity from the web", "declarations from the web"):
        found = outcome(parser, next(hostile for hostile in TABLE if hostile.name == name))
        assert isinstance(found, FeedDocument)
        assert "root:" not in found.items[0].text
