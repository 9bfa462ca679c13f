"""An item of the plan with everything that belongs to it, read in a bounded number of statements however many items there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.plan.kinds import ANY_NETWORK
from storage import plan
from storage.models import (
    ApprovalStep,
    Attachment,
    Clearance,
    Decision,
    MainMessage,
    PlanItem,
    PlanNote,
    PlanTask,
    PlanText,
    SocialAccount,
)


@dataclass(frozen=True, slots=True)
class Whole:
    """An item and what belongs to it. `notes` are the reviewers' own and stand in nothing that is published."""

    item: PlanItem
    texts: Sequence[PlanText] = ()
    accounts: Sequence[SocialAccount] = ()
    attachments: Sequence[Attachment] = ()
    clearance: Clearance | None = None
    tasks: Sequence[PlanTask] = ()
    notes: Sequence[PlanNote] = ()
    steps: Sequence[ApprovalStep] = ()
    decisions: Sequence[Decision] = ()
    message: MainMessage | None = None

    @property
    def networks(self) -> tuple[str, ...]:
        """Return the networks of its accounts, each once, in the order of these."""
        return tuple(dict.fromkeys(account.network for account in self.accounts))

    def text(self, network: str, language: str) -> PlanText | None:
        """Return what it says on a network in a language: the network's own text, else the one for all."""
        by_place = {(text.network, text.language): text for text in self.texts}
        return by_place.get((network, language)) or by_place.get((ANY_NETWORK, language))

    @property
    def is_behind(self) -> bool:
        """Tell whether its main message has changed since somebody compared the item with it."""
        return self.message is not None and self.item.message_version < self.message.version


def of(session: Session, item: PlanItem) -> Whole:
    """Return an item with everything that belongs to it."""
    return next(many(session, [item]))


def many(session: Session, items: Iterable[PlanItem]) -> Iterator[Whole]:
    """Return items with everything that belongs to them; nine statements for up to five hundred."""
    listed = list(items)
    ids = [item.id for item in listed]
    texts, accounts = plan.texts(session, ids), plan.accounts(session, ids)
    attachments, clearances = plan.attachments(session, ids), plan.clearances(session, ids)
    tasks, notes = plan.tasks(session, ids), plan.notes(session, ids)
    steps, decisions = plan.steps(session, ids), plan.decisions(session, ids)
    messages = plan.messages(session, {item.message_id for item in listed if item.message_id is not None})
    for item in listed:
        yield Whole(
            item,
            texts.get(item.id, ()),
            accounts.get(item.id, ()),
            attachments.get(item.id, ()),
            next(iter(clearances.get(item.id, ())), None),
            tasks.get(item.id, ()),
            notes.get(item.id, ()),
            steps.get(item.id, ()),
            decisions.get(item.id, ()),
            messages.get(item.message_id or 0),
        )
