"""App Home: collected and published for one person."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from bot import channels_find, inquiries, mine, people
from bot.answers import listing as answer_list
from bot.feeds import listing as feeds
from bot.ideas import listing as ideas
from bot.mentions import listing
from bot.networks import network_name
from bot.people import Asker
from bot.plan import weeks_glance
from bot.reminders import glance
from bot.roles import Role
from bot.services import Services
from bot.tips import listing as tips
from bot.views.home import Contents, home
from bot.words import zone
from storage import profiles


def publish(services: Services, user_id: str, *, replacing: str | None = None) -> None:
    """Show a person their App Home in its newest state. Calls Slack.

    `replacing` is the hash of what stands there; when somebody else has published since, it is built and published anew.
    """
    try:
        services.slack.views_publish(user_id=user_id, hash=replacing, view=_view(services, user_id))
    except SlackApiError as error:
        if error.response.get("error") != "hash_conflict":
            raise
        services.slack.views_publish(user_id=user_id, view=_view(services, user_id))


def _view(services: Services, user_id: str) -> dict[str, object]:
    person = people.asker(services, user_id)
    return home(person, _contents(services, person))


def _contents(services: Services, person: Asker) -> Contents:
    accounts = channels_find.register(services).open
    names = {network_name(account.network, person.reader) for account in accounts}
    in_order = sorted(names, key=person.reader.alphabetical)
    asked, waiting = inquiries.summary(services, person.id)
    with services.database.read() as session:
        profile = profiles.of_user(session, person.id)
    return Contents(
        accounts=len(accounts),
        networks=in_order,
        language=person.language,
        profile=profile,
        asked=asked,
        waiting=waiting,
        mentions=listing.standing(services, person.id) if person.role >= Role.MANAGER else None,
        ideas=ideas.board(services, by=person),
        answers=answer_list.counts(services, person.id),
        mine=mine.newest(services, by=person),
        tips=tips.waiting(services) if person.role >= Role.MANAGER else None,
        reminders=glance.glance(services, by=person),
        feeds=feeds.counted(services) if person.role >= Role.MANAGER else None,
        plan=weeks_glance.glance(services, by=person) if person.role >= Role.EMPLOYEE else None,
        today=services.now().astimezone(zone(person.reader.timezone)).date(),
    )
