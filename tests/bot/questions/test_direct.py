"""Direct messages to the bot on both databases: one message is one record, whoever hears of it and in whatever order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from bot.questions import circles, direct
from bot.words import Reader
from storage import direct_words
from storage.database import Database
from storage.models import AuditEntry, Card, DirectWord, SearchGap
from tests.bot.asking import EVE, town_on
from tests.bot.questions.test_asking import MANAGER
from tests.clock import Clock

TS = "1795410000.000100"


def test_of_many_who_hear_the_same_message_at_once_one_answers(database: Database, clock: Clock) -> None:
    town = town_on(database, clock)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: direct.hear(town, TS, "Is &amp; was <@U0EVE> here?", by=EVE), range(6)))
    with database.read() as session:
        (word,) = session.scalars(select(DirectWord))
        assert word.text == "Is & was @Eve Elk here?"
        assert session.scalar(select(func.count()).select_from(Card)) == 1


def test_what_is_said_last_counts_and_old_words_go(database: Database, clock: Clock) -> None:
    town = town_on(database, clock)
    direct.corrected(town, TS, "The newer words", by=EVE)
    direct.hear(town, TS, "The older words", by=EVE)
    with database.read() as session:
        known = direct_words.of_message(session, EVE.id, TS)
        assert known is not None
        assert known.text == "The newer words"
        assert direct.card(session, known.id, Reader("en")) is not None
    clock.move(days=29)
    direct.prune(town)
    clock.move(days=1, seconds=1)
    direct.prune(town)
    with database.read() as session:
        assert direct_words.find(session, known.id) is None
        assert session.scalar(select(func.count()).select_from(Card)) == 1


def test_what_is_written_in_vain_counts_once_as_missing_and_a_greeting_does_not(
    database: Database, clock: Clock
) -> None:
    town = town_on(database, clock)
    for ts, text in (
        (TS, "Who waters the palm trees?"),
        (TS, "Who waters the palm trees?"),
        ("1795410001.1", "Hello palms"),
    ):
        direct.hear(town, ts, text, by=EVE)
    with database.read() as session:
        (gap,) = session.scalars(select(SearchGap))
    assert (gap.words, gap.searches) == ("Who waters the palm trees?", 1)


def test_the_channel_of_a_unit_is_set_changed_and_forgotten(database: Database, clock: Clock) -> None:
    town = town_on(database, clock)
    for channel in ("C1", "C2", "C2", ""):
        circles.set_unit(town, "  Library ", channel, by=MANAGER)
    assert circles.of_units(town, by=MANAGER) == ([], [])
    with database.read() as session:
        told = [entry.after for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert told == [{"channel": "C1"}, {"channel": "C2"}, {"channel": ""}]
