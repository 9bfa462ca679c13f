"""As much of Slack as the servers need to start, on one loopback port, and the far end of their Socket Mode connections.

Every variant has a base address of its own (`/<variant>/api/`), which is how its connection is told from the others.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from typing import Any

from aiohttp import WSMsgType, web

_ENVELOPE_ID = re.compile(r'"envelope_id":\s*"([^"]+)"')
TEAM = "T0BENCH"
READER = "U0READER"


class Line:
    """One Socket Mode connection, seen from Slack's side."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        """Nothing is waited for yet."""
        self._socket = socket
        self._waiting: dict[str, asyncio.Future[tuple[float, str]]] = {}

    async def listen(self) -> None:
        """Take acks until the connection ends."""
        async for message in self._socket:
            moment = time.perf_counter()
            if message.type is not WSMsgType.TEXT:
                continue
            found = _ENVELOPE_ID.search(message.data)
            future = self._waiting.pop(found.group(1), None) if found else None
            if future is not None and not future.done():
                future.set_result((moment, message.data))
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(ConnectionResetError("Socket Mode was closed"))

    async def ask(self, envelope_id: str, envelope: str) -> tuple[float, str]:
        """Send an envelope; return the seconds until its ack was here, and the ack."""
        future: asyncio.Future[tuple[float, str]] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = future
        sent = time.perf_counter()
        await self._socket.send_str(envelope)
        moment, ack = await future
        return moment - sent, ack

    async def close(self) -> None:
        """End the connection."""
        await self._socket.close()


class LoopbackSlack:
    """A Web API that says yes and a Socket Mode endpoint, in this process."""

    def __init__(self, scopes: str) -> None:
        """Grant `scopes`, a comma-separated list as in the x-oauth-scopes header."""
        self._scopes = scopes
        self._runner: web.AppRunner | None = None
        self._address = ""
        self._lines: dict[str, asyncio.Queue[Line]] = defaultdict(asyncio.Queue)

    async def open(self) -> None:
        """Listen on a free port."""
        application = web.Application()
        application.router.add_route("*", "/{variant}/api/{method}", self._call)
        application.router.add_get("/{variant}/socket", self._socket)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self._address = f"{host}:{port}"

    async def close(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    def api_url(self, variant: str) -> str:
        """Return the base of the Web API for one variant."""
        return f"http://{self._address}/{variant}/api/"

    async def line(self, variant: str) -> Line:
        """Wait for the next Socket Mode connection of a variant."""
        return await self._lines[variant].get()

    async def _call(self, request: web.Request) -> web.Response:
        variant, method = request.match_info["variant"], request.match_info["method"]
        body = {"ok": True, **_ANSWERS.get(method, {})}
        if method == "apps.connections.open":
            body["url"] = f"ws://{self._address}/{variant}/socket"
        return web.json_response(body, headers={"x-oauth-scopes": self._scopes})

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0BENCH"}})
        line = Line(socket)
        self._lines[request.match_info["variant"]].put_nowait(line)
        await line.listen()
        return socket


_BOT = {"user_id": "U0KAIKU", "bot_id": "B0KAIKU", "user": "kaiku"}
_ANSWERS: dict[str, dict[str, Any]] = {
    "auth.test": {"url": "https://bench.slack.com/", "team": "Bench", "team_id": TEAM, **_BOT},
    "chat.postMessage": {"channel": "C0BENCH", "ts": "1.000001"},
    "conversations.open": {"channel": {"id": "D0BENCH"}},
    "usergroups.users.list": {"users": []},
    "users.info": {
        "user": {
            "id": READER,
            "team_id": TEAM,
            "name": "reader",
            "real_name": "A Reader",
            "deleted": False,
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": False,
            "locale": "en-GB",
            "tz": "Europe/Helsinki",
            "profile": {"real_name": "A Reader", "display_name": "Reader"},
        }
    },
}
