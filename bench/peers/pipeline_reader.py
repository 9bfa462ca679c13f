"""lemon24's reader with ten workers, and one compiled regular expression a phrase in its hook for new entries."""

from __future__ import annotations

import re
import sqlite3
import sys
from pathlib import Path
from typing import Any

from bench.feeds_seeds import phrases
from bench.peers.pipeline_task import perform

try:
    from reader import make_reader  # type: ignore[import-not-found]
except ImportError:
    sys.exit("reader is not installed (pip install 'kaiku[bench]')")


def main(addresses: list[str]) -> None:
    """Update every address once for its old item, and again for the new ones."""
    reader = make_reader(str(Path.cwd() / "reader.db"), feed_root=None)
    database = sqlite3.connect(Path.cwd() / "found.db", check_same_thread=False)
    database.execute("CREATE TABLE found (guid TEXT, rule INTEGER)")
    compiled = [
        (rule, re.compile(rf"\b{re.escape(phrase)}\b", re.IGNORECASE))
        for rule, pair in enumerate(phrases(), start=1)
        for phrase in pair
    ]

    def match(_reader: Any, entry: Any, _status: Any) -> None:
        text = f"{entry.title} {entry.summary}"
        hits = {rule for rule, phrase in compiled if phrase.search(text)}
        database.executemany("INSERT INTO found VALUES (?, ?)", [(entry.id, rule) for rule in sorted(hits)])
        database.commit()

    reader.after_entry_update_hooks.append(match)
    for address in addresses:
        reader.add_feed(address)
    perform(
        lambda: reader.update_feeds(workers=10, scheduled=False),
        lambda: reader.update_feeds(workers=10, scheduled=False),
        lambda: database.execute("SELECT guid, rule FROM found").fetchall(),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
