"""Starting and stopping a fake: inside a running loop, or in a thread with a loop of its own."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from playground.slack.core import Limits, Slack
from playground.slack.manifest import read_manifest
from playground.slack.page import STREAMS, Stream
from playground.slack.routes import make_web_app
from playground.slack.seed import make_workspace
from playground.slack.workspace import Channel, User, UserGroup

HOST = "127.0.0.1"
PATIENCE = 60.0


def make_slack(
    manifest: Mapping[str, Any] | None = None,
    *,
    users: Iterable[Mapping[str, Any] | User] | None = None,
    channels: Iterable[Mapping[str, Any] | Channel] | None = None,
    groups: Iterable[Mapping[str, Any] | UserGroup] | None = None,
    limits: Limits | None = None,
    name: str = "Playground",
) -> Slack:
    """A fake that is not served yet; `manifest` None owns every command, event and scope."""
    app = read_manifest(manifest)
    workspace = make_workspace(users, channels, groups, bot_name=app.name, name=name)
    return Slack(workspace, app, limits or Limits())


async def serve(
    slack: Slack,
    port: int = 8700,
    web_folder: Path | None = None,
    more: Iterable[web.AbstractRouteDef] = (),
) -> web.AppRunner:
    """Serve a fake in the running loop on loopback; stop it with `stop`. Port 0 takes a free one.

    Raises OSError when the port is taken.
    """
    app = make_web_app(slack, web_folder, more)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, HOST, port)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    slack.base_url = f"http://{HOST}:{runner.addresses[0][1]}"
    return runner


async def stop(slack: Slack, runner: web.AppRunner) -> None:
    """End a served fake: streams, connections, retries still waiting, client, server."""
    for task in list(slack.tasks):
        task.cancel()
    streams: list[Stream] = runner.app[STREAMS]
    for stream in list(streams):
        stream.put_nowait(None)
    for socket in list(slack.sockets.connected):
        await socket.ws.close()
    if slack.client is not None:
        await slack.client.close()
    await runner.cleanup()


class Served:
    """A fake served by a thread of its own, and its addresses."""

    def __init__(
        self,
        manifest: Mapping[str, Any] | None = None,
        *,
        port: int = 0,
        web_folder: Path | None = None,
        limits: Limits | None = None,
        routes: Iterable[web.AbstractRouteDef] = (),
        now: Callable[[], float] = time.time,
        **seeds: Any,
    ) -> None:
        """`seeds` are `users`, `channels`, `groups` and `name`, as `make_slack` takes them.

        `routes` are served as well, and `now` says what time messages have, in Unix seconds.
        """
        self.slack = make_slack(manifest, limits=limits, **seeds)
        self.slack.workspace.now = now
        self._port, self._web_folder, self._routes = port, web_folder, list(routes)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake-slack")
        self._runner: web.AppRunner | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Serve; returns when the port is open. Raises OSError when it is taken."""
        self._thread.start()
        try:
            self._runner = self._do(lambda slack: serve(slack, self._port, self._web_folder, self._routes))
        except OSError:
            self.stop()
            raise

    def stop(self) -> None:
        """Close everything; connections of the app break."""
        runner = self._runner
        if runner is not None:
            self._do(lambda slack: stop(slack, runner))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, do: Callable[[Slack], Awaitable[Any]]) -> Any:
        """Run an act in the fake's loop and wait for its result."""

        async def work() -> Any:
            return await do(self.slack)

        return asyncio.run_coroutine_threadsafe(work(), self._loop).result(PATIENCE)

    def _read(self, look: Callable[[Slack], Any]) -> Any:
        async def work(slack: Slack) -> Any:
            return look(slack)

        return self._do(work)

    # Addresses and secrets

    @property
    def url(self) -> str:
        """Where the fake and its page are, such as `http://127.0.0.1:8700`."""
        return self.slack.base_url

    @property
    def api_url(self) -> str:
        """The base address of the Web API, with the slash at its end."""
        return f"{self.slack.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """The bot token."""
        return self.slack.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token of Socket Mode."""
        return self.slack.app_token

    @property
    def signing_secret(self) -> str:
        """The secret with which HTTP requests are signed."""
        return self.slack.signing_secret

    @property
    def bot(self) -> str:
        """The user id of the bot."""
        return self.slack.bot
