"""HTTP mode: what Slack sends to the app's request URL, signed with the signing secret."""

import asyncio
import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from playground.slack.core import Ack, Delivery, Slack
from playground.slack.workspace import Json

FORM = "application/x-www-form-urlencoded"


def signed_headers(secret: str, body: bytes, kind: str, now: int | None = None) -> dict[str, str]:
    """The headers of a request as Slack signs it; `now` in epoch seconds."""
    moment = str(int(time.time()) if now is None else now)
    digest = hmac.new(secret.encode(), b"v0:" + moment.encode() + b":" + body, hashlib.sha256)
    return {
        "Content-Type": kind,
        "User-Agent": "Slackbot 1.0 (playground)",
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }


def body_of(delivery: Delivery) -> tuple[bytes, str]:
    """The body and content type of a delivery: a form, a form with `payload`, or JSON."""
    if delivery.kind == "slash_commands":
        return urlencode(delivery.payload).encode(), FORM
    if delivery.kind == "interactive":
        return urlencode({"payload": json.dumps(delivery.payload)}).encode(), FORM
    return json.dumps(delivery.payload).encode(), "application/json"


async def send_request(slack: Slack, delivery: Delivery, retry: dict[str, str]) -> Ack:
    """POST one delivery to the request URL; 2xx within `limits.ack_seconds` is an ack."""
    if slack.client is None:
        slack.client = ClientSession(timeout=ClientTimeout(total=None), trust_env=False)
    body, kind = body_of(delivery)
    headers = {**signed_headers(slack.signing_secret, body, kind), **retry}
    began = time.perf_counter()
    try:
        async with asyncio.timeout(slack.limits.ack_seconds):
            async with slack.client.post(slack.request_url, data=body, headers=headers) as answer:
                text = await answer.text()
    except TimeoutError:
        return Ack(False, time.perf_counter() - began, reason="timeout")
    except (ClientError, OSError):
        return Ack(False, time.perf_counter() - began, reason="connection_failed")
    seconds = time.perf_counter() - began
    if not 200 <= answer.status < 300:
        stop = answer.headers.get("x-slack-no-retry") == "1"
        return Ack(False, seconds, reason="no_retry" if stop else f"http_status_{answer.status}")
    return Ack(True, seconds, _payload(delivery, text))


def _payload(delivery: Delivery, text: str) -> Json | None:
    """The answer in the body: JSON, or plain text as the reply to a command."""
    if not text.strip():
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return {"text": text} if delivery.kind == "slash_commands" else None
    return found if isinstance(found, dict) and found else None
