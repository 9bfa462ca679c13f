"""Blocks: the fields and limits of each kind, and the surfaces that take it."""

from collections.abc import Iterator
from typing import Any

from playground.slack.checks import elements
from playground.slack.checks.rich_text import RICH_TEXT
from playground.slack.checks.shapes import (
    Check,
    Fault,
    anything,
    at_least_one,
    boolean,
    both,
    by_type,
    exactly_one,
    many,
    one_of,
    shape,
    string,
    url,
)
from playground.slack.checks.tables import DATA_TABLE, DATA_VISUALIZATION, TABLE
from playground.slack.checks.texts import IDENTIFIER, plain, slack_file, text

TYPE = {"type": anything}
NAMED = {"block_id": IDENTIFIER}
PICTURE = elements.ELEMENTS["image"]
BUTTON = elements.chosen("button")

SECTION = both(
    shape(
        TYPE,
        {
            **NAMED,
            "text": text(3000),
            "fields": many(text(2000), 1, 10),
            "accessory": by_type(elements.ACCESSORIES),
            "expand": boolean,
        },
    ),
    at_least_one("text", "fields"),
)
IMAGE = both(
    shape(
        {**TYPE, "alt_text": string(2000, 1)},
        {**NAMED, "image_url": url(), "slack_file": slack_file, "title": plain(2000)},
    ),
    exactly_one("image_url", "slack_file"),
)
CONTEXT = shape(
    {
        **TYPE,
        "elements": many(by_type({"image": PICTURE, "plain_text": text(3000), "mrkdwn": text(3000)}), 1, 10),
    },
    NAMED,
)
ACTIONS = shape({**TYPE, "elements": many(by_type(elements.ACTIONS), 1, 25)}, NAMED)
INPUT = shape(
    {**TYPE, "label": plain(2000), "element": by_type(elements.INPUTS)},
    {**NAMED, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
)
VIDEO = shape(
    {
        **TYPE,
        "alt_text": string(2000, 1),
        "title": plain(199),
        "thumbnail_url": url(),
        "video_url": url(),
    },
    {
        **NAMED,
        "title_url": url(),
        "description": plain(200),
        "provider_icon_url": url(),
        "provider_name": string(200),
        "author_name": string(49),
    },
)
CARD = both(
    shape(
        TYPE,
        {
            **NAMED,
            "hero_image": PICTURE,
            "icon": PICTURE,
            "title": text(150),
            "subtitle": text(150),
            "body": text(200),
            "actions": many(by_type(BUTTON), 1, 5),
        },
    ),
    at_least_one("hero_image", "title", "actions", "body"),
)

EVERYWHERE: dict[str, Check] = {
    "section": SECTION,
    "divider": shape(TYPE, NAMED),
    "header": shape({**TYPE, "text": plain(150)}, NAMED),
    "context": CONTEXT,
    "actions": ACTIONS,
    "image": IMAGE,
    "input": INPUT,
    "rich_text": RICH_TEXT,
    "video": VIDEO,
}
FILE = shape({**TYPE, "external_id": IDENTIFIER, "source": one_of("remote")}, NAMED)
CHILDREN = by_type({**EVERYWHERE, "table": TABLE, "file": FILE})
CONTAINER = shape(
    {**TYPE, "child_blocks": many(CHILDREN, 1, 10)},
    {
        **NAMED,
        "title": plain(150),
        "rich_text_title": RICH_TEXT,
        "subtitle": text(150),
        "width": anything,
        "icon": PICTURE,
        "is_collapsible": boolean,
        "default_collapsed": boolean,
        "has_header_divider": boolean,
    },
)

# Where Slack takes the newer blocks besides messages is not published: they are refused there.
MESSAGES_ONLY: dict[str, Check] = {
    "markdown": shape({**TYPE, "text": string(12_000, 1)}, NAMED),
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
    "file": FILE,
    "alert": shape(
        {**TYPE, "text": text(3000)},
        {**NAMED, "level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": CARD,
    "carousel": shape({**TYPE, "elements": many(by_type({"card": CARD}), 1, 10)}, NAMED),
    "container": CONTAINER,
    "context_actions": shape(
        {
            **TYPE,
            "elements": many(by_type(elements.chosen("feedback_buttons", "icon_button")), 1, 5),
        },
        NAMED,
    ),
}
MESSAGE_BLOCK = by_type({**EVERYWHERE, **MESSAGES_ONLY})
VIEW_BLOCK = by_type(EVERYWHERE)


def files_in_modals_only(block: Any, pointer: str) -> Iterator[Fault]:
    """A file input is taken in modals only."""
    element = block.get("element") if isinstance(block, dict) else None
    if isinstance(element, dict) and element.get("type") == "file_input":
        yield Fault("unsupported type: file_input", f"{pointer}/element/type")
