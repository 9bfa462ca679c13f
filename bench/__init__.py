"""What is fast is shown here: the real bot beside its peers, in one run, on one machine.

    python -m bench [--only NAMES] [--quick] [--json FILE]        (or: python app.py bench ...)

Thirteen cases, each named after the work it times:

- `ack_socket`: `/channels` over Socket Mode, one at a time and 16 in flight. The real bot (every handler, 200 accounts in
  SQLite) beside a bare Bolt app with default settings and beside the floor, a bare aiohttp WebSocket client without Bolt.
- `ack_http`: the same command as signed HTTP requests to `POST /slack/events`. The floor is aiohttp with the signature
  checked and the form read, nothing else.
- `directory`: searches and pages of the directory with 24, 200 and 1,000 accounts, in process, beside a naive answer that asks
  the database with LIKE and renders each time. Counts SQL statements: an answer that was given before must cost none.
- `people`: finding experts among 100,000 people on SQLite and PostgreSQL, by eleven kinds of queries, beside a rapidfuzz scan of
  all texts, LIKE, FTS5 on raw text and `tsvector('finnish')`. The share of right first answers stands beside the times; the
  time and size of building the index are in the checks.
- `answers`: searching 20,000 answers and 50,000 questions as `/ask` does, on SQLite and PostgreSQL, by seven kinds of searches,
  beside a rapidfuzz scan of all texts and LIKE. The share of searches with the right answer among the first three stands beside
  the times; SQL statements of a search are counted.
- `match`: the words of 200 and 2,000 rules found in entries of feeds, with every form, beside one compiled regular expression
  a word over the same forms; both must say the same.
- `polling`: finding out that 1,000 feeds have nothing new (304), with all that the poller does, beside a bare aiohttp loop
  that only asks. CPU for a feed.
- `polling_ack`: `/channels` acknowledged by the same bot while 1,000 feeds are polled and while none is.
- `pipeline`: 60 feeds with 50 new items each and 200 rules, from the request to the stored mention, beside lemon24’s reader with
  a compiled regular expression a phrase (`pip install reader==3.26 sgmllib3k`; no part of the project’s own requirements) and
  beside the way that tutorials show. All must find the same hits.
- `parse`: feeds of 50 items read and cleaned, beside feedparser with and without its sanitiser; titles and links are compared.
- `hostile`: 28 inputs made to stop a parser: the processor time and memory of the child that parses, and of the bot.
- `reminders`: 100,000 stored reminders: a tick without anything due, 1,000 due at once (who hears them decided, their cards
  written) and a hold of 500 items, beside APScheduler with its SQL job store. SQL statements and transactions are counted.
- `start`: from starting the process to its first ack, and the memory it holds then.

How it measures. Every server is a child process on 127.0.0.1; the load comes from this process, so on two cores a server has
one for itself. Rounds are interleaved (A, B, C, A, B, C); the first one is warm-up and dropped. A figure is the median of the
rounds with the lowest and highest beside it. Only ratios inside one run mean something: a ratio is taken within each round,
between neighbours in time, and its median and spread are the headline. CPU is that of the child (user and system).
Peers answer the very payload that the bot gave first, and every answer of every variant is compared with it: a case whose
answers differ fails. A peer that cannot be had is listed as skipped, with the reason.

The exit code is 0 when every case ran, all answers agreed, every exact budget held and no ratio is worse than half its aim (a
busy machine moves ratios; a real loss moves them further). Default Bolt mostly sleeps, so its lead shrinks when the machine is
busy, for the floor as well: where the floor itself misses the aim, half of what the floor reached is asked for.
RESULTS.md keeps the table of a full run.
"""

from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Run the cases that `argv` names, print the report and return the exit code."""
    # Imported late: the peers are modules of this package and must not carry the runner's weight.
    from bench.command import main  # noqa: PLC0415

    return main(argv)
