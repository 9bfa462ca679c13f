"""What a process remembers of addresses that people looked at: the finding for a while, and how many each person looks at.

Between the preview and the click on Save nothing is fetched again. Who comes too late, or meets another process, has the
address looked at once more.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict, defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final

MOST_KEPT: Final = 40
"""Findings that are remembered; the oldest are forgotten."""
MOST_AN_HOUR: Final = 60
"""Addresses that one person may have looked at within an hour; more is a program or a mistake."""
_HOUR: Final = timedelta(hours=1)


@dataclass(slots=True)
class Looks:
    """Findings by a key that nobody can guess. Safe to use from many threads."""

    _kept: OrderedDict[str, Any] = field(default_factory=OrderedDict)
    _times: defaultdict[str, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))
    _lock: Lock = field(default_factory=Lock)

    def keep(self, finding: object) -> str:
        """Remember a finding and return its key."""
        key = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[key] = finding
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return key

    def kept(self, key: str) -> Any:
        """Return a finding by its key, None when it is forgotten."""
        with self._lock:
            return self._kept.get(key)

    def may_look(self, person: str, now: datetime) -> bool:
        """Count one more look of a person; False when there were too many within the hour."""
        with self._lock:
            times = self._times[person]
            while times and times[0] <= now - _HOUR:
                times.popleft()
            if len(times) >= MOST_AN_HOUR:
                return False
            times.append(now)
            return True
