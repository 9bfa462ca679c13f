"""What came of work that took time: in the window where it was begun, or in a direct message once that is closed. Calls Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from slack_sdk.errors import SlackApiError

from bot.outcomes import error_name
from bot.people import Asker
from bot.views.blocks import Message

if TYPE_CHECKING:
    from bot.services import Services

_CLOSED: Final = frozenset({"not_found", "view_not_found"})
"""What Slack answers about a window that its person has closed."""


def show(services: Services, view_id: str, view: dict[str, Any], message: Message, *, by: Asker) -> None:
    """Show what was done to whoever wanted it, as `view` in their window, else as `message`. Raises SlackApiError."""
    try:
        services.slack.views_update(view_id=view_id, view=view)
    except SlackApiError as error:
        if error_name(error) not in _CLOSED:
            raise
        body = {"channel": by.id, "unfurl_links": False, "unfurl_media": False, **message.payload()}
        services.slack.api_call("chat.postMessage", json=body)
