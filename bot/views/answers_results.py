"""What a search of the answer bank found: at most three answers, each with its owner and how long it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.answers import states
from bot.answers.found import Found, Hit
from bot.answers.states import Standing
from bot.views import answers_buttons, answers_parts
from bot.views.blocks import cut, foreign, one_line, rich, words
from bot.words import Reader

MOST = 3
"""Answers that are shown."""
LONGEST_QUESTION, LONGEST_ANSWER = 250, 900
"""Characters of each in a result; the whole is in the window."""
_OTHER_LINES = 300


def results(found: Found, reader: Reader, *, today: date, asked: str = "") -> list[Block]:
    """Show the answers that were found, the likeliest first; nothing when there are none.

    `today` is a day in the house's time zone, `asked` the words that were searched for, where they are worth repeating.
    """
    hits = found.answers[:MOST]
    blocks: list[Block] = [rich(words(_head(len(hits), asked, reader)))] if hits else []
    for hit in hits:
        blocks += _one(hit, found.language, reader, today)
    return blocks


def said(found: Found, reader: Reader, *, today: date) -> str:
    """Return the same for a message's top-level text, escaped."""
    return "\n".join(line(hit, reader, today) for hit in found.answers[:MOST])


def _head(count: int, asked: str, reader: Reader) -> str:
    if not asked:
        return reader.count("{n} answer in the bank", "{n} answers in the bank", count)
    shown = cut(one_line(asked), 120)
    return reader.count(
        "{n} answer in the bank for “{asked}”", "{n} answers in the bank for “{asked}”", count, asked=shown
    )


def shown(hit: Hit, reader: Reader, today: date) -> Block:
    """Show one answer: question, text, owner, how long it holds, and the languages it owes."""
    language = _language(hit, reader)
    standing = states.standing(hit.answer, today)
    asked, told = _question(hit, language), _answer(hit, language)
    is_bold = standing is not Standing.FRESH
    parts = [words(asked, bold=True), words("\n" if asked else ""), words(told), words("\n")]
    parts += [words(_owner(hit, reader), italic=True), words(" · "), words(_holds(hit, standing, reader), bold=is_bold)]
    owes = answers_parts.owes(states.owed(hit.texts), reader)
    parts += [words(f"\n{owes}", italic=True)] if owes else []
    return rich(*(part for part in parts if part.text), block_id=f"answer.{hit.answer.id}")


def line(hit: Hit, reader: Reader, today: date) -> str:
    """Return the same for a message's top-level text, escaped."""
    language = _language(hit, reader)
    asked, told = foreign(_question(hit, language), 200), foreign(one_line(_answer(hit, language)), 700)
    how = foreign(f"{_owner(hit, reader)} · {_holds(hit, states.standing(hit.answer, today), reader)}", _OTHER_LINES)
    return "\n".join(filter(None, [asked, told, how]))


def _one(hit: Hit, asked: str, reader: Reader, today: date) -> Iterator[Block]:
    yield shown(hit, reader, today)
    yield ActionsBlock(block_id=f"answer.{hit.answer.id}.use", elements=_buttons(hit, asked, reader))


def _buttons(hit: Hit, asked: str, reader: Reader) -> list[ButtonElement]:
    """Return what can be done with an answer; `asked` is the language of the question, in which the public is answered."""
    answer_id = hit.answer.id
    return [
        answers_buttons.solved(answer_id, _language(hit, reader), reader),
        answers_buttons.copy(answer_id, asked, reader),
        answers_buttons.show_all(answer_id, reader),
        answers_buttons.report(answer_id, reader),
    ]


def _language(hit: Hit, reader: Reader) -> str:
    """Return the language to show: the one that was found to be right, else one in which there is an answer."""
    likely = (hit.language, *answers_parts.in_order(reader))
    return next((code for code in likely if code in hit.texts and hit.texts[code].text), hit.language)


def _question(hit: Hit, language: str) -> str:
    """Return the question in the language of the answer shown, else in any."""
    shown = [hit.texts[language]] if language in hit.texts else []
    asked = (text.question for text in (*shown, *hit.texts.values()))
    return cut(next(filter(None, asked), ""), LONGEST_QUESTION)


def _answer(hit: Hit, language: str) -> str:
    return cut(hit.texts[language].text, LONGEST_ANSWER) if language in hit.texts else ""


def _owner(hit: Hit, reader: Reader) -> str:
    if not hit.answer.owner:
        return reader.say("Nobody keeps this answer")
    return cut(one_line(hit.owner_name), 80) or reader.say("Owner unknown")


def _holds(hit: Hit, standing: Standing, reader: Reader) -> str:
    return answers_parts.holds(hit.answer, standing, reader)
