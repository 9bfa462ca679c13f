"""How an idea stands, who may see it, and the steps that several use cases take.

Whoever changes an idea, its voices or its files holds the idea's row. Who needs an item of the plan or a tip as well takes
the item first, then the idea, then the tip. So nobody waits in a circle.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import Conflict, NotFound, Refused
from bot.ideas.kinds import CHOSEN, DRAFTED, IDEA_AGES, IDEA_AUTHOR, IDEA_GIVER, NEW, OPEN, OVER, PUBLISHED, REMOVED
from bot.people import Asker, is_colleague, is_user_id
from bot.roles import Role, require
from bot.tips import following
from storage import cards, idea_ages, ideas
from storage import people as known_people
from storage.models import Idea, Person

if TYPE_CHECKING:
    from bot.services import Services

BODY = "ideas"
"""The body of data in memory: the emoji that saves."""
TERMS = "idea terms"
"""The body of data in memory: the words that ideas are compared by; forgotten when one is removed."""
TOLD_AFTER = timedelta(days=14)
"""So long may nobody touch an idea before its owner hears of it."""
ARCHIVED_AFTER = timedelta(days=60)


def known(session: Session, idea_id: int, by: Asker) -> Idea:
    """Return an idea that somebody may see, as it stands; raises NotFound when it is gone or not theirs to see."""
    require(by.role, Role.EMPLOYEE)
    found = ideas.find(session, idea_id)
    if found is None or found.state == REMOVED or not may_see(found, by):
        raise gone()
    return found


def held(session: Session, idea_id: int) -> Idea:
    """Return an idea and hold it until the transaction ends; raises NotFound when it is deleted or removed."""
    found = ideas.locked(session, idea_id)
    if found is None or found.state == REMOVED:
        raise gone()
    return found


def held_in_sight(session: Session, idea_id: int, by: Asker) -> Idea:
    """Return and hold an idea that somebody may see; raises NotFound when it is gone or not theirs to see."""
    idea = held(session, idea_id)
    if not may_see(idea, by):
        raise gone()
    return idea


def to_change(session: Session, idea_id: int, by: Asker, *, is_for_desk: bool = False) -> Idea:
    """Return and hold an open idea that the person who clicked may change: theirs, or any for the desk.

    Raises Refused for others, NotFound when it is gone or not theirs to see, Conflict when it is over or in the plan.
    """
    require(by.role, Role.EMPLOYEE)
    idea = held_in_sight(session, idea_id, by)
    if is_for_desk:
        require(by.role, Role.EMPLOYEE if by.id == idea.owner else Role.MANAGER)
    if not is_mine_or_desk(idea, by):
        raise Refused("Only the desk and who saved or owns the idea may change it. You can vote for it.")
    must_be_open(idea)
    return idea


def is_mine_or_desk(idea: Idea, by: Asker) -> bool:
    """Tell whether somebody may change an idea: the desk, its owner, who saved it and who gave it."""
    return by.role >= Role.MANAGER or by.id in (idea.owner, idea.saved_by, idea.giver)


def may_see(idea: Idea, by: Asker) -> bool:
    """Tell whether somebody may see an idea: all of the staff, but of a private one only who saved it and who wrote it."""
    return by.role >= Role.EMPLOYEE and (not idea.is_private or by.id in (idea.saved_by, idea.author))


def must_be_open(idea: Idea) -> None:
    """Raise Conflict when the desk has decided about an idea already."""
    if idea.state == DRAFTED:
        raise Conflict("This idea is in the plan already. Open it there.")
    if idea.state not in OPEN:
        raise Conflict("This idea is published or archived already, so it cannot be changed.")


def touched(idea: Idea, now: datetime) -> None:
    """Let the age of a held idea count anew, since somebody has worked on it."""
    idea.is_age_told = False
    idea.next_at = now + TOLD_AFTER if idea.state in OPEN else None


def changed(services: Services, session: Session, idea: Idea, now: datetime, act: Act, **after: Any) -> None:
    """Finish a change of a held idea: count it, note it (never texts), and redraw what shows it."""
    if idea.is_age_told:
        redraw_ages(services, session, idea)
    idea.version += 1
    idea.changed_at = now
    if idea.state in OVER:
        idea.ended_at, idea.next_at = idea.ended_at or now, None
    touched(idea, now)
    session.flush()
    audit.note(session, now, act, after={"state": idea.state, **after})
    for kind in (IDEA_AUTHOR, IDEA_GIVER):
        services.messenger.redraw(session, kind, idea.id)


def redraw_ages(services: Services, session: Session, idea: Idea) -> None:
    """Bring the lists of ideas that wait up to date in which an idea may stand, inside the caller's transaction."""
    for address in dict.fromkeys((idea.owner, idea.saved_by, services.settings.desk_channel)):
        if address:
            place_id = cards.place_at(session, address, services.now())
            services.messenger.redraw(session, IDEA_AGES, place_id)


