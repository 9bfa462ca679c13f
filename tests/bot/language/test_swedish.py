"""Swedish word forms: what must meet, and the look-alikes that must not. The lists stand beside this file."""

from __future__ import annotations

import pytest

from bot.language import search_terms, swedish
from bot.language.folding import fold
from bot.language.swedish_lexicon import swedish_lexicon
from tests.bot.language.word_lists import apart, pairs, share, strangers_that_meet

LISTS = ["swedish_forms", "swedish_later_forms", "swedish_unlisted_forms"]


@pytest.mark.parametrize("name", LISTS)
def test_forms_meet_their_base_form(name: str) -> None:
    forms = pairs(name)
    assert len(apart(forms, "sv", "sv")) <= 0.03 * len(forms), apart(forms, "sv", "sv")


@pytest.mark.parametrize("name", LISTS)
def test_forms_meet_when_one_side_or_both_do_not_know_the_language(name: str) -> None:
    forms = pairs(name)
    for one, other in (None, None), ("sv", None), (None, "sv"):
        assert len(apart(forms, one, other)) <= 0.03 * len(forms), apart(forms, one, other)


@pytest.mark.parametrize("name", ["swedish_look_alikes", "swedish_later_look_alikes"])
def test_look_alikes_do_not_meet(name: str) -> None:
    assert [pair for pair in pairs(name) if share(pair, "sv", "sv")] == []


def test_strangers_hardly_ever_meet() -> None:
    assert strangers_that_meet([pair for name in LISTS for pair in pairs(name)], "sv") < 0.001


def test_the_unlisted_are_not_in_the_word_list() -> None:
    lexicon = swedish_lexicon()
    listed = lexicon.nouns | lexicon.adjectives | lexicon.verbs
    assert [base for _form, base in pairs("swedish_unlisted_forms") if fold(base) in listed] == []


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("stadsbiblioteken", {"stad", "bibliotek"}),
        ("gatukontoret", {"gata", "kontor"}),
        ("kyrkogårdarna", {"kyrka", "gard"}),
        ("familjerådgivningens", {"familj", "radgivning"}),
        ("dataskyddsombud", {"dataskydd", "ombud"}),
        ("museibyggnader", {"museum", "byggnad"}),
        ("läkarmottagning", {"lakare", "mottagning"}),
        ("löneutbetalningen", {"lon", "utbetalning"}),
        ("Tölöbiblioteket", {"bibliotek"}),
        ("behandling", set()),
        ("ungdom", set()),
        ("hallon", set()),
        ("Finland", set()),
        ("kunskapen", set()),
    ],
)
def test_parts_are_known_words(word: str, parts: set[str]) -> None:
    assert set(swedish.parts(fold(word))) == parts


def test_a_known_form_has_no_guesses() -> None:
    assert search_terms("skolornas", "sv") == ("skolornas", "skola")
    assert search_terms("tekniker", "sv") == ("tekniker",)
    assert search_terms("förslag", "sv") == ("forslag",)


def test_an_unknown_form_has_few() -> None:
    assert all(len(search_terms(form, "sv")) <= 9 for form, _base in pairs("swedish_unlisted_forms"))
