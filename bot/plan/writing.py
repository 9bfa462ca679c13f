"""Writing items: a new one with what it begins with, people who may own one, and the order in which staff and public hear.

Whoever needs a series or a main message takes these before the item (`hold_first`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit, people
from bot.audit import Act
from bot.errors import Invalid
from bot.people import Asker
from bot.plan import content, order, states
from bot.plan.kinds import POST
from bot.plan.times import Time
from storage import channels, plan, plan_series, plan_written
from storage import people as known_people
from storage.models import PlanItem, SocialAccount

if TYPE_CHECKING:
    from bot.services import Services


class OutOfOrder(Exception):  # noqa: N818 - not a fault: the form comes again and asks why
    """Somebody would hear too early, and nobody has said why; nothing is written."""

    def __init__(self, breach: str) -> None:
        """Keep which order is broken: one of `bot.plan.order`."""
        super().__init__(breach)
        self.breach = breach


@dataclass(frozen=True, slots=True)
class New:
    """What a new item begins with beside what people edit."""

    key: str
    time: Time
    text: str = ""
    language: str = ""
    """Of the text."""
    why: str = ""
    """For breaking the order."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """Further columns."""


def add(
    services: Services, session: Session, wanted: content.Content, new: New, now: datetime, *, by: Asker
) -> PlanItem | None:
    """Add an item; None, and nothing done, when its key or its idea has made one already. Raises OutOfOrder."""
    item = PlanItem(
        key=new.key,
        kind=wanted.get("kind", POST),
        title=wanted["title"],
        made_by=by.id,
        made_at=now,
        changed_by=by.id,
        changed_at=now,
        approval=plan.settings(session).approval,
        **new.more,
    )
    states.set_time(item, new.time.local_at, new.time.timezone)
    if not plan_written.add(session, item):
        return None
    content.put(session, item, wanted)
    if new.text:
        plan_written.put_text(session, item.id, new.language, new.text)
    item.version = 0  # `changed` makes it 1
    states.changed(services, session, item, now, Act(by.id, "plan.added", states.subject(item)), kind=item.kind)
    keep_order(session, item, out_of_order(session, item) - {item.id}, new.why, by)
    return item


def with_defaults(session: Session, wanted: Mapping[str, Any], language: str, by: Asker) -> dict[str, Any]:
    """Fill in what nobody chose: people, languages and unit of the first social account, else the maker's own."""
    chosen = [found for one in wanted["accounts"] if (found := channels.find(session, one)) is not None]
    first = chosen[0] if chosen else None
    spoken = [code for account in chosen for code in account.languages.split(",") if code]
    owner = wanted["owner"] or _colleague(session, first.owner if first else "") or by.id
    deputy = wanted["deputy"] or _colleague(session, first.deputy if first else "")
    return {
        **wanted,
        "owner": owner,
        "deputy": deputy if deputy != owner else "",
        "languages": wanted["languages"] or list(dict.fromkeys(spoken)) or [language],
        "unit": wanted["unit"] or (first.unit if first else "") or plan.unit_of(session, by.id),
    }


def check_people(session: Session, wanted: content.Content, now: content.Content) -> None:
    """Raise Invalid when a newly chosen owner or deputy is a guest, an app, or has left."""
    for name in ("owner", "deputy"):
        chosen = wanted.get(name, "")
        if chosen and chosen != now.get(name) and not _colleague(session, chosen):
            raise Invalid("This is a guest, an app, or somebody who has left. Choose a colleague.", field=name)


def hold_first(session: Session, item_id: int, *, series: bool = False) -> None:
    """Hold the series (when it is meant as a whole) and the main message of an item, before the item itself."""
    peek = plan.find(session, item_id)
    if peek is None:
        return
    if series and peek.series_id is not None:
        plan_series.locked(session, peek.series_id)
    if peek.message_id is not None:
        plan_series.locked_message(session, peek.message_id)


def out_of_order(session: Session, item: PlanItem) -> frozenset[int]:
    """Return which versions of an item's main message break its order before the item is changed: nobody asks about those."""
    return frozenset(one.id for one, _ in order.broken_by(session, item))


def keep_order(session: Session, item: PlanItem, before: frozenset[int], why: str, by: Asker) -> None:
    """Make sure that a held item, as it was just changed, lets nobody hear too early; a reason is noted on all that would.

    `before` are those that broke the order before the change. Raises OutOfOrder without a reason.
    """
    if item.order_why and not order.breach(session, item):
        item.order_why = item.order_by = ""
    found = [(one, what) for one, what in order.broken_by(session, item) if one.id == item.id or one.id not in before]
    if found and not why:
        mine = next((what for one, what in found if one.id == item.id), found[0][1])
        raise OutOfOrder(mine)
    for one, what in found:
        one.order_why, one.order_by = why, by.id
        act = Act(by.id, "plan.order_broken", states.subject(one), why)
        audit.note(session, item.changed_at, act, after={"order": what, "because_of": item.id})


def choosable(session: Session, item_id: int = 0) -> list[SocialAccount]:
    """Return the social accounts that an item may be for: the open ones, and those that it has already."""
    kept = set(plan_series.accounts_of(session, item_id)) if item_id else set()
    return [one for one in channels.every(session) if one.closed_at is None or one.id in kept]


def _colleague(session: Session, user_id: str) -> str:
    """Return the person when they work here."""
    person = known_people.find(session, user_id) if user_id else None
    return user_id if person is not None and people.is_colleague(person) else ""
