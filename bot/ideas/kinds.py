"""The words that records of ideas are written with: kinds of cards, states, ways in which one comes."""

from __future__ import annotations

IDEA_AUTHOR = "idea_author"
"""In the direct messages of whoever wrote the message: may it be used?"""
IDEA_GIVER = "idea_giver"
"""In the direct messages of whoever saved it: what became of it, edited until the end."""
IDEA_AGES = "idea_ages"
"""In an owner's direct messages, or the desk's channel: which ideas nobody has touched. The record is the place."""
FOLLOW_CHANNEL = "follow_channel"
"""In a channel that is open to being followed: that it is. The record is the place."""
FOLLOW_LIST = "follow_list"
"""In a person's direct messages: what they follow, of a day."""

NEW, CHOSEN, DRAFTED, PUBLISHED, ARCHIVED, REMOVED = "new", "chosen", "drafted", "published", "archived", "removed"
STATES = (NEW, CHOSEN, DRAFTED, PUBLISHED, ARCHIVED, REMOVED)
OPEN = frozenset({NEW, CHOSEN})
"""States in which the desk still has to decide."""
OVER = frozenset({PUBLISHED, ARCHIVED, REMOVED})

FORM, MESSAGE, EMOJI, TIP, FIGURE, MENTION = "form", "message", "emoji", "tip", "figure", "mention"
"""How an idea came."""
ASKED, YES = "asked", "yes"
"""What its author says."""
VOTE, HELP = "vote", "help"
"""What a colleague's voice says."""
