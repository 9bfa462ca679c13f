"""How feeds are connected to: two sessions, one that can reach public addresses only and one for the operator's bridges.

Addresses are judged twice, with the same table: when a name is resolved (so that a mixed answer uses its public half and the
fault can be named), and when a socket is made (aiohttp connects it to exactly the address that was judged, so a name that
changes its mind between two looks gains nothing). The public session has no way around either.
"""

from __future__ import annotations

import asyncio
import resource
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import Final
from weakref import WeakSet

from aiohappyeyeballs import AddrInfoType
from aiohttp import (
    ClientConnectorError,
    ClientHandlerType,
    ClientOSError,
    ClientRequest,
    ClientResponse,
    ClientSession,
    DummyCookieJar,
    ServerDisconnectedError,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.feeds.addresses import forbidden
from bot.feeds.body import ACCEPTED
from bot.feeds.faults import BrokenConnectionError, PrivateAddressError

FEEDS: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"
)
"""What is asked for (Accept); a page is welcome, for it may name its feeds."""
LONGEST_HEADER: Final = 32 * 1024
"""Bytes of one header; policies of content security grow beyond aiohttp's 8 KiB, nothing decent beyond this."""
_LOOKUPS: Final = 32
"""Names looked up at once. The loop's own pool has six threads on two cores: six dead name servers would stop all feeds."""


class Names(AbstractResolver):
    """The system's own name service, in threads of its own."""

    def __init__(self) -> None:
        """Open no thread before the first name."""
        self._threads = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="feed-names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a name; raises OSError."""
        found = await asyncio.get_running_loop().run_in_executor(self._threads, _look_up, host, port, family)
        return [
            ResolveResult(hostname=host, host=str(address[0]), port=port, family=kind, proto=proto, flags=0)
            for kind, _type, proto, _name, address in found
        ]

    async def close(self) -> None:
        """Wait for no name that is still looked up."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int, family: socket.AddressFamily) -> list[AddrInfoType]:
    return list(socket.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM))


class PublicNames(AbstractResolver):
    """Another resolver's answers without the forbidden addresses."""

    def __init__(self, inner: AbstractResolver) -> None:
        """Ask `inner`, which somebody else closes."""
        self._inner = inner

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the public addresses of a name; raises PrivateAddressError when it has only others."""
        found = await self._inner.resolve(host, port, family)
        public = [result for result in found if not forbidden(result["host"])]
        if found and not public:
            raise PrivateAddressError
        return public

    async def close(self) -> None:
        """Leave the inner resolver to its owner."""


class Connections:
    """Makes the sessions of one fetcher and knows its open sockets. Used inside one event loop."""

    def __init__(self, user_agent: str, names: AbstractResolver) -> None:
        """Open nothing yet."""
        self._user_agent = user_agent
        self._names = names
        self._open: WeakSet[socket.socket] = WeakSet()
        self._made: ContextVar[list[socket.socket]] = ContextVar("sockets made for the request under way")
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        self._most_kept = limit // 2 if limit != resource.RLIM_INFINITY else sys.maxsize

    def public(self) -> ClientSession:
        """Return a session that connects to public addresses only."""
        return self._session(
            TCPConnector(limit=0, resolver=PublicNames(self._names), socket_factory=self.public_socket)
        )

    def bridges(self) -> ClientSession:
        """Return a session that connects to any address, for the operator's "host:port" alone."""
        return self._session(TCPConnector(limit=0, resolver=self._names, socket_factory=self.any_socket))

    def public_socket(self, info: AddrInfoType) -> socket.socket:
        """Make the socket for one address; raises PrivateAddressError, and then there is no socket."""
        if forbidden(str(info[4][0])):
            raise PrivateAddressError
        return self.any_socket(info)

    def any_socket(self, info: AddrInfoType) -> socket.socket:
        """Make the socket for one address of a host that the operator has allowed."""
        made = socket.socket(family=info[0], type=info[1], proto=info[2])
        self._open.add(made)
        self._made.get([]).append(made)
        return made

    def _session(self, connector: TCPConnector) -> ClientSession:
        return ClientSession(
            connector=connector,
            headers={"User-Agent": self._user_agent, "Accept": FEEDS, "Accept-Encoding": ACCEPTED},
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            max_field_size=LONGEST_HEADER,
            middlewares=(self._ask_once,),
        )

    async def _ask_once(self, request: ClientRequest, send: ClientHandlerType) -> ClientResponse:
        """Ask once. aiohttp would repeat every GET whose connection broke, and a server in trouble would be asked twice (F21).

        One case is different: the connection was kept from an earlier request, and the server hung up on it as we spoke. That
        says nothing about the feed, so a new connection is tried, once (RFC 9112, section 9.3.1).
        """
        if len(self._open) > self._most_kept:
            request.headers["Connection"] = "close"  # kept connections must not use up the process's files
        made: list[socket.socket] = []
        self._made.set(made)
        try:
            return await _sent(request, send)
        except BrokenConnectionError:
            if made:
                raise
        return await _sent(request, send)


async def _sent(request: ClientRequest, send: ClientHandlerType) -> ClientResponse:
    try:
        return await send(request)
    except (ClientConnectorError, TimeoutError):
        raise  # aiohttp repeats neither
    except (ClientOSError, ServerDisconnectedError) as error:
        raise BrokenConnectionError from error
