"""Where suggestions are made: social managers switch them on in a channel, which is told so, and off again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, open_channels, places, scopes
from bot.answers.helping import BODY
from bot.answers.kinds import HELPING
from bot.audit import Act
from bot.errors import Invalid
from bot.people import Asker
from bot.places import Room
from bot.roles import Role, require
from bot.views import helping as view
from bot.views.blocks import Message
from bot.words import Reader
from storage import open_channels as stored
from storage.models import HelpChannel

if TYPE_CHECKING:
    from bot.services import Services

PUBLIC_SCOPE, PRIVATE_SCOPE = "channels:history", "groups:history"
"""Without them Slack does not tell what is written in a public or a private channel."""


@dataclass(frozen=True, slots=True)
class On:
    """What came of switching suggestions on: `lacks` is the scope without which Slack lets nobody read there, "" when none."""

    channel: str
    lacks: str = ""


def listed(services: Services, *, by: Asker) -> list[tuple[HelpChannel, str]]:
    """Return the channels in which suggestions are on, each with the name of whoever switched them on. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        return open_channels.listed(session, HelpChannel)


def switch_on(services: Services, channel: str, *, by: Asker) -> On:
    """Suggest answers in a channel from now on, and tell the channel. Managers only.

    Raises Invalid (field "channel") when the bot may not write there. Asks Slack, so it is for the moment before a transaction.
    """
    require(by.role, Role.MANAGER)
    if not channel:
        raise Invalid("Choose a channel.", field="channel")
    room = places.room(services, channel, "channel")
    now = services.now()
    with services.database.begin() as session:
        if stored.switch_on(session, HelpChannel, channel, by.id, now):
            audit.note(session, now, Act(by.id, "helping.on", f"channel:{channel}"))
            services.memory.changed(session, BODY)
            open_channels.tell(services, session, HELPING, channel, by)
    return On(channel, _lacks(services, room))


def switch_off(services: Services, channel: str, *, by: Asker) -> None:
    """Suggest nothing more in a channel; what it was told says so. Managers only."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        if stored.switch_off(session, HelpChannel, channel):
            audit.note(session, now, Act(by.id, "helping.off", f"channel:{channel}"))
            services.memory.changed(session, BODY)
        open_channels.redraw(services, session, HELPING, channel)


def card(session: Session, place_id: int, reader: Reader) -> Message | None:
    """Render for a channel whether suggestions are made there."""
    return open_channels.card(
        session,
        HelpChannel,
        place_id,
        lambda channel, name: view.notice(channel, name, reader),
        lambda: view.ended(reader),
    )


def _lacks(services: Services, room: Room) -> str:
    """Return the scope that is missing for reading in a channel; where Slack does not say which kind it is, both are needed."""
    wanted = (PRIVATE_SCOPE if room.is_private else PUBLIC_SCOPE,) if room.is_sure else (PUBLIC_SCOPE, PRIVATE_SCOPE)
    return next((scope for scope in wanted if not scopes.may_use(services.scopes, scope)), "")
