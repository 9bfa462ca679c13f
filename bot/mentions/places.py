"""A channel that somebody chooses for what the bot will write: whether it may write there at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.errors import Invalid

if TYPE_CHECKING:
    from bot.services import Services

_NOT_THERE = ("channel_not_found", "not_in_channel", "is_archived")
"""What Slack says of a channel that the bot cannot see."""


def may_write(services: Services, channel: str, field: str) -> bool:
    """Tell whether Slack says that the bot is in a channel, entering a public one where it may.

    False when Slack does not say. Raises Invalid at the field when the bot is not in it and cannot enter by itself. Calls
    Slack with the quick client, so it is for the moment before a transaction.
    """
    try:
        found = services.quick.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        if error.response.get("error") in _NOT_THERE:
            raise _not_in_it(field) from error
        return False
    except OSError:
        return False
    if found.get("is_member") and not found.get("is_archived"):
        return True
    if not found.get("is_private") and _entered(services, channel):
        return True
    raise _not_in_it(field)


def _entered(services: Services, channel: str) -> bool:
    if "channels:join" not in services.scopes:
        return False
    try:
        services.quick.conversations_join(channel=channel)
    except (SlackApiError, OSError):
        return False
    return True


def _not_in_it(field: str) -> Invalid:
    return Invalid(
        "I am not in this channel, so I could not write there. Write “/invite @Kaiku” in it, then send this again.",
        field=field,
    )
