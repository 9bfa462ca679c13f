"""Feeds with items, rules and mutes for the tests: what a desk would have after its first morning."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.feeds.rule_word import to_json
from bot.feeds.rule_words import made
from bot.mentions import rules_writing
from bot.mentions.rules_draft import About, Typed
from bot.mentions.rules_writing import Saved
from bot.people import Asker
from bot.services import Services
from storage.models import Entry, Feed, Mention, Person, Rule, RuleHit, Sighting
from tests.bot.register import MAIJA

TITLES = (
    "Turun kirjasto avaa ovensa",
    "Turkulaiset turkit näyttelyssä",
    "Lahden torilla tulipalo",
    "Uimahalli remontoidaan",
    "Turussa sataa",
)


def feed(services: Services, name: str = "Aaltorannan Sanomat", **more: Any) -> int:
    """Store a feed and return its id."""
    now, url = services.now(), f"https://news.example/{name}"
    with services.database.begin() as session:
        made_feed = Feed(url=url, url_key=url, name=name, added_at=now, next_poll_at=now, **more)
        session.add(made_feed)
        session.flush()
        return made_feed.id


def entries(services: Services, feed_id: int, *titles: str, each: timedelta = timedelta(hours=6)) -> None:
    """Store items of a feed, the newest first in the list, one every six hours."""
    now = services.now()
    with services.database.begin() as session:
        session.add_all(
            Entry(
                feed_id=feed_id,
                ident=f"{feed_id}-{place}",
                title=title,
                source="Aaltorannan Sanomat",
                seen_at=now - place * each,
                link="https://news.example/a",
            )
            for place, title in reversed(list(enumerate(titles)))
        )


def known(services: Services, *people: Asker) -> None:
    """Let Slack have told about people."""
    with services.database.begin() as session:
        for one in people:
            session.merge(Person(id=one.id, name=one.name, fetched_at=services.now()))


def saved(services: Services, words: str = "Turku", *, is_on: bool = True, by: Asker = MAIJA, **more: Any) -> Rule:
    """Write, try and save a rule as Maija would."""
    known(services, by)
    about = About()
    rules_writing.try_out(services, about, Typed(any_words=words, **more), by=by)
    outcome = rules_writing.save(services, about.key, is_on=is_on, by=by)
    assert isinstance(outcome, Saved)
    return outcome.rule


def hit(session: Session, services: Services, rule_id: int, state: str = "new") -> int:
    """Store a mention that a rule has hit."""
    now = services.now()
    mention = Mention(title="Turun kirjasto", seen_at=now, developed_at=now, state=state)
    session.add(mention)
    session.flush()
    sighting = Sighting(mention_id=mention.id, seen_at=now)
    session.add(sighting)
    session.flush()
    session.add(RuleHit(mention_id=mention.id, sighting_id=sighting.id, rule_id=rule_id, words=["Turun"], at=now))
    return mention.id


def rule(rule_id: int, words: str = "Turku", **more: Any) -> Rule:
    """Return a rule that is on, stored nowhere."""
    found = [to_json(made(word)) for word in words.split(",") if word]
    one = Rule(name=words or "all", is_on=True, any_words=found, changed_at=None, **more)  # type: ignore[arg-type]
    one.id = rule_id
    return one
