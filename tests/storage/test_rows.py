"""Many rows at once: each value as it was given, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from storage import rows
from storage.database import Database
from storage.models import Digest, DigestItem, Mention

NOW = datetime(2026, 11, 23, 7, 0, 0, 5, tzinfo=UTC)


def test_rows_keep_their_values_and_have_the_usual_ones_where_they_lack_some(database: Database) -> None:
    known = {"seen_at": NOW, "developed_at": NOW, "signals": ["palo", "5 % “x”"]}
    with database.begin() as session:
        rows.add(
            session,
            Mention,
            [{**known, "title": "Yksi"}, {**known, "title": "Kaksi", "due_at": NOW, "severity": "high"}],
            names=("title", "severity", "signals", "seen_at", "developed_at", "due_at"),
        )
        rows.add(session, Mention, [])
    with database.read() as session:
        found = list(session.scalars(select(Mention).order_by(Mention.id)))
    assert [(one.title, one.severity, one.signals, one.due_at, one.seen_at, one.state) for one in found] == [
        ("Yksi", "normal", ["palo", "5 % “x”"], None, NOW, "new"),
        ("Kaksi", "high", ["palo", "5 % “x”"], NOW, NOW, "new"),
    ]


def test_a_row_that_is_there_already_is_left_as_it_is(database: Database) -> None:
    with database.begin() as session:
        digest, mention = (
            Digest(kind="flood", place="C1", opened_at=NOW, due_at=NOW),
            Mention(seen_at=NOW, developed_at=NOW),
        )
        session.add_all([digest, mention])
        session.flush()
        for _ in range(2):
            item = {"digest_id": digest.id, "mention_id": mention.id}
            rows.add(session, DigestItem, [item], known=("digest_id", "mention_id"))
    with database.read() as session:
        assert len(session.scalars(select(DigestItem)).all()) == 1
