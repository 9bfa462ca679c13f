"""How a question to colleagues stands, and the steps that several use cases take.

Whoever changes a question, its contributions or its closings holds the question's row. Who needs profiles as well takes those
first, by growing id; who needs the question's inquiry takes that after the question. So nobody waits in a circle.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.answers import index
from bot.audit import Act
from bot.errors import Conflict, NotFound, Refused
from bot.inquiries_state import KIND_EXPERT
from bot.people import Asker
from bot.questions import asked
from bot.questions.kinds import (
    CLOSING,
    OPEN,
    OVER,
    QUESTION,
    QUESTION_ASKER,
    QUESTION_FIRST,
    QUESTION_NOTE,
    QUESTION_NOTE_PAST,
    QUESTION_NUDGE,
    REMOVED,
)
from bot.roles import Role, require
from storage import cards, closings, contributions, questions
from storage.models import Card, Question

if TYPE_CHECKING:
    from bot.services import Services

BODY = "questions"
"""The body of data in memory: the channels with questions."""


def held(session: Session, question_id: int) -> Question:
    """Return a question and hold it until the transaction ends; raises NotFound when it is deleted."""
    found = questions.locked(session, question_id)
    if found is None:
        raise gone()
    return found


def known(session: Session, question_id: int) -> Question:
    """Return a question as it stands; raises NotFound when it is deleted."""
    found = questions.find(session, question_id)
    if found is None:
        raise gone()
    return found


def is_mine_or_desk(question: Question, by: Asker) -> bool:
    """Tell whether somebody may decide about a question: who asked it, and social managers."""
    return question.asked_by == by.id or by.role >= Role.MANAGER


def mine_or_desk(session: Session, question_id: int, by: Asker, *, even_over: bool = False) -> Question:
    """Return and hold a question about which the person who clicked may decide.

    Raises Refused for others, NotFound when it is deleted or taken back, Conflict when it is over (unless `even_over`).
    """
    require(by.role, Role.EMPLOYEE)
    question = held(session, question_id)
    if not is_mine_or_desk(question, by):
        raise Refused("Only the person who asked and the desk may decide this.")
    if question.state == REMOVED:
        raise gone()
    if not even_over and question.state in OVER:
        raise over()
    return question


def must_be_open(question: Question) -> None:
    """Raise NotFound when a question was taken back, Conflict when it is over otherwise."""
    if question.state == REMOVED:
        raise gone()
    if question.state != OPEN:
        raise over()


def show(services: Services, session: Session, question: Question) -> Card | None:
    """Show a question's card in its circle's channel, inside the caller's transaction; None for experts only."""
    session.flush()
    if not question.place:
        return None
    services.memory.changed(session, BODY)
    return services.messenger.show(session, QUESTION, question.id, question.place, asked_by=question.asked_by)


def tell(services: Services, session: Session, question: Question, *, ring: bool = False, anew: bool = False) -> None:
    """Show the asker their own card, inside the caller's transaction; one that stands there is only edited.

    With `ring`, a line in the card's thread says that they are to look: an edited message rings for nobody. `anew` is for what
    happens once, like a deadline: a line that stands there already is taken away for a new one.
    """
    session.flush()
    first = services.messenger.show(session, QUESTION_ASKER, question.id, question.asked_by)
    if ring:
        _ring(services, session, question, first, anew=anew)


def redraw_note(services: Services, session: Session, question: Question) -> None:
    """Bring the line under the asker's card up to date; one that was taken away comes with a new ring only."""
    note = cards.find(session, QUESTION_NOTE, question.id, question.asked_by)
    if note is not None and (note.ts is not None or note.wanted > note.shown):
        services.messenger.redraw(session, QUESTION_NOTE, question.id)


def tell_first_answer(services: Services, session: Session, question: Question) -> None:
    """Say, under a card of the asker that stands already, that the first answer has come: an edit rings for nobody."""
    stands = cards.find(session, QUESTION_ASKER, question.id, question.asked_by)
    if stands is None or contributions.is_deactivated(session, question.asked_by):
        return
    if cards.find(session, QUESTION_FIRST, question.id, question.asked_by) is not None:
        return
    line = services.messenger.show(session, QUESTION_FIRST, question.id, question.asked_by)
    line.thread_of = stands.id


def redraw(services: Services, session: Session, question: Question) -> None:
    """Bring everything up to date that shows a question, inside the caller's transaction: cards that nobody has yet stay away."""
    session.flush()
    for place in contributions.deleted_cards(session, question.id) if question.state != REMOVED else ():
        services.messenger.show(session, QUESTION, question.id, place, asked_by=question.asked_by)
    ended = (QUESTION_FIRST,) if question.state != OPEN else ()
    for kind in (QUESTION, QUESTION_ASKER, QUESTION_NUDGE, *ended):
        services.messenger.redraw(session, kind, question.id)
    redraw_note(services, session, question)
    for closing_id in questions.closings(session, question.id):
        services.messenger.redraw(session, CLOSING, closing_id)
    for ping_id in closings.pings(session, question):
        services.messenger.redraw(session, KIND_EXPERT, ping_id)


def changed(services: Services, session: Session, question: Question, now: datetime, act: Act, **after: Any) -> None:
    """Finish a person's change of a held question: count it, note it (never texts), index it, and redraw what shows it."""
    question.version += 1
    asked.follow(session, question, now)
    session.flush()
    index.reindex_questions(session, [question.id])
    audit.note(session, now, act, after={"state": question.state, **after})
    redraw(services, session, question)


def set_deadline(question: Question, moment: datetime | None, now: datetime) -> None:
    """Change until when a held question's answer is needed; its half time is counted anew, and nobody has to decide any more."""
    question.needed_by, question.is_due = moment, False
    question.next_at = half_time(now, moment)
    question.nudged_at = None


def ahead(question: Question, now: datetime) -> datetime | None:
    """Return until when a question's answer is needed, while that is still to come."""
    return question.needed_by if question.needed_by is not None and question.needed_by > now else None


def half_time(start: datetime, needed_by: datetime | None) -> datetime | None:
    """Return when half of the time is gone, at which the clock looks at a question first; None without a deadline."""
    return None if needed_by is None else start + (needed_by - start) / 2


def subject(question: Question) -> str:
    """Return what audit entries call a question."""
    return f"question:{question.id}"


def over() -> Conflict:
    """Say that a question has ended."""
    return Conflict("This question is closed already: its card shows what came of it.")


def gone() -> NotFound:
    """Say that a question is not there any more."""
    return NotFound("This question was taken back, or is not kept any more.")


def _ring(services: Services, session: Session, question: Question, first: Card, *, anew: bool) -> None:
    """Say in the thread of the asker's card that they have to decide. What was decided is gone from there (see `cards.note`)."""
    known = cards.find(session, QUESTION_NOTE, question.id, question.asked_by)
    if known is not None and known.ts is not None and known.removed_at is None:
        if not anew:
            services.messenger.redraw(session, QUESTION_NOTE, question.id)
            return
        _put_away(services, session, question, known)
    note = services.messenger.show(session, QUESTION_NOTE, question.id, question.asked_by)
    note.thread_of = first.id


def _put_away(services: Services, session: Session, question: Question, note: Card) -> None:
    """Have a line taken away whose place a new one takes: one card is one message, which can only be edited."""
    before = cards.find(session, QUESTION_NOTE_PAST, question.id, question.asked_by)
    if before is not None:
        session.delete(before)
        session.flush()
    note.kind = QUESTION_NOTE_PAST
    session.flush()
    services.messenger.redraw(session, QUESTION_NOTE_PAST, question.id)
