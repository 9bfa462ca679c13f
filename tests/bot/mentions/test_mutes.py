"""Mutes: made at three levels, listed with their ends, ended early, prolonged, over by themselves; never for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audit import faults
from bot.errors import Invalid, NotFound, Refused
from bot.mentions import mutes, rules
from bot.mentions.mutes import AUTHOR, DOMAIN, FEED, RULE, WORD, Scope
from bot.people import Asker
from bot.services import Services
from bot.views import mutes as view
from bot.words import LANGUAGES, Reader
from playground.slack.checks import message_faults, view_faults
from storage import audit
from storage.database import Database
from storage.models import Mute
from tests.bot.mentions.listening import feed, saved
from tests.bot.register import ADA, EVE, GUS, MAIJA, services_on
from tests.clock import START, Clock

WEEK = timedelta(days=7)
ENGLISH = Reader("en")


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return services_on(database, clock)


def muted(services: Services, what: str = WORD, value: str = "turkki", **more: object) -> Mute:
    until = services.now() + WEEK
    where = {name: more.pop(name) for name in ("feed_id", "rule_id") if name in more}
    return mutes.make(services, Scope(what, value, **where), **{"until": until, "by": MAIJA, **more})  # type: ignore[arg-type]


def said(services: Services) -> str:
    return str(view.message(mutes.listing(services, by=ADA), ENGLISH).payload())


def log(services: Services, mute: Mute) -> list[str]:
    with services.database.read() as session:
        assert faults(session) == []
        return [entry.what for entry in audit.about(session, f"mute:{mute.id}")]


def test_a_mute_stands_in_the_list_with_its_end_its_maker_and_why_until_it_is_over(
    services: Services, clock: Clock
) -> None:
    one = muted(services, why="A film called Turkki")
    shown = said(services)
    for piece in ("Word: turkki", "everywhere", "Mon 30 Nov 09:00", MAIJA.id, "A film called Turkki", "End now"):
        assert piece in shown
    assert one.word is not None
    assert "turkin" in one.word["forms"]
    clock.move(days=7)
    assert mutes.in_force(services) == ()
    assert "Nothing is mute" in said(services)


def test_each_level_is_named(services: Services) -> None:
    number, rule = feed(services, "Sanomat"), saved(services)
    muted(services, DOMAIN, "https://www.Sanomat.example/uutiset")
    muted(services, AUTHOR, "Meri Aalto", feed_id=number)
    muted(services, FEED, feed_id=number)
    muted(services, RULE, "", rule_id=rule.id)
    muted(services, WORD, "kirjasto", rule_id=rule.id)
    shown = said(services)
    for piece in (
        "Web site: sanomat.example · everywhere",
        "Author: Meri Aalto · in the feed: Sanomat",
        "Feed: Sanomat",
        "Rule: Turku",
        "Word: kirjasto · for the rule: Turku",
    ):
        assert piece in shown


def test_the_same_thing_muted_again_is_one_mute_with_the_later_end(services: Services) -> None:
    one = muted(services)
    sooner = muted(services, until=services.now() + timedelta(days=1))
    assert (sooner.id, sooner.until) == (one.id, one.until)
    later = muted(services, until=services.now() + timedelta(days=30), by=ADA)
    assert later.id == one.id
    assert [mute.until for mute in mutes.in_force(services)] == [services.now() + timedelta(days=30)]
    assert muted(services, feed_id=feed(services)).id != one.id, "another level is another mute"
    assert log(services, one) == ["mute.made", "mute.extended"]


def test_a_mute_is_ended_and_prolonged(services: Services) -> None:
    one = muted(services)
    mutes.extend(services, one.id, services.now() + timedelta(days=2), by=ADA)
    assert [mute.until for mute in mutes.in_force(services)] == [services.now() + timedelta(days=2)]
    for _ in range(2):
        mutes.end(services, one.id, by=ADA)
    assert mutes.in_force(services) == ()
    assert mutes.mute(services, one.id, by=ADA).ended_by == ADA.id
    assert log(services, one) == ["mute.made", "mute.extended", "mute.ended"]
    with pytest.raises(NotFound):
        mutes.end(services, 99, by=ADA)


@pytest.mark.parametrize(
    ("what", "value", "where", "days", "field"),
    [
        (WORD, "", {}, 7, "value"),
        (WORD, "ja", {}, 7, "value"),
        (WORD, "turku, lahti", {}, 7, "value"),
        (DOMAIN, "sanomat", {}, 7, "value"),
        (AUTHOR, "x" * 201, {}, 7, "value"),
        (FEED, "", {}, 7, "feed_id"),
        (FEED, "", {"feed_id": 99}, 7, "feed_id"),
        (RULE, "", {}, 7, "rule_id"),
        (WORD, "turkki", {"rule_id": 99}, 7, "rule_id"),
        (WORD, "turkki", {}, 0, "until"),
        (WORD, "turkki", {}, -1, "until"),
        (WORD, "turkki", {}, 400, "until"),
        ("colour", "red", {}, 7, "what"),
    ],
)
def test_what_makes_no_mute_is_refused_at_its_field(
    services: Services, what: str, value: str, where: dict[str, int], days: int, field: str
) -> None:
    with pytest.raises(Invalid) as fault:
        mutes.make(services, Scope(what, value, **where), until=services.now() + timedelta(days=days), by=MAIJA)
    assert fault.value.field == field
    assert mutes.in_force(services) == ()


def test_the_log_keeps_no_author_and_no_word(services: Services) -> None:
    one = muted(services, AUTHOR, "Meri Aalto", why="Meri writes about other towns")
    with services.database.read() as session:
        (entry,) = audit.about(session, f"mute:{one.id}")
    assert "Meri" not in f"{entry.after} {entry.why}"


@pytest.mark.parametrize("by", [EVE, GUS])
def test_only_the_desk_mutes(services: Services, by: Asker) -> None:
    one = muted(services)
    acts: list[Callable[[], object]] = [
        lambda: mutes.listing(services, by=by),
        lambda: mutes.form(services, Scope(WORD), by=by),
        lambda: mutes.mute(services, one.id, by=by),
        lambda: mutes.end(services, one.id, by=by),
        lambda: mutes.extend(services, one.id, services.now() + WEEK, by=by),
        lambda: muted(services, by=by),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()
    assert log(services, one) == ["mute.made"]


def test_a_deleted_rule_keeps_its_name_in_the_list(services: Services) -> None:
    rule = saved(services)
    muted(services, RULE, rule_id=rule.id)
    rules.remove(services, rule.id, by=ADA)
    assert "Rule: Turku" in said(services)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_form_keeps_every_limit(services: Services, language: str) -> None:
    reader = Reader(language)
    evil = "<!channel> _b_ & <@U1> "
    number = feed(services, evil * 8)
    rule = saved(services, name=evil * 6)
    with services.database.begin() as session:
        session.add_all(
            Mute(
                what=WORD,
                value=evil * 8,
                feed_id=number,
                rule_id=rule.id,
                why=evil * 12,
                made_by="U0ADA",
                made_at=START,
                until=START + timedelta(hours=n + 1),
            )
            for n in range(25)
        )
        services.memory.changed(session, rules.BODY)
    for page in (1, 2, 99):
        message = view.message(mutes.listing(services, page, by=ADA), reader, "note")
        assert message_faults(message.payload()) == []
        assert "<!" not in message.text
    one = mutes.in_force(services)[0]
    for shown in (
        view.form(Scope(RULE, evil * 20, rule_id=rule.id), rule.name, reader),
        view.extending(one, reader),
        view.after(one, reader),
    ):
        assert view_faults(shown) == []


@given(st.sampled_from(["1", "7", "30", "date", None]), st.dates(datetime(2026, 1, 1, tzinfo=UTC).date()))
def test_every_choice_of_the_form_is_an_end_or_a_sentence(period: str | None, day: object) -> None:
    until = view.end_from({"period": period, "until": str(day)}, START, "Europe/Helsinki")
    if START < until <= START + mutes.LONGEST:
        assert mutes.checked_end(until, START) == until
    else:
        with pytest.raises(Invalid):
            mutes.checked_end(until, START)


def test_a_chosen_day_is_mute_to_its_end_in_the_persons_own_zone() -> None:
    until = view.end_from({"period": "date", "until": "2026-12-24"}, START, "Europe/Helsinki")
    assert until == datetime(2026, 12, 24, 21, 59, tzinfo=UTC)
    assert view.end_from({"period": "date", "until": None}, START, "Europe/Helsinki") == START
