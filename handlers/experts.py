"""The door of the experts: the command, the window to search in, and the menus that narrow a result."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import experts_page
from bot.experts_look import Look
from bot.experts_page import Page
from bot.people import Asker
from bot.services import Services
from bot.views import experts as view
from handlers import forms, profiles, surface

COMMANDS = ("/expert", "/osaaja")
ME = frozenset(
    (
        "me", "my profile", "profile", "myself",
        "minä", "oma", "omat", "minun", "profiili", "oma profiili", "minun profiilini", "profiilini",
        "jag", "mig", "min", "profil", "min profil",
    )
)  # fmt: skip
"""The words for one's own profile, in all three languages."""
HELP = frozenset(("", "help", "ohje", "hjälp", "?"))


def register(bolt: App) -> None:
    """Listen for everything about finding experts."""
    for name in COMMANDS:
        bolt.command(name)(search)
    bolt.action(view.OPEN)(open_window)
    bolt.view(view.SEARCH)(search_in_window)
    for menu in view.FILTERS:
        bolt.action(menu)(narrow)
        bolt.options(menu)(choices)
    bolt.action(view.EVERYWHERE)(everywhere)


def search(ack: Ack, command: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """`/expert` with a skill or a question, with a word for oneself, or with nothing."""
    at = Look.of(command.get("text") or "")
    word = at.query.casefold()
    if word in ME:
        profiles.open_own(client, command, services, person)
        ack()
    elif word in HELP:
        ack(view.usage(person.reader).private_answer())
    else:
        page = experts_page.find(services, at, by=person)
        ack(view.message(page).private_answer())
        url = command["response_url"]
        experts_page.tell_who_is_there(services, page, lambda now: services.replies.respond(url, view.news(now)))


def open_window(ack: Ack, body: dict[str, Any], client: WebClient, person: Asker) -> None:
    """Open the window to search in, from App Home and help."""
    surface.open_view(client, body, view.empty_window(person.reader))
    ack()


def search_in_window(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """The window was sent: show what was found in it."""
    shown = body["view"]
    page = experts_page.find(services, Look.of(forms.values(shown)[view.QUERY]), by=person)
    ack(response_action="update", view=view.window(page))
    experts_page.tell_who_is_there(services, page, lambda now: _update(services, shown["id"], now))


def narrow(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """A choice in one of the menus."""
    at = view.narrowed(action["action_id"], action["block_id"], forms.value_of(action))
    _in_place(services, body, experts_page.find(services, at, by=person))
    ack()


def everywhere(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Lift the choices."""
    _in_place(services, body, experts_page.find(services, Look.unpacked(action["value"]), by=person))
    ack()


def choices(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """What a menu offers while somebody types."""
    at, what = Look.unpacked(body["block_id"].removeprefix(view.LOOK_BLOCK)), view.FILTERS[body["action_id"]]
    typed = body.get("value") or ""
    names = experts_page.choices(services, at, what, typed, by=person)
    offered = view.options(names, person.reader, chosen=getattr(at, what), typed=typed)
    ack(options=[option.to_dict() for option in offered])


def _in_place(services: Services, body: dict[str, Any], page: Page) -> None:
    """Put a page where somebody clicked, at once, and again when it is known who is there."""
    _put(services, body, page)
    experts_page.tell_who_is_there(services, page, lambda now: _put(services, body, now))


def _put(services: Services, body: dict[str, Any], page: Page) -> None:
    if surface.in_modal(body):
        services.replies.later(lambda: _update(services, body["view"]["id"], page))
    else:
        services.replies.respond(body["response_url"], view.message(page), replace=True)


def _update(services: Services, view_id: str, page: Page) -> None:
    services.slack.views_update(view_id=view_id, view=view.window(page))
