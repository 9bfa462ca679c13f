"""Ideas that nobody touches: told of once after 14 days, all of a day in one message, archived after 60 days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.ideas import ages, deciding, listing, retention, saving, voices
from bot.ideas.draft import Draft, Form, Saved
from bot.ideas.look import Look
from bot.people import Asker
from bot.roles import Role
from bot.services import Services
from bot.words import Reader
from storage import cards, ideas
from storage.models import Card, Idea, Person, Place
from tests.bot.register import services_on
from tests.clock import Clock

ENGLISH = Reader("en")
MAIJA = Asker("U0MAIJA", "Maija", Role.MANAGER, ENGLISH)
EVE = Asker("U0EVE", "Eve", Role.EMPLOYEE, ENGLISH)
DESK = "C0DESK"


@dataclass
class Town:
    """Services with a clock that the tests move; the messenger delivers nothing, its cards are counted."""

    services: Services
    clock: Clock

    def saved(self, title: str, owner: str = "", **columns: object) -> int:
        """Let Eve save an idea; keywords are its columns."""
        outcome = saving.save(self.services, Form(seen=tuple(range(1, 50))), Draft(title=title), by=EVE)
        assert isinstance(outcome, Saved)
        with self.services.database.begin() as session:
            idea = session.get_one(Idea, outcome.idea.id)
            idea.owner = owner
            for name, value in columns.items():
                setattr(idea, name, value)
        return outcome.idea.id

    def tick(self, **time: float) -> None:
        """Let time pass, and the clock of the bot tick; the messages that wait count as delivered."""
        self.clock.move(**time)
        ages.look(self.services)
        with self.services.database.begin() as session:
            for card in session.query(Card):
                card.shown, card.ts = card.wanted, card.ts or "1.000001"

    def told(self, kind: str = "idea_ages") -> dict[str, int]:
        """Return how often each place was asked to show something of a kind."""
        with self.services.database.read() as session:
            rows = session.query(Place.address, Card.wanted).join(Card, Card.place_id == Place.id)
            return {str(address): int(wanted) for address, wanted in rows.filter(Card.kind == kind)}

    def words(self, address: str) -> str:
        """Return what the list of a place says now."""
        with self.services.database.begin() as session:
            message = ages.card(session, cards.place_at(session, address, self.clock()), ENGLISH)
        assert message is not None
        return message.text

    def idea(self, idea_id: int) -> Idea:
        """Return an idea as it stands."""
        with self.services.database.read() as session:
            found = ideas.find(session, idea_id)
        assert found is not None
        return found


@pytest.fixture
def town(database, clock) -> Town:
    services = services_on(database, clock, desk_channel=DESK)
    with database.begin() as session:
        for person in (MAIJA, EVE):
            session.add(Person(id=person.id, name=person.name, timezone="Europe/Helsinki", fetched_at=clock()))
    return Town(services, clock)


def test_all_that_becomes_due_for_an_owner_on_a_day_is_one_message_and_each_is_told_of_once(town):
    town.saved("Ducklings", MAIJA.id)
    town.saved("Harbour lights", MAIJA.id)
    town.saved("Road works")
    town.tick(days=13)
    assert town.told() == {}
    town.tick(days=1)
    assert town.told() == {MAIJA.id: 1, DESK: 1}
    assert "2 ideas have waited" in town.words(MAIJA.id)
    assert "Road works" in town.words(DESK)
    assert "Ducklings" not in town.words(DESK)
    for _ in range(3):
        town.tick(minutes=11)
    town.tick(days=1)
    assert town.told() == {MAIJA.id: 1, DESK: 1}


def test_a_second_idea_of_the_same_day_waits_for_the_next_morning_and_then_rings(town):
    town.saved("Ducklings", MAIJA.id)
    town.clock.move(hours=2)
    town.saved("Harbour lights", MAIJA.id)
    town.tick(days=13, hours=22)
    assert town.told() == {MAIJA.id: 1}
    town.tick(hours=2)
    assert town.told() == {MAIJA.id: 1}
    town.tick(hours=22)
    assert town.told() == {MAIJA.id: 2}


def test_nobody_is_told_at_night_or_on_a_sunday(town):
    town.saved("Ducklings", MAIJA.id)
    town.tick(days=14, hours=10)
    assert town.told() == {}
    town.tick(days=5, hours=13)  # Sunday morning
    assert town.told() == {}
    town.tick(days=1)
    assert town.told() == {MAIJA.id: 1}


def test_whoever_works_on_an_idea_lets_its_age_begin_anew_and_a_vote_does_not(town):
    touched, voted = town.saved("Ducklings", MAIJA.id), town.saved("Harbour lights", MAIJA.id)
    town.clock.move(days=13)
    deciding.choose(town.services, touched, by=MAIJA)
    voices.vote(town.services, voted, wants=True, by=MAIJA)
    town.tick(days=1)
    assert town.told() == {MAIJA.id: 1}
    assert "Harbour lights" in town.words(MAIJA.id)
    assert "Ducklings" not in town.words(MAIJA.id)
    town.tick(days=14)
    assert town.told() == {MAIJA.id: 2}


def test_after_sixty_days_an_untouched_idea_is_archived_and_its_giver_is_told_why_once(town):
    idea_id = town.saved("Ducklings", MAIJA.id)
    town.tick(days=14)
    town.tick(days=46)
    idea = town.idea(idea_id)
    assert (idea.state, idea.ended_at is not None, idea.next_at) == ("archived", True, None)
    assert town.told("idea_giver") == {EVE.id: 1}
    town.tick(days=30)
    assert town.told("idea_giver") == {EVE.id: 1}
    assert "No idea here waits any more" in town.words(MAIJA.id)


def test_of_a_private_idea_only_who_saved_it_hears(town):
    town.saved("Ducklings", is_private=True)
    town.tick(days=14)
    assert town.told() == {EVE.id: 1}
    assert "Only you see it" not in town.words(DESK)
    assert "Ducklings" not in town.words(DESK)


def test_a_private_idea_of_somebody_who_left_is_told_to_nobody(town):
    town.saved("Ducklings", is_private=True)
    with town.services.database.begin() as session:
        session.get_one(Person, EVE.id).is_deactivated = True
    town.tick(days=14)
    assert town.told() == {}
    town.tick(days=46)
    assert town.told("idea_giver") == {}


def test_the_idea_of_an_owner_who_left_comes_to_the_desk(town):
    town.saved("Ducklings", MAIJA.id)
    with town.services.database.begin() as session:
        session.get_one(Person, MAIJA.id).is_deactivated = True
    town.tick(days=14)
    assert town.told() == {DESK: 1}
    assert "Ducklings" in town.words(DESK)


def test_long_after_its_end_an_idea_is_deleted(town):
    idea_id = town.saved("Ducklings")
    deciding.archive(town.services, idea_id, "no room", by=MAIJA)
    town.clock.move(days=729)
    retention.prune(town.services)
    assert town.idea(idea_id).title == "Ducklings"
    town.clock.now += timedelta(days=2)
    retention.prune(town.services)
    assert listing.page(town.services, Look("archived"), by=MAIJA).total == 0
    with town.services.database.read() as session:
        assert ideas.find(session, idea_id) is None
