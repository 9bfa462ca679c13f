"""What somebody who answered a question hears of its end: one message, edited when the public reply comes."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.questions.kinds import OPEN, REMOVED, SOLVED
from bot.views.blocks import Message, cut, foreign, rich, words
from bot.views.questions import reply
from bot.views.thanks import switch
from bot.words import Reader
from storage.models import Question


def card(question: Question, *, is_accepted: bool, is_listed: bool = False, reader: Reader) -> Message:
    """Say thanks, how the question ended, and what the public was told."""
    if question.state == REMOVED:
        said = reader.say("A question that you answered was taken back. Thank you for your answer.")
        return Message(said, [rich(words(said))])
    first = _first(question, is_accepted=is_accepted, reader=reader)
    asked = reader.say("The question: {question}", question=cut(question.text, 600))
    solution = question.solution if question.state == SOLVED else ""
    blocks: list[Block] = [rich(words(first, bold=True), words(f"\n{asked}"))]
    if solution:
        told = reader.say("The answer that stands now: {answer}", answer=cut(solution, 2_500))
        blocks.append(rich(words(told), *reply(question, reader)))
    if is_accepted and question.state == SOLVED and not question.is_closed_circle:
        blocks.append(ActionsBlock(block_id=f"closing:{question.id}", elements=[switch(reader, is_listed=is_listed)]))
    lines = [foreign(first, 300), foreign(asked, 800), foreign(solution, 2_000)]
    return Message("\n".join(line for line in lines if line), blocks)


def _first(question: Question, *, is_accepted: bool, reader: Reader) -> str:
    if question.state == OPEN:
        return reader.say("Thank you for your answer. The question is open again.")
    if question.state != SOLVED:
        return reader.say("Thank you for your answer. The question was closed without an accepted one.")
    if is_accepted:
        return reader.say("Your answer was accepted. Thank you.")
    return reader.say("Thank you for your answer. The question is solved.")
