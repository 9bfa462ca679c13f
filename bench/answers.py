"""How fast and how rightly answers are found among twenty thousand, with fifty thousand questions beside them.

The bot searches as `/ask` does: answers and questions, ordered, read with their texts and owners. Its peers only name a row. The
share of searches with the right answer among the first three stands beside the times.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

from rapidfuzz import fuzz
from rapidfuzz.process import extract
from sqlalchemy import event, insert

from bench import answers_seeds as seeds_of
from bench import filled
from bench.answers_seeds import Search, Seed
from bench.peers import given
from bench.rounds import OURS, Aim, Outcome, Sample, Size, Variant, interleave
from bench.servers import Place
from bench.slack import READER
from bot import people
from bot.answers import index, meanings, search
from bot.services import Services
from bot.settings import Settings
from storage.models import Answer, AnswerText, Question
from tests import postgres

SQLITE, POSTGRESQL, SCAN, LIKE = f"{OURS}, SQLite", f"{OURS}, PostgreSQL", "rapidfuzz scan", "LIKE, SQLite"
Ask = Callable[[str], list[int]]
"""Gives the numbers of the first three answers found."""
_LEAST_RIGHT = 90.0
_SEARCHES = 20
_MOST_ROUNDS = 2
_QUESTIONS_PER_ANSWER = 2.5
_AIMED = 10_000
"""Answers from which on the aims are aimed at."""
_MOST_STATEMENTS = 6
_TICKS = 40
"""In which some of the answers are read for what they mean: to read all of them would take an hour."""


async def answers_search(place: Place, size: Size) -> Outcome:
    """Time and judge searches of the answer bank on SQLite and PostgreSQL."""
    count = max(200, size.people // 5)
    outcome = Outcome("answers", f"finding one of {count:,} answers, in process")
    seeds = await asyncio.to_thread(seeds_of.answers, count)
    asked = await asyncio.to_thread(seeds_of.questions, int(count * _QUESTIONS_PER_ANSWER), seeds)
    searches = seeds_of.searches(seeds, min(_SEARCHES, count // 20))
    with ExitStack() as opened:
        asks = await asyncio.to_thread(_asks, place, seeds, asked, outcome, opened)
        variants = [_variant(kind, name, ask, searches[kind], seeds) for kind in searches for name, ask in asks.items()]
        for variant in variants:
            if variant.name.startswith(OURS):
                await variant.measure()  # languages and statements are read once a process
        rounds = replace(size, rounds=min(size.rounds, _MOST_ROUNDS), warm_up=False)
        outcome.samples = await interleave(variants, rounds)
    outcome.aims = list(_aims(searches, asks, aimed=count >= _AIMED))
    _judge(outcome, searches, asks)
    return outcome


def _asks(
    place: Place, seeds: Sequence[Seed], asked: Sequence[str], outcome: Outcome, opened: ExitStack
) -> dict[str, Ask]:
    """Build everything that is asked."""
    url = f"sqlite:///{place.folder / 'answers.db'}"
    asks = {SQLITE: _ours(place, url, seeds, asked, outcome, opened), SCAN: _scan(seeds, asked)}
    asks[LIKE] = _like(place.folder / "answers_like.db", seeds, asked)
    try:
        server = opened.enter_context(postgres.server())
    except postgres.NoPostgresError as error:
        outcome.skipped[POSTGRESQL] = str(error)
        return asks
    asks[POSTGRESQL] = _ours(place, server.create(), seeds, asked, outcome, opened)
    return asks


def _ours(
    place: Place, url: str, seeds: Sequence[Seed], asked: Sequence[str], outcome: Outcome, opened: ExitStack
) -> Ask:
    settings = Settings(bot_token=given.BOT_TOKEN, slack_api_url=place.slack.api_url("answers"), database_url=url)
    services = opened.enter_context(filled.services(settings))
    seconds = _fill(services, seeds, asked)
    kind = "SQLite" if services.database.is_sqlite else "PostgreSQL"
    outcome.checks.append(f"{kind}: {len(seeds):,} answers and {len(asked):,} questions indexed in {seconds:.1f} s")
    by = people.asker(services, READER)
    ask = _first_three(services, by)
    wording = next(iter(seeds[1].wordings.values()))[0]
    ask(wording)  # what is kept in memory of each language is read once
    counted = _statements(services, lambda: ask(wording))
    outcome.checks.append(f"{kind}: {counted} SQL statements for a search")
    if counted > _MOST_STATEMENTS:
        outcome.faults.append(f"{kind}: a search takes {counted} SQL statements, {_MOST_STATEMENTS} are allowed")
    return ask


def _first_three(services: Services, by: people.Asker) -> Ask:
    return lambda words: [hit.answer.id - 1 for hit in search.find(services, words, by=by).answers]


def _statements(services: Services, act: Callable[[], object]) -> int:
    seen: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(services.database.engine, "before_cursor_execute", count)
    act()
    event.remove(services.database.engine, "before_cursor_execute", count)
    return len(seen)


def _fill(services: Services, seeds: Sequence[Seed], asked: Sequence[str]) -> float:
    """Write answers and questions, index them, and return the seconds that the index took."""
    at = services.now()
    rows = {"made_at": at, "changed_at": at, "checked_at": at, "tags": []}
    with services.database.begin() as session:
        session.execute(insert(Answer), [{"id": n, "key": f"a{n}", **rows} for n in range(1, len(seeds) + 1)])
        session.execute(insert(AnswerText), list(_texts(seeds)))
        session.execute(insert(Question), [_question(n, said, at) for n, said in enumerate(asked, start=1)])
    began = time.perf_counter()
    with services.database.begin() as session:
        index.reindex_answers(session, range(1, len(seeds) + 1))
        index.reindex_questions(session, range(1, len(asked) + 1))
    seconds = time.perf_counter() - began
    for _ in range(_TICKS):
        meanings.learn(services)
    filled.analyse(services.database)
    return seconds


def _texts(seeds: Sequence[Seed]) -> Iterator[dict[str, object]]:
    for number, seed in enumerate(seeds, start=1):
        for language, (question, told) in seed.wordings.items():
            yield {"answer_id": number, "language": language, "question": question, "text": told}


def _question(number: int, said: str, at: object) -> dict[str, object]:
    return {
        "id": number,
        "key": f"q{number}",
        "asked_by": "U0BENCH",
        "text": said,
        "circle": "house",
        "place": "C0BENCH",
        "asked_at": at,
    }


def _scan(seeds: Sequence[Seed], asked: Sequence[str]) -> Ask:
    """Compare every answer and every question with what is asked."""
    told, before = [seed.text.casefold() for seed in seeds], [said.casefold() for said in asked]

    def ask(words: str) -> list[int]:
        extract(words.casefold(), before, scorer=fuzz.token_set_ratio, processor=None, limit=3)
        best = extract(words.casefold(), told, scorer=fuzz.token_set_ratio, processor=None, limit=3)
        return [found[2] for found in best]

    return ask


def _like(file: Path, seeds: Sequence[Seed], asked: Sequence[str]) -> Ask:
    """Look for every word of four letters or more with LIKE in answers and in questions."""
    connection = sqlite3.connect(file, check_same_thread=False)
    with connection:
        connection.execute("CREATE TABLE told (id, said)")
        connection.execute("CREATE TABLE before (said)")
        connection.executemany("INSERT INTO told VALUES (?, ?)", ((n, seed.text) for n, seed in enumerate(seeds)))
        connection.executemany("INSERT INTO before VALUES (?)", ((said,) for said in asked))

    def ask(words: str) -> list[int]:
        parts = [f"%{word.strip('?.,:')}%" for word in words.split() if len(word) > 3][:8] or ["%%"]
        wanted = " AND ".join(["said LIKE ?"] * len(parts))
        connection.execute(f"SELECT rowid FROM before WHERE {wanted} LIMIT 3", parts).fetchall()  # noqa: S608
        return [row[0] for row in connection.execute(f"SELECT id FROM told WHERE {wanted} LIMIT 3", parts)]  # noqa: S608

    return ask


def _variant(kind: str, name: str, ask: Ask, searches: Sequence[Search], seeds: Sequence[Seed]) -> Variant:
    async def measure() -> Sample:
        spent, right = [], 0
        for one in searches:
            began = time.perf_counter()
            found = ask(one.words)
            spent.append((time.perf_counter() - began) * 1_000)
            right += _is_right(one, [seeds[number] for number in found])
        late = quantiles(spent, n=20)[-1]
        return {"p50 ms": median(spent), "p95 ms": late, "right in three %": 100 * right / len(searches)}

    return Variant(f"{name}: {kind}", measure)


def _is_right(one: Search, found: Sequence[Seed]) -> bool:
    if one.about is None:
        return not found
    if not one.about[0]:
        return any(seed.about[1] == one.about[1] for seed in found)
    return any(seed.about == one.about for seed in found)


def _aims(searches: dict[str, list[Search]], asks: dict[str, Ask], *, aimed: bool) -> Iterator[Aim]:
    for kind in searches:
        for name in (SQLITE, POSTGRESQL):
            if name in asks:
                ours, theirs = f"{name}: {kind}", f"{SCAN}: {kind}"
                for metric, most in (("p50 ms", 0.3), ("p95 ms", 0.5)):
                    said = f"{kind}, {metric.split()[0]}: {name} / {SCAN}"
                    yield Aim(said, (ours, metric), (theirs, metric), at_most=most if aimed else None)


def _judge(outcome: Outcome, searches: dict[str, list[Search]], asks: dict[str, Ask]) -> None:
    """Note where too few searches have the right answer among the first three."""
    for kind in searches:
        for name in (SQLITE, POSTGRESQL):
            figure = outcome.figure(f"{name}: {kind}", "right in three %")
            if name in asks and figure is not None and figure.low < _LEAST_RIGHT:
                outcome.faults.append(f"{kind}: {name} had {figure.low:.0f} % right, {_LEAST_RIGHT:.0f} are asked for")
