"""When an item is told, in forms: the picker, words that are said back, the zone, and the reason for an order broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, DateTimePickerElement, ExternalDataSelectElement, InputBlock, Option
from slack_sdk.models.blocks.basic_components import DispatchActionConfig

from bot.plan import draft, series_moving, times
from bot.plan.draft import LATER, ONE, Opened
from bot.plan.series_moving import Moves
from bot.timing import human, wall
from bot.views import plan_days, plan_words
from bot.views.blocks import divider, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, optional
from bot.views.plan_difference import notes
from bot.views.plan_parts import line, menu
from bot.words import Reader
from storage.models import PlanItem

FORM = "plan_time.sent"
WHEN, ZONE = "plan_time.when", "plan_time.zone"
"""Words of time are understood when Enter is pressed; zones are looked for while somebody types."""

_FIRST, _STAYS = 3, 5
"""Of what moves, and of what keeps its time, so many are named."""


def form(opened: Opened, reader: Reader, moves: Moves | None = None) -> dict[str, Any]:
    """Show the form that moves an item in time; `moves` says first where it and the later ones would go."""
    title = reader.say("Move") if opened.item is not None and opened.item.local_at else reader.say("Choose the time")
    blocks: list[Block] = [*notes(opened, reader), *([_moves(moves, reader), divider()] if moves else [])]
    if opened.item is not None:
        blocks.append(rich(words(plan_words.title(opened.item, reader), bold=True)))
    blocks += [*inputs(opened, reader, with_zone=True), *order_and_scope(opened, reader)]
    send = reader.say("Move them") if moves else reader.say("Save")
    return form_window(FORM, (title, send, reader.say("Cancel")), blocks, carried=opened.form.packed())


def inputs(opened: Opened, reader: Reader, *, with_zone: bool) -> Iterator[Block]:
    """Yield the inputs of the time, and how the words were understood."""
    chosen = opened.draft.chosen
    picker = DateTimePickerElement(action_id=VALUE, initial_date_time=chosen.at)
    yield optional(times.AT, reader.say("Time"), picker, hint=reader.say("On your own clock, as Slack shows it."))
    typed = line(chosen.when, times.MOST)
    typed.action_id = WHEN
    typed.dispatch_action_config = DispatchActionConfig(trigger_actions_on=["on_enter_pressed"])
    hint = reader.say("For instance: tomorrow at 9, Wed 14:30, 24.12. at 10. Press Enter to see how I understand it.")
    said = optional(times.WHEN, reader.say("Or the time in words"), typed, hint=hint)
    said.dispatch_action = True
    yield said
    if opened.understood is not None:
        moment = human.shown(opened.understood, reader)
        yield rich(words(reader.say("I understand: {time}", time=moment), bold=True))
    elif opened.fault is not None:
        yield rich(words(opened.fault.words(reader), bold=True))
    if with_zone:
        hint = reader.say("Words of time are meant there.")
        yield entry(times.ZONE, reader.say("Time zone"), _zones(chosen.timezone), hint=hint)


def order_and_scope(opened: Opened, reader: Reader) -> Iterator[InputBlock]:
    """Yield what is asked only now and then: why an order is broken, and whether later ones of a series are meant too."""
    if opened.is_series:
        choices = {ONE: reader.say("Only this one"), LATER: reader.say("This one and all later ones")}
        yield entry(draft.SCOPE, reader.say("What is changed"), menu(choices, opened.draft.scope))
    if opened.form.asks_why:
        why = line(opened.draft.order_why, draft.LONGEST[draft.WHY], multiline=True)
        yield optional(draft.WHY, reader.say("Reason for breaking the order"), why)


def zone_options(names: Iterable[str]) -> list[Option]:
    """Return zones as options of a menu."""
    return [Option(text=plain(name, 75), value=name) for name in names]


def _zones(chosen: str) -> ExternalDataSelectElement:
    (initial,) = zone_options([chosen])
    return ExternalDataSelectElement(action_id=ZONE, min_query_length=0, initial_option=initial)


def _moves(found: Moves, reader: Reader) -> Block:
    """Say how many items move and where the first ones go, and which keep their time."""
    said = reader.count("{n} item moves. Nothing is saved yet.", "{n} items move. Nothing is saved yet.", len(found.to))
    lines = [_at(at, found.timezone, reader) for _, at in found.to[:_FIRST]]
    if (more := len(found.to) - _FIRST) > 0:
        last = _at(found.to[-1][1], found.timezone, reader)
        lines.append(reader.count("and {n} more, the last: {time}", "and {n} more, the last: {time}", more, time=last))
    parts = [words(said, bold=True), words("".join(f"\n• {line}" for line in lines))]
    if found.stays:
        kept = reader.count("{n} item keeps its time:", "{n} items keep their time:", len(found.stays))
        stays = [_stay(one, why, reader) for one, why in found.stays[:_STAYS]]
        if (more := len(found.stays) - _STAYS) > 0:
            stays.append(reader.count("{n} more", "{n} more", more))
        parts += [words(f"\n{kept}", bold=True), words("".join(f"\n• {line}" for line in stays))]
    return rich(*parts)


def _stay(one: PlanItem, why: str, reader: Reader) -> str:
    reasons = {
        series_moving.BY_HAND: reader.say("was moved by hand"),
        "posted": reader.say("has been posted"),
        "missed": reader.say("was missed, waits for a decision"),
        "approved": reader.say("has been approved"),
    }
    at = _at(one.local_at, one.timezone, reader) if one.local_at else reader.say("No time yet")
    return f"{at} · {reasons.get(why, why)}"


def _at(at: datetime, timezone: str, reader: Reader) -> str:
    """Say a wall time with its year; its zone stands in the form."""
    moment = wall.moment(at, timezone).at
    return f"{plan_days.short(at.date(), reader)} {Reader(reader.language, timezone).clock(moment)}"
