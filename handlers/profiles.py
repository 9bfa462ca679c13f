"""The door of one's own profile: the button and the command that open it, its menu of skills, and the yearly question."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import profiles
from bot.people import Asker
from bot.services import Services
from bot.views import profiles as view_of
from handlers import forms, home, surface


def register(bolt: App) -> None:
    """Listen for everything about one's own profile."""
    bolt.action(view_of.OPEN)(edit)
    bolt.action(view_of.RIGHT)(still_right)
    bolt.options(view_of.SKILLS)(skills)
    bolt.view(view_of.FORM)(save)


def open_own(client: WebClient, body: dict[str, Any], services: Services, person: Asker) -> None:
    """Open a person's own profile from a command or a click."""
    surface.open_view(client, body, view_of.form(profiles.own(services, by=person), person.reader))


def edit(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """A button that opens one's own profile."""
    open_own(client, body, services, person)
    ack()


def skills(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """What the menu of skills offers while somebody types."""
    found = profiles.suggest(services, body.get("value") or "", by=person)
    ack(options=[option.to_dict() for option in view_of.options(found)])


def save(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """One's own profile was sent."""
    draft = view_of.draft_from(forms.values(view))
    outcome = profiles.save(services, int(view["private_metadata"]), draft, by=person)
    ack(response_action="update", view=view_of.after_saving(outcome, person.reader))
    home.refresh(services, person)


def still_right(ack: Ack, services: Services, person: Asker) -> None:
    """The answer to the yearly question: the card changes by itself."""
    profiles.confirm(services, by=person)
    ack()
    home.refresh(services, person)
