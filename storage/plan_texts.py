"""The queries about what an item of the plan says in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import PlanText


def of_language(session: Session, item_id: int, language: str) -> Sequence[PlanText]:
    """Return what an item says in a language, on every network."""
    query = select(PlanText).where(PlanText.item_id == item_id, PlanText.language == language)
    return session.scalars(query.order_by(PlanText.network)).all()


def put(session: Session, item_id: int, language: str, title: str, texts: Mapping[str, str]) -> None:
    """Let an item say this in a language, by network, and nothing else there; empty texts are none."""
    session.execute(delete(PlanText).where(PlanText.item_id == item_id, PlanText.language == language))
    said = {network: text for network, text in texts.items() if text}
    if title:
        said.setdefault("", "")  # the heading stands with the text for every network
    session.add_all(
        PlanText(item_id=item_id, network=network, language=language, text=text, title="" if network else title)
        for network, text in said.items()
    )
    session.flush()
