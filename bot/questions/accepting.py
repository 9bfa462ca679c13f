"""Accepting an answer: the asker or the desk takes one, or several merged into one text, with credit to each who gave them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Conflict, Invalid, NotFound
from bot.people import Asker
from bot.questions import closings, deciders, experts, states
from bot.questions.kinds import SOLVED
from bot.views.blocks import clean
from storage import contributions, people
from storage.models import Contribution, Question

if TYPE_CHECKING:
    from bot.services import Services

MOST_SOLUTION = 3_000
"""Characters that a form takes; answers that are longer together are accepted as they stand, or shortened by hand."""
MOST_OFFERED = 100
"""Answers among which somebody chooses; Slack's menus take no more. The newest are offered."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with the answers among which somebody chooses, the oldest first, and the names of who gave them."""

    question: Question
    answers: tuple[Contribution, ...]
    names: dict[str, str]

    @property
    def merged(self) -> str:
        """The answers as one text."""
        return "\n\n".join(one.text for one in self.answers)


def to_accept(services: Services, question_id: int, *, by: Asker) -> Choice:
    """Return the answers to an open question, for the form. Raises NotFound when there are none yet."""
    with deciders.deciding(services, question_id, by) as (session, question):
        deciders.must_be_open(session, question, by)
        found = contributions.of_question(session, question_id)[-MOST_OFFERED:]
        if not found:
            raise NotFound("Nobody has answered yet. The first answer comes to the direct messages of whoever asked.")
        return _choice(session, question, found)


def chosen(services: Services, question_id: int, ids: Sequence[int], *, by: Asker) -> Choice:
    """Return the answers that somebody has ticked, for the text that is to stand. Raises Invalid (field "answers"), Conflict."""
    with deciders.deciding(services, question_id, by) as (session, question):
        deciders.must_be_open(session, question, by)
        return _ticked(session, question, ids)


def accept(services: Services, question_id: int, ids: Sequence[int], text: str = "", *, by: Asker) -> Question:
    """Accept answers with the text that stands from now on; an empty one takes them as they are written.

    Whoever is second hears who was first. Raises Invalid (field "text"), Conflict when an answer was deleted meanwhile.
    """
    now, said = services.now(), clean(text).strip()
    check_length(said, MOST_SOLUTION, "text")
    authors: list[int] = []

    def first(session: Session) -> None:
        authors[:] = experts.hold_authors(session, question_id)

    with deciders.deciding(services, question_id, by, first) as (session, question):
        if question.state == SOLVED and question.solved_by == by.id:
            return question  # the form, sent twice
        deciders.must_be_open(session, question, by)
        choice = _ticked(session, question, ids)
        contributions.accept(session, [one.id for one in choice.answers])
        question.state, question.solution = SOLVED, said or choice.merged
        question.solved_by, question.ended_at = by.id, now
        question.next_at, question.is_due = None, False
        act = Act(by.id, "question.solved", states.subject(question))
        states.changed(services, session, question, now, act, answers=len(choice.answers))
        deciders.tell(services, session, question)
        closings.tell(services, session, question)
        experts.count_evidence(services, session, authors)
        return question


def _ticked(session: Session, question: Question, ids: Sequence[int]) -> Choice:
    if not ids:
        raise Invalid("Tick one answer at least.", field="answers")
    found = [one for one in contributions.of_question(session, question.id) if one.id in set(ids)]
    if len(found) != len(set(ids)):
        raise Conflict("An answer was deleted meanwhile. Close the form and choose again.")
    return _choice(session, question, found)


def _choice(session: Session, question: Question, answers: Sequence[Contribution]) -> Choice:
    known = people.many(session, {question.asked_by, *(one.by for one in answers)})
    return Choice(question, tuple(answers), {user_id: one.name for user_id, one in known.items()})
