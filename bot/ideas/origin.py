"""The message in Slack that an idea is saved from: who reads it, its link, and what it says as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot import attachments, people
from bot.attachments import File
from bot.errors import NotFound, Unavailable
from bot.ideas.draft import PRIVATE, PUBLIC
from bot.inquiries_text import as_read, mentioned
from bot.mentions.weblinks import web_link
from bot.roles import Role
from bot.views.blocks import one_line
from storage import people as known_people

if TYPE_CHECKING:
    from bot.services import Services

_GONE = ("message_not_found", "thread_not_found")


@dataclass(frozen=True, slots=True)
class Message:
    """A message that somebody chose; `text` is as Slack writes it, `author` empty when an app wrote it."""

    channel: str
    ts: str
    thread: str = ""
    author: str = ""
    text: str = ""
    files: tuple[File, ...] = ()


def read(channel: str, said: Mapping[str, Any], ts: str = "") -> Message:
    """Return a message as Slack tells of it in a shortcut or an answer; what an app wrote has no author."""
    ts = str(said.get("ts") or ts)
    thread = str(said.get("thread_ts") or "")
    author = "" if said.get("bot_id") else str(said.get("user") or "")
    files = attachments.read(said.get("files"))
    return Message(channel, ts, "" if thread == ts else thread, author, str(said.get("text") or ""), files)


def reacted_to(services: Services, channel: str, ts: str, author: str = "") -> Message:
    """Return the message that somebody reacted to, as far as Slack lets it be read. Calls Slack, with little patience.

    `author` is who wrote it, as the reaction told.

    Raises NotFound when it was deleted meanwhile, Unavailable when Slack does not answer: then it shall tell it again.
    """
    try:
        answer = services.quick.reactions_get(channel=channel, timestamp=ts)
    except SlackApiError as error:
        if error.response.get("error") in _GONE:
            raise NotFound("This message was deleted before it could be saved.") from error
        if error.response.get("error") in ("ratelimited", "internal_error", "fatal_error", "service_unavailable"):
            raise Unavailable("Slack does not answer just now. Try again in a minute.") from error
        return Message(channel, ts, author=author)
    except OSError as error:
        raise Unavailable("Slack does not answer just now. Try again in a minute.") from error
    return read(channel, answer.get("message") or {}, ts)


def place_of(services: Services, channel: str) -> str:
    """Return PUBLIC when Slack says that everybody here can read a channel, else PRIVATE. Calls Slack, with little patience."""
    if channel[:1] != "C":
        return PRIVATE
    try:
        found = services.quick.conversations_info(channel=channel)["channel"]
    except (SlackApiError, OSError):
        return PRIVATE
    is_shared = found.get("is_im") or found.get("is_mpim") or found.get("is_private") is not False
    return PRIVATE if is_shared else PUBLIC


def permalink(services: Services, message: Message) -> str:
    """Return the link of a message, made here where Slack does not say. Calls Slack, with little patience.

    Raises NotFound when the message is deleted.
    """
    try:
        answer = services.quick.chat_getPermalink(channel=message.channel, message_ts=message.ts)
        return web_link(str(answer["permalink"]))[:1_000]
    except SlackApiError as error:
        if error.response.get("error") in _GONE:
            raise NotFound("This message was deleted meanwhile, so it was not saved.") from error
    except OSError:
        pass
    if not services.team_url:
        return ""
    thread = f"?thread_ts={message.thread}&cid={message.channel}" if message.thread else ""
    return web_link(f"{services.team_url}archives/{message.channel}/p{message.ts.replace('.', '')}{thread}")


def readable(services: Services, text: str) -> str:
    """Return a message's text as people read it: names in place of ids."""
    named = sorted(mentioned(text))
    names = {}
    if named:
        with services.database.read() as session:
            names = {user_id: one_line(one.name) for user_id, one in known_people.many(session, named).items()}
    return as_read(text, names)


def can_be_asked(services: Services, author: str) -> bool:
    """Tell whether who wrote a message works here, so that they can be asked. May call Slack."""
    return bool(author) and people.asker(services, author).role >= Role.EMPLOYEE
