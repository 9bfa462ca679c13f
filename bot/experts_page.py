"""A search for experts as one person looks at it: what was found, narrowed by unit and place, and who is there just now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import experts, presence
from bot.experts_finding import Finding
from bot.experts_look import Look, key
from bot.language.folding import fold
from bot.people import Asker
from bot.presence import Presence

if TYPE_CHECKING:
    from bot.services import Services

_PATIENCE = timedelta(seconds=5)
"""What comes later than that is not told: the person has gone on."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was found, and how things stand at `at`; `there` is known presence by Slack user id."""

    look: Look
    finding: Finding
    at: datetime
    by: Asker
    unit: str = ""
    """The chosen unit's name."""
    place: str = ""
    there: Mapping[str, Presence] = field(default_factory=dict)

    @property
    def can_be_narrowed(self) -> bool:
        """Tell whether choosing a unit or a place would help, and whether the look can travel with the choice."""
        return (self.finding.total > experts.MOST_PEOPLE or self.look.is_narrowed) and bool(self.look.packed())


def find(services: Services, at: Look, *, by: Asker) -> Page:
    """Find experts in the way somebody looks for them; calls nobody."""
    everywhere = experts.find(services, at.query, by=by)
    unit, place = _named(everywhere.units, at.unit), _named(everywhere.places, at.place)
    finding = everywhere
    if (at.unit and not unit) or (at.place and not place):
        finding = replace(everywhere, people=(), total=0)
    elif at.is_narrowed:
        narrowed = experts.find(services, at.query, unit=unit, place=place, by=by)
        finding = replace(narrowed, units=everywhere.units, places=everywhere.places)
    return Page(at, finding, services.now(), by, unit, place, presence.known(services, _others(finding, by)))


def choices(services: Services, at: Look, what: str, typed: str, *, by: Asker) -> list[str]:
    """Return the units or places ("unit", "place") of those who match, for a menu in which somebody types."""
    finding = experts.find(services, at.query, by=by)
    names = finding.units if what == "unit" else finding.places
    wanted = fold(typed)
    return sorted((name for name in names if wanted in fold(name)), key=by.reader.alphabetical)


def tell_who_is_there(services: Services, page: Page, tell: Callable[[Page], object]) -> None:
    """Look in the background who is there, and `tell` it with a page that knows; nothing when there is no news."""
    if set(_others(page.finding, page.by)) - set(page.there):
        services.replies.later(lambda: _look_and_tell(services, page, tell))


def _look_and_tell(services: Services, page: Page, tell: Callable[[Page], object]) -> None:
    there = presence.look(services, _others(page.finding, page.by))
    is_news = any(found.says_something for user_id, found in there.items() if user_id not in page.there)
    if is_news and services.now() - page.at < _PATIENCE:
        tell(replace(page, there=there))


def _others(finding: Finding, by: Asker) -> list[str]:
    """Return the Slack users of whom it helps to know whether they are there: those who may be asked."""
    found = (expert.profile.user_id for expert in finding.people if expert.availability.may_be_asked)
    return [user_id for user_id in found if user_id and user_id != by.id]


def _named(names: tuple[str, ...], chosen: str) -> str:
    """Return the name behind a key; empty when nobody who matches is there any more."""
    return next((name for name in names if key(name) == chosen), "") if chosen else ""
