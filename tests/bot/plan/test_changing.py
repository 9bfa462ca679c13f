"""What happens to items of the plan: two editors, moves, series, main messages with their order, and people who leave."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select

from bot import privacy
from bot.errors import Conflict, Invalid, Refused
from bot.plan import editing, message_house, message_versions, moving, order, series, versions, whole
from bot.plan.draft import Again, Form, Saved
from bot.services import Services
from storage.database import Database
from storage.models import MainMessage, PlanItem, PlanNote, PlanText, PlanVersion, Series
from tests.bot.plan.planning import ADA, EVE, SVEN, every, house_on, picked, planned
from tests.clock import Clock

MORNING = picked(2026, 12, 1, 7)
"""A Tuesday, nine in Helsinki."""
WEEKLY = "FREQ=WEEKLY;BYDAY=TU"


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return house_on(database, clock)


@pytest.fixture
def quick(sqlite_database: Database, clock: Clock) -> Services:
    return house_on(sqlite_database, clock)


def stored(services: Services, item_id: int) -> PlanItem:
    with services.database.read() as session:
        return session.get_one(PlanItem, item_id)


def moved(services: Services, item_id: int, at: int | None, **values: object) -> Saved | Again:
    form = moving.move(services, item_id, by=ADA).form
    outcome = moving.save_time(services, form, {"at": at, **values}, by=ADA)
    if isinstance(outcome, moving.Asking):  # and it is agreed to
        outcome = moving.save_time(services, outcome.opened.form, {"at": at, **values}, by=ADA)
    assert not isinstance(outcome, moving.Asking)
    return outcome


def test_of_many_who_save_at_once_one_wins_and_the_others_are_shown_the_difference(services: Services) -> None:
    item = planned(services)
    forms = [editing.edit(services, item.id, by=ADA).form for _ in range(4)]
    titles = [f"Title {n}" for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        saved = list(
            pool.map(
                lambda one: editing.save(services, one[0], {"title": one[1]}, by=ADA), zip(forms, titles, strict=True)
            )
        )
    refused = [one for one in saved if isinstance(one, Again)]
    assert len(refused) == 3
    winner = stored(services, item.id).title
    assert winner in titles
    for one in refused:
        (change,) = one.opened.changes
        assert (change.name, change.now) == ("title", winner)
        assert change.yours == one.opened.draft.title


def test_a_change_elsewhere_in_the_item_refuses_nobody(quick: Services) -> None:
    item = planned(quick, at=MORNING)
    form = editing.edit(quick, item.id, by=ADA).form
    moved(quick, item.id, MORNING + 3_600)
    assert isinstance(editing.save(quick, form, {"title": "Other"}, by=ADA), Saved)
    now = stored(quick, item.id)
    assert (now.title, now.local_at) == ("Other", datetime(2026, 12, 1, 10))  # noqa: DTZ001


def test_saving_what_stands_there_changes_nothing(quick: Services) -> None:
    item = planned(quick, at=MORNING, tags="a, b")
    form = editing.edit(quick, item.id, by=ADA).form
    editing.save(quick, form, {"title": item.title, "tags": "a,b", "kind": "post"}, by=ADA)
    moved(quick, item.id, MORNING)
    assert stored(quick, item.id).version == 1


def test_a_new_title_takes_an_approval_back_and_keeps_what_it_said(quick: Services) -> None:
    item = planned(quick)
    with quick.database.begin() as session:
        known = session.get_one(PlanItem, item.id)
        known.state, known.approval_state = "ready", "approved"
    editing.save(quick, editing.edit(quick, item.id, by=ADA).form, {"title": "Other"}, by=ADA)
    now = stored(quick, item.id)
    assert (now.state, now.approval_state, now.text_version) == ("draft", "", 2)
    with quick.database.read() as session:
        before = session.get_one(PlanVersion, (item.id, 1)).content
        assert versions.difference(before, versions.content(whole.of(session, now))) == [
            ("title", "The pool opens", "Other")
        ]


def test_another_kind_takes_its_own_fields_and_leaves_the_old_ones(quick: Services) -> None:
    item = planned(quick, kind="newsletter", subject="News", audience="Swimmers")
    form = editing.edit(quick, item.id, by=EVE).form
    editing.save(quick, form, {"kind": "intranet", "audience": "Staff"}, by=EVE)
    assert (stored(quick, item.id).kind, stored(quick, item.id).fields) == ("intranet", {"audience": "Staff"})


def test_only_the_desk_the_people_of_an_item_and_its_unit_change_it(quick: Services) -> None:
    item = planned(quick, by=EVE)
    with pytest.raises(Refused):
        moving.drop(quick, item.id, "No.", by=SVEN)
    editing.save(quick, editing.edit(quick, item.id, by=EVE).form, {"unit": "library "}, by=EVE)
    moving.drop(quick, item.id, "No.", by=SVEN)
    assert stored(quick, item.id).state == "dropped"
    with pytest.raises(Conflict):
        editing.edit(quick, item.id, by=ADA)


def test_what_missed_its_time_is_a_draft_again_when_it_is_moved(quick: Services) -> None:
    item = planned(quick, at=MORNING)
    with quick.database.begin() as session:
        session.get_one(PlanItem, item.id).state = "missed"
    moved(quick, item.id, MORNING + 3_600)
    assert stored(quick, item.id).state == "draft"


def test_the_zone_alone_may_change_and_the_moment_stays(quick: Services) -> None:
    item = planned(quick, at=MORNING)
    moved(quick, item.id, MORNING, timezone="Europe/Stockholm")
    now = stored(quick, item.id)
    assert (now.local_at, now.due_at) == (datetime(2026, 12, 1, 8), item.due_at)  # noqa: DTZ001


def test_two_who_move_at_once_are_told_and_the_second_may_insist(quick: Services) -> None:
    item = planned(quick, at=MORNING)
    form = moving.move(quick, item.id, by=EVE).form
    moved(quick, item.id, MORNING + 3_600)
    again = moving.save_time(quick, form, {"at": MORNING + 7_200}, by=EVE)
    assert isinstance(again, Again)
    assert [(one.name, one.now) for one in again.opened.changes] == [("time", "2026-12-01T10:00 Europe/Helsinki")]
    assert isinstance(moving.save_time(quick, again.opened.form, {"at": MORNING + 7_200}, by=EVE), Saved)
    assert stored(quick, item.id).local_at == datetime(2026, 12, 1, 11)  # noqa: DTZ001


def repeated(
    services: Services, *, until: date = date(2027, 6, 1), rule: str = WEEKLY, **values: Any
) -> list[PlanItem]:
    item = planned(services, at=MORNING, text="Come.", **values)
    series.repeat(services, item.id, rule, until, by=EVE)
    return every(services)


def test_nine_o_clock_stays_nine_o_clock_over_both_changes(services: Services) -> None:
    made = repeated(services, until=date(2027, 11, 30))
    assert len(made) == 53
    assert {one.local_at.time() for one in made if one.local_at} == {time(9)}
    helsinki = ZoneInfo("Europe/Helsinki")
    assert {one.due_at.astimezone(helsinki).time() for one in made if one.due_at} == {time(9)}
    assert {one.due_at.hour for one in made if one.due_at} == {6, 7}
    with services.database.read() as session:
        assert session.scalar(select(Series)) is not None
        assert len(list(session.scalars(select(PlanText)))) == 53


def test_a_series_is_made_once_and_two_hundred_items_at_most(services: Services) -> None:
    item = planned(services, at=MORNING)
    with pytest.raises(Invalid, match="more than"):
        series.repeat(services, item.id, "FREQ=DAILY", date(2027, 6, 19), by=EVE)
    with pytest.raises(Invalid) as endless:
        series.repeat(services, item.id, "FREQ=DAILY", None, by=EVE)
    assert endless.value.field == "until"
    statements = 0

    def counted(*_: object) -> None:
        nonlocal statements
        statements += 1

    event.listen(services.database.engine, "before_cursor_execute", counted)
    with ThreadPoolExecutor(2) as pool:
        found = list(
            pool.map(lambda _: series.repeat(services, item.id, "FREQ=DAILY", date(2027, 6, 18), by=EVE), range(2))
        )
    event.remove(services.database.engine, "before_cursor_execute", counted)
    assert found == [200, 200]
    assert len(every(services)) == 200
    assert statements < 2 * 200


def test_days_of_ones_own_hold_the_day_of_the_first(quick: Services) -> None:
    item = planned(quick, at=MORNING)
    with pytest.raises(Invalid) as refused:
        series.repeat(quick, item.id, series.CUSTOM, date(2026, 12, 31), days=["MO", "TH"], by=EVE)
    assert refused.value.field == "days"
    assert series.repeat(quick, item.id, series.CUSTOM, date(2026, 12, 10), days=["TH", "TU"], by=EVE) == 4
    assert [one.local_at.day for one in every(quick) if one.local_at] == [1, 3, 8, 10]


def test_the_days_of_an_event_follow_its_series(quick: Services) -> None:
    values: dict[str, Any] = {"kind": "event", "begins": picked(2026, 12, 5, 10), "ends": picked(2026, 12, 5, 12)}
    made = repeated(quick, until=date(2026, 12, 8), **values)
    assert [(one.fields["begins"], one.ends_at.day) for one in made if one.ends_at] == [
        ("2026-12-05T12:00", 5),
        ("2026-12-12T12:00", 12),
    ]


def test_one_is_skipped_and_comes_back(quick: Services) -> None:
    _first, second, *_others = repeated(quick)
    moving.drop(quick, second.id, "A holiday.", by=EVE)
    with quick.database.read() as session:
        assert session.scalars(select(Series)).one().skips == ["2026-12-08"]
    assert [one.state for one in every(quick)][:3] == ["draft", "dropped", "draft"]
    moving.bring_back(quick, second.id, by=EVE)
    with quick.database.read() as session:
        assert session.scalars(select(Series)).one().skips == []


def test_this_and_later_ones_get_another_title_and_another_time_of_day(quick: Services) -> None:
    made = repeated(quick)
    form = editing.edit(quick, made[2].id, by=EVE).form
    editing.save(quick, form, {"title": "Other", "scope": "later"}, by=EVE)
    assert [one.title for one in every(quick)][:4] == ["The pool opens", "The pool opens", "Other", "Other"]
    at = MORNING + 14 * 24 * 3_600
    moved(quick, made[2].id, at + 3_600, scope="later")
    clocks = [one.local_at.hour for one in every(quick) if one.local_at]
    assert (clocks[:3], set(clocks[2:])) == ([9, 9, 10], {10})
    moved(quick, made[2].id, at + 24 * 3_600)
    assert stored(quick, made[2].id).local_at != stored(quick, made[2].id).occurrence
    assert stored(quick, made[1].id).series_id != stored(quick, made[2].id).series_id


def test_the_rest_of_a_series_is_dropped(quick: Services) -> None:
    made = repeated(quick)
    moving.drop(quick, made[2].id, "Enough.", scope="later", by=EVE)
    assert [one.state for one in every(quick)] == ["draft", "draft", *["dropped"] * (len(made) - 2)]


def message(services: Services, item: PlanItem, **values: object) -> MainMessage:
    found = message_house.save(
        services, message_house.new(services, item.id, by=EVE).form, {"title": "New pool", **values}, by=EVE
    )
    assert isinstance(found, MainMessage)
    return found


def test_a_public_item_waits_for_staff_and_staff_cannot_fall_behind(quick: Services) -> None:
    news = planned(quick, kind="intranet", at=MORNING, title="For staff")
    main = message(quick, news, is_staff_first=["yes"])
    post = planned(quick, at=MORNING + 3_600)
    early = planned(quick, at=MORNING - 3_600)
    assert message_versions.attach(quick, post.id, main.id, by=EVE) == ""
    assert message_versions.attach(quick, early.id, main.id, by=EVE) == order.STAFF
    assert stored(quick, early.id).message_id is None
    late = moved(quick, news.id, MORNING + 7_200)
    assert isinstance(late, Again)
    assert late.opened.breach == order.STAFF
    assert stored(quick, news.id).local_at == news.local_at
    assert isinstance(moved(quick, news.id, MORNING + 7_200, order_why="The hall floods."), Saved)
    assert stored(quick, post.id).order_why == "The hall floods."
    moved(quick, news.id, MORNING)
    moved(quick, post.id, MORNING + 7_200)
    assert stored(quick, post.id).order_why == "", "the order is kept again, so a later breach asks anew"


def test_nothing_goes_out_before_the_embargo_without_a_reason(quick: Services) -> None:
    post = planned(quick)
    message(quick, post, embargo_until=MORNING)
    assert isinstance(moved(quick, post.id, MORNING - 60), Again)
    assert isinstance(moved(quick, post.id, MORNING), Saved)


def test_a_kind_that_is_changed_keeps_the_order_as_well(quick: Services) -> None:
    news = planned(quick, kind="intranet", at=MORNING)
    message(quick, news, is_staff_first=["yes"])
    form = editing.edit(quick, news.id, by=EVE).form
    again = editing.save(quick, form, {"kind": "post"}, by=EVE)
    assert isinstance(again, Again)
    assert stored(quick, news.id).kind == "intranet"
    assert isinstance(
        editing.save(quick, again.opened.form, {"kind": "post", "order_why": "It is known."}, by=EVE), Saved
    )


def test_versions_of_a_changed_message_are_behind_until_somebody_compares(quick: Services) -> None:
    item = planned(quick)
    main = message(quick, item, text="In January.")
    opened = message_house.edit(quick, main.id, by=ADA)
    message_house.save(quick, opened.form, {**opened.values, "owner": "U0SVEN"}, by=ADA)
    with quick.database.read() as session:
        assert not whole.of(session, stored(quick, item.id)).is_behind, "another owner is no other message"
    opened = message_house.edit(quick, main.id, by=ADA)
    message_house.save(quick, opened.form, {**opened.values, "text": "In March."}, by=ADA)
    found = message_versions.comparison(quick, item.id, by=EVE)
    assert (found.before["text"], found.message.text) == ("In January.", "In March.")
    message_versions.compared(quick, item.id, found.message.version - 1, by=EVE)
    assert stored(quick, item.id).message_version == 1
    message_versions.compared(quick, item.id, found.message.version, by=EVE)
    assert stored(quick, item.id).message_version == 2


def test_two_who_edit_a_message_lose_nothing(quick: Services) -> None:
    main = message(quick, planned(quick), text="In January.")
    first, second = (message_house.edit(quick, main.id, by=ADA) for _ in range(2))
    message_house.save(quick, first.form, {**first.values, "text": "In March."}, by=ADA)
    again = message_house.save(quick, second.form, {**second.values, "text": "In May."}, by=ADA)
    assert isinstance(again, message_house.Opened)
    assert again.values["text"] == "In May."
    assert isinstance(message_house.save(quick, again.form, again.values, by=ADA), MainMessage)
    with pytest.raises(Refused):
        message_house.edit(quick, main.id, by=SVEN)


def test_what_somebody_owned_is_their_deputys_after_an_erasure(quick: Services) -> None:
    item = planned(quick, by=SVEN, deputy="U0ADA", text="Sven Sork opens the pool.")
    with quick.database.begin() as session:
        session.add(PlanNote(key="n1", item_id=item.id, by=SVEN.id, text="Mind the typo.", at=quick.now()))
    told = privacy.export(quick, SVEN.id, by="operator")["tables"]
    assert {"plan_item", "plan_note", "plan_text"} <= told.keys()
    privacy.erase(quick, SVEN.id, by="operator")
    now = stored(quick, item.id)
    assert (now.owner, now.deputy) == ("U0ADA", "")
    assert now.made_by.startswith("erased:")
    with quick.database.read() as session:
        assert list(session.scalars(select(PlanNote))) == []
        assert "Sven" not in session.scalars(select(PlanText)).one().text


def test_a_copy_of_the_form_keeps_its_key(quick: Services) -> None:
    form = replace(Form(), kind="event")
    assert Form.unpacked(form.packed()) == form
    assert len(editing.edit(quick, planned(quick, kind="event").id, by=EVE).form.packed()) < 3_000


def test_a_moment_is_kept_to_the_minute_in_utc(quick: Services) -> None:
    item = planned(quick, at=MORNING)
    assert item.due_at == datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert item.due_at - quick.now() == timedelta(days=8)
