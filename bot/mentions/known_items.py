"""Which items of a document were seen before, also when their marks have changed: each is looked for by its surest mark first.

What one item was is never what another one of the same document was, so the surer mark decides. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from bot.feeds.identity import Identified, by_words
from bot.feeds.links import canonical
from bot.feeds.one_page import Shown, is_one
from bot.mentions.judged import LEAD
from storage.entries import Known, Seen

_OF_A_VISIT = re.compile(
    r".*sess.*|sid|cf(?:id|token)|token|t|ts|time(?:stamp)?|_|rnd|rand(?:om)?|no_?cache|cb|cache", re.IGNORECASE
)
"""Parameters that number visits or keep caches away, not pages."""


def matched(
    items: Sequence[Identified], known: Known, at: datetime
) -> tuple[list[Identified], list[tuple[Identified, Seen]]]:
    """Return the items that nobody has seen, each with a mark that is free, and those that are known, with their entries."""
    found: dict[str, Seen] = {}
    taken: set[int] = set()
    for candidates in _WAYS:
        for one in items if len(found) < len(items) else ():
            if one.ident in found:
                continue
            entry = next((entry for entry in candidates(one, known, at) if entry.id not in taken), None)
            if entry is not None:
                found[one.ident] = entry
                taken.add(entry.id)
    fresh = [_with_free_mark(one, known) for one in items if one.ident not in found]
    return list({one.ident: one for one in fresh}.values()), [
        (one, found[one.ident]) for one in items if one.ident in found
    ]


def _with_free_mark(one: Identified, known: Known) -> Identified:
    """Return a new item under a mark of its own: another item may have had its guid or its link before."""
    return replace(one, ident=by_words(one.item)) if one.ident in known.by_ident else one


def _unchanged(one: Identified, known: Known, _at: datetime) -> Iterable[Seen]:
    entry = known.by_ident.get(one.ident)
    return [entry] if entry is not None and entry.content_hash == one.content else []


def _same_words(one: Identified, known: Known, _at: datetime) -> Iterable[Seen]:
    """Return what said the very same at the same time in the same place: only its mark has changed."""
    if not (one.item.title or one.item.text):
        return []
    return [
        entry for entry in known.by_content.get(one.content, ()) if _same_time(one, entry) and _same_place(one, entry)
    ]


def _edited(one: Identified, known: Known, _at: datetime) -> Iterable[Seen]:
    entry = known.by_ident.get(one.ident)
    return [entry] if entry is not None else []


def _under_link(one: Identified, known: Known, at: datetime) -> Iterable[Seen]:
    """Return what stood under the link; when the item has a guid of its own that is new, only what it may be in other words."""
    under = known.by_link.get(one.link_key, ()) if one.link_key else ()
    return [entry for entry in under if _may_be(one, entry, at)] if one.has_guid else under


def _moved(one: Identified, known: Known, _at: datetime) -> Iterable[Seen]:
    """Return what said the same with the same date elsewhere: a site has moved."""
    dated = one.item.published is not None and bool(one.item.title)
    return [entry for entry in known.by_content.get(one.content, ()) if _same_time(one, entry)] if dated else []


_WAYS: tuple[Callable[[Identified, Known, datetime], Iterable[Seen]], ...] = (
    _unchanged,
    _same_words,
    _edited,
    _under_link,
    _moved,
)


def _same_time(one: Identified, entry: Seen) -> bool:
    """Tell whether a date is the stored one; of a date that was still to come only the moment of the look is stored."""
    published, seen = one.item.published, entry.seen_at
    was_ahead = seen is not None and published is not None and entry.published_at == seen < published
    return entry.published_at == published or was_ahead


def _same_place(one: Identified, entry: Seen) -> bool:
    """Tell whether links lead to one page; a missing one says nothing, nor does the number of a visit."""
    if not one.item.link or not entry.link or (one.link_key and one.link_key == entry.link_key):
        return True
    return _page(one.item.link) == _page(entry.link)


def _page(link: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    key = canonical(link)
    try:
        query = parse_qsl(urlsplit(f"//{key}").query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return key, ()
    telling = (pair for pair in query if not _OF_A_VISIT.fullmatch(pair[0]))
    return key.partition("?")[0].partition(";")[0], tuple(telling)


def _may_be(one: Identified, entry: Seen, at: datetime) -> bool:
    if entry.content_hash == one.content:
        return True
    item = one.item
    old = Shown(entry.title, entry.text[:LEAD], entry.published_at, entry.seen_at or at)
    return is_one(old, Shown(item.title, item.text[:LEAD], item.published, at))
