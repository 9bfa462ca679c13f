"""The queue of the messenger: whose turn it is, who holds it, and what waiting together at one door does to it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import cards
from storage.database import Database
from storage.models import Blockage, Card, Place
from tests.clock import Clock

MINUTE = timedelta(minutes=1)


def show(database: Database, clock: Clock, number: int, address: str = "C1", **more: Any) -> Card:
    with database.begin() as session:
        return cards.show(session, "note", number, address, clock(), **more)


def claim(database: Database, now: datetime, owner: str = "me") -> tuple[str, int] | None:
    """Claim a place and return its address and the number of the note whose turn it is."""
    with database.begin() as session:
        place = cards.claim(session, owner, now, now + MINUTE)
        card = cards.next_card(session, place.id) if place else None
        return (place.address, card.record_id) if place and card else None


def change(database: Database, card: Card, **values: Any) -> None:
    with database.begin() as session:
        stored = session.get_one(Card, card.id)
        for name, value in values.items():
            setattr(stored, name, value)


def let_go(database: Database, address: str, not_before: datetime) -> None:
    with database.begin() as session:
        place = session.scalars(select(Place).where(Place.address == address)).one()
        place.lease_owner, place.lease_until, place.not_before = None, None, not_before


def waiting(database: Database) -> int:
    with database.read() as session:
        return cards.waiting(session)


def due(database: Database) -> datetime | None:
    with database.read() as session:
        return cards.next_due(session)


def stored(database: Database, card: Card) -> Card:
    with database.read() as session:
        return session.get_one(Card, card.id)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Do things at the same moment, each in a thread of its own; raises what one of them raised."""
    barrier = Barrier(len(acts))

    def act(do: Callable[[], Any]) -> Any:
        barrier.wait(10)
        return do()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(20) for future in [pool.submit(act, do) for do in acts]]


# Wishes


def test_a_first_wish_makes_the_card_and_its_place(database: Database, clock: Clock) -> None:
    card = show(database, clock, 1, asked_by="U1")
    assert (card.wanted, card.shown, card.ts, card.asked_by, card.asked_at) == (1, 0, None, "U1", clock())
    assert len(card.key) == 32
    assert waiting(database) == 1


def test_a_second_wish_is_the_same_card_and_keeps_its_turn(database: Database, clock: Clock) -> None:
    first = show(database, clock, 1, asked_by="U1")
    asked = clock()
    clock.move(minutes=5)
    again = show(database, clock, 1)
    assert (again.id, again.wanted, again.asked_at, again.asked_by) == (first.id, 2, asked, "U1")


def test_a_wish_after_everything_was_shown_is_of_its_own_time(database: Database, clock: Clock) -> None:
    card = show(database, clock, 1)
    change(database, card, shown=1, ts="1.0")
    clock.move(minutes=5)
    assert show(database, clock, 1).asked_at == clock()


def test_a_wish_gives_a_dead_letter_a_new_chance(database: Database, clock: Clock) -> None:
    card = show(database, clock, 1)
    change(database, card, dead_at=clock(), attempts=7, short_form=True)
    again = show(database, clock, 1)
    assert (again.dead_at, again.attempts, again.short_form) == (None, 0, False)


def test_a_wish_for_a_deleted_message_begins_anew_under_a_new_key(database: Database, clock: Clock) -> None:
    card = show(database, clock, 1)
    change(database, card, ts="1.0", shown=1, removed_at=clock(), posting_since=clock())
    again = show(database, clock, 1)
    assert (again.ts, again.removed_at, again.posting_since) == (None, None, None)
    assert again.key != card.key


def test_a_change_reaches_every_card_of_the_record_but_not_the_deleted_ones(database: Database, clock: Clock) -> None:
    here, there = show(database, clock, 1, "C1"), show(database, clock, 1, "C2")
    gone, other = show(database, clock, 1, "C3"), show(database, clock, 2, "C1")
    change(database, gone, removed_at=clock(), shown=1)
    with database.begin() as session:
        assert cards.ask_again(session, "note", 1, clock()) == 2
    assert [stored(database, card).wanted for card in (here, there, gone, other)] == [2, 2, 1, 1]


def test_two_wishes_for_the_same_new_card_at_once_make_one(database: Database, clock: Clock) -> None:
    """Two people press two buttons that show the same thing: nobody gets an error."""
    show(database, clock, 99, "C1")
    for number in range(10):
        wishes = [lambda number=number: show(database, clock, number, "C1")] * 4
        assert len({card.id for card in together(*wishes)}) == 1
    with database.read() as session:
        assert set(session.scalars(select(Card.wanted).where(Card.record_id < 99))) == {4}


