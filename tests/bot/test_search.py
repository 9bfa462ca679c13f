"""Search in memory, on a small register of texts in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import Index

TEXTS = {
    1: [("Kaupunginkirjasto", 8), ("kirjat, kirjavinkit ja tapahtumat", 3), ("Anna Mäkelä", 3)],
    2: [("Hervannan uimahalli", 8), ("aukioloajat", 3)],
    3: [("Stadsbiblioteket", 8), ("boktips för barn", 3)],
    4: [("Taidemuseo", 8), ("näyttelyt", 3)],
    5: [("Liikuntapalvelut", 8), ("ladut ja kentät", 3)],
    6: [("Hallintokeskus", 8), ("koulutus, talous ja kirjaaja", 3)],
    7: [("Visit Harbour", 8), ("the archipelago and museums", 3)],
    8: [("Nuorisotalo", 8), ("liikunta ja kunta yhdessä", 1)],
}
INDEX = Index(TEXTS)


def ids(query: str) -> set[int]:
    return set(INDEX.find(query).ids)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("uimahallit", {2}),
        ("UIMAHALLEISSA", {2}),
        ("hallit", {2}),
        ("kirjastossa", {1, 3}),
        ("biblioteket", {1, 3}),
        ("libraries", {1, 3}),
        ("museerna", {4, 7}),
        ("Hervannassa uimahalli", {2}),
        ("makela", {1}),
        ("Mäkelän", {1}),
        ("mäkelä kirjasto", {1}),
        ("nuoriso", {8}),
        ("näytt", {4}),
        ("barnen", {3}),
        ("på barn", {3}),
    ],
)
def test_finds(query: str, expected: set[int]) -> None:
    assert ids(query) == expected


@pytest.mark.parametrize("typed", ["uimahali", "uimahlli", "uimahallli", "uimahalki", "uimahlali", "uimahallj"])
def test_one_mistake_is_forgiven_and_told(typed: str) -> None:
    """A letter lost, lost elsewhere, doubled, changed, swapped, changed at the end."""
    found = INDEX.find(typed)
    assert found.ids == (2,)
    assert dict(found.instead) == {typed: "uimahalli"}


@pytest.mark.parametrize("typed", ["uim", "hel", "umahlli", "mus1ikki"])
def test_short_words_and_two_mistakes_are_not_guessed(typed: str) -> None:
    assert dict(INDEX.find(typed).instead) == {}
    assert ids("umahlli") == set()


@pytest.mark.parametrize(
    ("query", "never"),
    [("kirjasto", 6), ("museo", 6), ("musiikki", 4), ("halli", 6), ("talo", 6), ("kirja", 6), ("kunta", 5)],
)
def test_look_alikes_are_not_found(query: str, never: int) -> None:
    assert never not in ids(query)


def test_a_beginning_counts_only_while_nobody_uses_the_word() -> None:
    """Somebody who writes "koulu" means schools, and is shown "koulutus" only where there is no school at all."""
    texts = {1: [("Koulutus", 8)], 2: [("Aaltorannan koulut", 8)]}
    assert Index(texts).find("koulu").ids == (2,)
    assert Index({1: texts[1]}).find("koulu").ids == (1,)


def test_a_compound_is_found_by_its_first_part_when_the_rest_is_a_word() -> None:
    index = Index({1: [("museo kauppa", 8)], 2: [("museokauppa", 8)], 3: [("museologia", 8)]})
    assert index.find("museo").ids == (1, 2)


def test_every_word_must_be_found() -> None:
    assert ids("uimahalli kirjasto") == set()
    assert ids("kirjasto kirjavinkit") == {1}


def test_better_hits_come_first() -> None:
    """A name says more than a purpose, a whole word more than a part of one."""
    index = Index({1: [("Park", 3)], 2: [("Stadspark", 8)], 3: [("Park", 8)], 4: [("parken", 8)]})
    assert index.find("park").ids == (3, 4, 2, 1)


def test_equal_hits_keep_their_order() -> None:
    assert Index({9: [("puisto", 8)], 3: [("puisto", 8)]}).find("puisto").ids == (9, 3)


def test_a_word_that_nobody_uses_is_mended() -> None:
    assert INDEX.nearest("uimmahali") == "uimahalli"


def test_words_that_never_meet_are_taken_apart() -> None:
    assert INDEX.nearest("uimahalli kirjavinkit") == "kirjavinkit"


def test_nothing_is_suggested_for_nonsense() -> None:
    assert INDEX.nearest("qqqqqqqq") is None


def test_small_words_alone_are_looked_for() -> None:
    assert ids("the") == {7}


@given(st.text(max_size=100))
@settings(max_examples=150, deadline=None)
def test_no_query_breaks_the_search(query: str) -> None:
    found = INDEX.find(query)
    assert set(found.ids) <= set(TEXTS)
    suggested = INDEX.nearest(query)
    assert suggested is None or INDEX.find(suggested).ids


@given(st.lists(st.text(max_size=30), max_size=8))
@settings(max_examples=50, deadline=None)
def test_any_text_can_be_indexed_and_is_found_by_its_own_words(texts: list[str]) -> None:
    index = Index({number: [(text, 1)] for number, text in enumerate(texts)})
    for number, text in enumerate(texts):
        first = next(iter(text.split()), "")
        assert not first.isascii() or not first.isalnum() or number in index.find(first).ids
