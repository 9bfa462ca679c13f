"""What menus offer while somebody types: social accounts where there are many, and time zones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from bot.language.folding import fold
from bot.networks import network_name
from bot.people import Asker
from bot.plan import writing
from bot.roles import Role, require
from storage.models import SocialAccount

if TYPE_CHECKING:
    from bot.services import Services

MOST = 100
"""Options that Slack takes."""


def accounts(services: Services, typed: str, *, by: Asker) -> list[SocialAccount]:
    """Return the open social accounts whose name, unit or network holds every word that somebody types."""
    require(by.role, Role.EMPLOYEE)
    wanted = fold(typed).split()
    with services.database.read() as session:
        known = writing.choosable(session)

    def fits(account: SocialAccount) -> bool:
        said = fold(f"{account.name} {account.unit} {network_name(account.network, by.reader)}")
        return all(word in said for word in wanted)

    found = sorted(filter(fits, known), key=lambda one: (by.reader.alphabetical(one.name), one.id))
    return found[:MOST]


def zones(services: Services, typed: str, *, by: Asker) -> list[str]:
    """Return the time zones that somebody may mean: those of the house and their own first, then those of Europe."""
    require(by.role, Role.EMPLOYEE)
    wanted = typed.strip().replace(" ", "_").casefold()
    first = (services.settings.timezone, by.reader.timezone)

    def place(name: str) -> tuple[bool, bool, str]:
        return (name not in first, not name.startswith("Europe/"), name)

    return sorted((name for name in _every() if wanted in name.casefold()), key=place)[:MOST]


@cache
def _every() -> Sequence[str]:
    # Names without a place ("EET", "posix/...") mislead: their rules of summer time differ.
    return tuple(
        name for name in available_timezones() if name == "UTC" or ("/" in name and not name.startswith("Etc/"))
    )
