"""English word forms: what must meet, and the look-alikes that must not. The lists stand beside this file."""

from __future__ import annotations

import pytest

from bot.language import english, search_terms
from bot.language.english_lexicon import english_lexicon
from bot.language.folding import fold
from tests.bot.language.word_lists import apart, pairs, share, strangers_that_meet

LISTS = ["english_forms", "english_later_forms", "english_unlisted_forms"]


@pytest.mark.parametrize("name", LISTS)
def test_forms_meet_their_base_form(name: str) -> None:
    forms = pairs(name)
    assert len(apart(forms, "en", "en")) <= 0.03 * len(forms), apart(forms, "en", "en")


@pytest.mark.parametrize("name", LISTS)
def test_forms_meet_when_one_side_or_both_do_not_know_the_language(name: str) -> None:
    forms = pairs(name)
    for one, other in (None, None), ("en", None), (None, "en"):
        assert len(apart(forms, one, other)) <= 0.03 * len(forms), apart(forms, one, other)


@pytest.mark.parametrize("name", ["english_look_alikes", "english_later_look_alikes"])
def test_look_alikes_do_not_meet(name: str) -> None:
    assert [pair for pair in pairs(name) if share(pair, "en", "en")] == []


def test_strangers_hardly_ever_meet() -> None:
    assert strangers_that_meet([pair for name in LISTS for pair in pairs(name)], "en") < 0.001


def test_the_unlisted_are_not_in_the_word_list() -> None:
    lexicon = english_lexicon()
    bases = [fold(base) for _form, base in pairs("english_unlisted_forms")]
    assert [base for base in bases if lexicon.is_base(base)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organizations", "organisation"),
        ("theater", "theatre"),
        ("programs", "programme"),
        ("licensing", "licence"),
        ("analyzed", "analyse"),
        ("colors", "colour"),
    ],
)
def test_both_spellings_meet(one: str, other: str) -> None:
    assert share((one, other), "en", "en")


@pytest.mark.parametrize("word", ["marketing", "news", "statistics", "headquarters", "process", "police", "hundred"])
def test_a_word_that_looks_inflected_is_its_own_base(word: str) -> None:
    assert search_terms(word, "en") == (word,)


def test_closed_compounds_have_parts() -> None:
    assert english.parts("websites") == ("web", "site")
    assert english.parts("market") == ()
