"""The door of an item's time and of what stands under its three dots: moving, dropping, bringing back, copying, coming again."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.plan import creating, moving, series
from bot.plan.draft import ONE, SCOPE, Again, Form
from bot.plan.moving import Asking
from bot.services import Services
from bot.views import plan_form, plan_head, plan_moves, plan_time_form
from handlers import forms, home, plan, plan_forms, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the buttons and forms."""
    bolt.action(plan_head.MOVE)(move)
    bolt.action(plan_head.MORE)(more)
    bolt.action(plan_head.BRING_BACK)(bring_back)
    bolt.action(plan_time_form.WHEN)(understood)
    bolt.view(plan_time_form.FORM)(moved)
    bolt.view(plan_moves.DROP)(dropped)
    bolt.view(plan_moves.REPEAT)(repeated)


def move(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form of an item's time."""
    surface.over(
        client, body, plan_time_form.form(moving.move(services, int(action["value"]), by=person), person.reader)
    )
    ack()


def more(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A choice under the three dots."""
    what, _, number = str(forms.value_of(action) or "").partition(":")
    item_id, reader = int(number), person.reader
    if what == plan_head.COPY:
        view = plan_form.form(creating.duplicate(services, item_id, by=person), reader)
    elif what == plan_head.REPEAT:
        view = plan_moves.repeating(series.repeating(services, item_id, by=person), reader)
    else:
        view = plan_moves.dropping(moving.dropping(services, item_id, by=person), reader)
    surface.over(client, body, view)
    ack()


def understood(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Enter was pressed after words of time: the form says how it understands them."""
    view = body["view"]
    if view.get("callback_id") == plan_time_form.FORM:
        form, values = Form.unpacked(view["private_metadata"]), forms.values(view)
        shown = plan_time_form.form(moving.again(services, form, values, by=person), person.reader)
    else:
        shown = plan_form.form(plan_forms.again(services, view, person), person.reader)
    surface.put(client, body, shown)
    ack()


def moved(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """The form of the time was sent."""
    outcome = moving.save_time(services, Form.unpacked(view["private_metadata"]), forms.values(view), by=person)
    if isinstance(outcome, Asking):
        ack(response_action="update", view=plan_time_form.form(outcome.opened, person.reader, outcome.moves))
    elif isinstance(outcome, Again):
        ack(response_action="update", view=plan_time_form.form(outcome.opened, person.reader))
    else:
        note = plan_form.saved_note(outcome, person.reader)
        plan.saved(ack, services, body, outcome.item.id, person, note=note)
        home.refresh(services, person)


def dropped(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """The reason for dropping was sent."""
    values, item_id = forms.values(view), int(view["private_metadata"])
    scope = str(values.get(SCOPE) or ONE)
    moving.drop(services, item_id, str(values.get(plan_moves.WHY) or ""), scope=scope, by=person)
    plan.saved(ack, services, body, item_id, person)
    home.refresh(services, person)


def bring_back(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A dropped item comes back."""
    item_id = int(action["value"])
    moving.bring_back(services, item_id, by=person)
    plan.redraw_item(services, client, body, item_id, person)
    ack()


def repeated(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """The form of a series was sent."""
    values, item_id = forms.values(view), int(view["private_metadata"])
    until, days = plan_moves.day_from(values.get(plan_moves.UNTIL)), values.get(plan_moves.DAYS) or []
    rule = str(values.get(plan_moves.RULE) or "")
    count = series.repeat(services, item_id, rule, until, days=days, by=person)
    plan.saved(ack, services, body, item_id, person, note=plan_moves.repeated_note(count, person.reader))
    home.refresh(services, person)
