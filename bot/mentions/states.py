"""How a mention stands, and the steps that several use cases take.

Whoever changes a mention holds its row. An open mention is new, claimed or raised for discussion; it ends as answered, as
needing no reply, or as not ours, and opens again when a person or a new development says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit, working_hours
from bot.audit import Act
from bot.errors import Conflict, NotFound
from bot.mentions import alert_settings, duty, notes, quiet_time, response_clock
from bot.mentions.kinds import ANSWERED, CLAIMED, CLOSED, CRISIS, JOINED, NEW, SEVERITIES
from bot.mentions.notes import REOPENED, Line
from bot.people import Asker
from bot.public_replies import following
from bot.roles import Role, require
from storage import mentions, people
from storage.models import Mention

if TYPE_CHECKING:
    from bot.services import Services

QUIET_AFTER_END = timedelta(hours=12)
"""A telling this long after the end is a new development; an earlier one is the same news in another paper."""


@dataclass(frozen=True, slots=True)
class Held:
    """A mention that is held by the transaction of somebody who changes it."""

    services: Services
    session: Session
    mention: Mention
    by: Asker
    now: datetime

    def done(self, what: str, **after: Any) -> None:
        """Finish a change: count it, note it and bring every card up to date."""
        self.mention.version += 1
        # The audit log is held last by everybody, so the reply's item comes before it.
        following.follow(self.services, self.session, self.mention, self.now, self.by)
        act = Act(self.by.id, f"mention.{what}", f"mention:{self.mention.id}")
        audit.note(self.session, self.now, act, after={"state": self.mention.state, **after})
        notes.redraw(self.services, self.session, self.mention.id)

    def must_be_open(self) -> None:
        """Raise Conflict, with who ended it and when, unless the mention is open."""
        if self.mention.ended_at is not None:
            name = name_of(self.session, self.mention.handler, self.by)
            raise _ended(self.mention.state, name=name, moment=self.by.reader.moment(self.mention.ended_at))

    def must_be_free_or_mine(self) -> None:
        """Raise Conflict, with who has it and since when, unless the mention is open and nobody else has it."""
        self.must_be_open()
        if self.mention.handler not in ("", self.by.id):
            raise Conflict(
                "{name} has this since {moment}. If you agree that you go on with it, choose “Take over” under “…”.",
                name=name_of(self.session, self.mention.handler, self.by),
                moment=self.by.reader.moment(self.mention.claimed_at or self.now),
            )

    def give_to(self, user_id: str) -> None:
        """Let somebody have the mention from now on; a snooze ends with that."""
        mention = self.mention
        mention.handler, mention.claimed_at = user_id, self.now
        if mention.state == NEW:
            mention.state = CLAIMED
        if mention.snoozed_until is not None:
            response_clock.resume(self.services, mention, self.now)

    def end(self, state: str, *, reason: str = "") -> None:
        """End the mention by whoever acts: the clock stops, and who decides has had it."""
        mention = self.mention
        if mention.handler != self.by.id:
            mention.handler, mention.claimed_at = self.by.id, self.now
        mention.state, mention.ended_at, mention.reason = state, self.now, reason
        mention.snoozed_until, mention.snoozed_by, mention.remind_at = None, "", None


@contextmanager
def changing(services: Services, mention_id: int, by: Asker) -> Iterator[Held]:
    """Hold a mention for a social manager's change, in one transaction. Raises NotFound when it is gone.

    When the change comes too late (Conflict), nothing is changed but the cards are drawn anew: an old one was clicked.
    """
    require(by.role, Role.MANAGER)
    now = services.now()
    working_hours.read_calendar(now)
    try:
        with services.database.begin() as session:
            yield Held(services, session, _of_its_own(locked(session, mention_id)), by, now)
    except Conflict:
        with services.database.begin() as session:
            notes.redraw(services, session, mention_id)
        raise


def _of_its_own(mention: Mention) -> Mention:
    if mention.state == JOINED:
        raise Conflict("This story goes on in another card. Choose “Show the story” here, and work on it there.")
    return mention


def locked(session: Session, mention_id: int) -> Mention:
    """Return a mention and hold it until the transaction ends; raises NotFound."""
    found = mentions.locked(session, mention_id)
    if found is None:
        raise gone()
    return found


def known(session: Session, mention_id: int) -> Mention:
    """Return a mention as it stands; raises NotFound."""
    found = mentions.find(session, mention_id)
    if found is None:
        raise gone()
    return found


def open_again(services: Services, mention: Mention, now: datetime) -> None:
    """Open a held mention that had ended; whoever had it has it again, and the clock begins anew."""
    mention.state = CLAIMED if mention.handler else NEW
    mention.claimed_at = now if mention.handler else None
    mention.ended_at, mention.reopened_at, mention.reason = None, now, ""
    mention.version += 1
    response_clock.restart(services, mention, now)


def developed(
    services: Services, session: Session, mention: Mention, now: datetime, *, severity: str, is_update: bool
) -> None:
    """Take notice, inside the caller's transaction, that a held mention was told again; its sightings are stored already.

    `severity` is what the new telling weighs; `is_update` says that a known source has only edited its words. The mention
    opens again when it weighs more than before, or is told anew half a day after its end; never when it is not ours.
    """
    rises = SEVERITIES.index(severity) > SEVERITIES.index(mention.severity)
    mention.developed_at = mention.developed_at if is_update else now
    if rises:
        mention.severity = severity
    if mention.ended_at is None:
        if rises and mention.muted_by is None:
            response_clock.hurry(services, mention, now)
    elif _is_news(mention, now, rises=rises, is_update=is_update):
        handler = mention.handler
        open_again(services, mention, now)
        if not _is_quiet(services, now):
            notes.tell(services, session, mention, Line(REOPENED, handler, now), now)
    is_open = mention.ended_at is None and mention.muted_by is None
    is_news = rises or mention.reopened_at == now
    if is_news and severity == CRISIS and is_open and _is_quiet(services, now):
        duty.wake(services, session, mention, now)
    notes.redraw(services, session, mention.id)
    notes.show_sources(services, session, mention.id)


def name_of(session: Session, user_id: str, reader_of: Asker) -> str:
    """Return somebody's name, for a sentence to the person who clicked."""
    person = people.find(session, user_id) if user_id else None
    return (person.name if person else "") or reader_of.reader.say("Somebody")


