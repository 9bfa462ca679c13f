"""What somebody shows to the bot by “Save as answer”: where the bot may not read along, a reply to a question reaches it so."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from bot.people import Asker
from bot.questions import threads
from bot.questions.kinds import OPEN, SOLVED
from bot.questions.threads import Told
from bot.roles import Role, require
from storage import contributions, questions

if TYPE_CHECKING:
    from bot.services import Services


class Shown(Enum):
    """What a message is that somebody has shown."""

    ANSWER = auto()
    """A reply to an open question: it is kept as an answer."""
    CARD = auto()
    SOLVED_CARD = auto()


def shown(services: Services, told: Told, *, by: Asker) -> Shown | None:
    """Keep a reply that somebody has shown as an answer of whoever wrote it, once; None when no open question has it.

    Nothing is kept of a question's card itself. Raises Unavailable as `threads.heard` does.
    """
    require(by.role, Role.EMPLOYEE)
    if not threads.listens(services, told.channel):
        return None
    with services.database.read() as session:
        itself = questions.of_thread(session, told.channel, told.ts)
        question = questions.of_thread(session, told.channel, told.thread) if told.thread else None
    if itself is not None:
        return Shown.SOLVED_CARD if itself.state == SOLVED else Shown.CARD
    if question is None or question.state != OPEN:
        return None
    threads.heard(services, told)
    with services.database.read() as session:
        known = contributions.of_message(session, told.channel, told.ts)
    return Shown.ANSWER if known is not None and known.text else None
