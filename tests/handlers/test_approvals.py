"""Approving through the door: one tap on a phone, a comment in two, and nobody approves what they have not seen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import people
from bot.approvals import deciding, leaving
from bot.errors import Conflict, Refused
from bot.manifest import manifest
from bot.plan import opening
from bot.views import plan_item
from bot.words import Reader
from playground.slack.seed import PEOPLE
from playground.slack.server import FakeSlack
from playground.slack.workspace import User
from storage.models import ApprovalAsk, AuditEntry, Decision, PlanItem, PlanSettings
from tests.handlers.conftest import PATIENT

MORE = (User("U5", "dan", "Dan Dove", "Editor"), User("U6", "eva", "Eva Elm", "Editor"))


@pytest.fixture
def town(open_house):
    """A house where Anna (U1) plans, and Carla (U3, the desk), Bo (U2), Dan (U5) and Eva (U6) may be asked."""
    with FakeSlack(manifest(Reader("en")), users=[*PEOPLE, *MORE], limits=PATIENT) as slack:
        house = open_house(slack=slack)
        for user_id in ("U1", "U2", "U3", "U5", "U6"):
            people.asker(house.services, user_id)
        house.slack.person("U2").command("/some language en")
        yield house
        house.doors.close()


def rows(house, record):
    with house.services.database.read() as session:
        return list(session.scalars(select(record)))


def item(house):
    return rows(house, PlanItem)[0]


def anna(house):
    return house.slack.person("U1")


def plan(house):
    """Let Anna plan something that she has written."""
    at = int((datetime.now(UTC) + timedelta(days=3)).replace(second=0, microsecond=0).timestamp())
    form = anna(house).shortcut("plan_post").view
    anna(house).submit(form, {"title": "The pool opens", "text": "Come and swim on Friday.", "at": at})


def send(house, **steps):
    """Let Anna send it for approval from its window."""
    form = anna(house).click("approvals.send", in_=anna(house).view).view
    return anna(house).submit(form, steps)


def cards(house, user_id):
    """Return the direct messages that ask somebody, oldest first."""
    return [one for one in house.slack.direct_messages(user_id) if "The pool opens" in one.words]


def card(house, user_id, *texts, without=()):
    """Wait for the newest message to somebody to say something."""

    def found():
        shown = cards(house, user_id)
        words = shown[-1].words if shown else ""
        return shown[-1] if all(t in words for t in texts) and not any(t in words for t in without) and shown else None

    return house.slack.wait_until(
        found, timeout=12.0, otherwise=f"{texts} for {user_id}: {[c.words for c in cards(house, user_id)]}"
    )


def approve(house, user_id):
    house.slack.person(user_id).click("approvals.approve", in_=card(house, user_id, "You are asked to approve this:"))


def rewrite(house, text):
    """Let Anna write something else."""
    form = anna(house).click("plan_texts.edit.en", in_=anna(house).view).view
    anna(house).submit(form, {"text.all": text})
    house.slack.wait_until(lambda: text in anna(house).view.words)


def test_one_tap_approves_and_the_owner_hears_it_once(town):
    plan(town)
    send(town, people1=["U2", "U5"])
    shown = card(town, "U2", "You are asked to approve this:", "Come and swim on Friday.")
    town.slack.person("U2").click("approvals.approve", in_=shown)
    card(town, "U2", "This is approved:", "bo: approved", without=("Return with a comment",))
    card(town, "U5", "This is approved:", without=("Return with a comment",))
    card(town, "U1", "This is approved:")
    assert item(town).approval_state == "approved"
    assert [len(cards(town, one)) for one in ("U1", "U2", "U5")] == [1, 1, 1]
    assert [one.what for one in rows(town, AuditEntry) if one.what.startswith("plan.a")] == [
        "plan.added",
        "plan.approved",
    ]
    assert town.slack.refused == []


def test_a_return_takes_two_taps_and_a_comment_and_the_owner_reads_it(town):
    plan(town)
    send(town, people1=["U2"])
    shown = card(town, "U2", "You are asked to approve this:")
    form = town.slack.person("U2").click("approvals.return", in_=shown).view
    assert list(town.slack.person("U2").submit(form, {"comment": "  "}).errors) == ["comment"]
    town.slack.person("U2").submit(form, {"comment": "It opens on Monday."})
    told = card(town, "U1", "bo returned this:", "It opens on Monday.")
    card(town, "U2", "This was returned to its owner:", without=("Return with a comment",))
    assert item(town).approval_state == "returned"
    anna(town).close(everything=True)
    anna(town).click("plan.open", in_=told)
    assert "Returned with a comment. Change the text, then send it again." in anna(town).view.words
    send(town, people1=["U2"])
    approve(town, "U2")
    card(town, "U1", "This is approved:")
    assert [one.what for one in rows(town, Decision)] == ["returned", "approved"]
    assert town.slack.refused == []


def test_all_have_to_approve_and_steps_come_one_after_the_other(town):
    plan(town)
    send(town, people1=["U2", "U5"], needs1="all", people2=["U6"], people3=["U3", "U6"])
    approve(town, "U2")
    card(town, "U2", "You have approved this. It waits for others:", without=("Return with a comment",))
    assert cards(town, "U6") == []
    approve(town, "U5")
    approve(town, "U6")
    town.slack.wait_until(lambda: len(cards(town, "U6")) == 2)
    assert item(town).approval_state == "asked"
    approve(town, "U6")
    card(town, "U1", "This is approved:")
    assert item(town).approval == "steps"
    assert [len(cards(town, one)) for one in ("U2", "U3", "U5", "U6")] == [1, 1, 1, 2]
    assert town.slack.refused == []


def test_nobody_is_chosen_for_their_own_text_nor_guests_nor_nobody(town):
    plan(town)
    assert list(send(town, people1=[]).errors) == ["people1"]
    form = anna(town).view
    assert list(anna(town).submit(form, {"people1": ["U1"]}).errors) == ["people1"]
    assert list(anna(town).submit(form, {"people1": ["U2"], "people2": ["U4"]}).errors) == ["people2"]
    assert rows(town, ApprovalAsk) == []


def test_who_becomes_the_owner_cannot_approve_with_the_old_button(town):
    plan(town)
    send(town, people1=["U2"])
    shown = card(town, "U2", "You are asked to approve this:")
    form = anna(town).click("plan.edit", in_=anna(town).view).view
    long = anna(town).click("plan_form.longer", in_=form).view if "owner" not in str(form.blocks) else form
    anna(town).submit(long, {"owner": "U2"})
    card(town, "U2", "Has written or owns this and cannot approve it: bo", "send it to somebody else")
    first = lambda: cards(town, "U2")[0].words  # noqa: E731
    town.slack.wait_until(lambda: "This is your own text now" in first() and "Return with a comment" not in first())
    town.slack.person("U2").click("approvals.approve", in_=shown, stale=True)
    told = lambda: [one for one in town.slack.person("U2").ephemerals if "Nobody approves their own" in one.words]  # noqa: E731
    town.slack.wait_until(told)
    assert rows(town, Decision) == []


def test_a_text_that_changes_while_it_waits_is_shown_with_the_difference_and_the_old_button_is_refused(town):
    plan(town)
    send(town, people1=["U2"])
    shown = card(town, "U2", "You are asked to approve this:")
    rewrite(town, "Come and swim on Monday.")
    card(town, "U2", "This has changed since you saw it:", "Friday", "Monday")
    town.slack.person("U2").click("approvals.approve", in_=shown, stale=True)
    told = lambda: [one for one in town.slack.person("U2").ephemerals if "has changed since you saw it" in one.words]  # noqa: E731
    town.slack.wait_until(told)
    assert rows(town, Decision) == []
    assert len(cards(town, "U2")) == 1, "an edited message rings for nobody"
    approve(town, "U2")
    card(town, "U1", "This is approved:")
    assert town.slack.refused == []


def test_a_text_changed_after_approval_loses_it_and_the_approver_sees_what_changed(town):
    plan(town)
    send(town, people1=["U2"])
    approve(town, "U2")
    card(town, "U1", "This is approved:")
    rewrite(town, "Come and swim on Monday.")
    card(town, "U2", "changed after you approved it", "Friday", "Monday", without=("Return with a comment",))
    card(town, "U1", "it has to be approved again")
    assert item(town).approval_state == ""
    send(town, people1=["U2"])
    card(town, "U2", "You are asked to approve this:", "This has changed since you saw it:", "Friday")
    assert len(cards(town, "U2")) == 2
    town.slack.wait_until(lambda: "see the newer message" in cards(town, "U2")[0].words)
    assert town.slack.refused == []


def test_a_text_changed_in_the_second_step_asks_the_first_anew(town):
    plan(town)
    send(town, people1=["U2"], people2=["U5"])
    approve(town, "U2")
    card(town, "U5", "You are asked to approve this:")
    rewrite(town, "Come and swim on Monday.")
    card(town, "U5", "This waits for others:", without=("Return with a comment",))
    town.slack.wait_until(lambda: len(cards(town, "U2")) == 2)
    approve(town, "U2")
    assert len(cards(town, "U2")) == 2
    town.slack.wait_until(lambda: len(cards(town, "U5")) == 2)
    card(town, "U5", "You are asked to approve this:", "Monday")
    approve(town, "U5")
    card(town, "U1", "This is approved:")
    assert len(cards(town, "U5")) == 2
    assert town.slack.refused == []


def test_who_is_away_is_stood_in_for_by_their_deputy(town):
    town.knows("U2", "reading", deputy="U5", away_until=date.today() + timedelta(days=5))  # noqa: DTZ011
    plan(town)
    send(town, people1=["U2", "U6"], needs1="all")
    approve(town, "U6")
    approve(town, "U5")
    card(town, "U1", "This is approved:")
    card(town, "U2", "dan (deputy of bo): approved")
    assert {(one.by, one.instead_of) for one in rows(town, Decision)} == {("U6", ""), ("U5", "U2")}
    assert town.slack.refused == []


def test_who_goes_away_while_they_are_asked_is_stood_in_for_at_once_and_sees_by_whom(town):
    town.knows("U2", "reading")
    plan(town)
    send(town, people1=["U2", "U6"], needs1="all")
    card(town, "U2", "You are asked to approve this:")
    town.knows("U2", "reading", deputy="U5", away_until=date.today() + timedelta(days=5))  # noqa: DTZ011
    for _tick in range(2):
        leaving.look_after(town.services)
    card(town, "U5", "You are asked to approve this:", "You stand in for: bo")
    old = card(town, "U2", "You are away, so this was asked of your deputy as well: dan", "Return with a comment")
    approve(town, "U5")
    card(town, "U2", "Your deputy has approved this for you.", "dan (deputy of bo)", without=("Return with a comment",))
    town.slack.person("U2").click("approvals.approve", in_=old, stale=True)
    told = lambda: [one for one in town.slack.person("U2").ephemerals if "dan has approved this already:" in one.words]  # noqa: E731
    town.slack.wait_until(told)
    approve(town, "U6")
    card(town, "U1", "This is approved:")
    assert [len(cards(town, one)) for one in ("U1", "U2", "U5", "U6")] == [1, 1, 1, 1]
    assert town.slack.refused == []


def test_who_goes_away_with_nobody_to_stand_in_is_told_to_the_owner_once(town):
    plan(town)
    send(town, people1=["U2", "U6"], needs1="all")
    card(town, "U2", "You are asked to approve this:")
    town.knows("U2", "reading", away_until=date.today() + timedelta(days=5))  # noqa: DTZ011
    for _tick in range(2):
        leaving.look_after(town.services)
    card(town, "U1", "Is away and cannot approve this now: bo", "take the approval back, and send it to somebody else")
    assert len(cards(town, "U1")) == 1
    assert town.slack.refused == []


def test_of_two_where_one_is_enough_an_absence_concerns_nobody(town):
    plan(town)
    send(town, people1=["U2", "U6"])
    card(town, "U2", "You are asked to approve this:")
    town.knows("U2", "reading", away_until=date.today() + timedelta(days=5))  # noqa: DTZ011
    leaving.look_after(town.services)
    approve(town, "U6")
    card(town, "U1", "This is approved:")
    assert len(cards(town, "U1")) == 1


def rewrite_by_carla(house):
    """Let Carla, who was asked, write something else in the item herself."""
    carla = house.slack.person("U3")
    carla.click("plan.open", in_=card(house, "U3", "You are asked to approve this:"))
    form = carla.click("plan_texts.edit.en", in_=carla.view).view
    carla.submit(form, {"text.all": "Come and swim on Sunday."})


def test_an_approver_who_writes_in_it_counts_no_more_and_the_others_decide(town):
    plan(town)
    send(town, people1=["U3", "U5"], needs1="all")
    card(town, "U5", "You are asked to approve this:")
    rewrite_by_carla(town)
    card(town, "U3", "This is your own text now", without=("Return with a comment",))
    card(town, "U5", "This has changed since you saw it:", "Sunday")
    approve(town, "U5")
    card(town, "U1", "This is approved:")
    assert item(town).approval_state == "approved"
    assert town.slack.refused == []


def test_when_the_only_approver_writes_in_it_the_owner_is_told_to_choose_another(town):
    plan(town)
    send(town, people1=["U3"])
    rewrite_by_carla(town)
    card(town, "U1", "Has written or owns this and cannot approve it: carla", "send it to somebody else")
    assert item(town).approval_state == "asked"


def test_a_step_is_passed_when_the_last_one_who_was_waited_for_becomes_the_owner(town):
    plan(town)
    send(town, people1=["U2", "U5"], needs1="all", people2=["U6"])
    approve(town, "U5")
    card(town, "U5", "You have approved this. It waits for others:")
    form = anna(town).click("plan.edit", in_=anna(town).view).view
    long = anna(town).click("plan_form.longer", in_=form).view
    anna(town).submit(long, {"owner": "U2"})
    approve(town, "U6")
    card(town, "U2", "This is approved:")


def test_a_link_that_stands_in_the_text_is_shown_once(town):
    plan(town)
    rewrite(town, "Come and swim: https://example.org/pool")
    form = anna(town).click("plan.edit", in_=anna(town).view).view
    anna(town).submit(form, {"link": "https://example.org/pool"})
    send(town, people1=["U2"])
    assert card(town, "U2", "Come and swim").words.count("https://example.org/pool") == 1


def test_of_two_who_approve_at_once_the_second_is_told(town):
    plan(town)
    send(town, people1=["U2", "U5"])
    second = card(town, "U5", "You are asked to approve this:")
    approve(town, "U2")
    card(town, "U5", "This is approved:")
    town.slack.person("U5").click("approvals.approve", in_=second, stale=True)
    told = lambda: [one for one in town.slack.person("U5").ephemerals if "bo has approved this already:" in one.words]  # noqa: E731
    town.slack.wait_until(told)
    assert len(rows(town, Decision)) == 1


def test_what_is_taken_back_or_dropped_meanwhile_is_nobodys_to_approve(town):
    plan(town)
    send(town, people1=["U2"])
    asked = card(town, "U2", "You are asked to approve this:")
    anna(town).click("approvals.take_back", in_=anna(town).view)
    card(town, "U2", "You are not asked to approve this any more:", without=("Return with a comment",))
    by = people.asker(town.services, "U2")
    (ask,) = rows(town, ApprovalAsk)
    with pytest.raises(Conflict):
        deciding.approve(town.services, ask.id, 1, by=by)
    with pytest.raises(Refused):
        deciding.approve(town.services, ask.id, 1, by=people.asker(town.services, "U5"))
    assert asked
    send(town, people1=["U2"])
    card(town, "U2", "You are asked to approve this:")
    form = anna(town).select("plan.more", f"drop:{item(town).id}", in_=anna(town).view).view
    anna(town).submit(form, {"why": "The boiler broke."})
    card(town, "U2", "posted or dropped", without=("Return with a comment",))
    with pytest.raises(Conflict):
        deciding.approve(town.services, rows(town, ApprovalAsk)[-1].id, 1, by=by)
    assert town.slack.refused == []


def test_when_an_approver_leaves_the_deputy_is_asked_and_the_owner_hears_it(town):
    town.knows("U2", "reading", deputy="U5")
    plan(town)
    send(town, people1=["U2"])
    card(town, "U2", "You are asked to approve this:")
    town.slack.deactivate("U2")
    card(town, "U1", "Has left and cannot approve this any more: bo", "Their deputy was asked instead.")
    approve(town, "U5")
    card(town, "U1", "This is approved:")
    (made,) = rows(town, Decision)
    assert (made.by, made.instead_of) == ("U5", "U2")


def test_when_an_approver_leaves_and_nobody_stands_in_the_owner_is_told_what_to_do(town):
    plan(town)
    send(town, people1=["U2"])
    card(town, "U2", "You are asked to approve this:")
    town.slack.deactivate("U2")
    card(town, "U1", "bo", "take the approval back, and send it to somebody else")
    anna(town).click("approvals.take_back", in_=anna(town).view)
    card(town, "U1", "Nothing is to be done.")


def test_what_the_desk_has_chosen_is_what_new_items_begin_with(town):
    with town.services.database.begin() as session:
        steps = [{"people": ["U2"], "needs": "any"}, {"people": ["U5", "U6"], "needs": "all"}]
        session.add(PlanSettings(id=1, approval="required", steps=steps))
    plan(town)
    assert item(town).approval == "required"
    assert "Have it approved." in anna(town).view.words
    form = anna(town).click("approvals.send", in_=anna(town).view).view
    anna(town).submit(form, {})
    card(town, "U2", "You are asked to approve this:")
    window = plan_item.window(
        opening.item(town.services, item(town).id, by=people.asker(town.services, "U1")), Reader("en")
    )
    assert "Waits for approval." in str(window)
