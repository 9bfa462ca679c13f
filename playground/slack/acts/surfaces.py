"""Finding the surface a person acts on, and the element they press or fill in there."""

from dataclasses import dataclass

from playground.slack import reading
from playground.slack.acts.commands import PLACE_NAMES
from playground.slack.acts.shown import visible_channel
from playground.slack.core import ActRefusedError, Slack
from playground.slack.delivery.payloads import message_json, state_values, view_json
from playground.slack.workspace import Channel, Json, Message, User, View


@dataclass(frozen=True)
class Surface:
    """A message or view as one person has it; `channel` is that of a message."""

    shown: Message | View
    channel: Channel | None = None

    @property
    def blocks(self) -> list[Json]:
        """The blocks as they stand now."""
        return self.shown.blocks

    @property
    def key(self) -> str:
        """What tells this surface from others: a view id or a message's ts."""
        return self.shown.id if isinstance(self.shown, View) else self.shown.ts


def find_surface(slack: Slack, user: User, container: Json) -> Surface:
    """The surface of a container: `{type: view, view_id}` or `{type: message, channel, ts}`."""
    if container.get("type") == "view":
        return Surface(find_view(slack, user, str(container.get("view_id"))))
    channel = visible_channel(slack, user, str(container.get("channel")))
    ts = str(container.get("ts"))
    hidden = slack.workspace.ephemeral(user.id, ts) if container.get("ephemeral") else None
    message = hidden or channel.messages.get(ts)
    if message is None:
        raise ActRefusedError("the message is not there any more")
    return Surface(message, channel)


def find_view(slack: Slack, user: User, view_id: str) -> View:
    """The Home tab of a person, or the modal that is on top."""
    home = slack.workspace.homes.get(user.id)
    if home is not None and home.id == view_id:
        return home
    stack = slack.workspace.stack(user.id)
    if not stack or stack[-1].id != view_id:
        raise ActRefusedError("this form is not open on top")
    return stack[-1]


def find_element(blocks: list[Json], action_id: str, block_id: str = "") -> tuple[Json, Json]:
    """The (block, element) with an action id; raises ActRefusedError when it is not there."""
    for block, element in reading.elements(blocks):
        if element["action_id"] == action_id and block_id in ("", block["block_id"]):
            return block, element
    raise ActRefusedError(f"there is nothing called {action_id} here any more")


def remember(surface: Surface, state: Json | None) -> None:
    """Keep what a person typed: state values by block and action id."""
    for block_id, by_action in (state or {}).items():
        surface.shown.typed.setdefault(block_id, {}).update(by_action)


def surface_json(slack: Slack, user: User, surface: Surface, *, url: bool) -> Json:
    """What an interaction says about its surface; with `url` also a response_url."""
    shown = surface.shown
    if isinstance(shown, View):
        container: Json = {"type": "view", "view_id": shown.id}
        return {"container": container, "view": view_json(slack, shown)}
    channel = slack.channel(shown.channel)
    container = {
        "type": "message",
        "message_ts": shown.ts,
        "channel_id": channel.id,
        "is_ephemeral": shown.ephemeral,
    }
    if shown.thread_ts:
        container["thread_ts"] = shown.thread_ts
    found: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": PLACE_NAMES.get(channel.kind, channel.name)},
        "state": {"values": state_values(shown.blocks, shown.typed)},
    }
    if not shown.ephemeral:
        found["message"] = message_json(shown)
    if url:
        found["response_url"] = slack.new_response_url(user.id, channel.id, shown)
    return found
