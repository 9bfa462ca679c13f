"""Writing what a row of a file asks for, with the same steps as the forms: one item at a time, held while it is written."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.audit import Act
from bot.people import Asker, is_user_id
from bot.plan import content, file_texts, states, writing
from bot.plan.file_cells import Given
from bot.plan.file_named import Around
from bot.plan.file_wanted import Standing, Wanted, wanted
from bot.plan.kinds import DRAFT, MISSED, POSTED
from bot.plan.share_kit import SHARE_KIT
from bot.plan.times import Time
from bot.plan.writing import New
from storage import plan, plan_series
from storage.models import PlanItem

if TYPE_CHECKING:
    from bot.services import Services


def add(services: Services, session: Session, key: str, asked: Wanted, by: Asker) -> PlanItem | None:
    """Add an item that a row asks for; None when another import was faster. Nobody owns it unless somebody is named."""
    language = next((spot[1] for spot in asked.texts), services.settings.language)
    filled = writing.with_defaults(session, asked.content, language, by)
    filled["owner"] = filled["owner"] if is_user_id(filled["owner"]) else ""
    when = asked.time or Time(None, services.settings.timezone)
    item = writing.add(services, session, filled, New(key, when), services.now(), by=by)
    if item is not None:
        file_texts.put(session, item, asked.texts)
    return item


def change(services: Services, session: Session, around: Around, said: Given) -> bool:
    """Change the item that a row names, as it stands now; False when nothing differs any more."""
    now, by = services.now(), around.by
    writing.hold_first(session, said.number)
    item = states.to_change(session, said.number, by, even_over=True)
    texts = plan.texts(session, [item.id]).get(item.id, [])
    asked = wanted(session, around, said, Standing(item, plan_series.accounts_of(session, item.id), texts))
    if not asked.fields:
        return False
    if item.state == POSTED:
        _put_after(item, asked, now, by)
        services.messenger.redraw(session, SHARE_KIT, item.id)
        states.changed(
            services, session, item, now, Act(by.id, "plan.result", states.subject(item)), fields=[*asked.after]
        )
        return True
    before = writing.out_of_order(session, item)
    if asked.texts or content.OF_TEXT & asked.content.keys():
        states.texts_changed(session, item, now, by)
    content.put(session, item, asked.content)
    file_texts.put(session, item, asked.texts)
    if asked.time is not None:
        states.set_time(item, asked.time.local_at, asked.time.timezone)
        item.state = DRAFT if item.state == MISSED else item.state
    act = Act(by.id, "plan.edited", states.subject(item))
    states.changed(services, session, item, now, act, fields=[*asked.fields])
    if asked.time is not None or "kind" in asked.content:
        writing.keep_order(session, item, before, "", by)
    return True


def _put_after(item: PlanItem, asked: Wanted, now: datetime, by: Asker) -> None:
    figures = {name: count for name, count in asked.after.items() if name != "posted_link"}
    item.posted_link = asked.after.get("posted_link", item.posted_link)
    if figures:
        kept = {name: count for name, count in {**item.result, **figures}.items() if count is not None}
        item.result = {**kept, "by": by.id, "at": now.isoformat(timespec="seconds")}
