"""Windows: a message that stands in one, and forms with the pieces that all of them are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock, InputInteractiveElement

from bot.views.blocks import Message, plain, section
from bot.words import Reader

VALUE = "value"
"""The action id of an input that is alone in its block; the block says which field it is."""


def modal(title: str, message: Message, reader: Reader) -> dict[str, Any]:
    """Show a message in a window of its own that can only be closed."""
    shown = message if message.blocks else Message(message.text, [section(message.text)])
    return {
        "type": "modal",
        "title": plain(title, 24).to_dict(),
        "close": plain(reader.say("Close"), 24).to_dict(),
        "blocks": shown.payload()["blocks"],
    }


def form_window(
    callback_id: str, labels: tuple[str, str, str], blocks: Iterable[Block | dict[str, Any]], *, carried: str = ""
) -> dict[str, Any]:
    """Return a window that can be sent; `labels` are its title and the buttons that send and close it, `carried` comes back."""
    title, send, close = labels
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24).to_dict(),
        "submit": plain(send, 24).to_dict(),
        "close": plain(close, 24).to_dict(),
        "private_metadata": carried,
        "blocks": [block if isinstance(block, dict) else block.to_dict() for block in blocks],
    }


def entry(field: str, label: str, element: InputInteractiveElement, *, hint: str = "") -> InputBlock:
    """Return an input whose block is named after its field, so that a fault finds its place."""
    return InputBlock(
        block_id=field, label=plain(label, 2_000), element=element, hint=plain(hint, 2_000) if hint else None
    )


def optional(field: str, label: str, element: InputInteractiveElement, *, hint: str = "") -> InputBlock:
    """Return an input that may stay empty."""
    made = entry(field, label, element, hint=hint)
    made.optional = True
    return made
