"""What people edit of an item in its form, as plain values by name: compared, kept apart from what others changed, applied."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.plan import fields
from bot.plan.kinds import DRAFT, READY
from storage import plan_series
from storage.models import PlanAccount, PlanItem

TIME = "time"
"""Local wall time and zone, together: "2026-11-24T09:00 Europe/Helsinki"."""
OF_TEXT = frozenset({"title", "link"})
"""What is published: a change of it takes an approval back."""
OF_PLACE = frozenset({"kind", "accounts", "languages"})
"""What decides whether everything is there: after a change of it somebody looks again."""
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between the item as it is now and as somebody wants it. `is_theirs`: they had not touched it, so it stays."""

    name: str
    now: Any
    yours: Any
    is_theirs: bool = False


def of_item(session: Session, item: PlanItem) -> dict[str, Any]:
    """Return what people edit of an item."""
    return {
        "kind": item.kind,
        "title": item.title,
        "link": item.link,
        "accounts": plan_series.accounts_of(session, item.id),
        "languages": list(item.languages),
        "owner": item.owner,
        "deputy": item.deputy,
        "campaign": item.campaign,
        "tags": list(item.tags),
        "unit": item.unit,
        TIME: time_of(item),
        **dict.fromkeys(sorted(fields.NAMES), ""),
        **fields.of_item(item),
    }


def time_of(item: PlanItem) -> str:
    """Return local time and zone as one text; the zone alone while there is no time."""
    at = item.local_at.isoformat(timespec="minutes") if item.local_at else ""
    return f"{at} {item.timezone}".strip()


def mark(value: Any) -> str:
    """Return a short mark by which a value is known again."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode(errors="replace")).hexdigest()[:8]


def changed_since(seen: Mapping[str, str], now: Content) -> set[str]:
    """Return the names of what has changed since a form was opened that showed it with these marks."""
    return {name for name, was in seen.items() if mark(now.get(name, "")) != was}


def touched(seen: Mapping[str, str], typed: Content) -> dict[str, Any]:
    """Return what somebody has changed in a form that showed it with these marks."""
    return {name: value for name, value in typed.items() if seen.get(name) != mark(value)}


def differences(now: Content, typed: Content, seen: Mapping[str, str]) -> Iterator[Change]:
    """Yield what others have changed meanwhile and what somebody typed there."""
    theirs, mine = changed_since(seen, now), touched(seen, typed)
    for name in typed:
        if name in theirs and name not in mine:
            yield Change(name, now.get(name, ""), typed[name], is_theirs=True)
        elif name in theirs and now.get(name, "") != typed[name]:
            yield Change(name, now.get(name, ""), typed[name])


def put(session: Session, item: PlanItem, wanted: Content) -> None:
    """Give a held item these values, but for its time. What is not named stays."""
    for name in ("kind", "title", "link", "owner", "deputy", "campaign", "unit"):
        if name in wanted:
            setattr(item, name, wanted[name])
    for name in ("tags", "languages"):
        if name in wanted:
            setattr(item, name, list(wanted[name]))
    own = {**fields.of_item(item), **{name: wanted[name] for name in fields.NAMES if name in wanted}}
    fields.put(item, own)
    if "accounts" in wanted:
        put_accounts(session, item.id, wanted["accounts"])
    if item.state == READY and OF_PLACE & wanted.keys():
        item.state = DRAFT


def put_accounts(session: Session, item_id: int, wanted: Collection[int]) -> None:
    """Let an item be for these social accounts and no others."""
    known = set(plan_series.accounts_of(session, item_id))
    gone = known - set(wanted)
    if gone:
        session.execute(delete(PlanAccount).where(PlanAccount.item_id == item_id, PlanAccount.account_id.in_(gone)))
    session.add_all(PlanAccount(item_id=item_id, account_id=one) for one in wanted if one not in known)
    session.flush()
