"""An idea whose item is dropped waits in the backlog again, and is in the plan again when the item is brought back."""

from __future__ import annotations

from bot.ideas.kinds import CHOSEN, DRAFTED
from bot.plan import creating, moving, opening
from bot.services import Services
from storage.database import Database
from storage.models import Idea, IdeaVoice
from tests.bot.plan.planning import EVE, house_on, idea
from tests.clock import Clock


def state_of(services: Services, idea_id: int) -> str:
    with services.database.read() as session:
        return session.get_one(Idea, idea_id).state


def test_a_dropped_item_gives_its_idea_back_and_bringing_it_back_takes_it_again(
    sqlite_database: Database, clock: Clock
) -> None:
    services = house_on(sqlite_database, clock)
    found = idea(services, title="Ducklings")
    with services.database.begin() as session:
        session.add(IdeaVoice(idea_id=found.id, user_id="U0ADA", what="help", at=services.now()))
    item = creating.open_from_idea(services, found.id, by=EVE)
    assert opening.item(services, item.id, by=EVE).viewer.helpers == ("U0ADA",)
    moving.drop(services, item.id, "Not now", by=EVE)
    moving.drop(services, item.id, "Not now", by=EVE)
    assert state_of(services, found.id) == CHOSEN
    moving.bring_back(services, item.id, by=EVE)
    assert state_of(services, found.id) == DRAFTED
