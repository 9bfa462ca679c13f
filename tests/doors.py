"""Everything that is registered at the bot's doors: a real Bolt app, made without a network, that remembers it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from unittest.mock import patch

import slack_bolt
from slack_bolt.kwargs_injection.args import Args

import handlers

KINDS = (
    "command",
    "shortcut",
    "global_shortcut",
    "message_shortcut",
    "action",
    "block_action",
    "options",
    "block_suggestion",
    "view",
    "view_submission",
    "view_closed",
    "event",
    "message",
    "function",
    "use",
    "middleware",
    "error",
)
OURS = {"services", "person", "reference"}
"""What the doors put into Bolt's context, so that a listener may ask for it by name."""
BOLTS = set(inspect.signature(Args.__init__).parameters) - {"self", "kwargs"} | {
    "request",
    "response",
    "error",
    "next_",
}
"""The names that Bolt itself gives to a listener, a middleware or an error handler."""


@dataclass(frozen=True)
class Registered:
    """One function at the door: what it listens to and to which name or pattern."""

    kind: str
    what: Any
    function: Callable[..., object]

    @property
    def named(self) -> str:
        """The function's place in the code, for people."""
        return f"{self.function.__module__}.{self.function.__qualname__}"

    @property
    def arguments(self) -> set[str]:
        """The names of the function's arguments."""
        return set(inspect.signature(self.function).parameters)


class RememberingApp(slack_bolt.App):
    """Bolt's own App; it also keeps a list of what is registered."""

    def __init__(self, **settings: Any) -> None:
        """Ask Slack nothing."""
        self.registered: list[Registered] = []
        super().__init__(**{**settings, "client": None, "token": "xoxb-test", "token_verification_enabled": False})


def _remembering(kind: str) -> Callable[..., Any]:
    of_bolt = getattr(slack_bolt.App, kind)

    def register(app: RememberingApp, *args: Any, **options: Any) -> Any:
        given = of_bolt(app, *args, **options)
        if args and callable(args[0]):  # bolt.use(function), bolt.error(function)
            app.registered.append(Registered(kind, None, args[0]))
            return given

        def take(function: Callable[..., object]) -> Any:
            app.registered.append(Registered(kind, args[0] if args else options, function))
            return given(function)

        return take

    return register


for _kind in KINDS:
    setattr(RememberingApp, _kind, _remembering(_kind))


@cache
def registered() -> tuple[Registered, ...]:
    """Return everything that `handlers.make_bolt` registers, in its order."""
    with patch.object(handlers, "App", RememberingApp):
        bolt = handlers.make_bolt(_nobody())
    return tuple(bolt.registered)  # type: ignore[attr-defined]


def _nobody() -> Any:
    """Stand in for the services, which only a request needs."""

    class Nobody:
        quick = None

    return Nobody()


def names(*kinds: str) -> set[str]:
    """Return the plain names that are listened to; a pattern stands for any name and is left out."""
    found = [listener.what for listener in registered() if listener.kind in kinds]
    plain = [what.get("callback_id") or what.get("type") if isinstance(what, dict) else what for what in found]
    return {what for what in plain if isinstance(what, str)}


def patterns(*kinds: str) -> list[re.Pattern[str]]:
    """Return the patterns that are listened to."""
    return [
        listener.what for listener in registered() if listener.kind in kinds and isinstance(listener.what, re.Pattern)
    ]
