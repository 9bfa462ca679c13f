"""One way to the app, whichever it is: HTTP when a request URL is set, else Socket Mode."""

import time

from playground.slack.core import Ack, Delivery, Slack
from playground.slack.delivery.requests import send_request
from playground.slack.delivery.sockets import send_envelope
from playground.slack.workspace import Json

RETRY_REASON = {"timeout": "http_timeout", "connection_failed": "connection_failed"}


async def deliver(slack: Slack, kind: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Ack:
    """Deliver something once and wait for the ack.

    `kind` is `slash_commands`, `interactive` or `events_api`; `attempt` above 0 marks a retry.
    """
    delivery = Delivery(kind, payload, time.time(), attempt)
    slack.deliveries.append(delivery)
    if slack.request_url:
        delivery.ack = await send_request(slack, delivery, _retry_headers(attempt, reason))
    else:
        retry: Json = {"retry_attempt": attempt, "retry_reason": reason}
        extra = retry if kind == "events_api" else {}
        delivery.ack = await send_envelope(slack, delivery, extra)
    return delivery.ack


def _retry_headers(attempt: int, reason: str) -> dict[str, str]:
    if not attempt:
        return {}
    words = RETRY_REASON.get(reason, "http_error")
    return {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": words}


def is_connected(slack: Slack) -> bool:
    """Whether there is a way to the app: a request URL or a connection."""
    return bool(slack.request_url) or bool(slack.sockets.connected)


def mode(slack: Slack) -> str:
    """How the app is reached now: `http`, `socket` or `none`."""
    if slack.request_url:
        return "http"
    return "socket" if slack.sockets.connected else "none"
