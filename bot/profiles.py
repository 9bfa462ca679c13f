"""One's own profile: what HR says is read, what a person says of themselves is theirs alone to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit, orphans, profile_index, synonyms
from bot.audit import Act
from bot.errors import Invalid, NotFound
from bot.language.folding import fold
from bot.people import Asker, get_to_know
from bot.profiles_draft import Draft, checked, draft_of, skills_in
from bot.roles import Role, require
from bot.views.blocks import one_line
from bot.words import zone
from storage import people, profiles
from storage.models import Profile

if TYPE_CHECKING:
    from bot.services import Services

KIND = "profile_reminder"
"""The kind of card: the yearly question whether a profile is still right."""
MOST_SUGGESTED = 10
_MOST_COLLEAGUES = 200
_LONGEST_TYPED = 150
"""Characters of a typed list of skills: as many as the value of an option has."""


@dataclass(frozen=True, slots=True)
class Own:
    """A person's own profile as a form starts with it; `lost_deputy` is the name of one who has left Slack."""

    profile: Profile
    draft: Draft
    hr_deputy: str = ""
    """The name of the deputy whom HR names."""
    lost_deputy: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """The profile as it stands now; `circle` is the name of a deputy who has named this person in turn."""

    profile: Profile
    circle: str = ""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The person has saved their profile elsewhere while the form was open; nothing of `draft` was saved."""

    own: Own
    draft: Draft


def own(services: Services, *, by: Asker) -> Own:
    """Return a person's own profile; an empty one when there is none yet."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        return _own(session, profiles.of_user(session, by.id) or _empty(by), _today(services, by))


def save(services: Services, version: int, draft: Draft, *, by: Asker) -> Saved | Overtaken:
    """Keep what a person says of themselves. The same form sent twice is one change."""
    require(by.role, Role.EMPLOYEE)
    today = _today(services, by)
    get_to_know(services, filter(None, (draft.deputy,)))
    with services.database.begin() as session:
        known = profiles.made_for_user(session, by.id)
        values = checked(draft, today=today)
        changed = {name: value for name, value in values.items() if getattr(known, name) != value}
        if known.version != version:
            if changed:
                return Overtaken(_own(session, known, today), draft)
            return Saved(known, _circle(session, known))
        if "deputy" in changed:
            _check_deputy(session, values["deputy"], by)
        _write(services, session, known, changed, by=by)
        return Saved(known, _circle(session, known))


def confirm(services: Services, *, by: Asker) -> Profile:
    """Take a person's word that their profile is still right; nobody asks again for a year."""
    require(by.role, Role.EMPLOYEE)
    with services.database.begin() as session:
        known = profiles.of_user(session, by.id, lock=True)
        if known is None:
            raise NotFound("You have no profile yet. Write “/expert me” to make one.")
        if is_asked(known):
            _write(services, session, known, {}, by=by)
        return known


def is_asked(profile: Profile) -> bool:
    """Tell whether the yearly question waits for an answer."""
    asked, answered = profile.reminded_at, profile.confirmed_at
    return asked is not None and (answered is None or answered < asked)


def suggest(services: Services, typed: str, *, by: Asker) -> list[str]:
    """Return skills to choose from: what was typed comes first, so that any skill can be added.

    With nothing typed, what colleagues of the same unit and title know.
    """
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        mine = profiles.of_user(session, by.id) or _empty(by)
        near = profiles.of_unit(session, mine.unit, _MOST_COLLEAGUES) if mine.unit else []
    has = {fold(skill) for skill in skills_in([mine.hr_skills, mine.skills])}
    beside: Counter[str] = Counter()
    for other in near:
        weight = 3 if other.title and fold(other.title) == fold(mine.title) else 1
        beside.update(dict.fromkeys(_skills_of(other), weight) if other.id != mine.id else {})
    wanted = one_line(typed)[:_LONGEST_TYPED]
    if not wanted:
        likely = beside or _of_the_house(services)
        return [skill for skill, _uses in likely.most_common(100) if fold(skill) not in has][:MOST_SUGGESTED]
    return [wanted, *_fitting(services, wanted, beside, has | {fold(wanted)})][:MOST_SUGGESTED]


