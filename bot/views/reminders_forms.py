"""Forms that a reminder opens: the address of what was posted, another time, another person, a reason, a result, a next look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    Option,
    RadioButtonsElement,
    UserSelectElement,
)

from bot.plan.whole import Whole
from bot.reminders.posting import may_have_no_link
from bot.reminders.results import AS_DRAFT, AS_IDEA, FIGURES, NO
from bot.timing import human
from bot.timing.human import Understood
from bot.views import plan_words
from bot.views.blocks import Message, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.views.plan_parts import line
from bot.words import Reader
from storage.models import PlanItem, Reminder

POSTED_FORM = "reminders.posted.form"
SNOOZE_FORM = "reminders.snooze.form"
HAND_OVER_FORM = "reminders.hand_over.form"
DECLINE_FORM = "reminders.decline.form"
RESULT_FORM = "reminders.result.form"
REVIEW_FORM = "reminders.review.form"
NEW_TIME_FORM = "reminders.decide.time.form"
DROP_FORM = "reminders.decide.drop.form"
YES = "yes"


def posted(whole: Whole, reader: Reader) -> dict[str, Any]:
    """Ask for the address of what was posted."""
    hint = reader.say("Open what you posted, copy its address and paste it here.")
    address = entry("link", reader.say("Address of the post"), line(whole.item.posted_link, 1_000), hint=hint)
    blocks: list[Block] = [_title(whole.item, reader), address]
    if may_have_no_link(whole.item, list(whole.accounts)):
        address.optional = True
        tick = Option(value=YES, text=plain(reader.say("There is no address"), 75))
        ticks = CheckboxesElement(action_id=VALUE, options=[tick])
        blocks.append(optional("has_no_link", reader.say("No address"), ticks))
    labels = reader.say("Posted"), reader.say("Keep"), reader.say("Cancel")
    return form_window(POSTED_FORM, labels, blocks, carried=str(whole.item.id))


def snooze(reminder: Reminder, item: PlanItem, reader: Reader) -> dict[str, Any]:
    """Ask for a time in words."""
    hint = reader.say("For example: tomorrow at 9, Fri 10.30, in 2 hours.")
    when = entry("until", reader.say("When I remind you again"), line("", 200), hint=hint)
    labels = reader.say("Later"), reader.say("Remind me then"), reader.say("Cancel")
    return form_window(SNOOZE_FORM, labels, [_title(item, reader), when], carried=str(reminder.id))


def hand_over(reminder: Reminder, item: PlanItem, reader: Reader) -> dict[str, Any]:
    """Ask who takes it."""
    who = UserSelectElement(action_id=VALUE, placeholder=plain(reader.say("Choose a colleague"), 150))
    hint = reader.say("They own it from then on, and are reminded at once.")
    blocks = [_title(item, reader), entry("person", reader.say("Who takes it"), who, hint=hint)]
    labels = reader.say("Hand over"), reader.say("Hand over"), reader.say("Cancel")
    return form_window(HAND_OVER_FORM, labels, blocks, carried=str(reminder.id))


def decline(reminder: Reminder, item: PlanItem, reader: Reader) -> dict[str, Any]:
    """Ask why somebody cannot do it."""
    hint = reader.say("The deputy hears it with your reason; where there is none, it stands in the desk’s list.")
    why = entry("reason", reader.say("Why"), line("", 500, multiline=True), hint=hint)
    labels = reader.say("Can’t do it"), reader.say("Send"), reader.say("Cancel")
    return form_window(DECLINE_FORM, labels, [_title(item, reader), why], carried=str(reminder.id))


def result(whole: Whole, reader: Reader) -> dict[str, Any]:
    """Ask for the figures, and whether it is worth repeating."""
    item = whole.item
    names = {
        "reach": reader.say("People reached"),
        "clicks": reader.say("Clicks"),
        "comments": reader.say("Comments"),
    }
    blocks: list[Block] = [_title(item, reader)]
    for name in FIGURES:
        known = item.result.get(name)
        blocks.append(optional(name, names[name], line("" if known is None else str(known), 20)))
    choices = {
        NO: reader.say("No"),
        AS_IDEA: reader.say("Yes, keep it as an idea"),
        AS_DRAFT: reader.say("Yes, plan it again"),
    }
    options = [Option(value=value, text=plain(said, 75)) for value, said in choices.items()]
    initial = options[0] if item.is_worth_repeating is False else None
    again = RadioButtonsElement(action_id=VALUE, options=options, initial_option=initial)
    blocks.append(entry("again", reader.say("Is it worth repeating?"), again))
    labels = reader.say("Result"), reader.say("Keep"), reader.say("Cancel")
    return form_window(RESULT_FORM, labels, blocks, carried=str(item.id))


def review(whole: Whole, reader: Reader) -> dict[str, Any]:
    """Ask when the page behind an item is to be looked at next."""
    picker = DatePickerElement(action_id=VALUE)
    hint = reader.say("Leave it empty when nobody has to look again.")
    day = optional("next", reader.say("Look at it again on"), picker, hint=hint)
    labels = reader.say("Page looked at"), reader.say("Keep"), reader.say("Cancel")
    return form_window(REVIEW_FORM, labels, [_title(whole.item, reader), day], carried=str(whole.item.id))


def new_time(item: PlanItem, reader: Reader) -> dict[str, Any]:
    """Ask for a new time of an item that was missed."""
    hint = reader.say("For example: tomorrow at 9, Fri 10.30. Zone: {zone}.", zone=item.timezone)
    when = entry("when", reader.say("New time"), line("", 200), hint=hint)
    labels = reader.say("New time"), reader.say("Move it"), reader.say("Cancel")
    return form_window(NEW_TIME_FORM, labels, [_title(item, reader), when], carried=str(item.id))


def drop(item: PlanItem, reader: Reader) -> dict[str, Any]:
    """Ask why an item is dropped."""
    why = optional("reason", reader.say("Why"), line("", 500, multiline=True))
    labels = reader.say("Drop it"), reader.say("Drop it"), reader.say("Cancel")
    return form_window(DROP_FORM, labels, [_title(item, reader), why], carried=str(item.id))


def put_off(meant: Understood, reader: Reader) -> dict[str, Any]:
    """Say when somebody is reminded again, as their words were understood."""
    said = reader.say("I remind you then: {when}", when=human.shown(meant, reader))
    return modal(reader.say("Later"), Message(said, [rich(words(said))]), reader)


def moved(meant: Understood, reader: Reader) -> dict[str, Any]:
    """Say when an item is planned for now, as somebody's words were understood."""
    said = reader.say("It is planned for this time: {when}", when=human.shown(meant, reader))
    return modal(reader.say("New time"), Message(said, [rich(words(said))]), reader)


def figures_from(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the figures of a sent form as they were typed."""
    return {name: str(values.get(name) or "") for name in FIGURES}


def day_from(values: Mapping[str, Any]) -> date | None:
    """Return the day that was chosen for the next look."""
    text = str(values.get("next") or "")
    return date.fromisoformat(text) if text else None


def _title(item: PlanItem, reader: Reader) -> Block:
    return rich(words(plan_words.title(item, reader), bold=True))
