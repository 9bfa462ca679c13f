"""Stories: which items of different feeds tell of one event.

Pure and in memory: the caller stores what is found. A shelf holds the stories of the last WINDOW; every stored item
teaches it how rare words are, so that what all items of a series have in common says nothing.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.feeds.stories_alike import is_foreign, is_same_text
from bot.feeds.stories_apart import excluded, is_twin
from bot.feeds.stories_glance import UNHEARD, Glance, glance, priors
from bot.feeds.stories_likeness import likely, signs
from bot.feeds.stories_reading import Token, reading
from bot.feeds.stories_told import MOST_IN_UNION, Member, Story, Telling
from bot.feeds.stories_weighed import Weighed, weighed
from bot.feeds.stories_weights import Weights

WINDOW = timedelta(hours=48)
Why = Literal["link", "same_text", "same_event"]
ENOUGH = 0.58
"""How likely one event must be: a wrong join hides a story, a missed one only shows it twice."""
_ALIKE, _ECHOED_ALIKE = 0.2, 0.45
"""How likely a telling of one story must belong to another, both ways, so that one that fits both makes them one; an echo, which
says nothing more, must find them more alike. Measured on the labelled streams: 3 % more of what is told again meets its story."""
_WORTH_OF_LISTS = 1_000
"""As many items are the shipped lists of common words worth."""
_MOST_LEARNT, _MOST_KEYS = 60_000, 400_000
_RARE = 1.5
_CHANGES = 0.01  # by how much the number of items must have changed until all words are weighed anew
_MOST_LOOKED, _FEW = 200, 6
"""How many stories are looked at for being behind a word; those behind the rarest words come first."""
_LEAST_GAIN, _HALF_WAY, _TITLE_GAIN, _SHARE = 6.0, 0.5, 0.25, 0.045
"""What a story must share at a glance: so much and a share of all that the telling says; words of its headline count for more.
Measured on the labelled stream of tests/bot/feeds: more than 99 % of what belongs together gets past this."""
_GLANCED, _CANDIDATES = 24, 5
_COMPARED = 5
_SURE, _NOT_UNLIKE = 0.8, 0.35
"""How likely a telling in another language must be, and the best one in the same, for the other language to decide."""
_OF_A_MEMBER = 0.02  # each telling speaks for its story: of two that an event has split into, the larger one grows
_OF_ONE_TEXT = 0.05  # and of two that look like it, the one that has the very text
_FEW_STORIES, _WATCHED = 3, 0.2  # stories that share a word by chance, and the share that has the watched name


@dataclass(frozen=True, slots=True)
class Match:
    """The story that a telling belongs to, and why."""

    story_id: int
    why: Why
    score: float
    """How likely, between 0 and 1."""
    also: tuple[int, ...] = ()
    """Stories that it tells just as well, and that are alike without it: they seem to be one."""


class Shelf:
    """The stories of the last two days, and how often each word was seen."""

    def __init__(self) -> None:
        """Start with nothing but the shipped lists."""
        self._stories: dict[int, Story] = {}
        self._by_key: dict[str, list[Story]] = {}
        self._by_link: dict[str, list[Story]] = {}
        self._seen: Counter[str] = Counter()
        self._learnt = 0
        self._weights = Weights(_WORTH_OF_LISTS)

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
        if abs(_WORTH_OF_LISTS + self._learnt - self._weights.items_in_all) > _CHANGES * self._weights.items_in_all:
            self._weights = Weights(_WORTH_OF_LISTS + self._learnt)

    def put(self, story_id: int, telling: Telling) -> None:
        """Put a telling to its story, or begin a story with it."""
        new = Member(telling, _glance(telling))
        story = self._stories.get(story_id)
        if story is None:
            story = self._stories[story_id] = Story(story_id)
        self._seen.subtract(key for key in new.glance.keys & story.keys if self._seen.get(key, 0) > 1)
        for key in story.take(new):
            self._by_key.setdefault(key, []).append(story)
        for link in _links(telling, new.glance):
            if link not in story.links:
                story.links.add(link)
                self._by_link.setdefault(link, []).append(story)

    def find(self, telling: Telling) -> Match | None:
        """Return the story that a telling belongs to, or nothing when it is a new one."""
        glanced = _glance(telling)
        for link in _links(telling, glanced):
            if story := self._behind(link, telling, glanced):
                return Match(story.id, "link", 1.0)
        candidates = self._candidates(glanced)
        if not candidates:
            return None
        new = self._weighed(telling)
        found: list[tuple[float, Story, Match]] = []
        for story in candidates:
            score, old = self._likely(new, glanced, story)
            if old and score >= ENOUGH:
                why: Why = "same_text" if is_same_text(new, old) else "same_event"
                weight = score + _OF_A_MEMBER * len(story.members) + _OF_ONE_TEXT * (why == "same_text")
                found.append((weight, story, Match(story.id, why, score)))
        if not found:
            return None
        found.sort(key=lambda each: -each[0])
        (_weight, story, match), *others = found
        least = _ECHOED_ALIKE if match.why == "same_text" else _ALIKE
        return replace(match, also=tuple(other.id for _, other, _ in others if self._are_alike(story, other, least)))

    def forget_before(self, moment: datetime) -> None:
        """Forget the stories whose newest telling is older."""
        for story_id in [story_id for story_id, story in self._stories.items() if story.newest < moment]:
            self.remove(story_id)

    def remove(self, story_id: int) -> None:
        """Forget a story; one that is not there is no fault."""
        story = self._stories.pop(story_id, None)
        if story is not None:
            _discard(self._by_key, story.keys, story)
            _discard(self._by_link, story.links, story)

    def rename(self, story_id: int, new_id: int) -> None:
        """Give a story another number that no story has."""
        story = self._stories[new_id] = self._stories.pop(story_id)
        story.id = new_id

    def _weighed(self, telling: Telling) -> Weighed:
        read = reading(telling.title, telling.text, telling.language, telling.source)
        return weighed(read, telling.source, telling.author, telling.at, self._rarity)

    def _rarity(self, token: Token) -> float:
        """Return what a word counts for; one between hyphens is as rare as its rarest part."""
        return self._weights[token.expected + min(map(self._often, token.cuts), default=0.0)]

    def _often(self, key: str) -> float:
        """Return in how many items a key was seen; one that very many stories of the shelf have counts as its share of them.

        The watched name stands in most stories of the desk: it tells none of them apart, however few items were read.
        """
        share = (len(self._by_key.get(key, ())) - _FEW_STORIES) / (len(self._stories) + _FEW_STORIES)
        seen = self._seen.get(key, 1) - 1
        return seen if share < _WATCHED else max(seen, int(share * self._weights.items_in_all))

    def _behind(self, link: str, telling: Telling, new: Glance) -> Story | None:
        """Return the one story that a link stands for; one that several share names none, nor one that says something else."""
        stories = self._by_link.get(link, ())
        if len(stories) != 1:
            return None
        (story,) = stories
        is_own = link == telling.link_key and telling.source == story.members[0].telling.source
        return None if is_own and story.keys.isdisjoint(new.keys) else story

    def _candidates(self, new: Glance) -> list[Story]:
        """Return the stories that share enough rare words with a telling at a glance, those that share most first."""
        find = self._by_key.get
        behind = {key: stories for key in new.keys if (stories := find(key))}
        worth = self._worth(new.keys, behind)
        least = _LEAST_GAIN + _SHARE * sum(worth.values())
        for key in new.title:
            worth[key] *= 1 + _TITLE_GAIN
        rare = {key: gain for key, gain in worth.items() if gain >= _RARE}
        gains = self._gains(rare, behind)
        near = [story for story, gain in gains.items() if gain >= _HALF_WAY * least]
        whole = {
            story: sum([rare[key] for key in story.keys & new.keys if key in rare])
            for story in heapq.nlargest(_GLANCED, near, key=gains.__getitem__)
        }
        telling = [story for story, gain in whole.items() if gain >= least]
        return heapq.nlargest(_CANDIDATES, telling, key=whole.__getitem__)

    def _worth(self, keys: Iterable[str], behind: dict[str, list[Story]]) -> dict[str, float]:
        """Return what each key of a glance counts for, and so of a word; asked for all words of every item."""
        prior, seen, weights = priors().get, self._seen.get, self._weights
        worth = {key: weights[prior(key, UNHEARD) + seen(key, 1) - 1] for key in keys}
        crowd = int(_WATCHED * (len(self._stories) + _FEW_STORIES))
        for key, stories in behind.items():
            if len(stories) >= crowd:  # it may be the watched name
                worth[key] = weights[prior(key, UNHEARD) + self._often(key)]
        return worth

    def _gains(self, rare: dict[str, float], behind: dict[str, list[Story]]) -> dict[Story, float]:
        """Return what stories share with a telling, as far as the keys say that the fewest stories have."""
        found = sorted([(len(stories), key) for key, stories in behind.items() if key in rare])
        gains = defaultdict[Story, float](float)
        looked = 0
        for count, key in found:
            looked += count
            if looked > _MOST_LOOKED and count > _FEW:
                break
            gain = rare[key]
            for story in behind[key]:
                gains[story] += gain
        return gains

    def _read(self, story: Story) -> None:
        """Read what nobody has read yet of the first members of a story."""
        for member in story.members[:MOST_IN_UNION]:
            if story.in_union < MOST_IN_UNION and member.read is None:
                member.read = self._weighed(member.telling)
                story.words.add(member.read.keys)
                story.in_union += 1

    def _likely(self, new: Weighed, glanced: Glance, story: Story) -> tuple[float, Weighed | None]:
        """Return how likely a telling belongs to a story, and the member that is most like it.

        What most members exclude is out, however much one of them resembles it: so stories do not drift. Those of
        other languages decide when no telling is in its own, or when they are sure and its own are not against it.
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
        spoken = [scored for scored in scores if not is_foreign(new, scored[1])]
        own = max(spoken, key=lambda scored: scored[0], default=None)
        best = max(scores, key=lambda scored: scored[0])
        return best if own is None or (best[0] >= _SURE and own[0] >= _NOT_UNLIKE) else own

    def _are_alike(self, one: Story, other: Story, least: float) -> bool:
        """Tell whether two stories, which one telling fits, are alike by what each of them says itself."""
        return self._holds(one, other, least) and self._holds(other, one, least)

    def _holds(self, story: Story, other: Story, least: float) -> bool:
        return any(self._likely(self._member(member), member.glance, story)[0] >= least for member in other.members)

    def _member(self, member: Member) -> Weighed:
        if member.read is None:
            member.read = self._weighed(member.telling)
        return member.read


def _glance(telling: Telling) -> Glance:
    return glance(telling.title, telling.text)


def _links(telling: Telling, glanced: Glance) -> tuple[str, ...]:
    """Return the links that may stand for a story: its own, and the only one that it mentions; no front pages."""
    mentioned = tuple(link for link in telling.mentioned or glanced.mentioned if link != telling.link_key)
    return tuple(link for link in (telling.link_key, *(mentioned if len(mentioned) == 1 else ())) if _is_page(link))


def _is_page(link: str) -> bool:
    """Tell whether a link is one of a page rather than of a site."""
    _, _, path = link.partition("/")
    return len(path) > 1 or "?" in link


def _discard(index: dict[str, list[Story]], keys: Iterable[str], story: Story) -> None:
    for key in keys:
        stories = index[key]
        if len(stories) > 1:
            stories.remove(story)
        else:
            del index[key]
