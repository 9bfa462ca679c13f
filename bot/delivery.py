"""Serve one place: take the card whose turn it is and make Slack match it.

The steps are named, so that tests can end the process at each of them: claimed, looked back, rendered, sent, remembered.
Between "sent" and "remembered" Slack has a message that the database knows nothing of; `posting_since` is set by then, and
the next worker reads the place back for the card's key before it posts. The lease outlasts the client's time limit by far,
so a request that Slack accepts late is seen by that look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot import notices, readback
from bot.outcomes import Failure, Outcome, backoff, failure
from bot.settings import Settings
from bot.views.blocks import Message
from bot.views.notices import marked_late
from bot.words import Reader
from storage import cards
from storage.database import Database
from storage.models import Card, Place

CardView = Callable[[Session, int, Reader], Message | None]
"""Render the newest state of a record for a reader; None when there is nothing to show any more."""

LEASE = timedelta(seconds=45)
"""How long a worker may hold a place; more than the client's time limit and a late acceptance together."""
PACE = timedelta(seconds=1)
"""Between two messages to one place: Slack's limit of chat.postMessage."""
BLOCKED_RETRY = timedelta(hours=1)
LATE_AFTER = timedelta(hours=1)
METADATA_EVENT = "kaiku_card"

_log = structlog.get_logger(__name__)


class TokenTrouble(Exception):  # noqa: N818
    """Slack refuses the bot itself; nothing can be sent until an operator acts."""


@dataclass(frozen=True)
class Courier:
    """What delivering needs; `step` is told the name of each step."""

    database: Database
    slack: WebClient
    settings: Settings
    views: dict[str, CardView]
    now: Callable[[], datetime]
    owner: str
    step: Callable[[str], None] = lambda _name: None
    lease: timedelta = LEASE


def serve_next(courier: Courier) -> bool:
    """Serve the place that has waited longest; False when nothing is due. Raises TokenTrouble."""
    claimed = _claim(courier)
    if claimed is None:
        return False
    place, card, posting_before = claimed
    courier.step("claimed")
    if card is None:
        _release(courier, place.id, wait=backoff(4))
        return True
    try:
        _deliver(courier, place, card, maybe_there=posting_before)
    except Exception as error:  # noqa: BLE001 - every failure is sorted and written to the card
        _failed(courier, place, card, failure(error), error)
    return True


def _claim(courier: Courier) -> tuple[Place, Card | None, datetime | None] | None:
    now = courier.now()
    with courier.database.begin() as session:
        place = cards.claim(session, courier.owner, now, now + courier.lease)
        if place is None:
            return None
        card = cards.next_card(session, place.id)
        if card is None:
            return place, None, None
        posting_before = card.posting_since
        card.attempts += 1
        if card.ts is None and card.posting_since is None:
            card.posting_since = now
        return place, card, posting_before


def _deliver(courier: Courier, place: Place, card: Card, *, maybe_there: datetime | None) -> None:
    if card.ts is None and maybe_there is not None:
        found = readback.find_message(courier.slack, place, _thread_ts(courier, card), card.key, maybe_there)
        courier.step("looked back")
        if found is not None:
            # Slack has a state of the card, perhaps not the newest: remember where, and show the newest next.
            _remember(courier, place, card, shown=0, ts=found.ts, channel=found.channel)
            return
    wanted, message = _render(courier, place, card)
    courier.step("rendered")
    if message is None:
        ts, channel = _withdraw(courier, place, card)
    elif card.ts is None:
        ts, channel = _post(courier, place, card, message)
    else:
        ts, channel = _update(courier, place, card, message)
    courier.step("sent")
    _remember(courier, place, card, shown=wanted, ts=ts, channel=channel)
    courier.step("remembered")


def _render(courier: Courier, place: Place, card: Card) -> tuple[int, Message | None]:
    with courier.database.read() as session:
        newest = session.get_one(Card, card.id)
        # Read before the record: what changes in between raises `wanted` again and is shown next.
        wanted = newest.wanted
        reader = notices.reader_of_place(session, place.address, courier.settings)
        message = courier.views[card.kind](session, card.record_id, reader)
    if message is not None and card.ts is None and courier.now() - card.asked_at > LATE_AFTER:
        message = marked_late(message, card.asked_at, reader)
    return wanted, message


def _body(card: Card, message: Message) -> dict[str, object]:
    body: dict[str, object] = dict(message.payload())
    if card.short_form:
        body = {"text": body["text"], "blocks": []} if card.ts else {"text": body["text"]}
    if not card.without_metadata:
        body["metadata"] = {"event_type": METADATA_EVENT, "event_payload": {"key": card.key}}
    return body


