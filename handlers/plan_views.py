"""The door of the plan as a whole: a day, a week, a month, what is mine, what lacks something."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.plan import looking, weeks
from bot.plan.looking import DAY, WEEK, Look
from bot.services import Services
from bot.views import plan_list, plan_table, plan_ways
from bot.views.blocks import Message
from handlers import calendars, forms, plan, plan_forms, plan_messages, surface

Body = dict[str, Any]
_BROWSES = re.compile(re.escape(plan_ways.BROWSE) + r"(?:\.\w+)?")
_TURNS = re.compile(re.escape(plan_ways.TURN) + r"\.\w+")


def register(bolt: App) -> None:
    """Listen for the buttons and menus of the views."""
    bolt.action(_BROWSES)(browse)
    bolt.action(_TURNS)(turn)
    for menu in plan_ways.FILTERS:
        bolt.action(menu)(narrow)
    bolt.action(plan_table.PICK)(pick)


def word(ack: Ack, command: Body, services: Services, person: Asker, rest: str) -> None:
    """`/some plan [week | month | mine | missing | calendars | messages | new ...]`; other words are of a new item."""
    wanted = looking.read(rest, weeks.today_of(services))
    if wanted is not None:
        ack(_page(services, wanted, person).private_answer())
    elif rest.strip().casefold() in calendars.WORDS:
        calendars.word(ack, command, services, person)
    elif rest.strip().casefold() in plan_messages.WORDS:
        plan_messages.word(ack, command, services, person)
    else:
        first = rest.split(maxsplit=1)[0].casefold()
        typed = rest if first in plan_forms.NEW_WORDS else f"{plan_forms.NEW_WORDS[0]} {rest}"
        plan_forms.word(ack, command, services, person, typed)


def today(ack: Ack, _command: Body, services: Services, person: Asker, _rest: str) -> None:
    """`/some today`: what is planned for today."""
    ack(_page(services, Look(weeks.today_of(services), DAY), person).private_answer())


def browse(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The plan from a button elsewhere; its value is what to show."""
    look = Look(weeks.today_of(services), WEEK).showing(action.get("value") or WEEK)
    message = _page(services, look, person, with_table=bool(body.get("response_url")))
    title = plan_ways.window_title(person.reader)
    surface.show(services, client, body, message, title=title, reader=person.reader)
    ack()


def turn(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """Another time, another view, another page."""
    _in_place(services, body, Look.unpacked(action["value"], weeks.today_of(services)), person)
    ack()


def narrow(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """A choice in one of the menus."""
    chosen = forms.value_of(action)
    wanted = plan_ways.narrowed(action["action_id"], action["block_id"], chosen, weeks.today_of(services))
    _in_place(services, body, wanted, person)
    ack()


def pick(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """An item was chosen in the menu under a table."""
    plan.open_item(services, client, body, int(forms.value_of(action)), person)
    ack()


def _in_place(services: Services, body: Body, look: Look, person: Asker) -> None:
    """Show something else of the plan where it stands; a message whose table Slack refuses comes as a list."""
    found = weeks.shown(services, look, by=person)
    reader, title = person.reader, plan_ways.window_title(person.reader)
    if body.get("response_url"):
        message = plan_list.page(found, reader, with_table=True)
        otherwise = plan_list.page(found, reader) if look.is_table else None
        services.replies.respond(body["response_url"], message, replace=True, otherwise=otherwise)
    else:
        surface.replace(services, body, plan_list.page(found, reader), title=title, reader=reader)


def _page(services: Services, look: Look, person: Asker, *, with_table: bool = True) -> Message:
    return plan_list.page(weeks.shown(services, look, by=person), person.reader, with_table=with_table)
