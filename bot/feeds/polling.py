"""One poll of one feed: ask, judge, read, hand on what is new, and say what has become of the feed's row.

The steps are named, so that tests can end the process at each of them: claimed, fetched, parsed, written. What is new is
written together with the feed's row in one transaction (`bot.mentions.intake`); where nothing is new, the change of the row
is only returned, and the poller writes many of them at once.
"""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import Any, Final, Protocol, TypeVar

import structlog

from bot.feeds import judgement, trouble
from bot.feeds.fetch import Answer, Ask, FetchFault
from bot.feeds.items import FeedDocument, NotAFeedError
from bot.feeds.judgement import FAILED, Circumstances, Unread, Verdict
from bot.feeds.parsing import ParserClosedError
from bot.feeds.timing import Pace
from bot.mentions import intake
from bot.services import Services
from storage import feeds
from storage.database import OUT_OF_REACH
from storage.feeds import Due, Written

FAULT: Final = "fault"
"""Why a feed could not be read, when it was our own doing."""
_GIVEN_BACK: Final[Mapping[str, Any]] = {"lease_owner": None, "lease_until": None}
T = TypeVar("T")
_log = structlog.get_logger(__name__)


class Parses(Protocol):
    """Reads a body; blocks. Raises NotAFeedError."""

    def __call__(self, body: bytes, content_type: str, url: str, /) -> FeedDocument:
        """Return what the body says."""
        ...


class Runs(Protocol):
    """Runs a function in the one thread for its kind of work."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        """Return what it returns."""
        ...


@dataclass(frozen=True, slots=True)
class Bench:
    """What a poll works with."""

    services: Services
    pace: Pace
    owner: str
    fetch: Callable[[Ask], Awaitable[Answer]]
    parse: Parses
    in_database: Runs
    in_parser: Runs
    step: Callable[[str], None] = lambda _name: None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a poll came to; `left` is what is still to be written, None when it has been."""

    verdict: Verdict
    left: Written | None
    url: str
    """The address that answered, or should have."""


async def poll(bench: Bench, due: Due) -> Outcome:
    """Poll a feed. Raises what `OUT_OF_REACH` has; any other failure is the feed's, or a fault of ours that is logged."""
    try:
        answer = await bench.fetch(judgement.question(due, bench.services.now()))
    except FetchFault as fault:
        bench.step("fetched")
        return await _settled(bench, judgement.failed(_case(bench, due), fault.why.value), due, due.url)
    bench.step("fetched")
    case = _case(bench, due)
    try:
        verdict = judgement.judged(case, answer)
        if isinstance(verdict, Unread):
            return await _read(bench, case, answer, verdict.body_hash)
    except (*OUT_OF_REACH, ParserClosedError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever one feed holds, the others are read
        _log.error("feed not read because of a fault of ours", feed=due.id, **origin(error))
        verdict = judgement.failed(case, FAULT)
    return await _settled(bench, verdict, due, answer.url)


def _case(bench: Bench, due: Due) -> Circumstances:
    return Circumstances(due, bench.services.now(), bench.pace)


async def _read(bench: Bench, case: Circumstances, answer: Answer, body_hash: str) -> Outcome:
    try:
        document = await bench.in_parser(lambda: bench.parse(answer.body, answer.content_type, answer.url))
    except NotAFeedError as error:
        return await _settled(bench, judgement.failed(case, error.why.value), case.due, answer.url)
    bench.step("parsed")
    verdict, is_written = await bench.in_database(lambda: _handed_on(bench, case, answer, document, body_hash))
    if is_written:
        bench.step("written")
        await _tell(bench, verdict, case.due, ours=False)
        return Outcome(verdict, None, answer.url)
    return await _settled(bench, verdict, case.due, answer.url)


def _handed_on(
    bench: Bench, case: Circumstances, answer: Answer, document: FeedDocument, body_hash: str
) -> tuple[Verdict, bool]:
    """Give a document to the intake; tell whether it had something new and the feed's row was written with it."""
    services, due = bench.services, case.due
    is_first = due.last_success_at is None  # what stands in it then is no news
    fresh = judgement.read(case, answer, document, body_hash, has_news=not is_first)
    stale = judgement.read(case, answer, document, body_hash, has_news=False)
    with services.database.read() as session:
        feed = feeds.find(session, due.id)
    if feed is None or feed.version != due.version or feed.lease_owner != bench.owner:
        return stale, False  # somebody has edited it or taken it over: nothing will be written
    taken = intake.take_in(services, intake.Polled(feed, document, case.now, {**fresh.changes, **_GIVEN_BACK}))
    return (fresh, True) if taken.wrote else (stale, False)


def origin(error: Exception) -> dict[str, str]:
    """Name an exception and the line that raised it for the log; its message may hold an address with a key."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return {"error": type(error).__name__, "at": place}


async def _settled(bench: Bench, verdict: Verdict, due: Due, url: str) -> Outcome:
    """Write at once what people are told of; leave the rest for the next batch."""
    if verdict.outcome == FAILED:
        _log.info("feed not read", feed=due.id, reason=verdict.reason, errors=verdict.changes["errors"])
    left = Written(due.id, due.version, bench.owner, verdict.changes)
    if await _tell(bench, verdict, due, ours=True):
        return Outcome(verdict, None, url)
    return Outcome(verdict, left, url)


async def _tell(bench: Bench, verdict: Verdict, due: Due, *, ours: bool) -> bool:
    """Tell people what a poll means for them, and write the feed's row with it where it is still `ours` to write."""
    if not (verdict.is_trouble or verdict.is_over or verdict.moved_to):
        return False
    return await bench.in_database(lambda: _told(bench, verdict, due, ours=ours))


def _told(bench: Bench, verdict: Verdict, due: Due, *, ours: bool) -> bool:
    services, now = bench.services, bench.services.now()
    with services.database.begin() as session:
        feed = feeds.locked(session, due.id)
        if feed is None or feed.version != due.version or (ours and feed.lease_owner != bench.owner):
            return True  # somebody has edited it or taken it over: there is nothing to write any more
        for name, value in {**verdict.changes, **_GIVEN_BACK}.items() if ours else ():
            setattr(feed, name, value)
        if verdict.is_trouble:
            trouble.begins(services, session, feed, now)
        if verdict.is_over:
            trouble.ends(services, session, feed, now)
        if verdict.moved_to:
            trouble.moves(services, session, feed, verdict.moved_to, now)
    return True


def put_back(bench: Bench, due: Due, seconds: float) -> Written:
    """Return what gives a feed back that was not asked for, to be claimed again in so many seconds."""
    at = bench.services.now() + timedelta(seconds=seconds)
    return Written(due.id, due.version, bench.owner, {"next_poll_at": at})
