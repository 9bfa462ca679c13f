"""The list of main messages through the door: whose they are, what tells them, what is behind, pages and the menu."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import people
from bot.plan import message_list
from bot.plan.message_list import BEHIND, Look
from storage.models import MainMessage, PlanItem


@pytest.fixture
def town(house):
    """A house where Carla (U3) is a social manager and everybody is known."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    return house


def message(house, title, *, versions=(), **columns):
    """Write a main message; `versions` are (state, version that was compared) of the items that tell it."""
    now = house.services.now()
    columns = {"owner": "U3", "version": 2, **columns}
    with house.services.database.begin() as session:
        row = MainMessage(key=title[:60], title=title, made_by="U3", made_at=now, changed_at=now, **columns)
        session.add(row)
        session.flush()
        for number, (state, seen) in enumerate(versions):
            session.add(
                PlanItem(
                    key=f"{row.id}-{number}", kind="post", title=f"Version {number}", state=state, message_id=row.id,
                    message_version=seen, owner="U1", made_by="U1", made_at=now, changed_at=now, timezone="Europe/Helsinki",
                )
            )  # fmt: skip
        return row.id


def window(house, *texts, who="U1"):
    """Wait until somebody's window says something."""
    person = house.slack.person(who)

    def found():
        view = person.view if person.views else None
        return view if view is not None and all(text in view.words for text in texts) else None

    return house.slack.wait_until(found, otherwise=f"{texts} in {[view.words for view in person.views]}")


def test_the_list_says_whose_each_message_is_what_tells_it_and_what_is_behind(town):
    soon = town.services.now() + timedelta(days=2)
    told = [("draft", 1), ("ready", 1), ("draft", 2), ("posted", 1), ("dropped", 1)]
    pool = message(town, "The pool opens", versions=told, embargo_until=soon)
    message(town, "The library closes", owner="U1", embargo_until=town.services.now() - timedelta(days=2))
    anna = town.slack.person("U1")
    anna.click("Main messages", in_=anna.command("/some plan").message)
    shown = window(town, "2 main messages", "The pool opens", "The library closes", "carla · 4 items tell it")
    assert shown.words.count("2 items are not compared with it since it changed.") == 1
    assert shown.words.count("Embargo until") == 1
    for choice, there, away in (
        ("mine", "The library closes", "The pool opens"),
        ("behind", "The pool opens", "The library closes"),
        ("embargo", "The pool opens", "The library closes"),
    ):
        anna.select("plan_messages.show", choice, in_=anna.view)
        assert away not in window(town, "1 main message", there).words
    opened = anna.click("Open", in_=anna.view, block=f"main_message:{pool}").view
    assert opened.title == "Main message"
    assert "Version 0" in opened.words
    assert anna.click("Open", in_=opened, block="message_version:1").view.title == "In the plan"
    anna.close()
    anna.click("All main messages", in_=anna.view)
    window(town, "2 main messages")
    assert town.slack.refused == []


def test_forty_messages_come_in_pages_that_keep_the_choice_and_take_few_statements(town):
    long = "A message that tells everything there is to tell about it & <more> " + "x" * 230
    for number in range(40):
        message(town, f"{number} {long}", versions=[("draft", number % 2 + 1)])
    anna = town.slack.person("U1")
    anna.command("/some plan ydinviestit")
    window(town, "40 main messages · page 1 of 3")
    anna.select("plan_messages.show", BEHIND, in_=anna.view)
    window(town, "20 main messages · page 1 of 2")
    anna.click("More of this list", in_=anna.view)
    shown = window(town, "page 2 of 2", "Earlier on this list")
    assert "1 item is not compared" in shown.words
    assert shown.words.count("Open") == 5
    by = people.asker(town.services, "U1")
    assert message_list.shown(town.services, Look(BEHIND, 99), by=by).look == Look(BEHIND, 2)
    assert Look.unpacked("nonsense") == Look()
    assert town.slack.refused == []


def test_a_new_message_is_written_from_the_list_without_an_item(town):
    carla = town.slack.person("U3")
    carla.command("/some plan messages")
    form = carla.click("Write a new one", in_=window(town, "There is no main message yet.", who="U3")).view
    assert form.title == "New main message"
    opened = carla.submit(form, {"title": "The pool opens"}).view
    assert "Nothing in the plan tells this yet." in opened.words
    carla.click("All main messages", in_=opened)
    window(town, "1 main message", "carla · 0 items tell it", who="U3")
    assert town.slack.refused == []
