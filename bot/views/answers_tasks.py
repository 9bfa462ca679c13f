"""The list of public replies that an answer's change makes doubtful: what they say, what they should say, and what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from slack_sdk.models.blocks import ActionsBlock, Block

from bot import tongues
from bot.answers.content import Content
from bot.networks import network_name
from bot.views import answers_buttons
from bot.views.answers_parts import asked_in
from bot.views.blocks import Message, button, context, cut, foreign, link, one_line, rich, words
from bot.words import LANGUAGES, Reader, zone
from storage.models import AnswerUse, Correction

DONE = "answers.correction.done"
NEEDLESS = "answers.correction.needless"
MOST = 15
"""Replies that are shown; the next ones follow as these are settled."""
_TEXT = 300


class Line(Protocol):
    """One public reply, with what it says and what it should say."""

    @property
    def correction(self) -> Correction:
        """Its place in the list."""

    @property
    def use(self) -> AnswerUse:
        """The reply."""

    @property
    def before(self) -> str:
        """What the answer said then."""

    @property
    def now(self) -> str:
        """What it says now, in the language of the reply."""


def corrections(answer_id: int, content: Content, lines: Sequence[Line], reader: Reader) -> Message:
    """Show a list of public replies to look at."""
    waiting = [line for line in lines if line.correction.state == "open"]
    asked = one_line(asked_in(content, reader))
    if not waiting:
        text = reader.say("Thank you: all public replies with this answer are settled: “{question}”", question=asked)
        return Message(foreign(text), [rich(words(text))])
    first = reader.say("This answer has changed: “{question}”", question=asked)
    then = reader.count(
        "{n} public reply of the last 90 days says what it said before. Correct it, or say that it needs nothing.",
        "{n} public replies of the last 90 days say what it said before. Correct them, or say that they need nothing.",
        len(waiting),
    )
    blocks: list[Block] = [rich(words(first, bold=True), words(f"\n{then}"))]
    for line in waiting[:MOST]:
        blocks += _one(line, reader)
    if (more := len(waiting) - MOST) > 0:
        blocks.append(
            context(
                reader.count("{n} more comes when these are settled.", "{n} more come when these are settled.", more)
            )
        )
    if done := len(lines) - len(waiting):
        blocks.append(context(reader.count("{n} is settled.", "{n} are settled.", done)))
    blocks.append(ActionsBlock(block_id="answer", elements=[answers_buttons.show_all(answer_id, reader)]))
    links = "\n".join(line.use.link for line in waiting[:MOST])
    return Message(f"{foreign(first, 500)} {then}\n{foreign(links, 2_000)}", blocks)


def _one(line: Line, reader: Reader) -> Iterator[Block]:
    use = line.use
    day = reader.day(use.at.astimezone(zone(reader.timezone)).date())
    where = network_name(use.network, reader) if use.network else reader.say("Public reply")
    spoken = [tongues.name(use.language, reader.language)] if use.language in LANGUAGES else []
    parts = [link(use.link, where), words(f" · {' · '.join([day, *spoken])}")]
    then = reader.say("Then: {text}", text=cut(one_line(line.before), _TEXT))
    if line.now:
        now = reader.say("Now: {text}", text=cut(one_line(line.now), _TEXT))
    else:
        now = reader.say("The answer says nothing in this language any more.")
    yield rich(*parts, words(f"\n{then}\n"), words(now, bold=True))
    key = str(line.correction.id)
    done = button(reader.say("Done"), DONE, value=key, style="primary")
    needless = button(reader.say("Not needed"), NEEDLESS, value=key)
    yield ActionsBlock(block_id=f"correction.{key}", elements=[done, needless])
