"""Experts who are asked a question to a circle in person: those whom its asker has ticked, within their caps and absences.

One inquiry a question holds the pings. Its state is "circle": it has no card for the asker, nobody is next in line, its answers
are contributions to the question, and it ends with it. Profiles are held before the question, the inquiry after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import availability, profile_index
from bot import inquiries_state as inquiry_states
from bot.errors import Conflict, Invalid
from bot.inquiries import expert_of
from bot.inquiries_draft import MOST_EXPERTS
from bot.questions import contributions
from bot.questions.contributions import Given
from bot.questions.kinds import DIRECTLY, EXPERTS, OPEN
from storage import contributions as stored
from storage import profiles
from storage.models import Inquiry, Ping, Profile, Question

if TYPE_CHECKING:
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Sent:
    """Names of the experts who are asked, and of those who could not be asked by now."""

    asked: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def hold(session: Session, chosen: Iterable[int], other: str = "") -> list[Profile]:
    """Return and hold the profiles of those whom an asker has chosen; `other` is a colleague (Slack user) from Slack's own menu.

    Raises Invalid (field "other") when that is nobody who may be asked, and (field "experts") when they are too many.
    """
    known = profiles.of_user(session, other) if other else None
    held = _held(session, {*chosen, *([known.id] if known else [])})
    if other:
        named = expert_of(session, other, "other")
        held = held if named.id in {one.id for one in held} else [*held, named]
    if len(held) > MOST_EXPERTS:
        raise Invalid("One question goes to {most} experts at most.", field="experts", most=str(MOST_EXPERTS))
    return held


def begin(services: Services, session: Session, question: Question, held: Sequence[Profile]) -> Sent:
    """Ask experts whose profiles are held, inside the transaction that makes the question: one direct message each.

    Raises Invalid (field "circle") when nobody else is asked and none of them may be asked now.
    """
    now = services.now()
    found = availability.of(session, held, now, services.settings)
    wanted = [found[one.id] for one in held if one.user_id != question.asked_by]
    fit = [one for one in wanted if one.may_be_asked]
    if not fit:
        if question.circle == EXPERTS:
            raise Invalid(
                "None of them can be asked just now: they are away, or have questions enough. Choose others.",
                field="circle",
            )
        return Sent(left_out=_names(wanted))
    inquiry = Inquiry(
        key=f"question:{question.id}",
        asked_by=question.asked_by,
        question=question.text,
        origin=services.team_url,  # the thread's address is made of it when the card stands
        asked_at=now,
        state=inquiry_states.CIRCLE,
    )
    session.add(inquiry)
    session.flush()
    question.inquiry_id = inquiry.id
    for one in fit:
        inquiry_states.send(services, session, inquiry, one, now)
    return Sent(_names(fit), _names(one for one in wanted if not one.may_be_asked))


def answered(services: Services, session: Session, question: Question, ping: Ping, text: str) -> None:
    """Let what an expert answers by the form be an answer to a held question, whose inquiry is held as well.

    Raises Conflict (field "answer") when the question is over: what was typed stays in the form.
    """
    if question.state != OPEN:
        raise Conflict("This question is over: nobody waits for an answer any more.", field="answer")
    now = services.now()
    inquiry_states.give_up(ping, inquiry_states.ANSWERED, now)
    ping.answer = text
    session.flush()
    given = Given(ping.user_id, text, DIRECTLY, now, key=f"ping:{ping.id}")
    contributions.add(services, session, question, given)


def hold_authors(session: Session, question_id: int) -> list[int]:
    """Hold the profiles of all who answered a question, and return their ids; before the question itself is held."""
    found = profiles.of_users(session, stored.authors(session, question_id))
    return [one.id for one in _held(session, {one.id for one in found.values()})]


def count_evidence(services: Services, session: Session, profile_ids: Sequence[int]) -> None:
    """Let what was accepted, or is so no more, count in what people are found by; their profiles are held."""
    if profile_ids:
        session.flush()
        profile_index.reindex(session, profile_ids)
        services.memory.changed(session, profile_index.BODY)


def _held(session: Session, ids: Iterable[int]) -> list[Profile]:
    """Hold profiles by growing id, as everybody does who needs several."""
    found = [profiles.find(session, profile_id, lock=True) for profile_id in sorted(ids)]
    return [one for one in found if one is not None]


def _names(found: Iterable[availability.Availability]) -> tuple[str, ...]:
    return tuple(one.profile.name for one in found)
