"""The one place where an exception becomes words for a person, and a line in the log that its reference leads to.

What it answers depends on where the person is: beside a command, under a form's field, in a window over a form (so that
nothing typed is lost), or in a message only they see. An event has nobody to tell: it stays unacknowledged and comes again.
"""

from __future__ import annotations

from typing import Any

import structlog
from slack_bolt import BoltContext, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient

from bot import people
from bot.errors import BotError, NotFound, Unavailable
from bot.services import Services
from bot.views import errors as view
from bot.words import Reader
from handlers import payloads, surface
from storage.database import OUT_OF_REACH

_log = structlog.get_logger(__name__)


def answer(error: Exception, body: dict[str, Any], context: BoltContext, client: WebClient) -> BoltResponse:
    """Turn an exception of a listener or middleware into the response that Slack gets."""
    services: Services = context["services"]
    kind = payloads.kind_of(body)
    if isinstance(error, BoltUnhandledRequestError):
        error = NotFound("This is no longer in use. Write “/some help” to see what I can do.")
    _note(error, kind, context)
    if kind == payloads.EVENT:
        return BoltResponse(status=200 if _pointless_to_repeat(error) else 500)
    reader = _reader(services, body, context)
    text = _words(error, reader, context["reference"])
    if kind == payloads.COMMAND:
        return BoltResponse(status=200, body={"response_type": "ephemeral", **view.not_done(text).payload()})
    if kind == payloads.VIEW:
        return BoltResponse(status=200, body=_in_form(error, body, text, reader))
    if kind in (payloads.ACTION, payloads.SHORTCUT):
        _beside_the_click(services, client, body, text, reader)
    return BoltResponse(status=200, body={"options": []} if kind == payloads.OPTIONS else "")


def _reader(services: Services, body: dict[str, Any], context: BoltContext) -> Reader:
    """Speak the person's language as far as it is known without asking anybody: what failed may be the asking."""
    user_id = payloads.user_of(body)
    person = context.get("person") or (people.known(services, user_id) if user_id else None)
    return person.reader if person else Reader(services.settings.language, services.settings.timezone)


def _pointless_to_repeat(error: Exception) -> bool:
    return isinstance(error, BotError) and not isinstance(error, Unavailable)


def _note(error: Exception, kind: str, context: BoltContext) -> None:
    if isinstance(error, BotError):
        context["outcome"] = "refused"
        _log.info("refused", kind=kind, why=type(error).__name__)
    elif isinstance(error, OUT_OF_REACH):
        context["outcome"] = "error"
        _log.warning("database did not answer", kind=kind, error=type(error).__name__)
    else:
        context["outcome"] = "error"
        _log.error("request failed", kind=kind, exc_info=error)


def _words(error: Exception, reader: Reader, reference: str) -> str:
    if isinstance(error, BotError):
        return error.words(reader)
    if isinstance(error, OUT_OF_REACH):
        return view.busy(reader, reference)
    return view.unexpected(reader, reference)


def _in_form(error: Exception, body: dict[str, Any], text: str, reader: Reader) -> dict[str, Any]:
    shown = body.get("view") or {}
    field = error.field if isinstance(error, BotError) else None
    if field and any(block.get("block_id") == field for block in shown.get("blocks") or []):
        return {"response_action": "errors", "errors": {field: text}}
    # On top of the form where there is room, so that closing the window leads back to what was typed.
    action = "push" if surface.depth(shown) < 3 else "update"
    return {"response_action": action, "view": view.window(text, reader)}


def _beside_the_click(services: Services, client: WebClient, body: dict[str, Any], text: str, reader: Reader) -> None:
    if body.get("response_url"):
        services.replies.respond(body["response_url"], view.not_done(text))
    elif body.get("trigger_id"):
        services.replies.later(lambda: surface.open_view(client, body, view.window(text, reader)))
