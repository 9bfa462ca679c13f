"""What stands in the cells of an HR file: skills, languages, addresses, and what may not stand there."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import hr_cells as cells
from bot.errors import BotError
from bot.views.blocks import one_line
from bot.words import Reader


@pytest.mark.parametrize(
    ("cell", "skills"),
    [
        ("tietosuoja, viestintä", "tietosuoja|viestintä"),
        ("tietosuoja; viestintä ;", "tietosuoja|viestintä"),
        ("tietosuoja | viestintä", "tietosuoja|viestintä"),
        ("tietosuoja\nviestintä\r\nsome", "tietosuoja|viestintä|some"),
        ("tietosuoja / viestintä", "tietosuoja|viestintä"),
        ("viestintä/tietosuoja/markkinointi", "viestintä|tietosuoja|markkinointi"),
        ("A/B-testaus, C/C++, TCP/IP; HTML/CSS", "A/B-testaus|C/C++|TCP/IP|HTML/CSS"),
        ("UX/UI-suunnittelu", "UX/UI-suunnittelu"),
        ("ja/tai", "ja/tai"),
        ("Excel (pivot, makrot), Word", "Excel (pivot, makrot)|Word"),
        ("Excel (pivot, Word", "Excel (pivot|Word"),
        ("2,5 vuotta kokemusta, SAP", "2,5 vuotta kokemusta|SAP"),
        ("• tietosuoja\n- .NET\n* C#", "tietosuoja|.NET|C#"),
        ("GDPR, gdpr ,GDPR", "GDPR"),
        ("  ", ""),
        (";;,|", ""),
    ],
)
def test_skills_in_one_cell(cell: str, skills: str) -> None:
    assert "|".join(cells.skills_of(cell)) == skills


_SKILL = st.from_regex(r"[a-zåäö+#.]{1,12}( [a-zåäö]{1,12})?", fullmatch=True)


@given(st.lists(_SKILL, max_size=8), st.sampled_from([",", ";", "|", "\n", " / ", ", ", " ; "]))
def test_skills_come_out_as_they_were_put_in(skills: list[str], between: str) -> None:
    once = {skill.casefold(): skill for skill in reversed(skills)}
    assert set(cells.skills_of(between.join(skills))) == set(once.values())


@given(st.text(max_size=300))
def test_no_cell_breaks_the_reading(cell: str) -> None:
    with suppress(BotError):
        found = cells.skills_of(cell)
        assert cells.skills_of("\n".join(found)) == found
    cells.misread(cell)
    cells.holds_identity_code(cell)
    one_line(cell)


def test_too_many_or_too_long_skills_are_refused() -> None:
    for cell in ("x" * 101, ",".join(map(str, range(101)))):
        with pytest.raises(BotError):
            cells.skills_of(cell)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("suomi, ruotsi", "fi,sv"),
        ("finska/svenska/engelska", "fi,sv,en"),
        ("Finnish (native), English (C1)", "fi,en"),
        ("fi-FI; sv_FI", "fi,sv"),
        ("FIN SWE ENG", "fi,sv,en"),
        ("italia, is, pohjoissaame", "it,is,se"),
        ("suomi\nsuomi", "fi"),
        ("", ""),
    ],
)
def test_languages_by_code_and_name(cell: str, codes: str) -> None:
    assert cells.languages_of(cell) == codes


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(BotError) as refused:
        cells.languages_of("suomi, klingon")
    assert "“klingon”" in refused.value.words(Reader("en"))


@pytest.mark.parametrize("code", ["010190-123N", "131052A308T", "010101+9999", "311299-999y", "hetu: 290200B901C."])
def test_a_personal_identity_code_is_seen(code: str) -> None:
    assert cells.holds_identity_code(code)


@pytest.mark.parametrize("text", ["2026-11-24", "040-123 4567", "12345678", "991399-1234", "A310199-123AB", "010190"])
def test_what_only_resembles_one_is_let_be(text: str) -> None:
    assert not cells.holds_identity_code(text)


WORDS = "Mäkelä Åbo Ängström Östermalm Öljymäki Saamelaiskäräjät Čáhput François Ærø naïve “lainaus” – 24 € šakki"


@pytest.mark.parametrize("word", WORDS.split())
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_letters_read_in_the_wrong_encoding_are_seen(word: str, encoding: str) -> None:
    assert cells.misread(word) == ""
    try:
        read = word.encode().decode(encoding)
    except UnicodeDecodeError:
        read = word.encode().decode(encoding, "replace")
    assert cells.misread(f"Etu {read}") or word.isascii()


@pytest.mark.parametrize("text", ["“TYÖ”", "”KESÄ” 2026", "»ÄÄNI»", "KESÄ\u00a02026", "SÃO TOMÉ", "Âge"])
def test_quotation_marks_beside_letters_are_no_sign_of_it(text: str) -> None:
    assert cells.misread(text) == ""


def test_letters_of_dos_are_seen() -> None:
    assert cells.misread("Mäkelä".encode("cp850").decode("cp1252"))


@given(st.text("abcdefghijklmnopqrstuvwxyzåäöÅÄÖéüßøæšžŠŽ -–'’\u00a0«»", max_size=40))
def test_names_of_this_part_of_the_world_are_never_taken_for_misread(name: str) -> None:
    assert cells.misread(name) == ""


@pytest.mark.parametrize("cell", ["Maija.Makela@Aaltoranta.Example", " mailto:maija.makela@aaltoranta.example "])
def test_an_address_in_small_letters(cell: str) -> None:
    assert cells.email_of(cell) == "maija.makela@aaltoranta.example"


@pytest.mark.parametrize("cell", ["maija", "maija@", "@x.example", "a b@x.example", "a@b", "a@x.example; b@x.example"])
def test_a_broken_address_is_refused(cell: str) -> None:
    with pytest.raises(BotError):
        cells.email_of(cell)
