"""Moving an item in time, dropping it with a reason, and bringing it back; of a series also the later ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Conflict, Invalid
from bot.ideas import states as idea_states
from bot.ideas.kinds import OPEN
from bot.people import Asker
from bot.plan import content, draft, series_moving, states, times, writing
from bot.plan.content import TIME, Change
from bot.plan.draft import LATER, ONE, Again, Draft, Form, Opened, Saved
from bot.plan.kinds import DRAFT, DROPPED, MISSED, READY
from bot.plan.series_moving import Moves
from bot.plan.times import Time
from bot.plan.writing import OutOfOrder
from bot.views.blocks import clean
from storage import ideas, plan_series
from storage.models import Idea, PlanItem

if TYPE_CHECKING:
    from bot.services import Services

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Asking:
    """Nothing is moved yet: the form comes again and says where this one and the later ones would go."""

    opened: Opened
    moves: Moves


def move(services: Services, item_id: int, *, by: Asker) -> Opened:
    """Return the form of an item's time. Raises Refused for who may not change it, Conflict when it is over."""
    with services.database.read() as session:
        return _form(states.to_fill_in(session, item_id, by))


def again(services: Services, form: Form, values: Mapping[str, Any], *, by: Asker) -> Opened:
    """Return the form of the time with how the words are understood."""
    with services.database.read() as session:
        opened = _form(states.known(session, form.item))
    typed = draft.from_values(values, opened.draft)
    understood, fault = times.understood(typed.chosen, services.now(), by.reader)
    return replace(opened, form=form, draft=typed, understood=understood, fault=fault)


def save_time(services: Services, form: Form, values: Mapping[str, Any], *, by: Asker) -> Saved | Again | Asking:
    """Move an item as a form says; of a series also the later ones, once somebody has seen where these go.

    Raises Invalid with the field that is wrong.
    """
    with services.database.read() as session:
        known = _form(states.known(session, form.item))
    typed = draft.from_values(values, known.draft)
    try:
        with services.database.begin() as session:
            return _save_time(services, session, form, typed, by)
    except OutOfOrder as error:
        return Again(replace(known, form=replace(form, asks_why=True), draft=typed, breach=error.breach))


def dropping(services: Services, item_id: int, *, by: Asker) -> PlanItem:
    """Return an item that this person may drop, for the form that asks why."""
    with services.database.read() as session:
        return states.to_fill_in(session, item_id, by)


def drop(services: Services, item_id: int, why: str, *, scope: str = ONE, by: Asker) -> PlanItem:
    """Drop an item with a reason; of a series also all that come later. Twice changes nothing."""
    why, now = clean(why).strip(), services.now()
    if not why:
        raise Invalid("Say why it is dropped: others will ask.", field="why")
    check_length(why, LONGEST_REASON, "why")
    with services.database.begin() as session:
        writing.hold_first(session, item_id, series=True)
        item = states.to_change(session, item_id, by, even_over=True)
        if item.state == DROPPED:
            return item
        if item.state not in (DRAFT, READY, MISSED):
            raise Conflict("This is posted already, so it cannot be dropped.")
        dropped = [item]
        series = plan_series.find(session, item.series_id) if item.series_id else None
        if series is not None and item.occurrence is not None:
            if scope == LATER:
                dropped += plan_series.later(session, series.id, item.occurrence, (DRAFT, READY, MISSED))
                series.ended_at, series.until = now, min(series.until, item.occurrence.date())
            series.skips = sorted({*series.skips, item.occurrence.date().isoformat()})
        for one in dropped:
            one.state, one.dropped_why = DROPPED, why
        done = [(one, Act(by.id, "plan.dropped", states.subject(one), why)) for one in dropped]
        states.all_changed(services, session, done, now)
        for idea in _ideas(session, dropped):
            idea_states.reopened(services, session, idea, by=by)
    return item


def bring_back(services: Services, item_id: int, *, by: Asker) -> PlanItem:
    """Take a dropped item back into the plan, as a draft. Twice changes nothing."""
    now = services.now()
    with services.database.begin() as session:
        writing.hold_first(session, item_id, series=True)
        item = states.to_change(session, item_id, by, even_over=True)
        if item.state != DROPPED:
            return item
        item.state, item.dropped_why = DRAFT, ""
        series = plan_series.find(session, item.series_id) if item.series_id else None
        if series is not None and item.occurrence is not None:
            series.skips = [day for day in series.skips if day != item.occurrence.date().isoformat()]
        states.changed(services, session, item, now, Act(by.id, "plan.brought_back", states.subject(item)))
        for idea in _ideas(session, [item]):
            if idea.state in OPEN:
                idea_states.drafted(services, session, idea, item.id, by=by)
    return item


def _ideas(session: Session, items: Sequence[PlanItem]) -> list[Idea]:
    """Return the ideas that held items came of, held as well; those that are gone are left out."""
    found = [ideas.locked(session, idea_id) for idea_id in sorted(one.idea_id for one in items if one.idea_id)]
    return [idea for idea in found if idea is not None]


def _save_time(services: Services, session: Session, form: Form, typed: Draft, by: Asker) -> Saved | Again | Asking:
    now = services.now()
    writing.hold_first(session, form.item, series=typed.scope == LATER)
    item = states.to_change(session, form.item, by)
    when = times.checked(typed.chosen, item, now, by.reader)
    standing, wanted = content.time_of(item), _as_text(when)
    is_later = typed.scope == LATER and item.series_id is not None
    if wanted == standing and not (is_later and item.local_at != item.occurrence):
        return Saved(item, understood=when.understood)
    if item.version != form.version and content.changed_since(form.seen, {TIME: standing}):
        change = Change(TIME, standing, wanted)
        newer = replace(_form(item), form=replace(form, version=item.version, seen={}))
        return Again(replace(newer, draft=typed, changes=(change,), by=item.changed_by))
    out_before, items = writing.out_of_order(session, item), [item]
    if is_later:
        moves = series_moving.moves(session, item, when)
        if form.agreed != moves.mark:
            newer = replace(_form(item), form=replace(form, agreed=moves.mark), draft=typed)
            return Asking(replace(newer, understood=when.understood), moves)
        items = series_moving.part(session, moves, by.id, now)
    else:
        states.set_time(item, when.local_at, when.timezone)
    item.state = DRAFT if item.state == MISSED else item.state
    done = [(one, Act(by.id, "plan.moved", states.subject(one))) for one in items]
    states.all_changed(services, session, done, now, time=wanted)
    writing.keep_order(session, item, out_before, draft.why_of(typed), by)
    return Saved(item, understood=when.understood, moved=len(items))


def _form(item: PlanItem) -> Opened:
    form = Form(item=item.id, version=item.version, seen={TIME: content.mark(content.time_of(item))}, kind=item.kind)
    begun = draft.draft_of(item, (), at=times.unix(item))
    return Opened(form, begun, item=item, is_series=item.series_id is not None)


def _as_text(when: Time) -> str:
    at = when.local_at.isoformat(timespec="minutes") if when.local_at else ""
    return f"{at} {when.timezone}".strip()
