"""Moving a question to another channel: when its own is archived, or was the wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import places
from bot.audit import Act
from bot.errors import Invalid
from bot.people import Asker
from bot.questions import circles, closed, deciders, states
from bot.roles import Role, require

if TYPE_CHECKING:
    from bot.services import Services


def move(services: Services, question_id: int, channel: str, *, by: Asker) -> None:
    """Show a question in another channel, in which people answer from then on; answers that were given stay.

    Raises Invalid (field "channel") when the bot may not write there. Asks Slack, so it is for the moment before a transaction.
    """
    require(by.role, Role.EMPLOYEE)
    if not channel:
        raise Invalid("Choose a channel.", field="channel")
    room, now = places.room(services, channel, "channel"), services.now()
    with deciders.deciding(services, question_id, by) as (session, question):
        deciders.must_be_open(session, question, by)
        if question.place == channel:
            return  # the form, sent twice
        closed.leave(question, now)
        question.place, question.circle = channel, circles.kind_of(services, channel)
        question.is_closed_circle = room.is_private
        closed.settle_gap(services, session, question)
        states.set_deadline(question, states.ahead(question, now), now)
        act = Act(by.id, "question.moved", states.subject(question))
        states.changed(services, session, question, now, act, place=channel)
        states.show(services, session, question)
