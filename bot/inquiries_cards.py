"""The cards of a question: read together and rendered for whoever sees them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.views import inquiries as view
from bot.views import questions_expert
from bot.views.blocks import Message
from bot.views.questions_expert import ForExpert
from bot.words import Reader
from storage import amending, inquiries, people, profiles, questions
from storage.models import Inquiry, Ping, Profile, Question


def for_asker(session: Session, inquiry_id: int, reader: Reader) -> Message | None:
    """Render an inquiry for the person who asked."""
    inquiry = inquiries.find(session, inquiry_id)
    if inquiry is None:
        return None
    pings = inquiries.pings(session, inquiry_id)
    return view.asker_card(inquiry, pings, _names(session, inquiry, pings), reader)


def for_expert(session: Session, ping_id: int, reader: Reader) -> Message | None:
    """Render a ping for the expert."""
    ping = inquiries.ping(session, ping_id)
    inquiry = inquiries.find(session, ping.inquiry_id) if ping else None
    if ping is None or inquiry is None:
        return None
    asker = people.find(session, inquiry.asked_by)
    name = asker.name if asker else ""
    question = inquiries.question_of(session, inquiry.id)
    if question is None:
        return view.expert_card(inquiry, ping, name, reader)
    is_accepted = ping.user_id in questions.credited(session, question.id)
    is_by_form = bool(amending.answered_by_form(session, ping.user_id, [question.id]))
    thread = _thread(session, question, inquiry.origin)
    return questions_expert.card(ForExpert(question, ping, name, thread, is_accepted, is_by_form), reader)


def note(session: Session, ping_id: int, reader: Reader) -> Message | None:
    """Render the line that tells the asker of a ping."""
    ping = inquiries.ping(session, ping_id)
    inquiry = inquiries.find(session, ping.inquiry_id) if ping else None
    if ping is None or inquiry is None:
        return None
    return view.note(inquiry, ping, _names(session, inquiry, [ping]), reader)


def _thread(session: Session, question: Question, team_url: str) -> str:
    """Return the address of a question's thread; empty while its card does not stand, or others cannot see it."""
    spot = None if question.is_closed_circle else questions.card_spots(session, [question.id]).get(question.id)
    return f"{team_url}archives/{spot.channel}/p{spot.ts.replace('.', '')}" if spot and team_url else ""


def _names(session: Session, inquiry: Inquiry, pings: Sequence[Ping]) -> dict[int, Profile]:
    ids = {ping.profile_id for ping in pings} | {inquiry.next_id or 0, inquiry.answered_by or 0}
    return profiles.many(session, ids - {0})
