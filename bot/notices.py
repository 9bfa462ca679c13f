"""Places that refuse messages: remembered, told once to the person responsible, and forgotten when they work again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, roles
from bot.audit import Act
from bot.errors import Conflict
from bot.people import Asker, is_user_id, reader_of
from bot.questions.kinds import QUESTION, QUESTION_NUDGE
from bot.roles import Role
from bot.settings import Settings
from bot.views import notices as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import cards, people, rules
from storage.models import Blockage, Card, Place

if TYPE_CHECKING:
    from bot.services import Services

KIND = "blockage"
_TELL_THEMSELVES = (QUESTION, QUESTION_NUDGE)
"""Whose askers hear otherwise that the channel of their question is archived."""


def reader_of_place(session: Session, address: str, settings: Settings) -> Reader:
    """Return who reads in a place: the person themselves, or the house in a channel."""
    if is_user_id(address):
        return replace(reader_of(people.find(session, address), settings), places=frozenset())
    monitoring = settings.monitoring_channel or rules.alert_settings(session).channel
    places = {address, ""} if address == monitoring else {address}
    return replace(reader_of(None, settings), places=frozenset(places))


def place_blocked(session: Session, place: Place, card: Card, reason: str, settings: Settings, now: datetime) -> None:
    """Note that a place refuses messages and tell the card's asker, once for each stretch of trouble.

    The desk's channel, where there is one, hears what nobody else can: about somebody's own direct messages, and the notices
    that could not be delivered.
    """
    known = cards.open_blockage(session, place.id)
    if known is None:
        blockage = Blockage(place_id=place.id, reason=reason[:64], since=now)
        session.add(blockage)
        session.flush()
        told = card.asked_by if card.asked_by != place.address else None
        _tell(session, blockage.id, told or settings.desk_channel, place, now)
    elif card.kind not in _TELL_THEMSELVES and not cards.has_any(session, KIND, known.id):
        _tell(session, known.id, card.asked_by or settings.desk_channel, place, now)
    if card.kind == KIND:
        _tell(session, card.record_id, settings.desk_channel, place, now)


def _tell(session: Session, blockage_id: int, address: str, place: Place, now: datetime) -> None:
    if address and address != place.address and cards.find(session, KIND, blockage_id, address) is None:
        cards.show(session, KIND, blockage_id, address, now)


def place_works(session: Session, place_id: int, now: datetime) -> None:
    """End a place's trouble; whoever was told sees it in the same message."""
    blockage = cards.open_blockage(session, place_id)
    if blockage is not None:
        blockage.ended_at = now
        cards.ask_again(session, KIND, blockage.id, now)


def try_again(services: Services, blockage_id: int, *, by: Asker) -> None:
    """Send what waits in a blocked place now instead of at the next hourly try."""
    roles.require(by.role, Role.EMPLOYEE)
    now = services.now()
    with services.database.begin() as session:
        _, place = _still_blocked(session, blockage_id)
        cards.unblock(session, place.address, now)
        services.messenger.wake_after(session)


def send_elsewhere(services: Services, blockage_id: int, address: str, *, by: Asker) -> None:
    """Show what waits in a blocked place in another channel; the notice says so from then on."""
    roles.require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        blockage, place = _still_blocked(session, blockage_id)
        if address == place.address:
            cards.unblock(session, address, now)
            services.messenger.wake_after(session)
            return
        moved = cards.move(session, place.id, cards.place_at(session, address, now))
        blockage.ended_at, blockage.moved_to = now, address
        act = Act(by.id, "place.moved", f"place:{place.id}")
        audit.note(session, now, act, before={"address": place.address}, after={"address": address, "cards": moved})
        services.messenger.redraw(session, KIND, blockage.id)


def place_opened(services: Services, address: str) -> None:
    """Send what waits in a place now: the bot was let in, or the channel is in use again."""
    with services.database.begin() as session:
        if cards.unblock(session, address, services.now()):
            services.messenger.wake_after(session)


def _still_blocked(session: Session, blockage_id: int) -> tuple[Blockage, Place]:
    blockage = session.get(Blockage, blockage_id, with_for_update=True)
    if blockage is None or blockage.ended_at is not None:
        raise Conflict("That place takes messages again, or somebody has chosen another: there is nothing left to do.")
    return blockage, session.get_one(Place, blockage.place_id)


def card(session: Session, blockage_id: int, reader: Reader) -> Message | None:
    """Render a blockage for the person who was told of it."""
    blockage = session.get(Blockage, blockage_id)
    if blockage is None:
        return None
    place = session.get_one(Place, blockage.place_id)
    return view.blockage(blockage, place, reader)
