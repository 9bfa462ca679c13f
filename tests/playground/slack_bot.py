"""A small real Bolt app for the tests of the fake Slack: it listens, answers, opens forms."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from playground.slack.server import FakeSlack


def plain(text: str) -> dict[str, Any]:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> dict[str, Any]:
    """A section with mrkdwn text."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def field(name: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An input block whose element has the action id `it`."""
    return {"type": "input", "block_id": name, "label": plain(name), "element": {"action_id": "it", **element}, **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A modal with a submit button."""
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("A form"),
        "submit": plain("Save"),
        "blocks": list(blocks),
        **more,
    }


def button(action_id: str, text: str = "Press", **more: Any) -> dict[str, Any]:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    """An actions block."""
    return {"type": "actions", "elements": list(elements)}


def client(slack: FakeSlack) -> WebClient:
    """A web client of the bot that tries everything once."""
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def bolt(slack: FakeSlack) -> App:
    """A Bolt app on the fake, without listeners."""
    return App(client=client(slack), signing_secret=slack.signing_secret, process_before_response=True)


@contextlib.contextmanager
def socket_mode(slack: FakeSlack, app: App) -> Iterator[SocketModeHandler]:
    """Run a Bolt app over Socket Mode, connected before the test goes on."""
    handler = SocketModeHandler(app, slack.app_token, ping_interval=0.3)
    handler.connect()
    slack.wait_connected()
    try:
        yield handler
    finally:
        # The client's threads need seconds to notice that they shall end: no test waits for them.
        threading.Thread(target=_close, args=[handler], daemon=True).start()


def _close(handler: SocketModeHandler) -> None:
    """End a client; its own threads race each other when the other end goes first."""
    with contextlib.suppress(AttributeError):
        handler.close()
