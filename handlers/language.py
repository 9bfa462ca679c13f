"""My language: by a word, or by the menu in a message, in a window and in App Home."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import people
from bot.people import Asker
from bot.services import Services
from bot.views import language as view
from handlers import home, surface


def register(bolt: App) -> None:
    """Listen for the button and the menu."""
    bolt.action(view.CHOOSE)(choose)
    bolt.action(view.OPEN)(open_question)


def word(ack: Ack, _command: dict[str, Any], services: Services, person: Asker, rest: str) -> None:
    """`/some language [fi|sv|en]`."""
    if not rest:
        ack(view.question(person.reader, person.language).private_answer())
        return
    now = people.choose_language(services, people.language_named(rest), by=person)
    home.refresh(services, now)
    ack(view.answer(now.reader, now.language).private_answer())


def open_question(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """Ask which language it shall be."""
    message = view.question(person.reader, person.language)
    surface.show(services, client, body, message, title=view.title(person.reader), reader=person.reader)
    ack()


def choose(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Keep the choice and confirm it where it was made."""
    chosen = people.language_named(action["selected_option"]["value"])
    now = people.choose_language(services, chosen, by=person)
    message = view.answer(now.reader, now.language)
    surface.replace(services, body, message, title=view.title(now.reader), reader=now.reader)
    home.refresh(services, now)
    ack()
