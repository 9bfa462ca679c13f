"""What an item of the plan said in each version of its texts, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.people import Asker
from bot.plan import whole
from bot.plan.whole import Whole
from storage import plan
from storage.models import PlanItem, PlanVersion


def keep(session: Session, items: Sequence[PlanItem], now: datetime, by: Asker) -> None:
    """Keep what held items say now under their present text versions; once a version."""
    session.flush()
    kept = plan.kept_versions(session, {item.id: item.text_version for item in items})
    for found in whole.many(session, [item for item in items if item.id not in kept]):
        item = found.item
        version = PlanVersion(item_id=item.id, text_version=item.text_version, content=content(found), by=by.id, at=now)
        session.add(version)
    session.flush()


def content(found: Whole) -> dict[str, Any]:
    """Return what is published of an item, as plain values by name: never notes of reviewers, tasks or people."""
    said: dict[str, Any] = {"title": found.item.title, "link": found.item.link}
    for text in found.texts:
        said[f"text:{text.network}:{text.language}"] = text.text
        if text.title:
            said[f"title:{text.network}:{text.language}"] = text.title
    for file in found.attachments:
        said[f"file:{file.file_id}"] = file.name
        said |= {f"alt:{file.file_id}:{language}": alt for language, alt in file.alt.items()}
    return said


def difference(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return what differs: the name, what it was and what it is; empty where it was not or is no more."""
    names = dict.fromkeys((*before, *after))
    pairs = ((name, str(before.get(name, "")), str(after.get(name, ""))) for name in names)
    return [one for one in pairs if one[1] != one[2]]
