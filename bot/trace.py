"""The chain from a mention or tip over a question and its answers to the public reply, the answer bank and the weekly report.

Social managers see every chain but closed circles other than the desk's own, which only their askers and those who answered
there see. Everybody else sees the chains in which they had a part. What does not exist and what one may not see are answered
alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers.kinds import DESK
from bot.errors import Invalid, NotFound
from bot.mentions.kinds import MENTION, WEEKLY
from bot.mentions.listing import message_link
from bot.people import Asker
from bot.plan import tracing
from bot.questions import closed
from bot.questions.kinds import ACCEPTED, CLOSED, QUESTION, SOLVED
from bot.roles import Role, require
from bot.tips import states as tip_states
from bot.tips.kinds import REMOVED
from bot.trace_steps import Step, of_tips
from bot.words import zone
from storage import mentions_desk, people, tips, trace
from storage.models import Answer, Contribution, Mention, PlanItem, Question, Tip

if TYPE_CHECKING:
    from bot.services import Services

_WANTED = re.compile(r"\s*([matp]?)\s*#?(\d{1,9})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chain:
    """What happened, in the order of time. `named` is the number as it is written: 12, m12, a5, t3, p7."""

    named: str
    steps: Sequence[Step]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Pieces:
    mentions: list[Mention]
    questions: list[Question]
    answers: list[Answer]
    given: list[Contribution]
    tips: list[Tip]
    items: list[PlanItem]


def of(services: Services, wanted: str, *, by: Asker) -> Chain:
    """Return the chain of a question ("12"), a mention ("m12"), an answer ("a5"), a tip ("t3") or an item of the plan ("p7").

    Raises Invalid for anything else, NotFound for what does not exist or is not for this reader.
    """
    require(by.role, Role.EMPLOYEE)
    found = _WANTED.fullmatch(wanted)
    if found is None:
        raise Invalid(
            "Write the number of a question, as in “/some trace 12”. A mention’s number begins with m, an answer’s with a, "
            "a tip’s with t, that of an item of the plan with p."
        )
    kind, number = found[1].casefold(), int(found[2])
    with services.database.read() as session:
        pieces = _pieces(services, session, kind, number, by)
        steps = sorted(_steps(services, session, pieces, by), key=lambda step: step.at)
        involved = {user_id for step in steps for user_id in step.who}
        of_kind: dict[str, Sequence[Mention | Question | Answer | Tip | PlanItem]]
        of_kind = {"m": pieces.mentions, "a": pieces.answers, "t": pieces.tips, "p": pieces.items, "": pieces.questions}
        is_there = number in {one.id for one in of_kind[kind]}
        keepers = {one.owner for one in pieces.answers}
        is_open = by.role >= Role.MANAGER or kind == "p"  # everybody on staff may look at the plan
        if not is_there or not (is_open or by.id in involved | keepers):
            raise NotFound("There is nothing under this number in which you had a part.")
        names = {user_id: one.name for user_id, one in people.many(session, involved).items()}
    return Chain(f"{kind}{number}", steps, names)


def _pieces(services: Services, session: Session, kind: str, number: int, by: Asker) -> _Pieces:
    """Return what hangs together with one thing, as far as the reader may see it."""
    answer_ids, question_ids, mention_ids, tip_ids = set[int](), set[int](), set[int](), set[int]()
    {"a": answer_ids, "m": mention_ids, "t": tip_ids, "p": set[int]()}.get(kind, question_ids).add(number)
    items = tracing.items_of(session, item_id=number) if kind == "p" else []
    came_tips, came_mentions = tracing.tip_and_mention(session, items)
    tip_ids |= came_tips
    mention_ids |= came_mentions if by.role >= Role.MANAGER else set()
    sent = _together(session, tip_ids)
    if kind != "p" or by.role >= Role.MANAGER:
        mention_ids |= {one.mention_id for one in sent if one.mention_id}
    if kind == "a":
        question_ids |= {one.question_id for one in trace.answers(session, answer_ids, []) if one.question_id}
    questions = trace.questions(session, question_ids, mention_ids)
    given = trace.contributions(session, [one.id for one in questions])
    questions = [one for one in questions if _may_see(one, given, by)]
    mention_ids |= {one.mention_id for one in questions if one.mention_id}
    seen = {one.id: one for one in questions}
    given = [one for one in given if one.question_id in seen]
    given = [one for one in given if closed.may_read(services, seen[one.question_id], one, by)]
    answers = [one for one in trace.answers(session, answer_ids, seen) if _may_find(one, by)]
    mentions = trace.mentions(session, mention_ids)
    sent = sent or _together(session, {tip_id for one in mentions for tip_id in tips.of_mention(session, one.id)})
    answered = mention_ids if by.role >= Role.MANAGER else set[int]()
    items = items or tracing.items_of(session, tip_ids=[one.id for one in sent], mention_ids=answered)
    return _Pieces(mentions, questions, answers, given, sent, items)


def _together(session: Session, tip_ids: Collection[int]) -> list[Tip]:
    """Return tips and those that stand with them; what was taken back has no chain."""
    found = [one for tip_id in tip_ids if (one := tips.find(session, tip_id)) is not None and one.state != REMOVED]
    return list({one.id: one for tip in found for one in tip_states.together(session, tip)}.values())


def _may_see(question: Question, given: Sequence[Contribution], by: Asker) -> bool:
    """Tell whether somebody may know of a question: of a closed circle only who asked or answered there."""
    return (
        closed.is_open_to(question, by)
        or question.asked_by == by.id
        or any(one.by == by.id and one.question_id == question.id for one in given)
    )


def _may_find(answer: Answer, by: Asker) -> bool:
    return answer.visibility != DESK or by.role >= Role.MANAGER or by.id in (answer.owner, answer.made_by)


def _steps(services: Services, session: Session, pieces: _Pieces, by: Asker) -> Iterator[Step]:
    yield from of_tips(services, session, pieces.tips, by=by)
    yield from tracing.steps(services, session, pieces.items, by)
    yield from _of_mentions(services, session, pieces.mentions, pieces.tips)
    yield from _of_questions(services, session, pieces)
    yield from _of_answers(session, pieces.answers)


def _of_mentions(
    services: Services, session: Session, mentions: Sequence[Mention], sent: Sequence[Tip]
) -> Iterator[Step]:
    ids = [one.id for one in mentions]
    spots = mentions_desk.spots(session, MENTION, ids)
    for one in mentions:
        link = message_link(services, spots[one.id]) if one.id in spots else one.link
        yield Step(one.seen_at, "mention", _who(one.entered_by), one.title or one.text, link, one.id)
        if one.claimed_at is not None and one.handler:
            yield Step(one.claimed_at, "claimed", _who(one.handler))
        if one.answered_at is not None:
            yield Step(one.answered_at, "mention_answered", _who(one.handler), link=one.answer_link)
    told = {one.by for one in sent}
    for tip in (one for one in trace.tips(session, ids) if one.tipped_by not in told):
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
        is_as_accepted = given.state == ACCEPTED and not given.is_changed  # else the end alone says what was accepted
        yield Step(given.at, "accepted" if is_as_accepted else "answered", _who(given.by), given.text)
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
