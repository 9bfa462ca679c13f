"""Looking at one answer of the bank: who may see it, who may change it, and everything that its window shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers import states
from bot.answers.content import Content, content_of
from bot.answers.kinds import HOUSE
from bot.answers.states import Standing
from bot.errors import NotFound, Refused
from bot.people import Asker
from bot.questions import closed
from bot.roles import Role, require
from storage import answers, questions
from storage.models import Answer

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Details:
    """One answer as somebody sees it."""

    answer: Answer
    content: Content
    standing: Standing
    owes: tuple[str, ...]
    """The languages in which it says nothing yet."""
    uses: int = 0
    last_used: datetime | None = None
    question: int = 0
    """The question to colleagues that it comes from; 0 when there is none that this person may know of."""
    may_edit: bool = False
    is_proposal: bool = False


def details(services: Services, answer_id: int, *, by: Asker) -> Details:
    """Return an answer with all that its window shows; raises NotFound for what this person may not see."""
    require(by.role, Role.EMPLOYEE)
    day = states.today(services)
    with services.database.read() as session:
        answer = answers.find(session, answer_id)
        if answer is None or not may_see(answer, by):
            raise gone()
        texts = answers.texts(session, answer_id)
        uses, last = answers.used(session, answer_id)
        asked = _question(session, answer, by)
    return Details(
        answer,
        content_of(answer, texts),
        states.standing(answer, day),
        states.owed(texts),
        uses,
        last,
        asked,
        may_edit(answer, by),
        states.is_proposal(answer),
    )


def may_see(answer: Answer, by: Asker) -> bool:
    """Tell whether somebody may see an answer: managers all, its owner and who made it theirs, others what is for the house."""
    if by.role >= Role.MANAGER or by.id in (answer.owner, answer.made_by):
        return by.role >= Role.EMPLOYEE
    return by.role >= Role.EMPLOYEE and answer.visibility == HOUSE and answer.withdrawn_at is None


def may_edit(answer: Answer, by: Asker) -> bool:
    """Tell whether somebody may change an answer: managers, and whoever keeps it."""
    return by.role >= Role.MANAGER or (by.role >= Role.EMPLOYEE and by.id == answer.owner)


def held(session: Session, answer_id: int, *, by: Asker) -> Answer:
    """Return an answer as it is now, held for a change.

    Raises NotFound when there is none that this person may see, Refused when they may not change it.
    """
    answer = answers.locked(session, answer_id)
    if answer is None or not may_see(answer, by):
        raise gone()
    require_edit(answer, by)
    return answer


def require_edit(answer: Answer, by: Asker) -> None:
    """Raise Refused for who may not change an answer."""
    if not may_edit(answer, by):
        raise Refused(
            "Only social managers and the owner of an answer change it. Report it if it is outdated or wrong."
        )


def gone() -> NotFound:
    """Return what is said about an answer that is not there, or not for this person."""
    return NotFound("This answer is no longer in the answer bank. Write “/some answers” to see what is.")


def _question(session: Session, answer: Answer, by: Asker) -> int:
    """Return the question that an answer came from; of a closed circle for who asked, and for the desk when it is the desk's."""
    asked = questions.find(session, answer.question_id) if answer.question_id else None
    if asked is None or not (asked.asked_by == by.id or closed.is_open_to(asked, by)):
        return 0
    return asked.id
