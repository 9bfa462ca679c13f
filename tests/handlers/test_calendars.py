"""The year around the plan through the door: calendars from files, replaced and removed, and the desk's notes about days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot import people
from bot.errors import BotError
from bot.plan import outside, weeks
from bot.plan.looking import Look
from bot.views import calendars
from storage.models import AuditEntry, CalendarDay, OutsideCalendar


@pytest.fixture
def town(house):
    """A house where Carla (U3) is a social manager and everybody is known."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    return house


def window(house, *texts, who="U3"):
    """Wait until somebody's window says something."""
    person = house.slack.person(who)

    def found():
        view = person.view if person.views else None
        return view if view is not None and all(text in view.words for text in texts) else None

    return house.slack.wait_until(found, otherwise=f"{texts} in {[view.words for view in person.views]}")


def days(house):
    with house.services.database.read() as session:
        return list(session.scalars(select(CalendarDay).order_by(CalendarDay.starts, CalendarDay.id)))


def stamp(day, clock="160000Z"):
    return f"{day:%Y%m%d}T{clock}"


def calendar(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example Town//Calendar//FI", "X-WR-CALNAME:City council"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def sent(house, file, content, *texts, **values):
    """Let Carla send a calendar file, and wait for what became of it."""
    carla = house.slack.person("U3")
    opened = carla.command("/some plan calendars").view
    form = carla.click("Add a calendar", in_=opened).view
    carla.submit(form, {"file": [carla.upload(file, content)], **values})
    shown = window(house, *texts)
    carla.close(everything=True)
    return shown


def test_a_council_calendar_is_added_seen_in_the_plan_replaced_by_a_newer_one_and_removed(town):
    day = weeks.today_of(town.services)
    first = calendar(
        ("UID:1", "SUMMARY:Council meets", f"DTSTART:{stamp(day, '100000Z')}", f"DTEND:{stamp(day, '120000Z')}"),
        ("UID:2", "SUMMARY:Called off", f"DTSTART:{stamp(day)}", "STATUS:CANCELLED"),
        ("UID:3", "SUMMARY:Long ago", f"DTSTART:{stamp(day - timedelta(days=900))}"),
        ("UID:4", "SUMMARY:Broken", "DTSTART:2026-99-99"),
    )
    shown = sent(town, "council.ics", first, "“City council” is added: 1 event.", kind="council")
    for piece in ("1 cancelled event is left out.", "1 event of another time is left out.", "1 event cannot be read."):
        assert piece in shown.words
    (row,) = days(town)
    assert (row.kind, row.title, row.starts, row.begins_at) == ("council", "Council meets", day, row.begins_at)
    assert (row.begins_at, row.ends_at) in (
        ("12:00", "14:00"),
        ("13:00", "15:00"),
    )  # the house's clock, summer or winter
    assert "Council meeting: " in town.slack.person("U1").command("/some today").message.words
    newer = calendar(("UID:9", "SUMMARY:Council meets later", f"DTSTART:{stamp(day + timedelta(days=1))}"))
    sent(town, "council-2.ics", newer, "“City council” is replaced: 1 event.", kind="council")
    assert [row.title for row in days(town)] == ["Council meets later"]
    carla = town.slack.person("U3")
    opened = carla.command("/some plan calendars").view
    assert "Council meeting · 1 event" in opened.words
    (asked,) = [block["accessory"]["confirm"] for block in opened.blocks if "accessory" in block]
    assert asked["text"]["text"] == "“City council” and its 1 marked day go from the plan."
    carla.click("Remove", in_=opened)
    window(town, "No calendar is added yet.")
    assert days(town) == []
    with town.services.database.read() as session:
        acts = list(session.scalars(select(AuditEntry.what).where(AuditEntry.what.like("calendar.%"))))
        assert session.scalar(select(OutsideCalendar)).removed_at is not None
    assert acts == ["calendar.added", "calendar.replaced", "calendar.removed"]
    assert town.slack.refused == []


def test_who_closes_the_window_hears_of_the_calendar_in_a_direct_message(town):
    carla = town.slack.person("U3")
    form = carla.click("Add a calendar", in_=carla.command("/some plan calendars").view).view
    event = ("UID:1", "SUMMARY:Council meets", f"DTSTART:{stamp(weeks.today_of(town.services))}")
    carla.submit(form, {"file": [carla.upload("council.ics", calendar(event))], "kind": "council"})
    carla.close(everything=True)
    told = town.slack.wait_until(lambda: town.slack.direct_messages("U3"), otherwise="a message")
    assert "“City council” is added: 1 event." in told[-1].words
    assert town.slack.refused == []


def test_a_recurring_event_comes_on_its_days_without_those_that_are_left_out_or_moved(town):
    day = weeks.today_of(town.services) + timedelta(days=7)
    weekly = [day + timedelta(weeks=n) for n in range(4)]
    content = calendar(
        ("UID:1", "SUMMARY:Board", f"DTSTART;VALUE=DATE:{day:%Y%m%d}", "RRULE:FREQ=WEEKLY;COUNT=4",
         f"EXDATE;VALUE=DATE:{weekly[1]:%Y%m%d}"),
        ("UID:1", "SUMMARY:Board on another day", f"DTSTART;VALUE=DATE:{weekly[2] + timedelta(days=1):%Y%m%d}",
         f"RECURRENCE-ID;VALUE=DATE:{weekly[2]:%Y%m%d}"),
        ("UID:2", "SUMMARY:Too often", f"DTSTART:{stamp(day)}", "RRULE:FREQ=SECONDLY"),
    )  # fmt: skip
    shown = sent(town, "board.ics", content, "4 events", kind="other", name="Board")
    assert "Of 1 recurring event only the first day is taken" in shown.words
    told = [(row.title, row.starts) for row in days(town) if row.title.startswith("Board")]
    assert told == [
        ("Board", weekly[0]),
        ("Board on another day", weekly[2] + timedelta(days=1)),
        ("Board", weekly[3]),
    ]


def test_school_terms_come_from_a_table_and_stand_above_the_usual_breaks(town):
    year = weeks.today_of(town.services).year + 1
    rows = f"Päivä;Viimeinen päivä;Otsikko;Kello\n20.2.{year};24.2.{year};Talviloma täällä;\n31.2.{year};;Ei päivä;\n"
    sent(town, "koulut.csv", rows.encode("cp1252"), "“Schools” is added: 1 event.", kind="school", name="Schools")
    (row,) = days(town)
    assert (row.starts, row.ends, row.title) == (date(year, 2, 20), date(year, 2, 24), "Talviloma täällä")
    person = people.asker(town.services, "U3")
    found = weeks.shown(town.services, Look(date(year, 2, 22)), by=person)
    facts = [fact for known in found.facts.values() for fact in known.usual]
    assert "school" not in [fact.kind for fact in facts]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.ics", calendar(), "The file holds no events of the time to come, so nothing is changed."),
        ("page.ics", b"<html>Please log in</html>", "This is no calendar file."),
        ("people.csv", b"Name;Phone\nAnna;1\n", "needs the columns “Day” and “Title”"),
        ("big.ics", calendar() + b"x" * 5_000_001, "larger than 5 MB"),
        ("noise.ics", b"BEGIN:VCALENDAR\r\n" + bytes(range(256)) * 40, "The file holds no events"),
    ],
)
def test_a_file_that_is_no_use_changes_nothing_and_says_why(town, name, content, said):
    sent(town, name, content, said, kind="council")
    assert days(town) == []


