"""What a person reads when something did not work."""

from __future__ import annotations

from typing import Any

from bot.views.blocks import Message, escape, rich, words
from bot.views.modal import modal
from bot.words import Reader


def unexpected(reader: Reader, reference: str) -> str:
    """Say that the fault is the bot's own; the reference leads to it in the log."""
    return reader.say(
        "Something went wrong on my side. Please try again in a moment. If it happens again, tell the desk this reference: "
        "{reference}.",
        reference=reference,
    )


def busy(reader: Reader, reference: str) -> str:
    """Say that the database did not take the change."""
    return reader.say(
        "I am busy just now and nothing was saved. Please try again in a moment. Reference: {reference}.",
        reference=reference,
    )


def not_done(text: str) -> Message:
    """Show the sentence alone. It may hold what the person typed, so nothing in it is parsed."""
    return Message(escape(text), [rich(words(text))])


def window(text: str, reader: Reader) -> dict[str, Any]:
    """Show the sentence in a window of its own."""
    return modal(reader.say("That did not work"), not_done(text), reader)
