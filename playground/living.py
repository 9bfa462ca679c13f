"""Time passes in the demo town: feeds are read, the bot's clock ticks, the desk acts, and Slack shows it.

The real use cases do everything; only the moments are made. So a day takes a second, and a week a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import people
from bot.errors import BotError
from bot.feeds.identity import link_hash
from bot.mentions import digests, quality, response_clock, spikes, weekly
from bot.services import Services
from playground.town_clock import TownClock
from playground.town_desk import ACTS, Act
from playground.town_feeds import BY_KEY, NewsItem
from storage import cards, mentions

TICKS: tuple[Callable[[Services], None], ...] = (
    digests.show_due,
    response_clock.remind,
    spikes.watch,
    quality.advise,
    weekly.tell,
)
_SOON, _LEAST = timedelta(seconds=5), timedelta(seconds=1)
_MOST_TURNS = 2_000
_LATER, _PATIENCE = timedelta(minutes=10), timedelta(days=2)
"""Who wants to act on something that has not come yet looks again."""


@dataclass
class Living:
    """A stretch of the town's life. `poll` reads whatever is due, `moment_of` says when somebody gets to an act."""

    services: Services
    clock: TownClock
    items: Sequence[NewsItem]
    poll: Callable[[], None]
    moment_of: Callable[[datetime, Act], datetime]
    ticks: Sequence[Callable[[Services], None]] = TICKS
    moments: Sequence[datetime] = ()
    """Further moments at which to look around, the earliest first."""
    refused: list[str] = field(default_factory=list)
    """Acts that came to nothing, with the words that the person read."""

    def __post_init__(self) -> None:
        self._first: dict[str, datetime] = {}
        for item in self.items:
            self._first.setdefault(item.story, item.at)
        known = [(self.moment_of(self._first[act.story], act), act) for act in ACTS if act.story in self._first]
        self._todo = sorted(known, key=lambda one: one[0])

    def until(self, end: datetime, step: timedelta) -> None:
        """Live from where the clock stands to a moment, looking around after every step, and whenever something is written."""
        while (now := self.clock()) < end:
            self.poll()
            for tick in self.ticks:
                tick(self.services)
            self._deliver()
            following = min([end, now + step, *self._next_moments()])
            self._act_until(following)
            self._wait_for(max(following, self.clock() + _LEAST))
        self._deliver()

    def _next_moments(self) -> list[datetime]:
        now = self.clock()
        return [at for at in (*(item.at for item in self.items), *self.moments) if at > now]

    def _wait_for(self, moment: datetime) -> None:
        self.clock.move(max(0.0, (moment - self.clock()).total_seconds()))

    def _act_until(self, end: datetime) -> None:
        while self._todo and self._todo[0][0] < end:
            moment, act = self._todo.pop(0)
            self._wait_for(moment)
            mention_id = self.mention_of(act.story)
            if mention_id:
                self._do(act, mention_id)
            elif moment - self._first[act.story] < _PATIENCE:
                self._todo.append((moment + _LATER, act))
                self._todo.sort(key=lambda one: one[0])

    def _do(self, act: Act, mention_id: int) -> None:
        by = people.asker(self.services, act.who)
        try:
            act.do(self.services, mention_id, by)
        except BotError as error:
            self.refused.append(f"{act.story}, {by.name}: {error.words(by.reader)}")

    def mention_of(self, story: str) -> int:
        """Return the mention that a story has become, 0 when it is none."""
        return next(iter(self.mentions_of(story)), 0)

    def mentions_of(self, story: str) -> list[int]:
        """Return the mentions that a story has become: one, when all its tellings were recognised."""
        keys = [link_hash(item.link(BY_KEY[item.source])) for item in self.items if item.story == story]
        with self.services.database.read() as session:
            found = mentions.by_links(session, keys)
        return list(dict.fromkeys(found[key] for key in keys if key in found))

    def _deliver(self) -> None:
        """Let the messenger show everything; it takes a second for each message of a place."""
        for _ in range(_MOST_TURNS):
            self.services.messenger.deliver_due()
            with self.services.database.read() as session:
                due = cards.next_due(session)
            if due is None or due > self.clock() + _SOON:
                return
            self.clock.move(1)
