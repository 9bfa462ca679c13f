"""Tips that go: taken back by whoever sent them, too old, or of somebody who is erased. See docs/privacy.md."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import Conflict, Refused
from bot.forgetting import forget_each
from bot.people import Asker
from bot.roles import Role, require
from bot.tips import states
from bot.tips.kinds import JOINED, OPEN, REMOVED, TIP, TIP_FORWARD, TIP_TIPPER
from bot.tips.sending import LOCK
from storage import attachments, revisions, tips
from storage.models import Tip

if TYPE_CHECKING:
    from bot.services import Services

KEPT = timedelta(days=730)
"""Tips after their end; those that never ended from when they were sent."""


def to_take_back(services: Services, tip_id: int, *, by: Asker) -> Tip:
    """Return a tip of somebody's own that may still be taken back, for the form."""
    with states.changing(services, tip_id, by, Role.EMPLOYEE) as held:
        _must_be_own(held.session, held.tip, by)
        return held.tip


def take_back(services: Services, tip_id: int, *, by: Asker) -> None:
    """Take a tip of one's own back: its words and files go, and its cards say so. A tip of others with its link stays."""
    require(by.role, Role.EMPLOYEE)
    now = services.now()
    with services.database.begin() as session:
        revisions.bump(session, LOCK)
        tip = states.held(session, tip_id)
        if tip.by == by.id and tip.state == REMOVED:
            return
        _must_be_own(session, tip, by)
        stands_with = [one for one in states.together(session, tip) if one.id != tip.id]
        _pass_on(services, session, tip)
        attachments.drop_of_tip(session, tip.id)
        tip.state, tip.ended_at = REMOVED, now
        tip.text = tip.link = tip.link_key = tip.origin = tip.origin_author = tip.people = ""
        audit.note(session, now, Act(by.id, "tip.taken_back", states.subject(tip)), after={"state": tip.state})
        states.changed(services, session, tip, now)
        if stands_with:
            states.redraw(services, session, stands_with[0])


def forget(services: Services, session: Session, tip_id: int) -> None:
    """Delete a tip with its messages, inside the caller's transaction; files that an idea or the plan has as well stay there."""
    tip = tips.locked(session, tip_id)
    if tip is None:
        return
    stands_with = [one for one in states.together(session, tip) if one.id != tip.id]
    _pass_on(services, session, tip)
    for kind in (TIP, TIP_TIPPER, TIP_FORWARD):
        services.messenger.redraw(session, kind, tip.id)  # what they showed is gone, so the messages go
    attachments.drop_of_tip(session, tip.id)
    tips.remove(session, tip)
    if stands_with:
        states.redraw(services, session, stands_with[0])


def prune(services: Services) -> None:
    """Delete what is too old, with its messages; a tick. A part of it each time."""
    before = services.now() - KEPT
    with services.database.read() as session:
        old = tips.old(session, before)
    forget_each(services, "tip", old, forget)


def _must_be_own(session: Session, tip: Tip, by: Asker) -> None:
    if tip.by != by.id:
        raise Refused("Only whoever sent a tip can take it back.")
    if tip.state == REMOVED:
        raise states.gone()
    if tip.state not in OPEN and not (tip.state == JOINED and states.together(session, tip)[0].state in OPEN):
        raise Conflict("The desk has decided about this tip already. Write to the desk when it must not be used.")


def _pass_on(services: Services, session: Session, tip: Tip) -> None:
    """Let the next tip of the same link lead in place of one that goes: it stands where that stood, and as that did."""
    group = states.together(session, tip)
    if tip.state == JOINED or len(group) < 2:
        return
    heir = states.held(session, group[1].id)
    heir.state, heir.handler, heir.place = tip.state, tip.handler, tip.place or services.settings.desk_channel
    heir.forwarded_to, heir.reason, heir.result_link = tip.forwarded_to, tip.reason, tip.result_link
    heir.mention_id, heir.ended_at = tip.mention_id, tip.ended_at
    heir.version += 1
    tips.pass_ideas_on(session, tip.id, heir.id)
    states.show(services, session, heir)
