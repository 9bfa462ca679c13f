"""The messages about an idea: for whoever wrote it, and for whoever gave it; both are edited in place until the end."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.ideas.consent import NO
from bot.ideas.kinds import REMOVED
from bot.views import ideas_told as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import ideas, people
from storage.models import Idea


def for_author(session: Session, idea_id: int, reader: Reader) -> Message | None:
    """Render for who wrote a message that it was saved; when it was taken back before they said anything, it goes."""
    idea = ideas.find(session, idea_id)
    if idea is None or (idea.state == REMOVED and idea.author_says != NO):
        return None
    return view.for_author(idea, _name(session, idea.saved_by), reader)


def for_giver(session: Session, idea_id: int, reader: Reader) -> Message | None:
    """Render for who gave an idea what became of it."""
    idea = ideas.find(session, idea_id)
    if idea is None or (idea.state == REMOVED and idea.author_says != NO):
        return None
    return view.for_giver(idea, _owner(session, idea), reader)


def _owner(session: Session, idea: Idea) -> str:
    return _name(session, idea.owner) if idea.owner else ""


def _name(session: Session, user_id: str) -> str:
    known = people.find(session, user_id)
    return known.name if known else ""
