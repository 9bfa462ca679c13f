"""After posting: the figures of a week by hand, whether it is worth repeating, and the page behind it looked at again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.audit import Act
from bot.errors import Conflict, Invalid
from bot.people import Asker
from bot.plan import states as plan_states
from bot.plan.kinds import POSTED
from bot.plan.whole import Whole, of
from bot.reminders import states
from bot.roles import Role, require
from bot.timing import wall
from storage import reminders
from storage.models import Idea, PlanItem

if TYPE_CHECKING:
    from bot.services import Services

FIGURES = ("reach", "clicks", "comments")
NO, AS_IDEA, AS_DRAFT = "no", "idea", "draft"
"""Worth repeating? No, yes as an idea, yes as a draft for the plan."""
_MOST = 10**12
_LONGEST_WAIT = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept result: its item, and the idea that came of it or whether a draft is to be opened."""

    item: PlanItem
    idea: int = 0
    is_to_copy: bool = False


def to_enter(services: Services, item_id: int, *, by: Asker) -> Whole:
    """Return a posted item for the form of its result, or of its page. Raises Conflict when it is not posted."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        item = plan_states.known(session, item_id)
        states.may_answer(session, item, reminders.read_of_items(session, [item.id]), by)
        return of(session, item)


def keep(services: Services, item_id: int, figures: Mapping[str, str], again: str, *, by: Asker) -> Kept:
    """Keep the result of a posted item; figures may be empty, and may be entered anew.

    Raises Invalid at the figure that is no number, or at "again", and Conflict when the item is not posted.
    """
    counted = {name: count for name in FIGURES if (count := number(figures.get(name, ""), name)) is not None}
    if again not in (NO, AS_IDEA, AS_DRAFT):
        raise Invalid("Say whether it is worth repeating.", field="again")
    now = services.now()
    with services.database.begin() as session:
        item = _posted(session, item_id, by)
        item.result = {**counted, "by": by.id, "at": now.isoformat(timespec="seconds")}
        item.is_worth_repeating = again != NO
        idea = _as_idea(services, session, item, by) if again == AS_IDEA else 0
        act = Act(by.id, "plan.result", plan_states.subject(item))
        plan_states.changed(services, session, item, now, act, figures=sorted(counted), again=again)
    return Kept(item, idea, again == AS_DRAFT)


def looked_at(services: Services, item_id: int, next_on: date | None, *, by: Asker) -> None:
    """Note that somebody has looked at the page behind an item, and when it is to be looked at next; None for never.

    Raises Invalid (field "next") for a day that is not to come.
    """
    now = services.now()
    today = wall.local(now, services.settings.timezone).date()
    if next_on is not None and not today < next_on <= today + _LONGEST_WAIT:
        raise Invalid("Choose a day that is still to come, within five years.", field="next")
    with services.database.begin() as session:
        item = plan_states.held(session, item_id)
        states.may_answer(session, item, reminders.of_item(session, item.id), by)
        item.page_review_on = next_on
        act = Act(by.id, "plan.page_reviewed", plan_states.subject(item))
        plan_states.changed(services, session, item, now, act, next=next_on.isoformat() if next_on else "")


def _posted(session: Session, item_id: int, by: Asker) -> PlanItem:
    item = plan_states.held(session, item_id)
    states.may_answer(session, item, reminders.of_item(session, item.id), by)
    if item.state != POSTED:
        raise Conflict("This is not posted yet, so it has no result.")
    return item


def number(text: str, name: str) -> int | None:
    """Read a whole number as people write it, with spaces between thousands; None for nothing."""
    digits = re.sub(r"\s", "", str(text))
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()) or int(digits) > _MOST:
        raise Invalid("Write a whole number, such as 1200.", field=name)
    return int(digits)


def _as_idea(services: Services, session: Session, item: PlanItem, by: Asker) -> int:
    from bot.ideas import saving  # noqa: PLC0415 - ideas plan items, so they know the plan
    from storage import ideas  # noqa: PLC0415

    key = f"repeat:{item.id}"
    known = ideas.by_key(session, key)
    if known is not None:
        return known.id
    now, found = services.now(), of(session, item)
    text = next((text.text for text in found.texts if text.text), "")
    idea = Idea(
        key=key,
        title=item.title[:150],
        text=text[:3_000],
        link=item.link,
        origin=item.posted_link[:1_000],
        saved_by=by.id,
        tags=list(item.tags),
        networks=list(found.networks),
        at=now,
        changed_at=now,
    )
    saving.add(session, idea, by=by.id)
    return idea.id
