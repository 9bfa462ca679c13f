"""Files in Slack that go with a tip, an idea or an item of the plan: only where they are is kept, never what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.mentions.weblinks import web_link
from bot.views.blocks import cut, one_line
from storage import attachments
from storage.models import Attachment, Idea, PlanItem, Tip

MOST_NAME = 300
PICTURES = ("jpg", "jpeg", "png", "gif", "webp", "heic", "mp4", "mov")
"""Types of files that a form takes as pictures, moving ones as well; Slack names them so."""
MOST_PICTURES = 3
READ_SCOPE = "files:read"
"""Without it Slack opens no form that takes a file."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as Slack tells of it: its id is sure, the rest may be empty."""

    id: str
    name: str = ""
    kind: str = ""
    """Media type, such as image/jpeg."""
    permalink: str = ""


def read(told: Any) -> tuple[File, ...]:
    """Return the files of a message or of a form's field as Slack tells of them; what has no id is none."""
    if not isinstance(told, list | tuple):
        return ()
    found = [_one(one) if isinstance(one, Mapping) else File(str(one or "")) for one in told]
    return tuple({file.id: file for file in found if file.id}.values())


def add(  # noqa: PLR0913 - three kinds of owners, of which each caller names one
    session: Session,
    files: Iterable[File],
    *,
    tip: Tip | None = None,
    idea: Idea | None = None,
    item: PlanItem | None = None,
    by: str,
    at: datetime,
) -> list[Attachment]:
    """Let files belong to a tip, an idea or an item, inside the caller's transaction; those that it has already stay as they are.

    The owners have their ids already; `by` is a user id. Returns what was added.
    """
    wanted = {file.id: file for file in files}
    owners = {
        "tip_id": None if tip is None else tip.id,
        "idea_id": None if idea is None else idea.id,
        "item_id": None if item is None else item.id,
    }
    known = attachments.known(session, wanted, {name: key for name, key in owners.items() if key is not None})
    added = [
        Attachment(
            file_id=file.id,
            name=cut(one_line(file.name), MOST_NAME),
            kind=file.kind[:100],
            permalink=web_link(file.permalink),
            tip_id=owners["tip_id"],
            idea_id=owners["idea_id"],
            item_id=owners["item_id"],
            added_by=by,
            at=at,
        )
        for file in wanted.values()
        if file.id not in known
    ]
    session.add_all(added)
    session.flush()
    return added


def _one(told: Mapping[str, Any]) -> File:
    name = told.get("title") or told.get("name")
    texts = (told.get("id"), name, told.get("mimetype"), told.get("permalink"))
    file_id, shown, kind, permalink = (str(text or "") for text in texts)
    return File(file_id[:64], shown, kind, permalink)
