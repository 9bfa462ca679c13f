"""What decides over an item: rules that are on, mutes at three levels, signal words; made in a moment, asked in less."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.rule_word import to_json
from bot.feeds.rule_words import made
from bot.mentions import alert_settings, mutes, rules, watch
from bot.mentions.mutes import AUTHOR, DOMAIN, FEED, RULE, WORD, Scope
from bot.mentions.signals import Signal
from bot.mentions.watch import Candidate, Watch
from bot.services import Services
from storage.database import Database
from storage.models import AlertSettings, Mute, Rule
from tests.bot.mentions.listening import feed, rule, saved
from tests.bot.register import ADA, MAIJA, services_on, statements
from tests.clock import START, Clock

NEWS = Candidate(
    title="Turun kirjasto avaa ovensa",
    text="Kirjasto on auki.",
    author="Meri Aalto / Sanomat",
    link="https://www.sanomat.example/a",
    language="fi",
)


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return services_on(database, clock)


def mute(
    number: int, what: str, value: str = "", *, hours: int = 1, feed_id: int | None = None, rule_id: int | None = None
) -> Mute:
    until = START + timedelta(hours=hours)
    one = Mute(what=what, value=value, feed_id=feed_id, rule_id=rule_id, made_by="U1", made_at=START, until=until)
    if what == WORD:
        one.word = to_json(made(value))
    one.id = number
    return one


def watching(*silent: Mute, known: tuple[Rule, ...] = (), raised: tuple[Signal, ...] = ()) -> Watch:
    return watch.made_of(known, silent, raised, AlertSettings())


def is_mute(*silent: Mute, rule_ids: tuple[int, ...] = (1,), candidate: Candidate = NEWS, feed_id: int = 1) -> bool:
    return watch.muted_by(watching(*silent), candidate, rule_ids, feed_id, START) is not None


@pytest.mark.parametrize(
    "silent",
    [
        mute(1, WORD, "kirjasto"),
        mute(1, WORD, "turku"),
        mute(1, AUTHOR, "Meri Aalto"),
        mute(1, AUTHOR, "meri aalto / sanomat"),
        mute(1, DOMAIN, "sanomat.example"),
        mute(1, FEED, feed_id=1),
        mute(1, RULE, rule_id=1),
        mute(1, WORD, "kirjasto", feed_id=1),
        mute(1, WORD, "kirjasto", rule_id=1),
        mute(1, DOMAIN, "example", feed_id=1, rule_id=1),
    ],
)
def test_a_mute_silences_what_it_is_about(silent: Mute) -> None:
    assert is_mute(silent)


@pytest.mark.parametrize(
    "silent",
    [
        mute(1, WORD, "uimahalli"),
        mute(1, AUTHOR, "Meritta Aalto"),
        mute(1, DOMAIN, "nomat.example"),
        mute(1, FEED, feed_id=2),
        mute(1, RULE, rule_id=2),
        mute(1, WORD, "kirjasto", feed_id=2),
        mute(1, WORD, "kirjasto", rule_id=2),
        mute(1, WORD, "kirjasto", hours=0),
        mute(1, WORD, "kirjasto", hours=-1),
    ],
)
def test_a_mute_silences_nothing_else_and_returns_by_itself(silent: Mute) -> None:
    assert not is_mute(silent)


def test_what_two_rules_hit_is_mute_only_when_both_are() -> None:
    assert not is_mute(mute(1, RULE, rule_id=1), rule_ids=(1, 2))
    assert is_mute(mute(1, RULE, rule_id=1), mute(2, WORD, "kirjasto", rule_id=2), rule_ids=(1, 2))
    assert is_mute(mute(1, RULE, rule_id=1), mute(2, DOMAIN, "sanomat.example"), rule_ids=(1, 2))


def test_what_no_rule_hits_is_mute_only_everywhere_or_in_its_feed() -> None:
    assert is_mute(mute(1, FEED, feed_id=1), rule_ids=())
    assert not is_mute(mute(1, RULE, rule_id=1), rule_ids=())


def test_a_site_with_letters_of_ours_is_the_same_in_its_ascii_form() -> None:
    link = Candidate(title="a", text="", link=f"https://www.{'åbo.example'.encode('idna').decode()}/x")
    assert is_mute(mute(1, DOMAIN, "åbo.example"), candidate=link)


def test_hits_name_the_rule_and_the_words_as_they_stand_there() -> None:
    found = watch.hits(watching(known=(rule(7), rule(8, "Lahti"))), NEWS)
    assert [(hit.rule_id, hit.words) for hit in found] == [(7, ("Turun",))]


def signal(word: str, severity: str = "high", language: str = "fi") -> Signal:
    return Signal(language, made(word, (language,)), severity)


def test_signal_words_raise_in_any_form_and_the_worst_counts() -> None:
    at = watching(raised=(signal("tulipalo"), signal("pommiuhka", "crisis")))
    item = Candidate(title="Tulipalon jälkeen", text="Koululle tehtiin pommiuhka.", language="fi")
    _hits, found = watch.look(at, item)
    assert (found.severity, found.words) == ("crisis", ("pommiuhka", "Tulipalon"))
    assert watch.look(at, NEWS)[1] == watch.Signals()


def test_a_signal_word_counts_in_its_own_language_and_where_nobody_knows_which() -> None:
    at = watching(raised=(signal("brand", language="sv"),))
    assert not watch.look(at, Candidate(title="A strong brand", text="", language="en"))[1].severity
    assert not watch.look(at, Candidate(title="Brand Berlin", text="", language="de"))[1].severity
    assert watch.look(at, Candidate(title="Brand i skolan", text="", language="sv"))[1].severity == "high"
    assert watch.look(at, Candidate(title="Brand", text="", language=""))[1].severity == "high"


def test_a_watch_follows_every_change_and_costs_no_sql_in_between(services: Services, clock: Clock) -> None:
    number = feed(services)
    assert watch.hits(watch.watch(services), NEWS) == ()
    one = saved(services)
    off = saved(services, "kirjasto", is_on=False)
    assert [hit.rule_id for hit in watch.hits(watch.watch(services), NEWS)] == [one.id]
    assert off.id not in watch.watch(services).rules
    assert statements(services.database, lambda: watch.watch(services)) == 0
    made_mute = mutes.make(services, Scope(WORD, "kirjasto"), until=clock() + timedelta(days=1), by=ADA)
    muted = watch.muted_by(watch.watch(services), NEWS, [one.id], number, clock())
    assert muted is not None
    assert muted.id == made_mute.id
    clock.move(days=1)
    assert watch.muted_by(watch.watch(services), NEWS, [one.id], number, clock()) is None, "it returns by itself"
    rules.switch_off(services, one.id, by=MAIJA)
    assert watch.hits(watch.watch(services), NEWS) == ()
    assert watch.watch(services).settings == alert_settings.current(services)


def test_two_thousand_rules_and_mutes_are_asked() -> None:
    known = tuple(rule(number, f'"sana{number}"') for number in range(2_000))
    silent = tuple(mute(number, DOMAIN, f"site{number}.example") for number in range(2_000))
    at = watching(*silent, known=known)
    assert watch.muted_by(at, NEWS, [1], 1, START) is None
    told = watch.muted_by(at, replace(NEWS, link="https://site1999.example/a"), [1], 1, START)
    assert told is not None
    assert told.id == 1_999


@given(st.text(max_size=200), st.text(max_size=80), st.text(max_size=80))
def test_no_item_breaks_a_watch(title: str, author: str, link: str) -> None:
    at = watching(
        mute(1, WORD, "kirjasto"), mute(2, DOMAIN, "a.example"), known=(rule(1),), raised=(signal("kantelu"),)
    )
    item = Candidate(title=title, text=title, author=author, link=link)
    found, _raised = watch.look(at, item)
    watch.muted_by(at, item, [hit.rule_id for hit in found], 1, START)
