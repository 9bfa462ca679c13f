"""What a closed circle closes: who may know of its questions, and what is counted of them.

The desk's own channel may be private too. What is asked there is the desk's: social managers find, trace and save it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers import gaps
from bot.people import Asker
from bot.questions.kinds import ACCEPTED, DESK
from bot.roles import Role
from storage.models import Contribution, Question

if TYPE_CHECKING:
    from bot.services import Services


def is_open_to(question: Question, by: Asker) -> bool:
    """Tell whether somebody who neither asked nor answered may know of a question."""
    return not question.is_closed_circle or (question.circle == DESK and by.role >= Role.MANAGER)


def leave(question: Question, now: datetime) -> None:
    """Note that a held question goes on from where it stands to another place: what a closed circle answered stays there."""
    if question.is_closed_circle:
        question.left_closed_at = now
        question.closed_rooms += f"{question.place} " if question.place else ""


def is_for_asker(question: Question, answer: Contribution) -> bool:
    """Tell whether an answer was given in a closed circle that its question has left, and was not accepted."""
    left = question.left_closed_at
    if left is None or answer.state == ACCEPTED:
        return False
    return answer.at <= left or answer.channel in question.closed_rooms.split()


def may_read(services: Services, question: Question, answer: Contribution, by: Asker) -> bool:
    """Tell whether somebody who may know of a question may read an answer to it: the desk may, what its own channel said."""
    desk = services.settings.desk_channel
    is_desks = by.role >= Role.MANAGER and bool(desk) and answer.channel == desk
    return is_desks or by.id in (question.asked_by, answer.by) or not is_for_asker(question, answer)


def settle_gap(services: Services, session: Session, question: Question, before: str = "") -> None:
    """Bring in line what is counted as sought in vain with a held question, inside the caller's transaction.

    `before` is under what its words were counted until now, when they were others. Of a closed circle nothing stays counted for
    the desk, as of what was taken back.
    """
    if question.text and (not question.is_closed_circle or question.circle == DESK):
        gaps.reworded(services, session, before, question.text, question.language)
    else:
        gaps.forget(session, before, gaps.key_of(question.text))
