"""The columns of a file of answers: what they may be called in three languages, for one language or for several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import table_columns, tongues
from bot.answers.content import QUESTION, TEXT
from bot.answers.draft import field_name
from bot.errors import Invalid
from bot.language.folding import fold
from bot.table_columns import Column, header_row, key_of, missing, twice
from bot.tables import Row
from bot.words import LANGUAGES

_SAID = (
    Column(
        QUESTION,
        "Question",
        "Kysymys",
        "Fråga",
        ("Questions", "Kysymykset", "Frågor", "Asked", "Heading", "Title", "Otsikko", "Rubrik", "Q"),
    ),
    Column(
        TEXT,
        "Answer",
        "Vastaus",
        "Svar",
        ("Answers", "Vastaukset", "Reply", "Response", "Text", "Teksti", "Vastausteksti", "Svarstext", "Body", "A"),
    ),
)
_ONCE = (
    Column("id", "Id", "Tunniste", "Id", ("Answer id", "Vastauksen tunniste", "Svarets id")),
    Column("language", "Language", "Kieli", "Språk", ("Lang", "Locale")),
    Column(
        "tags",
        "Tags",
        "Avainsanat",
        "Nyckelord",
        ("Tag", "Keywords", "Keyword", "Asiasanat", "Tunnisteet", "Tägit", "Taggar", "Topics", "Aiheet", "Ämnen"),
    ),
    Column(
        "owner",
        "Owner",
        "Omistaja",
        "Ägare",
        ("Responsible", "Kept by", "Vastuuhenkilö", "Ylläpitäjä", "Ansvarig", "Owner e-mail", "Owner id"),
    ),
    Column(
        "when_to_use",
        "When to use",
        "Milloin käytetään",
        "När används det",
        ("Use", "Usage", "Käyttö", "Käyttötilanne", "Milloin", "Användning", "När", "Används när"),
    ),
    Column(
        "note",
        "Note",
        "Muistiinpano",
        "Anteckning",
        ("Notes", "Internal note", "Comment", "Huomautus", "Huomio", "Kommentti", "Kommentar", "Intern anteckning"),
    ),
    Column("visibility", "Visibility", "Näkyvyys", "Synlighet", ("Visible to", "Found by", "Kenelle", "Synlig för")),
    Column(
        "valid_until",
        "Valid until",
        "Voimassa asti",
        "Giltig till",
        ("Valid", "Expires", "Valid to", "Voimassa", "Voimassaolo", "Vanhenee", "Giltig", "Giltig till och med"),
    ),
)
_SAID_IN = tuple(field_name(column.field, language) for language in LANGUAGES for column in _SAID)
FIELDS = ("id", *_SAID_IN, *(column.field for column in _ONCE[2:]))
"""What an export has, in this order."""
_NAMED = {
    **dict.fromkeys(("fi", "fin", "suomi", "suomeksi", "suomenkielinen", "finnish", "finska"), "fi"),
    **dict.fromkeys(("sv", "swe", "se", "svenska", "ruotsi", "ruotsiksi", "ruotsinkielinen", "swedish"), "sv"),
    **dict.fromkeys(("en", "eng", "english", "englanti", "englanniksi", "englanninkielinen", "engelska"), "en"),
}
_SMALL = frozenset(("in", "pa", "på", "the"))
_WORDS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")


class Head(table_columns.Head):
    """The header of a file of answers: question, text_sv, tags ..."""

    def of(self, field: str | None) -> str:
        """Return the header of a field as the file writes it, where it names no language also for one; empty when it has none."""
        name, _, language = (field or "").rpartition("_")
        return self.header(field or "", *((name,) if language in LANGUAGES else ()))


def field_of(header: str) -> str | None:
    """Return the field that a header means, with its language where it names one: question, text_sv, tags."""
    name, language = _meaning(header)
    return field_name(name, language) if name and language else name


def recognised(cells: Sequence[str]) -> int:
    """Count the headers in a row."""
    return sum(_meaning(cell)[0] is not None for cell in cells)


def parted(rows: Sequence[Row]) -> tuple[Head, Sequence[Row]]:
    """Return the header and the rows below it; raises Invalid when a column is missing or there twice."""
    first = header_row(rows, recognised)
    cells = rows[first].cells
    places = _places(cells)
    fields = {field.partition("_")[0] for field in places}
    for column in _SAID:
        if column.field not in fields and "id" not in places:
            raise missing(column)
    return Head(cells, places), rows[first + 1 :]


def headers(language: str) -> list[str]:
    """Return the headers of an export in one language, in the order of FIELDS."""
    return [_header(field, language) for field in FIELDS]


def names() -> list[str]:
    """Return the names of an export's fields for programs, in the order of FIELDS."""
    return [field.replace(TEXT, "answer", 1) if field in _SAID_IN else field for field in FIELDS]


