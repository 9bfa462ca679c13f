"""The words that reminders and what holds them back are written with."""

from __future__ import annotations

from datetime import timedelta

DAY, HOUR, NOW, DEPUTY, DESK = "day", "hour", "now", "deputy", "desk"
SNOOZED, TASK, RESULT, REVIEW = "snoozed", "task", "result", "review"
RULES = (DAY, HOUR, NOW, DEPUTY, DESK, SNOOZED, TASK, RESULT, REVIEW)
"""What somebody is reminded of, and when."""
OF_TIME = frozenset({DAY, HOUR, NOW, DEPUTY, DESK, SNOOZED})
"""Reminders of an item's time: a hold keeps them back, and they end with the item."""
AT_ONCE = frozenset({NOW, SNOOZED, DEPUTY})
"""Reminders that ask to post now."""

WAITING, SAID, DIGEST, MISSED, HELD, DONE, DROPPED = "waiting", "said", "digest", "missed", "held", "done", "dropped"
"""How a reminder stands."""

GONE, AWAY, LATE, HANDED, DECLINED = "gone", "away", "late", "handed", "declined"
"""Why somebody else is reminded."""
BY_POSTED, BY_SNOOZED, BY_HANDED, BY_DECLINED = "posted", "snoozed", "handed", "declined"
BY_DROPPED, BY_MOVED, BY_DONE = "dropped", "moved", "done"
"""What came of it."""

ALL, NETWORKS, ACCOUNTS = "all", "networks", "accounts"
SCOPES = (ALL, NETWORKS, ACCOUNTS)
"""What a hold is about."""

REMINDER, REMINDER_DIGEST, DESK_LIST = "reminder", "reminder_digest", "desk_list"
"""Cards."""

LATE_AFTER = timedelta(minutes=2)
"""A reminder that comes later than this says so."""
OLD_AFTER = timedelta(hours=24)
"""A reminder that would come later than this stands in a digest."""
RESULT_AFTER = timedelta(days=7)
