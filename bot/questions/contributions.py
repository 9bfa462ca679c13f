"""What colleagues answer to a question: by the form, in the thread of its card, or an expert in their direct messages.

One message or form is one contribution, however often and in whatever order Slack tells of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.inquiries_draft import checked_answer
from bot.people import Asker
from bot.questions import asked, closings, deciders, states, waiting
from bot.questions.kinds import ACCEPTED, DELETED, FORM, OPEN, REMOVED
from bot.roles import Role, require
from bot.views.blocks import clean, cut
from storage import contributions
from storage.models import Contribution, Question

if TYPE_CHECKING:
    from bot.services import Services

MOST_TEXT = 12_000
"""Characters of an answer that are kept; Slack itself takes hardly more in one message."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answered and when (UTC). `channel` and `ts` are its message in Slack, `key` is that of its form."""

    by: str
    text: str
    source: str
    at: datetime
    channel: str | None = None
    ts: str | None = None
    key: str | None = None
    edited_at: datetime | None = None


def to_write(services: Services, question_id: int, *, by: Asker) -> Question:
    """Return an open question for the form that answers it."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        question = states.known(session, question_id)
    states.must_be_open(question)
    return question


def write(services: Services, question_id: int, text: str, key: str, *, by: Asker) -> None:
    """Answer a question by the form, whose `key` makes sure that it counts once. Raises Invalid (field "answer")."""
    require(by.role, Role.EMPLOYEE)
    said, now = checked_answer(text), services.now()
    with services.database.begin() as session:
        question = states.held(session, question_id)
        if contributions.by_key(session, key) is not None:
            return
        states.must_be_open(question)
        add(services, session, question, Given(by.id, said, FORM, now, key=key))


def add(services: Services, session: Session, question: Question, given: Given) -> Contribution | None:
    """Keep an answer to a held question, inside the caller's transaction; None when it is known or comes after the end.

    The first answer of a colleague brings the asker their card; where that stands already, a line under it. An expert who was
    asked in person is waited for no more, wherever they answer. One that was given before the end and is told only now counts,
    and its author hears the end as well.
    """
    if question.state == REMOVED or (question.ended_at is not None and given.at > question.ended_at):
        return None
    is_first = given.by != question.asked_by and not contributions.is_answered(session, question)
    made = contributions.add(
        session,
        {
            "question_id": question.id,
            "by": given.by,
            "text": cut(clean(given.text).strip(), MOST_TEXT),
            "source": given.source,
            "channel": given.channel,
            "ts": given.ts,
            "key": given.key,
            "state": "given",
            "at": given.at,
            "edited_at": given.edited_at,
        },
    )
    if made is None:
        return None
    waiting.has_answered(services, session, question, made)
    _changed(services, session, question, Act(given.by, "question.answered", states.subject(question)), given.source)
    if question.state == OPEN and given.by != question.asked_by:
        if is_first:
            states.tell_first_answer(services, session, question)
        deciders.tell(services, session, question)
    if question.state != OPEN:
        closings.tell(services, session, question)
    return made


def edited(services: Services, session: Session, question: Question, known: Contribution, given: Given) -> None:
    """Follow the author's edit of an answer to a held question; an older wording never replaces a newer one.

    The solution stays as it was accepted. An edit that leaves no words is a deletion.
    """
    said = cut(clean(given.text).strip(), MOST_TEXT)
    newest = known.edited_at or known.at
    if not known.text or given.edited_at is None or given.edited_at <= newest:
        return
    if not said:
        deleted(services, session, question, known)
        return
    is_same, known.edited_at = known.text == said, given.edited_at
    if not is_same:
        asked.said_anew(session, question, known.by, known.text, said)
        known.text = said
        act = Act(known.by, "question.answer_edited", states.subject(question))
        _changed(services, session, question, act, known.source)


def deleted(services: Services, session: Session, question: Question, known: Contribution) -> None:
    """Forget the words of an answer to a held question; one that was accepted keeps its credit, and the card says it is gone."""
    if not known.text:
        return
    asked.said_anew(session, question, known.by, known.text, "")
    known.text = ""
    if known.state != ACCEPTED:
        known.state = DELETED
    act = Act(known.by, "question.answer_deleted", states.subject(question))
    _changed(services, session, question, act, known.source)


def buried(session: Session, question: Question, given: Given) -> None:
    """Remember that a message was deleted before it was told of, so that it never counts."""
    values = {"question_id": question.id, "by": given.by, "text": "", "source": given.source, "state": DELETED}
    contributions.add(session, {**values, "channel": given.channel, "ts": given.ts, "at": given.at})


def _changed(services: Services, session: Session, question: Question, act: Act, source: str) -> None:
    question.version += 1
    audit.note(session, services.now(), act, after={"source": source})
    states.redraw(services, session, question)
