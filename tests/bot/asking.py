"""A town of experts for the tests: services on a real database, colleagues who know things, and what their cards say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot import inquiries, inquiries_cards, profile_index
from bot.inquiries_draft import Asked, Draft, Form
from bot.people import Asker
from bot.replies import Replies
from bot.roles import Role
from bot.services import Services
from bot.views.blocks import Message
from bot.words import Reader
from playground.slack.checks import message_faults
from storage import inquiries as stored
from storage import profiles
from storage.database import Database
from storage.models import Inquiry, Person, Ping, Profile
from tests.bot.register import services_on
from tests.clock import Clock

ENGLISH = Reader("en")
EVE = Asker("U0EVE", "Eve Elk", Role.EMPLOYEE, ENGLISH)
QUESTION = "How do I take pictures of the swimming hall?"


class AtOnce(Replies):
    """What others do in the background happens at once, so that a test sees it."""

    def later(self, send: Callable[[], object]) -> None:
        """Do it now."""
        send()


def town_on(database: Database, clock: Clock, **chosen: Any) -> Services:
    """Return services on a database where Eve, who asks, is known."""
    services = replace(services_on(database, clock, **chosen), replies=AtOnce())
    colleague(services, EVE.id, EVE.name)
    return services


def colleague(services: Services, user_id: str, name: str, skills: str = "", **more: Any) -> Profile:
    """Let somebody work here; keywords are columns of their profile."""
    with services.database.begin() as session:
        session.add(Person(id=user_id, name=name, timezone="Europe/Helsinki", fetched_at=services.now()))
        profile = Profile(user_id=user_id, name=name, skills=skills, **more)
        session.add(profile)
        session.flush()
        profile_index.reindex(session, [profile.id])
        services.memory.changed(session, profile_index.BODY)
    return profile


def change(services: Services, profile: Profile, **values: Any) -> None:
    """Change columns of somebody's profile."""
    with services.database.begin() as session:
        known = profiles.find(session, profile.id, lock=True)
        assert known is not None
        for name, value in values.items():
            setattr(known, name, value)
        session.flush()
        profile_index.reindex(session, [profile.id])
        services.memory.changed(session, profile_index.BODY)


def deactivate(services: Services, user_id: str) -> None:
    """Let somebody's account in Slack end, with nobody told."""
    with services.database.begin() as session:
        session.get_one(Person, user_id).is_deactivated = True


def as_(profile: Profile) -> Asker:
    """Return somebody as they click."""
    return Asker(profile.user_id or "", profile.name, Role.EMPLOYEE, ENGLISH)


def ask(services: Services, expert: Profile, question: str = QUESTION, *, by: Asker = EVE, **more: Any) -> Inquiry:
    """Let somebody ask, and return what came of it."""
    about = Form(expert=expert.id, origin=more.pop("origin", ""))
    outcome = inquiries.ask(services, about, Draft(question, **more), by=by)
    assert isinstance(outcome, Asked), outcome
    with services.database.read() as session:
        found = stored.by_key(session, about.key)
    assert found is not None
    return found


def now(services: Services, inquiry: Inquiry) -> Inquiry:
    """Return an inquiry as it stands."""
    with services.database.read() as session:
        found = stored.find(session, inquiry.id)
    assert found is not None
    return found


def pings(services: Services, inquiry: Inquiry | None = None) -> list[Ping]:
    """Return the pings of an inquiry, or all."""
    with services.database.read() as session:
        if inquiry is not None:
            return stored.pings(session, inquiry.id)
        return list(session.scalars(select(Ping).order_by(Ping.id)))


def story(services: Services, inquiry: Inquiry) -> list[tuple[str | None, str]]:
    """Return who was asked and how that stands."""
    return [(ping.user_id, ping.state) for ping in pings(services, inquiry)]


def askers_card(services: Services, inquiry: Inquiry, reader: Reader = ENGLISH) -> str:
    """Return all that the asker reads on their card, buttons included."""
    with services.database.read() as session:
        return said(inquiries_cards.for_asker(session, inquiry.id, reader))


def experts_card(services: Services, ping: Ping, reader: Reader = ENGLISH) -> str:
    """Return all that an expert reads on their card, buttons included."""
    with services.database.read() as session:
        return said(inquiries_cards.for_expert(session, ping.id, reader))


def said(message: Message | None) -> str:
    """Return every text in a message, which Slack would take as it is."""
    assert message is not None
    payload = message.payload()
    assert message_faults({"channel": "D1", **payload}) == []
    return "\n".join(_texts(payload["blocks"]))


def _texts(piece: Any) -> list[str]:
    if isinstance(piece, list):
        return [text for part in piece for text in _texts(part)]
    if not isinstance(piece, dict):
        return []
    own = [piece["text"]] if isinstance(piece.get("text"), str) else []
    return own + [text for part in piece.values() for text in _texts(part)]
