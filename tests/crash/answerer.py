"""What runs in the processes that the crash tests kill: a question's whole way, from its answers to its end."""

from __future__ import annotations

import logging
import os
import signal
from contextlib import suppress
from datetime import timedelta
from multiprocessing.synchronize import Event
from typing import Any

import structlog
from sqlalchemy import event

from bot.errors import Conflict
from bot.people import Asker
from bot.questions import accepting, contributions, deadlines, replying, threads
from bot.questions.replying import Reply
from bot.questions.threads import Told
from bot.roles import Role
from bot.services import Services
from bot.words import Reader
from storage.database import Database
from tests import network
from tests.bot.register import services_on
from tests.clock import START, Clock

ROOT = f"{START.timestamp():.6f}"
EVE = Asker("U0EVE", "Eve Elk", Role.EMPLOYEE, Reader("en"))
PEOPLE = ("U0EVE", "U0BO", "U0EVA", "U0FAY")
BO, EVA, FAY = (Asker(user_id, user_id, Role.EMPLOYEE, Reader("en")) for user_id in PEOPLE[1:])
ANSWERS = ("Closed, and open on Wednesday.", "Ask the hall.")
LINK = "https://social.example/reply"


def go_through(services: Services, question_id: int) -> None:
    """Let Slack tell everything that happens to a question, each thing twice, and out of order; each step may have been done."""
    now = START + timedelta(seconds=10)
    first = Told("C1", f"{now.timestamp():.6f}", ROOT, BO.id, "Closed.")
    edit = Told("C1", first.ts, ROOT, BO.id, ANSWERS[0], as_of=now + timedelta(seconds=5))
    taken_back = Told("C1", f"{now.timestamp() + 1:.6f}", ROOT, EVA.id, "Open!")
    gone = Told("C1", taken_back.ts, ROOT, EVA.id, is_deleted=True)
    for _twice in range(2):
        for told in (edit, gone, first, taken_back):
            threads.heard(services, told)
        with suppress(Conflict):
            contributions.write(services, question_id, ANSWERS[1], "a form", by=FAY)
    deadlines.look_after(services)
    for _twice in range(2):
        with suppress(Conflict):
            choice = accepting.to_accept(services, question_id, by=EVE)
            ids = [one.id for one in choice.answers if one.by == BO.id]
            accepting.accept(services, question_id, ids, by=EVE)
        replying.replied(services, question_id, Reply(LINK, "en"), by=EVE)


def go_through_until_killed(url: str, question_id: int, most: int, ready: Event) -> None:
    """Do all of that; die at the commit after `most` commits, as in a power cut."""
    network.install()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    services = services_on(Database(url), Clock(START + timedelta(minutes=5)), house_channel="C1")
    services.database.ping()
    commits = 0

    def counts(_connection: Any) -> None:
        nonlocal commits
        commits += 1
        if commits > most:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(services.database.engine, "commit", counts)
    ready.set()
    go_through(services, question_id)
