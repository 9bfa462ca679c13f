"""The words that records of questions are written with: kinds of cards, circles, states."""

from __future__ import annotations

QUESTION = "question"
"""In the circle's channel; its thread is where colleagues answer."""
QUESTION_ASKER = "question_asker"
"""In the asker's direct messages, from the first answer on."""
QUESTION_NOTE = "question_note"
"""A line under the asker's card while they have to decide: an edited message rings for nobody."""
QUESTION_NOTE_PAST = "question_note_past"
"""Such a line that has given way to a newer one: it is taken away."""
QUESTION_FIRST = "question_first"
"""A line under an asker's card that stood there before the first answer came."""
QUESTION_NUDGE = "question_nudge"
"""In the circle's channel, once, when half of the time is gone without an answer."""
CLOSING = "closing"
"""For whoever answered: how it ended."""
DIRECT = "direct_word"
"""What the bot answers to a direct message."""
HELPERS = "helper_list"
"""The thanks of a month."""

HOUSE, UNIT, DESK, CHANNEL, EXPERTS = "house", "unit", "desk", "channel", "experts"
CIRCLES = (HOUSE, UNIT, DESK, CHANNEL, EXPERTS)
OPEN, SOLVED, CLOSED, REMOVED = "open", "solved", "closed", "removed"
OVER = frozenset({SOLVED, CLOSED, REMOVED})
GIVEN, ACCEPTED, DELETED = "given", "accepted", "deleted"
"""A contribution."""
THREAD, FORM, DIRECTLY = "thread", "form", "direct"
"""How a contribution came."""
