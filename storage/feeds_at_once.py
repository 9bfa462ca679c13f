"""What the poller asks of SQLite again and again, a batch of feeds in one step each.

Python's sqlite3 lets go of the interpreter for every row, and takes it back from whoever uses it meanwhile: the loop that
polls, and those who acknowledge. A batch that goes in and comes out as one JSON text is one row. A writing transaction on
SQLite is alone, so nobody takes what was looked for before it is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Select, Subquery, Table, Update, bindparam, func, select, update

from storage.models import Feed
from storage.rows import ready

_TABLE = cast("Table", Feed.__table__)
_MINE = ("id", "version", "lease_owner")


def claim(
    connection: Connection, due: Select[Any], said: Mapping[str, Any], held: Mapping[str, Any], names: Sequence[str]
) -> list[list[Any]]:
    """Write `held` into the rows that `due` selects the ids of, asked with `said`; returns their columns `names`."""
    found = json.loads(connection.scalar(_looking(due, tuple(names)), said))
    if not found:
        return []
    made = [_TABLE.c[name].type.result_processor(connection.dialect, None) for name in names]
    connection.execute(_holding(tuple(held)), {"the_rows": json.dumps([[row[0]] for row in found]), **held})
    return [[value if make is None else make(value) for value, make in zip(row, made, strict=True)] for row in found]


def write(
    connection: Connection, names: Sequence[str], rows: Iterable[Mapping[str, Any]], freed: Sequence[str]
) -> None:
    """Change the columns `names` of the rows that have their id, version and owner, and empty the columns `freed`."""
    made = [(name, ready(_TABLE.c[name], connection.dialect)) for name in names]
    values = [
        [row[f"the_{name}"] for name in _MINE] + [row[name] if make is None else make(row[name]) for name, make in made]
        for row in rows
    ]
    connection.execute(_writing(tuple(names), tuple(freed)), {"the_rows": json.dumps(values)})


@lru_cache(maxsize=8)
def _looking(due: Select[Any], names: tuple[str, ...]) -> Select[Any]:
    taken = select(*(_TABLE.c[name] for name in names)).where(_TABLE.c.id.in_(due)).subquery()
    return select(func.json_group_array(func.json_array(*taken.c)))


@lru_cache(maxsize=8)
def _holding(names: tuple[str, ...]) -> Update:
    given = _given(1)
    return update(_TABLE).where(_TABLE.c.id.in_(select(given.c.at_0))).values({name: bindparam(name) for name in names})


@lru_cache(maxsize=128)
def _writing(names: tuple[str, ...], freed: tuple[str, ...]) -> Update:
    given = _given(len(_MINE) + len(names))
    changed = {name: given.c[f"at_{place}"] for place, name in enumerate(names, start=len(_MINE))}
    mine = [_TABLE.c[name] == given.c[f"at_{place}"] for place, name in enumerate(_MINE)]
    return update(_TABLE).where(*mine).values({**changed, **dict.fromkeys(freed)})


def _given(width: int) -> Subquery:
    """Return the rows that came as JSON; their values are at_0, at_1 and so on."""
    rows = func.json_each(bindparam("the_rows")).table_valued("value")
    return select(
        *(func.json_extract(rows.c.value, f"$[{place}]").label(f"at_{place}") for place in range(width))
    ).subquery()
