"""The door of the calendars and notes around the plan."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import window_outcome
from bot.people import Asker
from bot.plan import outside, weeks
from bot.services import Services
from bot.views import calendars as view_of
from handlers import forms, home, surface

Body = dict[str, Any]
WORDS = ("calendars", "calendar", "kalenterit", "kalenteri", "kalendrar", "kalender")


def register(bolt: App) -> None:
    """Listen for the window's buttons and forms."""
    bolt.action(view_of.OPEN)(open_window)
    bolt.action(view_of.ADD)(to_add)
    bolt.action(view_of.REMOVE)(remove)
    bolt.action(view_of.NOTE)(to_note)
    bolt.action(view_of.FORGET)(forget)
    bolt.view(view_of.FILE_FORM)(take)
    bolt.view(view_of.NOTE_FORM)(note)


def word(ack: Ack, command: Body, services: Services, person: Asker) -> None:
    """`/some plan calendars`."""
    services.quick.views_open(trigger_id=command["trigger_id"], view=_window(services, person))
    ack()


def open_window(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The calendars in use, from the plan and the settings."""
    surface.over(client, body, _window(services, person))
    ack()


def to_add(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for a file."""
    outside.known(services, by=person)
    surface.over(client, body, view_of.file_form(person.reader))
    ack()


def take(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """A file was sent: it is read once Slack has given it."""
    outside.known(services, by=person)
    values = forms.values(view)
    file_id, name, kind = next(iter(values["file"])), values.get("name") or "", values.get("kind") or ""
    ack(response_action="update", view=view_of.reading(person.reader))

    def work() -> None:
        message = view_of.taken(outside.take(services, file_id, name, kind, by=person), person.reader)
        view = view_of.shown(message, person.reader)
        window_outcome.show(services, body["view"]["id"], view, message, by=person)
        home.refresh(services, person)

    services.replies.slowly(work)


def remove(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A calendar is not wanted any more."""
    outside.remove(services, int(action["value"]), by=person)
    surface.put(client, body, _window(services, person))
    ack()


def to_note(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for a note about a day."""
    outside.known(services, by=person)
    surface.over(client, body, view_of.note_form(weeks.today_of(services), person.reader))
    ack()


def note(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A note was written: the window with all of them takes the form's place."""
    outside.add_note(services, view_of.note_from(forms.values(view)), by=person)
    ack(response_action="update", view=_window(services, person, view_of.noted(person.reader)))
    home.refresh(services, person)


def forget(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A note is not wanted any more."""
    outside.remove_note(services, int(action["value"]), by=person)
    surface.put(client, body, _window(services, person))
    ack()


def _window(services: Services, person: Asker, said: str = "") -> Body:
    return view_of.window(outside.known(services, by=person), person.reader, said)
