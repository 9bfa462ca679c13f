"""What the app says back: posts to a response_url and replies inside the ack of a command."""

import time
from typing import Any

from aiohttp import web

from playground.slack.api.chat import add_message, change_message, remove_message, show_only
from playground.slack.checks import find_message_faults
from playground.slack.core import SLACK, ResponseUrl, Slack, SlackError, with_ids
from playground.slack.workspace import Json, Message


def show_reply(slack: Slack, where: str, user: str, channel: str, content: Json) -> Message:
    """Show a checked reply to one person, or to the channel when it says `in_channel`.

    Raises SlackError, remembered as a refusal, for what Slack does not take.
    """
    slack.refuse(where, find_message_faults(content))
    if content.get("response_type") != "in_channel":
        return show_only(slack, user, channel, content)
    message = Message(
        channel,
        slack.workspace.next_ts(),
        slack.bot,
        text=str(content["text"]),
        blocks=with_ids(slack, content.get("blocks") or []),
        thread_ts=content.get("thread_ts"),
        by_app=True,
    )
    add_message(slack, slack.channel(channel), message)
    return message


async def take_response(request: web.Request) -> web.Response:
    """`POST /response/<token>`: five posts within thirty minutes."""
    slack = request.app[SLACK]
    known = slack.response_urls.get(request.match_info["token"])
    if known is None:
        return web.json_response({"ok": False, "error": "invalid_url"}, status=404)
    if time.monotonic() - known.born > slack.limits.response_seconds:
        return web.json_response({"ok": False, "error": "expired_url"}, status=404)
    if known.uses >= slack.limits.response_uses:
        return web.json_response({"ok": False, "error": "used_url"}, status=404)
    known.uses += 1
    content = await _content(request)
    if not isinstance(content, dict):
        return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
    try:
        apply_response(slack, known, content)
    except SlackError as refused:
        body = {"ok": False, "error": refused.error, **refused.fields}
        return web.json_response(body, status=400)
    return web.Response(text="ok")


async def _content(request: web.Request) -> Any:
    try:
        return await request.json()
    except ValueError:
        return None


def apply_response(slack: Slack, known: ResponseUrl, content: Json) -> None:
    """Show, replace or delete what a response_url may.

    `replace_original` left out replaces the message that the interaction came from.
    """
    source = _source(slack, known)
    if content.get("delete_original"):
        if source is not None:
            _delete(slack, source)
        return
    replaces = content.get("replace_original", "response_type" not in content)
    if source is not None and replaces:
        slack.refuse("response_url", find_message_faults(content))
        change_message(slack, source, content)
    else:
        show_reply(slack, "response_url", known.user, known.channel, content)


def _source(slack: Slack, known: ResponseUrl) -> Message | None:
    """The message the interaction came from, if it still stands and is the app's own."""
    if known.source is None or known.source.user != slack.bot:
        return None
    if known.source.ephemeral:
        return slack.workspace.ephemeral(known.user, known.source.ts)
    return slack.channel(known.channel).messages.get(known.source.ts)


def _delete(slack: Slack, message: Message) -> None:
    if message.ephemeral:
        slack.workspace.ephemerals[message.only_for].remove(message)
        slack.changed("messages", channel=message.channel, only_for=message.only_for)
    else:
        remove_message(slack, slack.channel(message.channel), message)
