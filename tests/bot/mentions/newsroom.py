"""Feeds for the tests: a feed in the register that people write items into, polled when a test says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.feeds import rule_words
from bot.feeds.items import FeedDocument, FeedItem
from bot.mentions import intake, kinds, rules
from bot.mentions.intake import TakenIn
from bot.services import Services
from storage import feeds
from storage.models import Card, Digest, DigestItem, Entry, Feed, Mention, Place, Rule, Sighting


@dataclass
class Paper:
    """A feed and what stands in it now, the newest first."""

    services: Services
    feed_id: int
    items: list[FeedItem] = field(default_factory=list)

    def write(self, *titles: str, **values: Any) -> None:
        """Publish items with a guid and a link of their own."""
        for title in titles:
            number = len(self.items)
            common = {"guid": f"{self.feed_id}-{number}", "link": f"https://paper{self.feed_id}.example/{number}"}
            item = FeedItem(**{**common, "title": title, "published": self.services.now(), **values})
            self.items.insert(0, item)

    def poll(self) -> TakenIn:
        """Read the feed now."""
        now = self.services.now()
        with self.services.database.read() as session:
            known = feeds.find(session, self.feed_id)
        assert known is not None
        document = FeedDocument("rss", known.name, tuple(self.items))
        return intake.take_in(self.services, intake.Polled(known, document, now, {"last_success_at": now}))

    def publish(self, *titles: str, **values: Any) -> TakenIn:
        """Write items and read the feed."""
        self.write(*titles, **values)
        return self.poll()


def paper(services: Services, name: str = "Sanomat", *, is_read: bool = True, **values: Any) -> Paper:
    """Add a feed; it was read before unless the test says otherwise."""
    now = services.now()
    with services.database.begin() as session:
        known = {"added_at": now - timedelta(days=1), "next_poll_at": now, "last_success_at": now if is_read else None}
        feed = Feed(url=f"https://{name.casefold()}.example/rss", url_key=name, name=name, **{**known, **values})
        session.add(feed)
        session.flush()
        return Paper(services, feed.id)


def rule(services: Services, *words: str, **values: Any) -> Rule:
    """Switch a rule on that looks for any of these words."""
    with services.database.begin() as session:
        made = Rule(
            name=words[0] if words else "Rule",
            is_on=True,
            any_words=[rule_words.to_json(rule_words.made(word)) for word in words],
            changed_at=services.now(),
            **values,
        )
        session.add(made)
        services.memory.changed(session, rules.BODY)
        session.flush()
        return made


def stories(services: Services) -> list[Mention]:
    """Return all mentions, oldest first."""
    with services.database.read() as session:
        return list(session.scalars(select(Mention).order_by(Mention.id)))


def carded(services: Services, kind: str = kinds.MENTION) -> list[tuple[int, str]]:
    """Return the record and the place of every card of a kind, oldest first."""
    with services.database.read() as session:
        query = select(Card.record_id, Place.address).join(Place).where(Card.kind == kind).order_by(Card.id)
        return [(record, address) for record, address in session.execute(query)]


def digested(services: Services) -> dict[str, list[int]]:
    """Return the mentions of digests by their kind."""
    found: dict[str, list[int]] = {}
    with services.database.read() as session:
        query = select(Digest.kind, DigestItem.mention_id).join(DigestItem).order_by(DigestItem.mention_id)
        for kind, mention_id in session.execute(query):
            found.setdefault(kind, []).append(mention_id)
    return found


def seen(services: Services) -> list[Sighting]:
    """Return all sightings, oldest first."""
    with services.database.read() as session:
        return list(session.scalars(select(Sighting).order_by(Sighting.id)))


def stored(services: Services) -> list[Entry]:
    """Return all entries, oldest first."""
    with services.database.read() as session:
        return list(session.scalars(select(Entry).order_by(Entry.id)))
