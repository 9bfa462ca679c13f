"""The head of an item's window: what it is, when, where and by whom, and the buttons that change that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, Option, OverflowMenuElement

from bot import tongues
from bot.mentions.weblinks import web_link
from bot.networks import network_name
from bot.people import is_user_id
from bot.plan import fields
from bot.plan.kinds import DROPPED
from bot.plan.opening import Viewer
from bot.plan.whole import Whole
from bot.timing import recurrence
from bot.views import plan_words, trace
from bot.views.blocks import button, context, link, one_line, person, plain, rich, words
from bot.words import Reader

EDIT, MOVE, MORE, BRING_BACK = "plan.edit", "plan.move", "plan.more", "plan.bring_back"
"""Buttons under the head; their value is the item's id."""
REPEAT, COPY, DROP = "repeat", "copy", "drop"
"""Choices under the three dots: "<what>:<item id>"."""
_FIRST_ACCOUNTS = 6


def blocks(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Show the head."""
    item = whole.item
    title = [words(plan_words.title(item, reader), bold=True)]
    standing = f"{plan_words.kind(item.kind, reader)} · {plan_words.state(item, reader)}"
    shown: list[Block] = [rich(*title, words(f"\n{standing}"), *_when(whole, viewer, reader))]
    if item.state == DROPPED and item.dropped_why:
        shown.append(rich(words(reader.say("Dropped because:") + " ", bold=True), words(item.dropped_why)))
    facts = [*_facts(whole, viewer, reader)]
    if facts:
        shown.append(rich(*(part for fact in facts for part in fact)))
    shown += _buttons(whole, viewer, reader)
    shown.append(context(reader.say("Number p{n}", n=item.id)))
    return shown


def _when(whole: Whole, viewer: Viewer, reader: Reader) -> Iterator[Any]:
    item = whole.item
    said = plan_words.time(item, viewer.now, reader)
    yield words("\n")
    yield words(said or reader.say("It has no time yet."), bold=True)
    if other := plan_words.elsewhere(item, reader):
        yield words(f"\n{other}")
    if viewer.rule:
        yield words("\n" + reader.say("Comes again: {rule}", rule=recurrence.said(viewer.rule, reader)))


def _facts(whole: Whole, viewer: Viewer, reader: Reader) -> Iterator[list[Any]]:
    """Yield what is known, each on a line of its own; what is empty is left out."""
    item = whole.item
    lines: list[tuple[str, list[Any]]] = [
        ("accounts", _accounts(whole, reader)),
        ("owner", _person(item.owner)),
        ("deputy", _person(item.deputy)),
        ("languages", _plain(reader.listing(tongues.name(one, reader.language) for one in item.languages))),
        ("link", _link(item.link)),
        ("campaign", _plain(item.campaign)),
        ("tags", _plain(", ".join(item.tags))),
        ("unit", _plain(item.unit)),
    ]
    known = fields.of_item(item)
    for one in fields.OF_KIND[item.kind]:
        value = known.get(one.name, "")
        shown = _link(value) if one.holds == fields.LINK else []
        said = plan_words.own_value(one, value, item.timezone, reader) if value and not shown else ""
        lines.append((one.name, shown or _plain(said)))
    lines.append(("helpers", [part for one in viewer.helpers[:_FIRST_ACCOUNTS] for part in (person(one), words(" "))]))
    first = True
    for name, parts in lines:
        if parts:
            label = f"{plan_words.field(name, reader)}: "
            yield [words(label if first else f"\n{label}"), *parts]
            first = False


def _accounts(whole: Whole, reader: Reader) -> list[Any]:
    shown = [f"{one.name} ({network_name(one.network, reader)})" for one in whole.accounts[:_FIRST_ACCOUNTS]]
    left = len(whole.accounts) - len(shown)
    if left:
        shown.append(reader.count("{n} more", "{n} more", left))
    return _plain(", ".join(shown))


def _person(user_id: str) -> list[Any]:
    return [person(user_id)] if is_user_id(user_id) else _plain(user_id)


def _plain(text: str) -> list[Any]:
    return [words(one_line(text))] if text else []


def _link(url: str) -> list[Any]:
    return [link(found, found)] if (found := web_link(url)) else _plain(url)


def _buttons(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Return what this person may do."""
    item_id = str(whole.item.id)
    elements: list[Any] = []
    if viewer.may_bring_back:
        elements.append(button(reader.say("Bring back"), BRING_BACK, value=item_id))
    if viewer.may_edit:
        move = reader.say("Move") if whole.item.local_at else reader.say("Choose the time")
        elements += [button(reader.say("Edit"), EDIT, value=item_id), button(move, MOVE, value=item_id)]
    elements.append(trace.way(f"p{item_id}", reader))
    choices = {COPY: reader.say("Copy into a new one")}
    if viewer.may_edit:
        again = reader.say("Coming again") if viewer.rule else reader.say("Let it come again")
        choices |= {REPEAT: again, DROP: reader.say("Drop it")}
    options = [Option(text=plain(said, 75), value=f"{what}:{item_id}") for what, said in choices.items()]
    elements.append(OverflowMenuElement(action_id=MORE, options=options))
    return [ActionsBlock(block_id=f"plan_head:{item_id}", elements=elements)]
