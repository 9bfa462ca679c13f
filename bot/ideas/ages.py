"""Ideas that nobody touches: after 14 days their owner hears of them, after 60 they are archived and their giver hears why.

One message a day tells of all that have become due; each is told of once. What has no owner is told to the desk; of a private
idea who saved it hears, and nobody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import chores, working_hours
from bot.answers import keepers
from bot.audit import Act
from bot.ideas import deciding, states
from bot.ideas.kinds import IDEA_AGES, OPEN
from bot.people import is_user_id
from bot.views import ideas_told as view
from bot.views.blocks import Message
from bot.words import Reader, zone
from storage import cards, idea_ages, ideas
from storage import chores as chores_kept
from storage import people as known_people
from storage.models import Idea, Place

if TYPE_CHECKING:
    from bot.services import Services

BY = "clock"
"""Stands in the audit log for what the clock did."""
UNTOUCHED = "untouched"
"""Why, in the audit log; the idea itself has no reason then, and its readers are told in their own language."""
MOST_LISTED = 20
_EVERY = timedelta(minutes=10)
_LONGEST_NAME = 32
"""Characters of a chore's name."""


def look(services: Services) -> None:
    """Tell of ideas that wait, in the working hours of whoever is told, and archive what waits too long. A tick."""
    if chores.take(services, "ideas that wait", _EVERY) is None:
        return
    now = services.now()
    working_hours.read_calendar(now)
    with services.database.read() as session:
        waiting = _by_place(services, session, idea_ages.due(session, now, is_told=False))
        asked = {place: ids for place, ids in waiting.items() if _is_at_work(services, session, place, now)}
        too_old = [one.id for one in idea_ages.due(session, now, is_told=True)]
    for place, ids in sorted(asked.items()):
        with services.database.begin() as session:
            _tell(services, session, place, ids)
    if _is_at_work_in(services.settings.timezone, now):
        for idea_id in too_old:
            with services.database.begin() as session:
                _archive(services, session, idea_id)


def card(session: Session, place_id: int, reader: Reader) -> Message | None:
    """Render for a person, or the desk's channel, the ideas of theirs that nobody has touched; the record is the place."""
    place = session.get(Place, place_id)
    if place is None:
        return None
    is_person = is_user_id(place.address)
    found = idea_ages.told(session, place.address, is_person=is_person, most=MOST_LISTED + 1)
    return view.waiting(found[:MOST_LISTED], reader, has_more=len(found) > MOST_LISTED, is_person=is_person)


def _by_place(services: Services, session: Session, found: Sequence[Idea]) -> dict[str, list[int]]:
    asked: dict[str, list[int]] = defaultdict(list)
    for idea in found:
        asked[_place_of(services, session, idea)].append(idea.id)
    return asked


def _place_of(services: Services, session: Session, idea: Idea) -> str:
    """Return who is told of an idea; empty when there is nobody."""
    if idea.is_private:
        return idea.saved_by if states.is_here(known_people.find(session, idea.saved_by)) else ""
    return keepers.place(session, idea.owner, services.settings)


def _tell(services: Services, session: Session, place: str, ids: Sequence[int]) -> None:
    """Tell one place, once a day, of what is still as it was; an earlier message stays where it is and a new one is posted."""
    now = services.now()
    held = [idea for idea_id in sorted(ids) if (idea := ideas.locked(session, idea_id)) is not None]
    due = [
        one for one in held if _waits(one, now) and not one.is_age_told and _place_of(services, session, one) == place
    ]
    name, until = f"ideas of {place}"[:_LONGEST_NAME], _tomorrow(services, session, place, now)
    if not due or chores_kept.claim(session, name, now, until) is None:
        return
    for idea in due:
        idea.is_age_told = True
        idea.next_at = (idea.next_at or now) + states.ARCHIVED_AFTER - states.TOLD_AFTER
    session.flush()
    if not place:
        return
    place_id = cards.place_at(session, place, now)
    before = cards.find(session, IDEA_AGES, place_id, place)
    if before is not None:
        before.removed_at = before.removed_at or now
        session.flush()
    services.messenger.show(session, IDEA_AGES, place_id, place)


def _archive(services: Services, session: Session, idea_id: int) -> None:
    idea = ideas.locked(session, idea_id)
    if idea is not None and idea.is_age_told and _waits(idea, services.now()):
        act = Act(BY, "idea.archived", states.subject(idea), why=UNTOUCHED)
        deciding.put_aside(services, session, idea, "", act)


def _waits(idea: Idea, now: datetime) -> bool:
    return idea.state in OPEN and idea.next_at is not None and idea.next_at <= now


def _is_at_work(services: Services, session: Session, place: str, now: datetime) -> bool:
    return _is_at_work_in(_zone_of(services, session, place), now)


def _is_at_work_in(timezone: str, now: datetime) -> bool:
    local = now.astimezone(zone(timezone))
    return working_hours.BEGINS <= local.time() < working_hours.ENDS and working_hours.is_working_day(local.date())


def _tomorrow(services: Services, session: Session, place: str, now: datetime) -> datetime:
    """Return when the day is over there, in UTC: before that nothing more is told."""
    where = zone(_zone_of(services, session, place))
    return datetime.combine(now.astimezone(where).date() + timedelta(days=1), time(), where).astimezone(UTC)


def _zone_of(services: Services, session: Session, place: str) -> str:
    person = known_people.find(session, place) if is_user_id(place) else None
    return (person.timezone if person else "") or services.settings.timezone
