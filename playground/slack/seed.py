"""The people, channels and groups a fake starts with; small defaults when none are given."""

import time
from collections.abc import Iterable, Mapping
from typing import Any

from playground.slack.workspace import Channel, User, UserGroup, Workspace

Seeds = Iterable[Mapping[str, Any] | User]

PEOPLE = (
    User("U1", "anna", "Anna Aalto", "Museum guide", "anna.aalto@example.org"),
    User("U2", "bo", "Bo Berg", "Librarian", "bo.berg@example.org", locale="sv-SE"),
    User("U3", "carla", "Carla Cruz", "Head of media", "carla.cruz@example.org", role="admin"),
    User("U4", "gia", "Gia Gast", "Visiting artist", "gia.gast@example.com", role="guest"),
)
PLACES = (
    Channel("C1", "general", members={"U1", "U2", "U3", "U4"}, general=True),
    Channel("C2", "desk", members={"U1", "U3"}),
    Channel("C3", "random", members={"U1", "U2", "U3"}),
    Channel("G1", "board", "private", members={"U3"}),
)
BOT_IS_IN = ("C1", "C2")
GROUPS = (UserGroup("S1", "desk", "Media desk", ["U3"]),)


def make_workspace(
    users: Seeds | None,
    channels: Iterable[Mapping[str, Any] | Channel] | None,
    groups: Iterable[Mapping[str, Any] | UserGroup] | None,
    *,
    bot_name: str,
    name: str = "Playground",
) -> Workspace:
    """A workspace from records or plain dicts. What is not given comes from small defaults.

    A channel given as a dict may leave out `members`: then all people (but guests) and the bot are
    in it when it is public, nobody when it is private.
    """
    workspace = Workspace(name=name)
    for user in PEOPLE if users is None else users:
        made = _copy(user, User)
        workspace.users[made.id] = made
    workspace.users[workspace.bot] = User(workspace.bot, bot_name.casefold(), bot_name, role="bot", about="The bot")
    for channel in _default_places(workspace) if channels is None else channels:
        place = _place(channel, workspace)
        workspace.channels[place.id] = place
    for group in GROUPS if groups is None else groups:
        team = _copy(group, UserGroup)
        workspace.groups[team.id] = team
    return workspace


def _copy(given: Any, kind: Any) -> Any:
    """A record of the workspace's own, from a record or a dict."""
    fields = dict(given) if isinstance(given, Mapping) else dict(vars(given))
    for name, value in fields.items():
        if isinstance(value, (list, set, tuple)):
            fields[name] = set(value) if name == "members" else list(value)
        elif isinstance(value, dict):
            fields[name] = dict(value)
    return kind(**fields)


def _default_places(workspace: Workspace) -> list[Channel]:
    places = []
    for channel in PLACES:
        place: Channel = _copy(channel, Channel)
        place.members &= workspace.users.keys()
        if place.id in BOT_IS_IN:
            place.members.add(workspace.bot)
        places.append(place)
    return places


def _place(given: Mapping[str, Any] | Channel, workspace: Workspace) -> Channel:
    place: Channel = _copy(given, Channel)
    place.created = place.created or int(time.time())
    public = place.kind == "channel"
    if isinstance(given, Mapping) and "members" not in given and public:
        inside = (user.id for user in workspace.users.values() if user.role != "guest")
        place.members = {*inside}
    return place
