"""The web's door: what Slack signs gets in once, everything else is refused, and operators see how things are."""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_bolt import BoltResponse

from bot import people
from handlers import signing
from playground.slack.delivery.requests import signed_headers

COMMAND = {"command": "/some", "text": "language fi", "user_id": "U1", "team_id": "T0KAIKU", "channel_id": "C1"}
FORM = "application/x-www-form-urlencoded"


def ask(url, body=None, headers=None):
    """Return status and text of a request."""
    request = urllib.request.Request(url, data=body, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def send(house, body, kind=FORM, now=None):
    """Send a signed body and return status and text."""
    headers = signed_headers(house.slack.signing_secret, body, kind, now)
    return ask(house.url("/slack/events"), body, headers)


def test_the_process_lives_and_is_ready(house):
    assert ask(house.url("/healthz")) == (200, "ok")
    status, text = ask(house.url("/readyz"))
    assert status == 200
    assert json.loads(text) == {"ready": True, "failing": {}}


def test_readiness_names_slack_when_the_connection_is_gone(house):
    house.slack.outage(30)
    house.slack.wait_until(lambda: ask(house.url("/readyz"))[0] == 503)
    assert "slack" in json.loads(ask(house.url("/readyz"))[1])["failing"]
    assert ask(house.url("/healthz"))[0] == 200


def test_readiness_names_the_messenger_and_the_clock_when_they_stopped(house):
    house.services.messenger.stop()
    house.doors.clock.stop()
    house.doors.clock._last_beat -= 60
    failing = json.loads(ask(house.url("/readyz"))[1])["failing"]
    assert failing.keys() == {"messenger", "ticks"}


def test_metrics_count_what_was_done(house):
    house.slack.person("U1").command("/some help")
    text = ask(house.url("/metrics"))[1]
    assert 'kaiku_requests_total{kind="command",outcome="ok"} 1.0' in text
    assert 'kaiku_ack_seconds_count{kind="command"} 1.0' in text
    for name in ("kaiku_cards_waiting", "kaiku_oldest_wish_seconds", "kaiku_places_blocked", "kaiku_dead_letters"):
        assert f"\n{name} 0.0" in text


def test_in_socket_mode_nobody_calls_by_http(house):
    assert ask(house.url("/slack/events"), b"{}")[0] == 404


def test_slack_verifies_the_address(by_http):
    ack = by_http.slack.verify_url("three-words")
    assert ack.payload == {"challenge": "three-words"}
    assert ask(by_http.url("/slack/events?ssl_check=1"))[0] == 200


def test_commands_and_forms_work_by_http(by_http):
    anna = by_http.slack.person("U1")
    assert "/channels" in anna.command("/some help").words
    assert anna.command("/channels payload").ok
    asked = anna.command("/some language").message
    anna.select("language.choose", "fi", in_=asked)
    assert people.asker(by_http.services, "U1").reader.language == "fi"
    assert by_http.slack.refused == []


def test_the_identical_command_within_ten_minutes_changes_nothing(by_http):
    body = urlencode(COMMAND).encode()
    now = int(time.time())
    first = send(by_http, body, now=now)
    assert "suomea" in first[1]
    anna = people.asker(by_http.services, "U1")
    people.choose_language(by_http.services, "sv", by=anna)
    assert send(by_http, body, now=now) == first
    assert people.asker(by_http.services, "U1").language == "sv"


def test_the_identical_click_changes_nothing_after_a_restart_either(open_house):
    click = {
        "type": "block_actions",
        "user": {"id": "U1"},
        "trigger_id": "7.8.9",
        "actions": [{"type": "static_select", "action_id": "language.choose", "selected_option": {"value": "fi"}}],
    }
    body = urlencode({"payload": json.dumps(click)}).encode()
    first = open_house(http=True)
    assert send(first, body)[0] == 200
    people.choose_language(first.services, None, by=people.asker(first.services, "U1"))
    first.doors.close()
    second = open_house(http=True, slack=first.slack)
    assert send(second, body)[0] == 200
    assert people.asker(second.services, "U1").language is None


@pytest.mark.parametrize("age", [-301, 301, 10_000_000])
def test_an_old_or_future_timestamp_is_refused(by_http, age):
    body = urlencode(COMMAND).encode()
    assert send(by_http, body, now=int(time.time()) - age)[0] == 401
    assert by_http.slack.calls("users.info") == []


def test_bodies_that_are_none_are_refused_though_they_are_signed(by_http):
    bodies = [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"{" * 50_000,
        b"payload=%7B",
        b"payload=[]",
        b"x" * 1_000_001,
    ]
    assert {body[:20]: send(by_http, body)[0] for body in bodies if send(by_http, body)[0] != 401} == {}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    timestamp=st.one_of(st.just(str(int(time.time()))), st.text(max_size=20)),
    signature=st.one_of(st.from_regex(r"v0=[0-9a-f]{64}", fullmatch=True), st.text(max_size=90)),
    body=st.binary(max_size=200),
)
def test_no_made_up_signature_gets_in(timestamp, signature, body):
    headers = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}
    assert not signing.is_genuine("the-secret", headers, body, time.time())