def shown(field: str, language: str) -> str:
    """Return how a field of a content, such as text.sv or tags, is called in one language."""
    name, _, tongue = field.partition(".")
    return _header(field_name(name, tongue) if tongue else name, language)


def _header(field: str, language: str) -> str:
    name, _, tongue = field.rpartition("_")
    if tongue in LANGUAGES and name:
        return f"{_column(name).header(language)} ({tongue})"
    return _column(field).header(language)


def _column(field: str) -> Column:
    return next(column for column in (*_SAID, *_ONCE) if column.field == field)


def _places(cells: Sequence[str]) -> dict[str, int]:
    wanted: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        field = field_of(cell)
        if field:
            wanted.setdefault(field, []).append(place)
    found: dict[str, int] = {}
    for field, places in wanted.items():
        for name, place in _settled(field, places, cells):
            if name in found:
                raise twice(cells[found[name]], cells[place])
            found[name] = place
    return found


def _settled(field: str, places: list[int], cells: Sequence[str]) -> list[tuple[str, int]]:
    """Return what columns of one meaning are: “Kysymys” beside “Fråga” are questions in the languages of their headers.

    Else a column that is called as an export calls it wins over others; raises Invalid when that decides nothing.
    """
    if len(places) == 1:
        return [(field, places[0])]
    languages = [_language_of_header(field, cells[place]) for place in places]
    if field in (QUESTION, TEXT) and all(languages) and len(set(languages)) == len(places):
        return [(field_name(field, language), place) for language, place in zip(languages, places, strict=True)]
    first = [place for language, place in zip(languages, places, strict=True) if language]
    if len(first) != 1:
        raise twice(cells[places[0]], cells[places[1]])
    return [(field, first[0])]


def _language_of_header(field: str, header: str) -> str:
    known = next((column for column in (*_SAID, *_ONCE) if column.field == field), None)
    ways = [language for language in LANGUAGES if known and key_of(known.header(language)) == key_of(header)]
    return ways[0] if ways else ""


def _meaning(header: str) -> tuple[str | None, str]:
    """Return the name of the field that a header means, and its language where it names one."""
    whole = _by_key(key_of(header), (*_SAID, *_ONCE))
    if whole:
        return whole, ""
    words = _WORDS.findall(_CAMEL.sub(" ", header))
    languages = {_NAMED[word.casefold()] for word in words if word.casefold() in _NAMED}
    rest = [word for word in words if word.casefold() not in _NAMED and word.casefold() not in _SMALL]
    name = _by_key(key_of(" ".join(rest)), _SAID if languages else (*_SAID, *_ONCE))
    if len(languages) > 1 or not name:
        return None, ""
    return name, next(iter(languages), "")


def _by_key(key: str, columns: Sequence[Column]) -> str | None:
    return next((column.field for column in columns if key in map(key_of, column.names)), None) if key else None


def language_in(cell: str) -> str:
    """Return the code of the language that a cell names; raises Invalid with the field."""
    word = fold(cell.strip())
    code = _NAMED.get(word) or tongues.code_of(cell) or word[:2] * (word[2:3] in ("-", "_"))
    if code not in LANGUAGES:
        raise Invalid(
            "“{word}” is no language of the answer bank. Write fi, sv or en.", field="language", word=cell.strip()[:60]
        )
    return code
