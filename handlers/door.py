"""The one way in: every delivery, by socket or by HTTP, passes `receive`, a true onion around Bolt.

Bolt's middleware cannot look at the response, so what must happen before and after the work stands here: the reference
that names the request in the log, the inbox that gives one key one effect, and the measuring.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import structlog
from slack_bolt import App, BoltContext, BoltRequest, BoltResponse

from bot import inbox
from bot.inbox import Taken
from bot.services import Services
from handlers import errors, ideas_emoji, messages, payloads
from handlers.meters import Meters
from storage.database import OUT_OF_REACH

PATIENCE = 2.0
"""Seconds to wait for another worker on the same delivery; then Slack shall send it again."""
_LOOK_EVERY = 0.05
_log = structlog.get_logger(__name__)


class NoPayloadError(Exception):
    """What came is not shaped as Slack's payloads are."""


@dataclass(frozen=True, slots=True)
class Door:
    """What a delivery meets: Bolt with the listeners, and what the onion needs."""

    bolt: App
    services: Services
    meters: Meters


def receive(door: Door, body: Any) -> BoltResponse:
    """Pass one delivery on and return what Slack gets; a 2xx acknowledges it.

    `body` is the payload as parsed JSON or form. Raises NoPayloadError for anything else.
    """
    began = time.perf_counter()
    reference = token_hex(4)
    context: dict[str, Any] = {"services": door.services, "reference": reference}
    request = _request(body, context)
    kind = payloads.kind_of(request.body)
    with structlog.contextvars.bound_contextvars(request=reference):
        response, outcome = _once(door, request)
    door.meters.handled(kind, outcome, time.perf_counter() - began)
    return response


def _request(body: Any, context: dict[str, Any]) -> BoltRequest:
    if not isinstance(body, dict):
        raise NoPayloadError
    try:
        # "socket_mode" means for Bolt that the body is parsed already. Its own parser loses commands with "payload" in their
        # text, and the signature was checked at the web's door.
        return BoltRequest(body=body, mode="socket_mode", context=context)
    except Exception as error:  # Bolt trusts the shape of a body
        raise NoPayloadError from error


def _once(door: Door, request: BoltRequest) -> tuple[BoltResponse, str]:
    key = payloads.key_of(request.body)
    if key is None:
        return _dispatch(door, request)
    try:
        if _leaves_alone(door.services, request.body):
            return BoltResponse(status=200), "left alone"
        taken = _take(door.services, key)
        if taken is Taken.MINE:
            return _work(door, request, key)
    except OUT_OF_REACH as error:
        return errors.answer(error, request.body, request.context, door.services.quick), "error"
    if taken is Taken.DONE:
        return BoltResponse(status=200), "repeated"
    return BoltResponse(status=503), "in progress"


def _leaves_alone(services: Services, body: payloads.Body) -> bool:
    """Tell whether nobody wants to hear of a message or a reaction; there are many of both."""
    return messages.leaves_alone(services, body) or ideas_emoji.leaves_alone(services, body)


def _take(services: Services, key: str) -> Taken:
    deadline = time.monotonic() + PATIENCE
    while (taken := inbox.take(services, key)) is Taken.ELSEWHERE and time.monotonic() < deadline:
        time.sleep(_LOOK_EVERY)
    return taken


def _work(door: Door, request: BoltRequest, key: str) -> tuple[BoltResponse, str]:
    response, outcome = _dispatch(door, request)
    try:
        if response.status < 300:
            inbox.done(door.services, key)
        else:
            inbox.give_back(door.services, key)
    except OUT_OF_REACH:
        # The effect is there or not, whatever the inbox says; the delivery counts as cut off.
        _log.warning("inbox not written", kind=payloads.kind_of(request.body))
    return response, outcome


def _dispatch(door: Door, request: BoltRequest) -> tuple[BoltResponse, str]:
    response = door.bolt.dispatch(request) or BoltResponse(status=500)
    context: BoltContext = request.context
    failed = "ok" if response.status < 300 else "error"
    return response, str(context.get("outcome", failed))
