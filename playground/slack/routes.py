"""The one web application: Web API, sockets, response_url, files, and the page with its protocol.

Only loopback names are answered, so that no page on the web can reach the fake by rebinding DNS.
"""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from playground.slack.api.answer import answer_call
from playground.slack.api.files import give_file, take_upload
from playground.slack.core import SLACK, Slack
from playground.slack.delivery.sockets import serve_socket
from playground.slack.page import PAGE_ROUTES, STREAMS
from playground.slack.replies import take_response

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SUFFIXES = {".html", ".css", ".js", ".svg", ".png", ".ico", ".woff2"}
MOST_BODY = 64 * 2**20
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https: http:"
WEB: web.AppKey[Path] = web.AppKey("web", Path)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_web_app(slack: Slack, web_folder: Path | None, more: Iterable[web.AbstractRouteDef] = ()) -> web.Application:
    """The application that serves everything of one fake; the page when a folder is given, and whatever `more` there is."""
    app = web.Application(middlewares=[loopback_only], client_max_size=MOST_BODY)
    app[SLACK] = slack
    app[STREAMS] = []
    app.router.add_route("*", "/api/{method}", answer_call)
    app.router.add_get("/socket", serve_socket)
    app.router.add_post("/response/{token}", take_response)
    app.router.add_post("/upload/{file}", take_upload)
    app.router.add_get("/files/{file}/{name}", give_file)
    app.add_routes([*PAGE_ROUTES, *more])
    if web_folder is not None:
        app[WEB] = web_folder
        app.router.add_get("/", give_page)
        app.router.add_get("/{name:.+}", give_page)
    return app


@web.middleware
async def loopback_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other host names, and posts to the page's protocol from other sites."""
    if _hostname(f"//{request.host}") not in LOOPBACK:
        raise web.HTTPForbidden(text="the playground answers on loopback names only")
    if request.path.startswith("/play/"):
        origin = request.headers.get("Origin")
        foreign = origin is not None and urlsplit(origin).netloc != request.host
        if foreign or request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise web.HTTPForbidden(text="requests from other sites are refused")
        if request.method == "POST" and request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="send application/json")
    return await handler(request)


def _hostname(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


async def give_page(request: web.Request) -> web.StreamResponse:
    """The files of the page: index.html, style sheets and scripts, from one folder only."""
    folder = request.app[WEB].resolve()
    path = (folder / request.match_info.get("name", "index.html")).resolve()
    if not path.is_relative_to(folder) or path.suffix not in SUFFIXES or not path.is_file():
        raise web.HTTPNotFound
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    return web.FileResponse(path, headers=headers)
