"""What the bot holds about one person: all of it given out, or all of it taken away.

An erasure is one transaction. Only the audit log keeps that somebody did something: their ids become a pseudonym there, and
the chain of hashes is linked anew and says so in an entry of its own.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import (
    audit,
    channels,
    orphans,
    people,
    privacy_ideas,
    privacy_mentions,
    privacy_plan,
    privacy_questions,
    privacy_tips,
    profile_index,
)
from bot.audit import Act
from bot.errors import Conflict, NotFound
from bot.inquiries_state import KIND_ASKER, KIND_EXPERT
from bot.people import is_user_id
from storage import inquiries, privacy
from storage.models import AuditEntry, Profile, Record
from storage.privacy import Traces
from storage.privacy_questions import BANK

if TYPE_CHECKING:
    from bot.services import Services

PSEUDONYM = "erased:"
"""The beginning of every pseudonym."""
_DEPUTY = "deputy"
"""In the name of a field that refers to somebody else by their key in the HR feed."""
_GAP = "…"
"""Stands where somebody was named in a text of somebody else's."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure came to."""

    pseudonym: str
    entries: int
    """Entries of the audit log in which they have a pseudonym now."""
    accounts: tuple[str, ...] = ()
    """Names of social accounts that lack an owner or deputy now."""
    is_in_slack: bool = False
    """They are active in Slack: the next reading of everybody brings them back."""
    is_in_hr: bool = False
    """HR knows them: the next delivery brings them back."""
    rules: tuple[str, ...] = ()
    """Rules that looked for them and are switched off now, as the audit log names them."""
    has_namesake: bool = False
    """Somebody else has the same name, so texts in which it stands are left as they are."""
    answers: tuple[str, ...] = ()
    """Answers of the bank, as the audit log names them, that name the person and are left as they are: somebody edits those."""
    to_correct: tuple[str, ...] = ()
    """Links of their public replies that still wait to be corrected."""


def name_of(services: Services, named: str) -> str:
    """Return whom an operator means by a Slack id, an e-mail or a key of HR. Raises NotFound, and Conflict for several."""
    with services.database.read() as session:
        traces = _found(session, named)
    return ", ".join(filter(None, (next(iter(traces.names), ""), traces.user_id, traces.email)))


def export(services: Services, named: str, *, by: str) -> dict[str, Any]:
    """Return every row about a person as JSON, by table. Raises NotFound, and Conflict for several people."""
    now = services.now()
    with services.database.begin() as session:
        traces = _without_shared_names(session, _found(session, named))
        rows: dict[str, list[dict[str, Any]]] = {}
        for record, row in privacy.about(session, traces):
            rows.setdefault(str(record.__tablename__), []).append(_plain(record, row, traces))
        audit.note(session, now, Act(by, "privacy.exported", _subject(traces)))
    return {"made_at": now.isoformat(), "person": named, "tables": rows}


def erase(services: Services, named: str, *, by: str) -> Erased:
    """Take everything about a person out of the database. Raises NotFound, and Conflict when that must not be done now.

    Their social accounts have no owner afterwards, which is reported in Slack before their name goes.
    """
    now = services.now()
    with services.database.begin() as session:
        traces = _found(session, named)
        _must_be_whole(session)
        pseudonym = PSEUDONYM + secrets.token_hex(8)
        is_active = _is_active(session, traces)
        mine = _without_shared_names(session, traces)
        accounts = _hand_back(services, session, mine, pseudonym)
        off = privacy_mentions.hand_back(services, session, mine)
        to_correct, about = privacy_questions.hand_back(services, session, mine)
        privacy_ideas.hand_back(services, session, mine)
        privacy_plan.hand_back(services, session, mine)
        tipped = privacy_tips.hand_back(services, session, mine)
        _forget(services, session, mine)
        mended = _scrub(services, session, mine, pseudonym, about)
        privacy_tips.redraw(services, session, mended, tipped)
        answers = privacy_questions.named_in(session, mine)
        entries = audit.rewrite(session, lambda entry: _pseudonymised(entry, mine, pseudonym))
        after = {"entries": entries, "accounts": [account.id for account in accounts]}
        audit.note(session, now, Act(by, "privacy.erased", f"person:{pseudonym}"), after=after)
        for body in (people.BODY, channels.BODY, profile_index.BODY):
            services.memory.changed(session, body)
    names = tuple(account.name for account in accounts)
    return Erased(
        pseudonym,
        entries,
        names,
        is_active,
        bool(traces.hr_id),
        off,
        has_namesake=mine != traces,
        answers=answers,
        to_correct=to_correct,
    )


