"""The first poll of a feed: the reading by which it was added. Its row then stands as after any other poll."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.feeds import judgement, timing
from bot.feeds.fetch import Answer
from bot.feeds.items import FeedDocument
from bot.feeds.judgement import Circumstances
from bot.feeds.timing import Pace
from storage.feeds import Due
from storage.models import Feed


def row(answer: Answer, document: FeedDocument, now: datetime, floor: int) -> dict[str, Any]:
    """Return what a reading puts into the row of a feed that is to be added; `floor` is in seconds."""
    case = Circumstances(_unread(answer.url, now), now, Pace(floor))
    verdict = judgement.read(case, answer, document, sha256(answer.body).hexdigest(), has_news=False)
    return dict(verdict.changes)


def next_poll(feed: Feed, floor: int) -> datetime:
    """Return when a feed that was added is read next: soon, but no sooner than it asks; `floor` is in seconds."""
    read_at = feed.last_polled_at or feed.added_at
    asked = min(timing.DAY, max(feed.max_age, feed.ttl * 60))
    return max(timing.first_poll(Pace(floor), feed.id, read_at), read_at + timedelta(seconds=asked))


def _unread(url: str, now: datetime) -> Due:
    """Return a feed of which nothing is known."""
    nothing: dict[str, Any] = {"int": 0, "str": "", "bool": False}
    blank: dict[str, Any] = {one.name: nothing.get(str(one.type)) for one in fields(Due)}
    return Due(**(blank | {"url": url, "added_at": now}))
