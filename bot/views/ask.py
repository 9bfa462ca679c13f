"""What somebody sees who asks: answers that the house has, questions like theirs, and the way to ask colleagues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.answers.found import Found, Similar
from bot.questions.kinds import SOLVED
from bot.views import answers_results, tips_buttons
from bot.views.blocks import Message, button, context, cut, foreign, link, one_line, rich, section, words
from bot.words import Reader

OPEN = "ask.open"
"""A button anywhere that opens the form; its value is what `value` makes, or nothing."""
ABOUT_WORD = "ask.direct"
"""The same under an answer to a direct message; its value is the id of the DirectWord."""
INSTEAD = "ask.instead"
"""The same in the form that asks an expert, with what was typed there."""
MOST_VALUE = 1_900
"""Characters of a question that the value of a button takes, which Slack limits to 2,000."""
_MOST_SHOWN = 300
_SHOWN_QUERY = 120
_WORDS_OF_A_QUESTION = 3
"""Fewer than that, of which nothing is found, are a greeting rather than a question."""
_SEEN = "|"
"""Stands between the answers that were shown and the question."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is needed to show what was found: the day in the house's time zone, and Slack's address of the workspace."""

    today: date
    team_url: str = ""


def title(reader: Reader) -> str:
    """Name the form and the buttons that open it."""
    return reader.say("Ask the house")


def value(question: str, seen: Sequence[int] = ()) -> str:
    """Return the value of a button that opens the form; the form gets as much of the question as a value takes."""
    return f"{','.join(map(str, seen))}{_SEEN}{cut(question, MOST_VALUE)}" if question else ""


