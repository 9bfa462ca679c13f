"""The response clock: by when somebody answers a mention, and who is reminded before and when that is over.

High and normal mentions count working time, a crisis counts every minute, a low one has no clock. `remind_at` is the one
moment at which something is due: three quarters of the time, the end of the time, or the end of a snooze.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.orm import Session

from bot import working_hours
from bot.mentions import alert_settings, duty, notes
from bot.mentions.kinds import CRISIS, HIGH, MENTION, NORMAL
from bot.mentions.notes import LATE, REMINDER, RETURNED
from storage import mentions, mentions_desk
from storage.database import OUT_OF_REACH
from storage.models import AlertSettings, Mention

if TYPE_CHECKING:
    from bot.services import Services

WARNS_AT = 0.75
"""The part of the time after which a reminder comes."""
_log = structlog.get_logger(__name__)


def due_at(severity: str, at: datetime, alerts: AlertSettings, timezone: str) -> datetime | None:
    """Return by when a mention that came at an aware moment is to be answered, in UTC; None when no clock runs."""
    return _after(severity, at, _minutes(severity, alerts), timezone)


def remind_at(severity: str, at: datetime, alerts: AlertSettings, timezone: str) -> datetime | None:
    """Return when to remind of a mention that came at an aware moment, in UTC; None when no clock runs."""
    return _after(severity, at, _minutes(severity, alerts) * WARNS_AT, timezone)


def start(mention: Mention, since: datetime, alerts: AlertSettings, timezone: str) -> None:
    """Start the clock of a held mention at a moment. One that runs already goes on, unless the time would end sooner now."""
    due = due_at(mention.severity, since, alerts, timezone)
    if due is None or (mention.due_at is not None and since < mention.due_at <= due):
        return
    mention.due_at, mention.remind_at = due, remind_at(mention.severity, since, alerts, timezone)
    if mention.snoozed_until is not None:
        mention.remind_at = mention.snoozed_until


def restart(services: Services, mention: Mention, at: datetime) -> None:
    """Give a mention that is open again its whole time."""
    mention.due_at, mention.remind_at = None, None
    start(mention, at, alert_settings.current(services), services.settings.timezone)


def hurry(services: Services, mention: Mention, at: datetime) -> None:
    """Let the clock of a mention that has become more severe end sooner."""
    start(mention, at, alert_settings.current(services), services.settings.timezone)


def resume(services: Services, mention: Mention, now: datetime) -> None:
    """Find the next reminder of a held mention whose snooze is over: the clock has run on meanwhile."""
    mention.snoozed_until, mention.snoozed_by, mention.remind_at = None, "", None
    if mention.due_at is None or mention.due_at <= now:
        return  # what has just been said was the reminder
    alerts, timezone = alert_settings.current(services), services.settings.timezone
    warning = remind_at(mention.severity, mention.reopened_at or mention.seen_at, alerts, timezone)
    mention.remind_at = warning if warning is not None and now < warning < mention.due_at else mention.due_at


def remind(services: Services) -> None:
    """Tell, in the threads of their cards, of the mentions that are soon late, late, or back from a snooze.

    Running twice at once does no harm: each is looked at again while it is held.
    """
    now = services.now()
    working_hours.read_calendar(now)
    with services.database.read() as session:
        due = mentions_desk.due(session, now)
    for mention_id in due:
        try:
            _remind_of(services, mention_id, now)
        except OUT_OF_REACH:
            raise
        except Exception:  # noqa: BLE001 - one mention must not stop the reminders of all others
            _log.exception("not reminded", mention=mention_id)


def _remind_of(services: Services, mention_id: int, now: datetime) -> None:
    alerts = alert_settings.current(services)
    with services.database.begin() as session:
        mention = mentions.locked(session, mention_id)
        if mention is None or mention.ended_at is not None or mention.remind_at is None or mention.remind_at > now:
            return
        if mention.muted_by is not None:
            mention.remind_at = None
            return
        if mention.snoozed_until is not None and mention.snoozed_until <= now:
            what, clock, whom = RETURNED, mention.snoozed_until, mention.snoozed_by
            resume(services, mention, now)
        elif mention.due_at is not None:
            is_late = mention.due_at <= now
            what, clock, whom = LATE if is_late else REMINDER, mention.due_at, _whom(session, mention, alerts)
            mention.remind_at = None if is_late else mention.due_at
        else:
            mention.remind_at = None
            return
        if what == RETURNED or _is_worth_a_line(session, mention):
            # Plain news that nobody took up in all this time rings once, before it is late; then the card says so.
            is_silent = what == LATE and mention.severity == NORMAL and not mention.handler
            notes.tell(services, session, mention, notes.Line(what, whom, clock), now, is_silent=is_silent)
        notes.redraw(services, session, mention.id)


def _is_worth_a_line(session: Session, mention: Mention) -> bool:
    """Tell whether somebody is to be reminded. What only a digest names, and nobody took up, is late in the list alone.

    Otherwise a morning brief would be followed by as many direct messages as it has lines.
    """
    if mention.handler or mention.severity in (HIGH, CRISIS):
        return True
    return bool(mentions_desk.places(session, MENTION, mention.id))


def _whom(session: Session, mention: Mention, alerts: AlertSettings) -> str:
    """Return whose business a mention is: its handler's, else that of who is on duty, else of the owner of a rule."""
    owners = [rule.owner for rule in mentions_desk.rules_of(session, mention.id)]
    return duty.first_here(session, [mention.handler, alerts.on_duty, *owners])


def _minutes(severity: str, alerts: AlertSettings) -> int:
    minutes = {NORMAL: alerts.minutes_normal, HIGH: alerts.minutes_high, CRISIS: alerts.minutes_crisis}
    return minutes.get(severity, 0)


@lru_cache(maxsize=64)
def _after(severity: str, at: datetime, minutes: float, timezone: str) -> datetime | None:
    """Return what is the same for all that one poll finds."""
    if minutes <= 0:
        return None
    time_left = timedelta(minutes=minutes)
    return at + time_left if severity == CRISIS else working_hours.later(at, time_left, timezone)
