"""A channel that somebody chooses for what the bot will write: whether it may write there, and who can read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.errors import Invalid

if TYPE_CHECKING:
    from bot.services import Services

_NOT_THERE = ("channel_not_found", "not_in_channel")
"""What Slack says of a channel that the bot cannot see."""
_PRIVATE = frozenset({"privategroup", "directmessage"})
"""What Slack calls a private place in a click or a command."""


@dataclass(frozen=True, slots=True)
class Room:
    """A channel as Slack describes it. `is_sure` is False when Slack did not say; then it counts as private."""

    is_sure: bool
    is_private: bool
    name: str = ""


def may_write(services: Services, channel: str, field: str) -> bool:
    """Tell whether Slack says that the bot is in a channel; see `room`."""
    return room(services, channel, field).is_sure


def room(services: Services, channel: str, field: str) -> Room:
    """Return a channel in which the bot is, entering a public one where it may; unsure when Slack does not say.

    Raises Invalid at the field when the channel is archived, or when the bot is not in it and cannot enter by itself. Calls
    Slack with the quick client, so it is for the moment before a transaction.
    """
    try:
        found = services.quick.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        refusal = error.response.get("error")
        if refusal == "is_archived":
            raise _archived(field) from error
        if refusal in _NOT_THERE:
            raise _not_in_it(field) from error
        return Room(is_sure=False, is_private=True)
    except OSError:
        return Room(is_sure=False, is_private=True)
    if found.get("is_archived"):
        raise _archived(field)
    is_private = bool(found.get("is_private"))
    if not found.get("is_member") and (is_private or not _entered(services, channel)):
        raise _not_in_it(field)
    return Room(is_sure=True, is_private=is_private, name=str(found.get("name") or ""))


def _entered(services: Services, channel: str) -> bool:
    if "channels:join" not in services.scopes:
        return False
    try:
        services.quick.conversations_join(channel=channel)
    except (SlackApiError, OSError):
        return False
    return True


def _archived(field: str) -> Invalid:
    return Invalid("This channel is archived, so nobody can write there. Choose another one.", field=field)


def _not_in_it(field: str) -> Invalid:
    return Invalid(
        "I am not in this channel, so I could not write there. Write “/invite @Kaiku” in it, then send this again.",
        field=field,
    )


def is_public(services: Services, channel: str, name: str = "") -> bool:
    """Tell whether Slack says that all of the staff may read a channel; when it does not say, it counts as private.

    `name` is what Slack calls it in a click: “privategroup” and the like spare the question. Asks Slack with the quick client.
    """
    if channel[:1] != "C" or name in _PRIVATE or name.startswith("mpdm-"):
        return False
    try:
        found = services.quick.conversations_info(channel=channel)["channel"]
    except (SlackApiError, OSError):
        return False
    return found.get("is_private") is False and not (found.get("is_im") or found.get("is_mpim"))
