"""Serve one place: take the card whose turn it is and make Slack match it.

The steps are named, so that tests can end the process at each of them: claimed, looked back, rendered, sent, remembered.
Between "sent" and "remembered" Slack has a message that the database knows nothing of; `posting_since` is set by then, and
the next worker reads the place back for the card's key before it posts. The lease outlasts the client's time limit by far,
so a request that Slack accepts late is seen by that look.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from pathlib import PurePath

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot import consequences, notices, readback, sending
from bot.outcomes import MAYBE_SENT, BrokenViewError, Failure, Outcome, OutOfTimeError, failure
from bot.readback import Sought, UnreadableError
from bot.sending import Spot
from bot.settings import Settings
from bot.views.blocks import Message
from bot.views.notices import marked_late
from bot.words import Reader
from storage import cards
from storage.database import OUT_OF_REACH, Database
from storage.models import Card, Place

CardView = Callable[[Session, int, Reader], Message | None]
"""Render the newest state of a record for a reader; None when there is nothing to show any more."""

LEASE = timedelta(seconds=45)
"""How long a worker may hold a place; more than the client's time limit and a late acceptance together."""
PACE = timedelta(seconds=1)
"""Between two messages to one place: Slack's limit of chat.postMessage."""
LATE_AFTER = timedelta(hours=1)

_log = structlog.get_logger(__name__)


class TokenTrouble(Exception):  # noqa: N818
    """Slack refuses the bot itself; nothing can be sent until an operator acts."""


class LeaseLostError(Exception):
    """Somebody else serves the place now."""


class Served(Enum):
    """What became of one turn."""

    NOTHING_DUE = "nothing due"
    SHOWN = "shown"
    FAILED = "failed"
    """It was tried, and what to do next is written down."""


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


@dataclass(frozen=True)
class _Turn:
    """A leased place and the card to serve; `unsure_since` when an earlier try may have left the message in Slack."""

    place: Place
    card: Card
    unsure_since: datetime | None


def serve_next(courier: Courier) -> Served:
    """Serve the place that has waited longest. Raises TokenTrouble when Slack refuses the bot itself."""
    turn = _claim(courier)
    if turn is None:
        return Served.NOTHING_DUE
    courier.step("claimed")
    try:
        _deliver(courier, turn)
    except Exception as error:  # noqa: BLE001 - every failure is sorted and written to the card
        _failed(courier, turn, failure(error), error)
        return Served.FAILED
    return Served.SHOWN


def _claim(courier: Courier) -> _Turn | None:
    now = courier.now()
    with courier.database.begin() as session:
        place = cards.claim(session, courier.owner, now, now + courier.lease)
        if place is None:
            return None
        card = cards.next_card(session, place.id)
        if card is None:  # withdrawn or moved between the two looks
            place.lease_owner, place.lease_until = None, None
            return None
        unsure_since = card.posting_since
        card.attempts += 1
        if card.ts is None and unsure_since is None:
            card.posting_since = now
        return _Turn(place, card, unsure_since)


def _deliver(courier: Courier, turn: _Turn) -> None:
    if turn.unsure_since is not None:
        found, was_read = _look_back(courier, turn, turn.unsure_since)
        courier.step("looked back")
        if found is not None:
            # Slack has a state of the card, perhaps not the newest: remember where, and show the newest next.
            _remember(courier, turn, found, shown=0)
            return
        turn = _still_ours(courier, turn, refuted=was_read)
    wanted, message = _render(courier, turn)
    courier.step("rendered")
    spot = _send(courier, turn, message)
    courier.step("sent")
    _remember(courier, turn, spot, shown=wanted)
    courier.step("remembered")


def _look_back(courier: Courier, turn: _Turn, since: datetime) -> tuple[Spot | None, bool]:
    """Return where an earlier try left the message, and whether the place could be read at all."""
    sought = Sought(turn.card.key, _thread_ts(courier, turn.card), since, since + courier.lease)
    try:
        found = readback.find_message(courier.slack, turn.place, sought)
    except UnreadableError as error:
        _log.warning("place cannot be read back", card=turn.card.id, place=turn.place.id, error=str(error))
        return None, False
    return (None if found is None else Spot(found.ts, found.channel)), True


def _still_ours(courier: Courier, turn: _Turn, *, refuted: bool) -> _Turn:
    """Extend the lease, since looking back takes time; an earlier try that was `refuted` is looked for no more."""
    now = courier.now()
    with courier.database.begin() as session:
        held = cards.held_by(session, turn.place.id, courier.owner)
        card = cards.served(session, turn.card.id, turn.place.id)
        if held is None or card is None:
            raise LeaseLostError
        held.lease_until = now + courier.lease
        if refuted:
            card.posting_since = now
        return replace(turn, place=held)


