"""What runs in the processes that the crash tests kill: the tick of reminders and the messenger, as in a running bot."""

from __future__ import annotations

import logging
from ctypes import c_double
from dataclasses import replace
from multiprocessing.synchronize import Event
from time import sleep
from uuid import uuid4

import structlog

from bot.cards import CARDS
from bot.delivery import Courier
from bot.messenger import Messenger
from bot.reminders import ticking
from bot.services import Services
from storage.database import Database
from tests import network
from tests.bot.register import on_slack, services_on
from tests.crash.keeper import SharedClock, Where


def services_of(database: Database, where: Where, seconds: c_double) -> Services:
    """Return services whose time is shared and whose cards go to a Slack that answers."""
    clock = SharedClock(seconds)
    services = on_slack(services_on(database, clock), where)  # type: ignore[arg-type]
    courier = Courier(database, services.slack, services.settings, CARDS, clock, owner=uuid4().hex[:12])
    return replace(services, messenger=Messenger(courier, clock))


def remind_until_killed(where: Where, seconds: c_double, ready: Event, go: Event) -> None:
    """Say what is due and show it, again and again, until somebody kills this process."""
    network.install()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    services = services_of(Database(where.url), where, seconds)
    services.messenger.deliver_due()  # the first look at anything takes longest
    ready.set()
    go.wait(20)
    while True:
        ticking.say_due(services)
        services.messenger.deliver_due()
        sleep(0.002)
