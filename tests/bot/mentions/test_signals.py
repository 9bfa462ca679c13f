"""Signal words: the starting set, what the desk makes of it in each language, and two who edit at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.audit import faults
from bot.errors import Invalid, Refused
from bot.mentions import signals, watch
from bot.mentions.signals import MOST_WORDS, Opened, Overtaken
from bot.mentions.signals_shipped import shipped
from bot.mentions.watch import Candidate
from bot.people import Asker
from bot.services import Services
from bot.views import signals as view
from bot.words import LANGUAGES, Reader
from playground.slack.checks import view_faults
from storage import audit
from storage import rules as kept
from storage.database import Database
from tests.bot.register import ADA, EVE, GUS, MAIJA, services_on
from tests.clock import Clock


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return services_on(database, clock)


def typed_of(opened: Opened, **instead: str) -> dict[str, str]:
    return {severity: "\n".join(words) for severity, words in opened.words.items()} | instead


def edited(services: Services, high: str, crisis: str = "", language: str = "fi", by: Asker = MAIJA) -> Opened:
    mark = signals.opened(services, language, by=by).mark
    outcome = signals.save(services, language, mark, {"high": high, "crisis": crisis}, by=by)
    assert isinstance(outcome, Opened)
    return outcome


def raised(services: Services, title: str, language: str = "fi") -> str:
    return watch.look(watch.watch(services), Candidate(title=title, text="", language=language))[1].severity


def log(services: Services, language: str = "fi") -> list[str]:
    with services.database.read() as session:
        assert faults(session) == []
        return [entry.what for entry in audit.about(session, f"signals:{language}")]


def test_the_starting_set_has_every_word_once_and_few_that_wake_somebody() -> None:
    for language, words in shipped().items():
        assert 40 <= len(words) <= MOST_WORDS
        assert len({word.casefold() for word in words}) == len(words)
        assert 4 <= sum(severity == "crisis" for severity in words.values()) <= 12
        assert len(", ".join(words)) < 3_000, language


@pytest.mark.parametrize(
    ("title", "language", "severity"),
    [
        ("Koulussa syttyi tulipalo", "fi", "high"),
        ("Kaupunginjohtajasta tehtiin kantelu", "fi", "high"),
        ("Yliopisto tutkii tietomurtoa", "fi", "high"),
        ("Pommiuhkan vuoksi koulu tyhjennettiin", "fi", "crisis"),
        ("Kirjasto täyttää sata vuotta", "fi", ""),
        ("Asukkaiden oikeus osallistua", "fi", ""),
        ("Brand i skolan", "sv", "high"),
        ("Två skadades i olyckan", "sv", "high"),
        ("Lärarna planerar en strejkvakt", "sv", "high"),
        ("Ett lyckligt slut", "sv", ""),
        ("Bombhot mot universitetet", "sv", "crisis"),
        ("Biblioteket firar hundra år", "sv", ""),
        ("Data breach at the city", "en", "high"),
        ("Bomb threat closes campus", "en", "crisis"),
        ("A strong brand for the city", "en", ""),
    ],
)
def test_the_starting_set_raises_what_a_town_wants_to_hear_of(
    services: Services, title: str, language: str, severity: str
) -> None:
    assert raised(services, title, language) == severity


def test_a_word_of_the_desk_counts_at_once_in_every_form(services: Services) -> None:
    assert raised(services, "Ratikan raiteella seistiin") == ""
    edited(services, "raide", "lautta")
    assert raised(services, "Ratikan raiteella seistiin") == "high"
    assert raised(services, "Lautan matka keskeytyi") == "crisis"
    assert raised(services, "Koulussa syttyi tulipalo") == "", "what was taken out of the field counts no more"
    assert raised(services, "Brand i skolan", "sv") == "high", "the other languages are as they were"
    assert log(services) == ["signals.edited"]


def test_only_what_differs_from_the_starting_set_is_stored(services: Services) -> None:
    opened = signals.opened(services, "fi", by=MAIJA)
    typed = typed_of(opened, crisis="\n".join([*opened.words["crisis"], "uusi vaara"]))
    typed["high"] = typed["high"].replace("tulipalo\n", "")
    outcome = signals.save(services, "fi", opened.mark, typed, by=MAIJA)
    assert isinstance(outcome, Opened)
    assert not outcome.is_shipped
    with services.database.read() as session:
        stored = {row.key: row.is_off for row in kept.signal_words(session)}
    assert stored == {"fi:uusi vaara": False, "fi:tulipalo": True}
    again = signals.save(services, "fi", outcome.mark, typed_of(opened), by=MAIJA)
    assert isinstance(again, Opened)
    assert again.is_shipped
    with services.database.read() as session:
        assert kept.signal_words(session) == []


def test_a_word_is_moved_to_another_severity(services: Services) -> None:
    edited(services, "kuolonuhri", "tulipalo")
    assert (raised(services, "Kuolonuhreja ei ollut"), raised(services, "Tulipalo")) == ("high", "crisis")


def test_the_starting_set_is_restored(services: Services) -> None:
    edited(services, "raide")
    for _ in range(2):
        assert signals.restore(services, "fi", by=ADA).is_shipped
    assert raised(services, "Koulussa syttyi tulipalo") == "high"
    assert log(services) == ["signals.edited", "signals.edited"]


def test_the_same_form_sent_twice_is_one_change(services: Services) -> None:
    mark = signals.opened(services, "fi", by=MAIJA).mark
    for _ in range(2):
        assert isinstance(signals.save(services, "fi", mark, {"high": "raide"}, by=MAIJA), Opened)
    assert log(services) == ["signals.edited"]


def test_who_was_slower_sees_what_stands_there_and_loses_nothing(services: Services) -> None:
    mark = signals.opened(services, "fi", by=MAIJA).mark
    edited(services, "raide", by=ADA)
    outcome = signals.save(services, "fi", mark, {"high": "lautta"}, by=MAIJA)
    assert isinstance(outcome, Overtaken)
    assert (outcome.now.words["high"], outcome.typed["high"]) == (("raide",), "lautta")
    assert isinstance(signals.save(services, "fi", outcome.now.mark, outcome.typed, by=MAIJA), Opened)


@pytest.mark.parametrize(
    ("high", "crisis", "field"),
    [
        ("ja", "", "high.fi"),
        ("raide", "lautta, ja", "crisis.fi"),
        ("raide", "Raide", "crisis.fi"),
        ("\n".join(f"sana{n}" for n in range(MOST_WORDS + 1)), "", "high.fi"),
    ],
)
def test_what_is_no_signal_word_is_refused_at_its_field(services: Services, high: str, crisis: str, field: str) -> None:
    with pytest.raises(Invalid) as fault:
        edited(services, high, crisis)
    assert fault.value.field == field
    assert signals.opened(services, "fi", by=MAIJA).is_shipped


def test_no_words_at_all_are_a_choice_too(services: Services) -> None:
    assert edited(services, "").words == {"high": (), "crisis": ()}
    assert raised(services, "Koulussa syttyi tulipalo") == ""


@pytest.mark.parametrize("by", [EVE, GUS])
def test_only_the_desk_edits_signal_words(services: Services, by: Asker) -> None:
    acts: list[Callable[[], object]] = [
        lambda: signals.opened(services, "fi", by=by),
        lambda: signals.save(services, "fi", "", {"high": "raide"}, by=by),
        lambda: signals.restore(services, "fi", by=by),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()
    assert log(services) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_keeps_every_limit(services: Services, language: str) -> None:
    reader = Reader(language)
    assert view_faults(view.form(signals.opened(services, language, by=MAIJA), reader)) == []
    evil = edited(
        services, "\n".join(f"<!channel> _b_ {n:03} {'x' * 80}" for n in range(MOST_WORDS)), language=language
    )
    assert view_faults(view.form(evil, reader, note="<!here> " * 20)) == []
    assert view_faults(view.overtaken(Overtaken(evil, {"high": "x" * 3_000}), reader)) == []
