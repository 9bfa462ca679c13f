"""What came of mine: a part of App Home, and a window with all of it, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.mentions.weblinks import web_link
from bot.mine import Item, Page
from bot.questions.kinds import ACCEPTED, CLOSED, SOLVED
from bot.views import contributions_own, ideas_parts, mentions_parts, plan_words, tips_tipper
from bot.views.blocks import Message, button, cut, link, one_line, rich, section, words
from bot.views.modal import modal
from bot.words import Reader
from storage.models import AnswerReport, Contribution, Question

OPEN = "mine.open"
TURN = "mine.turn"
"""Buttons under a page; a dot and which follow, the value is the number of the page."""
_MOST = 160


def title(reader: Reader) -> str:
    """Name what somebody’s own things are called."""
    return reader.say("What came of mine")


def of_home(page: Page, reader: Reader) -> list[Block]:
    """Return the part of App Home: the newest, and the way to all of it."""
    what = section(reader.say("*What came of mine.* Your questions, answers, tips and reports, and how they ended."))
    if not page.items:
        return [what, rich(words(reader.say("There is nothing yet. What you ask or answer appears here.")))]
    shown = [what, *(block for item in page.items for block in _item(item, reader))]
    if page.has_more:
        shown.append(ActionsBlock(block_id="mine", elements=[button(reader.say("Show all"), OPEN, value="0")]))
    return shown


def window(page: Page, reader: Reader) -> dict[str, Any]:
    """Return one page of all that is somebody's, in a window."""
    blocks: list[Block] = [block for item in page.items for block in _item(item, reader)]
    if not blocks:
        blocks = [rich(words(reader.say("There is nothing here.")))]
    turns = []
    if page.number:
        turns.append(button(reader.say("Newer"), f"{TURN}.newer", value=str(page.number - 1)))
    if page.has_more:
        turns.append(button(reader.say("Older"), f"{TURN}.older", value=str(page.number + 1)))
    if turns:
        blocks.append(ActionsBlock(block_id=f"mine:{page.number}", elements=turns))
    return modal(title(reader), Message(title(reader), blocks), reader)


def _item(item: Item, reader: Reader) -> Iterator[Block]:
    first, state = _said(item, reader)
    parts: list[Any] = [words(first, bold=True), words(f"\n{state}")]
    for url, text in _ways(item, reader):
        parts += [words("\n"), link(url, text)]
    yield rich(*parts)
    if item.is_by_form and item.question is not None:
        own = contributions_own.way(item.question.id, reader)
        yield ActionsBlock(block_id=f"mine:own:{item.question.id}", elements=[own])


def _said(item: Item, reader: Reader) -> tuple[str, str]:
    """Return what it was and how it stands."""
    day = reader.moment(item.at)
    if item.question is not None:
        text = _short(item.question.text)
        if item.answer is not None:
            return reader.say("{day}, you answered: {text}", day=day, text=text), _answer(
                item.question, item.answer, reader
            )
        return reader.say("{day}, you asked: {text}", day=day, text=text), _question(item.question, reader)
    if item.report is not None:
        text = _short(item.report.what)
        return reader.say("{day}, you reported an answer: {text}", day=day, text=text), _report(item.report, reader)
    if item.mention is None:
        return _given(item, day, reader)
    text = _short(item.mention.title or item.mention.text)
    standing = mentions_parts.standing(item.mention, reader) or reader.say("Open")
    return reader.say("{day}, you told the desk: {text}", day=day, text=text), standing


def _given(item: Item, day: str, reader: Reader) -> tuple[str, str]:
    """Return the same of an idea or a tip."""
    if item.idea is not None:
        text = _short(ideas_parts.name(item.idea, reader))
        return reader.say("{day}, your idea: {text}", day=day, text=text), ideas_parts.state(item.idea, reader)
    if item.planned is not None:
        text = _short(plan_words.title(item.planned, reader))
        return reader.say("{day}, you planned: {text}", day=day, text=text), plan_words.state(item.planned, reader)
    if item.tip is None:
        return day, ""
    own = item.tip.own
    text = _short(own.text) or _short(own.link) or reader.say("A message in Slack")
    told = reader.say("{day}, you tipped the desk: {text}", day=day, text=text)
    return told, tips_tipper.standing(item.tip, reader)


def _question(question: Question, reader: Reader) -> str:
    if question.state == SOLVED:
        return reader.say("Solved: {answer}", answer=_short(question.solution))
    if question.state == CLOSED:
        return reader.say("Closed without an accepted answer.")
    return reader.say("Open")


def _answer(question: Question, given: Contribution, reader: Reader) -> str:
    if given.state == ACCEPTED:
        return reader.say("Your answer was accepted.")
    if question.state == SOLVED:
        return reader.say("Solved with another answer.")
    if question.state == CLOSED:
        return reader.say("Closed without an accepted answer.")
    return reader.say("Open")


def _report(report: AnswerReport, reader: Reader) -> str:
    match report.state:
        case "changed":
            said = reader.say("The answer was changed.")
        case "holds":
            said = reader.say("The answer is true as it stands.")
        case "gone":
            said = reader.say("The answer was withdrawn.")
        case _:
            said = reader.say("Open")
    return f"{said} {_short(report.outcome)}".strip()


def _ways(item: Item, reader: Reader) -> Iterator[tuple[str, str]]:
    if item.link:
        yield item.link, reader.say("Go to the question")
    if item.question is not None and (url := web_link(item.question.reply_link)):
        yield url, reader.say("Go to the public reply")
    if item.planned is not None and (url := web_link(item.planned.posted_link)):
        yield url, reader.say("Go to the post")
    if item.tip is not None and (url := web_link(item.tip.tip.result_link)):
        yield url, reader.say("Go to the post")
    if item.mention is not None:
        if url := web_link(item.mention.link):
            yield url, reader.say("Go to the public post")
        if url := web_link(item.mention.answer_link):
            yield url, reader.say("Go to the public reply")


def _short(text: str) -> str:
    return cut(one_line(text), _MOST)
