"""The manifest of the Slack app, in one language: what Slack must know of commands, events and scopes.

manifest.yml, manifest.fi.yml and manifest.sv.yml are printed from here, so the three can differ in words only.
Source of the shape: Slack's manifest schema, version 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot import scopes
from bot.words import Reader

CHANNELS = {"en": "/channels", "fi": "/kanavat", "sv": "/kanaler"}
"""The command for social accounts; the bot answers to all three, whichever the app has."""
EXPERT = {"en": "/expert", "fi": "/osaaja", "sv": "/expert"}
"""The command for experts; the bot answers to both names."""
ASK = {"en": "/ask", "fi": "/kysy", "sv": "/fraga"}
"""The command for questions; the bot answers to all three names."""
ASK_HOUSE = "ask_house"
"""The callback of the shortcut that opens the form of a question."""
ASK_EXPERT = "ask_expert"
SAVE_IDEA = "save_idea"
SAVE_ANSWER = "save_answer"
TIP_MESSAGE = "tip_message"
"""The callbacks of the shortcuts on a message."""
TIP = {"en": "/tip", "fi": "/vinkki", "sv": "/tips"}
"""The command for tips; the bot answers to all three names."""
SEND_TIP = "send_tip"
"""The callback of the shortcut that opens the form of a tip."""
PLAN_POST = "plan_post"
"""The callback of the shortcut that opens the form of an item of the plan."""
SOME = "/some"
EVENTS = (
    "app_home_opened",
    "channel_archive",
    "channel_unarchive",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "subteam_members_changed",
    "subteam_updated",
    "team_join",
    "user_change",
)


def manifest(reader: Reader) -> dict[str, Any]:
    """Return the manifest with its words in the reader's language."""
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Kaiku",
            "description": reader.say("The social-media desk of the organisation, inside Slack"),
            "background_color": "#20405c",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Kaiku", "always_online": True},
            "shortcuts": _shortcuts(reader),
            "slash_commands": _commands(reader),
        },
        "oauth_config": {"scopes": {"bot": list(scopes.REQUIRED), "bot_optional": list(scopes.OPTIONAL)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def text(reader: Reader) -> str:
    """Return the manifest as YAML, each scope with its reason."""
    purposes = scopes.purposes(reader)
    lines = _yaml(manifest(reader), purposes)
    return "\n".join(["# Made by: python app.py manifest " + reader.language, *lines]) + "\n"


def _commands(reader: Reader) -> list[dict[str, Any]]:
    return [
        {
            "command": CHANNELS[reader.language],
            "description": reader.say("Our social accounts: links, purpose, who looks after them"),
            "usage_hint": reader.say("[name, unit, network, language or any word]"),
            "should_escape": False,
        },
        {
            "command": EXPERT[reader.language],
            "description": reader.say("Who knows about it, and why; ask them right here"),
            "usage_hint": reader.say("[skill or question | me]"),
            "should_escape": False,
        },
        {
            "command": ASK[reader.language],
            "description": reader.say("What we answer already; if nobody knows, ask your colleagues"),
            "usage_hint": reader.say("[question]"),
            "should_escape": False,
        },
        {
            "command": TIP[reader.language],
            "description": reader.say("Tell the social desk: a link, an idea, a picture"),
            "usage_hint": reader.say("[link or text]"),
            "should_escape": False,
        },
        {
            "command": SOME,
            "description": reader.say("Everything else in Kaiku, and help"),
            "usage_hint": reader.say(
                "[answers | mentions | tips | ideas | plan | feeds | rules | mute | report | trace | accounts | settings | "
                "language | check | help]"
            ),
            "should_escape": False,
        },
    ]


def _shortcuts(reader: Reader) -> list[dict[str, Any]]:
    return [*_anywhere(reader), *_on_messages(reader)]


def _anywhere(reader: Reader) -> list[dict[str, Any]]:
    return [
        {
            "name": reader.say("Ask the house"),
            "type": "global",
            "callback_id": ASK_HOUSE,
            "description": reader.say("Ask your colleagues in the right circle"),
        },
        {
            "name": reader.say("Send a tip"),
            "type": "global",
            "callback_id": SEND_TIP,
            "description": reader.say("Tell the social desk what you have seen"),
        },
        {
            "name": reader.say("Plan a post"),
            "type": "global",
            "callback_id": PLAN_POST,
            "description": reader.say("Put a post, a newsletter or an event into the plan"),
        },
    ]


def _on_messages(reader: Reader) -> list[dict[str, Any]]:
    return [
        {
            "name": reader.say("Save as idea"),
            "type": "message",
            "callback_id": SAVE_IDEA,
            "description": reader.say("Put this message into the backlog of ideas for posts"),
        },
        {
            "name": reader.say("Tip the social desk"),
            "type": "message",
            "callback_id": TIP_MESSAGE,
            "description": reader.say("Show this message to the social desk"),
        },
        {
            "name": reader.say("Ask an expert"),
            "type": "message",
            "callback_id": ASK_EXPERT,
            "description": reader.say("Find somebody who knows about this message, and ask them"),
        },
        {
            "name": reader.say("Save as answer"),
            "type": "message",
            "callback_id": SAVE_ANSWER,
            "description": reader.say("Make an answer for the answer bank of this message or its discussion"),
        },
    ]


def _yaml(value: Any, notes: dict[str, str], indent: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, content in value.items():
            if isinstance(content, dict | list):
                yield f"{indent}{name}:"
                yield from _yaml(content, notes, indent + "  ")
            else:
                yield f"{indent}{name}: {_scalar(content)}"
        return
    for entry in value:
        if isinstance(entry, dict):
            first, *rest = _yaml(entry, notes)
            yield f"{indent}- {first}"
            yield from (f"{indent}  {line}" for line in rest)
        else:
            note = f"  # {notes[entry]}" if entry in notes else ""
            yield f"{indent}- {entry}{note}"


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
