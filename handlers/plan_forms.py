"""The door of the form of an item: the shortcut, buttons and the command that open it, what is redrawn while somebody types."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.manifest import PLAN_POST
from bot.people import Asker
from bot.plan import choosing, creating, editing
from bot.plan.draft import Again, Form, Opened
from bot.services import Services
from bot.views import plan_form, plan_head, plan_time_form
from handlers import forms, home, plan, surface

Body = dict[str, Any]
NEW_WORDS = ("new", "add", "uusi", "lisää", "ny", "nytt", "nya")


def register(bolt: App) -> None:
    """Listen for everything that opens the form, and for the form."""
    bolt.global_shortcut(PLAN_POST)(shortcut)
    bolt.action(plan_form.NEW)(new)
    bolt.action(plan_form.FROM_IDEA)(from_idea)
    bolt.action(plan_head.EDIT)(edit)
    bolt.action(plan_form.KIND)(redraw)
    bolt.action(plan_form.LONGER)(longer)
    bolt.options(plan_form.ACCOUNTS)(accounts)
    bolt.options(plan_time_form.ZONE)(zones)
    bolt.view(plan_form.FORM)(sent)


def to_write(services: Services, words: str, person: Asker) -> dict[str, Any]:
    """Return the form of a new item, with words that are its time or its title: what `/some plan new` opens."""
    return plan_form.form(creating.open_form(services, words=words, by=person), person.reader)


def shortcut(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form, empty."""
    surface.open_view(client, body, to_write(services, "", person))
    ack()


def new(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form from a button; a value is the kind."""
    opened = creating.open_form(services, kind=action.get("value") or "", by=person)
    surface.over(client, body, plan_form.form(opened, person.reader))
    ack()


def from_idea(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """An idea becomes a draft in one click; its window opens."""
    item = creating.open_from_idea(services, int(action["value"]), by=person)
    plan.open_item(services, client, body, item.id, person)
    ack()


def edit(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form of an item, over its window."""
    surface.over(client, body, plan_form.form(editing.edit(services, int(action["value"]), by=person), person.reader))
    ack()


def redraw(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Another kind was chosen: its fields take the place of the others."""
    _put_again(client, body, services, person, is_long=False)
    ack()


def longer(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """All fields of the form, with what has been typed by now."""
    _put_again(client, body, services, person, is_long=True)
    ack()


def accounts(ack: Ack, body: Body, services: Services, person: Asker) -> None:
    """What the menu of social accounts offers while somebody types."""
    found = choosing.accounts(services, body.get("value") or "", by=person)
    ack(options=[option.to_dict() for option in plan_form.account_options(found, person.reader)])


def zones(ack: Ack, body: Body, services: Services, person: Asker) -> None:
    """What the menu of time zones offers while somebody types."""
    found = choosing.zones(services, body.get("value") or "", by=person)
    ack(options=[option.to_dict() for option in plan_time_form.zone_options(found)])


def sent(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """The form was sent: the item's window, or the form again with what got in its way."""
    form, values = Form.unpacked(view["private_metadata"]), forms.values(view)
    save = editing.save if form.item else creating.save
    outcome = save(services, form, values, by=person)
    if isinstance(outcome, Again):
        ack(response_action="update", view=plan_form.form(outcome.opened, person.reader))
    else:
        note = plan_form.saved_note(outcome, person.reader)
        finish = plan.saved if form.item else plan.shown
        finish(ack, services, body, outcome.item.id, person, note=note)
        home.refresh(services, person)


def again(services: Services, view: Body, person: Asker, *, is_long: bool = False) -> Opened:
    """Return the form that is open, with what has been typed by now."""
    form, values = Form.unpacked(view["private_metadata"]), forms.values(view)
    redrawn = editing.again if form.item else creating.again
    return redrawn(services, form, values, is_long=is_long, by=person)


def _put_again(client: WebClient, body: Body, services: Services, person: Asker, *, is_long: bool) -> None:
    surface.put(client, body, plan_form.form(again(services, body["view"], person, is_long=is_long), person.reader))


def word(ack: Ack, command: Body, services: Services, person: Asker, rest: str) -> None:
    """`/some plan new [time or title]`: the form, filled in with what follows."""
    first, _, more = rest.strip().partition(" ")
    words = more if first.casefold() in NEW_WORDS else ""
    services.quick.views_open(trigger_id=command["trigger_id"], view=to_write(services, words, person))
    ack()
