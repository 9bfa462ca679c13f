"""The demo town's papers: what they write in a week, in feeds as such sources really have them."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from bot.feeds.parse import parse
from playground import feed_server, settling, town_feeds
from playground.slack.server import FakeSlack
from playground.town_clock import TownClock
from playground.town_desk import ACTS
from playground.town_feeds import BY_KEY, SOURCES, NewsItem, Newsroom, Source

MONDAY = settling.MONDAY


@pytest.fixture(scope="module")
def items() -> list[NewsItem]:
    return town_feeds.week(MONDAY.date())


def newsroom(items: list[NewsItem], **later: float) -> Newsroom:
    return Newsroom(TownClock((MONDAY + timedelta(**later)).astimezone(UTC)), items)


def test_a_week_is_told_in_order_by_sources_that_exist_in_no_registry(items: list[NewsItem]) -> None:
    assert [item.at for item in items] == sorted(item.at for item in items)
    assert {item.source for item in items} == set(BY_KEY)
    assert all(re.search(r"\.example(/|$)", item.link(BY_KEY[item.source])) for item in items)


def test_several_sources_tell_the_same_story_and_some_concern_nobody(items: list[NewsItem]) -> None:
    tellers = Counter(story for story, _source in {(item.story, item.source) for item in items})
    assert tellers.pop("-") == len(SOURCES)
    assert len(tellers) > 50
    assert sum(number > 1 for number in tellers.values()) > 12
    assert max(tellers.values()) >= 5


def test_the_desk_acts_on_stories_that_are_told(items: list[NewsItem]) -> None:
    assert {act.story for act in ACTS} <= {item.story for item in items}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_every_source_is_read_as_it_was_written(items: list[NewsItem], source: Source) -> None:
    room = newsroom(items, days=8)
    document = parse(room.feed(source), "", f"http://127.0.0.1/feeds/{source.file}")
    assert document.title == source.name
    read = [(item.title, item.link, item.published) for item in document.items]
    assert read == [(item.title, item.link(source), item.at) for item in room.published(source.key)]


def test_posts_have_words_but_no_headline_and_a_news_search_names_the_publisher(items: list[NewsItem]) -> None:
    room = newsroom(items, days=8)
    posts = parse(room.feed(BY_KEY["tuuttaus"]), "", "http://127.0.0.1/a").items
    assert {post.title for post in posts} == {""}
    assert all("#aaltoranta" in post.text and post.author.startswith("@") for post in posts)
    found = parse(room.feed(BY_KEY["haku"]), "", "http://127.0.0.1/b").items
    assert all(one.title.endswith(f" - {one.source}") for one in found)


def test_an_edited_item_keeps_its_place_its_link_and_its_date(items: list[NewsItem]) -> None:
    before = newsroom(items, days=1, hours=16).published("sanomat")[0]
    after = newsroom(items, days=1, hours=17).published("sanomat")[0]
    assert (before.title[:5], after.title[:8]) == ("Kolme", "PÄIVITYS")
    assert (before.slug, before.at) == (after.slug, after.at)


def test_what_is_not_yet_written_is_not_yet_there(items: list[NewsItem]) -> None:
    assert [len(newsroom(items, days=days).published("radio")) for days in (-1, 0, 1)] == [0, 1, 4]


def test_the_feeds_are_served_with_validators_and_listed_on_a_page(items: list[NewsItem]) -> None:
    room = newsroom(items, days=8)
    with FakeSlack(routes=feed_server.routes(room)) as slack:
        address = feed_server.address(slack.url, BY_KEY["menot"])
        with urlopen(address) as answer:
            assert json.load(answer)["title"] == "Menovinkki"
            mark = answer.headers["ETag"]
        with pytest.raises(HTTPError, match="304"):
            urlopen(Request(address, headers={"If-None-Match": mark}))
        with urlopen(f"{slack.url}{feed_server.FOLDER}") as answer:
            assert answer.read().count(b'rel="alternate"') == len(SOURCES)
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{slack.url}{feed_server.FOLDER}nothing.xml")


def test_messages_have_the_time_of_the_towns_clock() -> None:
    clock = TownClock(datetime(2026, 11, 24, 12, tzinfo=UTC))
    with FakeSlack(now=clock.seconds) as slack:
        slack.person("U1").say("now")
        clock.move(-3600)
        slack.person("U1").say("an hour before")
        clock.stands_at = None
        slack.person("U1").say("today")
        first, second, third = (float(message.ts) for message in slack.messages("C1"))
    assert (first - second, round(third - datetime.now(UTC).timestamp(), -1)) == (3600, 0)
