"""The backlog of ideas in Slack: a page, the menus that narrow it, a vote beside each, and the way to a new idea."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InteractiveElement,
    Option,
    OptionGroup,
    StaticSelectElement,
)

from bot.ideas.kinds import ARCHIVED, CHOSEN, DRAFTED, OPEN, PUBLISHED, VOTE
from bot.ideas.kinds import NEW as NEW_STATE
from bot.ideas.listing import Page, Said
from bot.ideas.look import DEADLINE, MINE, NETWORK, PRIVATE, TAG, Look
from bot.ideas.look import OPEN as SHOW_OPEN
from bot.networks import network_name
from bot.views import ideas_parts
from bot.views.blocks import Message, button, cut, foreign, one_line, plain, rich, section, words
from bot.views.ideas_parts import NEW
from bot.words import Reader
from storage.models import Idea

TURN = "ideas.turn"
PREVIOUS, NEXT, EVERYTHING = f"{TURN}.previous", f"{TURN}.next", f"{TURN}.all"
SHOW, TOPIC = "ideas.show", "ideas.topic"
"""The two menus."""
LOOK_BLOCK = "ideas:"
"""The block of the menus carries the look in its id: a menu has no value of its own to carry it."""
_ALL = "all"


def title(reader: Reader) -> str:
    """Name the backlog and its window."""
    return reader.say("Ideas for posts")


def page(shown: Page, reader: Reader) -> Message:
    """Show a page of the backlog; with nothing in it, how an idea comes there."""
    head = _head(shown, reader)
    blocks: list[Block] = [rich(words(head, bold=True)), _menus(shown, reader)]
    lines = []
    for idea in shown.ideas:
        blocks += _one(idea, shown, reader)
        lines.append(foreign(f"{ideas_parts.name(idea, reader)} · {_state(idea, shown, reader)}", 400))
    if not shown.ideas:
        said = _nothing(shown, reader)
        blocks.append(rich(words(said)))
        lines.append(said)
    blocks.append(ActionsBlock(block_id="ideas.more", elements=_footer(shown, reader)))
    return Message("\n".join([foreign(head, 300), *lines]), blocks)


def lines(shown: Page, reader: Reader, most: int) -> list[Block]:
    """Show the first ideas of a page, a line each, for a place that shows other things too."""
    return [
        section(
            f"*{foreign(ideas_parts.name(idea, reader), ideas_parts.LONGEST_TITLE)}*\n"
            f"{foreign(_state(idea, shown, reader, with_votes=True), 500)}",
            block_id=f"idea.{idea.id}.line",
            accessory=ideas_parts.opening(idea, reader),
        )
        for idea in shown.ideas[:most]
    ]


def narrowed(block_id: str, menu: str, chosen: str | None) -> Look:
    """Return the look that a choice in one of the menus asks for."""
    look = Look.unpacked(block_id.removeprefix(LOOK_BLOCK))
    if menu == TOPIC:
        return look.about("" if chosen in (None, _ALL) else str(chosen))
    return look.showing(chosen or "")


def _head(shown: Page, reader: Reader) -> str:
    said = [reader.count("{n} idea", "{n} ideas", shown.total)]
    if shown.look.query:
        said.append(reader.say("“{text}”", text=shown.look.query))
    if shown.pages > 1:
        said.append(reader.say("page {page} of {pages}", page=shown.look.page, pages=shown.pages))
    return " · ".join(said)


def _nothing(shown: Page, reader: Reader) -> str:
    if shown.look == Look():
        return reader.say(
            "There are no open ideas. Save a message with “Save as idea” in its menu, or write a new idea here."
        )
    return reader.say("There is nothing here. Choose something else to show, or show all open ideas.")


def _menus(shown: Page, reader: Reader) -> ActionsBlock:
    elements: list[InteractiveElement] = [_what(shown, reader)]
    if topics := _topics(shown, reader):
        elements.append(topics)
    if shown.look != Look():
        elements.append(button(reader.say("Show all open ideas"), EVERYTHING, value=Look().packed()))
    return ActionsBlock(block_id=LOOK_BLOCK + shown.look.packed(), elements=elements)


def _what(shown: Page, reader: Reader) -> StaticSelectElement:
    choices = {
        SHOW_OPEN: reader.say("All open ideas"),
        NEW_STATE: reader.say("New"),
        CHOSEN: reader.say("Chosen by the desk"),
        MINE: reader.say("Mine"),
        PRIVATE: reader.say("Seen by me alone"),
        DEADLINE: reader.say("With a deadline"),
        DRAFTED: reader.say("In the plan"),
        PUBLISHED: reader.say("Published"),
        ARCHIVED: reader.say("Archived"),
    }
    options = [Option(text=plain(said, 75), value=value) for value, said in choices.items()]
    initial = next((option for option in options if option.value == shown.look.show), None)
    return StaticSelectElement(
        action_id=SHOW, placeholder=plain(reader.say("Show"), 150), options=options, initial_option=initial
    )


def _topics(shown: Page, reader: Reader) -> StaticSelectElement | None:
    """Return the menu of tags and networks; None when no idea has any and none is chosen."""
    tags = list(dict.fromkeys([*([shown.look.tag] if shown.look.tag else []), *shown.tags]))
    networks = list(dict.fromkeys([*([shown.look.network] if shown.look.network else []), *shown.networks]))
    if not (tags or networks):
        return None
    every = Option(text=plain(reader.say("All tags and networks"), 75), value=_ALL)
    groups = [
        (reader.say("Everything"), [every]),
        (reader.say("Tags"), [Option(text=plain(tag, 75), value=TAG + tag) for tag in tags]),
        (
            reader.say("Networks"),
            [Option(text=plain(network_name(one, reader), 75), value=NETWORK + one) for one in networks],
        ),
    ]
    filled = [OptionGroup(label=plain(label, 75), options=options) for label, options in groups if options]
    offered = [option for _label, options in groups for option in options]
    initial = next((option for option in offered if option.value == (shown.look.topic or _ALL)), None)
    return StaticSelectElement(
        action_id=TOPIC,
        placeholder=plain(reader.say("Tag or network"), 150),
        option_groups=filled,
        initial_option=initial,
    )


def _one(idea: Idea, shown: Page, reader: Reader) -> list[Block]:
    said = shown.said.get(idea.id, Said())
    parts: list[Any] = [words(ideas_parts.name(idea, reader), bold=True)]
    parts.append(words(f"\n{_state(idea, shown, reader)}", italic=True))
    elements: list[InteractiveElement] = [ideas_parts.opening(idea, reader)]
    if idea.state in OPEN:
        packed = shown.look.packed()
        elements.append(ideas_parts.voting(idea, said.votes, is_mine=VOTE in said.mine, reader=reader, packed=packed))
    return [rich(*parts), ActionsBlock(block_id=f"idea.{idea.id}.list", elements=elements)]


def _state(idea: Idea, shown: Page, reader: Reader, *, with_votes: bool = False) -> str:
    said = shown.said.get(idea.id, Said())
    helpers, votes = len(said.helpers), said.votes if with_votes else 0
    files = shown.files.get(idea.id, 0)
    told = [
        ideas_parts.state(idea, reader),
        reader.say("only you and who wrote it see this") if idea.is_private else "",
        cut(one_line(shown.names.get(idea.owner, "")), 60),
        reader.say("until {day}", day=reader.day(idea.deadline)) if idea.deadline else "",
        reader.say("score {score}", score=idea.score) if idea.score else "",
        reader.count("{n} vote", "{n} votes", votes) if votes else "",
        reader.count("{n} colleague can help", "{n} colleagues can help", helpers) if helpers else "",
        reader.count("{n} file", "{n} files", files) if files else "",
        ", ".join(f"#{tag}" for tag in idea.tags),
    ]
    return " · ".join(filter(None, told))


def _footer(shown: Page, reader: Reader) -> list[ButtonElement]:
    look = shown.look
    buttons: list[ButtonElement] = []
    if look.page > 1:
        buttons.append(button(reader.say("Previous"), PREVIOUS, value=look.on(look.page - 1).packed()))
    if look.page < shown.pages:
        buttons.append(button(reader.say("Next"), NEXT, value=look.on(look.page + 1).packed()))
    begun = None if shown.ideas or not look.query else look.query
    return [*buttons, button(reader.say("New idea"), NEW, value=begun)]
