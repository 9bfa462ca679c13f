"""The queries about what people write to the bot in their direct messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import DirectWord
from storage.upsert import insert

AT_ONCE = 200
"""Rows that one turn of a tick looks at."""


def find(session: Session, word_id: int) -> DirectWord | None:
    """Return what somebody wrote, None when it is not kept any more."""
    return session.get(DirectWord, word_id)


def of_message(session: Session, user_id: str, ts: str, *, lock: bool = False) -> DirectWord | None:
    """Return what somebody wrote in one message, held until the transaction ends when `lock` is set."""
    query = select(DirectWord).where(DirectWord.user_id == user_id, DirectWord.ts == ts)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def add(session: Session, user_id: str, ts: str, values: Mapping[str, Any]) -> DirectWord | None:
    """Keep what somebody wrote; None, and nothing done, when this message is known."""
    made = insert(session, DirectWord).values(user_id=user_id, ts=ts, **values)
    made = made.on_conflict_do_nothing(index_elements=["user_id", "ts"])
    return session.scalars(made.returning(DirectWord)).first()


def old(session: Session, before: datetime) -> list[int]:
    """Return the ids of what was written before a moment, oldest first."""
    query = select(DirectWord.id).where(DirectWord.at < before).order_by(DirectWord.at)
    return list(session.scalars(query.limit(AT_ONCE)))


def remove(session: Session, ids: Sequence[int]) -> None:
    """Forget what was written; the messages about it stay in Slack as they are."""
    session.execute(delete(DirectWord).where(DirectWord.id.in_(ids)))
