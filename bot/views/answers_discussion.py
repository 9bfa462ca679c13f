"""The window in which somebody chooses which part of a discussion becomes an answer."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import Block, Option, StaticSelectElement

from bot.answers.bringing import Discussion, Line
from bot.questions.showing import Shown
from bot.views.blocks import Message, context, cut, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal
from bot.words import Reader

CHOOSING = "answers.choosing"
FIRST, LAST = "first", "last"


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("Save as answer")


def waiting(reader: Reader) -> dict[str, Any]:
    """Say that the discussion is being read."""
    said = reader.say("I read the discussion. If nothing happens in a minute, close this window and try again.")
    return modal(title(reader), Message(said, [rich(words(said))]), reader)


def choosing(found: Discussion, reader: Reader) -> dict[str, Any]:
    """Show the messages to choose the first and the last one from."""
    what = reader.say(
        "Choose which part of the discussion you want. You edit it next; nothing is kept before you save."
    )
    how = reader.say(
        "The first message becomes the question, the others the answer. One message alone becomes the answer."
    )
    blocks: list[Block] = [rich(words(what)), context(how)]
    if found.total > len(found.lines):
        shown = reader.number(len(found.lines))
        blocks.append(
            context(
                reader.say(
                    "The discussion has {total} messages; {shown} around yours are offered.",
                    total=reader.number(found.total),
                    shown=shown,
                )
            )
        )
    blocks += [
        entry(FIRST, reader.say("First message"), _menu(found, found.first, reader)),
        entry(LAST, reader.say("Last message"), _menu(found, found.last, reader)),
    ]
    labels = title(reader), reader.say("Continue"), reader.say("Cancel")
    return form_window(CHOOSING, labels, blocks, carried=found.message.packed())


def unreadable(reader: Reader) -> dict[str, Any]:
    """Say that the discussion cannot be read any more, and what to do."""
    said = reader.say(
        "I cannot read this discussion any more. Use the shortcut on the message again, or paste the text."
    )
    return modal(title(reader), Message(said, [rich(words(said))]), reader)


def shown(what: Shown, reader: Reader) -> Message:
    """Say what became of a message that belongs to a question."""
    if what is Shown.ANSWER:
        said = reader.say(
            "I have this reply: it is among the answers to the question now. Once an answer is accepted, "
            "“Save in the answer bank” on the card keeps it for everybody."
        )
    elif what is Shown.SOLVED_CARD:
        said = reader.say("This is the question itself. “Save in the answer bank” under it keeps the accepted answer.")
    else:
        said = reader.say("This is the question itself. Use “Save as answer” on a reply in its thread.")
    return Message(said, [rich(words(said))])


def _menu(found: Discussion, chosen: str, reader: Reader) -> StaticSelectElement:
    options = [Option(text=plain(_label(line, reader), 75), value=line.ts) for line in found.lines]
    initial = next((option for option in options if option.value == chosen), None)
    return StaticSelectElement(action_id=VALUE, options=options, initial_option=initial)


def _label(line: Line, reader: Reader) -> str:
    name = cut(line.name, 20)
    return cut(" · ".join(filter(None, [reader.clock(line.at), name, line.text])), 75)
