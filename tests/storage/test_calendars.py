"""Outside calendars and days in both databases: what is in use, what falls on days, one name whatever its letters."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from storage import calendars, plan, plan_between
from storage.database import Database
from storage.models import CalendarDay, OutsideCalendar, PlanItem, PlanTask

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
DAY = date(2026, 11, 24)


def test_only_calendars_in_use_and_notes_are_found_on_days(database: Database) -> None:
    with database.begin() as session:
        council, gone = (OutsideCalendar(name=name, added_by="U1", added_at=NOW) for name in ("Council", "Gone"))
        session.add_all([council, gone])
        session.flush()
        gone.removed_at = NOW
        meeting = CalendarDay(calendar_id=council.id, uid="1", title="Meeting", starts=DAY, ends=DAY)
        session.add(CalendarDay(calendar_id=gone.id, uid="1", title="Old", starts=DAY, ends=DAY))
        long = CalendarDay(title="Fair", starts=DAY - timedelta(days=3), ends=DAY, by="U1")
        session.add_all(
            [meeting, long, CalendarDay(title="Later", starts=DAY + timedelta(days=1), ends=DAY + timedelta(days=1))]
        )
    with database.begin() as session:
        assert [one.title for one in calendars.between(session, DAY, DAY)] == ["Fair", "Meeting"]
        assert [(one.name, count) for one, count in calendars.calendars(session)] == [("Council", 1)]
        known = calendars.named(session, "COUNCIL")
        assert known is not None
        calendars.put_days(
            session, known.id, [CalendarDay(calendar_id=known.id, uid="2", title="New", starts=DAY, ends=DAY)]
        )
        assert [one.title for one in calendars.between(session, DAY, DAY)] == ["Fair", "New"]
        assert [one.title for one in calendars.notes(session, DAY, 9)] == ["Fair", "Later"]
        assert plan.locked_settings(session).apart_minutes == 60


def test_what_is_somebodys_comes_by_time_and_without_a_time_last(database: Database) -> None:
    def item(key: str, due: datetime | None, **more: str) -> PlanItem:
        more = {"made_by": "U9", **more}
        return PlanItem(key=key, kind="post", title=key, due_at=due, made_at=NOW, changed_at=NOW, **more)  # type: ignore[arg-type]

    with database.begin() as session:
        items = [
            item("no time", None, owner="U1"),
            item("later", NOW + timedelta(days=2), deputy="U1"),
            item("tasked", NOW + timedelta(days=1)),
            item("made", NOW, made_by="U1"),
            item("theirs", NOW),
            item("over", NOW, owner="U1", state="posted"),
        ]
        session.add_all(items)
        session.flush()
        session.add(PlanTask(key="t", item_id=items[2].id, what="photo", assignee="U1", made_by="U9", made_at=NOW))
    with database.read() as session:
        found = plan_between.of_person(session, "U1", ("draft",), 9)
        assert [one.title for one in found] == ["made", "tasked", "later", "no time"]
        assert plan_between.count_of_person(session, "U1", ("draft",)) == 4
        assert [one.title for one in plan_between.open_items(session, ("draft",), NOW + timedelta(hours=1), 9)] == [
            "made",
            "theirs",
            "no time",
        ]
        assert plan_between.count_between(session, NOW, NOW + timedelta(days=1)) == 3
