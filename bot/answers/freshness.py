"""Keeping answers true: fourteen days before the last day their owner is asked, in one message for all of them.

Who is gone, or was never named, is stood in for by the desk. Two weeks after its last day an answer that nobody has confirmed
counts as stale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import chores, people, working_hours
from bot.answers import keepers, reading, states, writing
from bot.answers.content import content_of
from bot.answers.freshness_list import TRUE
from bot.answers.kinds import BODY, FRESHNESS
from bot.answers.states import SOON
from bot.answers.writing import Deed
from bot.errors import Conflict, Invalid, NotFound
from bot.people import Asker
from bot.roles import Role, require
from bot.words import zone
from storage import answer_tasks, answers
from storage import people as known_people
from storage.models import Answer, FreshnessItem

if TYPE_CHECKING:
    from bot.services import Services

CONFIRMED, HANDED_OVER = "answer.confirmed", "answer.handed_over"
"""What the audit log calls it."""
DAYS = (30, 90, 365)
_EVERY = timedelta(minutes=10)


def look(services: Services) -> None:
    """Ask owners, in their working hours and once a day at most, about answers that end soon; mark what is stale. A tick."""
    if chores.take(services, "answers that end", _EVERY) is None:
        return
    now, today = services.now(), states.today(services)
    working_hours.read_calendar(now)
    _make_stale(services, now)
    with services.database.read() as session:
        found = answer_tasks.ending(session, today + SOON)
        by_place = _by_place(services, session, found) if found else {}
        asked = {place: ids for place, ids in by_place.items() if _is_at_work(services, session, place, now)}
    for place, ids in sorted(asked.items()):
        with services.database.begin() as session:
            _ask(services, session, place, ids)


def still_true(services: Services, item_id: int, days: int, *, by: Asker) -> None:
    """Confirm an answer of a list for so many days (30, 90, 365) from today. Twice is once."""
    require(by.role, Role.EMPLOYEE)
    if days not in DAYS:
        raise Invalid("Choose how long the answer holds.", field="valid")
    with services.database.begin() as session:
        item, answer = _held(session, item_id, by)
        if item.outcome == TRUE:
            return
        _require_waiting(item)
        item.outcome = TRUE
        session.flush()
        content = content_of(answer, answers.texts(session, answer.id))
        until = states.today(services) + timedelta(days=days)
        writing.change(services, session, answer, replace(content, valid_until=until), Deed(by.id, CONFIRMED))
        # Cards come last, as in every other change of an answer: two who wait for each other's locks would never end.
        services.messenger.redraw(session, FRESHNESS, item.list_id)


def handing(services: Services, item_id: int, *, by: Asker) -> FreshnessItem:
    """Return an item whose answer somebody wants to hand over; raises Conflict when it waits no more."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        item, _answer = _held(session, item_id, by)
        _require_waiting(item)
        return item


def hand_over(services: Services, item_id: int, user_id: str, *, by: Asker) -> None:
    """Let a colleague keep an answer from now on; they are asked about it in a list of their own."""
    require(by.role, Role.EMPLOYEE)
    if not people.is_user_id(user_id):
        raise Invalid("Choose a colleague.", field="owner")
    people.get_to_know(services, [user_id])
    with services.database.begin() as session:
        item, answer = _held(session, item_id, by)
        if answer.owner == user_id and item.outcome:
            return
        _require_waiting(item)
        person = known_people.find(session, user_id)
        if person is None or not people.is_colleague(person) or answer.owner == user_id:
            raise Invalid("Choose a colleague who is here and does not keep this answer yet.", field="owner")
        content = content_of(answer, answers.texts(session, answer.id))
        writing.change(services, session, answer, replace(content, owner=user_id), Deed(by.id, HANDED_OVER))


def _make_stale(services: Services, now: datetime) -> None:
    before = states.today(services) - SOON
    with services.database.read() as session:
        if not answer_tasks.late_exist(session, before):
            return
    with services.database.begin() as session:
        if answer_tasks.make_stale(session, before, now):
            services.memory.changed(session, BODY)


def _by_place(services: Services, session: Session, found: Sequence[Answer]) -> dict[str, list[int]]:
    """Return the answers that stand in nobody's list yet, by where that list is shown."""
    listed, places = answer_tasks.listed_already(session, found), dict[str, str]()
    asked: dict[str, list[int]] = defaultdict(list)
    for answer in found:
        if answer.owner not in places:
            places[answer.owner] = keepers.place(session, answer.owner, services.settings)
        place = places[answer.owner]
        if place and answer.valid_until and (answer.id, answer.valid_until, place) not in listed:
            asked[place].append(answer.id)
    return asked


def _ask(services: Services, session: Session, place: str, ids: Sequence[int]) -> None:
    """Make the list of a place for today, with the answers of which all is still as it was."""
    today, now = states.today(services), services.now()
    found = [one for one in answer_tasks.held_many(session, ids) if _is_due(services, session, one, place)]
    list_id = answer_tasks.add_freshness_list(session, place, today, now) if found else None
    if list_id is not None:
        answer_tasks.add_freshness_items(session, list_id, found)
        services.messenger.show(session, FRESHNESS, list_id, place)


def _is_due(services: Services, session: Session, answer: Answer, place: str) -> bool:
    until = answer.valid_until
    is_ending = until is not None and until < states.today(services) + SOON and answer.withdrawn_at is None
    return is_ending and keepers.place(session, answer.owner, services.settings) == place


def _is_at_work(services: Services, session: Session, place: str, now: datetime) -> bool:
    person = known_people.find(session, place) if people.is_user_id(place) else None
    local = now.astimezone(zone((person.timezone if person else "") or services.settings.timezone))
    is_open = working_hours.BEGINS <= local.time() < working_hours.ENDS
    return is_open and working_hours.is_working_day(local.date())


def _held(session: Session, item_id: int, by: Asker) -> tuple[FreshnessItem, Answer]:
    item = answer_tasks.freshness_item(session, item_id)
    if item is None:
        raise NotFound("This list is not kept any more.")
    answer = reading.held(session, item.answer_id, by=by)
    # What another click has done to the item is known only now that the answer is ours.
    session.refresh(item)
    return item, answer


def _require_waiting(item: FreshnessItem) -> None:
    if item.outcome:
        raise Conflict("This has been decided already: the list shows how.")
