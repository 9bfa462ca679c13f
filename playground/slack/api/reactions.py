"""reactions.*: the bot's reactions to messages, and who reacted."""

from playground.slack.api.arguments import required
from playground.slack.api.chat import link_to
from playground.slack.api.places import found_message, seen_channel
from playground.slack.core import Slack, SlackError
from playground.slack.delivery.events import reaction_event
from playground.slack.delivery.payloads import message_json
from playground.slack.workspace import Json, Message


def _message(slack: Slack, args: Json) -> Message:
    channel = seen_channel(slack, required(args, "channel"))
    return found_message(channel, required(args, "timestamp"))


def get(slack: Slack, args: Json) -> Json:
    """reactions.get: a message with its reactions."""
    message = _message(slack, args)
    shown = {**message_json(message), "permalink": link_to(slack, message)}
    return {"type": "message", "channel": message.channel, "message": shown}


def add(slack: Slack, args: Json) -> Json:
    """reactions.add: the bot reacts."""
    react(slack, _message(slack, args), slack.bot, required(args, "name").strip(":"))
    return {}


def remove(slack: Slack, args: Json) -> Json:
    """reactions.remove: the bot takes its reaction back."""
    unreact(slack, _message(slack, args), slack.bot, required(args, "name").strip(":"))
    return {}


def react(slack: Slack, message: Message, user: str, name: str) -> None:
    """Add a reaction and send the event."""
    if user in message.reactions.get(name, []):
        raise SlackError("already_reacted")
    message.reactions.setdefault(name, []).append(user)
    slack.changed("messages", channel=message.channel)
    reaction_event(slack, "reaction_added", user, name, message)


def unreact(slack: Slack, message: Message, user: str, name: str) -> None:
    """Take a reaction away and send the event."""
    if user not in message.reactions.get(name, []):
        raise SlackError("no_reaction")
    message.reactions[name].remove(user)
    if not message.reactions[name]:
        del message.reactions[name]
    slack.changed("messages", channel=message.channel)
    reaction_event(slack, "reaction_removed", user, name, message)
