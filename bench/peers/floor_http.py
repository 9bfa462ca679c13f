"""The floor of HTTP: aiohttp, the signature checked, the form read, the answer written."""

import hashlib
import hmac
import time
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

from bench.peers import given


def _is_signed(request: web.Request, body: bytes) -> bool:
    moment = request.headers.get("X-Slack-Request-Timestamp", "0")
    digest = hmac.new(given.SIGNING_SECRET.encode(), b"v0:" + moment.encode() + b":" + body, hashlib.sha256).hexdigest()
    fresh = abs(time.time() - int(moment)) < 300
    return fresh and hmac.compare_digest("v0=" + digest, request.headers.get("X-Slack-Signature", ""))


def application(answer: dict[str, Any]) -> web.Application:
    """Return an application with `POST /slack/events` alone."""

    async def events(request: web.Request) -> web.Response:
        body = await request.read()
        if not _is_signed(request, body):
            return web.Response(status=401)
        form = parse_qs(body.decode())
        if form.get("command") != ["/channels"]:
            return web.Response(status=404)
        return web.json_response(answer)

    made = web.Application()
    made.router.add_post("/slack/events", events)
    return made


if __name__ == "__main__":
    web.run_app(application(given.answer()), host="127.0.0.1", port=given.port(), print=None, access_log=None)
