"""The list of answers in Slack: a page, the menu that narrows it, and the way to a new answer."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InteractiveElement, Option, StaticSelectElement

from bot import tongues
from bot.answers import states
from bot.answers.listing import Page
from bot.answers.look import ALL, DUE, MINE, OWES, PROPOSED, WITHDRAWN, Look
from bot.answers.states import Standing
from bot.views import answers_buttons, answers_parts
from bot.views.answers_buttons import NEW, show_all
from bot.views.blocks import Message, button, cut, foreign, one_line, plain, rich, words
from bot.words import LANGUAGES, Reader
from storage.models import Answer

TURN = "answers.turn"
PREVIOUS, NEXT, EVERYTHING = f"{TURN}.previous", f"{TURN}.next", f"{TURN}.all"
FILTER = "answers.filter"
LOOK_BLOCK = "answers:"
"""The block of the menu carries the look in its id: a menu has no value of its own to carry it."""
_LONGEST_QUESTION, _LONGEST_ANSWER = 150, 120


def title(reader: Reader) -> str:
    """Name the list and its window."""
    return reader.say("Answer bank")


def page(shown: Page, reader: Reader, note: str = "") -> Message:
    """Show a page of answers; with none, what an answer is or how to find more."""
    if shown.is_empty:
        return _empty(shown, reader)
    head = _head(shown, reader)
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    blocks += [rich(words(head, bold=True)), _menu(shown, reader)]
    lines = []
    for answer in shown.answers:
        asked, state = _asked(answer, shown, reader), _state(answer, shown, reader)
        blocks += _one(answer, shown, (asked, state), reader)
        lines.append(foreign(f"{asked} · {state}", 300))
    if not shown.answers:
        said = reader.say("There is nothing here. Try other words, or show all answers.")
        blocks.append(rich(words(said)))
        lines.append(said)
    blocks.append(ActionsBlock(block_id="answers.more", elements=_footer(shown, reader)))
    return Message("\n".join([foreign(head, 300), *lines]), blocks)


def narrowed(block_id: str, chosen: str | None) -> Look:
    """Return the look that a choice in the menu asks for."""
    return Look.unpacked(block_id.removeprefix(LOOK_BLOCK)).showing(chosen or ALL)


def _empty(shown: Page, reader: Reader) -> Message:
    what = reader.say("There are no answers in the bank yet. An answer says what we tell the public, in each language.")
    then = reader.say("Write the first one, or use “Save as answer” in the menu of a message.")
    writing = ActionsBlock(block_id="answers.more", elements=_footer(shown, reader))
    return Message(f"{what} {then}", [rich(words(f"{what}\n{then}")), _menu(shown, reader), writing])


def _head(shown: Page, reader: Reader) -> str:
    look, total = shown.look, shown.total
    said = _counted(look, total, reader)
    if look.query:
        said = f"{said} · " + reader.say("“{text}”", text=look.query)
    if shown.pages > 1:
        said = f"{said} · " + reader.say("page {page} of {pages}", page=look.page, pages=shown.pages)
    return said


def _counted(look: Look, total: int, reader: Reader) -> str:
    match look.show:
        case "mine":
            return reader.count("{n} answer of mine", "{n} answers of mine", total)
        case "due":
            return reader.count("{n} answer ends soon or has expired", "{n} answers end soon or have expired", total)
        case "owes":
            language = tongues.name(look.language, reader.language)
            return reader.count(
                "{n} answer not yet in: {language}", "{n} answers not yet in: {language}", total, language=language
            )
        case "proposed":
            return reader.count("{n} proposed answer", "{n} proposed answers", total)
        case "withdrawn":
            return reader.count("{n} withdrawn answer", "{n} withdrawn answers", total)
        case _:
            return reader.count("{n} answer", "{n} answers", total)


def _menu(shown: Page, reader: Reader) -> ActionsBlock:
    choices = {
        ALL: reader.say("All answers"),
        MINE: reader.say("Mine"),
        DUE: reader.say("Ending soon or expired"),
        **{
            f"{OWES}:{code}": reader.say("Not yet in: {languages}", languages=tongues.name(code, reader.language))
            for code in LANGUAGES
        },
        PROPOSED: reader.say("Proposed, to be approved") if shown.is_manager else reader.say("Proposed by me"),
        WITHDRAWN: reader.say("Withdrawn"),
    }
    options = [Option(text=plain(said, 75), value=value) for value, said in choices.items()]
    initial = next((option for option in options if option.value == shown.look.option), None)
    menu = StaticSelectElement(
        action_id=FILTER, placeholder=plain(reader.say("Show"), 150), options=options, initial_option=initial
    )
    elements: list[InteractiveElement] = [menu]
    if shown.look.query:
        elements.append(button(reader.say("Show all answers"), EVERYTHING, value=Look().packed()))
    return ActionsBlock(block_id=LOOK_BLOCK + shown.look.packed(), elements=elements)


def _one(answer: Answer, shown: Page, said: tuple[str, str], reader: Reader) -> list[Block]:
    asked, state = said
    texts = shown.texts.get(answer.id, {})
    told = next((texts[code].text for code in _spoken(answer, shown, reader) if texts[code].text), "")
    parts: list[Any] = [words(asked, bold=True)]
    if told:
        parts.append(words("\n" + cut(one_line(told), _LONGEST_ANSWER)))
    parts.append(words(f"\n{state}", italic=True))
    opening = ActionsBlock(block_id=f"answer.{answer.id}.list", elements=[show_all(answer.id, reader)])
    return [rich(*parts), opening]


def _asked(answer: Answer, shown: Page, reader: Reader) -> str:
    texts = shown.texts.get(answer.id, {})
    asked = (texts[code].question for code in _spoken(answer, shown, reader))
    return cut(next(filter(None, asked), reader.say("Answer in the bank")), _LONGEST_QUESTION)


def _spoken(answer: Answer, shown: Page, reader: Reader) -> list[str]:
    return [code for code in answers_parts.in_order(reader) if code in shown.texts.get(answer.id, {})]


def _state(answer: Answer, shown: Page, reader: Reader) -> str:
    if states.is_proposal(answer):
        name = cut(one_line(shown.names.get(answer.made_by, "")), 60) or reader.say("Somebody")
        return reader.say("Proposed by: {name}", name=name)
    standing = states.standing(answer, shown.today)
    owner = cut(one_line(shown.names.get(answer.owner, "")), 60) or reader.say("No owner")
    owes = answers_parts.owes(states.owed(shown.texts.get(answer.id, {})), reader)
    said = [owner, answers_parts.holds(answer, standing, reader), "" if standing is Standing.WITHDRAWN else owes]
    return " · ".join(filter(None, said))


def _footer(shown: Page, reader: Reader) -> list[ButtonElement]:
    look = shown.look
    buttons: list[ButtonElement] = []
    if look.page > 1:
        buttons.append(button(reader.say("Previous"), PREVIOUS, value=look.on(look.page - 1).packed()))
    if look.page < shown.pages:
        buttons.append(button(reader.say("Next"), NEXT, value=look.on(look.page + 1).packed()))
    writing = reader.say("New answer") if shown.is_manager else reader.say("Propose an answer")
    asked = None if shown.answers or not look.query else look.query
    ways = [answers_buttons.files(reader)] if shown.is_manager else []
    return [*buttons, button(writing, NEW, value=asked), *ways]