def test_two_wishes_for_the_same_new_place_at_once_make_one(database: Database, clock: Clock) -> None:
    together(*[lambda number=number: show(database, clock, number, "C1") for number in range(4)])
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Place)) == 1
    assert waiting(database) == 4


def test_no_change_is_lost_when_many_come_at_once(database: Database, clock: Clock) -> None:
    card = show(database, clock, 1)

    def ask_again() -> None:
        with database.begin() as session:
            cards.ask_again(session, "note", 1, clock())

    together(*[ask_again] * 4, *[lambda: show(database, clock, 1)] * 4)
    assert stored(database, card).wanted == 9


# Turns


def test_the_place_that_has_waited_longest_comes_first_and_its_oldest_wish(database: Database, clock: Clock) -> None:
    show(database, clock, 1, "C1")
    clock.move(seconds=1)
    show(database, clock, 2, "C2")
    show(database, clock, 3, "C1")
    assert claim(database, clock()) == ("C1", 1)
    assert claim(database, clock()) == ("C2", 2)
    assert claim(database, clock()) is None


def test_a_leased_place_is_free_again_when_the_lease_is_over(database: Database, clock: Clock) -> None:
    show(database, clock, 1)
    assert claim(database, clock()) is not None
    assert claim(database, clock.move(seconds=59)) is None
    assert claim(database, clock.move(seconds=1)) is not None


def test_a_place_on_hold_is_left_alone_until_then(database: Database, clock: Clock) -> None:
    show(database, clock, 1)
    let_go(database, "C1", clock() + MINUTE)
    assert due(database) == clock() + MINUTE
    assert claim(database, clock.move(seconds=59)) is None
    assert claim(database, clock.move(seconds=1)) is not None


@pytest.mark.parametrize("field", ["not_before", "lease_until"])
def test_what_a_wrong_clock_wrote_does_not_count(database: Database, clock: Clock, field: str) -> None:
    show(database, clock, 1)
    with database.begin() as session:
        place = session.scalars(select(Place)).one()
        setattr(place, field, clock() + timedelta(days=365))
    assert claim(database, clock()) is not None


def test_nothing_is_due_when_nothing_waits(database: Database, clock: Clock) -> None:
    card = show(database, clock, 1)
    change(database, card, shown=1)
    assert due(database) is None
    assert claim(database, clock()) is None


def test_the_next_moment_is_that_of_the_earliest_place(database: Database, clock: Clock) -> None:
    show(database, clock, 1, "C1")
    show(database, clock, 2, "C2")
    let_go(database, "C1", clock() + 3 * MINUTE)
    claim(database, clock())
    assert due(database) == clock() + MINUTE


def test_dead_letters_wait_for_nobody(database: Database, clock: Clock) -> None:
    card = show(database, clock, 1)
    change(database, card, dead_at=clock())
    assert (waiting(database), due(database), claim(database, clock())) == (0, None, None)
    with database.begin() as session:
        assert [letter.card.id for letter in cards.dead(session)] == [card.id]
        assert cards.revive(session) == 1
        assert cards.dead(session) == []
    assert claim(database, clock()) == ("C1", 1)


def test_an_answer_waits_for_its_thread_and_costs_nothing_meanwhile(database: Database, clock: Clock) -> None:
    question, answer = show(database, clock, 1), show(database, clock, 2)
    change(database, answer, thread_of=question.id)
    change(database, question, dead_at=clock())
    assert (due(database), claim(database, clock())) == (None, None)
    change(database, question, ts="1.0")
    assert claim(database, clock()) == ("C1", 2)


def test_an_answer_whose_thread_is_elsewhere_waits_for_nothing(database: Database, clock: Clock) -> None:
    question, answer = show(database, clock, 1, "C1"), show(database, clock, 2, "C2")
    change(database, question, dead_at=clock())
    change(database, answer, thread_of=question.id)
    assert claim(database, clock()) == ("C2", 2)


def test_many_claim_at_once_and_every_place_goes_to_one(database: Database, clock: Clock) -> None:
    for number in range(24):
        show(database, clock, number, f"C{number % 8}")
    claims = together(*[lambda: claim(database, clock())] * 8)
    taken = [place for place in claims if place is not None]
    while (
        place := claim(database, clock())
    ) is not None:  # PostgreSQL may pass over a place that is just being looked at
        taken.append(place)
    assert sorted(taken) == [(f"C{number}", number) for number in range(8)]