def _post(courier: Courier, place: Place, card: Card, message: Message) -> tuple[str | None, str | None]:
    body = _body(card, message)
    thread_ts = _thread_ts(courier, card)
    if thread_ts is not None:
        body["thread_ts"] = thread_ts
    answer = courier.slack.api_call(
        "chat.postMessage",
        json={
            "channel": place.channel or place.address,
            "unfurl_links": False,
            "unfurl_media": False,
            **body,
        },
    )
    return str(answer["ts"]), str(answer.get("channel") or place.address)


def _update(courier: Courier, place: Place, card: Card, message: Message) -> tuple[str | None, str | None]:
    channel = place.channel or place.address
    courier.slack.api_call("chat.update", json={"channel": channel, "ts": card.ts, **_body(card, message)})
    return card.ts, channel


def _withdraw(courier: Courier, place: Place, card: Card) -> tuple[str | None, str | None]:
    if card.ts is not None:
        courier.slack.api_call("chat.delete", json={"channel": place.channel or place.address, "ts": card.ts})
    return None, place.channel


def _thread_ts(courier: Courier, card: Card) -> str | None:
    if card.thread_of is None:
        return None
    with courier.database.read() as session:
        return session.get_one(Card, card.thread_of).ts


def _remember(courier: Courier, place: Place, card: Card, *, shown: int, ts: str | None, channel: str | None) -> None:
    now = courier.now()
    with courier.database.begin() as session:
        held = cards.held_by(session, place.id, courier.owner)
        if held is None:
            # The lease ran out and somebody else works here now; they will find the message by its key.
            _log.warning("lease lost", card=card.id, place=place.id)
            return
        stored = session.get_one(Card, card.id)
        stored.ts, stored.shown, stored.attempts = ts, max(shown, stored.shown), 0
        stored.posting_since, stored.last_error = None, None
        held.channel = channel or held.channel
        held.not_before, held.lease_owner, held.lease_until = now + PACE, None, None
        notices.place_works(session, place.id, now)


def _failed(courier: Courier, place: Place, card: Card, why: Failure, error: Exception) -> None:
    _log.warning(
        "card not delivered",
        card=card.id,
        kind=card.kind,
        place=place.id,
        outcome=why.outcome.value,
        error=why.error,
    )
    if why.outcome is Outcome.UNSURE and not isinstance(error, SlackApiError | OSError):
        _log.error("card failed", card=card.id, kind=card.kind, exc_info=error)
    now = courier.now()
    with courier.database.begin() as session:
        held = cards.held_by(session, place.id, courier.owner)
        if held is None:
            return
        stored = session.get_one(Card, card.id)
        stored.last_error = why.error[:200]
        if why.outcome is not Outcome.UNSURE:
            stored.posting_since = None
        wait = _consequence(courier, session, stored, held, why)
        held.not_before, held.lease_owner, held.lease_until = now + wait, None, None
    if why.outcome is Outcome.TOKEN:
        raise TokenTrouble(why.error) from error


def _consequence(courier: Courier, session: Session, card: Card, place: Place, why: Failure) -> timedelta:
    """Change the card for its next try and return how long the place rests."""
    now = courier.now()
    match why.outcome:
        case Outcome.PLACE:
            notices.place_blocked(session, place, card, why.error, courier.settings, now)
            return BLOCKED_RETRY
        case Outcome.SHORT_FORM if not card.short_form:
            card.short_form = True
            return timedelta()
        case Outcome.NO_METADATA if not card.without_metadata:
            card.without_metadata = True
            return timedelta()
        case Outcome.SHORT_FORM | Outcome.NO_METADATA:
            card.dead_at = now
            return timedelta()
        case Outcome.REMOVED | Outcome.FIXED:
            card.shown, card.removed_at = card.wanted, now
            return timedelta()
        case Outcome.UNSURE if card.ts is None:
            # A late acceptance must be visible before anybody looks for it.
            return max(courier.lease, backoff(card.attempts))
        case _:
            return why.wait or backoff(card.attempts)


def _release(courier: Courier, place_id: int, *, wait: timedelta) -> None:
    with courier.database.begin() as session:
        held = cards.held_by(session, place_id, courier.owner)
        if held is not None:
            held.not_before, held.lease_owner, held.lease_until = courier.now() + wait, None, None
