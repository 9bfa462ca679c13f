"""Socket Mode: WebSocket connections of the app, envelopes out and acks in.

Several connections share the traffic in turn; an ack counts on whichever connection it comes.
"""

import asyncio
import json
import time
from typing import Any

from aiohttp import WSMessage, WSMsgType, web

from playground.slack.connections import Socket, Sockets
from playground.slack.core import SLACK, Ack, Delivery, Slack
from playground.slack.workspace import APP_ID, Json

LIFETIME = 18_060


async def send_envelope(slack: Slack, delivery: Delivery, extra: Json) -> Ack:
    """Send one envelope and wait for its ack, at most `limits.ack_seconds`."""
    sockets = slack.sockets
    envelope_id = slack.workspace.next_id("E")
    future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
    sockets.waiting[envelope_id] = future
    envelope = {
        "envelope_id": envelope_id,
        "type": delivery.kind,
        "accepts_response_payload": delivery.kind != "events_api",
        "payload": delivery.payload,
        **extra,
    }
    began = time.perf_counter()
    try:
        if not await _send(sockets, json.dumps(envelope)):
            return Ack(False, 0.0, reason="connection_failed")
        payload = await asyncio.wait_for(future, slack.limits.ack_seconds)
    except TimeoutError:
        return Ack(False, time.perf_counter() - began, reason="timeout")
    finally:
        sockets.waiting.pop(envelope_id, None)
    return Ack(True, time.perf_counter() - began, payload)


async def _send(sockets: Sockets, text: str) -> bool:
    while (socket := sockets.next_socket()) is not None:
        try:
            await socket.ws.send_str(text)
        except (ConnectionError, RuntimeError):
            sockets.lose(socket)
        else:
            return True
    return False


async def serve_socket(request: web.Request) -> web.WebSocketResponse:
    """`GET /socket?ticket=...`: one connection from hello to close."""
    slack = request.app[SLACK]
    sockets = slack.sockets
    ticket = request.query.get("ticket", "")
    if ticket not in sockets.tickets:
        raise web.HTTPForbidden(text="unknown ticket")
    sockets.tickets.discard(ticket)
    ws = web.WebSocketResponse(compress=False, max_msg_size=0)
    await ws.prepare(request)
    if len(sockets.connected) >= slack.limits.connections:
        await ws.send_json({"type": "disconnect", "reason": "too_many_websockets"})
        await ws.close()
        return ws
    await ws.send_json(_hello(len(sockets.connected) + 1))
    socket = Socket(ws, request.transport)
    sockets.connected.append(socket)
    sockets.opened += 1
    slack.changed("state")
    try:
        async for message in ws:
            _take_ack(sockets, message)
    finally:
        sockets.lose(socket)
        slack.changed("state")
    return ws


def _hello(connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {
            "host": "applink-playground",
            "build_number": 1,
            "approximate_connection_time": LIFETIME,
        },
        "connection_info": {"app_id": APP_ID},
    }


def _take_ack(sockets: Sockets, message: WSMessage) -> None:
    """An answer of the app; what is no JSON object or comes too late is passed over."""
    if message.type is not WSMsgType.TEXT:
        return
    try:
        answer: Any = json.loads(message.data)
    except ValueError:
        return
    if not isinstance(answer, dict):
        return
    future = sockets.waiting.get(str(answer.get("envelope_id")))
    if future is not None and not future.done():
        payload = answer.get("payload")
        future.set_result(payload if isinstance(payload, dict) and payload else None)


async def ask_to_leave(sockets: Sockets, reason: str, close_after: float | None) -> None:
    """Send `disconnect` on every connection; close them after some seconds, unless None."""
    leaving = list(sockets.connected)
    note = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-playground"}}
    for socket in leaving:
        socket.leaving = True
        await socket.ws.send_json(note)
    if close_after is not None:
        await asyncio.sleep(close_after)
        for socket in leaving:
            await socket.ws.close()


def cut_all(sockets: Sockets) -> None:
    """Break every connection without a word, as a network does."""
    for socket in list(sockets.connected):
        if isinstance(socket.transport, asyncio.WriteTransport):
            socket.transport.abort()
    sockets.connected.clear()
