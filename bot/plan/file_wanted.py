"""What a row of a file asks for: how the plan would stand after it, and what of that differs from how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.channels_draft import check_length
from bot.errors import BotError, Invalid
from bot.plan import draft, fields, file_own, file_texts
from bot.plan.draft import Draft
from bot.plan.file_cells import Given
from bot.plan.file_columns import Spot, text_field
from bot.plan.file_named import Around, accounts_of, person
from bot.plan.file_times import time_in
from bot.plan.kinds import DROPPED, POST, POSTED, REPLY
from bot.plan.times import Chosen, Time
from bot.table_faults import Faulty
from bot.timing import human
from storage.models import PlanItem, PlanText

T = TypeVar("T")
_COPIED = ("title", "campaign", "tags", "link", "unit")


@dataclass(frozen=True, slots=True)
class Standing:
    """An item as it stands, with its accounts and texts."""

    item: PlanItem
    accounts: Sequence[int] = ()
    texts: Sequence[PlanText] = ()

    @property
    def said(self) -> dict[Spot, str]:
        """Return what it says, by place and language."""
        return file_texts.standing(self.texts)


@dataclass(slots=True)
class Wanted:
    """What a row changes: content by name, texts by place and language, a time, and what came after posting."""

    title: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    texts: dict[Spot, str] = field(default_factory=dict)
    time: Time | None = None
    after: dict[str, Any] = field(default_factory=dict)
    notes: list[BotError] = field(default_factory=list)

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the columns that it changes."""
        when = ("date",) if self.time is not None else ()
        return (*sorted(self.content), *when, *(text_field(one) for one in self.texts), *self.after)


def wanted(session: Session, around: Around, said: Given, standing: Standing | None) -> Wanted:
    """Return what a row changes of an item, or what a new one is; raises `Several` with everything that is wrong with it."""
    item = standing.item if standing else None
    if item is not None and item.state == DROPPED:
        raise Faulty(
            Invalid("{number} is dropped from the plan.", field="number", number=f"p{item.id}"),
            Invalid("Bring it back in Slack first, or remove the row."),
        )
    if item is not None and item.kind == REPLY:
        raise Faulty(
            Invalid("{number} is a reply in public, which no file changes.", field="number", number=f"p{item.id}"),
            Invalid("Change it in Slack, and remove the row."),
        )
    faults: list[BotError] = []
    people = {name: _tried(faults, partial(person, session, around, said, name, item)) for name in ("owner", "deputy")}
    accounts = _tried(faults, lambda: accounts_of(around, said, standing.accounts if standing else ()))
    chosen = _tried(faults, lambda: time_in(said.cells, item, around.now, around.timezone, around.by.reader))
    texts = _tried(faults, lambda: file_texts.checked(said.texts))
    after = _tried(faults, lambda: _after(said, item))
    begun = draft.draft_of(item, standing.accounts, at=None) if item and standing else Draft(kind=POST, chosen=Chosen())
    asked = _asked(begun, said, standing)
    faults += file_own.misplaced(said.own, asked.kind)
    zone = chosen.timezone if chosen else around.timezone
    allowed = [one.id for one in around.accounts]
    content = _tried(faults, lambda: draft.checked(asked, allowed, zone))
    if faults or content is None or chosen is None:
        raise Several(faults)
    content |= {name: value for name, value in people.items() if value is not None}
    content["accounts"] = content["accounts"] if accounts is None else accounts
    found = Wanted(content["title"], content, texts or {}, chosen, after or {})
    if standing is not None:
        _keep_differences(found, standing, draft.checked(begun, allowed, zone))
    if item is not None and item.state == POSTED:
        _only_after(found)
    found.notes += _notes(around, found, standing, content)
    return found


class Several(Exception):  # noqa: N818 - carries faults
    """Everything that is wrong with a row."""

    def __init__(self, faults: list[BotError]) -> None:
        """Keep the faults."""
        super().__init__(*faults)
        self.faults = faults


def _tried(faults: list[BotError], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except BotError as why:
        faults.append(why)
        return None


def _asked(begun: Draft, said: Given, standing: Standing | None) -> Draft:
    typed: dict[str, Any] = {name: said.cells[name] for name in _COPIED if name in said.cells}
    if said.kind:
        typed["kind"] = said.kind
    languages = said.languages if "languages" in said.cells else begun.languages
    new = file_texts.new_languages(said.texts, standing.said if standing else {})
    more = [one for one in new if one not in languages]
    return replace(begun, **typed, own={**begun.own, **said.own}, languages=(*languages, *more))


def _after(said: Given, item: PlanItem | None) -> dict[str, Any]:
    """Return the address and the figures that a row says and that are not known yet."""
    result = item.result if item is not None else {}
    found: dict[str, Any] = {name: count for name, count in said.figures.items() if result.get(name) != count}
    if "posted_link" in said.cells:
        address = fields.link(said.cells["posted_link"], "posted_link")
        check_length(address, draft.LONGEST["link"], "posted_link")
        if item is None or address != item.posted_link:
            found["posted_link"] = address
    return found


def _keep_differences(found: Wanted, standing: Standing, before: Mapping[str, Any]) -> None:
    item = standing.item
    found.content = {name: value for name, value in found.content.items() if value != before.get(name, "")}
    found.texts = file_texts.changed(found.texts, standing.said)
    when = found.time
    if when is not None and (when.local_at, when.timezone) == (item.local_at, item.timezone or when.timezone):
        found.time = None


def _only_after(found: Wanted) -> None:
    """Leave of a posted item what came after posting."""
    if found.content or found.texts or found.time is not None:
        found.notes.append(
            Invalid("This is posted already: only its link and its results are taken. Copy it to plan it again.")
        )
    found.content, found.texts, found.time = {}, {}, None


def _notes(around: Around, found: Wanted, standing: Standing | None, content: Mapping[str, Any]) -> Iterator[BotError]:
    item = standing.item if standing else None
    if found.after and (item is None or item.state != POSTED):
        found.after = {}
        yield Invalid(
            "Link and results are taken of what is posted. Say in Slack first that it is.", field="posted_link"
        )
    if found.time is not None and found.time.understood is not None:
        said = human.shown(found.time.understood, around.by.reader)
        yield Invalid("The time is taken as: {time}", field="date", time=said)
    chosen = set(content.get("accounts", standing.accounts if standing else ()))
    networks = sorted({one.network for one in around.accounts if one.id in chosen})
    known, about = standing.said if standing else {}, (content.get("kind", POST), around.now)
    yield from file_texts.notes(found.texts, known, networks, about, around.by.reader)
