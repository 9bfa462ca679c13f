"""What a search of the answer bank finds: answers, and questions that colleagues were asked before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from storage.models import Answer, AnswerText


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer that may be the right one, with what it says in each language it has."""

    answer: Answer
    texts: Mapping[str, AnswerText]
    language: str
    """The one to show first: that of the question when the answer has it, else the reader's, else one that it has."""
    owner_name: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """A question that was asked before, open or solved; its channel is a public one."""

    question_id: int
    text: str
    state: str
    asked_at: datetime
    channel: str
    ts: str = ""
    """Of its card, once that stands in the channel."""
    contributions: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the likeliest first; nothing is shown rather than something that is not meant."""

    words: str
    language: str = ""
    """Of the words, as far as they tell; empty when they do not."""
    answers: tuple[Hit, ...] = ()
    questions: tuple[Similar, ...] = field(default=())
