"""Inputs that the forms of the plan share: a line of text, a menu, a moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Option, PlainTextInputElement, StaticSelectElement

from bot.timing import wall
from bot.views.blocks import plain
from bot.views.modal import VALUE


def line(shown: str, most: int, *, multiline: bool = False) -> PlainTextInputElement:
    """Return an input for text; Slack refuses a form whose first text is longer than its field allows."""
    return PlainTextInputElement(
        action_id=VALUE, multiline=multiline, max_length=most, initial_value=shown[:most] or None
    )


def menu(choices: Mapping[str, str], chosen: str, action_id: str = VALUE) -> StaticSelectElement:
    """Return a menu of values and what they are called."""
    options = [Option(text=plain(said, 75), value=value) for value, said in choices.items()]
    initial = next((option for option in options if option.value == chosen), None)
    return StaticSelectElement(action_id=action_id, options=options, initial_option=initial)


def moment_of(value: Any, timezone: str) -> int | None:
    """Return a moment as a picker takes it, from Unix time or from local wall time (ISO text)."""
    if value in (None, ""):
        return None
    if isinstance(value, str) and not value.isdigit():
        return int(wall.moment(datetime.fromisoformat(value), timezone).at.timestamp())
    return int(value)
