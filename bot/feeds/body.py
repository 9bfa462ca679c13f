"""Reading a body: unpacked while it streams, and given up at once when it grows beyond what a feed may be.

aiohttp would unpack by itself, but it counts packed bytes: 300 KB of gzip can open to 300 MiB.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Iterator
from typing import Final

from aiohttp import ClientResponse

from bot.feeds.faults import Trouble, UnusableError

ACCEPTED: Final = "gzip, deflate"
"""What is asked for, and all that is understood (Accept-Encoding)."""
_STEP: Final = 64 * 1024
"""Unpacked bytes that are held at once on top of what is kept."""
_GZIP: Final = 16 + zlib.MAX_WBITS
_GZIP_START: Final = b"\x1f\x8b"
_ZLIB_METHOD: Final = 8
"""Low half of a zlib stream's first byte; a bare deflate stream never begins so, and servers send either as "deflate"."""


async def read(response: ClientResponse, most: int) -> bytes:
    """Return the unpacked body of at most `most` bytes; raises UnusableError, or aiohttp's error when the answer breaks off."""
    packing = _packing(response)
    if (response.content_length or 0) > most:
        raise UnusableError(Trouble.TOO_BIG)
    raw = response.content.iter_any()
    pieces, size = [], 0
    async for piece in _unpacked(raw, packing) if packing else raw:
        size += len(piece)
        if size > most:
            raise UnusableError(Trouble.TOO_BIG)
        pieces.append(piece)
    body = b"".join(pieces)
    if packing and body.startswith(_GZIP_START):
        raise UnusableError(Trouble.ENCODING)  # packed twice, named once
    return body


def _packing(response: ClientResponse) -> str:
    """Return "gzip", "deflate" or nothing; raises UnusableError for everything else and for two at once."""
    named = ",".join(response.headers.getall("Content-Encoding", ())).lower()
    packings = [name for name in (part.strip() for part in named.split(",")) if name not in ("", "identity")]
    if not packings:
        return ""
    if len(packings) > 1 or packings[0] not in ("gzip", "x-gzip", "deflate"):
        raise UnusableError(Trouble.ENCODING)
    return packings[0].removeprefix("x-")


async def _unpacked(raw: AsyncIterator[bytes], packing: str) -> AsyncIterator[bytes]:
    unpacking: _Unpacking | None = None
    async for piece in raw:
        unpacking = unpacking or _Unpacking(packing, piece)
        try:
            for part in unpacking.feed(piece):
                yield part
        except zlib.error as error:
            raise UnusableError(Trouble.ENCODING) from error
    if unpacking is not None and not unpacking.is_whole:
        raise UnusableError(Trouble.TRUNCATED)


class _Unpacking:
    """One packed stream; gzip may consist of several members, and what follows the last is left alone as browsers do."""

    def __init__(self, packing: str, start: bytes) -> None:
        """Choose by the name, and for deflate by the first byte too."""
        is_bare = packing == "deflate" and start[:1] and start[0] & 0x0F != _ZLIB_METHOD
        self._bits = _GZIP if packing == "gzip" else -zlib.MAX_WBITS if is_bare else zlib.MAX_WBITS
        self._stream = zlib.decompressobj(self._bits)

    @property
    def is_whole(self) -> bool:
        """Tell whether the stream came to its own end."""
        return self._stream.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Unpack one piece in small parts."""
        while data:
            if self._stream.eof:
                if self._bits != _GZIP or not data.startswith(_GZIP_START):
                    return
                self._stream = zlib.decompressobj(self._bits)
            part = self._stream.decompress(data, _STEP)
            if part:
                yield part
            data = self._stream.unconsumed_tail or self._stream.unused_data
