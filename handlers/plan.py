"""The door of an item's window: opened from anywhere, drawn anew after every change, with the buttons of its head."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.plan import checklists, opening
from bot.services import Services
from bot.views import plan_checklist, plan_item, plan_words
from handlers import forms, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the ways to the window, and for its checklist."""
    bolt.action(plan_words.OPEN)(show)
    bolt.action(plan_checklist.TICK)(tick)


def open_item(
    services: Services, client: WebClient, body: Body, item_id: int, person: Asker, *, note: str = ""
) -> None:
    """Open the window of an item, over a window that is open; three lie on each other at most."""
    surface.over(client, body, window(services, item_id, person, note))


def redraw_item(
    services: Services, _client: WebClient, body: Body, item_id: int, person: Asker, *, note: str = ""
) -> None:
    """Bring the item's window up to date: the one that was clicked in, or the one under the form that was sent.

    After a form, `ack()` first: the form closes and the window under it is drawn anew. A form that stands alone has no window
    under it: use `saved` there.
    """
    view_id = under(body)
    if view_id:
        view = window(services, item_id, person, note)
        services.replies.later(lambda: services.slack.views_update(view_id=view_id, view=view))


def saved(ack: Ack, services: Services, body: Body, item_id: int, person: Asker, *, note: str = "") -> None:
    """Finish a form about an item: it closes over the item's window; where it stands alone the window takes its place."""
    view_id, view = under(body), window(services, item_id, person, note)
    if view_id:
        ack()
        services.replies.later(lambda: services.slack.views_update(view_id=view_id, view=view))
    else:
        ack(response_action="update", view=view)


def shown(ack: Ack, services: Services, _body: Body, item_id: int, person: Asker, *, note: str = "") -> None:
    """Finish the form of a new item: its window takes the place of the form, over whatever the form was opened from."""
    ack(response_action="update", view=window(services, item_id, person, note))


def window(services: Services, item_id: int, person: Asker, note: str = "") -> dict[str, Any]:
    """Return the window of an item as it is now."""
    notes = [plan_item.note(note)] if note else []
    return plan_item.window(opening.item(services, item_id, by=person), person.reader, *notes)


def under(body: Body) -> str:
    """Return the id of the item's window that was clicked in, or that a sent form stands over; empty when there is none."""
    shown = body.get("view") or {}
    if shown.get("callback_id") == plan_item.WINDOW:
        return str(shown.get("id") or "")
    if body.get("type") == "view_submission" and surface.depth(shown) > 1:
        return str(shown.get("previous_view_id") or "")
    return ""


def show(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The window of an item, from a list, a card or App Home."""
    open_item(services, client, body, int(action["value"]), person)
    ack()


def tick(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Points of the checklist were ticked or unticked."""
    item_id = int(action["block_id"].split(":")[1])
    checklists.tick(services, item_id, forms.value_of(action) or [], by=person)
    redraw_item(services, client, body, item_id, person)
    ack()
