"""The plan as a whole through the door: a day, a week, a month, what is mine, what lacks something, and what warns."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from threading import get_ident

import pytest
from sqlalchemy import event, select, update

from bot import people
from bot.plan import weeks
from bot.plan.looking import DAY, MONTH, WEEK, Look
from bot.timing import wall
from bot.views import plan_list
from storage.models import CalendarDay, Hold, PlanAccount, PlanItem, PlanSettings, PlanText, SocialAccount

ZONE = "Europe/Helsinki"


@pytest.fixture
def town(house):
    """A house where Carla (U3) is a social manager, Anna (U1) is not, and Bo (U2) reads Swedish."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    return house


def account(house, name, network="facebook"):
    with house.services.database.begin() as session:
        url = f"https://www.{network}.com/{name.casefold()}"
        row = SocialAccount(name=name, network=network, url=url, link_key=f"{network}:{name}", languages="fi")
        session.add(row)
        session.flush()
        return row.id


def planned(house, title, at, *, accounts=(), texts=(), **columns):
    """Put an item into the plan at a local time (naive) of the house; `texts` are (language, text)."""
    columns = {"owner": "U1", "made_by": "U1", "kind": "post", "languages": ["fi"], **columns}
    with house.services.database.begin() as session:
        now = house.services.now()
        count = session.scalar(select(PlanItem.id).order_by(PlanItem.id.desc()).limit(1)) or 0
        item = PlanItem(key=f"k{count}", title=title, made_at=now, changed_at=now, timezone=ZONE, **columns)
        if at is not None:
            item.local_at, item.due_at = at, wall.moment(at, ZONE).at
        session.add(item)
        session.flush()
        session.add_all(PlanAccount(item_id=item.id, account_id=one) for one in accounts)
        session.add_all(PlanText(item_id=item.id, language=language, text=text) for language, text in texts)
        return item.id


def today(house):
    return weeks.today_of(house.services)


def at(day, hour=9, minute=0):
    return datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=minute)


def ephemeral(house, who, *texts):
    """Wait until what somebody sees last says something."""
    person = house.slack.person(who)

    def found():
        shown = person.ephemerals[-1] if person.ephemerals else None
        return shown if shown is not None and all(text in shown.words for text in texts) else None

    return house.slack.wait_until(found, otherwise=f"{texts} in {[one.words for one in person.ephemerals[-2:]]}")


@contextmanager
def statements(house):
    """Count the statements that the database is sent from here; the bot's own clock goes on beside it."""
    sent, here = [], get_ident()
    engine = house.services.database.engine

    def note(_connection, _cursor, statement, *_rest):
        if get_ident() == here:
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_the_week_shows_every_day_with_what_is_told_then_and_what_is_missing(town):
    monday = Look(today(town)).first
    page = account(town, "Town")
    item = planned(town, "The pool opens", at(monday + timedelta(days=2), 14, 30), accounts=[page])
    shown = town.slack.person("U1").command("/some plan").message
    for piece in (
        "Plan, week",
        "1 item · Time zone: Helsinki",
        "14:30 · The pool opens",
        "Social media post · Facebook · fi · ",
        f" · p{item}",
        "Draft",
        "Missing: Write the text: Finnish.",
        "Nothing is planned.",
        "today",
    ):
        assert piece in shown.words, shown.words
    assert shown.words.count("Nothing is planned.") == 6
    window = town.slack.person("U1").click("Open", in_=shown).view
    assert "The pool opens" in window.words
    assert town.slack.refused == []


