"""The way of one question from address to address: what may go along to which of them.

Redirects are followed by hand, so that every address on the way is judged like the first. Credentials stay with scheme, host and
port of the feed: once the way has left them they are gone, even if it comes back. Credentials that a redirect names are ignored.
"""

from __future__ import annotations

import base64
import re
from typing import Final
from urllib.parse import quote_from_bytes, unquote_to_bytes, urljoin

from yarl import URL

from bot.feeds.addresses import MOST_LETTERS, BadAddressError, Wrong, without_credentials
from bot.feeds.faults import FetchFault, Hop, Trouble, UnusableError, trouble_of

_ABSOLUTE: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_BYTES: Final = re.compile("[\udc80-\udcff]+")
"""How bytes that are no UTF-8 arrive in a header."""


class Journey:
    """One question under way: `next` is the address to be judged now, `address` the one that was asked last."""

    def __init__(self, url: str, etag: str = "", last_modified: str = "", given_by: str = "") -> None:
        """Stand at the first address."""
        self.next = url
        self.address = ""
        self.hops: list[Hop] = []
        self._validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        self._given_by = given_by
        self._credentials: tuple[str | None, str | None] | None = None
        self._seen: list[str] = []
        self._origin: tuple[str, str | None, int | None] = ("", None, None)

    def arrive(self, url: URL) -> URL:
        """Take a judged address and return it as it is asked for; raises UnusableError for one that was asked before."""
        origin = (url.scheme, url.raw_host, url.port)
        bare = url if url.raw_user is None and url.raw_password is None else url.with_user(None)
        if not self._seen:
            self._origin = origin
            self._credentials = None if bare is url else (url.raw_user, url.raw_password)
        elif origin != self._origin:
            self._credentials = None
        text = str(bare)
        if text in self._seen:
            raise UnusableError(Trouble.TOO_MANY_REDIRECTS)
        self._seen.append(text)
        self.address = text if self._credentials is None else _with(text, *self._credentials)
        return bare

    def headers(self) -> dict[str, str] | None:
        """Return what goes to the address that the way has arrived at, and to no other."""
        is_theirs = not self.hops or not self._given_by or self._given_by == self.address
        headers = {name: value for name, value in self._validators.items() if value} if is_theirs else {}
        if self._credentials is not None:
            headers["Authorization"] = _basic(*self._credentials)
        return headers or None

    def go_on(self, status: int, location: str | None, most: int) -> None:
        """Follow a redirect; raises UnusableError when it leads nowhere or is one too many."""
        here = self._seen[-1]
        if not location:
            raise UnusableError(Trouble.PROTOCOL)
        try:
            self.next = _joined(here, _BYTES.sub(_percent, location.strip()))
        except ValueError as error:
            raise BadAddressError(Wrong.HOST) from error
        self.hops.append(Hop(status, here, without_credentials(self.next)[:MOST_LETTERS]))
        if len(self.hops) > most:
            raise UnusableError(Trouble.TOO_MANY_REDIRECTS)

    def fault(self, error: Exception) -> FetchFault:
        """Say what an exception means, and where on the way it came."""
        wrong = error.why if isinstance(error, BadAddressError) else None
        where = self._seen[-1] if self._seen and wrong is None else without_credentials(self.next)[:MOST_LETTERS]
        return FetchFault(trouble_of(error), where, tuple(self.hops), wrong)


def _joined(base: str, location: str) -> str:
    # urljoin would write an absolute address anew; this one is to reach its server as it was written.
    return location if _ABSOLUTE.match(location) else urljoin(base, location)


def _percent(found: re.Match[str]) -> str:
    return quote_from_bytes(found[0].encode("utf-8", "surrogateescape"))


def _with(text: str, user: str | None, password: str | None) -> str:
    scheme, mark, rest = text.partition("://")
    return f"{scheme}{mark}{user or ''}{'' if password is None else ':' + password}@{rest}"


def _basic(user: str | None, password: str | None) -> str:
    pair = unquote_to_bytes(user or "") + b":" + unquote_to_bytes(password or "")
    return f"Basic {base64.b64encode(pair).decode()}"
