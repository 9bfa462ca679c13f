"""All doors of one process: opened together, watched together, and closed in an order that loses nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Thread

import structlog

from bot import checkup, directory, experts, hr_folder, people
from bot.answers import search
from bot.errors import Invalid, Unavailable
from bot.feeds.poller import Around, Poller
from bot.plan import calendar_feed
from bot.services import Services
from handlers import figures_feed, make_bolt, people_feed
from handlers.calendar_files import CalendarFeed
from handlers.clock import Clock, Tick
from handlers.door import Door
from handlers.figures_feed import FiguresFeed
from handlers.meters import Meters
from handlers.people_feed import PeopleFeed
from handlers.readiness import Readiness
from handlers.socket import SocketDoor, wait_until_connected
from handlers.web import Feed, PortTakenError, WebDoor

CONNECT_SECONDS = 8.0
DRAIN_SECONDS = 3.0
STOP_SECONDS = 6.0
_log = structlog.get_logger(__name__)


class Doors:
    """What runs while the bot runs: the doors, the clock and the messenger."""

    def __init__(self, services: Services) -> None:
        """Make everything; nothing is open before `open`. Calls auth.test once."""
        settings = services.settings
        self.services, self._closed = services, False
        meters = Meters(lambda: checkup.backlog(services))
        self.door = Door(make_bolt(services), services, meters)
        self.socket = (
            SocketDoor(self.door, settings.app_token, settings.slack_api_url) if settings.socket_mode else None
        )
        own_ticks: list[Tick] = [self.socket.watch] if self.socket else []
        if settings.people_folder:
            own_ticks.append(hr_folder.Watch().look)
        self.clock = Clock(services, *own_ticks)
        self.poller = Poller(
            services, services.feeds.policy, services.feeds.parser.parse, Around(counted=meters.polled)
        )
        self.readiness = Readiness(services, self.clock, self.poller, self._connected)
        by_http = None if settings.socket_mode else self.door
        slack = (by_http, settings.signing_secret) if by_http is not None else None
        self.web = WebDoor(self.readiness, meters, _feeds(services), _gives(services), slack)

    def open(self, socket_address: str = "") -> None:
        """Open the web's door first, Slack's last. Raises a BotError when one cannot be opened; then close all the same.

        `socket_address` is what apps.connections.open answered, in Socket Mode.
        """
        settings = self.services.settings
        try:
            self.web.start(settings.bind, settings.port)
        except PortTakenError as error:
            raise Invalid(
                "The web door cannot listen on {host}:{port} ({reason}): choose another PORT or KAIKU_BIND.",
                host=settings.bind,
                port=settings.port,
                reason=str(error),
            ) from error
        people.read_desk_group(self.services)
        directory.begin(self.services)
        self.services.replies.later(lambda: experts.warm(self.services))
        self.services.replies.later(lambda: search.warm(self.services))
        self.services.messenger.start()
        self.poller.start()
        self.clock.start()
        if self.socket is not None:
            self.socket.start(socket_address)
            if not wait_until_connected(self.socket, CONNECT_SECONDS):
                raise Unavailable(
                    "Slack does not take a Socket Mode connection: check that the network allows WebSockets (wss)."
                )

    def close(self) -> list[str]:
        """Take nothing new, finish or give back what runs, and close everything; returns what did not end in time."""
        if self._closed:
            return []
        self._closed = True
        if self.socket is not None:
            self.socket.drain(DRAIN_SECONDS)
        rest: dict[str, Callable[[], object]] = {
            "web": self.web.stop,
            "clock": self.clock.stop,
            "feeds": lambda: self.poller.stop(STOP_SECONDS - 1),
            "messenger": lambda: self.services.messenger.stop(STOP_SECONDS - 1),
            "replies": self.services.replies.close,
        }
        if self.socket is not None:
            rest["socket"] = self.socket.stop
        left = _all_within(rest, STOP_SECONDS)
        if "feeds" not in left:
            self.services.feeds.close()  # not before the poller has stopped: to it, a closed parser is a broken feed
        self.services.database.close()
        return left

    def _connected(self) -> bool:
        return self.socket is None or self.socket.connected


def _feeds(services: Services) -> dict[str, Feed]:
    """Return who takes what other systems post to the web's door, by path."""
    return {people_feed.PATH: PeopleFeed(services).take, figures_feed.PATH: FiguresFeed(services).take}


def _gives(services: Services) -> dict[str, Feed]:
    """Return who gives what calendars ask the web's door for, by path."""
    return {calendar_feed.PATH: CalendarFeed(services).give}


def _all_within(work: dict[str, Callable[[], object]], seconds: float) -> list[str]:
    threads = [Thread(target=_logged, args=(name, do), name=name, daemon=True) for name, do in work.items()]
    deadline = time.monotonic() + seconds
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [thread.name for thread in threads if thread.is_alive()]


def _logged(name: str, do: Callable[[], object]) -> None:
    try:
        do()
    except Exception:  # noqa: BLE001 - the others shall close all the same
        _log.exception("did not close cleanly", part=name)