def from_value(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the question, and the answers that were shown, out of a button's value."""
    seen, _, question = text.partition(_SEEN)
    return question, tuple(int(part) for part in seen.split(",") if part.isdecimal())


def fits(question: str) -> bool:
    """Tell whether a button can carry a whole question."""
    return len(question) <= MOST_VALUE


def is_greeting(text: str) -> bool:
    """Tell whether somebody wrote so few words that nothing is asked."""
    return len(text.split()) < _WORDS_OF_A_QUESTION


def usage(reader: Reader) -> Message:
    """Say what to write, with examples, and offer the form."""
    text = reader.say(
        "Write your question after the command. You see first what we know already, and nobody else sees that."
    )
    examples = [
        reader.say("`/ask Is the swimming hall open on Epiphany?`"),
        reader.say("`/ask What do we answer about the new parking fees?`"),
    ]
    then = reader.say("If nobody has answered it yet, you can ask your colleagues.")
    shown = "\n".join(f"• {example}" for example in examples)
    blocks: list[Block] = [section(f"{text}\n{shown}\n{then}"), _buttons("", (), reader)]
    return Message("\n".join([text, *examples, then]), blocks)


def only_link(url: str, reader: Reader) -> Message:
    """Say that a link alone is no question, and offer the form that has it already."""
    said = reader.say(
        "This is a link and no question yet. Write what you want to know about it: the link is in the form already."
    )
    return Message(said, [rich(words(said)), _buttons(url if fits(url) else "", (), reader)])


def direct_link(url: str, word_id: int, reader: Reader) -> Message:
    """Say what can be done with a link that somebody wrote to the bot: tell the desk, or ask about it."""
    said = reader.say("This is a link. Send it to the desk as a tip, or ask about it: the link is in the form already.")
    asking = button(title(reader), ABOUT_WORD, value=str(word_id))
    buttons = ActionsBlock(block_id="ask", elements=[tips_buttons.about_word(word_id, reader), asking])
    return Message(f"{said} {foreign(url, 500)}", [rich(words(said)), buttons])


def answer(found: Found, asked: str, around: Around, reader: Reader, *, is_open: bool = False) -> Message:
    """Show what was found for a question, and the next step; `is_open` says that the form stands open already."""
    blocks, text = _found(found, asked, around, reader)
    if is_open:
        then = reader.say("Your question is long: it stands in the form that has just opened.")
        return Message(f"{text}\n{then}", [*blocks, context(then)])
    seen = [hit.answer.id for hit in found.answers]
    return Message(text, [*blocks, _buttons(asked, seen, reader)])


def direct(found: Found, asked: str, word_id: int, around: Around, reader: Reader) -> Message:
    """Show what was found for what somebody wrote to the bot, and the next step."""
    made = button(title(reader), ABOUT_WORD, value=str(word_id), style=None if found.answers else "primary")
    buttons = ActionsBlock(block_id="ask", elements=[made])
    if not (found.answers or found.questions) and is_greeting(asked):
        said = reader.say(
            "Write me your question in a sentence: I show what we know already, and you can ask your colleagues."
        )
        return Message(said, [rich(words(said)), buttons])
    blocks, text = _found(found, asked, around, reader)
    return Message(text, [*blocks, buttons])


def nothing_left(reader: Reader) -> Message:
    """Say that what somebody wrote to the bot is forgotten, since they have deleted it."""
    said = reader.say("You have deleted your message, and I have forgotten it.")
    return Message(said, [rich(words(said))])


def _found(found: Found, asked: str, around: Around, reader: Reader) -> tuple[list[Any], str]:
    """Return what was found as blocks, and in words for notifications and screen readers."""
    if not found.answers and not found.questions:
        said = reader.say("I find no answer to “{question}”, and no question like it.", question=_short(asked))
        then = reader.say("Your colleagues may know: ask the house.")
        return [rich(words(said, bold=True), words(f"\n{then}"))], f"{foreign(said, 500)} {then}"
    similar = "\n".join(foreign(_line(one, reader), 400) for one in found.questions)
    if found.answers:
        blocks = [*answers_results.results(found, reader, today=around.today, asked=asked)]
        return [*blocks, *_similar(found, around, reader)], "\n".join(
            filter(None, [answers_results.said(found, reader, today=around.today), similar])
        )
    first = reader.say(
        "I find no answer to “{question}”, but somebody has asked something like it.", question=_short(asked)
    )
    return [rich(words(first, bold=True)), *_similar(found, around, reader)], f"{foreign(first, 500)}\n{similar}"


def _similar(found: Found, around: Around, reader: Reader) -> list[Block]:
    made: list[Block] = []
    if found.answers and found.questions:
        made.append(rich(words(reader.say("Asked before:"), bold=True)))
    for one in found.questions:
        way = _address(one, around.team_url)
        state = _state(one, reader)
        first = link(way, cut(one_line(one.text), _MOST_SHOWN)) if way else words(cut(one_line(one.text), _MOST_SHOWN))
        made.append(rich(first, words(f"\n{state}", italic=True)))
    return made


def _line(one: Similar, reader: Reader) -> str:
    return f"{cut(one_line(one.text), 200)} ({_state(one, reader)})"


def _state(one: Similar, reader: Reader) -> str:
    """Say how a question stands: whether it is solved, how many have answered, and when it was asked."""
    moment = reader.moment(one.asked_at)
    if one.state == SOLVED:
        return reader.say("Solved, asked {moment}", moment=moment)
    if one.contributions:
        return reader.count(
            "Open with {n} answer, asked {moment}",
            "Open with {n} answers, asked {moment}",
            one.contributions,
            moment=moment,
        )
    return reader.say("Open without answers, asked {moment}", moment=moment)


def _address(one: Similar, team_url: str) -> str:
    """Return the address of a question's card, by which Slack opens its thread; empty while there is none."""
    if not (team_url and one.channel and one.ts):
        return ""
    return f"{team_url}archives/{one.channel}/p{one.ts.replace('.', '')}"


def _buttons(question: str, seen: Sequence[int], reader: Reader) -> ActionsBlock:
    style = None if seen else "primary"
    made = button(title(reader), OPEN, value=value(question, seen) or None, style=style)
    return ActionsBlock(block_id="ask", elements=[made])


def _short(text: str) -> str:
    return cut(one_line(text), _SHOWN_QUERY)
