"""Rules and items in, hits out; judged by one compiled regular expression a word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.match_regexes import Regexes, found
from bot.feeds.match import MOST_SHOWN, Candidate, Matcher, RuleSpec, WordFinder
from bot.feeds.rule_word import RuleWord
from bot.feeds.rule_words import made

ALPHABET = "aåäöoßİıiﬁnNsStTkKlL1\u0301\u0308\u00ad:'’-‑_ \n#@+.&❤"
texts = st.text(ALPHABET, max_size=40)
pieces = st.sampled_from(
    ["kin", ":n", "’n", "'s", "ssa", ":ssa", "an", "nsa", "kaan", "Å", " - ", "\u00ad", "#", ".", "ää"]
)
forms = st.text(ALPHABET, min_size=1, max_size=8).filter(
    lambda form: any(sign.isalnum() or sign in "❤+" for sign in form)
)


def word(*forms: str, exact: bool = False) -> RuleWord:
    return RuleWord(forms[0], forms, is_exact=exact)


def rule(number: int = 1, **asked: object) -> RuleSpec:
    return RuleSpec(number, **{name: _words(value) for name, value in asked.items()})  # type: ignore[arg-type]


def _words(value: object) -> object:
    return tuple(made(text) for text in value.split(", ")) if isinstance(value, str) else value


def hits(spec: RuleSpec, title: str, text: str = "", **item: object) -> tuple[str, ...] | None:
    """Return the words of a rule's hit; None when it does not hit."""
    for hit in Matcher([spec]).hits(Candidate(title, text, **item)):  # type: ignore[arg-type]
        return hit.words
    return None


@given(st.lists(st.tuples(st.lists(forms, min_size=1, max_size=3), st.booleans()), min_size=1, max_size=4), st.data())
@settings(max_examples=400, deadline=None)
def test_the_finder_says_what_one_regular_expression_a_word_says(given_forms, data) -> None:
    words = {
        n: word(*some, exact=exact) for n, (some, exact) in enumerate(given_forms) if not (exact and some[0].isupper())
    }
    written = st.sampled_from([form for some, _exact in given_forms for form in some])
    text = "".join(data.draw(st.lists(st.one_of(written, written.map(str.upper), pieces, texts), max_size=8)))
    assert set(WordFinder(words).found(text)) == found(words, text), (words, text)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_rules_say_what_regular_expressions_say(data) -> None:
    names = ["Turku", "Turun kaupunki", "HSL", "kirjasto", "uimahalli*", "Åbo", "Bordeaux", "A&O", "C++", "Salo"]
    known = [made(name) for name in names]
    some = st.lists(st.sampled_from(known), max_size=3).map(tuple)
    rules = [
        RuleSpec(n, any=data.draw(some), all=data.draw(some), none=data.draw(some))
        for n in range(data.draw(st.integers(1, 6)))
    ]
    written = st.sampled_from([form for one in known for form in one.forms])
    parts = data.draw(st.lists(st.one_of(written, pieces, st.sampled_from([" ", ", ", " – "])), max_size=12))
    item = Candidate(parts[0] if parts else "", "".join(parts[1:]))
    assert [hit.rule_id for hit in Matcher(rules).hits(item)] == Regexes(rules).hits(item)


def test_a_hit_says_which_words_stand_in_the_text() -> None:
    assert hits(rule(any="Turku"), "Turun silta", "Silta on TURUSSA, Turussa ja turussakin.") == (
        "Turun", "TURUSSA", "Turussa", "turussakin",
    )  # fmt: skip
    assert hits(rule(any="Turun kaupunki"), "Turun\u00a0 kaupungin-talo") == ("Turun kaupungin",)
    many = " ".join(made("Turku").forms)
    assert len(hits(rule(any="Turku"), many) or ()) == MOST_SHOWN


@pytest.mark.parametrize(
    "text", ["Turku", "(turku)", "TURKU!", "»Turku«", "Turku-päivät", "Turku/Åbo", "#Turku", "@turku", "www.turku.fi",
             "Tur\u00adku", "Turku_2029", "info:Turku", "Turkukin", "Turku’s", "Turun:n"]
)  # fmt: skip
def test_a_word_stands_between_signs(text: str) -> None:
    assert hits(rule(any="Turku"), text)


@pytest.mark.parametrize(
    "text", ["turkulainen", "Türkü", "Turkku", "Turku2", "xTurku", "Turkų", "Turku\u0301", "Turkı"]
)
def test_a_longer_or_another_word_is_no_hit(text: str) -> None:
    assert hits(rule(any="Turku"), text) is None


def test_composed_and_decomposed_letters_are_the_same() -> None:
    for text in ("Äänekoskella", unicodedata.normalize("NFD", "Äänekoskella")):
        assert hits(rule(any="Äänekoski"), text) == ("Äänekoskella",)
    assert hits(rule(any=(made(unicodedata.normalize("NFD", "Malmö")),)), "MALMÖ")
    assert hits(rule(any="Malmö"), "Malmo") is None


def test_letters_that_become_several_keep_what_was_written() -> None:
    assert hits(rule(any="strasse, Salo"), "Große STRAẞE – ﬁ Salossa") == ("STRAẞE", "Salossa")


