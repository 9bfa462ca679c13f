"""The monthly thanks to those who helped, and the switch by which somebody stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.views.blocks import Message, button, foreign, one_line, rich, words
from bot.words import Reader

OPEN = "thanks.open"
"""The button in the settings."""
JOIN, LEAVE = "thanks.join", "thanks.leave"


def title(reader: Reader) -> str:
    """Name the window with the switch."""
    return reader.say("Thanks by name")


def card(names: Sequence[str], reader: Reader) -> Message:
    """Thank those who helped and want to be named."""
    if not names:
        said = reader.say("Thank you to everybody who helped colleagues with an answer last month.")
        return Message(said, [rich(words(said))])
    first = reader.say("Thank you for helping colleagues last month:")
    listed = reader.listing([one_line(name) for name in names])
    how = reader.say("Named are those who want to be: “Thanks by name” in the settings.")
    parts = [words(first, bold=True), words(f"\n{listed}", most=2_500), words(f"\n{how}")]
    return Message(f"{foreign(first)} {foreign(listed, 2_500)}", [rich(*parts)])


def choosing(reader: Reader, *, is_listed: bool) -> Message:
    """Show how the switch stands, and the button that turns it."""
    about = reader.say(
        "On the first working day of a month the house’s channel thanks those whose answers were accepted in the month before: "
        "names only, by the alphabet."
    )
    state = reader.say("You are named when you have helped.") if is_listed else reader.say("You are not named.")
    blocks = [
        rich(words(about), words(f"\n{state}", bold=True)),
        ActionsBlock(block_id="thanks", elements=[switch(reader, is_listed=is_listed)]),
    ]
    return Message(f"{about}\n{state}", blocks)


def switch(reader: Reader, *, is_listed: bool) -> ButtonElement:
    """Return the button that turns the switch."""
    if is_listed:
        return button(reader.say("Do not list me any more"), LEAVE)
    return button(reader.say("List me among those who helped"), JOIN)
