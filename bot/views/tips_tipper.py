"""A tip as whoever sent it sees it: one direct message, edited at every step until the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.mentions.weblinks import web_link
from bot.tips.kinds import OPEN, REMOVED
from bot.views import tips as of_desk
from bot.views import trace
from bot.views.blocks import Message, button, context, foreign, link, rich, words
from bot.views.tips import Shown, name
from bot.words import Reader

TAKE_BACK = "tips.take_back"
"""The button that opens the form for taking back; its value is the id of the reader's own tip."""


def card(shown: Shown, reader: Reader) -> Message:
    """Show somebody their tip, how it stands, and what comes next."""
    own, tip = shown.own, shown.tip
    if own.state == REMOVED:
        said = reader.say("You have taken this tip back. The desk sees it no more.")
        return Message(said, [rich(words(said))])
    first = reader.say("Your tip to the desk:")
    files = [file for file in shown.files if file.tip_id == own.id]
    blocks: list[Block] = [rich(words(first, bold=True), *of_desk.content(own, files, reader))]
    said = "\n".join(_said(shown, reader))
    blocks.append(rich(words(said, bold=True), *_ways(shown, reader)))
    also = len({one.by for one in (tip, *shown.others)} - {own.by})
    if also:
        blocks.append(context(reader.count("Also tipped by {n} colleague.", "Also tipped by {n} colleagues.", also)))
    chain = trace.way(f"t{own.id}", reader)
    back = [button(reader.say("Take back"), TAKE_BACK, value=str(own.id))] if tip.state in OPEN else []
    blocks.append(ActionsBlock(block_id=f"my_tip:{own.id}:{tip.version}", elements=back or [chain]))
    lines = [first, own.text, own.link, said, tip.result_link]
    return Message("\n".join(foreign(one, 1_500) for one in lines if one), blocks)


def standing(shown: Shown, reader: Reader) -> str:
    """Say in a line or two how somebody's tip stands."""
    return " ".join(_said(shown, reader))


def _said(shown: Shown, reader: Reader) -> Iterator[str]:
    tip = shown.tip
    who = name(shown, tip.handler, reader)
    match tip.state:
        case "new" if not tip.place:
            yield reader.say("It is kept. The desk has no channel yet, so nobody sees it there.")
            yield reader.say("Tell whoever looks after Kaiku that KAIKU_DESK_CHANNEL is missing.")
        case "new":
            yield reader.say("The desk has it. This message tells you what becomes of it.")
        case "taken":
            yield reader.say("{name} at the desk looks into it.", name=who)
        case "forwarded":
            yield reader.say("{name} at the desk has sent it on to those whose matter it is.", name=who)
        case "used":
            yield reader.say("Your tip became this post. Thank you!")
        case "unused":
            yield reader.say("The desk did not use it. {reason}", reason=of_desk.reason(tip, reader)).strip()
        case _:
            yield of_desk.standing(shown, reader)


def _ways(shown: Shown, reader: Reader) -> Iterator[Any]:
    """Yield whom it was sent on to, and the ways to what became of it."""
    if shown.tip.state == "forwarded":
        yield words("\n")
        yield from of_desk.where_to(shown, reader)
    if shown.tip.state == "used" and (url := web_link(shown.tip.result_link)):
        yield words("\n")
        yield link(url, reader.say("Go to the post"))
    mention = shown.mention
    if shown.tip.state == "mention" and mention is not None and (url := web_link(mention.answer_link)):
        yield words("\n")
        yield link(url, reader.say("Go to the public reply"))
