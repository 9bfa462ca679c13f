"""Signed requests: only what Slack sent within five minutes gets in, and the same one never works twice.

Source: Slack's "Verifying requests from Slack". Everything malformed is refused before anything is parsed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from slack_bolt import BoltResponse

MOST_BYTES = 1_000_000
MOST_AGE = 300
"""Seconds between Slack's timestamp and our clock, either way."""
REMEMBERED = 600
"""Seconds for which a signature is known again."""
MOST_ANSWERS = 200
"""Answers kept for replays; at about ten kilobytes each."""
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


def is_genuine(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Tell whether Slack sent this body; `now` in epoch seconds."""
    timestamp = headers.get("X-Slack-Request-Timestamp", "")
    signature = headers.get("X-Slack-Signature", "")
    if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
        return False
    if abs(now - int(timestamp)) > MOST_AGE or len(body) > MOST_BYTES:
        return False
    made = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return hmac.compare_digest(f"v0={made.hexdigest()}", signature)


def parsed(body: bytes) -> dict[str, Any] | None:
    """Return the payload in a body: JSON, a command's form, or a form's field "payload"; None when it is none of these."""
    try:
        text = body.decode()
        if text.startswith("{"):
            payload = json.loads(text)
        else:
            form = dict(parse_qsl(text, keep_blank_values=True))
            payload = json.loads(form["payload"]) if "payload" in form else form
            if payload is form and not {"command", "ssl_check"} & form.keys():
                return None
    except (ValueError, RecursionError):
        return None
    return payload if isinstance(payload, dict) and payload else None


class Replays:
    """The commands of the last ten minutes by signature: one that comes again changes nothing and gets the same answer.

    Only the newest answers are kept; an older replay, or one that comes while the first is at work, gets none. Used from
    one thread.
    """

    def __init__(self) -> None:
        """Start with none."""
        self._until: OrderedDict[str, float] = OrderedDict()
        self._answers: OrderedDict[str, BoltResponse] = OrderedDict()

    def is_new(self, signature: str, now: float) -> bool:
        """Remember a signature; False when it came before. `now` in any seconds that only grow."""
        while self._until and next(iter(self._until.values())) <= now:
            self.forget(next(iter(self._until)))
        if signature in self._until:
            return False
        self._until[signature] = now + REMEMBERED
        return True

    def answered(self, signature: str, response: BoltResponse) -> None:
        """Keep what was answered to a command."""
        self._answers[signature] = response
        if len(self._answers) > MOST_ANSWERS:
            self._answers.popitem(last=False)

    def answer(self, signature: str) -> BoltResponse:
        """Return what was answered before, or an empty acknowledgement."""
        return self._answers.get(signature) or BoltResponse(status=200)

    def forget(self, signature: str) -> None:
        """Let a request come again: its time is over, or its work failed."""
        self._until.pop(signature, None)
        self._answers.pop(signature, None)
