"""What can go wrong with a request: one list of troubles, and how the exceptions of aiohttp are sorted into it.

The words for people are the view's; here stands only which of them fits.
"""

from __future__ import annotations

import errno
import ssl
from dataclasses import dataclass
from enum import Enum

import aiohttp

from bot.feeds.addresses import BadAddressError, Wrong


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect on the way: who sent us on, how, and where to. No address holds credentials."""

    status: int
    url: str
    target: str

    @property
    def is_permanent(self) -> bool:
        """Tell whether the server says that the feed has moved for good (301, 308)."""
        return self.status in (301, 308)


class Trouble(Enum):
    """Why there is no answer."""

    ADDRESS = "address"
    """The address, or one that it redirects to, is none that is fetched; `wrong` says why."""
    PRIVATE = "private"
    """The address, or one that it redirects to, leads into a network that feeds are not fetched from."""
    DNS = "dns"
    """Nobody knows the name of the host."""
    UNREACHABLE = "unreachable"
    """No way leads to the host."""
    REFUSED = "refused"
    """Nobody listens there."""
    RESET = "reset"
    """The server hung up before it had answered."""
    TRUNCATED = "truncated"
    """The answer ended before its announced end."""
    TIMEOUT = "timeout"
    """It took longer than the policy allows: to connect, between two pieces, or all in all."""
    TLS = "tls"
    """The certificate is not valid for this host, or no safe connection came about."""
    TOO_BIG = "too_big"
    """More bytes, after unpacking, than the policy allows."""
    TOO_MANY_REDIRECTS = "too_many_redirects"
    """More redirects than the policy allows, or a circle."""
    ENCODING = "encoding"
    """Packed in a way that was not asked for, packed twice, or packed wrongly."""
    PROTOCOL = "protocol"
    """What came is no HTTP, or too strange to be used: monstrous headers, a redirect to nowhere."""


class FetchFault(Exception):  # noqa: N818 - it reads as a sentence where it is caught
    """A request without a usable answer. `url` (without credentials) is the address at which it ended."""

    def __init__(self, why: Trouble, url: str, hops: tuple[Hop, ...] = (), wrong: Wrong | None = None) -> None:
        """Keep what is known."""
        super().__init__(f"{why.value} at {url}")
        self.why = why
        self.url = url
        self.hops = hops
        self.wrong = wrong


class PrivateAddressError(OSError):
    """Somewhere behind a name, only addresses lie that may not be connected to."""

    def __init__(self) -> None:
        """Carry one message, so that several of these count as one fault."""
        super().__init__(errno.EACCES, "a forbidden address")


class UnusableError(Exception):
    """What came cannot be used."""

    def __init__(self, why: Trouble) -> None:
        """Keep the reason."""
        super().__init__(why.value)
        self.why = why


class BrokenConnectionError(Exception):
    """A connection that broke before there was an answer; no aiohttp error, so that aiohttp does not ask again."""


EXPECTED = (BadAddressError, UnusableError, BrokenConnectionError, aiohttp.ClientError, OSError, ValueError)
"""All that a request may end with. TimeoutError is an OSError; UnicodeError and yarl's are ValueErrors."""

_BY_NUMBER = {
    errno.ECONNREFUSED: Trouble.REFUSED,
    errno.ECONNRESET: Trouble.RESET,
    errno.ECONNABORTED: Trouble.RESET,
    errno.EPIPE: Trouble.RESET,
    errno.ETIMEDOUT: Trouble.TIMEOUT,
}


def trouble_of(error: BaseException) -> Trouble:
    """Sort one of the EXPECTED exceptions."""
    match error:
        case UnusableError():
            return error.why
        case BadAddressError():
            return Trouble.PRIVATE if error.why is Wrong.PRIVATE else Trouble.ADDRESS
        case TimeoutError():
            return Trouble.TIMEOUT
        case aiohttp.ClientConnectorError() | ssl.SSLError():
            return _of_connecting(error)
        case BrokenConnectionError() if error.__cause__ is not None:
            return Trouble.RESET if not isinstance(error.__cause__, ssl.SSLError) else Trouble.TLS
        case _:
            return _of_answer(error)


def _of_connecting(error: aiohttp.ClientConnectorError | ssl.SSLError) -> Trouble:
    if isinstance(error, ssl.SSLError | aiohttp.ClientSSLError):
        return Trouble.TLS
    if isinstance(error.os_error, PrivateAddressError):
        return Trouble.PRIVATE
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Trouble.DNS
    return _BY_NUMBER.get(error.os_error.errno or 0, Trouble.UNREACHABLE)


def _of_answer(error: BaseException) -> Trouble:
    if isinstance(error, aiohttp.ClientPayloadError):
        return Trouble.TRUNCATED
    if isinstance(error, aiohttp.InvalidURL):
        return Trouble.ADDRESS
    if isinstance(error, OSError):
        return _BY_NUMBER.get(error.errno or 0, Trouble.RESET)
    return Trouble.PROTOCOL
