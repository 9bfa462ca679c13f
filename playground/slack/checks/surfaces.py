"""Messages and views as a whole: sizes, unique ids, and what a surface must have.

Limits come from Slack's reference, except the sum of a message's block text, which Slack does not
publish (about 13,200 characters, measured by others).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from playground.slack.checks.blocks import MESSAGE_BLOCK, VIEW_BLOCK, files_in_modals_only
from playground.slack.checks.shapes import Check, Fault, anything, boolean, one_of, shape, string
from playground.slack.checks.texts import IDENTIFIER, OPTION_GROUPS, OPTIONS, plain

MOST_BLOCK_TEXT = 13_200
MOST_TABLE_TEXT = 10_000
MOST_MARKDOWN = 12_000
MOST_VIEW_BYTES = 250_000
MOST_UPDATE_TEXT = 4_000
PER_MESSAGE = {"table": 1, "data_visualization": 2}


def message_faults(payload: Mapping[str, Any], *, update: bool = False) -> list[str]:
    """What Slack would refuse in a message, as lines with JSON pointers; empty when it is fine.

    `update` applies the narrower limits of chat.update.
    """
    return [fault.line() for fault in find_message_faults(payload, update=update)]


def view_faults(view: Any) -> list[str]:
    """What Slack would refuse in a modal or Home tab, as lines with JSON pointers."""
    return [fault.line() for fault in find_view_faults(view)]


def options_faults(payload: Any) -> list[str]:
    """What Slack would refuse in the answer to an options request."""
    if not isinstance(payload, dict) or len({"options", "option_groups"} & payload.keys()) != 1:
        return [Fault("must provide exactly one of: options, option_groups", "/").line()]
    if payload.get("options") == [] or payload.get("option_groups") == []:
        return []  # "nothing found" is a legal answer, unlike in a block
    check = shape({}, {"options": OPTIONS, "option_groups": OPTION_GROUPS})
    return [fault.line() for fault in check(payload, "")]


def find_message_faults(payload: Mapping[str, Any], *, update: bool = False) -> list[Fault]:
    """The faults of a message with the error name that Slack answers for each."""
    return list(_message(payload, update=update))


def find_view_faults(view: Any) -> list[Fault]:
    """The faults of a view with the error name that Slack answers for each."""
    if not isinstance(view, dict):
        return [Fault("must provide an object", "/view", "invalid_arguments")]
    return [fault._replace(error=_view_error(fault)) for fault in _view(view)]


def _view_error(fault: Fault) -> str:
    return fault.error if fault.error == "view_too_large" else "invalid_arguments"


def _message(payload: Mapping[str, Any], *, update: bool) -> Iterator[Fault]:
    text, blocks = payload.get("text"), payload.get("blocks")
    if not isinstance(text, str) or not text.strip():
        yield Fault("no text: screen readers and notifications read it", "/text", "no_text")
    elif update and len(text) > MOST_UPDATE_TEXT:
        yield Fault("must be less than 4001 characters", "/text", "msg_too_long")
    if blocks is None:
        return
    if not isinstance(blocks, list):
        yield Fault("must be an array", "/blocks", "invalid_blocks_format")
        return
    if len(blocks) > 50:
        yield Fault("no more than 50 items allowed", "/blocks")
    for index, block in enumerate(blocks):
        yield from MESSAGE_BLOCK(block, f"/blocks/{index}")
        yield from files_in_modals_only(block, f"/blocks/{index}")
    yield from _unique_ids(blocks)
    yield from _sums(blocks)


def _sums(blocks: list[Any]) -> Iterator[Fault]:
    """The limits that hold over all blocks of a message together."""
    known = [block for block in blocks if isinstance(block, dict)]
    for kind, most in PER_MESSAGE.items():
        if sum(block.get("type") == kind for block in known) > most:
            yield Fault(f"no more than {most} {kind} blocks allowed", "/blocks")
    tables = [block for block in known if block.get("type") in ("table", "data_table")]
    if text_length(tables) > MOST_TABLE_TEXT:
        yield Fault("tables hold more than 10000 characters", "/blocks", "msg_blocks_too_long")
    markdown = [block for block in known if block.get("type") == "markdown"]
    if text_length(markdown) > MOST_MARKDOWN:
        yield Fault("markdown holds more than 12000 characters", "/blocks", "msg_blocks_too_long")
    if text_length(known) > MOST_BLOCK_TEXT:
        yield Fault("blocks hold more than 13200 characters", "/blocks", "msg_blocks_too_long")


def text_length(blocks: Iterable[Any]) -> int:
    """The number of characters that people read in these blocks."""
    total, open_ends = 0, list(blocks)
    while open_ends:
        value = open_ends.pop()
        if isinstance(value, list):
            open_ends += value
        elif isinstance(value, dict):
            words = value.get("text")
            total += len(words) if isinstance(words, str) else 0
            open_ends += [inner for inner in value.values() if isinstance(inner, (dict, list))]
    return total


def _unique_ids(blocks: list[Any]) -> Iterator[Fault]:
    """Block ids differ within a surface, action ids within a block."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            yield Fault(f"block_id already exists: {block_id}", f"/blocks/{index}/block_id")
        if isinstance(block_id, str):
            seen.add(block_id)
        yield from _unique_actions(block, f"/blocks/{index}")


def _unique_actions(block: dict[str, Any], pointer: str) -> Iterator[Fault]:
    elements = block.get("elements")
    seen: set[str] = set()
    for index, element in enumerate(elements if isinstance(elements, list) else []):
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if not isinstance(action_id, str):
            continue
        if action_id in seen:
            where = f"{pointer}/elements/{index}/action_id"
            yield Fault(f"action_id already exists in this block: {action_id}", where)
        seen.add(action_id)


_COMMON: dict[str, Check] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": IDENTIFIER,
}
_MODAL = shape(
    {"type": one_of("modal"), "title": plain(24), "blocks": anything},
    {
        **_COMMON,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = shape({"type": one_of("home"), "blocks": anything}, _COMMON)


def _view(view: dict[str, Any]) -> Iterator[Fault]:
    if len(json.dumps(view, ensure_ascii=False).encode("utf-8", "replace")) > MOST_VIEW_BYTES:
        yield Fault("view is larger than 250 kB", "/view", "view_too_large")
    home = view.get("type") == "home"
    yield from (_HOME if home else _MODAL)(view, "/view")
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        yield Fault("must be an array", "/view/blocks")
        return
    if len(blocks) > 100:
        yield Fault("no more than 100 items allowed", "/view/blocks")
    if not blocks and not home:
        yield Fault("must provide at least 1 items", "/view/blocks")
    yield from _view_blocks(blocks, home=home)
    has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
    if has_input and not home and "submit" not in view:
        yield Fault("missing required field: submit, when there is an input", "/view/submit")


def _view_blocks(blocks: list[Any], *, home: bool) -> Iterator[Fault]:
    for index, block in enumerate(blocks):
        pointer = f"/view/blocks/{index}"
        yield from VIEW_BLOCK(block, pointer)
        if home:
            yield from files_in_modals_only(block, pointer)
    for fault in _unique_ids(blocks):
        yield fault._replace(pointer=f"/view{fault.pointer}")
