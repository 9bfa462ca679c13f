"""What a row of a file asks for: how the plan would stand after it, and what of that differs from how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.channels_draft import check_length
from bot.colleagues_named import Colleagues
from bot.errors import BotError, Invalid
from bot.networks import checked_link, link_key, network_name
from bot.people import Asker
from bot.plan import draft, fields, writing
from bot.plan.draft import Draft
from bot.plan.file_cells import Given
from bot.plan.file_times import time_in
from bot.plan.kinds import ANY_NETWORK, DROPPED, POST, POSTED
from bot.plan.texts import MOST_TEXT, counted
from bot.plan.times import Chosen, Time
from bot.plan.whole import Whole
from bot.table_columns import key_of
from bot.table_faults import Faulty
from bot.timing import human
from bot.words import LANGUAGES
from storage.models import PlanItem, PlanText, SocialAccount

T = TypeVar("T")
_COPIED = ("title", "campaign", "tags", "link", "unit")


@dataclass(frozen=True, slots=True)
class Around:
    """What rows are read with: social accounts and colleagues, the moment, the zone of the house, whoever imports."""

    accounts: Sequence[SocialAccount]
    colleagues: Colleagues
    now: datetime
    timezone: str
    by: Asker


@dataclass(frozen=True, slots=True)
class Standing:
    """An item as it stands, with its accounts and texts."""

    item: PlanItem
    accounts: Sequence[int] = ()
    texts: Sequence[PlanText] = ()

    def text(self, language: str) -> str:
        """Return what it says in a language on every network without a text of its own."""
        return next((one.text for one in self.texts if (one.network, one.language) == (ANY_NETWORK, language)), "")


@dataclass(slots=True)
class Wanted:
    """What a row changes: content by name, texts by language, a time, and what came after posting."""

    title: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    time: Time | None = None
    after: dict[str, Any] = field(default_factory=dict)
    notes: list[BotError] = field(default_factory=list)

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the columns that it changes."""
        when = ("date",) if self.time is not None else ()
        return (*sorted(self.content), *when, *(f"text_{one}" for one in sorted(self.texts)), *self.after)


def wanted(session: Session, around: Around, said: Given, standing: Standing | None) -> Wanted:
    """Return what a row changes of an item, or what a new one is; raises `Several` with everything that is wrong with it."""
    item = standing.item if standing else None
    if item is not None and item.state == DROPPED:
        raise Faulty(
            Invalid("{number} is dropped from the plan.", field="number", number=f"p{item.id}"),
            Invalid("Bring it back in Slack first, or remove the row."),
        )
    faults: list[BotError] = []
    people = {name: _tried(faults, partial(_person, session, around, said, name, item)) for name in ("owner", "deputy")}
    accounts = _tried(faults, lambda: _accounts(around, said, standing))
    chosen = _tried(faults, lambda: time_in(said.cells, item, around.now, around.timezone, around.by.reader))
    texts = _tried(faults, lambda: _texts(said))
    after = _tried(faults, lambda: _after(said, item))
    begun = draft.draft_of(item, standing.accounts, at=None) if item and standing else Draft(kind=POST, chosen=Chosen())
    asked = _asked(begun, said, standing)
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
    new = {one for one, text in said.texts.items() if text and (standing is None or text != standing.text(one))}
    more = [one for one in LANGUAGES if one in new and one not in languages]
    return replace(begun, **typed, languages=(*languages, *more))


def _person(session: Session, around: Around, said: Given, name: str, item: PlanItem | None) -> str | None:
    cell = said.cells.get(name)
    known = getattr(item, name) if item is not None else ""
    if not cell:
        return cell
    if cell == known:
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


def _accounts(around: Around, said: Given, standing: Standing | None) -> list[int] | None:
    cell = said.cells.get("accounts")
    if cell is None:
        return None
    kept = set(standing.accounts) if standing else set()
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


def _texts(said: Given) -> dict[str, str]:
    for language, text in said.texts.items():
        check_length(text, MOST_TEXT, f"text_{language}")
    return dict(said.texts)


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
    found.texts = {language: text for language, text in found.texts.items() if text != standing.text(language)}
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
    shown = Whole(
        PlanItem(
            key="", kind=content.get("kind", POST), title="", made_by="", made_at=around.now, changed_at=around.now
        )
    )
    chosen = set(content.get("accounts", standing.accounts if standing else ()))
    networks = sorted({one.network for one in around.accounts if one.id in chosen})
    for language, text in found.texts.items():
        for network in networks:
            length = counted(shown, network, text)
            if length is not None and length.over:
                yield Invalid(
                    "The text is taken, but longer than this network allows: {network}. Characters to leave out: {over}.",
                    field=f"text_{language}", over=length.over,
                    network=network_name(network, around.by.reader),
                )  # fmt: skip
