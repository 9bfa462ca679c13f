"""Erasures and questions: what somebody asked goes, what they answered loses its words, and the bank keeps what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.answers import index
from bot.answers import kinds as bank
from bot.questions import retention, states
from storage import privacy, questions
from storage import privacy_questions as stored
from storage.models import Contribution, Question, Record
from storage.privacy import Traces

if TYPE_CHECKING:
    from bot.services import Services


def hand_back(services: Services, session: Session, traces: Traces) -> tuple[tuple[str, ...], set[int]]:
    """Take a colleague out of questions and answers, before their profile goes.

    Returns the public replies of theirs that still wait to be corrected, and the questions to be drawn anew in the end.
    """
    if not traces.user_id:
        return (), set()
    for question_id in stored.questions_of(session, traces.user_id):
        retention.forget(services, session, question_id)
    about = set(stored.questions_with(session, traces.user_id))
    stored.empty_answers(session, traces.user_id)
    waiting = stored.drop(session, traces.user_id)
    services.memory.changed(session, bank.BODY)
    return tuple(waiting), about


def scrubbed(session: Session, traces: Traces, pseudonym: str) -> None:
    """Let only the pseudonym stand where the answer bank had somebody's id; what it says stays as it is."""
    only_id = replace(traces, profile_id=None, hr_id="", email="", names=())
    privacy.scrub(session, only_id, lambda value: _mended(value, only_id, pseudonym), stored.BANK)


def redraw(services: Services, session: Session, mended: Iterable[Record], about: Iterable[int]) -> None:
    """Bring the cards and search terms of questions up to date whose texts or people have just changed."""
    changed = set(about)
    for row in mended:
        if isinstance(row, Question | Contribution):
            changed.add(row.id if isinstance(row, Question) else row.question_id)
    known = questions.many(session, changed)
    index.reindex_questions(session, known)
    for question in known.values():
        states.redraw(services, session, question)


def named_in(session: Session, traces: Traces) -> tuple[str, ...]:
    """Return the answers of the bank that name somebody, as the audit log calls them."""
    return tuple(f"answer:{answer_id}" for answer_id in stored.named_in(session, traces))


def _mended(value: Any, traces: Traces, pseudonym: str) -> Any:
    if isinstance(value, str):
        return traces.pattern().sub(pseudonym, value)
    if isinstance(value, list):
        return [_mended(one, traces, pseudonym) for one in value]
    if isinstance(value, dict):
        return {name: _mended(one, traces, pseudonym) for name, one in value.items()}
    return value
