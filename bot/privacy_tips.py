"""Erasures and tips: what somebody sent goes, and where they had a part in those of others their name goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.tips import removing, states
from storage import tips
from storage.models import Record, Tip
from storage.privacy import Traces

if TYPE_CHECKING:
    from bot.services import Services


def hand_back(services: Services, session: Session, traces: Traces) -> set[int]:
    """Delete what a colleague sent, before their traces go; returns the tips of others to be drawn anew in the end."""
    if not traces.user_id:
        return set()
    for tip_id in reversed(tips.of_person(session, traces.user_id)):
        removing.forget(services, session, tip_id)
    return set(tips.with_person(session, traces.user_id))


def redraw(services: Services, session: Session, mended: Iterable[Record], about: Iterable[int]) -> None:
    """Bring the cards of tips up to date whose texts or people have just changed."""
    for tip_id in {*about, *(row.id for row in mended if isinstance(row, Tip))}:
        tip = tips.find(session, tip_id)
        if tip is not None:
            states.redraw(services, session, tip)
