"""Slash commands and shortcuts."""

from playground.slack.acts.shown import Shown, actor, before, shown, visible_channel
from playground.slack.acts.typing import typed
from playground.slack.core import ActRefusedError, Slack, SlackError
from playground.slack.delivery.deliver import deliver
from playground.slack.delivery.payloads import VERIFICATION, act_json, message_json
from playground.slack.manifest import Command
from playground.slack.replies import show_reply
from playground.slack.workspace import APP_ID, Channel, Json, User

PLACE_NAMES = {"private": "privategroup", "im": "directmessage"}


async def command(slack: Slack, user_id: str, text: str, channel_id: str) -> Shown:
    """Type a slash command, such as `/channels pool`, in a channel."""
    user = actor(slack, user_id)
    channel = visible_channel(slack, user, channel_id)
    then = before(slack, user, channel)
    word, _, rest = text.strip().partition(" ")
    known = _known(slack, word)
    if known is None:
        return shown(slack, then, None, says="command", name=word, trouble="not_a_command")
    payload = _payload(slack, user, channel, known, rest.strip())
    ack = await deliver(slack, "slash_commands", payload)
    trouble = ""
    if ack.payload:
        try:
            show_reply(slack, f"answer to {word}", user.id, channel.id, ack.payload)
        except SlackError:
            trouble = "invalid_command_response"
    return shown(slack, then, ack, says="command", name=word, trouble=trouble)


def _known(slack: Slack, word: str) -> Command | None:
    if slack.app.commands is None:
        return Command(word)
    return slack.app.commands.get(word)


def _payload(slack: Slack, user: User, channel: Channel, known: Command, text: str) -> Json:
    escaped = typed(slack, text, label_people=True) if known.should_escape else text
    return {
        "token": VERIFICATION,
        "team_id": user.team_id,
        "team_domain": slack.workspace.domain,
        "channel_id": channel.id,
        "channel_name": PLACE_NAMES.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": known.command,
        "text": escaped,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": slack.new_response_url(user.id, channel.id),
        "trigger_id": slack.new_trigger(user.id),
    }


async def global_shortcut(slack: Slack, user_id: str, callback_id: str) -> Shown:
    """Run a shortcut from the composer."""
    user = actor(slack, user_id)
    _check(slack, "global", callback_id)
    then = before(slack, user)
    stamp = {"action_ts": slack.workspace.next_ts()}
    payload = {"type": "shortcut", "callback_id": callback_id, **act_json(slack, user), **stamp}
    ack = await deliver(slack, "interactive", payload)
    return shown(slack, then, ack)


async def message_shortcut(slack: Slack, user_id: str, callback_id: str, channel_id: str, ts: str) -> Shown:
    """Run a shortcut from the menu of a message."""
    user = actor(slack, user_id)
    channel = visible_channel(slack, user, channel_id)
    _check(slack, "message", callback_id)
    message = channel.messages.get(ts)
    if message is None:
        raise ActRefusedError("the message is not there any more")
    then = before(slack, user, channel)
    payload = {
        "type": "message_action",
        "callback_id": callback_id,
        "message_ts": ts,
        "channel": {"id": channel.id, "name": PLACE_NAMES.get(channel.kind, channel.name)},
        "message": message_json(message),
        "response_url": slack.new_response_url(user.id, channel.id),
        "action_ts": slack.workspace.next_ts(),
        **act_json(slack, user),
    }
    ack = await deliver(slack, "interactive", payload)
    return shown(slack, then, ack)


def _check(slack: Slack, kind: str, callback_id: str) -> None:
    known = slack.app.shortcuts
    if known is not None and (kind, callback_id) not in {(s.type, s.callback_id) for s in known}:
        raise ActRefusedError(f"the app has no {kind} shortcut {callback_id}")
