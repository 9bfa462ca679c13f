"""POST /people: the HR feed's door on the web. One list of everybody who works here, with a token of its own.

200 with what changed · 400 what cannot be read · 401 no right token · 408 too slow · 409 a person has to decide ·
413 too large · 415 packed or in parts · 422 faulty rows · 503 the database does not answer, or changes all the time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import web

from bot import hr, tokens
from bot.errors import BotError, Unavailable
from bot.hr_report import How
from bot.services import Services
from bot.views import hr_json
from bot.words import Reader
from storage.database import OUT_OF_REACH

PATH = "/people"
BY = "people feed"
"""Stands in the audit log for what comes through this door."""
_SOURCE = "POST /people"
_SLOWEST = 300.0
"""Seconds in which a body has to come."""
_TRUE = ("1", "true", "yes")
InThread = Callable[[Callable[[], Any]], Awaitable[Any]]
_log = structlog.get_logger(__name__)


class PeopleFeed:
    """Takes one list after the other."""

    def __init__(self, services: Services) -> None:
        """Take what importing needs."""
        self._services = services
        self._one_at_a_time = asyncio.Lock()

    async def take(self, request: web.Request, in_thread: InThread) -> web.Response:
        """Answer one delivery; the work is done in a thread."""
        token = bearer(request)
        try:
            if not token or not await in_thread(lambda: tokens.opens(self._services, tokens.PEOPLE, token)):
                return web.Response(status=401, headers={"WWW-Authenticate": "Bearer", "Connection": "close"})
            if request.headers.get("Content-Encoding") or request.content_type.startswith("multipart/"):
                return self._said(415, hr_json.wrong_kind)
            body = await body_of(request, hr.LIMITS.bytes)
            if body is None:
                return self._said(413, hr_json.too_large)
            async with self._one_at_a_time:
                how = _how(request)
                status, answer = await in_thread(lambda: self._import(body, how))
        except TimeoutError:
            return web.Response(status=408, headers={"Connection": "close"})
        except OUT_OF_REACH as error:
            _log.warning("database did not answer", kind="people feed", error=type(error).__name__)
            return web.Response(status=503, headers={"Retry-After": "60"})
        return web.json_response(answer, status=status)

    def _import(self, body: bytes, how: How) -> tuple[int, dict[str, Any]]:
        reader = self._reader()
        try:
            report = hr.import_data(self._services, body, _SOURCE, how, by=BY)
        except BotError as error:
            return (503 if isinstance(error, Unavailable) else 400), hr_json.error(error, reader)
        return hr_json.status(report), hr_json.answer(report, reader)

    def _said(self, status: int, why: Callable[[Reader], dict[str, Any]]) -> web.Response:
        return web.json_response(why(self._reader()), status=status, headers={"Connection": "close"})

    def _reader(self) -> Reader:
        settings = self._services.settings
        return Reader(settings.language, settings.timezone)


def bearer(request: web.Request) -> str:
    """Return the token that a request brings, empty when it has none."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.casefold() == "bearer" else ""


def _how(request: web.Request) -> How:
    return How(
        dry_run=request.query.get("dry_run", "").casefold() in _TRUE,
        columns=tuple(request.query.getall("map", [])),
        mapping=request.query.get("mapping", ""),
    )


async def body_of(request: web.Request, most: int) -> bytes | None:
    """Return the body; None when it is larger than `most` bytes."""
    if (request.content_length or 0) > most:
        return None
    body = bytearray()
    async with asyncio.timeout(_SLOWEST):
        async for part in request.content.iter_chunked(1 << 16):
            body += part
            if len(body) > most:
                return None
    return bytes(body)
