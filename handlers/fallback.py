"""Whatever nobody else listens for, registered last: nothing stays unacknowledged, and people hear what to do instead."""

from __future__ import annotations

import re
from typing import Any

import structlog
from slack_bolt import Ack, App

from bot.errors import NotFound

_ANYTHING = re.compile(".*", re.DOTALL)
_log = structlog.get_logger(__name__)


def register(bolt: App) -> None:
    """Listen for everything."""
    bolt.command(_ANYTHING)(command)
    bolt.action(_ANYTHING)(action)
    bolt.view(_ANYTHING)(view)
    bolt.view_closed(_ANYTHING)(view_closed)
    bolt.options(_ANYTHING)(options)
    bolt.shortcut(_ANYTHING)(shortcut)
    bolt.event(_ANYTHING)(event)


def event(event: dict[str, Any]) -> None:
    """Take an event that no feature wants."""
    _log.debug("event left alone", type=event.get("type"))


def command() -> None:
    """Answer a command that is in the Slack app but not in this version."""
    raise NotFound("I do not know this command. Write “/some help” to see what I can do.")


def action(ack: Ack, action: dict[str, Any], body: dict[str, Any]) -> None:
    """Take the click on a link, which Slack has opened already; anything else is left from an older version."""
    if not _is_link(action, body):
        raise NotFound("This button is no longer in use. Write “/some help” to see what I can do.")
    ack()


def shortcut() -> None:
    """Answer a shortcut that is in the Slack app but not in this version."""
    raise NotFound("This shortcut is no longer in use. Write “/some help” to see what I can do.")


def view() -> None:
    """Answer a form that is left from an older version."""
    raise NotFound("This form is out of date and nothing was saved. Please close it and open it again.")


def view_closed(ack: Ack) -> None:
    """Take notice of a closed form."""
    ack()


def options(ack: Ack) -> None:
    """Offer nothing."""
    ack(options=[])


def _is_link(action: dict[str, Any], body: dict[str, Any]) -> bool:
    if action.get("url"):
        return True
    blocks = [*_blocks(body.get("message")), *_blocks(body.get("view"))]
    elements = [
        element for block in blocks for element in [*(block.get("elements") or []), block.get("accessory") or {}]
    ]
    return any(element.get("action_id") == action.get("action_id") and element.get("url") for element in elements)


def _blocks(surface: Any) -> list[dict[str, Any]]:
    return (surface.get("blocks") or []) if isinstance(surface, dict) else []
