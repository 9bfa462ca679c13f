"""Noting who agreed to a publication, overriding what is missing, and telling the giver what that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.channels_draft import check_length
from bot.clearance import subject
from bot.clearance.judging import ANSWERS, POINTS
from bot.clearance.subject import Subject
from bot.errors import Conflict, Invalid
from bot.ideas import states as idea_states
from bot.people import Asker
from bot.plan import states as plan_states
from bot.roles import Role, require
from bot.views.blocks import clean, one_line
from storage import clearances
from storage.models import Clearance

if TYPE_CHECKING:
    from bot.services import Services

GIVER = "clearance"
"""Kind of the giver's card: what is missing, in one direct message that is edited."""
MOST_NAMES, MOST_EVIDENCE, MOST_WHY = 300, 2_000, 500
_TEXTS = {"people_named": MOST_WHY, "photographer": MOST_NAMES, "licence": MOST_NAMES, "evidence": MOST_EVIDENCE}


@dataclass(frozen=True, slots=True)
class Draft:
    """A permission as somebody wrote it down; `answers` are by point. `version` is that of the form, 0 for a new one."""

    answers: dict[str, str]
    texts: dict[str, str]
    embargo_until: datetime | None = None
    version: int = 0


def opened(services: Services, key: str, *, by: Asker) -> Subject:
    """Return what a permission is about, for its form or for looking."""
    with services.database.read() as session:
        return subject.read(session, key, by=by)


def save(services: Services, key: str, draft: Draft, *, by: Asker) -> None:
    """Write down who agreed. Raises Invalid at the field; Conflict when somebody else wrote meanwhile.

    An override ends with it: what is known now is judged anew.
    """
    answers, texts = _checked(draft)
    now = services.now()
    with services.database.begin() as session:
        about = subject.to_change(session, key, by=by)
        held = about.clearance or _new(session, about)
        if draft.version != (held.version if about.clearance is not None else 0):
            raise Conflict("Somebody else has changed the permission meanwhile. Open it again to see what they wrote.")
        before = {point: getattr(held, point) for point in POINTS}
        for name, value in (answers | texts).items():
            setattr(held, name, value)
        held.embargo_until = draft.embargo_until
        held.overridden_by, held.override_why, held.changed_at = "", "", now
        _noted(services, session, about, held, Act(by.id, "clearance.edited", _subject(about)), before)


def override(services: Services, key: str, why: str, *, by: Asker) -> None:
    """Let something be published although something is missing: a social manager's word, with a reason, in the audit log.

    Raises Invalid (field "why") without a reason.
    """
    require(by.role, Role.MANAGER)
    reason = one_line(why)
    if not reason:
        raise Invalid(
            "Write why this may be published although something is missing. It is kept with your name.", field="why"
        )
    check_length(reason, MOST_WHY, "why")
    now = services.now()
    with services.database.begin() as session:
        about = subject.to_change(session, key, by=by)
        held = about.clearance or _new(session, about)
        held.overridden_by, held.override_why, held.changed_at = by.id, reason, now
        act = Act(by.id, "clearance.overridden", _subject(about), why=reason)
        _noted(services, session, about, held, act, {"missing": [one.point for one in about.missing]})


def tell_giver(services: Services, key: str, *, by: Asker) -> bool:
    """Tell whoever gave it exactly what is missing, in one direct message that follows; False when there is nobody to tell."""
    now = services.now()
    with services.database.begin() as session:
        about = subject.to_change(session, key, by=by)
        if not about.giver:
            return False
        held = about.clearance or _new(session, about)
        session.flush()
        services.messenger.show(session, GIVER, held.id, about.giver, asked_by=by.id)
        audit.note(session, now, Act(by.id, "clearance.told", _subject(about)))
    return True


def _checked(draft: Draft) -> tuple[dict[str, str], dict[str, str]]:
    answers = {point: draft.answers.get(point, "") for point in POINTS}
    for point, answer in answers.items():
        if answer not in ANSWERS:
            raise Invalid("Choose one of the answers.", field=point)
    texts = {name: clean(draft.texts.get(name, "")).strip() for name in _TEXTS}
    for name, most in _TEXTS.items():
        check_length(texts[name], most, name)
    return answers, texts


def _new(session: Session, about: Subject) -> Clearance:
    made = Clearance(
        item_id=about.item.id if about.item is not None else None,
        idea_id=about.idea.id
        if about.idea is not None and clearances.of_idea(session, about.idea.id) is None
        else None,
        version=0,
    )
    session.add(made)
    return made


def _noted(
    services: Services,
    session: Session,
    about: Subject,
    held: Clearance,
    act: Act,
    before: dict[str, object],
) -> None:
    """Finish a change of a held permission, made at its `changed_at`."""
    held.version += 1
    held.changed_by, now = act.who, held.changed_at or services.now()
    session.flush()
    audit.note(session, now, act, before=before, after={point: getattr(held, point) for point in POINTS})
    if about.item is not None:
        plan_states.changed(
            services, session, about.item, now, Act(act.who, "plan.cleared", plan_states.subject(about.item))
        )
    elif about.idea is not None:
        idea_states.touched(about.idea, now)
    services.messenger.redraw(session, GIVER, held.id)


def _subject(about: Subject) -> str:
    return f"clearance:{about.key}"
