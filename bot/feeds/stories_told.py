"""What a shelf of stories holds: a telling, and a story with those of its tellings that stand for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.feeds.stories_glance import Glance
from bot.feeds.stories_weighed import Keys, Weighed

LONG_AGO = datetime.min.replace(tzinfo=UTC)
MOST_IN_UNION = 8
"""As many of its first tellings say what a story is found by."""
_MOST_MEMBERS = 16


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
    mentioned: tuple[str, ...] = ()
    """The same of what a post links to; what stands in its text is found without it."""


@dataclass(slots=True)
class Member:
    """A telling of a story."""

    telling: Telling
    glance: Glance
    read: Weighed | None = None
    """What it says word by word, once somebody had to know."""


@dataclass(slots=True, eq=False)
class Story:
    """A story on the shelf."""

    id: int
    members: list[Member] = field(default_factory=list)
    """The first telling and the newest ones."""
    keys: set[str] = field(default_factory=set)
    """What its first members hold at a glance: what it is found by."""
    links: set[str] = field(default_factory=set)
    words: Keys = field(default_factory=lambda: Keys(set(), set()))
    """The words of its first members, as far as they were read."""
    in_union: int = 0
    newest: datetime = LONG_AGO

    def take(self, new: Member) -> set[str]:
        """Take one more telling; returns the keys by which the story is found from now on and was not before."""
        self.newest = max(self.newest, new.telling.at)
        more = set(new.glance.keys - self.keys) if len(self.members) < MOST_IN_UNION else set[str]()
        self.keys |= more
        self.members.append(new)
        del self.members[1:-_MOST_MEMBERS]
        return more
