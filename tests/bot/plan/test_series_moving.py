"""Moving an item and the later ones of its series: what moves, what keeps its time, and what follows of it."""
# ruff: noqa: DTZ001 - wall time has no zone

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.errors import Invalid
from bot.plan import moving, series
from bot.plan.draft import LATER, Saved
from bot.plan.moving import Asking
from bot.plan.series_moving import BY_HAND, Moves
from bot.services import Services
from storage.database import Database
from storage.models import AuditEntry, PlanItem, Reminder, Series
from tests.bot.plan.planning import ADA, every, house_on, planned
from tests.clock import Clock


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return house_on(database, clock)


def weekly(services: Services, until: date = date(2027, 4, 26)) -> list[PlanItem]:
    """Plan something for each Monday at nine, from 7 December 2026 on."""
    first = planned(services, by=ADA, text="Come and swim", when="7.12.2026 klo 9")
    series.repeat(services, first.id, "FREQ=WEEKLY;BYDAY=MO", until, by=ADA)
    return every(services)


def asked(services: Services, item: PlanItem, when: str) -> Moves:
    """Return what moving an item and the later ones would do."""
    opened = moving.move(services, item.id, by=ADA)
    outcome = moving.save_time(services, opened.form, {"when": when, "at": None, "scope": LATER}, by=ADA)
    assert isinstance(outcome, Asking)
    return outcome.moves


def moved(services: Services, item: PlanItem, when: str) -> Saved:
    """Move an item and the later ones as its form does: asked first, then agreed to."""
    opened = moving.move(services, item.id, by=ADA)
    values = {"when": when, "at": None, "scope": LATER}
    asking = moving.save_time(services, opened.form, values, by=ADA)
    assert isinstance(asking, Asking)
    outcome = moving.save_time(services, asking.opened.form, values, by=ADA)
    assert isinstance(outcome, Saved)
    return outcome


def change(services: Services, item: PlanItem, **columns: object) -> None:
    with services.database.begin() as session:
        found = session.get_one(PlanItem, item.id)
        for name, value in columns.items():
            setattr(found, name, value)


def locals_of(services: Services) -> list[str]:
    return [f"{one.local_at:%a %d.%m. %H.%M}" for one in every(services) if one.local_at]


def test_the_rest_becomes_a_series_of_its_own_at_the_same_wall_time_over_both_changes_of_the_clocks(
    services: Services,
) -> None:
    items = weekly(services)
    before = asked(services, items[2], "23.12.2026 klo 10.30")
    assert (len(before.to), before.to[0][1]) == (len(items) - 2, datetime(2026, 12, 23, 10, 30))
    assert {one.series_id for one in every(services)} == {
        items[0].series_id
    }  # nothing is written before it is agreed to
    assert moved(services, items[2], "23.12.2026 klo 10.30").moved == len(items) - 2
    after = every(services)
    assert locals_of(services)[:4] == ["Mon 07.12. 09.00", "Mon 14.12. 09.00", "Wed 23.12. 10.30", "Wed 30.12. 10.30"]
    assert {f"{one.local_at:%a %H.%M}" for one in after[2:] if one.local_at} == {"Wed 10.30"}
    assert {one.due_at.hour for one in after[2:] if one.due_at} == {7, 8}  # 10.30 in Helsinki, in summer and in winter
    with services.database.read() as session:
        old, new = session.scalars(select(Series).order_by(Series.id))
        query = select(Reminder.item_id, Reminder.due_at).where(Reminder.state == "waiting", Reminder.rule == "now")
        times: dict[int | None, datetime] = {row.item_id: row.due_at for row in session.execute(query)}
    assert (old.until, new.rule, new.starts) == (
        date(2026, 12, 14),
        "FREQ=WEEKLY;BYDAY=WE",
        datetime(2026, 12, 23, 10, 30),
    )
    assert [one.series_id for one in after] == [old.id, old.id, *[new.id] * (len(items) - 2)]
    assert times == {one.id: one.due_at for one in after}


