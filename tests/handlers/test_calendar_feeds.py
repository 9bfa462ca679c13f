"""The plan in somebody's own calendar: a private link, read by a calendar program, moved and struck out as the plan changes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from dateutil import parser as times
from icalendar import Calendar

from bot import people
from bot.plan import calendar_feed
from bot.plan.calendar_feed import View
from storage.models import CalendarToken, Person, PlanItem, PlanNote, PlanText


@pytest.fixture
def town(house):
    """A house where Carla (U3) is a social manager and Anna (U1) is not; both speak English with the bot here."""
    for user_id in ("U1", "U3"):
        people.asker(house.services, user_id)
    return house


def planned(house, **values):
    """Put something into the plan, four days ahead unless it says otherwise."""
    at = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=4)
    made = {
        "key": str(values.get("title")),
        "kind": "post",
        "title": "The pool opens",
        "owner": "U1",
        "made_by": "U1",
        "local_at": at.replace(tzinfo=None),
        "timezone": "UTC",
        "due_at": at,
        "made_at": at - timedelta(days=8),
        "changed_at": at - timedelta(days=8),
    }
    with house.services.database.begin() as session:
        item = PlanItem(**{**made, **values})
        session.add(item)
        session.flush()
        session.add(PlanText(item_id=item.id, language="en", text="Nobody knows yet"))
        session.add(PlanNote(key=item.key, item_id=item.id, by="U3", text="Too dull", at=at))
        return item.id


def link(house, user_id="U1", view=None):
    """Make a feed and return the address at which this house's web door gives it."""
    made = calendar_feed.make(house.services, view or View(), by=people.asker(house.services, user_id))
    return house.url("/calendar/" + made.address.rpartition("/")[2])


def fetch(address, **headers):
    with urlopen(Request(address, headers=headers), timeout=10) as answer:
        return answer.status, dict(answer.headers), answer.read()


def events(body):
    return {str(one["uid"]): one for one in Calendar.from_ical(body).walk("VEVENT")}


def test_another_library_reads_the_plan_with_utc_times_stable_ids_and_folded_lines(town):
    title = "Uimahalli avautuu remontin jälkeen ja kaikki kaupunkilaiset ovat tervetulleita 🎉 " + "ä" * 100
    item_id = planned(town, title=title, state="ready")
    status, headers, body = fetch(link(town))
    assert (status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8; method=PUBLISH")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert body.endswith(b"END:VCALENDAR\r\n")
    event = events(body)[f"plan-{item_id}@kaiku"]
    assert str(event["summary"]) == title
    assert event["dtstart"].dt.utcoffset() == timedelta(0)
    assert times.parse(event["dtstart"].to_ical().decode()).tzinfo is not None
    assert event["status"] == "CONFIRMED"
    for secret in (b"Nobody knows yet", b"Too dull"):
        assert secret not in body


def test_what_moves_keeps_its_id_and_what_is_dropped_is_struck_out(town):
    item_id = planned(town, title="Pool")
    address = link(town)
    first = events(fetch(address)[2])[f"plan-{item_id}@kaiku"]
    assert first["status"] == "TENTATIVE"
    with town.services.database.begin() as session:
        item = session.get(PlanItem, item_id)
        item.due_at, item.state, item.version = item.due_at + timedelta(days=1), "dropped", item.version + 1
    again = events(fetch(address)[2])[f"plan-{item_id}@kaiku"]
    assert again["status"] == "CANCELLED"
    assert again["sequence"] > first["sequence"]
    assert again["dtstart"].dt - first["dtstart"].dt == timedelta(days=1)


def test_a_view_of_ones_own_holds_nobody_elses(town):
    mine, theirs = planned(town, title="Mine"), planned(town, title="Theirs", owner="U3", made_by="U3")
    found = events(fetch(link(town, view=View(is_mine=True)))[2])
    assert f"plan-{mine}@kaiku" in found
    assert f"plan-{theirs}@kaiku" not in found


def test_an_unchanged_plan_is_not_sent_twice(town):
    planned(town, title="Pool")
    address = link(town)
    _, headers, _ = fetch(address)
    with pytest.raises(HTTPError) as same:
        fetch(address, **{"If-None-Match": headers["ETag"]})
    assert same.value.code == 304


@pytest.mark.parametrize("token", ["", "x", "%00", "a" * 5000, "..%2F..%2Fetc"])
def test_a_wrong_link_opens_nothing(town, token):
    with pytest.raises(HTTPError) as refused:
        fetch(town.url(f"/calendar/{token}.ics"))
    assert refused.value.code in (400, 404, 414)


def test_a_link_is_shown_once_and_ended_by_its_owner_and_by_their_leaving(town):
    anna = town.slack.person("U1")
    anna.command("/some plan week")
    window = anna.click("calendar_feeds.open", in_=anna.ephemerals[-1]).view
    shown = anna.click("calendar_feeds.make", in_=window).view
    (path,) = re.findall(r"/calendar/\S+\.ics", shown.words)
    assert fetch(town.url(path))[0] == 200
    with town.services.database.read() as session:
        (kept,) = session.query(CalendarToken).all()
    assert kept.hash not in path
    assert path not in anna.click("calendar_feeds.end", in_=shown, value=str(kept.id)).view.words
    with pytest.raises(HTTPError) as ended:
        fetch(town.url(path))
    assert ended.value.code == 404
    address = link(town)
    with town.services.database.begin() as session:
        session.get(Person, "U1").is_deactivated = True
    town.services.memory.forget(people.BODY)
    with pytest.raises(HTTPError) as gone:
        fetch(address)
    assert gone.value.code == 404
    assert town.slack.refused == []
