"""The list of answers: all that this person may find, what they keep, what ends, what owes a language; and a search in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers import search, states
from bot.answers.look import Look
from bot.answers.states import SOON
from bot.people import Asker
from bot.roles import Role, require
from storage import answers, people
from storage.answers import Counts, Wanted
from storage.models import Answer, AnswerText

if TYPE_CHECKING:
    from bot.services import Services

PAGE = 8
"""Answers on a page: two blocks each, and a message has room for fifty."""
MOST_FOUND = 40
"""Answers that a search in the list finds."""
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, with what each answer says and the names of owners and proposers."""

    answers: tuple[Answer, ...]
    texts: Mapping[int, Mapping[str, AnswerText]]
    names: Mapping[str, str]
    look: Look
    total: int
    pages: int
    today: date
    is_manager: bool = False
    is_empty: bool = False
    """There is nothing in the bank that this person may find."""


def page(services: Services, look: Look, *, by: Asker) -> Page:
    """Return a page of the answers that somebody may see."""
    require(by.role, Role.EMPLOYEE)
    day = states.today(services)
    wanted = _wanted(look, by, day)
    # A search reads by itself, so it comes before the list's own transaction.
    sought = (
        [hit.answer.id for hit in search.find(services, look.query, by=by, most=MOST_FOUND).answers]
        if look.query
        else []
    )
    with services.database.read() as session:
        found, total, look = _found(session, look, wanted, sought)
        texts = answers.texts_of(session, [answer.id for answer in found])
        ids = {user_id for answer in found for user_id in (answer.owner, answer.made_by) if user_id}
        names = {person.id: person.name for person in people.many(session, ids).values()}
        is_empty = not total and look == Look()
    pages = max(1, -(-total // PAGE))
    return Page(tuple(found), texts, names, look, total, pages, day, by.role >= Role.MANAGER, is_empty)


def counts(services: Services, user_id: str) -> Counts:
    """Return the figures of the bank, and of what one person keeps."""
    with services.database.read() as session:
        return answers.counts(session, user_id, states.today(services) + SOON)


def _wanted(look: Look, by: Asker, day: date) -> Wanted:
    return Wanted(look.show, look.language, user_id=by.id, sees_all=by.role >= Role.MANAGER, due_before=day + SOON)


def _found(session: Session, look: Look, wanted: Wanted, sought: list[int]) -> tuple[list[Answer], int, Look]:
    """Return a page, how many there are in all, and the look with a page that exists.

    What search finds by inflected forms and meaning comes first; where it finds nothing, texts that contain every word do.
    """
    if sought:
        hits = answers.among(session, wanted, sought)
        if hits:
            look = look.on(min(look.page, -(-len(hits) // PAGE)))
            return hits[(look.page - 1) * PAGE : look.page * PAGE], len(hits), look
    wanted = replace(wanted, words=tuple(look.query.split()[:_MOST_WORDS]))
    found, total = answers.listed(session, wanted, _slice(look.page))
    last = max(1, -(-total // PAGE))
    if look.page > last:
        look = look.on(last)
        found, _total = answers.listed(session, wanted, _slice(last))
    return found, total, look


def _slice(number: int) -> slice:
    return slice((number - 1) * PAGE, number * PAGE)
