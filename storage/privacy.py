"""Everything that is stored about one person, in whatever table it stands: found by who they are, and taken out.

It reads the schema itself, so that a table which comes tomorrow is searched as well.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    String,
    Text,
    cast,
    delete,
    exists,
    false,
    func,
    inspect,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session, aliased

from storage.models import (
    AuditEntry,
    Blockage,
    Card,
    Contribution,
    Correction,
    CorrectionList,
    DeskMember,
    Follow,
    FollowHit,
    FreshnessItem,
    FreshnessList,
    Inquiry,
    Orphan,
    Person,
    Ping,
    Place,
    Profile,
    ProfileTerms,
    Question,
    Record,
    SocialAccount,
    TextTerms,
    TextWord,
    Word,
)

Row = dict[str, Any]
_NOT_SEARCHED = (Word, TextWord, TextTerms)
"""Words of all profiles and all texts together, which belong to nobody; the texts themselves are searched."""
_NOBODY = -1
_NAMES_STAY = (Person, Profile, ProfileTerms, Word, TextWord, TextTerms, AuditEntry)
"""Where a name that is left after an erasure is somebody else's, or is dealt with apart."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What one person is known by. Empty texts and None stand for what is not known."""

    user_id: str = ""
    profile_id: int | None = None
    hr_id: str = ""
    email: str = ""
    names: tuple[str, ...] = ()

    @property
    def telling(self) -> tuple[str, ...]:
        """What names nobody else: ids of Slack, the e-mail, names of more than one word."""
        return tuple(filter(None, (self.user_id, self.email, *(name for name in self.names if " " in name))))

    def pattern(self) -> re.Pattern[str]:
        """Match what names the person, wherever it stands as a whole; nothing when there is nothing telling."""
        alone = r"(?<!\w){}(?!\w)"
        within_addresses = r"(?<![\w.+-]){}(?!\.?\w)"
        known = [(within_addresses if "@" in one else alone).format(re.escape(one)) for one in self.telling]
        return re.compile("|".join(known) or r"(?!)", re.IGNORECASE)


def models() -> list[type[Record]]:
    """Return the records of every table."""
    return sorted((mapper.class_ for mapper in Record.registry.mappers), key=lambda record: str(record.__tablename__))


def known_as(session: Session, named: str) -> tuple[list[Profile], Person | None]:
    """Return the profiles that a Slack id, an e-mail or a key of HR leads to, and the Slack user of that id."""
    same = or_(Profile.user_id == named, Profile.hr_id == named, Profile.email == named.casefold())
    return list(session.scalars(select(Profile).where(same).order_by(Profile.id))), session.get(Person, named)


def has_namesake(session: Session, traces: Traces) -> bool:
    """Tell whether somebody else has one of the person's names."""
    others = select(Profile.id).where(Profile.name.in_(traces.names), Profile.id != (traces.profile_id or 0))
    return session.scalar(others.limit(1)) is not None


def about(session: Session, traces: Traces) -> Iterator[tuple[type[Record], Record]]:
    """Yield every row about a person with its kind: rows that refer to them, and rows whose texts name them."""
    pattern = traces.pattern()
    for record in models():
        if record in _NOT_SEARCHED:
            continue
        linked = _linked(record, traces)
        query = select(record).where(or_(linked, may_name(record, traces.telling)))
        refers = set(session.scalars(select(_key(record)).where(linked)))
        for row in session.scalars(query.order_by(_key(record))):
            if getattr(row, _key(record).key) in refers or any(pattern.search(one) for one in texts(record, row)):
                yield record, row


def of_place(session: Session, address: str) -> int | None:
    """Return the id of a place in Slack."""
    return session.scalar(select(Place.id).where(Place.address == address))


def inquiries_with(session: Session, profile_id: int) -> list[int]:
    """Return the inquiries in which somebody was asked or has answered."""
    asked = select(Ping.inquiry_id).where(Ping.profile_id == profile_id)
    return sorted(session.scalars(asked.union(select(Inquiry.id).where(Inquiry.answered_by == profile_id))))


def inquiries_of(session: Session, user_id: str) -> list[Inquiry]:
    """Return what somebody has asked."""
    return list(session.scalars(select(Inquiry).where(Inquiry.asked_by == user_id).order_by(Inquiry.id)))


def pings_of(session: Session, inquiry_ids: Iterable[int]) -> list[int]:
    """Return who was asked in some inquiries: the ids of the pings."""
    return sorted(session.scalars(select(Ping.id).where(Ping.inquiry_id.in_(list(inquiry_ids)))))


def accounts_of(session: Session, traces: Traces) -> list[SocialAccount]:
    """Return the social accounts in somebody's hands, by id or, for those from a file, by written name."""
    ids = or_(SocialAccount.owner == traces.user_id, SocialAccount.deputy == traces.user_id)
    names = or_(SocialAccount.owner_name.in_(traces.names), SocialAccount.deputy_name.in_(traces.names))
    held = or_(ids if traces.user_id else false(), names)
    return list(session.scalars(select(SocialAccount).where(held).order_by(SocialAccount.id).with_for_update()))


