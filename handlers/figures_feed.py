"""POST /figures: the door of key figures on the web. A table as CSV, Excel or JSON, with a token of its own.

200 with what changed, faulty rows named · 400 what cannot be read · 401 no right token · 408 too slow · 413 too large ·
415 packed or in parts · 422 no row can be used · 503 the database does not answer.
"""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from aiohttp import web

from bot import tokens
from bot.errors import BotError, Unavailable
from bot.ideas import figures
from bot.ideas.figure_rows import LIMITS
from bot.services import Services
from bot.views import figures as view
from bot.views import hr_json
from bot.words import Reader
from handlers.people_feed import InThread, bearer, body_of
from storage.database import OUT_OF_REACH

PATH = "/figures"
BY = "figures feed"
"""Stands in the audit log for what comes through this door."""
_SOURCE = "POST /figures"
_log = structlog.get_logger(__name__)


class FiguresFeed:
    """Takes one table after the other."""

    def __init__(self, services: Services) -> None:
        """Take what importing needs."""
        self._services = services
        self._one_at_a_time = asyncio.Lock()

    async def take(self, request: web.Request, in_thread: InThread) -> web.Response:
        """Answer one delivery; the work is done in a thread."""
        token, reader = bearer(request), Reader(self._services.settings.language, self._services.settings.timezone)
        try:
            if not token or not await in_thread(lambda: tokens.opens(self._services, tokens.FIGURES, token)):
                return web.Response(status=401, headers={"WWW-Authenticate": "Bearer", "Connection": "close"})
            if request.headers.get("Content-Encoding") or request.content_type.startswith("multipart/"):
                return web.json_response(hr_json.wrong_kind(reader), status=415, headers={"Connection": "close"})
            body = await body_of(request, LIMITS.bytes)
            if body is None:
                return web.json_response(hr_json.too_large(reader), status=413, headers={"Connection": "close"})
            async with self._one_at_a_time:
                status, answer = await in_thread(lambda: self._import(body, reader))
        except TimeoutError:
            return web.Response(status=408, headers={"Connection": "close"})
        except OUT_OF_REACH as error:
            _log.warning("database did not answer", kind="figures feed", error=type(error).__name__)
            return web.Response(status=503, headers={"Retry-After": "60"})
        return web.json_response(answer, status=status)

    def _import(self, body: bytes, reader: Reader) -> tuple[int, dict[str, Any]]:
        try:
            report = figures.take(self._services, body, _SOURCE, by=BY)
        except BotError as error:
            return (503 if isinstance(error, Unavailable) else 400), hr_json.error(error, reader)
        return (200 if report.taken or not report.faults else 422), view.answer(report, reader)
