"""The Web API of the fake with slack_sdk's own client: messages, channels, people, files, tokens and scopes."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from playground.slack.core import ActRefusedError
from playground.slack.server import FakeSlack
from playground.slack.workspace import Channel, User
from tests.playground.slack_bot import client, section


def error(call: Callable[[], Any]) -> str:
    """The error name with which a call is refused."""
    with pytest.raises(SlackApiError) as refused:
        call()
    return str(refused.value.response["error"])


def test_a_message_is_posted_updated_and_deleted(slack: FakeSlack, api: WebClient) -> None:
    key = {"event_type": "card", "event_payload": {"key": "k1"}}
    posted = api.chat_postMessage(channel="C1", text="one", blocks=[section("one")], metadata=key, unfurl_links=False)
    (message,) = slack.messages("C1")
    assert (message.text, message.words, message.metadata) == ("one", "one", key)
    assert message.flags == {"unfurl_links": False}
    api.chat_update(channel="C1", ts=posted["ts"], text="two", blocks=[section("zwei")])
    assert slack.messages("C1")[0].words == "zwei"
    api.chat_update(channel="C1", ts=posted["ts"], text="three")
    assert slack.messages("C1")[0].words == "three"
    api.chat_delete(channel="C1", ts=posted["ts"])
    assert slack.messages("C1") == []
    assert [call.method for call in slack.calls() if call.ok] == [
        "chat.postMessage",
        *["chat.update"] * 2,
        "chat.delete",
    ]


def test_a_user_id_opens_the_direct_message(slack: FakeSlack, api: WebClient) -> None:
    answer = api.chat_postMessage(channel="U1", text="psst")
    assert answer["channel"] == slack.person("U1").im
    assert [message.text for message in slack.direct_messages("U1")] == ["psst"]
    assert api.conversations_open(users="U1")["channel"]["id"] == answer["channel"]
    with pytest.raises(ActRefusedError):
        slack.person("U2").messages(answer["channel"])
        slack.person("U2").say("let me in", channel=answer["channel"])


def test_places_that_take_no_message(slack: FakeSlack, api: WebClient) -> None:
    def post(channel: str, **more: Any) -> str:
        return error(lambda: api.chat_postMessage(channel=channel, text="x", **more))

    slack.archive("C2")
    slack.deactivate("U2")
    assert post("C404") == "channel_not_found"
    assert post("G1") == "channel_not_found"
    assert post("C3") == "not_in_channel"
    assert post("C2") == "is_archived"
    assert post("U2") == "user_not_found"
    assert post("C1", thread_ts="1.2") == "thread_not_found"
    assert slack.posts == []


def test_messages_of_others_cannot_be_touched(slack: FakeSlack, api: WebClient) -> None:
    slack.person("U1").say("mine")
    ts = slack.messages("C1")[0].ts
    assert error(lambda: api.chat_update(channel="C1", ts=ts, text="ours")) == "cant_update_message"
    assert error(lambda: api.chat_delete(channel="C1", ts=ts)) == "cant_delete_message"
    assert error(lambda: api.chat_update(channel="C1", ts="1.2", text="x")) == "message_not_found"


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_refusals_name_the_place_and_are_remembered(slack: FakeSlack, api: WebClient) -> None:
    assert error(lambda: api.chat_postMessage(channel="C1", blocks=[section("x")])) == "no_text"
    with pytest.raises(SlackApiError) as refused:
        api.chat_postMessage(channel="C1", text="x", blocks=[section("x" * 3001)])
    assert refused.value.response["error"] == "invalid_blocks"
    messages = refused.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"]
    posted = api.chat_postMessage(channel="C1", text="x")["ts"]
    assert error(lambda: api.chat_update(channel="C1", ts=posted, text="x" * 4001)) == "msg_too_long"
    bad = {"event_type": "a b", "event_payload": {}}
    assert error(lambda: api.chat_postMessage(channel="C1", text="x", metadata=bad)) == "invalid_metadata_format"
    assert [line.split(":")[0] for line in slack.refused] == [
        "chat.postMessage no_text",
        "chat.postMessage invalid_blocks",
        "chat.update msg_too_long",
        "chat.postMessage invalid_metadata_format",
    ]


def test_history_is_read_back_with_metadata_and_in_pages(slack: FakeSlack, api: WebClient) -> None:
    stamps = []
    for number in range(5):
        key = {"event_type": "card", "event_payload": {"number": number}}
        stamps.append(api.chat_postMessage(channel="C1", text=str(number), metadata=key)["ts"])
    api.chat_postMessage(channel="C1", text="reply", thread_ts=stamps[0])
    texts = [m["text"] for page in api.conversations_history(channel="C1", limit=2) for m in page["messages"]]
    assert texts == ["4", "3", "2", "1", "0"]
    plain = api.conversations_history(channel="C1", oldest=stamps[1], latest=stamps[3], inclusive=True)["messages"]
    assert [message["text"] for message in plain] == ["3", "2", "1"]
    assert "metadata" not in plain[0]
    between = api.conversations_history(channel="C1", oldest=stamps[1], latest=stamps[3], include_all_metadata=True)
    assert [m["metadata"]["event_payload"]["number"] for m in between["messages"]] == [2]
    thread = api.conversations_replies(channel="C1", ts=stamps[0])["messages"]
    assert [message["text"] for message in thread] == ["0", "reply"]
    assert thread[0]["reply_count"] == 1
    assert error(lambda: api.conversations_replies(channel="C1", ts="1.2")) == "thread_not_found"


def test_lists_come_in_pages_with_a_cursor(slack: FakeSlack, api: WebClient) -> None:
    for number in range(10, 15):
        slack.add_user(User(f"U{number}", f"new{number}"))
    pages = [[user["id"] for user in page["members"]] for page in api.users_list(limit=3)]
    assert [len(page) for page in pages] == [3, 3, 3, 2]
    assert len({user for page in pages for user in page}) == 11
    assert error(lambda: api.users_list(cursor="nonsense")) == "invalid_cursor"


def test_people_are_as_slack_tells_them(slack: FakeSlack, api: WebClient) -> None:
    anna = api.users_info(user="U1", include_locale=True)["user"]
    assert (anna["tz"], anna["locale"], anna["is_admin"], anna["is_restricted"]) == (
        "Europe/Helsinki",
        "en-GB",
        False,
        False,
    )
    assert api.users_info(user="U3")["user"]["is_admin"]
    assert api.users_info(user="U4")["user"]["is_restricted"]
    assert api.users_lookupByEmail(email="Bo.Berg@example.org")["user"]["id"] == "U2"
    slack.deactivate("U2")
    gone = api.users_info(user="U2")["user"]
    assert gone["deleted"]
    assert "tz" not in gone
    assert error(lambda: api.users_lookupByEmail(email="bo.berg@example.org")) == "users_not_found"
    assert error(lambda: api.users_info(user="U404")) == "user_not_found"
    slack.change_user("U1", fields={"Skills": "Pottery"})
    (label,) = api.team_profile_get()["profile"]["fields"]
    assert api.users_profile_get(user="U1")["profile"]["fields"][label["id"]]["value"] == "Pottery"


def test_channels_are_seen_as_far_as_the_bot_may(slack: FakeSlack, api: WebClient) -> None:
    slack.add_channel(Channel("G2", "closed", "private", members={"U1", slack.bot}))
    names = [c["name"] for c in api.conversations_list(types="public_channel,private_channel")["channels"]]
    assert names == ["general", "desk", "random", "closed"]
    assert api.conversations_info(channel="C3")["channel"]["is_member"] is False
    assert error(lambda: api.conversations_info(channel="G1")) == "channel_not_found"
    assert api.conversations_members(channel="C2")["members"] == ["U0KAIKU", "U1", "U3"]
    api.conversations_join(channel="C3")
    assert {c["id"] for c in api.users_conversations()["channels"]} == {"C1", "C2", "C3"}
    slack.archive("C3")
    listed = api.conversations_list(exclude_archived=True)["channels"]
    assert "C3" not in [channel["id"] for channel in listed]


def test_groups_reactions_and_links(slack: FakeSlack, api: WebClient) -> None:
    (group,) = api.usergroups_list(include_users=True)["usergroups"]
    assert (group["handle"], group["users"]) == ("desk", ["U3"])
    slack.set_group("S1", ["U1"])
    assert api.usergroups_users_list(usergroup="S1")["users"] == ["U1"]
    ts = api.chat_postMessage(channel="C1", text="x")["ts"]
    api.reactions_add(channel="C1", timestamp=ts, name="eyes")
    assert error(lambda: api.reactions_add(channel="C1", timestamp=ts, name="eyes")) == "already_reacted"
    assert api.reactions_get(channel="C1", timestamp=ts)["message"]["reactions"][0]["users"] == [slack.bot]
    api.reactions_remove(channel="C1", timestamp=ts, name="eyes")
    assert slack.messages("C1")[0].reactions == {}
    link = api.chat_getPermalink(channel="C1", message_ts=ts)["permalink"]
    assert link == f"https://playground.slack.com/archives/C1/p{ts.replace('.', '')}"


def test_only_one_person_sees_an_ephemeral_message(slack: FakeSlack, api: WebClient) -> None:
    api.chat_postEphemeral(channel="C1", user="U1", text="only you")
    anna, bo = slack.person("U1"), slack.person("U2")
    assert [message.text for message in anna.messages("C1")] == ["only you"]
    assert bo.messages("C1") == []
    assert slack.messages("C1") == []
    refused = error(lambda: api.chat_postEphemeral(channel="C2", user="U2", text="x"))
    assert refused == "user_not_in_channel"


def test_a_file_is_uploaded_in_three_steps(slack: FakeSlack, api: WebClient) -> None:
    answer = api.files_upload_v2(channel="C1", content="a;b", filename="list.csv", initial_comment="The list")
    (message,) = slack.messages("C1")
    assert message.text == "The list"
    assert message.files[0].content == b"a;b"
    assert api.files_info(file=answer["file"]["id"])["file"]["mimetype"] == "text/csv"


def test_a_shared_picture_comes_with_its_address(slack: FakeSlack) -> None:
    anna = slack.person("U1")
    anna.say("look", files=[anna.upload("cat and dog.png", b"miau")])
    (body,) = [event for event in slack.events if event["event"]["type"] == "message"]
    (file,) = body["event"]["files"]
    assert body["event"]["subtype"] == "file_share"
    request = urllib.request.Request(file["url_private"], headers={"Authorization": f"Bearer {slack.bot_token}"})
    with urllib.request.urlopen(request) as answer:
        assert answer.read() == b"miau"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(file["url_private"])


def test_a_response_url_may_be_used_five_times_and_not_for_ever(slack: FakeSlack) -> None:
    def address() -> str:
        slack.person("U1").command("/anything")
        return str(slack.deliveries[-1].payload["response_url"])

    hook = WebhookClient(address())
    answers = [hook.send(text=str(number), response_type="ephemeral").status_code for number in range(6)]
    assert answers == [200] * 5 + [404]
    assert [message.text for message in slack.person("U1").ephemerals] == ["0", "1", "2", "3", "4"]
    assert WebhookClient(address()).send(text="", blocks=[section("x")]).status_code == 400
    slack.set_limits(response_seconds=0)
    assert WebhookClient(address()).send(text="late").status_code == 404
    assert len(slack.refused) == 1


def test_wrong_tokens_are_refused(slack: FakeSlack, api: WebClient) -> None:
    base = slack.api_url
    assert error(lambda: WebClient("xoxb-wrong", base_url=base).auth_test()) == "invalid_auth"
    assert error(lambda: WebClient(slack.app_token, base_url=base).auth_test()) == "not_allowed_token_type"
    assert error(lambda: WebClient(base_url=base).auth_test()) == "not_authed"
    assert error(lambda: api.apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"
    assert api.apps_connections_open(app_token=slack.app_token)["url"].startswith("ws://127.0.0.1:")
    slack.revoke_token("account_inactive")
    assert error(api.auth_test) == "account_inactive"
    slack.recover()
    assert api.auth_test()["user_id"] == slack.bot
    assert error(lambda: api.api_call("chat.shout")) == "unknown_method"


def test_no_token_is_kept_in_the_log(slack: FakeSlack, api: WebClient) -> None:
    api.api_call("auth.test", params={"token": slack.bot_token})
    api.apps_connections_open(app_token=slack.app_token)
    assert "xoxb" not in repr(slack.calls())
    assert "xapp" not in repr(slack.calls())


def test_scopes_come_from_the_manifest_and_can_be_withheld() -> None:
    manifest = {
        "display_information": {"name": "Tester"},
        "features": {"slash_commands": [{"command": "/ask", "description": "Ask", "should_escape": True}]},
        "oauth_config": {"scopes": {"bot": ["chat:write", "users:read"], "bot_optional": ["channels:history"]}},
        "settings": {"socket_mode_enabled": True, "event_subscriptions": {"bot_events": ["app_mention"]}},
    }
    with FakeSlack(manifest) as slack:
        api = client(slack)
        granted = api.auth_test()
        assert granted["user"] == "tester"
        assert granted.headers["x-oauth-scopes"] == "channels:history,chat:write,users:read"
        slack.withhold("channels:history")
        with pytest.raises(SlackApiError) as refused:
            api.conversations_history(channel="C1")
        response = refused.value.response
        assert (response["error"], response["needed"]) == ("missing_scope", "channels:history")
        assert response["provided"] == "chat:write,users:read"
        assert error(api.usergroups_list) == "missing_scope"
        assert error(lambda: api.views_publish(user_id="U1", view={"type": "home", "blocks": []})) == "not_enabled"
        assert error(lambda: api.chat_postMessage(channel="U1", text="x")) == "messages_tab_disabled"
        assert slack.person("U1").command("/other").trouble == "not_a_command"
        slack.person("U1").command("/ask @bo in #general & https://example.org <!channel>")
        text = slack.deliveries[-1].payload["text"]
        assert text == "<@U2|bo> in <#C1|general> &amp; <https://example.org> &lt;!channel&gt;"
        slack.person("U1").say("@Tester hello")
        assert slack.events == [], "the scope app_mentions:read is missing"


def test_everybody_is_listed_those_who_left_bots_and_slackbot_too(slack: FakeSlack, api: WebClient) -> None:
    slack.deactivate("U2")
    listed = {user["id"]: user for page in api.users_list(limit=2) for user in page["members"]}
    assert set(listed) == {"USLACKBOT", "U1", "U2", "U3", "U4", slack.bot}
    assert [listed[user]["deleted"] for user in ("U1", "U2")] == [False, True]
    assert [listed[user]["is_bot"] for user in ("USLACKBOT", slack.bot)] == [False, True]
    assert (listed["U1"]["profile"]["title"], listed["U1"]["tz"]) == ("Museum guide", "Europe/Helsinki")
    assert listed["U1"]["profile"]["email"] == "anna.aalto@example.org"
    slack.withhold("users:read.email")
    assert all("email" not in user["profile"] for user in api.users_list()["members"])
    slack.withhold("users:read")
    assert error(api.users_list) == "missing_scope"


def test_a_large_workspace_is_listed_in_pages_only(slack: FakeSlack, api: WebClient) -> None:
    for number in range(1_000):
        slack.slack.workspace.users[f"U1{number:04d}"] = User(f"U1{number:04d}", f"new{number}")
    assert error(api.users_list) == "limit_required"
    assert [len(page["members"]) for page in api.users_list(limit=400)] == [400, 400, 206]
    assert error(lambda: api.users_list(limit=1_001)) == "invalid_limit"


def test_somebody_leaves_and_comes_back(slack: FakeSlack, api: WebClient) -> None:
    slack.deactivate("U1")
    assert api.users_info(user="U1")["user"]["deleted"]
    with pytest.raises(ActRefusedError):
        slack.person("U1").say("am I here?")
    slack.reactivate("U1")
    slack.person("U1").say("I am here")
    changes = [body["event"]["user"]["deleted"] for body in slack.events if body["event"]["type"] == "user_change"]
    assert changes == [True, False]


def test_presence_and_quiet_hours_are_asked_for(slack: FakeSlack, api: WebClient) -> None:
    assert api.users_getPresence(user="U1")["presence"] == "active"
    slack.set_presence("U1", "away")
    assert api.users_getPresence(user="U1")["presence"] == "away"
    slack.set_quiet("U1", 1_800_000_000, 1_800_030_000)
    quiet = api.dnd_info(user="U1")
    assert (quiet["dnd_enabled"], quiet["next_dnd_start_ts"]) == (True, 1_800_000_000)
    several = api.dnd_teamInfo(users=["U1", "U2", "U404"])["users"]
    assert {user: each["dnd_enabled"] for user, each in several.items()} == {"U1": True, "U2": False}
    slack.set_quiet("U1")
    assert api.dnd_info(user="U1")["next_dnd_end_ts"] == 1
    assert slack.events == [], "Slack tells no app of it"
    assert error(lambda: api.users_getPresence(user="U404")) == "user_not_found"
    slack.withhold("dnd:read", "users:read")
    assert error(lambda: api.dnd_info(user="U1")) == "missing_scope"
    assert error(lambda: api.users_getPresence(user="U1")) == "missing_scope"


def test_a_permalink_names_channel_and_moment(slack: FakeSlack, api: WebClient) -> None:
    slack.person("U1").say("here")
    (message,) = slack.messages("C1")
    link = api.chat_getPermalink(channel="C1", message_ts=message.ts)["permalink"]
    assert link == f"https://playground.slack.com/archives/C1/p{message.ts.replace('.', '')}"
    assert error(lambda: api.chat_getPermalink(channel="C1", message_ts="1.2")) == "message_not_found"
    assert error(lambda: api.chat_getPermalink(channel="G1", message_ts=message.ts)) == "channel_not_found"
