"""The process that parses: `python -m bot.feeds.child`. What a hostile feed can break is only this.

Requests come on stdin, answers leave on stdout, each with its length in front; `parsing.py` is the other end. The parent's end is
noticed by the end of stdin. (Linux could signal it, but that signal comes when the *thread* that started the child ends,
and threads of a pool do.) Limits that a platform does not have are left out; the parent's clock stands over all of them.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import struct
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, BinaryIO

from bot.feeds import tongue
from bot.feeds.items import FeedDocument, FeedItem, NotAFeedError, Unreadable

REQUEST = struct.Struct(">III")
"""Lengths in bytes: content type, address, body."""
ANSWER = struct.Struct(">IQ")
"""Length of the answer in bytes, and the most memory that the child has held so far."""
MOST_ANSWER = 32_000_000
"""Bytes of one answer: what five megabytes of body say, with room for declarations that blow it up."""
CPU_SECONDS = 5
MEMORY = 512 * 1024 * 1024
_NICE = 10
_KILO = 1 if sys.platform == "darwin" else 1024
"""ru_maxrss counts bytes on macOS and kilobytes elsewhere."""
_CALM_COLLECTOR = 50_000
_MOST_READ = 200
"""Items whose language is read in one feed, so that a feed of twenty thousand has its time for being parsed."""

Parse = Callable[[bytes, str, str], FeedDocument]


def main() -> None:
    """Parse until stdin ends."""
    from bot.feeds.parse import parse  # noqa: PLC0415 - the parent imports this module too, and needs none of the parsers

    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else CPU_SECONDS
    _limit()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILO
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while request := _request(questions):
        _allow(seconds)
        written = _written(lambda *said: languages_read(parse(*said)), request)
        answers.write(ANSWER.pack(len(written), _most_memory(before)) + written)
        answers.flush()


def packed(body: bytes, content_type: str, url: str) -> bytes:
    """Return a request as it goes over the pipe."""
    header, address = content_type.encode("utf-8", "replace"), url.encode("utf-8", "replace")
    return REQUEST.pack(len(header), len(address), len(body)) + header + address + body


def unpacked(answer: bytes) -> FeedDocument:
    """Return what an answer holds; raises the NotAFeedError that it may hold instead."""
    said = json.loads(answer)
    if isinstance(said, str):
        raise NotAFeedError(Unreadable(said))
    kind, title, items, site, language, ttl, hours, days = said
    return FeedDocument(kind, title, tuple(map(_item, items)), site, language, ttl, tuple(hours), tuple(days))


def languages_read(found: FeedDocument) -> FeedDocument:
    """Find out what languages items are written in; here, since the bot has the acknowledgements to think of."""
    read = [item._replace(written_in=tongue.read(item.title, item.text)) for item in found.items[:_MOST_READ]]
    return replace(found, items=(*read, *found.items[_MOST_READ:]))


def _request(questions: BinaryIO) -> tuple[bytes, str, str] | None:
    head = questions.read(REQUEST.size)
    if len(head) < REQUEST.size:
        return None
    lengths = REQUEST.unpack(head)
    content_type, url, body = (questions.read(length) for length in lengths)
    if len(body) < lengths[2]:
        return None
    return body, content_type.decode(), url.decode()


def _written(parse: Parse, request: tuple[bytes, str, str]) -> bytes:
    try:
        said = json.dumps(
            _values(parse(*request)),
            ensure_ascii=False,
            separators=(",", ":"),
            default=datetime.isoformat,
        )
        written = said.encode("utf-8", "replace")
    except NotAFeedError as refusal:
        return json.dumps(refusal.why.value).encode()
    except MemoryError:
        return json.dumps(Unreadable.TOO_MUCH.value).encode()
    return written if len(written) <= MOST_ANSWER else json.dumps(Unreadable.TOO_MUCH.value).encode()


def _values(found: FeedDocument) -> list[Any]:
    return [
        found.kind, found.title, found.items, found.site, found.language, found.ttl, found.skip_hours, found.skip_days,
    ]  # fmt: skip


def _item(values: list[Any]) -> FeedItem:
    guid, link, title, text, author, published, language, source, source_url, categories, written_in, links = values
    when = datetime.fromisoformat(published) if published else None
    return FeedItem(
        guid, link, title, text, author, when, language, source, source_url, tuple(categories), written_in, tuple(links),
    )  # fmt: skip


def _limit() -> None:
    """Take the memory that a feed may need and no more, the lowest priority among the bot's processes, and no core files."""
    gc.set_threshold(_CALM_COLLECTOR)  # a parse makes some thousands of objects that all go at its end
    gc.freeze()
    os.nice(_NICE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):  # macOS counts shared libraries too and refuses
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _allow(seconds: int) -> None:
    """Let the kernel end this process when the next parse takes too long; even one that never returns to Python ends then."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, most))


def _most_memory(before: int) -> int:
    """Return the most memory held since this program began; ru_maxrss alone also counts what the parent held at the fork."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - read for every feed
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration, ValueError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILO - before


if __name__ == "__main__":
    main()
