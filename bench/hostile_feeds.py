"""What somebody who wants to stop the bot may serve as a feed: the table of the reliability notes, section 1, generated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.feeds.items import Unreadable

MOST = 5 * 1024 * 1024
"""Bytes that the poller accepts."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """One input; `items` are those that must come out, or `why` it is refused."""

    name: str
    make: Callable[[], bytes]
    items: int | None = None
    whys: tuple[Unreadable, ...] = ()
    is_endless: bool = False
    """Nothing but the limit of time ends it."""


def rss(items: str, head: str = "", about: str = "") -> bytes:
    """Return a document, cut where the poller would stop reading."""
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>t</title>{about}{items}</channel></rss>'.encode()[
        :MOST
    ]


def one(inner: str, head: str = "") -> bytes:
    """Return a document of one item."""
    return rss(f"<item><title>a</title>{inner}</item>", head)


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return one("<description>&a9;</description>", f'<!DOCTYPE rss [<!ENTITY a0 "{"ha" * 5}">{entities}]>')


def _quadratic_entity() -> bytes:
    return one(f"<description>{'&a;' * 10_000}</description>", f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>')


def _outside(address: str) -> Callable[[], bytes]:
    return lambda: one("<description>&a;</description>", f'<!DOCTYPE rss [<!ENTITY a SYSTEM "{address}">]>')


def _outside_dtd() -> bytes:
    return one("<description>b</description>", '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">')


def _nested(depth: int) -> Callable[[], bytes]:
    return lambda: one("<a>" * depth + "</a>" * depth)


def _author(name: str, size: int, letters: str = "a") -> Callable[[], bytes]:
    return lambda: rss(f"<item><title>a</title><{name}>{letters * (size // len(letters))}</{name}></item>")


def _dashes(size: int) -> Callable[[], bytes]:
    return lambda: one(f"<description>&lt;!--{'-' * size}</description>")


def _categories(count: int) -> Callable[[], bytes]:
    return lambda: one("".join(f"<category>c{number}</category>" for number in range(count)) + "&nbsp;<x>")


def _html(size: int) -> bytes:
    piece = "&lt;p class=&quot;x&quot;&gt;sana &lt;b&gt;toinen&lt;/b&gt; &amp;amp; kolmas&lt;/p&gt;"
    return one(f"<description>{piece * (size // len(piece))}</description>")


def _pieces() -> bytes:
    return one("<author>" + "aaaaaaaa<!-- -->" * 25_000 + "</author><x>&")


def _marks() -> bytes:
    return one(f"<description>e{(chr(0x316) + chr(0x301)) * 500_000}</description>")


BROKEN, TOO_MUCH = Unreadable.BROKEN, Unreadable.TOO_MUCH
TABLE = (
    Hostile("500 ordinary items", lambda: rss("<item><title>a</title><link>https://example.org/1</link></item>" * 500), 500),
    Hostile("billion laughs", _laughs, 1),
    Hostile("quadratic entity", _quadratic_entity, 1, (TOO_MUCH,)),
    Hostile("entity from a file", _outside("file:///etc/passwd"), 1),
    Hostile("entity from the web", _outside("http://127.0.0.1:9/x"), 1),
    Hostile("declarations from the web", _outside_dtd, 1),
    Hostile("nested 100,000 deep", _nested(100_000), 1, (TOO_MUCH,)),
    Hostile("nested 700,000 deep", _nested(700_000), None, (TOO_MUCH, BROKEN), is_endless=True),
    Hostile("author of 100 KB", _author("author", 100_000), 1),
    Hostile("author of 1 MB, dotted", _author("author", 1_000_000, "a."), 1),
    Hostile("author of 200 KB, broken XML", lambda: one(f"<author>{'a' * 200_000}</author>&nope <x>"), 1),
    Hostile("author of 200 KB in pieces", _pieces, None, (TOO_MUCH,), is_endless=True),
    Hostile("100 authors of 25 KB, broken XML", lambda: one(f"<dc:creator>{'a' * 25_000}</dc:creator>" * 100 + "<x>"), 1),
    Hostile("comment of 400 KB dashes in HTML", _dashes(400_000), 1),
    Hostile("50,000 categories, broken XML", _categories(50_000), 1),
    Hostile("5 MB of HTML in one item", lambda: _html(MOST - 500), 1),
    Hostile("90,000 items", lambda: rss("<item><title>a</title><guid>b</guid></item>" * 90_000), 20_000),
    Hostile("90,000 items, broken XML", lambda: rss("<item><title>a &</title><guid>b</guid></item>" * 90_000 + "<x>"), 2_000),
    Hostile("comment of 5 MB", lambda: one(f"<!--{'x' * (MOST - 500)}-->"), 1),
    Hostile("attribute of 5 MB", lambda: one(f'<a b="{"x" * (MOST - 500)}"/>'), 1),
    Hostile("open tags", lambda: one("<author" * 300_000), 1, (BROKEN, TOO_MUCH), is_endless=True),
    Hostile("open comments", lambda: rss("<!--" * 1_000_000), None, (BROKEN, TOO_MUCH)),
    Hostile("lone ampersands", lambda: one(f"<description>{'&' * 1_000_000}</description>"), 1),
    Hostile("a page of 1.2 MB", lambda: b"<html><body>" + b"<p>x</p>" * 150_000, None, (Unreadable.PAGE,)),
    Hostile("JSON nested 1,000,000 deep", lambda: b'{"items":' * 100_000, None, (TOO_MUCH, Unreadable.JSON)),
    Hostile("combining marks", _marks, 1),
    Hostile("zeros", lambda: bytes(MOST), None, (Unreadable.EMPTY, Unreadable.OTHER)),
    Hostile("less-than signs", lambda: b"<" * MOST, None, (BROKEN, TOO_MUCH)),
)  # fmt: skip
