"""How fast feeds become items: our parser beside feedparser, over generated feeds of 50 items, in process.

Ours also cleans every text, which feedparser leaves to its callers. The titles and links that both give are compared.
"""

from __future__ import annotations

import io
import random
import time
from dataclasses import replace
from typing import Any

import feedparser  # type: ignore[import-untyped]

from bench.rounds import OURS, Aim, Outcome, Sample, Size, Variant, interleave
from bench.servers import Place
from bot.feeds.parsing import parse_now

_METRIC = "ms a feed"
_WORDS = "kaupunki kirjasto uimahalli aukioloajat palaute bussi liikenne päivähoito library opening hours stad bibliotek".split()  # noqa: SIM905
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Uutiset</title><link>https://example.org</link>'
)
_MOST_ROUNDS = 5


async def parsing(_place: Place, size: Size) -> Outcome:
    """Time one feed after another with each parser."""
    chance = random.Random(5)  # noqa: S311 - the same feeds each time
    feeds = [_feed(chance) for _ in range(3 if size.repeats > 3 else 1)]
    outcome = Outcome("parse", f"feeds of 50 items and {len(feeds[0]) // 1_000} kB into items, in process")
    for feed in feeds:
        _compare(outcome, feed)
    slow, lean = "feedparser", "feedparser, nothing sanitised"
    variants = [
        Variant(OURS, lambda: _timed(parse_now, feeds, 10)),
        Variant(slow, lambda: _timed(lambda feed: feedparser.parse(io.BytesIO(feed)), feeds, 1)),
        Variant(lean, lambda: _timed(_lean, feeds, 1)),
    ]
    outcome.samples = await interleave(variants, replace(size, rounds=min(size.rounds, _MOST_ROUNDS)))
    outcome.aims = [Aim(f"{slow} / {OURS}", (slow, _METRIC), (OURS, _METRIC), at_least=20)]
    return outcome


def _lean(feed: bytes) -> Any:
    return feedparser.parse(io.BytesIO(feed), sanitize_html=False, resolve_relative_uris=False)


async def _timed(parse: Any, feeds: list[bytes], times: int) -> Sample:
    began = time.perf_counter()
    for _ in range(times):
        for feed in feeds:
            parse(feed)
    return {_METRIC: (time.perf_counter() - began) * 1_000 / times / len(feeds)}


def _compare(outcome: Outcome, feed: bytes) -> None:
    ours = [(item.title, item.link) for item in parse_now(feed).items]
    if ours == [(entry.title, entry.link) for entry in _lean(feed).entries]:
        outcome.checks = ["titles and links of every item are those that feedparser gives"]
    else:
        outcome.faults.append("other titles or links than feedparser")


def _feed(chance: random.Random) -> bytes:
    items = "".join(_item(chance, number) for number in range(50))
    return f"{_HEAD}{items}</channel></rss>".encode()


def _item(chance: random.Random, number: int) -> str:
    paragraphs = "".join(
        f'<p>{_some(chance, 14)} <a href="https://example.org/{number}">{_some(chance, 2)}</a> <b>{_some(chance, 1)}</b></p>\n'
        for _ in range(4)
    )
    return (
        f"<item><title>{_some(chance, 8)} &amp; {number}</title><link>https://example.org/uutiset/{number}?a=1&amp;b=2</link>"
        f'<guid isPermaLink="false">tag:example.org,2026:{number}</guid><dc:creator>Maija Esimerkki</dc:creator>'
        f"<pubDate>Mon, 02 Nov 2026 12:{number:02}:00 +0200</pubDate><category>{_some(chance, 1)}</category>"
        f"<description>{_some(chance, 20)}</description><content:encoded><![CDATA[{paragraphs}]]></content:encoded></item>"
    )


def _some(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(count))
