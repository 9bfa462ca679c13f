"""Two mentions that turn out to tell one story: one goes on with both, the other's card says so, and people can part them.

Which stories are one is seen by a telling that fits both (`bot.feeds.stories`). The shelf keeps them as two: what is found for
one that has joined another goes on in that one, so parting them needs nothing but the database.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit, working_hours
from bot.audit import Act
from bot.errors import Conflict
from bot.mentions import notes, states
from bot.mentions.kinds import JOINED, MENTION, NEW, SOURCES, highest
from bot.mentions.shelf import LOCK
from bot.people import Asker
from bot.roles import Role, require
from storage import digests, joinings, mentions, revisions
from storage.models import Mention

if TYPE_CHECKING:
    from bot.services import Services

_FROM_FEED = "feed"


def goes_on_in(session: Session, mention_id: int) -> Mention | None:
    """Return the mention in which a story goes on, held until the transaction ends; None when it is not kept any more."""
    mention = mentions.locked(session, mention_id)
    if mention is None or mention.state != JOINED:
        return mention
    into = joinings.into(session, mention_id)
    return mentions.locked(session, into.id) if into is not None else None


def join(services: Services, session: Session, alike: tuple[int, int], at: datetime) -> None:
    """Let two mentions go on as one, inside the caller's transaction; the caller holds the stories.

    The older one goes on, or the one that somebody works on. Where people have touched both, or the other one is told where this
    one is not, they stay two.
    """
    found = {mention.id: mention for number in alike if (mention := goes_on_in(session, number)) is not None}
    if len(found) < len(alike):
        return  # one is not kept any more, or they have joined already
    older, newer = (found[number] for number in sorted(found))
    for kept, gone in ((older, newer), (newer, older)):
        if _goes_on(kept) and _may_join(session, gone) and _stands_there(session, kept, gone):
            _join(services, session, kept, gone, at)
            return


def part(services: Services, mention_id: int, *, by: Asker) -> None:
    """Let a mention that has joined another one be a story of its own again, for good. Managers only.

    It gets back what it had. Raises NotFound, and Conflict when it is a story of its own already.
    """
    require(by.role, Role.MANAGER)
    now = services.now()
    working_hours.read_calendar(now)
    with services.stories.lock, services.database.begin() as session:
        revisions.bump(session, LOCK)
        into = joinings.into(session, mention_id)
        mention = states.locked(session, mention_id)
        if mention.state != JOINED or into is None:
            raise Conflict("This is a story of its own already.")
        joinings.part(session, mention_id, now)
        states.open_again(services, mention, now)
        audit.note(session, now, Act(by.id, "mention.parted", f"mention:{mention_id}"), after={"from": into.id})
        for number in (mention_id, into.id):
            notes.redraw(services, session, number)
            services.messenger.redraw(session, SOURCES, number)


def _goes_on(mention: Mention) -> bool:
    return mention.ended_at is None and mention.muted_by is None


def _may_join(session: Session, mention: Mention) -> bool:
    """Tell whether nobody has done anything about a mention, so that nobody misses it."""
    is_new = (mention.state, mention.origin, mention.version, mention.muted_by) == (NEW, _FROM_FEED, 1, None)
    return is_new and joinings.is_untouched(session, mention.id)


def _stands_there(session: Session, kept: Mention, gone: Mention) -> bool:
    """Tell whether one mention is told in every place in which the other one has a card."""
    both = (kept.id, gone.id)
    cards, listed = mentions.places(session, MENTION, both), digests.places(session, both)
    return cards.get(gone.id, set()) <= cards.get(kept.id, set()) | listed.get(kept.id, set())


def _join(services: Services, session: Session, kept: Mention, gone: Mention, at: datetime) -> None:
    joinings.join(session, gone.id, kept.id, at)
    gone.state, gone.ended_at, gone.due_at, gone.remind_at = JOINED, at, None, None
    gone.version += 1
    kept.signals = list(dict.fromkeys([*kept.signals, *gone.signals]))[:20]
    severity = highest([kept.severity, gone.severity])
    states.developed(services, session, kept, at, severity=severity, is_update=False)
    notes.redraw(services, session, gone.id)
    services.messenger.redraw(session, SOURCES, gone.id)  # its list goes; the other card has it
