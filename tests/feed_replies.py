"""What the feed server of the tests can answer, and everything that it can do wrong while it answers."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import threading
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from aiohttp import web

MEGABYTE = 2**20
RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Example News</title><link>https://news.example/</link><description>News</description>
<item><guid>https://news.example/1</guid><link>https://news.example/1</link><title>The pool opens</title>
<pubDate>Mon, 23 Nov 2026 06:00:00 GMT</pubDate><description>On Epiphany, too.</description></item>
</channel></rss>
"""
"""A small sound feed, for tests that are not about the text."""


@dataclass(frozen=True)
class Request:
    """One request as it came. `path` and `query` are exactly as sent; header names are in small letters."""

    at: float
    """Seconds of the server's clock (`FeedServer(now=...)`, else a monotonic one)."""
    method: str
    host: str
    """The Host header, with its port."""
    path: str
    query: str
    headers: Mapping[str, str]
    at_once: int
    """Requests under way at this moment, this one included."""
    at_once_here: int
    """The same, of this host only."""


@dataclass(frozen=True)
class Reply:
    """What to answer, and what to do wrong with it. Times are real seconds."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] | Sequence[tuple[str, str]] = ()
    etag: str = ""
    last_modified: str = ""
    """With these, whoever sends one of them back gets 304 instead."""
    delay: float = 0
    """Before the first byte."""
    drip: float = 0
    """Between two bytes of the body; the headers come at once."""
    packed: tuple[str, ...] = ()
    """How the body is packed, in this order: gzip, deflate (zlib), raw (bare deflate). Any other word is only claimed."""
    claim: str | None = None
    """The Content-Encoding, when it is not the honest one."""
    announce: int | None = None
    """The Content-Length, when it is not the honest one; the connection ends after the body either way."""
    reset_after: int | None = None
    """Break the connection off with a TCP reset after so many bytes of the body; -1: before anything is said."""
    endless: bool = False
    """Send the body again and again until the other side hangs up."""
    raw: bytes | None = None
    """Send exactly these bytes, whatever else stands here, and hang up (with `reset_after`: by a TCP reset)."""
    raw_endless: bytes = b""
    """After `raw`, send these again and again (headers that never end)."""


def redirect(to: str, status: int = 302, **more: object) -> Reply:
    """Send on to another address, absolute or relative."""
    return Reply(status=status, headers={"Location": to}, **more)  # type: ignore[arg-type]


@cache
def bomb(megabytes: int = 300) -> bytes:
    """Return a gzip stream that opens to so many megabytes of nothing."""
    packing = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    nothing = bytes(MEGABYTE)
    return b"".join([*(packing.compress(nothing) for _ in range(megabytes)), packing.flush()])


@dataclass
class Sending:
    """One reply on its way."""

    stopping: threading.Event
    asked: web.BaseRequest
    reply: Reply

    async def send(self) -> web.StreamResponse:
        """Say it, with everything that is to go wrong."""
        reply = self.reply
        if reply.delay:
            await asyncio.sleep(reply.delay)
        if reply.reset_after == -1:
            return self._reset()
        if reply.raw is not None:
            return await self._send_raw(reply.raw)
        if self._is_known():
            return web.Response(status=304, headers=self._headers())
        body = _packed(reply.body, reply.packed)
        if reply.drip or reply.endless or reply.reset_after is not None or reply.announce is not None:
            return await self._send_slowly(body)
        return web.Response(status=reply.status, headers=self._headers(), body=body)

    def _is_known(self) -> bool:
        sent = self.asked.headers
        etag, modified = self.reply.etag, self.reply.last_modified
        if self.reply.status != 200 or not (etag or modified):
            return False
        if "If-None-Match" in sent:
            return bool(etag) and etag in [one.strip() for one in sent["If-None-Match"].split(",")]
        return bool(modified) and sent.get("If-Modified-Since") == modified

    def _headers(self) -> list[tuple[str, str]]:
        reply = self.reply
        given = list(reply.headers.items() if isinstance(reply.headers, Mapping) else reply.headers)
        claim = reply.claim if reply.claim is not None else ", ".join(reply.packed).replace("raw", "deflate")
        ours = {"ETag": reply.etag, "Last-Modified": reply.last_modified, "Content-Encoding": claim}
        return given + [(name, value) for name, value in ours.items() if value]

    async def _send_slowly(self, body: bytes) -> web.StreamResponse:
        response = web.StreamResponse(status=self.reply.status, headers=self._headers())
        response.force_close()
        if self.reply.announce is not None:
            response.content_length = self.reply.announce
        elif not self.reply.endless and self.reply.reset_after is None:
            response.content_length = len(body)
        await response.prepare(self.asked)
        try:
            await self._pour(response, body)
        except ConnectionError:
            return response  # the other side had enough: that is what this is for
        if self.reply.announce is not None and self.asked.transport is not None:
            self.asked.transport.close()
        return response

    async def _pour(self, response: web.StreamResponse, body: bytes) -> None:
        end = self.reply.reset_after
        while not self.stopping.is_set():
            for part in [bytes([one]) for one in body] if self.reply.drip else [body[:end]]:
                if self.stopping.is_set() or self.asked.transport is None:
                    return
                await response.write(part)
                await asyncio.sleep(self.reply.drip)
            if end is not None:
                await asyncio.sleep(0.05)  # so that what was sent arrives before the reset
                self._reset()
                return
            if not self.reply.endless:
                return

    async def _send_raw(self, raw: bytes) -> web.StreamResponse:
        transport = self.asked.transport
        assert transport is not None
        transport.write(raw)
        while self.reply.raw_endless and not transport.is_closing() and not self.stopping.is_set():
            transport.write(self.reply.raw_endless)
            await asyncio.sleep(self.reply.drip or 0.001)
        if self.reply.reset_after is not None:
            await asyncio.sleep(0.05)  # so that what was sent arrives before the reset
            return self._reset()
        transport.close()
        return web.Response()  # is written to nobody

    def _reset(self) -> web.StreamResponse:
        transport = self.asked.transport
        if transport is not None:
            sock = transport.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        return web.Response()  # is written to nobody


def _packed(body: bytes, how: Sequence[str]) -> bytes:
    for kind in how:
        if kind == "gzip":
            body = gzip.compress(body)
        elif kind == "deflate":
            body = zlib.compress(body)
        elif kind == "raw":
            packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
            body = packing.compress(body) + packing.flush()
    return body
