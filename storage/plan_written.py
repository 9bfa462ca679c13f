"""Writing items of the plan: new ones, their texts, and what travels with them from an idea or an earlier item."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage import attachments, plan
from storage.models import Attachment, Clearance, MainMessage, PlanItem, PlanText
from storage.upsert import put_unless_taken


def add(session: Session, row: PlanItem | MainMessage) -> bool:
    """Add an item or a main message; False, and nothing done, when its key or its idea has made one already."""
    return put_unless_taken(session, lambda: session.add(row))


def of_idea(session: Session, idea_id: int) -> PlanItem | None:
    """Return the item that an idea became."""
    return session.scalar(select(PlanItem).where(PlanItem.idea_id == idea_id))


def put_text(session: Session, item_id: int, language: str, text: str) -> None:
    """Give a new item its text for all networks."""
    session.add(PlanText(item_id=item_id, language=language, text=text))


def take_over(session: Session, idea_id: int, item_id: int) -> None:
    """Let the files and the permission of an idea belong to the item that came of it as well."""
    attachments.give_ideas_to_item(session, idea_id, item_id)
    session.execute(update(Clearance).where(Clearance.idea_id == idea_id).values(item_id=item_id))


def copy_content(session: Session, source: int, targets: Sequence[int]) -> None:
    """Give items the texts and the files that another one has."""
    texts = plan.texts(session, [source]).get(source, [])
    files = plan.attachments(session, [source]).get(source, [])
    for target in targets:
        session.add_all(
            PlanText(item_id=target, network=one.network, language=one.language, text=one.text, title=one.title)
            for one in texts
        )
        session.add_all(_copied(one, target) for one in files)
    session.flush()


def _copied(file: Attachment, target: int) -> Attachment:
    return Attachment(
        file_id=file.file_id,
        name=file.name,
        kind=file.kind,
        permalink=file.permalink,
        alt=dict(file.alt),
        credit=file.credit,
        item_id=target,
        added_by=file.added_by,
        at=file.at,
    )
