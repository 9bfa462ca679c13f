"""Who is woken by a crisis: the person on duty, whatever a rule's quiet hours; and somebody else when that person is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import notices
from bot.cards import CARDS
from bot.mentions import by_hand, duty, kinds
from bot.mentions.by_hand import Entered
from bot.services import Services
from storage.database import Database
from storage.models import AlertSettings, Mention, Person
from tests.bot.asking import said
from tests.bot.mentions.at_desk import ADA, CHANNEL, ON_DUTY, SVEN, change, desk_on, lines
from tests.bot.mentions.newsroom import carded, digested, paper, rule, stories
from tests.clock import Clock

NIGHT = timedelta(hours=17)
"""From Monday morning, when the clock starts, to two in the night."""
SATURDAY = timedelta(days=5, hours=3)
"""To Saturday noon."""


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    return desk_on(database, clock)


def woken(desk: Services, story: Mention) -> list[str]:
    """Return where a crisis was told beside its card."""
    return [place for what, place, _whom in lines(desk, story) if what == "duty"]


@pytest.mark.parametrize("quiet", ["house", "never", "23:00-06:00", "01:00-01:30"])
@pytest.mark.parametrize("later", [NIGHT, SATURDAY])
def test_a_crisis_in_quiet_time_reaches_the_person_on_duty_whatever_its_rule_says_of_quiet_hours(
    desk: Services, clock: Clock, quiet: str, later: timedelta
):
    rule(desk, "pommiuhka", severity="crisis", quiet=quiet)
    clock.move(seconds=int(later.total_seconds()))

    paper(desk).publish("Pommiuhka tyhjensi koulun")

    (story,) = stories(desk)
    assert carded(desk) == [(story.id, CHANNEL)]
    assert woken(desk, story) == [ON_DUTY]


def test_a_crisis_in_a_rules_own_quiet_hours_by_day_wakes_nobody(desk: Services, clock: Clock):
    rule(desk, "pommiuhka", severity="crisis", quiet="08:00-16:00")

    paper(desk).publish("Pommiuhka tyhjensi koulun")

    (story,) = stories(desk)
    assert carded(desk) == [(story.id, CHANNEL)]
    assert woken(desk, story) == []


def test_a_crisis_that_two_rules_tell_in_two_places_reaches_the_person_on_duty_once(desk: Services, clock: Clock):
    rule(desk, "pommiuhka", severity="crisis", quiet="never")
    rule(desk, "koulu", place="C0KOULU")
    clock.move(hours=17)

    paper(desk).publish("Pommiuhka tyhjensi koulun")

    (story,) = stories(desk)
    assert sorted(place for _record, place in carded(desk)) == sorted([CHANNEL, "C0KOULU"])
    assert woken(desk, story) == [ON_DUTY]


def test_a_crisis_that_is_entered_by_hand_at_night_reaches_the_person_on_duty(desk: Services, clock: Clock):
    clock.move(hours=17)

    by_hand.enter(desk, Entered(text="Uhkaus koululle", severity="crisis"), by=ADA)
    by_hand.enter(desk, Entered(text="Kysymys uimahallin aukioloista"), by=ADA)

    threat, question = stories(desk)
    assert woken(desk, threat) == [ON_DUTY]
    assert woken(desk, question) == []
    assert [record for record, _place in carded(desk)] == [threat.id, question.id], "who enters it wants to see it now"
    assert digested(desk) == {}
    assert len(carded(desk, kinds.NOTE)) == 1


def test_a_crisis_that_is_entered_by_hand_in_working_hours_wakes_nobody(desk: Services):
    by_hand.enter(desk, Entered(text="Uhkaus koululle", severity="crisis"), by=ADA)

    assert woken(desk, stories(desk)[0]) == []


def test_a_crisis_that_opens_again_at_night_reaches_the_person_on_duty_again(desk: Services, clock: Clock):
    rule(desk, "pommiuhka", severity="crisis")
    clock.move(hours=14)
    headline = "Pommiuhka tyhjensi Aaltorannan koulun maanantaina iltapäivällä"
    paper(desk).publish(headline)
    (story,) = stories(desk)
    assert woken(desk, story) == [ON_DUTY]
    change(desk, story, state="answered", ended_at=clock(), handler=ADA.id)
    paper(desk, "Lehti").publish(headline)
    clock.move(hours=22)  # the next evening

    paper(desk, "Uutiset").publish(headline)

    (story,) = stories(desk)
    assert story.state == "claimed"
    assert woken(desk, story) == [ON_DUTY, ON_DUTY]


# Whoever is on duty is gone


def leave(desk: Services, user_id: str = ON_DUTY, *, is_gone: bool = True) -> None:
    with desk.database.begin() as session:
        session.get_one(Person, user_id).is_deactivated = is_gone


def told(desk: Services, kind: str) -> list[tuple[str, str]]:
    """Return where cards of a kind stand, and what they say there."""
    found = carded(desk, kind)
    with desk.database.read() as session:
        readers = {place: notices.reader_of_place(session, place, desk.settings) for _record, place in found}
        return [(place, said(CARDS[kind](session, record, readers[place]))) for record, place in found]


def test_when_who_is_on_duty_is_gone_the_owner_of_the_rule_hears_of_a_crisis(database: Database, clock: Clock):
    desk = desk_on(database, clock, desk_channel="C0DESK", language="en")
    rule(desk, "pommiuhka", severity="crisis", owner=SVEN.id)
    leave(desk)
    clock.move(hours=17)

    paper(desk).publish("Pommiuhka tyhjensi koulun")

    ((place, words),) = told(desk, kinds.NOTE)
    assert place == SVEN.id
    assert "Dora Dove is no longer active in Slack." in words
    assert "You are on duty" not in words
    assert "Pommiuhka tyhjensi koulun" in words
    assert "I take this" in words


@pytest.mark.parametrize(
    ("chosen", "places"),
    [
        ({"desk_channel": "C0DESK", "admins": frozenset({"U0ADA"})}, ["C0DESK"]),
        ({"admins": frozenset({"U0ADA", ON_DUTY})}, ["U0ADA"]),
        ({}, []),
        ({"desk_channel": CHANNEL}, []),  # its card stands there
    ],
)
def test_when_the_owner_is_gone_as_well_the_desk_hears_of_a_crisis_itself(
    database: Database, clock: Clock, chosen: dict[str, object], places: list[str]
):
    desk = desk_on(database, clock, language="en", **chosen)
    rule(desk, "pommiuhka", severity="crisis", owner=SVEN.id)
    leave(desk)
    leave(desk, SVEN.id)
    clock.move(hours=17)

    paper(desk).publish("Pommiuhka tyhjensi koulun")

    assert [place for place, _words in told(desk, kinds.NOTE)] == places
    assert all("Pommiuhka tyhjensi koulun" in words for _place, words in told(desk, kinds.NOTE))
    assert [place for _record, place in carded(desk)] == [CHANNEL]


def test_the_desk_hears_once_and_by_day_that_who_is_on_duty_is_gone(database: Database, clock: Clock):
    desk = desk_on(database, clock, desk_channel="C0DESK", language="en")
    duty.watch(desk)
    assert told(desk, kinds.DUTY_GONE) == []
    clock.move(hours=15)
    leave(desk)
    duty.watch(desk)
    assert told(desk, kinds.DUTY_GONE) == [], "nobody is woken for that"

    clock.move(hours=10)
    for _ in range(3):
        duty.watch(desk)

    ((place, words),) = told(desk, kinds.DUTY_GONE)
    assert place == "C0DESK"
    assert "Dora Dove is no longer active in Slack." in words
    assert "Alerts" in words, "the button that opens the settings"


def test_who_is_chosen_next_and_leaves_as_well_is_told_of_again(database: Database, clock: Clock):
    desk = desk_on(database, clock, desk_channel="C0DESK", language="en")
    leave(desk)
    duty.watch(desk)
    with desk.database.begin() as session:
        chosen = session.get_one(AlertSettings, 1)
        chosen.on_duty, chosen.version = SVEN.id, chosen.version + 1
        desk.memory.changed(session, "rules")
    duty.watch(desk)
    assert len(carded(desk, kinds.DUTY_GONE)) == 1

    leave(desk, SVEN.id)
    duty.watch(desk)

    assert [record for record, _place in carded(desk, kinds.DUTY_GONE)] == [1, 2]
