"""Files in Slack: one that somebody uploaded into a form is read, one that we made goes to their direct messages. Calls Slack.

Both need a scope that is optional (files:read, files:write).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from slack_sdk.errors import SlackApiError

from bot import scopes
from bot.errors import Unavailable
from bot.outcomes import error_name

if TYPE_CHECKING:
    from bot.services import Services

READ: Final = "files:read"
WRITE: Final = "files:write"
_PATIENCE: Final = 10
_FORBIDDEN: Final = frozenset(("missing_scope", "not_allowed_token_type", "no_permission"))


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is uploaded or sent."""

    name: str
    content: bytes


def may_read(services: Services) -> bool:
    """Tell whether files that people upload may be read."""
    return scopes.may_use(services.scopes, READ)


def may_write(services: Services) -> bool:
    """Tell whether files may be sent."""
    return scopes.may_use(services.scopes, WRITE)


def read(services: Services, file_id: str, most: int, *, instead: str) -> File:
    """Return an uploaded file, at most a byte more than `most`, so that whoever reads it sees that it is too large.

    Raises Unavailable; `instead` is the command that does the same without Slack, for who may not read files.
    """
    try:
        about = services.slack.files_info(file=file_id)["file"]
        url = str(about["url_private_download"])
        if not _is_slacks(url, services.settings.slack_api_url):
            raise _unread()
        request = Request(url, headers={"Authorization": f"Bearer {services.settings.bot_token}"})  # noqa: S310 - see above
        with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
            return File(str(about.get("name") or about.get("title") or file_id), bytes(answer.read(most + 1)))
    except SlackApiError as error:
        if error_name(error) in _FORBIDDEN:
            raise not_readable(instead) from error
        raise _unread() from error
    except (OSError, KeyError) as error:
        raise _unread() from error


def send(services: Services, user_id: str, file: File, *, instead: str) -> None:
    """Send a file to somebody's direct messages with the bot; raises Unavailable, `instead` as above."""
    try:
        channel = services.slack.conversations_open(users=user_id)["channel"]["id"]
        services.slack.files_upload_v2(channel=channel, filename=file.name, title=file.name, content=file.content)
    except (SlackApiError, OSError) as error:
        raise Unavailable(
            "I may not send files here. Ask an administrator to allow “files:write”, or to run: {command}",
            command=instead,
        ) from error


def not_readable(instead: str) -> Unavailable:
    """Say that files may not be read here, and what helps."""
    return Unavailable(
        "I may not read files here. Ask an administrator to allow “files:read”, or to run: {command}", command=instead
    )


def _is_slacks(url: str, api: str) -> bool:
    """Tell whether an address is Slack's own: the token goes nowhere else."""
    at, slack = urlsplit(url), urlsplit(api)
    if at.netloc == slack.netloc:
        return at.scheme == slack.scheme
    return at.scheme == "https" and (at.hostname or "").endswith(".slack.com")


def _unread() -> Unavailable:
    return Unavailable("I could not read the file. Please try again.")
