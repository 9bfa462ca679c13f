"""The door of a tip's cards: the desk's buttons, those of whoever it was sent on to, and the tipper's."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import trace
from bot.errors import NotFound
from bot.people import Asker
from bot.services import Services
from bot.tips import cards, deciding, forwarding, removing
from bot.views import tips as view_of
from bot.views import tips_form, tips_list, tips_tipper
from bot.views import trace as trace_view
from bot.views.modal import modal
from handlers import forms, home, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the buttons and their forms."""
    bolt.action(view_of.TAKE)(take)
    bolt.action(view_of.MAKE_IDEA)(make_idea)
    bolt.action(view_of.MAKE_MENTION)(make_mention)
    bolt.action(view_of.MORE)(more)
    bolt.action(view_of.SEND_ON)(send_on)
    bolt.action(view_of.USE)(use)
    bolt.action(view_of.LEAVE)(leave)
    bolt.action(tips_tipper.TAKE_BACK)(take_back)
    bolt.view(tips_form.FORWARDING)(sent_on)
    bolt.view(tips_form.USING)(used)
    bolt.view(tips_form.LEAVING)(left)
    bolt.view(tips_form.TAKING_BACK)(taken_back)


def take(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """Somebody takes a tip."""
    deciding.take(services, int(action["value"]), by=person)
    _redraw_window(services, body, int(action["value"]), person)
    ack()


def make_idea(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """A tip becomes an idea."""
    deciding.make_idea(services, int(action["value"]), by=person)
    _redraw_window(services, body, int(action["value"]), person)
    ack()


def make_mention(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """A tip becomes a mention."""
    deciding.make_mention(services, int(action["value"]), by=person)
    _redraw_window(services, body, int(action["value"]), person)
    ack()


def more(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A choice under the three dots of a card."""
    what, _, key = str(forms.value_of(action) or "").partition(":")
    tip_id = int(key)
    if what in _AT_ONCE:
        _AT_ONCE[what](services, tip_id, by=person)
        _redraw_window(services, body, tip_id, person)
    elif what == view_of.TRACE:
        chain = trace.of(services, f"t{tip_id}", by=person)
        surface.over(client, body, trace_view.window(chain, person.reader))
    elif what == view_of.PUBLISHED:
        surface.over(client, body, tips_form.using(deciding.to_end(services, tip_id, by=person), person.reader))
    else:
        raise NotFound("This button is no longer in use. Write “/some help” to see what I can do.")
    ack()


def send_on(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that sends a tip on."""
    tip = deciding.to_send_on(services, int(action["value"]), by=person)
    surface.over(client, body, tips_form.forwarding(tip, person.reader))
    ack()


def use(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that takes the link of what was published."""
    tip = deciding.to_end(services, int(action["value"]), by=person)
    surface.over(client, body, tips_form.using(tip, person.reader))
    ack()


def leave(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that asks why a tip is not used."""
    tip = deciding.to_end(services, int(action["value"]), by=person)
    surface.over(client, body, tips_form.leaving(tip, person.reader))
    ack()


def take_back(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that takes a tip back."""
    tip = removing.to_take_back(services, int(action["value"]), by=person)
    surface.over(client, body, tips_form.taking_back(tip, person.reader))
    ack()


def sent_on(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A tip is sent on."""
    values = forms.values(view)
    whom, channel = str(values.get("whom") or ""), str(values.get("channel") or "")
    forwarding.forward(services, int(view["private_metadata"]), whom, channel, by=person)
    ack()
    home.refresh(services, person)


def used(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A tip became a post."""
    link = str(forms.values(view).get("link") or "")
    deciding.used(services, int(view["private_metadata"]), link, by=person)
    ack()
    home.refresh(services, person)


def left(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A tip is not used."""
    values = forms.values(view)
    reason, words = str(values.get("reason") or ""), str(values.get("words") or "")
    deciding.not_used(services, int(view["private_metadata"]), reason, words, by=person)
    ack()
    home.refresh(services, person)


def taken_back(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A tip is taken back."""
    removing.take_back(services, int(view["private_metadata"]), by=person)
    ack()
    home.refresh(services, person)


def _redraw_window(services: Services, body: Body, tip_id: int, person: Asker) -> None:
    """Bring the window up to date in which somebody clicked; a card in a channel follows by itself."""
    if surface.in_modal(body):
        message = cards.window(services, tip_id, by=person)
        title = tips_list.window_title(person.reader)
        view, view_id = modal(title, message, person.reader), body["view"]["id"]
        services.replies.later(lambda: services.slack.views_update(view_id=view_id, view=view))


_AT_ONCE = {view_of.GIVE_BACK: deciding.give_back, view_of.TAKE_OVER: deciding.take_over}
"""What each choice does without a form."""
