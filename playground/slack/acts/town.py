"""Moving about and administering: Home tab, channels, membership, people and user groups."""

from dataclasses import replace
from typing import Any

from playground.slack.acts.shown import Shown, actor, before, shown, visible_channel
from playground.slack.core import ActRefusedError, Slack
from playground.slack.delivery.events import emit, group_event, membership_event, settled, user_event
from playground.slack.delivery.payloads import view_json
from playground.slack.workspace import Channel, Json, User


async def open_home(slack: Slack, user_id: str, tab: str = "home") -> Shown:
    """Open the app's Home tab (or its `messages` tab); waits for the app's ack."""
    user = actor(slack, user_id)
    channel = slack.workspace.direct_channel(slack.bot, user.id)
    then, sent = before(slack, user), set(slack.sending)
    event: Json = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": channel.id,
        "tab": tab,
    }
    home = slack.workspace.homes.get(user.id)
    if home is not None and tab == "home":
        event["view"] = view_json(slack, home)
    emit(slack, event, "app_home_opened")
    acks = await settled(slack, sent)
    return shown(slack, then, acks[0] if acks and acks[0].acked else None)


async def join(slack: Slack, user_id: str, channel_id: str, by: str = "") -> None:
    """Enter a channel; `by` invites, without whom only public channels are open."""
    user = actor(slack, user_id) if not by else slack.user(user_id)
    channel = visible_channel(slack, slack.user(by) if by else user, channel_id)
    if channel.archived:
        raise ActRefusedError(f"#{channel.name} is archived")
    if user.id in channel.members:
        return
    sent = set(slack.sending)
    channel.members.add(user.id)
    slack.changed("state")
    membership_event(slack, "member_joined_channel", user.id, channel, by)
    await settled(slack, sent)


async def invite_bot(slack: Slack, user_id: str, channel_id: str) -> None:
    """Invite the bot into a channel, as `/invite` does."""
    await join(slack, slack.bot, channel_id, by=actor(slack, user_id).id)


async def leave(slack: Slack, user_id: str, channel_id: str) -> None:
    """Leave a channel, or take the bot out of it."""
    channel = slack.channel(channel_id)
    if user_id not in channel.members:
        raise ActRefusedError("not a member")
    sent = set(slack.sending)
    membership_event(slack, "member_left_channel", user_id, channel)
    channel.members.discard(user_id)
    slack.changed("state")
    await settled(slack, sent)


async def archive(slack: Slack, channel_id: str, by: str = "") -> None:
    """Archive a channel."""
    channel = slack.channel(channel_id)
    sent = set(slack.sending)
    channel.archived = True
    slack.changed("state")
    event = {"type": "channel_archive", "channel": channel.id, "user": by, "is_moved": 0}
    if channel.kind == "channel":
        emit(slack, event, "channel_archive", channel)
    await settled(slack, sent)


async def change_user(slack: Slack, user_id: str, **fields: Any) -> None:
    """Change a person's fields, such as `title`, `role` or `deleted`."""
    user = slack.user(user_id)
    sent = set(slack.sending)
    changed = replace(user, **fields)
    slack.workspace.users[user_id] = changed
    changed.updated += 1
    slack.changed("state")
    user_event(slack, changed)
    await settled(slack, sent)


async def add_user(slack: Slack, user: User) -> None:
    """Somebody new comes to the workspace, into its general channels."""
    sent = set(slack.sending)
    slack.workspace.users[user.id] = user
    for channel in slack.workspace.channels.values():
        if channel.general:
            channel.members.add(user.id)
    slack.changed("state")
    user_event(slack, user, "team_join")
    await settled(slack, sent)


def add_channel(slack: Slack, channel: Channel) -> None:
    """A new channel."""
    slack.workspace.channels[channel.id] = channel
    slack.changed("state")


async def set_group(slack: Slack, group_id: str, users: list[str]) -> None:
    """Give a user group new members."""
    group = slack.workspace.groups.get(group_id)
    if group is None:
        raise ActRefusedError(f"there is no user group {group_id}")
    sent = set(slack.sending)
    earlier, group.users = group.users, list(users)
    group_event(slack, group, earlier)
    await settled(slack, sent)
