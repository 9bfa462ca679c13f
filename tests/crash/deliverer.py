"""What runs in the processes that the crash tests kill: a delivery of the HR feed."""

from __future__ import annotations

import logging
from multiprocessing.synchronize import Event

import structlog

from bot import hr, hr_write
from bot.hr_report import How
from storage.database import Database
from tests.bot.hr_desk import csv
from tests.bot.register import services_on
from tests.clock import Clock

PEOPLE = 1_500


def people(title: str) -> bytes:
    """Return a list in which everybody has one title."""
    rows = (f"{number};Etu{number};e{number}@aaltoranta.example;{title};;;taito;fi;" for number in range(PEOPLE))
    return csv(*rows)


def deliver_until_killed(url: str, title: str, ready: Event) -> None:
    """Deliver a list and make the search terms, until somebody kills this process."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    services = services_on(Database(url), Clock())
    services.database.ping()
    data = people(title)
    ready.set()
    hr.import_data(services, data, "people.csv", How(), by="operator")
    hr_write.catch_up(services)
