"""What one item of a feed is to the desk: which rules it hits, how urgent it is, where and how it is told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.feeds import tongue
from bot.feeds.identity import Identified, host_of
from bot.feeds.items import FeedItem
from bot.feeds.links import canonical
from bot.feeds.match import Candidate, Hit
from bot.feeds.stories_told import Telling
from bot.mentions import watch as watching
from bot.mentions.kinds import NORMAL, highest
from bot.mentions.watch import Watch
from storage.models import Feed, Mute, Rule

OLD = timedelta(days=30)
"""An item that says it is older is no news, whenever it appears (reliability reference, section 1)."""
BEFORE = timedelta(days=7)
"""Nor is one that is dated this long before its feed was added: search results and reordered archives bring such."""
LEAD = 600
STORED = 2_000
_POSTS = frozenset({"social", "forum"})
"""Kinds of feeds in which people pass on what others have written."""


@dataclass(frozen=True, slots=True)
class Want:
    """A wish to tell a mention: by a rule, or by a feed whose every item is one (rule 0)."""

    place: str
    """Channel or person; empty means the monitoring channel."""
    delivery: str = "now"
    quiet: str = "house"
    rule_id: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """An item, what was found in it, and what follows."""

    one: Identified
    candidate: Candidate
    telling: Telling
    hits: tuple[Hit, ...]
    wants: tuple[Want, ...]
    """Empty when it is no mention."""
    severity: str
    signals: tuple[str, ...]
    mute: Mute | None
    published_at: datetime | None
    is_quiet: bool

    @property
    def is_mention(self) -> bool:
        """Tell whether somebody wants to see it."""
        return bool(self.wants) and not self.is_quiet


def judged(one: Identified, feed: Feed, watch: Watch, at: datetime, *, is_first: bool, language: str) -> Judged:
    """Judge an item. At the first poll of a feed everything is there already: nothing is news."""
    item = one.item
    candidate = candidate_of(item, feed, language)
    hits, found = watching.look(watch, candidate)
    rules = [watch.rules[hit.rule_id] for hit in hits]
    wants = wants_of(rules, feed, watch.rules)
    published = min(item.published, at) if item.published else None
    is_old = published is not None and (published < at - OLD or published < feed.added_at - BEFORE)
    return Judged(
        one,
        candidate,
        telling_of(one, feed, candidate.language, at),
        hits,
        wants,
        highest([rule.severity for rule in rules] + ([found.severity] if found.severity else [])) if wants else NORMAL,
        tuple(found.words),
        watching.muted_by(watch, candidate, [hit.rule_id for hit in hits], feed.id, at) if wants else None,
        published,
        is_first or is_old,
    )


def telling_of(one: Identified, feed: Feed, language: str, at: datetime) -> Telling:
    """Return an item as stories need it; only what a post links to is what it tells of."""
    item = one.item
    is_post = not item.title or feed.kind in _POSTS
    return Telling(
        title=item.title,
        text=item.text[:LEAD],
        language=language,
        source=source_of(item, feed),
        author=item.author,
        link_key=one.page,
        at=at,
        mentioned=_mentioned(item) if is_post else (),
    )


def _mentioned(item: FeedItem) -> tuple[str, ...]:
    """Return the keys of the pages on other sites that an item links to: a network links to its own pages all the time."""
    own = host_of(item.link)
    keys = (canonical(link) for link in item.links if host_of(link) != own)
    return tuple(dict.fromkeys(filter(None, keys)))


def candidate_of(item: FeedItem, feed: Feed, language: str = "") -> Candidate:
    """Return an item as rules see it. What its words say of its language goes before what the feed claims."""
    return Candidate(
        title=item.title,
        text=item.text,
        author=item.author,
        link=item.link,
        domain=host_of(item.source_url) or host_of(item.link),
        language=_written_in(item) or item.language or feed.language or language,
        kind=feed.kind,
        feed_id=feed.id,
    )


def _written_in(item: FeedItem) -> str:
    return tongue.read(item.title, item.text) if item.written_in is None else item.written_in


def source_of(item: FeedItem, feed: Feed) -> str:
    """Return who published an item: the publisher that an aggregator names, the site of a search result, else the feed."""
    if item.source:
        return item.source
    return host_of(item.link) or feed.name if feed.kind == "search" else feed.name


def wants_of(rules: Iterable[Rule], feed: Feed, in_force: Mapping[int, Rule]) -> tuple[Want, ...]:
    """Return who wants to see an item: the rules that it hits, and its feed when that takes everything."""
    wanted = [Want(rule.place, rule.delivery, rule.quiet, rule.id) for rule in rules]
    if takes_all(feed, in_force.values()):
        wanted.append(Want(feed.place))
    return tuple(wanted)


def takes_all(feed: Feed, in_force: Iterable[Rule]) -> bool:
    """Tell whether every new item of a feed is a mention."""
    if feed.takes == "auto":
        return not any(may_hit(rule, feed) for rule in in_force)
    return feed.takes == "all"


def may_hit(rule: Rule, feed: Feed) -> bool:
    """Tell whether a rule looks at a feed at all."""
    kinds = rule.kinds.split(",") if rule.kinds else []
    return rule.feed_id in (None, feed.id) and (not kinds or feed.kind in kinds)
