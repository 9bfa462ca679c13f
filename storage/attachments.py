"""The queries about files in Slack that go with a tip, an idea and an item of the plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from storage.models import Attachment


def of_tip(session: Session, tip_id: int) -> list[Attachment]:
    """Return the files of a tip, the first one first."""
    return _where(session, Attachment.tip_id == tip_id)


def of_idea(session: Session, idea_id: int) -> list[Attachment]:
    """Return the files of an idea, the first one first; those of the tip that it came of are the same rows."""
    return _where(session, Attachment.idea_id == idea_id)


def of_item(session: Session, item_id: int) -> list[Attachment]:
    """Return the files of an item of the plan, the first one first; those of the idea that it came of are the same rows."""
    return _where(session, Attachment.item_id == item_id)


def give_tips_to_idea(session: Session, tip_id: int, idea_id: int) -> None:
    """Let the files of a tip belong to the idea that it became as well."""
    session.execute(update(Attachment).where(Attachment.tip_id == tip_id).values(idea_id=idea_id))


def give_ideas_to_item(session: Session, idea_id: int, item_id: int) -> None:
    """Let the files of an idea belong to the item of the plan that came of it as well."""
    session.execute(update(Attachment).where(Attachment.idea_id == idea_id).values(item_id=item_id))


def take_from_item(session: Session, file: Attachment, item_id: int) -> None:
    """Take a file away from an item; it stays where it belongs to an idea or a tip as well."""
    if file.item_id != item_id:
        return
    if file.idea_id is None and file.tip_id is None:
        session.delete(file)
    else:
        file.item_id = None
    session.flush()


def known(session: Session, file_ids: Collection[str], owner: Mapping[str, int]) -> set[str]:
    """Return those of some files that an owner has already; `owner` is its column and id."""
    query = select(Attachment.file_id).where(Attachment.file_id.in_(file_ids))
    return set(session.scalars(query.filter_by(**owner)))


def drop_of_tip(session: Session, tip_id: int) -> None:
    """Let a tip have no files any more: those that belong to an idea or an item as well stay with these."""
    shared = or_(Attachment.idea_id.is_not(None), Attachment.item_id.is_not(None))
    session.execute(update(Attachment).where(Attachment.tip_id == tip_id, shared).values(tip_id=None))
    session.execute(delete(Attachment).where(Attachment.tip_id == tip_id))


def _where(session: Session, owner: ColumnElement[bool]) -> list[Attachment]:
    return list(session.scalars(select(Attachment).where(owner).order_by(Attachment.id)))
