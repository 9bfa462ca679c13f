"""The door of the mentions: the buttons of a card, the list, and the word of the command."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.mentions import cards, claims, joining, listing
from bot.mentions.listing import Look, ToEnter
from bot.people import Asker
from bot.services import Services
from bot.views import mentions as view_of
from bot.views import mentions_forms, mentions_list
from bot.views import mutes as mutes_view
from bot.views.modal import modal
from handlers import ask, forms, mention_forms, surface

_TURNS = re.compile(re.escape(mentions_list.TURN) + r"\.\w+")


def register(bolt: App) -> None:
    """Listen for the buttons of cards and of the list."""
    bolt.action(view_of.CLAIM)(claim)
    bolt.action(view_of.GIVE_BACK)(give_back)
    bolt.action(view_of.TONE)(tone)
    bolt.action(view_of.MORE)(more)
    bolt.action(view_of.SHOW)(show)
    bolt.action(view_of.PART)(part)
    bolt.action(view_of.ASK_HOUSE)(ask_house)
    bolt.action(mentions_list.BROWSE)(browse)
    bolt.action(_TURNS)(turn)


def claim(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Somebody takes a mention."""
    mention_id = int(action["value"])
    claims.take(services, mention_id, by=person)
    redraw_window(services, mention_forms.window_of(body), mention_id, person)
    ack()


def give_back(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Somebody gives a mention back."""
    mention_id = int(action["value"])
    claims.give_back(services, mention_id, by=person)
    redraw_window(services, mention_forms.window_of(body), mention_id, person)
    ack()


def tone(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Somebody labels the tone of a mention."""
    mention_id = int(action["block_id"].split(":")[1])
    claims.label(services, mention_id, forms.value_of(action) or "", by=person)
    redraw_window(services, mention_forms.window_of(body), mention_id, person)
    ack()


def more(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """A choice under the three dots: an explanation, reopening, or one of the forms."""
    what, _, key = str(forms.value_of(action) or "").partition(":")
    if what == view_of.WHY:
        message = cards.why(services, int(key), by=person)
        surface.open_view(client, body, modal(mentions_forms.title(person.reader), message, person.reader))
    elif what == view_of.ASK:
        ask.about_mention(services, client, body, int(key), person)
    elif what == view_of.REOPEN:
        still = claims.reopen(services, int(key), by=person)
        redraw_window(services, mention_forms.window_of(body), int(key), person)
        if still.mutes:
            message = mutes_view.still(still, person.reader)
            surface.show(services, client, body, message, title=mutes_view.title(person.reader), reader=person.reader)
    else:
        mention_forms.open_form(services, client, body, what, int(key), person)
    ack()


def ask_house(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form that asks colleagues about a mention."""
    ask.about_mention(services, client, body, int(action["value"]), person)
    ack()


def show(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """A mention in a window of its own, from a list or a digest."""
    message = cards.window(services, int(action["value"]), by=person)
    surface.open_view(client, body, modal(mentions_forms.title(person.reader), message, person.reader))
    ack()


def part(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Somebody says that a story which has joined another one is one of its own."""
    mention_id = int(action["value"])
    joining.part(services, mention_id, by=person)
    redraw_window(services, mention_forms.window_of(body), mention_id, person)
    ack()


def word(ack: Ack, command: dict[str, Any], services: Services, person: Asker, rest: str) -> None:
    """`/some mentions`: the list, a search, or the form for a link or text."""
    wanted = listing.read(rest)
    if isinstance(wanted, ToEnter):
        services.quick.views_open(trigger_id=command["trigger_id"], view=mention_forms.to_enter(wanted, person))
        ack()
    else:
        page = listing.page(services, wanted, by=person)
        ack(mentions_list.page(page, person.reader).private_answer())


def browse(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The list from a button elsewhere."""
    page = listing.page(services, Look.unpacked(action.get("value") or ""), by=person)
    message = mentions_list.page(page, person.reader)
    surface.show(services, client, body, message, title=mentions_list.title(person.reader), reader=person.reader)
    ack()


def turn(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Another page or filter of the list."""
    page = listing.page(services, Look.unpacked(action["value"]), by=person)
    message = mentions_list.page(page, person.reader)
    surface.replace(services, body, message, title=mentions_list.title(person.reader), reader=person.reader)
    ack()


def redraw_window(services: Services, view_id: str, mention_id: int, person: Asker) -> None:
    """Draw the window anew in which somebody works on a mention; cards are the messenger's."""
    mention_forms.redraw_window(services, view_id, mention_id, person)
