"""The main messages in a window: a line each with what has to be done about it, a menu that narrows them, pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, Option, SectionBlock, StaticSelectElement

from bot.plan.message_list import ALL, BEHIND, EMBARGO, MINE, Line, Look, Page
from bot.views import plan_message, plan_ways, plan_words
from bot.views.blocks import Message, button, cut, one_line, plain, rich, words
from bot.views.modal import modal
from bot.words import Reader

TURN = "plan_messages.turn"
"""Buttons to another page; a name follows a dot, their value is a packed look."""
SHOW = "plan_messages.show"
"""The menu that narrows the list."""
LOOK_BLOCK = "plan_messages:"
"""The block of the menu carries the look in its id."""
_TITLE, _LINE = 120, 600


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("Main messages")


def window(shown: Page, reader: Reader) -> dict[str, Any]:
    """Show a page of main messages."""
    head = [words(reader.count("{n} main message", "{n} main messages", shown.total), bold=True)]
    if shown.pages > 1:
        page, pages = reader.number(shown.look.page), reader.number(shown.pages)
        head.append(words(" · " + reader.say("page {page} of {pages}", page=page, pages=pages)))
    blocks: list[Block] = [rich(*head), _menu(shown, reader)]
    blocks += [_line(line, shown, reader) for line in shown.lines]
    if not shown.lines:
        blocks.append(rich(words(_nothing(shown, reader))))
    write = button(reader.say("Write a new one"), plan_message.NEW, value="0")
    blocks.append(ActionsBlock(block_id="plan_messages_under", elements=[*_turning(shown, reader), write]))
    return modal(title(reader), Message(title(reader), blocks), reader)


def narrowed(chosen: str | None) -> Look:
    """Return the look that a choice in the menu asks for, on its first page."""
    return Look.unpacked(Look(chosen or ALL).packed())


def _line(line: Line, shown: Page, reader: Reader) -> SectionBlock:
    message = line.message
    said = [cut(one_line(message.title), _TITLE), " · ".join(_facts(line, shown, reader))]
    if line.behind:
        said.append(
            reader.count(
                "{n} item is not compared with it since it changed.",
                "{n} items are not compared with it since it changed.",
                line.behind,
            )
        )
    if message.embargo_until is not None and message.embargo_until > shown.now:
        until = plan_words.moment(message.embargo_until, reader.timezone, shown.now, reader)
        said.append(reader.say("Embargo until {time}", time=until))
    opening = button(reader.say("Open"), plan_message.OPEN, value=f"{message.id}:")
    return SectionBlock(text=plain("\n".join(said), _LINE), block_id=f"main_message:{message.id}", accessory=opening)


def _facts(line: Line, shown: Page, reader: Reader) -> Iterator[str]:
    owner = line.message.owner
    yield (
        cut(one_line(shown.names.get(owner, "")), 80)
        or (owner and reader.say("has an owner"))
        or reader.say("no owner")
    )
    yield reader.count("{n} item tells it", "{n} items tell it", line.versions)


def _nothing(shown: Page, reader: Reader) -> str:
    if shown.look.show == ALL:
        return reader.say("There is no main message yet. Write the first one: items of the plan can tell it then.")
    return reader.say("No main message fits this choice.")


def _menu(shown: Page, reader: Reader) -> ActionsBlock:
    choices = {
        ALL: reader.say("All main messages"),
        MINE: reader.say("Mine"),
        BEHIND: reader.say("With items to compare"),
        EMBARGO: reader.say("Under embargo"),
    }
    options = [Option(text=plain(said, 75), value=value) for value, said in choices.items()]
    chosen = next(option for option in options if option.value == shown.look.show)
    menu = StaticSelectElement(
        action_id=SHOW, placeholder=plain(reader.say("Show"), 150), options=options, initial_option=chosen
    )
    return ActionsBlock(block_id=LOOK_BLOCK + shown.look.packed(), elements=[menu])


def _turning(shown: Page, reader: Reader) -> list[ButtonElement]:
    look = shown.look
    before = look.on(look.page - 1).packed() if look.page > 1 else ""
    after = look.on(look.page + 1).packed() if look.page < shown.pages else ""
    return plan_ways.leafing(TURN, before, after, reader)
