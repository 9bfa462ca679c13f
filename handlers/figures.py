"""The door of key figures in Slack: the window that takes a table in."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import slack_files
from bot.ideas import figures
from bot.people import Asker
from bot.services import Services
from bot.views import figures as view_of
from handlers import forms, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the window and its form."""
    bolt.action(view_of.OPEN)(to_choose)
    bolt.view(view_of.FORM)(sent)


def to_choose(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The window, from the settings."""
    known = figures.listed(services, by=person)
    surface.over(client, body, view_of.form(known, person.reader, takes_files=slack_files.may_read(services)))
    ack()


def sent(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A table was handed in: say what came of it once it is read."""
    figures.listed(services, by=person)
    values = forms.values(view)
    file_id, text = next(iter(values.get(view_of.FILE) or ()), ""), str(values.get(view_of.TEXT) or "")
    ack(response_action="update", view=view_of.reading(person.reader))
    services.replies.slowly(lambda: _take(services, view["id"], file_id, text, person))


def _take(services: Services, view_id: str, file_id: str, text: str, person: Asker) -> None:
    shown = view_of.taken(figures.bring_in(services, file_id, text, by=person), person.reader)
    services.slack.views_update(view_id=view_id, view=shown)
