"""A street of forty channels with notes on them, and the processes that bring the notes there until they are killed."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.context import ForkServerProcess
from time import monotonic, sleep

from bot.delivery import Served, serve_next
from playground.slack.server import FakeSlack
from playground.slack.workspace import Channel
from storage import cards, revisions
from storage.database import Database
from tests.crash import sender

CHANNELS = [f"C{number:02}" for number in range(40)]
# The processes are forked from one that has imported everything and has no threads: a start costs milliseconds.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.crash.sender", "sqlalchemy.dialects.postgresql.psycopg", "psycopg"])


@dataclass
class Street:
    """Notes by number: number n stands in channel n modulo 40."""

    database: Database
    url: str
    slack: FakeSlack
    states: dict[int, int] = field(default_factory=dict)
    kills: int = 0

    def pin(self, number: int) -> None:
        """Want a new note."""
        with self.database.begin() as session:
            cards.show(session, "note", number, CHANNELS[number % 40], datetime.now(UTC))
        self.states[number] = 0

    def write(self, number: int) -> None:
        """Want the next state of a note."""
        with self.database.begin() as session:
            revisions.bump(session, f"note {number}")
            cards.ask_again(session, "note", number, datetime.now(UTC))
        self.states[number] += 1

    def start_sender(self, step: str = "") -> ForkServerProcess:
        """Start a process that sends, and dies at the step when one is named; returns when it begins to work."""
        ready = _PROCESSES.Event()
        process = _PROCESSES.Process(
            target=sender.send_until_killed, args=(self.url, self.slack.api_url, step, ready), daemon=True
        )
        process.start()
        assert ready.wait(20)
        return process

    def kill_at(self, step: str, times: int) -> None:
        """Let that many senders work, four side by side, until each has died at the step."""
        for _ in range(times // 4):
            for process in [self.start_sender(step) for _ in range(4)]:
                process.join(20)
                assert process.exitcode == -9
        self.kills += times

    def kill(self, process: ForkServerProcess) -> None:
        """Kill a sender wherever it is."""
        process.kill()
        process.join(10)
        self.kills += 1

    def deliver_all(self, timeout: float = 20.0) -> None:
        """Do in this process, which nobody kills, what is left to do."""
        serving = sender.courier(self.database, self.slack.api_url)
        end = monotonic() + timeout
        while self.waiting():
            assert monotonic() < end, f"{self.waiting()} cards are left"
            if serve_next(serving) is Served.NOTHING_DUE:
                sleep(0.02)

    def waiting(self) -> int:
        """Return how many cards wait."""
        with self.database.read() as session:
            return cards.waiting(session)

    def score(self) -> tuple[int, int]:
        """Return how many notes are lost or old, and how many messages are there once too often."""
        seen = [(c, m.words) for c in CHANNELS for m in self.slack.messages(c) if m.user == self.slack.bot]
        right = {(CHANNELS[n % 40], f"note {n} state {state}") for n, state in self.states.items()}
        notes = Counter((channel, words.split(" state")[0]) for channel, words in seen)
        return len(right - set(seen)), sum(times - 1 for times in notes.values())

    def report(self, what: str, seconds: float) -> None:
        """Print the score and check it."""
        lost, doubled = self.score()
        kind = self.database.engine.dialect.name
        counted = f"{self.kills} kills, {len(self.states)} messages, {lost} lost, {doubled} doubled"
        print(f"\n{kind}, {what}: {counted}, {seconds:.1f} s")  # noqa: T201 - the score is what these tests are for
        assert (lost, doubled) == (0, 0)
        assert self.slack.refused == []


@contextmanager
def street_on(database: Database, url: str) -> Iterator[Street]:
    """Give a street without notes."""
    channels = [Channel(name, name.lower(), members={"U1", "U0KAIKU"}) for name in CHANNELS]
    with FakeSlack(channels=channels) as slack:
        yield Street(database, url, slack)
