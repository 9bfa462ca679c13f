"""Make Slack match the cards: a use case says what is to be visible where, the messenger shows it, at once and after any crash.

`show` runs inside the use case's transaction; a few worker threads serve the places. All they know is in the database, so
any number of processes may do this on one database.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Condition, Event, Thread
from time import monotonic
from uuid import uuid4

import structlog
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.delivery import Courier, Served, TokenTrouble, serve_next
from storage import cards
from storage.database import OUT_OF_REACH
from storage.models import Card

WORKERS = 4
_IDLE = 5.0
"""Seconds between two looks when nothing is due: other processes wake nobody here."""
_TROUBLE = 15.0
_log = structlog.get_logger(__name__)


class Messenger:
    """Shows cards. Starts nothing by itself: `start` begins to deliver, `stop` ends it."""

    def __init__(self, courier: Courier, now: Callable[[], datetime]) -> None:
        """Take what delivering needs."""
        self._courier = courier
        self._now = now
        self._bell = Condition()
        self._rings = 0
        self._stopping = Event()
        self._threads: list[Thread] = []
        self.trouble: str | None = None
        """Slack's word for why the bot may send nothing at all; None while it may."""
        self.last_success: datetime | None = None
        """When Slack last took a message."""

    def show(self, session: Session, kind: str, record_id: int, address: str, *, asked_by: str | None = None) -> Card:
        """Ask, inside the caller's transaction, that a record be visible at a channel or person, in its newest state.

        `asked_by` is told when the place takes no messages. A card whose message somebody deleted is posted anew. For an
        answer in a thread, set `thread_of` of the returned card.
        """
        card = cards.show(session, kind, record_id, address, self._now(), asked_by=asked_by)
        self.wake_after(session)
        return card

    def show_new(
        self, session: Session, kind: str, records: Sequence[int], address: str, *, thread_of: int | None = None
    ) -> set[int]:
        """Ask the same of many records at once that have no card at a place yet; returns those that had none.

        A card that stands there already is left as it is. `thread_of` is the card in whose thread they are answers.
        """
        new = cards.show_new(session, kind, records, address, self._now(), thread_of=thread_of)
        self.wake_after(session)
        return new

    def show_each(self, session: Session, kind: str, addresses: Mapping[int, str]) -> None:
        """Ask the same of many new records, each at a channel or person of its own: record id -> address."""
        cards.show_each(session, kind, addresses, self._now())
        self.wake_after(session)

    def redraw_each(self, session: Session, kind: str, records: Iterable[int]) -> None:
        """Ask that every visible card of many records be brought up to date."""
        cards.ask_again_each(session, kind, records, self._now())
        self.wake_after(session)

    def redraw(self, session: Session, kind: str, record_id: int) -> None:
        """Ask, inside the caller's transaction, that every visible card of a record be brought up to date."""
        cards.ask_again(session, kind, record_id, self._now())
        self.wake_after(session)

    def wake(self) -> None:
        """Look for due cards now."""
        with self._bell:
            self._rings += 1
            self._bell.notify_all()

    def wake_after(self, session: Session) -> None:
        """Look for due cards as soon as the caller's transaction has committed."""
        event.listen(session, "after_commit", self._committed)

    def start(self) -> None:
        """Begin to deliver."""
        self._stopping.clear()
        for number in range(WORKERS):
            thread = Thread(target=self._work, name=f"messenger-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self, timeout: float = 11.0) -> None:
        """Finish the messages that are on their way and end; `timeout` seconds at most for all.

        A message that Slack has not answered by then is left to its lease: whoever serves the place next looks for it first.
        """
        self._stopping.set()
        self.wake()
        deadline = monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, deadline - monotonic()))
        self._threads.clear()

    @property
    def alive(self) -> bool:
        """Tell whether every worker runs."""
        return bool(self._threads) and all(thread.is_alive() for thread in self._threads)

    def deliver_due(self) -> int:
        """Serve what is due now in this thread and return how many cards were served, well or not. Raises TokenTrouble."""
        courier = self._own_courier()
        served = 0
        while self._serve(courier) is not Served.NOTHING_DUE:
            served += 1
        return served

    def _committed(self, _session: Session) -> None:
        self.wake()

    def _own_courier(self) -> Courier:
        # Every worker is an owner of its own, so a lease tells threads apart as well as processes.
        return replace(self._courier, owner=f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid4().hex[:12]}")

    def _work(self) -> None:
        courier = self._own_courier()
        while not self._stopping.is_set():
            heard = self._rings
            try:
                if self._serve(courier) is Served.NOTHING_DUE:
                    self._rest(heard)
            except TokenTrouble:
                self._stopping.wait(_TROUBLE)
            except OUT_OF_REACH as error:
                _log.warning("messenger cannot reach the database", error=type(error).__name__)
                self._stopping.wait(1.0)
            except Exception:  # noqa: BLE001 - a worker that dies serves nobody
                _log.exception("messenger worker failed")
                self._stopping.wait(1.0)

    def _serve(self, courier: Courier) -> Served:
        try:
            served = serve_next(courier)
        except TokenTrouble as error:
            if self.trouble != str(error):
                _log.error("Slack refuses the bot: nothing is sent until this is mended", error=str(error))
            self.trouble = str(error)
            raise
        if served is Served.SHOWN:
            self.trouble = None
            self.last_success = self._now()
        return served

    def _rest(self, heard: int) -> None:
        """Wait until a card may be due; a ring that came after `heard` were counted ends the rest at once."""
        with self._courier.database.read() as session:
            due = cards.next_due(session)
        seconds = _IDLE if due is None else min(_IDLE, max(0.02, (due - self._now()).total_seconds()))
        with self._bell:
            self._bell.wait_for(lambda: self._rings != heard or self._stopping.is_set(), seconds)
