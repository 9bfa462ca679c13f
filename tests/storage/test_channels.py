"""The queries about social accounts: a link is one open account's, on every database."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from storage import channels
from storage.database import Database
from storage.models import SocialAccount
from tests.clock import Clock

LINK = "instagram.com/town.example"


def values(name: str = "Town", **more: Any) -> dict[str, Any]:
    return {"name": name, "network": "instagram", "url": f"https://{LINK}", "link_key": LINK, **more}


def new() -> SocialAccount:
    return SocialAccount(name="", network="", url="", link_key="")


def test_an_account_is_stored_and_found(database: Database) -> None:
    with database.begin() as session:
        assert channels.save(session, new(), values())
    with database.read() as session:
        found = channels.open_with_link(session, LINK)
        assert found is not None
        assert (found.name, found.version, found.languages) == ("Town", 1, "")
        assert channels.find(session, found.id) is found
        assert channels.find(session, found.id + 1) is None


def test_a_second_open_account_with_the_link_is_refused_and_the_transaction_goes_on(database: Database) -> None:
    with database.begin() as session:
        assert channels.save(session, new(), values("First"))
        assert not channels.save(session, new(), values("Second"))
        assert channels.save(session, new(), values("Third", link_key="x.com/third"))
    with database.read() as session:
        assert [account.name for account in channels.every(session)] == ["First", "Third"]


def test_a_change_to_a_taken_link_changes_nothing(database: Database) -> None:
    other = new()
    with database.begin() as session:
        assert channels.save(session, new(), values("First"))
        assert channels.save(session, other, values("Other", link_key="x.com/other"))
    with database.begin() as session:
        held = channels.locked(session, other.id)
        assert held is not None
        assert not channels.save(session, held, values("Thief"))
        assert held.name == "Other"
    with database.read() as session:
        assert [account.name for account in channels.every(session)] == ["First", "Other"]


def test_a_closed_account_frees_its_link(database: Database, clock: Clock) -> None:
    first, again = new(), new()
    with database.begin() as session:
        assert channels.save(session, first, values("First"))
        assert channels.save(session, first, {"closed_at": clock()})
        assert channels.save(session, again, values("Again"))
        assert channels.save(session, again, {"closed_at": clock.move(hours=1)})
        assert channels.save(session, new(), values("Now"))
    with database.read() as session:
        present = channels.open_with_link(session, LINK)
        assert present is not None
        assert present.name == "Now"
        assert [account.name for account in channels.every(session)] == ["First", "Again", "Now"]


def test_a_fault_that_is_not_the_link_is_raised(database: Database) -> None:
    with pytest.raises(IntegrityError), database.begin() as session:
        channels.save(session, new(), values(network=None))
