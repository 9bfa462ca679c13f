"""The people and the social accounts that a row of a file names, as the house knows them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.colleagues_named import Colleagues
from bot.errors import Invalid
from bot.networks import checked_link, link_key
from bot.people import Asker
from bot.plan import writing
from bot.plan.file_cells import Given
from bot.table_columns import key_of
from bot.table_faults import Faulty
from storage.models import PlanItem, SocialAccount


@dataclass(frozen=True, slots=True)
class Around:
    """What rows are read with: social accounts and colleagues, the moment, the zone of the house, whoever imports."""

    accounts: Sequence[SocialAccount]
    colleagues: Colleagues
    now: datetime
    timezone: str
    by: Asker


def person(session: Session, around: Around, said: Given, name: str, item: PlanItem | None) -> str | None:
    """Return the owner or the deputy that a row names, None when it names none; raises Invalid for who does not work here."""
    cell = said.cells.get(name)
    known = getattr(item, name) if item is not None else ""
    if not cell or cell == known:
        return cell
    found = around.colleagues.find(session, cell)
    try:
        if found:
            writing.check_people(session, {name: found}, {name: known})
    except Invalid:
        found = ""
    if not found:
        raise Faulty(
            Invalid("“{name}” is nobody who works here by now, or not one person alone.", field=name, name=cell[:80]),
            Invalid("Write a Slack id or an e-mail address, or leave the cell empty and choose in Slack."),
        )
    return found


def accounts_of(around: Around, said: Given, known: Collection[int]) -> list[int] | None:
    """Return the social accounts that a row names, None when it names none; `known` are those of the item.

    Raises Invalid for one that there is not, that is closed, or that may be several.
    """
    cell = said.cells.get("accounts")
    if cell is None:
        return None
    kept = set(known)
    found: set[int] = set()
    for part in filter(None, (one.strip() for one in cell.replace("\n", ";").split(";"))):
        whole = _account(around, part, kept)
        for name in [part] if whole or "," not in part else part.split(","):
            found.add(_one_account(around, name.strip(), kept))
    return sorted(found)


def _one_account(around: Around, name: str, kept: set[int]) -> int:
    found = _account(around, name, kept)
    is_open = [one for one in found if one.closed_at is None or one.id in kept]
    if len(is_open) == 1:
        return is_open[0].id
    if found and not is_open:
        raise Faulty(
            Invalid("The social account “{name}” is closed.", field="accounts", name=name[:80]),
            Invalid("Name one that is in use."),
        )
    if found:
        raise Faulty(
            Invalid("Several social accounts are called “{name}”.", field="accounts", name=name[:80]),
            Invalid("Write the link of the one that you mean."),
        )
    raise Faulty(
        Invalid("There is no social account “{name}”.", field="accounts", name=name[:80]),
        Invalid("Write its name as in “/channels”, or its link; put a semicolon between several."),
    )


def _account(around: Around, name: str, kept: set[int]) -> list[SocialAccount]:
    found = [one for one in around.accounts if key_of(one.name) == key_of(name)]
    if not found and "." in name:
        try:
            address = link_key(checked_link(name))
        except Invalid:
            return []
        found = [one for one in around.accounts if one.link_key == address]
    mine = [one for one in found if one.id in kept]
    return mine if len(mine) == 1 else found
