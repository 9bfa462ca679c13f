"""Bringing in what was said in Slack: a message, or part of its thread, becomes the beginning of an answer's form.

Nothing of it is kept before the form is sent. What may come from a private conversation needs the word of whoever saves it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.answers.draft import LONGEST, MOST_PEOPLE, Draft, Form, Opened, Prefilled, link_kept, shortened, surely_in
from bot.inquiries_text import as_read, mentioned
from bot.language.asked import language_asked
from bot.people import Asker
from bot.roles import Role, require
from bot.scopes import may_use
from bot.views.blocks import one_line
from bot.words import Reader
from storage import people as known_people

if TYPE_CHECKING:
    from bot.services import Services

MOST_LINES = 100
"""Messages of a discussion that are offered; a menu in Slack has no more."""
_PAGE, _MOST_PAGES = 200, 10
_HISTORY = ("channels:history", "groups:history")
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """The message that somebody chose; `thread` is the ts of its thread's first message, empty when it stands alone."""

    channel: str
    ts: str
    thread: str = ""
    text: str = ""

    def packed(self) -> str:
        """Return a text from which `unpacked` makes the same message, but for what it says."""
        return json.dumps([self.channel, self.ts, self.thread])

    @classmethod
    def unpacked(cls, text: str) -> Message:
        """Read what `packed` wrote; raises ValueError or TypeError for anything else."""
        return cls(*json.loads(text))


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a discussion, as Slack has its text."""

    ts: str
    name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Discussion:
    """What may be brought in: the messages offered, the first and last that are chosen beforehand, how many there are."""

    message: Message
    lines: tuple[Line, ...]
    first: str
    last: str
    total: int


def may_read(services: Services, message: Message) -> bool:
    """Tell whether a message stands in a thread of a channel whose history the bot may have been granted."""
    return bool(message.thread) and _is_channel(message) and _is_granted(services)


def form_about(services: Services, message: Message, *, by: Asker, is_alone: bool = False) -> Opened:
    """Return the form that begins with a message as people read it; `is_alone` says that its thread could not be read."""
    known = [_why_alone(services, message)] if is_alone and message.thread else []
    return _opened(services, [message.text], known, by)


def filled_in(services: Services, opened: Opened, message: Message) -> Opened:
    """Return an open form with what Slack says of the message's channel: of a public one its link, and no consent needed.

    Asks Slack, so it is for the background.
    """
    if not _is_public(services, message.channel):
        return opened
    link = link_kept(_permalink(services, message))
    return replace(opened, form=replace(opened.form, needs_consent=False, origin=link))


def offered(services: Services, message: Message, *, by: Asker) -> Discussion | Opened:
    """Return the thread of a message to choose from, or the form with the message alone where there is no more to read.

    Asks Slack, so it is for the background.
    """
    require(by.role, Role.EMPLOYEE)
    found = _discussion(services, message)
    if found is not None and len(found.lines) > 1:
        return found
    return filled_in(services, form_about(services, message, by=by, is_alone=found is None), message)


def form_of(services: Services, message: Message, chosen: tuple[str, str], *, by: Asker) -> Opened | None:
    """Return the form that begins with part of a thread; `chosen` are the ts of its first and last message, in any order.

    The first message becomes the question and the rest the answer; one alone becomes the answer. None when the thread may
    not be read any more. Asks Slack.
    """
    require(by.role, Role.EMPLOYEE)
    said = _read(services, message)
    first, last = sorted(chosen, key=float)
    texts = [str(one.get("text") or "") for one in said or () if float(first) <= float(one["ts"]) <= float(last)]
    return filled_in(services, _opened(services, texts, [], by), message) if texts else None


def without_names(services: Services, form: Form, draft: Draft) -> Draft:
    """Return a draft in which the people whom its texts name are colleagues, where whoever saves it wants that."""
    if not (draft.drops_names and form.people):
        return draft
    with services.database.read() as session:
        known = known_people.many(session, form.people)
    names = [known[user_id].name if user_id in known else user_id for user_id in form.people]
    return replace(
        draft,
        questions={language: _nameless(text, names, language) for language, text in draft.questions.items()},
        texts={language: _nameless(text, names, language) for language, text in draft.texts.items()},
    )


def with_link(draft: Draft, form: Form, reader: Reader) -> Draft:
    """Return a draft whose note for colleagues says which discussion in a public channel the answer came from."""
    if not form.origin or form.origin in draft.note:
        return draft
    said = reader.say("From a discussion: {link}", link=form.origin)
    note = "\n".join(filter(None, [draft.note, said]))
    return replace(draft, note=note) if len(note) <= LONGEST["note"] else draft


def _discussion(services: Services, message: Message) -> Discussion | None:
    said = _read(services, message)
    if said is None:
        return None
    people = {user_id for one in said for user_id in (str(one["user"]), *mentioned(str(one.get("text") or "")))}
    with services.database.read() as session:
        known = known_people.many(session, people)
    lines = [_line(one, {user_id: person.name for user_id, person in known.items()}) for one in said]
    if not any(line.ts == message.ts for line in lines):
        return None
    shown = _around(lines, message)
    last = shown[-1].ts if message.ts == shown[0].ts else message.ts
    return Discussion(message, tuple(shown), message.ts, last, len(lines))


def _is_channel(message: Message) -> bool:
    return message.channel[:1] in ("C", "G")


def _is_granted(services: Services) -> bool:
    return any(may_use(services.scopes, scope) for scope in _HISTORY)


def _why_alone(services: Services, message: Message) -> Prefilled:
    if not _is_channel(message):
        return Prefilled.DIRECT
    return Prefilled.NOT_INVITED if _is_granted(services) else Prefilled.NOT_GRANTED


def _nameless(text: str, names: Iterable[str], language: str) -> str:
    ways = "|".join(re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True))
    instead = Reader(language).say_in("in place of a name", "a colleague")
    return re.sub(rf"@(?:{ways})(?!\w)", lambda _found: instead, text) if ways else text


def _opened(services: Services, texts: Sequence[str], known: list[Prefilled], by: Asker) -> Opened:
    people = sorted({user_id for text in texts for user_id in mentioned(text)})
    with services.database.read() as session:
        names = {user_id: person.name for user_id, person in known_people.many(session, people).items()}
    read = [text for text in (as_read(text, names) for text in texts) if text]
    asked, cut_question = shortened(one_line(read[0]), LONGEST["question"]) if len(read) > 1 else ("", False)
    told, cut_text = shortened("\n".join(read[1:] if asked else read), LONGEST["text"])
    language = language_asked(told) or by.reader.language
    spoken = surely_in(asked) or language
    draft = Draft(
        questions={spoken: asked} if asked else {},
        texts={language: told} if told else {},
        owner=by.id,
        drops_names=True,
    )
    known = [*known, Prefilled.FROM_MESSAGE]
    known += [Prefilled.TWO_LANGUAGES] if spoken != language else []
    known += [Prefilled.CUT] if cut_question or cut_text else []
    form = Form(needs_consent=True, people=tuple(people[:MOST_PEOPLE]))
    return Opened(form, draft, by.role < Role.MANAGER, tuple(known))


def _around(lines: list[Line], message: Message) -> list[Line]:
    """Return as many messages as a menu holds: the first one, and those around the one that was chosen."""
    if len(lines) <= MOST_LINES:
        return lines
    place = next(place for place, line in enumerate(lines) if line.ts == message.ts)
    start = min(max(1, place - MOST_LINES // 2), len(lines) - MOST_LINES + 1)
    return [lines[0], *lines[start : start + MOST_LINES - 1]]


def _line(said: Mapping[str, Any], names: Mapping[str, str]) -> Line:
    at = datetime.fromtimestamp(float(said["ts"]), UTC)
    text = one_line(as_read(str(said.get("text") or ""), names))
    return Line(str(said["ts"]), names.get(str(said["user"]), ""), text, at)


def _read(services: Services, message: Message) -> list[dict[str, Any]] | None:
    """Return what people said in a thread, oldest first; None when Slack does not say."""
    found: list[dict[str, Any]] = []
    cursor = ""
    try:
        for _page in range(_MOST_PAGES):
            answer = services.slack.conversations_replies(
                channel=message.channel, ts=message.thread, limit=_PAGE, cursor=cursor or None
            )
            found += answer.get("messages") or []
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
    except (SlackApiError, OSError) as error:
        _log.info("discussion not read", error=type(error).__name__)
        return None
    return [one for one in found if _is_said(one)]


def _is_said(one: Mapping[str, Any]) -> bool:
    """Tell whether a message is what a person wrote: no app's, no joining, no file without words."""
    is_persons = not one.get("bot_id") and one.get("subtype") in (
        None,
        "",
        "thread_broadcast",
        "file_share",
        "me_message",
    )
    return is_persons and bool(one.get("user") and one.get("ts") and str(one.get("text") or "").strip())


def _is_public(services: Services, channel: str) -> bool:
    """Tell whether Slack says that everybody can read a channel; when it does not say, it counts as private."""
    if channel[:1] != "C":
        return False
    try:
        found = services.slack.conversations_info(channel=channel)["channel"]
    except (SlackApiError, OSError):
        return False
    return found.get("is_private") is False and not (found.get("is_im") or found.get("is_mpim"))


def _permalink(services: Services, message: Message) -> str:
    try:
        return str(services.slack.chat_getPermalink(channel=message.channel, message_ts=message.ts)["permalink"])
    except (SlackApiError, OSError) as error:
        _log.info("no permalink, the answer is kept without", error=type(error).__name__)
        return ""
