"""Spikes: an hour in which far more is said than is usual for that hour, with the reason in words.

The last hour is compared with the same hour of the fourteen days before, working days with working days and days off with
days off. It must be five items at least, and three standard deviations above the mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import chores, working_hours
from bot.mentions import alert_settings, quiet_time, topics
from bot.mentions import watch as watching
from bot.mentions.alert_settings import monitoring_channel
from bot.mentions.kinds import SPIKE
from bot.mentions.topics import Headline
from bot.views import spikes as view
from bot.views.blocks import Message
from bot.words import Reader, zone
from storage import cards, figures, rules

if TYPE_CHECKING:
    from bot.services import Services

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DAYS = 14
"""Days that the last hour is compared with."""
LEAST = 5
DEVIATIONS = 3.0
KNOWN_FOR = timedelta(days=3)
"""Nothing is usual before so much is known."""
_EVERY = timedelta(minutes=5)
_AGAIN = timedelta(hours=6)
"""One spike is told once, however long it lasts."""
_HELD = timedelta(hours=18)
"""How long a spike of the night is worth telling in the morning."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for an hour: the mean and the spread of as many samples as there are."""

    mean: float
    spread: float
    samples: int


def usual(moments: Iterable[datetime], now: datetime, timezone: str, known_since: datetime) -> Usual:
    """Return how many moments fell into this hour of the day on earlier days of the same kind. `now` ends the hour. Pure."""
    place = zone(timezone)
    is_working = working_hours.is_working_day((now - HOUR).astimezone(place).date())
    ends = [now - number * DAY for number in range(1, DAYS + 1)]
    counted = [
        end
        for end in ends
        if end - HOUR >= known_since
        and working_hours.is_working_day((end - HOUR).astimezone(place).date()) == is_working
    ]
    seen = list(moments)
    samples = [sum(end - HOUR <= moment < end for moment in seen) for end in counted]
    if not samples:
        return Usual(0.0, 0.0, 0)
    return Usual(fmean(samples), pstdev(samples), len(samples))


def is_spike(seen: int, normal: Usual) -> bool:
    """Tell whether so many in an hour are out of the ordinary; an hour that is always alike still varies by chance. Pure."""
    spread = max(normal.spread, normal.mean**0.5, 1.0)
    return normal.samples > 0 and seen >= LEAST and seen >= normal.mean + DEVIATIONS * spread


def watch(services: Services) -> None:
    """Look at the last hour, for everything and rule by rule, and tell what is out of the ordinary; a tick."""
    chore = chores.take(services, "spikes", _EVERY)
    if chore is None:
        return
    now = services.now()
    alerts = alert_settings.current(services)
    place = monitoring_channel(services.settings, alerts)
    with services.database.read() as session:
        known_since = figures.first_sighting(session)
        if not place or known_since is None or now - known_since < KNOWN_FOR:
            return
        found = list(_found(session, now, services.settings.timezone, known_since))
        told = {one.rule_id for one in figures.spikes_since(session, now - _AGAIN)}
    is_quiet = quiet_time.quiet_until(now, quiet_time.HOUSE, alerts, services.settings.timezone) is not None
    with services.database.begin() as session:
        for rule_id, seen, normal in found:
            if rule_id not in told:
                _write(services, session, (rule_id, seen, normal), now, place)
        if not is_quiet:
            _show(services, session, now)


def _found(session: Session, now: datetime, timezone: str, known_since: datetime) -> Iterable[tuple[int, int, Usual]]:
    """Yield what is out of the ordinary: everything together, else the rules that are."""
    since = now - DAYS * DAY - HOUR
    moments = {0: figures.moments(session, since, now), **figures.moments_of_rules(session, since, now)}
    for rule_id, seen in moments.items():
        last = sum(moment >= now - HOUR for moment in seen)
        normal = usual(seen, now, timezone, known_since)
        if is_spike(last, normal):
            yield rule_id, last, normal
            if rule_id == 0:
                return


def _write(services: Services, session: Session, found: tuple[int, int, Usual], now: datetime, place: str) -> None:
    rule_id, seen, normal = found
    values = {
        "rule_id": rule_id,
        "hour": now - HOUR,
        "place": place,
        "seen": seen,
        "usual": normal.mean,
        "spread": normal.spread,
        "words": _words(services, session, now),
        "made_at": now,
    }
    figures.add_spike(session, values)


def _words(services: Services, session: Session, now: datetime) -> list[str]:
    """Return words that stand in more headlines of this hour than of others; those that rules look for tell nothing."""
    before = [Headline(*row) for row in figures.headlines(session, now - DAYS * DAY, now - HOUR)]
    after = [Headline(*row) for row in figures.headlines(session, now - HOUR, now)]
    ours = watching.sought(watching.watch(services))
    return [topic.word for topic in topics.hot(after, before, 3, times=DAYS * 24, beside=ours)]


def _show(services: Services, session: Session, now: datetime) -> None:
    """Show the spikes that nobody has seen yet, those of the night too."""
    for spike in figures.spikes_since(session, now - _HELD):
        if cards.find(session, SPIKE, spike.id, spike.place) is None:
            services.messenger.show(session, SPIKE, spike.id, spike.place)


def card(session: Session, spike_id: int, reader: Reader) -> Message | None:
    """Render a spike."""
    spike = figures.spike(session, spike_id)
    if spike is None:
        return None
    rule = rules.find_rule(session, spike.rule_id) if spike.rule_id else None
    return view.card(spike, rule.name if rule else "", reader)
