"""Reading the arguments of a Web API call: forms, query and JSON look the same afterwards."""

import base64
import json
from typing import Any

from aiohttp import web

from playground.slack.core import SlackError
from playground.slack.workspace import Json

STRUCTURES = ("blocks", "attachments", "view", "metadata", "files", "profile")


async def read_arguments(request: web.Request) -> Json:
    """The arguments of a call; structures sent as JSON text are read, None counts as absent."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        sent = json.loads(body) if body.strip() else {}
        args |= sent if isinstance(sent, dict) else {}
    elif request.can_read_body:
        args |= dict(await request.post())
    for name in STRUCTURES:
        if isinstance(args.get(name), str):
            args[name] = _read(name, args[name])
    return {name: value for name, value in args.items() if value is not None}


def _read(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
        raise SlackError(error) from None


def required(args: Json, name: str) -> str:
    """A text argument; without it the call is refused."""
    value = args.get(name)
    if value in (None, ""):
        message = f"[ERROR] missing required field: {name}"
        raise SlackError("invalid_arguments", response_metadata={"messages": [message]})
    return str(value)


def flag(args: Json, name: str) -> bool:
    """A yes-or-no argument in any of the spellings of forms and JSON."""
    return str(args.get(name)).casefold() in ("1", "true")


def number(args: Json, name: str, default: int) -> int:
    """A whole-number argument."""
    try:
        return int(args.get(name, default))
    except (TypeError, ValueError):
        raise SlackError("invalid_arguments") from None


def page(args: Json, items: list[Any], default: int = 100, most: int = 1000) -> tuple[list[Any], Json]:
    """One page of a list and the `response_metadata` with the cursor of the next.

    The cursor holds the offset; Slack's are opaque, so nobody may read it.
    """
    limit = number(args, "limit", default) or default
    if not 0 < limit <= most:
        raise SlackError("invalid_limit")
    start = _offset(str(args.get("cursor") or ""))
    end = start + limit
    cursor = ""
    if end < len(items):
        cursor = base64.b64encode(f"next:{end}".encode()).decode()
    return items[start:end], {"next_cursor": cursor}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, offset = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word == "next":
            return int(offset)
    except ValueError:
        pass
    raise SlackError("invalid_cursor")
