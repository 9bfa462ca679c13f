"""An item as its feed gives it, before anything is cleaned, and the `FeedItem` it becomes.

Both ways of reading (feedparser and the fast one) end here: they can only differ in what they saw, not in what they make of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from bot.feeds import dates, text
from bot.feeds.items import MOST_TEXT, MOST_TITLE, FeedDocument, FeedItem
from bot.feeds.linked import linked

MOST_ITEMS = 20_000
"""Of one document; what five megabytes hold in an ordinary feed is far less. The newest count."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
T = TypeVar("T")
_MOST_CATEGORIES, _LONGEST_CATEGORY = 50, 100
_LONGEST_NAME = 200
_LONGEST_LINK = 4_000
_LONGEST_GUID = 1_000
_MOST_TEXT_IN_ALL = 12_000_000
"""Characters of all items of a document; a definition that is used a thousand times may blow up a small one."""
_LETTERS_OF_LANGUAGE = {
    "fin": "fi",
    "swe": "sv",
    "eng": "en",
    "sme": "se",
    "est": "et",
    "rus": "ru",
    "deu": "de",
    "ger": "de",
}
_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_PLACE = re.compile(r"https?:|/|www\.", re.IGNORECASE)
"""How an address begins, whole or within its site."""
_USUAL = re.compile(r"https?://[a-z0-9][\w.:-]*(?:[/?#][!#-;=?-_a-z~]*)?", re.ASCII)
_SLASHES = re.compile(r"(https?:)/*", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_EMAIL = re.compile(r"(?:mailto:)?[\w.+-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|<\s*>|\[\s*\]|&lt;\s*&gt;")
_GUID = "guid"
_FALLBACKS = ("alternate", "related", "via", _GUID, "enclosure")
"""What stands in for a link that is missing, the best first; a podcast may have nothing but its sound file."""


@dataclass
class Entry:
    """What a feed says about one item; texts may hold markup."""

    guid: str = ""
    link: str = ""
    others: Sequence[tuple[str, str]] = ()
    """(rel, address) of every link."""
    title: str = ""
    texts: Sequence[str] = ()
    """Of the item itself."""
    media: str = ""
    """Of its picture or film: what a video says about itself, but in a post only the description of a picture."""
    author: str = ""
    dates: tuple[str, ...] = ()
    """The best first."""
    language: str = ""
    source: str = ""
    source_url: str = ""
    categories: Sequence[str] = ()


@dataclass(slots=True)
class Channel:
    """What a feed says about itself."""

    kind: str
    title: str = ""
    link: str = ""
    language: str = ""
    author: str = ""


def document(channel: Channel, entries: list[Entry], url: str) -> FeedDocument:
    """Make the document; relative addresses stand on the feed's page (RSS) or on the feed itself (Atom, RFC 4287 section 4)."""
    site = address(channel.link, url)
    base = url if channel.kind == "atom" else site or url
    language, author = code(channel.language), person(channel.author)
    items, room = [], _MOST_TEXT_IN_ALL
    for entry in newest(entries, lambda entry: _published(entry.dates), MOST_ITEMS):
        one = item(entry, base, language, author, MOST_TEXT if room > MOST_TEXT else max(room, MOST_TITLE))
        room -= len(one.text)
        items.append(one)
    return FeedDocument(
        kind=channel.kind,
        title=text.headline(channel.title, MOST_TITLE),
        items=tuple(items),
        site=site,
        language=language,
    )


def newest(parts: list[T], when: Callable[[T], datetime | None], most: int) -> list[T]:
    """Return the newest parts in the order of the document; without dates, those that stand first."""
    if len(parts) <= most:
        return parts
    times = [when(part) or _LONG_AGO for part in parts]
    ranked = sorted(range(len(parts)), key=times.__getitem__, reverse=True)
    return [parts[number] for number in sorted(ranked[:most])]


def item(entry: Entry, base: str, language: str, author: str, most: int) -> FeedItem:
    """Make one item."""
    return FeedItem(
        guid=identifier(entry.guid),
        link=_link(entry, base),
        title=text.headline(entry.title, MOST_TITLE),
        text=fullest(entry.texts, most) or (text.plain(entry.media, most) if entry.media else ""),
        author=person(entry.author) or author,
        published=_published(entry.dates),
        language=(code(entry.language) if entry.language else "") or language,
        source=text.headline(entry.source, _LONGEST_NAME) if entry.source else "",
        source_url=address(entry.source_url, base) if entry.source_url else "",
        categories=_categories(entry.categories) if entry.categories else (),
        links=linked(entry.texts),
    )


def fullest(texts: Sequence[str], most: int) -> str:
    """Return the text that says most once it is clean; what is shorter raw than another is clean need not be looked at."""
    best = last = ""
    for raw in sorted(texts, key=len, reverse=True):
        if len(raw) < len(best):
            break
        if raw == last:
            continue
        clean, last = text.plain(raw, most), raw
        if (len(clean), clean) > (len(best), best):
            best = clean
    return best


def address(link: str, base: str = "") -> str:
    """Return an absolute http(s) address, empty when it is none."""
    link = link.strip()
    if not link or (_USUAL.fullmatch(link) and "&amp;" not in link and len(link) <= _LONGEST_LINK):
        return link
    if not link.isprintable():
        link = text.exact("".join(link.split("\n")))
    if not _SCHEME.match(link):
        link = f"https://{link}" if link.startswith("www.") else _joined(base, link)
    if not _WEB.match(link):
        link = _SLASHES.sub(r"\1//", link, count=1) if link[:4].lower() == "http" else ""
    if len(link) > _LONGEST_LINK or not _WEB.match(link) or not _has_host(link):
        return ""
    return link.replace(" ", "%20").replace("&amp;", "&")


def _has_host(link: str) -> bool:
    try:
        return bool(urlsplit(link).hostname)
    except ValueError:
        return False


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link) if base else f"https:{link}" if link.startswith("//") else ""
    except ValueError:
        return ""


