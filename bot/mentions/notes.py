"""What a mention makes the bot say beside its card: lines in the card's thread, and messages elsewhere.

A line stands in the thread of the mention's first card. Where there is no card, it goes to the person whom it is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.mentions import digest_pages
from bot.mentions.kinds import MENTION, NOTE, SOURCES
from bot.tips.kinds import TIP, TIP_TIPPER
from storage import mentions, mentions_desk, tips
from storage.models import Card, Mention, MentionNote

if TYPE_CHECKING:
    from bot.services import Services

DISCUSSION, PRAISE = "discussion", "praise"
REMINDER, LATE, RETURNED, REOPENED, TAKEN, DUTY = "reminder", "late", "returned", "reopened", "taken", "duty"
_FOLLOWS = frozenset({DISCUSSION, DUTY})
"""Notes that show how the mention stands, and change with it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line for somebody ("" when it is for whoever reads it). `clock` is the moment it is about: said of one moment once."""

    what: str
    whom: str
    clock: datetime
    by: str = ""


def tell(
    services: Services, session: Session, mention: Mention, line: Line, now: datetime, *, is_silent: bool = False
) -> None:
    """Say a line in the thread of a mention's first card, inside the caller's transaction.

    One that `is_silent` is only noted: the card shows it, and nobody's telephone rings.
    """
    shown = mentions_desk.places(session, MENTION, mention.id)
    place = shown[0][1] if shown else line.whom
    if not place:
        return
    values = {"mention_id": mention.id, "what": line.what, "place": place, "round": moment_number(line.clock)}
    note = mentions_desk.add_note(session, {**values, "text": "", "by": line.by, "whom": line.whom, "at": now})
    if note is not None and not is_silent:
        card = services.messenger.show(session, NOTE, note.id, place)
        card.thread_of = _thread(shown[0][0]) if shown else None


def put(services: Services, session: Session, note: MentionNote) -> None:
    """Show a new note in its place, inside the caller's transaction; its author is told when the place takes no messages."""
    services.messenger.show(session, NOTE, note.id, note.place, asked_by=note.by or None)


def redraw(services: Services, session: Session, mention_id: int) -> None:
    """Bring every card that shows how a mention stands up to date, inside the caller's transaction."""
    session.flush()
    services.messenger.redraw(session, MENTION, mention_id)
    show_sources(services, session, mention_id, only_new=True)
    for note in mentions_desk.notes_of(session, mention_id):
        if note.what in _FOLLOWS:
            services.messenger.redraw(session, NOTE, note.id)
    digest_pages.redraw(services, session, mention_id)
    for tip_id in tips.of_mention(session, mention_id):
        for kind in (TIP, TIP_TIPPER):
            services.messenger.redraw(session, kind, tip_id)


def show_sources(services: Services, session: Session, mention_id: int, *, only_new: bool = False) -> None:
    """Keep the list of sources in the thread of every card of a mention that was seen in more than one place.

    `only_new` adds lists where a card has none yet and leaves the others as they are.
    """
    session.flush()
    if len(mentions.sightings(session, mention_id, most=2)) < 2:
        return
    listed = {address for _card, address in mentions_desk.places(session, SOURCES, mention_id)} if only_new else set()
    for card, address in mentions_desk.places(session, MENTION, mention_id):
        if address not in listed:
            services.messenger.show(session, SOURCES, mention_id, address).thread_of = _thread(card)


def _thread(card: Card) -> int:
    """Return the card that begins the thread: a mention taken up from a digest stands in the digest's own."""
    return card.thread_of or card.id


def moment_number(moment: datetime) -> int:
    """Return the minute of a moment as a number that a column can hold."""
    return int(moment.timestamp() // 60)
