"""Sending a tip on: to a colleague or a channel whose matter it is; what becomes of it is said on the card there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import people, places
from bot.errors import Invalid, Refused
from bot.people import Asker, is_user_id
from bot.roles import Role, require
from bot.tips import states
from bot.tips.kinds import FORWARDED, TIP_FORWARD

if TYPE_CHECKING:
    from bot.services import Services


def forward(services: Services, tip_id: int, user_id: str, channel: str, *, by: Asker) -> None:
    """Send a tip on to a colleague, or else to a channel. Managers only.

    Raises Invalid (fields "whom", "channel"), and Refused for what a tipper showed to the desk alone. Asks Slack about the
    channel, so that nobody sends into nothing.
    """
    require(by.role, Role.MANAGER)
    to = _checked(services, user_id, channel)
    with states.changing(services, tip_id, by) as held:
        if (held.tip.state, held.tip.forwarded_to) == (FORWARDED, to):
            return
        held.must_be_free_or_mine()
        if held.tip.is_private and not is_user_id(to):
            raise Refused(
                "{name} showed this to the desk alone. Ask them first, or send it to one person.",
                name=states.name_of(held.session, held.tip.by, by),
            )
        held.decide(FORWARDED)
        held.tip.forwarded_to = to
        held.session.flush()
        services.messenger.show(held.session, TIP_FORWARD, held.tip.id, to, asked_by=by.id)
        held.done("forwarded", to=to)


def _checked(services: Services, user_id: str, channel: str) -> str:
    if user_id:
        if people.asker(services, user_id).role < Role.EMPLOYEE:
            raise Invalid("This person is a guest, an app or has left. Choose a colleague.", field="whom")
        return user_id
    if not channel:
        raise Invalid("Choose a colleague, or a channel below.", field="whom")
    places.room(services, channel, "channel")
    return channel
