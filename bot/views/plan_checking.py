"""What an item lacks, above everything else in its window, with the button that says it is ready."""

from __future__ import annotations

from collections.abc import Iterable

from slack_sdk.models.blocks import ActionsBlock, Block

from bot import tongues
from bot.networks import network_name
from bot.plan import checking
from bot.plan.checking import Missing
from bot.plan.kinds import DRAFT, OVER
from bot.plan.opening import Viewer
from bot.plan.whole import Whole
from bot.views.blocks import button, context, cut, divider, foreign, one_line, rich, words
from bot.words import Reader

READY = "plan_checking.ready"
_MOST = 8


def section_of(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Show what is missing; where nothing is, the way to say that the item is ready."""
    if whole.item.state in OVER:
        return []
    found = checking.missing(whole)
    blocks = kept_back(found, reader)
    if not blocks and whole.item.state == DRAFT and viewer.may_edit:
        blocks.append(rich(words(reader.say("Nothing is missing."), bold=True)))
        ready = button(reader.say("Mark as ready"), READY, value=str(whole.item.id), style="primary")
        blocks.append(ActionsBlock(block_id=f"plan_checking:{whole.item.id}", elements=[ready]))
    hints = [said(one, reader) for one in found if one.is_hint]
    if hints:
        blocks.append(context(foreign(reader.say("Worth a look: {hints}", hints=" ".join(hints)))))
    return [*blocks, divider()] if blocks else []


def kept_back(points: Iterable[Missing], reader: Reader) -> list[Block]:
    """Show those of what is missing that keep an item from going out; nothing where none does."""
    found = checking.kept_back(points)
    if not found:
        return []
    lines = "".join(f"\n• {said(one, reader)}" for one in found[:_MOST])
    left = len(found) - _MOST
    more = "\n" + reader.count("… and {n} more.", "… and {n} more.", left) if left > 0 else ""
    return [rich(words(reader.say("Missing before it can go out:"), bold=True), words(lines + more))]


def said(one: Missing, reader: Reader) -> str:
    """Say what is missing, as what is to be done."""
    language = tongues.name(one.language, reader.language) if one.language else ""
    if one.code == checking.TEXT:
        return reader.say("Write the text: {language}.", language=language) if language else reader.say("Write a text.")
    if one.code == checking.TOO_LONG:
        network = network_name(one.network, reader)
        return reader.count(
            "Shorten the text for {network} ({language}) by {n} character.",
            "Shorten the text for {network} ({language}) by {n} characters.",
            one.count,
            network=network,
            language=language,
        )
    if one.code == checking.ALT:
        file = cut(one_line(one.file), 60) or reader.say("a picture")
        return reader.say("Describe the picture ({language}): {file}.", language=language, file=file)
    return _of_item(one, reader)


def _of_item(one: Missing, reader: Reader) -> str:
    plain = {
        checking.TIME: reader.say("Choose the time."),
        checking.OWNER: reader.say("Choose an owner."),
        checking.ACCOUNTS: reader.say("Choose the social accounts."),
        checking.APPROVAL: reader.say("Have it approved."),
        checking.LINK: reader.say("It has no link."),
        checking.CREDIT: reader.say("A photographer is not named."),
        checking.MESSAGE: reader.say("The main message has changed."),
    }
    if one.code in plain:
        return plain[one.code]
    counted = {
        checking.CLEARANCE: reader.count(
            "{n} point of the permission to publish is open.",
            "{n} points of the permission to publish are open.",
            one.count,
        ),
        checking.TASKS: reader.count("{n} task is not done.", "{n} tasks are not done.", one.count),
        checking.CHECKLIST: reader.count(
            "{n} point of the checklist is open.", "{n} points of the checklist are open.", one.count
        ),
    }
    return counted[one.code]
