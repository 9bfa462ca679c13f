"""The list of tips, for the desk and for whoever sent some."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.tips.listing import ALL, MINE, OPEN, SENT, Look, Page
from bot.views import tips as card_view
from bot.views import tips_buttons, tips_tipper
from bot.views.blocks import Message, button, cut, foreign, link, one_line, rich, words
from bot.views.tips import Shown, name
from bot.words import Reader

TURN = "tips.turn"
"""The list's own buttons (pages and filters); the action id has a word after a dot, as Slack wants no two alike."""
SHOW = "tips.show"
"""The button that opens one tip; its value is the tip's id."""


def title(reader: Reader) -> str:
    """Name the list."""
    return reader.say("Tips")


def page(shown: Page, reader: Reader) -> Message:
    """Show a page of tips."""
    head = _head(shown, reader)
    blocks: list[Block] = [rich(words(head, bold=True))]
    if shown.is_desk:
        blocks.append(_filters(shown, reader))
    lines = []
    for one in shown.tips:
        text, state = _said(one, reader), _standing(one, shown, reader)
        lines.append(f"{text} · {state}")
        address = shown.links.get(one.tip.id, "")
        way = [words(" · "), link(address, reader.say("Go to the card"))] if address else []
        opening = button(reader.say("Open"), SHOW, value=str(one.own.id))
        blocks.append(rich(words(text, bold=True), words(f"\n{state}"), *way))
        blocks.append(ActionsBlock(block_id=f"tip.{one.own.id}.list", elements=[opening]))
    if not shown.tips:
        said = reader.say("Nothing waits.") if shown.look.show == OPEN else reader.say("There is nothing here.")
        blocks.append(rich(words(said)))
        lines.append(said)
    blocks.append(_footer(shown, reader))
    return Message("\n".join([foreign(head), *(foreign(line, 350) for line in lines)]), blocks)


def window_title(reader: Reader) -> str:
    """Name the window of one tip."""
    return reader.say("Tip")


def _said(one: Shown, reader: Reader) -> str:
    own = one.own
    text = cut(one_line(own.text), 150) or cut(own.link, 150) or reader.say("A message in Slack")
    return reader.say("t{n}, {name}: {text}", n=own.id, name=name(one, own.by, reader), text=text)


def _standing(one: Shown, shown: Page, reader: Reader) -> str:
    said = card_view.standing(one, reader) if shown.is_desk else tips_tipper.standing(one, reader)
    return f"{reader.moment(one.own.at)} · {cut(one_line(said), 200)}"


def _head(shown: Page, reader: Reader) -> str:
    match shown.look.show:
        case "mine":
            return reader.count("{n} tip is yours to decide", "{n} tips are yours to decide", shown.total)
        case "sent":
            return reader.count("You have sent {n} tip", "You have sent {n} tips", shown.total)
        case "all":
            return reader.count("{n} tip in all", "{n} tips in all", shown.total)
        case _:
            return reader.count("{n} tip to be decided", "{n} tips to be decided", shown.total)


def _filters(shown: Page, reader: Reader) -> ActionsBlock:
    names = {
        OPEN: reader.say("To be decided"),
        MINE: reader.say("Mine"),
        SENT: reader.say("Sent by me"),
        ALL: reader.say("All"),
    }
    made = [
        button(label, f"{TURN}.{show}", value=Look(show).packed())
        for show, label in names.items()
        if show != shown.look.show
    ]
    return ActionsBlock(block_id="tips.filters", elements=made)


def _footer(shown: Page, reader: Reader) -> ActionsBlock:
    look = shown.look
    made: list[ButtonElement] = []
    if look.page > 1:
        made.append(button(reader.say("Previous"), f"{TURN}.previous", value=Look(look.show, look.page - 1).packed()))
    if look.page < shown.pages:
        made.append(button(reader.say("Next"), f"{TURN}.next", value=Look(look.show, look.page + 1).packed()))
    made.append(tips_buttons.to_send(reader))
    return ActionsBlock(block_id="tips.pages", elements=made)
