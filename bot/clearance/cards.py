"""What the giver of an idea hears: exactly what is missing before it may be published."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.clearance import subject
from bot.errors import NotFound
from bot.views import clearance as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import clearances


def for_giver(session: Session, clearance_id: int, reader: Reader) -> Message | None:
    """Render a permission for whoever gave the idea; None when what it is about is gone."""
    found = clearances.find(session, clearance_id)
    if found is None:
        return None
    try:
        about = subject.of_clearance(session, found)
    except NotFound:
        return None
    return view.for_giver(about, reader) if about is not None else None
