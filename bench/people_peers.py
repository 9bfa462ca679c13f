"""The peers of the search for people: what one gets from a database or from rapidfuzz without search terms of one's own.

Each is as fast as it can be: raw drivers, no records, no reasons, five rows. A word of a query must stand somewhere, except for
rapidfuzz, which finds somebody for anything.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
from rapidfuzz import fuzz
from rapidfuzz.process import extract

from bench.people_seeds import Seed

Ask = Callable[[str], int | None]
"""Gives the number of the first person found."""
SCAN = "rapidfuzz scan"
_WORD = re.compile(r"[^\W_]+")
_ANYWHERE = "(name LIKE ? OR title LIKE ? OR unit LIKE ? OR skills LIKE ? OR about LIKE ?)"
_COLUMNS = 5


def scan(seeds: Sequence[Seed]) -> Ask:
    """Compare every text with the query."""
    texts = [seed.text.casefold() for seed in seeds]

    def ask(query: str) -> int | None:
        best = extract(query.casefold(), texts, scorer=fuzz.token_set_ratio, processor=None, limit=5)
        return best[0][2] if best else None

    return ask


def like(file: Path, seeds: Sequence[Seed]) -> Ask:
    """Look for every word with LIKE in five columns of a SQLite table."""
    connection = sqlite3.connect(file, check_same_thread=False)
    connection.execute("CREATE TABLE plain (name, title, unit, skills, about)")
    _fill(connection, "INSERT INTO plain (rowid, name, title, unit, skills, about) VALUES (?, ?, ?, ?, ?, ?)", seeds)

    def ask(query: str) -> int | None:
        words = _WORD.findall(query)
        wanted = " AND ".join([_ANYWHERE] * len(words))
        values = [f"%{word}%" for word in words for _ in range(_COLUMNS)]
        return _first(connection, f"SELECT rowid FROM plain WHERE {wanted} LIMIT 5", values)  # noqa: S608 - made of one text

    return ask


def fts5(file: Path, seeds: Sequence[Seed]) -> Ask:
    """Ask an FTS5 table over the texts as they are, every word a beginning."""
    connection = sqlite3.connect(file, check_same_thread=False)
    options = "tokenize='unicode61 remove_diacritics 2', prefix='2 3'"
    connection.execute(f"CREATE VIRTUAL TABLE raw USING fts5 (name, title, unit, skills, about, {options})")
    _fill(connection, "INSERT INTO raw (rowid, name, title, unit, skills, about) VALUES (?, ?, ?, ?, ?, ?)", seeds)

    def ask(query: str) -> int | None:
        words = " AND ".join(f'"{word}"*' for word in _WORD.findall(query))
        return _first(connection, "SELECT rowid FROM raw WHERE raw MATCH ? ORDER BY rank LIMIT 5", [words])

    return ask


def tsvector(url: str, seeds: Sequence[Seed]) -> Ask:
    """Ask PostgreSQL's own Finnish configuration, ranked with ts_rank."""
    connection = psycopg.connect(url, autocommit=True)
    connection.execute("CREATE TABLE raw (id integer PRIMARY KEY, document tsvector)")
    connection.execute("CREATE TEMPORARY TABLE texts (id integer, said text)")
    with connection.cursor().copy("COPY texts (id, said) FROM STDIN") as rows:
        for number, seed in enumerate(seeds):
            rows.write_row((number, seed.text))
    connection.execute("INSERT INTO raw SELECT id, to_tsvector('finnish', said) FROM texts")
    connection.execute("CREATE INDEX ON raw USING gin (document)")
    connection.execute("ANALYZE raw")
    wanted = "plainto_tsquery('finnish', %(query)s)"

    def ask(query: str) -> int | None:
        found = connection.execute(
            f"SELECT id FROM raw WHERE document @@ {wanted} ORDER BY ts_rank(document, {wanted}) DESC LIMIT 5",  # noqa: S608
            {"query": query},
        ).fetchone()
        return int(found[0]) if found else None

    return ask


def _fill(connection: sqlite3.Connection, statement: str, seeds: Sequence[Seed]) -> None:
    rows = ((n, seed.name, seed.title, seed.unit, ", ".join(seed.skills), seed.about) for n, seed in enumerate(seeds))
    with connection:
        connection.executemany(statement, rows)


def _first(connection: sqlite3.Connection, statement: str, values: Sequence[str]) -> int | None:
    found = connection.execute(statement, values).fetchall()
    return int(found[0][0]) if found else None
