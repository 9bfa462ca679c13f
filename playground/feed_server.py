"""The demo town's feeds on this machine: routes of the fake Slack's own server, with validators as good servers send them."""

from __future__ import annotations

from hashlib import sha256
from html import escape

from aiohttp import web

from playground.town_feeds import SOURCES, Newsroom, Source

FOLDER = "/feeds/"


def address(base: str, source: Source) -> str:
    """Return where a source's feed is; `base` is the address of the server."""
    return f"{base}{FOLDER}{source.file}"


def routes(newsroom: Newsroom) -> list[web.RouteDef]:
    """Return the routes under which the feeds are served, and a page that declares them all."""
    by_file = {source.file: source for source in SOURCES}

    async def give_feed(request: web.Request) -> web.Response:
        source = by_file.get(request.match_info["file"])
        if source is None:
            raise web.HTTPNotFound
        return _answer(request, source, newsroom.feed(source))

    async def give_list(_request: web.Request) -> web.Response:
        return web.Response(text=_PAGE.format(links=_links(), names=_names()), content_type="text/html")

    return [web.get(FOLDER, give_list), web.get(FOLDER + "{file}", give_feed)]


def _answer(request: web.Request, source: Source, body: bytes) -> web.Response:
    mark = f'"{sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": mark, "Cache-Control": "no-cache"}
    if request.headers.get("If-None-Match") == mark:
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, content_type=_type(source), charset="utf-8", headers=headers)


def _type(source: Source) -> str:
    return {"atom": "application/atom+xml", "json": "application/feed+json"}.get(source.form, "application/rss+xml")


def _links() -> str:
    return "".join(
        f'<link rel="alternate" type="{_type(source)}" title="{escape(source.name)}" href="{source.file}">'
        for source in SOURCES
    )


def _names() -> str:
    return "".join(f'<li><a href="{source.file}">{escape(source.name)}</a></li>' for source in SOURCES)


_PAGE = (
    '<!doctype html><html lang="fi"><head><meta charset="utf-8"><title>Aaltorannan syötteet</title>{links}</head>'
    "<body><h1>Aaltorannan syötteet</h1><ul>{names}</ul></body></html>"
)
