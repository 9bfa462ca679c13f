"""What an answer means for a feed's row. Pure: the row as it was, the answer and the moment go in, the changes come out.

The rules are those of the reliability reference: F01-F11, F20, F21, F26. Validators are a black box and are believed only
together with a body that could be read; whatever fails leaves them as they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

from bot.feeds import timing
from bot.feeds.fetch import Answer, Ask
from bot.feeds.hosts import family
from bot.feeds.items import FeedDocument
from bot.feeds.timing import Habits, Pace
from storage.feeds import GONE, Due

UNCHANGED, SAME, READ, FAILED, WENT = "unchanged", "same", "read", "failed", "gone"
"""How a poll ended: a 304, the same body again, a document, a failure, a feed that is no more."""
LONGEST_304: Final = timedelta(days=8)
"""Some servers answer 304 for ever; then one unconditional look is due (NetNewsWire's rule)."""
MOVES, MOVED_FOR = 3, timedelta(hours=24)
"""So many polls in a row, over so long, must find the same permanent redirect before a feed lives at its new address."""
TELL_AFTER: Final = 3
"""Failures in a row."""
_TELL_FLOORS: Final = 2
_DAY: Final = timedelta(hours=24)
_MOODY: Final = ("youtube.com", "reddit.com")
"""Hosts that answer live feeds with 404, 429 and 5xx for hours (reference, section 2): no news before a day of it."""
_LONGEST_ADDRESS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a poll ended and what it changes in the feed's row."""

    outcome: str
    changes: Mapping[str, Any]
    reason: str = ""
    """Why it failed: the value of a Trouble or an Unreadable, or "http:404"."""
    is_trouble: bool = False
    """It has failed for so long that its owner should know."""
    is_over: bool = False
    """It had failed before, and works again."""
    moved_to: str = ""
    """Where the feed lives from now on."""
    hold: int = 0
    """Seconds for which nobody should ask this host."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The row of a feed as it was, when its answer came, and how fast this house polls."""

    due: Due
    now: datetime
    pace: Pace


@dataclass(frozen=True, slots=True)
class Unread:
    """A body that was not there at the last poll: it has to be read before anything is known."""

    body_hash: str


def question(due: Due, now: datetime) -> Ask:
    """Return what to ask a feed's server for; after eight days of nothing but 304 without validators."""
    if due.unchanged_since is not None and now - due.unchanged_since >= LONGEST_304:
        return Ask(due.url)
    return Ask(due.url, due.etag, due.last_modified, due.given_by)


def judged(case: Circumstances, answer: Answer) -> Verdict | Unread:
    """Say what an answer means; Unread when its body has to be read first."""
    if answer.status == 304:
        return _unchanged(case, answer) if _was_asked(case, answer) else failed(case, "http:304")
    if answer.status == 410:
        return _gone(case)
    if answer.status in (200, 203):
        body_hash = sha256(answer.body).hexdigest()
        return _same(case, answer) if body_hash == case.due.body_hash else Unread(body_hash)
    wait = timing.retry_after(answer.headers, case.now) if answer.status in (429, 503) else 0
    hold = wait or case.pace.hold if answer.status == 429 else 0
    return replace(failed(case, f"http:{answer.status}", wait=max(wait, hold)), hold=hold)


def read(case: Circumstances, answer: Answer, document: FeedDocument, body_hash: str, *, has_news: bool) -> Verdict:
    """Say what a document means that was read whole; `has_news` tells whether there were items that nobody had seen."""
    asked = {
        "ttl": max(0, min(document.ttl, timing.DAY)),
        "skip_hours": timing.kept(document.skip_hours),
        "skip_days": timing.kept(document.skip_days),
    }
    return _success(
        case,
        answer,
        {**_validators(case, answer, has_news=has_news), **asked, "body_hash": body_hash},
        READ,
        has_news=has_news,
    )


def failed(case: Circumstances, reason: str, *, wait: int = 0) -> Verdict:
    """Say what a failure means: everything stays as it was, and the next try comes later. `wait` is in seconds."""
    due, errors = case.due, case.due.errors + 1
    since, habits = due.failing_since or case.now, _habits(case, {}, has_news=False)
    changes = {
        "errors": errors,
        "failing_since": since,
        "last_error": reason,
        "last_polled_at": case.now,
        "next_poll_at": timing.after_failure(case.pace, habits, case.now, errors=errors, retry_after=wait),
    }
    lasted = case.now - since
    enough = _DAY if _is_moody(due.url, reason) else timedelta(seconds=_TELL_FLOORS * case.pace.floor)
    return Verdict(FAILED, changes, reason, is_trouble=errors >= TELL_AFTER and lasted >= enough)


def _was_asked(case: Circumstances, answer: Answer) -> bool:
    """Tell whether the one who answered 304 had been sent validators."""
    asked = question(case.due, case.now)
    return bool(asked.etag or asked.last_modified) and asked.given_by in ("", answer.url)


def _unchanged(case: Circumstances, answer: Answer) -> Verdict:
    due = case.due
    found = {
        "etag": answer.etag or due.etag,
        "last_modified": answer.last_modified or due.last_modified,
        "unchanged_since": due.unchanged_since or case.now,
        "polls_since_304": 0,
        "is_conditional": True,
    }
    return _success(case, answer, found, UNCHANGED, has_news=False)


def _same(case: Circumstances, answer: Answer) -> Verdict:
    return _success(case, answer, _validators(case, answer, has_news=False), SAME, has_news=False)


def _validators(case: Circumstances, answer: Answer, *, has_news: bool) -> dict[str, Any]:
    """Return the pair as it came, also when half of it or all is missing, and whether a 304 would have done."""
    polls = min(case.due.polls_since_304 + (not has_news), timing.POLLS_WITHOUT_304)
    return {
        "etag": answer.etag,
        "last_modified": answer.last_modified,
        "given_by": answer.url if answer.etag or answer.last_modified else "",
        "unchanged_since": None,
        "polls_since_304": polls,
        "is_conditional": case.due.is_conditional and polls < timing.POLLS_WITHOUT_304,
    }


def _success(case: Circumstances, answer: Answer, found: dict[str, Any], outcome: str, *, has_news: bool) -> Verdict:
    """Reset what failures have left, find the next poll and see whether the feed is moving."""
    due, now = case.due, case.now
    fresh_for = timing.freshness(answer.headers, now)
    max_age = fresh_for if fresh_for is not None else due.max_age if outcome == UNCHANGED else 0
    habits = _habits(case, {**found, "max_age": max_age}, has_news=has_news)
    if due.last_success_at is None:
        interval, pause = case.pace.usual, timing.first_interval(case.pace, due.id)
    else:
        interval = pause = timing.interval(case.pace, habits, has_news=has_news)
    move = _move(due, answer, now)
    values = {
        **found,
        **move,
        "max_age": max_age,
        "interval": interval,
        "errors": 0,
        "failing_since": None,
        "last_error": "",
    }
    changes = {name: value for name, value in values.items() if getattr(due, name) != value}
    changes["next_poll_at"] = timing.after_success(case.pace, habits, now, pause)
    changes["last_polled_at"] = changes["last_success_at"] = now
    return Verdict(outcome, changes, is_over=due.last_error != "", moved_to=_new_address(move, now))


def _habits(case: Circumstances, found: Mapping[str, Any], *, has_news: bool) -> Habits:
    """Return what is known of a feed for finding its next poll, with what this one has `found`."""
    due = case.due
    return Habits(
        feed_id=due.id,
        interval=due.interval,
        quiet_for=timedelta() if has_news else case.now - (due.last_news_at or due.added_at),
        polls_since_304=found.get("polls_since_304", due.polls_since_304),
        asked=max(found.get("max_age", due.max_age), found.get("ttl", due.ttl) * 60),
        skip_hours=timing.skipped_hours(found.get("skip_hours", due.skip_hours)),
        skip_days=timing.skipped_days(found.get("skip_days", due.skip_days)),
    )


def _move(due: Due, answer: Answer, now: datetime) -> dict[str, Any]:
    """Follow a redirect that its server calls permanent, from poll to poll."""
    if not answer.has_moved or len(answer.url) > _LONGEST_ADDRESS:
        return {"moved_to": "", "moved_seen": 0, "moved_since": None}
    if answer.url != due.moved_to:
        return {"moved_to": answer.url, "moved_seen": 1, "moved_since": now}
    return {"moved_to": due.moved_to, "moved_seen": due.moved_seen + 1, "moved_since": due.moved_since or now}


def _new_address(move: dict[str, Any], now: datetime) -> str:
    is_sure = move["moved_seen"] >= MOVES and now - move["moved_since"] >= MOVED_FOR
    return str(move["moved_to"]) if is_sure else ""


def _gone(case: Circumstances) -> Verdict:
    verdict = failed(case, "http:410")
    return replace(verdict, outcome=WENT, changes={**verdict.changes, "state": GONE}, is_trouble=True)


@lru_cache(maxsize=4_096)
def host_of(url: str) -> str:
    """Return the name under which the host of an address takes its turns; empty for an address without any."""
    try:
        return family(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _is_moody(url: str, reason: str) -> bool:
    host = host_of(url)
    is_theirs = any(host == moody or host.endswith(f".{moody}") for moody in _MOODY)
    return is_theirs and reason in ("http:404", "http:429", "http:500", "http:503")
