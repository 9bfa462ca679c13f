"""Following inside the house: people choose channels, authors and words; the desk opens the channels in which that counts.

Only public channels can be open: what is said in a private one stays there. A channel is told that it is open, and what a
message says is read and forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, open_channels, people, places
from bot.audit import Act
from bot.errors import Invalid
from bot.ideas.kinds import FOLLOW_CHANNEL
from bot.language import words_of
from bot.people import Asker
from bot.roles import Role, require
from bot.views import follows as view
from bot.views.blocks import Message, one_line
from bot.words import Reader
from storage import follows
from storage import open_channels as stored
from storage import people as known_people
from storage.models import Follow, FollowChannel

if TYPE_CHECKING:
    from bot.services import Services

BODY = "follows"
"""The body of data in memory: what is followed, and where."""
CHANNEL, AUTHOR, WORD = "channel", "author", "word"
MOST_FOLLOWED = 30
LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody follows, the channels in which that counts, and names of people by id."""

    follows: tuple[Follow, ...]
    channels: tuple[str, ...]
    names: dict[str, str]
    is_manager: bool = False


def mine(services: Services, *, by: Asker) -> Mine:
    """Return what somebody follows."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        found = follows.of_user(session, by.id)
        channels = tuple(one.channel for one in stored.every(session, FollowChannel))
        names = known_people.many(session, {one.value for one in found if one.what == AUTHOR})
    return Mine(tuple(found), channels, {one.id: one.name for one in names.values()}, by.role >= Role.MANAGER)


def follow(services: Services, channel: str, author: str, word: str, *, by: Asker) -> None:
    """Follow a channel, an author or a word from now on, or several of these; empty ones are left out.

    Raises Invalid (field "channel", "author" or "word").
    """
    require(by.role, Role.EMPLOYEE)
    wanted = {CHANNEL: channel, AUTHOR: author, WORD: one_line(word).casefold()}
    wanted = {what: value for what, value in wanted.items() if value}
    if not wanted:
        raise Invalid("Choose a channel or a colleague, or write a word.", field="word")
    if WORD in wanted and (len(wanted[WORD]) > LONGEST_WORD or not words_of(wanted[WORD])):
        raise Invalid("Write a word or a few, {most} characters at most.", field="word", most=LONGEST_WORD)
    if AUTHOR in wanted:
        people.get_to_know(services, [author])
    now = services.now()
    with services.database.begin() as session:
        _check(session, wanted, by)
        for what, value in wanted.items():
            follows.add(session, by.id, what, value, now)
        services.memory.changed(session, BODY)


def stop(services: Services, follow_id: int, *, by: Asker) -> None:
    """Follow something no more; what was met is forgotten."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        follows.remove(session, by.id, follow_id)
        services.memory.changed(session, BODY)


def opened(services: Services, *, by: Asker) -> list[tuple[FollowChannel, str]]:
    """Return the channels that are open, each with the name of whoever opened it. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        return open_channels.listed(session, FollowChannel)


def open_channel(services: Services, channel: str, *, by: Asker) -> None:
    """Let people follow what is said in a public channel, and tell the channel. Managers only.

    Raises Invalid (field "channel") for a private one, and where the bot may not write. Asks Slack, so it is for the moment
    before a transaction.
    """
    require(by.role, Role.MANAGER)
    if not channel:
        raise Invalid("Choose a channel.", field="channel")
    room = places.room(services, channel, "channel")
    if room.is_private:
        raise Invalid(
            "Only public channels can be followed: what is said in a private one stays there.", field="channel"
        )
    now = services.now()
    with services.database.begin() as session:
        if stored.switch_on(session, FollowChannel, channel, by.id, now):
            services.memory.changed(session, BODY)
            audit.note(session, now, Act(by.id, "following.opened", f"channel:{channel}"))
            open_channels.tell(services, session, FOLLOW_CHANNEL, channel, by)


def close_channel(services: Services, channel: str, *, by: Asker) -> None:
    """Let nobody follow what is said in a channel any more; what was met there is forgotten. Managers only."""
    require(by.role, Role.MANAGER)
    now = services.now()
    with services.database.begin() as session:
        follows.forget_channel(session, channel)
        if stored.switch_off(session, FollowChannel, channel):
            services.memory.changed(session, BODY)
            audit.note(session, now, Act(by.id, "following.closed", f"channel:{channel}"))
        open_channels.redraw(services, session, FOLLOW_CHANNEL, channel)


def card(session: Session, place_id: int, reader: Reader) -> Message | None:
    """Render for a channel whether it is open to being followed; the record is the place."""
    return open_channels.card(
        session,
        FollowChannel,
        place_id,
        lambda channel, name: view.notice(channel, name, reader),
        lambda: view.ended(reader),
    )


def _check(session: Session, wanted: dict[str, str], by: Asker) -> None:
    if CHANNEL in wanted and stored.find(session, FollowChannel, wanted[CHANNEL]) is None:
        raise Invalid("This channel is not open to being followed. Ask the desk to open it.", field="channel")
    if AUTHOR in wanted:
        person = known_people.find(session, wanted[AUTHOR])
        if wanted[AUTHOR] == by.id or person is None or not people.is_colleague(person):
            raise Invalid("Choose another colleague who is here.", field="author")
    if len(follows.of_user(session, by.id)) + len(wanted) > MOST_FOLLOWED:
        raise Invalid("You follow {most} things already. Stop one of them first.", field="word", most=MOST_FOLLOWED)
