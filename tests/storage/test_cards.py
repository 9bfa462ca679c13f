"""Cards and places: one worker serves a place at a time, in the order of the wishes, and never too early."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from storage import cards
from storage.database import Database
from storage.models import Blockage, Card, Place
from tests.clock import Clock

LEASE = timedelta(seconds=45)


@pytest.fixture
def post(database: Database, clock: Clock) -> int:
    """A card that waits in the channel C1; returns its id."""
    with database.begin() as session:
        return cards.show(session, "post", 1, "C1", clock(), asked_by="UAINO").id


def claim(database: Database, clock: Clock, owner: str = "one") -> str | None:
    """Let a worker claim a place and return its address."""
    with database.begin() as session:
        place = cards.claim(session, owner, clock(), clock() + LEASE)
        return place.address if place else None


def card(database: Database, card_id: int) -> Card:
    with database.read() as session:
        return session.get_one(Card, card_id)


def shown(database: Database, card_id: int) -> None:
    """Note that Slack has the newest state of a card."""
    with database.begin() as session:
        stored = session.get_one(Card, card_id)
        stored.shown, stored.ts = stored.wanted, "1.0"


def next_in(database: Database, address: str) -> int | None:
    with database.read() as session:
        place = session.scalars(select(Place).where(Place.address == address)).one()
        found = cards.next_card(session, place.id)
        return found.record_id if found else None


@pytest.mark.usefixtures("post")
def test_a_place_is_served_by_one_worker_at_a_time(database: Database, clock: Clock) -> None:
    assert claim(database, clock) == "C1"
    assert claim(database, clock, "two") is None


@pytest.mark.usefixtures("post")
def test_a_lease_that_ran_out_is_taken_by_another(database: Database, clock: Clock) -> None:
    claim(database, clock)
    clock.move(seconds=45)
    assert claim(database, clock, "two") == "C1"
    with database.begin() as session:
        place = session.scalars(select(Place)).one()
        assert cards.held_by(session, place.id, "one") is None
        assert cards.held_by(session, place.id, "two") is place


def test_many_workers_at_once_never_share_a_place(database: Database, clock: Clock) -> None:
    with database.begin() as session:
        for number in range(4):
            cards.show(session, "post", number, f"C{number}", clock())
    together = Barrier(8)

    def work(worker: int) -> str | None:
        together.wait(10)
        return claim(database, clock, f"worker {worker}")

    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(work, range(8)))
    taken = [address for address in claimed if address]
    assert len(taken) == len(set(taken))
    # On PostgreSQL a locked row is skipped, so a worker may leave empty-handed; the next look finds what is left.
    while address := claim(database, clock, "late"):
        taken.append(address)
    assert sorted(taken) == ["C0", "C1", "C2", "C3"]


def test_nothing_is_claimed_where_nothing_waits(database: Database, clock: Clock, post: int) -> None:
    shown(database, post)
    assert claim(database, clock) is None


def test_a_place_rests_until_its_time(database: Database, clock: Clock, post: int) -> None:
    with database.begin() as session:
        session.get_one(Place, card(database, post).place_id).not_before = clock() + timedelta(seconds=30)
    assert claim(database, clock) is None
    with database.read() as session:
        assert cards.next_due(session) == clock() + timedelta(seconds=30)
    clock.move(seconds=30)
    assert claim(database, clock) == "C1"


def test_ten_wishes_are_one_card(database: Database, clock: Clock, post: int) -> None:
    with database.begin() as session:
        for _ in range(9):
            cards.show(session, "post", 1, "C1", clock())
    assert (card(database, post).wanted, card(database, post).shown) == (10, 0)
    with database.read() as session:
        assert cards.waiting(session) == 1


def test_the_oldest_wish_comes_first(database: Database, clock: Clock) -> None:
    with database.begin() as session:
        for number in (3, 1, 2):
            cards.show(session, "post", number, "C1", clock.move(seconds=1))
        cards.show(session, "post", 3, "C1", clock.move(seconds=1))
    assert next_in(database, "C1") == 3


def test_an_answer_waits_for_the_first_message_of_its_thread(database: Database, clock: Clock, post: int) -> None:
    with database.begin() as session:
        answer = cards.show(session, "answer", 2, "C1", clock() - timedelta(hours=1))
        answer.thread_of = post
    assert next_in(database, "C1") == 1
    shown(database, post)
    assert next_in(database, "C1") == 2


@pytest.mark.usefixtures("post")
def test_a_change_asks_for_every_visible_card_of_a_record(database: Database, clock: Clock) -> None:
    with database.begin() as session:
        cards.show(session, "post", 1, "C2", clock())
        cards.show(session, "post", 1, "C3", clock()).removed_at = clock()
        cards.show(session, "post", 2, "C1", clock())
    with database.begin() as session:
        assert cards.ask_again(session, "post", 1, clock()) == 2


def test_a_message_that_somebody_deleted_is_posted_anew_only_when_asked_for(
    database: Database, clock: Clock, post: int
) -> None:
    shown(database, post)
    old_key = card(database, post).key
    with database.begin() as session:
        session.get_one(Card, post).removed_at = clock()
    with database.begin() as session:
        assert cards.ask_again(session, "post", 1, clock()) == 0
        cards.show(session, "post", 1, "C1", clock())
    again = card(database, post)
    assert (again.ts, again.removed_at) == (None, None)
    assert again.key != old_key


def test_a_dead_card_is_listed_and_can_be_given_a_new_chance(database: Database, clock: Clock, post: int) -> None:
    with database.begin() as session:
        session.get_one(Card, post).dead_at = clock()
    assert claim(database, clock) is None
    with database.begin() as session:
        assert [(letter.card.id, letter.place.address) for letter in cards.dead(session)] == [(post, "C1")]
        assert cards.revive(session) == 1
    assert claim(database, clock) == "C1"


def test_a_blocked_place_is_found_and_freed(database: Database, clock: Clock, post: int) -> None:
    place_id = card(database, post).place_id
    with database.begin() as session:
        session.add(Blockage(place_id=place_id, reason="is_archived", since=clock()))
        session.get_one(Place, place_id).not_before = clock() + timedelta(hours=1)
    with database.begin() as session:
        assert [place.address for _blockage, place in cards.blocked(session)] == ["C1"]
        assert cards.unblock(session, "C1", clock())
        assert not cards.unblock(session, "C2", clock())
    assert claim(database, clock) == "C1"


def test_two_processes_may_name_a_new_place_at_once(database: Database, clock: Clock) -> None:
    together = Barrier(4)

    def name(_worker: int) -> int:
        together.wait(10)
        with database.begin() as session:
            return cards.place_at(session, "C1", clock())

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(name, range(4)))) == 1
