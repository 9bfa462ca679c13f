"""Who decides about a question: its asker, and the desk; when the asker's account has ended, the desk is shown the card.

A question of a closed circle never leaves it: there its own channel takes the place of the desk's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.errors import Conflict
from bot.people import Asker
from bot.questions import states
from bot.questions.kinds import OPEN, QUESTION_ASKER, SOLVED
from storage import contributions, people
from storage.models import Question

if TYPE_CHECKING:
    from bot.services import Services


@contextmanager
def deciding(
    services: Services, question_id: int, by: Asker, first: Callable[[Session], object] | None = None
) -> Iterator[tuple[Session, Question]]:
    """Hold a question for somebody who may decide about it, in one transaction; see `states.mine_or_desk`.

    `first` is done before the question is held, for what has to be held earlier.
    When the decision comes too late (Conflict), nothing is changed but the cards are drawn anew: an old one was clicked.
    """
    try:
        with services.database.begin() as session:
            if first is not None:
                first(session)
            yield session, states.mine_or_desk(session, question_id, by, even_over=True)
    except Conflict:
        with services.database.begin() as session:
            states.redraw(services, session, states.held(session, question_id))
        raise


def must_be_open(session: Session, question: Question, by: Asker) -> None:
    """Raise Conflict unless a question is open; of a solved one it says who was first, and when."""
    if question.state == OPEN:
        return
    if question.state == SOLVED and question.ended_at is not None:
        known = people.find(session, question.solved_by)
        raise Conflict(
            "{name} has accepted an answer already, on {moment}. The card shows it.",
            name=known.name if known else by.reader.say("Somebody"),
            moment=by.reader.moment(question.ended_at),
        )
    raise states.over()


def tell(services: Services, session: Session, question: Question, *, ring: bool = False) -> None:
    """Show the card of whoever decides, inside the caller's transaction; see `states.tell` about `ring`."""
    if not contributions.is_deactivated(session, question.asked_by):
        states.tell(services, session, question, ring=ring)
        return
    session.flush()
    place = question.place if question.is_closed_circle else services.settings.desk_channel
    if place:
        services.messenger.show(session, QUESTION_ASKER, question.id, place)
