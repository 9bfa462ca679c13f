"""The list of an owner's answers that end soon, as it follows every change of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers import keepers
from bot.answers.content import Content, content_of
from bot.answers.kinds import FRESHNESS
from bot.views import answers_freshness as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import answer_tasks, answers
from storage.models import Answer, FreshnessItem

if TYPE_CHECKING:
    from bot.services import Services

TRUE, EDITED, HANDED, GONE = "true", "edited", "handed", "gone"


def after_change(services: Services, session: Session, answer: Answer) -> None:
    """Settle, in the transaction of a change, what waits in lists for an answer that ends later now, or not here."""
    for item, user_id in answer_tasks.waiting_items(session, answer.id):
        outcome = _outcome(services, session, answer, item, user_id)
        if outcome:
            settle(services, session, item, outcome)


def settle(services: Services, session: Session, item: FreshnessItem, outcome: str) -> None:
    """Say what came of an item, and redraw its list."""
    item.outcome = outcome
    session.flush()
    services.messenger.redraw(session, FRESHNESS, item.list_id)


def card(session: Session, list_id: int, reader: Reader) -> Message | None:
    """Render a list of answers that end soon."""
    listed = answer_tasks.freshness_list(session, list_id)
    if listed is None:
        return None
    items = answer_tasks.freshness_items(session, list_id)
    ids = [item.answer_id for item in items]
    found, texts = answers.many(session, ids), answers.texts_of(session, ids)
    said: dict[int, Content] = {one: content_of(answer, texts.get(one, {})) for one, answer in found.items()}
    return view.freshness(items, found, said, reader)


def _outcome(services: Services, session: Session, answer: Answer, item: FreshnessItem, user_id: str) -> str:
    if answer.withdrawn_at is not None:
        return GONE
    if answer.valid_until != item.valid_until:
        return EDITED
    return HANDED if keepers.place(session, answer.owner, services.settings) != user_id else ""
