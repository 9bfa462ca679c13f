"""Approvals in the window of an item: how they stand, the form that asks, the form that returns with a comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    UserMultiSelectElement,
)

from bot.approvals.asking import Opened, Step
from bot.approvals.deciding import MOST_COMMENT
from bot.approvals.kinds import ALL, ANY, MOST_PEOPLE, MOST_STEPS
from bot.plan.kinds import APPROVED, ASKED, NONE, RETURNED
from bot.plan.opening import Viewer
from bot.plan.whole import Whole
from bot.views import plan_words
from bot.views.approvals_cards import Asked, decided
from bot.views.blocks import button, context, person, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, optional
from bot.words import Reader
from storage.models import PlanItem

SEND, TAKE_BACK = "approvals.send", "approvals.take_back"
"""Buttons of the section; their value is the item's id."""
SENDING, RETURNING = "approvals.sending", "approvals.returning"


def section_of(whole: Whole, viewer: Viewer, reader: Reader, *, can_send: bool = True) -> list[Block]:
    """Show how the approval of an item stands, with the button that takes it back or, if it `can_send`, sends it."""
    item = whole.item
    if item.approval == NONE and not whole.steps and not viewer.may_edit:
        return []
    parts: list[Any] = [words(reader.say("Approval"), bold=True), words(f"\n{state(item, reader)}")]
    for one in whole.decisions:
        if one.text_version == item.text_version:
            parts += [words("\n• "), person(one.by), words(": " + decided(one, reader))]
    elements = []
    if viewer.may_edit and item.approval_state == ASKED:
        elements.append(button(reader.say("Ask nobody any more"), TAKE_BACK, value=str(item.id)))
    elif viewer.may_edit and item.approval_state != APPROVED and can_send:
        elements.append(button(reader.say("Send for approval"), SEND, value=str(item.id)))
    blocks: list[Block] = [rich(*parts)]
    return [*blocks, ActionsBlock(block_id=f"approvals:{item.id}", elements=elements)] if elements else blocks


def state(item: PlanItem, reader: Reader) -> str:
    """Say how the approval of an item stands."""
    said = {
        ASKED: reader.say("Waits for approval."),
        APPROVED: reader.say("Approved."),
        RETURNED: reader.say("Returned with a comment. Change the text, then send it again."),
    }
    if item.approval_state in said:
        return said[item.approval_state]
    if item.approval in ("required", "steps"):
        return reader.say("Has to be approved before it goes out.")
    return reader.say("Nobody was asked to approve it.")


def sending(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Return the form that sends an item for approval: up to three steps, one after the other."""
    blocks: list[Block] = [context(reader.say("They see the texts as they are now. Steps come one after the other."))]
    blocks += step_inputs(opened.steps, MOST_STEPS, reader)
    labels = (reader.say("Send for approval"), reader.say("Send"), reader.say("Cancel"))
    return form_window(SENDING, labels, blocks, carried=str(opened.item.id))


def step_inputs(steps: Sequence[Step], least: int, reader: Reader) -> list[InputBlock]:
    """Return the fields for these steps, and for empty ones after them until there are `least`."""
    shown = [*steps, *(Step(()) for _ in range(least - len(steps)))]
    return [
        block for number, step in enumerate(shown, 1) for block in _step(number, step, reader, is_only=len(shown) == 1)
    ]


def steps_from(values: Mapping[str, Any]) -> list[Step]:
    """Return the steps that stand in a sent form."""
    return [
        Step(tuple(values.get(f"people{number}") or ()), str(values.get(f"needs{number}") or ANY))
        for number in range(1, MOST_STEPS + 1)
    ]


def returning(asked: Asked, seen: int, reader: Reader) -> dict[str, Any]:
    """Return the form for what is to be changed."""
    element = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=MOST_COMMENT, focus_on_load=True)
    comment = entry("comment", reader.say("What is to be changed?"), element)
    shown = rich(words(plan_words.title(asked.whole.item, reader), bold=True))
    labels = (reader.say("Return it"), reader.say("Return"), reader.say("Cancel"))
    return form_window(RETURNING, labels, [shown, comment], carried=f"{asked.ask.id}:{seen}")


def _step(number: int, step: Step, reader: Reader, *, is_only: bool) -> list[InputBlock]:
    select = UserMultiSelectElement(
        action_id=VALUE, initial_users=list(step.people) or None, max_selected_items=MOST_PEOPLE
    )
    label = reader.say("Who approves it") if is_only else reader.say("Step {number}: who approves", number=number)
    options = [
        Option(text=plain(reader.say("One of them is enough"), 75), value=ANY),
        Option(text=plain(reader.say("All of them"), 75), value=ALL),
    ]
    chosen = options[step.needs == ALL]
    radios = RadioButtonsElement(action_id=VALUE, options=options, initial_option=chosen)
    people = entry(f"people{number}", label, select) if number == 1 else optional(f"people{number}", label, select)
    return [people, entry(f"needs{number}", reader.say("How many have to"), radios)]
