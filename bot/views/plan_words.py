"""The words of the plan that many views say: kinds, states, names of fields, and times with their zone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from bot.errors import Invalid
from bot.plan import fields, order
from bot.timing import wall
from bot.timing.human_said import moment_in
from bot.views.blocks import button, one_line
from bot.words import Reader
from storage.models import PlanItem

OPEN = "plan.open"
"""A button anywhere; its value is the id of the item."""


def way(item_id: int, reader: Reader) -> Any:
    """Return a button that opens an item from anywhere."""
    return button(reader.say("Open"), OPEN, value=str(item_id))


def kind(code: str, reader: Reader) -> str:
    """Name a kind of item."""
    names = {
        "post": reader.say("Social media post"),
        "newsletter": reader.say("Newsletter"),
        "page": reader.say("Web page"),
        "press": reader.say("Press release"),
        "intranet": reader.say("Intranet news"),
        "event": reader.say("Event"),
        "letter": reader.say("Letter"),
        "screen": reader.say("Information screen"),
        "reply": reader.say("Reply in public"),
    }
    return names.get(code, code)


def state(item: PlanItem, reader: Reader) -> str:
    """Say how an item stands."""
    names = {
        "draft": reader.say("Draft"),
        "ready": reader.say("Ready"),
        "posted": reader.say("Posted"),
        "missed": reader.say("Missed, waits for a decision"),
        "dropped": reader.say("Dropped"),
    }
    if is_held(item):
        return reader.say("On hold")
    if item.kind == "reply" and item.state == "draft":
        return reply_state(item.approval_state, reader)
    return names.get(item.state, item.state)


def is_held(item: PlanItem) -> bool:
    """Tell whether a hold keeps an item back."""
    return item.held_by is not None and item.state in ("draft", "ready")


def reply_state(approval_state: str, reader: Reader) -> str:
    """Say how a reply stands that is approved before it is published."""
    names = {
        "asked": reader.say("Reply waiting for approval"),
        "approved": reader.say("Reply approved"),
        "returned": reader.say("Reply returned"),
    }
    return names.get(approval_state) or reader.say("Reply not sent for approval")


def title(item: PlanItem, reader: Reader) -> str:
    """Return the title of an item on one line."""
    return one_line(item.title) or reader.say("Without a title")


def time(item: PlanItem, now: datetime, reader: Reader) -> str:
    """Say when an item is to be told, on the clock of its own zone; empty while it has no time."""
    if item.due_at is None:
        return ""
    return moment(item.due_at, item.timezone, now, reader)


def moment(at: datetime, timezone: str, now: datetime, reader: Reader) -> str:
    """Say a moment on the clock of a zone, with the year unless it is this one: "to 26.11. klo 9.00, Helsingin aikaa"."""
    is_other_year = wall.local(at, timezone).year != wall.local(now, timezone).year
    return moment_in(at, timezone, reader, with_year=is_other_year)


def elsewhere(item: PlanItem, reader: Reader) -> str:
    """Say when that is for a reader whose clock shows another time then; empty when it shows the same."""
    if item.due_at is None or wall.local(item.due_at, _zone(reader)) == wall.local(item.due_at, item.timezone):
        return ""
    return reader.say("For you: {time}", time=reader.moment(item.due_at))


def local(at: str, timezone: str, reader: Reader) -> str:
    """Say a local wall time (ISO text) of a zone, with the year."""
    return moment_in(wall.moment(datetime.fromisoformat(at), timezone).at, timezone, reader, with_year=True)


def unix(at: int, reader: Reader) -> str:
    """Say a moment (Unix time) on the reader's clock, with the year."""
    return moment_in(datetime.fromtimestamp(at, UTC), _zone(reader), reader, with_year=True)


def _zone(reader: Reader) -> str:
    try:
        wall.zone(reader.timezone)
    except Invalid:
        return "Europe/Helsinki"  # as `bot.words.zone` reads odd names that Slack sends
    return reader.timezone


def field(name: str, reader: Reader) -> str:
    """Name what people fill in about an item."""
    names = {
        "kind": reader.say("Kind"),
        "title": reader.say("Title"),
        "link": reader.say("Link"),
        "accounts": reader.say("Social accounts"),
        "languages": reader.say("Languages"),
        "owner": reader.say("Owner"),
        "deputy": reader.say("Deputy"),
        "campaign": reader.say("Campaign"),
        "tags": reader.say("Tags"),
        "unit": reader.say("Unit"),
        "time": reader.say("Time"),
        "text": reader.say("Text"),
        "is_staff_first": reader.say("Staff first"),
        "embargo_until": reader.say("Embargo until"),
        "helpers": reader.say("Can help"),
    }
    return names.get(name) or own_field(name, reader)


def own_field(name: str, reader: Reader) -> str:
    """Name what only a kind has."""
    names = {
        "subject": reader.say("Subject"),
        "preheader": reader.say("Preview line"),
        "audience": reader.say("Audience"),
        "address": reader.say("Address of the page"),
        "review_on": reader.say("Review the page on"),
        "contact": reader.say("Contact for the press"),
        "embargo": reader.say("Embargo until"),
        "place": reader.say("Place"),
        "begins": reader.say("Begins"),
        "ends": reader.say("Ends"),
        "registration": reader.say("Registration link"),
        "recipients": reader.say("Recipients"),
        "posting_on": reader.say("Posting day"),
        "places": reader.say("Screens"),
        "from_on": reader.say("First day"),
        "until_on": reader.say("Last day"),
        "duration": reader.say("Seconds on the screen"),
    }
    return names.get(name, name)


def own_value(field_of_kind: fields.Field, value: str, timezone: str, reader: Reader) -> str:
    """Say what stands in a field that only a kind has."""
    if field_of_kind.holds == fields.DAY:
        return reader.day(date.fromisoformat(value))
    if field_of_kind.holds == fields.MOMENT:
        return local(value, timezone, reader)
    return value


def point(code: str, reader: Reader) -> str:
    """Say a point of a checklist."""
    names = {
        "proof": reader.say("Somebody else has read it"),
        "facts": reader.say("Names, dates and prices are right"),
        "links": reader.say("The links open"),
        "trial": reader.say("A trial was sent to ourselves"),
        "recipients": reader.say("The list of recipients is right"),
        "headings": reader.say("Headings and alternative texts are there"),
        "old_pages": reader.say("Old pages lead here or are gone"),
        "quotes": reader.say("Whoever is quoted agrees"),
        "contact": reader.say("The contact can be reached that day"),
        "mailing": reader.say("The mailing list is right"),
        "access": reader.say("Accessibility is told"),
        "booking": reader.say("The place is booked"),
        "addresses": reader.say("The addresses are right"),
        "print": reader.say("The printer knows the day"),
        "readable": reader.say("It can be read from a distance"),
        "taken_down": reader.say("Somebody takes it down afterwards"),
    }
    return names.get(code, code)


def breach(code: str, reader: Reader) -> str:
    """Say which order is broken."""
    if code == order.EMBARGO:
        return reader.say("This goes out before the embargo ends.")
    return reader.say("The public hears this before staff do.")
