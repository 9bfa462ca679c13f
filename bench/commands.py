"""The requests that stand for Slack's: a `/channels` command as an envelope and as a signed HTTP request."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from bench.peers.given import SIGNING_SECRET
from bench.slack import READER, TEAM


def commands(text: str = "") -> Iterator[dict[str, str]]:
    """Yield `/channels TEXT` again and again, each with a trigger of its own as Slack gives it."""
    for number in itertools.count(1):
        yield {
            "token": "bench-verification",
            "team_id": TEAM,
            "team_domain": "bench",
            "channel_id": "C0BENCH",
            "channel_name": "general",
            "user_id": READER,
            "user_name": "reader",
            "command": "/channels",
            "text": text,
            "api_app_id": "A0BENCH",
            "is_enterprise_install": "false",
            "response_url": f"http://127.0.0.1:9/response/{number}",
            "trigger_id": f"{number}.{time.time_ns()}.bench",
        }


def envelopes(text: str = "") -> Iterator[tuple[str, str]]:
    """Yield envelope ids and envelopes of Socket Mode."""
    for number, payload in enumerate(commands(text)):
        envelope_id = f"bench-{number:09d}"
        envelope = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": "slash_commands",
            "accepts_response_payload": True,
        }
        yield envelope_id, json.dumps(envelope)


def signed(text: str = "") -> Iterator[bytes]:
    """Yield whole HTTP requests with a fresh signature."""
    for payload in commands(text):
        body = urlencode(payload).encode()
        moment = str(int(time.time()))
        key = SIGNING_SECRET.encode()
        digest = hmac.new(key, b"v0:" + moment.encode() + b":" + body, hashlib.sha256).hexdigest()
        head = (
            "POST /slack/events HTTP/1.1",
            "Host: 127.0.0.1",
            "User-Agent: Slackbot 1.0 (bench)",
            "Accept: application/json,*/*",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            f"X-Slack-Request-Timestamp: {moment}",
            f"X-Slack-Signature: v0={digest}",
        )
        yield "\r\n".join((*head, "", "")).encode() + body
