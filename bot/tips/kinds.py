"""The words that records of tips are written with: kinds of cards, states, reasons."""

from __future__ import annotations

TIP = "tip"
"""In the desk's channel."""
TIP_TIPPER = "tip_tipper"
"""In the tipper's direct messages; edited at every step until the end."""
TIP_FORWARD = "tip_forward"
"""Where the desk has sent it on to: a person or a channel."""

NEW, TAKEN, IDEA, MENTION, FORWARDED, USED, UNUSED, REMOVED = (
    "new",
    "taken",
    "idea",
    "mention",
    "forwarded",
    "used",
    "unused",
    "removed",
)
JOINED = "joined"
"""Its link was tipped before: it stands with that tip, and shares what becomes of it."""
OPEN = frozenset({NEW, TAKEN})
"""The desk still has to decide."""
OVER = frozenset({MENTION, USED, UNUSED, REMOVED})
"""Nothing more is decided about it; an idea waits for what becomes of that, a forwarded tip for who has it now."""

SHIPPED = "="
"""Before a reason that is one of the words below, to tell it from what somebody wrote."""
KNOWN, LATE, UNSUITABLE, NO_PERMISSION = "known", "late", "unsuitable", "no_permission"
REASONS = (KNOWN, LATE, UNSUITABLE, NO_PERMISSION)
"""Why a tip was not used, as most say it."""
AUTHOR_SAID_NO, IDEA_LEFT = "author_said_no", "idea_left"
"""The same, of the idea that it had become."""
