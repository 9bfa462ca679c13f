"""What the answers mean: read in the background after every change, and how like a question each is.

Until an answer has been read it is found by its words alone, and so is every answer where no model is here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from bot import chores
from bot.language import meaning
from bot.language.meaning import Likeness, Model, Space
from storage import answer_meanings
from storage.answer_meanings import Unread

if TYPE_CHECKING:
    from bot.services import Services

BODY = "meanings"
"""The body of data in memory."""
_CHORE, _LEASE = "read what answers mean", timedelta(minutes=1)
_AT_ONCE, _SECONDS = 16, 0.6
"""Texts that are read in one tick at most, and how long: a large import takes a good half of a processor for a while."""
_MOST_NOW = 1_000
"""Texts that somebody waits for on the terminal: a minute or two."""
_ALL_READ = "all read"


def learn(services: Services) -> None:
    """Read some of the texts whose meaning is not known yet. A tick; costs no SQL while there are none."""
    model = meaning.opened()
    if model is None or services.memory.kept(BODY, _ALL_READ):
        return
    if (mine := chores.take(services, _CHORE, _LEASE)) is not None:
        if not _read_on(services, model):
            services.memory.recall(BODY, _ALL_READ, lambda: not _unread(services))
        chores.give_back(services, mine)


def read_now(services: Services, tell: Callable[[int, int], None]) -> None:
    """Read what is not known yet, while somebody waits who is told how far it is; a large import is left to the ticks."""
    left = total = _unread(services) if meaning.opened() is not None else 0
    if total > _MOST_NOW:
        return
    while left:
        tell(total - left, total)
        learn(services)
        before, left = left, _unread(services)
        if left >= before:  # a running bot is at it
            return
    tell(total, total)


def likeness(services: Services, question: str, language: str) -> Likeness | None:
    """Return how like a question the answers are that search may find; None where nobody knows what they mean.

    Only texts in the language of the question count, where that is known: across languages the model is not sure enough to
    speak against words that were met.
    """
    model = meaning.opened()
    if model is None:
        return None
    space = services.memory.recall(BODY, language, lambda: _space(services, model, language))
    return space.likeness(question) if len(space) else None


def _read_on(services: Services, model: Model) -> bool:
    """Read a few texts; returns False when there are none. The search takes them in together, once all have been read."""
    with services.database.read() as session:
        unread = answer_meanings.unread(session, _AT_ONCE)
    vectors, began = dict[Unread, bytes](), monotonic()
    for one in unread:
        vectors[one] = model.vector(one.question, one.text)
        if monotonic() - began > _SECONDS:
            break
    if vectors:
        with services.database.begin() as session:
            answer_meanings.store(session, vectors)
            if not answer_meanings.unread(session, 1):
                services.memory.changed(session, BODY)
    return bool(vectors)


def _unread(services: Services) -> int:
    with services.database.read() as session:
        return answer_meanings.count_unread(session)


def _space(services: Services, model: Model, language: str) -> Space:
    with services.database.read() as session:
        return model.space(answer_meanings.every(session, language))
