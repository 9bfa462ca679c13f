"""Erasures and what was said in public: the desk's work is handed back, and the words of outsiders go when they ask.

Somebody outside the house is named by what stands in the feeds: "author:" and their name or account, or the link of what they
wrote. Theirs is what has them as its author or stands under that link; elsewhere only their full name is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit
from bot.audit import Act
from bot.errors import NotFound
from bot.feeds import adding
from bot.feeds.identity import link_hash
from bot.mentions import notes, retention, rules
from bot.mentions.kinds import NOTE, SOURCES, SPIKE, WEEKLY
from bot.mentions.weblinks import web_link
from storage import mentions, privacy
from storage import privacy_mentions as said
from storage.models import Entry, Mention, MentionNote, Record, RuleHit, Sighting, Spike, WeeklyReport
from storage.privacy import Traces

if TYPE_CHECKING:
    from bot.services import Services

AUTHOR = "author:"
_GAP = "…"


@dataclass(frozen=True, slots=True)
class Taken:
    """What an erasure for somebody outside the house came to: mentions, items of feeds, and texts that named them."""

    mentions: int
    items: int
    texts: int


@dataclass(frozen=True, slots=True)
class _Outsider:
    traces: Traces
    authors: set[str]
    link_key: str


def is_outsider(named: str) -> bool:
    """Tell whether an operator means somebody outside the house, by what they wrote."""
    return named.strip().casefold().startswith((AUTHOR, "http://", "https://"))


def hand_back(services: Services, session: Session, traces: Traces) -> tuple[str, ...]:
    """Take a colleague out of the desk's work before their traces go; returns the rules that are switched off by that."""
    if traces.user_id:
        for mention_id in said.hand_back(session, traces.user_id):
            notes.redraw(services, session, mention_id)
    off = said.stop_looking_for(session, traces, services.now())
    for body in (rules.BODY, adding.BODY):
        services.memory.changed(session, body)
    return tuple(f"rule:{rule_id}" for rule_id in off)


def redraw(services: Services, session: Session, mended: Iterable[Record], also: Iterable[int] = ()) -> None:
    """Bring the messages up to date that show texts which have just changed; `also` are mentions."""
    about = set(also)
    for row in mended:
        if isinstance(row, Mention):
            about.add(row.id)
        elif isinstance(row, Sighting | RuleHit | MentionNote):
            about.add(row.mention_id)
        elif isinstance(row, WeeklyReport | Spike):
            services.messenger.redraw(session, WEEKLY if isinstance(row, WeeklyReport) else SPIKE, row.id)
        if isinstance(row, MentionNote):
            services.messenger.redraw(session, NOTE, row.id)
    for mention_id in about:
        notes.redraw(services, session, mention_id)
        services.messenger.redraw(session, SOURCES, mention_id)


def export(services: Services, named: str, *, by: str) -> dict[str, Any]:
    """Return every row about somebody outside the house as JSON, by table. Raises NotFound."""
    now = services.now()
    rows: dict[str, list[dict[str, Any]]] = {}
    with services.database.begin() as session:
        for record, row, _is_own in _about(session, _wanted(session, named)):
            values = {column.key: getattr(row, column.key) for column in record.__table__.columns}
            plain = {name: one.isoformat() if hasattr(one, "isoformat") else one for name, one in values.items()}
            rows.setdefault(str(record.__tablename__), []).append(plain)
        audit.note(session, now, Act(by, "privacy.exported", "outsider"))
    return {"made_at": now.isoformat(), "person": named, "tables": rows}


def erase(services: Services, named: str, *, by: str) -> Taken:
    """Delete what somebody outside the house wrote, and leave their full name out of the texts of others. Raises NotFound.

    The desk's rules and mutes about them stay, and so does the audit log, which has no words of feeds.
    """
    with services.database.begin() as session:
        outsider = _wanted(session, named)
        own = [row for _record, row, is_own in _about(session, outsider) if is_own]
        gone = {row.id for row in own if isinstance(row, Mention)}
        gone |= {row.mention_id for row in own if isinstance(row, Sighting) and _is_alone(session, row)}
        items = [row for row in own if isinstance(row, Entry)]
        for entry in items:
            said.empty(entry)
        seen = [row for row in own if isinstance(row, Sighting) and row.mention_id not in gone]
        elsewhere = {row.mention_id for row in seen}
        for sighting in seen:
            said.drop_sighting(session, sighting.id)
        for mention_id in gone:
            retention.forget(services, session, mention_id)
        session.flush()
        session.expire_all()
        pattern = outsider.traces.pattern()
        mended = privacy.scrub(session, outsider.traces, lambda value: _without(value, pattern), said.PUBLIC)
        redraw(services, session, mended, elsewhere)
        taken = Taken(len(gone), len(items), len(mended))
        after = {"mentions": taken.mentions, "items": taken.items, "texts": taken.texts}
        audit.note(session, services.now(), Act(by, "privacy.erased", "outsider"), after=after)
    return taken


def _wanted(session: Session, named: str) -> _Outsider:
    text = named.strip()
    if not text.casefold().startswith(AUTHOR):
        return _Outsider(Traces(), set(), link_hash(web_link(text)) if web_link(text) else "")
    name = " ".join(text[len(AUTHOR) :].split())
    if not name:
        raise NotFound("Write the author’s name after “author:”.")
    # A single word names many people; a name of several, or an account with its server, does not.
    telling = Traces(email=name) if "@" in name[1:] else Traces(names=(name,))
    return _Outsider(telling, said.said_by(session, name), "")


def _about(session: Session, outsider: _Outsider) -> list[tuple[type[Record], Any, bool]]:
    found = list(said.public(session, outsider.traces, outsider.authors, outsider.link_key))
    if not found:
        raise NotFound("Nothing here is by this author or under this link.")
    return found


def _is_alone(session: Session, seen: Sighting) -> bool:
    return mentions.sources(session, [seen.mention_id]).get(seen.mention_id, 0) <= 1


def _without(value: Any, pattern: Any) -> Any:
    """Return a value of a column with a gap in place of what the pattern finds."""
    if isinstance(value, str):
        return pattern.sub(_GAP, value)
    if isinstance(value, list):
        return [_without(one, pattern) for one in value]
    if isinstance(value, dict):
        return {name: _without(one, pattern) for name, one in value.items()}
    return value
