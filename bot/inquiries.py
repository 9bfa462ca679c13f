"""Asking an expert: the form, and what sending it does.

The question, the ping and both cards stand in one transaction that holds the expert's profile: only then can two who ask at
the same moment not both be the last whom the weekly cap lets through.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot import audit, availability, experts, inquiries_next, people, working_hours
from bot import inquiries_state as state_of
from bot.audit import Act
from bot.availability import Availability
from bot.errors import Invalid, NotFound
from bot.inquiries_draft import (
    MOST_SUGGESTED,
    MOST_TEXT,
    Asked,
    Candidate,
    Draft,
    Form,
    Opened,
    candidate,
    checked_question,
    hurdle,
)
from bot.inquiries_text import as_read, mentioned
from bot.people import Asker
from bot.roles import Role, require
from storage import inquiries, profiles, questions
from storage import people as known_people
from storage.models import Profile

if TYPE_CHECKING:
    from bot.services import Services

_LONGEST_LINK = 1_000
_log = structlog.get_logger(__name__)


def form(services: Services, profile_id: int, question: str, origin: str = "", *, by: Asker) -> Opened:
    """Return the form that asks somebody; profile 0 leaves open whom, and `filled_in` offers some.

    When they may not be asked now, the form says why and has who could be asked instead.
    """
    require(by.role, Role.EMPLOYEE)
    draft = Draft(question=question.strip()[:MOST_TEXT])
    if not profile_id:
        return Opened(Form(origin=origin), draft, is_looking=bool(draft.question))
    with services.database.read() as session:
        known = profiles.find(session, profile_id)
        if known is None:
            raise _no_such_person()
        if known.user_id == by.id:
            raise _oneself(None)
        found = availability.of(session, [known], services.now(), services.settings)[known.id]
    if found.may_be_asked:
        return Opened(Form(expert=known.id, origin=origin), draft, candidate(known))
    return _instead(services, Form(origin=origin), draft, found, by)


def form_about(services: Services, text: str, origin: str, *, by: Asker) -> Opened:
    """Return the form that asks about a message: its text as people read it, to be edited, and nobody chosen yet."""
    with services.database.read() as session:
        known = known_people.many(session, mentioned(text))
    names = {user_id: person.name for user_id, person in known.items()}
    return form(services, 0, as_read(text, names), origin, by=by)


def filled_in(services: Services, opened: Opened, message: tuple[str, str] = ("", ""), *, by: Asker) -> Opened:
    """Return an open form with people who may know, and the link of the `message` (channel, ts) as Slack writes it.

    Asks Slack, so it is for the background.
    """
    about = replace(opened.form, origin=_permalink(services, *message) or opened.form.origin)
    found = experts.suggest(services, opened.draft.question, most=MOST_SUGGESTED, by=by)
    return replace(opened, form=about, choices=tuple(candidate(one) for one in found), is_looking=False)


def ask(services: Services, about: Form, draft: Draft, *, by: Asker) -> Asked | Opened:
    """Put a question to an expert. The same form sent twice is one question.

    When the expert may not be asked by now, nothing is sent and the form comes back with who could be asked instead.
    """
    require(by.role, Role.EMPLOYEE)
    draft = replace(draft, question=checked_question(draft.question))
    if draft.other:
        people.get_to_know(services, [draft.other])
    now = services.now()
    working_hours.read_calendar(now)
    values = {"key": about.key, "asked_by": by.id, "asked_at": now, "origin": about.origin[:_LONGEST_LINK]}
    values |= {"question": draft.question, "moves_on": draft.moves_on}
    with services.database.begin() as session:
        expert = _chosen(session, about, draft, by)
        sent = inquiries.by_key(session, about.key)
        found = availability.of(session, [expert], now, services.settings)[expert.id]
        if sent is None and found.may_be_asked:
            _begin(services, session, values, found)
    return Asked(expert.name) if sent or found.may_be_asked else _instead(services, about, draft, found, by)


def summary(services: Services, user_id: str) -> tuple[int, int]:
    """Return how many open questions somebody has, and how many wait for their answer."""
    with services.database.read() as session:
        asked = inquiries.open_of(session, user_id) + questions.open_of(session, user_id)
        return asked, inquiries.waiting_for(session, user_id)


def expert_of(session: Session, user_id: str, field: str) -> Profile:
    """Return and hold the profile of a colleague chosen in Slack's own menu; raises Invalid for anybody else."""
    person = known_people.find(session, user_id)
    if person is None or not people.is_colleague(person):
        raise Invalid("This is a guest, an app, or somebody who has left. Choose a colleague.", field=field)
    profile = profiles.made_for_user(session, user_id)
    profile.name = profile.name or person.name
    return profile


def _chosen(session: Session, about: Form, draft: Draft, by: Asker) -> Profile:
    """Return and hold the profile of whoever is to be asked."""
    if by.id == draft.other:
        raise _oneself("other")
    if draft.other:
        return expert_of(session, draft.other, "other")
    chosen = draft.expert or about.expert
    if not chosen:
        raise Invalid("Choose whom to ask.", field="other")
    found = profiles.find(session, chosen, lock=True)
    if found is None:
        raise _no_such_person()
    if found.user_id == by.id:
        raise _oneself("expert")
    return found


def _begin(services: Services, session: Session, values: dict[str, Any], found: Availability) -> None:
    inquiry = inquiries.add(session, values)
    if inquiry is None:
        return  # the same form, sent twice at once
    state_of.send(services, session, inquiry, found, inquiry.asked_at)
    act = Act(inquiry.asked_by, "inquiry.asked", f"inquiry:{inquiry.id}")
    audit.note(session, inquiry.asked_at, act, after={"expert": found.profile.user_id})


def _instead(services: Services, about: Form, draft: Draft, found: Availability, by: Asker) -> Opened:
    """Return the form with the deputy of somebody who may not be asked, else with the next in line, else with nobody."""
    deputy = found.deputy if found.deputy is not None and found.deputy.user_id != by.id else None
    if deputy is not None:
        other: Candidate | None = candidate(deputy)
    else:
        other = inquiries_next.in_line(services, draft.question, by.id, {found.profile.id})
    about = replace(about, expert=other.profile_id if other else 0)
    return Opened(about, replace(draft, expert=0, other=""), other, hurdle=hurdle(found))


def _permalink(services: Services, channel: str, ts: str) -> str:
    if not (channel and ts):
        return ""
    try:
        return str(services.slack.chat_getPermalink(channel=channel, message_ts=ts)["permalink"])
    except (SlackApiError, OSError) as error:
        _log.info("no permalink, the link stays as it was made", error=type(error).__name__)
        return ""


def _oneself(field: str | None) -> Invalid:
    return Invalid("You cannot ask yourself. Choose somebody else.", field=field)


def _no_such_person() -> NotFound:
    return NotFound("This person is no longer in the directory. Please search again.")
