"""The plan through the door: something new, changed by two at once, moved, dropped, coming again, told by a main message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import people
from bot.errors import Refused
from bot.plan import creating, editing, opening
from bot.plan.draft import Form, Saved
from bot.views import plan_item
from storage.models import AuditEntry, Idea, PlanItem, PlanText


@pytest.fixture
def town(house):
    """A house where Carla (U3) is a social manager, Anna (U1) is not, and Bo (U2) speaks English with the bot."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    house.slack.person("U2").command("/some language en")
    return house


def anna(house):
    return house.slack.person("U1")


def bo(house):
    return house.slack.person("U2")


def carla(house):
    return house.slack.person("U3")


def items(house):
    with house.services.database.read() as session:
        return list(session.scalars(select(PlanItem).order_by(PlanItem.id)))


def soon(**by):
    """Return a moment that is still to come, to the minute, as Slack's picker gives it."""
    return int((datetime.now(UTC) + timedelta(**(by or {"days": 3}))).replace(second=0, microsecond=0).timestamp())


def test_something_new_is_planned_and_its_window_opens(town):
    employee = anna(town)
    form = employee.shortcut("plan_post").view
    assert form.title == "Plan a post"
    at = soon()
    window = employee.submit(form, {"title": "The pool opens", "text": "Come and swim.", "at": at}).view
    for piece in (
        "It is in the plan now.",
        "The pool opens",
        "Social media post · Draft",
        "Helsinki time",
        "Checklist",
    ):
        assert piece in window.words, window.words
    (item,) = items(town)
    assert (item.owner, item.made_by, item.state, item.timezone) == ("U1", "U1", "draft", "Europe/Helsinki")
    assert item.due_at == datetime.fromtimestamp(at, UTC)
    with town.services.database.read() as session:
        (text,) = session.scalars(select(PlanText))
    assert (text.network, text.language, text.text) == ("", "en", "Come and swim.")
    assert town.slack.refused == []


def planned(house, person, **values):
    """Let somebody put something into the plan, and return its window."""
    form = person.shortcut("plan_post").view
    return person.submit(form, {"title": "The pool opens", "at": soon(), **values}).view


def test_words_of_time_are_understood_and_said_back_before_and_after_saving(town):
    employee = anna(town)
    employee.command("/some plan new huomenna klo 9")
    form = employee.view
    assert "I understand: " in form.words
    assert "09:00, Helsinki time" in form.words
    window = employee.submit(form, {"title": "The pool opens"}).view
    assert "I understood the time as: " in window.words
    assert "Press “Move” to correct it." in window.words
    (item,) = items(town)
    assert (item.local_at.hour, item.local_at.minute) == (9, 0)
    employee.close()
    employee.command("/some plan uusi Uimahalli avautuu")
    assert "Uimahalli avautuu" in employee.view.words
    assert town.slack.refused == []


def test_words_are_understood_when_enter_is_pressed(town):
    employee = anna(town)
    form = employee.shortcut("plan_post").view
    shown = employee.click("plan_time.when", in_=form, value="in 2 hours").view
    assert "I understand: " in shown.words
    shown = employee.click("plan_time.when", in_=shown, value="31.4. klo 9").view
    assert "30" in shown.words, shown.words
    assert items(town) == []


def test_faults_stand_at_their_fields_and_nothing_is_lost(town):
    employee = anna(town)
    form = employee.shortcut("plan_post").view
    assert list(employee.submit(form, {"title": "   "}).errors) == ["title"]
    assert list(employee.submit(form, {"title": "Pool", "at": soon(days=-1)}).errors) == ["at"]
    assert list(employee.submit(form, {"at": None, "when": "31.4. klo 9"}).errors) == ["when"]
    assert list(employee.submit(form, {"when": "blue elephants"}).errors) == ["when"]
    assert list(employee.submit(form, {"when": "yesterday at 9"}).errors) == ["when"]
    differing = employee.submit(form, {"when": "in 2 hours", "at": soon(days=5)})
    assert "Empty one of the two." in differing.errors["when"]
    assert list(employee.submit(form, {"when": None, "at": None, "link": "javascript:alert(1)"}).errors) == ["link"]
    assert items(town) == []
    assert "It has no time yet." in employee.submit(form, {"link": "pool.example/opens"}).view.words
    assert items(town)[0].link == "https://pool.example/opens"
    assert town.slack.refused == []


