"""Block elements: which fields each may have and their limits, and which block takes which."""

from collections.abc import Iterator, Mapping
from typing import Any

from playground.slack.checks.shapes import (
    Check,
    Fault,
    anything,
    at_least_one,
    boolean,
    both,
    exactly_one,
    many,
    one_of,
    shape,
    string,
    url,
    whole,
)
from playground.slack.checks.texts import (
    CONFIRM,
    DISPATCH,
    FILTER,
    IDENTIFIER,
    LINK_OPTION,
    OPTION_GROUPS,
    OPTIONS,
    PLACEHOLDER,
    PLAIN_OPTION,
    RICH_OPTION,
    initials_are_options,
    plain,
    slack_file,
    values_differ,
)

STYLE = one_of("primary", "danger")
BASE = {"action_id": IDENTIFIER, "focus_on_load": boolean}
MENU = {**BASE, "placeholder": PLACEHOLDER, "confirm": CONFIRM}
MANY = {**MENU, "max_selected_items": whole(1, 100)}
DATE = string(10, 10, r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
CLOCK = string(5, 5, r"([01]\d|2[0-3]):[0-5]\d")
SOME_IDS = many(IDENTIFIER, 1, 100)
TYPE = {"type": anything}


def _input(**extra: Check) -> dict[str, Check]:
    """The fields that every typed input shares, and those of its own."""
    shared: dict[str, Check] = {**BASE, "placeholder": PLACEHOLDER}
    return {**shared, "dispatch_action_config": DISPATCH, **extra}


def _choice(extra: dict[str, Check], *, of: Check) -> Check:
    """A static menu: options or option groups, and what is chosen at first."""
    initial = {"initial_option": of, "initial_options": many(of, 1, 100)}
    fields = {"options": OPTIONS, "option_groups": OPTION_GROUPS, **initial, **extra}
    return both(
        shape(TYPE, fields),
        exactly_one("options", "option_groups"),
        initials_are_options,
        values_differ,
    )


def _boxes(value: Any, pointer: str) -> Iterator[Fault]:
    """Checkboxes and radio buttons: one to ten options."""
    fields = {
        **BASE,
        "confirm": CONFIRM,
        "initial_option": RICH_OPTION,
        "initial_options": many(RICH_OPTION, 1, 10),
    }
    yield from shape({**TYPE, "options": many(RICH_OPTION, 1, 10)}, fields)(value, pointer)
    yield from initials_are_options(value, pointer)
    yield from values_differ(value, pointer)


def _lengths(value: Any, pointer: str) -> Iterator[Fault]:
    """`min_length` may not exceed `max_length`, nor the first text `max_length`."""
    low, high, text = (value.get(name) for name in ("min_length", "max_length", "initial_value"))
    if isinstance(low, int) and isinstance(high, int) and low > high:
        yield Fault("min_length must be less than max_length", f"{pointer}/min_length")
    if isinstance(text, str) and isinstance(high, int) and len(text) > high:
        yield Fault("initial_value is longer than max_length", f"{pointer}/initial_value")


def _menu(singular: str, *, several: bool = False, extra: Mapping[str, Check] | None = None) -> Check:
    """A menu of people, conversations or channels."""
    if several:
        return shape(TYPE, {**MANY, f"initial_{singular}s": SOME_IDS, **(extra or {})})
    return shape(TYPE, {**MENU, f"initial_{singular}": IDENTIFIER, **(extra or {})})


CONVERSATIONS = {"default_to_current_conversation": boolean, "filter": FILTER}
RESPONSE_URL = {"response_url_enabled": boolean}
EXTERNAL = {"min_query_length": whole(0, 150)}
NUMERAL = string(50, 1, r"-?\d+(\.\d+)?")
FEEDBACK = shape({"text": plain(75), "value": string(2000, 1)}, {"accessibility_label": string(75, 1)})
BUTTON_EXTRAS = {
    "action_id": IDENTIFIER,
    "url": url(),
    "value": string(2000, 1),
    "style": STYLE,
    "confirm": CONFIRM,
    "accessibility_label": string(75, 1),
}

ELEMENTS: dict[str, Check] = {
    "button": shape({**TYPE, "text": plain(75)}, BUTTON_EXTRAS),
    "workflow_button": shape(
        {**TYPE, "text": plain(75), "workflow": anything, "action_id": IDENTIFIER},
        {"style": STYLE, "accessibility_label": string(75, 1)},
    ),
    "static_select": _choice(MENU, of=PLAIN_OPTION),
    "multi_static_select": _choice(MANY, of=PLAIN_OPTION),
    "external_select": shape(TYPE, {**MENU, **EXTERNAL, "initial_option": PLAIN_OPTION}),
    "multi_external_select": shape(TYPE, {**MANY, **EXTERNAL, "initial_options": many(PLAIN_OPTION, 1, 100)}),
    "users_select": _menu("user"),
    "multi_users_select": _menu("user", several=True),
    "conversations_select": _menu("conversation", extra=CONVERSATIONS | RESPONSE_URL),
    "multi_conversations_select": _menu("conversation", several=True, extra=CONVERSATIONS),
    "channels_select": _menu("channel", extra=RESPONSE_URL),
    "multi_channels_select": _menu("channel", several=True),
    "overflow": both(
        shape(
            {**TYPE, "options": many(LINK_OPTION, 1, 5)},
            {"action_id": IDENTIFIER, "confirm": CONFIRM},
        ),
        values_differ,
    ),
    "checkboxes": _boxes,
    "radio_buttons": _boxes,
    "datepicker": shape(TYPE, {**MENU, "initial_date": DATE}),
    "timepicker": shape(TYPE, {**MENU, "initial_time": CLOCK, "timezone": string(100, 1)}),
    "datetimepicker": shape(
        TYPE,
        {**BASE, "confirm": CONFIRM, "initial_date_time": whole(1_000_000_000, 9_999_999_999)},
    ),
    "plain_text_input": both(
        shape(
            TYPE,
            _input(
                initial_value=string(3000),
                multiline=boolean,
                min_length=whole(0, 3000),
                max_length=whole(1, 3000),
            ),
        ),
        _lengths,
    ),
    "email_text_input": shape(TYPE, _input(initial_value=string(3000))),
    "url_text_input": shape(TYPE, _input(initial_value=string(3000))),
    "number_input": shape(
        {**TYPE, "is_decimal_allowed": boolean},
        _input(initial_value=NUMERAL, min_value=NUMERAL, max_value=NUMERAL),
    ),
    "rich_text_input": shape(TYPE, _input(initial_value=anything, min_lines=whole(1, 100), max_lines=whole(1, 100))),
    "file_input": shape(
        TYPE,
        {
            "action_id": IDENTIFIER,
            "filetypes": many(string(20, 1), 1, 100),
            "max_files": whole(1, 10),
        },
    ),
    "image": both(
        shape({**TYPE, "alt_text": string(2000, 1)}, {"image_url": url(), "slack_file": slack_file}),
        exactly_one("image_url", "slack_file"),
    ),
    "feedback_buttons": shape(
        {**TYPE, "positive_button": FEEDBACK, "negative_button": FEEDBACK},
        {"action_id": IDENTIFIER},
    ),
    "icon_button": both(
        shape(
            {**TYPE, "text": plain(75), "icon": one_of("trash")},
            {
                "action_id": IDENTIFIER,
                "value": string(2000, 1),
                "confirm": CONFIRM,
                "accessibility_label": string(75, 1),
                "visible_to_user_ids": many(IDENTIFIER, 1, 100),
            },
        ),
        at_least_one("action_id"),
    ),
}

_MENUS = tuple(name for name in ELEMENTS if name.endswith("_select"))
_PICKERS = ("datepicker", "timepicker")
_BOXES = ("checkboxes", "radio_buttons")


def chosen(*names: str) -> dict[str, Check]:
    """The checks of the named elements only."""
    return {name: ELEMENTS[name] for name in names}


ACCESSORIES = chosen("button", "workflow_button", "overflow", "image", *_MENUS, *_PICKERS, *_BOXES)
ACTIONS = chosen(
    "button",
    "workflow_button",
    "overflow",
    "datetimepicker",
    "rich_text_input",
    *_MENUS,
    *_PICKERS,
    *_BOXES,
)
INPUTS = chosen(
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
    "datetimepicker",
    *_MENUS,
    *_PICKERS,
    *_BOXES,
)
