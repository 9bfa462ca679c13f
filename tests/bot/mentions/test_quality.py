"""The quality of rules: an owner whose rule mostly finds what is not ours hears of it once."""

from __future__ import annotations

import pytest

from bot.errors import Conflict, Refused
from bot.mentions import kinds, mutes, quality, rules
from bot.services import Services
from storage import rules as kept
from storage.database import Database
from storage.models import RuleHit
from tests.bot.asking import said
from tests.bot.mentions.at_desk import ADA, CHANNEL, ENGLISH, EVE, SVEN, desk_on, mention
from tests.bot.mentions.newsroom import carded, rule
from tests.clock import Clock


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    return desk_on(database, clock)


def hits(desk: Services, rule_id: int, state: str, count: int, word: str = "Salo") -> None:
    """Let a rule have hit so many stories that ended like this."""
    for number in range(count):
        title = f"{rule_id} {state} {number}"
        story = mention(desk, "C0MUU", hit="", title=title, state=state, ended_at=desk.now())
        with desk.database.begin() as session:
            seen = _sighting(session, story.id)
            session.add(RuleHit(mention_id=story.id, sighting_id=seen, rule_id=rule_id, words=[word], at=desk.now()))


def _sighting(session, mention_id: int) -> int:
    from storage import mentions  # noqa: PLC0415

    return mentions.sightings(session, mention_id)[0].id


def card(desk: Services) -> str:
    (record, _place) = carded(desk, kinds.ADVICE)[0]
    with desk.database.read() as session:
        return said(quality.card(session, record, ENGLISH))


def advice_id(desk: Services) -> int:
    return carded(desk, kinds.ADVICE)[0][0]


def test_thirty_four_of_thirty_six_dismissed_is_one_suggestion_to_the_owner(desk: Services, clock: Clock):
    salo = rule(desk, "Salo", owner=SVEN.id)
    hits(desk, salo.id, "closed", 34)
    hits(desk, salo.id, "answered", 2, "Salossa")
    for _ in range(3):
        quality.advise(desk)
        clock.move(hours=2)

    assert carded(desk, kinds.ADVICE) == [(1, SVEN.id)]
    assert "34 of 36 hits were not ours" in card(desk)
    assert "Most of them were hit by “salo”." in card(desk)


def test_a_rule_that_is_mostly_right_or_young_hears_nothing(desk: Services):
    good, young = rule(desk, "Turku", owner=SVEN.id), rule(desk, "Salo", owner=SVEN.id)
    hits(desk, good.id, "closed", 10)
    hits(desk, good.id, "answered", 12)
    hits(desk, young.id, "closed", 19)

    quality.advise(desk)

    assert carded(desk, kinds.ADVICE) == []


def test_without_an_owner_the_channel_hears_it(desk: Services):
    salo = rule(desk, "Salo")
    hits(desk, salo.id, "closed", 20)

    quality.advise(desk)

    assert carded(desk, kinds.ADVICE) == [(1, CHANNEL)]


def test_once_a_day_changes_the_rule_and_the_card_says_who_decided(desk: Services):
    salo = rule(desk, "Salo", owner=SVEN.id)
    hits(desk, salo.id, "closed", 20)
    quality.advise(desk)

    quality.decide(desk, advice_id(desk), quality.DAILY, by=ADA)

    with desk.database.read() as session:
        found = kept.find_rule(session, salo.id)
    assert found is not None
    assert found.delivery == "daily"
    assert [one.delivery for one in rules.in_force(desk)] == ["daily"]
    assert "says Ada Adder" in card(desk)


def test_mute_mutes_for_a_month_and_two_decisions_are_one(desk: Services):
    salo = rule(desk, "Salo", owner=SVEN.id)
    hits(desk, salo.id, "closed", 20)
    quality.advise(desk)

    quality.decide(desk, advice_id(desk), quality.MUTED, by=ADA)
    with pytest.raises(Conflict):
        quality.decide(desk, advice_id(desk), quality.KEPT, by=SVEN)

    assert [mute.rule_id for mute in mutes.in_force(desk)] == [salo.id]


def test_employees_decide_nothing(desk: Services):
    salo = rule(desk, "Salo", owner=SVEN.id)
    hits(desk, salo.id, "closed", 20)
    quality.advise(desk)

    with pytest.raises(Refused):
        quality.decide(desk, advice_id(desk), quality.KEPT, by=EVE)
