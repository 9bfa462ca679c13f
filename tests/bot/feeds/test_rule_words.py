"""A rule's words: read from a field, given forms that people see and change; judged by a list written before the code was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Invalid
from bot.feeds.rule_words import MOST_WORDS, RuleWord, edited, forms_from, from_json, made, to_json, words_from
from bot.feeds.word_finder import WordFinder

ALL = ("fi", "sv", "en")


def listed() -> list[tuple[str, str, list[str], list[str]]]:
    lines = (Path(__file__).parent / "rule_forms.txt").read_text("utf-8").splitlines()
    rows = ([part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#"))
    return [(code, word, forms.split(", "), others.split(", ")) for code, word, forms, others in rows]


def is_hit(word: RuleWord, form: str) -> bool:
    return bool(WordFinder({1: word}).found(f"Uutinen: {form} on tänään"))


@pytest.mark.parametrize("row", listed(), ids=lambda row: row[1])
def test_listed_forms_hit_and_look_alikes_do_not(row: tuple[str, str, list[str], list[str]]) -> None:
    language, text, forms, others = row
    alone, among = made(text, (language,)), made(text)
    assert [form for form in (text, *forms) if not is_hit(alone, form) or not is_hit(among, form)] == []
    assert [other for other in others if is_hit(alone, other)] == []


def test_the_list_is_as_long_as_it_says() -> None:
    rows = listed()
    assert sum(code == "fi" and len(forms) >= 8 for code, _word, forms, _others in rows) >= 60
    assert sum(len(others) for code, *_rest, others in rows if code == "fi") >= 60
    assert (sum(code == "sv" for code, *_ in rows), sum(code == "en" for code, *_ in rows)) >= (30, 20)


def test_a_name_has_forms_that_people_can_read() -> None:
    turku = made("Turku", ("fi",))
    assert turku.forms[:8] == ("Turku", "Turun", "Turkua", "Turkuna", "Turussa", "Turusta", "Turulla", "Turulta")
    assert "Turut" not in turku.forms
    assert "HSL:ssä" in made("HSL").forms


def test_two_capitals_are_no_word_of_their_own_when_an_ending_makes_one() -> None:
    for text, other in (("OP", "opin"), ("IT", "itä"), ("TE", "ten")):
        assert not is_hit(made(text), other)


def test_a_genitive_given_by_hand_decides() -> None:
    orpo = made("Alko", ("fi",), genitive="Alon")
    assert "Alossa" in orpo.forms
    assert "Alkossa" not in orpo.forms


def test_what_people_changed_stays_when_forms_are_made_again() -> None:
    salo = edited(made("Salo"), added=["Salon kaupunki", "Salossakaan"], removed=["salon"])
    assert "Salon" not in salo.forms
    assert not is_hit(salo, "salon")
    assert is_hit(salo, "Salon kaupunki")
    again = edited(salo, salo.added, salo.removed, "Salon")
    assert "Salon" not in again.forms
    assert edited(again, (), ()).forms == made("Salo").forms


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"added": ["x"], "removed": []}, "added"),
        ({"added": ["a" * 101], "removed": []}, "added"),
        ({"added": [], "removed": ["HAM"]}, "removed"),
        ({"added": [], "removed": [], "genitive": "Turku"}, "genitive"),
    ],
)
def test_changes_that_cannot_be_are_refused(changes: dict[str, list[str]], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        edited(made('"HAM"'), **changes)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_field_takes_many_words() -> None:
    assert words_from('Turku, Åbo;HSL\n "Turun Sanomat", turku\n\n“HAM”, Turun  kaupunki.') == (
        "Turku", "Åbo", "HSL", '"Turun Sanomat"', '"HAM"', "Turun kaupunki",
    )  # fmt: skip
    assert words_from("") == ()
    assert words_from("A&O, C++, 4H, #turku, 😀, 5G") == ("A&O", "C++", "4H", "#turku", "😀", "5G")
    assert words_from('"ja", "IT"') == ('"ja"', '"IT"')
    assert forms_from("Turun, turun; Turussa") == ("Turun", "Turussa")


@pytest.mark.parametrize(
    ("text", "named"),
    [("Turku, ja", "ja"), ("Åbo, THE", "THE"), ("x", "x"), ("Turku, a" + "b" * 100, "ab"), ("...&, Turku", "&"),
     ("ui*", "ui*"), ("uima*halli", "uima*halli"), ("*", "*")],
)  # fmt: skip
def test_a_word_that_cannot_be_listened_for_is_named(text: str, named: str) -> None:
    with pytest.raises(Invalid) as refused:
        words_from(text, field="any")
    assert refused.value.field == "any"
    assert str(refused.value.values.get("word", "")).startswith(named)


@pytest.mark.parametrize("word", ["y" * 3_000, "y*" * 45, "+" * 90])
def test_a_long_word_is_named_by_its_beginning(word: str) -> None:
    with pytest.raises(Invalid) as refused:
        words_from(word, field="any")
    named = str(refused.value.values["word"])
    assert (len(named), named[-1]) == (40, "…")


def test_a_thousand_words_and_no_more() -> None:
    assert len(words_from(",".join(f"sana{n}" for n in range(MOST_WORDS)))) == MOST_WORDS
    with pytest.raises(Invalid):
        words_from(",".join(f"sana{n}" for n in range(MOST_WORDS + 1)))


@given(st.text(max_size=60))
def test_anything_typed_becomes_words_that_hit_themselves_or_is_refused(text: str) -> None:
    try:
        typed = words_from(text)
    except Invalid:
        return
    for one in typed:
        word = made(one)
        assert word.forms
        assert from_json(to_json(word)) == word
        assert WordFinder({1: word}).found(word.text.rstrip("*")), word


def test_a_stored_word_comes_back() -> None:
    word = edited(made("Turku"), ["Åbo"], ["Turkuna"], "Turun")
    assert from_json(to_json(word)) == word
    assert from_json({"text": "Turku", "forms": ["Turku"]}) == RuleWord("Turku", ("Turku",))
