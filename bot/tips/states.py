"""How a tip stands, and the steps that several use cases take.

Whoever changes a tip holds its row. Who needs a mention, an item of the plan or an idea as well takes that first. Tips of one
link stand together: the first of them leads and has the card in the desk's channel, the others share what becomes of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import Conflict, NotFound
from bot.people import Asker
from bot.roles import Role, require
from bot.tips.kinds import JOINED, OPEN, REMOVED, TIP, TIP_FORWARD, TIP_TIPPER
from storage import contributions, people, tips
from storage.models import Tip

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Held:
    """A tip that is held by the transaction of somebody who changes it."""

    services: Services
    session: Session
    tip: Tip
    by: Asker
    now: datetime

    def must_be_open(self) -> None:
        """Raise NotFound when the tip was taken back, Conflict with who decided unless the desk still has to decide."""
        if self.tip.state == REMOVED:
            raise gone()
        if self.tip.state not in OPEN:
            raise Conflict(
                "{name} has decided about this tip already. Its card shows what came of it.",
                name=name_of(self.session, self.tip.handler, self.by),
            )

    def must_be_free_or_mine(self) -> None:
        """Raise Conflict, with who has it, unless the tip is open and nobody else has it."""
        self.must_be_open()
        if self.tip.handler not in ("", self.by.id):
            raise Conflict(
                "{name} has this tip already. If you agree that you go on with it, choose “Take over” under “…”.",
                name=name_of(self.session, self.tip.handler, self.by),
            )

    def decide(self, state: str, *, is_end: bool = False) -> None:
        """Let the tip be in a state by whoever acts; with `is_end` nothing more is decided about it."""
        self.tip.state, self.tip.handler = state, self.by.id
        self.tip.ended_at = self.now if is_end else None

    def done(self, what: str, **after: Any) -> None:
        """Finish a person's change: count it, note it (never texts), and redraw what shows it."""
        act = Act(self.by.id, f"tip.{what}", subject(self.tip))
        audit.note(self.session, self.now, act, after={"state": self.tip.state, **after})
        changed(self.services, self.session, self.tip, self.now)


@contextmanager
def changing(services: Services, tip_id: int, by: Asker, least: Role = Role.MANAGER) -> Iterator[Held]:
    """Hold a tip for somebody's change, in one transaction. Raises NotFound when it is deleted.

    When the change comes too late (Conflict), nothing is changed but the cards are drawn anew: an old one was clicked.
    """
    require(by.role, least)
    now = services.now()
    try:
        with services.database.begin() as session:
            yield Held(services, session, held(session, tip_id), by, now)
    except Conflict:
        with services.database.begin() as session:
            redraw(services, session, held(session, tip_id))
        raise


def held(session: Session, tip_id: int) -> Tip:
    """Return a tip and hold it until the transaction ends; raises NotFound when it is deleted."""
    found = tips.locked(session, tip_id)
    if found is None:
        raise gone()
    return found


def known(session: Session, tip_id: int) -> Tip:
    """Return a tip as it stands; raises NotFound when it is deleted or taken back."""
    found = tips.find(session, tip_id)
    if found is None or found.state == REMOVED:
        raise gone()
    return found


def together(session: Session, tip: Tip) -> Sequence[Tip]:
    """Return the tips that stand together, the leading one first; a tip whose link nobody else has sent stands alone."""
    if not tip.link_key:
        return [tip]
    group: list[Tip] = []
    for one in tips.with_link(session, tip.link_key):
        if one.state != JOINED:
            if tip in group:
                break
            group = []
        group.append(one)
    return group if tip in group else [tip]


def show(services: Services, session: Session, tip: Tip) -> None:
    """Show a tip's card in the desk's channel, inside the caller's transaction; its tipper is told when it takes none."""
    session.flush()
    if tip.place:
        services.messenger.show(session, TIP, tip.id, tip.place, asked_by=tip.by)


def tell(services: Services, session: Session, tip: Tip) -> None:
    """Show the tipper their own message, inside the caller's transaction: one of each tip, edited from then on."""
    session.flush()
    if not contributions.is_deactivated(session, tip.by):
        services.messenger.show(session, TIP_TIPPER, tip.id, tip.by)


def redraw(services: Services, session: Session, tip: Tip) -> None:
    """Bring everything up to date that shows a tip or one that stands with it, inside the caller's transaction."""
    session.flush()
    for one in together(session, tip):
        for kind in (TIP, TIP_FORWARD):
            services.messenger.redraw(session, kind, one.id)
        if not contributions.is_deactivated(session, one.by):
            services.messenger.redraw(session, TIP_TIPPER, one.id)


def changed(services: Services, session: Session, tip: Tip, now: datetime) -> None:
    """Count a change of a held tip, and redraw what shows it; those that stand with it end when it does."""
    tip.version += 1
    tip.changed_at = now
    for one in together(session, tip):
        one.ended_at = tip.ended_at
    redraw(services, session, tip)


def name_of(session: Session, user_id: str, by: Asker) -> str:
    """Return somebody's name, as the reader is told who has something."""
    found = people.find(session, user_id) if user_id else None
    return found.name if found else by.reader.say("Somebody")


def subject(tip: Tip) -> str:
    """Return what audit entries call a tip."""
    return f"tip:{tip.id}"


def gone() -> NotFound:
    """Say that a tip is not there any more."""
    return NotFound("This tip was taken back, or is not kept any more.")
