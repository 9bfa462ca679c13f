"""What Slack is told about the app is what the app does: commands, shortcuts, events and scopes, both ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from bot.scopes import OPTIONAL, REQUIRED
from tests import doors
from tests.source import ROOT

MANIFESTS = ["manifest.yml", "manifest.fi.yml", "manifest.sv.yml"]
SCHEMA = Path(__file__).parent / "manifest-schema" / "manifest.schema.2.0.0.json"
"""Slack's own schema, with its licence beside it."""
EVENT_NEEDS: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    "channel_archive": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "group_archive": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "subteam_members_changed": {"usergroups:read"},
    "subteam_updated": {"usergroups:read"},
    "team_join": {"users:read"},
    "tokens_revoked": set(),
    "user_change": {"users:read"},
}
"""The scopes of which an event needs at least one (Slack's reference of events); none needs none."""

each = pytest.mark.parametrize("manifest", MANIFESTS)


def read(manifest: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / manifest).read_text("utf-8"))
    return loaded


def commands(manifest: str) -> set[str]:
    return {entry["command"] for entry in read(manifest)["features"]["slash_commands"]}


def shortcuts(manifest: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = read(manifest)["features"].get("shortcuts", [])
    return found


def events(manifest: str) -> set[str]:
    return set(read(manifest)["settings"]["event_subscriptions"]["bot_events"])


def scopes(manifest: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = read(manifest)["oauth_config"]["scopes"]
    return found


def test_there_is_no_other_manifest() -> None:
    assert sorted(MANIFESTS) == sorted(file.name for file in ROOT.glob("manifest*.y*ml"))


@each
def test_slacks_own_schema_accepts_the_manifest(manifest: str) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    faults = [f"{list(fault.path)}: {fault.message}" for fault in Draft7Validator(schema).iter_errors(read(manifest))]
    assert faults == []


@each
def test_every_command_in_the_manifest_is_listened_to(manifest: str) -> None:
    assert commands(manifest) - doors.names("command") == set()


def test_every_command_that_is_listened_to_is_in_a_manifest() -> None:
    assert doors.names("command") - {command for manifest in MANIFESTS for command in commands(manifest)} == set()


@each
def test_every_shortcut_in_the_manifest_is_listened_to_and_the_other_way_round(manifest: str) -> None:
    told = {entry["callback_id"] for entry in shortcuts(manifest)}
    assert told == doors.names("shortcut", "global_shortcut", "message_shortcut")


@each
def test_every_event_in_the_manifest_is_listened_to_and_the_other_way_round(manifest: str) -> None:
    told = {event.partition(".")[0] for event in events(manifest)}
    assert told == doors.names("event") | ({"message"} if doors.names("message") else set())


@each
def test_every_scope_in_the_manifest_is_known_to_the_bot_and_the_other_way_round(manifest: str) -> None:
    assert {kind: set(held) for kind, held in scopes(manifest).items()} == {
        "bot": set(REQUIRED),
        "bot_optional": set(OPTIONAL),
    }


@each
def test_every_event_comes_with_a_scope_that_lets_it_through(manifest: str) -> None:
    held = set(REQUIRED) | set(OPTIONAL)
    assert [event for event in events(manifest) if EVENT_NEEDS[event] and not EVENT_NEEDS[event] & held] == []


@each
def test_names_fit_where_slack_shows_them(manifest: str) -> None:
    """A shortcut has 24 characters, which Slack's schema knows; a command is one short lower-case word."""
    assert [entry["name"] for entry in shortcuts(manifest) if len(entry["name"]) > 24] == []
    assert [command for command in commands(manifest) if command != command.lower() or len(command) > 32] == []


def test_the_manifests_differ_only_in_words() -> None:
    """They come from one source: same callbacks, events, scopes and switches."""
    kept = [(_callbacks(manifest), events(manifest), scopes(manifest), _switches(manifest)) for manifest in MANIFESTS]
    assert all(one == kept[0] for one in kept)


def _callbacks(manifest: str) -> list[tuple[str, str]]:
    return [(entry["type"], entry["callback_id"]) for entry in shortcuts(manifest)]


def _switches(manifest: str) -> dict[str, Any]:
    settings = read(manifest)["settings"]
    return {name: value for name, value in settings.items() if isinstance(value, bool)}
