"""The running fake: one record of the workspace, the app, what was said and what goes wrong.

Everything here lives in one asyncio loop. Functions of the other modules take it first.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

from playground.slack.checks.shapes import Fault
from playground.slack.connections import Sockets
from playground.slack.manifest import App
from playground.slack.weather import Weather
from playground.slack.workspace import Channel, Json, Message, User, Workspace

KEPT = 50_000


class SlackError(Exception):
    """An answer `ok: false` with Slack's name of the error and further fields of the answer."""

    def __init__(self, error: str, **fields: Any) -> None:
        """`error` is the name in Slack's answer, such as `channel_not_found`."""
        super().__init__(error)
        self.error = error
        self.fields = fields


class ActRefusedError(Exception):
    """A person cannot do this in Slack; the text says why."""


@dataclass(frozen=True)
class Limits:
    """Times and counts of the platform; seconds. Tests shorten them."""

    ack_seconds: float = 3.0
    trigger_seconds: float = 3.0
    response_seconds: float = 1800.0
    response_uses: int = 5
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    strict_pace: bool = False
    connections: int = 10


@dataclass(frozen=True)
class Call:
    """One Web API call as it was received: arguments without the token, answer and time."""

    method: str
    args: Json
    at: float
    status: int
    error: str
    answer: Json

    @property
    def ok(self) -> bool:
        """Whether Slack answered `ok: true`."""
        return self.status == 200 and not self.error


@dataclass(frozen=True)
class Ack:
    """What came back for something delivered to the app; `reason` says why nothing did."""

    acked: bool
    seconds: float
    payload: Json | None = None
    reason: str = ""


@dataclass
class Delivery:
    """One try to deliver something to the app."""

    kind: str
    payload: Json
    at: float
    attempt: int = 0
    ack: Ack | None = None


@dataclass
class Trigger:
    """A trigger id: who acted, when (monotonic), and whether it was exchanged."""

    user: str
    born: float
    used: bool = False


@dataclass
class ResponseUrl:
    """A response_url: for whom, where, and the message it may replace."""

    user: str
    channel: str
    born: float
    uses: int = 0
    source: Message | None = None


@dataclass(frozen=True)
class Change:
    """Something a page must fetch again: `only_for` one person, or everyone when empty."""

    what: str
    channel: str | None = None
    only_for: str = ""
    text: str = ""


@dataclass
class Slack:
    """The fake in its loop."""

    workspace: Workspace
    app: App
    limits: Limits = field(default_factory=Limits)
    bot_token: str = "xoxb-playground"  # noqa: S105 - a secret only by its name
    app_token: str = "xapp-playground"  # noqa: S105
    signing_secret: str = "playground-signing-secret"  # noqa: S105
    base_url: str = ""
    request_url: str = ""
    token_error: str = ""
    withheld: set[str] = field(default_factory=set)
    weather: Weather = field(default_factory=Weather)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    offered: dict[tuple[str, str, str], list[Json]] = field(default_factory=dict)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=KEPT))
    deliveries: deque[Delivery] = field(default_factory=lambda: deque(maxlen=KEPT))
    events: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
    refused: list[str] = field(default_factory=list)
    posted_at: dict[str, float] = field(default_factory=dict)
    too_fast: list[tuple[str, float]] = field(default_factory=list)
    watchers: list[Callable[[Change], None]] = field(default_factory=list)
    tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    sending: set[asyncio.Future[Ack]] = field(default_factory=set)
    client: ClientSession | None = None
    sockets: Sockets = field(default_factory=Sockets)

    @property
    def scopes(self) -> set[str]:
        """The scopes the bot token holds now."""
        return self.app.scopes - self.withheld

    @property
    def bot(self) -> str:
        """The user id of the bot."""
        return self.workspace.bot

    def user(self, user_id: str) -> User:
        """A person; raises ActRefusedError for somebody who is not in the workspace."""
        found = self.workspace.users.get(user_id)
        if found is None:
            raise ActRefusedError(f"there is nobody with the id {user_id}")
        return found

    def channel(self, channel_id: str) -> Channel:
        """A channel; raises ActRefusedError when there is none."""
        found = self.workspace.channels.get(channel_id)
        if found is None:
            raise ActRefusedError(f"there is no channel {channel_id}")
        return found

    def changed(self, what: str, *, channel: str | None = None, only_for: str = "") -> None:
        """Tell whoever watches that something is to be fetched again."""
        for watcher in self.watchers:
            watcher(Change(what, channel, only_for))

    def tell(self, user: str, text: str) -> None:
        """Show a person one of Slack's own sentences, such as a failed command."""
        for watcher in self.watchers:
            watcher(Change("trouble", None, user, text))

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run something beside; kept so that it is neither lost nor left over at the end."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def new_trigger(self, user: str) -> str:
        """A trigger id that can be exchanged once within `limits.trigger_seconds`."""
        number = self.workspace.next_id("")
        self.triggers[number] = Trigger(user, time.monotonic())
        if len(self.triggers) > KEPT:
            del self.triggers[next(iter(self.triggers))]
        return number

    def use_trigger(self, trigger_id: str) -> str:
        """The person behind a trigger id, which is then used up."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.born > self.limits.trigger_seconds:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def new_response_url(self, user: str, channel: str, source: Message | None = None) -> str:
        """An address that takes answers to one interaction."""
        token = self.workspace.next_id("R")
        self.response_urls[token] = ResponseUrl(user, channel, time.monotonic(), source=source)
        if len(self.response_urls) > KEPT:
            del self.response_urls[next(iter(self.response_urls))]
        return f"{self.base_url}/response/{token}"

    def refuse(self, where: str, faults: list[Fault]) -> None:
        """Remember faults; raises SlackError as Slack answers them when there are any."""
        if not faults:
            return
        lines = [fault.line() for fault in faults]
        self.note_refusal(where, faults[0].error, lines)
        raise SlackError(faults[0].error, response_metadata={"messages": lines})

    def note_refusal(self, where: str, error: str, lines: list[str]) -> None:
        """Remember that the app sent something Slack refuses."""
        self.refused.append(f"{where} {error}: {' '.join(lines)}")


SLACK: web.AppKey[Slack] = web.AppKey("slack", Slack)


def with_ids(slack: Slack, blocks: list[Json]) -> list[Json]:
    """Blocks as Slack keeps them: those without a block_id or action_id are given one."""
    named = []
    for block in blocks:
        kept = dict(block)
        kept.setdefault("block_id", slack.workspace.next_id("b"))
        for name in ("accessory", "element"):
            if isinstance(kept.get(name), dict):
                kept[name] = _with_action(slack, kept[name])
        if kept["type"] in ("actions", "context_actions"):
            kept["elements"] = [_with_action(slack, element) for element in kept["elements"]]
        named.append(kept)
    return named


def _with_action(slack: Slack, element: Json) -> Json:
    if "action_id" in element or element.get("type") == "image":
        return element
    return {**element, "action_id": slack.workspace.next_id("a")}
