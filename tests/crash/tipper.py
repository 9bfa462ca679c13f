"""What runs in the processes that the crash tests kill: two tips of one link, from the form to the post that they became."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from multiprocessing.synchronize import Event
from typing import Any

import structlog
from sqlalchemy import event

from bot.attachments import File
from bot.errors import Conflict
from bot.people import Asker
from bot.roles import Role
from bot.services import Services
from bot.tips import deciding, forwarding, sending
from bot.tips.draft import Draft, Form
from bot.words import Reader
from storage import tips
from storage.database import Database
from tests import network
from tests.bot.register import services_on
from tests.clock import START, Clock

EVE = Asker("U0EVE", "Eve Elk", Role.EMPLOYEE, Reader("en"))
BO = Asker("U0BO", "Bo Ek", Role.EMPLOYEE, Reader("en"))
ADA = Asker("U0ADA", "Ada Adder", Role.MANAGER, Reader("en"))
PEOPLE = (EVE, BO, ADA)
LINK = "https://www.example.org/news/42"
POST = "https://social.example/post/7"
ROBOT = "A robot in the library"


def go_through(services: Services) -> None:
    """Do everything that happens to three tips, each thing twice, as Slack would send it again; each may have been done."""
    for _twice in range(2):
        sending.send(services, Form(key="eve"), Draft(f"{LINK} seen", "nobody", (File("F1"),)), by=EVE)
        sending.send(services, Form(key="bo"), Draft(LINK), by=BO)
        sending.send(services, Form(key="robot"), Draft(ROBOT), by=BO)
        sending.send(services, Form(key="town"), Draft("The town is talking"), by=EVE)
    eve, robot, town = (_id(services, key) for key in ("eve", "robot", "town"))
    acts: tuple[Callable[[], object], ...] = (
        lambda: deciding.take(services, eve, by=ADA),
        lambda: deciding.make_idea(services, robot, by=ADA),
        lambda: deciding.make_mention(services, town, by=ADA),
        lambda: forwarding.forward(services, eve, BO.id, "", by=ADA),
        lambda: deciding.used(services, eve, POST, by=BO),
    )
    for act in acts:
        for _twice in range(2):
            with suppress(Conflict):
                act()


def _id(services: Services, key: str) -> int:
    with services.database.read() as session:
        found = tips.by_key(session, key)
        assert found is not None
        return found.id


def go_through_until_killed(url: str, most: int, ready: Event) -> None:
    """Do all of that; die at the commit after `most` commits, as in a power cut."""
    network.install()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    services = desk_of(Database(url))
    services.database.ping()
    commits = 0

    def counts(_connection: Any) -> None:
        nonlocal commits
        commits += 1
        if commits > most:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(services.database.engine, "commit", counts)
    ready.set()
    go_through(services)


def desk_of(database: Database) -> Services:
    """Return services with the desk's channel, some minutes after the start."""
    return services_on(database, Clock(START + timedelta(minutes=5)), desk_channel="C2")
