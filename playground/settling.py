"""Filling the demo town's directory of experts and its desk's channel, through the use cases that Slack, HR and people use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot import (
    channels,
    directory,
    hr,
    inquiries,
    inquiries_asker,
    inquiries_draft,
    inquiries_expert,
    people,
    profiles,
    profiles_draft,
)
from bot.mentions import intake
from bot.services import Services
from playground import town_desk, town_feeds
from playground.living import Living
from playground.slack.server import FakeSlack
from playground.town import Town
from playground.town_feeds import BY_KEY, HELSINKI, NewsItem
from playground.town_people import ADMIN, Directory, OwnWords, TownQuestion
from playground.town_questions import Talk
from storage import feeds
from storage import inquiries as asked
from storage import profiles as known

MONDAY = datetime(2026, 11, 23, tzinfo=HELSINKI)
BEGINNING, RECENT = "1 09:30", "2 17:10"
"""Days and times in the town's week: what was written between them stands in the channel when a visitor comes in."""
EVERY = timedelta(seconds=20)
"""How soon one item follows another while a visitor looks."""
FEED = "people.csv"
"""What the feed is called in reports and in the audit log."""


def read_slack(services: Services) -> None:
    """Read everybody in Slack now, where the clock would do it in the background."""
    for page in services.slack.users_list(limit=directory.PAGE, include_locale=True):
        with services.database.begin() as session:
            directory.take_in(services, session, page["members"])


def settle(services: Services, made: Directory) -> None:
    """Put into the directory what HR knows, what people say of themselves, and what was asked this week."""
    hr.import_data(services, made.feed(), FEED, by=ADMIN)
    for own in made.own_words:
        _write(services, own)
    for number, question in enumerate(made.questions, start=1):
        _ask(services, f"town-{number}", question)


def _write(services: Services, own: OwnWords) -> None:
    """Save somebody's own words, once: what a visitor of the playground changes stays."""
    by = people.asker(services, own.user)
    mine = profiles.own(services, by=by).profile
    if mine.confirmed_at is not None:
        return
    away = channels.today(services) + timedelta(days=own.away_days) if own.away_days else None
    draft = profiles_draft.Draft(
        skills=own.skills,
        about=own.about,
        languages=own.languages,
        away_until=away,
        deputy=own.deputy,
        is_hidden=own.is_hidden,
    )
    profiles.save(services, mine.version, draft, by=by)


def _ask(services: Services, key: str, question: TownQuestion) -> None:
    asker, expert = (people.asker(services, user_id) for user_id in (question.asked_by, question.expert))
    with services.database.read() as session:
        profile = known.of_user(session, expert.id)
        if profile is None or asked.by_key(session, key) is not None:
            return
    form = inquiries_draft.Form(key=key, expert=profile.id)
    inquiries.ask(services, form, inquiries_draft.Draft(question=question.question), by=asker)
    if question.answer:
        ping_id = _ping_of(services, key)
        inquiries_expert.answer(services, ping_id, question.answer, may_be_kept=True, by=expert)
        inquiries_asker.accept(services, ping_id, by=asker)


def _ping_of(services: Services, key: str) -> int:
    """Return the id of the ping with which the expert was asked."""
    with services.database.read() as session:
        inquiry = asked.by_key(session, key)
        sent = asked.pings(session, inquiry.id) if inquiry is not None else []
    return sent[0].id


def follow_the_news(services: Services, made: Town, slack: FakeSlack) -> None:
    """Let the desk follow what is written, and live the last day and a half, in which people ask each other, too.

    From then on the rest of the week is written, an item every few seconds.
    """
    opened = datetime.now(UTC)
    items = _around(opened)
    if town_desk.is_set_up(services):
        made.newsroom.items = [item for item in items if item.at > opened]
        return
    made.newsroom.items = items
    made.clock.stands_at = opened - (_moment(RECENT) - _moment(BEGINNING))
    people.read_desk_group(services)
    try:
        town_desk.set_up(services, slack.url, town_desk.ALWAYS_LOUD)
        talk = Talk(slack, made.clock, opened)
        past = [item for item in items if item.at <= opened]
        reading = _Reading(services, made)
        life = Living(services, made.clock, past, reading, _in_minutes, ticks=(talk,), moments=talk.moments)
        life.until(opened, timedelta(days=2))
    finally:
        made.clock.stands_at = None


def _moment(text: str) -> datetime:
    """Return a moment of the town's week, such as "2 17:10"."""
    day, clock = text.split()
    hours, minutes = clock.split(":")
    return MONDAY + timedelta(days=int(day) - 1, hours=int(hours), minutes=int(minutes))


def _around(opened: datetime) -> list[NewsItem]:
    """Return the town's week so that a moment of it is now: what comes after that moment follows quickly."""
    week, moment = town_feeds.week(MONDAY.date()), _moment(RECENT)
    past = [replace(item, at=opened - (moment - item.at)) for item in week if item.at <= moment]
    coming = [item for item in week if item.at > moment]
    return [*past, *(replace(item, at=opened + number * EVERY) for number, item in enumerate(coming, start=1))]


def _in_minutes(written: datetime, act: town_desk.Act) -> datetime:
    """In the playground the desk works by day and by night."""
    return written + timedelta(minutes=act.minutes)


class _Reading:
    """Reads the feeds in which something is new, as the poller will as soon as the bot runs."""

    def __init__(self, services: Services, made: Town) -> None:
        self._services, self._made = services, made
        self._last = made.clock()

    def __call__(self) -> None:
        now = self._made.clock()
        fresh = {BY_KEY[one.source].file for one in self._made.newsroom.items if self._last < one.at <= now}
        self._last = now
        with self._services.database.read() as session:
            known = feeds.in_use(session)
        for feed in known:
            if feed.url.rpartition("/")[2] in fresh:
                document = self._services.feeds.read(feed.url).document
                if document is not None:
                    intake.take_in(self._services, intake.Polled(feed, document, now))
