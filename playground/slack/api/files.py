"""files.*: uploads in Slack's three steps, and downloads with the bot token."""

import mimetypes
from urllib.parse import quote

from aiohttp import web

from playground.slack.api.arguments import number, required
from playground.slack.api.chat import add_message
from playground.slack.api.places import place_to_post
from playground.slack.core import SLACK, Slack, SlackError
from playground.slack.delivery.payloads import file_json
from playground.slack.workspace import File, Json, Message


def upload_url(slack: Slack, args: Json) -> Json:
    """files.getUploadURLExternal: where to send the bytes of a new file."""
    size = number(args, "length", 0)
    if size <= 0:
        raise SlackError("invalid_arguments")
    file = new_file(slack, required(args, "filename"), slack.bot)
    file.size = size
    return {"upload_url": f"{slack.base_url}/upload/{file.id}", "file_id": file.id}


def new_file(slack: Slack, name: str, user: str) -> File:
    """A file without content yet."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = File(slack.workspace.next_id("F"), name, user, title=name, mimetype=kind)
    file.address = f"{slack.base_url}/files/{file.id}/{quote(name)}"
    file.permalink = f"https://{slack.workspace.domain}.slack.com/files/{user}/{file.id}/{quote(name.lower())}"
    slack.workspace.files[file.id] = file
    return file


def complete_upload(slack: Slack, args: Json) -> Json:
    """files.completeUploadExternal: share uploaded files in a channel."""
    named = args.get("files")
    if not isinstance(named, list) or not named:
        raise SlackError("invalid_arguments")
    files = [_uploaded(slack, entry) for entry in named]
    if args.get("channel_id"):
        channel = place_to_post(slack, str(args["channel_id"]))
        message = Message(
            channel.id,
            slack.workspace.next_ts(),
            slack.bot,
            text=str(args.get("initial_comment", "")),
            thread_ts=args.get("thread_ts"),
            by_app=True,
            subtype="file_share",
            files=files,
        )
        add_message(slack, channel, message)
        for file in files:
            file.channels.append(channel.id)
    return {"files": [file_json(file) for file in files]}


def _uploaded(slack: Slack, entry: Json) -> File:
    file = slack.workspace.files.get(str(entry.get("id")))
    if file is None or file.content is None:
        raise SlackError("file_not_found")
    file.title = str(entry.get("title") or file.name)
    return file


def info(slack: Slack, args: Json) -> Json:
    """files.info: one file and where to fetch it."""
    file = slack.workspace.files.get(required(args, "file"))
    if file is None:
        raise SlackError("file_not_found")
    return {"file": file_json(file)}


async def take_upload(request: web.Request) -> web.Response:
    """`POST /upload/<id>`: the bytes of a file, raw or as a form."""
    file = request.app[SLACK].workspace.files.get(request.match_info["file"])
    if file is None:
        raise web.HTTPNotFound
    file.content = await request.read()
    file.size = len(file.content)
    return web.Response(text=f"OK - {file.size}")


async def give_file(request: web.Request) -> web.Response:
    """`GET /files/<id>/<name>`: the bytes of a file, for whoever holds the bot token."""
    slack = request.app[SLACK]
    file = slack.workspace.files.get(request.match_info["file"])
    if request.headers.get("Authorization") != f"Bearer {slack.bot_token}":
        raise web.HTTPForbidden
    if file is None or file.content is None:
        raise web.HTTPNotFound
    return web.Response(body=file.content, content_type=file.mimetype)
