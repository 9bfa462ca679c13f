"""People as Slack describes them: what they chose here stays, what Slack says is replaced."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from storage import people
from storage.database import Database
from storage.models import Person
from tests.clock import START


def aino(**fields: Any) -> Person:
    """A person of the demo town."""
    return Person(id="UAINO", fetched_at=START, **{"name": "Aino Esimerkki", **fields})


def test_nobody_is_known_before_slack_has_told(database: Database) -> None:
    with database.read() as session:
        assert people.find(session, "UAINO") is None


def test_what_slack_says_replaces_what_it_said_before(database: Database) -> None:
    with database.begin() as session:
        people.save(session, aino(is_admin=True))
    with database.begin() as session:
        saved = people.save(session, aino(name="Aino Malli", is_admin=False))
    with database.read() as session:
        known = people.find(session, "UAINO")
    assert known is not None
    assert (known.name, known.is_admin) == ("Aino Malli", False)
    assert saved.name == "Aino Malli"


def test_what_slack_leaves_out_this_time_stays(database: Database) -> None:
    with database.begin() as session:
        people.save(session, aino(locale="sv-FI", timezone="Europe/Helsinki"))
    with database.begin() as session:
        people.save(session, aino(locale="", timezone=""))
    with database.read() as session:
        known = people.find(session, "UAINO")
    assert known is not None
    assert (known.locale, known.timezone) == ("sv-FI", "Europe/Helsinki")


def test_two_processes_may_meet_the_same_new_person_at_once(database: Database) -> None:
    together = Barrier(4)

    def meet(_worker: int) -> str:
        together.wait(10)
        with database.begin() as session:
            return people.save(session, aino()).name

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(meet, range(4))) == {"Aino Esimerkki"}


def test_the_language_somebody_chose_outlives_what_slack_says(database: Database) -> None:
    with database.begin() as session:
        people.save(session, aino(language="sv"))
    with database.begin() as session:
        people.save(session, aino(locale="fi-FI"))
    with database.read() as session:
        known = people.find(session, "UAINO")
    assert known is not None
    assert (known.language, known.locale) == ("sv", "fi-FI")


def test_names_are_found_by_user_id(database: Database) -> None:
    with database.begin() as session:
        people.save(session, aino())
        people.save(session, Person(id="UBOSSE", name="Bosse Exempel", fetched_at=START))
    with database.read() as session:
        assert people.names(session) == {"UAINO": "Aino Esimerkki", "UBOSSE": "Bosse Exempel"}


def test_the_desk_is_replaced_as_a_whole(database: Database) -> None:
    with database.begin() as session:
        people.replace_desk_members(session, ["UAINO", "UBOSSE", "UAINO"])
    with database.begin() as session:
        people.replace_desk_members(session, ["UBOSSE"])
    with database.read() as session:
        assert people.desk_members(session) == {"UBOSSE"}


def test_the_desk_may_be_empty(database: Database) -> None:
    with database.begin() as session:
        people.replace_desk_members(session, ["UAINO"])
        people.replace_desk_members(session, [])
        assert people.desk_members(session) == frozenset()
