"""What reviewers say to each other about an item: it stands in nothing that is copied, exported or published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import audit
from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Invalid
from bot.people import Asker
from bot.plan import states
from bot.roles import Role, require
from bot.views.blocks import clean
from storage import plan_tasks
from storage.models import PlanNote

if TYPE_CHECKING:
    from bot.services import Services

MOST_NOTE = 3_000


def add(services: Services, item_id: int, text: str, *, key: str, by: Asker) -> None:
    """Add a note; everybody on staff may. Sent twice by one form (`key`), it is one note."""
    require(by.role, Role.EMPLOYEE)
    said = clean(text).strip()
    if not said:
        raise Invalid("Write a note.", field="note")
    check_length(said, MOST_NOTE, "note")
    now = services.now()
    with services.database.begin() as session:
        item = states.held(session, item_id)
        if plan_tasks.has_note(session, key):
            return
        session.add(PlanNote(key=key, item_id=item.id, by=by.id, text=said, at=now))
        session.flush()
        audit.note(session, now, Act(by.id, "plan.noted", states.subject(item)))
        services.memory.changed(session, states.BODY)
