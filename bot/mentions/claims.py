"""What a social manager does about an open mention: take it, give it back, put it off, label its tone, open it again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import working_hours
from bot.errors import Conflict, Invalid
from bot.mentions import mutes_holding, notes, states
from bot.mentions.kinds import CLAIMED, NEW
from bot.mentions.mutes import Listed
from bot.mentions.notes import REOPENED, TAKEN, Line
from bot.mentions.states import Held
from bot.people import Asker
from bot.roles import Role, require
from storage.models import Mention

if TYPE_CHECKING:
    from bot.services import Services

TONES = ("praise", "neutral", "question", "critical")
MORNING = "morning"
SNOOZES = ("30", "60", "90", MORNING)
"""Minutes, or until the next working day begins."""
NO_MUTES = Listed((), {}, {}, 0)


def take(services: Services, mention_id: int, *, by: Asker) -> None:
    """Take a mention that nobody has; two who try at once: one has it, the other is told who and since when (Conflict)."""
    with states.changing(services, mention_id, by) as held:
        held.must_be_open()
        if held.mention.handler == by.id:
            return
        held.must_be_free_or_mine()
        held.give_to(by.id)
        held.done("taken", handler=by.id)


def others(services: Services, mention_id: int, *, by: Asker) -> tuple[Mention, str]:
    """Return a mention that somebody else has, and their name, for the question whether to take it over."""
    with states.changing(services, mention_id, by) as held:
        held.must_be_open()
        if held.mention.handler in ("", by.id):
            raise Conflict("Nobody else has this: choose “I take this”, or go on with it.")
        return held.mention, states.name_of(held.session, held.mention.handler, by)


def mine(services: Services, mention_id: int, *, by: Asker) -> Mention:
    """Return an open mention that nobody else has, for a form; raises Conflict otherwise."""
    with states.changing(services, mention_id, by) as held:
        held.must_be_free_or_mine()
        return held.mention


def known(services: Services, mention_id: int, *, by: Asker) -> Mention:
    """Return a mention in whatever state, for a form. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        return states.known(session, mention_id)


def take_over(services: Services, mention_id: int, former: str, *, by: Asker) -> None:
    """Take a mention over from whoever has it (`former`, who is told in the thread)."""
    with states.changing(services, mention_id, by) as held:
        held.must_be_open()
        if held.mention.handler == by.id:
            return
        if held.mention.handler not in ("", former):
            held.must_be_free_or_mine()
        told = held.mention.handler
        held.give_to(by.id)
        held.done("taken", handler=by.id, former=told)
        if told:
            line = Line(TAKEN, told, held.now, by=by.id)
            notes.tell(services, held.session, held.mention, line, held.now)


def give_back(services: Services, mention_id: int, *, by: Asker) -> None:
    """Give a mention back: anybody may take it again."""
    with states.changing(services, mention_id, by) as held:
        held.must_be_free_or_mine()
        mention = held.mention
        if not mention.handler:
            return
        mention.handler, mention.claimed_at = "", None
        if mention.state == CLAIMED:
            mention.state = NEW
        held.done("given_back")


def label(services: Services, mention_id: int, tone: str, *, by: Asker) -> None:
    """Label the tone of a mention: one of TONES. Whoever has it does that."""
    if tone not in TONES:
        raise Invalid("Choose a tone.", field="tone")
    with states.changing(services, mention_id, by) as held:
        if held.mention.ended_at is None:
            held.must_be_free_or_mine()
        if held.mention.tone != tone:
            held.mention.tone = tone
            held.done("labelled", tone=tone)


def snooze(services: Services, mention_id: int, how_long: str, *, by: Asker) -> None:
    """Put a mention off, one of SNOOZES: until then nobody is reminded, and then whoever put it off is."""
    if how_long not in SNOOZES:
        raise Invalid("Choose for how long.", field="how_long")
    with states.changing(services, mention_id, by) as held:
        held.must_be_free_or_mine()
        until = snoozed_until(how_long, held.now, by)
        mention = held.mention
        if mention.snoozed_until == until and mention.snoozed_by == by.id:
            return
        mention.snoozed_until, mention.remind_at, mention.snoozed_by = until, until, by.id
        held.done("snoozed", until=until.isoformat())


def snoozed_until(how_long: str, now: datetime, by: Asker) -> datetime:
    """Return when a snooze ends, in UTC; the morning is that of the person's own time zone."""
    if how_long == MORNING:
        return working_hours.next_morning(now, by.reader.timezone)
    return now + timedelta(minutes=int(how_long))


def reopen(services: Services, mention_id: int, *, by: Asker) -> Listed:
    """Open a mention again that had ended; whoever had it has it again, and is told when it was somebody else.

    Returns the mutes that go on all the same: whoever said “Not ours” may have muted more than this one.
    """
    with states.changing(services, mention_id, by) as held:
        mention = held.mention
        if mention.ended_at is None:
            return NO_MUTES
        mention.answered_at, mention.answer_link, mention.muted_by = None, "", None
        states.open_again(services, mention, held.now)
        held.done("reopened")
        if mention.handler not in ("", by.id):
            _tell_reopened(held)
    return mutes_holding.holding(services, mention_id, by=by)


def _tell_reopened(held: Held) -> None:
    line = Line(REOPENED, held.mention.handler, held.now, by=held.by.id)
    notes.tell(held.services, held.session, held.mention, line, held.now)