def test_malformed_headers_are_refused_over_the_wire(by_http):
    body = urlencode(COMMAND).encode()
    good = signed_headers(by_http.slack.signing_secret, body, FORM)
    stamp, signature = "X-Slack-Request-Timestamp", "X-Slack-Signature"
    spoilt = [
        {},
        {stamp: good[stamp]},
        {signature: good[signature]},
        {**good, stamp: "now"},
        {**good, stamp: "-1"},
        {**good, stamp: "9" * 13},
        {**good, stamp: "1e9"},
        {**good, stamp: "\u0661\u0662\u0663".encode().decode("latin-1")},
        {**good, signature: "v0="},
        {**good, signature: good[signature].upper()},
        {**good, signature: good[signature][:-1]},
        {**good, signature: "v1=" + good[signature][3:]},
        {**good, signature: "v0=" + "z" * 64},
        {**good, signature: "v0=" + "0" * 64},
        {**good, signature: "v0=" + "ä" * 64},
    ]
    assert [headers for headers in spoilt if ask(by_http.url("/slack/events"), body, headers)[0] != 401] == []
    assert ask(by_http.url("/slack/events"), body + b"&more=1", good)[0] == 401
    for coding in ("gzip", "deflate", "br", "nothing"):
        assert ask(by_http.url("/slack/events"), b"hello", {**good, "Content-Encoding": coding})[0] == 401
    assert ask(by_http.url("/slack/events"), body, good)[0] == 200


def test_what_is_not_http_fills_no_log(by_http, log):
    for line in (b"Content-Length: abc", b"Transfer-Encoding: chunked\r\n\r\nzz"):
        with socket.create_connection(("127.0.0.1", by_http.doors.web.port), timeout=5) as stranger:
            stranger.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\n" + line + b"\r\n\r\n")
            assert b" 400 " in stranger.recv(100)
    assert log.getvalue() == ""


def test_commands_are_remembered_for_ten_minutes():
    replays, answer = signing.Replays(), BoltResponse(status=200, body="hello")
    assert replays.is_new("a", 0)
    assert not replays.is_new("a", signing.REMEMBERED - 1)
    assert replays.answer("a").body == ""
    replays.answered("a", answer)
    assert replays.answer("a") is answer
    assert replays.is_new("a", signing.REMEMBERED)
    assert replays.answer("a").body == ""


def test_only_the_newest_answers_are_kept():
    replays = signing.Replays()
    for number in range(signing.MOST_ANSWERS + 1):
        assert replays.is_new(str(number), 0)
        replays.answered(str(number), BoltResponse(status=200, body="x"))
    assert [replays.answer(str(number)).body for number in (0, 1)] == ["", "x"]
    assert not replays.is_new("0", 1)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_payload_or_none(body):
    found = signing.parsed(body)
    assert found is None or isinstance(found, dict)
