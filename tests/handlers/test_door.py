"""The door: one delivery has one effect, whatever Slack repeats, and nothing stays unacknowledged."""

from __future__ import annotations

import re
import threading

import pytest
from sqlalchemy import text

from bot import inbox, people
from playground.slack.core import Limits
from storage.models import Delivery, Person

PRESENCE = {"type": "user_change", "user": {"id": "U1", "name": "anna", "profile": {}, "tz": "Europe/Stockholm"}}


def stored(house, user="U1"):
    with house.services.database.read() as session:
        return session.get(Person, user)


def counted(house, kind, outcome):
    lines = house.doors.door.meters.text().decode().splitlines()
    name = f'kaiku_requests_total{{kind="{kind}",outcome="{outcome}"}}'
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))


def action(action_id="language.choose", trigger_id="11.22.aa", **more):
    return {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T0KAIKU"},
        "trigger_id": trigger_id,
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", **more}],
    }


@pytest.fixture(params=[False, True], ids=["socket", "http"])
def either(request, open_house):
    return open_house(http=request.param)


def test_an_event_that_slack_repeats_has_one_effect(either):
    for _ in range(4):
        assert either.slack.send_event(PRESENCE, event_id="Ev1").acked
    assert counted(either, "event", "ok") == 1
    assert counted(either, "event", "repeated") == 3


def test_an_event_delivered_many_times_at_once_has_one_effect(either):
    acks = either.slack.together(*[lambda: either.slack.send_event(PRESENCE, event_id="Ev2")] * 6)
    assert all(ack.acked for ack in acks)
    assert counted(either, "event", "ok") == 1


def test_what_was_seen_is_known_after_a_restart(open_house):
    before = open_house()
    before.slack.send_event(PRESENCE, event_id="Ev3")
    before.doors.close()
    after = open_house(slack=before.slack)
    assert after.slack.send_event(PRESENCE, event_id="Ev3").acked
    assert counted(after, "event", "repeated") == 1


def test_a_failed_event_stays_unacknowledged_and_counts_when_it_comes_again(open_house, log):
    house = open_house(limits=Limits(ack_seconds=0.5))
    broken = {"type": "user_change", "user": {"name": "no id"}}
    assert not house.slack.send_event(broken, event_id="Ev4").acked
    assert "request failed" in log.getvalue()
    house.slack.set_limits(ack_seconds=30.0)
    assert house.slack.send_event(PRESENCE, event_id="Ev4").acked
    assert stored(house).timezone == "Europe/Stockholm"


def test_who_was_cut_off_in_the_middle_loses_the_delivery_to_the_next(house):
    with house.services.database.begin() as session:
        long_ago = house.services.now() - 2 * inbox.CUT_OFF
        session.add(Delivery(key="event:Ev5", taken_at=long_ago))
    assert house.slack.send_event(PRESENCE, event_id="Ev5").acked
    assert stored(house).timezone == "Europe/Stockholm"


def test_what_another_process_works_on_is_left_to_it_and_comes_again(open_house):
    house = open_house(http=True)
    with house.services.database.begin() as session:
        session.add(Delivery(key="event:Ev6", taken_at=house.services.now()))
    assert not house.slack.send_event(PRESENCE, event_id="Ev6").acked
    assert stored(house) is None


def test_a_click_delivered_twice_has_one_effect_and_both_are_acknowledged(either):
    click = action(selected_option={"value": "fi"})
    assert either.slack.deliver("interactive", click).acked
    people.choose_language(either.services, "sv", by=people.asker(either.services, "U1"))
    assert either.slack.deliver("interactive", click).acked
    assert stored(either).language == "sv"


def test_old_deliveries_are_forgotten(house):
    house.slack.send_event(PRESENCE, event_id="Ev7")
    with house.services.database.begin() as session:
        session.get(Delivery, "event:Ev7").taken_at -= 2 * inbox.KEPT
    inbox.prune(house.services)
    with house.services.database.read() as session:
        assert session.get(Delivery, "event:Ev7") is None


EVENTS: list[dict[str, object]] = [
    {"type": "message", "text": None, "user": "U1", "channel": "C1"},
    {"type": "message", "subtype": "bot_message", "bot_id": "B1"},
    {"type": "reaction_added"},
    {"type": "app_home_opened", "tab": "messages", "user": "U1"},
    {"type": "app_home_opened", "tab": "home", "user": "U0KAIKU"},
    {"type": "something_new", "user": {"id": "U9"}},
    {"type": "member_joined_channel", "user": "U1", "channel": "C3"},
    {"type": "channel_unarchive", "channel": "C3", "user": "U1"},
    {},
]
NOBODY_LISTENS: list[dict[str, object]] = [
    action("nobody.listens", value="1"),
    {**action("nobody.listens", trigger_id="1.2.a"), "response_url": "http://127.0.0.1:9/gone"},
    {
        "type": "view_submission",
        "user": {"id": "U1"},
        "trigger_id": "1.2.b",
        "view": {"type": "modal", "callback_id": "gone"},
    },
    {"type": "view_closed", "user": {"id": "U1"}, "view": {"id": "V1", "hash": "1", "callback_id": "gone"}},
    {"type": "block_suggestion", "user": {"id": "U1"}, "action_id": "gone", "value": "a"},
    {"type": "shortcut", "user": {"id": "U1"}, "trigger_id": "1.2.c", "callback_id": "gone"},
    {"type": "message_action", "user": {"id": "U1"}, "trigger_id": "1.2.d", "callback_id": "gone"},
    {"type": "dialog_submission", "user": {"id": "U1"}, "callback_id": "gone"},
]


