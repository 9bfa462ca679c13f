"""The words that records of mentions are written with: kinds of cards, severities, states."""

from __future__ import annotations

from collections.abc import Iterable

MENTION = "mention"
"""A story, in a place where somebody wants to see it."""
SOURCES = "mention_sources"
"""The list of its sources, in the thread of its card."""
NOTE = "mention_note"
"""A line in its thread, a reminder, a discussion, praise."""
DIGEST = "digest"
DIGEST_MORE = "digest_more"
"""The rest of a long digest, in its thread."""
FEED_TROUBLE = "feed_trouble"
FEED_TROUBLE_NOTE = "feed_trouble_note"
"""How it ended, in the thread of what was said when it began: an edited message reaches nobody."""
SPIKE = "spike"
WEEKLY = "weekly_report"
ADVICE = "rule_advice"
DUTY_GONE = "duty_gone"
"""That the person on duty is gone; its record is the version of the settings that name them."""

LOW, NORMAL, HIGH, CRISIS = "low", "normal", "high", "crisis"
SEVERITIES = (LOW, NORMAL, HIGH, CRISIS)
NEW, CLAIMED, ANSWERED, NO_ACTION, ESCALATED, CLOSED, JOINED = (
    "new",
    "claimed",
    "answered",
    "no_action",
    "escalated",
    "closed",
    "joined",
)
OPEN = frozenset({NEW, CLAIMED, ESCALATED})
"""States in which somebody still has something to do."""
DELIVERIES = ("now", "hourly", "daily", "weekly")
SOURCE_KINDS = ("news", "blog", "social", "forum", "video", "podcast", "search", "monitoring", "other")


def highest(severities: Iterable[str]) -> str:
    """Return the most severe; low when there is none."""
    return max(severities, key=SEVERITIES.index, default=LOW)
