"""Socket Mode's door: envelopes from Slack's WebSocket go through the door, and a 2xx goes back as the acknowledgement.

Connecting, refreshing and reconnecting is the business of Slack's own client. Sending the acknowledgement is done here:
the client's framing masks byte by byte in Python (50 us a kilobyte) and cannot write more than 64 kB, so a long list
would be acknowledged late or never.
"""

from __future__ import annotations

import json
import logging
import os
import struct
import time
from contextlib import suppress
from functools import cache
from threading import Condition

import structlog
from slack_bolt import BoltResponse
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import Connection
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot import slack_client
from bot.services import Services
from handlers.door import Door, NoPayloadError, receive

WORKERS = 32
PING_SECONDS = 5.0
"""Between two pings; a connection that stays silent for four of them is replaced."""
_BUFFER = 64 * 1024
_TEXT_FRAME = 0x81
_MASKED = 0x80
_log = structlog.get_logger(__name__)


class _Client(SocketModeClient):
    """Slack's client, with the way of an envelope shortened: from the receiving thread straight to a worker."""

    def enqueue_message(self, message: str) -> None:
        """Leave what Slack says about the connection to the client's own queue."""
        if '"envelope_id"' in message:
            self.message_workers.submit(self._run, message)
        else:
            super().enqueue_message(message)

    def _run(self, message: str) -> None:
        self.run_message_listeners(json.loads(message), message)


class SocketDoor:
    """Takes envelopes while it is open."""

    def __init__(self, door: Door, app_token: str, slack_api_url: str) -> None:
        """Prepare the client; it connects in `start`."""
        self._door = door
        self._running = 0
        self._open = True
        self._idle = Condition()
        self._client = _Client(
            app_token=app_token,
            web_client=slack_client.client("", slack_api_url, 10),
            logger=logging.getLogger("slack_sdk.socket_mode"),
            concurrency=WORKERS,
            ping_interval=PING_SECONDS,
            receive_buffer_size=_BUFFER,
        )
        self._client.socket_mode_request_listeners.append(self._take)

    def start(self, address: str) -> None:
        """Connect to an address that apps.connections.open gave; the client asks for the next ones itself."""
        self._client.wss_uri = address
        self._client.connect()

    @property
    def connected(self) -> bool:
        """Tell whether Slack is connected now."""
        return self._client.is_connected()

    def drain(self, timeout: float) -> None:
        """Take nothing new, and wait until what is being worked on is answered, `timeout` seconds at most."""
        with self._idle:
            self._open = False
            self._idle.wait_for(lambda: self._running == 0, timeout)

    def watch(self, _services: Services) -> None:
        """Notice within two seconds that Slack has hung up, and connect anew.

        The client alone takes half a minute for it, in which it is busy reading nothing; when this one try to come back
        fails, it goes on trying every few seconds.
        """
        session = self._client.current_session
        if not self._open or session is None or not session.is_active():
            return
        try:
            session.ping(f"{session.session_id}:{time.time()}")
        except OSError:
            _log.warning("Slack hung up")
            session.disconnect()
            self._client.connect_to_new_endpoint()

    def stop(self) -> None:
        """Close the connection."""
        client = self._client
        client.auto_reconnect_enabled = False
        client.closed = True
        client.current_session_state.terminated = True
        client.message_queue.put(None)
        if client.current_session is not None:
            # The pong wakes the receiving thread, which else holds the socket for three seconds more.
            with suppress(OSError):
                client.current_session.ping("closing")
        client.close()

    def _take(self, _client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        with self._idle:
            if not self._open:
                return
            self._running += 1
        try:
            self._answer(request)
        finally:
            with self._idle:
                self._running -= 1
                self._idle.notify_all()

    def _answer(self, request: SocketModeRequest) -> None:
        try:
            response = receive(self._door, request.payload)
        except NoPayloadError:
            _log.warning("envelope without a payload", kind=request.type)
            response = BoltResponse(status=200)
        if response.status < 300:
            self._send(acknowledgement(request.envelope_id, response))

    def _send(self, text: str) -> None:
        session = self._client.current_session
        try:
            if session is None:
                raise ConnectionError
            send_text(session, text)
        except (OSError, AttributeError):
            # The connection was just replaced; the client sends on the new one.
            self._client.send_message(text)


def acknowledgement(envelope_id: str, response: BoltResponse) -> str:
    """Write the envelope's answer; Bolt's JSON goes into it as it is."""
    said = json.dumps(envelope_id)
    if not response.body:
        return f'{{"envelope_id": {said}}}'
    payload = response.body if response.body.startswith("{") else json.dumps({"text": response.body})
    return f'{{"envelope_id": {said}, "payload": {payload}}}'


def send_text(connection: Connection, text: str) -> None:
    """Send one text message, whole, masked as RFC 6455 (5.3) asks of a client. Raises OSError when it cannot be sent."""
    data = frame(text.encode(errors="replace"), os.urandom(4))
    with connection.sock_send_lock:
        if connection.sock is None:
            raise ConnectionError
        connection.sock.sendall(data)


def frame(payload: bytes, key: bytes) -> bytes:
    """Put a payload into one masked text frame (RFC 6455, 5.2)."""
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", _TEXT_FRAME, _MASKED | size)
    elif size < 65_536:
        head = struct.pack("!BBH", _TEXT_FRAME, _MASKED | 126, size)
    else:
        head = struct.pack("!BBQ", _TEXT_FRAME, _MASKED | 127, size)
    masked = bytearray(payload)
    for place in range(4):
        masked[place::4] = masked[place::4].translate(_masks()[key[place]])
    return head + key + bytes(masked)


@cache
def _masks() -> tuple[bytes, ...]:
    """Return, for each byte of a key, what every other byte becomes under it."""
    return tuple(bytes(byte ^ mask for byte in range(256)) for mask in range(256))


def wait_until_connected(door: SocketDoor, timeout: float) -> bool:
    """Wait for the first connection; False when there is none after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not door.connected and time.monotonic() < deadline:
        time.sleep(0.05)
    return door.connected
