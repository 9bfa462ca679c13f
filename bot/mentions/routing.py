"""Where and when a mention is told: at once as a card of its own, or within a digest.

Nobody is told twice in one place: the loudest wish for a place counts, and a mention that stands there already only changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.mentions import digests, duty, quiet_time, response_clock
from bot.mentions.alert_settings import monitoring_channel
from bot.mentions.digests import Slot
from bot.mentions.judged import Want
from bot.mentions.kinds import CRISIS, DELIVERIES, HIGH, MENTION, SEVERITIES
from storage import digests as kept
from storage import mentions
from storage.models import AlertSettings, Mention

if TYPE_CHECKING:
    from bot.services import Services

HOUR = timedelta(hours=1)
MOST_AT_ONCE = 20
"""Mentions of one poll that may still be cards; more of them are one digest (reliability reference, M03)."""
UNTOLD = timedelta(days=1)
"""How far back mentions are shown that came before anybody had chosen a place."""


@dataclass(slots=True)
class Routing:
    """The telling of what one transaction found: counts the cards of each place, and gathers what goes into digests."""

    services: Services
    session: Session
    alerts: AlertSettings
    at: datetime
    _cards: dict[str, int] = field(default_factory=dict)
    _shown: dict[str, list[int]] = field(default_factory=dict)
    _crises: list[Mention] = field(default_factory=list)
    _digests: dict[Slot, list[int]] = field(default_factory=dict)
    _quiet: dict[str, datetime | None] = field(default_factory=dict)

    def tell(self, wanted: Sequence[tuple[Mention, Iterable[Want]]]) -> None:
        """Show mentions wherever somebody wants to see them and they do not stand yet."""
        self.decide(wanted)
        self.show()

    def decide(self, wanted: Sequence[tuple[Mention, Iterable[Want]]], new: Collection[int] = ()) -> None:
        """Find out where mentions are told, and start their clocks. The `new` ones need not be stored yet."""
        ids = [mention.id for mention, _wants in wanted]
        known = set(ids).difference(new)  # only these may stand anywhere
        there = mentions.places(self.session, MENTION, known)
        is_flood = sum(mention_id not in there for mention_id in ids) > MOST_AT_ONCE
        listed = kept.places(self.session, known)
        for mention, wants in sorted(wanted, key=lambda one: -SEVERITIES.index(one[0].severity)):
            for place, want in self._loudest(wants).items():
                if place in there.get(mention.id, ()):
                    self._tell_again(mention, place, want)
                elif not self._stays_listed(mention, place, listed):
                    self._tell_in(mention, place, want, is_flood=is_flood)

    def show(self) -> None:
        """Show what was decided: cards, messages to whoever is on duty, digests."""
        for place, shown in self._shown.items():
            self.services.messenger.show_new(self.session, MENTION, shown, place)
        for mention in self._crises:
            duty.wake(self.services, self.session, mention, self.at)
        for slot, members in self._digests.items():
            digests.add(self.services, self.session, slot, members)

    def _loudest(self, wants: Iterable[Want]) -> dict[str, Want]:
        """Return the wish that counts in each place: at once before hourly, hourly before daily."""
        monitoring = monitoring_channel(self.services.settings, self.alerts)
        found: dict[str, Want] = {}
        for want in wants:
            place = want.place or monitoring
            known = found.get(place)
            if place and (known is None or DELIVERIES.index(want.delivery) < DELIVERIES.index(known.delivery)):
                found[place] = want
        return found

    def _tell_again(self, mention: Mention, place: str, want: Want) -> None:
        """Let the morning brief name what was opened again in quiet time: its card has only been edited."""
        quiet = self._quiet_until(want.quiet)
        if mention.reopened_at == self.at and quiet is not None:
            self._list(Slot("brief", place, quiet), mention)

    def _stays_listed(self, mention: Mention, place: str, listed: dict[int, set[str]]) -> bool:
        """Tell whether a digest has the mention there, and that is enough.

        A crisis gets a card all the same, and what is open again is told again: nobody looks into an old digest.
        """
        is_news = mention.severity == CRISIS or mention.reopened_at == self.at
        return place in listed.get(mention.id, ()) and not is_news

    def _tell_in(self, mention: Mention, place: str, want: Want, *, is_flood: bool) -> None:
        quiet = self._quiet_until(want.quiet)
        if mention.severity == CRISIS:
            self._card(mention, place)
            if self._quiet_until(quiet_time.HOUSE) is not None:
                # The wish decides about its card only: who is on duty is woken by the house's hours.
                self._crises.append(mention)
        elif want.delivery == "hourly" and quiet is not None:
            self._list(Slot("brief", place, quiet), mention)
        elif want.delivery != "now":
            timezone = self.services.settings.timezone
            due = quiet_time.digest_due(self.at, want.delivery, self.alerts, timezone, want.quiet)
            self._list(Slot(want.delivery, place, due, want.rule_id), mention)
        elif quiet is not None:
            self._start_clock(mention, quiet)
            self._list(Slot("brief", place, quiet), mention)
        elif self._is_too_much(mention, place, is_flood=is_flood):
            self._start_clock(mention, self.at)
            self._list(Slot("flood", place, self.at + HOUR), mention)
        else:
            self._card(mention, place)

    def _is_too_much(self, mention: Mention, place: str, *, is_flood: bool) -> bool:
        """Tell whether a place has had its cards for this hour. High severity has as many again before it goes unseen."""
        if mention.severity == HIGH:
            return self._cards_of(place) >= 2 * self.alerts.flood_cap
        return is_flood or self._cards_of(place) >= self.alerts.flood_cap

    def _card(self, mention: Mention, place: str) -> None:
        self._start_clock(mention, self.at)
        self._cards[place] = self._cards_of(place) + 1
        self._shown.setdefault(place, []).append(mention.id)

    def _list(self, slot: Slot, mention: Mention) -> None:
        self._digests.setdefault(slot, []).append(mention.id)

    def _cards_of(self, place: str) -> int:
        if place not in self._cards:
            self._cards[place] = mentions.cards_since(self.session, MENTION, place, self.at - HOUR)
        return self._cards[place]

    def _quiet_until(self, quiet: str) -> datetime | None:
        if quiet not in self._quiet:
            self._quiet[quiet] = quiet_time.quiet_until(self.at, quiet, self.alerts, self.services.settings.timezone)
        return self._quiet[quiet]

    def _start_clock(self, mention: Mention, since: datetime) -> None:
        response_clock.start(mention, since, self.alerts, self.services.settings.timezone)


def show_untold(services: Services, session: Session, alerts: AlertSettings, at: datetime) -> int:
    """Show in the monitoring channel, in one digest, what came in the last day before there was one; returns how many."""
    place = monitoring_channel(services.settings, alerts)
    found = mentions.untold(session, MENTION, at - UNTOLD) if place else []
    if found:
        digests.add(services, session, Slot("flood", place, at + HOUR), found)
    return len(found)
