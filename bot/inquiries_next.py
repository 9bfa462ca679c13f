"""Who is asked next: when somebody declines, is silent, or is gone, and who ends what nobody asks any more.

Looking for the next in line takes a search, so it happens between two transactions: in the first nobody has the question any
more (state "moving"), in the second somebody has it, or the asker is asked what to do. What a crash leaves in between, the
clock picks up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

import structlog
from sqlalchemy.orm import Session

from bot import availability, experts, profile_index, working_hours
from bot import inquiries_state as state_of
from bot.inquiries_draft import MOST_EXPERTS, Candidate, candidate
from bot.inquiries_state import ASKED, CHOOSING, DECLINED, KIND_ASKER, KIND_EXPERT, KIND_NOTE, MOVING, SILENT, STOPPED
from bot.questions import waiting
from storage import inquiries, profiles
from storage.database import OUT_OF_REACH
from storage.models import Inquiry, Ping

if TYPE_CHECKING:
    from bot.services import Services

T = TypeVar("T")
KEPT = timedelta(days=365)
"""How long a question stays after its end; one that nobody ended counts from when it was asked."""
_MOST_TRIES = 10
"""People found and lost again to somebody faster, before the asker decides."""
_log = structlog.get_logger(__name__)


def soon(services: Services, inquiry_id: int) -> None:
    """Look for the next in line in the background; were that lost, the clock would do it."""
    services.replies.later(lambda: move_on(services, inquiry_id))


def move_on(services: Services, inquiry_id: int) -> None:
    """Ask the next in line, with the consent of the asker, or offer them; nothing when somebody has the question."""
    lost: set[int] = set()
    while True:
        with services.database.read() as session:
            inquiry, pings = inquiries.find(session, inquiry_id), inquiries.pings(session, inquiry_id)
            if inquiry is None or not _is_in_nobodys_hands(inquiry, pings):
                return
            named = _named(services, session, inquiry, pings, lost)
        asked = {ping.profile_id for ping in pings}
        found = named
        if named is None and len(pings) < MOST_EXPERTS and len(lost) < _MOST_TRIES:
            found = in_line(services, inquiry.question, inquiry.asked_by, asked | lost)
        if _settled(services, inquiry_id, found):
            return
        lost |= {found.profile_id} if found else set()


def in_line(services: Services, question: str, asker: str, beside: Collection[int]) -> Candidate | None:
    """Return the best person who may be asked a question; nobody `beside` (profile ids), and not the asker."""
    with services.database.read() as session:
        own = profiles.of_user(session, asker)
    found = experts.next_in_line(services, question, beside={*beside, own.id} if own else set(beside))
    return candidate(found) if found else None


def look_after(services: Services) -> None:
    """Move on where the time is over or somebody is gone, and end what was asked by people who are gone."""
    with services.database.read() as session:
        over = [(ping.id, ping.inquiry_id) for ping in inquiries.run_out(session, services.now())]
        without_asker = inquiries.without_asker(session)
    _each(without_asker, lambda inquiry_id: _end(services, inquiry_id))
    _each(over, lambda ids: _run_out(services, *ids))
    with services.database.read() as session:
        alone = inquiries.in_nobodys_hands(session)
    _each(alone, lambda inquiry_id: move_on(services, inquiry_id))


def prune(services: Services) -> None:
    """Delete the questions, with their answers and messages, that ended a year ago."""
    with services.database.read() as session:
        old = inquiries.old(session, services.now() - KEPT)
    _each(old, lambda inquiry_id: _forget(services, inquiry_id))


def _named(
    services: Services, session: Session, inquiry: Inquiry, pings: list[Ping], lost: Collection[int]
) -> Candidate | None:
    """Return whom an expert named, the last one first, when they may be asked and were not yet."""
    if len(pings) >= MOST_EXPERTS:
        return None
    beside = {ping.profile_id for ping in pings} | set(lost)
    for ping in reversed(pings):
        known = profiles.of_user(session, ping.suggested) if ping.suggested else None
        if known is None or known.id in beside or known.user_id == inquiry.asked_by:
            continue
        if availability.of(session, [known], services.now(), services.settings)[known.id].may_be_asked:
            return candidate(known)
    return None


def _settled(services: Services, inquiry_id: int, found: Candidate | None) -> bool:
    """Give a question to somebody or back to its asker; False when that somebody may not be asked any more."""
    now = services.now()
    working_hours.read_calendar(now)
    with services.database.begin() as session:
        expert = profiles.find(session, found.profile_id, lock=True) if found else None
        inquiry, pings = state_of.held(session, inquiry_id)
        if not _is_in_nobodys_hands(inquiry, pings):
            return True
        if found is not None and inquiry.moves_on:
            state = availability.of(session, [expert], now, services.settings)[expert.id] if expert else None
            if state is None or not state.may_be_asked:
                return False
            state_of.send(services, session, inquiry, state, now)
            return True
        inquiry.state, inquiry.next_id = CHOOSING, expert.id if expert else None
        state_of.redraw(services, session, inquiry, pings)
        if pings:
            state_of.tell(services, session, inquiry, max(pings, key=lambda ping: ping.ended_at or ping.sent_at))
        return True


def _is_in_nobodys_hands(inquiry: Inquiry, pings: Iterable[Ping]) -> bool:
    return inquiry.state == MOVING or (inquiry.state == ASKED and state_of.is_alone(pings))


def _run_out(services: Services, ping_id: int, inquiry_id: int) -> None:
    now = services.now()
    with services.database.begin() as session:
        question = waiting.held(session, ping_id)  # before its inquiry
        inquiry, pings = state_of.held(session, inquiry_id)
        ping = next((one for one in pings if one.id == ping_id), None)
        if ping is None or ping.state != state_of.WAITING:
            return
        state_of.give_up(ping, DECLINED if inquiries.is_out_of_reach(session, ping_id) else SILENT, now)
        state_of.pass_on(inquiry, pings)
        state_of.redraw(services, session, inquiry, pings)
        waiting.is_given_up(services, session, question, ping)


def _end(services: Services, inquiry_id: int) -> None:
    with services.database.begin() as session:
        inquiry, pings = state_of.held(session, inquiry_id)
        if inquiry.state not in state_of.OVER:
            state_of.end(inquiry, pings, STOPPED, services.now())
            state_of.redraw(services, session, inquiry, pings)


def _forget(services: Services, inquiry_id: int) -> None:
    with services.database.begin() as session:
        known = inquiries.find(session, inquiry_id)
        answered_by = known.answered_by if known else None
        expert = profiles.find(session, answered_by, lock=True) if answered_by else None
        inquiry, pings = state_of.held(session, inquiry_id)
        services.messenger.redraw(session, KIND_ASKER, inquiry.id)
        for ping in pings:
            services.messenger.redraw(session, KIND_EXPERT, ping.id)
            services.messenger.redraw(session, KIND_NOTE, ping.id)
        inquiries.remove(session, inquiry_id)
        if expert is not None:
            profile_index.reindex(session, [expert.id])
            services.memory.changed(session, profile_index.BODY)


def _each(things: Iterable[T], do: Callable[[T], None]) -> None:
    """Do one after the other; one that fails is logged and holds up nobody else."""
    for thing in things:
        try:
            do(thing)
        except OUT_OF_REACH:
            raise
        except Exception:  # noqa: BLE001 - a single question that cannot be moved must not stop all others
            _log.exception("question not moved on", inquiry=thing)
