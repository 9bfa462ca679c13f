"""Which channel or person a call means, and whether the bot may see it or post there."""

from playground.slack.core import Slack, SlackError
from playground.slack.workspace import Channel, Message, User

KINDS = {"channel": "channels", "private": "groups", "im": "im"}


def need(slack: Slack, scope: str) -> None:
    """Refuse the call when the bot token lacks a scope, as Slack words it."""
    if scope not in slack.scopes:
        provided = ",".join(sorted(slack.scopes))
        raise SlackError("missing_scope", needed=scope, provided=provided)


def seen_channel(slack: Slack, channel_id: str) -> Channel:
    """A channel the bot can see: public ones, and those it is in."""
    channel = slack.workspace.channels.get(channel_id)
    if channel is None or (channel.kind != "channel" and slack.bot not in channel.members):
        raise SlackError("channel_not_found")
    return channel


def readable_channel(slack: Slack, channel_id: str) -> Channel:
    """A channel whose messages the bot may read: it is in it and holds the history scope."""
    channel = seen_channel(slack, channel_id)
    need(slack, f"{KINDS[channel.kind]}:history")
    if slack.bot not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def place_to_post(slack: Slack, target: str) -> Channel:
    """Where a message goes: a channel id, or a user id, whose direct message is opened."""
    if target[:1] in ("U", "W"):
        channel = slack.workspace.direct_channel(slack.bot, person(slack, target).id)
    else:
        channel = seen_channel(slack, target)
    if channel.archived:
        raise SlackError("is_archived")
    if channel.kind == "im":
        _check_direct(slack, channel)
    elif slack.bot not in channel.members and not (channel.kind == "channel" and "chat:write.public" in slack.scopes):
        raise SlackError("not_in_channel")
    return channel


def _check_direct(slack: Slack, channel: Channel) -> None:
    if not slack.app.messages_tab:
        raise SlackError("messages_tab_disabled")
    for member in channel.members - {slack.bot}:
        person(slack, member)


def person(slack: Slack, user_id: str) -> User:
    """Somebody one can write to: not gone, not a bot."""
    user = slack.workspace.users.get(user_id)
    if user is None or user.deleted:
        raise SlackError("user_not_found")
    if user.role == "bot":
        raise SlackError("cannot_dm_bot")
    return user


def found_message(channel: Channel, ts: str, error: str = "message_not_found") -> Message:
    """A message of a channel."""
    message = channel.messages.get(ts)
    if message is None:
        raise SlackError(error)
    return message
