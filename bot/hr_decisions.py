"""Deliveries of the HR feed that a person decides about, and the trace that every delivery leaves.

A delivery that would make more than a fifth of the people vanish waits, with its rows, for a social manager. A newer delivery
overtakes it; after a week without a decision its rows are deleted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, hr_write, orphans, profile_index
from bot.audit import Act
from bot.errors import Conflict
from bot.hr_diff import Difference, Said
from bot.hr_rows import KEY
from bot.people import Asker
from bot.roles import Role, require
from bot.views import hr as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import hr, people, revisions
from storage import orphans as duties
from storage.models import PeopleImport

if TYPE_CHECKING:
    from bot.services import Services

KIND = "people_import"
"""The kind of card, and the counter that lines up who decides."""
MOST_GONE = 0.2
"""The share of the people HR knew who may vanish without anybody's decision. It counts in small houses too."""
WAITS, KEPT = timedelta(days=7), timedelta(days=30)
"""How long rows wait for a decision, and how long the own words of somebody who left are kept unseen in case they return."""
WAITING, ACCEPTED, APPLIED = "waiting", "accepted", "applied"
DISCARDED, OVERTAKEN, EXPIRED = "discarded", "overtaken", "expired"
_EXAMPLES = 5


@dataclass
class Delivery:
    """What was delivered, from where and by whom."""

    source: str
    by: str
    people: list[Said] = field(default_factory=list)

    @cached_property
    def fingerprint(self) -> str:
        """What two deliveries with the same people have in common; for many people it takes a second: not in a transaction."""
        made = sha256()
        for said in sorted(self.people, key=lambda one: one[KEY]):
            made.update(json.dumps(said, sort_keys=True).encode())
        return made.hexdigest()


class _SettledError(Exception):
    """Somebody else has settled the import."""


def needs_decision(difference: Difference) -> bool:
    """Tell whether so many would vanish that a person has to decide."""
    return len(difference.gone) > MOST_GONE * difference.known


def wait(services: Services, delivery: Delivery, difference: Difference, now: datetime) -> tuple[int, bool]:
    """Keep a delivery until somebody decides; return its id, and whether these very rows were discarded before."""
    fingerprint = delivery.fingerprint
    with services.database.begin() as session:
        revisions.bump(session, KIND)
        last = hr.newest(session)
        if last is not None and last.fingerprint == fingerprint and last.state in (WAITING, ACCEPTED, DISCARDED):
            return last.id, last.state == DISCARDED
        _overtake(services, session, now)
        waiting = PeopleImport(source=delivery.source[:200], fingerprint=fingerprint, state=WAITING, at=now)
        _count(waiting, len(delivery.people), difference)
        waiting.people = list(delivery.people)
        waiting.examples = [change.before.id for change in difference.gone[:_EXAMPLES] if change.before]
        session.add(waiting)
        session.flush()
        for address in _deciders(services, session):
            services.messenger.show(session, KIND, waiting.id, address)
        return waiting.id, False


def note_applied(
    services: Services, session: Session, delivery: Delivery, difference: Difference, now: datetime
) -> int:
    """Note, in the transaction of the delivery, that it is applied; older ones that wait are overtaken. Returns its id."""
    revisions.bump(session, KIND)
    fingerprint = delivery.fingerprint
    same = [waiting for waiting in hr.undecided(session, lock=True) if waiting.fingerprint == fingerprint]
    record = same[-1] if same else PeopleImport(source=delivery.source[:200], fingerprint=fingerprint, state="", at=now)
    if record.state == WAITING:
        record.decided_by, record.decided_at = delivery.by, now
    _end(record, APPLIED)
    _count(record, len(delivery.people), difference)
    session.add(record)
    session.flush()
    _overtake(services, session, now)
    services.messenger.redraw(session, KIND, record.id)
    act = Act(delivery.by, "people.imported", f"{KIND}:{record.id}")
    counts = {"rows": record.total, "added": record.added, "changed": record.changed, "gone": record.gone}
    audit.note(session, now, act, after={"source": record.source, **counts})
    return record.id


def overtake(services: Services, now: datetime) -> None:
    """End what waits: a newer delivery has come that changes nothing."""
    with services.database.read() as session:
        if not hr.undecided(session):
            return
    with services.database.begin() as session:
        revisions.bump(session, KIND)
        _overtake(services, session, now)


def accept(services: Services, import_id: int, *, by: Asker) -> None:
    """Let a delivery that waits be applied, whoever vanishes. Social managers only; the first decision counts."""
    _decide(services, import_id, ACCEPTED, by)
    services.replies.later(lambda: apply_accepted(services))


