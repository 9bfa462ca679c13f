"""Feeds and rules for the bench: feeds of fifty items of Finnish-looking text, and two hundred rules of two phrases each."""

from __future__ import annotations

import random
from collections.abc import Iterator

RULES = 200
ITEMS = 50
_WORDS_OF_AN_ITEM = 170
_SHARE = 0.027
"""Of words that rules look for: an item hits about five rules."""
_DATE = "Mon, 23 Nov 2026 06:{minute:02}:00 GMT"


def phrases() -> list[tuple[str, str]]:
    """Return the two words that each rule looks for, as they are written."""
    chance = random.Random(7)  # noqa: S311 - the same words each time
    words: dict[str, None] = {}
    while len(words) < 2 * RULES:
        words[_word(chance, 3, 4)] = None
    listed = list(words)
    return list(zip(listed[::2], listed[1::2], strict=True))


def document(number: int, *, is_new: bool) -> bytes:
    """Return a feed: one old item, and after it was read fifty new ones."""
    chance = random.Random(1_000 + number)  # noqa: S311
    sought = [word for pair in phrases() for word in pair]
    items = [_item(f"{number}-old", "Vanha uutinen", "Vanha teksti.", 0)]
    if is_new:
        items = [*_new_items(chance, number, sought), *items]
    head = f"<title>Lehti {number}</title><link>https://lehti{number}.example/</link><description>Uutisia</description>"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def _new_items(chance: random.Random, number: int, sought: list[str]) -> Iterator[str]:
    for place in range(ITEMS):
        words = [
            chance.choice(sought) if chance.random() < _SHARE else _word(chance, 1, 5) for _ in range(_WORDS_OF_AN_ITEM)
        ]
        yield _item(f"{number}-{place}", " ".join(words[:8]).capitalize(), " ".join(words[8:]), place)


def _item(guid: str, title: str, text: str, minute: int) -> str:
    link = f"https://lehti.example/{guid}"
    date = _DATE.format(minute=minute % 60)
    said = f"<title>{title}</title><description>&lt;p&gt;{text}&lt;/p&gt;</description>"
    return f'<item><guid isPermaLink="false">{guid}</guid><link>{link}</link><pubDate>{date}</pubDate>{said}</item>'


def _word(chance: random.Random, least: int, most: int) -> str:
    return "".join(
        chance.choice("ktpslnmrvjh") + chance.choice(("a", "i", "e", "u", "o", "ä", "aa", "ie"))
        for _ in range(chance.randint(least, most))
    )
