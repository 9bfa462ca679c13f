"""Spikes: what is far out of the ordinary is told once, with the reason in words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mentions import kinds, spikes
from bot.mentions.spikes import Usual, is_spike, usual
from bot.services import Services
from storage import figures
from storage.database import Database
from storage.models import Sighting
from tests.bot.asking import said
from tests.bot.mentions.at_desk import CHANNEL, ENGLISH, desk_on, mention
from tests.bot.mentions.newsroom import carded
from tests.clock import START, Clock

HELSINKI = "Europe/Helsinki"


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    clock.move(hours=4)  # one in the afternoon
    return desk_on(database, clock)


def hour(desk: Services, ends: datetime, count: int) -> None:
    """Let so many items be seen in the hour before a moment."""
    story = mention(desk, "C0MUU", title="Vesikatko keskustassa", seen_at=ends - timedelta(minutes=30))
    with desk.database.begin() as session:
        for number in range(count):
            at = ends - timedelta(minutes=55) + timedelta(seconds=number)
            session.add(Sighting(mention_id=story.id, seen_at=at, title="Vesikatko", source="Lehti"))


def history(desk: Services, count: int) -> None:
    for day in range(1, 15):
        hour(desk, desk.now() - timedelta(days=day), count)


def told(desk: Services) -> str:
    (record, place), *more = carded(desk, kinds.SPIKE)
    assert place == CHANNEL
    assert not more
    with desk.database.read() as session:
        return said(spikes.card(session, record, ENGLISH))


def test_fourteen_in_an_hour_that_has_two_is_told_with_the_reason(desk: Services):
    history(desk, 2)
    hour(desk, desk.now(), 14)

    spikes.watch(desk)

    assert "More than usual: 14 items in an hour" in told(desk)
    assert "Usual for 12:00–13:00 on such a day: 2." in told(desk)


def test_the_reason_is_what_is_said_and_not_who_says_it(desk: Services):
    history(desk, 2)
    story = mention(desk, "C0MUU", title="Jäähalli kiinni - Yle Uutiset", source="Yle Uutiset")
    with desk.database.begin() as session:
        for title in ("Jäähalli suljettiin - Yle Uutiset", "Jäähallin katto vuotaa - Yle Uutiset") * 7:
            session.add(Sighting(mention_id=story.id, seen_at=desk.now() - timedelta(minutes=5), title=title))

    spikes.watch(desk)

    with desk.database.read() as session:
        (words,) = (spike.words for spike in figures.spikes_since(session, desk.now()))
    assert words == ["Jäähalli"]


def test_a_spike_that_lasts_is_told_once(desk: Services, clock: Clock):
    history(desk, 2)
    hour(desk, desk.now(), 14)
    for _ in range(5):
        spikes.watch(desk)
        clock.move(minutes=10)

    assert len(carded(desk, kinds.SPIKE)) == 1


def test_what_is_usual_is_no_spike(desk: Services):
    history(desk, 14)
    hour(desk, desk.now(), 16)

    spikes.watch(desk)

    assert carded(desk, kinds.SPIKE) == []


def test_nothing_is_told_before_anything_is_known(desk: Services):
    hour(desk, desk.now(), 40)

    spikes.watch(desk)

    assert carded(desk, kinds.SPIKE) == []


def test_a_spike_of_the_evening_is_told_in_the_morning(desk: Services, clock: Clock):
    clock.move(hours=8)  # nine in the evening
    history(desk, 1)
    hour(desk, desk.now(), 20)
    spikes.watch(desk)
    assert carded(desk, kinds.SPIKE) == []

    clock.move(hours=11)
    spikes.watch(desk)

    assert "20 items" in told(desk)


def test_sundays_are_compared_with_days_off_and_tuesdays_with_working_days():
    sunday = START + timedelta(days=6)
    busy = [
        sunday - timedelta(days=day, minutes=10) for day in range(1, 15) if (sunday - timedelta(days=day)).weekday() < 5
    ]

    assert usual(busy, sunday, HELSINKI, START - timedelta(days=60)) == Usual(0.0, 0.0, 4)
    assert usual(busy, START + timedelta(days=8), HELSINKI, START - timedelta(days=60)).mean > 0


@given(st.integers(0, 200), st.floats(0, 100), st.floats(0, 50))
def test_fewer_than_five_are_never_a_spike_and_more_is_never_less_of_one(seen: int, mean: float, spread: float):
    normal = Usual(mean, spread, 10)

    assert not (seen < 5 and is_spike(seen, normal))
    assert is_spike(seen + 1, normal) or not is_spike(seen, normal)
