"""A feed server that does what a test tells it to, on this machine only, and writes down every request.

    with FeedServer() as server:
        server.feed("/news", RSS, etag='"1"')                  # 200, and 304 to whom sends the validator back
        server.add("/slow", Reply(RSS, delay=3))               # silent for three seconds
        server.add("/moody", Reply(status=500), Reply(RSS))    # one after the other; the last one stays
        server.add("/echo", lambda request: Reply(request.query.encode()))
        server.add("/moved", redirect("/news", 301))
        ... server.url("/news"), server.url("/news", "127.0.0.2") ...
        server.log                      # every request: when, what, its headers, how many were under way
        server.asked("/news")           # those of one path
        server.most_at_once()           # the largest number under way at one moment, in all or of one host

Routes may be changed while it runs. It listens on every host that it is given (`hosts=loopback(1000)` are 1,000 different
ones on one port). `python -m tests.feed_server 1000` runs one in a process of its own, for measuring: it prints its port,
gives every path the same feed with a validator, and ends with its input.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Self

from aiohttp import web

from tests.feed_replies import MEGABYTE, RSS, Reply, Request, Sending, bomb, redirect

__all__ = ["MEGABYTE", "RSS", "FeedServer", "Reply", "Request", "Script", "bomb", "loopback", "redirect"]

Script = Callable[[Request], Reply]


@dataclass
class _Route:
    replies: list[Reply | Script]

    def next(self) -> Reply | Script:
        """Return the reply whose turn it is."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def loopback(count: int) -> list[str]:
    """Return so many different addresses of this machine (Linux listens on all of 127.0.0.0/8)."""
    return [f"127.0.{1 + number // 250}.{1 + number % 250}" for number in range(count)]


@dataclass
class FeedServer:
    """See the module. `hosts` are addresses of this machine, `tls` a server's context, `now` the clock of the log."""

    hosts: Sequence[str] = ("127.0.0.1",)
    port: int = 0
    tls: ssl.SSLContext | None = None
    now: Callable[[], float] = time.monotonic
    log: list[Request] = field(default_factory=list)
    _routes: dict[str, _Route] = field(default_factory=dict)
    _anywhere: _Route | None = None
    _under_way: Counter[str] = field(default_factory=Counter)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        """Listen, in a thread of its own."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="feed-server", daemon=True)
        self._started = threading.Event()
        self._failure: BaseException | None = None
        self._thread.start()
        self._started.wait(30)
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(self, *_error: object) -> None:
        """Hang up on everybody."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    # What a test says beforehand

    def add(self, path: str, *replies: Reply | Script) -> str:
        """Answer so at a path, on all hosts: one reply after the other, the last for ever; return its address."""
        self._routes[path] = _Route(list(replies))
        return self.url(path)

    def add_on(self, host: str, path: str, *replies: Reply | Script) -> str:
        """Answer so at a path of one host (a name or an address, without its port); return its address."""
        self._routes[f"{host}{path}"] = _Route(list(replies))
        return self.url(path, host)

    def add_everywhere(self, *replies: Reply | Script) -> None:
        """Answer so wherever nothing else is said; without this it is 404."""
        self._anywhere = _Route(list(replies))

    def feed(self, path: str, body: bytes = RSS, etag: str = '"1"', last_modified: str = "") -> str:
        """Serve a well-behaved feed with validators; return its address. Call it again to publish something new."""
        kind = {"Content-Type": "application/rss+xml; charset=utf-8"}
        return self.add(path, Reply(body, headers=kind, etag=etag, last_modified=last_modified))

    def remove(self, path: str) -> None:
        """Answer 404 again."""
        self._routes.pop(path, None)

    def url(self, path: str = "/", host: str = "") -> str:
        """Return the address of a path; `host` may be any name that the client resolves to this server."""
        return f"{'https' if self.tls else 'http'}://{host or self.hosts[0]}:{self.port}{path}"

    def place(self, host: str = "") -> str:
        """Return "host:port", as an allow-list has it."""
        return f"{host or self.hosts[0]}:{self.port}"

    # What a test asks afterwards

    def asked(self, path: str) -> list[Request]:
        """Return the requests for one path, in order."""
        return [request for request in self.log if request.path == path]

    def most_at_once(self, host: str = "") -> int:
        """Return the largest number of requests under way at one moment, in all or of one host (without its port)."""
        if not host:
            return max((request.at_once for request in self.log), default=0)
        return max((r.at_once_here for r in self.log if r.host.rpartition(":")[0] == host), default=0)

    def shortest_gap(self, path: str = "") -> float:
        """Return the fewest seconds between two requests, in all or for one path; infinity below two."""
        times = sorted(request.at for request in (self.asked(path) if path else self.log))
        return min((later - earlier for earlier, later in pairwise(times)), default=float("inf"))

    # The server itself

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as error:  # noqa: BLE001 - it is raised in the thread that started us
            self._failure = error
        finally:
            self._started.set()
            self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        runner = web.ServerRunner(
            web.Server(self._handle, handler_cancellation=True, access_log=None), shutdown_timeout=0.1
        )
        await runner.setup()
        for sock in self._sockets():
            await web.SockSite(runner, sock, ssl_context=self.tls, backlog=512).start()
        self._started.set()
        await self._stop.wait()
        self._stopping.set()
        await runner.cleanup()

    def _sockets(self) -> Iterable[socket.socket]:
        for host in self.hosts:
            sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind((host, self.port))
            self.port = sock.getsockname()[1]
            yield sock

    async def _handle(self, asked: web.BaseRequest) -> web.StreamResponse:
        host = asked.headers.get("Host", "")
        self._under_way.update(("", host))
        try:
            request = self._note(asked, host)
            name = host.rpartition(":")[0] or host
            route = self._routes.get(name + request.path) or self._routes.get(request.path) or self._anywhere
            said = route.next() if route else Reply(status=404)
            reply = said if isinstance(said, Reply) else said(request)
            return await Sending(self._stopping, asked, reply).send()
        finally:
            self._under_way.subtract(("", host))

    def _note(self, asked: web.BaseRequest, host: str) -> Request:
        path, _mark, query = asked.raw_path.partition("?")
        headers = {name.lower(): ", ".join(asked.headers.getall(name)) for name in asked.headers}
        under_way = self._under_way[""], self._under_way[host]
        request = Request(self.now(), asked.method, host, path, query, headers, *under_way)
        self.log.append(request)
        return request


def main(count: int) -> None:
    """Serve for a measurement until the input ends."""
    with FeedServer(loopback(count)) as server:
        server.add_everywhere(Reply(RSS, headers={"Content-Type": "application/rss+xml"}, etag='"1"'))
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))
