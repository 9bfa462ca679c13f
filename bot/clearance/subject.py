"""What a permission to publish is about: an item of the plan, or an idea that is in no plan yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.clearance import judging
from bot.clearance.judging import Missing
from bot.errors import NotFound
from bot.ideas import states as idea_states
from bot.people import Asker
from bot.plan import states as plan_states
from bot.roles import Role, require
from storage import attachments, clearances, ideas
from storage.models import Attachment, Clearance, Idea, PlanItem

ITEM, IDEA = "p", "i"


@dataclass(frozen=True, slots=True)
class Subject:
    """An item or an idea with its files and its permission. `idea` is also the one that an item came from."""

    item: PlanItem | None
    idea: Idea | None
    files: Sequence[Attachment]
    clearance: Clearance | None

    @property
    def key(self) -> str:
        """Return its name in buttons and audit entries: "p12" or "i3"."""
        return f"{ITEM}{self.item.id}" if self.item is not None else f"{IDEA}{self.idea.id if self.idea else 0}"

    @property
    def giver(self) -> str:
        """Return who gave it and can say what is missing; empty when it is the house's own."""
        return self.idea.giver if self.idea is not None else ""

    @property
    def is_from_others(self) -> bool:
        """Tell whether somebody gave it: then they are asked too."""
        return self.idea is not None

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Return what is missing before it may be published."""
        return judging.missing(self.clearance, self.files, is_from_others=self.is_from_others)


def read(session: Session, key: str, *, by: Asker) -> Subject:
    """Return what a key is about, for looking; raises NotFound when it is gone or not theirs to see."""
    require(by.role, Role.EMPLOYEE)
    kind, number = _parted(key)
    if kind == ITEM:
        return _of_item(session, plan_states.known(session, number))
    return _of_idea(session, idea_states.known(session, number, by))


def to_change(session: Session, key: str, *, by: Asker) -> Subject:
    """Return and hold what a key is about, for who may change it; raises Refused, NotFound, Conflict as its rooms do."""
    kind, number = _parted(key)
    if kind == ITEM:
        return _of_item(session, plan_states.to_change(session, number, by))
    return _of_idea(session, idea_states.to_change(session, number, by))


def of_clearance(session: Session, clearance: Clearance) -> Subject | None:
    """Return what a permission is about; None when neither item nor idea is left."""
    if clearance.item_id is not None:
        return _of_item(session, plan_states.known(session, clearance.item_id))
    idea = ideas.find(session, clearance.idea_id) if clearance.idea_id is not None else None
    return _of_idea(session, idea) if idea is not None else None


def _of_item(session: Session, item: PlanItem) -> Subject:
    idea = ideas.find(session, item.idea_id) if item.idea_id is not None else None
    return Subject(item, idea, attachments.of_item(session, item.id), clearances.of_item(session, item.id))


def _of_idea(session: Session, idea: Idea) -> Subject:
    return Subject(None, idea, attachments.of_idea(session, idea.id), clearances.of_idea(session, idea.id))


def _parted(key: str) -> tuple[str, int]:
    kind, number = key[:1], key[1:]
    if kind not in (ITEM, IDEA) or not number.isdecimal():
        raise NotFound("This button is no longer in use. Write “/some help” to see what I can do.")
    return kind, int(number)
