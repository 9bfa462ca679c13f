"""The stories of the last two days, which every process that takes in news keeps in memory and reads on from the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock

from sqlalchemy.orm import Session

from bot.feeds.links import canonical
from bot.feeds.stories import WINDOW, Match, Shelf
from bot.feeds.stories_told import Telling
from storage import entries, mentions
from storage.models import Entry, Sighting

LOCK = "stories"
"""The row that everybody holds who joins items to stories, or stories to one another."""
_LEARNT_AT_START = 2_000
"""Items whose words are counted when a process begins."""


@dataclass(slots=True)
class Stories:
    """A shelf and how far it has read; safe to use from many threads."""

    lock: RLock = field(default_factory=RLock)
    """Held from the look for a story until its telling is stored."""
    _shelf: Shelf = field(default_factory=Shelf)
    _last_sighting: int = 0
    _is_warm: bool = False

    def catch_up(self, session: Session, now: datetime) -> None:
        """Read what other processes have stored since the last look; hold `lock` and the database's lock of stories."""
        if not self._is_warm:
            for entry in entries.latest(session, _LEARNT_AT_START):
                self._shelf.learn(_of_entry(entry))
            self._is_warm = True
        for seen in mentions.sightings_after(session, self._last_sighting, now - WINDOW):
            self._shelf.put(seen.mention_id, telling_of(seen))
            self._last_sighting = seen.id
        self._shelf.forget_before(now - WINDOW)

    def learn(self, tellings: Iterable[Telling]) -> None:
        """Count the words of items, so that rare ones are known."""
        with self.lock:
            for telling in tellings:
                self._shelf.learn(telling)

    def find(self, telling: Telling) -> Match | None:
        """Return the story that a telling belongs to."""
        return self._shelf.find(telling)

    def put(self, story_id: int, telling: Telling) -> None:
        """Remember a telling of a story."""
        self._shelf.put(story_id, telling)

    def rename(self, names: Mapping[int, int]) -> None:
        """Give stories that had a number for the time being their own."""
        for temporary, story_id in names.items():
            self._shelf.rename(temporary, story_id)

    def seen_up_to(self, sighting_id: int) -> None:
        """Say that everything up to a sighting is on the shelf."""
        self._last_sighting = max(self._last_sighting, sighting_id)

    def start_anew(self) -> None:
        """Forget everything after a failure; the next look reads it from the database."""
        self._shelf, self._last_sighting, self._is_warm = Shelf(), 0, False


def telling_of(seen: Sighting) -> Telling:
    """Return what was stored of a telling."""
    return Telling(
        title=seen.title,
        text=seen.lead,
        language=seen.language,
        source=seen.source,
        author=seen.author,
        link_key=canonical(seen.link) if seen.link_key else "",
        at=seen.seen_at,
    )


def _of_entry(entry: Entry) -> Telling:
    return Telling(title=entry.title, text=entry.text, language=entry.language, source=entry.source, at=entry.seen_at)
