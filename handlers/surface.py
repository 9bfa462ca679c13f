"""Where an answer to a click appears: beside the message that was clicked, or in a window over the view."""

from __future__ import annotations

from typing import Any

from slack_sdk import WebClient

from bot.services import Services
from bot.views.blocks import Message
from bot.views.modal import modal
from bot.words import Reader
from handlers.payloads import Body

DEEPEST = 3
"""Modals that Slack lays on each other."""


def show(services: Services, client: WebClient, body: Body, message: Message, *, title: str, reader: Reader) -> None:
    """Answer whoever clicked with a message that only they see."""
    if body.get("response_url"):
        services.replies.respond(body["response_url"], message)
    else:
        open_view(client, body, modal(title, message, reader))


def replace(services: Services, body: Body, message: Message, *, title: str, reader: Reader) -> None:
    """Put a message in place of what was clicked; App Home is redrawn by its own feature and stays as it is."""
    if body.get("response_url"):
        services.replies.respond(body["response_url"], message, replace=True)
    elif in_modal(body):
        view, shown = modal(title, message, reader), body["view"]
        services.replies.later(lambda: services.slack.views_update(view_id=shown["id"], hash=shown["hash"], view=view))


def open_view(client: WebClient, body: Body, view: dict[str, Any]) -> dict[str, Any]:
    """Open a modal, over the one that was clicked in where there is one, and return it as Slack shows it."""
    put = client.views_push if in_modal(body) else client.views_open
    answer = put(trigger_id=body["trigger_id"], view=view)
    shown: dict[str, Any] = answer["view"]
    return shown


def over(client: WebClient, body: Body, view: dict[str, Any]) -> None:
    """Open a modal over the one that was clicked in; where three lie on each other already, it takes the place of that."""
    if in_modal(body) and depth(body["view"]) >= DEEPEST:
        put(client, body, view)
    else:
        open_view(client, body, view)


def put(client: WebClient, body: Body, view: dict[str, Any]) -> None:
    """Put a view in place of the modal that was clicked in; from anywhere else it is opened."""
    if in_modal(body):
        client.views_update(view_id=body["view"]["id"], view=view)
    else:
        open_view(client, body, view)


def in_modal(body: Body) -> bool:
    """Tell whether the click happened in a modal."""
    view = body.get("view")
    return isinstance(view, dict) and view.get("type") == "modal"


def depth(view: Body) -> int:
    """Return how many modals lie on each other up to this one; Slack allows three."""
    if not view.get("previous_view_id"):
        return 1
    return 2 if view["previous_view_id"] == view.get("root_view_id") else 3
