"""A message shown as a modal, for places where there is no message to answer to."""

from __future__ import annotations

from typing import Any

from bot.views.blocks import Message, plain, section
from bot.words import Reader


def modal(title: str, message: Message, reader: Reader) -> dict[str, Any]:
    """Show a message in a window of its own that can only be closed."""
    shown = message if message.blocks else Message(message.text, [section(message.text)])
    return {
        "type": "modal",
        "title": plain(title, 24).to_dict(),
        "close": plain(reader.say("Close"), 24).to_dict(),
        "blocks": shown.payload()["blocks"],
    }
