"""The common door: what texts of any language are found by, words as people write them, and bad input."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import reading, search_terms, voikko, words_of
from bot.language.folding import fold
from tests.bot.language.word_lists import pairs, strangers_that_meet

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéüøæ"
WORDS = st.text(LETTERS, min_size=1, max_size=25)
TEXTS = st.text(LETTERS + LETTERS.upper() + "0123456789 -.,:;’'!?/&#+_()\n", max_size=120)
LANGUAGES = st.sampled_from(["fi", "sv", "en", None])


@pytest.mark.parametrize(
    ("text", "language", "term"),
    [
        ("kirjastoissa", "fi", "kirjasto"),
        ("biblioteken", "sv", "bibliotek"),
        ("libraries", "en", "library"),
        ("kirjastoissa", None, "kirjasto"),
        ("biblioteken", None, "bibliotek"),
        ("libraries", None, "library"),
        ("Mäkelän", "fi", "makela"),
        ("MÄKELÄ", None, "makela"),
    ],
)
def test_a_form_is_found_by_its_base(text: str, language: str | None, term: str) -> None:
    assert term in search_terms(text, language)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("HSL:n", ("hsl",)),
        ("EU:ssa", ("eu",)),
        ("GDPR:s", ("gdpr",)),
        ("EU’s", ("eu",)),
        ("AVI:lta", ("avi",)),
        ("tv:n", ("tv",)),
        ("PDF:ää", ("pdf",)),
        ("SUV:arna", ("suv",)),
        ("C++:aa", ("cpp",)),
        ("C#", ("csharp",)),
        (".NET", ("dotnet",)),
        ("ASP.NET", ("aspdotnet", "asp", "dotnet")),
        ("Office 365", ("office", "365")),
        ("O365", ("o365",)),
        ("3D", ("3d",)),
        ("Web 2.0", ("web", "2", "0")),
        ("Q&A", ("qa",)),
        ("wi-fi", ("wifi",)),
        ("e-lasku", ("elasku", "lasku")),
        ("Node.js", ("nodejs", "node", "js")),
        ("24/7", ("24", "7")),
    ],
)
def test_abbreviations_and_names_of_tools(text: str, terms: tuple[str, ...]) -> None:
    assert search_terms(text) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("A/B-testaus", {"abtestaus", "ab", "testaus"}),
        ("S2-opetus", {"s2opetus", "s2", "opetus"}),
        ("some-viestintä", {"someviestinta", "some", "viestinta"}),
        ("it-stödet", {"itstod", "it", "stod"}),
        ("Anna-Liisan", {"annaliisa", "anna", "liisa"}),
        ("sosiaali- ja terveyspalvelut", {"sosiaalipalvelu", "terveyspalvelu", "palvelu"}),
        ("kulttuuripalvelut ja -tapahtumat", {"kulttuuripalvelu", "kulttuuritapahtuma", "tapahtuma"}),
        ("social- och hälsovården", {"socialvard", "halsovard", "vard"}),
        ("utbildnings- och kulturnämnden", {"utbildningsnamnd", "kulturnamnd", "utbildning"}),
        ("O’Brien", {"obrien"}),
        ("teachers’ children’s", {"teacher", "child"}),
    ],
)
def test_hyphens_and_apostrophes(text: str, terms: set[str]) -> None:
    assert terms <= set(search_terms(text))


@pytest.mark.parametrize(
    ("question", "language", "terms"),
    [
        ("vem kan hjälpa mig med dataskydd?", "sv", {"dataskydd"}),
        ("finns det någon som vet något om upphandlingar?", "sv", {"upphandling"}),
        ("who knows about data protection?", "en", {"data", "protection"}),
        ("I need someone who can help with Excel", "en", {"excel"}),
        ("I’d like to ask: who’s our tax expert?", "en", {"tax"}),
        ("kuka osaa neuvoa uimahallin aukioloajoista?", "fi", {"uimahalli", "aukioloaika"}),
    ],
)
def test_a_question_is_found_by_what_it_asks_for(question: str, language: str, terms: set[str]) -> None:
    for read_as in (language, None):
        telling = [word for word in words_of(question, read_as) if not word.is_stop]
        bases = [set(word.bases) for word in telling]
        assert len(telling) == len(terms)
        assert all(any(term in found for found in bases) for term in terms)


def test_small_words_are_small_in_their_language_only() -> None:
    assert search_terms("on the", "en") == ()
    assert search_terms("the", "sv") == ("the",)
    assert search_terms("on the", None) == ()


@pytest.mark.parametrize("text", ["", "   ", "🏊🏊", "' \" -- ;", "- – —", "\u200b", "on ja the och"])
def test_a_text_without_words_has_no_terms(text: str) -> None:
    assert search_terms(text) == ()


def test_words_keep_what_was_written() -> None:
    first, second = words_of("Kirjaston IT-tuki")
    assert (first.shown, first.folded) == ("Kirjaston", "kirjaston")
    assert (second.shown, second.folded) == ("IT-tuki", "ittuki")


def test_other_scripts_keep_their_letters() -> None:
    assert search_terms("Привет, Ελλάς 日本語") == ("привет", "ελλασ", "日本語")


@given(st.text(max_size=300), LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_any_text_has_terms_of_letters_and_digits(text: str, language: str | None) -> None:
    terms = search_terms(text, language)
    assert all(term.isalnum() and term == fold(term) and len(term) <= 60 for term in terms)
    assert len(set(terms)) == len(terms)


@given(TEXTS, LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_accents_and_capitals_make_no_difference(text: str, language: str | None) -> None:
    terms = search_terms(text, language)
    assert search_terms(fold(text), language) == terms
    assert search_terms(text.upper(), language) == terms


@given(WORDS, LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_a_base_is_found_by_itself(word: str, language: str | None) -> None:
    for base in search_terms(word, language):
        terms = search_terms(base, language)
        assert not terms or base in terms  # a base may be a small word: "an"


@given(st.integers(1, 400), TEXTS)
@settings(max_examples=30, deadline=None)
def test_a_long_text_costs_no_more_than_its_first_words(times: int, text: str) -> None:
    assert len(words_of(f"{text} " * times)) <= 200


def test_of_a_text_of_hundreds_of_unknown_words_only_the_first_are_looked_at() -> None:
    words = [f"tuntemattoman{letter}{other}skolans" for letter in LETTERS for other in LETTERS]
    assert search_terms(" ".join(words)) == search_terms(" ".join(words[:200]))
    assert len(search_terms("x" * 100_000)) <= 1


def test_strangers_of_any_language_hardly_ever_meet() -> None:
    listed = [pair for name in ("finnish", "swedish", "english") for pair in pairs(f"{name}_forms")]
    assert strangers_that_meet(listed, None) < 0.001


class StandInForVoikko(ModuleType):
    """The Python module of Voikko, which this machine need not have: it knows one word."""

    VoikkoException = type("VoikkoException", (Exception,), {})

    class Voikko:
        """An open Voikko."""

        def __init__(self, language: str) -> None:
            """Open it."""
            assert language == "fi"

        def analyze(self, word: str) -> list[dict[str, str]]:
            """Return what it knows."""
            if word != "pöllönkatseluissa":
                return []
            return [{"BASEFORM": "pöllönkatselu", "WORDBASES": "+pöllön(pöllö)+katselu(katselu)+issa(+issa)"}]


@pytest.fixture
def with_voikko(monkeypatch: pytest.MonkeyPatch):
    """A machine that has Voikko."""
    monkeypatch.setitem(sys.modules, "libvoikko", StandInForVoikko("libvoikko"))
    caches = voikko.opened, reading.read_piece, reading.readers
    for cached in caches:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


@pytest.mark.parametrize("language", ["fi", None])
def test_voikko_is_asked_where_there_is_one(with_voikko: None, language: str | None) -> None:
    assert {"pollonkatselu", "pollo", "katselu"} <= set(search_terms("Pöllönkatseluissa", language))


def test_a_text_read_without_voikko_is_found_with_it(with_voikko: None) -> None:
    with_it = search_terms("pöllönkatseluissa", "fi")
    sys.modules["libvoikko"] = None  # type: ignore[assignment]
    for cached in (voikko.opened, reading.read_piece, reading.readers):
        cached.cache_clear()
    assert set(search_terms("pöllönkatselu", "fi")) & set(with_it)


def test_a_voikko_without_a_dictionary_is_none(with_voikko: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise StandInForVoikko.VoikkoException

    monkeypatch.setattr(StandInForVoikko.Voikko, "__init__", refuse)
    assert voikko.opened() is None
    assert "kirjasto" in search_terms("kirjastossa", "fi")
