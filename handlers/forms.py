"""From a view's state, as Slack sends it, to plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Values = dict[str, Any]

_PLAIN = (
    "selected_date",
    "selected_time",
    "selected_date_time",
    "selected_user",
    "selected_conversation",
    "selected_channel",
    "selected_users",
    "selected_conversations",
    "selected_channels",
    "rich_text_value",
)


def values(view: Mapping[str, Any]) -> Values:
    """Return what stands in a form: the value of each input by its block id.

    Texts are stripped and never None; a choice is its option's value, None when nothing is chosen; several choices are a list;
    files are a list of file ids. In a block with more than one element each stands under "<block_id>/<action_id>".
    """
    found: Values = {}
    for block_id, by_action in ((view.get("state") or {}).get("values") or {}).items():
        for action_id, state in by_action.items():
            name = block_id if len(by_action) == 1 else f"{block_id}/{action_id}"
            found[name] = value_of(state)
    return found


def files(view: Mapping[str, Any], block_id: str) -> list[Any]:
    """Return the files that were put into a field of a form, each as Slack tells of it."""
    by_action = ((view.get("state") or {}).get("values") or {}).get(block_id) or {}
    return [file for state in by_action.values() for file in state.get("files") or []]


def value_of(state: Mapping[str, Any]) -> Any:
    """Return the plain value of one element's state."""
    if "selected_option" in state:
        option = state["selected_option"]
        return option["value"] if option else None
    if "selected_options" in state:
        return [option["value"] for option in state["selected_options"] or []]
    if "files" in state:
        return [file["id"] if isinstance(file, dict) else file for file in state["files"] or []]
    for name in _PLAIN:
        if name in state:
            return state[name]
    return str(state.get("value") or "").strip()
