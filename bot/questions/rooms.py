"""What becomes of questions when something happens to the channel in which they stand: archived, in use again, made private.

Slack tells of all three while the bot may read there; once a day it is asked as well.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from slack_sdk.errors import SlackApiError

from bot import chores, notices, scopes
from bot.audit import Act
from bot.questions import closed, deciders, experts, states
from bot.questions.kinds import OPEN, QUESTION_ASKER, REMOVED, SOLVED
from storage import cards, contributions, questions, questions_left
from storage import chores as stored_chores
from storage.models import Blockage, Place

if TYPE_CHECKING:
    from bot.services import Services

CHORE = "rooms of questions"
_EVERY, _LEASE = timedelta(days=1), timedelta(minutes=10)
_NO_LONGER_PUBLIC = ("channel_not_found", "missing_scope")
"""What Slack says of a private channel to a bot that is not in it, or may not look at private ones."""
_BY_ITSELF = "slack"
_log = structlog.get_logger(__name__)


def archived(services: Services, channel: str) -> None:
    """Tell the askers of open questions at once that nobody can answer in their channel any more: they choose how it goes on."""
    with services.database.read() as session:
        if questions_left.is_archived(session, channel):
            return
        waiting = questions_left.open_at(session, channel)
    if not waiting:
        return
    now = services.now()
    with services.database.begin() as session:
        place_id = cards.place_at(session, channel, now)
        session.get_one(Place, place_id, with_for_update=True)  # Slack tells of it in two ways, at the same moment
        if cards.open_blockage(session, place_id) is None:
            session.add(Blockage(place_id=place_id, reason=questions_left.ARCHIVED, since=now))
    for question_id in waiting:
        with services.database.begin() as session:
            question = questions.locked(session, question_id)
            if question is not None and question.state == OPEN and question.place == channel:
                question.version += 1
                deciders.tell(services, session, question, ring=not contributions.is_answered(session, question))


def in_use_again(services: Services, channel: str) -> None:
    """Take it back that a channel is archived, and say so on the cards of its questions."""
    now = services.now()
    with services.database.begin() as session:
        if not questions_left.is_archived(session, channel):
            return
        notices.place_works(session, cards.place_at(session, channel, now), now)
        for question_id in questions_left.open_at(session, channel):
            services.messenger.redraw(session, QUESTION_ASKER, question_id)
            question = questions.find(session, question_id)
            if question is not None:
                states.redraw_note(services, session, question)


def made_private(services: Services, channel: str) -> None:
    """Let the questions of a channel that is private now be those of a closed circle: nobody else finds them any more."""
    with services.database.read() as session:
        found = questions_left.findable_at(session, channel)
    for question_id in found:
        with services.database.begin() as session:
            authors = experts.hold_authors(session, question_id)
            question = questions.locked(session, question_id)
            if question is None or question.state == REMOVED or question.is_closed_circle or question.place != channel:
                continue
            question.is_closed_circle = True
            closed.settle_gap(services, session, question)
            act = Act(_BY_ITSELF, "question.circle_closed", states.subject(question))
            states.changed(services, session, question, services.now(), act, place=channel)
            experts.count_evidence(services, session, authors if question.state == SOLVED else [])


def look(services: Services) -> None:
    """Ask Slack once a day how the channels stand whose questions others find; a tick."""
    if not scopes.may_use(services.scopes, "channels:read"):
        return
    chore = chores.take(services, CHORE, _LEASE)
    if chore is None:
        return
    with services.database.read() as session:
        channels = questions_left.public_channels(session)
    for channel in channels:
        if not _looked_at(services, channel):
            break
    with services.database.begin() as session:
        stored_chores.finish(session, chore, services.now(), services.now() + _EVERY)


def _looked_at(services: Services, channel: str) -> bool:
    """Bring the questions of a channel in line with what Slack says of it; False when Slack does not answer."""
    try:
        said = services.slack.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        refusal = str(error.response.get("error"))
        if refusal in _NO_LONGER_PUBLIC:
            made_private(services, channel)
        return refusal != "ratelimited"
    except OSError as error:
        _log.info("channel not looked at", error=type(error).__name__)
        return False
    if said.get("is_private"):
        made_private(services, channel)
    if said.get("is_archived"):
        archived(services, channel)
    return True
