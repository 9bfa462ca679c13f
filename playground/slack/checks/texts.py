"""Composition objects: texts, options, confirm dialogs and filters, with Slack's limits."""

from collections.abc import Iterator
from typing import Any

from playground.slack.checks.shapes import Check, Fault, boolean, by_type, many, one_of, shape, string, url

KIND = one_of("plain_text", "mrkdwn")


def plain(most: int, least: int = 1) -> Check:
    """A `plain_text` object of `least` to `most` characters."""
    fields = {"type": KIND, "text": string(most, least)}
    return by_type({"plain_text": shape(fields, {"emoji": boolean})})


def text(most: int, least: int = 1) -> Check:
    """A `plain_text` or `mrkdwn` object of `least` to `most` characters."""
    fields = {"type": KIND, "text": string(most, least)}
    return by_type(
        {
            "plain_text": shape(fields, {"emoji": boolean}),
            "mrkdwn": shape(fields, {"verbatim": boolean}),
        }
    )


IDENTIFIER = string(255, 1)
PLACEHOLDER = plain(150)
CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
PLAIN_OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75)})
RICH_OPTION = shape({"text": text(75), "value": string(150, 1)}, {"description": text(75)})
LINK_OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75), "url": url()})
OPTIONS = many(PLAIN_OPTION, 1, 100)
OPTION_GROUPS = many(shape({"label": plain(75), "options": OPTIONS}), 1, 100)
FILTER = shape(
    {},
    {
        "include": many(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
DISPATCH = shape(
    {},
    {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 1, 2)},
)


def slack_file(value: Any, pointer: str) -> Iterator[Fault]:
    """A picture that lies in Slack: named by exactly one of `id` and `url`."""
    yield from shape({}, {"id": string(255, 1), "url": url()})(value, pointer)
    if isinstance(value, dict) and len({"id", "url"} & value.keys()) != 1:
        yield Fault("must provide exactly one of: id, url", pointer)


def all_options(element: dict[str, Any]) -> list[Any]:
    """Every option of an element, those inside groups included."""
    groups = [group for group in _listed(element, "option_groups") if isinstance(group, dict)]
    return [option for one in (element, *groups) for option in _listed(one, "options")]


def _listed(value: dict[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    return found if isinstance(found, list) else []


def initials_are_options(value: Any, pointer: str) -> Iterator[Fault]:
    """The options chosen at first must be among the options offered, with the same texts."""
    if not isinstance(value, dict):
        return
    offered = all_options(value)
    if "initial_option" in value and value["initial_option"] not in offered:
        yield Fault("initial_option must be one of the options", f"{pointer}/initial_option")
    for index, chosen in enumerate(_listed(value, "initial_options")):
        if chosen not in offered:
            where = f"{pointer}/initial_options/{index}"
            yield Fault("initial_options must be among the options", where)


def values_differ(value: Any, pointer: str) -> Iterator[Fault]:
    """Two options of one element must not carry the same value."""
    seen: set[Any] = set()
    for option in all_options(value) if isinstance(value, dict) else []:
        known = option.get("value") if isinstance(option, dict) else None
        if isinstance(known, str) and known in seen:
            yield Fault(f"options must have different values: {known}", pointer)
        if isinstance(known, str):
            seen.add(known)
