"""What runs in the processes that the crash tests kill: a sender that serves cards until it dies."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from time import sleep

import structlog
from slack_sdk import WebClient
from sqlalchemy.orm import Session

from bot.delivery import Courier, Served, serve_next
from bot.settings import Settings
from bot.views.blocks import Message, section
from bot.words import Reader
from storage.database import OUT_OF_REACH, Database
from storage.models import Revision

LEASE = 1.0
PATIENCE = 0.4
"""Seconds that a call to Slack may take; a lease is longer."""


def view(session: Session, number: int, _reader: Reader) -> Message:
    """Render a note: its newest state is a counter in the database."""
    counter = session.get(Revision, f"note {number}")
    text = f"note {number} state {counter.number if counter else 0}"
    return Message(text, [section(text)])


def courier(database: Database, api_url: str, hook: Callable[[str], None] = lambda _step: None) -> Courier:
    """Return a courier with little patience; `hook` hears the steps of a delivery."""
    client = WebClient("xoxb-playground", base_url=api_url, timeout=PATIENCE, retry_handlers=[])  # type: ignore[arg-type]
    return Courier(
        database=database,
        slack=client,
        settings=Settings(),
        views={"note": view},
        now=lambda: datetime.now(UTC),
        owner=f"{os.getpid()}",
        step=hook,
        lease=timedelta(seconds=LEASE),
    )


def send_until_killed(url: str, api_url: str, step: str, ready: Event) -> None:
    """Serve cards; kill this process at a step as a power cut would: no handler runs, nothing is flushed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))

    def hook(reached: str) -> None:
        if reached == step:
            os.kill(os.getpid(), signal.SIGKILL)

    serving = courier(Database(url), api_url, hook)
    serving.database.ping()
    ready.set()
    while True:
        try:
            rests = serve_next(serving) is Served.NOTHING_DUE
        except OUT_OF_REACH:  # twenty writers at once are more than SQLite's patience
            rests = True
        if rests:
            sleep(0.02)
