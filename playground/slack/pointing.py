"""What the words of a story point at: a button by its name, an input by its id, a choice by its text."""

from collections.abc import Sequence
from typing import Any

from playground.slack import reading
from playground.slack.acts import clicks
from playground.slack.workspace import Json, Message, View


def container(surface: Message | View) -> Json:
    """How an act names the surface it happens on."""
    if isinstance(surface, View):
        return {"type": "view", "view_id": surface.id}
    return {
        "type": "message",
        "channel": surface.channel,
        "ts": surface.ts,
        "ephemeral": surface.ephemeral,
    }


def find(blocks: list[Json], name: str, value: Any, block_id: str) -> tuple[Json, Json]:
    """The one (block, element) meant by an action id or the words on a button."""
    everything = [(b, e) for b, e in reading.elements(blocks) if block_id in ("", b["block_id"])]
    fitting = [(b, e) for b, e in everything if e["action_id"] == name]
    fitting = fitting or [(b, e) for b, e in everything if reading.label(e) == name]
    if len(fitting) > 1 and value is not None:
        fitting = [(b, e) for b, e in fitting if value in _values(e)]
    if len(fitting) != 1:
        listed = [f"{e['action_id']} ({reading.label(e)})" for _, e in everything]
        what = "nothing" if not fitting else f"{len(fitting)} things"
        raise LookupError(f"{what} called {name!r} here; there are: {', '.join(listed)}")
    return fitting[0]


def _values(element: Json) -> Sequence[Any]:
    """What tells elements with the same name apart: a button's value, a menu's options."""
    options = reading.option_list(element)
    texts = [reading.plain(option["text"]) for option in options]
    return [element.get("value"), *(option["value"] for option in options), *texts]


def action_content(element: Json, value: Any, offered: list[Json]) -> Json:
    """What an action carries besides its ids: nothing for a button, the choice otherwise."""
    if element["type"] in clicks.BUTTONS:
        return {}
    if element["type"] == "feedback_buttons":
        return {"value": value}
    state = reading.state_of(element, value, offered)
    return {name: content for name, content in state.items() if name != "type"}


def fields(blocks: list[Json], key: str, value: Any) -> list[tuple[Json, Json]]:
    """The inputs that a key of `values` names: a block id or an action id."""
    everything = list(reading.elements(blocks))
    found = [(b, e) for b, e in everything if b["block_id"] == key]
    if isinstance(value, dict) and found:
        inner = [(b, e) for b, e in found if e["action_id"] in value]
        found = inner or found
    found = found or [(b, e) for b, e in everything if e["action_id"] == key]
    if not found:
        listed = [f"{b['block_id']}/{e['action_id']}" for b, e in everything]
        raise LookupError(f"no input {key!r} in this form; there are: {', '.join(listed)}")
    return found
