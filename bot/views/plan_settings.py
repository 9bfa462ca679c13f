"""The form of how the plan works."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import Block, InputBlock, NumberInputElement

from bot.plan.choices import MOST_MINUTES, Choices, Overtaken
from bot.views.blocks import Message, rich, words
from bot.views.modal import VALUE, entry, form_window, modal
from bot.views.plan_parts import menu
from bot.words import Reader
from storage.models import PlanSettings

OPEN, FORM = "plan_settings.open", "plan_settings.form"


def title(reader: Reader) -> str:
    """Name the form and the button that opens it."""
    return reader.say("How the plan works")


def form(settings: PlanSettings, reader: Reader) -> dict[str, Any]:
    """Show the settings."""
    shown = Choices(
        approval=settings.approval,
        apart_minutes=settings.apart_minutes,
        deputy_minutes=settings.deputy_minutes,
        desk_minutes=settings.desk_minutes,
    )
    return _window(shown, settings.version, reader)


def overtaken(outcome: Overtaken, reader: Reader) -> dict[str, Any]:
    """Show the form again after somebody else was faster, with everything that was typed."""
    note = reader.say("Somebody else changed these settings while you were here. Save to put yours in place.")
    return _window(outcome.choices, outcome.now.version, reader, rich(words(note, bold=True)))


def after_saving(reader: Reader) -> dict[str, Any]:
    """Say that the settings are in force."""
    said = reader.say("Saved. Items that are in the plan already keep their own way of approval.")
    return modal(title(reader), Message(said, [rich(words(said))]), reader)


def choices_from(values: dict[str, Any]) -> Choices:
    """Return what stands in a sent form."""
    numbers = {
        name: int(values[name]) if values.get(name) else None
        for name in ("apart_minutes", "deputy_minutes", "desk_minutes")
    }
    return Choices(approval=str(values.get("approval") or ""), **numbers)


def _window(shown: Choices, version: int, reader: Reader, *notes: Block) -> dict[str, Any]:
    ways = {
        "none": reader.say("Not approved by anybody"),
        "optional": reader.say("Approved where somebody asks for it"),
        "required": reader.say("Approved always"),
        "steps": reader.say("Approved in steps"),
    }
    blocks: list[Block] = [
        *notes,
        entry("approval", reader.say("New items are"), menu(ways, shown.approval)),
        _minutes(
            "apart_minutes",
            reader.say("Minutes between two items of an account"),
            shown.apart_minutes,
            reader.say("Items that are closer together are warned of. 0 means never."),
        ),
        _minutes(
            "deputy_minutes",
            reader.say("Minutes until the deputy is told"),
            shown.deputy_minutes,
            reader.say("When an item should be out and its owner has not answered."),
        ),
        _minutes(
            "desk_minutes",
            reader.say("Minutes until the desk is told"),
            shown.desk_minutes,
            reader.say("When neither the owner nor the deputy has answered."),
        ),
    ]
    labels = (title(reader), reader.say("Save"), reader.say("Cancel"))
    return form_window(FORM, labels, blocks, carried=str(version))


def _minutes(field: str, label: str, value: int | None, hint: str) -> InputBlock:
    element = NumberInputElement(
        action_id=VALUE,
        is_decimal_allowed=False,
        initial_value=None if value is None else str(value),
        min_value="0",
        max_value=str(MOST_MINUTES),
    )
    return entry(field, label, element, hint=hint)
