"""The search for experts on a fictional staff: lists of queries in three languages, the same answers on both databases."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import experts
from bot.experts_finding import Finding
from bot.services import Services
from storage.database import Database
from tests.bot.register import EVE, services_on
from tests.bot.staff import everybody, hire, table
from tests.clock import Clock

QUERIES = table("experts_queries.txt")
LEAST = {"name typo": 0.85}
"""The share of right first answers; 95 of a hundred for every other kind."""
NASTY = [
    "' OR 1=1 --", '"', "''", "*", "tietosuoja*", "(", ")", "()", "AND", "NOT", "OR NEAR(", "tietosuoja AND NOT hanna",
    "name:maija", "^tieto", "-tietosuoja", "a | b & !c", "tieto:*A", "<-> <2>", "\\", "%", "_", "\0", "\ud800", "<@U123>",
    "<!channel>", "zqp", "zqptieto", "zqsb", "{name} : x", "🏊", "x" * 5_000, "tietosuoja " * 500, "ja " * 2_000,
    "😀 tietosuoja", "\u202eajousoteit",
]  # fmt: skip


@pytest.fixture
def staff(database: Database, clock: Clock) -> Services:
    """The whole staff, on SQLite and on PostgreSQL."""
    services = services_on(database, clock)
    hire(services, *everybody())
    return services


def first(services: Services, query: str) -> str:
    """Return the name of the first person found; "-" is nobody."""
    found = experts.find(services, query, by=EVE).people
    return found[0].profile.name if found else "-"


def test_the_right_person_comes_first(staff: Services) -> None:
    """Every kind of query is right often enough, and no nonsense finds anybody."""
    wrong = defaultdict(list)
    count = defaultdict(int)
    for kind, query, expected in QUERIES:
        count[kind] += 1
        if (found := first(staff, query)) != expected:
            wrong[kind].append((query, expected, found))
    too_many = {kind: misses for kind, misses in wrong.items() if 1 - len(misses) / count[kind] < LEAST.get(kind, 0.95)}
    assert too_many == {}
    assert sum(count.values()) >= 80


def test_both_databases_give_the_same_people_in_the_same_order_for_the_same_reasons(
    sqlite_database: Database, request: pytest.FixtureRequest, clock: Clock
) -> None:
    server = request.getfixturevalue("postgres_server")
    url = server.create(request.getfixturevalue("postgres_template"))
    other = Database(url)
    try:
        both = [services_on(database, clock) for database in (sqlite_database, other)]
        for services in both:
            hire(services, *everybody())
        for _, query, _ in QUERIES:
            one, two = (experts.find(services, query, by=EVE) for services in both)
            assert said(one) == said(two), query
    finally:
        other.close()
        server.drop(url)


def said(finding: Finding) -> tuple[object, ...]:
    """Return everything that a finding says."""
    people = [(one.profile.name, one.reasons, one.availability.may_be_asked) for one in finding.people]
    return (
        people,
        dict(finding.instead),
        finding.left_out,
        finding.total,
        finding.units,
        finding.places,
        finding.problem,
    )


def test_no_query_breaks_the_search(staff: Services) -> None:
    for query in NASTY:
        finding = experts.find(staff, query, by=EVE)
        assert len(finding.people) <= 5
        assert not (finding.people and finding.problem)
        experts.suggest(staff, query, most=3, by=EVE)
        experts.next_in_line(staff, query, beside=())


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_asked(staff: Services, query: str) -> None:
    assert len(experts.find(staff, query, by=EVE).people) <= 5
    experts.suggest(staff, query, most=3, by=EVE)
