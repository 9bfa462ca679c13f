"""What Slack puts into the payloads it sends: people, channels, messages, views, interactions."""

import datetime as dt
import time
import zoneinfo

from playground.slack import reading
from playground.slack.core import Slack
from playground.slack.workspace import APP_ID, BOT_ID, Channel, File, Json, Message, User, View

VERIFICATION = "playground-verification"


def team_json(slack: Slack) -> Json:
    """The workspace as it stands in interaction payloads."""
    return {"id": slack.workspace.team_id, "domain": slack.workspace.domain}


def user_json(slack: Slack, user: User, *, locale: bool = False) -> Json:
    """A person as users.info and user_change give them; those who left lack zone and rights."""
    profile: Json = {
        "real_name": user.real_name or user.name,
        "real_name_normalized": user.real_name or user.name,
        "display_name": user.display_name or user.name,
        "display_name_normalized": user.display_name or user.name,
        "title": user.title,
        "status_text": user.status,
        "status_emoji": "",
        "team": user.team_id,
    }
    if "users:read.email" in slack.scopes and user.email:
        profile["email"] = user.email
    found: Json = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "profile": profile,
        "is_bot": user.role == "bot",
        "is_app_user": False,
        "updated": user.updated,
    }
    if user.team_id != slack.workspace.team_id:
        found["is_stranger"] = True
    return found if user.deleted else found | _present(user, locale=locale)


def _present(user: User, *, locale: bool) -> Json:
    offset = dt.datetime.now(zoneinfo.ZoneInfo(user.tz)).utcoffset()
    found: Json = {
        "color": user.color.removeprefix("#"),
        "real_name": user.real_name or user.name,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": user.role == "admin",
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.role == "guest",
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
    }
    return found | ({"locale": user.locale} if locale else {})


def channel_json(slack: Slack, channel: Channel) -> Json:
    """A conversation as conversations.info gives it."""
    base: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.kind == "im",
        "is_mpim": False,
        "is_private": channel.kind != "channel",
        "context_team_id": slack.workspace.team_id,
        "updated": channel.created,
    }
    if channel.kind == "im":
        other = next(iter(channel.members - {slack.bot}), slack.bot)
        return {**base, "user": other, "is_user_deleted": slack.workspace.users[other].deleted}
    return {
        **base,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "private",
        "is_general": channel.general,
        "is_member": slack.bot in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "creator": "",
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def message_json(message: Message, *, metadata: bool = False) -> Json:
    """A message as conversations.history and payloads give it; metadata only when asked for."""
    found: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
    }
    if message.by_app:
        found |= {"bot_id": BOT_ID, "app_id": APP_ID}
    if message.subtype:
        found["subtype"] = message.subtype
    if message.blocks:
        found["blocks"] = message.blocks
    if message.thread_ts or message.reply_count:
        found["thread_ts"] = message.thread_ts or message.ts
    if message.reply_count:
        found |= {"reply_count": message.reply_count, "latest_reply": message.latest_reply}
    if message.edited:
        found["edited"] = {"user": message.user, "ts": message.edited_ts or message.ts}
    if message.reactions:
        found["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()
        ]
    if message.files:
        found["files"] = [file_json(file) for file in message.files]
    if metadata and message.metadata:
        found["metadata"] = message.metadata
    return found


def file_json(file: File) -> Json:
    """A file as files.info, messages and the state of a file input give it."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.name.rpartition(".")[2],
        "size": file.size,
        "user": file.user,
        "channels": list(file.channels),
        "url_private": file.address,
        "url_private_download": file.address,
        "permalink": file.permalink,
    }


def view_json(slack: Slack, view: View, *, state: bool = True) -> Json:
    """A view as views.open answers it and interactions carry it."""
    kept = ("title", "submit", "close", "external_id")
    return {
        "private_metadata": "",
        "callback_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "submit": None,
        "close": None,
        **{name: view.payload[name] for name in view.payload},
        **{name: view.payload.get(name, "" if name == "external_id" else None) for name in kept},
        "id": view.id,
        "team_id": slack.workspace.team_id,
        "app_id": APP_ID,
        "bot_id": BOT_ID,
        "app_installed_team_id": slack.workspace.team_id,
        "hash": view.hash,
        "root_view_id": view.root_view_id or view.id,
        "previous_view_id": view.previous_view_id,
        "state": {"values": state_values(view.blocks, view.typed) if state else {}},
    }


def state_values(blocks: list[Json], typed: dict[str, dict[str, Json]]) -> Json:
    """The values of every input of a surface: as typed, else as they stood at first."""
    values: Json = {}
    for block, element in reading.elements(blocks):
        if element["type"] in ("button", "overflow", "workflow_button", "icon_button"):
            continue
        known = typed.get(block["block_id"], {}).get(element["action_id"])
        by_action = values.setdefault(block["block_id"], {})
        by_action[element["action_id"]] = known or reading.initial_state(element)
    return values


def act_json(slack: Slack, user: User) -> Json:
    """What every interaction carries: who acted, where, and the trigger id."""
    return {
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": user.team_id,
        },
        "team": team_json(slack),
        "api_app_id": APP_ID,
        "token": VERIFICATION,
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": slack.new_trigger(user.id),
    }


def event_json(slack: Slack, event: Json) -> Json:
    """The body around an event of the Events API."""
    authorization = {
        "enterprise_id": None,
        "team_id": slack.workspace.team_id,
        "user_id": slack.bot,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION,
        "team_id": slack.workspace.team_id,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": slack.workspace.next_id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": slack.workspace.next_id("EC"),
    }
