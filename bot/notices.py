"""Places that refuse messages: remembered, told once to the person responsible, and forgotten when they work again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.people import reader_of
from bot.settings import Settings
from bot.views import notices as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import cards, people
from storage.models import Blockage, Card, Place

KIND = "blockage"


def reader_of_place(session: Session, address: str, settings: Settings) -> Reader:
    """Return who reads in a place: the person themselves, or the house in a channel."""
    person = people.find(session, address) if address.startswith(("U", "W")) else None
    return reader_of(person, settings)


def place_blocked(session: Session, place: Place, card: Card, reason: str, settings: Settings, now: datetime) -> None:
    """Note that a place refuses messages and tell the card's asker, once for each stretch of trouble.

    Nobody is told about their own direct messages: then the desk's channel hears it, where there is one.
    """
    if cards.open_blockage(session, place.id) is not None:
        return
    blockage = Blockage(place_id=place.id, reason=reason[:64], since=now)
    session.add(blockage)
    session.flush()
    told = card.asked_by if card.asked_by != place.address else None
    told = told or settings.desk_channel
    if told and told != place.address:
        cards.show(session, KIND, blockage.id, told, now)


def place_works(session: Session, place_id: int, now: datetime) -> None:
    """End a place's trouble; whoever was told sees it in the same message."""
    blockage = cards.open_blockage(session, place_id)
    if blockage is not None:
        blockage.ended_at = now
        cards.ask_again(session, KIND, blockage.id, now)


def card(session: Session, blockage_id: int, reader: Reader) -> Message | None:
    """Render a blockage for the person who was told of it."""
    blockage = session.get(Blockage, blockage_id)
    if blockage is None:
        return None
    place = session.get_one(Place, blockage.place_id)
    return view.blockage(blockage, place, reader)
