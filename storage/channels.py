"""The queries about the organisation's social accounts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import SocialAccount
from storage.upsert import put_unless_taken


def every(session: Session, *, lock: bool = False) -> list[SocialAccount]:
    """Return all social accounts, the closed ones too, oldest first; held until the transaction ends when `lock` is set."""
    rows = select(SocialAccount).order_by(SocialAccount.id)
    return list(session.scalars(rows.with_for_update() if lock else rows))


def find(session: Session, account_id: int) -> SocialAccount | None:
    """Return a social account, None when there was never one with this id."""
    return session.get(SocialAccount, account_id)


def locked(session: Session, account_id: int) -> SocialAccount | None:
    """Return a social account as it is now and hold it until the transaction ends."""
    return session.get(SocialAccount, account_id, with_for_update=True, populate_existing=True)


def open_with_link(session: Session, link_key: str) -> SocialAccount | None:
    """Return the open social account with this canonical link."""
    return session.scalar(
        select(SocialAccount).where(SocialAccount.link_key == link_key, SocialAccount.closed_at.is_(None))
    )


def save(session: Session, account: SocialAccount, values: Mapping[str, Any]) -> bool:
    """Give a new or known record these values; False, and nothing done, when another open account has its link."""

    def put() -> None:
        for name, value in values.items():
            setattr(account, name, value)
        session.add(account)

    return put_unless_taken(session, put)
