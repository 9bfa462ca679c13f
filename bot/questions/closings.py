"""Telling everybody who answered how a question ended: exactly one message each, edited when the public reply comes.

The asker has a card of their own. Experts who were asked in person have theirs, which shows the end: nobody hears it twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.inquiries_state import KIND_EXPERT
from bot.people import is_user_id
from bot.questions.kinds import CLOSING
from bot.views import closings as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import closings, contributions, questions, thanks
from storage.models import Question

if TYPE_CHECKING:
    from bot.services import Services


def tell(services: Services, session: Session, question: Question) -> None:
    """Tell whoever answered a held question that has ended, inside the caller's transaction, and only once each."""
    session.flush()
    asked = closings.pings(session, question)
    for ping_id in asked:
        services.messenger.redraw(session, KIND_EXPERT, ping_id)
    told = {question.asked_by, *asked.values()}
    for user_id in contributions.authors(session, question.id):
        if user_id in told or not is_user_id(user_id):
            continue  # somebody who was erased hears nothing any more
        made = closings.add(session, question.id, user_id, services.now())
        if made is not None:
            services.messenger.show(session, CLOSING, made.id, user_id)


def card(session: Session, closing_id: int, reader: Reader) -> Message | None:
    """Render how a question ended, for somebody who answered it."""
    closing = closings.find(session, closing_id)
    question = questions.find(session, closing.question_id) if closing else None
    if closing is None or question is None:
        return None
    is_accepted = closing.user_id in questions.credited(session, question.id)
    is_listed = thanks.is_listed(session, closing.user_id)
    return view.card(question, is_accepted=is_accepted, is_listed=is_listed, reader=reader)