def _must_be_whole(session: Session) -> None:
    if wrong := audit.faults(session):
        raise Conflict(
            "The audit log was changed outside Kaiku, first at entry {entry}: nothing is erased, since that would hide it. "
            "Compare the log with a backup first.",
            entry=min(wrong),
        )


def _is_active(session: Session, traces: Traces) -> bool:
    """Tell whether the person is an active colleague in Slack."""
    _, person = privacy.known_as(session, traces.user_id)
    return person is not None and people.is_colleague(person)


def _found(session: Session, named: str) -> Traces:
    wanted = named.strip().strip("<@>").split("|")[0].strip()
    if not wanted:
        raise NotFound("Name a person by Slack id, e-mail or HR id.")
    profiles, person = privacy.known_as(session, wanted)
    if len(profiles) > 1:
        keys = ", ".join(str(one.user_id or one.hr_id or one.id) for one in profiles)
        raise Conflict("“{named}” means more than one person: {keys}. Name one of these ids.", named=named, keys=keys)
    profile = profiles[0] if profiles else None
    user_id = (profile.user_id if profile else None) or (person.id if person else "") or ""
    if person is None and user_id:
        _, person = privacy.known_as(session, user_id)
    said = (profile.name if profile else "", person.name if person else "")
    if profile is None and person is None and is_user_id(wanted):
        traces = Traces(user_id=wanted)
        if next(privacy.about(session, traces), None) is not None:
            return traces
    if profile is None and person is None:
        raise NotFound("Nobody here is known as “{named}”. Name a person by Slack id, e-mail or HR id.", named=named)
    names = tuple(dict.fromkeys(filter(None, said)))
    hr_id, email = (profile.hr_id or "", profile.email) if profile else ("", "")
    return Traces(user_id, profile.id if profile else None, hr_id, email, names)


def _without_shared_names(session: Session, traces: Traces) -> Traces:
    """Leave names out by which somebody else goes as well: where they stand, nobody can tell who is meant."""
    return replace(traces, names=()) if privacy.has_namesake(session, traces) else traces


def _subject(traces: Traces) -> str:
    return f"person:{traces.user_id}" if traces.user_id else f"profile:{traces.profile_id}"


def _hand_back(services: Services, session: Session, traces: Traces, pseudonym: str) -> list[Any]:
    """Report the person's duties, then empty them; returns the social accounts that lack somebody now."""
    now = services.now()
    profiles, person = privacy.known_as(session, traces.user_id) if traces.user_id else ([], None)
    for profile in profiles:
        profile.left_at = profile.left_at or now
    if person is not None:
        person.is_deactivated = True
    session.flush()
    orphans.look(services, session, [traces.user_id])
    for report in privacy.rename_orphans(session, traces.user_id, pseudonym) if traces.user_id else ():
        was_open = report.ended_at is None
        report.reason, report.ended_at = orphans.ERASED, report.ended_at or now
        if was_open:
            services.messenger.redraw(session, orphans.KIND, report.id)
    accounts = privacy.accounts_of(session, traces)
    for account in accounts:
        for role in ("owner", "deputy"):
            if traces.user_id and getattr(account, role) == traces.user_id:
                setattr(account, role, "")
            if getattr(account, f"{role}_name") in traces.names:
                setattr(account, f"{role}_name", "")
        account.version += 1
        services.messenger.redraw(session, channels.KIND, account.id)
    session.flush()
    return accounts


