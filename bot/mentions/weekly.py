"""The week in figures: how much was said, where, about what, and how soon somebody answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import chores
from bot.mentions import alert_settings, listing, topics, watch
from bot.mentions.alert_settings import monitoring_channel
from bot.mentions.kinds import ANSWERED, CLOSED, NO_ACTION, WEEKLY
from bot.mentions.topics import Headline
from bot.people import Asker
from bot.roles import Role, require
from bot.views import weekly as view
from bot.views.blocks import Message
from bot.words import Reader, zone
from storage import figures, mentions_desk
from storage.models import Mention

if TYPE_CHECKING:
    from bot.services import Services

WEEK = timedelta(days=7)
BEFORE = 4
"""Weeks that topics are compared with."""
MOST = 8
"""Rules, sources and topics that are named."""
_EVERY = timedelta(minutes=10)
Figures = dict[str, Any]


def tell(services: Services) -> None:
    """Show the report of the week that has ended, on Monday at the digest hour, where anything was said at all; a tick."""
    if chores.take(services, "weekly report", _EVERY) is None:
        return
    now = services.now()
    alerts = alert_settings.current(services)
    place = monitoring_channel(services.settings, alerts)
    local = now.astimezone(zone(services.settings.timezone))
    if not place or local.hour * 60 + local.minute < alerts.digest_at:
        return
    monday = local.date() - timedelta(days=local.weekday())
    if local.date() != monday:
        return
    with services.database.read() as session:
        made = collected(services, session, _moment(monday - WEEK, services), _moment(monday, services))
    if not made["stories"]:
        return
    with services.database.begin() as session:
        values = {"week": monday - WEEK, "place": place, "figures": made, "made_at": now}
        report = figures.add_report(session, values)
        if report is not None:
            services.messenger.show(session, WEEKLY, report.id, place)


def card(session: Session, report_id: int, reader: Reader) -> Message | None:
    """Render the report of a week."""
    report = figures.report(session, report_id)
    return view.card(report.week, report.figures, reader) if report is not None else None


def last_week(services: Services, *, by: Asker) -> Message:
    """Return the figures of the last seven days for somebody who asks. Managers only."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.read() as session:
        made = collected(services, session, now - WEEK, now)
    return view.private((now - WEEK).astimezone(zone(by.reader.timezone)).date(), made, by.reader)


def collected(services: Services, session: Session, since: datetime, until: datetime) -> Figures:
    """Return the figures of a span of time, as JSON can hold them."""
    found = figures.mentions_between(session, since, until)
    before = figures.mentions_between(session, since - BEFORE * WEEK, since)
    moments = figures.moments(session, since, until)
    _stories, _dismissed, messages = mentions_desk.noise(session, listing.IN_CHANNELS, since, until)
    return {
        "stories": len(found),
        "items": len(moments),
        "before": len(figures.mentions_between(session, since - WEEK, since)),
        "dismissed": sum(one.state == CLOSED for one in found),
        "answered": sum(one.state == ANSWERED for one in found),
        "no_reply": sum(one.state == NO_ACTION for one in found),
        "messages": messages,
        "days": _by_day(moments, since, services.settings.timezone),
        "claim": _percentiles(one.claimed_at - one.seen_at for one in found if one.claimed_at),
        "answer": _percentiles(one.answered_at - one.seen_at for one in found if one.answered_at),
        "rules": _rules(session, since, until),
        "sources": _most(figures.stories_of_sources(session, since, until)),
        "tones": _most(Counter(one.tone for one in found if one.tone)),
        "topics": _topics(found, before, watch.sought(watch.watch(services))),
    }


def _by_day(moments: Iterable[datetime], since: datetime, timezone: str) -> list[tuple[str, int]]:
    place = zone(timezone)
    first = since.astimezone(place).date()
    counted = Counter(moment.astimezone(place).date() for moment in moments)
    days = [first + timedelta(days=number) for number in range(7)]
    counted[days[-1]] += sum(number for day, number in counted.items() if day > days[-1])
    return [(day.isoformat(), counted[day]) for day in days]


def _percentiles(spans: Iterable[timedelta]) -> tuple[int, int] | None:
    """Return the median and the ninth tenth of some spans, in minutes; None when there are none."""
    ordered = sorted(max(0, int(span.total_seconds() // 60)) for span in spans)
    if not ordered:
        return None
    return ordered[(len(ordered) - 1) // 2], ordered[min(len(ordered) - 1, len(ordered) * 9 // 10)]


def _rules(session: Session, since: datetime, until: datetime) -> list[tuple[str, int]]:
    counted = figures.stories_of_rules(session, since, until)
    names = figures.stories_by_rule(session, list(counted))
    return _most({names.get(rule_id, ""): number for rule_id, number in counted.items()})


def _most(counted: dict[str, int] | Counter[str]) -> list[tuple[str, int]]:
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return [(name, number) for name, number in ordered if name][:MOST]


def _topics(found: Sequence[Mention], before: Sequence[Mention], sought: Collection[str]) -> list[Figures]:
    by_id = {one.id: one for one in found}
    ours = [one for one in found if one.state != CLOSED]
    hot = topics.hot(_headlines(ours), _headlines(before), MOST, times=BEFORE, beside=sought)
    return [
        {
            "word": topic.word,
            "count": topic.count,
            "before": topic.before if before else None,
            "title": by_id[topic.examples[-1]].title,
            "link": by_id[topic.examples[-1]].link,
        }
        for topic in hot
    ]


def _headlines(found: Iterable[Mention]) -> list[Headline]:
    return [Headline(one.id, one.title, one.language, one.source) for one in found]


def _moment(day: date, services: Services) -> datetime:
    """Return the midnight with which a day begins in the house, in UTC."""
    return datetime.combine(day, time(), zone(services.settings.timezone)).astimezone(UTC)
