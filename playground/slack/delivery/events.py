"""Events: which the app gets (subscribed, scope held, bot present), and the retries of each.

Slack tries an event again up to three times when it is not acknowledged in time.
"""

import asyncio
import re

from playground.slack.core import Ack, Slack
from playground.slack.delivery.deliver import deliver
from playground.slack.delivery.payloads import event_json, message_json, user_json
from playground.slack.workspace import Channel, Json, Message, User, UserGroup

KINDS = {"channel": "channels", "private": "groups", "im": "im"}
CHANNEL_TYPES = {"channel": "channel", "private": "group", "im": "im"}
SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "subteam_members_changed": "usergroups:read",
    "subteam_updated": "usergroups:read",
    "channel_archive": "channels:read",
}


def emit(slack: Slack, event: Json, name: str, channel: Channel | None = None) -> None:
    """Send an event to the app when it is subscribed, its scope held and the bot in the channel.

    `name` is the name of the subscription, such as `message.channels`.
    """
    scope = SCOPES.get(name, "")
    if name.startswith("member_") and channel is not None:
        scope = f"{KINDS[channel.kind]}:read"
    if name not in slack.app.events or (scope and scope not in slack.scopes):
        return
    if channel is not None and slack.bot not in channel.members:
        return
    body = event_json(slack, {**event, "event_ts": event.get("event_ts", slack.workspace.next_ts())})
    slack.events.append(body)
    first: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
    slack.start(_send_with_retries(slack, body, first))
    slack.sending.add(first)
    first.add_done_callback(slack.sending.discard)


async def _send_with_retries(slack: Slack, body: Json, first: asyncio.Future[Ack]) -> None:
    ack = await deliver(slack, "events_api", body)
    first.set_result(ack)
    for number, delay in enumerate(slack.limits.retry_delays, start=1):
        if ack.acked or ack.reason == "no_retry":
            return
        await asyncio.sleep(delay)
        ack = await deliver(slack, "events_api", body, attempt=number, reason=ack.reason)


async def settled(slack: Slack, before: set[asyncio.Future[Ack]]) -> list[Ack]:
    """Wait for the first try of every event sent since `before`, a copy of `slack.sending`."""
    return list(await asyncio.gather(*(slack.sending - before)))


def message_event(slack: Slack, message: Message, subtype: str = "", previous: Message | None = None) -> None:
    """The event of a new, changed or deleted message, and that of a mention of the bot in it."""
    channel = slack.workspace.channels[message.channel]
    place = {"channel": channel.id, "channel_type": CHANNEL_TYPES[channel.kind]}
    if not subtype:
        event = {**message_json(message), **place}
        if not message.by_app:
            event["client_msg_id"] = message.ts
        event["event_ts"] = message.ts
    else:
        event = {"type": "message", "subtype": subtype, **place, "ts": slack.workspace.next_ts()}
        event |= {"hidden": True}
        if subtype == "message_changed":
            event["message"] = message_json(message)
        else:
            event["deleted_ts"] = message.ts
        event["previous_message"] = message_json(previous or message)
    emit(slack, event, f"message.{KINDS[channel.kind]}", channel)
    if not subtype and not message.by_app and _mentions(slack, message, channel):
        mention = {**message_json(message), "type": "app_mention", "channel": channel.id}
        emit(slack, {**mention, "event_ts": message.ts}, "app_mention", channel)


def _mentions(slack: Slack, message: Message, channel: Channel) -> bool:
    pattern = rf"<@{slack.bot}(\|[^>]*)?>"
    return channel.kind != "im" and re.search(pattern, message.text) is not None


def user_event(slack: Slack, user: User, kind: str = "user_change") -> None:
    """Somebody's fields changed, or somebody is new (`team_join`)."""
    emit(slack, {"type": kind, "user": user_json(slack, user, locale=True)}, kind)


def group_json(group: UserGroup) -> Json:
    """A user group as usergroups.list gives it."""
    return {
        "id": group.id,
        "team_id": "",
        "is_usergroup": True,
        "name": group.name or group.handle,
        "handle": group.handle,
        "description": "",
        "date_delete": 1 if group.disabled else 0,
        "user_count": len(group.users),
    }


def group_event(slack: Slack, group: UserGroup, before: list[str]) -> None:
    """The members of a user group changed: both events that tell of it."""
    added = [user for user in group.users if user not in before]
    gone = [user for user in before if user not in group.users]
    event = {
        "type": "subteam_members_changed",
        "subteam_id": group.id,
        "team_id": slack.workspace.team_id,
        "added_users": added,
        "added_users_count": len(added),
        "removed_users": gone,
        "removed_users_count": len(gone),
    }
    emit(slack, event, "subteam_members_changed")
    subteam = {**group_json(group), "users": list(group.users)}
    emit(slack, {"type": "subteam_updated", "subteam": subteam}, "subteam_updated")


def membership_event(slack: Slack, kind: str, user: str, channel: Channel, by: str = "") -> None:
    """Somebody joined (`member_joined_channel`) or left a channel; `by` invited them."""
    event = {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "channel" else "G",
        "team": slack.workspace.team_id,
    }
    emit(slack, event | ({"inviter": by} if by else {}), kind, channel)


def reaction_event(slack: Slack, kind: str, user: str, name: str, message: Message) -> None:
    """Somebody added (`reaction_added`) or took away a reaction."""
    item = {"type": "message", "channel": message.channel, "ts": message.ts}
    event = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.user}
    emit(slack, event, kind, slack.workspace.channels[message.channel])
