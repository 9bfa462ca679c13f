"""What an answer is, from its first bytes: a feed, or a page, a picture, a list of feeds ..."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.feeds.items import NotAFeedError, Unreadable

_SIGNATURES = (
    (b"%PDF-", Unreadable.PDF),
    (b"\x89PNG", Unreadable.IMAGE),
    (b"\xff\xd8\xff", Unreadable.IMAGE),
    (b"GIF8", Unreadable.IMAGE),
    (b"\x00\x00\x01\x00", Unreadable.IMAGE),
    (b"II*\x00", Unreadable.IMAGE),
    (b"MM\x00*", Unreadable.IMAGE),
    (b"\x1f\x8b", Unreadable.OTHER),
    (b"PK\x03\x04", Unreadable.OTHER),
    (b"ID3", Unreadable.OTHER),
    (b"OggS", Unreadable.OTHER),
    (b"\x7fELF", Unreadable.OTHER),
)
_NOTHING = b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"
_WEBP, _ISO_MEDIA, _PICTURES = b"WEBP", b"ftyp", (b"avif", b"heic", b"mif1")
_ROOTS = {"rss": "rss", "rdf": "rdf", "feed": "atom", "channel": "cdf", "entry": "atom", "item": "rss"}
_PAGES = frozenset(
    "html head body script meta title div p span h1 h2 h3 center br b i a table link style form img noscript"  # noqa: SIM905 - words
    " main header section article nav iframe ul font strong pre frameset".split()
)
_ELEMENT = re.compile(r"<(?:([\w.-]{1,40}):)?([A-Za-z_][\w.-]{0,40})")
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|rdf|feed|channel|entry|item)(?=[\s/>])", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_NEAR = 20_000
"""Characters in which the feed begins, when something stands in front of it, such as a warning of the server's program."""

_MOST_STEPS = 10_000
"""Comments and the like that are passed on the way to the first element."""


@dataclass(frozen=True, slots=True)
class Root:
    """The outermost element of a feed."""

    kind: str
    name: str
    """With its prefix, as written."""
    at: int
    """Where it begins in the text."""


def refuse_by_signature(body: bytes) -> None:
    """Raise NotAFeedError for what can be told from the first bytes: nothing at all, a picture, a PDF, an archive."""
    if not body.strip(_NOTHING):
        raise NotAFeedError(Unreadable.EMPTY)
    start = body.lstrip()[:16]
    for signature, why in _SIGNATURES:
        if start.startswith(signature):
            raise NotAFeedError(why)
    if start[4:8] == _ISO_MEDIA or start[8:12] == _WEBP:
        raise NotAFeedError(Unreadable.IMAGE if start[8:12] in (*_PICTURES, _WEBP) else Unreadable.OTHER)


def root_of(text: str) -> Root:
    """Return the outermost element of a feed; raises NotAFeedError and says what it is when it is none."""
    first = _first_element(text)
    name = first[2].lower() if first else ""
    if first and name in _ROOTS:
        kind = "rss" if name == "channel" and _ITEM.search(text) and "<channel>" in text else _ROOTS[name]
        return Root(kind, first[0][1:], first.start())
    if name in ("html", "opml", "svg"):
        raise NotAFeedError({"html": Unreadable.PAGE, "opml": Unreadable.OPML, "svg": Unreadable.IMAGE}[name])
    if found := _ROOT.search(text, 0, _NEAR):
        return Root(_ROOTS[found[1].lower()], found[0][1:], found.start())
    if name in _PAGES or "<!doctype html" in text[:_NEAR].lower():
        raise NotAFeedError(Unreadable.PAGE)
    raise NotAFeedError(Unreadable.OTHER if first and text.lstrip().startswith("<") else Unreadable.BROKEN)


def _first_element(text: str) -> re.Match[str] | None:
    """Return the first start tag behind declarations, instructions and comments; what is never closed hides the rest."""
    at = text.find("<")
    for _ in range(_MOST_STEPS):
        if at < 0:
            break
        if text.startswith("<!--", at):
            end = text.find("-->", at)
        elif text.startswith("<?", at):
            end = text.find("?>", at)
        elif text.startswith("<!", at):
            end = _end_of_doctype(text, at)
        elif found := _ELEMENT.match(text, at):
            return found
        else:
            end = at
        at = text.find("<", end + 1) if end >= 0 else -1
    return None


def _end_of_doctype(text: str, at: int) -> int:
    """Return where a declaration ends; its own declarations stand in square brackets."""
    end, inner = text.find(">", at), text.find("[", at)
    if 0 <= inner < end:
        closed = text.find("]", inner)
        return text.find(">", closed) if closed >= 0 else -1
    return end
