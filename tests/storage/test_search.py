"""What both databases propose for an expression of terms, and the vocabulary that is counted beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from storage import profile_terms, search, vocabulary
from storage.database import Database
from storage.expression import AllOf, AmongBest, AnyOf, Expression, Term
from storage.models import Person, Profile, Word
from storage.search import candidates, matching
from tests.clock import START

ROWS = {
    1: {"name": "maija virta", "skill": "tietosuoja viestinta", "work": "kirjasto"},
    2: {"name": "sven berg", "skill": "viestinta", "work": "museo"},
    3: {"name": "anna laine", "about": "viestinta", "work": "kirjasto"},
    4: {"name": "ida ahola", "evidence": "tietosuoja tietosuoja", "work": "viestinta"},
}


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session on a directory of four; nothing is kept."""
    with Session(database.engine, expire_on_commit=False) as opened:
        opened.add_all(Profile(name=row["name"]) for row in ROWS.values())
        opened.flush()
        profile_terms.store(opened, {key: dict.fromkeys(profile_terms.KINDS, "") | row for key, row in ROWS.items()})
        yield opened


def term(text: str, *, is_prefix: bool = False) -> Term:
    return Term(text, is_prefix)


PROPOSED: list[tuple[Expression, set[int]]] = [
    (term("viestinta"), {1, 2, 3, 4}),
    (term("vies", is_prefix=True), {1, 2, 3, 4}),
    (term("vies"), set()),
    (AllOf((term("viestinta"), term("kirjasto"))), {1, 3}),
    (AnyOf((term("museo"), term("tietosuoja"))), {1, 2, 4}),
    (AllOf((AnyOf((term("museo"), term("kirjasto"))), term("vir", is_prefix=True))), {1}),
    (AmongBest(term("viestinta")), {1, 2}),
    (AmongBest(AllOf((term("viestinta"), term("ma", is_prefix=True)))), {1}),
    (AllOf((term("viestinta"), term("tietosuoja"), AmongBest(term("tietosuoja")))), {1}),
    (AnyOf(()), set()),
    (AllOf(()), set()),
    (AllOf((term("viestinta"), AnyOf(()))), set()),
    (term("nobody"), set()),
]


def test_both_databases_propose_the_same(session: Session) -> None:
    for wanted, found in PROPOSED:
        assert set(matching(session, wanted, most=10)) == found, wanted


def test_more_matches_than_asked_for_are_ranked(session: Session) -> None:
    """Skills weigh more than a title; with room for all, order does not matter."""
    assert set(matching(session, term("viestinta"), most=2)) == {1, 2}
    assert len(matching(session, term("viestinta"), most=1)) == 1


def test_candidates_come_with_what_they_are_judged_by(session: Session) -> None:
    (found,) = candidates(session, [1])
    assert (found.id, found.name, found.skill, found.about) == (1, " maija virta ", " tietosuoja viestinta ", "  ")
    assert (found.shown_name, found.is_in_slack, found.is_away) == ("maija virta", False, False)


NO_TERMS = [
    "",
    "'",
    '"',
    "a b",
    "a:*",
    "a' | 'b",
    'x" OR "y',
    "name:maija",
    "-a",
    "^a",
    "NEAR(a b)",
    "\\",
    "a\0b",
    "*",
    "{",
]


def test_no_query_language_gets_through(session: Session) -> None:
    for text in NO_TERMS:
        for wanted in (term(text), term(text, is_prefix=True), AllOf((term("viestinta"), term(text)))):
            assert matching(session, wanted, most=10) == [], text


@given(st.text(min_size=1, max_size=40))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_term_breaks_a_query(session: Session, text: str) -> None:
    matching(session, term(text), most=3)
    matching(session, AnyOf((term(text, is_prefix=True), term("viestinta"))), most=3)


def test_a_changed_row_is_found_by_its_new_terms_only(session: Session) -> None:
    profile_terms.store(session, {2: dict.fromkeys(profile_terms.KINDS, "") | {"skill": "uusi"}})
    assert matching(session, term("uusi"), most=5) == [2]
    assert 2 not in matching(session, term("viestinta"), most=5)
    profile_terms.drop(session, [2])
    assert matching(session, term("uusi"), most=5) == []
    assert search.candidates(session, [2]) == []


def test_whoever_may_not_be_found_is_not_indexed(session: Session) -> None:
    """A guest, a bot, somebody deactivated, hidden or gone; HR's people without Slack are findable."""
    kinds = ({"is_guest": True}, {"is_bot": True}, {"is_deactivated": True}, {})
    for number, kind in enumerate(kinds):
        session.add(Person(id=f"U0{number}", fetched_at=START, **kind))
    session.flush()
    for number in range(4):
        session.get_one(Profile, number + 1).user_id = f"U0{number}"
    session.add_all(
        [Profile(name="hidden", is_hidden=True), Profile(name="gone", left_at=START), Profile(name="of HR", hr_id="7")]
    )
    session.flush()
    assert [row.name for row in profile_terms.findable(session, range(1, 8))] == ["ida ahola", "of HR"]


def test_the_vocabulary_counts_up_and_down_and_forgets(session: Session) -> None:
    vocabulary.keep_count(session, Word, {"halli": 2, "viestinta": 1}, {"viestinta": "viestintä"})
    vocabulary.keep_count(session, Word, {"halli": -1, "viestinta": -1}, {})
    assert vocabulary.uses(session, Word, ["halli", "viestinta", "other"]) == {"halli": 1}
    assert vocabulary.every(session, Word) == [("halli", "halli", 1)]


def test_the_vocabulary_keeps_the_better_writing(session: Session) -> None:
    """A base form has no dots until somebody writes it with them."""
    vocabulary.keep_count(session, Word, {"viestinta": 1}, {})
    vocabulary.keep_count(session, Word, {"viestinta": 1}, {"viestinta": "Viestintä"})
    vocabulary.keep_count(session, Word, {"viestinta": 1}, {"viestinta": "VIESTINTÄ"})
    assert vocabulary.every(session, Word) == [("viestinta", "Viestintä", 3)]