def test_each_kind_shows_only_its_own_fields(town):
    employee = anna(town)
    form = employee.shortcut("plan_post").view
    blocks = lambda: {block["block_id"] for block in employee.view.blocks}  # noqa: E731
    assert not {"subject", "place", "contact"} & blocks()
    employee.select("plan_form.kind", "newsletter", in_=form)
    assert {"subject", "preheader", "audience"} <= blocks()
    employee.select("plan_form.kind", "event", in_=employee.view)
    assert {"place", "begins", "ends", "registration"} <= blocks()
    assert "subject" not in blocks()
    values = {"title": "Winter swimming", "place": "Rantala", "begins": soon(days=9), "ends": soon(days=8)}
    assert list(employee.submit(employee.view, values).errors) == ["ends"]
    window = employee.submit(employee.view, {"ends": soon(days=10)}).view
    for piece in ("Event · Draft", "Place: Rantala", "Begins: ", "Ends: ", "The place is booked"):
        assert piece in window.words
    (item,) = items(town)
    assert item.ends_at.tzinfo is None
    assert town.slack.refused == []


def test_the_long_form_keeps_what_was_typed_and_takes_people_languages_and_tags(town):
    employee = anna(town)
    form = employee.shortcut("plan_post").view
    employee.submit(form, {"title": ""})
    long = employee.click("plan_form.longer", in_=form).view
    values = {"title": "Pool", "owner": "U3", "deputy": "U2", "languages": ["fi", "sv"], "tags": "#pool, winter, Pool"}
    assert list(employee.submit(long, {**values, "owner": "U4"}).errors) == ["owner"]
    window = employee.submit(long, {**values, "campaign": "Winter", "unit": "Sports"}).view
    for piece in ("Languages: Finnish and Swedish", "Campaign: Winter", "Tags: pool, winter", "Unit: Sports"):
        assert piece in window.words
    (item,) = items(town)
    assert (item.owner, item.deputy, item.tags) == ("U3", "U2", ["pool", "winter"])
    assert town.slack.refused == []


def test_the_zone_is_chosen_and_its_clock_is_shown(town):
    employee = anna(town)
    form = employee.shortcut("plan_post").view
    long = employee.click("plan_form.longer", in_=form).view
    offered = employee.options("plan_time.zone", "stock", in_=long)
    assert [option["value"] for option in offered] == ["Europe/Stockholm"]
    window = employee.submit(long, {"title": "Pool", "timezone": "Europe/Stockholm", "when": "tomorrow at 9"}).view
    assert "09:00, time zone: Stockholm" in window.words
    assert "For you: " in window.words
    assert "10:00" in window.words
    (item,) = items(town)
    assert (item.timezone, item.local_at.hour) == ("Europe/Stockholm", 9)
    assert town.slack.refused == []


def edit(person):
    return person.click("plan.edit", in_=person.view).view


def test_two_who_edit_at_once_lose_nothing(town):
    planned(town, carla(town))
    (item,) = items(town)
    late, fast = carla(town), anna(town)
    form = edit(late)
    with town.services.database.begin() as session:
        session.get_one(PlanItem, item.id).deputy = "U1"
    _window(town, fast, item.id)
    theirs = edit(fast)
    fast.submit(theirs, {"title": "The pool opens on Monday", "link": "https://pool.example"})
    again = late.submit(form, {"title": "The pool opens on Friday"}).view
    for piece in ("Somebody else has changed this meanwhile", "In the plan now:", "The pool opens on Monday", "Yours:"):
        assert piece in again.words, again.words
    assert "You had not changed it, so it stays as it is now." in again.words
    assert items(town)[0].title == "The pool opens on Monday"
    late.submit(again, {})
    assert (items(town)[0].title, items(town)[0].link) == ("The pool opens on Friday", "https://pool.example")
    assert town.slack.refused == []


