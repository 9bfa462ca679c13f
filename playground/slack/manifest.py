"""What Slack knows of the app: its commands, shortcuts, events and scopes, read from a manifest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SCOPES = frozenset(
    {"app_mentions:read", "chat:write", "commands", "im:write", "channels:join", "team:read", "usergroups:read"}
    | {"channels:history", "groups:history", "im:history", "channels:read", "groups:read", "im:read"}
    | {"files:read", "files:write", "reactions:read", "reactions:write"}
    | {"users:read", "users:read.email", "users.profile:read", "dnd:read"}
)
EVENTS = frozenset(
    {"app_home_opened", "app_mention", "message.channels", "message.groups", "message.im"}
    | {"reaction_added", "reaction_removed", "user_change", "team_join"}
    | {"subteam_members_changed", "subteam_updated"}
    | {"member_joined_channel", "member_left_channel", "channel_archive"}
)


@dataclass(frozen=True)
class Command:
    """A slash command of the app."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """A global or message shortcut of the app."""

    type: str
    name: str
    callback_id: str
    description: str = ""


@dataclass
class App:
    """The app as it is installed. With `commands` None every command is the app's own."""

    name: str = "Kaiku"
    commands: dict[str, Command] | None = None
    shortcuts: list[Shortcut] | None = None
    events: set[str] = field(default_factory=lambda: set(EVENTS))
    scopes: set[str] = field(default_factory=lambda: set(SCOPES))
    home_tab: bool = True
    messages_tab: bool = True
    messages_read_only: bool = False
    socket_mode: bool = True


def read_manifest(manifest: Mapping[str, Any] | None) -> App:
    """The app of a manifest; without one an app that owns every command, event and scope.

    Optional scopes count as granted; withhold them with `FakeSlack.withhold`.
    """
    if manifest is None:
        return App()
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    home = features.get("app_home", {})
    return App(
        name=_name(manifest),
        commands=_commands(features.get("slash_commands", [])),
        shortcuts=_shortcuts(features.get("shortcuts", [])),
        events=set(settings.get("event_subscriptions", {}).get("bot_events", [])),
        scopes={*scopes.get("bot", []), *scopes.get("bot_optional", [])},
        home_tab=home.get("home_tab_enabled", False),
        messages_tab=home.get("messages_tab_enabled", False),
        messages_read_only=home.get("messages_tab_read_only_enabled", False),
        socket_mode=settings.get("socket_mode_enabled", False),
    )


def _name(manifest: Mapping[str, Any]) -> str:
    bot = manifest.get("features", {}).get("bot_user", {})
    return str(bot.get("display_name") or manifest["display_information"]["name"])


def _commands(entries: list[Any]) -> dict[str, Command]:
    keys = Command.__dataclass_fields__
    return {entry["command"]: Command(**{name: entry[name] for name in keys if name in entry}) for entry in entries}


def _shortcuts(entries: list[Any]) -> list[Shortcut]:
    keys = Shortcut.__dataclass_fields__
    return [Shortcut(**{name: entry[name] for name in keys if name in entry}) for entry in entries]
