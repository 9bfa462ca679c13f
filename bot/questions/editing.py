"""Changing a question and taking it back: its asker and the desk may; the card follows, and nobody gets a new message."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot import working_hours
from bot.answers import gaps
from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Conflict, Invalid
from bot.inquiries_draft import checked_question
from bot.language.asked import language_asked
from bot.people import Asker
from bot.questions import asked, closed, experts, states
from bot.questions.draft import MOST_WHY, Draft, checked_link, checked_moment, only_link
from bot.questions.kinds import OPEN, REMOVED, SOLVED
from bot.views.blocks import clean, one_line
from bot.words import LANGUAGES
from storage import contributions
from storage.models import Question

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Carried:
    """What the form that changes a question carries: the question, and a mark of what it was when the form was opened."""

    question_id: int
    mark: str

    def packed(self) -> str:
        """Return it as a short text."""
        return json.dumps([self.question_id, self.mark])

    @classmethod
    def unpacked(cls, text: str) -> Carried:
        """Read what `packed` wrote."""
        question_id, mark = json.loads(text)
        return cls(int(question_id), str(mark))


def to_edit(services: Services, question_id: int, *, by: Asker) -> tuple[Question, Carried]:
    """Return a question that somebody may change, and what its form carries."""
    with services.database.begin() as session:
        question = states.mine_or_desk(session, question_id, by, even_over=True)
    return question, Carried(question.id, _mark(question))


def edit(services: Services, carried: Carried, draft: Draft, *, by: Asker) -> Question:
    """Change a question's words, deadline, language, link and reason; the log has which, never the words.

    Raises Invalid at the field that is wrong, Conflict when somebody else has changed it while the form was open.
    """
    now = services.now()
    working_hours.read_calendar(now)
    with services.database.begin() as session:
        authors = experts.hold_authors(session, carried.question_id)
        question = states.mine_or_desk(session, carried.question_id, by, even_over=True)
        wanted = _wanted(question, draft, now)
        changed = {name: value for name, value in wanted.items() if getattr(question, name) != value}
        if not changed:
            return question
        if _mark(question) != carried.mark:
            raise Conflict("Somebody has changed this question meanwhile. Close the form and open it again to see how.")
        if "needed_by" in changed:
            states.set_deadline(question, changed.pop("needed_by"), now)
            changed["deadline"] = ""
        sought = gaps.key_of(question.text)
        for name, value in changed.items():
            if name != "deadline":
                setattr(question, name, value)
        question.is_reworded |= question.state == SOLVED and "text" in changed
        if "text" in changed:
            closed.settle_gap(services, session, question, sought)
        act = Act(by.id, "question.edited", states.subject(question))
        states.changed(services, session, question, now, act, fields=sorted(changed))
        experts.count_evidence(services, session, authors if question.state == SOLVED else [])
        return question


def take_back(services: Services, question_id: int, *, by: Asker) -> None:
    """Take a question back: its words and those of its answers go for good, its card says so, and nobody finds it any more."""
    now = services.now()
    with services.database.begin() as session:
        authors = experts.hold_authors(session, question_id)
        question = states.mine_or_desk(session, question_id, by, even_over=True)
        was_solved = question.state == SOLVED
        question.state, question.ended_at, question.next_at, question.is_due = REMOVED, now, None, False
        gaps.forget(session, gaps.key_of(question.text))
        for name in ("text", "why", "public_link", "origin", "solution", "reply_link"):
            setattr(question, name, "")
        contributions.empty(session, question_id)
        asked.forget_answers(session, question)
        act = Act(by.id, "question.taken_back", states.subject(question))
        states.changed(services, session, question, now, act)
        experts.count_evidence(services, session, authors if was_solved else [])


def _wanted(question: Question, draft: Draft, now: datetime) -> dict[str, Any]:
    """Return what a form wants a question to be, checked; a deadline that stands is not asked for again."""
    text = checked_question(draft.question)
    if only_link(text):
        raise Invalid("This is only a link. Write what you want to know about it.", field="question")
    why = clean(draft.why).strip()
    check_length(why, MOST_WHY, "why")
    if draft.language not in ("", *LANGUAGES):
        raise Invalid("Choose a language.", field="language")
    language = language_asked(text)
    wanted: dict[str, Any] = {
        "text": text,
        "why": why,
        "language": language,
        "answer_language": draft.language or language,
        "public_link": checked_link(one_line(draft.link)),
    }
    stands = _minute(draft.needed_by) == _minute(question.needed_by)
    if question.state == OPEN and not stands:
        wanted["needed_by"] = checked_moment(draft.needed_by, now)
    return wanted


def _minute(moment: datetime | None) -> datetime | None:
    """Return a moment as Slack's picker knows it."""
    return moment.replace(second=0, microsecond=0) if moment else None


def _mark(question: Question) -> str:
    said = [question.text, question.why, question.answer_language, question.public_link, str(question.needed_by)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