def test_a_rule_that_never_comes_is_no_trouble_and_too_many_of_them_are_refused(town):
    never = ("SUMMARY:Never", "DTSTART:16010101T100000Z", "RRULE:FREQ=YEARLY;COUNT=400;BYMONTH=2;BYMONTHDAY=30")
    content = calendar(*((f"UID:{n}", *never) for n in range(300)))
    sent(town, "never.ics", content, "The file has too many recurring events.", kind="council")
    assert days(town) == []


def test_five_megabytes_of_descriptions_are_read_like_any_other_file(town):
    day = weeks.today_of(town.services)
    content = calendar(
        ("UID:1", "SUMMARY:Fair", f"DTSTART:{stamp(day)}", "DESCRIPTION:" + "\r\n ".join(["x" * 70] * 60_000))
    )
    assert len(content) > 4_000_000
    sent(town, "fair.ics", content, "1 event", kind="campaign")


def test_the_desk_notes_a_day_of_mourning_from_the_week_and_takes_it_back(town):
    carla = town.slack.person("U3")
    form = carla.click("Note about a day", in_=carla.command("/some plan").message).view
    day = weeks.today_of(town.services)
    fault = carla.submit(
        form, {"title": "Flags at half-mast", "kind": "mourning", "ends": str(day - timedelta(days=1))}
    )
    assert "The last day is before the first one." in str(fault.errors)
    carla.submit(form, {"title": "Flags at half-mast", "kind": "mourning", "ends": str(day)})
    shown = window(town, "Saved.", "Day of mourning", "Flags at half-mast")
    assert "Day of mourning: Flags at half-mast" in town.slack.person("U1").command("/some today").message.words
    carla.click("Remove", in_=shown)
    town.slack.wait_until(lambda: days(town) == [], otherwise="the note to be gone")
    assert town.slack.refused == []


def test_only_the_desk_has_to_do_with_calendars(town):
    anna = town.slack.person("U1")
    assert "Note about a day" not in anna.command("/some plan").message.words
    assert "social managers" in anna.command("/some plan calendars").message.words
    employee = people.asker(town.services, "U1")
    refused = outside.take(town.services, "F1", "", "council", by=employee)
    assert isinstance(refused, BotError)
    assert "social managers" in refused.words(employee.reader)


def test_where_files_may_not_be_read_only_notes_can_be_written(town):
    services = replace(town.services, scopes=frozenset({"chat:write"}))
    person = people.asker(services, "U3")
    shown = str(calendars.window(outside.known(services, by=person), person.reader))
    assert "Ask an administrator to allow “files:read”." in shown
    assert "Note about a day" in shown
    assert "Add a calendar" not in shown
