"""How long questions and what goes with them are kept; what is deleted leaves Slack as well. See docs/privacy.md."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers import index
from bot.forgetting import forget_each
from bot.questions import experts, states
from bot.questions.kinds import QUESTION_FIRST
from storage import inquiries
from storage import questions_kept as kept

if TYPE_CHECKING:
    from bot.services import Services

KEPT = timedelta(days=730)
"""Questions after their end, those that never ended from when they were asked; and private uses of answers."""
SHORT = timedelta(days=180)
"""What people searched in vain, and that a suggestion was made in a thread."""
_MOST_ROUNDS = 50


def prune(services: Services) -> None:
    """Delete what is too old, with its messages; a tick. A part of it each time."""
    now = services.now()
    for remove, before in (
        (kept.remove_gaps, now - SHORT),
        (kept.remove_hints, now - SHORT),
        (kept.remove_uses, now - KEPT),
    ):
        for _ in range(_MOST_ROUNDS):
            with services.database.begin() as session:
                removed = remove(session, before)
            if removed < kept.AT_ONCE:
                break
    with services.database.read() as session:
        old = kept.old_questions(session, now - KEPT)
    forget_each(services, "question", old, forget)


def forget(services: Services, session: Session, question_id: int) -> None:
    """Delete a question with its answers, its messages and its inquiry, inside the caller's transaction.

    Public replies that were made with an answer of the bank are kept with that.
    """
    authors = experts.hold_authors(session, question_id)
    question = states.held(session, question_id)
    states.redraw(services, session, question)  # what they showed is gone, so the messages go
    services.messenger.redraw(session, QUESTION_FIRST, question.id)
    inquiry_id = question.inquiry_id
    kept.remove_question(session, question_id)
    if inquiry_id is not None:
        inquiries.remove(session, inquiry_id)
    session.expire_all()
    index.reindex_questions(session, [question_id])
    experts.count_evidence(services, session, authors)
    services.memory.changed(session, states.BODY)
