"""conversations.*: the channels, their members and their history, as far as the bot may see."""

from playground.slack.api.arguments import flag, page, required
from playground.slack.api.places import KINDS, found_message, need, person, readable_channel, seen_channel
from playground.slack.core import Slack, SlackError
from playground.slack.delivery.events import membership_event
from playground.slack.delivery.payloads import channel_json, message_json
from playground.slack.workspace import Channel, Json, Message

TYPES = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": "mpim"}
MOST_PAGE = 999


def open_direct(slack: Slack, args: Json) -> Json:
    """conversations.open: the direct message with one person."""
    need(slack, "im:write")
    users = [name for name in str(args.get("users", "")).split(",") if name]
    if len(users) != 1:
        raise SlackError("users_list_not_supplied" if not users else "not_enough_users")
    user = person(slack, users[0])
    channel = slack.workspace.direct_channel(slack.bot, user.id)
    full = channel_json(slack, channel)
    return {"channel": full if flag(args, "return_im") else {"id": channel.id}}


def info(slack: Slack, args: Json) -> Json:
    """conversations.info: one channel."""
    channel = seen_channel(slack, required(args, "channel"))
    need(slack, f"{KINDS[channel.kind]}:read")
    return {"channel": channel_json(slack, channel)}


def listing(slack: Slack, args: Json) -> Json:
    """conversations.list: the channels the bot can see, of the types asked for."""
    found = _of_types(slack, args, need_member=False)
    items, metadata = page(args, [channel_json(slack, channel) for channel in found])
    return {"channels": items, "response_metadata": metadata}


def of_user(slack: Slack, args: Json) -> Json:
    """users.conversations: the channels somebody (the bot, when unnamed) is a member of."""
    found = _of_types(slack, args, need_member=True)
    items, metadata = page(args, [channel_json(slack, channel) for channel in found])
    return {"channels": items, "response_metadata": metadata}


def _of_types(slack: Slack, args: Json, *, need_member: bool) -> list[Channel]:
    user = str(args.get("user") or slack.bot)
    kinds = set()
    for name in str(args.get("types") or "public_channel").split(","):
        if name.strip() not in TYPES:
            raise SlackError("invalid_types")
        kinds.add(TYPES[name.strip()])
    for kind in kinds & KINDS.keys():
        need(slack, f"{KINDS[kind]}:read")
    return [
        channel
        for channel in slack.workspace.channels.values()
        if channel.kind in kinds
        and (channel.kind == "channel" or slack.bot in channel.members)
        and not (need_member and user not in channel.members)
        and not (channel.archived and flag(args, "exclude_archived"))
    ]


def members(slack: Slack, args: Json) -> Json:
    """conversations.members: the ids of those in a channel."""
    channel = seen_channel(slack, required(args, "channel"))
    need(slack, f"{KINDS[channel.kind]}:read")
    items, metadata = page(args, sorted(channel.members))
    return {"members": items, "response_metadata": metadata}


def history(slack: Slack, args: Json) -> Json:
    """conversations.history: top-level messages, the newest first."""
    channel = readable_channel(slack, required(args, "channel"))
    found = [
        message
        for message in reversed(channel.messages.values())
        if (not message.is_reply or message.subtype == "thread_broadcast") and _in_window(message, args)
    ]
    metadata = flag(args, "include_all_metadata")
    items, cursor = page(args, found, 100, MOST_PAGE)
    return {
        "messages": [message_json(message, metadata=metadata) for message in items],
        "has_more": bool(cursor["next_cursor"]),
        "pin_count": 0,
        "response_metadata": cursor,
    }


def replies(slack: Slack, args: Json) -> Json:
    """conversations.replies: a thread, its parent first, then the replies from old to new."""
    channel = readable_channel(slack, required(args, "channel"))
    asked = found_message(channel, required(args, "ts"), "thread_not_found")
    parent = channel.messages.get(asked.thread_ts or asked.ts, asked)
    thread = [
        message
        for message in channel.messages.values()
        if message is parent or (message.is_reply and message.thread_ts == parent.ts and _in_window(message, args))
    ]
    metadata = flag(args, "include_all_metadata")
    items, cursor = page(args, thread, 1000)
    return {
        "messages": [message_json(message, metadata=metadata) for message in items],
        "has_more": bool(cursor["next_cursor"]),
        "response_metadata": cursor,
    }


def _in_window(message: Message, args: Json) -> bool:
    """Whether a message lies between `oldest` and `latest`; the ends count when `inclusive`."""
    moment, edge = float(message.ts), flag(args, "inclusive")
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    return oldest < moment < latest or (edge and moment in (oldest, latest))


def join(slack: Slack, args: Json) -> Json:
    """conversations.join: the bot enters a public channel."""
    need(slack, "channels:join")
    channel = seen_channel(slack, required(args, "channel"))
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    if slack.bot not in channel.members:
        channel.members.add(slack.bot)
        slack.changed("state")
        membership_event(slack, "member_joined_channel", slack.bot, channel)
    return {"channel": channel_json(slack, channel)}
