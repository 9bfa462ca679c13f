"""What the answer bank lacks, for the desk: each gap with the way to an answer or to a question to colleagues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.answers.gaps import Report
from bot.questions.kinds import SOLVED
from bot.views import answers_buttons, answers_parts, ask
from bot.views.blocks import Message, button, context, cut, divider, foreign, header, one_line, rich, words
from bot.words import Reader, zone
from storage.gaps import Asked
from storage.models import SearchGap

OPEN = "answers.gaps"
"""A button elsewhere that shows the report."""
_SHOWN = 200


def title(reader: Reader) -> str:
    """Name the report and the buttons that show it."""
    return reader.say("What is missing")


def report(found: Report, reader: Reader) -> Message:
    """Show the report."""
    if not (found.gaps or found.twice or found.unused):
        text = reader.say(
            "Nothing is missing: every search of the last 180 days found something, and every answer was of use."
        )
        return Message(text, [rich(words(text))])
    blocks = [*_gaps(found, reader), *_twice(found, reader), *_unused(found, reader)]
    lines = [foreign(one.words, 300) for one in found.gaps]
    first = reader.count("{n} search without a result", "{n} searches without a result", found.gaps_total)
    return Message("\n".join([first, *lines]), blocks)


def _gaps(found: Report, reader: Reader) -> Iterator[Block]:
    if not found.gaps:
        return
    yield header(reader.say("Searches without a result"))
    for gap in found.gaps:
        yield rich(words(cut(gap.words, _SHOWN), bold=True), words(f"\n{_often(gap, reader)}", italic=True))
        asking = button(ask.title(reader), ask.OPEN, value=ask.value(gap.words))
        yield ActionsBlock(block_id=f"gap.{gap.id}", elements=[_new(gap.words, reader), asking])
    yield from _more(found.gaps_total - len(found.gaps), reader)


def _often(gap: SearchGap, reader: Reader) -> str:
    day = reader.day(gap.last_at.astimezone(zone(reader.timezone)).date())
    return reader.count("{n} search, last on {day}", "{n} searches, last on {day}", gap.searches, day=day)


def _twice(found: Report, reader: Reader) -> Iterator[Block]:
    if not found.twice:
        return
    yield divider()
    yield header(reader.say("Asked more than once"))
    for group in found.twice:
        often = reader.count("{n} question like this", "{n} questions like this", len(group))
        yield rich(words(cut(one_line(group[0].text), _SHOWN), bold=True), words(f"\n{often}", italic=True))
        yield ActionsBlock(block_id=f"twice.{group[0].question_id}", elements=[_saving(group, reader)])


def _saving(group: Sequence[Asked], reader: Reader) -> ButtonElement:
    solved = next((one for one in group if one.state == SOLVED), None)
    if solved is not None:
        return answers_buttons.from_question(solved.question_id, reader)
    return _new(group[0].text, reader)


def _new(text: str, reader: Reader) -> ButtonElement:
    return button(reader.say("New answer"), answers_buttons.NEW, value=cut(one_line(text), 1_000))


def _unused(found: Report, reader: Reader) -> Iterator[Block]:
    if not found.unused:
        return
    yield divider()
    yield header(reader.say("Not used for half a year"))
    for answer_id, content in found.unused:
        yield rich(words(one_line(answers_parts.asked_in(content, reader)), bold=True))
        yield ActionsBlock(block_id=f"unused.{answer_id}", elements=[answers_buttons.show_all(answer_id, reader)])
    yield from _more(found.unused_total - len(found.unused), reader)


def _more(number: int, reader: Reader) -> Iterator[Block]:
    if number > 0:
        yield context(reader.count("And {n} more.", "And {n} more.", number))
