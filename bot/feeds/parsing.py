"""Parsing in another process: whatever a feed does to its parser, the bot only hears that it was too much.

A child is started when the first feed comes, serves one feed after another, and is replaced when it dies, hangs or has grown.
It gets no environment of ours: no token is where foreign bytes are parsed.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import bot
from bot.feeds.child import ANSWER, CPU_SECONDS, MOST_ANSWER, packed, unpacked
from bot.feeds.items import FeedDocument, NotAFeedError, Unreadable

_MODULE = "bot.feeds.child"
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH")
_BY_LIMITS = frozenset({-signal.SIGXCPU, -signal.SIGSEGV})
"""How a child ends that used up its time or its stack."""
_PIECE = 256 * 1024
_GOODBYE = 2.0
"""Seconds that an idle child has to end by itself."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a child is ended."""

    wall_seconds: float = 10.0
    """For one feed, waiting for a processor included."""
    cpu_seconds: int = CPU_SECONDS
    """For one feed, counted by the kernel."""
    jobs: int = 5_000
    """Feeds that one child serves."""
    memory: int = 200 * 1024 * 1024
    """Bytes that a child may have held; it is replaced after the feed that took them."""


class ChildDiedError(Exception):
    """The child ended before it answered; `for_good` when its limits or ours ended it, so another try would end alike."""

    def __init__(self, *, for_good: bool) -> None:
        """Keep whether to try again."""
        super().__init__()
        self.for_good = for_good


class ParserClosedError(RuntimeError):
    """The bot is stopping: nothing is known about the feed."""


class Parser:
    """Parses feeds in child processes; may be used by many threads."""

    def __init__(self, size: int = 1, limits: Limits | None = None) -> None:
        """Prepare for `size` children; none is started yet."""
        self._limits = limits or Limits()
        self._children: queue.LifoQueue[Child | None] = queue.LifoQueue()
        self._size = size
        self._closed = threading.Event()
        for _ in range(size):
            self._children.put(None)

    def parse(self, body: bytes, content_type: str = "", url: str = "") -> FeedDocument:
        """Return what a feed says; waits for a free child. Raises NotAFeedError, and ParserClosedError while the bot stops."""
        request = packed(body, content_type, url)
        child = self._children.get()
        try:
            answer, child = self._asked(child, request)
        except NotAFeedError:
            child = None
            raise
        finally:
            self._children.put(child)
        return unpacked(answer)

    def _asked(self, child: Child | None, request: bytes) -> tuple[bytes, Child | None]:
        """Return the answer and the child for the next one; a child that was killed by others is replaced once."""
        for is_last in (False, True):
            if self._closed.is_set():
                raise ParserClosedError
            child = child or Child(self._limits)
            try:
                answer = child.ask(request)
            except ChildDiedError as death:
                child.end()
                child = None
                if death.for_good or is_last:
                    break
            else:
                if child.is_spent():
                    child.end()
                    child = None
                return answer, child
        raise NotAFeedError(Unreadable.TOO_MUCH)

    def close(self) -> None:
        """End the children; those at work finish their feed first, which the limits bound."""
        self._closed.set()
        for _ in range(self._size):
            child = self._children.get()
            if child:
                child.end()
        for _ in range(self._size):
            self._children.put(None)


class Child:
    """One running child; used by one thread at a time."""

    def __init__(self, limits: Limits) -> None:
        """Start it."""
        self._limits = limits
        self._jobs = self._memory = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", _MODULE, str(limits.cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,  # a Ctrl-C in the terminal is for the bot, which then closes this
        )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def ask(self, request: bytes) -> bytes:
        """Return the answer to a request; raises ChildDiedError."""
        self._jobs += 1
        late = threading.Event()
        timer = threading.Timer(self._limits.wall_seconds, self._stop_late, (late,))
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(request)
        except (OSError, EOFError, ValueError):
            self._kill()
            raise ChildDiedError(for_good=late.is_set() or self._process.returncode in _BY_LIMITS) from None
        except BaseException:
            self._kill()  # somebody interrupted the exchange; what is left in the pipes belongs to nobody
            raise
        finally:
            timer.cancel()

    def is_spent(self) -> bool:
        """Tell whether it has served long enough or grown."""
        return self._jobs >= self._limits.jobs or self._memory > self._limits.memory

    def end(self) -> None:
        """End it: asked first, then forced."""
        with contextlib.suppress(OSError):
            self._pipe(self._process.stdin).close()
        try:
            self._process.wait(_GOODBYE)
        except subprocess.TimeoutExpired:
            self._kill()
        self._pipe(self._process.stdout).close()

    def _exchange(self, request: bytes) -> bytes:
        questions, answers = self._pipe(self._process.stdin), self._pipe(self._process.stdout)
        questions.write(request)
        questions.flush()
        length, self._memory = ANSWER.unpack(_read(answers, ANSWER.size))
        if length > MOST_ANSWER:
            raise ValueError(length)
        return _read(answers, length)

    def _stop_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def _pipe(self, pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise ValueError(pipe)
        return pipe


def parse_now(body: bytes, content_type: str = "", url: str = "") -> FeedDocument:
    """Parse in this process: for tests and benchmarks, where the feeds are our own."""
    from bot.feeds.parse import parse  # noqa: PLC0415 - the bot itself does not load the parsers

    return parse(body, content_type, url)


def _environment() -> dict[str, str]:
    """Return what a child needs to find itself."""
    kept = {key: value for key in _KEPT if (value := os.environ.get(key)) is not None}
    return {**kept, "PYTHONPATH": str(Path(bot.__file__).parent.parent), "PYTHONDONTWRITEBYTECODE": "1"}


def _read(pipe: IO[bytes], length: int) -> bytes:
    """Read exactly so many bytes, piece by piece: a length is only believed as far as it comes true."""
    pieces = []
    while length > 0:
        piece = pipe.read(min(length, _PIECE))
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
