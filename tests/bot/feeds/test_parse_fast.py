"""The fast way gives what feedparser gives: every item, with the same words, or it leaves the document to feedparser."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bot.feeds import fast, parse_record
from bot.feeds.fast_element import OddError
from bot.feeds.parse_entry import document
from bot.feeds.parse_kind import root_of
from tests.bot.feeds.parse_chance import DOCUMENTS

FEEDS = Path(__file__).parent / "feeds"
URL = "https://example.org/syote/feed.xml"


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(DOCUMENTS)
def test_what_the_fast_way_reads_is_what_feedparser_reads(drawn: tuple[str, str]) -> None:
    kind, text = drawn
    xml = text.encode()
    try:
        channel, entries = fast.read(xml, kind)
    except OddError:
        return
    recorded, seen, is_sound = parse_record.read(xml, kind)
    assert is_sound
    assert document(channel, entries, URL) == document(recorded, seen, URL)


@pytest.mark.parametrize(
    "name",
    [
        "google_alerts.xml",
        "google_news.xml",
        "youtube.xml",
        "mastodon.xml",
        "bluesky.xml",
        "reddit.xml",
        "podcast.xml",
        "wordpress.xml",
        "rss10.rdf",
        "atom03.xml",
    ],
)
def test_the_feeds_that_people_follow_go_the_fast_way(name: str) -> None:
    xml = (FEEDS / name).read_bytes()
    channel, entries = fast.read(xml, root_of(xml.decode()).kind)
    recorded, seen, _ = parse_record.read(xml, channel.kind)
    assert document(channel, entries, URL) == document(recorded, seen, URL)


@pytest.mark.parametrize(
    "odd",
    [
        '<!DOCTYPE rss [<!ENTITY x "y">]><rss><channel><item><title>&x;</title></item></channel></rss>',
        "<rss><channel><item><title>a</title><item><title>b</title></item></item></channel></rss>",
        "<rss><channel><item><title>a</title></item></channel><item><title>b</title></item></rss>",
        "<rss><channel><item><title>a <b>c</b></title></item></channel></rss>",
        "<rss><channel xml:base='https://x.example/'><item><title>a</title><link>b</link></item></channel></rss>",
        "<rss><channel><item><x><title>a</title></x></item></channel></rss>",
        "<rss><channel><item><title xmlns='urn:x'>a</title></item></channel></rss>",
        "<rss><channel><item><title>&auml;</title></item></channel></rss>",
        "<rss><channel><item><title>a\x85b</title></item></channel></rss>",
        "<rss><channel></channel></rss>",
        "<rss><channel><item><title>a</title></item></channel>",
        "<feed><entry><title>a</title></entry></feed>",
        "<rss><channel><item><content mode='base64'>YQ==</content></item></channel></rss>",
    ],
)
def test_what_is_odd_is_left_to_feedparser(odd: str) -> None:
    with pytest.raises(OddError):
        fast.read(odd.encode(), "rss")
