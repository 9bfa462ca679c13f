"""What is said, to whom and when: R01 to R09 of the house's reliability rules, one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.reminders import answering, cards
from bot.words import Reader
from storage.database import Database
from storage.models import Series
from tests.bot.asking import deactivate, said
from tests.bot.planned import DAVE, HELSINKI, MAIJA, OLLI, change, heard, of, plan, plan_on, rows, story, tick
from tests.bot.planned import cards as cards_of
from tests.bot.register import services_on
from tests.clock import Clock


def test_an_owner_hears_the_day_before_the_hour_before_and_at_the_minute(database: Database, clock: Clock) -> None:
    services = plan_on(database, clock)
    item = plan(services, "2026-11-25T10:00")
    for _minute in range(49 * 4):
        clock.move(minutes=15)
        tick(services)
        if len(heard(services)) == 3:
            break
    assert heard(services) == [("day", OLLI.id), ("hour", OLLI.id), ("now", OLLI.id)]
    assert [one.said_at for one in rows(services, item) if one.said_at] == [
        datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
        datetime(2026, 11, 25, 7, 0, tzinfo=UTC),
        datetime(2026, 11, 25, 8, 0, tzinfo=UTC),
    ]
    assert {address for _record, address in cards_of(services)} == {OLLI.id}


def test_r01_what_was_due_in_two_hours_of_downtime_is_said_at_start_and_marked_late(
    database: Database, clock: Clock
) -> None:
    services = plan_on(database, clock)
    item = plan(services, "2026-11-23T10:00")
    clock.move(hours=3)
    tick(services)
    assert heard(services) == [("now", OLLI.id)]  # "in an hour" would be false by now
    (now,) = rows(services, item, rule="now")
    assert now.is_late
    with services.database.read() as session:
        text = said(cards.card(session, now.id, Reader("en")))
    assert "This comes late: it was due Mon 23 Nov 10:00." in text


def test_r02_what_was_due_three_days_ago_stands_in_a_list_of_one_line_each(database: Database, clock: Clock) -> None:
    services = plan_on(database, clock)
    for hour in (10, 11):
        plan(services, f"2026-11-23T{hour}:00", title=f"At {hour}")
    clock.move(days=3)
    tick(services)
    assert heard(services) == [("now", OLLI.id), ("now", OLLI.id)]
    assert cards_of(services) == []
    ((digest, address),) = cards_of(services, "reminder_digest")
    assert address == OLLI.id
    with services.database.read() as session:
        text = said(cards.digest(session, digest, Reader("en")))
    assert "2 reminders passed while I was not running." in text
    assert text.count("At 1") == 2


def test_r03_of_five_missed_occurrences_of_a_series_the_newest_alone_is_said(database: Database, clock: Clock) -> None:
    services = plan_on(database, clock)
    with services.database.begin() as session:
        series = Series(
            rule="FREQ=DAILY",
            starts=datetime.fromisoformat("2026-11-23T10:00"),
            timezone=HELSINKI,
            until=date(2026, 11, 27),
            made_by=MAIJA.id,
            made_at=services.now(),
        )
        session.add(series)
    for day in range(23, 28):
        at = f"2026-11-{day}T10:00"
        plan(services, at, series_id=series.id, occurrence=datetime.fromisoformat(at), title=f"The {day}th")
    clock.move(days=4, hours=3)
    tick(services)
    said_rows = [one for one in rows(services) if one.state == "said"]
    assert [(one.rule, one.told, one.local_at.day, one.is_late) for one in said_rows] == [("now", OLLI.id, 27, True)]
    assert {one.state for one in rows(services, rule="now")} == {"said", "missed"}


@pytest.mark.parametrize(("back", "on"), [(60, 0), (0, 24 * 60), (600, 3 * 24 * 60)])
def test_r06_a_clock_set_back_or_forward_doubles_and_loses_nothing(
    database: Database, clock: Clock, back: int, on: int
) -> None:
    services = plan_on(database, clock)
    plan(services, "2026-11-23T10:00")
    plan(services, "2026-11-24T10:00", title="Tomorrow")
    clock.move(hours=1)
    tick(services)
    clock.move(minutes=-back)
    tick(services)
    clock.move(minutes=on)
    tick(services)
    clock.move(minutes=-on)
    for _hour in range(40):
        tick(services)
        clock.move(hours=1)
    told = [(one.item_id, one.rule) for one in rows(services) if one.said_at is not None and one.rule == "now"]
    assert len(told) == len(set(told)) == 2
    assert len(cards_of(services)) == len(set(cards_of(services)))


def test_r07_the_items_zone_is_named_beside_the_readers_own_time(database: Database, clock: Clock) -> None:
    services = plan_on(database, clock)
    item = plan(services, "2026-11-23T10:00")
    clock.move(hours=1)
    tick(services)
    (now,) = rows(services, item, rule="now")
    with services.database.read() as session:
        text = said(cards.card(session, now.id, Reader("en", "Europe/Stockholm")))
        at_home = said(cards.card(session, now.id, Reader("en", HELSINKI)))
    assert "10:00" in text
    assert "For you: Mon 23 Nov 09:00" in text
    assert "For you" not in at_home


def test_r08_the_deputy_hears_with_the_reason_when_the_owners_account_has_ended(
    database: Database, clock: Clock
) -> None:
    services = plan_on(database, clock)
    item = plan(services, "2026-11-23T10:00")
    deactivate(services, OLLI.id)
    clock.move(hours=1)
    tick(services)
    (now,) = rows(services, item, rule="now")
    assert (now.told, now.why_other) == (DAVE.id, "gone")
    with services.database.read() as session:
        assert "Their account has ended" in said(cards.card(session, now.id, Reader("en")))


def test_r08_with_nobody_left_it_stands_in_the_desks_list_and_calls_nobody(database: Database, clock: Clock) -> None:
    services = plan_on(database, clock)
    plan(services, "2026-11-23T10:00")
    for one in (OLLI, DAVE):
        deactivate(services, one.id)
    clock.move(hours=1)
    tick(services)
    assert cards_of(services) == []
    ((list_id, address),) = cards_of(services, "desk_list")
    assert address == "C0DESK"
    with services.database.read() as session:
        message = cards.desk(session, list_id, Reader("en"))
    text = said(message)
    assert "The pool opens" in text
    assert "Olli Otter" in text
    assert message is not None
    assert "<@" not in str(message.payload())
    assert "user_id" not in str(message.payload())


def test_r09_a_snooze_is_one_however_often_it_is_pressed_and_comes_once(database: Database, clock: Clock) -> None:
    services = plan_on(database, clock)
    item = plan(services, "2026-11-23T10:00")
    clock.move(hours=1)
    tick(services)
    (now,) = rows(services, item, rule="now")
    until = answering.snooze(services, now.id, "15", by=OLLI)
    assert answering.snooze(services, now.id, "15", by=OLLI) == until
    clock.move(minutes=15)
    tick(services_on(database, clock))  # after a restart
    tick(services)
    assert heard(services)[-1] == ("snoozed", OLLI.id)
    assert len(rows(services, item, rule="snoozed")) == 1


def test_after_fifteen_minutes_the_deputy_hears_and_after_sixty_the_desk(database: Database, clock: Clock) -> None:
    services = plan_on(database, clock)
    item = plan(services, "2026-11-23T10:00")
    for _minute in range(130):
        clock.move(minutes=1)
        tick(services)
    told = [(one.rule, one.told, one.said_at) for one in rows(services, item) if one.said_at is not None]
    nine = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert told == [
        ("hour", OLLI.id, nine + timedelta(minutes=1)),
        ("now", OLLI.id, nine + timedelta(hours=1)),
        ("deputy", DAVE.id, nine + timedelta(hours=1, minutes=15)),
        ("desk", "", nine + timedelta(hours=2)),
    ]
    assert len(cards_of(services, "desk_list")) == 1


def test_an_item_that_moves_takes_what_was_not_said_with_it(database: Database, clock: Clock) -> None:
    services = plan_on(database, clock)
    item = plan(services, "2026-11-23T10:30")
    change(services, item, local="2026-11-23T11:30", owner=MAIJA.id)
    change(services, item, local="2026-11-23T11:30")
    for _minute in range(24):
        clock.move(minutes=10)
        tick(services)
    assert heard(services)[:2] == [("hour", MAIJA.id), ("now", MAIJA.id)]
    change(services, item, local="2026-11-24T11:30")
    change(services, item, local="2026-11-23T11:30")
    clock.move(minutes=10)
    tick(services)
    assert [one for one in heard(services) if one[0] == "now"] == [("now", MAIJA.id)]


def test_a_dropped_item_is_never_heard_of(database: Database, clock: Clock) -> None:
    services = plan_on(database, clock)
    item = plan(services, "2026-11-23T10:30")
    change(services, item, state="dropped")
    clock.move(hours=2)
    tick(services)
    assert heard(services) == []
    assert {state for _rule, state, _told in story(services, item)} == {"dropped"}
    assert of(services, item).state == "dropped"
