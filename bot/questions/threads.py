"""What people write in threads, as far as it answers a question: new messages, edits and deletions, in any order.

Messages in channels without questions cost nothing: the channels that count are kept in memory.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import inquiries_state as inquiry_states
from bot import people
from bot.errors import Unavailable
from bot.inquiries_text import as_read, mentioned
from bot.questions import amending, contributions, states
from bot.questions.contributions import Given
from bot.questions.kinds import DIRECTLY, THREAD
from bot.roles import Role
from storage import contributions as stored
from storage import inquiries, questions
from storage import people as known_people

if TYPE_CHECKING:
    from bot.services import Services

FOLLOWED = timedelta(days=90)
"""For so long after the end of a question the edits and deletions of its answers are followed."""


@dataclass(frozen=True, slots=True)
class Told:
    """What Slack tells of a reply in a thread: who wrote it, what it says now, and since when. `text` is as Slack writes it."""

    channel: str
    ts: str
    thread: str
    by: str
    text: str = ""
    as_of: datetime | None = None
    """When it was edited; None for a new message."""
    is_deleted: bool = False


def listens(services: Services, channel: str) -> bool:
    """Tell whether a thread in a channel may belong to a question. Without SQL, from memory."""
    return channel in services.memory.recall(states.BODY, "channels", lambda: _channels(services))


def heard(services: Services, told: Told) -> None:
    """Keep, change or forget the answer that a reply in a channel's thread is. Nothing happens when it belongs to no question.

    Raises Unavailable while a card is being posted whose thread this may be: Slack shall tell it again.
    """
    if not listens(services, told.channel) or not _counts(services, told):
        return
    told = _readable(services, told)
    with services.database.begin() as session:
        known = stored.of_message(session, told.channel, told.ts)
        if known is not None:
            _follow(services, session, known.question_id, THREAD, told)
            return
        question = questions.of_thread(session, told.channel, told.thread)
        if question is not None:
            _follow(services, session, question.id, THREAD, told)
        elif stored.is_on_its_way(session, told.channel, moment_of(told.thread)):
            raise Unavailable("This thread is not known yet. Try again in a minute.")


def heard_in_person(services: Services, told: Told) -> None:
    """Keep, change or forget what an expert answers in the thread under their card; other threads belong to nobody."""
    if not _counts(services, told):
        return
    told = _readable(services, told)
    with services.database.begin() as session:
        before = stored.of_message(session, told.channel, told.ts)
        if before is not None:
            _follow(services, session, before.question_id, DIRECTLY, told)
            return
        found = stored.asked_in_person(session, told.by, told.thread)
        if found is None:
            if stored.is_on_its_way(session, told.by, moment_of(told.thread), inquiry_states.KIND_EXPERT):
                raise Unavailable("This thread is not known yet. Try again in a minute.")
            return
        question_id, ping_id = found
        if _follow(services, session, question_id, DIRECTLY, told):
            _answered(services, session, ping_id, told)


def card_deleted(services: Services, channel: str, ts: str) -> None:
    """Note that somebody has deleted a question's card in Slack: the next change of the question posts it anew."""
    with services.database.begin() as session:
        question = questions.of_thread(session, channel, ts)
        if question is not None:
            stored.card_deleted(session, question.id, ts, services.now())


def moment_of(ts: str) -> datetime:
    """Return the moment in the id of a message, in UTC; Slack counts it in microseconds."""
    seconds, _, rest = ts.partition(".")
    try:
        return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int((rest or "0")[:6].ljust(6, "0")))
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _channels(services: Services) -> frozenset[str]:
    with services.database.read() as session:
        return stored.channels(session, services.now() - FOLLOWED)


def _counts(services: Services, told: Told) -> bool:
    """Tell whether somebody on the staff wrote it; what is deleted is forgotten whoever they are."""
    return told.is_deleted or (bool(told.by) and people.asker(services, told.by).role >= Role.EMPLOYEE)


def _readable(services: Services, told: Told) -> Told:
    """Return what was told with its text as people read it: names in place of ids."""
    named = mentioned(told.text)
    people.get_to_know(services, sorted(named))
    names = {}
    if named:
        with services.database.read() as session:
            names = {user_id: one.name for user_id, one in known_people.many(session, named).items()}
    return replace(told, text=as_read(told.text, names))


def _follow(services: Services, session: Session, question_id: int, source: str, told: Told) -> bool:
    """Bring the answer that a message is up to date; True when it is new."""
    question = states.held(session, question_id)
    known = stored.of_message(session, told.channel, told.ts)
    at = moment_of(told.ts)
    given = Given(told.by, told.text, source, at, told.channel, told.ts, edited_at=told.as_of)
    if told.is_deleted:
        if known is None and told.by:
            contributions.buried(session, question, given)
        elif known is not None:
            contributions.deleted(services, session, question, known)
    elif known is not None:
        amending.edited(services, session, question, known, given)
    elif told.text:
        return contributions.add(services, session, question, given) is not None
    return False


def _answered(services: Services, session: Session, ping_id: int, told: Told) -> None:
    """Wait for an expert no more who has answered in the thread; the question is held, its inquiry comes after it."""
    known = inquiries.ping(session, ping_id)
    if known is None:
        return
    _inquiry, pings = inquiry_states.held(session, known.inquiry_id)
    ping = next((one for one in pings if one.id == ping_id), None)
    if ping is not None and (ping.state != inquiry_states.ANSWERED or not ping.answer):
        inquiry_states.give_up(ping, inquiry_states.ANSWERED, services.now())
        ping.answer = told.text
        session.flush()
        services.messenger.redraw(session, inquiry_states.KIND_EXPERT, ping.id)
