"""What came of mine: everybody sees what they asked, answered, reported and entered, and how it ended. Nobody sees others’."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.mentions.listing import message_link
from bot.people import Asker
from bot.roles import Role, require
from storage import mine, questions
from storage.models import AnswerReport, Contribution, Mention, Question

if TYPE_CHECKING:
    from bot.services import Services

FIRST = 5
"""What App Home shows."""
ON_A_PAGE = 10
MOST_PAGES = 100
"""Pages that somebody can turn to: what is older is too old to read here."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of somebody's: a question, an answer with its question, a report, or a mention. `link` leads to it in Slack."""

    at: datetime
    question: Question | None = None
    answer: Contribution | None = None
    report: AnswerReport | None = None
    mention: Mention | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what is somebody's, the newest first; `number` counts from 0, `has_more` says that there is older."""

    items: tuple[Item, ...] = ()
    number: int = 0
    has_more: bool = False


def newest(services: Services, *, by: Asker) -> Page:
    """Return the newest of what is somebody's; nothing for who is no colleague."""
    return _part(services, by.id, 0, FIRST) if by.role >= Role.EMPLOYEE else Page()


def page(services: Services, number: int, *, by: Asker) -> Page:
    """Return one page of what is somebody's."""
    require(by.role, Role.EMPLOYEE)
    return _part(services, by.id, min(max(number, 0), MOST_PAGES - 1), ON_A_PAGE)


def _part(services: Services, user_id: str, number: int, size: int) -> Page:
    start, end = number * size, (number + 1) * size
    with services.database.read() as session:
        found = _items(session, user_id, end + 1)
        chosen = found[start:end]
        about = {item.question.id for item in chosen if item.question is not None}
        spots = questions.card_spots(session, about)
    items = tuple(
        Item(
            item.at,
            item.question,
            item.answer,
            item.report,
            item.mention,
            message_link(services, spots[item.question.id])
            if item.question is not None and item.question.id in spots
            else "",
        )
        for item in chosen
    )
    return Page(items, number, has_more=len(found) > end and number + 1 < MOST_PAGES)


def _items(session: Session, user_id: str, most: int) -> list[Item]:
    """Return the newest of all kinds together; of each kind as many as the page can need."""
    found = [Item(one.asked_at, question=one) for one in mine.asked(session, user_id, most)]
    found += [Item(given.at, question=one, answer=given) for one, given in mine.answered(session, user_id, most)]
    found += [Item(one.at, report=one) for one in mine.reported(session, user_id, most)]
    found += [Item(one.seen_at, mention=one) for one in mine.entered(session, user_id, most)]
    return sorted(found, key=lambda item: item.at, reverse=True)
