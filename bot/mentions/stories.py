"""Making stories of what was taken in: a known story gets one more source, an unknown one becomes a mention.

Everything happens inside the caller's transaction. The caller holds `services.stories.lock`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.feeds.one_page import Shown, is_one, without_addresses
from bot.feeds.stories import Match
from bot.mentions import joining, notes, routing, states
from bot.mentions import watch as watching
from bot.mentions.judged import LEAD, STORED, Judged, Want
from bot.mentions.kinds import CLOSED, SEVERITIES, highest
from bot.mentions.shelf import LOCK
from bot.mentions.watch import Watch
from storage import entries, mentions, revisions
from storage.entries import Seen
from storage.models import Entry, Feed, Mention, Sighting
from storage.numbers import numbers

if TYPE_CHECKING:
    from bot.services import Services

_UPDATE = re.compile(r"\W*(?:p[äa]ivit|uppdater|updat)", re.IGNORECASE)
"""What papers put before a headline that is new in their own story."""


@dataclass(slots=True)
class Gathered:
    """A story as one intake sees it: what was there, and what joined it now."""

    mention: Mention
    is_new: bool
    told: list[tuple[int, Judged]] = field(default_factory=list)
    """By the number of the entry."""
    alike: set[int] = field(default_factory=set)
    """Other mentions whose story it seems to be."""


def tell(services: Services, session: Session, told: Sequence[tuple[int, Judged]], feed: Feed, at: datetime) -> int:
    """Turn entries (id and what was found in them) into stories and show them; returns how many stories are new."""
    revisions.bump(session, LOCK)
    shelf = services.stories
    try:
        shelf.catch_up(session, at)
        gathered = _gathered(services, session, told, feed, at)
        _write(services, session, gathered, feed, at)
    except BaseException:
        shelf.start_anew()
        raise
    return sum(story.is_new for story in gathered)


def _gathered(
    services: Services, session: Session, told: Sequence[tuple[int, Judged]], feed: Feed, at: datetime
) -> list[Gathered]:
    """Find the story of every entry. Stories that are new have numbers below zero until they are stored."""
    shelf = services.stories
    by_link = mentions.for_links(session, feed.id, [one.one.link_key for _id, one in told])
    found: dict[int, Gathered] = {}
    for entry_id, one in told:
        key = by_link.get(one.one.link_key, 0) if one.one.link_key else 0
        match = _match(services, session, one, found, feed) if not key else None
        key = match.story_id if match is not None else key
        known = joining.goes_on_in(session, key) if key > 0 and key not in found else None
        if known is not None:
            found[key] = found.setdefault(known.id, Gathered(known, is_new=False))
        elif key not in found:
            key = -len(found) - 1
            found[key] = Gathered(_mention(one, at), is_new=True)
        if one.one.link_key:
            by_link[one.one.link_key] = key
        found[key].told.append((entry_id, one))
        found[key].alike.update(number for number in (match.also if match is not None else ()) if number > 0)
        shelf.put(key, one.telling)
    new = [story for story in found.values() if story.is_new]
    for story, number in zip(new, numbers(session, Mention, len(new)), strict=True):
        _settle(story)
        story.mention.id = number  # so that all of them are stored by one statement
    shelf.rename({key: story.mention.id for key, story in found.items() if story.is_new})
    return [story for key, story in found.items() if story.is_new or key == story.mention.id]


def _match(
    services: Services, session: Session, one: Judged, found: Mapping[int, Gathered], feed: Feed
) -> Match | None:
    """Return the story that a telling belongs to. A link that a feed puts under all that it says makes no story of it."""
    match = services.stories.find(one.telling)
    if match is None or match.why != "link":
        return match
    now = Shown(one.telling.title, one.telling.text, None, one.telling.at)
    if match.story_id in found:
        own = [Shown(told.telling.title, told.telling.text, None, now.at) for _id, told in found[match.story_id].told]
    else:
        under = mentions.sightings(session, match.story_id)
        own = [Shown(seen.title, seen.lead, None, seen.seen_at) for seen in under if seen.feed_id == feed.id]
    if not own or any(is_one(old, now) for old in own):
        return match
    said = without_addresses(one.telling.text)
    return services.stories.find(replace(one.telling, text=said, link_key="", mentioned=()))


def _settle(story: Gathered) -> None:
    """Let a new story be what its tellings make of it together."""
    if len(story.told) == 1:
        return
    mention, together = story.mention, [one for _entry, one in story.told]
    mention.severity = highest(one.severity for one in together)
    mention.signals = list(dict.fromkeys(word for one in together for word in one.signals))[:20]
    if any(one.mute is None for one in together):
        mention.muted_by = None


def _write(services: Services, session: Session, gathered: Sequence[Gathered], feed: Feed, at: datetime) -> None:
    """Store where the stories were seen and why they are told, then show them. New ones are stored once, with their clocks."""
    new = [story for story in gathered if story.is_new]
    known = [story for story in gathered if not story.is_new]
    _store(services, session, known, feed, at)
    for story in known:
        _developed(services, session, story, at)
    routed = routing.Routing(services, session, watching.watch(services).settings, at)
    told = [story for story in gathered if story.mention.muted_by is None and story.mention.state != CLOSED]
    routed.decide([(story.mention, _wants(story)) for story in told], new=[story.mention.id for story in new])
    mentions.add(session, [story.mention for story in new])
    _store(services, session, new, feed, at)
    routed.show()
    for story in told:
        if story.is_new and len(story.told) > 1:
            notes.show_sources(services, session, story.mention.id)
    for story in told:
        for other in sorted(story.alike):
            joining.join(services, session, (story.mention.id, other), at)


def _store(services: Services, session: Session, stories: Sequence[Gathered], feed: Feed, at: datetime) -> None:
    """Add where stories were seen, and the rules that it hit."""
    seen = [(story.mention.id, entry_id, one) for story in stories for entry_id, one in story.told]
    sightings, hits = [], []
    for number, (mention_id, entry_id, one) in zip(numbers(session, Sighting, len(seen)), seen, strict=True):
        common = {"mention_id": mention_id, "feed_id": feed.id, "entry_id": entry_id, "seen_at": at}
        sightings.append({**_sighting(one), **common, "id": number})
        hits += [
            {"mention_id": mention_id, "sighting_id": number, "rule_id": hit.rule_id, "words": hit.words, "at": at}
            for hit in one.hits
        ]
        services.stories.seen_up_to(number)
    mentions.add_sightings(session, sightings)
    mentions.add_hits(session, hits)


def _developed(services: Services, session: Session, story: Gathered, at: datetime) -> None:
    """Let a known story gain from what joined it. It stays muted only while everything that tells it is."""
    mention = story.mention
    if mention.muted_by is not None and any(one.mute is None for _entry, one in story.told):
        mention.muted_by = None
    rising = highest(one.severity for _entry, one in story.told)
    signals = [word for _entry, one in story.told for word in one.signals]
    mention.signals = list(dict.fromkeys([*mention.signals, *signals]))[:20]
    mention.developed_at = at
    before = mention.severity
    states.developed(services, session, mention, at, severity=rising, is_update=False)
    newest = story.told[-1][1]
    if mention.reopened_at == at or mention.severity != before or _is_update(mention, newest):
        _say_again(mention, newest)


def _is_update(mention: Mention, one: Judged) -> bool:
    """Tell whether a telling is its source’s own newer one, or calls itself one."""
    return one.telling.source == mention.source or _UPDATE.match(one.one.item.title) is not None


def _say_again(mention: Mention, one: Judged) -> None:
    """Let the card say what is newest: what was decided, not that it will be."""
    item = one.one.item
    if item.title:
        mention.title, mention.text = item.title[:500], item.text[:STORED]
        mention.link, mention.source = item.link[:2_000] or mention.link, one.telling.source[:200]
        mention.author, mention.published_at = item.author[:200], one.published_at


def revised(
    services: Services, session: Session, edited: Sequence[tuple[Seen, Judged]], watch: Watch, at: datetime
) -> list[tuple[int, Judged]]:
    """Take in new words of known items. Returns those that are a mention by their new words only.

    An edited item raises no second alert (F37); what was no mention before and is one now has never been told.
    """
    news: list[tuple[int, Judged]] = []
    stored = entries.many(session, [known.id for known, _one in edited])
    for known, one in edited:
        before = stored[known.id]
        was = watching.hits(watch, _as_before(before, one))
        seen = mentions.sighting_of_entry(session, known.id)
        entries.change(session, known.id, _new_words(one))
        if seen is not None:
            _retold(services, session, seen, one, at)
        elif one.is_mention and one.hits and not was and not before.is_quiet:
            news.append((known.id, one))
    return news


def _retold(services: Services, session: Session, seen: Sighting, one: Judged, at: datetime) -> None:
    mention = mentions.locked(session, seen.mention_id)
    seen.title, seen.lead = one.one.item.title[:500], one.one.item.text[:LEAD]
    if mention is None:
        return
    first = mentions.sightings(session, mention.id, 1)
    if first and first[0].id == seen.id:
        mention.title, mention.text = seen.title, one.one.item.text[:STORED]
    rising = one.severity if SEVERITIES.index(one.severity) > SEVERITIES.index(mention.severity) else mention.severity
    states.developed(services, session, mention, at, severity=rising, is_update=True)


def _as_before(entry: Entry, one: Judged) -> watching.Candidate:
    now = one.candidate
    return watching.Candidate(
        title=entry.title,
        text=entry.text,
        author=entry.author,
        link=now.link,
        domain=now.domain,
        language=now.language,
        kind=now.kind,
        feed_id=now.feed_id,
    )


def _new_words(one: Judged) -> dict[str, str]:
    item = one.one.item
    return {"title": item.title[:500], "text": item.text[:STORED], "content_hash": one.one.content}


def _mention(one: Judged, at: datetime) -> Mention:
    item = one.one.item
    return Mention(
        title=item.title[:500],
        text=item.text[:STORED],
        link=item.link[:2_000],
        author=item.author[:200],
        source=one.telling.source[:200],
        language=one.candidate.language[:8],
        kind=one.candidate.kind,
        severity=one.severity,
        signals=list(one.signals)[:20],
        muted_by=one.mute.id if one.mute is not None else None,
        published_at=one.published_at,
        seen_at=at,
        developed_at=at,
    )


def _sighting(one: Judged) -> dict[str, Any]:
    item = one.one.item
    return {
        "link": item.link[:2_000],
        "link_key": one.one.link_key,
        "title": item.title[:500],
        "lead": item.text[:LEAD],
        "language": one.candidate.language[:8],
        "source": one.telling.source[:200],
        "author": item.author[:200],
        "tipped_by": "",
    }


def _wants(story: Gathered) -> list[Want]:
    return [want for _entry, one in story.told if one.mute is None for want in one.wants]
