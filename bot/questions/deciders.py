"""Who decides about a question: its asker, and the desk; when the asker's account has ended, the desk is shown the card.

A question of a closed circle never leaves it: there its own channel takes the place of the desk's. One that was asked of experts
alone has no channel: the social managers have its card in person.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.errors import Conflict
from bot.people import Asker, is_colleague
from bot.questions import states
from bot.questions.kinds import OPEN, QUESTION_ASKER, SOLVED
from storage import contributions, orphans, people, questions_left
from storage.models import Question

if TYPE_CHECKING:
    from bot.services import Services

_MOST_TOLD = 10
"""Social managers who get such a card in person."""


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


def tell(services: Services, session: Session, question: Question, *, ring: bool = False, anew: bool = False) -> None:
    """Show the card of whoever decides, inside the caller's transaction; see `states.tell` about `ring` and `anew`."""
    if not contributions.is_deactivated(session, question.asked_by):
        states.tell(services, session, question, ring=ring, anew=anew)
        return
    session.flush()
    for place in _places(services, session, question):
        services.messenger.show(session, QUESTION_ASKER, question.id, place)


def look_after(services: Services) -> None:
    """Show the desk the open questions whose askers have left; a tick."""
    with services.database.read() as session:
        left = questions_left.left_behind(session)
    for question_id in left:
        with services.database.begin() as session:
            question = states.held(session, question_id)
            if question.state == OPEN:
                tell(services, session, question)


def _places(services: Services, session: Session, question: Question) -> list[str]:
    """Return where the card of a question stands whose asker has left."""
    if question.is_closed_circle and question.place:
        return [question.place]
    if question.place and services.settings.desk_channel:
        return [services.settings.desk_channel]
    settings = services.settings
    managers = _here(session, people.desk_members(session) | settings.desk_members)
    return managers or _here(session, settings.admins | set(orphans.administrators(session)))


def _here(session: Session, user_ids: Collection[str]) -> list[str]:
    known = people.many(session, user_ids)
    return [one for one in sorted(user_ids) if one not in known or is_colleague(known[one])][:_MOST_TOLD]
