"""What goes wrong on demand: limits, errors, lost and late answers, outages, and the count of hasty posts."""

from __future__ import annotations

import time
import urllib.error
from http.client import HTTPException
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground.slack.server import FakeSlack
from tests.playground.slack_bot import bolt, socket_mode

LOST = (urllib.error.URLError, ConnectionError, HTTPException)


def post(api: WebClient, channel: str = "C1") -> Any:
    return api.chat_postMessage(channel=channel, text="x")


def test_a_rate_limit_holds_for_one_method_and_channel_and_ends(slack: FakeSlack, api: WebClient) -> None:
    slack.fail("chat.postMessage", retry_after=30, channel="C1", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as limited:
            post(api)
        assert limited.value.response.status_code == 429
        assert limited.value.response.headers["Retry-After"] == "30"
    post(api, "C2")
    api.auth_test()
    post(api)
    assert len(slack.messages("C1")) == 1
    assert [call.status for call in slack.calls("chat.postMessage")] == [429, 429, 200, 200]


def test_trouble_can_last_for_a_time(slack: FakeSlack, api: WebClient) -> None:
    slack.fail("auth.test", seconds=60, error="fatal_error")
    for _ in range(2):
        with pytest.raises(SlackApiError, match="fatal_error"):
            api.auth_test()
    slack.slack.weather.troubles[0].until = time.monotonic()
    assert api.auth_test()["ok"]


def test_a_connection_can_be_lost_before_or_after_slack_has_it(slack: FakeSlack, api: WebClient) -> None:
    slack.fail("chat.postMessage", drop="before")
    with pytest.raises(LOST):
        post(api)
    assert slack.messages("C1") == []
    slack.fail("chat.postMessage", drop="after")
    with pytest.raises(LOST):
        post(api)
    assert len(slack.messages("C1")) == 1


def test_half_an_answer_comes_after_the_message_stands(slack: FakeSlack, api: WebClient) -> None:
    slack.fail("chat.postMessage", half=True)
    with pytest.raises(SlackApiError, match="non-JSON"):
        post(api)
    assert len(slack.messages("C1")) == 1


def test_a_message_can_appear_after_its_sender_gave_up(slack: FakeSlack, api: WebClient) -> None:
    slack.fail("chat.postMessage", late=0.5)
    with pytest.raises(LOST):
        post(api)
    assert slack.messages("C1") == []
    slack.wait_until(lambda: slack.messages("C1"))


def test_a_slow_and_a_broken_server(slack: FakeSlack, api: WebClient) -> None:
    slack.fail("auth.test", delay=0.2)
    began = time.monotonic()
    api.auth_test()
    assert time.monotonic() - began >= 0.2
    slack.fail(status=500)
    with pytest.raises(SlackApiError) as broken:
        api.auth_test()
    assert broken.value.response.status_code == 500


def test_an_outage_takes_everything_and_passes(slack: FakeSlack, api: WebClient) -> None:
    app = bolt(slack)
    app.command("/echo")(lambda ack: ack(text="here"))
    with socket_mode(slack, app):
        slack.outage(60)
        with pytest.raises(SlackApiError) as away:
            post(api)
        assert away.value.response.status_code == 503
        assert slack.person("U1").command("/echo").trouble == "dispatch_failed"
        slack.recover()
        slack.wait_connected(timeout=8)
        assert slack.person("U1").command("/echo").text == "here"


def test_hasty_posts_are_counted_and_refused_when_strict(slack: FakeSlack, api: WebClient) -> None:
    post(api)
    post(api)
    post(api, "C2")
    ((channel, gap),) = slack.too_fast
    assert channel == "C1"
    assert gap < 1
    slack.set_limits(strict_pace=True)
    with pytest.raises(SlackApiError) as limited:
        post(api, "C2")
    assert limited.value.response.headers["Retry-After"] == "1"


def test_waiting_in_vain_says_so(slack: FakeSlack) -> None:
    with pytest.raises(AssertionError, match="no card came"):
        slack.wait_until(lambda: slack.posts, 0.05, "no card came")