def tell_giver(services: Services, session: Session, idea: Idea, by: str = "") -> None:
    """Let the giver of a held idea hear how it stands, in their one message; who did it (`by`) knows it already.

    The tipper of an idea that was a tip hears it through the tip.
    """
    session.flush()
    if idea.tip_id is not None:
        following.state_of_idea(services, session, idea)
    elif is_user_id(idea.giver) and idea.giver != by and is_here(known_people.find(session, idea.giver)):
        services.messenger.show(session, IDEA_GIVER, idea.id, idea.giver)


def drafted(services: Services, session: Session, idea: Idea, item_id: int, *, by: Asker) -> None:
    """Note that a held idea has become an item of the plan, inside the caller's transaction; its giver is told.

    Raises Conflict when it is in the plan already or over: of two who plan it at once, the second is told.
    """
    must_be_open(idea)
    if idea.is_private:
        raise Refused("Only you see this idea so far. Press “Show to the desk” first.")
    now = services.now()
    idea.state = DRAFTED
    changed(services, session, idea, now, Act(by.id, "idea.drafted", subject(idea)), item=item_id)
    tell_giver(services, session, idea, by.id)


def published(services: Services, session: Session, idea: Idea, link: str, *, by: Asker) -> None:
    """Note that what became of a held idea is published, and tell its giver; `link` may be empty.

    A second call only tells the link that is new; of a removed idea nothing is left to tell.
    """
    if idea.state == REMOVED:
        return
    if idea.state != PUBLISHED:
        idea.state = PUBLISHED
        changed(services, session, idea, services.now(), Act(by.id, "idea.published", subject(idea)))
    session.flush()
    if idea.tip_id is not None:
        following.published(services, session, idea.id, link)
    else:
        tell_giver(services, session, idea, by.id)


def reopened(services: Services, session: Session, idea: Idea, *, by: Asker) -> None:
    """Put a held idea back into the backlog, since its item was dropped from the plan; nothing happens in other states."""
    if idea.state == DRAFTED:
        idea.state = CHOSEN
        changed(services, session, idea, services.now(), Act(by.id, "idea.reopened", subject(idea)))
        tell_giver(services, session, idea, by.id)


def remove(services: Services, session: Session, idea: Idea, act: Act) -> None:
    """Take the texts and files of a held idea away at once, inside the caller's transaction; its cards say so or go."""
    idea_ages.drop_hangings(session, idea.id)
    session.refresh(idea)
    idea.title = idea.text = idea.link = idea.link_key = idea.origin = idea.reason = ""
    idea.tags, idea.networks, idea.state = [], [], REMOVED
    services.memory.changed(session, TERMS)
    changed(services, session, idea, services.now(), act)


def is_untouched(session: Session, idea: Idea) -> bool:
    """Tell whether nobody has done anything with an idea since it was saved."""
    return idea.state == NEW and idea.version == 1 and not ideas.voices(session, [idea.id])


def is_here(person: Person | None) -> bool:
    """Tell whether somebody may be written to; of whom Slack has told nothing yet it is tried."""
    return person is None or is_colleague(person)


def subject(idea: Idea) -> str:
    """Return what audit entries call an idea."""
    return f"idea:{idea.id}"


def gone() -> NotFound:
    """Say that an idea is not there any more."""
    return NotFound("This idea is not there any more. “/some ideas” shows the others.")
