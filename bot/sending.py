"""The three calls that make one message in Slack match its card: post, update, take away."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.outcomes import NoTimestampError, error_name
from bot.views.blocks import Message
from storage.models import Card, Place

METADATA_EVENT = "kaiku_card"
"""The type of the metadata that carries a card's key."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a card's message stands now: no `ts` when there is none, no `channel` when Slack was not asked."""

    ts: str | None
    channel: str | None


def post(slack: WebClient, place: Place, card: Card, message: Message, thread_ts: str | None) -> Spot:
    """Post a card's first message, into a thread when one is named. Raises SlackApiError or OSError."""
    body = _body(card, message)
    if thread_ts is not None:
        body["thread_ts"] = thread_ts
    answer = slack.api_call(
        "chat.postMessage",
        json={"channel": place.channel or place.address, "unfurl_links": False, "unfurl_media": False, **body},
    )
    if not answer.get("ts"):
        raise NoTimestampError
    return Spot(str(answer["ts"]), str(answer.get("channel") or place.address))


def update(slack: WebClient, place: Place, card: Card, message: Message) -> Spot:
    """Bring a card's message up to date; blocks that the new state lacks go. Raises SlackApiError or OSError."""
    channel = place.channel or place.address
    slack.api_call("chat.update", json={"channel": channel, "ts": card.ts, "blocks": [], **_body(card, message)})
    return Spot(card.ts, channel)


def withdraw(slack: WebClient, place: Place, card: Card) -> Spot:
    """Take a card's message away; one that is gone already is as it should be. Raises SlackApiError or OSError."""
    if card.ts is None:
        return Spot(None, None)
    channel = place.channel or place.address
    try:
        slack.api_call("chat.delete", json={"channel": channel, "ts": card.ts})
    except SlackApiError as error:
        if error_name(error) != "message_not_found":
            raise
    return Spot(None, channel)


def _body(card: Card, message: Message) -> dict[str, object]:
    body: dict[str, object] = dict(message.payload())
    if card.short_form:
        body = {"text": body["text"]}
    if not card.without_metadata:
        body["metadata"] = {"event_type": METADATA_EVENT, "event_payload": {"key": card.key}}
    return body
