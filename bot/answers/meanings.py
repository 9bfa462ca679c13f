"""What the answers mean: read in the background after every change, and how like a question each is.

Until an answer has been read it is found by its words alone, and so is every answer where no model is here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot import chores
from bot.language import meaning
from bot.language.meaning import Likeness, Model, Space
from storage import answer_meanings

if TYPE_CHECKING:
    from bot.services import Services

BODY = "meanings"
"""The body of data in memory."""
_CHORE, _LEASE = "read what answers mean", timedelta(minutes=1)
_AT_ONCE = 16
"""Texts that are read in one tick: a second of a processor, so that a large import takes half of one for a while."""
_ALL_READ = "all read"


def learn(services: Services) -> None:
    """Read some of the texts whose meaning is not known yet. A tick; costs no SQL while there are none."""
    model = meaning.opened()
    if model is None or services.memory.kept(BODY, _ALL_READ):
        return
    if (mine := chores.take(services, _CHORE, _LEASE)) is not None:
        # What was stored changes the body, so that nothing is kept before all has been read.
        services.memory.recall(BODY, _ALL_READ, lambda: _read_on(services, model))
        chores.give_back(services, mine)


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
    with services.database.read() as session:
        unread = answer_meanings.unread(session, _AT_ONCE)
    vectors = {one: model.vector(one.question, one.text) for one in unread}
    if vectors:
        with services.database.begin() as session:
            answer_meanings.store(session, vectors)
            services.memory.changed(session, BODY)
    return True


def _space(services: Services, model: Model, language: str) -> Space:
    with services.database.read() as session:
        return model.space(answer_meanings.every(session, language))
