"""No test opens a connection that leaves this machine."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request

import pytest

from tests.network import LeftTheMachineError

ELSEWHERE = "192.0.2.1"
"""An address that is reserved for documentation (RFC 5737): nobody is there, even if the guard failed."""


def test_a_connection_to_another_machine_is_refused() -> None:
    with socket.socket() as stranger, pytest.raises(LeftTheMachineError, match=r"192\.0\.2\.1"):
        stranger.connect((ELSEWHERE, 80))


def test_a_packet_to_another_machine_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as stranger, pytest.raises(LeftTheMachineError):
        stranger.sendto(b"hello", (ELSEWHERE, 53))


def test_a_name_is_not_even_looked_up() -> None:
    with pytest.raises(LeftTheMachineError, match=r"slack\.example"):
        urllib.request.urlopen("https://slack.example/api/auth.test")


def test_python_processes_that_a_test_starts_are_guarded_too() -> None:
    code = f"import socket; socket.create_connection(('{ELSEWHERE}', 80), 1)"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert child.returncode != 0
    assert "LeftTheMachineError" in child.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_can_be_reached(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection((host, server.getsockname()[1]), 1).close()
