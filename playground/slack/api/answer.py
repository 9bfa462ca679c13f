"""`/api/<method>`: tokens, scopes, pace and troubles, then the method itself, then the log."""

import asyncio
import json
import time

from aiohttp import web

from playground.slack.api.arguments import read_arguments
from playground.slack.api.methods import METHODS
from playground.slack.api.places import need
from playground.slack.core import SLACK, Call, Slack, SlackError
from playground.slack.weather import Trouble
from playground.slack.workspace import Json

PACE_SECONDS = 1.0


async def answer_call(request: web.Request) -> web.StreamResponse:
    """One Web API call from request to answer."""
    slack, method = request.app[SLACK], request.match_info["method"]
    try:
        args = await read_arguments(request)
    except (SlackError, ValueError) as broken:
        error = broken.error if isinstance(broken, SlackError) else "invalid_json"
        return _reply(slack, method, {}, 200, {"ok": False, "error": error})
    token = _token(request, args)
    trouble = slack.weather.meet(method, str(args.get("channel", "")))
    if trouble is not None:
        return await _in_trouble(request, trouble, args, token)
    return _reply(slack, method, args, 200, perform(slack, method, args, token))


def _token(request: web.Request, args: Json) -> str:
    given = str(args.pop("token", ""))
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip() or given


def perform(slack: Slack, method: str, args: Json, token: str) -> Json:
    """Do what a call asks for and give Slack's answer."""
    try:
        _check_token(slack, method, token)
        wanted = METHODS[method]
        if wanted.scope:
            need(slack, wanted.scope)
        if method == "chat.postMessage":
            _keep_pace(slack, str(args.get("channel", "")))
        return {"ok": True, **wanted.answer(slack, args)}
    except SlackError as refused:
        return {"ok": False, "error": refused.error, **refused.fields}


def _check_token(slack: Slack, method: str, token: str) -> None:
    if not token and method != "api.test":
        raise SlackError("not_authed")
    if method not in METHODS:
        raise SlackError("unknown_method", req_method=method)
    if method == "api.test":
        return
    right, other = slack.bot_token, slack.app_token
    if METHODS[method].app_token:
        right, other = other, right
    if token == other:
        raise SlackError("not_allowed_token_type")
    if token != right:
        raise SlackError("invalid_auth")
    if slack.token_error and right == slack.bot_token:
        raise SlackError(slack.token_error)


def _keep_pace(slack: Slack, channel: str) -> None:
    """Count messages that come less than a second after the last one in the same channel."""
    now = time.monotonic()
    gap = now - slack.posted_at.get(channel, -PACE_SECONDS)
    if gap < PACE_SECONDS:
        slack.too_fast.append((channel, gap))
        if slack.limits.strict_pace:
            raise SlackError("ratelimited", retry_after=1)
    slack.posted_at[channel] = now


async def _in_trouble(request: web.Request, trouble: Trouble, args: Json, token: str) -> web.StreamResponse:
    """A call that meets something that was told to go wrong."""
    slack, method = request.app[SLACK], request.match_info["method"]
    if trouble.delay:
        await slack.weather.wait(trouble.delay)
    if trouble.late:
        slack.start(_later(slack, trouble.late, (method, args, token)))
        return _cut(request, args, "accepted_late")
    if trouble.drop == "before":
        return _cut(request, args, "connection_dropped")
    status, refusal = _refusal(trouble)
    if refusal:
        return _reply(slack, method, args, status, {"ok": False, **refusal})
    answer = perform(slack, method, args, token)
    if trouble.drop == "after":
        return _cut(request, args, "connection_dropped_after", answer)
    reply = _reply(slack, method, args, 200, answer)
    if not trouble.half:
        return reply
    text = json.dumps(answer)
    return web.Response(text=text[: len(text) // 2], content_type="application/json")


def _refusal(trouble: Trouble) -> tuple[int, Json]:
    """The status and the fields with which a trouble answers instead of the method, if it does."""
    if trouble.retry_after is not None:
        return 429, {"error": "ratelimited", "retry_after": trouble.retry_after}
    if trouble.status:
        return trouble.status, {"error": "internal_error"}
    return 200, {"error": trouble.error} if trouble.error else {}


async def _later(slack: Slack, seconds: float, call: tuple[str, Json, str]) -> None:
    """Let a call take effect some seconds after its caller gave up."""
    await asyncio.sleep(seconds)
    method, args, token = call
    answer = perform(slack, method, args, token)
    slack.calls.append(Call(method, args, time.time(), 200, str(answer.get("error", "")), answer))


def _cut(request: web.Request, args: Json, error: str, answer: Json | None = None) -> web.Response:
    """Break the connection instead of answering."""
    slack, method = request.app[SLACK], request.match_info["method"]
    slack.calls.append(Call(method, args, time.time(), 0, error, answer or {}))
    if isinstance(request.transport, asyncio.WriteTransport):
        request.transport.abort()
    return web.Response()


def _reply(slack: Slack, method: str, args: Json, status: int, answer: Json) -> web.Response:
    """Log the call and write the answer with Slack's headers."""
    error = "" if answer.get("ok") else str(answer.get("error", ""))
    retry_after = answer.get("retry_after")
    if error == "ratelimited":
        status = 429
    slack.calls.append(Call(method, args, time.time(), status, error, answer))
    headers = {"x-slack-req-id": slack.workspace.next_id("")}
    if method in METHODS:
        headers["x-oauth-scopes"] = ",".join(sorted(slack.scopes))
        headers["x-accepted-oauth-scopes"] = METHODS[method].scope
    if retry_after is not None:
        headers["Retry-After"] = str(max(1, round(retry_after)))
        answer = {"ok": False, "error": "ratelimited"}
    body = json.dumps(answer)
    return web.Response(text=body, status=status, headers=headers, content_type="application/json")