def gone() -> NotFound:
    """Say that a mention is deleted."""
    return NotFound("This mention is not kept any more.")


def _is_quiet(services: Services, now: datetime) -> bool:
    """Tell whether it is quiet time: a line would ring, and the morning brief tells it as well."""
    alerts = alert_settings.current(services)
    return quiet_time.quiet_until(now, quiet_time.HOUSE, alerts, services.settings.timezone) is not None


def _is_news(mention: Mention, now: datetime, *, rises: bool, is_update: bool) -> bool:
    if mention.state == CLOSED or mention.ended_at is None or mention.muted_by is not None:
        return False
    return rises or (not is_update and now - mention.ended_at >= QUIET_AFTER_END)


def _ended(state: str, *, name: str, moment: str) -> Conflict:
    """Say who has ended a mention, how and when, and how to go on with it."""
    if state == ANSWERED:
        return Conflict(
            "{name} has answered this: {moment}. If it needs another look, choose “Reopen” under “…”.",
            name=name,
            moment=moment,
        )
    if state == CLOSED:
        return Conflict(
            "{name} has decided that this is not ours: {moment}. If it is, choose “Reopen” under “…”.",
            name=name,
            moment=moment,
        )
    return Conflict(
        "{name} has decided that this needs no reply: {moment}. If it does, choose “Reopen” under “…”.",
        name=name,
        moment=moment,
    )
