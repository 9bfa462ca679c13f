"""What Slack refuses in messages and views, each limit from both sides, and that nothing else makes the checks stumble."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.slack.checks import find_message_faults, message_faults, options_faults, view_faults
from playground.slack.checks.blocks import EVERYWHERE, MESSAGES_ONLY
from playground.slack.checks.elements import ELEMENTS
from tests.playground.slack_bot import actions, button, field, modal, plain, section

Json = dict[str, Any]


def message(*blocks: Any, text: str = "hello") -> Json:
    return {"text": text, "blocks": list(blocks)}


def option(value: str = "a", text: str = "A", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[Json]:
    return [option(str(number)) for number in range(count)]


def select(count: int = 2, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": options(count), **more}


def rows(count: int, columns: int = 1, text: str = "x") -> list[list[Json]]:
    return [[{"type": "raw_text", "text": text}] * columns for _ in range(count)]


def boxes(count: int, kind: str = "checkboxes") -> Json:
    return actions({"type": kind, "action_id": "b", "options": options(count)})


def overflow(count: int) -> Json:
    return actions({"type": "overflow", "action_id": "o", "options": options(count)})


def text_input(**more: Any) -> Json:
    return field("f", {"type": "plain_text_input", **more})


def confirm(title: str = "Sure", text: str = "Really", yes: str = "Yes") -> Json:
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain("No")}


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a cat", **more}


def chart(series: int = 1, labels: tuple[str, ...] = ("Mon",), title: str = "Week") -> Json:
    data = [{"label": label, "value": 1} for label in labels]
    plots = [{"name": str(number), "data": data} for number in range(series)]
    axes = {"categories": ["Mon"]}
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {"type": "bar", "series": plots, "axis_config": axes},
    }


def rich(*pieces: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(pieces)}]}


ALLOWED_AND_NOT = {
    "50 blocks": (message(*[{"type": "divider"}] * 50), message(*[{"type": "divider"}] * 51)),
    "section text": (message(section("x" * 3000)), message(section("x" * 3001))),
    "section empty": (message(section("x")), message(section(""))),
    "fields": (
        message({"type": "section", "fields": [plain("x" * 2000)] * 6}),
        message({"type": "section", "fields": [plain("x" * 2001)]}),
    ),
    "10 fields": (
        message({"type": "section", "fields": [plain("x")] * 10}),
        message({"type": "section", "fields": [plain("x")] * 11}),
    ),
    "header": (
        message({"type": "header", "text": plain("x" * 150)}),
        message({"type": "header", "text": plain("x" * 151)}),
    ),
    "header is plain": (
        message({"type": "header", "text": plain("x")}),
        message({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}),
    ),
    "context": (
        message({"type": "context", "elements": [plain("x")] * 10}),
        message({"type": "context", "elements": [plain("x")] * 11}),
    ),
    "25 buttons": (
        message(actions(*[button(str(n)) for n in range(25)])),
        message(actions(*[button(str(n)) for n in range(26)])),
    ),
    "no buttons": (message(actions(button("a"))), message(actions())),
    "button text": (message(actions(button("a", "x" * 75))), message(actions(button("a", "x" * 76)))),
    "button value": (message(actions(button("a", value="x" * 2000))), message(actions(button("a", value="x" * 2001)))),
    "button style": (message(actions(button("a", style="danger"))), message(actions(button("a", style="red")))),
    "button link": (
        message(actions(button("a", url="https://example.org/a?b=1"))),
        message(actions(button("a", url="javascript:alert(1)"))),
    ),
    "link without blanks": (
        message(actions(button("a", url="http://example.org"))),
        message(actions(button("a", url="http://example.org/a b"))),
    ),
    "action id": (message(actions(button("x" * 255))), message(actions(button("x" * 256)))),
    "action ids differ": (message(actions(button("a"), button("b"))), message(actions(button("a"), button("a")))),
    "same action id in two blocks": (message(actions(button("a")), actions(button("a"))), message({"type": "actions"})),
    "block ids differ": (
        message(section("x", block_id="a"), section("x", block_id="b")),
        message(section("x", block_id="a"), section("x", block_id="a")),
    ),
    "block id": (message(section("x", block_id="x" * 255)), message(section("x", block_id="x" * 256))),
    "100 options": (message(actions(select(100))), message(actions(select(101)))),
    "no options": (message(actions(select(1))), message(actions(select(0)))),
    "option text": (
        message(actions(select(options=[option(text="x" * 75)]))),
        message(actions(select(options=[option(text="x" * 76)]))),
    ),
    "option value": (
        message(actions(select(options=[option("x" * 150)]))),
        message(actions(select(options=[option("x" * 151)]))),
    ),
    "option values differ": (message(actions(select(2))), message(actions(select(options=[option(), option()])))),
    "option description": (
        message(actions(select(options=[option(description=plain("x" * 75))]))),
        message(actions(select(options=[option(description=plain("x" * 76))]))),
    ),
    "initial option is offered": (
        message(actions(select(initial_option=option("1")))),
        message(actions(select(initial_option=option("9")))),
    ),
    "options or groups": (
        message(actions({"type": "static_select", "option_groups": [{"label": plain("g"), "options": options(2)}]})),
        message(actions(select(2, option_groups=[{"label": plain("g"), "options": options(2)}]))),
    ),
    "placeholder": (
        message(actions(select(placeholder=plain("x" * 150)))),
        message(actions(select(placeholder=plain("x" * 151)))),
    ),
    "10 checkboxes": (message(boxes(10)), message(boxes(11))),
    "10 radio buttons": (message(boxes(10, "radio_buttons")), message(boxes(11, "radio_buttons"))),
    "overflow 1-5": (message(overflow(5)), message(overflow(6))),
    "overflow not empty": (message(overflow(1)), message(overflow(0))),
    "confirm title": (
        message(actions(button("a", confirm=confirm("x" * 100)))),
        message(actions(button("a", confirm=confirm("x" * 101)))),
    ),
    "confirm text": (
        message(actions(button("a", confirm=confirm(text="x" * 300)))),
        message(actions(button("a", confirm=confirm(text="x" * 301)))),
    ),
    "confirm button": (
        message(actions(button("a", confirm=confirm(yes="x" * 30)))),
        message(actions(button("a", confirm=confirm(yes="x" * 31)))),
    ),
    "image alt text": (message(image(alt_text="x" * 2000)), message(image(alt_text=""))),
    "image has a source": (message(image()), message({"type": "image", "alt_text": "a cat"})),
    "accessory": (
        message(section("x", accessory=button("a"))),
        message(section("x", accessory={"type": "file_input"})),
    ),
    "input in a message": (message(text_input()), message(field("f", button("a")))),
    "input label": (message(field("x" * 255, select())), message({"type": "input", "element": select()})),
    "file input": (message(section("x")), message(field("f", {"type": "file_input"}))),
    "max length": (message(text_input(max_length=3000)), message(text_input(max_length=3001))),
    "min below max": (message(text_input(min_length=1, max_length=2)), message(text_input(min_length=3, max_length=2))),
    "number input": (
        message(field("f", {"type": "number_input", "is_decimal_allowed": False})),
        message(field("f", {"type": "number_input"})),
    ),
    "date": (
        message(actions({"type": "datepicker", "initial_date": "2026-11-24"})),
        message(actions({"type": "datepicker", "initial_date": "24.11.2026"})),
    ),
    "rich text": (message(rich({"type": "text", "text": "x"})), message(rich({"type": "text", "text": ""}))),
    "rich link": (
        message(rich({"type": "link", "url": "https://example.org"})),
        message(rich({"type": "link", "url": "ftp://example.org"})),
    ),
    "rich pieces": (message(rich({"type": "user", "user_id": "U1"})), message(rich({"type": "bold", "text": "x"}))),
    "table rows": (message({"type": "table", "rows": rows(100)}), message({"type": "table", "rows": rows(101)})),
    "table columns": (
        message({"type": "table", "rows": rows(1, 20)}),
        message({"type": "table", "rows": rows(1, 21)}),
    ),
    "one table": (
        message({"type": "table", "rows": rows(1)}),
        message({"type": "table", "rows": rows(1)}, {"type": "table", "rows": rows(1)}),
    ),
    "table text": (
        message({"type": "table", "rows": rows(100, text="x" * 100)}),
        message({"type": "table", "rows": rows(100, text="x" * 101)}),
    ),
    "data table": (
        message({"type": "data_table", "caption": "c", "rows": rows(101)}),
        message({"type": "data_table", "caption": "c", "rows": rows(102)}),
    ),
    "data table caption": (
        message({"type": "data_table", "caption": "c", "rows": rows(2)}),
        message({"type": "data_table", "rows": rows(2)}),
    ),
    "data table even": (
        message({"type": "data_table", "caption": "c", "rows": rows(2)}),
        message({"type": "data_table", "caption": "c", "rows": [*rows(2), *rows(1, 2)]}),
    ),
    "chart": (message(chart()), message(chart(title="x" * 51))),
    "two charts": (message(chart(), chart()), message(chart(), chart(), chart())),
    "chart labels fit": (message(chart()), message(chart(labels=("Tue",)))),
    "unknown block": (message({"type": "divider"}), message({"type": "carpet"})),
    "unknown element": (message(actions(button("a"))), message(actions({"type": "lever", "action_id": "a"}))),
    "unknown field": (message({"type": "divider"}), message({"type": "divider", "colour": "red"})),
    "sum of text": (message(*[section("x" * 2640)] * 5), message(*[section("x" * 2641)] * 5)),
    "text": (message(section("x")), message(section("x"), text="")),
}


@pytest.mark.parametrize("limit", ALLOWED_AND_NOT)
def test_message_limit(limit: str) -> None:
    """What is just allowed passes, the next is refused."""
    fine, refused = ALLOWED_AND_NOT[limit]
    assert message_faults(fine) == []
    assert message_faults(refused) != []


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


def without(view: Json, name: str) -> Json:
    return {key: value for key, value in view.items() if key != name}


VIEWS_ALLOWED_AND_NOT = {
    "100 blocks": (home(*[{"type": "divider"}] * 100), home(*[{"type": "divider"}] * 101)),
    "title": (modal(section("x"), title=plain("x" * 24)), modal(section("x"), title=plain("x" * 25))),
    "title is needed": (modal(section("x")), without(modal(section("x")), "title")),
    "submit": (modal(section("x"), submit=plain("x" * 24)), modal(section("x"), submit=plain("x" * 25))),
    "close": (modal(section("x"), close=plain("x" * 24)), modal(section("x"), close=plain("x" * 25))),
    "an input needs submit": (without(modal(section("x")), "submit"), without(modal(text_input()), "submit")),
    "metadata": (
        modal(section("x"), private_metadata="x" * 3000),
        modal(section("x"), private_metadata="x" * 3001),
    ),
    "callback id": (modal(section("x"), callback_id="x" * 255), modal(section("x"), callback_id="x" * 256)),
    "a home has no title": (home(section("x")), home(section("x"), title=plain("Home"))),
    "a home may be empty, a modal not": (home(), modal()),
    "block ids differ": (
        modal(section("x", block_id="a"), section("x", block_id="b")),
        modal(section("x", block_id="a"), section("x", block_id="a")),
    ),
    "file input": (
        modal(field("f", {"type": "file_input", "max_files": 10})),
        home(field("f", {"type": "file_input"})),
    ),
    "no tables": (modal(section("x")), modal({"type": "table", "rows": rows(1)})),
    "type": (modal(section("x")), modal(section("x"), type="window")),
    "250 kB": (modal(*[section("x" * 2400)] * 99), modal(*[section("x" * 2600)] * 99)),
}


@pytest.mark.parametrize("limit", VIEWS_ALLOWED_AND_NOT)
def test_view_limit(limit: str) -> None:
    """What is just allowed passes, the next is refused."""
    fine, refused = VIEWS_ALLOWED_AND_NOT[limit]
    assert view_faults(fine) == []
    assert view_faults(refused) != []


def test_a_fault_says_where_it_is() -> None:
    assert message_faults(message(section("x"), actions(button("a", "x" * 76)))) == [
        "[ERROR] must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]"
    ]
    assert view_faults(modal(section("")))[0].endswith("[json-pointer:/view/blocks/0/text/text]")


@pytest.mark.parametrize(
    ("payload", "update", "error"),
    [
        (message(section("x"), text="  "), False, "no_text"),
        (message({"type": "carpet"}), False, "invalid_blocks"),
        ({"text": "x", "blocks": {}}, False, "invalid_blocks_format"),
        (message(*[section("x" * 3000)] * 5), False, "msg_blocks_too_long"),
        ({"text": "x" * 4001}, True, "msg_too_long"),
    ],
)
def test_each_kind_of_fault_has_slacks_name(payload: Json, update: bool, error: str) -> None:  # noqa: FBT001
    assert [fault.error for fault in find_message_faults(payload, update=update)] == [error]


def test_a_long_text_may_be_posted_but_not_updated() -> None:
    assert message_faults({"text": "x" * 4001}) == []
    assert message_faults({"text": "x" * 4000}, update=True) == []


def test_an_options_answer_may_be_empty_but_not_too_long() -> None:
    assert options_faults({"options": []}) == []
    assert options_faults({"options": options(100)}) == []
    assert options_faults({"options": options(101)}) != []
    assert options_faults({"text": "hello"}) != []


NAMES = ["text", "fields", "elements", "element", "accessory", "rows", "chart", "series", "options", "action_id", "url"]
MORE = ["block_id", "confirm", "initial_option", "option_groups", "axis_config", "data", "title", "initial_options"]
WORDS = st.sampled_from([*NAMES, *MORE, "max_length", "initial_value", "child_blocks", "categories", "actions"])
TYPES = st.sampled_from(["plain_text", "bar", "rich_text_section", "raw_text", *EVERYWHERE, *MESSAGES_ONLY, *ELEMENTS])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)


def typed(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """Objects with a type that Slack knows and other fields of any shape."""
    return st.builds(lambda kind, rest: {**rest, "type": kind}, TYPES, st.dictionaries(WORDS, inner, max_size=6))


JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | typed(inner), max_leaves=30)
BLOCKS = typed(JSON)


ODD = [
    5,
    "x",
    None,
    {},
    [],
    [5],
    [None],
    [[5]],
    {"type": 5},
    {"type": []},
    [{"type": "plain_text"}],
    True,
    [{"options": 5}],
]
ODD_FIELDS = [
    "text",
    "fields",
    "elements",
    "element",
    "accessory",
    "options",
    "option_groups",
    "initial_options",
    "max_length",
]
ODD_FIELDS += [
    "initial_value",
    "initial_option",
    "rows",
    "chart",
    "block_id",
    "action_id",
    "child_blocks",
    "title",
    "actions",
]


def odd_blocks() -> list[Json]:
    """Every block and element with every odd value in every field."""
    kinds = [*EVERYWHERE, *MESSAGES_ONLY]
    blocks: list[Json] = [{"type": kind, name: odd} for kind in kinds for name in ODD_FIELDS for odd in ODD]
    elements = [{"type": kind, name: odd} for kind in ELEMENTS for name in ODD_FIELDS for odd in ODD]
    charts = [{"type": "bar", "series": series, "axis_config": axes} for series in ODD for axes in ODD]
    blocks += [{"type": "actions", "elements": [element]} for element in elements]
    blocks += [{"type": "input", "element": element} for element in elements]
    return blocks + [{"type": "data_visualization", "chart": chart} for chart in charts]


def test_odd_values_are_faults_not_accidents() -> None:
    blocks = odd_blocks()
    lines = [line for at in range(0, len(blocks), 50) for line in message_faults(message(*blocks[at : at + 50]))]
    assert len(blocks) > 10_000
    assert len(lines) >= len(blocks)


@settings(max_examples=50, deadline=None)
@given(st.lists(BLOCKS | JSON, max_size=4))
def test_no_payload_makes_the_checks_stumble(blocks: list[Any]) -> None:
    """Whatever JSON comes, the answer is a list of faults, never an exception."""
    assert all(line.startswith("[ERROR]") for line in message_faults({"text": "x", "blocks": blocks}))
    assert all(line.startswith("[ERROR]") for line in view_faults({"type": "modal", "blocks": blocks}))


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=3500))
def test_a_section_passes_exactly_up_to_its_limit(text: str) -> None:
    assert (message_faults(message(section(text))) == []) == (len(text) <= 3000)
