"""What the cells of one row of a file say about an answer, checked one by one.

An empty cell says nothing: what stands in the bank stays. A dash empties a field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from babel import Locale

from bot.answers.columns import Head, language_in
from bot.answers.content import QUESTION, TEXT
from bot.answers.draft import ENDLESS, UNTIL, field_name
from bot.answers.kinds import DESK, HOUSE
from bot.errors import BotError, Invalid
from bot.feeds.tongue import language_of
from bot.language.folding import fold
from bot.table_columns import day_in, key_of
from bot.table_faults import cell_of, check_width
from bot.tables import Row
from bot.views.blocks import clean, one_line
from bot.words import LANGUAGES

NOTHING = frozenset(("-", "–", "—"))
"""Cells that empty a field."""
_NO_END = frozenset(
    key_of(word)
    for word in (
        "none", "no end", "never", "forever", "unlimited", "ei", "ei päättymistä", "ei lopu", "toistaiseksi", "pysyvä",
        "ingen", "inget slut", "tills vidare", "aldrig",
    )
)  # fmt: skip
_FINDS = {
    HOUSE: (
        "house all everyone everybody staff allstaff wholehouse internal talo kaikki kokotalo henkilosto huset alla helahuset "
        "personalen"
    ),
    DESK: (
        "desk managers socialmanagers onlydesk deski tiski someryhma somevastaavat vaindeski desken barredesken endastdesken "
        "socialamedier"
    ),
}
_ID = re.compile(r"a?(\d{1,12})", re.IGNORECASE)
_IN_WORDS = re.compile(
    r"(?:(\d{1,2})(?:\.|st|nd|rd|th)?\s+([^\W\d]+)|([^\W\d]+)\s+(\d{1,2})(?:st|nd|rd|th)?),?\s+(\d{4})"
)


@dataclass(slots=True)
class Given:
    """What a row says; a field that it says nothing about is not there. An empty text takes the language's text away."""

    id: int = 0
    questions: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    owner: str | None = None
    """As the cell has it; empty for nobody."""
    fields: dict[str, Any] = field(default_factory=dict)
    """Other fields of a draft."""
    is_guessed: bool = False
    """Nothing tells in which language the row is: the house's language was taken."""

    @property
    def name(self) -> str:
        """Return a question to tell the row by."""
        return next((question for question in self.questions.values() if question), "")


def given(head: Head, row: Row, language: str) -> tuple[Given, list[BotError]]:
    """Return what a row says, and everything that is wrong with its cells; `language` is that of the house."""
    said, faults = Given(), list[BotError]()
    try:
        check_width(row, len(head.cells))
    except BotError as why:
        return said, [why]
    cells: dict[str, str] = {}
    for name, place in head.places.items():
        try:
            cells[name] = clean(cell_of(row, place, name)).strip()
            if name in _READERS and cells[name]:
                _READERS[name](said, cells[name])
        except BotError as why:
            faults.append(why)
    if not faults:
        try:
            _take_texts(said, cells, language)
        except BotError as why:
            faults.append(why)
    return said, faults


def _take_texts(said: Given, cells: Mapping[str, str], language: str) -> None:
    for code in LANGUAGES:
        _take(said, code, cells.get(field_name(QUESTION, code), ""), cells.get(field_name(TEXT, code), ""))
    question, text = cells.get(QUESTION, ""), cells.get(TEXT, "")
    if question or text:
        named = language_in(cells["language"]) if cells.get("language") else ""
        spoken = named or language_of(f"{question}\n{text}")
        said.is_guessed = not spoken
        _take(said, spoken or language, question, text)


def _take(said: Given, language: str, question: str, text: str) -> None:
    for texts, cell in ((said.questions, question), (said.texts, text)):
        if cell:
            texts[language] = "" if cell in NOTHING else cell


def _read_id(said: Given, cell: str) -> None:
    found = _ID.fullmatch(cell)
    if found is None:
        raise Invalid(
            "“{text}” is no number of an answer. Write it like a12, or leave the cell empty for a new answer.",
            field="id",
            text=cell[:60],
        )
    said.id = int(found[1])


def _read_owner(said: Given, cell: str) -> None:
    said.owner = "" if cell in NOTHING else one_line(cell)


def _read_visibility(said: Given, cell: str) -> None:
    wanted = key_of(cell)
    said.fields["visibility"] = next((name for name, words in _FINDS.items() if wanted in words.split()), "")
    if not said.fields["visibility"]:
        raise Invalid(
            "“{word}” does not say who finds the answer. Write house (all staff) or desk (social managers).",
            field="visibility",
            word=cell[:60],
        )


def _read_valid_until(said: Given, cell: str) -> None:
    if cell in NOTHING or key_of(cell) in _NO_END:
        said.fields |= {"valid": ENDLESS, "valid_until": None}
    else:
        said.fields |= {"valid": UNTIL, "valid_until": _day_in_words(cell) or day_in(cell, "valid_until")}


def _day_in_words(cell: str) -> date | None:
    """Return a day such as 31 December 2026 in any of the three languages; None for anything else."""
    found = _IN_WORDS.fullmatch(cell)
    month = _months().get(fold(found[2] or found[3])) if found else None
    if not found or not month:
        return None
    try:
        return date(int(found[5]), month, int(found[1] or found[4]))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return {
        fold(str(name)).rstrip("."): number
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in Locale.parse(language).months[context][width].items()
    }


def _text_of(name: str) -> Callable[[Given, str], None]:
    def read(said: Given, cell: str) -> None:
        said.fields[name] = "" if cell in NOTHING else cell

    return read


_READERS: dict[str, Callable[[Given, str], None]] = {
    "id": _read_id,
    "owner": _read_owner,
    "visibility": _read_visibility,
    "valid_until": _read_valid_until,
    **{name: _text_of(name) for name in ("tags", "note", "when_to_use")},
}
