"""The fake in HTTP mode: signed requests to a receiver, acks in the answer, retries with their headers."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk.signature import SignatureVerifier

from playground.slack.core import Limits
from playground.slack.server import FakeSlack
from tests.playground.slack_bot import actions, bolt, button


@dataclass
class Inbox:
    """What a receiver got, and how it answers: (status, headers, body) in turn, then the last again."""

    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=lambda: [(200, {}, b"")])
    delay: float = 0.0


class Receiver(BaseHTTPRequestHandler):
    """Keeps every request and answers from the inbox."""

    inbox: ClassVar[Inbox]

    def do_POST(self) -> None:
        """Note the request and answer it."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.inbox.got.append(({name.casefold(): value for name, value in self.headers.items()}, body))
        time.sleep(self.inbox.delay)
        answers = self.inbox.answers
        status, headers, text = answers.pop(0) if len(answers) > 1 else answers[0]
        self.send_response(status)
        for name, value in {"Content-Length": str(len(text)), **headers}.items():
            self.send_header(name, value)
        with contextlib.suppress(ConnectionError):
            self.end_headers()
            self.wfile.write(text)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(limits=Limits(retry_delays=(0.02, 0.05))) as fake:
        yield fake


@pytest.fixture
def inbox(slack: FakeSlack) -> Iterator[Inbox]:
    box = Inbox()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Named", (Receiver,), {"inbox": box}))
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    box.url = f"http://127.0.0.1:{server.server_port}/slack/events"
    slack.deliver_to(box.url)
    yield box
    server.shutdown()
    server.server_close()


def test_every_request_is_signed(slack: FakeSlack, inbox: Inbox) -> None:
    slack.person("U1").command("/ask ä & b")
    headers, body = inbox.got[0]
    verifier = SignatureVerifier(slack.signing_secret)
    assert verifier.is_valid_request(body, headers)
    assert not verifier.is_valid_request(body + b"x", headers)


def test_commands_come_as_forms_interactions_as_payload_events_as_json(slack: FakeSlack, inbox: Inbox) -> None:
    anna = slack.person("U1")
    anna.command("/ask ä & b")
    anna.shortcut("plan")
    anna.say("hello")
    forms = [dict(parse_qsl(body.decode())) for _, body in inbox.got[:2]]
    assert (forms[0]["command"], forms[0]["text"]) == ("/ask", "ä & b")
    assert json.loads(forms[1]["payload"])["type"] == "shortcut"
    event = json.loads(inbox.got[2][1])
    assert (event["type"], event["event"]["text"]) == ("event_callback", "hello")


def test_the_answer_is_plain_text_or_json(slack: FakeSlack, inbox: Inbox) -> None:
    inbox.answers = [(200, {}, b"Just so"), (200, {}, json.dumps({"text": "Neatly"}).encode())]
    anna = slack.person("U1")
    assert anna.command("/ask").text == "Just so"
    assert anna.command("/ask").text == "Neatly"


def test_errors_and_silence_are_told_apart(slack: FakeSlack, inbox: Inbox) -> None:
    anna = slack.person("U1")
    inbox.answers = [(500, {}, b"")]
    assert anna.command("/ask").trouble == "dispatch_failed"
    inbox.delay = 0.4
    slack.set_limits(ack_seconds=0.2)
    assert anna.command("/ask").trouble == "operation_timeout"
    slack.deliver_to("http://127.0.0.1:9/")
    assert anna.command("/ask").trouble == "dispatch_failed"


def test_a_failed_event_comes_again_until_it_is_taken(slack: FakeSlack, inbox: Inbox) -> None:
    inbox.answers = [(500, {}, b""), (503, {}, b""), (200, {}, b"")]
    slack.person("U1").say("hello")
    slack.wait_until(lambda: len(inbox.got) == 3)
    time.sleep(0.1)
    assert [headers.get("x-slack-retry-num") for headers, _ in inbox.got] == [None, "1", "2"]
    assert inbox.got[1][0]["x-slack-retry-reason"] == "http_error"
    assert len({json.loads(body)["event_id"] for _, body in inbox.got}) == 1


def test_an_app_can_decline_retries(slack: FakeSlack, inbox: Inbox) -> None:
    inbox.answers = [(500, {"X-Slack-No-Retry": "1"}, b"")]
    slack.person("U1").say("hello")
    time.sleep(0.15)
    assert len(inbox.got) == 1


def test_the_address_is_verified_with_a_challenge(slack: FakeSlack, inbox: Inbox) -> None:
    inbox.answers = [(200, {}, json.dumps({"challenge": "abc"}).encode())]
    assert slack.verify_url("abc").payload == {"challenge": "abc"}
    assert json.loads(inbox.got[0][1])["type"] == "url_verification"


def test_a_real_bolt_app_takes_the_signed_requests(slack: FakeSlack, inbox: Inbox) -> None:
    app: App = bolt(slack)
    app.command("/ask")(lambda ack: ack(text="from Bolt"))
    slack.person("U1").command("/ask")
    headers, body = inbox.got[0]
    answer = app.dispatch(BoltRequest(body=body.decode(), headers=dict(headers)))
    assert (answer.status, "from Bolt" in answer.body) == (200, True)
    forged = {**headers, "x-slack-signature": "v0=0"}
    assert app.dispatch(BoltRequest(body=body.decode(), headers=dict(forged))).status == 401


def test_a_button_works_over_http_too(slack: FakeSlack, inbox: Inbox) -> None:
    app: App = bolt(slack)
    app.client.chat_postMessage(channel="C1", text="x", blocks=[actions(button("claim", value="7"))])
    slack.wait_until(lambda: inbox.got)
    assert slack.person("U1").click("claim", in_=slack.messages("C1")[0]).ok
    payload = json.loads(dict(parse_qsl(inbox.got[-1][1].decode()))["payload"])
    assert payload["actions"][0]["value"] == "7"
    assert payload["response_url"].startswith(slack.url)
