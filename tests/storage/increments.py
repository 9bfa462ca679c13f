"""A process that counts: `python -m tests.storage.increments URL TIMES WAY` raises one counter, again and again.

`WAY` is "bump", the statement that the bot uses, or "read then write", which is only right where a writing transaction keeps
every other writer out from its first statement on.
"""

from __future__ import annotations

import sys

from sqlalchemy.exc import OperationalError

from storage import revisions
from storage.database import Database
from storage.models import Revision
from tests.engines import without_disk

COUNTER = "visitors"


def count(url: str, times: int, way: str) -> None:
    """Raise the counter `times` times, each time in a transaction of its own.

    SQLite serves its writers in no order: one that starves for two seconds is told so, loses nothing, and tries again.
    """
    database, done = without_disk(Database(url)), 0
    while done < times:
        try:
            _raise_by_one(database, way)
            done += 1
        except OperationalError as error:
            if "locked" not in str(error.orig):
                raise
    database.close()


def _raise_by_one(database: Database, way: str) -> None:
    with database.begin() as session:
        if way == "bump":
            revisions.bump(session, COUNTER)
        else:
            counter = session.get_one(Revision, COUNTER)
            counter.number += 1


if __name__ == "__main__":
    count(sys.argv[1], int(sys.argv[2]), sys.argv[3])
