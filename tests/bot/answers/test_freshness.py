"""Answers that end: their owner is asked once, in one message, in working hours; then they are due, and stale."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.answers import freshness, freshness_list, states
from bot.answers.states import Standing
from bot.errors import Conflict, Invalid, Refused
from bot.words import Reader
from storage.models import Card, FreshnessItem, FreshnessList, Person, Place
from tests.bot.answers.saving import bank_on, record, save
from tests.bot.register import ADA, EVE, MAIJA, SVEN


@pytest.fixture
def services(database, clock):
    return bank_on(database, clock, desk_channel="C9")


def ending(services, days, owner=MAIJA, name="pool", by=MAIJA):
    said = {"en": (f"Is the {name} open?", "Yes.")}
    day = states.today(services) + timedelta(days=days)
    return save(services, said, by=by, owner=owner.id if owner else "", valid="date", valid_until=day)


def lists(services):
    """Return who has a list, with the answers that wait in it."""
    with services.database.read() as session:
        query = select(FreshnessList.user_id, FreshnessList.day, FreshnessItem.answer_id, FreshnessItem.outcome)
        return [tuple(row) for row in session.execute(query.join(FreshnessItem).order_by(FreshnessItem.id))]


def cards(services):
    with services.database.read() as session:
        return sorted(session.scalars(select(Place.address).join(Card).where(Card.kind == "freshness")))


def look(services, clock, **later):
    clock.move(**{"minutes": 11, **later})
    freshness.look(services)


def item_of(services, answer, number=-1):
    with services.database.read() as session:
        found = select(FreshnessItem.id).where(FreshnessItem.answer_id == answer.id).order_by(FreshnessItem.id)
        return list(session.scalars(found))[number]


def shown(services, number=0):
    with services.database.read() as session:
        list_id = list(session.scalars(select(FreshnessList.id).order_by(FreshnessList.id)))[number]
        return freshness_list.card(session, list_id, Reader("en"))


def test_one_message_a_day_asks_about_all_answers_that_end_within_two_weeks(services, clock):
    first, second = ending(services, 13), ending(services, 3, name="library")
    ending(services, 14, name="museum")
    ending(services, 5, ADA, "rink")
    for _ in range(3):
        look(services, clock)
    found = lists(services)
    assert {answer for who, _day, answer, _outcome in found if who == MAIJA.id} == {first.id, second.id}
    assert {day for _who, day, *_ in found} == {states.today(services)}
    assert cards(services) == sorted([MAIJA.id, ADA.id])
    assert any("2 answers end soon" in shown(services, number).text for number in (0, 1))
    ending(services, 2, name="sauna")
    look(services, clock)
    assert len(cards(services)) == 2
    look(services, clock, days=1)
    assert len(cards(services)) == 3
    assert len(lists(services)) == 5


def test_nobody_is_asked_outside_working_hours(services, clock):
    ending(services, 3)
    look(services, clock, hours=10)
    assert lists(services) == []
    look(services, clock, hours=14)
    assert len(lists(services)) == 1


def test_still_true_gives_ninety_days_and_settles_the_list_once(services, clock):
    answer = ending(services, 3)
    look(services, clock)
    item = item_of(services, answer)
    freshness.still_true(services, item, 90, by=MAIJA)
    freshness.still_true(services, item, 90, by=MAIJA)
    found = record(services, answer)
    assert (found.valid_until, found.version) == (states.today(services) + timedelta(days=90), 2)
    assert [one[3] for one in lists(services)] == ["true"]
    assert "all answers of this list are settled" in shown(services).text
    with pytest.raises(Conflict):
        freshness.handing(services, item, by=MAIJA)
    with pytest.raises(Invalid):
        freshness.still_true(services, item, 5, by=MAIJA)
    look(services, clock, days=1)
    assert len(lists(services)) == 1


def test_only_the_owner_and_the_desk_say_that_it_is_true(services, clock):
    answer = ending(services, 3)
    look(services, clock)
    with pytest.raises(Refused):
        freshness.still_true(services, item_of(services, answer), 90, by=EVE)
    freshness.still_true(services, item_of(services, answer), 30, by=ADA)
    assert record(services, answer).valid_until == states.today(services) + timedelta(days=30)


def test_who_takes_over_is_asked_in_a_list_of_their_own(services, clock):
    answer = ending(services, 3)
    look(services, clock)
    item = item_of(services, answer)
    with pytest.raises(Invalid):
        freshness.hand_over(services, item, MAIJA.id, by=MAIJA)
    for _ in range(2):
        freshness.hand_over(services, item, EVE.id, by=MAIJA)
    assert record(services, answer).owner == EVE.id
    look(services, clock)
    assert [(one[0], one[3]) for one in lists(services)] == [(MAIJA.id, "handed"), (EVE.id, "")]
    freshness.still_true(services, item_of(services, answer), 90, by=EVE)
    assert cards(services) == sorted([MAIJA.id, EVE.id])


def test_the_answers_of_who_has_left_are_the_desks(services, clock):
    ending(services, 3, SVEN)
    with services.database.begin() as session:
        session.get(Person, SVEN.id).is_deactivated = True
    look(services, clock)
    assert cards(services) == ["C9"]


def test_two_weeks_after_its_last_day_an_answer_is_stale_until_somebody_confirms_it(services, clock):
    answer = ending(services, 1)
    look(services, clock)
    item = item_of(services, answer)
    for days, expected in ((2, Standing.EXPIRED), (12, Standing.EXPIRED), (2, Standing.STALE)):
        look(services, clock, days=days)
        assert states.standing(record(services, answer), states.today(services)) is expected
    assert len(lists(services)) == 1
    freshness.still_true(services, item, 365, by=MAIJA)
    assert record(services, answer).stale_at is None
    assert isinstance(record(services, answer).valid_until, date)
