"""Canonical links: one page, one key, however an address was decorated on its way."""

from __future__ import annotations

import string
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.links import canonical

PAGE = "https://www.example.fi/uutiset/1?id=5"
names = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)
queries = st.dictionaries(names.map("p{}".format), names, max_size=4)
TRACKING = (
    "utm_source",
    "utm_medium",
    "mtm_campaign",
    "fbclid",
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
)
NEWSLETTERS = ("mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "srsltid", "igshid")


def address(query: dict[str, str], host: str = "example.fi") -> str:
    return f"https://{host}/a/b?{urlencode(query)}"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.fi/uutiset/1/?id=5",
        "HTTPS://WWW.Example.FI:443/uutiset/1?id=5#kommentit",
        "https://m.example.fi/uutiset/1?id=5&utm_source=rss",
        "https://www.example.fi/uutiset/1/amp/?id=5",
        "//example.fi/uutiset/1?id=5",
        "https://www.google.com/url?rct=j&sa=t&url=https://www.example.fi/uutiset/1%3Fid%3D5&ct=ga&usg=x",
        "https://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fexample.fi%2fuutiset%2f1%3fid%3d5&c=1",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.fi%2Fuutiset%2F1%3Fid%3D5%26fbclid%3Dx&h=y",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.fi%2Fuutiset%2F1%3Fid%3D5&data=x",
        "http://feedproxy.google.com/~r/example/~3/https://example.fi/uutiset/1%3Fid=5",
    ],
)
def test_a_page_has_one_key_however_its_address_was_wrapped(url):
    assert canonical(url) == canonical(PAGE) == "example.fi/uutiset/1?id=5"


@pytest.mark.parametrize("name", [*TRACKING, *NEWSLETTERS])
def test_what_follows_a_reader_is_no_part_of_the_page(name):
    assert canonical(f"{PAGE}&{name}=abc") == canonical(PAGE)


def test_other_query_ids_are_other_pages():
    assert canonical("https://example.fi/a?id=5") != canonical("https://example.fi/a?id=6")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://youtu.be/dQw4w9WgXcQ?t=30", "youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=share", "youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://old.reddit.com/r/turku/comments/1AbC/otsikko/?utm_name=x", "reddit.com/comments/1abc"),
        ("https://mastodon.example/users/Anna/statuses/11", "mastodon.example/@anna/11"),
        ("https://mastodon.example/@Anna/11", "mastodon.example/@anna/11"),
        ("https://twitter.com/kaupunki/status/12?s=20", "x.com/status/12"),
        ("https://bsky.app/profile/Anna.example/post/3kx", "bsky.app/profile/anna.example/post/3kx"),
        ("https://medium.com/@anna/teksti-1a?source=rss-----1", "medium.com/@anna/teksti-1a"),
        ("https://example.fi/a?from=rss", "example.fi/a"),
        ("https://example.fi/a?from=2026-11-01", "example.fi/a?from=2026-11-01"),
        ("https://example.fi/#!/uutinen/5", "example.fi#!/uutinen/5"),
        ("https://example.fi/a%c3%a4%7e", "example.fi/a%C3%A4~"),
        ("https://example.fi/ä~", "example.fi/%C3%A4~"),
        ("https://example.fi:8080/", "example.fi:8080"),
    ],
)
def test_a_site_with_ids_is_known_by_them(url, key):
    assert canonical(url) == key


def test_the_host_of_its_feed_is_dropped_from_ref():
    assert canonical("https://blogi.example/a/?ref=blogi.example", "blogi.example") == "blogi.example/a"
    assert canonical("https://blogi.example/a/?ref=muu.example", "blogi.example") != "blogi.example/a"


def test_an_opaque_link_of_google_news_is_its_own_key():
    assert canonical("https://news.google.com/rss/articles/CBMiX0?oc=5") == "news.google.com/rss/articles/CBMiX0"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "javascript:alert(1)",
        "mailto:anna@example.fi",
        "ftp://example.fi/a",
        "https://",
        "https://[::1",
        "a b",
    ],
)
def test_what_is_no_page_has_no_key(url):
    assert canonical(url) == ""


@given(st.text(max_size=80))
def test_nothing_that_a_feed_says_raises(text):
    for url in (text, f"https://{text}", f"https://example.fi/{text}"):
        assert isinstance(canonical(url), str)


@given(st.text(string.printable + "äö%", max_size=40), queries)
def test_a_key_is_its_own_key(path, query):
    key = canonical(f"https://m.www.example.fi/{path}?{urlencode(query)}")
    assert canonical(key) == key


@given(queries, st.randoms(use_true_random=False))
def test_the_order_of_parameters_does_not_matter(query, chance):
    pairs = list(query.items())
    chance.shuffle(pairs)
    assert canonical(address(dict(pairs))) == canonical(address(query))


@given(st.text(string.ascii_letters, min_size=1, max_size=12), queries)
def test_the_case_of_a_host_does_not_matter(name, query):
    assert canonical(address(query, f"{name}.FI")) == canonical(address(query, f"{name.lower()}.fi"))


@given(queries, st.sampled_from([*TRACKING, *NEWSLETTERS]), names)
def test_tracking_never_matters(query, name, value):
    assert canonical(address({**query, name: value})) == canonical(address(query))


@given(queries, names)
def test_any_other_parameter_matters(query, value):
    assert canonical(address({**query, "id": value})) != canonical(address(query))
