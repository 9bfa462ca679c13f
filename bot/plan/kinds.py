"""The words that records of the plan are written with: kinds of items, states, networks' texts."""

from __future__ import annotations

POST, NEWSLETTER, PAGE, PRESS = "post", "newsletter", "page", "press"
INTRANET, EVENT, LETTER, SCREEN = "intranet", "event", "letter", "screen"
KINDS = (POST, NEWSLETTER, PAGE, PRESS, INTRANET, EVENT, LETTER, SCREEN)
REPLY = "reply"
"""A reply in public to a mention, without a time: it is approved as items are and stands in nobody's calendar."""
STAFF_KINDS = frozenset({INTRANET})
"""What only staff read: it goes first where staff are to hear first."""

DRAFT, READY, POSTED, MISSED, DROPPED = "draft", "ready", "posted", "missed", "dropped"
OVER = frozenset({POSTED, DROPPED})
"""Nothing is to be done any more."""

NONE, OPTIONAL, REQUIRED, STEPS = "none", "optional", "required", "steps"
APPROVALS = (NONE, OPTIONAL, REQUIRED, STEPS)
"""How an item is approved."""
ASKED, APPROVED, RETURNED = "asked", "approved", "returned"
"""How its approval stands."""

ANY_NETWORK = ""
"""The text for every network without one of its own."""
MOST_OCCURRENCES = 200
"""Items of one series."""
