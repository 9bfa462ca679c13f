"""A notice board for the tests of the messenger: notes with a text, shown in a fake Slack by a real messenger.

The clock stands at the real time when a test begins, since the fake Slack stamps messages with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import notices
from bot.delivery import Courier
from bot.messenger import Messenger
from bot.settings import Settings
from bot.views.blocks import Message, section
from bot.words import Reader
from playground.slack.core import Limits
from playground.slack.server import FakeSlack
from playground.slack.workspace import Channel
from storage import cards
from storage.database import Database
from storage.models import Card, Place
from tests.clock import Clock

DESK = "C2"
LEASE = timedelta(seconds=45)


@dataclass
class Board:
    """Notes by number; `write` changes them, `pin` asks for their place in Slack, `deliver` lets the messenger work."""

    slack: FakeSlack
    database: Database
    clock: Clock
    settings: Settings
    texts: dict[int, str | None] = field(default_factory=dict)
    steps: list[tuple[str, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the messenger."""
        self.courier = self.new_courier()
        self.messenger = Messenger(self.courier, self.clock)

    def new_courier(self, owner: str = "test", **more: Any) -> Courier:
        """Return another courier on the same database and Slack."""
        patience = more.pop("patience", 10)
        client = WebClient(self.slack.bot_token, base_url=self.slack.api_url, timeout=patience, retry_handlers=[])
        parts = {
            "database": self.database,
            "slack": client,
            "settings": self.settings,
            "views": {"note": self.view, notices.KIND: notices.card},
            "now": self.clock,
            "owner": owner,
            "step": lambda name: self.steps.append((name, self.clock())),
        }
        return Courier(**{**parts, **more})

    def view(self, _session: Session, number: int, _reader: Reader) -> Message | None:
        """Render a note; None when it was taken down."""
        text = self.texts[number]
        return None if text is None else Message(text, [section(text)])

    def pin(self, number: int, address: str = DESK, text: str = "", **asked: Any) -> Card:
        """Put a note up somewhere; `thread_of` names the card that it answers."""
        self.texts.setdefault(number, text or f"note {number}")
        thread_of = asked.pop("thread_of", None)
        with self.database.begin() as session:
            card = self.messenger.show(session, "note", number, address, **asked)
            card.thread_of = thread_of.id if thread_of else None
            return card

    def write(self, number: int, text: str | None) -> None:
        """Change a note."""
        self.texts[number] = text
        with self.database.begin() as session:
            self.messenger.redraw(session, "note", number)

    def deliver(self) -> int:
        """Let the messenger serve what is due at this moment."""
        return self.messenger.deliver_due()

    def deliver_for(self, **time: float) -> None:
        """Let time pass while the messenger works: the clock moves on to the next moment at which a place is due."""
        end = self.clock() + timedelta(**time)
        self.deliver()
        while self.clock() < end:
            with self.database.read() as session:
                due = cards.next_due(session) or end
            self.clock.now = min(end, max(due, self.clock() + timedelta(milliseconds=100)))
            self.deliver()

    def seen(self, channel: str = DESK) -> list[str]:
        """Return what stands in a channel, oldest first."""
        return [message.words for message in self.slack.messages(channel) if message.user == self.slack.bot]

    def told(self, user: str) -> list[str]:
        """Return what the bot has sent to somebody directly."""
        return [message.words for message in self.slack.direct_messages(user) if message.user == self.slack.bot]

    def card(self, number: int, address: str = DESK) -> Card:
        """Return a note's card as the database has it."""
        with self.database.read() as session:
            card = cards.find(session, "note", number, address)
        assert card is not None
        return card

    def card_anywhere(self, number: int) -> Card:
        """Return a note's only card, wherever it is."""
        with self.database.read() as session:
            return session.scalars(select(Card).where(Card.kind == "note", Card.record_id == number)).one()

    def place(self, address: str = DESK) -> Place:
        """Return a place as the database has it."""
        with self.database.begin() as session:
            return session.get_one(Place, cards.place_at(session, address, self.clock()))

    def waiting(self) -> int:
        """Return how many cards wait."""
        with self.database.read() as session:
            return cards.waiting(session)

    def add_channel(self, channel: str) -> None:
        """Open another channel, with the bot in it."""
        self.slack.add_channel(Channel(channel, channel.lower(), members={"U1", self.slack.bot}))

    def forget_messages(self, channel: str = DESK) -> None:
        """Let somebody delete every message of a channel."""
        self.slack.slack.channel(channel).messages.clear()

    def asked_slack(self, method: str) -> int:
        """Return how often a method was called."""
        return len(self.slack.calls(method))


@contextmanager
def board_on(database: Database, *, limits: Limits | None = None, **settings: Any) -> Iterator[Board]:
    """Give an empty board with a Slack of its own; the desk's channel is C2 unless `settings` say otherwise."""
    chosen = Settings(**{"desk_channel": DESK, **settings})
    with FakeSlack(limits=limits) as slack:
        yield Board(slack, database, Clock(datetime.now(UTC)), chosen)
