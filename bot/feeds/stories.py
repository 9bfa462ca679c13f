"""Stories: which items of different feeds tell of one event.

Pure and in memory: the caller stores what is found. A shelf holds the stories of the last WINDOW; every stored item
teaches it how rare words are, so that what all items of a series have in common says nothing.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from bot.feeds.stories_alike import is_same_text
from bot.feeds.stories_apart import excluded, is_twin
from bot.feeds.stories_glance import UNHEARD, Glance, glance, priors
from bot.feeds.stories_likeness import likely, signs
from bot.feeds.stories_reading import Token, reading
from bot.feeds.stories_weighed import Keys, Weighed, weighed

WINDOW = timedelta(hours=48)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
Why = Literal["link", "same_text", "same_event"]
ENOUGH = 0.5
"""How likely one event must be."""
_WORTH_OF_LISTS = 1_000
"""As many items are the shipped lists of common words worth."""
_MOST_LEARNT = 60_000
_MOST_KEYS = 400_000
_SCALE = 2.6
"""Rare words count for more than their bits: two names tell more than four everyday words."""
_RARE = 1.5
_MOST_STORIES_OF_A_KEY = 60
_LEAST_GAIN, _HALF_WAY, _TITLE_GAIN, _SHARE = 8.4, 0.5, 0.25, 0.05
"""What a story must share at a glance: so much and a share of all that the telling says; words of its headline count for more.
Measured on the labelled stream of tests/bot/feeds: 99.6 % of what belongs together gets past this."""
_GLANCED, _CANDIDATES = 24, 8
_COMPARED = 5
_MOST_MEMBERS = 16
_OF_A_MEMBER = 0.02
"""What each telling of a story speaks for it: of two that an event has split into, the larger one grows."""
_MOST_IN_UNION = 8


@dataclass(frozen=True, slots=True)
class Telling:
    """An item as far as stories need it: plain texts, its canonical link, and when it was published or first seen (aware)."""

    title: str
    text: str
    language: str = ""
    source: str = ""
    """Domain or publisher."""
    author: str = ""
    link_key: str = ""
    """What bot.feeds.links.canonical made of its link."""
    at: datetime = LONG_AGO


@dataclass(frozen=True, slots=True)
class Match:
    """The story that a telling belongs to, and why."""

    story_id: int
    why: Why
    score: float
    """How likely, between 0 and 1."""


@dataclass(slots=True)
class _Member:
    telling: Telling
    glance: Glance
    read: Weighed | None = None
    """What it says word by word, once somebody had to know."""


@dataclass(slots=True)
class _Story:
    members: list[_Member] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    """What its first members hold at a glance: what it is found by."""
    links: set[str] = field(default_factory=set)
    words: Keys = field(default_factory=lambda: Keys(set(), set()))
    """The words of its first members, as far as they were read."""
    in_union: int = 0
    newest: datetime = LONG_AGO


class Shelf:
    """The stories of the last two days, and how often each word was seen."""

    def __init__(self) -> None:
        """Start with nothing but the shipped lists."""
        self._stories: dict[int, _Story] = {}
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self._by_link: dict[str, set[int]] = defaultdict(set)
        self._seen: Counter[str] = Counter()
        self._learnt = 0

    def __len__(self) -> int:
        """Return how many stories there are."""
        return len(self._stories)

    def learn(self, telling: Telling) -> None:
        """Count the words of an item, a hit or not."""
        self._learnt += 1
        self._seen.update(_glance(telling).keys)
        if self._learnt >= _MOST_LEARNT or len(self._seen) > _MOST_KEYS:
            self._learnt //= 2
            self._seen = Counter({key: count // 2 for key, count in self._seen.items() if count > 1})

    def put(self, story_id: int, telling: Telling) -> None:
        """Put a telling to its story, or begin a story with it."""
        new = _Member(telling, _glance(telling))
        story = self._stories.setdefault(story_id, _Story())
        story.newest = max(story.newest, telling.at)
        if len(story.members) < _MOST_IN_UNION:
            for key in new.glance.keys - story.keys:
                self._by_key[key].add(story_id)
            story.keys |= new.glance.keys
        story.members.append(new)
        del story.members[1:-_MOST_MEMBERS]
        for link in _links(telling, new.glance):
            story.links.add(link)
            self._by_link[link].add(story_id)

    def find(self, telling: Telling) -> Match | None:
        """Return the story that a telling belongs to, or nothing when it is a new one."""
        glanced = _glance(telling)
        for link in _links(telling, glanced):
            if story_id := self._behind(link, telling, glanced):
                return Match(story_id, "link", 1.0)
        candidates = self._candidates(glanced)
        if not candidates:
            return None
        new = self._weighed(telling)
        found: list[tuple[float, Match]] = []
        for story_id in candidates:
            story = self._stories[story_id]
            score, old = self._likely(new, glanced, story)
            if old and score >= ENOUGH:
                why: Why = "same_text" if is_same_text(new, old) else "same_event"
                found.append((score + _OF_A_MEMBER * len(story.members), Match(story_id, why, score)))
        return max(found, key=lambda each: each[0])[1] if found else None

    def forget_before(self, moment: datetime) -> None:
        """Forget the stories whose newest telling is older."""
        for story_id in [story_id for story_id, story in self._stories.items() if story.newest < moment]:
            self.remove(story_id)

    def remove(self, story_id: int) -> None:
        """Forget a story; one that is not there is no fault."""
        story = self._stories.pop(story_id, _Story())
        _discard(self._by_key, story.keys, story_id)
        _discard(self._by_link, story.links, story_id)

    def _weighed(self, telling: Telling) -> Weighed:
        read = reading(telling.title, telling.text, telling.language, telling.source)
        return weighed(read, telling.source, telling.author, telling.at, self._rarity)

    def _rarity(self, token: Token) -> float:
        """Return what a word counts for; one between hyphens is as rare as its rarest part."""
        return self._weight(token.expected + min((self._seen.get(key, 0) for key in token.cuts), default=0))

    def _weight(self, items: float) -> float:
        """Return what a word counts for that stands in so many of the items, those of the lists among them."""
        bits = math.log((_WORTH_OF_LISTS + self._learnt) / items)
        return bits * math.sqrt(bits) / _SCALE if bits > 0 else 0.0

    def _behind(self, link: str, telling: Telling, new: Glance) -> int:
        """Return the one story that a link stands for; one that several share names none, nor one that says something else."""
        stories = self._by_link.get(link, ())
        if len(stories) != 1:
            return 0
        (story_id,) = stories
        story = self._stories[story_id]
        is_own = link == telling.link_key and telling.source == story.members[0].telling.source
        return 0 if is_own and story.keys.isdisjoint(new.keys) else story_id

    def _candidates(self, new: Glance) -> list[int]:
        """Return the stories that share enough rare words with a telling at a glance, those that share most first."""
        prior, seen, weight = priors(), self._seen, self._weight
        worth = {key: weight(prior.get(key, UNHEARD) + seen.get(key, 0)) for key in new.keys}
        least = _LEAST_GAIN + _SHARE * sum(worth.values())
        worth = {
            key: (1 + _TITLE_GAIN) * gain if key in new.title else gain for key, gain in worth.items() if gain >= _RARE
        }
        gains = defaultdict[int, float](float)
        for key, gain in worth.items():
            stories = self._by_key.get(key, ())
            for story_id in stories if len(stories) <= _MOST_STORIES_OF_A_KEY else ():
                gains[story_id] += gain
        near = [story_id for story_id, gain in gains.items() if gain >= _HALF_WAY * least]
        whole = {
            story_id: sum(worth[key] for key in self._stories[story_id].keys & worth.keys())
            for story_id in heapq.nlargest(_GLANCED, near, key=gains.__getitem__)
        }
        telling = [story_id for story_id, gain in whole.items() if gain >= least]
        return heapq.nlargest(_CANDIDATES, telling, key=whole.__getitem__)

    def _read(self, story: _Story) -> None:
        """Read what nobody has read yet of the first members of a story."""
        for member in story.members[:_MOST_IN_UNION]:
            if story.in_union < _MOST_IN_UNION and member.read is None:
                member.read = self._weighed(member.telling)
                story.words.add(member.read.keys)
                story.in_union += 1

    def _likely(self, new: Weighed, glanced: Glance, story: _Story) -> tuple[float, Weighed | None]:
        """Return how likely a telling belongs to a story, and the member that is most like it.

        What most members exclude is out, however much one of them resembles it: so stories do not drift.
        """
        self._read(story)
        closest = [
            self._member(member)
            for member in heapq.nlargest(_COMPARED, story.members, key=lambda old: len(old.glance.keys & glanced.keys))
        ]
        if any(is_twin(new, old, story.words) for old in closest):
            return 0.0, None
        fitting = [old for old in closest if not excluded(new, old)]
        if 2 * len(fitting) < len(closest):
            return 0.0, None
        scores = [(likely(signs(new, old, story.words)), old) for old in fitting]
        return max(scores, key=lambda scored: scored[0])

    def _member(self, member: _Member) -> Weighed:
        if member.read is None:
            member.read = self._weighed(member.telling)
        return member.read


def _glance(telling: Telling) -> Glance:
    return glance(telling.title, telling.text)


def _links(telling: Telling, glanced: Glance) -> tuple[str, ...]:
    """Return the links that may stand for a story: its own, and the only one that it mentions; no front pages."""
    mentioned = tuple(link for link in glanced.mentioned if link != telling.link_key)
    return tuple(link for link in (telling.link_key, *(mentioned if len(mentioned) == 1 else ())) if _is_page(link))


def _is_page(link: str) -> bool:
    """Tell whether a link is one of a page rather than of a site."""
    _, _, path = link.partition("/")
    return len(path) > 1 or "?" in link


def _discard(index: dict[str, set[int]], keys: Iterable[str], story_id: int) -> None:
    for key in keys:
        index[key].discard(story_id)
        if not index[key]:
            del index[key]
