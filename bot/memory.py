"""What a process keeps in memory of the database, and how it notices that another process changed it.

Every body of data ("accounts", "people") has a counter in the database that is raised in the transaction of the change.
The process that made the change forgets at commit; others look at the counters once a second, so an answer from memory
costs no SQL and is at most a second behind.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from sqlalchemy import event
from sqlalchemy.orm import Session

from storage import revisions
from storage.database import Database

T = TypeVar("T")
MOST_KEPT = 2_000
"""Things kept of one body; past that all of it is forgotten and read again."""
_NOTHING = object()


class Memory:
    """Recalls what was made of the database until the database changes. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        """Start with nothing kept."""
        self._database = database
        self._lock = Lock()
        self._kept: dict[str, dict[Hashable, Any]] = {}
        self._generation: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def recall(self, body: str, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under `key` of a body, made by `make` when it is not there."""
        kept = self._kept.get(body, {}).get(key, _NOTHING)
        if kept is not _NOTHING:
            return cast(T, kept)
        with self._lock:
            generation = self._generation.get(body, 0)
        made = make()
        with self._lock:
            # What was read while somebody changed the body may be old: use it once, keep it never.
            if generation == self._generation.get(body, 0):
                shelf = self._kept.setdefault(body, {})
                if len(shelf) >= MOST_KEPT:
                    shelf.clear()
                shelf[key] = made
        return made

    def kept(self, body: str, key: Hashable) -> Any:
        """Return what is kept under `key` of a body, None when nothing is."""
        return self._kept.get(body, {}).get(key)

    def changed(self, session: Session, body: str) -> None:
        """Say, inside the transaction of a change, that a body will be different once it commits."""
        revisions.bump(session, body)
        event.listen(session, "after_commit", lambda _session: self.forget(body))

    def forget(self, body: str) -> None:
        """Drop what is kept of a body."""
        with self._lock:
            self._generation[body] = self._generation.get(body, 0) + 1
            self._kept.pop(body, None)

    def notice_changes(self) -> None:
        """Drop the bodies that any process has changed since the last look. One SQL statement."""
        with self._database.read() as session:
            numbers = revisions.all_numbers(session)
        changed = [body for body, number in numbers.items() if self._numbers.get(body) != number]
        self._numbers = numbers
        for body in changed:
            self.forget(body)
