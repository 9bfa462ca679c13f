"""The naive directory: every answer asks the database, sorts, renders and writes its JSON anew; nothing is kept."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select

from bot import tongues
from bot.channels_find import PAGE
from bot.channels_look import Look
from bot.networks import network_name
from bot.people import Asker
from bot.services import Services
from bot.views import channels_list
from bot.views.channels_list import Choices, Page
from bot.words import Reader
from storage.models import SocialAccount

_SEARCHED = (SocialAccount.name, SocialAccount.unit, SocialAccount.area, SocialAccount.network, SocialAccount.purpose)


def naive_answer(services: Services, look: Look, by: Asker) -> str:
    """Return the answer to one look at the register as JSON."""
    with services.database.read() as session:
        hits = list(session.scalars(_query(look.query)))
        networks = list(session.scalars(select(SocialAccount.network).distinct()))
        units = list(session.scalars(select(SocialAccount.unit).distinct()))
        languages = list(session.scalars(select(SocialAccount.languages).distinct()))
    if not look.query:
        hits.sort(key=lambda account: _place(account, by.reader))
    first = (look.page - 1) * PAGE
    page = Page(
        accounts=tuple(hits[first : first + PAGE]),
        first=first + 1,
        total=len(hits),
        look=look,
        pages=max(1, -(-len(hits) // PAGE)),
        choices=_choices(networks, units, languages, by.reader),
        may_edit=False,
    )
    return channels_list.page(page, {}, by.reader).private_answer()


def _query(words: str) -> Select[SocialAccount]:
    """Look for every word anywhere in an open account."""
    statement = select(SocialAccount).where(SocialAccount.closed_at.is_(None)).order_by(SocialAccount.id)
    for word in words.split():
        statement = statement.where(or_(*(column.ilike(f"%{word}%") for column in _SEARCHED)))
    return statement


def _place(account: SocialAccount, reader: Reader) -> tuple[Any, ...]:
    texts = (account.unit, network_name(account.network, reader), account.name)
    return (not account.unit, *map(reader.alphabetical, texts), account.id)


def _choices(networks: list[str], units: list[str], languages: list[str], reader: Reader) -> Choices:
    spoken = {code for codes in languages for code in codes.split(",") if code}
    return Choices(
        tuple(sorted(networks, key=lambda key: reader.alphabetical(network_name(key, reader)))),
        tuple(sorted(filter(None, units), key=reader.alphabetical)),
        tuple(sorted(spoken, key=tongues.place)),
    )
