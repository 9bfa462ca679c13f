"""Presets: from what people type or paste to the address of a feed, and honest refusals."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError, Invalid
from bot.feeds import presets
from bot.feeds.addresses import checked
from bot.feeds.feed_key import LONGEST, feed_key
from bot.feeds.presets import ACCOUNT, INSTANCE, NOWHERE, PRESETS, QUERY, URL
from bot.views import feeds_presets
from bot.words import Reader

CHANNEL = "UC" + "a" * 22
MADE = [
    ("address", {URL: "yle.fi"}, "https://yle.fi"),
    ("address", {URL: " <https://news.example/feed|news.example/feed> "}, "https://news.example/feed"),
    ("address", {URL: "feed:https://news.example/a.xml"}, "https://news.example/a.xml"),
    ("address", {URL: "feed://news.example/a.xml"}, "https://news.example/a.xml"),
    ("podcast", {URL: "pods.example"}, "https://pods.example"),
    ("google_alerts", {URL: "https://www.google.com/alerts/feeds/1/2"}, "https://www.google.com/alerts/feeds/1/2"),
    ("mastodon_tag", {QUERY: "#Turku", INSTANCE: "mastodon.social"}, "https://mastodon.social/tags/Turku.rss"),
    ("mastodon_tag", {QUERY: "Åbo", INSTANCE: "https://Mastodontti.fi/"}, "https://mastodontti.fi/tags/%C3%85bo.rss"),
    ("mastodon_account", {ACCOUNT: "@anna@social.example"}, "https://social.example/@anna.rss"),
    ("mastodon_account", {ACCOUNT: "https://social.example/@anna"}, "https://social.example/@anna.rss"),
    ("mastodon_account", {ACCOUNT: "social.example/users/anna"}, "https://social.example/@anna.rss"),
    ("bluesky", {ACCOUNT: "@anna.bsky.social"}, "https://bsky.app/profile/anna.bsky.social/rss"),
    ("bluesky", {ACCOUNT: "https://bsky.app/profile/anna.example"}, "https://bsky.app/profile/anna.example/rss"),
    ("youtube", {ACCOUNT: CHANNEL}, f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"),
    (
        "youtube",
        {ACCOUNT: f"https://www.youtube.com/channel/{CHANNEL}/videos"},
        f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}",
    ),
    ("youtube", {ACCOUNT: "youtube.com/@Town.example"}, "https://www.youtube.com/@Town.example"),
    ("subreddit", {ACCOUNT: "r/Finland"}, "https://www.reddit.com/r/Finland/new/.rss"),
    ("subreddit", {ACCOUNT: "https://old.reddit.com/r/Finland/"}, "https://www.reddit.com/r/Finland/new/.rss"),
    ("wordpress", {URL: "blog.example/"}, "https://blog.example/feed/"),
    ("wordpress", {URL: "https://blog.example/feed"}, "https://blog.example/feed/"),
    ("reddit_search", {QUERY: "Turku kaupunki"}, "https://www.reddit.com/search.rss?q=Turku%20kaupunki&sort=new"),
    ("hacker_news", {QUERY: "kaiku"}, "https://hnrss.org/newest?q=kaiku"),
]
REFUSED = [
    ("address", {URL: " "}, URL),
    ("google_alerts", {URL: "https://www.google.com/alerts"}, URL),
    ("google_alerts", {URL: "https://google.evil.example/alerts/feeds/1/2"}, URL),
    ("google_news", {QUERY: ""}, QUERY),
    ("hacker_news", {QUERY: "x" * 301}, QUERY),
    ("mastodon_tag", {QUERY: "a/../b", INSTANCE: "mastodon.social"}, QUERY),
    ("mastodon_tag", {QUERY: "turku", INSTANCE: "a b"}, INSTANCE),
    ("mastodon_tag", {QUERY: "turku", INSTANCE: ""}, INSTANCE),
    ("mastodon_account", {ACCOUNT: "anna"}, ACCOUNT),
    ("bluesky", {ACCOUNT: "anna"}, ACCOUNT),
    ("youtube", {ACCOUNT: "https://vimeo.example/1"}, ACCOUNT),
    ("subreddit", {ACCOUNT: "two words"}, ACCOUNT),
]


@pytest.mark.parametrize(("key", "values", "address"), MADE)
def test_what_people_type_becomes_the_address_of_a_feed(key, values, address):
    assert presets.address_of(key, values) == address
    assert checked(address)


@pytest.mark.parametrize(("key", "values", "field"), REFUSED)
def test_what_cannot_be_meant_is_refused_at_its_field(key, values, field):
    with pytest.raises(Invalid) as refused:
        presets.address_of(key, values)
    assert refused.value.field == field
    assert refused.value.words(Reader("en"))


def test_networks_without_feeds_are_honest():
    with pytest.raises(BotError, match="no public feeds"):
        presets.address_of(NOWHERE, {})


def test_google_news_searches_in_the_chosen_language():
    found = parse_qs(urlsplit(presets.address_of("google_news", {QUERY: "Turku & co", "language": "sv"})).query)
    assert found["q"] == ["Turku & co when:7d"]
    assert found["ceid"] == ["SE:sv"]


def test_every_preset_says_what_it_brings():
    assert feeds_presets.said(Reader("en")).keys() == PRESETS.keys()


def test_a_search_takes_everything_since_the_search_is_the_rule():
    searches = [preset for preset in PRESETS.values() if preset.kind == "search"]
    assert searches
    assert {preset.takes for preset in searches} == {"all"}


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.youtube.com/feeds/videos.xml?channel_id=1", "video"),
        ("https://mastodon.social/@anna.rss", "social"),
        ("https://www.reddit.com/search.rss?q=a", "search"),
        ("https://www.reddit.com/r/a/new/.rss", "forum"),
        ("https://www.google.fi/alerts/feeds/1/2", "search"),
        ("https://news.example/rss", ""),
    ],
)
def test_the_kind_is_told_from_the_address(url, kind):
    assert presets.kind_of(url) == kind


@given(st.text(max_size=60), st.sampled_from([key for key in PRESETS if key != NOWHERE]))
def test_whatever_is_typed_is_an_address_or_a_refusal(typed, key):
    try:
        address = presets.address_of(key, dict.fromkeys((URL, QUERY, INSTANCE, ACCOUNT), typed))
    except Invalid:
        return
    assert "\n" not in address or key in ("address", "podcast", "monitoring", "wordpress", "google_alerts")


SAME = [
    ("https://News.Example/feed/", "http://news.example:80/feed#top"),
    ("https://news.example/feed?utm_source=a&b=1", "https://news.example:443/feed?b=1"),
    ("https://news.example/f%65ed", "https://news.example/feed"),
    ("https://news.example", "https://news.example/"),
]
APART = [
    ("https://news.example/feed?tag=a", "https://news.example/feed?tag=b"),
    ("https://news.example/Feed", "https://news.example/feed"),
    ("https://news.example:8080/feed", "https://news.example/feed"),
    ("https://anna:a@news.example/feed", "https://anna:b@news.example/feed"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_feed_has_one_key(one, other):
    assert feed_key(one) == feed_key(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_feeds_have_two_keys(one, other):
    assert feed_key(one) != feed_key(other)


def test_a_key_holds_no_password_and_fits_its_column():
    assert "secret" not in feed_key("https://anna:secret@news.example/feed")
    assert len(feed_key("https://news.example/" + "ä" * 1_990)) <= LONGEST
