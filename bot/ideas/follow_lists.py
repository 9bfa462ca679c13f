"""The daily list of what somebody follows: how often it was met and where, at nine in their zone on working days.

There is no list on a day on which nothing was found. A list holds what was met between the one before and itself; what comes
in the last minute before it waits for the next, so that nothing falls between two.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import structlog
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot import chores, working_hours
from bot.errors import Unavailable
from bot.ideas import states
from bot.ideas.following import BODY
from bot.ideas.kinds import FOLLOW_LIST
from bot.views import follow_list as view
from bot.views.blocks import Message
from bot.words import Reader, zone
from storage import chores as chores_kept
from storage import follows
from storage import people as known_people

if TYPE_CHECKING:
    from bot.services import Services

CHORE = "follow lists"
"""Its row also keeps the address of the workspace, of which the links in a list are made."""
NINE = time(9)
KEPT = timedelta(days=30)
_SETTLED = timedelta(minutes=1)
_LOOKED_BACK = timedelta(days=7)
"""A first list, or one after a long pause, goes back so far."""
_EVERY = timedelta(minutes=1)
_GONE = ("channel_not_found", "is_archived")
_log = structlog.get_logger(__name__)


def tell(services: Services) -> None:
    """Make the lists that are due, once a person and day. A tick."""
    if chores.take(services, CHORE, _EVERY) is None:
        return
    now = services.now()
    working_hours.read_calendar(now)
    with services.database.read() as session:
        due = [one for one in follows.followers(session, now - _LOOKED_BACK, now) if _day(services, session, one, now)]
    if not due:
        return
    _close_private(services, now)
    with services.database.begin() as session:
        claimed = chores_kept.find(session, CHORE)
        if claimed is not None:
            claimed.reached = services.team_url
    for user_id in due:
        with services.database.begin() as session:
            _make(services, session, user_id, now)


def card(session: Session, list_id: int, reader: Reader) -> Message | None:
    """Render the list of one person's day."""
    made = follows.list_of(session, list_id)
    if made is None:
        return None
    since, until = _window(session, made.user_id, made.made_at)
    chore = chores_kept.find(session, CHORE)
    found = follows.hits(session, made.user_id, since, until)
    return view.message(found, made.day, chore.reached if chore else "", reader)


def prune(services: Services) -> None:
    """Forget where things were met a month ago; a tick."""
    while True:
        with services.database.begin() as session:
            if follows.prune(session, services.now() - KEPT) < follows.AT_ONCE:
                return


def _make(services: Services, session: Session, user_id: str, now: datetime) -> None:
    day = _day(services, session, user_id, now)
    if day is None or not follows.hits(session, user_id, *_window(session, user_id, now)):
        return
    list_id = follows.make_list(session, user_id, day, now)
    if list_id is not None:
        services.messenger.show(session, FOLLOW_LIST, list_id, user_id)


def _day(services: Services, session: Session, user_id: str, now: datetime) -> date | None:
    """Return the day of a list that is due for somebody; None when it is too early, no working day, or they have had it."""
    person = known_people.find(session, user_id)
    local = now.astimezone(zone((person.timezone if person else "") or services.settings.timezone))
    is_time = NINE <= local.time() < working_hours.ENDS and working_hours.is_working_day(local.date())
    is_due = is_time and states.is_here(person) and not follows.has_list(session, user_id, local.date())
    return local.date() if is_due else None


def _window(session: Session, user_id: str, at: datetime) -> tuple[datetime, datetime]:
    """Return the time of which a list made at a moment tells."""
    before = follows.made_before(session, user_id, at)
    first = at - _LOOKED_BACK
    return max(first, before - _SETTLED) if before else first, at - _SETTLED


def _close_private(services: Services, now: datetime) -> None:
    """Close channels that have become private since, and forget what was met there.

    Raises Unavailable when Slack does not say: then nobody has their list yet, and the next tick tries again.
    """
    with services.database.read() as session:
        met = follows.channels_met(session, now - _LOOKED_BACK)
    private = [channel for channel in met if _is_private(services, channel)]
    if private:
        _log.info("channels are private by now and no longer followed", number=len(private))
        with services.database.begin() as session:
            follows.forget_channels(session, private)
            services.memory.changed(session, BODY)


def _is_private(services: Services, channel: str) -> bool:
    try:
        found = services.slack.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        if error.response.get("error") in (*_GONE, "missing_scope"):
            return True
        raise Unavailable("Slack does not answer just now. Try again in a minute.") from error
    except OSError as error:
        raise Unavailable("Slack does not answer just now. Try again in a minute.") from error
    return found.get("is_private") is not False
