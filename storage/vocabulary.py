"""The vocabulary of an index: every term of all that may be found, with the number of rows that have it.

Profiles have one, `Word`; answers and questions have another, `TextWord`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import String, case, cast, delete, func, select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.models import TextWord, Word
from storage.upsert import insert

Of = type[Word] | type[TextWord]
"""Whose vocabulary."""


def uses(session: Session, of: Of, terms: Iterable[str]) -> dict[str, int]:
    """Return how many rows have each of these terms; a term that none has is left out."""
    found: dict[str, int] = {}
    for chunk in chunks(terms):
        found |= dict(session.execute(select(of.term, of.uses).where(of.term.in_(chunk))).all())
    return found


def every(session: Session, of: Of) -> list[tuple[str, str, int]]:
    """Return all terms, each as somebody wrote it and with its uses.

    They come as one text: thirty thousand rows would take ten times as long.
    """
    line = of.term + "\t" + of.shown + "\t" + cast(of.uses, String)
    rows = (session.scalar(select(func.aggregate_strings(line, "\n"))) or "").splitlines()
    return [(term, shown, int(uses)) for term, shown, uses in (row.split("\t") for row in rows)]


def keep_count(session: Session, of: Of, changes: Mapping[str, int], shown: Mapping[str, str]) -> None:
    """Add to the uses of terms, or take away; a term without uses is forgotten. `shown` is how somebody wrote it.

    The terms are taken in the order of the alphabet: two who count at once wait for each other, and never both.
    """
    rows = [
        {"term": term, "shown": shown.get(term, term), "uses": change}
        for term, change in sorted(changes.items())
        if change
    ]
    if not rows:
        return
    added = insert(session, of)
    better = case((of.shown == of.term, added.excluded.shown), else_=of.shown)
    counted = added.on_conflict_do_update(
        index_elements=["term"], set_={"uses": of.uses + added.excluded.uses, "shown": better}
    )
    session.connection().execute(counted, rows)
    for chunk in chunks(sorted(term for term, change in changes.items() if change < 0)):
        session.execute(delete(of).where(of.term.in_(chunk), of.uses <= 0))


def size(session: Session, of: Of) -> int:
    """Return how many terms there are."""
    return session.scalar(select(func.count()).select_from(of)) or 0
