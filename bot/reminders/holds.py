"""Holding everything back, or some networks or accounts, and letting it go on.

One transaction each, with a bounded number of statements. When a hold ends nothing fires by itself: what is over by then waits
for its owner's decision, what is still to come goes on as planned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import Conflict, Invalid, NotFound
from bot.networks import NETWORKS
from bot.people import Asker
from bot.plan import states
from bot.reminders import lists
from bot.reminders.kinds import ACCOUNTS, MISSED, NOW, REMINDER, SCOPES
from bot.reminders.kinds import NETWORKS as ON_NETWORKS
from bot.reminders.recipients import People, stand_ins
from bot.roles import Role, require
from bot.views.blocks import one_line
from storage import holds, plan, reminders
from storage.models import Hold

if TYPE_CHECKING:
    from bot.services import Services

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """A hold that stands, and how many items it keeps."""

    hold: Hold
    items: int


def begin(
    services: Services,
    scope: str,
    reason: str,
    *,
    networks: Sequence[str] = (),
    accounts: Sequence[int] = (),
    by: Asker,
) -> Hold:
    """Hold back what is planned: everywhere, on some networks, or from some accounts; for managers.

    Raises Invalid (fields "scope", "reason", "networks", "accounts").
    """
    require(by.role, Role.MANAGER)
    now = services.now()
    made = _checked(scope, reason, networks, accounts)
    with services.database.begin() as session:
        holds.alone(session)
        if any(_is_same(one, made) for one in holds.standing(session)):
            raise Conflict("The same is on hold already. End that hold first, or choose something else.")
        hold = Hold(**made, begun_by=by.id, begun_at=now)
        session.add(hold)
        session.flush()
        kept = holds.take(session, hold)
        reminders.hold_back(session, hold.id)
        _redraw(services, session, kept)
        act = Act(by.id, "hold.begun", f"hold:{hold.id}", hold.reason)
        audit.note(session, now, act, after={**_what(hold), "items": len(kept)})
        services.memory.changed(session, states.BODY)
    return hold


def end(services: Services, hold_id: int, *, by: Asker) -> None:
    """End a hold; for managers. Who ends it a second time changes nothing. Raises NotFound."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        holds.alone(session)
        hold = holds.find(session, hold_id)
        if hold is None:
            raise NotFound("There is no such hold any more. “/some settings” shows what is on hold.")
        if hold.ended_at is not None:
            return
        hold.ended_at, hold.ended_by = now, by.id
        session.flush()
        for other in holds.standing(session):
            holds.take_over(session, other, hold.id)
        missed = holds.miss(session, hold.id, now)
        freed = holds.free(session, hold.id)
        reminders.go_on(session, now)
        _ask_owners(services, session, missed)
        _redraw(services, session, [*missed, *freed])
        act = Act(by.id, "hold.ended", f"hold:{hold.id}")
        audit.note(session, now, act, after={"missed": len(missed), "goes_on": len(freed)})
        services.memory.changed(session, states.BODY)


def standing(session: Session) -> list[Hold]:
    """Return the holds that stand, oldest first."""
    return holds.standing(session)


def looked_at(services: Services, *, by: Asker) -> list[Standing]:
    """Return the holds that stand, for whoever is on the staff: everybody sees why nothing goes out."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        found = holds.standing(session)
        kept = holds.kept(session, [hold.id for hold in found]) if found else {}
    return [Standing(hold, kept.get(hold.id, 0)) for hold in found]


def to_begin(*, by: Asker) -> None:
    """Raise Refused for who may not begin a hold."""
    require(by.role, Role.MANAGER)


def _checked(scope: str, reason: str, networks: Sequence[str], accounts: Sequence[int]) -> dict[str, Any]:
    why = one_line(reason)[:LONGEST_REASON]
    if scope not in SCOPES:
        raise Invalid("Choose what to hold back.", field="scope")
    if not why:
        raise Invalid("Say why: whoever has planned something will read it.", field="reason")
    on = sorted(set(networks) & NETWORKS.keys()) if scope == ON_NETWORKS else []
    if scope == ON_NETWORKS and not on:
        raise Invalid("Choose at least one network.", field="networks")
    of = sorted(set(accounts)) if scope == ACCOUNTS else []
    if scope == ACCOUNTS and not of:
        raise Invalid("Choose at least one social account.", field="accounts")
    return {"scope": scope, "networks": on, "accounts": of, "reason": why}


def _is_same(one: Hold, made: Mapping[str, object]) -> bool:
    return all(getattr(one, name) == made[name] for name in ("scope", "networks", "accounts"))


def _what(hold: Hold) -> dict[str, object]:
    return {"scope": hold.scope, "networks": hold.networks, "accounts": hold.accounts}


def _redraw(services: Services, session: Session, item_ids: Sequence[int]) -> None:
    services.messenger.redraw_each(session, REMINDER, reminders.open_cards(session, item_ids))
    lists.redraw_desk(services, session)


def _ask_owners(services: Services, session: Session, missed: Sequence[int]) -> None:
    """Show each owner, in one message, what was missed; what nobody can be asked about stands in the desk's list."""
    if not missed:
        return
    now = services.now()
    people = People(now, services.settings.timezone)
    items = {item.id: item for item in plan.many(session, missed)}
    people.read(session, {user for item in items.values() for user in (item.owner, item.deputy)})
    people.read(session, {people.deputy_of(item.owner) for item in items.values()})
    by_person: dict[str, list[int]] = defaultdict(list)
    changes: list[dict[str, object]] = []
    for one in reminders.read_of_items(session, missed):
        if one.rule != NOW or one.state not in (MISSED, "said"):
            continue
        item = items[one.item_id or 0]
        named = [item.owner, *stand_ins(people, item.owner, item.owner, item.deputy)]
        told = next((user for user in named if user and not people.why_not(user)), "")
        if one.state == MISSED:
            changes.append({"id": one.id, "told": told, "why_other": people.why_not(item.owner)})
        if told:
            by_person[told].append(one.id)
    reminders.correct(session, changes)
    lists.show_old(services, session, by_person, now)
    lists.show_desk(services, session, now)
