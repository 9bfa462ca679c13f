"""Finding social accounts: the register in memory, filtered, searched and laid out in pages.

A page that somebody has seen before costs no SQL and no rendering: it is kept until an account changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from bot import tongues
from bot.channels import BODY
from bot.channels_look import Look, unit_key
from bot.language.folding import fold
from bot.networks import NETWORKS, network_name
from bot.people import BODY as PEOPLE
from bot.people import Asker
from bot.roles import Role, require
from bot.search import Found, Index
from bot.views import channels as view
from bot.views import channels_list as list_view
from bot.views.blocks import Message
from bot.views.channels_list import Choices, Page
from bot.words import Reader
from storage import channels, people
from storage.models import SocialAccount

if TYPE_CHECKING:
    from bot.services import Services

PAGE = 10
"""Accounts on a page: two blocks each, and a message has room for fifty."""
_PERSON = re.compile(r"<@(\w+)(?:\|[^>]*)?>")
"""A person as Slack writes them into a command."""
IDLE = (
    "tili sometili sivu kanava somekanava some sosiaalinen media virallinen kuka hoitaa vastaa omistaa päivittää",
    "konto konton kontona sida kanal officiell sociala medier vem sköter ansvarar äger uppdaterar",
    "account channel page official social media who handles runs owns manages updates",
)
"""What people say around the words that tell accounts apart: "who handles the library's account"."""
Names = frozenset[tuple[str, str]]
"""The names of owners and deputies by Slack user id."""


@dataclass(frozen=True, eq=False)
class Register:
    """All social accounts as they were read; equal only to itself, so that it can be a key of what was made of it."""

    open: tuple[SocialAccount, ...]
    closed: tuple[SocialAccount, ...]


def answer(services: Services, text: str, *, channel: str = "", by: Asker) -> Message:
    """Answer somebody who asks for social accounts, with words to search for or without."""
    return look(services, Look.of(text), channel=channel, by=by)


def look(services: Services, at: Look, *, channel: str = "", by: Asker) -> Message:
    """Show the register in the way somebody looks at it. `channel` is where an account found could be shared."""
    require(by.role, Role.EMPLOYEE)
    names = _names(services) if at.query else frozenset()
    at = replace(at, closed=at.closed and by.role >= Role.MANAGER)
    key = ("page", at, by.reader, by.role >= Role.MANAGER, channel if at.query else "", names)
    return services.memory.recall(BODY, key, lambda: _kept(_rendered(services, at, channel, by)))


def matching_units(services: Services, typed: str, *, by: Asker) -> list[str]:
    """Return the names of units that somebody may mean, for a menu that is too long to show."""
    require(by.role, Role.EMPLOYEE)
    wanted = fold(typed)
    return [unit for unit in _choices(register(services).open, by.reader).units if wanted in fold(unit)]


def register(services: Services) -> Register:
    """Return the register; from memory until something changes."""
    return services.memory.recall(BODY, "register", lambda: _read(services))


def _read(services: Services) -> Register:
    with services.database.read() as session:
        accounts = channels.every(session)
    return Register(
        tuple(account for account in accounts if account.closed_at is None),
        tuple(account for account in accounts if account.closed_at is not None),
    )


def _kept(message: Message) -> Message:
    """Return a message whose blocks are ready to be sent: making them again would cost more than Bolt itself."""
    return Message(message.text, tuple(message.payload()["blocks"]))


def _rendered(services: Services, at: Look, channel: str, by: Asker) -> Message:
    everything, may_edit = register(services), by.role >= Role.MANAGER
    accounts = everything.closed if at.closed else everything.open
    if not accounts and not at.closed:
        return list_view.empty(services.settings, by.reader, may_edit=may_edit, some_closed=bool(everything.closed))
    sought = _PERSON.sub(r" \1 ", at.query)
    if at.query and _index(services, closed=at.closed).says_nothing(sought):
        at = replace(at, query="")
    found = _index(services, closed=at.closed).find(sought) if at.query else None
    hits = _hits(accounts, at, found, by.reader)
    if found is not None and len(hits) == 1:
        setting = view.Setting(by.reader, may_edit, channel)
        return list_view.only_one(hits[0], setting, at, dict(found.instead))
    page = replace(_page(accounts, hits, at, by), some_closed=bool(everything.closed))
    if not hits:
        meant = _index(services, closed=at.closed).nearest(sought) if at.query else None
        return list_view.nothing(page, meant, by.reader)
    return list_view.page(page, dict(found.instead) if found else {}, by.reader)


def _page(accounts: tuple[SocialAccount, ...], hits: list[SocialAccount], at: Look, by: Asker) -> Page:
    pages = max(1, -(-len(hits) // PAGE))
    number = min(max(at.page, 1), pages)
    first = (number - 1) * PAGE
    return Page(
        accounts=tuple(hits[first : first + PAGE]),
        first=first + 1,
        total=len(hits),
        look=at.on(number),
        pages=pages,
        choices=_choices(accounts, by.reader),
        may_edit=by.role >= Role.MANAGER,
    )


def _hits(accounts: tuple[SocialAccount, ...], at: Look, found: Found | None, reader: Reader) -> list[SocialAccount]:
    fitting = [account for account in accounts if _passes(account, at)]
    if found is None:
        return sorted(fitting, key=lambda account: _place(account, reader))
    by_id = {account.id: account for account in fitting}
    return [by_id[account_id] for account_id in found.ids if account_id in by_id]


def _passes(account: SocialAccount, at: Look) -> bool:
    return (
        at.network in ("", account.network)
        and at.unit in ("", unit_key(account.unit))
        and (not at.language or at.language in account.languages.split(","))
    )


def _place(account: SocialAccount, reader: Reader) -> tuple[bool, str, str, str, int]:
    """Sort by unit, those without one last; within it by network and name, in the reader's alphabet."""
    alphabetical = reader.alphabetical
    network = alphabetical(network_name(account.network, reader))
    return (not account.unit, alphabetical(account.unit), network, alphabetical(account.name), account.id)


