"""What colleagues say about an idea: a vote, and that they can help with it. Either is given and taken back with one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Conflict
from bot.ideas import states
from bot.ideas.kinds import HELP, OVER, VOTE
from bot.people import Asker
from bot.roles import Role, require
from storage import ideas

if TYPE_CHECKING:
    from bot.services import Services


def vote(services: Services, idea_id: int, *, wants: bool, by: Asker) -> None:
    """Vote for an idea, or take the vote back. What is there already stays as it is."""
    _say(services, idea_id, VOTE, wants=wants, by=by)


def help_with(services: Services, idea_id: int, *, wants: bool, by: Asker) -> None:
    """Say that one can help with an idea, or not after all; the item of the plan that comes of it names the helpers."""
    _say(services, idea_id, HELP, wants=wants, by=by)


def _say(services: Services, idea_id: int, what: str, *, wants: bool, by: Asker) -> None:
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        idea = states.held_in_sight(session, idea_id, by)
        if wants and idea.state in OVER:
            raise Conflict("This idea is published or archived already.")
        if wants:
            ideas.give_voice(session, idea.id, by.id, what, services.now())
        else:
            ideas.take_voice(session, idea.id, by.id, what)
