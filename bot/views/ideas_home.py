"""Ideas in App Home: the way to the backlog and to a new one, and what waits there for this person or the desk."""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.ideas.kinds import NEW
from bot.ideas.listing import Board
from bot.ideas.look import MINE, PRIVATE, Look
from bot.roles import Role
from bot.views import follows, ideas_list
from bot.views.blocks import button, context, divider, section
from bot.views.ideas_parts import BROWSE
from bot.views.ideas_parts import NEW as WRITE
from bot.words import Reader

_MOST_SHOWN = 5


def blocks(board: Board, reader: Reader, role: Role) -> list[Block]:
    """Show the backlog to somebody: what waits there, the first open ideas, and the ways on."""
    what = reader.say("*Ideas.* What colleagues would like to see published, and what became of it.")
    figures = list(_figures(board, reader, role))
    said: list[Block] = [context(*figures)] if figures else []
    shown = ideas_list.lines(board.first, reader, _MOST_SHOWN) if board.first else []
    return [
        divider(),
        section(what),
        *said,
        *shown,
        ActionsBlock(block_id="ideas.home", elements=list(_ways(board, reader, role))),
    ]


def _figures(board: Board, reader: Reader, role: Role) -> Iterator[str]:
    new, mine, private = board.new, board.mine, board.private
    if role >= Role.MANAGER and new:
        yield reader.count("{n} new idea waits for the desk.", "{n} new ideas wait for the desk.", new)
    if mine:
        yield reader.count("{n} idea is yours to look after.", "{n} ideas are yours to look after.", mine)
    if private:
        yield reader.count(
            "{n} idea is seen by you and who wrote it alone.",
            "{n} ideas are seen by you and who wrote them alone.",
            private,
        )


def _ways(board: Board, reader: Reader, role: Role) -> Iterator[ButtonElement]:
    new, mine, private = board.new, board.mine, board.private
    yield button(ideas_list.title(reader), BROWSE, style="primary")
    yield button(reader.say("New idea"), WRITE)
    yield button(follows.title(reader), follows.OPEN)
    if role >= Role.MANAGER and new:
        yield button(reader.say("New ideas"), f"{BROWSE}.new", value=Look(NEW).packed())
    if mine:
        yield button(reader.say("My ideas"), f"{BROWSE}.mine", value=Look(MINE).packed())
    if private:
        yield button(reader.say("Seen by me alone"), f"{BROWSE}.private", value=Look(PRIVATE).packed())
