"""The desk's list of mentions, with the week's figures and the ways to feeds, rules and the rest."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.mentions.kinds import CLAIMED
from bot.mentions.listing import ALL, LATE, MINE, OPEN, Look, Page
from bot.views import alert_settings, feeds, mutes_buttons, rules
from bot.views import mentions_parts as parts
from bot.views.blocks import Message, button, cut, divider, foreign, link, one_line, rich, words
from bot.views.mentions import SHOW
from bot.words import Reader
from storage.models import Mention

BROWSE = "mentions.browse"
"""The button in App Home that shows the list; its value is a packed Look, or nothing."""
TURN = "mentions.turn"
"""The list's own buttons (pages and filters); the action id has a number after a dot, as Slack wants no two alike."""
ENTER = "mentions.enter"
"""A button that opens the form of a mention entered by hand; its value are words to begin with, or nothing."""
FEEDS, RULES, MUTES, ALERTS = feeds.OPEN, rules.LIST, mutes_buttons.LIST, alert_settings.OPEN


def title(reader: Reader) -> str:
    """Name the list."""
    return reader.say("Mentions")


def page(shown: Page, reader: Reader) -> Message:
    """Show a page of mentions."""
    head = _head(shown, reader)
    blocks: list[Block] = [rich(words(head, bold=True), words(f"\n{_noise(shown, reader)}")), _filters(shown, reader)]
    lines = []
    for mention in shown.mentions:
        state = _state(mention, shown, reader)
        lines.append(f"{parts.title(mention, reader)} · {state}")
        blocks += _one(mention, state, shown, reader)
    if not shown.mentions:
        blocks.append(rich(words(_nothing(shown, reader))))
        lines.append(_nothing(shown, reader))
    blocks += [divider(), *_footer(shown, reader)]
    return Message("\n".join([foreign(head), *(foreign(line, 350) for line in lines)]), blocks)


def _one(mention: Mention, state: str, shown: Page, reader: Reader) -> list[Block]:
    address = shown.links.get(mention.id, "")
    way: list[Any] = [words(" · "), link(address, reader.say("Go to the card"))] if address else []
    urgent = f"{parts.severity_first(mention, reader)} " if parts.is_urgent(mention) else ""
    about = rich(words(urgent + cut(parts.title(mention, reader), 150), bold=True), words(f"\n{state}"), *way)
    opening = button(reader.say("Open"), SHOW, value=str(mention.id))
    return [about, ActionsBlock(block_id=f"mention.{mention.id}.list", elements=[opening])]


def _state(mention: Mention, shown: Page, reader: Reader) -> str:
    said = [cut(parts.harmless(mention.source), 60), reader.moment(mention.published_at or mention.seen_at)]
    said.append(_state_name(mention, shown, reader))
    if mention.ended_at is None and mention.due_at is not None:
        due = reader.moment(mention.due_at)
        if mention.due_at <= shown.now:
            said.append(reader.say("Late, due {moment}", moment=due))
        else:
            said.append(reader.say("Due {moment}", moment=due))
    return " · ".join(filter(None, said))


def _state_name(mention: Mention, shown: Page, reader: Reader) -> str:
    if mention.muted_by is not None:
        return reader.say("Muted")
    if mention.state == CLAIMED:
        name = cut(one_line(shown.names.get(mention.handler, "")), 60) or reader.say("Somebody")
        return reader.say("Taken: {name}", name=name)
    return parts.standing(mention, reader) or reader.say("Nobody has this yet")


def _head(shown: Page, reader: Reader) -> str:
    if shown.look.query:
        asked = cut(shown.look.query, 80)
        return reader.count("{n} mention with “{query}”", "{n} mentions with “{query}”", shown.total, query=asked)
    if shown.look.show == MINE:
        return reader.count("{n} mention is yours", "{n} mentions are yours", shown.total)
    if shown.look.show == LATE:
        return reader.count("{n} mention is late", "{n} mentions are late", shown.total)
    if shown.look.show == ALL:
        return reader.count("{n} mention in all", "{n} mentions in all", shown.total)
    return reader.count("{n} open mention", "{n} open mentions", shown.total)


def _noise(shown: Page, reader: Reader) -> str:
    stories = reader.count("{n} story", "{n} stories", shown.noise.stories)
    dismissed = reader.count("{n} dismissed", "{n} dismissed", shown.noise.dismissed)
    messages = reader.count("{n} message in channels", "{n} messages in channels", shown.noise.messages)
    return reader.say("Last 7 days: {figures}.", figures=f"{stories}, {dismissed}, {messages}")


def _nothing(shown: Page, reader: Reader) -> str:
    if shown.look.query:
        return reader.say("No headline has these words. You can enter what you have seen by hand.")
    if shown.look.show == OPEN:
        return reader.say("Nothing is open.")
    return reader.say("There is nothing here.")


def _filters(shown: Page, reader: Reader) -> ActionsBlock:
    names = {
        OPEN: reader.say("Open mentions"),
        MINE: reader.say("Mine"),
        LATE: reader.say("Late"),
        ALL: reader.say("All"),
    }
    return ActionsBlock(
        block_id="mentions.filters",
        elements=[
            button(name, f"{TURN}.{show}", value=Look(show, shown.look.query).packed())
            for show, name in names.items()
            if show != shown.look.show
        ],
    )


def _footer(shown: Page, reader: Reader) -> list[Block]:
    look = shown.look
    turning: list[ButtonElement] = []
    if look.page > 1:
        turning.append(
            button(
                reader.say("Previous"), f"{TURN}.previous", value=Look(look.show, look.query, look.page - 1).packed()
            )
        )
    if look.page < shown.pages:
        turning.append(
            button(reader.say("Next"), f"{TURN}.next", value=Look(look.show, look.query, look.page + 1).packed())
        )
    ways = [
        button(reader.say("Enter a mention"), ENTER, value=look.query or None),
        button(reader.say("Feeds"), FEEDS),
        button(reader.say("Rules"), RULES),
        button(reader.say("Mutes"), MUTES),
        button(reader.say("How alerts arrive"), ALERTS),
    ]
    pages = [ActionsBlock(block_id="mentions.pages", elements=turning)] if turning else []
    return [*pages, ActionsBlock(block_id="mentions.ways", elements=ways)]