def discard(services: Services, import_id: int, *, by: Asker) -> None:
    """Throw a delivery away that waits; the same rows do not ask again."""
    _decide(services, import_id, DISCARDED, by)


def apply_accepted(services: Services) -> None:
    """Apply what somebody has accepted; a process that died in the middle is taken over here."""
    with services.database.read() as session:
        accepted = [record for record in hr.undecided(session) if record.state == ACCEPTED]
    for record in accepted:
        with services.database.read() as session:
            delivery = Delivery(record.source, record.decided_by, hr.rows_of(session, record.id))
        try:
            _apply(services, record.id, delivery)
        except _SettledError:
            continue


def tidy(services: Services) -> None:
    """Delete the rows of deliveries that nobody decided about, and what is kept of people who left long ago."""
    now = services.now()
    with services.database.begin() as session:
        revisions.bump(session, KIND)
        for record in hr.undecided(session, lock=True):
            if record.state == WAITING and record.at <= now - WAITS:
                _end(record, EXPIRED)
                services.messenger.redraw(session, KIND, record.id)
    while _forget_some(services, now - KEPT):
        pass


def card(session: Session, import_id: int, reader: Reader) -> Message | None:
    """Render a delivery that waited for a decision."""
    record = hr.find(session, import_id)
    if record is None:
        return None
    known = people.find(session, record.decided_by) if record.decided_by else None
    return view.card(record, hr.names(session, record.examples or []), known.name if known else "", reader)


def _decide(services: Services, import_id: int, state: str, by: Asker) -> None:
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        revisions.bump(session, KIND)
        record = hr.find(session, import_id, lock=True)
        if record is None or record.state != WAITING:
            raise _too_late(session, record)
        record.decided_by, record.decided_at, record.state = by.id, now, state
        if state == DISCARDED:
            _end(record, state)
        what = "people.import_discarded" if state == DISCARDED else "people.import_accepted"
        audit.note(session, now, Act(by.id, what, f"{KIND}:{import_id}"), after={"gone": record.gone})
        services.messenger.redraw(session, KIND, import_id)


def _too_late(session: Session, record: PeopleImport | None) -> Conflict:
    if record is None or not record.decided_by:
        return Conflict("This delivery no longer waits: a newer one has come. There is nothing left to decide.")
    person = people.find(session, record.decided_by)
    name = person.name if person else record.decided_by
    if record.state == DISCARDED:
        return Conflict("{name} was faster and has discarded this delivery.", name=name)
    return Conflict("{name} was faster and has let this delivery be applied.", name=name)


def _apply(services: Services, import_id: int, delivery: Delivery) -> None:
    now = services.now()

    def finish(session: Session, difference: Difference) -> None:
        record = hr.find(session, import_id, lock=True)
        if record is None or record.state != ACCEPTED:
            raise _SettledError
        note_applied(services, session, delivery, difference, now)

    _ = delivery.fingerprint
    hr_write.put_in_place(services, lambda: hr_write.plan(services, delivery.people, now), finish)


def _overtake(services: Services, session: Session, now: datetime) -> None:
    for record in hr.undecided(session, lock=True):
        _end(record, OVERTAKEN)
        record.decided_at = now
        services.messenger.redraw(session, KIND, record.id)


def _end(record: PeopleImport, state: str) -> None:
    record.state, record.people, record.examples = state, None, None


def _count(record: PeopleImport, rows: int, difference: Difference) -> None:
    record.total, record.added = rows, len(difference.added)
    record.changed, record.gone = len(difference.changed), len(difference.gone)


def _deciders(services: Services, session: Session) -> list[str]:
    settings = services.settings
    if settings.desk_channel:
        return [settings.desk_channel]
    return sorted(settings.admins) or list(duties.administrators(session))


def _forget_some(services: Services, before: datetime) -> bool:
    """Delete what is kept of some who left before a moment: their own words, or everything of those who are not in Slack."""
    with services.database.begin() as session:
        found = hr.long_gone(session, before)
        for person in found:
            person.skills = person.about = person.languages = person.deputy = ""
            person.away_until, person.confirmed_at = None, None
            person.version += 1
        session.flush()
        profile_index.reindex(session, [person.id for person in found])
        hr.forget(session, [person for person in found if person.user_id is None])
        orphans.look(services, session, [person.user_id for person in found if person.user_id])
        if found:
            services.memory.changed(session, profile_index.BODY)
        return bool(found)
