"""GET /calendar/<token>.ics: the plan as a file for calendars.

200 the file, 304 as before · 404 no such link, or its owner has left · 503 Slack or the database does not answer.
"""

from __future__ import annotations

from hashlib import sha256

import structlog
from aiohttp import web

from bot.errors import Unavailable
from bot.plan import calendar_feed
from bot.services import Services
from handlers.people_feed import InThread
from storage.database import OUT_OF_REACH

_log = structlog.get_logger(__name__)


class CalendarFeed:
    """Gives calendars what they ask for."""

    def __init__(self, services: Services) -> None:
        """Take what reading the plan needs."""
        self._services = services

    async def give(self, request: web.Request, in_thread: InThread) -> web.Response:
        """Answer one calendar; the work is done in a thread."""
        token = request.match_info["token"]
        try:
            file = await in_thread(lambda: calendar_feed.file_of(self._services, token))
        except (Unavailable, *OUT_OF_REACH) as error:
            _log.warning("calendar feed could not be read", error=type(error).__name__)
            return web.Response(status=503, headers={"Retry-After": "60"})
        if file is None:
            return web.Response(status=404)
        mark = f'"{sha256(file).hexdigest()[:32]}"'
        headers = {"ETag": mark, "Cache-Control": "private, max-age=300", "X-Content-Type-Options": "nosniff"}
        if request.headers.get("If-None-Match") == mark:
            return web.Response(status=304, headers=headers)
        return web.Response(
            body=file, headers={**headers, "Content-Type": "text/calendar; charset=utf-8; method=PUBLISH"}
        )
