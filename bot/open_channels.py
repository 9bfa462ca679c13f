"""What channels are told of what is switched on in them: suggestions, being followed. The record of such a card is the place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.people import Asker
from bot.views.blocks import Message
from storage import cards, open_channels, people
from storage.models import Place
from storage.open_channels import C

if TYPE_CHECKING:
    from bot.services import Services


def listed(session: Session, record: type[C]) -> list[tuple[C, str]]:
    """Return the channels in which it is on, each with the name of whoever switched it on."""
    found = open_channels.every(session, record)
    names = people.many(session, {one.by for one in found})
    return [(one, names[one.by].name if one.by in names else "") for one in found]


def tell(services: Services, session: Session, kind: str, channel: str, by: Asker) -> None:
    """Tell a channel with a new message that it is on: what it was told an earlier time stands far above."""
    place_id = cards.place_at(session, channel, services.now())
    before = cards.find(session, kind, place_id, channel)
    if before is not None:
        before.removed_at = services.now()
        session.flush()
    services.messenger.show(session, kind, place_id, channel, asked_by=by.id)


def redraw(services: Services, session: Session, kind: str, channel: str) -> None:
    """Bring up to date what a channel was told."""
    services.messenger.redraw(session, kind, cards.place_at(session, channel, services.now()))


def card(
    session: Session,
    record: type[C],
    place_id: int,
    on: Callable[[str, str], Message],
    off: Callable[[], Message],
) -> Message | None:
    """Render for a place whether it is on there: `on` takes the channel and the name of whoever switched it on."""
    place = session.get(Place, place_id)
    if place is None:
        return None
    found = open_channels.find(session, record, place.address)
    if found is None:
        return off()
    known = people.find(session, found.by)
    return on(place.address, known.name if known else "")
