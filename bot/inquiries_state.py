"""How an inquiry stands: the states of a question and of each expert asked, and the steps that several use cases take.

Whoever changes an inquiry or one of its pings holds the inquiry's row. Who needs a profile's row as well takes that first, and
not more than one: so nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import working_hours
from bot.availability import Availability
from bot.errors import Conflict, NotFound, Refused
from bot.people import Asker
from bot.questions.kinds import QUESTION, QUESTION_ASKER
from storage import cards, inquiries
from storage.models import Inquiry, Ping

if TYPE_CHECKING:
    from bot.services import Services

KIND_ASKER = "inquiry"
"""The asker's card: one an inquiry."""
KIND_EXPERT = "ping"
"""An expert's card: one a ping."""
KIND_NOTE = "inquiry_note"
"""A line under the asker's card when something has come of a ping: a message that is only edited rings for nobody."""

ASKED, MOVING, CHOOSING, ANSWERED, SOLVED, STOPPED = "asked", "moving", "choosing", "answered", "solved", "stopped"
"""An inquiry: somebody has it; the next in line is looked for; the asker decides; there is an answer; it helped; it is over."""
CIRCLE = "circle"
"""An inquiry that belongs to an open question to a circle (Question.inquiry_id): it has no card for the asker and nobody next in
line, and its answers are contributions to that question, with which it ends."""
WAITING, DECLINED, LATER, SILENT, WITHDRAWN = "waiting", "declined", "later", "silent", "withdrawn"
"""A ping; one that is answered has the same word as an inquiry."""
OVER = frozenset({SOLVED, STOPPED})


def held(session: Session, inquiry_id: int) -> tuple[Inquiry, list[Ping]]:
    """Return an inquiry with its pings and hold it until the transaction ends; raises NotFound."""
    found = inquiries.locked(session, inquiry_id)
    if found is None:
        raise gone()
    return found, inquiries.pings(session, inquiry_id)


def mine(session: Session, inquiry_id: int, by: Asker) -> tuple[Inquiry, list[Ping]]:
    """Return and hold an open inquiry of the person who clicked; raises BotError when it is none."""
    inquiry, asked = held(session, inquiry_id)
    if inquiry.asked_by != by.id:
        raise Refused("Only the person who asked may decide this.")
    if inquiry.state in (CIRCLE, *OVER):
        raise over()
    return inquiry, asked


def to_me(session: Session, ping_id: int, by: Asker) -> tuple[Inquiry, Ping]:
    """Return a ping of the person who clicked, and hold its inquiry; raises BotError when it is none."""
    known = inquiries.ping(session, ping_id)
    if known is None:
        raise gone()
    inquiry, asked = held(session, known.inquiry_id)
    found = next((one for one in asked if one.id == ping_id), None)
    if found is None:
        raise gone()
    if found.user_id != by.id:
        raise Refused("Only the person who was asked may do this.")
    return inquiry, found


def send(services: Services, session: Session, inquiry: Inquiry, state: Availability, now: datetime) -> None:
    """Ask an expert, whose profile is held and who may be asked: one direct message, and the clock begins to run."""
    due = working_hours.after(now, services.settings.answer_hours, state.timezone)
    user_id = state.profile.user_id or ""
    ping = Ping(inquiry_id=inquiry.id, profile_id=state.profile.id, user_id=user_id, sent_at=now, due_at=due)
    session.add(ping)
    if inquiry.state != CIRCLE:
        inquiry.state, inquiry.next_id = ASKED, None
    session.flush()
    services.messenger.show(session, KIND_EXPERT, ping.id, user_id, asked_by=inquiry.asked_by)
    if inquiry.state != CIRCLE:
        services.messenger.show(session, KIND_ASKER, inquiry.id, inquiry.asked_by)


def give_up(ping: Ping, state: str, now: datetime) -> None:
    """Wait for an expert no more."""
    ping.state, ping.ended_at = state, now


def pass_on(inquiry: Inquiry, pings: Iterable[Ping]) -> None:
    """Let the next in line be looked for when the inquiry waits for nobody any more."""
    if inquiry.state == ASKED and is_alone(pings):
        inquiry.state = MOVING


def is_alone(pings: Iterable[Ping]) -> bool:
    """Tell whether nobody is waited for."""
    return all(ping.state != WAITING for ping in pings)


def end(inquiry: Inquiry, pings: Iterable[Ping], state: str, now: datetime) -> None:
    """End an inquiry; whoever still has the question is told that it is needed no more."""
    inquiry.state, inquiry.ended_at, inquiry.next_id = state, now, None
    for ping in pings:
        if ping.state == WAITING:
            give_up(ping, WITHDRAWN, now)


def redraw(services: Services, session: Session, inquiry: Inquiry, pings: Iterable[Ping]) -> None:
    """Bring every card of an inquiry up to date."""
    session.flush()
    services.messenger.redraw(session, KIND_ASKER, inquiry.id)
    for ping in pings:
        services.messenger.redraw(session, KIND_EXPERT, ping.id)
    question = inquiries.question_of(session, inquiry.id) if inquiry.state == CIRCLE else None
    if question is not None:
        for kind in (QUESTION, QUESTION_ASKER):
            services.messenger.redraw(session, kind, question.id)


def tell(services: Services, session: Session, inquiry: Inquiry, ping: Ping) -> None:
    """Tell the asker, in the thread of their card, that something has come of a ping. A card that is gone comes back."""
    session.flush()
    first = services.messenger.show(session, KIND_ASKER, inquiry.id, inquiry.asked_by)
    if cards.find(session, KIND_NOTE, ping.id, inquiry.asked_by) is None:
        note = services.messenger.show(session, KIND_NOTE, ping.id, inquiry.asked_by)
        note.thread_of = first.id
    else:
        services.messenger.redraw(session, KIND_NOTE, ping.id)


def over() -> Conflict:
    """Say that an inquiry has ended."""
    return Conflict("This question is closed already: there is nothing left to do.")


def gone() -> NotFound:
    """Say that an inquiry is deleted."""
    return NotFound("This question is not kept any more. If you still need an answer, please ask again.")