def _window(house, person, item_id):
    """Open an item's window for somebody, as a button anywhere does."""
    asker = people.asker(house.services, person.id)
    trigger = person.command("/some plan new")
    view = plan_item.window(opening.item(house.services, item_id, by=asker), asker.reader)
    house.services.slack.views_update(view_id=trigger.view.id, view=view)
    return person.view


def test_saving_a_form_brings_the_window_under_it_up_to_date(town):
    employee = anna(town)
    planned(town, employee)
    edit(employee)
    assert len(employee.views) == 2
    employee.submit(employee.view, {"title": "The pool closes"})
    assert len(employee.views) == 1
    town.slack.wait_until(lambda: "The pool closes" in employee.view.words)
    assert town.slack.refused == []


def test_others_look_and_do_not_touch(town):
    planned(town, carla(town))
    (item,) = items(town)
    stranger = anna(town)
    window = _window(town, stranger, item.id)
    assert "The pool opens" in window.words
    assert "plan.edit" not in str(window.blocks)
    with pytest.raises(LookupError):
        stranger.click("plan.edit", in_=window)
    with pytest.raises(Refused):
        editing.edit(town.services, item.id, by=people.asker(town.services, "U1"))


def test_a_guest_gets_nothing(town):
    assert "own staff" in town.slack.person("U4").command("/some plan new").words
    assert items(town) == []


def test_points_of_the_checklist_are_ticked_in_the_window(town):
    employee = anna(town)
    window = planned(town, employee)
    assert "0 of 3 checked" in window.words
    employee.select("plan.tick", ["proof", "links"], in_=window)
    town.slack.wait_until(lambda: "2 of 3 checked" in employee.view.words)
    assert items(town)[0].checks == ["proof", "links"]


def test_an_item_is_moved_by_picker_or_words_and_says_how_it_understood(town):
    employee = anna(town)
    planned(town, employee)
    form = employee.click("plan.move", in_=employee.view).view
    assert list(employee.submit(form, {"at": soon(days=-2)}).errors) == ["at"]
    employee.submit(form, {"at": soon(), "when": "tomorrow at 14"})
    town.slack.wait_until(lambda: "I understood the time as: " in employee.view.words)
    assert (items(town)[0].local_at.hour, items(town)[0].version) == (14, 2)
    assert town.slack.refused == []


def test_an_item_is_dropped_with_a_reason_and_brought_back(town):
    employee = anna(town)
    planned(town, employee)
    (item,) = items(town)
    form = employee.select("plan.more", f"drop:{item.id}", in_=employee.view).view
    employee.submit(form, {"why": "The boiler broke."})
    town.slack.wait_until(lambda: "The boiler broke." in employee.view.words)
    assert "plan.edit" not in str(employee.view.blocks)
    assert items(town)[0].state == "dropped"
    employee.click("plan.bring_back", in_=employee.view)
    town.slack.wait_until(lambda: "Dropped because" not in employee.view.words)
    assert (items(town)[0].state, items(town)[0].dropped_why) == ("draft", "")
    assert town.slack.refused == []


def test_a_copy_takes_the_texts_along_and_has_no_time(town):
    employee = anna(town)
    planned(town, employee, text="Come and swim.")
    (item,) = items(town)
    form = employee.select("plan.more", f"copy:{item.id}", in_=employee.view).view
    assert "The pool opens" in form.words
    employee.submit(form, {"title": "The pool opens again"})
    first, copy = items(town)
    assert (copy.title, copy.local_at) == ("The pool opens again", None)
    with town.services.database.read() as session:
        assert session.get(PlanText, (copy.id, "", "en")).text == "Come and swim."
    assert first.title == "The pool opens"
    assert town.slack.refused == []


