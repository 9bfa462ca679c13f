"""The plan as a calendar file (iCalendar, RFC 5545): pure, from items to bytes.

Times are written in UTC, since every calendar understands these; an item keeps its UID for ever, so that a calendar moves what
moved and strikes out what was dropped. Texts, tasks and notes of reviewers stand nowhere in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from bot.networks import network_name
from bot.plan.kinds import DROPPED, POSTED, READY
from bot.plan.whole import Whole
from bot.timing import wall
from bot.views import plan_words
from bot.views.blocks import clean, one_line
from bot.words import Reader

PRODUCT = "-//Kaiku//The plan//EN"
_LASTS = timedelta(minutes=15)
"""How long an item without an end stands in the calendar."""
_AGAIN = timedelta(minutes=15)
"""How often a calendar is asked to look."""


def of(items: Iterable[Whole], name: str, reader: Reader) -> bytes:
    """Return items with a time as a calendar file, each named with its state where it is not sure to go out."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", _AGAIN)
    for one in items:
        if one.item.due_at is not None:
            calendar.add_component(_event(one, one.item.due_at, reader))
    return bytes(calendar.to_ical())


def _event(one: Whole, due_at: datetime, reader: Reader) -> Event:
    item, event = one.item, Event()
    event.add("uid", f"plan-{item.id}@kaiku")
    event.add("sequence", item.version)
    event.add("dtstamp", item.changed_at.astimezone(UTC))
    event.add("last-modified", item.changed_at.astimezone(UTC))
    event.add("created", item.made_at.astimezone(UTC))
    event.add("dtstart", due_at.astimezone(UTC))
    event.add("dtend", _end(one, due_at))
    event.add("summary", _plain(_summary(one, reader)))
    event.add("description", "\n".join(_plain(line) for line in _lines(one, reader)))
    event.add("status", {DROPPED: "CANCELLED", POSTED: "CONFIRMED", READY: "CONFIRMED"}.get(item.state, "TENTATIVE"))
    event.add("transp", "TRANSPARENT")
    if item.posted_link or item.link:
        event.add("url", item.posted_link or item.link)
    if item.tags:
        event.add("categories", [_plain(tag) for tag in item.tags])
    return event


def _end(one: Whole, due_at: datetime) -> datetime:
    if one.item.ends_at is None:
        return due_at.astimezone(UTC) + _LASTS
    return max(wall.moment(one.item.ends_at, one.item.timezone).at, due_at).astimezone(UTC)


def _summary(one: Whole, reader: Reader) -> str:
    title = plan_words.title(one.item, reader)
    if one.item.state in (POSTED, READY):
        return title
    return reader.say("{title} ({state})", title=title, state=plan_words.state(one.item, reader))


def _lines(one: Whole, reader: Reader) -> Iterator[str]:
    yield f"{plan_words.kind(one.item.kind, reader)}: {plan_words.state(one.item, reader)}"
    if one.accounts:
        yield ", ".join(f"{account.name} ({network_name(account.network, reader)})" for account in one.accounts)
    if one.item.campaign:
        yield one.item.campaign
    yield reader.say("Number p{n}", n=one.item.id)


def _plain(text: str) -> str:
    return one_line(clean(text))
