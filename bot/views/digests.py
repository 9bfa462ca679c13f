"""Digests as people see them: a heading, a few headlines, the rest in the thread, and a way to take one up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, StaticSelectElement
from slack_sdk.models.blocks.basic_components import Option

from bot.mentions.digest_pages import FIRST, PAGE
from bot.mentions.kinds import ANSWERED, CLOSED, JOINED, NO_ACTION, OPEN
from bot.views.blocks import Message, button, context, cut, foreign, plain, rich, words
from bot.views.mentions_parts import harmless, headline, is_urgent, severity_first
from bot.views.mentions_parts import title as title_of
from bot.views.modal import modal
from bot.words import Reader
from storage.models import Digest, Mention

TAKE_UP = "digests.take_up"
"""A choice; its value is "digest:mention"."""
TAKE_UP_ROW = "digests.take_up_row"
"""The same as a button of the list in a window."""
SHOW_ALL = "digests.show_all"
_MOST_CHOICES = 100
_MOST_ROWS = 40
"""Rows of a window, each with a button beside it."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A digest with its mentions, the name of its rule, and people's names by Slack id."""

    digest: Digest
    items: Sequence[Mention]
    rule: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def card(gathered: Gathered, reader: Reader) -> Message:
    """Show a digest in its place."""
    digest, items = gathered.digest, gathered.items
    title = _title(gathered, reader)
    first = items[:FIRST]
    blocks: list[Block] = [rich(words(title, bold=True)), *(_line(mention, gathered, reader) for mention in first)]
    rest = len(items) - len(first)
    if rest:
        blocks.append(context(reader.count("{n} more in the thread.", "{n} more in the thread.", rest)))
    blocks.append(ActionsBlock(block_id=f"digest.{digest.id}", elements=_ways(digest, items, reader)))
    lines = [foreign(cut(f"• {_said(mention, reader)}", 250)) for mention in first]
    return Message("\n".join([foreign(title), *lines]), blocks)


def more(gathered: Gathered, page: int, reader: Reader) -> Message | None:
    """Show one page of the rest of a digest; None when there is none."""
    shown = gathered.items[FIRST + page * PAGE : FIRST + (page + 1) * PAGE]
    if not shown:
        return None
    said = [foreign(cut(f"• {_said(mention, reader)}", 180)) for mention in shown]
    return Message("\n".join(said), [_line(mention, gathered, reader) for mention in shown])


def listing(gathered: Gathered, reader: Reader) -> dict[str, Any]:
    """Show all of a digest in a window, each with a button that takes it up."""
    digest, items = gathered.digest, gathered.items
    blocks: list[Block] = []
    for mention in items[:_MOST_ROWS]:
        value = f"{digest.id}:{mention.id}"
        blocks.append(_line(mention, gathered, reader))
        if mention.state in OPEN:
            up = button(reader.say("Take up"), TAKE_UP_ROW, value=value)
            blocks.append(ActionsBlock(block_id=f"digest.row.{mention.id}", elements=[up]))
    if len(items) > _MOST_ROWS:
        left = len(items) - _MOST_ROWS
        said = reader.count(
            "{n} more stands in the thread and in “/some mentions”.",
            "{n} more stand in the thread and in “/some mentions”.",
            left,
        )
        blocks.append(context(said))
    return modal(reader.say("Mentions"), Message(reader.say("Mentions"), blocks), reader)


def _ways(digest: Digest, items: Sequence[Mention], reader: Reader) -> list[Any]:
    options = [
        Option(value=f"{digest.id}:{mention.id}", text=plain(title_of(mention, reader), 75))
        for mention in items
        if mention.state in OPEN
    ][:_MOST_CHOICES]
    ways: list[Any] = []
    if options:
        placeholder = plain(reader.say("Take one up …"), 150)
        ways.append(StaticSelectElement(action_id=TAKE_UP, options=options, placeholder=placeholder))
    ways.append(button(reader.say("Show all"), SHOW_ALL, value=str(digest.id)))
    return ways


def _title(gathered: Gathered, reader: Reader) -> str:
    digest, count, rule = gathered.digest, len(gathered.items), cut(harmless(gathered.rule), 80)
    since = reader.moment(digest.opened_at)
    match digest.kind:
        case "brief":
            return reader.count(
                "Morning brief: {n} mention since {since}",
                "Morning brief: {n} mentions since {since}",
                count,
                since=since,
            )
        case "flood":
            return reader.count(
                "+{n} more mention since {since}", "+{n} more mentions since {since}", count, since=since
            )
        case "hourly":
            return reader.count("In an hour, {n} mention: {rule}", "In an hour, {n} mentions: {rule}", count, rule=rule)
        case "daily":
            return reader.count("In a day, {n} mention: {rule}", "In a day, {n} mentions: {rule}", count, rule=rule)
        case _:
            return reader.count("In a week, {n} mention: {rule}", "In a week, {n} mentions: {rule}", count, rule=rule)


def _line(mention: Mention, gathered: Gathered, reader: Reader) -> Block:
    """One mention on a line of its own: how urgent it is, its headline, its source, and how it stands."""
    source = cut(harmless(mention.source), 60)
    said = " · ".join(filter(None, [source, reader.moment(mention.published_at or mention.seen_at)]))
    state = _state(mention, gathered.names, reader)
    after = [words(f" · {state}", italic=True)] if state else []
    return rich(words("• "), *headline(mention, reader), words(f" · {said}"), *after)


def _said(mention: Mention, reader: Reader) -> str:
    said = title_of(mention, reader)
    if is_urgent(mention):
        said = f"{severity_first(mention, reader)} {said}"
    source = cut(harmless(mention.source), 60)
    return f"{said} ({source})" if source else said


def _state(mention: Mention, names: Mapping[str, str], reader: Reader) -> str:
    """Say in few words what has become of a mention; nothing while nobody has it."""
    name = cut(harmless(names.get(mention.handler, "")), 60) or reader.say("Somebody")
    ended = {
        ANSWERED: reader.say("answered: {name}", name=name),
        NO_ACTION: reader.say("no reply needed: {name}", name=name),
        CLOSED: reader.say("not ours: {name}", name=name),
        JOINED: reader.say("told with another one"),
    }
    if mention.state in ended:
        return ended[mention.state]
    return reader.say("in hand: {name}", name=name) if mention.handler else ""
