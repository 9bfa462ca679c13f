"""Finding profiles by their terms: SQLite's FTS5 and PostgreSQL's tsvector propose, the rules above decide.

Ranking is what costs: bm25 reads every match of every term, ts_rank every document. So matches are only ranked when there are
more than asked for, and then a thousand of them at most.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import TextClause, bindparam, text
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.expression import Expression, for_fts5, for_tsquery, is_sayable

_RANKED = 1_000
_BY_INDEX = text("SET LOCAL enable_seqscan = off")
_MATCHES_IN_FTS5 = text("SELECT rowid FROM profile_search WHERE profile_search MATCH :query LIMIT :most")
_MATCHES_IN_TSVECTOR = text(
    "SELECT profile_id FROM profile_terms WHERE document @@ CAST(:query AS tsquery) LIMIT :most"
)
_BEST_IN_FTS5 = text(
    """
    SELECT id FROM (SELECT rowid AS id, bm25(profile_search, 10, 10, 4, 4, 1) AS points
                    FROM profile_search WHERE profile_search MATCH :query LIMIT :ranked) AS seen
    ORDER BY points, id LIMIT :most
    """
)
_BEST_IN_TSVECTOR = text(
    """
    SELECT profile_id FROM (SELECT profile_id, document FROM profile_terms
                            WHERE document @@ CAST(:query AS tsquery) LIMIT :ranked) AS seen
    ORDER BY ts_rank('{0.1, 0.1, 0.4, 1}', document, CAST(:query AS tsquery)) DESC, profile_id LIMIT :most
    """
)
_CANDIDATES = text(
    """
    SELECT profile.id, ' ' || terms.name || ' ', ' ' || terms.skill || ' ', ' ' || terms.about || ' ',
           ' ' || terms.evidence || ' ', ' ' || terms.work || ' ',
           profile.name, profile.unit, profile.place, profile.user_id IS NOT NULL, profile.away_until IS NOT NULL
    FROM profile JOIN profile_terms AS terms ON terms.profile_id = profile.id WHERE profile.id IN :ids
    """
).bindparams(bindparam("ids", expanding=True))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A profile that matches, with the terms to judge it by: each kind in one text, with spaces between and around."""

    id: int
    name: str
    skill: str
    about: str
    evidence: str
    work: str
    shown_name: str
    unit: str
    place: str
    is_in_slack: bool
    is_away: bool
    """They set a day of return; whether it is past is for others to say."""


def prepare(session: Session) -> None:
    """Make a transaction ready to search: told to stop at the first match, PostgreSQL would rather read the whole table."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_BY_INDEX)


def matching(session: Session, wanted: Expression, *, most: int) -> list[int]:
    """Return the ids of profiles that match, the likeliest ones when there are more than `most`."""
    if not is_sayable(wanted):
        return []
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    matches, best = (_MATCHES_IN_TSVECTOR, _BEST_IN_TSVECTOR) if is_postgresql else (_MATCHES_IN_FTS5, _BEST_IN_FTS5)
    query = for_tsquery(wanted) if is_postgresql else for_fts5(wanted, best="name skill")
    found = _ids(session, matches, query=query, most=most + 1)
    return found if len(found) <= most else _ids(session, best, query=query, most=most, ranked=_RANKED)


def candidates(session: Session, profile_ids: Iterable[int]) -> list[Candidate]:
    """Return what profiles are judged by."""
    return [Candidate(*row) for chunk in chunks(profile_ids) for row in session.execute(_CANDIDATES, {"ids": chunk})]


def _ids(session: Session, statement: TextClause, **said: object) -> list[int]:
    return [cast(int, row[0]) for row in session.execute(statement, said)]
