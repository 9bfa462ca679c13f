"""How long what was said is kept: the words of feeds' items a month, mentions a year. What is deleted leaves Slack as well."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.mentions import digest_pages
from bot.mentions.kinds import MENTION, NOTE, SOURCES
from bot.public_replies import following
from storage import entries, mentions, mentions_desk

if TYPE_CHECKING:
    from bot.services import Services

WORDS_KEPT = timedelta(days=30)
KEPT = timedelta(days=365)
MARKS_KEPT = timedelta(days=400)
"""An item that a feed still shows after that is dated, and too old to be told."""


def prune(services: Services) -> None:
    """Empty the words of old items and delete old mentions with their messages; a tick. A part of them each time."""
    now = services.now()
    with services.database.begin() as session:
        entries.forget_words(session, now - WORDS_KEPT)
        entries.forget(session, now - MARKS_KEPT)
    with services.database.read() as session:
        old = mentions.old(session, now - KEPT)
    for mention_id in old:
        with services.database.begin() as session:
            forget(services, session, mention_id)


def forget(services: Services, session: Session, mention_id: int) -> None:
    """Delete a mention with its messages, inside the caller's transaction."""
    for kind in (MENTION, SOURCES):
        services.messenger.redraw(session, kind, mention_id)
    for note in mentions_desk.notes_of(session, mention_id):
        services.messenger.redraw(session, NOTE, note.id)
    digest_pages.redraw(services, session, mention_id, is_gone=True)
    following.forget(services, session, mention_id)
    mentions.remove(session, mention_id)