def test_the_same_form_twice_is_one_item(town):
    employee = anna(town)
    form = employee.shortcut("plan_post").view
    employee.submit(form, {"title": "Pool"})
    again = creating.save(
        town.services,
        Form.unpacked(form.private_metadata),
        {"title": "Pool", "kind": "post"},
        by=people.asker(town.services, "U1"),
    )
    assert isinstance(again, Saved)
    assert again.item.id == items(town)[0].id
    assert len(items(town)) == 1


def test_an_item_comes_again_at_the_same_clock_and_the_rest_is_dropped(town):
    employee = anna(town)
    planned(town, employee, text="Come and swim.")
    (item,) = items(town)
    form = employee.select("plan.more", f"repeat:{item.id}", in_=employee.view).view
    weekly = f"FREQ=WEEKLY;BYDAY={['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][item.local_at.weekday()]}"
    until = (item.local_at + timedelta(days=400)).date()
    assert list(employee.submit(form, {"rule": "FREQ=DAILY", "until": until.isoformat()}).errors) == ["until"]
    until = (item.local_at + timedelta(days=370)).date()
    employee.submit(form, {"rule": weekly, "until": until.isoformat()})
    town.slack.wait_until(lambda: "It comes 53 times in all." in employee.view.words)
    made = items(town)
    assert {one.local_at.time() for one in made} == {item.local_at.time()}
    assert len({one.due_at.hour for one in made}) == 2, "the moment follows the clocks"
    with town.services.database.read() as session:
        assert len(list(session.scalars(select(PlanText)))) == 53
        assert [one.what for one in session.scalars(select(AuditEntry)) if one.what == "plan.repeated"]
    form = employee.select("plan.more", f"drop:{item.id}", in_=employee.view).view
    employee.submit(form, {"why": "It is over.", "scope": "later"})
    town.slack.wait_until(lambda: "It is over." in employee.view.words)
    assert {one.state for one in items(town)} == {"dropped"}
    assert town.slack.refused == []


def test_this_and_the_later_ones_move_to_another_day_once_somebody_has_seen_where_they_go(town):
    employee = anna(town)
    planned(town, employee)
    (item,) = items(town)
    form = employee.select("plan.more", f"repeat:{item.id}", in_=employee.view).view
    weekly = f"FREQ=WEEKLY;BYDAY={['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][item.local_at.weekday()]}"
    employee.submit(form, {"rule": weekly, "until": (item.local_at + timedelta(days=40)).date().isoformat()})
    town.slack.wait_until(lambda: "It comes 6 times in all." in employee.view.words)
    before = [one.local_at for one in items(town)]
    form = employee.click("plan.move", in_=employee.view).view
    at = int((item.due_at + timedelta(days=1)).timestamp())
    shown = employee.submit(form, {"at": at, "scope": "later"}).view
    for piece in ("6 items move. Nothing is saved yet.", "and 3 more, the last: ", "Move them"):
        assert piece in shown.words, shown.words
    assert [one.local_at for one in items(town)] == before
    employee.submit(shown, {})
    town.slack.wait_until(lambda: "Saved. 6 items have moved." in employee.view.words)
    assert [one.local_at.date() for one in items(town)] == [at.date() + timedelta(days=1) for at in before]
    assert "Comes again: every week" in employee.view.words
    assert town.slack.refused == []


