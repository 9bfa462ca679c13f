"""The state of the fake workspace: plain records of people, channels, messages, views and files."""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from playground.slack import reading

Json = dict[str, Any]

BOT_ID = "B0KAIKU"
APP_ID = "A0KAIKU"


@dataclass
class User:
    """A person or bot. `role` is admin, member, guest or bot; another `team_id` is a stranger's.

    `name` is the handle, and what people see where there is no `display_name`. `quiet` is when "do not disturb" next holds,
    from and to in Unix seconds; None when it is off.
    """

    id: str
    name: str = ""
    real_name: str = ""
    title: str = ""
    email: str = ""
    tz: str = "Europe/Helsinki"
    locale: str = "en-GB"
    role: str = "member"
    deleted: bool = False
    presence: str = "active"
    color: str = "#4a6b8a"
    about: str = ""
    status: str = ""
    team_id: str = "T0KAIKU"
    fields: dict[str, str] = field(default_factory=dict)
    updated: int = 0
    quiet: tuple[int, int] | None = None
    display_name: str = ""


@dataclass
class File:
    """An uploaded file; `content` is None until the bytes have arrived."""

    id: str
    name: str
    user: str
    title: str = ""
    size: int = 0
    mimetype: str = "application/octet-stream"
    content: bytes | None = None
    address: str = ""
    permalink: str = ""
    channels: list[str] = field(default_factory=list)


@dataclass
class Message:
    """A message, or an ephemeral one when `only_for` names the person who sees it."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    by_app: bool = False
    only_for: str = ""
    edited: bool = False
    edited_ts: str = ""
    subtype: str = ""
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    metadata: Json | None = None
    flags: Json = field(default_factory=dict)
    reply_count: int = 0
    latest_reply: str = ""
    typed: dict[str, dict[str, Json]] = field(default_factory=dict)

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.only_for)

    @property
    def words(self) -> str:
        """All text a person can read in it: its blocks, or its text when it has none."""
        return reading.words(self.blocks) if self.blocks else self.text

    @property
    def is_reply(self) -> bool:
        """Whether it stands inside a thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Channel:
    """A public channel, private channel or direct message, with its messages by `ts`."""

    id: str
    name: str = ""
    kind: str = "channel"
    topic: str = ""
    members: set[str] = field(default_factory=set)
    archived: bool = False
    general: bool = False
    created: int = 0
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def last_ts(self) -> str | None:
        """The `ts` of the newest message, None when there is none."""
        return next(reversed(self.messages), None)


@dataclass
class View:
    """A modal or Home tab as one person has it before them. `payload` is what the app sent."""

    id: str
    user: str
    payload: Json
    hash: str
    root_view_id: str = ""
    previous_view_id: str | None = None
    typed: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """`modal` or `home`."""
        return str(self.payload.get("type", ""))

    @property
    def blocks(self) -> list[Json]:
        """The blocks, each with its block_id."""
        found: list[Json] = self.payload["blocks"]
        return found

    @property
    def title(self) -> str:
        """The title as people read it; empty for a Home tab."""
        return reading.plain(self.payload.get("title"))

    @property
    def submit(self) -> str:
        """The text of the submit button; empty when there is none."""
        return reading.plain(self.payload.get("submit"))

    @property
    def close(self) -> str:
        """The text of the close button; empty when the app gave none."""
        return reading.plain(self.payload.get("close"))

    @property
    def callback_id(self) -> str:
        """The app's name for this kind of view."""
        return str(self.payload.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        """What the app hid in the view."""
        return str(self.payload.get("private_metadata", ""))

    @property
    def words(self) -> str:
        """All text a person can read in it, title and buttons included."""
        parts = (self.title, reading.words(self.blocks), self.submit, self.close)
        return "\n".join(part for part in parts if part)


@dataclass
class UserGroup:
    """A user group such as @desk."""

    id: str
    handle: str
    name: str = ""
    users: list[str] = field(default_factory=list)
    disabled: bool = False


@dataclass
class Workspace:
    """Everything one workspace holds."""

    name: str = "Playground"
    team_id: str = "T0KAIKU"
    domain: str = "playground"
    bot: str = "U0KAIKU"
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, UserGroup] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    ephemerals: dict[str, list[Message]] = field(default_factory=dict)
    counter: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    last_micros: int = 0
    now: Callable[[], float] = time.time

    def next_id(self, prefix: str) -> str:
        """A new id in the manner of Slack, such as `V00000001`."""
        return f"{prefix}{next(self.counter):08d}"

    def next_ts(self) -> str:
        """A new message `ts` (epoch seconds with six decimals), greater than all before in the same second."""
        micros = int(self.now() * 1_000_000)
        is_taken = micros <= self.last_micros < micros + 1_000_000
        self.last_micros = self.last_micros + 1 if is_taken else micros
        return f"{self.last_micros // 1_000_000}.{self.last_micros % 1_000_000:06d}"

    def direct_channel(self, one: str, other: str) -> Channel:
        """The direct message of two people, made when it does not exist yet."""
        pair = {one, other}
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == pair:
                return channel
        channel = Channel(self.next_id("D"), kind="im", members=pair, created=int(time.time()))
        self.channels[channel.id] = channel
        return channel

    def stack(self, user: str) -> list[View]:
        """The modals a person has open, the lowest first."""
        return [self.views[view_id] for view_id in self.stacks.get(user, [])]

    def ephemeral(self, user: str, ts: str) -> Message | None:
        """One ephemeral message of a person, None when it is not there."""
        found = (message for message in self.ephemerals.get(user, []) if message.ts == ts)
        return next(found, None)


def snapshot(message: Message) -> Message:
    """A copy that later changes in the workspace do not touch."""
    reactions = {name: list(users) for name, users in message.reactions.items()}
    return replace(message, reactions=reactions, files=list(message.files))


def view_snapshot(view: View) -> View:
    """A copy that later changes in the workspace do not touch."""
    return replace(view, typed=dict(view.typed), errors=dict(view.errors))
