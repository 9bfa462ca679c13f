"""A question to experts as its two sides see it: the asker's card, the expert's card, and the line that rings.

Names stand in plain words, so that they fit into sentences of every language. All texts of people together stay below the
10,000 characters that a message may hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.inquiries_draft import MOST_EXPERTS
from bot.inquiries_state import ANSWERED, CHOOSING, DECLINED, LATER, OVER, SILENT, SOLVED, STOPPED, WAITING, WITHDRAWN
from bot.views.blocks import Message, button, context, cut, foreign, link, one_line, person, rich, words
from bot.words import Reader
from storage.models import Inquiry, Ping, Profile

ASK = "inquiries.ask"
"""The button on a result; its value is JSON: {"p": profile id or 0, "q": the query}."""
SHORTCUT = "ask_expert"
ANSWER = "inquiries.answer"
DECLINE = "inquiries.decline"
NOT_NOW = "inquiries.not_now"
SOLVE = "inquiries.solve"
NOT_QUITE = "inquiries.not_quite"
NEXT = "inquiries.next"
ANOTHER = "inquiries.another"
STOP = "inquiries.stop"
_OWN_TEXT = 600
"""Characters that somebody sees again of what they wrote themselves."""
_WHOLE = 3_100
"""Room for the longest text that somebody may write, with what stands around it."""
Names = Mapping[int, Profile]
"""Profiles by id."""


def asker_card(inquiry: Inquiry, pings: Sequence[Ping], names: Names, reader: Reader) -> Message:
    """Show the asker how their question stands, what was answered, and what they can do."""
    blocks: list[Block] = [rich(*_question(inquiry, reader))]
    lines: list[str] = []
    for ping in pings:
        name = _name(names, ping.profile_id, reader)
        blocks += _of_ping(inquiry, ping, name, reader)
        lines.append(_happened(ping, name, reader))
    now = _standing(inquiry, pings, names, reader)
    if now:
        blocks.append(rich(words(now)))
    if inquiry.state not in OVER and (buttons := _askers_buttons(inquiry, pings, names, reader)):
        blocks.append(ActionsBlock(block_id=f"inquiry.{inquiry.id}.do", elements=buttons))
    said, question = " ".join(filter(None, [*lines, now])), reader.say("Your question:")
    return Message(f"{question} {foreign(inquiry.question, 500)}\n{foreign(said)}", blocks)


def expert_card(inquiry: Inquiry, ping: Ping, asker: str, reader: Reader) -> Message:
    """Show an expert a question, where it came from, and what they can do about it."""
    first = reader.say("{name} asks you:", name=_short(asker) or reader.say("Somebody"))
    most = _OWN_TEXT if ping.state in (ANSWERED, WITHDRAWN) or inquiry.state in OVER else _WHOLE
    parts = [words(first, bold=True), words(f"\n{cut(inquiry.question, most)}", most=_WHOLE), *_origin(inquiry, reader)]
    blocks: list[Block] = [rich(*parts)]
    if ping.state == ANSWERED:
        own = cut(ping.answer, _OWN_TEXT)
        blocks.append(rich(words(reader.say("Your answer:"), bold=True), words(f"\n{own}")))
    now = _for_expert(inquiry, ping, asker, reader)
    blocks.append(rich(words(now)) if ping.state != WAITING else context(now))
    if buttons := _experts_buttons(inquiry, ping, reader):
        blocks.append(ActionsBlock(block_id=f"ping.{ping.id}.do", elements=buttons))
    return Message(f"{foreign(first)} {foreign(inquiry.question, 2_000)}\n{foreign(now)}", blocks)


def note(inquiry: Inquiry, ping: Ping, names: Names, reader: Reader) -> Message:
    """Tell the asker that something has come of their question; the card above has the rest."""
    name = _name(names, ping.profile_id, reader)
    if ping.state == ANSWERED:
        text = reader.say("{name} has answered your question. The answer stands above.", name=name)
    else:
        text = reader.say("{name} does not answer your question. Choose above how to go on.", name=name)
    return Message(f"<@{inquiry.asked_by}> {foreign(text)}", [rich(person(inquiry.asked_by), words(f" {text}"))])


def _question(inquiry: Inquiry, reader: Reader) -> list[Any]:
    label = reader.say("Your question:")
    question = cut(inquiry.question, _OWN_TEXT)
    return [words(label, bold=True), words(f"\n{question}"), *_origin(inquiry, reader)]


def _origin(inquiry: Inquiry, reader: Reader) -> list[Any]:
    """Return the way to the message that the question is about."""
    if not inquiry.origin.startswith(("https://", "http://")):
        return []
    return [words("\n"), link(inquiry.origin, reader.say("Go to the message"))]


def _of_ping(inquiry: Inquiry, ping: Ping, name: str, reader: Reader) -> Iterator[Block]:
    line = _happened(ping, name, reader)
    if ping.state != ANSWERED:
        yield rich(words(line))
        return
    yield rich(words(line, bold=True), words(f"\n{ping.answer}", most=_WHOLE))
    if inquiry.state not in OVER:
        solved = button(reader.say("This solved it"), SOLVE, value=str(ping.id), style="primary")
        yield ActionsBlock(block_id=f"inquiry.{inquiry.id}.answer.{ping.id}", elements=[solved])


def _happened(ping: Ping, name: str, reader: Reader) -> str:
    match ping.state:
        case "waiting":
            moment = reader.moment(ping.sent_at)
            return reader.say("Asked {name} {moment}. Waiting for the answer.", name=name, moment=moment)
        case "answered":
            return reader.say("{name} answers:", name=name)
        case "declined":
            return reader.say("{name} cannot answer this.", name=name)
        case "later":
            return reader.say("{name} has no time for this now.", name=name)
        case "silent":
            return reader.say("{name} has not answered in time.", name=name)
        case _:
            return reader.say("{name} is asked no more.", name=name)


def _standing(inquiry: Inquiry, pings: Sequence[Ping], names: Names, reader: Reader) -> str:
    match inquiry.state:
        case "moving":
            return reader.say("I look for somebody else.")
        case "choosing":
            return _offer(inquiry, pings, names, reader)
        case "solved":
            name = _name(names, inquiry.answered_by, reader)
            return reader.say("Solved. {name} knows that the answer helped.", name=name)
        case "stopped":
            return reader.say("This question is closed.")
        case _:
            return ""


def _offer(inquiry: Inquiry, pings: Sequence[Ping], names: Names, reader: Reader) -> str:
    if len(pings) >= MOST_EXPERTS:
        most = reader.number(MOST_EXPERTS)
        return reader.say("One question goes to {most} people at most. You can ask anew in other words.", most=most)
    if inquiry.next_id in names:
        return reader.say("Next in line is {name}.", name=_name(names, inquiry.next_id, reader))
    return reader.say("I found nobody else for this. Choose a colleague yourself, or stop here.")


def _askers_buttons(inquiry: Inquiry, pings: Sequence[Ping], names: Names, reader: Reader) -> list[ButtonElement]:
    key = str(inquiry.id)
    if inquiry.state == ANSWERED:
        return [button(reader.say("Not quite, ask another"), NOT_QUITE, value=key)]
    if inquiry.state != CHOOSING:
        return [button(reader.say("I need it no more"), STOP, value=key)]
    offered: list[ButtonElement] = []
    if len(pings) < MOST_EXPERTS:
        if inquiry.next_id in names:
            name = cut(_name(names, inquiry.next_id, reader), 40)
            value = f"{inquiry.id}:{inquiry.next_id}"
            offered.append(button(reader.say("Ask {name} instead", name=name), NEXT, value=value, style="primary"))
        offered.append(button(reader.say("Choose somebody else"), ANOTHER, value=key))
    return [*offered, button(reader.say("Stop"), STOP, value=key)]


def _for_expert(inquiry: Inquiry, ping: Ping, asker: str, reader: Reader) -> str:
    name = _short(asker) or reader.say("Somebody")
    if ping.state == ANSWERED:
        if inquiry.state == SOLVED and inquiry.answered_by == ping.profile_id:
            return reader.say("Your answer solved it. {name} says thank you.", name=name)
        return reader.say("{name} has your answer.", name=name)
    if inquiry.state == SOLVED:
        return reader.say("{name} has got an answer. There is nothing left to do.", name=name)
    if inquiry.state == STOPPED:
        return reader.say("{name} needs it no more. There is nothing left to do.", name=name)
    return _to_do(ping, name, reader)


def _to_do(ping: Ping, name: str, reader: Reader) -> str:
    match ping.state:
        case "waiting":
            moment = reader.moment(ping.due_at)
            return reader.say("I wait until {moment}. Then {name} can ask somebody else.", moment=moment, name=name)
        case "silent":
            return reader.say("I wait for you no more, and {name} knows. You can still answer.", name=name)
        case "later":
            return reader.say("{name} knows that you have no time now. You can still answer.", name=name)
        case _:
            return reader.say("{name} knows that you pass this on. You can still answer.", name=name)


def _experts_buttons(inquiry: Inquiry, ping: Ping, reader: Reader) -> list[ButtonElement]:
    key = str(ping.id)
    if inquiry.state in OVER or ping.state in (ANSWERED, WITHDRAWN):
        return []
    if ping.state in (DECLINED, LATER, SILENT):
        return [button(reader.say("Answer after all"), ANSWER, value=key)]
    return [
        button(reader.say("Answer"), ANSWER, value=key, style="primary"),
        button(reader.say("Not me, ask instead"), DECLINE, value=key),
        button(reader.say("Not now"), NOT_NOW, value=key),
    ]


def _name(names: Names, profile_id: int | None, reader: Reader) -> str:
    known = names.get(profile_id or 0)
    return _short(known.name) if known and known.name else reader.say("Somebody")


def _short(name: str) -> str:
    return cut(one_line(name), 80)
