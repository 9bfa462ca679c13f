"""Who is found, in which order and for which reasons; who never is; who may be asked next."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from bot import experts
from bot.errors import Refused
from bot.experts_finding import Reason
from bot.services import Services
from storage import vocabulary
from storage.database import Database
from storage.models import Person, Profile, Word
from tests.bot.register import ADA, EVE, GUS, MAIJA, services_on, statements
from tests.bot.staff import answered, asked, hire, reindex
from tests.clock import START, Clock


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return services_on(database, clock)


def someone(name: str, of_hr: str = "", **more: Any) -> Profile:
    """A person of HR, with skills that HR knows of, who is in Slack under their own name."""
    return Profile(name=name, user_id=f"U0{name.upper().replace(' ', '')}", hr_skills=of_hr, **more)


def names(services: Services, query: str, **narrowed: str) -> list[str]:
    return [one.profile.name for one in experts.find(services, query, by=EVE, **narrowed).people]


def why(services: Services, query: str) -> tuple[Reason, ...]:
    (expert,) = experts.find(services, query, by=EVE).people
    return expert.reasons


def change(services: Services, profile_id: int, **values: object) -> None:
    with services.database.begin() as session:
        profile = session.get_one(Profile, profile_id)
        for name, value in values.items():
            setattr(profile, name, value)
        reindex(services, [profile_id], session=session)


def test_a_guest_is_told_politely_that_this_is_for_the_staff(services: Services) -> None:
    with pytest.raises(Refused):
        experts.find(services, "viestintä", by=GUS)
    with pytest.raises(Refused):
        experts.suggest(services, "viestintä", most=3, by=GUS)


def test_a_skill_says_more_than_ones_own_words_and_those_more_than_a_title_and_a_unit(services: Services) -> None:
    hire(
        services,
        someone("Ulla", unit="Viestintä"),
        someone("Tiina", title="Viestintä"),
        someone("Aino", about="viestintä"),
        someone("Sari", "viestintä"),
    )
    assert names(services, "viestintä") == ["Sari", "Aino", "Tiina", "Ulla"]


def test_ones_own_skill_is_worth_as_much_as_one_of_hr(services: Services) -> None:
    hire(services, someone("Aino", skills="viestintä"), someone("Sari", "viestintä"))
    assert names(services, "viestintä") == ["Aino", "Sari"]
    assert [one.reasons[0].source for one in experts.find(services, "viestintä", by=EVE).people] == ["own", "hr"]


def test_the_word_itself_says_more_than_another_and_that_more_than_a_part(services: Services) -> None:
    hire(
        services,
        someone("Aino", "kriisiviestintä"),
        someone("Bo", "communications"),
        someone("Sari", "viestintä ja some"),
    )
    assert names(services, "viestintä") == ["Sari", "Bo", "Aino"]


def test_a_skill_that_says_nothing_else_comes_first(services: Services) -> None:
    hire(services, someone("Aino", "viestintä muutostilanteissa"), someone("Sari", "viestintä"))
    assert names(services, "viestinnästä") == ["Sari", "Aino"]


def test_accepted_answers_help_a_little_and_are_a_reason(services: Services) -> None:
    _aino, sari = hire(services, someone("Aino", "pysäköinti"), someone("Sari", "pysäköinti"))
    answered(services, sari, "Missä on pysäköinti torilla?", "Kuinka pysäköinnistä maksetaan?", "Onko kirjasto auki?")
    assert names(services, "pysäköinti") == ["Sari", "Aino"]
    assert experts.find(services, "pysäköinti", by=EVE).people[0].reasons == (
        Reason("skill", "pysäköinti", "hr"),
        Reason("evidence", "", "slack", 2),
    )
    assert names(services, "kirjasto") == ["Sari"]


def test_between_equals_whoever_may_be_asked_comes_first_then_whoever_was_asked_less(
    services: Services, clock: Clock
) -> None:
    away = someone("Aino", "vaalit", away_until=date(2026, 12, 24))
    of_hr = Profile(name="Bo", hr_id="7", hr_skills="vaalit")
    _, _, cia, dan, eva = hire(
        services, away, of_hr, someone("Cia", "vaalit"), someone("Dan", "vaalit"), someone("Eva", "vaalit")
    )
    asked(services, cia, 3)
    asked(services, dan, 1)
    assert names(services, "vaalit") == ["Eva", "Dan", "Aino", "Cia", "Bo"]
    clock.move(days=8)
    assert names(services, "vaalit") == ["Cia", "Dan", "Eva", "Aino", "Bo"]
    assert names(services, "vaalit")[0] != str(eva)


def test_at_most_five_are_shown_and_all_are_counted(services: Services) -> None:
    hire(
        services, *(someone(f"Aino{number}", "vaalit", unit=f"Unit {number % 2}", place="Norra") for number in range(9))
    )
    finding = experts.find(services, "vaalit", by=EVE)
    assert (len(finding.people), finding.total, finding.units, finding.places) == (
        5,
        9,
        ("Unit 0", "Unit 1"),
        ("Norra",),
    )


def test_a_unit_or_a_place_narrows_in_any_case(services: Services) -> None:
    hire(
        services,
        someone("Aino", "vaalit", unit="Kirjasto", place="Itäranta"),
        someone("Bo", "vaalit", unit="Museo", place="Itäranta"),
    )
    assert names(services, "vaalit", unit="kirjasto") == ["Aino"]
    assert names(services, "vaalit", unit="MUSEO", place="itaranta") == ["Bo"]
    assert names(services, "vaalit", unit="Kirj") == names(services, "vaalit", unit="*") == []


def test_reasons_are_said_in_the_words_of_the_profile(services: Services) -> None:
    about = "Kysy minulta " + "kaikesta muusta " * 12 + "ja uimahallien vesitreenistä " + "tai muusta " * 15
    hire(
        services,
        someone("Aino", "Tietosuoja-asiat\nLiikunta", about=about, title="Vahtimestari", unit="Torin liikuntahalli"),
    )
    assert why(services, "tietosuoja") == (Reason("skill", "Tietosuoja-asiat", "hr"),)
    assert why(services, "vahtimestari")[0] == Reason("title", "Vahtimestari", "hr")
    assert why(services, "Aino") == (Reason("name", "Aino", "slack"),)
    (snippet,) = why(services, "vesitreeni")
    assert (snippet.kind, snippet.source) == ("about", "own")
    assert "vesitreenistä" in snippet.text
    assert len(snippet.text) <= 150
    assert snippet.text.startswith("…")


def test_nobody_who_has_left_is_found_while_the_terms_of_a_large_delivery_are_still_made(services: Services) -> None:
    (gone,) = hire(services, someone("Lea Lintu", "arkistointi"))
    with services.database.begin() as session:
        session.get_one(Profile, gone).left_at = START
    assert names(services, "arkistointi") == []
    assert experts.next_in_line(services, "arkistointi", beside=()) is None


@pytest.mark.parametrize(
    "state", [{"is_hidden": True}, {"left_at": START}], ids=["hidden", "gone"]
)  # fmt: skip
def test_whoever_hides_or_leaves_is_found_no_more_not_even_by_a_typo(
    services: Services, state: dict[str, object]
) -> None:
    """And nothing of theirs stays in the vocabulary."""
    (aino,) = hire(services, someone("Aino Kuusisto", "hevosurheilu"))
    assert names(services, "hevosurheilu") == names(services, "Kuusito") == ["Aino Kuusisto"]
    change(services, aino, **state)
    for query in ("hevosurheilu", "hevosurhelu", "Aino", "kuus", "Kuusito", "aino hevosurheilu"):
        assert names(services, query) == []
    with services.database.read() as session:
        assert vocabulary.every(session, Word) == []


def test_guests_and_bots_are_never_found(services: Services) -> None:
    hire(services, someone("Gus", "vaalit"), is_guest=True)
    hire(services, someone("Bot", "vaalit"), is_bot=True)
    assert names(services, "vaalit") == []


def test_somebody_deactivated_is_found_no_more_after_the_next_reindexing(services: Services) -> None:
    (aino,) = hire(services, someone("Aino", "vaalit"))
    with services.database.begin() as session:
        session.get_one(Person, "U0AINO").is_deactivated = True
        reindex(services, [aino], session=session)
    assert names(services, "vaalit") == []


def test_a_change_acts_at_once(services: Services) -> None:
    (aino,) = hire(services, someone("Aino", "vaalit"))
    change(services, aino, hr_skills="konsertit", skills="näyttelyt")
    assert names(services, "vaalit") == []
    assert names(services, "konserttien") == names(services, "näyttelyjä") == ["Aino"]


def test_the_vocabulary_is_the_same_whether_people_come_at_once_or_change_one_by_one(services: Services) -> None:
    ids = hire(services, someone("Aino", "vaalit\nkoulut"), someone("Bo", "vaalit"), someone("Cia", "museot"))
    for _ in range(2):
        change(services, ids[0], hr_skills="museot")
        change(services, ids[0], hr_skills="vaalit\nkoulut")
    with services.database.begin() as session:
        before = dict.fromkeys(vocabulary.every(session, Word))
        reindex(services, ids, session=session)
        assert dict.fromkeys(vocabulary.every(session, Word)) == before


def test_two_who_change_people_at_once_neither_lock_each_other_out_nor_miscount(services: Services) -> None:
    ids = hire(services, *(someone(f"Aino{number}") for number in range(8)))

    def change_some(offset: int) -> None:
        for skills in ("vaalit\nkoulut\nmuseot", "museot\navaimet\nkoulut", "vaalit"):
            with services.database.begin() as session:
                for profile_id in ids[offset::2]:
                    session.get_one(Profile, profile_id).hr_skills = skills
                reindex(services, reversed(ids[offset::2]), session=session)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(change_some, (0, 1)))
    with services.database.read() as session:
        assert vocabulary.uses(session, Word, ["vaalit", "koulut", "museot", "avaimet"]) == {"vaalit": 8}


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", "empty"),
        ("  ?! ", "empty"),
        ("🏊", "empty"),
        ("ja on", "only_stop_words"),
        ("kuka osaa", "only_stop_words"),
    ],
)
def test_a_query_without_a_telling_word_says_what_is_wrong(services: Services, query: str, problem: str) -> None:
    hire(services, someone("Aino", "vaalit"))
    finding = experts.find(services, query, by=EVE)
    assert (finding.people, finding.problem) == ((), problem)


def test_a_name_that_looks_like_a_small_word_is_found(services: Services) -> None:
    hire(services, someone("Mika Aho"), someone("Per Ek"), someone("Mia Aho"))
    assert names(services, "Mika") == ["Mika Aho"]
    assert names(services, "per") == ["Per Ek"]
    assert names(services, "mika aho")[0] == "Mika Aho"


def test_an_abbreviation_that_looks_like_a_small_word_is_found(services: Services) -> None:
    hire(services, someone("Aino", "IT"), someone("Bo", "museot"))
    assert names(services, "IT") == names(services, "it") == ["Aino"]


def test_a_mended_word_is_told(services: Services) -> None:
    hire(services, someone("Aino", "tietosuoja"), someone("Bo", "museot"))
    finding = experts.find(services, "tietousoja", by=EVE)
    assert dict(finding.instead) == {"tietousoja": "tietosuoja"}
    assert finding.left_out == ()


def test_words_that_nobody_has_are_left_out_and_told(services: Services) -> None:
    hire(services, someone("Aino", "tietosuoja"))
    finding = experts.find(services, "tietosuoja grmpfblx", by=EVE)
    assert [one.profile.name for one in finding.people] == ["Aino"]
    assert finding.left_out == ("grmpfblx",)


def test_when_nobody_has_every_word_the_rare_one_decides(services: Services) -> None:
    hire(services, *(someone(f"Bo{number}", "koulut") for number in range(12)), someone("Aino", "lepakot"))
    assert names(services, "koulut lepakot")[0] == "Aino"


def test_a_split_or_joined_compound_is_found(services: Services) -> None:
    hire(services, someone("Aino", "uimahalli"), someone("Bo", "sosiaalinen media"))
    assert names(services, "uima halli") == ["Aino"]
    assert names(services, "sosiaalinenmedia") == ["Bo"]


def test_a_message_suggests_those_who_know_and_may_be_asked_but_not_who_wrote_it(services: Services) -> None:
    hire(
        services,
        someone("Aino", "tietosuoja"),
        someone("Bo", "tietosuoja", away_until=date(2026, 12, 24)),
        Profile(name="Eve Elk", user_id=EVE.id, hr_skills="tietosuoja"),
        someone("Maija", "museot"),
        someone("Cia", unit="Tietosuoja"),
    )
    text = "Hei Maija! Asiakas kysyy, miten tietosuojaseloste tehdään ja kenen luvalla kuvia saa käyttää. Osaako joku?"
    found = experts.suggest(services, text, most=3, by=EVE)
    assert [one.profile.name for one in found] == ["Aino"]
    assert experts.suggest(services, "Kiitos paljon kaikille!", most=3, by=ADA) == ()


def test_the_next_in_line_may_be_asked_and_was_not_yet(services: Services) -> None:
    aino, bo, cia = hire(
        services,
        someone("Aino", "tietosuoja"),
        someone("Bo", "tietosuoja ja tietoturva"),
        someone("Cia", "tietosuoja", away_until=date(2026, 12, 24)),
    )
    question = "Miten tietosuojaseloste tehdään?"
    first = experts.next_in_line(services, question, beside=())
    assert first is not None
    assert first.profile.id == aino
    second = experts.next_in_line(services, question, beside={aino})
    assert second is not None
    assert second.profile.id == bo
    assert experts.next_in_line(services, question, beside={aino, bo}) is None
    assert experts.next_in_line(services, "", beside=()) is None
    asked(services, aino, 3)
    third = experts.next_in_line(services, question, beside=())
    assert third is not None
    assert third.profile.id == bo
    assert cia


def test_a_synonym_that_the_desk_adds_acts_at_once(services: Services) -> None:
    from bot import synonyms  # noqa: PLC0415

    hire(services, someone("Aino", "lepakot"))
    assert names(services, "siipiveikot") == []
    synonyms.save(services, synonyms.new_key(), 0, "lepakko\nsiipiveikko", by=MAIJA)
    assert names(services, "siipiveikot") == ["Aino"]


def test_a_search_costs_a_dozen_statements_however_many_there_are(sqlite_database: Database, clock: Clock) -> None:
    services = services_on(sqlite_database, clock)
    hire(services, *(someone(f"Aino{number}", "vaalit\nkoulut", unit="Hallinto") for number in range(300)))
    experts.find(services, "vaalit", by=EVE)
    assert statements(sqlite_database, lambda: experts.find(services, "vaalit hallinto", by=EVE)) <= 20
