"""The web's door: Slack's requests in HTTP mode, HR's lists, and what an operator's tools ask (alive? ready? how much?).

aiohttp runs in a thread of its own; everything that touches Bolt or the database runs in a pool of threads.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from slack_bolt import BoltResponse

from handlers import payloads, signing
from handlers.door import Door, NoPayloadError, receive
from handlers.meters import Meters
from handlers.people_feed import InThread
from handlers.readiness import Readiness

WORKERS = 32
Feed = Callable[[web.Request, InThread], Awaitable[web.Response]]
"""What takes a list that somebody else's system sends."""


class PortTakenError(Exception):
    """Somebody else listens there."""


class WebDoor:
    """One small web server. `door` and `secret` are given in HTTP mode only."""

    def __init__(
        self,
        readiness: Readiness,
        meters: Meters,
        feeds: Mapping[str, Feed],
        gives: Mapping[str, Feed] | None = None,
        slack: tuple[Door, str] | None = None,
    ) -> None:
        """Prepare, with who takes what is posted to a path and who gives what is asked for at one.

        `slack` is the door behind /slack/events with its signing secret, in HTTP mode. Nothing listens before `start`.
        """
        self._readiness, self._meters, self._feeds, self._gives = readiness, meters, feeds, gives or {}
        self._door: Door | None = slack[0] if slack else None
        self._secret = slack[1] if slack else ""
        self._replays = signing.Replays()
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="web")
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="web", daemon=True)
        self._runner: web.AppRunner | None = None
        self.port = 0
        """The port it listens on, once it does."""

    def start(self, host: str, port: int) -> None:
        """Listen; port 0 takes a free one. Raises PortTakenError."""
        self._thread.start()
        try:
            self.port = self._do(self._listen(host, port))
        except OSError as error:
            raise PortTakenError(error.strerror or str(error)) from error

    def stop(self) -> None:
        """Answer what is being worked on and close."""
        if self._runner is not None:
            self._do(self._runner.cleanup())
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
        self._loop.close()
        self._pool.shutdown()

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _listen(self, host: str, port: int) -> int:
        logging.getLogger("aiohttp.server").addFilter(_is_ours)
        app = web.Application(client_max_size=signing.MOST_BYTES)
        app.router.add_get("/healthz", self._alive)
        app.router.add_get("/readyz", self._ready)
        app.router.add_get("/metrics", self._metrics)
        for path, feed in self._feeds.items():
            app.router.add_post(path, self._listening(feed))
        for path, give in self._gives.items():
            app.router.add_get(path, self._listening(give))
        if self._door is not None:
            app.router.add_post("/slack/events", self._slack)
            app.router.add_get("/slack/events", self._ssl_check)
        # Slack compresses nothing: a body that claims to be is refused for its signature, before anybody unpacks it.
        runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=3.0, auto_decompress=False)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        return int(runner.addresses[0][1])

    async def _alive(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def _ready(self, _request: web.Request) -> web.Response:
        failing = await self._in_thread(self._readiness.failing)
        return web.json_response({"ready": not failing, "failing": failing}, status=503 if failing else 200)

    async def _metrics(self, _request: web.Request) -> web.Response:
        text = await self._in_thread(self._meters.text)
        return web.Response(body=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    def _listening(self, feed: Feed) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def take(request: web.Request) -> web.Response:
            return await feed(request, self._in_thread)

        return take

    async def _ssl_check(self, request: web.Request) -> web.Response:
        return web.Response(status=200 if request.query.get("ssl_check") == "1" else 404)

    async def _slack(self, request: web.Request) -> web.Response:
        try:
            raw = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=401)
        if not signing.is_genuine(self._secret, request.headers, raw, time.time()):
            return web.Response(status=401)
        body = signing.parsed(raw)
        if body is None:
            return web.Response(status=401)
        if body.get("type") == "url_verification":
            return web.json_response({"challenge": body.get("challenge")})
        if "ssl_check" in body:
            return web.Response()
        return await self._genuine(body, request.headers["X-Slack-Signature"])

    async def _genuine(self, body: dict[str, Any], signature: str) -> web.Response:
        # What has a key is known again by the inbox, in every process; a command is known by its signature.
        is_command = payloads.kind_of(body) == payloads.COMMAND
        if is_command and not self._replays.is_new(signature, time.monotonic()):
            return _as_web(self._replays.answer(signature))
        response = await self._in_thread(lambda: self._receive(body))
        if response.status >= 300:
            self._replays.forget(signature)
        elif is_command:
            self._replays.answered(signature, response)
        return _as_web(response)

    def _receive(self, body: dict[str, Any]) -> BoltResponse:
        assert self._door is not None  # noqa: S101 - the route exists in HTTP mode only
        try:
            return receive(self._door, body)
        except NoPayloadError:
            return BoltResponse(status=401)

    def _in_thread(self, work: Callable[[], Any]) -> Awaitable[Any]:
        return self._loop.run_in_executor(self._pool, work)


def _is_ours(record: logging.LogRecord) -> bool:
    """Leave out of the log what strangers send that is not even HTTP: they could fill it with tracebacks."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def _as_web(response: BoltResponse) -> web.Response:
    kind = response.headers["content-type"][0]
    said = response.body.encode(errors="replace")
    return web.Response(status=response.status, body=said, headers={"Content-Type": kind})
