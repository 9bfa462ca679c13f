"""Child processes: started with a clean environment, watched, and ended by their process id."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
_FOREIGN = ("SLACK_", "KAIKU_", "DATABASE_URL", "PORT", "BENCH_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_PATIENCE = 10.0
"""Seconds that a child has for a clean end."""


class ChildEndedError(Exception):
    """A child ended by itself; the text is the last line it wrote."""


@dataclass(frozen=True, slots=True)
class Child:
    """A running server."""

    name: str
    process: asyncio.subprocess.Process
    log: Path

    def cpu_seconds(self) -> float:
        """Return the user and system time spent so far; the kernel counts in hundredths of a second."""
        times = psutil.Process(self.process.pid).cpu_times()
        return times.user + times.system

    def memory_mb(self) -> float:
        """Return the resident memory in megabytes."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 1_000_000

    def last_line(self) -> str:
        """Return the last line the child wrote."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else f"exit code {self.process.returncode}"

    async def ended(self) -> None:
        """Wait for the end that nobody asked for, and raise ChildEndedError."""
        await self.process.wait()
        raise ChildEndedError(self.last_line())


async def start(name: str, arguments: list[str], extra: dict[str, str], folder: Path) -> Child:
    """Start `python ARGUMENTS` in a folder of its own, its output in a file there."""
    home = folder / name
    home.mkdir(exist_ok=True)
    log = home / "log.txt"
    environment = {key: value for key, value in os.environ.items() if not key.upper().startswith(_FOREIGN)}
    paths = filter(None, (str(ROOT), environment.get("PYTHONPATH")))
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=home,
            env={**environment, "PYTHONPATH": os.pathsep.join(paths), **extra},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    return Child(name, process, log)


async def stop(child: Child) -> None:
    """End a child: asked first, then forced."""
    if child.process.returncode is not None:
        return
    child.process.terminate()
    try:
        await asyncio.wait_for(child.process.wait(), _PATIENCE)
    except TimeoutError:
        child.process.kill()
        await child.process.wait()


def free_port() -> int:
    """Return a loopback port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