def test_an_ending_after_a_colon_or_an_apostrophe_belongs_to_the_word() -> None:
    assert hits(rule(any="HSL"), "HSL:ssä ja HSL: lakko, HSL:Lippu") == ("HSL:ssä", "HSL")
    assert hits(rule(any="Don"), "I don’t know") is None
    assert hits(rule(any="Bordeaux"), "Bordeaux’ssa") == ("Bordeaux’ssa",)


def test_exact_words_have_no_endings_and_keep_their_capitals() -> None:
    exact = rule(any='"HAM"')
    assert hits(exact, "HAM avaa näyttelyn") == ("HAM",)
    for other in ("ham", "Ham", "HAMin", "HAM:n", "HAMkin"):
        assert hits(exact, other) is None, other
    assert hits(rule(any='"turun sanomat"'), "TURUN SANOMAT kertoo")
    assert hits(rule(any='"turun sanomat"'), "Turun Sanomien") is None


def test_signs_digits_hashtags_and_emoji_are_words_too() -> None:
    for text, hit in (
        ("A&O", "A&O:n"),
        ("C++", "C++-kurssi"),
        ("4H", "4H-kerho"),
        ("😀", "ok😀😀"),
        ("❤️", "I ❤ you"),
        (".net", "in .NET"),
    ):
        assert hits(rule(any=text), hit), text
    assert hits(rule(any="C++"), "C+") is None
    assert hits(rule(any="#turku"), "Turku") is None
    assert hits(rule(any="Turun kaupunki"), "Lue #TurunKaupunki") == ("#TurunKaupunki",)
    assert hits(rule(any="Turun kaupunki"), "turunkaupunki") is None


def test_a_star_goes_on_to_the_end_of_the_word() -> None:
    assert hits(rule(any="uimahalli*"), "Uimahallimaksut nousevat") == ("Uimahallimaksut",)
    assert hits(rule(any="uimahalli*"), "maauimahalli") is None


def test_a_removed_form_does_not_come_back_with_an_ending() -> None:
    lost = RuleWord("HSL", ("HSL",), removed=("HSL:n",))
    assert hits(rule(any=(lost,)), "HSL:n") is None
    assert hits(rule(any=(lost,)), "HSL:lle")


def test_all_any_and_none_words() -> None:
    spec = rule(any="silta, tunneli", all="Turku", none="peli")
    assert hits(spec, "Turun uusi silta") == ("Turun", "silta")
    assert hits(spec, "Uusi silta") is None
    assert hits(spec, "Turku") is None
    assert hits(spec, "Turun silta", "Pelin juoni") is None
    assert hits(rule(all="Turku, silta"), "Silta", "Turussa") == ("Silta", "Turussa")


def test_no_phrase_reaches_from_the_title_into_the_text() -> None:
    assert hits(rule(any="Turun kaupunki"), "Lähellä Turun", "kaupunki rakentaa") is None


def test_authors_domains_kinds_languages_and_feeds_narrow_a_rule() -> None:
    assert hits(rule(domains=("example.fi",)), "x", link="https://www.uutiset.Example.fi/a?b") == ()
    assert hits(rule(domains=("example.fi",)), "x", link="https://badexample.fi/") is None
    assert hits(rule(domains=("https://EXAMPLE.fi/",)), "x", domain="example.fi") == ()
    coded = "yö.example".encode("idna").decode()
    assert hits(rule(domains=("yö.example",)), "x", link=f"http://uutiset.{coded}/1") == ()
    assert hits(rule(authors=("Meri Aalto",)), "x", author="toim. meri  AALTO / uutiset") == ()
    assert hits(rule(authors=("Meri Aalto",)), "x", author="Meri Aaltonen") is None
    assert hits(rule(any="Turku", kinds=frozenset({"rss"})), "Turku", kind="atom") is None
    assert hits(rule(any="Turku", feed_id=3), "Turku", feed_id=4) is None
    assert hits(rule(feed_id=3), "whatever", feed_id=3) == ()


def test_an_unknown_language_passes_every_language() -> None:
    spec = rule(any="Turku", languages=frozenset({"sv"}))
    assert hits(spec, "Turku", language="fi") is None
    assert hits(spec, "Turku", language="sv")
    assert hits(spec, "Turku", language="")


def test_a_rule_that_asks_for_nothing_hits_nothing() -> None:
    assert hits(rule(), "Turku") is None
    assert hits(rule(none="Salo", languages=frozenset({"fi"})), "Turku", language="fi") is None
    assert Matcher([]).hits(Candidate("Turku", "")) == ()


@pytest.mark.parametrize("link", ["http://[", "", "//", "mailto:x", "http://\udcff", "https://" + "a" * 300 + ".fi"])
def test_any_link_will_do(link: str) -> None:
    assert hits(rule(any="Turku", domains=("turku.fi",)), "Turku", link=link) is None


def test_long_texts_and_long_rules_are_nothing_special() -> None:
    words = tuple(made(f"sana{n}") for n in range(1000))
    matcher = Matcher([RuleSpec(n, any=words) for n in range(20)])
    found_now = matcher.hits(Candidate("", "sana7 ja sana999. " * 5_500))
    assert [hit.words for hit in found_now] == [("sana7", "sana999")] * 20
    assert matcher.hits(Candidate("", "aaaa" * 25_000)) == ()
