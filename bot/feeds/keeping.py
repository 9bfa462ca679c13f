"""Keeping feeds: look at one, edit it, pause it, go on, read it now, remove it.

A paused feed loses nothing: its rules, its history and its validators stay. What has come meanwhile and still stands in it
is news at the next poll.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.orm import Session

from bot import audit, people, places
from bot.audit import Act
from bot.errors import Invalid, NotFound
from bot.feeds import adding, trouble
from bot.feeds.adding import BODY
from bot.feeds.looked import Added, Found, Looked
from bot.mentions import alert_settings, judged, rules
from bot.mentions.kinds import SOURCE_KINDS
from bot.people import Asker
from bot.roles import Role, require
from bot.tongues import CODES
from bot.views.blocks import one_line
from storage import audit as audit_log
from storage import feeds
from storage import people as known_people
from storage.models import Feed

if TYPE_CHECKING:
    from bot.services import Services

TAKES: Final = ("auto", "all", "rules")
LONGEST_NAME: Final = 200
_OF_A_NEW_ONE: Final = ("url", "url_key", "name", "kind", "takes", "added_at", "next_poll_at")
_HELD_BACK: Final = ("http:429", "http:503")
"""Errors after which the server has named the time of the next poll itself."""
_NO_LEASE: Final[Mapping[str, Any]] = {"lease_owner": None, "lease_until": None}


@dataclass(frozen=True, slots=True)
class Form:
    """What an open form is about: a feed in the version that was shown, and the list to go back to."""

    feed: int
    version: int = 0
    look: str = ""

    def packed(self) -> str:
        """Return the text that travels in the form's private_metadata."""
        return json.dumps([self.feed, self.version, self.look], ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> Form:
        """Read what `packed` wrote; raises ValueError for anything else."""
        feed, version, look = json.loads(text)
        return cls(int(feed), int(version), str(look))

    @classmethod
    def of_button(cls, value: str) -> Form:
        """Read the value of a button: a feed's id, and behind a blank the list to go back to."""
        feed, _, look = value.partition(" ")
        return cls(int(feed), 0, look)

    @property
    def button(self) -> str:
        """Return the value of a button."""
        return f"{self.feed} {self.look}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields of a feed that people edit. `language` "" means that each item tells; `place` "" the monitoring channel."""

    name: str
    kind: str
    language: str = ""
    takes: str = "auto"
    place: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What will be told of a feed, and where: `place` is a channel or person, empty when nobody has chosen one."""

    place: str
    takes_all: bool
    rules: int
    """How many rules look at it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A feed as its form shows it."""

    feed: Feed
    outlook: Outlook
    now: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """The feed as it is now."""

    feed: Feed


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else changed the feed while a form was open; nothing was saved."""

    now: Seen
    draft: Draft
    who: str


def one(services: Services, feed_id: int, *, by: Asker) -> Seen:
    """Return a feed with what will be told of it. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        feed = feeds.find(session, feed_id)
    return _seen(services, _known(feed))


def outlook(services: Services, feed: Feed) -> Outlook:
    """Return what will be told of a feed, and where."""
    looking = [rule for rule in rules.in_force(services) if judged.may_hit(rule, feed)]
    channel = alert_settings.monitoring_channel(services.settings, alert_settings.current(services))
    return Outlook(feed.place or channel, judged.takes_all(feed, looking), len(looking))


def outlook_after(services: Services, outcome: Added | Looked) -> Outlook | None:
    """Return what will be told of a feed that was added, or would be; None for anything else that came of an address."""
    if isinstance(outcome, Added):
        return outlook(services, outcome.feed)
    if not isinstance(outcome, Found):
        return None
    values = adding.values_of(outcome, "", services.now())
    return outlook(services, Feed(**{name: values[name] for name in _OF_A_NEW_ONE}))


def edit(services: Services, about: Form, draft: Draft, *, by: Asker) -> Saved | Overtaken:
    """Change a feed as its form says. Raises Invalid with the field that is wrong."""
    require(by.role, Role.MANAGER)
    people.get_to_know(services, filter(None, (draft.owner, draft.place if people.is_user_id(draft.place) else "")))
    before = one(services, about.feed, by=by).feed
    if draft.place and draft.place != before.place and not people.is_user_id(draft.place):
        places.may_write(services, draft.place, "place")
    with services.database.begin() as session:
        feed = _locked(services, session, about.feed)
        values = _checked(session, feed, draft)
        changed = {name: value for name, value in values.items() if getattr(feed, name) != value}
        if not changed:
            return Saved(feed)
        if feed.version != about.version:
            last = audit_log.about(session, _subject(feed))
            who = last[-1].who if last else ""
        else:
            _write(services, session, feed, changed, Act(by.id, "feed.edited", _subject(feed)))
            return Saved(feed)
    return Overtaken(_seen(services, feed), draft, who)


def pause(services: Services, feed_id: int, *, by: Asker) -> Feed:
    """Stop reading a feed until somebody resumes it. Pausing it twice changes nothing."""
    require(by.role, Role.MANAGER)
    with services.database.begin() as session:
        feed = _locked(services, session, feed_id)
        if feed.state != "paused":
            changed = {"state": "paused", **_NO_LEASE}
            _write(services, session, feed, changed, Act(by.id, "feed.paused", _subject(feed)))
    return feed


def resume(services: Services, feed_id: int, *, by: Asker) -> Feed:
    """Read a feed again that was paused, or that its server had called gone."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        feed = _locked(services, session, feed_id)
        if feed.state != "active":
            changed = {"state": "active", **_NO_LEASE, "next_poll_at": soonest(services, feed, now)}
            if feed.state == "gone":
                changed |= {"errors": 0, "failing_since": None}
            _write(services, session, feed, changed, Act(by.id, "feed.resumed", _subject(feed)))
    return feed


def poll_now(services: Services, feed_id: int, *, by: Asker) -> Feed:
    """Let a feed be read as soon as its server may be asked again; its `next_poll_at` says when that is."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        feed = _locked(services, session, feed_id)
        if feed.state != "active":
            raise Invalid("This feed is not being read. Resume it first.")
        at = min(feed.next_poll_at, soonest(services, feed, now))
        if at != feed.next_poll_at:
            feed.next_poll_at = at
            trouble.redraw(services, session, feed.id)
            audit.note(session, now, Act(by.id, "feed.hurried", _subject(feed)))
    return feed


def remove(services: Services, feed_id: int, *, by: Asker) -> Feed:
    """Take a feed out of use; its mentions stay. Removing it twice changes nothing."""
    require(by.role, Role.MANAGER)
    with services.database.begin() as session:
        feed = _locked(services, session, feed_id, even_removed=True)
        if feed.state != "removed":
            changed = {"state": "removed", **_NO_LEASE}
            _write(services, session, feed, changed, Act(by.id, "feed.removed", _subject(feed)))
    return feed


def soonest(services: Services, feed: Feed, now: datetime) -> datetime:
    """Return when a feed may be asked again: not within the floor, nor before the time that its server has named."""
    if feed.last_error in _HELD_BACK and feed.next_poll_at > now:
        return feed.next_poll_at
    floor = timedelta(seconds=services.settings.poll_seconds)
    return max(now, feed.last_polled_at + floor) if feed.last_polled_at else now


def _seen(services: Services, feed: Feed) -> Seen:
    return Seen(feed, outlook(services, feed), services.now())


def _write(services: Services, session: Session, feed: Feed, changed: Mapping[str, Any], act: Act) -> None:
    told = [name for name in changed if name in ("name", "kind", "language", "takes", "place", "owner", "state")]
    before = {name: getattr(feed, name) for name in told}
    for name, value in changed.items():
        setattr(feed, name, value)
    feed.version += 1
    trouble.redraw(services, session, feed.id)
    audit.note(session, services.now(), act, before=before, after={name: changed[name] for name in told})


def _locked(services: Services, session: Session, feed_id: int, *, even_removed: bool = False) -> Feed:
    services.memory.changed(session, BODY)
    feed = feeds.locked(session, feed_id)
    return feed if feed is not None and even_removed else _known(feed)


def _known(feed: Feed | None) -> Feed:
    if feed is None or feed.state == "removed":
        raise NotFound("This feed is no longer in use. Write “/some feeds” to see all that are.")
    return feed


def _checked(session: Session, feed: Feed, draft: Draft) -> dict[str, Any]:
    name = one_line(draft.name)
    if not name:
        raise Invalid("Write a name for the feed.", field="name")
    if len(name) > LONGEST_NAME:
        raise Invalid(
            "This is too long: {most} characters at most, and there are {n}.",
            field="name", most=LONGEST_NAME, n=len(name),
        )  # fmt: skip
    if draft.kind not in SOURCE_KINDS:
        raise Invalid("Choose what kind of source it is.", field="kind")
    if draft.takes not in TAKES:
        raise Invalid("Choose what is told of it.", field="takes")
    if draft.language and draft.language not in CODES:
        raise Invalid("Choose a language from the list.", field="language")
    _check_person(session, feed.owner, draft.owner, "owner")
    _check_person(session, feed.place, draft.place, "person")
    said = {"kind": draft.kind, "takes": draft.takes, "language": draft.language}
    return {"name": name, **said, "place": draft.place, "owner": draft.owner}


def _check_person(session: Session, before: str, user_id: str, field: str) -> None:
    if not people.is_user_id(user_id) or user_id == before:
        return
    person = known_people.find(session, user_id)
    if person is None or not people.is_colleague(person):
        raise Invalid("This is a guest, an app, or somebody who has left. Choose a colleague.", field=field)


def _subject(feed: Feed) -> str:
    return f"feed:{feed.id}"
