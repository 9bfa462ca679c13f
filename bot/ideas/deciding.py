"""What people do with an idea: choose it, change it, show a private one, archive it with a reason, take it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import people
from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Conflict, Invalid, Refused
from bot.feeds.identity import link_hash
from bot.ideas import states
from bot.ideas.draft import Draft, Form, Opened, checked, draft_of
from bot.ideas.kinds import ARCHIVED, CHOSEN, NEW
from bot.people import Asker
from bot.roles import Role
from bot.views.blocks import one_line
from bot.words import zone
from storage import people as known_people
from storage.models import Idea

if TYPE_CHECKING:
    from bot.services import Services

MOST_REASON = 500
_FIELDS = ("title", "text", "link", "tags", "networks", "deadline", "owner", "unit", "score")


def choose(services: Services, idea_id: int, *, by: Asker) -> None:
    """Say that the desk wants an idea; without an owner it is now the manager's who chose it. Twice is once."""
    with services.database.begin() as session:
        idea = states.to_change(session, idea_id, by, is_for_desk=True)
        if idea.state != NEW:
            return
        _no_private(idea)
        idea.state, idea.owner = CHOSEN, idea.owner or by.id
        states.changed(services, session, idea, services.now(), Act(by.id, "idea.chosen", states.subject(idea)))
        states.tell_giver(services, session, idea, by.id)


def editing(services: Services, idea_id: int, *, by: Asker) -> Opened:
    """Return the form with an idea as it stands; see `states.to_change` about what it raises."""
    with services.database.begin() as session:
        idea = states.to_change(session, idea_id, by)
        form = Form(idea_id=idea.id, version=idea.version)
        return Opened(form, draft_of(idea), is_for_desk=by.role >= Role.MANAGER)


def edit(services: Services, form: Form, draft: Draft, *, by: Asker) -> Idea | Opened:
    """Change an idea; when somebody else has changed it meanwhile, the form comes back and says what.

    Sent again with what it has shown then, it takes effect. Raises Invalid at the field that is wrong.
    """
    now = services.now()
    if draft.owner:
        people.get_to_know(services, [draft.owner])
    with services.database.begin() as session:
        idea = states.to_change(session, form.idea_id, by)
        wanted = checked(draft, now.astimezone(zone(by.reader.timezone)).date(), idea.deadline)
        if by.role < Role.MANAGER:
            wanted = replace(wanted, owner=idea.owner, unit=idea.unit, score=idea.score)
        _check_owner(session, idea, wanted)
        before = draft_of(idea)
        fields = [name for name in _FIELDS if getattr(before, name) != getattr(wanted, name)]
        if fields and idea.version != form.version:
            changed = tuple((name, _said(getattr(before, name))) for name in fields)
            return Opened(
                replace(form, version=idea.version), wanted, is_for_desk=by.role >= Role.MANAGER, changed=changed
            )
        if fields:
            if idea.is_age_told:
                states.redraw_ages(services, session, idea)  # its former owner's list loses it
            _write(idea, wanted)
            act = Act(by.id, "idea.edited", states.subject(idea))
            states.changed(services, session, idea, now, act, fields=fields)
        return idea


def show_to_desk(services: Services, idea_id: int, *, by: Asker) -> None:
    """Let everybody see an idea from a private place: who saved or wrote it decides. Twice is once."""
    with services.database.begin() as session:
        idea = states.held(session, idea_id)
        if by.role < Role.EMPLOYEE or by.id not in (idea.saved_by, idea.author):
            raise states.gone()
        states.must_be_open(idea)
        if idea.is_private:
            idea.is_private = False
            states.changed(services, session, idea, services.now(), Act(by.id, "idea.shown", states.subject(idea)))


def archive(services: Services, idea_id: int, reason: str, *, by: Asker) -> None:
    """Put an idea aside with a reason that its giver reads. The desk and its owner may; raises Invalid (field "reason")."""
    why = one_line(reason)
    if not why:
        raise Invalid("Write why, in a few words: whoever gave the idea reads it.", field="reason")
    check_length(why, MOST_REASON, "reason")
    with services.database.begin() as session:
        idea = states.to_change(session, idea_id, by, is_for_desk=True)
        put_aside(services, session, idea, why, Act(by.id, "idea.archived", states.subject(idea)))


def put_aside(services: Services, session: Session, idea: Idea, why: str, act: Act) -> None:
    """Archive a held idea and tell its giver why, inside the caller's transaction."""
    idea.state, idea.reason = ARCHIVED, why
    states.changed(services, session, idea, services.now(), act)
    states.tell_giver(services, session, idea, act.who)


def bring_back(services: Services, idea_id: int, *, by: Asker) -> None:
    """Take an archived idea up again; it is new once more. For the desk; nothing happens when it is open already."""
    with services.database.begin() as session:
        idea = states.held_in_sight(session, idea_id, by)
        if by.role < Role.MANAGER and not (idea.is_private and by.id == idea.saved_by):
            raise Refused("The desk takes archived ideas up again. Ask them to.")
        if idea.state == ARCHIVED:
            idea.state, idea.reason, idea.ended_at = NEW, "", None
            act = Act(by.id, "idea.brought_back", states.subject(idea))
            states.changed(services, session, idea, services.now(), act)
            states.tell_giver(services, session, idea, by.id)


def take_back(services: Services, idea_id: int, *, by: Asker) -> None:
    """Remove an idea that one has saved oneself, as long as the desk has not put it into the plan; its texts go at once."""
    with services.database.begin() as session:
        idea = states.held_in_sight(session, idea_id, by)
        if by.id != idea.saved_by:
            raise Refused("Only who saved the idea can take it back. The desk can archive it.")
        states.must_be_open(idea)
        if idea.tip_id is not None:
            raise Conflict("This idea came of a tip. Archive it with a reason, so that the tipper hears it.")
        states.remove(services, session, idea, Act(by.id, "idea.taken_back", states.subject(idea)))


def _no_private(idea: Idea) -> None:
    if idea.is_private:
        raise Refused("Only you see this idea so far. Press “Show to the desk” first.")


def _check_owner(session: Session, idea: Idea, wanted: Draft) -> None:
    if wanted.owner and wanted.owner != idea.owner:
        person = known_people.find(session, wanted.owner)
        if person is None or not people.is_colleague(person):
            raise Invalid("Choose a colleague who is here: this person is gone, or a guest.", field="owner")
        _no_private(idea)


def _write(idea: Idea, wanted: Draft) -> None:
    for name in ("title", "text", "link", "deadline", "owner", "unit", "score"):
        setattr(idea, name, getattr(wanted, name))
    idea.tags, idea.networks = list(wanted.tags), list(wanted.networks)
    idea.link_key = link_hash(idea.link) if idea.link else ""


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
