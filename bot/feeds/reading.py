"""Reading a feed once because a person wants it: fetched within a time that somebody waits, and read in the child process.

The poller reads feeds by itself, with hosts in turn; here somebody has typed an address and looks at the screen.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from yarl import URL

from bot.feeds.fetch import Answer, Ask, Fetcher, FetchFault, Policy
from bot.feeds.hosts import Hosts
from bot.feeds.items import FeedDocument, NotAFeedError, Unreadable
from bot.feeds.looks import Looks
from bot.feeds.parsing import Parser
from bot.feeds.product import user_agent

if TYPE_CHECKING:
    from bot.settings import Settings

_PATIENCE: Final = 15.0
"""Seconds for one address: with the parsing and the guesses below, a person has an answer within thirty."""
_GUESSING: Final = 9.0
"""Seconds for trying the places where feeds usually are."""
_BETWEEN_GUESSES: Final = 1.0


@dataclass(frozen=True, slots=True)
class Read:
    """What an address gave: an answer, and the document in it or the reason why there is none."""

    answer: Answer
    document: FeedDocument | None = None
    why: Unreadable | None = None


def policy_of(settings: Settings, home: str = "") -> Policy:
    """Return how feeds are asked for: who asks and whom to write to, and which private hosts the operator allows.

    `home` is the address of the workspace, once Slack has said it.
    """
    return Policy(user_agent=user_agent(settings.contact, home), allowed=settings.feed_allowed_hosts)


@dataclass(frozen=True, slots=True)
class FeedReader:
    """Reads one address at a time. Safe to use from many threads; waits for the network, so it is for the background."""

    policy: Policy = field(default_factory=lambda: Policy(user_agent()))
    parser: Parser = field(default_factory=Parser)
    looks: Looks = field(default_factory=Looks)

    def read(self, url: str) -> Read:
        """Fetch and read an address; raises FetchFault."""
        return asyncio.run(self._read(url))

    def first_feed(self, urls: Sequence[str]) -> Read | None:
        """Return the first of these addresses that is a feed, asked one after the other; None when none is."""
        return asyncio.run(self._first(urls))

    def close(self) -> None:
        """End the child process."""
        self.parser.close()

    async def _read(self, url: str) -> Read:
        async with Fetcher(replace(self.policy, total=_PATIENCE)) as fetcher:
            return await self._one(fetcher, url)

    async def _first(self, urls: Sequence[str]) -> Read | None:
        hosts = Hosts(time.monotonic, spacing=_BETWEEN_GUESSES)
        with suppress(TimeoutError):
            async with asyncio.timeout(_GUESSING), Fetcher(replace(self.policy, total=5)) as fetcher:
                for url in urls:
                    async with hosts.turn(URL(url).raw_host or ""):
                        found = await self._guess(fetcher, url)
                    if found is not None:
                        return found
        return None

    async def _guess(self, fetcher: Fetcher, url: str) -> Read | None:
        try:
            found = await self._one(fetcher, url)
        except FetchFault:
            return None
        return found if found.document is not None else None

    async def _one(self, fetcher: Fetcher, url: str) -> Read:
        answer = await fetcher.get(Ask(url))
        if not 200 <= answer.status < 300:
            return Read(answer)
        try:
            document = await asyncio.to_thread(self.parser.parse, answer.body, answer.content_type, answer.url)
        except NotAFeedError as error:
            return Read(answer, why=error.why)
        return Read(answer, document)
