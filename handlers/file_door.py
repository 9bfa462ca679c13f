"""What the doors of files do alike: the window, a file that is looked at and taken, a file that goes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot import window_outcome
from bot.file_traffic import Traffic
from bot.people import Asker
from bot.services import Services
from bot.views import file_window
from bot.views.file_window import FILE, Window
from handlers import forms, home, surface

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FileDoor:
    """What comes in and goes out, and the window it is seen in."""

    traffic: Traffic
    window: Window

    def to_choose(self, services: Services, person: Asker) -> dict[str, Any]:
        """Return the window with the ways in and out."""
        return self.window.form(self.traffic.offer(services, by=person), person.reader)

    def open(self, ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
        """Open the window."""
        surface.over(client, body, self.to_choose(services, person))
        ack()

    def look(self, ack: Ack, body: Body, services: Services, person: Asker) -> None:
        """A file was sent: say what it would do once Slack has given it."""
        self.traffic.offer(services, by=person)
        file_id = next(iter(forms.values(body["view"])[FILE]))
        ack(response_action="update", view=file_window.reading(person.reader))
        look = self.traffic.look
        _then(services, body, lambda: self.window.looked(look(services, file_id, by=person), person.reader))

    def take(self, ack: Ack, body: Body, services: Services, person: Asker) -> None:
        """The good rows of the file are wanted."""
        self.traffic.offer(services, by=person)
        file_id = body["view"]["private_metadata"]
        ack(response_action="update", view=file_window.taking(person.reader))

        def work() -> None:
            message = self.window.taken(self.traffic.take(services, file_id, by=person), person.reader)
            view = file_window.shown(message, person.reader)
            window_outcome.show(services, body["view"]["id"], view, message, by=person)
            home.refresh(services, person)

        services.replies.slowly(work)

    def send(self, ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
        """Everything is wanted as a file; the button's value is the ending of its name."""
        self.traffic.offer(services, by=person)
        ending = body["actions"][0]["value"]
        client.views_update(view_id=body["view"]["id"], view=file_window.sending(person.reader))
        ack()
        send = self.traffic.send
        _then(services, body, lambda: self.window.sent(send(services, ending, by=person), person.reader))


def _then(services: Services, body: Body, work: Callable[[], dict[str, Any]]) -> None:
    """Show in the window what comes of work that takes time."""
    services.replies.slowly(lambda: services.slack.views_update(view_id=body["view"]["id"], view=work()))