def _choices(accounts: tuple[SocialAccount, ...], reader: Reader) -> Choices:
    spoken = {code for account in accounts for code in account.languages.split(",") if code}
    networks = {account.network for account in accounts}
    units = {unit_key(account.unit): account.unit for account in reversed(accounts) if account.unit}
    return Choices(
        tuple(sorted(networks, key=lambda key: reader.alphabetical(network_name(key, reader)))),
        tuple(sorted(units.values(), key=reader.alphabetical)),
        tuple(sorted(spoken, key=tongues.place)),
    )


def _names(services: Services) -> Names:
    """Return the names of the people in the register; read again when accounts or people change."""
    accounts = register(services)
    return services.memory.recall(PEOPLE, ("names in the register", accounts), lambda: _read_names(services, accounts))


def _read_names(services: Services, accounts: Register) -> Names:
    every = (*accounts.open, *accounts.closed)
    ids = {user_id for account in every for user_id in (account.owner, account.deputy) if user_id}
    with services.database.read() as session:
        return frozenset((user_id, name) for user_id, name in people.names(session).items() if user_id in ids and name)


def _index(services: Services, *, closed: bool) -> Index:
    names = _names(services)
    return services.memory.recall(
        BODY, ("index", closed, names), lambda: _made_index(services, dict(names), closed=closed)
    )


def _made_index(services: Services, names: dict[str, str], *, closed: bool) -> Index:
    everything = register(services)
    accounts = everything.closed if closed else everything.open
    return Index({account.id: _texts(account, names) for account in accounts}, idle=" ".join(IDLE).split())


def _texts(account: SocialAccount, names: dict[str, str]) -> list[tuple[str, int]]:
    network = NETWORKS.get(account.network)
    called = f"{network.name} {network.also}" if network else account.network
    who = [account.owner_name, account.deputy_name, names.get(account.owner, ""), names.get(account.deputy, "")]
    return [
        (account.name, 8),
        (f"{account.unit} {account.area}", 6),
        (called, 5),
        (" ".join(tongues.words(code) for code in account.languages.split(",") if code), 5),
        (f"{account.purpose} {account.audience}", 3),
        (" ".join([*who, account.owner, account.deputy]), 3),
        (unquote(urlsplit(account.url).path), 2),
        (account.tone, 1),
    ]
