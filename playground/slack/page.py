"""The page's protocol `/play/*`: what a person sees, changes as they happen, and acts."""

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import web

from playground.slack.acts.shown import can_see
from playground.slack.core import SLACK, ActRefusedError, Change, Slack, SlackError
from playground.slack.delivery.deliver import is_connected, mode
from playground.slack.delivery.payloads import view_json
from playground.slack.page_acts import perform
from playground.slack.workspace import Channel, Json, Message, User, View

Stream = asyncio.Queue[Json | None]
STREAMS: web.AppKey[list[Stream]] = web.AppKey("streams", list)
HEARTBEAT = 15.0


def _who(request: web.Request) -> User:
    """The person one acts as; without a name the first in the workspace."""
    slack = request.app[SLACK]
    name = request.query.get("user", "")
    if not name:
        people = (user for user in slack.workspace.users.values() if user.role != "bot")
        return next(people)
    user = slack.workspace.users.get(name)
    if user is None:
        raise web.HTTPNotFound(text=json.dumps({"error": f"nobody has the id {name}"}))
    return user


async def state(request: web.Request) -> web.Response:
    """`GET /play/state`: the workspace as one person sees it."""
    slack, user = request.app[SLACK], _who(request)
    workspace, app = slack.workspace, slack.app
    commands = app.commands.values() if app.commands else ()
    return web.json_response(
        {
            "workspace": {"name": workspace.name, "team_id": workspace.team_id},
            "me": user_json(user),
            "users": [user_json(one) for one in workspace.users.values()],
            "channels": [
                channel_json(slack, user, channel) for channel in workspace.channels.values() if can_see(user, channel)
            ],
            "commands": [vars(one) for one in commands],
            "shortcuts": [vars(one) for one in app.shortcuts or ()],
            "bot": {
                "user_id": slack.bot,
                "name": app.name,
                "connected": is_connected(slack),
                "mode": mode(slack),
            },
        }
    )


def user_json(user: User) -> Json:
    """A person for the page."""
    return {
        "id": user.id,
        "name": user.real_name or user.name,
        "handle": user.name,
        "title": user.title,
        "tz": user.tz,
        "locale": user.locale,
        "role": user.role,
        "deleted": user.deleted,
        "presence": user.presence,
        "color": user.color,
        "about": user.about,
    }


def channel_json(slack: Slack, user: User, channel: Channel) -> Json:
    """A channel for the page."""
    other = next(iter(channel.members - {user.id}), user.id) if channel.kind == "im" else None
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "topic": channel.topic,
        "with": other,
        "archived": channel.archived,
        "member": user.id in channel.members,
        "bot_member": slack.bot in channel.members,
        "last_ts": channel.last_ts,
    }


async def messages(request: web.Request) -> web.Response:
    """`GET /play/messages`: a channel or one of its threads, with the person's ephemerals."""
    slack, user = request.app[SLACK], _who(request)
    channel = slack.workspace.channels.get(request.query.get("channel", ""))
    if channel is None or not can_see(user, channel):
        raise web.HTTPNotFound(text=json.dumps({"error": "no such channel"}))
    found = visible_messages(slack, user.id, channel, request.query.get("thread"))
    return web.json_response({"messages": [message_json(message) for message in found]})


def visible_messages(slack: Slack, user: str, channel: Channel, thread: str | None = None) -> list[Message]:
    """What a person sees in a channel (`thread` None) or thread, oldest first."""
    everything = [
        *channel.messages.values(),
        *(one for one in slack.workspace.ephemerals.get(user, []) if one.channel == channel.id),
    ]
    if thread is None:
        found = [one for one in everything if not one.is_reply or one.subtype == "thread_broadcast"]
    else:
        found = [one for one in everything if thread in (one.ts, one.thread_ts)]
    return sorted(found, key=lambda message: message.ts)


def message_json(message: Message) -> Json:
    """A message for the page."""
    return {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks or None,
        "thread_ts": message.thread_ts,
        "reply_count": message.reply_count,
        "reactions": [{"name": n, "users": users} for n, users in message.reactions.items()],
        "edited": message.edited,
        "ephemeral": message.ephemeral,
        "files": [{"id": file.id, "name": file.name} for file in message.files],
        "metadata": message.metadata,
    }


def page_view(slack: Slack, view: View) -> Json:
    """A view for the page: Slack's own record with the errors under its fields."""
    return {**view_json(slack, view), "errors": view.errors}


async def home(request: web.Request) -> web.Response:
    """`GET /play/home`: the Home tab of a person."""
    slack, user = request.app[SLACK], _who(request)
    view = slack.workspace.homes.get(user.id)
    return web.json_response({"view": page_view(slack, view) if view else None})


async def views(request: web.Request) -> web.Response:
    """`GET /play/views`: the modals a person has open, the lowest first."""
    slack, user = request.app[SLACK], _who(request)
    stack = slack.workspace.stack(user.id)
    return web.json_response({"stack": [page_view(slack, view) for view in stack]})


async def changes(request: web.Request) -> web.StreamResponse:
    """`GET /play/changes`: what to fetch again, as server-sent events."""
    slack, user = request.app[SLACK], _who(request)
    stream: Stream = asyncio.Queue()

    def watch(change: Change) -> None:
        if change.only_for in ("", user.id) and _may_know(slack, user, change):
            words = {"text": change.text} if change.text else {}
            stream.put_nowait({"what": change.what, "channel": change.channel, **words})

    answer = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await answer.prepare(request)
    slack.watchers.append(watch)
    request.app[STREAMS].append(stream)
    try:
        with contextlib.suppress(ConnectionError):
            await _pump(stream, answer)
    finally:
        slack.watchers.remove(watch)
        request.app[STREAMS].remove(stream)
    return answer


def _may_know(slack: Slack, user: User, change: Change) -> bool:
    channel = slack.workspace.channels.get(change.channel or "")
    return channel is None or can_see(user, channel)


async def _pump(stream: Stream, answer: web.StreamResponse) -> None:
    """Write changes as they come, and a comment now and then so that a lost page is noticed."""
    await answer.write(b": hello\n\n")
    while True:
        try:
            change = await asyncio.wait_for(stream.get(), HEARTBEAT)
        except TimeoutError:
            await answer.write(b": still here\n\n")
            continue
        if change is None:
            return
        await answer.write(f"data: {json.dumps(change)}\n\n".encode())


async def act(request: web.Request) -> web.Response:
    """`POST /play/act`: a person does something."""
    slack = request.app[SLACK]
    try:
        sent: Any = await request.json()
        return web.json_response({"ok": True, **await perform(slack, sent)})
    except (ActRefusedError, SlackError) as refused:
        return web.json_response({"ok": False, "error": str(refused)})
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        return web.json_response({"ok": False, "error": f"malformed: {broken}"}, status=400)


PAGE_ROUTES = [
    web.get("/play/state", state),
    web.get("/play/messages", messages),
    web.get("/play/home", home),
    web.get("/play/views", views),
    web.get("/play/changes", changes),
    web.post("/play/act", act),
]
