"""The forms under the three dots of an item: dropping it with a reason, letting it come again."""

from __future__ import annotations

from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block, DatePickerElement, Option, StaticMultiSelectElement

from bot.plan import series
from bot.plan.draft import LATER, ONE, SCOPE
from bot.plan.moving import LONGEST_REASON
from bot.timing import recurrence
from bot.timing.human_day import weekday_name
from bot.views import plan_words
from bot.views.blocks import plain, rich, words
from bot.views.modal import VALUE, entry, form_window, optional
from bot.views.plan_parts import line, menu
from bot.words import Reader
from storage.models import PlanItem

DROP, REPEAT = "plan_moves.drop", "plan_moves.repeat"
WHY, RULE, DAYS, UNTIL = "why", "rule", "days", "until"
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def dropping(item: PlanItem, reader: Reader) -> dict[str, Any]:
    """Show the form that asks why an item is dropped, and of a series which ones."""
    said = reader.say("It stays in the plan as dropped, with the reason, and nobody is reminded of it.")
    blocks: list[Block] = [rich(words(plan_words.title(item, reader), bold=True), words(f"\n{said}"))]
    if item.series_id is not None:
        choices = {ONE: reader.say("Only this one"), LATER: reader.say("This one and all later ones")}
        blocks.append(entry(SCOPE, reader.say("What is dropped"), menu(choices, ONE)))
    why = line("", LONGEST_REASON, multiline=True)
    blocks.append(entry(WHY, reader.say("Why is it dropped?"), why))
    labels = reader.say("Drop it"), reader.say("Drop it"), reader.say("Cancel")
    return form_window(DROP, labels, blocks, carried=str(item.id))


def repeating(item: PlanItem, reader: Reader) -> dict[str, Any]:
    """Show the form that lets an item come again: how often, and until when."""
    starts = item.local_at
    if starts is None:
        return form_window(REPEAT, ("", "", ""), [])
    said = reader.say("Each one is an item of its own, at the same time of day. Texts and social accounts are copied.")
    blocks: list[Block] = [rich(words(plan_words.title(item, reader), bold=True), words(f"\n{said}"))]
    rules = {rule: recurrence.said(rule, reader) for rule in recurrence.choices(starts)}
    choices = {**rules, series.CUSTOM: reader.say("every week on days that I choose")}
    blocks.append(entry(RULE, reader.say("How often"), menu(choices, next(iter(rules)))))
    days = [Option(text=plain(weekday_name(n, reader.language), 75), value=code) for n, code in enumerate(_WEEK)]
    own = StaticMultiSelectElement(action_id=VALUE, options=days, initial_options=[days[starts.weekday()]])
    hint = reader.say("Only for “every week on days that I choose”.")
    blocks.append(optional(DAYS, reader.say("Days"), own, hint=hint))
    until = DatePickerElement(action_id=VALUE, initial_date=series.last_day(starts).isoformat())
    hint = reader.count("At most {n} in all.", "At most {n} in all.", recurrence.MOST)
    blocks.append(entry(UNTIL, reader.say("Last day"), until, hint=hint))
    labels = reader.say("Let it come again"), reader.say("Save"), reader.say("Cancel")
    return form_window(REPEAT, labels, blocks, carried=str(item.id))


def day_from(value: Any) -> date | None:
    """Return the day of a picker."""
    return date.fromisoformat(str(value)) if value else None


def repeated_note(count: int, reader: Reader) -> str:
    """Say that a series was made."""
    return reader.count("Saved. It comes {n} time in all.", "Saved. It comes {n} times in all.", count)
