"""Files in Slack: one that somebody uploaded into a form is read, one that we made goes to them. Calls Slack.

Both need a scope that is optional (files:read, files:write); without it nothing here is offered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from slack_sdk.errors import SlackApiError

from bot import scopes
from bot.errors import BotError, Unavailable
from bot.feeds import lists
from bot.feeds.lists import Exported, Report
from bot.feeds.opml import MOST_BYTES
from bot.people import Asker
from bot.roles import Role, require

if TYPE_CHECKING:
    from bot.services import Services

READ: Final = "files:read"
WRITE: Final = "files:write"
NAME: Final = "feeds.opml"
_PATIENCE: Final = 10


def may_read(services: Services, *, by: Asker) -> bool:
    """Tell whether files that people upload may be read. Managers only."""
    require(by.role, Role.MANAGER)
    return scopes.may_use(services.scopes, READ)


def take_in(services: Services, file_id: str, *, by: Asker) -> Report | BotError:
    """Take in a list that somebody uploaded; returns the error instead of raising it, since it is for the background."""
    try:
        return lists.take_in(services, _content(services, file_id), by=by)
    except BotError as error:
        return error


def send(services: Services, file: Exported, *, by: Asker) -> BotError | None:
    """Send our list to somebody's direct messages with the bot; returns the error when that could not be."""
    try:
        channel = services.slack.conversations_open(users=by.id)["channel"]["id"]
        services.slack.files_upload_v2(channel=channel, filename=NAME, title=NAME, content=file.text)
    except (SlackApiError, OSError):
        return Unavailable(
            "I may not send files here. Ask an administrator to allow “files:write”, or to run: {command}",
            command="python app.py export feeds feeds.opml",
        )
    return None


def _content(services: Services, file_id: str) -> bytes:
    """Return the beginning of a file, a byte more than a list may have; raises Unavailable."""
    try:
        url = str(services.slack.files_info(file=file_id)["file"]["url_private_download"])
        if not _is_slacks(url, services.settings.slack_api_url):
            raise _unread()
        request = Request(url, headers={"Authorization": f"Bearer {services.settings.bot_token}"})  # noqa: S310 - see above
        with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
            return bytes(answer.read(MOST_BYTES + 1))
    except (SlackApiError, OSError, KeyError) as error:
        raise _unread() from error


def _is_slacks(url: str, api: str) -> bool:
    """Tell whether an address is Slack's own: the token goes nowhere else."""
    at, slack = urlsplit(url), urlsplit(api)
    if at.netloc == slack.netloc:
        return at.scheme == slack.scheme
    return at.scheme == "https" and (at.hostname or "").endswith(".slack.com")


def _unread() -> Unavailable:
    return Unavailable("I could not read the file. Please try again, or paste the list as text.")
