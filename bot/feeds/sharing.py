"""The list of feeds as a file in Slack: one that somebody uploaded is taken in, ours goes to them. Calls Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import slack_files
from bot.errors import BotError, Unavailable
from bot.feeds import lists
from bot.feeds.lists import Exported, Report
from bot.feeds.opml import MOST_BYTES
from bot.people import Asker
from bot.roles import Role, require
from bot.slack_files import File

if TYPE_CHECKING:
    from bot.services import Services

NAME: Final = "feeds.opml"


def may_read(services: Services, *, by: Asker) -> bool:
    """Tell whether files that people upload may be read. Managers only."""
    require(by.role, Role.MANAGER)
    return slack_files.may_read(services)


def take_in(services: Services, file_id: str, *, by: Asker) -> Report | BotError:
    """Take in a list that somebody uploaded; returns the error instead of raising it, since it is for the background."""
    try:
        return lists.take_in(services, _content(services, file_id), by=by)
    except BotError as error:
        return error


def send(services: Services, file: Exported, *, by: Asker) -> BotError | None:
    """Send our list to somebody's direct messages with the bot; returns the error when that could not be."""
    try:
        slack_files.send(services, by.id, File(NAME, file.text.encode()), instead=f"python app.py export feeds {NAME}")
    except BotError as error:
        return error
    return None


def _content(services: Services, file_id: str) -> bytes:
    try:
        return slack_files.read(services, file_id, MOST_BYTES, instead="").content
    except Unavailable as error:
        raise Unavailable("I could not read the file. Please try again, or paste the list as text.") from error