def drop_place(session: Session, address: str) -> None:
    """Delete somebody's direct messages with all that stands and fails there; who asked for a card elsewhere is forgotten."""
    session.execute(update(Card).where(Card.asked_by == address).values(asked_by=None))
    session.execute(update(Blockage).where(Blockage.moved_to == address).values(moved_to=None))
    place_id = of_place(session, address)
    if place_id is None:
        return
    first = aliased(Card)
    answers = exists().where(first.id == Card.thread_of, first.place_id == place_id)
    session.execute(update(Card).where(answers).values(thread_of=None))
    session.execute(delete(Card).where(Card.place_id == place_id))
    session.execute(delete(Blockage).where(Blockage.place_id == place_id))
    session.execute(delete(Place).where(Place.id == place_id))


def drop_person(session: Session, traces: Traces) -> None:
    """Delete a person and their profile, with everything that hangs on it, and their part in what others have."""
    if traces.user_id:
        session.execute(update(Profile).where(Profile.deputy == traces.user_id).values(deputy=""))
        session.execute(update(Ping).where(Ping.suggested == traces.user_id).values(suggested=""))
    if traces.hr_id:
        session.execute(update(Profile).where(Profile.hr_deputy == traces.hr_id).values(hr_deputy=""))
    session.execute(delete(Profile).where(Profile.id == traces.profile_id))
    session.execute(delete(DeskMember).where(DeskMember.user_id == traces.user_id))
    session.execute(delete(Person).where(Person.id == traces.user_id))


def rename_orphans(session: Session, user_id: str, pseudonym: str) -> list[Orphan]:
    """Let the reports about somebody's duties be about a pseudonym; return them."""
    reports = list(session.scalars(select(Orphan).where(Orphan.user_id == user_id)))
    for report in reports:
        report.user_id = pseudonym
    return reports


def scrub(
    session: Session, traces: Traces, mend: Callable[[Any], Any], among: Iterable[type[Record]] | None = None
) -> list[Record]:
    """Mend the texts in which the person is still named and return their rows: of every table but the audit log, or of some."""
    mended: list[Record] = []
    for record in models() if among is None else among:
        if record in _NAMES_STAY:
            continue
        columns = [column for column in record.__table__.columns if isinstance(column.type, String | JSON)]
        for row in session.scalars(select(record).where(may_name(record, traces.telling))):
            news = {column.key: mend(getattr(row, column.key)) for column in columns}
            changes = {name: value for name, value in news.items() if value != getattr(row, name)}
            for name, value in changes.items():
                setattr(row, name, value)
            mended += [row] if changes else []
    session.flush()
    return mended


def settle_search(session: Session) -> None:
    """Let SQLite's search forget the deleted terms for good: its index keeps them until parts of it are merged."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO profile_search (profile_search) VALUES ('optimize')"))
        session.execute(text("INSERT INTO text_search (text_search) VALUES ('optimize')"))


def _key(record: type[Record]) -> Any:
    return getattr(record, str(inspect(record).primary_key[0].key))


def _linked(record: type[Record], traces: Traces) -> ColumnElement[bool]:
    """Say which rows of a table refer to the person by a key."""
    profile_id = _NOBODY if traces.profile_id is None else traces.profile_id  # NULL is everybody's who has none
    place = select(Place.id).where(Place.address == traces.user_id).scalar_subquery()
    asked = select(Inquiry.id).where(Inquiry.asked_by == traces.user_id)
    subjects = (f"person:{traces.user_id}", f"profile:{profile_id}")
    links: dict[type[Record], ColumnElement[bool]] = {
        AuditEntry: AuditEntry.subject.in_(subjects),
        Blockage: Blockage.place_id == place,
        Card: Card.place_id == place,
        Contribution: Contribution.question_id.in_(select(Question.id).where(Question.asked_by == traces.user_id)),
        Correction: Correction.list_id.in_(select(CorrectionList.id).where(CorrectionList.user_id == traces.user_id)),
        FreshnessItem: FreshnessItem.list_id.in_(
            select(FreshnessList.id).where(FreshnessList.user_id == traces.user_id)
        ),
        FollowHit: FollowHit.follow_id.in_(select(Follow.id).where(Follow.user_id == traces.user_id)),
        Inquiry: Inquiry.answered_by == profile_id,
        Ping: or_(Ping.profile_id == profile_id, Ping.inquiry_id.in_(asked)),
        Profile: Profile.id == profile_id,
        ProfileTerms: ProfileTerms.profile_id == profile_id,
    }
    return links.get(record, false())


def may_name(record: type[Record], telling: Iterable[str]) -> ColumnElement[bool]:
    """Say in which rows one of some texts may stand; whether it stands there as a whole is looked at afterwards."""
    columns = [cast(column, Text) for column in record.__table__.columns if isinstance(column.type, String | JSON)]
    wanted = {form for one in telling for form in (one, one.casefold(), json.dumps(one)[1:-1])}
    return or_(
        false(),
        *(column.contains(one, autoescape=True) for column in columns for one in wanted),
        *(func.lower(column).contains(one.lower(), autoescape=True) for column in columns for one in wanted),
    )


def texts(record: type[Record], row: Record) -> Iterator[str]:
    """Yield everything written in a row."""
    for column in record.__table__.columns:
        value = getattr(row, column.key)
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield json.dumps(value, ensure_ascii=False)
