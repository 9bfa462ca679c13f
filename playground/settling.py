"""Filling the demo town's directory of experts, through the same use cases that Slack, HR and people use."""

from __future__ import annotations

from datetime import timedelta

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
from bot.services import Services
from playground.town_people import ADMIN, Directory, OwnWords, TownQuestion
from storage import inquiries as asked
from storage import profiles as known

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
