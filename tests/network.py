"""Keeps the tests on this machine: a connection to any other address, or a name that would have to be looked up, fails.

The guard is an audit hook, so it sees what every library does through Python's sockets; `tests/guard/sitecustomize.py` puts
it into the Python processes that tests start.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path

HERE = {"localhost", "ip6-localhost", ""}
_CALLS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}
"""The audited calls, and the argument that holds the address."""


class LeftTheMachineError(RuntimeError):
    """A test tried to reach something that is not on this machine."""


def is_here(host: object) -> bool:
    """Tell whether a host is this machine; None is what a listening socket asks for."""
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return name in HERE or ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def install() -> None:
    """Refuse, from now on and for the rest of the process, every connection that would leave this machine."""
    sys.addaudithook(_watch)


def cover_children() -> None:
    """Have the Python processes that are started from now on install the guard too."""
    guard = str(Path(__file__).parent / "guard")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [guard, os.environ.get("PYTHONPATH", "")]))


def _watch(event: str, args: tuple[object, ...]) -> None:
    position = _CALLS.get(event)
    if position is None:
        return
    host = _host(args[position])
    # A wildcard is what a server binds to; nothing is sent there.
    if is_here(host) or (event == "socket.getaddrinfo" and host in ("0.0.0.0", "::")):  # noqa: S104
        return
    raise LeftTheMachineError(f"a test tried to reach {host}: tests stay on this machine")


def _host(address: object) -> object:
    # An address of the Internet families is a tuple; a path or None belongs to a socket on this machine.
    if isinstance(address, tuple):
        return address[0]
    return None if address is None or _is_path(address) else address


def _is_path(address: object) -> bool:
    return isinstance(address, str | bytes) and os.fsencode(address)[:1] in (b"/", b"\0")
