"""What HR systems write above their columns, and what they mean by it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import hr_columns
from bot.errors import Invalid
from bot.hr_columns import field_of, mapping_of, parted
from bot.hr_headers import COLUMNS
from bot.table_columns import key_of
from bot.tables import Row
from bot.words import Reader

NAMES = [(column.field, name) for column in COLUMNS for name in column.names]


def rows(*lines: str) -> list[Row]:
    return [Row(number, tuple(line.split(";"))) for number, line in enumerate(lines, start=1)]


def places(header: str, **mapping: str) -> dict[str, int]:
    return parted(rows(header, "x"), mapping, is_strict=bool(mapping))[0].places


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        (
            "Henkilönumero|Henkilötunniste|Työntekijänumero|Anställningsnummer|Personalnummer|Employee ID|ID|Number",
            "id",
        ),
        ("Slack ID|slack-tunnus|SLACK_USER_ID|Slack member ID", "slack"),
        ("Nimi|Namn|Full name|Sukunimi Etunimi|Efternamn, förnamn|KOKO NIMI", "name"),
        ("Etunimi|Kutsumanimi|förnamn|firstName|Given_name", "first_name"),
        ("Sukunimi|Efternamn|Last Name|surname", "last_name"),
        ("Sähköposti|e-post|E-mail|Email (work)|sahkoposti|E-postadress|workEmail", "email"),
        ("Nimike|Tehtävänimike|Titel|Job title|jobTitle|Befattning", "title"),
        ("Yksikkö|Osasto|Toimiala|Organisaatio|Enhet|Avdelning|Department|Team", "unit"),
        ("Toimipaikka|Sijainti|Toimipiste|Kaupunki|Ort|Arbetsplats|Verksamhetsställe|Location|Office|Site", "place"),
        ("Osaaminen|Taidot|Osaamiset|Kompetens|Kunskaper|Färdigheter|Skills|Expertise|Competences", "skills"),
        ("Kielet|Kielitaito|Språk|Språkkunskaper|Languages", "languages"),
        ("Varahenkilö|Sijainen|Ersättare|Ställföreträdare|Deputy", "deputy"),
        ("Päättyy|Työsuhde päättyy|Slutdatum|End date|Termination Date", "ends"),
    ],
)
def test_many_headers_mean_one_field(headers: str, field: str) -> None:
    assert {header: field_of(header) for header in headers.split("|")} == dict.fromkeys(headers.split("|"), field)


def test_no_header_means_two_fields() -> None:
    meanings: dict[str, set[str]] = {}
    for field, name in NAMES:
        meanings.setdefault(key_of(name), set()).add(field)
    assert {key: fields for key, fields in meanings.items() if len(fields) > 1} == {}


@pytest.mark.parametrize(
    "header", ["", "Palkka", "Lön", "Salary", "Henkilötunnus", "Personnummer", "Syntymäaika", "(x)"]
)
def test_what_the_bot_does_not_need_means_nothing(header: str) -> None:
    assert field_of(header) is None


@given(st.sampled_from(NAMES), st.integers(0, 2**32), st.sampled_from(["", " (työ)", " [2026]"]))
def test_a_header_means_the_same_in_any_case_spacing_and_with_a_remark(
    known: tuple[str, str], seed: int, remark: str
) -> None:
    field, name = known
    dice = random.Random(seed)  # noqa: S311 - spellings, no secrets
    spelt = "".join(dice.choice((sign.upper(), sign.lower())) + dice.choice(("", "", " ", "_")) for sign in name)
    assert field_of(f" {spelt}{remark} ") == field


@given(st.text())
def test_no_header_is_too_odd(header: str) -> None:
    field_of(header)


def test_the_likelier_of_two_headers_wins_and_the_other_is_told() -> None:
    header, _ = parted(rows("Osasto;Nimi;Yksikkö;ID", "x"), {}, is_strict=False)
    assert header.places == {"name": 1, "unit": 2, "id": 3}
    assert header.unused == ("Osasto",)


def test_what_the_operator_says_wins() -> None:
    assert places("Osasto;Nimi;Yksikkö;Avain", Osasto="unit", Avain="id") == {"unit": 0, "name": 1, "id": 3}
    assert places("ID;Nimi;Varahenkilö", Varahenkilö="-") == {"id": 0, "name": 1}


def test_titles_above_the_header_are_passed_over() -> None:
    header, below = parted(rows("Henkilöstö 24.11.2026", "Nimi;ID;Yksikkö", "A;1;B"), {}, is_strict=False)
    assert header.places == {"name": 0, "id": 1, "unit": 2}
    assert [row.line for row in below] == [3]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Nimi;Yksikkö", "tells people apart"),
        ("ID;Yksikkö", "“Name” is missing"),
        ("ID;Etunimi", "“Name” is missing"),
        ("ID;Nimi;nimi", "mean the same"),
        ("foo;bar", "tells people apart"),
    ],
)
def test_a_header_without_what_is_needed_is_refused_with_the_cure(header: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        places(header)
    assert words in refused.value.words(Reader("en"))


def test_a_mapping_names_header_and_field_in_any_language() -> None:
    assert mapping_of(["Vastuualue=unit", "Avain = Henkilönumero", "Palkka=-", "a=b=title"]) == {
        "Vastuualue": "unit",
        "Avain": "id",
        "Palkka": hr_columns.IGNORED,
        "a=b": "title",
    }


@pytest.mark.parametrize("said", ["Vastuualue", "=unit", "Vastuualue=palkka", "x="])
def test_a_mapping_that_says_nothing_names_the_fields(said: str) -> None:
    with pytest.raises(Invalid) as refused:
        mapping_of([said])
    assert "first_name" in refused.value.words(Reader("en"))


def test_a_mapping_for_a_column_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(Invalid) as refused:
        places("ID;Nimi;Alue", Vastuualue="unit")
    assert "ID, Nimi, Alue" in refused.value.words(Reader("en"))
    header, _ = parted(rows("ID;Nimi", "1;A"), {"Vastuualue": "unit"}, is_strict=False)
    assert header.places == {"id": 0, "name": 1}
