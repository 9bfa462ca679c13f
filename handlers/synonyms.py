"""The door of the synonyms: the desk's window, which turns from a list into a form and back."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import synonyms
from bot.people import Asker
from bot.services import Services
from bot.synonyms_draft import FIELD
from bot.synonyms_look import Form, Look
from bot.views import synonyms as view
from handlers import forms, surface


def register(bolt: App) -> None:
    """Listen for everything about synonyms."""
    bolt.action(view.OPEN)(open_list)
    bolt.view(view.LIST)(search)
    for turning in (view.PREVIOUS, view.NEXT, view.BACK):
        bolt.action(turning)(turn)
    bolt.action(view.ADD)(add)
    bolt.action(view.EDIT)(edit)
    bolt.action(view.REMOVE)(remove)
    bolt.action(view.RESTORE)(restore)
    bolt.view(view.FORM)(save)


def open_list(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """Open the list."""
    surface.open_view(client, body, _list(services, Look(), person))
    ack()


def search(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """Look for a word in the list."""
    ack(response_action="update", view=_list(services, Look.of(forms.values(body["view"])[view.QUERY]), person))


def turn(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Show another page, or the list in place of a form."""
    _put(client, body, _list(services, Form.unpacked(action["value"]).look, person))
    ack()


def add(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Turn the list into an empty form."""
    group = synonyms.group(services, synonyms.new_key(), by=person)
    about = Form(group.key, group.version, Form.unpacked(action["value"]).look)
    _put(client, body, view.form(about, group, person.reader))
    ack()


def edit(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Turn the list into the form of a group."""
    asked = Form.unpacked(action["value"])
    group = synonyms.group(services, asked.key, by=person)
    _put(client, body, view.form(Form(group.key, group.version, asked.look), group, person.reader))
    ack()


def remove(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Take a group out of use."""
    about = Form.unpacked(action["value"])
    synonyms.remove(services, about.key, by=person)
    _put(client, body, _list(services, about.look, person, view.removed_note(person.reader)))
    ack()


def restore(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """Give a group its first words again."""
    about = Form.unpacked(action["value"])
    synonyms.restore(services, about.key, by=person)
    _put(client, body, _list(services, about.look, person, view.restored_note(person.reader)))
    ack()


def save(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """The form was sent."""
    about = Form.unpacked(body["view"]["private_metadata"])
    typed = forms.values(body["view"])[FIELD]
    outcome = synonyms.save(services, about.key, about.version, typed, by=person)
    if isinstance(outcome, synonyms.Overtaken):
        shown = view.overtaken(outcome, about.look, person.reader)
    else:
        shown = _list(services, about.look, person, view.saved_note(outcome.group, person.reader))
    ack(response_action="update", view=shown)


def _list(services: Services, look: Look, person: Asker, note: str = "") -> dict[str, Any]:
    groups = synonyms.listed(services, look.query, by=person)
    return view.listing(groups, look, person.reader, note=note)


def _put(client: WebClient, body: dict[str, Any], shown: dict[str, Any]) -> None:
    client.views_update(view_id=body["view"]["id"], view=shown)
