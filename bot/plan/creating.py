"""Putting something new into the plan: from an empty form, a copy, a main message, or an idea with everything it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import people
from bot.errors import Conflict, Invalid
from bot.ideas import states as idea_states
from bot.language.asked import language_asked
from bot.people import Asker
from bot.plan import draft, message_versions, states, times, writing
from bot.plan.draft import Again, Draft, Form, Opened, Saved
from bot.plan.kinds import KINDS, POST
from bot.plan.times import Chosen, Time
from bot.plan.writing import New, OutOfOrder
from bot.roles import Role, require
from bot.timing import human, wall
from bot.views.blocks import cut, one_line
from storage import plan, plan_series, plan_written
from storage.models import Idea, PlanItem

if TYPE_CHECKING:
    from bot.services import Services

_MORNING = time(9)
"""When something is planned for of which only the day is known."""


def open_form(
    services: Services, *, kind: str = "", day: date | None = None, words: str = "", message: int = 0, by: Asker
) -> Opened:
    """Return the form of a new item, on a day at nine, or with words that are its time or, when they tell none, its title."""
    require(by.role, Role.EMPLOYEE)
    house = services.settings.timezone
    at = int(wall.moment(datetime.combine(day, _MORNING), house).at.timestamp()) if day else None
    kind = kind if kind in KINDS else POST
    is_time = bool(words.strip()) and _tells_time(services, words, by)
    chosen = Chosen(at, one_line(words)[: times.MOST] if is_time else "", house)
    begun = Draft(kind=kind, title="" if is_time else cut(one_line(words), draft.LONGEST["title"]), chosen=chosen)
    return _opened(services, Form(kind=kind, message=message), begun, by)


def duplicate(services: Services, item_id: int, *, by: Asker) -> Opened:
    """Return the form of a new item that begins like another one, without its time; texts and files go with it."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        item = states.known(session, item_id)
        begun = draft.draft_of(item, plan_series.accounts_of(session, item_id), at=None)
    return _opened(services, Form(kind=item.kind, copy_of=item_id), begun, by)


def again(services: Services, form: Form, values: Mapping[str, Any], *, is_long: bool = False, by: Asker) -> Opened:
    """Return the form of a new item with what was typed by now: for another kind, with all fields, with the time understood."""
    require(by.role, Role.EMPLOYEE)
    typed = draft.from_values(values, _base(services, form))
    newer = replace(form, kind=typed.kind if typed.kind in KINDS else form.kind, is_long=is_long or form.is_long)
    return _opened(services, newer, typed, by)


def save(services: Services, form: Form, values: Mapping[str, Any], *, by: Asker) -> Saved | Again:
    """Put an item into the plan as a form says. The same form sent twice is one item. Raises Invalid with the field."""
    require(by.role, Role.EMPLOYEE)
    typed = draft.from_values(values, _base(services, form))
    people.get_to_know(services, filter(None, (typed.owner, typed.deputy)))
    try:
        with services.database.begin() as session:
            return _save(services, session, form, typed, by)
    except OutOfOrder as error:
        asking = replace(form, kind=typed.kind, asks_why=True)
        return Again(replace(_opened(services, asking, typed, by), breach=error.breach))


def open_from_idea(services: Services, idea_id: int, *, by: Asker) -> PlanItem:
    """Make the draft of an idea, or return the one there is: text, link, tags, files and permission go along.

    Raises NotFound when the idea is gone or not theirs to see, Conflict while it is private.
    """
    now = services.now()
    with services.database.begin() as session:
        idea_states.known(session, idea_id, by)
        idea = idea_states.held(session, idea_id)
        made = plan_written.of_idea(session, idea_id)
        if made is not None:
            return made
        if idea.is_private:
            raise Conflict("Only you see this idea. Show it to the desk first, then plan it.")
        item = _from_idea(services, session, idea, now, by)
        plan_written.take_over(session, idea.id, item.id)
        idea_states.drafted(services, session, idea, item.id, by=by)
    return item


def _from_idea(services: Services, session: Session, idea: Idea, now: datetime, by: Asker) -> PlanItem:
    title = one_line(idea.title) or cut(one_line(idea.text), 100) or cut(idea.link, 100)
    language = language_asked(idea.text) or by.reader.language
    found: dict[str, Any] = {
        "title": title,
        "link": idea.link,
        "tags": list(idea.tags),
        "accounts": [],
        "languages": [],
    }
    found |= {"kind": POST, "owner": idea.owner, "deputy": "", "unit": idea.unit, "campaign": ""}
    wanted = writing.with_defaults(session, found, language, by)
    new = New(f"idea:{idea.id}", Time(None, services.settings.timezone), idea.text, language, more={"idea_id": idea.id})
    item = writing.add(services, session, wanted, new, now, by=by)
    return item or _made(plan_written.of_idea(session, idea.id))


def _save(services: Services, session: Session, form: Form, typed: Draft, by: Asker) -> Saved:
    now = services.now()
    made = plan.by_key(session, form.key)
    if made is not None:
        return Saved(made, is_new=True)
    when = times.checked(typed.chosen, None, now, by.reader)
    known = {one.id for one in writing.choosable(session)}
    text = draft.text_of(typed)
    language = language_asked(text or typed.title) or by.reader.language
    wanted = draft.checked(typed, known, when.timezone)
    writing.check_people(session, wanted, {})
    wanted = writing.with_defaults(session, wanted, language, by)
    message = plan_series.locked_message(session, form.message) if form.message else None
    more = message_versions.columns(message) if message else {}
    new = New(form.key, when, "" if form.copy_of else text, language, draft.why_of(typed), more)
    item = writing.add(services, session, wanted, new, now, by=by)
    if item is not None and form.copy_of:
        plan_written.copy_content(session, form.copy_of, [item.id])
    return Saved(item or _made(plan.by_key(session, form.key)), is_new=True, understood=when.understood)


def _opened(services: Services, form: Form, shown: Draft, by: Asker) -> Opened:
    with services.database.read() as session:
        accounts = writing.choosable(session)
    understood, fault = times.understood(shown.chosen, services.now(), by.reader)
    return Opened(form, shown, accounts, understood=understood, fault=fault)


def _base(services: Services, form: Form) -> Draft:
    """Return what a form begins with, for the fields that it does not show."""
    begun = Draft(kind=form.kind, chosen=Chosen(timezone=services.settings.timezone))
    if not form.copy_of:
        return begun
    with services.database.read() as session:
        item = states.known(session, form.copy_of)
        return replace(draft.draft_of(item, plan_series.accounts_of(session, item.id), at=None), kind=form.kind)


def _tells_time(services: Services, words: str, by: Asker) -> bool:
    """Tell whether words are a time; one that is wrong, such as 31 April, is one too, and the form says what is wrong."""
    try:
        return (
            human.read(words[: times.MOST], services.now(), services.settings.timezone, by.reader.language) is not None
        )
    except Invalid:
        return True


def _made(found: PlanItem | None) -> PlanItem:
    if found is None:
        raise states.gone()
    return found
