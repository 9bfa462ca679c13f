"""Feeds in trouble: their owner is told once, the message follows what happens, and a line in its thread says how it ended.

Everything here runs inside the transaction that writes what a poll has changed, so the message and the list of feeds agree.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import Session

from bot import audit, people
from bot.audit import Act
from bot.feeds.addresses import without_credentials
from bot.feeds.feed_key import feed_key
from bot.mentions import alert_settings
from bot.mentions.kinds import FEED_TROUBLE, FEED_TROUBLE_NOTE
from bot.views import feed_trouble as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import cards, feeds, feeds_troubles, rules
from storage import people as known_people
from storage.models import Feed, FeedTrouble

if TYPE_CHECKING:
    from bot.services import Services

WHO: Final = "kaiku"
"""In the audit log, for what the bot does by itself."""
_BODY: Final = "feeds"
"""The body of data in memory."""


def begins(services: Services, session: Session, feed: Feed, now: datetime) -> None:
    """Tell the owner of a feed that it cannot be read; when they know already, show them why, and when it is tried again."""
    trouble = feeds_troubles.open_trouble(session, feed.id)
    if trouble is None:
        trouble = feeds_troubles.begin_trouble(session, feed, feed.last_error, feed.failing_since or now)
    if trouble is None:
        return  # another process is telling it
    trouble.reason = feed.last_error
    if not trouble.told:
        _tell(services, session, feed, trouble)
        return
    services.messenger.redraw(session, FEED_TROUBLE, trouble.id)
    if feed.state == feeds.GONE:
        _add_a_line(services, session, trouble)


def ends(services: Services, session: Session, feed: Feed, now: datetime) -> None:
    """Say that a feed can be read again, to whoever was told that it could not."""
    trouble = feeds_troubles.open_trouble(session, feed.id)
    if trouble is None:
        return
    trouble.ended_at = now
    services.messenger.redraw(session, FEED_TROUBLE, trouble.id)
    _add_a_line(services, session, trouble)


def moves(services: Services, session: Session, feed: Feed, url: str, now: datetime) -> None:
    """Read a feed at its new address from now on and tell its owner; not where another feed is read already.

    A redirect counts as a move after a day, see `bot.feeds.judgement`.
    """
    key = feed_key(url)
    twin = feeds.of_key(session, key)
    if twin is not None and twin.id != feed.id:
        feed.moved_to, feed.moved_seen, feed.moved_since = "", 0, None
        if not feeds_troubles.was_told(session, feed.id, view.TAKEN):
            _tell(services, session, feed, feeds_troubles.add_notice(session, feed, view.TAKEN, now))
        return
    before, after = feed.url, url
    feed.url, feed.url_key, feed.version = url, key, feed.version + 1
    feed.moved_to, feed.moved_seen, feed.moved_since = "", 0, None
    audit.note(
        session,
        now,
        Act(WHO, "feed.moved", f"feed:{feed.id}"),
        before={"address": _noted(before)},
        after={"address": _noted(after)},
    )
    services.memory.changed(session, _BODY)
    _tell(services, session, feed, feeds_troubles.add_notice(session, feed, view.MOVED, now))


def redraw(services: Services, session: Session, feed_id: int) -> None:
    """Let the message about a feed in trouble follow what a person has done, such as pausing or removing it."""
    trouble = feeds_troubles.open_trouble(session, feed_id)
    if trouble is not None:
        services.messenger.redraw(session, FEED_TROUBLE, trouble.id)


def card(session: Session, trouble_id: int, reader: Reader) -> Message | None:
    """Render what was told about a feed."""
    trouble, feed = _both(session, trouble_id)
    return view.card(trouble, feed, reader) if trouble is not None and feed is not None else None


def note(session: Session, trouble_id: int, reader: Reader) -> Message | None:
    """Render the line in its thread."""
    trouble, feed = _both(session, trouble_id)
    return view.note(trouble, feed, reader) if trouble is not None and feed is not None else None


def _both(session: Session, trouble_id: int) -> tuple[FeedTrouble | None, Feed | None]:
    trouble = feeds_troubles.trouble(session, trouble_id)
    return trouble, feeds.find(session, trouble.feed_id) if trouble is not None else None


def _tell(services: Services, session: Session, feed: Feed, trouble: FeedTrouble) -> None:
    trouble.told = _whom(services, session, feed)
    if trouble.told:
        services.messenger.show(session, FEED_TROUBLE, trouble.id, trouble.told)


def _whom(services: Services, session: Session, feed: Feed) -> str:
    """Return who hears about a feed: its owner while they are here, else the monitoring channel, else the desk's."""
    owner = known_people.find(session, feed.owner) if feed.owner else None
    if feed.owner and (owner is None or people.is_colleague(owner)):
        return feed.owner
    settings = services.settings
    return alert_settings.monitoring_channel(settings, rules.alert_settings(session)) or settings.desk_channel


def _add_a_line(services: Services, session: Session, trouble: FeedTrouble) -> None:
    first = cards.find(session, FEED_TROUBLE, trouble.id, trouble.told) if trouble.told else None
    if first is None or first.ts is None:
        return  # nobody has read of the trouble: the message will say how it ended
    line = services.messenger.show(session, FEED_TROUBLE_NOTE, trouble.id, trouble.told)
    line.thread_of = first.id


def _noted(url: str) -> str:
    """Return an address for the log: a key in its query is no business of those who read it."""
    return without_credentials(url).partition("?")[0][:500]
