"""The answer bank in App Home: the way to the list, and what waits there for an owner or a social manager."""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.answers.look import DUE, MINE, PROPOSED, Look
from bot.roles import Role
from bot.views import answers_buttons, answers_gaps, answers_list
from bot.views.answers_buttons import BROWSE
from bot.views.blocks import button, context, section
from bot.words import Reader
from storage.answers import Counts


def blocks(counts: Counts, reader: Reader, role: Role) -> list[Block]:
    """Show the answer bank to somebody; what waits for approval only to managers."""
    what = reader.say("*Answers.* What we tell the public, in each language, and how long it holds.")
    figures = list(_figures(counts, reader, role))
    said: list[Block] = [context(*figures)] if figures else []
    return [section(what), *said, ActionsBlock(block_id="answers", elements=list(_ways(counts, reader, role)))]


def _figures(counts: Counts, reader: Reader, role: Role) -> Iterator[str]:
    if counts.mine_due:
        yield reader.count(
            "{n} answer of yours ends soon or has expired.",
            "{n} answers of yours end soon or have expired.",
            counts.mine_due,
        )
    if role >= Role.MANAGER and counts.due:
        yield reader.count(
            "{n} answer in all ends soon or has expired.", "{n} answers in all end soon or have expired.", counts.due
        )
    if role >= Role.MANAGER and counts.proposed:
        yield reader.count(
            "{n} proposed answer waits for approval.", "{n} proposed answers wait for approval.", counts.proposed
        )


def _ways(counts: Counts, reader: Reader, role: Role) -> Iterator[ButtonElement]:
    yield button(answers_list.title(reader), BROWSE, style="primary")
    if role >= Role.MANAGER and counts.due:
        yield button(reader.say("Ending soon or expired"), f"{BROWSE}.due", value=Look(DUE).packed())
    elif counts.mine_due:
        yield button(reader.say("My answers"), f"{BROWSE}.mine", value=Look(MINE).packed())
    if role >= Role.MANAGER and counts.proposed:
        yield button(reader.say("To be approved"), f"{BROWSE}.proposed", value=Look(PROPOSED).packed())
    if role >= Role.MANAGER:
        yield button(answers_gaps.title(reader), answers_gaps.OPEN)
        yield answers_buttons.files(reader)
