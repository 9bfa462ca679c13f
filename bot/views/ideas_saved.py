"""What whoever saves an idea sees, and nobody else: that it is saved, who is asked, and what is next."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.ideas.draft import Saved
from bot.views import ideas_parts
from bot.views.blocks import Message, button, foreign, rich, words
from bot.words import Reader


def saved(outcome: Saved, reader: Reader) -> Message:
    """Say what came of saving."""
    if outcome.is_hidden:
        return not_saved(
            reader.say("This message was saved already. Whoever saved it has not decided yet whether others see it.")
        )
    idea = outcome.idea
    first = reader.say("Saved as an idea: {title}", title=ideas_parts.name(idea, reader))
    if not outcome.is_new:
        first = reader.say("This stands in the backlog already: {title}", title=ideas_parts.name(idea, reader))
    then = " ".join(_notes(outcome, reader))
    value = str(idea.id)
    elements: list[Any] = [ideas_parts.opening(idea, reader)]
    if idea.is_private:
        elements.append(button(reader.say("Show to the desk"), ideas_parts.SHOW_TO_DESK, value=value))
    if outcome.is_new:
        elements.append(button(reader.say("Take back"), ideas_parts.TAKE_BACK, value=value))
    blocks: list[Block] = [
        rich(words(first, bold=True), *([words(f"\n{then}")] if then else [])),
        ActionsBlock(block_id=f"idea.saved:{idea.id}", elements=elements),
    ]
    return Message(foreign(f"{first}\n{then}".strip()), blocks)


def not_saved(why: str) -> Message:
    """Say why a message is not saved."""
    return Message(foreign(why), [rich(words(why))])


def taken_back(reader: Reader) -> Message:
    """Say that an idea is removed."""
    return not_saved(reader.say("The idea is removed, with its text and files."))


def shown_to_desk(reader: Reader) -> Message:
    """Say that everybody sees an idea now."""
    return not_saved(reader.say("Done. All colleagues can see the idea now."))


def notes(outcome: Saved, reader: Reader) -> str:
    """Say what whoever has just saved an idea needs to know."""
    said = reader.say("Saved.") if outcome.is_new else reader.say("This stands in the backlog already.")
    return " ".join((said, *_notes(outcome, reader)))


def _notes(outcome: Saved, reader: Reader) -> list[str]:
    idea, told = outcome.idea, []
    if outcome.is_new and outcome.is_author_asked:
        told.append(reader.say("I have asked who wrote it whether it may be used."))
    elif outcome.is_new and idea.author and idea.author != idea.saved_by:
        told.append(reader.say("Who wrote it cannot be asked here. Ask them yourself before it is published."))
    if idea.is_private:
        told.append(
            reader.say(
                "It comes from a place that not everybody reads. Only you and who wrote it see it, until you show it."
            )
        )
    return told