def _forget(services: Services, session: Session, traces: Traces) -> None:
    """Take away what is theirs: questions, profile and words, direct messages, and what Slack said of them."""
    asked = privacy.inquiries_of(session, traces.user_id) if traces.user_id else []
    for ping_id in privacy.pings_of(session, (inquiry.id for inquiry in asked)):
        services.messenger.redraw(session, KIND_EXPERT, ping_id)  # what it showed is gone, so the message goes
    experts = {
        inquiry.answered_by for inquiry in asked if inquiry.answered_by and inquiry.answered_by != traces.profile_id
    }
    for inquiry in asked:
        inquiries.remove(session, inquiry.id)
    if traces.profile_id is not None:
        for inquiry_id in privacy.inquiries_with(session, traces.profile_id):
            services.messenger.redraw(session, KIND_ASKER, inquiry_id)
        session.get_one(Profile, traces.profile_id).left_at = services.now()
        session.flush()
        profile_index.reindex(session, {traces.profile_id, *experts})
    elif experts:
        profile_index.reindex(session, experts)
    if traces.user_id:
        privacy.drop_place(session, traces.user_id)
    privacy.drop_person(session, traces)
    session.expire_all()


def _scrub(services: Services, session: Session, traces: Traces, pseudonym: str, about: set[int]) -> list[Record]:
    """Mend every text that names the person but those of the answer bank; `about` are questions to be drawn anew as well.

    Returns the rows that were mended.
    """
    beside_bank = [record for record in privacy.models() if record not in BANK]
    mended = privacy.scrub(session, traces, lambda value: _mended(value, traces, pseudonym), beside_bank)
    privacy_questions.scrubbed(session, traces, pseudonym)
    privacy_mentions.redraw(services, session, mended)
    privacy_questions.redraw(services, session, mended, about)
    privacy.settle_search(session)
    return mended


def _mended(value: Any, traces: Traces, pseudonym: str) -> Any:
    """Return a value without the person: a row of theirs in a list goes, their id alone becomes the pseudonym."""
    if isinstance(value, list):
        return [
            _mended(one, traces, pseudonym) for one in value if not (isinstance(one, dict) and _is_theirs(one, traces))
        ]
    if isinstance(value, dict):
        gone = {name for name, one in value.items() if _DEPUTY in name and one and one == traces.hr_id}
        return {name: "" if name in gone else _mended(one, traces, pseudonym) for name, one in value.items()}
    if not isinstance(value, str):
        return value
    if traces.user_id and value == traces.user_id:
        return pseudonym
    return traces.pattern().sub(_GAP, value)


def _is_theirs(row: dict[str, Any], traces: Traces) -> bool:
    """Tell whether a row of a list is about the person; one that names them as deputy is about somebody else."""
    mine = set(filter(None, (traces.user_id, traces.email, traces.hr_id, *traces.names)))
    said = [value for name, value in row.items() if isinstance(value, str) and _DEPUTY not in name]
    return any(value in mine or value.casefold() in mine for value in said)


def _pseudonymised(entry: AuditEntry, traces: Traces, pseudonym: str) -> bool:
    """Put the pseudonym into an entry in place of the person; False when the entry does not name them."""

    def said(value: Any) -> Any:
        if isinstance(value, str):
            return pseudonym if value in traces.names else traces.pattern().sub(pseudonym, value)
        if isinstance(value, dict):
            return {name: said(one) for name, one in value.items()}
        return [said(one) for one in value] if isinstance(value, list) else value

    subject = f"profile:{pseudonym}" if entry.subject == f"profile:{traces.profile_id}" else said(entry.subject)
    news = {"who": said(entry.who), "subject": subject, "why": said(entry.why)[:2000]}
    news |= {"before": said(entry.before), "after": said(entry.after)}
    changes = {name: value for name, value in news.items() if getattr(entry, name) != value}
    for name, value in changes.items():
        setattr(entry, name, value)
    return bool(changes)


def _plain(record: type[Record], row: Record, traces: Traces) -> dict[str, Any]:
    """Return a row as JSON values; of a list of people only the person's own row."""
    values = {column.key: getattr(row, column.key) for column in record.__table__.columns}
    return {name: _json(value, traces) for name, value in values.items()}


def _json(value: Any, traces: Traces) -> Any:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return [one for one in value if isinstance(one, dict) and _is_theirs(one, traces)]
    return value