@pytest.mark.parametrize(
    ("language", "pieces"),
    [
        ("fi", ("Kello", "14.30 ·")),
        ("sv", ("14.30 ·",)),
    ],
)
def test_each_reader_sees_days_and_times_in_their_language(town, language, pieces):
    day = today(town)
    planned(town, "X", at(day, 14, 30))
    person = town.slack.person("U1")
    person.command(f"/some language {language}")
    shown = person.command({"fi": "/some tänään", "sv": "/some idag"}[language]).message
    assert pieces[-1] in shown.words
    names = {
        "fi": "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
        "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    }[language].split()
    assert f"{names[day.weekday()]} {day.day}.{day.month}.{day.year}" in shown.words


def test_a_day_says_what_it_is_and_what_the_desk_has_noted(town):
    with town.services.database.begin() as session:
        day = date(2026, 12, 6)
        session.add(CalendarDay(title="Lights out at 18", starts=day, ends=day, by="U3"))
    person = town.slack.person("U3")
    reader = people.asker(town.services, "U3").reader
    found = weeks.shown(town.services, Look(day, DAY), by=people.asker(town.services, "U3"))
    said = str(plan_list.page(found, reader).payload())
    for piece in ("Sunday 6 Dec 2026", "Independence Day", "Flag day: Independence Day", "Note: Lights out at 18"):
        assert piece in said
    assert person.command("/some today").message.words.startswith("Plan: ")


def test_the_ways_lead_to_other_weeks_the_month_and_back_in_the_same_place(town):
    planned(town, "Next week’s news", at(Look(today(town)).first + timedelta(days=8)))
    anna = town.slack.person("U1")
    shown = anna.command("/some plan week").message
    assert "Next week’s news" not in shown.words
    anna.click("Next week", in_=shown)
    shown = ephemeral(town, "U1", "Next week’s news")
    anna.click("Month", in_=shown)
    shown = ephemeral(town, "U1", "Previous month", "Week ")
    anna.click("Mine", in_=shown)
    shown = ephemeral(town, "U1", "Mine in the plan", "Next week’s news")
    anna.click("Missing something", in_=shown)
    ephemeral(town, "U1", "Missing something", "Missing: Choose the social accounts. And 1 more.")
    assert town.slack.refused == []


def test_the_menus_narrow_the_week_and_their_choice_travels_along(town):
    monday = Look(today(town)).first
    page, pictures = account(town, "Town"), account(town, "Pictures", "instagram")
    planned(town, "On the page", at(monday, 9), accounts=[page], campaign="Winter")
    planned(town, "In pictures", at(monday, 12), accounts=[pictures], languages=["sv"])
    anna = town.slack.person("U1")
    shown = anna.command("/some plan").message
    anna.select("plan_views.network", "instagram", in_=shown)
    shown = ephemeral(town, "U1", "1 item", "In pictures")
    assert "On the page" not in shown.words
    anna.click("Next week", in_=shown)
    shown = ephemeral(town, "U1", "0 items")
    anna.click("Previous week", in_=shown)
    shown = ephemeral(town, "U1", "1 item", "In pictures")
    anna.select("plan_views.network", "*", in_=shown)
    shown = ephemeral(town, "U1", "2 items")
    anna.select("plan_views.campaign", next(iter(_values(shown, "plan_views.campaign"))), in_=shown)
    shown = ephemeral(town, "U1", "1 item", "On the page")
    assert town.slack.refused == []


def _values(message, action_id):
    for block in message.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == action_id:
                return [option["value"] for option in element["options"]]
    return []


def test_sixty_items_a_week_come_in_pages_that_slack_takes_also_as_a_table(town):
    monday = Look(today(town)).first
    pages = [account(town, f"Account with a rather long name {n}") for n in range(3)]
    for n in range(60):
        title = f"Item {n} with a title that tells everything there is to tell about it & <more> " + "x" * 150
        planned(town, title, at(monday + timedelta(days=n % 7), 8 + n // 7), accounts=pages)
    anna = town.slack.person("U1")
    shown = anna.command("/some plan").message
    assert "60 items" in shown.words
    anna.click("More of this list", in_=shown)
    shown = ephemeral(town, "U1", "Earlier on this list", "More of this list")
    anna.click("As a table", in_=shown)
    shown = ephemeral(town, "U1", "As a list", "Item 0 with")
    (table,) = [block for block in shown.blocks if block["type"] == "table"]
    assert len(table["rows"]) == 51
    first = _values(shown, "plan_views.pick")[0]
    window = anna.select("plan_views.pick", first, in_=shown).view
    assert "Item 0 with" in window.words
    assert town.slack.refused == []


def test_a_month_of_a_thousand_items_takes_as_many_statements_as_one_of_ten(town):
    person = people.asker(town.services, "U1")
    first = today(town).replace(day=1)
    pages = [account(town, "Town"), account(town, "Pictures", "instagram")]

    def fill(number):
        with town.services.database.begin() as session:
            now = town.services.now()
            rows = [
                PlanItem(
                    key=f"m{number}-{n}", kind="post", title=f"Item {n}", made_by="U1", owner="U1", made_at=now,
                    changed_at=now, timezone=ZONE, due_at=wall.moment(at(first + timedelta(days=n % 28)), ZONE).at,
                )
                for n in range(number)
            ]  # fmt: skip
            session.add_all(rows)
            session.flush()
            session.add_all(PlanAccount(item_id=row.id, account_id=page) for row in rows for page in pages)

    def look(show):
        with statements(town) as sent:
            found = weeks.shown(town.services, Look(first, show), by=person)
        payload = plan_list.page(found, person.reader).payload()
        assert len(payload["blocks"]) <= 50
        return found, len(sent)

    fill(10)
    _few, base = look(MONTH)
    fill(1_000)
    found, much = look(MONTH)
    assert found.total == 1_010
    assert much <= base + 4  # people and accounts are read five hundred items at a time
    assert look(WEEK)[1] <= 25
    shown = town.slack.person("U1").command("/some plan month").message
    assert "1,010 items" in shown.words
    assert "more" in shown.words
    assert town.slack.refused == []


def test_days_on_end_without_anything_are_one_line_of_the_month(town):
    day = today(town).replace(day=15)
    planned(town, "The pool opens", at(day, 9))
    shown = town.slack.person("U1").command("/some plan month").message
    empty = [line for line in shown.words.splitlines() if line.endswith(": nothing is planned")]
    assert 1 <= len(empty) <= 8
    assert empty[0].count("–") == 1
    assert len([line for line in shown.words.splitlines() if str(day.year) in line]) < 20
    assert f"15 {day:%b} {day.year}" in shown.words
    assert "09:00 The pool opens" in shown.words


def test_two_items_of_an_account_close_together_are_warned_of_in_the_week_and_in_the_window(town):
    page = account(town, "Town")
    day = today(town)
    first = planned(town, "The pool opens", at(day, 9), accounts=[page])
    planned(town, "The library closes", at(day, 9, 30), accounts=[page])
    shown = town.slack.person("U1").command("/some today").message
    assert "Warning: Town tells “The library closes” 30 minutes away from this." in shown.words
    window = town.slack.person("U1").click("Open", in_=shown, block=f"plan_line:{first}").view
    assert "Look at this:" in window.words
    with town.services.database.begin() as session:
        session.merge(PlanSettings(id=1, apart_minutes=15))
    shown = town.slack.person("U1").command("/some today").message
    assert "Warning" not in shown.words


def test_a_day_of_mourning_a_council_meeting_and_a_wrong_weekday_are_warned_of(town):
    day = today(town)
    with town.services.database.begin() as session:
        session.add(CalendarDay(kind="mourning", title="A day of silence", starts=day, ends=day, by="U3"))
        session.add(CalendarDay(kind="council", title="City council", starts=day, ends=day, begins_at="18:00", by="U3"))
    wrong = next(name for number, name in enumerate(["ma", "ti"]) if number != day.weekday())
    planned(
        town, "The fair", at(day, 17, 15), texts=[("fi", f"Tule torille {wrong} {day.day}.{day.month}.{day.year}!")]
    )
    shown = town.slack.person("U1").command("/some today").message
    assert "Day of mourning: A day of silence" in shown.words
    assert "Council meeting: 18:00 City council" in shown.words
    window = town.slack.person("U1").click("Open", in_=shown).view
    for piece in (
        "That day is a day of mourning: A day of silence.",
        "The council meets that day: 18:00 City council.",
        f"The text says “{wrong} {day.day}.{day.month}.{day.year}”, but the weekday of",
    ):
        assert piece in window.words, window.words


def test_what_is_held_or_dropped_says_so_or_is_gone(town):
    now = town.services.now()
    with town.services.database.begin() as session:
        hold = Hold(scope="all", reason="Storm", begun_by="U3", begun_at=now)
        session.add(hold)
        session.flush()
        hold_id = hold.id
    planned(town, "Held back", at(today(town)), held_by=hold_id)
    planned(town, "Dropped long ago", at(today(town)), state="dropped")
    shown = town.slack.person("U1").command("/some today").message
    assert "On hold" in shown.words
    assert "1 of these is on hold." in shown.words
    assert "Dropped long ago" not in shown.words


def test_while_a_hold_stands_every_view_says_so_once_above_the_items(town):
    now, page = town.services.now(), account(town, "Town")
    with town.services.database.begin() as session:
        session.add(Hold(scope="accounts", accounts=[page], reason="Storm " * 80, begun_by="U3", begun_at=now))
        session.add(Hold(scope="networks", networks=["x"], reason="Quiet", begun_by="U3", begun_at=now))
        session.add(Hold(scope="all", reason="Everything", begun_by="U3", begun_at=now))
        session.flush()
    item = planned(town, "Held back", at(today(town)))
    with town.services.database.begin() as session:
        session.get(PlanItem, item).held_by = 3
    anna = town.slack.person("U1")
    for word in ("week", "month", "mine", "missing"):
        shown = anna.command(f"/some plan {word}").message
        for piece in ("On hold: Town.", "Why: Storm Storm", "On hold: X.", "1 more hold stands.", "Held back"):
            assert shown.words.count(piece) == 1, (word, piece, shown.words)
        assert "Storm " * 40 not in shown.words
        assert shown.words.count("On hold") == 3  # the two notices, and the item
    with town.services.database.begin() as session:
        session.execute(update(Hold).values(ended_at=now))
    assert "On hold:" not in anna.command("/some plan").message.words
    assert town.slack.refused == []


def test_a_list_of_a_thousand_items_can_be_paged_through_and_each_page_takes_a_bounded_number_of_statements(town):
    person, first = people.asker(town.services, "U1"), today(town)
    page, now = account(town, "Town"), town.services.now()

    def fill(start, number):
        with town.services.database.begin() as session:
            rows = [
                PlanItem(
                    key=f"m{n}", kind="post", title=f"Item {n}", made_by="U1", owner="U1", made_at=now, changed_at=now,
                    timezone=ZONE, due_at=wall.moment(at(first + timedelta(days=1 + n % 50)), ZONE).at,
                )
                for n in range(start, start + number)
            ]  # fmt: skip
            session.add_all(rows)
            session.flush()
            session.add_all(PlanAccount(item_id=row.id, account_id=page) for row in rows)

    def walk(look):
        """Return what stands on a page and all pages after it, the most statements of one, and the last page."""
        seen, most, shown = [], 0, None
        while look is not None:
            with statements(town) as sent:
                shown = weeks.shown(town.services, look, by=person)
            most = max(most, len(sent))
            assert len(plan_list.page(shown, person.reader, with_table=True).payload()["blocks"]) <= 50
            seen += [entry.item.id for entry in shown.entries]
            look = shown.after and Look.unpacked(shown.after.packed(), first)
        return seen, most, shown

    fill(0, 30)
    bases = {show: walk(Look(first, show, is_table=True))[1] for show in ("mine", "missing")}
    fill(30, 1_000)
    for show, base in bases.items():
        seen, most, last = walk(Look(first, show, is_table=True, page=19))
        assert (len(seen), len(set(seen)), last.parts, last.look.part) == (130, 130, 2, 1)
        assert most <= base + 20  # what is read of a thousand items at once is asked for five hundred at a time
        assert "Part 2 of 2 of a long list." in str(plan_list.page(last, person.reader).payload())
        assert last.before is not None
        before = weeks.shown(town.services, last.before, by=person)
        assert (before.look.part, before.look.page, before.total) == (0, 20, 1_000)
    anna = town.slack.person("U1")
    shown = anna.command("/some plan mine").message
    anna.click("More of this list", in_=shown)
    ephemeral(town, "U1", "Earlier on this list", "Part 1 of 2")


def test_home_shows_today_and_this_week_to_everybody_and_leads_to_the_plan(town):
    for n in range(6):
        planned(town, f"Item {n}", at(today(town), 8 + n))
    anna = town.slack.person("U1")
    anna.open_home()
    home = town.slack.wait_until(lambda: anna.home_view, otherwise="home")
    for piece in (
        "The plan.",
        "08:00 Item 0",
        "1 more today.",
        "6 items this week.",
        "Nothing is planned yet for next",
    ):
        assert piece in home.words, home.words
    window = anna.click("This week", in_=home).view
    assert "Plan, week" in window.words
    window = anna.click("Next week", in_=window).view
    assert town.slack.wait_until(lambda: "0 items" in anna.view.words, otherwise="next week")
    assert town.slack.refused == []


def test_a_guest_sees_nothing_of_the_plan(town):
    planned(town, "Not for guests", at(today(town)))
    shown = town.slack.person("U4").command("/some plan").message
    assert "Not for guests" not in shown.words
    assert "own staff" in shown.words


def test_words_that_are_no_view_are_the_time_or_title_of_a_new_item(town):
    form = town.slack.person("U1").command("/some plan new The pool opens").view
    assert form.title == "Plan a post"


def test_a_button_of_another_time_with_nonsense_in_it_shows_this_week():
    for packed in ("", "[]", "x", json.dumps(["week", "9999-99-99", "", "", "", 1, 0])):
        assert Look.unpacked(packed, date(2026, 11, 24)) == Look(date(2026, 11, 24))


def test_how_the_plan_works_is_chosen_by_the_desk_and_two_at_once_are_told(town):
    carla = town.slack.person("U3")
    form = carla.click("How the plan works", in_=carla.command("/some settings").message).view
    with town.services.database.begin() as session:
        session.merge(PlanSettings(id=1, apart_minutes=30, version=2))
    again = carla.submit(form, {"approval": "required", "apart_minutes": "45"}).view
    assert "Somebody else changed these settings" in again.words
    carla.submit(again, {})
    with town.services.database.read() as session:
        known = session.get(PlanSettings, 1)
    assert (known.approval, known.apart_minutes, known.deputy_minutes) == ("required", 45, 15)
    assert town.slack.refused == []