def _fitting(services: Services, typed: str, beside: Mapping[str, int], left_out: Iterable[str]) -> list[str]:
    """Return skills and words that the desk knows which begin with what was typed, or have a word that does."""
    start, seen = fold(typed), set(left_out)
    house = _of_the_house(services)
    meant = {word: 0 for group in synonyms.in_force(services) for word in group.words}
    ranked = []
    for skill, uses in {**meant, **house, **beside}.items():
        folded = fold(skill)
        if folded.startswith(start) or f" {start}" in folded:
            ranked.append((not folded.startswith(start), skill not in beside, -uses, folded, skill))
    found = []
    for *_rank, folded, skill in sorted(ranked):
        if folded not in seen and len(skill) <= _LONGEST_TYPED:
            seen.add(folded)
            found.append(skill)
    return found[:MOST_SUGGESTED]


def _of_the_house(services: Services) -> Counter[str]:
    """Return everybody's skills with the number of people who have them, from memory."""

    def read() -> Counter[str]:
        with services.database.read() as session:
            return Counter(skill for text in profiles.skill_lists(session) for skill in text.splitlines() if skill)

    return services.memory.recall(profile_index.BODY, "skills of the house", read)


def _skills_of(profile: Profile) -> list[str]:
    return skills_in([profile.hr_skills, "" if profile.is_hidden else profile.skills])


def _write(services: Services, session: Session, known: Profile, changed: Mapping[str, Any], *, by: Asker) -> None:
    """Store checked values with everything that follows from them; saving without a change confirms what is there."""
    now, was_asked = services.now(), is_asked(known)
    for name, value in changed.items():
        setattr(known, name, value)
    known.name = known.name or by.name
    known.confirmed_at = now
    known.version += 1 if changed else 0
    act = Act(by.id, "profile.edited" if changed else "profile.confirmed", f"profile:{known.id}")
    audit.note(session, now, act, after={"fields": sorted(changed)} if changed else None)
    session.flush()
    if changed:
        profile_index.reindex(session, [known.id])
        services.memory.changed(session, profile_index.BODY)
    if was_asked:
        services.messenger.redraw(session, KIND, known.id)
    if "away_until" in changed:
        orphans.look(services, session, [by.id])


def _own(session: Session, profile: Profile, today: date) -> Own:
    draft = draft_of(profile, today)
    named = profiles.of_hr_ids(session, [profile.hr_deputy]).get(profile.hr_deputy) if profile.hr_deputy else None
    deputy = people.find(session, draft.deputy) if draft.deputy else None
    lost = deputy.name if deputy is not None and deputy.is_deactivated else ""
    return Own(profile, draft, named.name if named else "", lost)


def _empty(by: Asker) -> Profile:
    return Profile(user_id=by.id, name=by.name)


def _check_deputy(session: Session, user_id: str, by: Asker) -> None:
    if user_id == by.id:
        raise Invalid("You cannot be your own deputy. Choose somebody else, or leave it empty.", field="deputy")
    person = people.find(session, user_id) if user_id else None
    if person is None:
        return
    if person.is_deactivated:
        raise Invalid("{name} is no longer active in Slack. Choose somebody else.", field="deputy", name=person.name)
    if person.is_guest or person.is_bot:
        raise Invalid("{name} is a guest or an app. Choose a member of the staff.", field="deputy", name=person.name)


def _circle(session: Session, profile: Profile) -> str:
    """Return the name of a deputy whose own deputy this person is: while both are away, nobody stands in."""
    deputy = profiles.of_user(session, profile.deputy) if profile.deputy else None
    if deputy is None:
        return ""
    has_chosen = deputy.deputy == profile.user_id
    is_named = not deputy.deputy and bool(profile.hr_id) and deputy.hr_deputy == profile.hr_id
    return deputy.name if has_chosen or is_named else ""


def _today(services: Services, by: Asker) -> date:
    return services.now().astimezone(zone(by.reader.timezone)).date()
