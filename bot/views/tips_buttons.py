"""The buttons that open the form of a tip; apart from the form, so that other views can show them."""

from __future__ import annotations

from slack_sdk.models.blocks import ButtonElement

from bot.views.blocks import button
from bot.words import Reader

OPEN = "tips.open"
"""A button anywhere that opens the form, empty."""
ABOUT_WORD = "tips.direct"
"""The same under an answer to a direct message; its value is the id of the DirectWord."""
BROWSE = "tips.browse"
"""The button in App Home that shows the list; its value is a packed Look, or nothing."""


def title(reader: Reader) -> str:
    """Name the form and the buttons that open it."""
    return reader.say("Send a tip")


def to_send(reader: Reader, *, style: str | None = None) -> ButtonElement:
    """Return the button that opens the form."""
    return button(title(reader), OPEN, style=style)


def about_word(word_id: int, reader: Reader) -> ButtonElement:
    """Return the button that opens the form with what somebody wrote to the bot."""
    return button(reader.say("Send as a tip"), ABOUT_WORD, value=str(word_id), style="primary")
