"""The audit log: who did what, with the values before and after, when and why, in a chain of hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from storage import audit
from storage.models import AuditEntry

_AT_ONCE = 500
"""Entries held in memory while the chain is linked anew."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did to a record, e.g. Act("U1", "account.edited", "account:7")."""

    who: str
    what: str
    subject: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """An act with the values before and after it, which must be JSON."""

    act: Act
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


def note(
    session: Session,
    at: datetime,
    act: Act,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry inside the transaction of the change it is about. Values must be JSON."""
    note_all(session, at, [Noted(act, before, after)])


def note_all(session: Session, at: datetime, done: Iterable[Noted]) -> None:
    """Add an entry for each of several acts, in their order; the log is held once for all."""
    head = audit.locked_head(session)
    for one in done:
        entry = AuditEntry(
            id=head.entries + 1,
            at=at,
            who=one.act.who,
            what=one.act.what,
            subject=one.act.subject,
            before=dict(one.before) if one.before is not None else None,
            after=dict(one.after) if one.after is not None else None,
            why=one.act.why[:2000],
            previous=head.hash,
            hash="",
        )
        entry.hash = _hash(entry)
        audit.append(session, entry, head)


def rewrite(session: Session, change: Callable[[AuditEntry], bool]) -> int:
    """Change entries and link the chain anew from the first one changed; returns how many `change` says it has changed.

    Only for the erasure of a person. A log that somebody tampered with must not come here: its faults would be gone.
    """
    newest = audit.locked_head(session)
    previous, last, changed = "", 0, 0
    while entries := audit.entries_after(session, last, _AT_ONCE):
        for entry in entries:
            changed += change(entry)
            if changed:
                entry.previous = previous
                entry.hash = _hash(entry)
            previous = entry.hash
        last = entries[-1].id
        session.flush()
        for entry in entries:
            session.expunge(entry)
    newest.hash = previous
    return changed


def faults(session: Session) -> list[int]:
    """Return the numbers of entries that were changed, are missing or were added past the bot; empty when the log is whole."""
    wrong: list[int] = []
    previous, expected = "", 1
    for entry in audit.entries_in_order(session):
        if entry.id != expected or entry.previous != previous or entry.hash != _hash(entry):
            wrong.append(entry.id)
        previous, expected = entry.hash, entry.id + 1
    head = audit.head(session)
    if (head.entries, head.hash) != (expected - 1, previous) if head else expected > 1:
        wrong.append(expected)
    return wrong


def _hash(entry: AuditEntry) -> str:
    said = [
        entry.id,
        entry.at.isoformat(timespec="microseconds"),
        entry.who,
        entry.what,
        entry.subject,
        entry.before,
        entry.after,
        entry.why,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
