"""Changing an item in its form. Two who edit at once lose nothing: the second is shown what differs, with all they typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import people
from bot.audit import Act
from bot.people import Asker
from bot.plan import content, draft, states, times, writing
from bot.plan.draft import LATER, Again, Draft, Form, Opened, Saved
from bot.plan.kinds import DRAFT, KINDS, READY
from bot.plan.writing import OutOfOrder
from bot.roles import Role, require
from storage import plan_series
from storage.models import PlanItem

if TYPE_CHECKING:
    from bot.services import Services


def edit(services: Services, item_id: int, *, by: Asker) -> Opened:
    """Return the form of an item. Raises Refused for who may not change it, Conflict when it is over."""
    with services.database.read() as session:
        return _form(session, states.to_fill_in(session, item_id, by))


def again(services: Services, form: Form, values: Mapping[str, Any], *, is_long: bool = False, by: Asker) -> Opened:
    """Return the form with what was typed by now: for another kind, or with all its fields."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        opened = _form(session, states.known(session, form.item))
    typed = draft.from_values(values, opened.draft)
    newer = replace(form, kind=typed.kind if typed.kind in KINDS else form.kind, is_long=is_long or form.is_long)
    return replace(opened, form=newer, draft=typed)


def save(services: Services, form: Form, values: Mapping[str, Any], *, by: Asker) -> Saved | Again:
    """Change an item as a form says; of a series also the later ones, where that was chosen. Twice changes nothing.

    What the form did not show, and what was not touched in it, stays as others have left it. Raises Invalid with the field.
    """
    with services.database.read() as session:
        known = _form(session, states.known(session, form.item))
    typed = draft.from_values(values, known.draft)
    people.get_to_know(services, filter(None, (typed.owner, typed.deputy)))
    try:
        with services.database.begin() as session:
            return _save(services, session, form, typed, by)
    except OutOfOrder as error:
        return Again(replace(known, form=replace(form, asks_why=True), draft=typed, breach=error.breach))


def _save(services: Services, session: Session, form: Form, typed: Draft, by: Asker) -> Saved | Again:
    now = services.now()
    writing.hold_first(session, form.item, series=typed.scope == LATER)
    item = states.to_change(session, form.item, by)
    standing = content.of_item(session, item)
    known = {one.id for one in writing.choosable(session, item.id)}
    everything = draft.checked(typed, known, item.timezone)
    shown = {name: value for name, value in everything.items() if name in typed.shown}
    if item.version != form.version:
        changes = tuple(content.differences(standing, shown, form.seen))
        if changes:
            newer = replace(form, version=item.version, kind=typed.kind)
            return Again(replace(_form(session, item), form=newer, draft=typed, changes=changes, by=item.changed_by))
    wanted = content.touched(form.seen, shown)
    wanted = {name: value for name, value in wanted.items() if standing.get(name, "") != value}
    if not wanted:
        return Saved(item)
    writing.check_people(session, wanted, standing)
    items, before = [item], writing.out_of_order(session, item)
    if typed.scope == LATER and item.series_id is not None and item.occurrence is not None:
        items += plan_series.later(session, item.series_id, item.occurrence, (DRAFT, READY))
    _change(services, session, items, wanted, now, by)
    if "kind" in wanted:
        writing.keep_order(session, item, before, draft.why_of(typed), by)
    return Saved(item)


def _change(
    services: Services,
    session: Session,
    items: Sequence[PlanItem],
    wanted: content.Content,
    now: datetime,
    by: Asker,
) -> None:
    if content.OF_TEXT & wanted.keys():
        states.all_texts_changed(session, items, now, by)
    for item in items:
        content.put(session, item, wanted)
    done = [(item, Act(by.id, "plan.edited", states.subject(item))) for item in items]
    states.all_changed(services, session, done, now, fields=sorted(wanted))


def _form(session: Session, item: PlanItem) -> Opened:
    """Return the form of an item as it is now."""
    standing = content.of_item(session, item)
    seen = {name: value for name, value in draft.marks(standing).items() if name != content.TIME}
    begun = draft.draft_of(item, standing["accounts"], at=times.unix(item))
    form = Form(item=item.id, version=item.version, seen=seen, kind=item.kind)
    accounts = writing.choosable(session, item.id)
    return Opened(form, begun, accounts, item, is_series=item.series_id is not None)