def test_what_was_moved_by_hand_posted_or_approved_keeps_its_time_and_is_named(services: Services) -> None:
    items = weekly(services, date(2027, 1, 25))
    hand, posted, approved, held, pending = items[2], items[3], items[4], items[5], items[6]
    moving_form = moving.move(services, hand.id, by=ADA).form
    moving.save_time(services, moving_form, {"when": "22.12.2026 klo 12", "at": None}, by=ADA)
    change(services, posted, state="posted", posted_at=services.now())
    change(services, approved, state="ready", approval="required", approval_state="approved")
    change(services, held, state="missed")
    change(services, pending, approval="required", approval_state="returned")
    found = asked(services, items[1], "15.12.2026 klo 9")
    assert [(one.id, why) for one, why in found.stays] == [
        (hand.id, BY_HAND), (posted.id, "posted"), (approved.id, "approved"), (held.id, "missed"),
    ]  # fmt: skip
    moved(services, items[1], "15.12.2026 klo 9")
    by_id = {one.id: one for one in every(services)}
    assert [f"{by_id[one.id].local_at:%d.%m. %H}" for one in items[1:]] == [
        "15.12. 09", "22.12. 12", "28.12. 09", "04.01. 09", "11.01. 09", "19.01. 09", "26.01. 09",
    ]  # fmt: skip
    assert (by_id[approved.id].approval_state, by_id[pending.id].approval_state) == ("approved", "returned")
    assert [by_id[one.id].text_version for one in items] == [1] * len(items)
    assert by_id[hand.id].series_id == items[0].series_id != by_id[pending.id].series_id


def test_an_approved_item_that_is_itself_moved_stays_approved_and_who_comes_later_is_asked_anew_what_changed(
    services: Services,
) -> None:
    items = weekly(services, date(2027, 1, 25))
    change(services, items[1], state="ready", approval="required", approval_state="approved")
    opened = moving.move(services, items[1].id, by=ADA)
    values = {"when": "15.12.2026 klo 9", "at": None, "scope": LATER}
    first = moving.save_time(services, opened.form, values, by=ADA)
    assert isinstance(first, Asking)
    change(services, items[4], state="posted", posted_at=services.now())
    again = moving.save_time(services, first.opened.form, values, by=ADA)
    assert isinstance(again, Asking)  # what was shown is what is done: one of them was posted meanwhile
    assert [why for _, why in again.moves.stays] == ["posted"]
    outcome = moving.save_time(services, again.opened.form, values, by=ADA)
    assert isinstance(outcome, Saved)
    assert (outcome.item.approval_state, outcome.item.state, outcome.moved) == ("approved", "ready", 6)
    with services.database.read() as session:
        acts = session.scalars(select(AuditEntry.subject).where(AuditEntry.what == "plan.moved")).all()
    assert len(acts) == 6


def test_later_ones_without_a_time_or_on_a_day_that_is_taken_are_refused_at_the_choice(services: Services) -> None:
    first = planned(services, by=ADA, when="7.12.2026 klo 9")
    series.repeat(services, first.id, "FREQ=WEEKLY;BYDAY=MO,TH", date(2027, 1, 4), by=ADA)
    form = moving.move(services, first.id, by=ADA).form
    for values in ({"when": "", "at": None}, {"when": "10.12.2026 klo 9", "at": None}):
        with pytest.raises(Invalid) as refused:
            moving.save_time(services, form, {**values, "scope": LATER}, by=ADA)
        assert refused.value.field == "scope"
    assert locals_of(services)[0] == "Mon 07.12. 09.00"


def test_moving_by_hand_first_and_letting_the_later_ones_follow_moves_them_too(services: Services) -> None:
    items = weekly(services, date(2027, 1, 4))
    form = moving.move(services, items[0].id, by=ADA).form
    moving.save_time(services, form, {"when": "8.12.2026 klo 9", "at": None}, by=ADA)
    at = int((datetime(2026, 12, 8, 9, tzinfo=UTC) - timedelta(hours=2)).timestamp())
    opened = moving.move(services, items[0].id, by=ADA)
    values = {"when": "", "at": at, "scope": LATER}
    asking = moving.save_time(services, opened.form, values, by=ADA)
    assert isinstance(asking, Asking)
    assert isinstance(moving.save_time(services, asking.opened.form, values, by=ADA), Saved)
    assert {one[:3] for one in locals_of(services)} == {"Tue"}
    with services.database.read() as session:
        old = session.scalars(select(Series).order_by(Series.id)).first()
    assert old is not None
    assert old.ended_at is not None
