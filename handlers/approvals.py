"""The door of approvals: sending, taking back, approving, returning."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.approvals import asking, cards, deciding
from bot.people import Asker
from bot.services import Services
from bot.views import approvals as view_of
from bot.views import approvals_cards
from handlers import forms, plan, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the section's buttons, the card's buttons and their forms."""
    bolt.action(view_of.SEND)(open_sending)
    bolt.action(view_of.TAKE_BACK)(take_back)
    bolt.view(view_of.SENDING)(sent)
    bolt.action(approvals_cards.APPROVE)(approve)
    bolt.action(approvals_cards.RETURN)(open_returning)
    bolt.view(view_of.RETURNING)(returned)


def open_sending(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that sends an item for approval."""
    opened = asking.open_form(services, int(action["value"]), by=person)
    surface.over(client, body, view_of.sending(opened, person.reader))
    ack()


def sent(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """An item is sent for approval."""
    item_id = int(view["private_metadata"])
    asking.send(services, item_id, view_of.steps_from(forms.values(view)), by=person)
    plan.saved(ack, services, body, item_id, person)


def take_back(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Nobody is asked any more."""
    asking.take_back(services, int(action["value"]), by=person)
    plan.redraw_item(services, client, body, int(action["value"]), person)
    ack()


def approve(ack: Ack, action: Body, services: Services, person: Asker) -> None:
    """One tap on a card: the card itself says that it was heard."""
    ask_id, seen = _carried(action["value"])
    deciding.approve(services, ask_id, seen, by=person)
    ack()


def open_returning(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for a comment."""
    ask_id, seen = _carried(action["value"])
    asked = cards.shown(services, ask_id, by=person)
    surface.open_view(client, body, view_of.returning(asked, seen, person.reader))
    ack()


def returned(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """An item is returned with a comment."""
    ask_id, seen = _carried(view["private_metadata"])
    deciding.give_back(services, ask_id, seen, str(forms.values(view).get("comment") or ""), by=person)
    ack()


def _carried(text: str) -> tuple[int, int]:
    ask_id, _, seen = text.partition(":")
    return int(ask_id), int(seen)
