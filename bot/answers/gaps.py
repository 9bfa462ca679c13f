"""What the answer bank lacks: searches without a result, questions asked more than once, answers that nobody uses.

A search is counted without who searched; words that may tell of a person are never kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import places
from bot.answers.alike import alike
from bot.answers.content import Content, content_of
from bot.answers.found import Found
from bot.language import search_terms
from bot.people import Asker
from bot.roles import Role, require
from bot.views.blocks import cut, one_line, unescaped
from storage import answer_tasks, answers, gaps
from storage.gaps import Asked
from storage.models import SearchGap

if TYPE_CHECKING:
    from bot.services import Services

KEPT = timedelta(days=180)
"""How long a gap is kept after the last search, and how long an answer may go without use."""
MOST_GAPS, MOST_TWICE, MOST_UNUSED = 8, 5, 5
"""What the report names one by one."""
_MAY_BE_ONE = 3
"""So few searches may all be those of one person: nobody is kept with them."""
_MOST_WORDS, _MOST_READ = 300, 400
_ALIKE = 0.6
"""Of the terms of two questions that are called alike, so much stands in both."""
_MARKUP = re.compile(r"<[^<>]*>|https?://\S+")
_PERSONAL = re.compile(
    r"\w@\w"  # an e-mail address, or a name on a network
    r"|(?<!\w)[(+]?\d(?:[\s().\-–/]*\d){6,}"  # a telephone number, a Swedish identity number, an account
    r"|\b\d{6}\s?[-+a-fu-y]\s?\d{3}[0-9a-z]\b",  # a Finnish identity code (Digital and Population Data Services Agency)
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Report:
    """What the bank lacks: each list with its most important entries, and how many there are in all."""

    gaps: tuple[SearchGap, ...]
    gaps_total: int
    twice: tuple[tuple[Asked, ...], ...]
    """Questions that were asked more than once, in groups, the newest first in each."""
    unused: tuple[tuple[int, Content], ...]
    """Answers by id that were of no use for half a year."""
    unused_total: int


def note(services: Services, found: Found) -> None:
    """Count a search that found nothing; words with an address, a telephone number or an identity code are left out."""
    if not (found.answers or found.questions):
        with services.database.begin() as session:
            _note(services, session, found.words, found.language)


def note_typed(services: Services, found: Found, channel: str, name: str = "") -> None:
    """Count a search by a command, unless it was typed in a private channel or a group's direct messages.

    `name` is what Slack calls the channel in the command. Asks Slack, so it is for the background.
    """
    is_alone = channel[:1] == "D"
    if not (found.answers or found.questions) and (is_alone or places.is_public(services, channel, name)):
        note(services, found)


def key_of(words: str) -> str:
    """Return under what a search of these words is counted; empty for words that are not."""
    kept = cleaned(words)
    terms = sorted(set(search_terms(kept)) - alike().around) if kept else []
    return sha256(" ".join(terms).encode()).hexdigest() if terms else ""


def forget(session: Session, *keys: str) -> bool:
    """Take back that something was sought in vain, inside the caller's transaction; False when nothing of it was counted.

    Its words go with it, unless so many searches were counted that they are not one person's alone.
    """
    forgotten = {gaps.forget(session, key, _MAY_BE_ONE) for key in sorted(set(keys)) if key}
    return True in forgotten


def reworded(services: Services, session: Session, before: str, words: str, language: str) -> None:
    """Let what was counted under a key stand with newer words, inside the caller's transaction."""
    if before != key_of(words) and forget(session, before):
        _note(services, session, words, language)


def _note(services: Services, session: Session, words: str, language: str) -> None:
    key, now = key_of(words), services.now()
    if key:
        values = {"key": key, "words": cleaned(words), "language": language, "first_at": now, "last_at": now}
        gaps.note(session, values)


def cleaned(words: str) -> str:
    """Return words as they may be kept, without mentions and links; empty when they may tell of a person."""
    text = one_line(unescaped(_MARKUP.sub(" ", words)))
    is_personal = "@" in text or _PERSONAL.search(words) or _PERSONAL.search(text)
    return "" if is_personal else cut(text, _MOST_WORDS)


def report(services: Services, *, by: Asker) -> Report:
    """Return what the bank lacks. Managers only."""
    require(by.role, Role.MANAGER)
    since = services.now() - KEPT
    with services.database.read() as session:
        missing, missing_total = gaps.most_sought(session, since, MOST_GAPS)
        asked = gaps.asked(session, since, _MOST_READ)
        unused, unused_total = answer_tasks.unused(session, since, MOST_UNUSED)
        texts = answers.texts_of(session, [answer.id for answer in unused])
    said: Mapping[int, Content] = {one.id: content_of(one, texts.get(one.id, {})) for one in unused}
    return Report(
        tuple(missing),
        missing_total,
        tuple(_groups(asked)[:MOST_TWICE]),
        tuple((answer.id, said[answer.id]) for answer in unused),
        unused_total,
    )


def _groups(asked: Sequence[Asked]) -> list[tuple[Asked, ...]]:
    """Return the questions that are alike, in groups, the largest first."""
    groups: list[list[Asked]] = []
    for one in asked:
        known = next((group for group in groups if _alike(group[0].terms, one.terms)), None)
        if known is None:
            groups.append([one])
        else:
            known.append(one)
    return sorted((tuple(group) for group in groups if len(group) > 1), key=len, reverse=True)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other) and len(one & other) >= _ALIKE * len(one | other)
