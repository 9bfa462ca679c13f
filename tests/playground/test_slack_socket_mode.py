"""The fake over Socket Mode with a real Bolt app: commands, buttons, events, retries, and changing connections."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_sdk.errors import SlackApiError

from playground.slack.core import ActRefusedError, Limits
from playground.slack.server import FakeSlack
from tests.playground.slack_bot import actions, bolt, button, field, modal, plain, section, socket_mode


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(limits=Limits(retry_delays=(0.05, 0.1))) as fake:
        yield fake


@pytest.fixture
def app(slack: FakeSlack) -> App:
    return bolt(slack)


def test_a_command_is_answered_in_the_ack(slack: FakeSlack, app: App) -> None:
    app.command("/channels")(lambda ack, command: ack(text=f"Looking for {command['text']}"))
    with socket_mode(slack, app):
        shown = slack.person("U1").command("/channels pool")
    assert shown.ok
    assert shown.seconds is not None
    assert shown.text == "Looking for pool"
    assert shown.message.ephemeral
    assert slack.messages("C1") == []
    assert slack.refused == []


def test_a_command_answered_in_the_channel_is_seen_by_all(slack: FakeSlack, app: App) -> None:
    app.command("/tell")(lambda ack: ack(text="News", response_type="in_channel"))
    with socket_mode(slack, app):
        slack.person("U1").command("/tell")
    assert [message.text for message in slack.person("U2").messages("C1")] == ["News"]


def test_a_silent_app_times_out_and_a_missing_one_cannot_be_reached(slack: FakeSlack, app: App) -> None:
    app.command("/slow")(lambda ack: time.sleep(0.4) or ack())
    slack.set_limits(ack_seconds=0.2)
    anna = slack.person("U1")
    assert anna.command("/slow").trouble == "dispatch_failed"
    with socket_mode(slack, app):
        shown = anna.command("/slow")
    assert shown.trouble == "operation_timeout"
    assert shown.says == '/slow failed with the error "operation_timeout"'


def test_an_answer_that_slack_refuses_is_remembered(slack: FakeSlack, app: App) -> None:
    app.command("/wrong")(lambda ack: ack(text="x", blocks=[{"type": "carpet"}]))
    with socket_mode(slack, app):
        assert slack.person("U1").command("/wrong").trouble == "invalid_command_response"
    assert "[json-pointer:/blocks/0/type]" in slack.refused[0]


def test_a_button_names_its_message_and_answers_by_response_url(slack: FakeSlack, app: App) -> None:
    def claimed(ack, action, body, respond) -> None:
        respond(text=f"claimed {action['value']} in {body['container']['channel_id']}", replace_original=True)
        ack()

    app.action("claim")(claimed)
    with socket_mode(slack, app):
        app.client.chat_postMessage(channel="C1", text="card", blocks=[actions(button("claim", "Claim", value="7"))])
        slack.person("U2").click("Claim", in_=slack.messages("C1")[0])
    assert [message.text for message in slack.messages("C1")] == ["claimed 7 in C1"]
    assert slack.refused == []


def test_equal_buttons_are_told_apart_by_value(slack: FakeSlack, app: App) -> None:
    pressed = []
    app.action("open")(lambda ack, action: pressed.append(action["value"]) or ack())
    row = [actions(button("open", value=str(number))) for number in range(3)]
    with socket_mode(slack, app):
        app.client.chat_postMessage(channel="C1", text="list", blocks=row)
        card = slack.messages("C1")[0]
        slack.person("U1").click("open", in_=card, value="2")
        with pytest.raises(LookupError, match="3 things"):
            slack.person("U1").click("open", in_=card)
        with pytest.raises(LookupError, match="nothing called"):
            slack.person("U1").click("shut", in_=card)
    assert pressed == ["2"]


def test_a_stale_button_can_still_be_pressed_when_asked_for(slack: FakeSlack, app: App) -> None:
    pressed = []
    app.action("claim")(lambda ack, action: pressed.append(action["value"]) or ack())
    with socket_mode(slack, app):
        posted = app.client.chat_postMessage(channel="C1", text="x", blocks=[actions(button("claim", value="1"))])
        card = slack.messages("C1")[0]
        app.client.chat_update(channel="C1", ts=posted["ts"], text="taken")
        with pytest.raises(ActRefusedError, match="any more"):
            slack.person("U1").click("claim", in_=card)
        slack.person("U1").click("claim", in_=card, stale=True)
    assert pressed == ["1"]


def test_clicks_at_the_same_moment_both_arrive(slack: FakeSlack, app: App) -> None:
    who: list[str] = []
    app.action("claim")(lambda ack, body: who.append(body["user"]["id"]) or ack())
    anna, bo = slack.person("U1"), slack.person("U2")
    with socket_mode(slack, app):
        app.client.chat_postMessage(channel="C1", text="x", blocks=[actions(button("claim"))])
        card = slack.messages("C1")[0]
        shown = slack.together(lambda: anna.click("claim", in_=card), lambda: bo.click("claim", in_=card))
    assert sorted(who) == ["U1", "U2"]
    assert all(one.ok for one in shown)


def test_a_menu_on_a_home_tab_remembers_the_choice(slack: FakeSlack, app: App) -> None:
    menu = {
        "type": "static_select",
        "action_id": "language",
        "options": [{"text": plain(text), "value": text[:2]} for text in ("suomi", "svenska")],
    }
    chosen = []

    def home(event, client) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Hei", accessory=menu)]})

    def language(ack, action, body) -> None:
        chosen.append((action["selected_option"]["value"], body["view"]["type"]))
        ack()

    app.event("app_home_opened")(home)
    app.action("language")(language)
    with socket_mode(slack, app):
        anna = slack.person("U1")
        anna.select("language", "svenska", in_=anna.home())
        with pytest.raises(LookupError, match="no option 'English'"):
            anna.select("language", "English", in_=anna.home_view)
    assert chosen == [("sv", "home")]


def test_an_external_menu_asks_the_app(slack: FakeSlack, app: App) -> None:
    menu = {"type": "external_select", "action_id": "person", "min_query_length": 1}
    chosen = []

    def offer(ack, payload) -> None:
        ack(options=[{"text": plain(f"{payload['value']}{n}"), "value": str(n)} for n in range(2)])

    app.options("person")(offer)
    app.action("person")(lambda ack, action: chosen.append(action["selected_option"]["value"]) or ack())
    with socket_mode(slack, app):
        app.client.chat_postMessage(channel="C1", text="who", blocks=[actions(menu)])
        anna, card = slack.person("U1"), slack.messages("C1")[0]
        with pytest.raises(LookupError):
            anna.select("person", "bo1", in_=card)
        assert [option["text"]["text"] for option in anna.options("person", "bo", in_=card)] == ["bo0", "bo1"]
        anna.select("person", "bo1", in_=card)
    assert chosen == ["1"]


def test_a_mention_arrives_once_as_mention_and_once_as_message(slack: FakeSlack, app: App) -> None:
    heard: list[tuple[str, str]] = []
    app.event("app_mention")(lambda event: heard.append(("mention", event["text"])))
    app.event("message")(lambda event: heard.append(("message", event["text"])))
    with socket_mode(slack, app):
        slack.person("U1").say("@Kaiku hi & bye")
    assert sorted(heard) == [("mention", "<@U0KAIKU> hi &amp; bye"), ("message", "<@U0KAIKU> hi &amp; bye")]


def test_events_reach_only_apps_in_the_channel(slack: FakeSlack, app: App) -> None:
    heard: list[str] = []
    app.event("message")(lambda event: heard.append(event["channel"]))
    app.event("member_joined_channel")(lambda event: heard.append(f"{event['user']} by {event.get('inviter')}"))
    with socket_mode(slack, app):
        slack.person("U1").say("nobody hears", channel="C3")
        slack.person("U1").invite_bot("C3")
        slack.person("U1").say("now", channel="C3")
    assert heard == ["U0KAIKU by U1", "C3"]


def test_an_unacknowledged_event_comes_again_with_the_same_id(slack: FakeSlack, app: App) -> None:
    tries: list[tuple[str, str]] = []

    def fail_twice(body, request) -> None:
        tries.append((body["event_id"], request.headers.get("x-slack-retry-num", ["0"])[0]))
        if len(tries) < 3:
            raise RuntimeError("not yet")

    app.event("reaction_added")(fail_twice)
    slack.set_limits(ack_seconds=0.3)
    with socket_mode(slack, app):
        anna = slack.person("U1")
        anna.say("look")
        anna.react(slack.messages("C1")[0], "eyes")
        slack.wait_until(lambda: len(tries) == 3)
    assert [number for _, number in tries] == ["0", "1", "2"]
    assert len({event_id for event_id, _ in tries}) == 1


def test_an_event_can_be_sent_again_by_hand(slack: FakeSlack, app: App) -> None:
    seen: list[str] = []
    app.event("user_change")(lambda body, event: seen.append(f"{body['event_id']} {event['user']['profile']['title']}"))
    with socket_mode(slack, app):
        slack.change_user("U1", title="Curator")
        assert slack.redeliver().acked
    assert len(seen) == 2
    assert len(set(seen)) == 1
    assert seen[0].endswith("Curator")


def test_nothing_is_lost_when_connections_are_refreshed(slack: FakeSlack, app: App) -> None:
    app.command("/echo")(lambda ack, command: ack(text=command["text"]))
    with socket_mode(slack, app):
        anna = slack.person("U1")
        stop, answers = threading.Event(), []

        def keep_asking() -> None:
            while not stop.is_set():
                answers.append(anna.command("/echo x"))

        asking = threading.Thread(target=keep_asking)
        asking.start()
        slack.disconnect_sockets(close_after=0.1)
        slack.wait_until(lambda: slack.slack.sockets.opened == 2 and slack.connected == 1)
        time.sleep(0.3)
        stop.set()
        asking.join()
    assert len(answers) > 3
    assert all(shown.ok for shown in answers)


def test_an_app_comes_back_after_a_broken_connection(slack: FakeSlack, app: App) -> None:
    app.command("/echo")(lambda ack: ack(text="here"))
    with socket_mode(slack, app):
        slack.cut_sockets()
        assert slack.connected == 0
        slack.wait_connected(timeout=8)
        assert slack.person("U1").command("/echo").text == "here"


def test_two_processes_share_the_traffic(slack: FakeSlack, app: App) -> None:
    other = bolt(slack)
    app.command("/who")(lambda ack: ack(text="one"))
    other.command("/who")(lambda ack: ack(text="other"))
    with socket_mode(slack, app), socket_mode(slack, other):
        slack.wait_connected(connections=2)
        answers = {shown.text for shown in slack.hammer("/who", 10)}
    assert answers == {"one", "other"}


def test_shortcuts_carry_what_they_are_about(slack: FakeSlack, app: App) -> None:
    got = {}
    app.message_shortcut("keep")(lambda ack, shortcut: got.update(message=shortcut["message"]["text"]) or ack())
    app.event("message")(lambda: None)
    app.global_shortcut("plan")(lambda ack, shortcut: got.update(shortcut) or ack())
    with socket_mode(slack, app):
        anna = slack.person("U1")
        anna.say("a good idea")
        assert anna.shortcut("keep", slack.messages("C1")[0]).ok
        assert anna.shortcut("plan").ok
    assert got["message"] == "a good idea"
    assert "channel" not in got
    assert "response_url" not in got


def test_what_was_typed_on_a_message_goes_along_with_its_button(slack: FakeSlack, app: App) -> None:
    seen = []
    app.action("send")(lambda ack, body: seen.append(body["state"]["values"]["why"]["it"]["value"]) or ack())
    with socket_mode(slack, app):
        blocks = [field("why", {"type": "plain_text_input", "initial_value": "because"}), actions(button("send"))]
        app.client.chat_postMessage(channel="C1", text="why", blocks=blocks)
        slack.person("U1").click("send", in_=slack.messages("C1")[0])
    assert seen == ["because"]


def test_a_trigger_opens_one_form_and_only_soon(slack: FakeSlack, app: App) -> None:
    triggers: list[str] = []
    app.command("/form")(lambda ack, command: triggers.append(command["trigger_id"]) or ack())
    with socket_mode(slack, app):
        anna = slack.person("U1")
        anna.command("/form")
        errors = [slack_answer(app, triggers[0]) for _ in range(2)]
        slack.set_limits(trigger_seconds=0.01)
        anna.command("/form")
        time.sleep(0.02)
        errors += [slack_answer(app, triggers[1]), slack_answer(app, "12.34")]
    assert errors == ["", "exchanged_trigger_id", "expired_trigger_id", "invalid_trigger_id"]
    assert [view.title for view in anna.views] == ["A form"]


def slack_answer(app: App, trigger_id: str) -> str:
    """The error of views.open, empty when it opened."""
    try:
        app.client.views_open(trigger_id=trigger_id, view=modal(section("x")))
    except SlackApiError as error:
        return str(error.response["error"])
    return ""
