"""Direct messages to the bot: what somebody writes there is answered in place with what is known, and the way to ask colleagues.

One message is one record, however often and in whatever order Slack tells of it. What was found when it came is kept with it,
so that the answer shows nobody more than they may see.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.answers import gaps, search
from bot.answers.found import Found
from bot.answers.states import today
from bot.errors import NotFound
from bot.inquiries_text import as_read, mentioned
from bot.people import Asker
from bot.questions import asking
from bot.questions.draft import Opened, only_link
from bot.questions.kinds import DIRECT
from bot.roles import Role, require
from bot.views import ask as view
from bot.views.ask import Around
from bot.views.blocks import Message, clean
from bot.words import Reader
from storage import direct_words, people
from storage.models import DirectWord

if TYPE_CHECKING:
    from bot.services import Services

KEPT = timedelta(days=30)
"""After that the words are forgotten; the answer stays where it stands."""
MOST_KEPT = 12_000
"""Characters; what somebody pastes beyond that is left out, and the form takes less anyway."""


def hear(services: Services, ts: str, text: str, *, by: Asker) -> None:
    """Answer what somebody has written to the bot, once, however often it is told; `text` is as Slack writes it."""
    require(by.role, Role.EMPLOYEE)
    said = _read(services, text)
    if not said:
        return
    found = _found(services, said, by)
    with services.database.begin() as session:
        is_new = _add(services, session, ts, said, _kept(services, found), by)
    if is_new:
        _note_gap(services, found)


def corrected(services: Services, ts: str, text: str, *, by: Asker) -> None:
    """Answer the newer words of a message; an edit that is told before its message makes the record."""
    require(by.role, Role.EMPLOYEE)
    said = _read(services, text)
    with services.database.read() as session:
        known = direct_words.of_message(session, by.id, ts)
    if not said or (known is not None and known.text in ("", said)):
        return  # a link's preview was added, or it was deleted since
    found = _found(services, said, by)
    kept = _kept(services, found)
    with services.database.begin() as session:
        word = direct_words.of_message(session, by.id, ts, lock=True)
        if word is None:
            _add(services, session, ts, said, kept, by)
        elif word.text:
            _forget_gap(session, word)
            word.text, word.found = said, kept
            session.flush()
            services.messenger.redraw(session, DIRECT, word.id)
    _note_gap(services, found)


def forgotten(services: Services, user_id: str, ts: str) -> None:
    """Forget what somebody has deleted, and say so in the answer; told before its message, it is never answered."""
    with services.database.begin() as session:
        word = direct_words.of_message(session, user_id, ts, lock=True)
        if word is None:
            direct_words.add(session, user_id, ts, {"text": "", "found": {}, "at": services.now()})
        elif word.text:
            _forget_gap(session, word)
            word.text, word.found = "", {}
            session.flush()
            services.messenger.redraw(session, DIRECT, word.id)


def open_form(services: Services, word_id: int, *, by: Asker) -> Opened:
    """Return the form with what somebody has written to the bot; raises NotFound when it is not kept any more."""
    with services.database.read() as session:
        word = direct_words.find(session, word_id)
        if word is None or word.user_id != by.id or not word.text:
            raise NotFound("Your message is not kept any more. Write it again, or use “/ask”.")
        seen = tuple(word.found.get("answers") or ())
    return asking.open_form(services, word.text, seen=seen, by=by)


def card(session: Session, word_id: int, reader: Reader) -> Message | None:
    """Render the answer to what somebody has written to the bot."""
    word = direct_words.find(session, word_id)
    if word is None:
        return None
    if not word.text:
        return view.nothing_left(reader)
    if link := only_link(word.text):
        return view.direct_link(link, word.id, reader)
    around = Around(date.fromisoformat(word.found["today"]), word.found["url"])
    return view.direct(_recalled(session, word, reader), word.text, word.id, around, reader)


def prune(services: Services) -> None:
    """Forget the words that are older than thirty days; the messages in Slack stay as they are."""
    before = services.now() - KEPT
    with services.database.begin() as session:
        while ids := direct_words.old(session, before):
            direct_words.remove(session, ids)


def _add(services: Services, session: Session, ts: str, said: str, found: dict[str, Any], by: Asker) -> bool:
    """Keep what somebody wrote, with what was found; False when it is kept already."""
    word = direct_words.add(session, by.id, ts, {"text": said, "found": found, "at": services.now()})
    if word is not None:
        services.messenger.show(session, DIRECT, word.id, by.id)
    return word is not None


def _read(services: Services, text: str) -> str:
    """Return a message's text as people read it."""
    with services.database.read() as session:
        known = people.many(session, mentioned(text))
    return as_read(text, {user_id: one.name for user_id, one in known.items()})[:MOST_KEPT]


def _note_gap(services: Services, found: Found) -> None:
    """Count what was asked in vain, as the command does; a link or a greeting asks nothing."""
    if not only_link(found.words) and not view.is_greeting(found.words):
        gaps.note(services, found)


def _forget_gap(session: Session, word: DirectWord) -> None:
    """Count words no more that were written in vain and are not there any more."""
    if not (word.found.get("answers") or word.found.get("questions")):
        gaps.forget(session, gaps.key_of(word.text))


def _found(services: Services, said: str, by: Asker) -> Found:
    """Return what is known about some words."""
    return Found(said) if only_link(said) else search.find(services, said, by=by)


def _kept(services: Services, found: Found) -> dict[str, Any]:
    """Return what was found as it is kept with the words."""
    return {
        "language": found.language,
        "answers": [hit.answer.id for hit in found.answers],
        "questions": [one.question_id for one in found.questions],
        "url": services.team_url,
        "today": today(services).isoformat(),
    }


def _recalled(session: Session, word: DirectWord, reader: Reader) -> Found:
    """Return what was found for some words, as it is by now."""
    kept: Mapping[str, Any] = word.found
    ids: list[list[int]] = [list(kept.get(name) or ()) for name in ("answers", "questions")]
    languages = (str(kept.get("language") or ""), reader.language)
    answers, similar = search.hits(session, ids[0], languages), search.similar(session, ids[1])
    return Found(clean(word.text), languages[0], answers, similar)