def test_what_tells_a_main_message_is_flagged_when_that_changes(town):
    employee = anna(town)
    planned(town, employee)
    attach = employee.click("plan_message.attach", in_=employee.view).view
    assert "There is no main message yet." in attach.words
    form = employee.click("plan_message.new", in_=attach).view
    employee.submit(form, {"title": "New pool", "text": "The pool opens in January."})
    town.slack.wait_until(lambda: "New pool" in employee.view.words)
    message = employee.click("plan_message.open", in_=employee.view).view
    assert "The pool opens in January." in message.words
    form = employee.click("plan_message.edit", in_=message).view
    assert "The pool opens" in employee.submit(form, {"text": "The pool opens in March."}).view.words
    employee.close()
    (item,) = items(town)
    _window(town, employee, item.id)
    assert "The main message has changed since" in employee.view.words
    shown = employee.click("plan_message.compare", in_=employee.view).view
    for piece in ("January", "March"):
        assert piece in shown.words
    employee.submit(shown, {})
    town.slack.wait_until(lambda: "The main message has changed since" not in employee.view.words)
    assert town.slack.refused == []


def test_the_public_does_not_hear_before_staff_without_a_reason(town):
    employee = anna(town)
    planned(town, employee)
    attach = employee.click("plan_message.attach", in_=employee.view).view
    form = employee.click("plan_message.new", in_=attach).view
    employee.submit(form, {"title": "New pool", "is_staff_first": ["yes"]})
    town.slack.wait_until(lambda: "The public hears this before staff do." in employee.view.words)
    form = employee.click("plan.move", in_=employee.view).view
    again = employee.submit(form, {"at": soon(days=9)}).view
    assert "write below why the order is broken" in again.words
    employee.submit(again, {"order_why": "The press knows already."})
    town.slack.wait_until(lambda: "Reason: The press knows already." in employee.view.words)
    (item,) = items(town)
    assert (item.order_by, item.order_why) == ("U1", "The press knows already.")
    with town.services.database.read() as session:
        broken = [one for one in session.scalars(select(AuditEntry)) if one.what == "plan.order_broken"]
    assert [(one.who, one.why) for one in broken] == [("U1", "The press knows already.")]
    assert town.slack.refused == []


def test_an_old_button_of_something_deleted_says_so(town):
    employee = anna(town)
    window = planned(town, employee)
    (item,) = items(town)
    with town.services.database.begin() as session:
        session.delete(session.get_one(PlanItem, item.id))
    employee.click("plan.edit", in_=window)
    town.slack.wait_until(lambda: "not in the plan any more" in employee.view.words)


def test_the_log_keeps_no_text(town):
    employee = anna(town)
    planned(town, employee, text="Secret words", title="Secret title")
    form = edit(employee)
    employee.submit(form, {"title": "Other secret title"})
    with town.services.database.read() as session:
        entries = [one for one in session.scalars(select(AuditEntry)) if one.subject.startswith("plan:")]
    assert [one.what for one in entries] == ["plan.added", "plan.edited"]
    assert "ecret" not in str([(one.before, one.after, one.why) for one in entries])


def test_what_was_planned_stands_among_ones_own_and_its_chain_is_shown(town):
    employee = anna(town)
    planned(town, employee, text="Come and swim.")
    form = edit(employee)
    employee.submit(form, {"title": "The pool closes"})
    town.slack.wait_until(lambda: "The pool closes" in employee.view.words)
    chain = employee.click("trace.open", in_=employee.view).view
    for piece in ("Put into the plan as p1 by anna", "The texts were changed by anna: version 2."):
        assert piece in chain.words, chain.words
    assert "Put into the plan as p1" in bo(town).command("/some trace p1").words
    assert "nothing under this number" in bo(town).command("/some trace p99").words
    employee.open_home()
    town.slack.wait_until(lambda: (view := employee.home_view) and "you planned: The pool closes" in view.words)
    assert town.slack.refused == []


def test_an_idea_becomes_a_draft_in_one_click(town):
    now = town.services.now()
    with town.services.database.begin() as session:
        found = Idea(key="i1", title="Ducklings", saved_by="U2", giver="U2", at=now, changed_at=now)
        session.add(found)
        session.flush()
    item = creating.open_from_idea(town.services, found.id, by=people.asker(town.services, "U1"))
    assert "Ducklings" in _window(town, anna(town), item.id).words
    assert "Idea, saved by bo" in anna(town).command(f"/some trace p{item.id}").words
    assert town.slack.refused == []
