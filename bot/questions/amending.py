"""Putting right what one has answered: in the thread, or by the form, whose answers their author changes and takes back here.

What was accepted stands as it was accepted: whoever decides is told that its author says something else now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.errors import Conflict, NotFound, Refused
from bot.inquiries_draft import checked_answer
from bot.people import Asker
from bot.questions import contributions, deciders, states
from bot.questions.contributions import Given
from bot.questions.kinds import ACCEPTED, REMOVED, SOLVED
from bot.roles import Role, require
from storage import amending as stored
from storage.models import Contribution, Question

if TYPE_CHECKING:
    from bot.services import Services

_LEAST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody has answered to a question by the form, the oldest first."""

    question: Question
    answers: tuple[Contribution, ...]


def own(services: Services, question_id: int, *, by: Asker) -> Own:
    """Return what somebody has answered to a question by the form. Raises NotFound when the question is gone."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        question = states.known(session, question_id)
        if question.state == REMOVED:
            raise states.gone()
        return Own(question, tuple(stored.by_form(session, by.id, question_id)))


def to_change(services: Services, answer_id: int, *, by: Asker) -> tuple[Question, Contribution]:
    """Return an answer that its author may change, with its open question, for the form."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        question, known = _held(session, answer_id, by)
    _must_stand(known)
    states.must_be_open(question)
    return question, known


def change(services: Services, answer_id: int, text: str, *, by: Asker) -> int:
    """Let one's own answer by the form say something else while its question is open; return the question's id.

    Raises Invalid (field "answer"), Refused when it is somebody else's, Conflict when the question is over.
    """
    require(by.role, Role.EMPLOYEE)
    said, now = checked_answer(text), services.now()
    with services.database.begin() as session:
        question, known = _held(session, answer_id, by)
        _must_stand(known)
        states.must_be_open(question)
        at = max(now, (known.edited_at or known.at) + _LEAST)  # an edit is followed when it is newer
        given = Given(by.id, said, known.source, known.at, edited_at=at)
        contributions.edited(services, session, question, known, given)
        return question.id


def take_back(services: Services, answer_id: int, *, by: Asker) -> int:
    """Take one's own answer by the form back, after its acceptance as well; return the question's id. Twice changes nothing."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        question, known = _held(session, answer_id, by)
        contributions.deleted(services, session, question, known)
        return question.id


def edited(services: Services, session: Session, question: Question, known: Contribution, given: Given) -> None:
    """Follow the author's edit of an answer to a held question, inside the caller's transaction.

    After its acceptance the solution stays, and whoever decides hears once that its author says something else.
    """
    before = known.text
    contributions.edited(services, session, question, known, given)
    if question.state != SOLVED or known.state != ACCEPTED or known.text in ("", before):
        return
    is_first = stored.changed_sources(session, question.id) == 0
    known.is_changed = True
    session.flush()
    if is_first and known.by != question.asked_by:
        deciders.tell(services, session, question, ring=True, anew=True)


def _held(session: Session, answer_id: int, by: Asker) -> tuple[Question, Contribution]:
    """Return and hold a question with an answer that the person who clicked has given by the form."""
    known = stored.find(session, answer_id)
    if known is None:
        raise _gone()
    question = states.held(session, known.question_id)
    known = stored.find(session, answer_id)  # as it is now that nobody else changes it
    if known is None:
        raise _gone()
    if known.by != by.id:
        raise Refused("Only whoever wrote an answer changes it or takes it back.")
    if known.channel is not None:
        raise Conflict("This answer is a message of yours. Edit or delete the message, and I follow.")
    if question.state == REMOVED:
        raise states.gone()
    return question, known


def _must_stand(known: Contribution) -> None:
    if not known.text:
        raise _gone()


def _gone() -> NotFound:
    return NotFound("This answer was taken back, or is not kept any more.")
