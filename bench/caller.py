"""A small HTTP client for the load: one kept-open connection, one request at a time, as little work as possible."""

from __future__ import annotations

import asyncio
import re
import time

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


class Caller(asyncio.Protocol):
    """One connection to a server."""

    def __init__(self) -> None:
        """Connect with `asyncio.loop.create_connection` first."""
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._answer: asyncio.Future[float] | None = None
        self._needed = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Gather an answer; the time is taken when its last byte is here."""
        moment = time.perf_counter()
        self._received += data
        if not self._needed:
            self._needed = _length(self._received)
        if self._needed and len(self._received) >= self._needed and self._answer and not self._answer.done():
            self._answer.set_result(moment)

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail the request that is under way."""
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError("closed by the server"))

    async def ask(self, request: bytes) -> tuple[float, int, str]:
        """Send a request; return the seconds until the answer was here, its status and its body."""
        assert self._transport is not None
        self._received.clear()
        self._needed = 0
        self._answer = asyncio.get_running_loop().create_future()
        sent = time.perf_counter()
        self._transport.write(request)
        moment = await self._answer
        head, _, body = bytes(self._received).partition(b"\r\n\r\n")
        return moment - sent, int(head[9:12]), body.decode()

    def close(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.close()


def _length(received: bytearray) -> int:
    """Return the bytes of the whole answer; 0 while its head is not here yet."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return 0
    found = _LENGTH.search(received, 0, end + 2)
    if found is None:
        raise ValueError("an answer without Content-Length")
    return end + 4 + int(found.group(1))


async def connect(port: int) -> Caller:
    """Open a connection to a loopback port."""
    _, caller = await asyncio.get_running_loop().create_connection(Caller, "127.0.0.1", port)
    return caller