def test_every_event_is_acknowledged_whatever_it_holds(house):
    assert [event for event in EVENTS if not house.slack.send_event(event).acked] == []
    assert house.slack.refused == []


def test_what_nobody_listens_for_is_acknowledged(house):
    assert [payload for payload in NOBODY_LISTENS if not house.slack.deliver("interactive", payload).acked] == []


def test_an_unknown_command_is_answered_with_what_to_do(house):
    unknown = {"command": "/unknown", "text": "", "user_id": "U1"}
    assert "/some help" in house.slack.deliver("slash_commands", unknown).payload["text"]


def test_the_click_on_a_link_needs_no_words(house):
    before = len(house.slack.calls())
    assert house.slack.deliver("interactive", action("link", url="https://example.org")).acked
    house.services.replies.close()
    assert [call.method for call in house.slack.calls()[before:]] == ["users.info"]


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
def test_a_payload_of_any_shape_does_no_harm(open_house, http):
    house = open_house(http=http, limits=Limits(ack_seconds=0.3))
    for payload in (
        None,
        [],
        "text",
        5,
        {"type": []},
        {"user": 7},
        {"command": 3, "user_id": {}},
        {"event": 1},
        {"team": 2},
    ):
        ack = house.slack.deliver("interactive", payload)
        assert ack.reason not in ("http_status_500", "connection_failed")
    house.slack.set_limits(ack_seconds=30.0)
    assert house.slack.person("U1").command("/some help").ok


def test_an_unexpected_fault_is_told_with_a_reference_that_is_found_in_the_log(house, log):
    anna = house.slack.person("U1")
    asked = anna.command("/some language").message
    house.slack.deliver("interactive", {**action(), "response_url": _response_url(house, asked)})
    house.slack.wait_until(lambda: "reference" in anna.ephemerals[-1].words)
    (reference,) = re.findall(r"reference: ([0-9a-f]{8})", anna.ephemerals[-1].words)
    (line,) = [line for line in log.getvalue().splitlines() if "request failed" in line]
    assert f'"request": "{reference}"' in line
    assert "KeyError" in line


def test_a_locked_database_is_told_and_nothing_is_half_done(open_house):
    house = open_house(language="fi")
    anna = house.slack.person("U1")
    anna.command("/some help")
    with house.services.database.begin() as session:
        session.execute(text("SELECT 1"))  # somebody writes for a long time
        shown = anna.command("/some language sv")
    assert shown.ok
    assert "nothing was saved" in shown.words
    assert stored(house).language is None


def test_a_locked_database_does_not_keep_commands_that_only_read(house):
    anna = house.slack.person("U1")
    anna.command("/some help")
    with house.services.database.begin() as session:
        session.execute(text("SELECT 1"))
        assert "/channels" in anna.command("/some help").words


def test_a_role_that_changes_counts_at_the_next_click(house):
    carla = house.slack.person("U3")
    helped = carla.command("/some help").message
    house.slack.change_user("U3", role="member")
    house.slack.set_group("S1", [])
    house.slack.wait_until(lambda: people.asker(house.services, "U3").role == 1)
    carla.click("checkup.open", in_=helped)
    house.slack.wait_until(lambda: "This is for social managers" in carla.ephemerals[-1].words)


def test_slow_clicks_do_not_keep_others_waiting(house):
    house.slack.person("U1").command("/some help")
    house.slack.fail("views.open", delay=60, times=10)
    homes = [house.slack.person(user) for user in ("U1", "U2", "U3")]
    for person in homes:
        person.open_home()
    shown = [house.slack.wait_until(lambda person=person: person.home_view) for person in homes]
    threads = [
        threading.Thread(target=person.click, args=("help.open",), kwargs={"in_": view})
        for person, view in zip(homes, shown, strict=True)
    ]
    for thread in threads:
        thread.start()
    assert house.slack.person("U1").command("/some help").ok
    house.slack.recover()
    for thread in threads:
        thread.join()
    assert all(person.views for person in homes), "nobody gave up waiting for Slack"


def _response_url(house, message):
    return house.slack._read(lambda slack: slack.new_response_url("U1", message.channel, None))
