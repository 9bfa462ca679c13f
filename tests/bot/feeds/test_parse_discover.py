"""A page tells which feeds it has; nothing else of it is looked at."""

from __future__ import annotations

import time

from bot.feeds.discover import WELL_KNOWN, Found, feeds_of_page

URL = "https://sivu.example/osio/sivu"


def test_declared_feeds_are_offered_in_the_order_of_the_page_and_once() -> None:
    page = """<!doctype html><html><head><title>Sivu</title>
    <link rel="stylesheet" href="/tyyli.css" type="text/css"><link rel="icon" href="/rss-kuva.png">
    <link rel="alternate" type="application/rss+xml" title="Uutiset &amp; asiat" href="/feed/">
    <LINK REL='alternate feed' TYPE='application/atom+xml' HREF='atom.xml' />
    <link href=/feed/ rel=alternate type=application/rss+xml title=uudestaan>
    <link rel="alternate" type="application/feed+json" href="https://json.example/feed.json" title="x > y">
    <link rel="alternate" hreflang="sv" href="/sv/feed-sida">
    <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1?feed=1">
    <link rel="alternate" type="application/json+oembed" href="/oembed?feed">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
    <!-- <link rel="alternate" type="application/rss+xml" href="/piilo"> -->
    <script>document.write('<link rel="alternate" type="application/rss+xml" href="/koodi">')</script>
    </head></html>"""
    assert feeds_of_page(page.encode(), URL) == (
        Found("https://sivu.example/feed/", "Uutiset & asiat"),
        Found("https://sivu.example/osio/atom.xml", ""),
        Found("https://json.example/feed.json", "x > y"),
        Found("https://sivu.example/sv/feed-sida", ""),
    )


def test_the_base_of_the_page_counts() -> None:
    page = b'<base href="https://muu.example/a/"><link rel="alternate" type="application/rss+xml" href="b">'
    assert feeds_of_page(page, URL) == (Found("https://muu.example/a/b", ""),)


def test_a_page_without_feeds_has_none_and_custom_names_places() -> None:
    assert feeds_of_page(b"<html><body>feed rss atom</body></html>", URL) == ()
    assert feeds_of_page(b"", URL) == ()
    assert len(set(WELL_KNOWN)) == 9


def test_a_hostile_page_costs_no_time() -> None:
    began = time.process_time()
    for unit in (
        "<link ",
        "<!--",
        "<script>",
        "<link rel=alternate type=application/rss+xml href=",
        '<link "',
        "<link rel='",
    ):
        feeds_of_page((unit * (1_000_000 // len(unit))).encode(), URL)
    assert time.process_time() - began < 60  # a reader that goes back for every tag takes hours
