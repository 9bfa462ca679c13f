"""The queries about suggestions in channels: where they are switched on, where one was made, and who wants none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from storage.models import HelpHint
from storage.upsert import insert

NEVER = "never"
"""The outcome of a suggestion after which its reader wants no more in that channel."""


def is_settled(session: Session, channel: str, thread: str, user_id: str) -> bool:
    """Tell whether nothing may be suggested: the thread has had its suggestion, or this person wants none in the channel."""
    is_over = or_(HelpHint.thread_ts == thread, (HelpHint.user_id == user_id) & (HelpHint.outcome == NEVER))
    return session.scalar(select(HelpHint.id).where(HelpHint.channel == channel, is_over).limit(1)) is not None


def take(session: Session, values: Mapping[str, Any]) -> HelpHint | None:
    """Note the one suggestion of a thread; None, and nothing done, when it has had one."""
    made = insert(session, HelpHint).values(dict(values))
    made = made.on_conflict_do_nothing(index_elements=["channel", "thread_ts"])
    return session.scalars(made.returning(HelpHint)).first()


def suggested(session: Session, hint_id: int) -> HelpHint | None:
    """Return a suggestion and hold it until the transaction ends; None when it is not kept any more."""
    return session.get(HelpHint, hint_id, with_for_update=True, populate_existing=True)


def refused_by(session: Session, user_id: str) -> list[str]:
    """Return the channels in which somebody wants no suggestions."""
    query = select(HelpHint.channel).where(HelpHint.user_id == user_id, HelpHint.outcome == NEVER)
    return sorted(set(session.scalars(query)))


def welcome_again(session: Session, user_id: str, channel: str) -> None:
    """Let suggestions be made again to somebody in a channel."""
    own = (HelpHint.user_id == user_id) & (HelpHint.channel == channel) & (HelpHint.outcome == NEVER)
    session.execute(update(HelpHint).where(own).values(outcome=""))
