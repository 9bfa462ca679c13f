"""The door of what people write in Slack: direct messages to the bot, and replies in threads.

Slack tells of every message in the same event, so there is one listener, which sorts them. Who listens is told the event; the
bot's own messages come to nobody. What nobody wants to hear is left alone at the door, before it costs any SQL.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import App

from bot import people
from bot.people import Asker
from bot.questions import direct, rooms, threads
from bot.questions.threads import Told
from bot.services import Services
from handlers import follows, helping, payloads

Event = dict[str, Any]
_NEW = ("", "file_share", "me_message", "thread_broadcast")
_CHANGED, _DELETED = "message_changed", "message_deleted"
_TOMBSTONE = "tombstone"
"""What Slack leaves in place of a deleted message that others have answered."""


def register(bolt: App) -> None:
    """Listen for messages."""
    bolt.event("message")(message)


def message(event: Event, services: Services, person: Asker | None) -> None:
    """Somebody has written, changed or deleted a message."""
    if _is_ours(event):
        _own(event, services)
    elif event.get("channel_type") == "im":
        for listener in _DIRECT:
            listener(event, services, person)
    else:
        for wants, listener in _IN_CHANNELS:
            if wants(event, services):
                listener(event, services, person)


def leaves_alone(services: Services, body: payloads.Body) -> bool:
    """Tell whether a delivery is a message that nobody here wants to hear of. Without SQL, but for the first look."""
    event = payloads.event_of(body)
    if payloads.kind_of(body) != payloads.EVENT or event.get("type") != "message":
        return False
    told = dict(event)
    if _is_ours(told):
        return told.get("subtype") != _DELETED or not threads.listens(services, str(told.get("channel") or ""))
    if told.get("channel_type") == "im":
        return False
    return not any(wants(told, services) for wants, _listener in _IN_CHANNELS)


def _own(event: Event, services: Services) -> None:
    """Somebody has deleted a message of the bot: where it was a question's card, the next change brings it back."""
    if event.get("subtype") == _DELETED and event.get("deleted_ts"):
        threads.card_deleted(services, str(event.get("channel") or ""), str(event["deleted_ts"]))


def _direct(event: Event, services: Services, person: Asker | None) -> None:
    """A direct message to the bot; a reply in a thread there belongs to the card above it."""
    kind = str(event.get("subtype") or "")
    if kind == _DELETED:
        before = _inside(event, "previous_message")
        if before.get("user") and event.get("deleted_ts"):
            direct.forgotten(services, str(before["user"]), str(event["deleted_ts"]))
    elif kind == _CHANGED:
        now = _inside(event, "message")
        if now.get("user") and now.get("ts") and not _is_reply(now):
            by = people.asker(services, str(now["user"]))
            direct.corrected(services, str(now["ts"]), str(now.get("text") or ""), by=by)
    elif kind in _NEW and person is not None and event.get("ts") and not _is_reply(event):
        direct.hear(services, str(event["ts"]), str(event.get("text") or ""), by=person)


def _direct_thread(event: Event, services: Services, _person: Asker | None) -> None:
    """A reply in a thread of somebody's direct messages: under an expert's card it is their answer."""
    told = _reply(event)
    if told is not None:
        threads.heard_in_person(services, told)


def _is_answer(event: Event, services: Services) -> bool:
    """Tell whether a message in a channel may be an answer to a question: a reply in a thread, where questions are asked."""
    return threads.listens(services, str(event.get("channel") or "")) and _reply(event) is not None


def _is_about_channel(event: Event, services: Services) -> bool:
    """Tell whether Slack says that something happened to a channel in which questions stand."""
    return event.get("subtype") in _CHANNELS and threads.listens(services, str(event.get("channel") or ""))


def _channel(event: Event, services: Services, _person: Asker | None) -> None:
    """A channel was archived or made private."""
    _CHANNELS[str(event["subtype"])](services, str(event["channel"]))


def _thread(event: Event, services: Services, _person: Asker | None) -> None:
    """A reply in a thread of a channel."""
    told = _reply(event)
    if told is not None:
        threads.heard(services, told)


def _reply(event: Event) -> Told | None:
    """Return what an event tells of a reply in a thread, None when it is about something else."""
    kind, channel = str(event.get("subtype") or ""), str(event.get("channel") or "")
    if kind in _NEW and _is_whole(event) and _is_reply(event):
        return _told(channel, event)
    if kind == _CHANGED:
        now = _inside(event, "message")
        if now.get("subtype") == _TOMBSTONE:
            return _gone(channel, str(now.get("ts") or ""), {**now, **_inside(event, "previous_message")})
        if str(now.get("subtype") or "") in _NEW and _is_whole(now) and _is_reply(now):
            edit = now.get("edited") if isinstance(now.get("edited"), dict) else {}
            as_of = event.get("event_ts") or event.get("ts") or (edit or {}).get("ts") or now["ts"]
            return replace(_told(channel, now), as_of=threads.moment_of(str(as_of)))
    if kind == _DELETED:
        before = _inside(event, "previous_message")
        return _gone(channel, str(event.get("deleted_ts") or before.get("ts") or ""), before)
    return None


def _is_whole(message: Event) -> bool:
    """Tell whether a message names its author and itself, as Slack documents it."""
    return all(isinstance(message.get(name), str) and message[name] for name in ("user", "ts"))


def _told(channel: str, message: Event) -> Told:
    thread, user = str(message.get("thread_ts") or ""), str(message["user"])
    return Told(channel, str(message["ts"]), thread, user, str(message.get("text") or ""))


def _gone(channel: str, ts: str, before: Event) -> Told | None:
    """Return that a reply is deleted; a message that began a thread, or stood alone, is none."""
    thread = str(before.get("thread_ts") or "")
    if not ts or (before and thread in ("", ts)):
        return None
    return Told(channel, ts, thread, str(before.get("user") or ""), is_deleted=True)


def _inside(event: Event, name: str) -> Event:
    """Return the message inside an event, empty when there is none."""
    found = event.get(name)
    return found if isinstance(found, dict) else {}


def _is_reply(told: Event) -> bool:
    return told.get("thread_ts") not in (None, told.get("ts"))


def _is_ours(event: Event) -> bool:
    """Tell whether an app has written it: Slack tells the bot of its own messages too, and of every change of its cards."""
    told = (event, _inside(event, "message"), _inside(event, "previous_message"))
    return any(one.get("bot_id") for one in told)


Listener = Callable[[Event, Services, Asker | None], None]
Wants = Callable[[Event, Services], bool]
_CHANNELS: dict[str, Callable[[Services, str], None]] = {
    "channel_archive": rooms.archived,
    "group_archive": rooms.archived,
    "channel_convert_to_private": rooms.made_private,
}
"""What Slack writes in a channel when that happens to it."""
_DIRECT: tuple[Listener, ...] = (_direct, _direct_thread)
_IN_CHANNELS: tuple[tuple[Wants, Listener], ...] = (
    (_is_answer, _thread),
    (_is_about_channel, _channel),
    (helping.wants, helping.heard),
    (follows.wants, follows.message),
)
"""Who is told of messages in channels and their threads, and which they want to hear, told from memory alone: one line each."""