def _render(courier: Courier, turn: _Turn) -> tuple[int, Message | None]:
    card = turn.card
    with courier.database.read() as session:
        # Read before the record: what changes in between raises `wanted` again and is shown next.
        wanted = session.get_one(Card, card.id).wanted
        reader = notices.reader_of_place(session, turn.place.address, courier.settings)
        try:
            message = courier.views[card.kind](session, card.record_id, reader)
            if message is not None and card.ts is None and courier.now() - card.asked_at > LATE_AFTER:
                told = replace(reader, language=message.language or reader.language)
                message = marked_late(message, card.asked_at, told)
        except OUT_OF_REACH:
            raise
        except Exception as error:
            raise BrokenViewError from error
    return wanted, message


def _send(courier: Courier, turn: _Turn, message: Message | None) -> Spot:
    place, card = turn.place, turn.card
    if message is None:
        return sending.withdraw(courier.slack, place, card)
    if card.ts is not None:
        return sending.update(courier.slack, place, card, message)
    patience = timedelta(seconds=courier.slack.timeout)
    if place.lease_until is None or courier.now() + patience > place.lease_until:
        # The next holder of the place would look back before this message is there.
        raise OutOfTimeError
    return sending.post(courier.slack, place, card, message, _thread_ts(courier, card))


def _thread_ts(courier: Courier, card: Card) -> str | None:
    if card.thread_of is None:
        return None
    with courier.database.read() as session:
        first = session.get_one(Card, card.thread_of)
    return first.ts if first.place_id == card.place_id else None


def _remember(courier: Courier, turn: _Turn, spot: Spot, *, shown: int) -> None:
    """Write down where a message stands and which state it `shown`s; 0 is an unknown one, found by looking back."""
    now = courier.now()
    with courier.database.begin() as session:
        held = cards.held_by(session, turn.place.id, courier.owner)
        if held is None:
            # The lease ran out and somebody else works here now; they will find the message by its key.
            _log.warning("lease lost", card=turn.card.id, place=turn.place.id)
            return
        held.channel = spot.channel or held.channel
        held.not_before, held.lease_owner, held.lease_until = now + PACE, None, None
        card = cards.served(session, turn.card.id, turn.place.id)
        if card is not None:
            card.ts, card.shown, card.attempts = spot.ts, max(shown, card.shown), 0
            card.posting_since, card.last_error = None, None
        if shown and spot.channel is not None:
            notices.place_works(session, turn.place.id, now)


def _failed(courier: Courier, turn: _Turn, why: Failure, error: Exception) -> None:
    _log.warning(
        "card not delivered",
        card=turn.card.id,
        kind=turn.card.kind,
        place=turn.place.id,
        outcome=why.outcome.value,
        error=why.error,
        at=None if isinstance(error, SlackApiError | OSError) else _origin(error),
    )
    now = courier.now()
    with courier.database.begin() as session:
        held = cards.held_by(session, turn.place.id, courier.owner)
        if held is None:
            return
        held.not_before, held.lease_owner, held.lease_until = now, None, None
        card = cards.served(session, turn.card.id, turn.place.id)
        if card is None:
            return
        held.not_before = now + _settle(courier, session, replace(turn, place=held), card, why)
    if why.outcome is Outcome.TOKEN:
        raise TokenTrouble(why.error) from error


def _settle(courier: Courier, session: Session, turn: _Turn, card: Card, why: Failure) -> timedelta:
    """Write a failure to its card and return how long the place rests."""
    if card.last_error != why.error:
        card.last_error, card.attempts = why.error, 1
    if why.outcome not in MAYBE_SENT and card.posting_since != turn.unsure_since:
        # Slack has refused the only try that it might have accepted; one that nobody could look for stays unsure.
        card.posting_since = None
    rest = consequences.settle(session, turn.place, card, why, courier.settings, courier.now())
    if card.dead_at is not None and card.wanted > turn.card.wanted:
        card.dead_at, card.short_form = None, False  # asked for anew meanwhile: the newest state may please Slack
    # A late acceptance must be visible before anybody looks for it.
    return rest if why.answered else max(rest, courier.lease)


def _origin(error: Exception) -> str:
    """Name the line that raised; the message of an exception may hold what people wrote, and is not logged."""
    frame = traceback.extract_tb((error.__cause__ or error).__traceback__)[-1]
    return f"{PurePath(frame.filename).name}:{frame.lineno}"
