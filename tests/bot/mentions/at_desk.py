"""A desk for the tests: services on a database, social managers whose names are known, and mentions on their cards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.mentions import cards, kinds, response_clock
from bot.people import Asker
from bot.roles import Role
from bot.services import Services
from bot.views.blocks import Message
from bot.words import Reader
from storage import mentions, mentions_desk, rules
from storage.database import Database
from storage.models import (
    AlertSettings,
    AuditEntry,
    Card,
    Feed,
    Mention,
    MentionNote,
    Person,
    Place,
    Rule,
    RuleHit,
    Sighting,
)
from tests.bot.asking import AtOnce, said
from tests.bot.register import services_on
from tests.clock import Clock

ENGLISH = Reader("en")
ADA = Asker("U0ADA", "Ada Adder", Role.MANAGER, ENGLISH)
SVEN = Asker("U0SVEN", "Sven Sork", Role.MANAGER, ENGLISH)
EVE = Asker("U0EVE", "Eve Elk", Role.EMPLOYEE, ENGLISH)
CHANNEL = "C0SEURANTA"
ON_DUTY = "U0DUTY"


def desk_on(database: Database, clock: Clock, **chosen: Any) -> Services:
    """Return services on a database where the desk's people are known and the monitoring channel is chosen."""
    services = replace(
        services_on(database, clock, **{"monitoring_channel": CHANNEL, **chosen}),
        replies=AtOnce(),
        team_url="https://aaltoranta.slack.com/",
    )
    with database.begin() as session:
        for person in (ADA, SVEN, EVE):
            session.add(Person(id=person.id, name=person.name, timezone="Europe/Helsinki", fetched_at=clock()))
        session.add(Person(id=ON_DUTY, name="Dora Dove", fetched_at=clock()))
        session.add(AlertSettings(on_duty=ON_DUTY))
    return services


def mention(services: Services, *places: str, hit: str = "Turun", clock_runs: bool = True, **values: Any) -> Mention:
    """Let a story be a mention by the rule Turku, on a card in each place; the channel when none is named."""
    now = services.now()
    common: dict[str, Any] = {
        "title": "Turun silta suljetaan",
        "text": "Silta on kiinni kevääseen.",
        "source": "Aaltorannan Uutiset",
    }
    common |= {"link": "https://uutiset.example/silta", "author": "Rita Rook", "seen_at": now, "developed_at": now}
    with services.database.begin() as session:
        feed = Feed(url="https://uutiset.example/rss", url_key=f"k{now}{values}", name="Uutiset", **_feed(now))
        rule = Rule(name="Turku", owner=SVEN.id, changed_at=now)
        made = Mention(**{**common, **values})
        session.add_all([feed, rule, made])
        session.flush()
        seen = Sighting(mention_id=made.id, feed_id=feed.id, seen_at=now, title=made.title, source=made.source)
        seen.link, seen.link_key = made.link, f"key{made.id}"
        session.add(seen)
        session.flush()
        if hit:
            session.add(RuleHit(mention_id=made.id, sighting_id=seen.id, rule_id=rule.id, words=[hit], at=now))
        if clock_runs:
            response_clock.start(made, now, rules.alert_settings(session), services.settings.timezone)
        for place in places or (CHANNEL,):
            services.messenger.show(session, kinds.MENTION, made.id, place)
    return made


def _feed(now: Any) -> dict[str, Any]:
    return {"added_at": now, "next_poll_at": now}


def again(services: Services, story: Mention, source: str = "Toinen Lehti", **values: Any) -> None:
    """Let a story be seen in one more source, without saying so to anybody."""
    with services.database.begin() as session:
        session.add(Sighting(mention_id=story.id, seen_at=services.now(), source=source, title=story.title, **values))


def now(services: Services, story: Mention) -> Mention:
    """Return a mention as it stands."""
    with services.database.read() as session:
        found = mentions.find(session, story.id)
    assert found is not None
    return found


def change(services: Services, story: Mention, **values: Any) -> None:
    """Change columns of a mention behind everybody's back."""
    with services.database.begin() as session:
        held = mentions.locked(session, story.id)
        for name, value in values.items():
            setattr(held, name, value)


def read(services: Services, story: Mention, reader: Reader = ENGLISH) -> str:
    """Return all that a mention's card says, buttons included; Slack would take it as it is."""
    return said(message(services, story, reader))


def message(services: Services, story: Mention, reader: Reader = ENGLISH) -> Message:
    """Return a mention's card."""
    with services.database.read() as session:
        found = cards.card(session, story.id, reader)
    assert found is not None
    return found


def notes(services: Services, story: Mention) -> list[MentionNote]:
    """Return what a mention has made the bot say elsewhere, oldest first."""
    with services.database.read() as session:
        return mentions_desk.notes_of(session, story.id)


def lines(services: Services, story: Mention) -> list[tuple[str, str, str]]:
    """Return kind, place and addressee of what a mention has made the bot say elsewhere."""
    return [(note.what, note.place, note.whom) for note in notes(services, story)]


def note_text(services: Services, note: MentionNote, reader: Reader = ENGLISH) -> str:
    """Return all that a note says."""
    with services.database.read() as session:
        return said(cards.note(session, note.id, reader))


def wanted(services: Services, kind: str) -> dict[tuple[int, str], tuple[int, int | None]]:
    """Return, by record and place, how often a kind of card was asked for and in which card's thread it stands."""
    with services.database.read() as session:
        rows = session.execute(select(Card, Place.address).join(Place).where(Card.kind == kind))
        return {(card.record_id, address): (card.wanted, card.thread_of) for card, address in rows}


def acts(services: Services) -> list[str]:
    """Return what the audit log says was done."""
    with services.database.read() as session:
        return list(session.scalars(select(AuditEntry.what).order_by(AuditEntry.id)))
