"""chat.*: posting, updating, deleting and showing messages to one person, with Slack's checks."""

import json
import re

from playground.slack.api.arguments import flag, required
from playground.slack.api.places import found_message, person, place_to_post, seen_channel
from playground.slack.checks import find_message_faults
from playground.slack.checks.shapes import Fault
from playground.slack.core import Slack, SlackError, with_ids
from playground.slack.delivery.events import message_event
from playground.slack.delivery.payloads import message_json
from playground.slack.workspace import Channel, Json, Message, snapshot

MOST_TEXT = 40_000
MOST_METADATA = 16_000
FLAGS = ("unfurl_links", "unfurl_media", "link_names", "reply_broadcast", "mrkdwn", "parse")


def post_message(slack: Slack, args: Json) -> Json:
    """chat.postMessage: a new message in a channel, thread or direct message."""
    channel = place_to_post(slack, required(args, "channel"))
    slack.refuse("chat.postMessage", find_message_faults(args))
    metadata = read_metadata(slack, args)
    message = Message(
        channel.id,
        slack.workspace.next_ts(),
        slack.bot,
        text=str(args["text"])[:MOST_TEXT],
        blocks=with_ids(slack, args.get("blocks") or []),
        thread_ts=_thread(channel, args),
        by_app=True,
        metadata=metadata,
        flags={name: args[name] for name in FLAGS if name in args},
        subtype="thread_broadcast" if flag(args, "reply_broadcast") else "",
    )
    add_message(slack, channel, message)
    answer = message_json(message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": answer}


def add_message(slack: Slack, channel: Channel, message: Message) -> None:
    """Put a message into its channel and tell everyone: pages and, by event, the app."""
    channel.messages[message.ts] = message
    if message.is_reply and message.thread_ts in channel.messages:
        parent = channel.messages[message.thread_ts]
        parent.reply_count += 1
        parent.latest_reply = message.ts
    slack.changed("messages", channel=channel.id)
    message_event(slack, message)


def _thread(channel: Channel, args: Json) -> str | None:
    """The parent of the thread; a reply's own `ts` leads to its parent."""
    thread_ts = args.get("thread_ts")
    if not thread_ts:
        return None
    parent = found_message(channel, str(thread_ts), "thread_not_found")
    return parent.thread_ts or parent.ts


def read_metadata(slack: Slack, args: Json) -> Json | None:
    """The metadata of a message: an event_type and a payload of at most 16 kB."""
    metadata = args.get("metadata")
    if metadata is None:
        return None
    faults = []
    if not isinstance(metadata, dict) or not re.fullmatch(
        r"[A-Za-z0-9_.-]{1,255}", str(metadata.get("event_type", ""))
    ):
        text = "must have a simple event_type"
        faults.append(Fault(text, "/metadata/event_type", "invalid_metadata_format"))
    elif not isinstance(metadata.get("event_payload"), dict):
        text = "must provide an object"
        faults.append(Fault(text, "/metadata/event_payload", "invalid_metadata_format"))
    elif len(json.dumps(metadata)) > MOST_METADATA:
        faults.append(Fault("metadata is too large", "/metadata", "metadata_too_large"))
    slack.refuse("chat.postMessage", faults)
    return metadata


def update_message(slack: Slack, args: Json) -> Json:
    """chat.update: the app's own message anew; text without blocks takes the blocks away."""
    channel = seen_channel(slack, required(args, "channel"))
    if slack.bot not in channel.members and channel.kind != "channel":
        raise SlackError("channel_not_found")
    message = found_message(channel, required(args, "ts"))
    if channel.archived:
        raise SlackError("is_archived")
    if message.user != slack.bot:
        raise SlackError("cant_update_message")
    slack.refuse("chat.update", find_message_faults(args, update=True))
    previous = snapshot(message)
    if "metadata" in args:
        message.metadata = read_metadata(slack, args)
    change_message(slack, message, args)
    message_event(slack, message, "message_changed", previous)
    answer = message_json(message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": answer}


def change_message(slack: Slack, message: Message, args: Json) -> None:
    """Replace text and blocks; values typed into inputs that stay are kept."""
    message.text = str(args.get("text", ""))
    message.blocks = with_ids(slack, args.get("blocks") or [])
    message.edited = not message.blocks
    ids = {block["block_id"] for block in message.blocks}
    message.typed = {name: typed for name, typed in message.typed.items() if name in ids}
    slack.changed("messages", channel=message.channel, only_for=message.only_for)


def delete_message(slack: Slack, args: Json) -> Json:
    """chat.delete: take away one of the app's own messages."""
    channel = seen_channel(slack, required(args, "channel"))
    message = found_message(channel, required(args, "ts"))
    if message.user != slack.bot:
        raise SlackError("cant_delete_message")
    remove_message(slack, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def remove_message(slack: Slack, channel: Channel, message: Message) -> None:
    """Take a message away; its thread's count follows."""
    del channel.messages[message.ts]
    if message.is_reply and message.thread_ts in channel.messages:
        channel.messages[message.thread_ts].reply_count -= 1
    slack.changed("messages", channel=channel.id)
    message_event(slack, message, "message_deleted")


def post_ephemeral(slack: Slack, args: Json) -> Json:
    """chat.postEphemeral: a message that only one member of the channel sees."""
    channel = place_to_post(slack, required(args, "channel"))
    user = person(slack, required(args, "user"))
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    slack.refuse("chat.postEphemeral", find_message_faults(args))
    message = show_only(slack, user.id, channel.id, args)
    return {"message_ts": message.ts}


def show_only(slack: Slack, user: str, channel: str, content: Json) -> Message:
    """Put an ephemeral message before one person."""
    message = Message(
        channel,
        slack.workspace.next_ts(),
        slack.bot,
        text=str(content.get("text", "")),
        blocks=with_ids(slack, content.get("blocks") or []),
        thread_ts=content.get("thread_ts"),
        by_app=True,
        only_for=user,
    )
    slack.workspace.ephemerals.setdefault(user, []).append(message)
    slack.changed("messages", channel=channel, only_for=user)
    return message


def permalink(slack: Slack, args: Json) -> Json:
    """chat.getPermalink: the address of a message."""
    channel = seen_channel(slack, required(args, "channel"))
    message = found_message(channel, required(args, "message_ts"))
    return {"channel": channel.id, "permalink": link_to(slack, message)}


def link_to(slack: Slack, message: Message) -> str:
    """The address at which people open a message."""
    place = f"{message.channel}/p{message.ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread_ts}&cid={message.channel}" if message.is_reply else ""
    return f"https://{slack.workspace.domain}.slack.com/archives/{place}{thread}"
