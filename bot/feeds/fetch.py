"""One polite, safe question to a feed's server: validators, redirects, limits, and one kind of fault.

How many questions are asked at once and how often is not decided here (`hosts.py`, the poller).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import TracebackType
from typing import Final, Self

from aiohttp import ClientResponse, ClientTimeout
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.feeds import body
from bot.feeds.addresses import checked, place
from bot.feeds.connecting import Connections, Names
from bot.feeds.faults import EXPECTED, FetchFault, Hop, Trouble
from bot.feeds.redirects import Journey

__all__ = ["Answer", "Ask", "FetchFault", "Fetcher", "Hop", "Policy", "Trouble"]

KEPT: Final = ("retry-after", "cache-control", "expires", "date", "age")
"""Headers that say when to come again."""
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MOST_LETTERS: Final = 1_000
"""Letters of a validator that is kept; a longer one is dropped, not cut, since only the exact text may go back."""
_REMEMBERED: Final = 2_000
"""Addresses whose form is not judged again: the same feeds are asked for ever, and judging takes longer than all else here."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits of one question: seconds, bytes after unpacking, redirects; `allowed` is the operator's "host:port".

    It may be asked by its own address, and others that are allowed may lead to it; a redirect from outside never does.
    """

    user_agent: str
    allowed: frozenset[str] = frozenset()
    total: float = 30
    """All hops together, from looking up the name to the last byte."""
    connect: float = 5
    read: float = 10
    """Silence between two pieces."""
    most_bytes: int = 5 * 2**20
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask for. The validators are those of the last answer that was read whole, exactly as it gave them.

    They go to `url`, and along its redirects to the address that gave them: `given_by`, the `Answer.url` of that time. A
    redirect that leads elsewhere today is asked without them, for that address never gave them (F02). When `given_by` is not
    known, they go along wherever the redirects lead.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    given_by: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said in the end, with any status but a redirect's. A body is read for statuses of success only.

    A 304 may come unasked from odd servers; it then has no body either. `etag` and `last_modified` are as received.
    """

    url: str
    """Where the answer came from. It holds the feed's credentials when they were sent there, so it can be asked next time."""
    status: int
    body: bytes = field(repr=False)
    content_type: str
    etag: str
    last_modified: str
    headers: Mapping[str, str]
    """Those of KEPT that came, in small letters."""
    hops: tuple[Hop, ...] = ()

    @property
    def has_moved(self) -> bool:
        """Tell whether every redirect on the way was permanent, and there was one."""
        return bool(self.hops) and all(hop.is_permanent for hop in self.hops)


class Fetcher:
    """Asks servers, within one event loop: `async with Fetcher(policy) as fetcher: await fetcher.get(ask)`.

    `names` looks up names instead of the system's name service; its answers are judged all the same.
    """

    def __init__(self, policy: Policy, names: AbstractResolver | None = None) -> None:
        """Open nothing yet."""
        self._policy = policy
        self._given_names = names
        self._timeout = ClientTimeout(total=None, sock_connect=policy.connect, sock_read=policy.read)

    async def __aenter__(self) -> Self:
        """Make the sessions."""
        self._names = self._given_names or Names()
        connections = Connections(self._policy.user_agent, self._names)
        self._public, self._bridges = connections.public(), connections.bridges()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        await self._public.close()
        await self._bridges.close()
        if self._given_names is None:
            await self._names.close()

    async def get(self, ask: Ask) -> Answer:
        """Ask once, follow redirects, return what came in the end; raises FetchFault and nothing else."""
        journey = Journey(ask.url, ask.etag, ask.last_modified, ask.given_by)
        try:
            async with asyncio.timeout(self._policy.total):
                return await self._travel(journey)
        except EXPECTED as error:
            raise journey.fault(error) from error

    async def _travel(self, journey: Journey) -> Answer:
        allowed = self._policy.allowed
        while True:
            url = journey.arrive(_checked(journey.next, allowed))
            if allowed and place(url) not in allowed:
                allowed = frozenset()  # from outside nobody leads the way into the house
            session = self._bridges if allowed else self._public
            async with session.get(
                url, headers=journey.headers(), allow_redirects=False, timeout=self._timeout
            ) as response:
                if response.status not in REDIRECTS:
                    return await self._answer(response, journey)
                journey.go_on(response.status, response.headers.get("Location"), self._policy.redirects)

    async def _answer(self, response: ClientResponse, journey: Journey) -> Answer:
        headers = response.headers
        is_success = 200 <= response.status < 300
        content = await body.read(response, self._policy.most_bytes) if is_success else b""
        return Answer(
            url=journey.address,
            status=response.status,
            body=content,
            content_type=_clean(headers.get("Content-Type", "")),
            etag=_exact(headers.get("ETag", "")),
            last_modified=_exact(headers.get("Last-Modified", "")),
            headers={name: _clean(", ".join(headers.getall(name))) for name in KEPT if name in headers},
            hops=tuple(journey.hops),
        )


@lru_cache(maxsize=_REMEMBERED)
def _checked(url: str, allowed: frozenset[str]) -> URL:
    return checked(url, allowed)


def _clean(text: str) -> str:
    """Return a header without the half characters that stand for bytes which were no UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _exact(text: str) -> str:
    """Return a validator, or nothing when it could not be sent back byte by byte."""
    return text if len(text) <= _MOST_LETTERS and (text.isascii() or _clean(text) == text) else ""
