"""The facade of the fake for tests and the playground, in plain synchronous words."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from playground.slack.acts import commands, town
from playground.slack.acts.shown import Shown
from playground.slack.core import Ack, Call, Delivery, Slack
from playground.slack.delivery.deliver import deliver, is_connected
from playground.slack.delivery.events import emit
from playground.slack.delivery.payloads import event_json
from playground.slack.delivery.sockets import ask_to_leave, cut_all
from playground.slack.page_acts import outage
from playground.slack.person import Person
from playground.slack.running import Served, make_slack, serve, stop
from playground.slack.weather import Trouble
from playground.slack.workspace import Channel, Json, Message, User, snapshot

__all__ = ["FakeSlack", "make_slack", "serve", "stop"]


class FakeSlack(Served):
    """A fake Slack in a thread of its own; safe to use from any other thread.

    `with FakeSlack() as slack:` starts it on a free loopback port. Times are seconds.
    """

    # The way to the app

    def deliver_to(self, url: str) -> None:
        """Send everything as signed HTTP requests to this address; empty goes back to sockets."""
        self.slack.request_url = url

    def verify_url(self, challenge: str = "playground-challenge") -> Ack:
        """Send the `url_verification` request that Slack sends to a new request URL."""
        payload = {"type": "url_verification", "token": "t", "challenge": challenge}
        found: Ack = self._do(lambda slack: deliver(slack, "events_api", payload))
        return found

    @property
    def connected(self) -> int:
        """How many Socket Mode connections are open and not asked to leave."""
        return sum(not socket.leaving for socket in list(self.slack.sockets.connected))

    def wait_connected(self, timeout: float = 10.0, connections: int = 1) -> None:
        """Wait until the app has connected."""
        if not self.slack.request_url:
            self.wait_until(lambda: self.connected >= connections, timeout, "no connection")

    def disconnect_sockets(self, reason: str = "refresh_requested", close_after: float | None = 0.2) -> None:
        """Ask the app to change connections; those open are closed after some seconds."""
        self._do(lambda slack: _soon(slack, ask_to_leave(slack.sockets, reason, close_after)))

    def cut_sockets(self) -> None:
        """Break every connection without a word."""
        self._read(lambda slack: cut_all(slack.sockets))

    # People and what they see

    def person(self, user_id: str) -> Person:
        """Somebody who acts, such as `slack.person("U1")`."""
        return Person(user_id, self._do)

    def messages(self, channel: str, thread: str | None = None) -> list[Message]:
        """Every message of a channel (threads included) or of one thread, oldest first."""

        def look(slack: Slack) -> list[Message]:
            everything = slack.channel(channel).messages.values()
            fitting = (m for m in everything if thread in (None, m.ts, m.thread_ts))
            return [snapshot(message) for message in fitting]

        found: list[Message] = self._read(look)
        return found

    @property
    def posts(self) -> list[Message]:
        """Every message of the app that stands in a channel or direct message, oldest first."""

        def look(slack: Slack) -> list[Message]:
            channels = list(slack.workspace.channels.values())
            own = [m for c in channels for m in c.messages.values() if m.user == slack.bot]
            return [snapshot(message) for message in sorted(own, key=lambda m: m.ts)]

        found: list[Message] = self._read(look)
        return found

    def direct_messages(self, user_id: str) -> list[Message]:
        """The direct message of a person and the bot, oldest first."""
        return self.messages(self.person(user_id).im)

    def channel(self, channel_id: str) -> Channel:
        """A channel's record."""
        return self.slack.channel(channel_id)

    def user(self, user_id: str) -> User:
        """A person's record."""
        return self.slack.user(user_id)

    # What the app did

    def calls(self, method: str = "") -> list[Call]:
        """The Web API calls so far, of one method or all, oldest first."""
        found: list[Call] = self._read(lambda slack: [call for call in slack.calls if method in ("", call.method)])
        return found

    @property
    def refused(self) -> list[str]:
        """Everything the strict checks refused, with JSON pointers; empty in a good test."""
        return list(self.slack.refused)

    @property
    def too_fast(self) -> list[tuple[str, float]]:
        """Messages posted less than a second after the last in the channel: (channel, gap)."""
        return list(self.slack.too_fast)

    @property
    def deliveries(self) -> list[Delivery]:
        """Every try to deliver something to the app, with its ack once there is one."""
        return list(self.slack.deliveries)

    @property
    def events(self) -> list[Json]:
        """The bodies of all events sent to the app, oldest first."""
        return list(self.slack.events)

    def wait_until(self, happens: Callable[[], Any], timeout: float = 30.0, otherwise: str = "") -> Any:
        """Wait until something is truthy and return it; AssertionError after `timeout`."""
        end = time.monotonic() + timeout
        while not (found := happens()):
            if time.monotonic() > end:
                raise AssertionError(otherwise or f"did not happen within {timeout} s")
            time.sleep(0.005)
        return found

    # Raw deliveries

    def send_event(self, event: Json, event_id: str = "") -> Ack:
        """Send any event to the app, subscribed or not, once, and give its ack."""

        async def send(slack: Slack) -> Ack:
            body = event_json(slack, event)
            body["event_id"] = event_id or body["event_id"]
            slack.events.append(body)
            return await deliver(slack, "events_api", body)

        found: Ack = self._do(send)
        return found

    def redeliver(self, body: Json | None = None, attempt: int = 1) -> Ack:
        """Send the last event (or the given body) again, as a retry does."""
        again = body or self.slack.events[-1]
        found: Ack = self._do(lambda slack: deliver(slack, "events_api", again, attempt=attempt, reason="timeout"))
        return found

    def deliver(self, kind: str, payload: Json) -> Ack:
        """Send any payload: `slash_commands`, `interactive` or `events_api`."""
        found: Ack = self._do(lambda slack: deliver(slack, kind, payload))
        return found

    def emit(self, event: Json, name: str) -> None:
        """Send an event as Slack would, with retries, if the app is subscribed to `name`."""
        self._read(lambda slack: emit(slack, event, name))

    def set_limits(self, **changed: Any) -> None:
        """Change some of the times and counts, such as `ack_seconds=0.3`; see `core.Limits`."""
        self.slack.limits = replace(self.slack.limits, **changed)

    # What goes wrong

    def fail(self, method: str = "*", *, seconds: float | None = None, **what: Any) -> None:
        """Let calls go wrong: the next one, `times=N`, or all for `seconds`.

        `what` is one of `retry_after=30`, `status=500`, `error="is_archived"`, `drop="before"` or
        `"after"`, `half=True`, `delay=2.0`, `late=15.0`; with `channel="C1"` only there. See
        `weather.Trouble`.
        """
        if seconds is not None:
            what = {"times": None, "until": time.monotonic() + seconds, **what}
        trouble = Trouble(method, **what)
        self._read(lambda slack: slack.weather.troubles.append(trouble))

    def outage(self, seconds: float) -> None:
        """Slack is away: every method answers 503 and all connections break."""
        self._read(lambda slack: outage(slack, slack.sockets, seconds))

    def recover(self) -> None:
        """Let nothing go wrong any more, with a good token and all scopes; calls that are delayed go on at once."""

        def well(slack: Slack) -> None:
            slack.weather.clear()
            slack.withheld.clear()
            slack.token_error = ""

        self._read(well)

    def withhold(self, *scopes: str) -> None:
        """Take scopes away from the bot token."""
        self._read(lambda slack: slack.withheld.update(scopes))

    def revoke_token(self, error: str = "token_revoked") -> None:
        """Answer every call with this error, such as `account_inactive`, until `recover`."""
        self.slack.token_error = error

    # What happens in the workspace

    def archive(self, channel: str) -> None:
        """Archive a channel."""
        self._do(lambda slack: town.archive(slack, channel))

    def unarchive(self, channel: str) -> None:
        """Open an archived channel again."""
        self.slack.channel(channel).archived = False

    def deactivate(self, user_id: str) -> None:
        """Somebody leaves the organisation."""
        self.change_user(user_id, deleted=True)

    def reactivate(self, user_id: str) -> None:
        """Somebody is back in the organisation."""
        self.change_user(user_id, deleted=False)

    def set_presence(self, user_id: str, presence: str) -> None:
        """Somebody becomes `active` or `away`; Slack sends no event of it."""
        self._read(lambda slack: setattr(slack.user(user_id), "presence", presence))

    def set_quiet(self, user_id: str, start: int = 0, end: int = 0) -> None:
        """Somebody does not want to be disturbed from `start` to `end`, Unix seconds; without them it is off."""
        self._read(lambda slack: setattr(slack.user(user_id), "quiet", (start, end) if end else None))

    def change_user(self, user_id: str, **changed: Any) -> None:
        """Change a person's fields, such as `title` or `role`."""
        self._do(lambda slack: town.change_user(slack, user_id, **changed))

    def add_user(self, user: User) -> Person:
        """Somebody new comes."""
        self._do(lambda slack: town.add_user(slack, user))
        return self.person(user.id)

    def add_channel(self, channel: Channel) -> None:
        """A new channel; name its members, the bot too if it shall be in it."""
        self._read(lambda slack: town.add_channel(slack, channel))

    def invite_bot(self, channel: str, by: str = "U1") -> None:
        """Somebody invites the bot into a channel."""
        self._do(lambda slack: town.join(slack, slack.bot, channel, by))

    def remove_bot(self, channel: str) -> None:
        """The bot is taken out of a channel."""
        self._do(lambda slack: town.leave(slack, slack.bot, channel))

    def set_group(self, group_id: str, users: list[str]) -> None:
        """Give a user group new members."""
        self._do(lambda slack: town.set_group(slack, group_id, users))

    # Many at once

    def together(self, *acts: Callable[[], Any]) -> list[Any]:
        """Run acts at the same moment, such as two people's clicks; their results in order."""
        with ThreadPoolExecutor(len(acts)) as pool:
            return [future.result() for future in [pool.submit(act) for act in acts]]

    def hammer(self, text: str, count: int, *, at_once: int = 1, user: str = "U1", channel: str = "C1") -> list[Shown]:
        """Type a command many times, `at_once` at a time, without leaving the fake's loop."""

        async def one_lane(slack: Slack, times: int) -> list[Shown]:
            return [await commands.command(slack, user, text, channel) for _ in range(times)]

        async def all_lanes(slack: Slack) -> list[Shown]:
            times = [count // at_once + (lane < count % at_once) for lane in range(at_once)]
            lanes = await asyncio.gather(*(one_lane(slack, each) for each in times))
            return [seen for lane in lanes for seen in lane]

        found: list[Shown] = self._do(all_lanes)
        return found

    @property
    def reachable(self) -> bool:
        """Whether there is a way to the app now."""
        return is_connected(self.slack)


async def _soon(slack: Slack, work: Coroutine[Any, Any, Any]) -> None:
    """Start something and return at once."""
    slack.start(work)
