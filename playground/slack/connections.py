"""The app's open Socket Mode connections and the envelopes that wait for an ack."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(eq=False)
class Socket:
    """One connection; `leaving` when Slack has asked the app to change to another."""

    ws: web.WebSocketResponse
    transport: asyncio.BaseTransport | None
    leaving: bool = False


@dataclass
class Sockets:
    """Every connection of the app. `opened` counts all since the start."""

    tickets: set[str] = field(default_factory=set)
    connected: list[Socket] = field(default_factory=list)
    waiting: dict[str, asyncio.Future[dict[str, Any] | None]] = field(default_factory=dict)
    turn: int = 0
    opened: int = 0

    def next_socket(self) -> Socket | None:
        """The connection whose turn it is; one that is leaving only when there is no other."""
        ready = [socket for socket in self.connected if not socket.leaving] or self.connected
        if not ready:
            return None
        self.turn += 1
        return ready[self.turn % len(ready)]

    def lose(self, socket: Socket) -> None:
        """Forget a connection that is gone."""
        if socket in self.connected:
            self.connected.remove(socket)
