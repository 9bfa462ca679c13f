"""The page's protocol: what one person sees, changes as they happen, acts, and who is kept out."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App

from playground.slack.server import FakeSlack
from tests.playground.slack_bot import actions, bolt, button, field, modal, plain, section, socket_mode

Json = dict[str, Any]


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[FakeSlack]:
    web = tmp_path / "web"
    (web / "styles").mkdir(parents=True)
    (web / "index.html").write_text("<h1>Playground</h1>")
    (web / "styles" / "base.css").write_text("h1 {}")
    (tmp_path / "secret.html").write_text("secret")
    with FakeSlack(web_folder=web) as fake:
        yield fake


@pytest.fixture
def app(slack: FakeSlack) -> Iterator[App]:
    app = bolt(slack)
    with socket_mode(slack, app):
        yield app


def get(slack: FakeSlack, path: str, headers: dict[str, str] | None = None, **query: str) -> Any:
    request = urllib.request.Request(f"{slack.url}{path}?{urllib.parse.urlencode(query)}", headers=headers or {})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def act(slack: FakeSlack, do: str, user: str = "U1", headers: dict[str, str] | None = None, **more: Any) -> Json:
    body = json.dumps({"user": user, "do": do, **more}).encode()
    named = {"Content-Type": "application/json", **(headers or {})}
    with urllib.request.urlopen(urllib.request.Request(f"{slack.url}/play/act", body, named)) as answer:
        found: Json = json.load(answer)
    return found


def status(slack: FakeSlack, path: str, headers: dict[str, str] | None = None, body: bytes | None = None) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{slack.url}{path}", body, headers or {})) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_the_state_is_what_one_person_may_see(slack: FakeSlack) -> None:
    anna = get(slack, "/play/state", user="U1")
    assert anna["me"]["name"] == "Anna Aalto"
    assert [channel["name"] for channel in anna["channels"]] == ["general", "desk", "random"]
    assert anna["bot"] == {"user_id": "U0KAIKU", "name": "Kaiku", "connected": False, "mode": "none"}
    guest = get(slack, "/play/state", user="U4")
    assert [channel["name"] for channel in guest["channels"]] == ["general"]
    manager = get(slack, "/play/state", user="U3")
    assert "board" in [channel["name"] for channel in manager["channels"]]
    assert status(slack, "/play/messages?user=U1&channel=G1") == 404
    assert status(slack, "/play/state?user=U404") == 404


def test_messages_threads_reactions_and_edits(slack: FakeSlack) -> None:
    assert act(slack, "say", channel="C1", text="hello <@U2> &amp; all")["ok"]
    (message,) = get(slack, "/play/messages", user="U2", channel="C1")["messages"]
    assert message["text"] == "hello <@U2> &amp; all"
    assert message["blocks"] is None
    act(slack, "say", "U2", channel="C1", text="hi", thread=message["ts"])
    act(slack, "react", "U2", channel="C1", ts=message["ts"], name="eyes")
    act(slack, "edit", channel="C1", ts=message["ts"], text="hello again")
    (parent,) = get(slack, "/play/messages", user="U1", channel="C1")["messages"]
    assert (parent["reply_count"], parent["edited"], parent["text"]) == (1, True, "hello again")
    assert parent["reactions"] == [{"name": "eyes", "users": ["U2"]}]
    thread = get(slack, "/play/messages", user="U1", channel="C1", thread=message["ts"])["messages"]
    assert [reply["text"] for reply in thread] == ["hello again", "hi"]
    assert act(slack, "delete", "U2", channel="C1", ts=message["ts"])["ok"] is False
    act(slack, "delete", channel="C1", ts=thread[1]["ts"], user="U2")
    assert get(slack, "/play/messages", user="U1", channel="C1")["messages"][0]["reply_count"] == 0


def test_a_command_opens_a_form_which_is_sent(slack: FakeSlack, app: App) -> None:
    sent = []
    form = modal(field("name", {"type": "plain_text_input"}))
    app.command("/form")(
        lambda ack, body, client: client.views_open(trigger_id=body["trigger_id"], view=form) and ack()
    )
    app.view("form")(lambda ack, view: sent.append(view["state"]["values"]["name"]["it"]["value"]) or ack())
    assert act(slack, "command", channel="C1", text="/form")["ok"]
    (view,) = get(slack, "/play/views", user="U1")["stack"]
    assert (view["title"]["text"], view["errors"], view["type"]) == ("A form", {}, "modal")
    assert act(slack, "submit", view_id=view["id"])["errors"].keys() == {"name"}
    state = {"name": {"it": {"type": "plain_text_input", "value": "Pool"}}}
    assert act(slack, "submit", view_id=view["id"], state=state) == {"ok": True}
    assert get(slack, "/play/views", user="U1")["stack"] == []
    assert sent == ["Pool"]


def test_the_home_tab_buttons_and_menus(slack: FakeSlack, app: App) -> None:
    menu = {"type": "external_select", "action_id": "who", "min_query_length": 1}
    home = {"type": "home", "blocks": [actions(button("go", value="7"), menu)]}
    pressed = []
    app.event("app_home_opened")(lambda event, client: client.views_publish(user_id=event["user"], view=home))
    app.action("go")(lambda ack, action: pressed.append(action["value"]) or ack())
    app.action("who")(lambda ack, action: pressed.append(action["selected_option"]["value"]) or ack())
    app.options("who")(lambda ack: ack(options=[{"text": plain("Bo"), "value": "bo"}]))
    assert get(slack, "/play/home", user="U1") == {"view": None}
    act(slack, "open_home")
    view = get(slack, "/play/home", user="U1")["view"]
    where = {"type": "view", "view_id": view["id"]}
    block_id = view["blocks"][0]["block_id"]
    act(slack, "click", container=where, action={"type": "button", "block_id": block_id, "action_id": "go"})
    ask = {"action_id": "who", "block_id": block_id, "value": "b", "container": where}
    (option,) = act(slack, "options", **ask)["options"]
    choice = {"type": "external_select", "block_id": block_id, "action_id": "who", "selected_option": option}
    assert act(slack, "click", container=where, action=choice)["ok"]
    forged = {**choice, "selected_option": {"text": plain("Eve"), "value": "eve"}}
    assert act(slack, "click", container=where, action=forged)["error"] == "the menu does not offer eve"
    assert pressed == ["7", "bo"]


def test_changes_arrive_as_they_happen(slack: FakeSlack) -> None:
    with urllib.request.urlopen(f"{slack.url}/play/changes?user=U1", timeout=5) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert stream.readline() == b": hello\n"
        slack.person("U3").say("secret", channel="C2")
        slack.person("U1").command("/nobody is there")
        lines = []
        while len(lines) < 2:
            line = stream.readline().decode()
            if line.startswith("data: "):
                lines.append(json.loads(line.removeprefix("data: ")))
    assert lines[0] == {"what": "messages", "channel": "C2"}
    assert lines[1] == {
        "what": "trouble",
        "channel": None,
        "text": '/nobody failed with the error "dispatch_failed"',
    }


def test_moving_about_and_administering(slack: FakeSlack) -> None:
    act(slack, "leave", channel="C3")
    act(slack, "invite_bot", "U2", channel="C3")
    state = get(slack, "/play/state", user="U1")
    random = next(channel for channel in state["channels"] if channel["id"] == "C3")
    assert (random["member"], random["bot_member"]) == (False, True)
    assert act(slack, "join", channel="C3")["ok"]
    whom: dict[str, Any] = {"with": "U2"}
    direct = act(slack, "open_im", **whom)["channel"]
    assert act(slack, "say", "U2", channel=direct, text="psst")["ok"]
    assert act(slack, "say", "U3", channel=direct, text="psst")["ok"] is False
    act(slack, "archive", channel="C3")
    assert act(slack, "say", channel="C3", text="hello")["error"] == "#random is archived"
    act(slack, "deactivate", who="U2")
    assert "deactivated" in act(slack, "say", "U2", channel="C1", text="hello")["error"]
    file = act(slack, "upload", name="a.txt", content_base64=base64.b64encode(b"hi").decode())["file"]
    assert (file["name"], file["size"]) == ("a.txt", 2)
    act(slack, "rate_limit", method="auth.test", seconds=60)
    act(slack, "outage", seconds=60)
    assert status(slack, "/api/auth.test") == 503


@pytest.mark.parametrize("sent", [{"do": "fly"}, {"do": "say"}, {"do": "click", "container": 5}, {}])
def test_odd_acts_are_refused_in_words(slack: FakeSlack, sent: Json) -> None:
    body = json.dumps({"user": "U1", **sent}).encode()
    code = status(slack, "/play/act", {"Content-Type": "application/json"}, body)
    assert code in (200, 400)
    assert status(slack, "/play/act", {"Content-Type": "application/json"}, b"[1") == 400


def test_other_sites_are_kept_out(slack: FakeSlack) -> None:
    port = slack.url.rpartition(":")[2]
    body = json.dumps({"user": "U1", "do": "say", "channel": "C1", "text": "x"}).encode()
    fine = {"Content-Type": "application/json", "Origin": slack.url}
    assert status(slack, "/play/act", fine, body) == 200
    assert status(slack, "/play/act", {**fine, "Origin": "http://evil.example"}, body) == 403
    assert status(slack, "/play/act", {**fine, "Origin": "null"}, body) == 403
    assert status(slack, "/play/act", {"Content-Type": "text/plain"}, body) == 415
    assert status(slack, "/play/state", {"Host": f"evil.example:{port}"}) == 403
    assert status(slack, "/play/state", {"Host": f"localhost:{port}"}) == 200
    assert len(slack.messages("C1")) == 1


def test_the_page_is_served_from_its_folder_only(slack: FakeSlack) -> None:
    assert status(slack, "/") == 200
    assert status(slack, "/styles/base.css") == 200
    assert status(slack, "/styles/../../secret.html") == 404
    assert status(slack, "/%2e%2e/secret.html") == 404
    assert status(slack, "/nothing.js") == 404


def test_a_button_in_an_ephemeral_message_works(slack: FakeSlack, app: App) -> None:
    app.command("/list")(lambda ack: ack(text="list", blocks=[section("page 1"), actions(button("next"))]))
    app.action("next")(lambda ack, respond: respond(text="page 2", replace_original=True) and ack())
    act(slack, "command", channel="C1", text="/list")
    (message,) = get(slack, "/play/messages", user="U1", channel="C1")["messages"]
    assert message["ephemeral"]
    where = {"type": "message", "channel": "C1", "ts": message["ts"], "ephemeral": True}
    assert act(slack, "click", container=where, action={"action_id": "next"})["ok"]
    (after,) = get(slack, "/play/messages", user="U1", channel="C1")["messages"]
    assert after["text"] == "page 2"
    assert get(slack, "/play/messages", user="U2", channel="C1")["messages"] == []
