"""Saying, editing, deleting, reacting, and putting a file into a form."""

import base64
from dataclasses import dataclass

from playground.slack.acts.shown import Shown, actor, before, shown, visible_channel
from playground.slack.acts.typing import typed
from playground.slack.api.chat import add_message, remove_message
from playground.slack.api.files import new_file
from playground.slack.api.reactions import react as add_reaction
from playground.slack.api.reactions import unreact
from playground.slack.core import ActRefusedError, Slack
from playground.slack.delivery.events import message_event, settled
from playground.slack.delivery.payloads import file_json
from playground.slack.workspace import Channel, Json, Message, User, snapshot


@dataclass(frozen=True)
class Said:
    """What somebody writes: `encoded` text holds Slack's entities already; `files` are ids of uploads."""

    text: str
    thread: str | None = None
    encoded: bool = False
    files: tuple[str, ...] = ()


async def say(slack: Slack, user_id: str, channel_id: str, said: Said) -> Shown:
    """Write a message in a channel, thread or direct message; waits for the app's ack."""
    user = actor(slack, user_id)
    channel = visible_channel(slack, user, channel_id)
    _check_may_write(slack, user, channel)
    if not said.text.strip() and not said.files:
        raise ActRefusedError("a message needs some text")
    then, sent = before(slack, user, channel), set(slack.sending)
    message = Message(
        channel.id,
        slack.workspace.next_ts(),
        user.id,
        text=typed(slack, said.text, label_people=False, encoded=said.encoded),
        thread_ts=_thread(channel, said.thread),
        files=[slack.workspace.files[file] for file in said.files],
        subtype="file_share" if said.files else "",
    )
    add_message(slack, channel, message)
    acks = await settled(slack, sent)
    return shown(slack, then, acks[0] if acks and acks[0].acked else None)


def _thread(channel: Channel, thread: str | None) -> str | None:
    if thread is None:
        return None
    parent = channel.messages.get(thread)
    if parent is None:
        raise ActRefusedError("the thread is not there any more")
    return parent.thread_ts or parent.ts


def _check_may_write(slack: Slack, user: User, channel: Channel) -> None:
    if channel.archived:
        raise ActRefusedError(f"#{channel.name} is archived")
    if user.id not in channel.members:
        raise ActRefusedError(f"{user.name} is not in #{channel.name}")
    with_bot = channel.kind == "im" and slack.bot in channel.members
    if with_bot and (slack.app.messages_read_only or not slack.app.messages_tab):
        raise ActRefusedError("Sending messages to this app has been turned off.")


def _own(slack: Slack, user_id: str, channel_id: str, ts: str) -> tuple[Channel, Message]:
    user = actor(slack, user_id)
    channel = visible_channel(slack, user, channel_id)
    message = channel.messages.get(ts)
    if message is None or message.user != user.id:
        raise ActRefusedError("only one's own messages can be changed")
    return channel, message


async def edit(slack: Slack, user_id: str, channel_id: str, ts: str, text: str, *, encoded: bool = False) -> Shown:
    """Change one's own message."""
    channel, message = _own(slack, user_id, channel_id, ts)
    then, sent = before(slack, slack.user(user_id), channel), set(slack.sending)
    previous = snapshot(message)
    message.text = typed(slack, text, label_people=False, encoded=encoded)
    message.edited = True
    message.edited_ts = f"{slack.workspace.next_ts().partition('.')[0]}.000000"  # Slack counts edits in whole seconds
    slack.changed("messages", channel=channel.id)
    message_event(slack, message, "message_changed", previous)
    await settled(slack, sent)
    return shown(slack, then, None)


async def delete(slack: Slack, user_id: str, channel_id: str, ts: str) -> Shown:
    """Delete one's own message."""
    channel, message = _own(slack, user_id, channel_id, ts)
    then, sent = before(slack, slack.user(user_id), channel), set(slack.sending)
    remove_message(slack, channel, message)
    await settled(slack, sent)
    return shown(slack, then, None)


async def react(slack: Slack, user_id: str, channel_id: str, ts: str, name: str) -> Shown:
    """Add a reaction to a message, or take it back when it is already there."""
    user = actor(slack, user_id)
    channel = visible_channel(slack, user, channel_id)
    message = channel.messages.get(ts)
    if message is None:
        raise ActRefusedError("the message is not there any more")
    then, sent = before(slack, user, channel), set(slack.sending)
    name = name.strip(":")
    change = unreact if user.id in message.reactions.get(name, []) else add_reaction
    change(slack, message, user.id, name)
    await settled(slack, sent)
    return shown(slack, then, None)


def upload(slack: Slack, user_id: str, name: str, content: bytes) -> Json:
    """Put a file into Slack, for a file input; the entry of its `files`."""
    file = new_file(slack, name, actor(slack, user_id).id)
    file.content, file.size = content, len(content)
    return file_json(file)


def decode(content: str) -> bytes:
    """The bytes of a file sent by the page; raises ActRefusedError when they are not base64."""
    try:
        return base64.b64decode(content, validate=True)
    except ValueError:
        raise ActRefusedError("the file arrived damaged") from None
