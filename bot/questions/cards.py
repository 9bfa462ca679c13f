"""The cards of a question: its circle's, that of whoever decides, and what stands around them, read together and rendered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.questions import closed
from bot.questions.kinds import OPEN
from bot.views import questions as view
from bot.views import questions_asker
from bot.views.blocks import Message
from bot.views.questions import Shown
from bot.views.questions_asker import ForAsker
from bot.words import Reader
from storage import amending, contributions, inquiries, people, questions, questions_left
from storage.models import Question


def card(session: Session, question_id: int, reader: Reader) -> Message | None:
    """Render a question for its circle."""
    question = questions.find(session, question_id)
    return None if question is None else view.card(shown(session, question), reader)


def for_asker(session: Session, question_id: int, reader: Reader) -> Message | None:
    """Render a question with its answers for whoever decides: the asker, or the desk when their account has ended."""
    question = questions.find(session, question_id)
    if question is None:
        return None
    given = contributions.of_question(session, question_id)
    is_gone = contributions.is_deactivated(session, question.asked_by)
    if is_gone:
        given = [one for one in given if not closed.is_for_asker(question, one)]
    around = shown(session, question, {one.by for one in given})
    if question.left_closed_at is not None and not is_gone:  # all others count less
        around = replace(around, answers=sum(one.by != question.asked_by for one in given))
    return questions_asker.card(ForAsker(around, given, is_for_desk=is_gone), reader)


def nudge(session: Session, question_id: int, reader: Reader) -> Message | None:
    """Render the reminder that nobody has answered yet."""
    question = questions.find(session, question_id)
    return None if question is None else questions_asker.nudge(shown(session, question), reader)


def note(session: Session, question_id: int, reader: Reader) -> Message | None:
    """Render the line that asks for a decision; None, which takes it away, as soon as there is nothing to decide."""
    question = questions.find(session, question_id)
    return None if question is None else questions_asker.note(shown(session, question), reader)


def past(_session: Session, _question_id: int, _reader: Reader) -> Message | None:
    """Take a line away in whose place a newer one has come."""
    return None


def first(session: Session, question_id: int, reader: Reader) -> Message | None:
    """Render the line that says that the first answer has come; it goes when the question has ended."""
    question = questions.find(session, question_id)
    return questions_asker.first_answer(reader) if question is not None and question.state == OPEN else None


def shown(session: Session, question: Question, others: Collection[str] = ()) -> Shown:
    """Return a question with the number of its answers and the names of whoever it shows, and of `others`."""
    credited = questions.credited(session, question.id)
    known = people.many(session, {question.asked_by, *credited, *others})
    names = {user_id: one.name for user_id, one in known.items()}
    answers = questions.answers(session, [question.id]).get(question.id, 0)
    deleted = contributions.deleted_sources(session, question.id) if credited else 0
    changed = amending.changed_sources(session, question.id) if credited else 0
    pings = [ping.state for ping in inquiries.pings(session, question.inquiry_id)] if question.inquiry_id else []
    is_archived = question.state == OPEN and questions_left.is_archived(session, question.place)
    has_own = question.state == OPEN and contributions.has_own(session, question)
    return Shown(
        question,
        answers,
        credited,
        names,
        deleted,
        asked=len(pings),
        waiting=pings.count("waiting"),
        is_archived=is_archived,
        has_own=has_own,
        changed_sources=changed,
    )
