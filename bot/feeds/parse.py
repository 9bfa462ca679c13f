"""A body of bytes becomes a document of items, or the reason why it is no feed.

Characters first (parse_characters), then what it is (parse_kind), then the fast way; what that does not vouch for is mended
(parse_mend) and tried once more, and the rest goes to feedparser (parse_record), whose word is final.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.feeds import fast, json_feed, parse_record
from bot.feeds.fast_element import OddError
from bot.feeds.items import FeedDocument, NotAFeedError, Unreadable
from bot.feeds.parse_characters import characters
from bot.feeds.parse_entry import Channel, Entry, document
from bot.feeds.parse_kind import Root, refuse_by_signature, root_of
from bot.feeds.parse_mend import bounded, has_items, mended, refuse_if_cut_off

_TTL = re.compile(r"<ttl>\s*(?:<!\[CDATA\[)?\s*(\d{1,7})", re.IGNORECASE)
_SKIPPED = re.compile(r"<skip(hours|days)\b[^<>]*>(.{0,3000}?)</skip\1", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*<", re.IGNORECASE)
_DAY = re.compile(r"<day>\s*(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\s*<", re.IGNORECASE)
_NEAR = 100_000


def parse(body: bytes, content_type: str = "", url: str = "") -> FeedDocument:
    """Return what a feed says; `content_type` is the answer's header, `url` where it came from. Raises NotAFeedError only."""
    try:
        return _parse(body, content_type, url)
    except (MemoryError, RecursionError):
        raise NotAFeedError(Unreadable.TOO_MUCH) from None


def _parse(body: bytes, content_type: str, url: str) -> FeedDocument:
    refuse_by_signature(body)
    text, xml = characters(body, content_type)
    start = text[:_NEAR].lstrip("\ufeff \t\r\n\x00")
    if start.startswith(("{", "[")):
        return json_feed.read(text.strip("\ufeff \t\r\n\x00"), url)
    root = root_of(text)
    channel, entries = _entries(text, xml, root)
    return _with_manners(document(channel, entries, url), text)


def _entries(text: str, xml: bytes, root: Root) -> tuple[Channel, list[Entry]]:
    try:
        return fast.read(xml, root.kind)
    except OddError:
        pass
    sound = mended(text, root)
    try:
        return fast.read(sound.encode("utf-8"), root.kind)
    except OddError:
        pass
    channel, entries, is_sound = parse_record.read(bounded(sound), root.kind)
    if not entries and has_items(text):  # mending may have made sense of what feedparser only reads as nonsense
        channel, entries, is_sound = parse_record.read(bounded(text[root.at :]), root.kind)
    if not is_sound:
        refuse_if_cut_off(sound, root)
        if not entries:  # a comment that never ends, say, may have hidden them
            raise NotAFeedError(Unreadable.BROKEN)
    return channel, entries


def _with_manners(found: FeedDocument, text: str) -> FeedDocument:
    """Add how often the feed wants to be read (RSS 2.0: ttl in minutes, skipHours in UTC, skipDays)."""
    if found.kind not in ("rss", "rdf"):
        return found
    about = text[: text.find("<item")][:_NEAR] + text[text.rfind("</item") :][:_NEAR]
    ttl = _TTL.search(about)
    skipped = {kind.lower(): inner for kind, inner in _SKIPPED.findall(about)}
    if not ttl and not skipped:
        return found
    hours = {int(hour) % 24 for hour in _HOUR.findall(skipped.get("hours", "")) if int(hour) <= 24}
    days = dict.fromkeys(day.capitalize() for day in _DAY.findall(skipped.get("days", "")))
    return replace(found, ttl=int(ttl[1]) if ttl else 0, skip_hours=tuple(sorted(hours)), skip_days=tuple(days))