def test_only_the_holder_of_a_lease_finds_its_place(database: Database, clock: Clock) -> None:
    show(database, clock, 1)
    claim(database, clock(), owner="slow")
    claim(database, clock.move(minutes=1), owner="quick")
    with database.begin() as session:
        place = session.scalars(select(Place)).one()
        assert cards.held_by(session, place.id, "slow") is None
        assert cards.held_by(session, place.id, "quick") is place


def test_a_new_card_in_a_place_that_is_being_served_does_not_wait_in_a_circle(database: Database, clock: Clock) -> None:
    """One transaction changes a card and then adds another to its place; a worker takes the place in between.

    Without care PostgreSQL's writers wait for each other here: the worker for the card, the transaction for the place.
    """
    show(database, clock, 1)
    changed, served = Event(), Event()

    def change_and_add() -> None:
        with database.begin() as session:
            cards.ask_again(session, "note", 1, clock())
            changed.set()
            served.wait(0.5 if database.is_sqlite else 1.5)
            cards.show(session, "note", 2, "C1", clock())

    def serve() -> None:
        changed.wait(5)
        with database.begin() as session:
            place = cards.claim(session, "me", clock(), clock() + MINUTE)
            card = cards.next_card(session, place.id) if place else None
            if card is not None:
                card.attempts += 1
        served.set()

    together(change_and_add, serve)
    assert waiting(database) == 2


# Blocked places


def block(session: Session, address: str, clock: Clock) -> Blockage:
    blockage = Blockage(place_id=cards.place_at(session, address, clock()), reason="is_archived", since=clock())
    session.add(blockage)
    session.flush()
    return blockage


def test_a_blocked_place_can_be_tried_at_once(database: Database, clock: Clock) -> None:
    show(database, clock, 1)
    let_go(database, "C1", clock() + MINUTE)
    with database.begin() as session:
        assert not cards.unblock(session, "C1", clock())
        block(session, "C1", clock)
        assert cards.unblock(session, "C1", clock())
    assert claim(database, clock()) is not None


def test_blocked_places_are_listed_longest_first(database: Database, clock: Clock) -> None:
    with database.begin() as session:
        first = block(session, "C2", clock)
        clock.move(minutes=1)
        block(session, "C1", clock)
        assert [place.address for _, place in cards.blocked(session)] == ["C2", "C1"]
        first.ended_at = clock()
        assert [place.address for _, place in cards.blocked(session)] == ["C1"]
        assert cards.open_blockage(session, first.place_id) is None


def test_what_waits_moves_with_its_doubts_left_behind(database: Database, clock: Clock) -> None:
    fresh, unsure, posted = (show(database, clock, number) for number in (1, 2, 3))
    done = show(database, clock, 4)
    change(database, unsure, posting_since=clock(), attempts=9)
    change(database, posted, ts="1.0", shown=1, wanted=2)
    change(database, done, ts="2.0", shown=1)
    with database.begin() as session:
        assert cards.move(session, fresh.place_id, cards.place_at(session, "C2", clock())) == 3
    for card in (fresh, unsure, posted):
        moved = stored(database, card)
        assert (moved.place_id != fresh.place_id, moved.ts, moved.posting_since, moved.attempts) == (
            True,
            None,
            None,
            0,
        )
    assert stored(database, done).place_id == fresh.place_id
    assert claim(database, clock()) == ("C2", 1)


def test_what_the_other_place_shows_already_stays_and_waits_no_more(database: Database, clock: Clock) -> None:
    here, there = show(database, clock, 1, "C1"), show(database, clock, 1, "C2")
    with database.begin() as session:
        assert cards.move(session, here.place_id, there.place_id) == 0
    assert stored(database, here).place_id == here.place_id
    assert claim(database, clock()) == ("C2", 1)
    assert claim(database, clock()) is None


def test_nothing_moves_from_a_place_to_itself(database: Database, clock: Clock) -> None:
    card = show(database, clock, 1)
    with database.begin() as session:
        assert cards.move(session, card.place_id, card.place_id) == 0
    assert waiting(database) == 1


def test_a_card_that_was_moved_is_not_its_old_places_any_more(database: Database, clock: Clock) -> None:
    card = show(database, clock, 1)
    with database.begin() as session:
        assert cards.served(session, card.id, card.place_id) is not None
        cards.move(session, card.place_id, cards.place_at(session, "C2", clock()))
        assert cards.served(session, card.id, card.place_id) is None


def test_how_long_the_oldest_wish_has_waited(database: Database, clock: Clock) -> None:
    with database.read() as session:
        assert cards.oldest_wish(session) is None
    began = clock()
    show(database, clock, 1)
    clock.move(minutes=1)
    show(database, clock, 2)
    with database.read() as session:
        assert cards.oldest_wish(session) == began
