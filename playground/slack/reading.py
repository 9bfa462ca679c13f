"""Reading surfaces as a person does: the words on them, the things to press, the values typed."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

# Fields whose text is not on the surface until something is opened.
HIDDEN = ("confirm", "placeholder", "accessibility_label", "alt_text")
SINGLE = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
}
PLURAL = {
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "file_input": "files",
}
ONE_OPTION = ("static_select", "external_select", "radio_buttons", "overflow")
MANY_OPTIONS = ("multi_static_select", "multi_external_select", "checkboxes")


def plain(text: Any) -> str:
    """The text of a text object, empty when there is none."""
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def words(value: Any) -> str:
    """All text a person can read in these blocks, one piece a line."""
    return "\n".join(piece for piece in _pieces(value) if piece)


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for entry in value:
            yield from _pieces(entry)
    elif isinstance(value, dict):
        yield from _pieces_of(value)


def _pieces_of(value: Json) -> Iterator[str]:
    kind = value.get("type")
    if kind == "rich_text_section":
        yield "".join(_run(piece) for piece in value.get("elements", []))
        return
    for name, content in value.items():
        if name in ("text", "title", "caption", "initial_value") and isinstance(content, str):
            yield content
        elif kind == "raw_number" and name == "value" and "text" not in value:
            yield str(content)
        elif name not in HIDDEN:
            yield from _pieces(content)


def _run(piece: Json) -> str:
    """One piece of a line of rich text."""
    named = {"user": "<@{user_id}>", "channel": "<#{channel_id}>", "emoji": ":{name}:"}
    kind = str(piece.get("type"))
    if kind in named:
        return named[kind].format(**piece)
    return str(piece.get("text") or piece.get("url") or piece.get("fallback") or "")


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, element) that a person can press or fill in, from top to bottom."""
    for block in blocks:
        for name in ("accessory", "element"):
            if isinstance(block.get(name), dict) and "action_id" in block[name]:
                yield block, block[name]
        for name in ("elements", "actions"):
            for element in block.get(name) or []:
                if element.get("type") == "card":
                    yield from elements([{"block_id": block.get("block_id"), **element}])
                elif "action_id" in element:
                    yield block, element
        yield from elements(block.get("child_blocks") or [])


def label(element: Json) -> str:
    """The words on a button, or the placeholder of a menu."""
    return plain(element.get("text")) or plain(element.get("placeholder"))


def option_list(element: Json) -> list[Json]:
    """Every option of an element, those inside groups included."""
    found: list[Json] = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        found += group["options"]
    return found


def find_options(offered: list[Json], wanted: list[Any]) -> list[Json]:
    """The options that are meant by values, by visible texts, or by options themselves.

    Raises LookupError for what is not offered.
    """
    found = []
    for want in wanted:
        fitting = [o for o in offered if want in (o, o["value"], plain(o["text"]))]
        if isinstance(want, dict) and not fitting:
            fitting = [want]
        if not fitting:
            texts = [f"{o['value']} ({plain(o['text'])})" for o in offered]
            raise LookupError(f"no option {want!r}; offered: {', '.join(texts) or 'none'}")
        found.append(fitting[0])
    return found


def state_of(element: Json, value: Any, offered: list[Json] | None = None) -> Json:
    """Slack's state value for a plain value given to an element; None empties it.

    Options may be named by value or visible text; `offered` are those of an external menu.
    """
    kind = element["type"]
    if kind in ONE_OPTION or kind in MANY_OPTIONS:
        return _chosen(element, value, offered)
    if kind in SINGLE:
        if kind == "rich_text_input" and isinstance(value, str):
            value = rich_text(value)
        return {"type": kind, SINGLE[kind]: value}
    if kind in PLURAL:
        return {"type": kind, PLURAL[kind]: list(value or [])}
    return {"type": kind, "value": None if value in (None, "") else str(value)}


def _chosen(element: Json, value: Any, offered: list[Json] | None) -> Json:
    kind = element["type"]
    choice = option_list(element) + (offered or [])
    if kind in ONE_OPTION:
        found = find_options(choice, [] if value is None else [value])
        return {"type": kind, "selected_option": found[0] if found else None}
    wanted = [value] if isinstance(value, (str, dict)) else list(value or [])
    return {"type": kind, "selected_options": find_options(choice, wanted)}


def initial_state(element: Json) -> Json:
    """The state value of an element that nobody has touched."""
    kind = element["type"]
    names = {
        "selected_option": "initial_option",
        "selected_options": "initial_options",
        **{name: name.replace("selected", "initial") for name in SINGLE.values()},
        **{name: name.replace("selected", "initial") for name in PLURAL.values()},
        "rich_text_value": "initial_value",
        "value": "initial_value",
    }
    empty = state_of(element, None)
    (name,) = empty.keys() - {"type"}
    return {"type": kind, name: element.get(names[name], empty[name])}


def rich_text(text: str) -> Json:
    """A rich text value with one line of plain text."""
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [line]}


def content_of(state: Json) -> Any:
    """The content of a state value, whatever it is called in this kind of element."""
    return next((value for name, value in state.items() if name != "type"), None)
