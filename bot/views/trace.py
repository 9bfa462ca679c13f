"""The chain of a question, a mention or an answer: what happened, who did it and when, each step with its way there."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement

from bot.mentions.weblinks import web_link
from bot.trace import Chain
from bot.trace_steps import Step
from bot.views import trace_plan
from bot.views.blocks import Message, button, cut, foreign, header, link, one_line, rich, words
from bot.views.modal import modal
from bot.words import Reader

OPEN = "trace.open"
"""A button; its value is what the command takes: 12, m12, a5."""
_FIRST, _LAST = 15, 25
"""Steps of a long chain that are shown from its beginning and from its end."""
_MOST = 160


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("What came of it")


def label(reader: Reader) -> str:
    """Name the way to it."""
    return reader.say("Trace")


def way(named: str, reader: Reader) -> ButtonElement:
    """Return the button that shows the chain of something, by its number as the command takes it."""
    return button(label(reader), OPEN, value=named)


def message(chain: Chain, reader: Reader) -> Message:
    """Show a chain, the oldest step first; the middle of a long one is left out, and it says so."""
    blocks: list[Block] = [header(f"{label(reader)}: {chain.named}")]
    steps, left_out = list(chain.steps), 0
    if len(steps) > _FIRST + _LAST:
        left_out = len(steps) - _FIRST - _LAST
        steps = [*steps[:_FIRST], *steps[-_LAST:]]
    said = [_said(step, chain, reader) for step in steps]
    for number, (step, text) in enumerate(zip(steps, said, strict=True)):
        if left_out and number == _FIRST:
            more = reader.count("{n} step is left out here.", "{n} steps are left out here.", left_out)
            blocks.append(rich(words(more, italic=True)))
        blocks.append(rich(words(reader.moment(step.at), bold=True), words(f"\n{text}"), *_way(step, reader)))
    return Message(foreign("\n".join([f"{label(reader)}: {chain.named}", *said]), 3_000), blocks)


def window(chain: Chain, reader: Reader) -> dict[str, Any]:
    """Show a chain in a window."""
    return modal(title(reader), message(chain, reader), reader)


def _way(step: Step, reader: Reader) -> list[Any]:
    url = web_link(step.link)
    return [words("\n"), link(url, reader.say("Go there"))] if url else []


def _said(step: Step, chain: Chain, reader: Reader) -> str:
    name = reader.listing([cut(one_line(chain.names.get(one, "")), 80) or reader.say("Somebody") for one in step.who])
    text = cut(one_line(step.text), _MOST)
    name = name or reader.say("Somebody")
    if step.what in ("mention", "tip", "claimed", "mention_answered", "report"):
        return _of_mention(step, name, text, reader)
    if step.what in ("tipped", "tip_idea", "tip_used", "tip_unused"):
        return _of_tip(step, name, text, reader)
    if step.what.startswith("plan_"):
        return trace_plan.said(step, name, text, reader)
    if step.what in ("kept", "version", "used", "withdrawn"):
        return _of_answer(step, name, reader)
    if step.what in ("answered", "accepted"):
        return _given(step, name, text, reader)
    return _of_question(step, name, text, reader)


def _of_mention(step: Step, name: str, text: str, reader: Reader) -> str:
    match step.what:
        case "tip":
            return reader.say("Tip by {name}: {text}", name=name, text=text)
        case "claimed":
            return reader.say("The mention was taken by {name}.", name=name)
        case "mention_answered":
            return reader.say("The mention was answered by {name}.", name=name)
        case "report":
            return reader.say("Counted in the weekly report.")
        case _ if step.who:
            return reader.say("Mention m{n}, entered by {name}: {text}", n=step.number, name=name, text=text)
        case _:
            return reader.say("Mention m{n}: {text}", n=step.number, text=text)


def _of_tip(step: Step, name: str, text: str, reader: Reader) -> str:
    match step.what:
        case "tipped" if text:
            return reader.say("Tip t{n}, sent by {name}: {text}", n=step.number, name=name, text=text)
        case "tipped":
            return reader.say("Tip t{n}, sent by {name}.", n=step.number, name=name)
        case "tip_idea":
            return reader.say("The tip became an idea, saved by {name}.", name=name)
        case "tip_used":
            return reader.say("The tip became a post.")
        case _:
            return reader.say("The tip was not used.")


def _of_question(step: Step, name: str, text: str, reader: Reader) -> str:
    match step.what:
        case "asked":
            return reader.say("Question {n}, asked by {name}: {text}", n=step.number, name=name, text=text)
        case "expert":
            return reader.say("Asked in person: {name}", name=name)
        case "solved":
            return reader.say("Solved, decided by {name}: {text}", name=name, text=text)
        case "replied":
            return reader.say("Replied in public by {name}.", name=name)
        case _:
            return reader.say("Closed without an accepted answer.")


def _given(step: Step, name: str, text: str, reader: Reader) -> str:
    if step.what == "accepted":
        return reader.say("Answer by {name}, accepted: {text}", name=name, text=text)
    return reader.say("Answer by {name}: {text}", name=name, text=text)


def _of_answer(step: Step, name: str, reader: Reader) -> str:
    match step.what:
        case "kept":
            return reader.say("Answer a{n} of the bank, saved by {name}.", n=step.number, name=name)
        case "version":
            return reader.say("Version {n} of the answer, by {name}.", n=step.number, name=name)
        case "used":
            return reader.say("Used in public by {name}, in version {n}.", n=step.number, name=name)
        case _:
            return reader.say("Answer a{n} of the bank was withdrawn.", n=step.number)
