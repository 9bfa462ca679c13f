"""What came of mine: everybody sees what they asked, answered, reported and entered, and how it ended. Nobody sees others’."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.mentions.listing import message_link
from bot.people import Asker
from bot.roles import Role, require
from bot.tips import cards
from bot.views.tips import Shown
from storage import amending, ideas, mine, questions, tips
from storage.mentions_desk import Spot
from storage.models import AnswerReport, Contribution, Idea, Mention, PlanItem, Question

if TYPE_CHECKING:
    from bot.services import Services

FIRST = 5
"""What App Home shows."""
ON_A_PAGE = 10
MOST_PAGES = 100
"""Pages that somebody can turn to: what is older is too old to read here."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of somebody's: a question, an answer with its question, a report, a mention, a tip ... `link` leads there."""

    at: datetime
    question: Question | None = None
    answer: Contribution | None = None
    report: AnswerReport | None = None
    mention: Mention | None = None
    link: str = ""
    tip: Shown | None = None
    idea: Idea | None = None
    planned: PlanItem | None = None
    is_by_form: bool = False
    """Something that they answered to the question came by a form: no message can be edited, so it is put right here."""


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
        by_form = amending.answered_by_form(session, user_id, about)
    items = tuple(_whole(services, item, spots, by_form) for item in chosen)
    return Page(items, number, has_more=len(found) > end and number + 1 < MOST_PAGES)


def _whole(services: Services, item: Item, spots: Mapping[int, Spot], by_form: Collection[int]) -> Item:
    """Return what is somebody's about a question with the way there, and whether it is put right here."""
    if item.question is None:
        return item
    spot = spots.get(item.question.id)
    link = item.link if spot is None else message_link(services, spot)
    return replace(item, link=link, is_by_form=item.question.id in by_form)


def _items(session: Session, user_id: str, most: int) -> list[Item]:
    """Return the newest of all kinds together; of each kind as many as the page can need."""
    found = [Item(one.asked_at, question=one) for one in mine.asked(session, user_id, most)]
    found += [Item(given.at, question=one, answer=given) for one, given in mine.answered(session, user_id, most)]
    found += [Item(one.at, report=one) for one in mine.reported(session, user_id, most)]
    sent = [cards.of_list(session, one) for one in tips.sent_by(session, user_id, most)]
    found += [Item(one.own.at, tip=one) for one in sent]
    told_tips = {one.own.id for one in sent}
    saved = ideas.saved(session, user_id, most)
    found += [Item(one.at, idea=one) for one in saved if one.tip_id not in told_tips]
    found += [Item(one.made_at, planned=one) for one in mine.planned(session, user_id, most)]
    told = {one.own.mention_id for one in sent}
    entered = mine.entered(session, user_id, most)
    found += [Item(one.seen_at, mention=one) for one in entered if one.id not in told]
    return sorted(found, key=lambda item: item.at, reverse=True)