def _link(entry: Entry, base: str) -> str:
    # RSS says that a guid is a link unless it says that it is none; few who write a bare number there know.
    is_mark = entry.link.strip() == entry.guid.strip() and not _PLACE.match(entry.guid.strip())
    if not is_mark and (found := address(entry.link, base)):
        return found
    others = [*entry.others, (_GUID, entry.guid if _WEB.match(entry.guid.strip()) else "")]
    for wanted in _FALLBACKS:
        for rel, link in others:
            if rel == wanted and (found := address(link, base)):
                return found
    return address(entry.link, base) if is_mark else ""


def identifier(guid: str) -> str:
    """Return a guid as it was given; a very long one keeps its beginning and a hash of the whole."""
    guid = text.exact(guid)
    if len(guid) <= _LONGEST_GUID:
        return guid
    return f"{guid[:_LONGEST_GUID]}#{hashlib.sha256(guid.encode()).hexdigest()[:16]}"


def person(author: str) -> str:
    """Return a name without the address of mail that RSS puts beside it; the address only when there is nothing else."""
    if not author:
        return ""
    name = text.headline(author, _LONGEST_NAME)
    if "@" not in name:
        return name
    bare = _EMPTY_BRACKETS.sub(" ", _EMAIL.sub("", name)).strip(" ,;-")
    if bare[:1] in "(<[" and bare[-1:] in ")>]":
        bare = bare[1:-1].strip()
    return bare or name


def code(language: str) -> str:
    """Return the ISO 639-1 code of "fi-FI", "en_US", "fin"; empty when it is none."""
    first = language.strip().lower().replace("_", "-").partition("-")[0]
    first = _LETTERS_OF_LANGUAGE.get(first, first)
    return first if len(first) == 2 and first.isascii() and first.isalpha() else ""


def _published(spellings: tuple[str, ...]) -> datetime | None:
    for spelling in spellings:
        if spelling and (found := dates.read(spelling)):
            return found
    return None


def _categories(terms: Sequence[str]) -> tuple[str, ...]:
    clean = [text.headline(term, _LONGEST_CATEGORY) for term in terms[: 2 * _MOST_CATEGORIES]]
    return tuple(dict.fromkeys(filter(None, clean)))[:_MOST_CATEGORIES]
