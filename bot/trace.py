"""The chain from a mention or tip over a question and its answers to the public reply, the answer bank and the weekly report.

Social managers see every chain but closed circles, which only their askers and those who answered there see. Everybody else
sees the chains in which they had a part. What does not exist and what one may not see are answered alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers.kinds import DESK
from bot.errors import Invalid, NotFound
from bot.mentions.kinds import MENTION, WEEKLY
from bot.mentions.listing import message_link
from bot.people import Asker
from bot.questions.kinds import ACCEPTED, CLOSED, QUESTION, SOLVED
from bot.roles import Role, require
from bot.words import zone
from storage import mentions_desk, people, trace
from storage.models import Answer, Contribution, Mention, Question

if TYPE_CHECKING:
    from bot.services import Services

_WANTED = re.compile(r"\s*([ma]?)\s*#?(\d{1,9})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: `what` is a word of the view, `who` user ids, `text` foreign words, `link` where it stands."""

    at: datetime
    what: str
    who: tuple[str, ...] = ()
    text: str = ""
    link: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """What happened, in the order of time. `named` is the number as it is written: 12, m12, a5."""

    named: str
    steps: Sequence[Step]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Pieces:
    mentions: list[Mention]
    questions: list[Question]
    answers: list[Answer]
    given: list[Contribution]


def of(services: Services, wanted: str, *, by: Asker) -> Chain:
    """Return the chain of a question ("12"), a mention ("m12") or an answer of the bank ("a5").

    Raises Invalid for anything else, NotFound for what does not exist or is not for this reader.
    """
    require(by.role, Role.EMPLOYEE)
    found = _WANTED.fullmatch(wanted)
    if found is None:
        raise Invalid(
            "Write the number of a question, as in “/some trace 12”. A mention’s number begins with m, an answer’s with a."
        )
    kind, number = found[1].casefold(), int(found[2])
    with services.database.read() as session:
        pieces = _pieces(session, kind, number, by)
        steps = sorted(_steps(services, session, pieces), key=lambda step: step.at)
        involved = {user_id for step in steps for user_id in step.who}
        of_kind: dict[str, Sequence[Mention | Question | Answer]]
        of_kind = {"m": pieces.mentions, "a": pieces.answers, "": pieces.questions}
        is_there = number in {one.id for one in of_kind[kind]}
        keepers = {one.owner for one in pieces.answers}
        if not is_there or not (by.role >= Role.MANAGER or by.id in involved | keepers):
            raise NotFound("There is nothing under this number in which you had a part.")
        names = {user_id: one.name for user_id, one in people.many(session, involved).items()}
    return Chain(f"{kind}{number}", steps, names)


def _pieces(session: Session, kind: str, number: int, by: Asker) -> _Pieces:
    """Return what hangs together with one thing, as far as the reader may see it."""
    answer_ids, question_ids, mention_ids = set[int](), set[int](), set[int]()
    {"a": answer_ids, "m": mention_ids}.get(kind, question_ids).add(number)
    if kind == "a":
        question_ids |= {one.question_id for one in trace.answers(session, answer_ids, []) if one.question_id}
    questions = trace.questions(session, question_ids, mention_ids)
    given = trace.contributions(session, [one.id for one in questions])
    questions = [one for one in questions if _may_see(one, given, by)]
    mention_ids |= {one.mention_id for one in questions if one.mention_id}
    seen = {one.id for one in questions}
    answers = [one for one in trace.answers(session, answer_ids, seen) if _may_find(one, by)]
    mentions = trace.mentions(session, mention_ids)
    return _Pieces(mentions, questions, answers, [one for one in given if one.question_id in seen])


def _may_see(question: Question, given: Sequence[Contribution], by: Asker) -> bool:
    """Tell whether somebody may know of a question: of a closed circle only who asked or answered there."""
    return (
        not question.is_closed_circle
        or question.asked_by == by.id
        or any(one.by == by.id and one.question_id == question.id for one in given)
    )


def _may_find(answer: Answer, by: Asker) -> bool:
    return answer.visibility != DESK or by.role >= Role.MANAGER or by.id in (answer.owner, answer.made_by)


def _steps(services: Services, session: Session, pieces: _Pieces) -> Iterator[Step]:
    yield from _of_mentions(services, session, pieces.mentions)
    yield from _of_questions(services, session, pieces)
    yield from _of_answers(session, pieces.answers)


def _of_mentions(services: Services, session: Session, mentions: Sequence[Mention]) -> Iterator[Step]:
    ids = [one.id for one in mentions]
    spots = mentions_desk.spots(session, MENTION, ids)
    for one in mentions:
        link = message_link(services, spots[one.id]) if one.id in spots else one.link
        yield Step(one.seen_at, "mention", _who(one.entered_by), one.title or one.text, link, one.id)
        if one.claimed_at is not None and one.handler:
            yield Step(one.claimed_at, "claimed", _who(one.handler))
        if one.answered_at is not None:
            yield Step(one.answered_at, "mention_answered", _who(one.handler), link=one.answer_link)
    for tip in trace.tips(session, ids):
        yield Step(tip.seen_at, "tip", _who(tip.tipped_by), tip.title, tip.link)
    reports = trace.reports(session, {_monday(services, one.seen_at) for one in mentions})
    shown = mentions_desk.spots(session, WEEKLY, [one.id for one in reports])
    for report in reports:
        link = message_link(services, shown[report.id]) if report.id in shown else ""
        yield Step(report.made_at, "report", link=link)


def _of_questions(services: Services, session: Session, pieces: _Pieces) -> Iterator[Step]:
    spots = mentions_desk.spots(session, QUESTION, [one.id for one in pieces.questions])
    for one in pieces.questions:
        link = message_link(services, spots[one.id]) if one.id in spots else ""
        yield Step(one.asked_at, "asked", _who(one.asked_by), one.text, link, one.id)
        if one.ended_at is not None and one.state in (SOLVED, CLOSED):
            yield Step(one.ended_at, one.state, _who(one.solved_by), one.solution)
        if one.replied_at is not None:
            yield Step(one.replied_at, "replied", _who(one.replied_by), link=one.reply_link)
    for given in pieces.given:
        yield Step(given.at, "accepted" if given.state == ACCEPTED else "answered", _who(given.by), given.text)
    inquiries = [one.inquiry_id for one in pieces.questions if one.inquiry_id is not None]
    for ping in trace.pings(session, inquiries):
        yield Step(ping.sent_at, "expert", _who(ping.user_id))


def _of_answers(session: Session, answers: Sequence[Answer]) -> Iterator[Step]:
    ids = [one.id for one in answers]
    for one in answers:
        yield Step(one.made_at, "kept", _who(one.made_by), number=one.id)
        if one.withdrawn_at is not None:
            yield Step(one.withdrawn_at, "withdrawn", number=one.id)
    for version in trace.versions(session, ids):
        yield Step(version.at, "version", _who(version.by), number=version.version)
    for use in trace.uses(session, ids):
        yield Step(use.at, "used", _who(use.by), link=use.link, number=use.version)


def _who(*user_ids: str) -> tuple[str, ...]:
    return tuple(filter(None, user_ids))


def _monday(services: Services, moment: datetime) -> date:
    """Return the first day of a moment's week in the house's time zone."""
    day = moment.astimezone(zone(services.settings.timezone)).date()
    return day - timedelta(days=day.weekday())
