"""A question to a circle as an expert sees it who is asked in person: one direct message, edited in place until the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.inquiries_state import ANSWERED, DECLINED, LATER, SILENT, WAITING, WITHDRAWN
from bot.questions.kinds import OPEN, REMOVED, SOLVED
from bot.views import contributions_own
from bot.views.blocks import Message, button, context, cut, foreign, one_line, rich, words
from bot.views.inquiries import ANSWER, DECLINE, NOT_NOW
from bot.views.questions import background, reply, way, ways
from bot.words import Reader
from storage.models import Ping, Question

_OWN_TEXT = 600
_WHOLE = 3_100


@dataclass(frozen=True, slots=True)
class ForExpert:
    """What an expert is asked: `asker` is a name, `thread` the address of the thread when it stands in an open channel."""

    question: Question
    ping: Ping
    asker: str = ""
    thread: str = ""
    is_accepted: bool = False
    is_by_form: bool = False
    """They have an answer by the form, which they put right in a window."""


def card(found: ForExpert, reader: Reader) -> Message:
    """Show a question, who asks, where colleagues answer it, and what the expert can do; at the end, how it ended."""
    question, ping = found.question, found.ping
    if question.state == REMOVED:
        said = reader.say("A question that you were asked was taken back. There is nothing left to do.")
        return Message(said, [rich(words(said))])
    name = cut(one_line(found.asker), 80) or reader.say("Somebody")
    first = reader.say("{name} asks you:", name=name)
    most = _WHOLE if question.state == OPEN and ping.state != ANSWERED else _OWN_TEXT
    thread = way(found.thread, reader.say("Go to the thread"))
    blocks: list[Block] = [
        rich(
            words(first, bold=True),
            words(f"\n{cut(question.text, most)}", most=_WHOLE),
            *thread,
            *ways(question, reader),
        )
    ]
    if details := list(background(question, reader)):
        blocks.append(rich(words("\n".join(details))))
    if ping.state == ANSWERED and ping.answer:
        blocks.append(rich(words(reader.say("Your answer:"), bold=True), words(f"\n{cut(ping.answer, _OWN_TEXT)}")))
    now = _now(found, name, reader)
    is_waiting = question.state == OPEN and ping.state == WAITING
    blocks.append(context(now) if is_waiting else rich(words(now, bold=question.state != OPEN)))
    if question.state == SOLVED:
        told = reader.say("The answer that stands now: {answer}", answer=cut(question.solution, 2_500))
        blocks.append(rich(words(told), *reply(question, reader)))
    if buttons := _buttons(found, reader):
        blocks.append(ActionsBlock(block_id=f"ping.{ping.id}.do", elements=buttons))
    return Message(f"{foreign(first)} {foreign(question.text, 2_000)}\n{foreign(now)}", blocks)


def _now(found: ForExpert, name: str, reader: Reader) -> str:
    if found.question.state == SOLVED:
        return _solved(found, name, reader)
    if found.question.state != OPEN:
        return reader.say("{name} needs it no more. There is nothing left to do.", name=name)
    match found.ping.state:
        case "answered":
            return _answered(found, name, reader)
        case "waiting":
            moment = reader.moment(_until(found))
            return reader.say("I wait until {moment}. Answer with the button or in the thread here.", moment=moment)
        case "silent" | "withdrawn":  # the latter after it was opened again
            return reader.say("I wait for you no more. You can still answer.")
        case _:
            return reader.say("Nobody waits for you now, and nobody is told your name. You can still answer.")


def _until(found: ForExpert) -> datetime:
    """Return until when an expert is waited for: no longer than the answer is needed, when they were asked before that."""
    needed_by, due_at = found.question.needed_by, found.ping.due_at
    return min(needed_by, due_at) if needed_by is not None and needed_by > found.ping.sent_at else due_at


def _answered(found: ForExpert, name: str, reader: Reader) -> str:
    if not found.ping.answer:
        return reader.say("Your answer is taken back. You can still answer in the thread here.")
    return reader.say("{name} has your answer.", name=name)


def _solved(found: ForExpert, name: str, reader: Reader) -> str:
    if found.is_accepted:
        return reader.say("Your answer was accepted. Thank you.")
    if found.ping.state == ANSWERED:
        return reader.say("Thank you for your answer. The question is solved.")
    return reader.say("{name} has got an answer. There is nothing left to do.", name=name)


def _buttons(found: ForExpert, reader: Reader) -> list[ButtonElement]:
    key, state = str(found.ping.id), found.ping.state
    if found.question.state != OPEN:
        return []
    if state == ANSWERED:
        return [contributions_own.way(found.question.id, reader)] if found.is_by_form else []
    if state in (DECLINED, LATER, SILENT, WITHDRAWN):
        return [button(reader.say("Answer after all"), ANSWER, value=key)]
    if state != WAITING:
        return []
    return [
        button(reader.say("Answer"), ANSWER, value=key, style="primary"),
        button(reader.say("Not me"), DECLINE, value=key),
        button(reader.say("Not now"), NOT_NOW, value=key),
    ]
