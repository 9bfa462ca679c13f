"""Answers that belong to one person's click and need not outlive it: messages to a response_url, a redrawn App Home.

They are sent after the acknowledgement, from a few threads, so a slow Slack never delays the ack. Anything that must
reach somebody is a card of the messenger instead.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore, Thread
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.views.blocks import Message

_log = structlog.get_logger(__name__)
_TIMEOUT = 10
_HEAD_START = 0.5
"""Seconds that an acknowledgement has to arrive before what comes of it."""


class Replies:
    """Sends in the background; what fails is logged and not tried again."""

    def __init__(self, threads: int = 4) -> None:
        """Start no thread before the first reply."""
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="replies")
        self._slow = BoundedSemaphore(threads)

    def respond(
        self, response_url: str, message: Message, *, replace: bool = False, otherwise: Message | None = None
    ) -> None:
        """Show a message to the person who clicked, in place of the one they clicked on when `replace` is set.

        `otherwise` is the plainer message that is shown where Slack refuses this one.
        """
        self.later(lambda: _shown(response_url, message, otherwise, replace=replace))

    def later(self, send: Callable[[], object]) -> None:
        """Run one call to Slack after the acknowledgement; after `close` nothing is sent any more."""
        try:
            self._pool.submit(_guarded, send)
        except RuntimeError:
            _log.warning("reply dropped: the bot is stopping")

    def slowly(self, work: Callable[[], object]) -> None:
        """Run what waits for servers other than Slack's, a few at a time; quick answers never wait behind it.

        It begins a moment later, so that its result cannot overtake the acknowledgement that says “in a moment”. What is
        still running when the bot stops ends with it.
        """

        def one_of_a_few() -> None:
            time.sleep(_HEAD_START)
            with self._slow:
                _guarded(work)

        Thread(target=one_of_a_few, name="replies-slow", daemon=True).start()

    def close(self) -> None:
        """Finish what is being sent and drop the rest."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _shown(response_url: str, message: Message, otherwise: Message | None, *, replace: bool) -> None:
    if not _post(response_url, message, replace=replace) and otherwise is not None:
        _post(response_url, otherwise, replace=replace)


def _post(response_url: str, message: Message, *, replace: bool) -> bool:
    client = WebhookClient(response_url, timeout=_TIMEOUT, retry_handlers=[])
    body: dict[str, Any] = {**message.payload(), "response_type": "ephemeral", "replace_original": replace}
    answer = client.send_dict(body)
    if answer.status_code != 200:
        _log.warning("reply refused", status=answer.status_code)
    return answer.status_code == 200


def _guarded(send: Callable[[], object]) -> None:
    try:
        send()
    except SlackApiError as error:
        _log.warning("reply failed", slack_error=error.response.get("error"))
    except Exception as error:  # noqa: BLE001 - a thread's edge: nobody is above to hear it
        _log.warning("reply failed", error=type(error).__name__)
