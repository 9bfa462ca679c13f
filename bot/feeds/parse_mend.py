"""What is done to a document that is no sound XML before feedparser sees it: nothing is taken away that says anything.

Characters and references that XML forbids go (they also make feedparser's own second way fail), bare "&" and the entities of HTML
are written so that XML knows them, and the spots where feedparser takes quadratic time are cut: long names of authors and
thousands of categories (reliability notes, feedparser #562). Every pattern is linear.
"""

from __future__ import annotations

import html
import re
from datetime import datetime
from itertools import pairwise

from bot.feeds import dates
from bot.feeds.items import NotAFeedError, Unreadable
from bot.feeds.parse_entry import newest
from bot.feeds.parse_kind import Root

_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
_FORBIDDEN = re.compile(r"(<!-?)?[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]+")
"""Where its going would begin a comment that nobody wrote, and so hide what follows, a space stays."""
_REFERENCES = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:#(?P<decimal>[0-9]{1,10});|#[xX](?P<hex>[0-9a-fA-F]{1,8});|(?P<name>[A-Za-z][A-Za-z0-9]{0,31});)?",
    re.DOTALL,
)
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_PEOPLE = re.compile(
    r"<((?:[\w.-]{1,40}:)?(?:author|creator|name|email|managingeditor|webmaster|publisher|owner|contributor))(?=[\s>])[^<>]*>",
    re.IGNORECASE,
)
_UNBROKEN = re.compile(r"([\w.+-]{512})[\w.+-]+")
_LONGEST_NAME = 512
_ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_ITEM_ENDS = re.compile(r"</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>", re.IGNORECASE)
_MOST_ITEMS = 2_000
"""What feedparser reads in the time that a feed has."""
_DATE = re.compile(
    r"<(?:[\w.-]{1,40}:)?(?:pubdate|published|issued|updated|modified|date)\b[^<>]*>\s*(?:<!\[CDATA\[)?([^<>\]]{4,100})",
    re.IGNORECASE,
)
_CATEGORY = re.compile(r"(</?(?:[\w.-]{1,40}:)?)(?:category|subject|keywords|tags)(?=[\s/>])", re.IGNORECASE)
_WHOLE_CATEGORY = re.compile(
    r"<((?:[\w.-]{1,40}:)?(?:category|subject|keywords|tags))(?=[\s/>])[^<>]*(?:/>|>(?:[^<]*|<!\[CDATA\[[^<]*)</\1\s*>)",
    re.IGNORECASE,
)
_MOST_CATEGORIES = 400
"""Tags of categories in one item, starts and ends."""


def mended(text: str, root: Root) -> str:
    """Return a document from its doctype on, with what XML forbids taken out or written properly."""
    doctype = text.rfind("<!DOCTYPE", 0, root.at)
    text = _FORBIDDEN.sub(
        lambda found: f"{found[1]} " if found[1] else "", text[doctype if doctype >= 0 else root.at :]
    )
    has_own_entities = "<!ENTITY" in text
    return text if has_own_entities else _REFERENCES.sub(_reference, text)


def bounded(text: str) -> bytes:
    """Return a document as UTF-8, without what would keep feedparser busy for minutes."""
    text = _with_short_names(_with_few_items(text))
    if len(_CATEGORY.findall(text)) > _MOST_CATEGORIES:
        text = _with_few_categories(text)
    return _DECLARATION + text.encode("utf-8", "replace")


def refuse_if_cut_off(text: str, root: Root) -> None:
    """Raise NotAFeedError when a document ends before its outermost element does; half a list would pass for the whole."""
    end, names = -1, f"{re.escape(root.name)}|channel" if root.kind == "rss" else re.escape(root.name)
    for found in re.finditer(f"</(?:{names})", text, re.IGNORECASE):
        end = found.end()
    if end < 0 or _ITEM.search(text, end):
        raise NotAFeedError(Unreadable.BROKEN)


def has_items(text: str) -> bool:
    """Tell whether there is a tag of an item anywhere."""
    return _ITEM.search(text) is not None


def _reference(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.group("decimal", "hex", "name")
    if decimal or hexadecimal:
        number = int(decimal) if decimal else int(hexadecimal, 16)
        return found[0] if _is_allowed(number) else ""
    if name:
        return found[0] if name in _OF_XML else _of_html(name)
    return "&amp;" if found[0] == "&" else found[0]


def _of_html(name: str) -> str:
    characters = html.unescape(f"&{name};")
    if characters == f"&{name};":
        return f"&amp;{name};"
    return "".join(f"&#{ord(character)};" for character in characters)


def _is_allowed(number: int) -> bool:
    return number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000


def _with_short_names(text: str) -> str:
    """Shorten what stands between the tags of a person's name; children and their tags stay."""
    pieces, at = [], 0
    ends: dict[str, int] = {}
    for tag in _PEOPLE.finditer(text):
        start, name = tag.end(), tag[1]
        if start < at:
            continue
        if ends.get(name, -1) < start:
            found = text.find(f"</{name}", start)
            ends[name] = found if found >= 0 else len(text)
        if ends[name] - start > _LONGEST_NAME:
            pieces += [text[at:start], _shortened(text[start : ends[name]])]
            at = ends[name]
    return "".join([*pieces, text[at:]]) if pieces else text


def _shortened(inner: str) -> str:
    if "<" not in inner:
        return (
            inner[:_LONGEST_NAME].rpartition("&")[0]
            if "&" in inner[_LONGEST_NAME - 10 : _LONGEST_NAME]
            else inner[:_LONGEST_NAME]
        )
    return _UNBROKEN.sub(r"\1", inner.replace("]]><![CDATA[", ""))


def _with_few_items(text: str) -> str:
    """Leave out all but the newest items; what stands behind an item goes with it."""
    starts = [found.start() for found in _ITEM.finditer(text)]
    if len(starts) <= _MOST_ITEMS:
        return text
    end = starts[-1]
    for closing in _ITEM_ENDS.finditer(text, end):
        end = closing.end()
    items = [text[start:stop] for start, stop in pairwise([*starts, end])]
    return "".join([text[: starts[0]], *newest(items, _date_of, _MOST_ITEMS), text[end:]])


def _date_of(item: str) -> datetime | None:
    found = _DATE.search(item)
    return dates.read(html.unescape(found[1])) if found else None


def _with_few_categories(text: str) -> str:
    """Leave out the categories of an item beyond the first ones; what is none in full gets a name that means nothing."""
    starts = [0, *(found.start() for found in _ITEM.finditer(text)), len(text)]
    return "".join(_few_in(text[start:end]) for start, end in pairwise(starts))


def _few_in(part: str) -> str:
    for number, found in enumerate(_CATEGORY.finditer(part)):
        if number == _MOST_CATEGORIES:
            rest = _WHOLE_CATEGORY.sub("", part[found.start() :])
            return part[: found.start()] + _CATEGORY.sub(r"\1left-out", rest)
    return part
