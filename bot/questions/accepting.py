"""Accepting an answer: the asker or the desk takes one, or several merged into one text, with credit to each who gave them.

What was accepted wrongly is put right by opening the question again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Conflict, Invalid, NotFound
from bot.people import Asker
from bot.questions import asked, closed, closings, deciders, experts, states
from bot.questions.kinds import OPEN, SOLVED
from bot.views.blocks import clean
from storage import amending, contributions, people
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
        given = contributions.of_question(session, question_id)
        found = [one for one in given if closed.may_read(services, question, one, by)][-MOST_OFFERED:]
        if not found:
            raise NotFound("Nobody has answered yet. The first answer comes to the direct messages of whoever asked.")
        return _choice(session, question, found)


def chosen(services: Services, question_id: int, ids: Sequence[int], *, by: Asker) -> Choice:
    """Return the answers that somebody has ticked, for the text that is to stand. Raises Invalid (field "answers"), Conflict."""
    with deciders.deciding(services, question_id, by) as (session, question):
        deciders.must_be_open(session, question, by)
        return _ticked(services, session, question, ids, by)


def mark(answer: Contribution) -> str:
    """Return a short mark of what an answer says, by which the form knows what was read in it."""
    return hashlib.sha256(answer.text.encode()).hexdigest()[:8]


def accept(
    services: Services, question_id: int, ids: Sequence[int], text: str = "", *, by: Asker, read: Sequence[str] = ()
) -> Question:
    """Accept answers with the text that stands from now on; an empty one takes them as they are written.

    `read` are the marks of the answers as the form showed them: one that was changed while the form was open says so on the card.
    Whoever is second hears who was first. Raises Invalid (field "text"), Conflict when an answer was deleted meanwhile, or
    changed when it is to be taken as it is written.
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
        choice = _ticked(services, session, question, ids, by)
        _note_unread(choice, read, said)
        contributions.accept(session, [one.id for one in choice.answers])
        question.state, question.solution = SOLVED, said or choice.merged
        question.solved_by, question.ended_at = by.id, now
        question.next_at, question.is_due, question.is_reworded = None, False, False
        act = Act(by.id, "question.solved", states.subject(question))
        states.changed(services, session, question, now, act, answers=len(choice.answers))
        deciders.tell(services, session, question)
        closings.tell(services, session, question)
        experts.count_evidence(services, session, authors)
        return question


def _note_unread(choice: Choice, read: Sequence[str], said: str) -> None:
    """Mark answers that say something else than the form showed; Conflict when they would be taken as nobody has read them."""
    anew = [one for one in choice.answers if read and mark(one) not in read]
    if anew and not said:
        raise Conflict("An answer was changed meanwhile. Close the form and choose again.")
    for one in anew:
        one.is_changed = True


def to_reopen(services: Services, question_id: int, *, by: Asker) -> Question:
    """Return a question that is solved or closed, for the window that opens it again. Raises Conflict when it is open."""
    with deciders.deciding(services, question_id, by) as (_session, question):
        if question.state == OPEN:
            raise Conflict("This question is open: its card shows how it stands.")
        return question


def reopen(services: Services, question_id: int, ended_at: datetime | None, *, by: Asker) -> Question:
    """Open a question again: no answer is accepted any more, and all that show it follow without a new message.

    `ended_at` is the end that stood when the window was opened: Conflict when somebody has ended it anew since. The answer bank
    and the public reply stay as they are. A deadline that is over is no deadline any more.
    """
    now = services.now()
    authors: list[int] = []

    def first(session: Session) -> None:
        authors[:] = experts.hold_authors(session, question_id)

    with deciders.deciding(services, question_id, by, first) as (session, question):
        if question.state == OPEN:
            return question  # the window, sent twice
        if question.ended_at != ended_at:
            raise Conflict("Somebody has changed this question meanwhile. Close the form and open it again to see how.")
        amending.accept_no_more(session, question.id)
        _begin_anew(question, now)
        asked.again(session, question)
        services.memory.changed(session, states.BODY)  # its threads may have been followed no more
        act = Act(by.id, "question.reopened", states.subject(question))
        states.changed(services, session, question, now, act)
        experts.count_evidence(services, session, authors)
        return question


def _begin_anew(question: Question, now: datetime) -> None:
    """Take the end off a held question; the circle was nudged before, so that the clock looks at its deadline only."""
    question.state, question.solution, question.solved_by = OPEN, "", ""
    question.ended_at, question.is_due, question.is_reworded = None, False, False
    question.needed_by = question.next_at = states.ahead(question, now)


def _ticked(services: Services, session: Session, question: Question, ids: Sequence[int], by: Asker) -> Choice:
    """Return what was ticked, as far as whoever ticked it may read it: an old form may offer more."""
    if not ids:
        raise Invalid("Tick one answer at least.", field="answers")
    given = [one for one in contributions.of_question(session, question.id) if one.id in set(ids)]
    found = [one for one in given if closed.may_read(services, question, one, by)]
    if len(found) != len(set(ids)):
        raise Conflict("An answer was deleted meanwhile. Close the form and choose again.")
    return _choice(session, question, found)


def _choice(session: Session, question: Question, answers: Sequence[Contribution]) -> Choice:
    known = people.many(session, {question.asked_by, *(one.by for one in answers)})
    return Choice(question, tuple(answers), {user_id: one.name for user_id, one in known.items()})
