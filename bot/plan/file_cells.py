"""What the cells of one row of a file say about an item, each read by itself.

An empty cell says nothing: what stands in the plan stays. A dash empties a field.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.errors import BotError, Invalid
from bot.language.asked import language_asked
from bot.plan.file_columns import OWN, TEXT, Head, Spot, texts
from bot.plan.file_own import reader_of
from bot.plan.kinds import ANY_NETWORK, EVENT, INTRANET, LETTER, NEWSLETTER, PAGE, POST, PRESS, SCREEN
from bot.reminders.results import FIGURES, number
from bot.table_columns import key_of, languages_in
from bot.table_faults import Faulty, cell_of, check_width
from bot.tables import Row
from bot.views.blocks import clean
from bot.words import LANGUAGES

NOTHING = frozenset(("-", "–", "—"))
"""Cells that empty a field."""
_NUMBER = re.compile(r"p?\s*(\d{1,12})", re.IGNORECASE)
_KINDS = {
    POST: "post socialmediapost somepost socialpost julkaisu somejulkaisu somepäivitys inlägg someinlägg",
    NEWSLETTER: "newsletter uutiskirje nyhetsbrev",
    PAGE: "page webpage verkkosivu sivu webbsida sida",
    PRESS: "press pressrelease tiedote lehdistötiedote mediatiedote pressmeddelande",
    INTRANET: "intranet intranetnews intranetuutinen intranyhet intranätnyhet",
    EVENT: "event tapahtuma evenemang",
    LETTER: "letter kirje brev",
    SCREEN: "screen informationscreen infonäyttö näyttö infoskärm skärm",
}
_KIND_OF = {key_of(word): kind for kind, words in _KINDS.items() for word in words.split()}
_IDENTITY = ("kind", "title", "date", "time", "timezone", "accounts")
"""What tells one new row from another; the same row again means the item that it has made."""


@dataclass(slots=True)
class Given:
    """What a row says; what it says nothing about is not there, and what it empties is empty."""

    number: int = 0
    cells: dict[str, str] = field(default_factory=dict)
    """As written, a dash as an empty text."""
    kind: str = ""
    languages: tuple[str, ...] = ()
    texts: dict[Spot, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    """What only some kinds have, by field as `bot.plan.fields` keeps it."""
    figures: dict[str, int | None] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the key of the item that this row makes."""
        said = "\n".join(key_of(self.cells.get(name, "")) for name in _IDENTITY)
        return "f" + hashlib.sha256(said.encode()).hexdigest()[:63]


def given(head: Head, row: Row, language: str) -> tuple[Given, list[BotError]]:
    """Return what a row says, and everything that is wrong with its cells; `language` is that of the house."""
    said, faults = Given(), list[BotError]()
    try:
        check_width(row, len(head.cells))
    except BotError as why:
        return said, [why]
    for name, place in head.places.items():
        try:
            cell = clean(cell_of(row, place, name)).strip()
            if cell:
                said.cells[name] = "" if cell in NOTHING else cell
                if name in _READERS:
                    _READERS[name](said, said.cells[name])
        except BotError as why:
            faults.append(why)
    _take_texts(said, said.cells, language)
    return said, faults


def _take_texts(said: Given, cells: Mapping[str, str], language: str) -> None:
    if TEXT in cells:
        spoken = said.languages[0] if len(said.languages) == 1 else language_asked(cells[TEXT])
        said.texts[ANY_NETWORK, spoken if spoken in LANGUAGES else language] = cells[TEXT]
    for spot, column in texts().items():
        if column.field in cells:
            said.texts[spot] = cells[column.field]


def _read_number(said: Given, cell: str) -> None:
    found = _NUMBER.fullmatch(cell)
    if found is None:
        raise Faulty(
            Invalid("“{text}” is no number of the plan.", field="number", text=cell[:60]),
            Invalid("Write it like p12, or leave the cell empty to plan something new."),
        )
    said.number = int(found[1])


def _read_kind(said: Given, cell: str) -> None:
    said.kind = _KIND_OF.get(key_of(cell), "")
    if not said.kind:
        raise Faulty(
            Invalid("“{word}” is no kind of communication I know.", field="kind", word=cell[:60]),
            Invalid("Write one of: {kinds}.", kinds=", ".join(_KINDS)),
        )


def _read_languages(said: Given, cell: str) -> None:
    said.languages = tuple(dict.fromkeys(languages_in(cell, "languages")))


def _figure(name: str) -> Callable[[Given, str], None]:
    def read(said: Given, cell: str) -> None:
        said.figures[name] = number(cell, name)

    return read


def _own(column: str) -> Callable[[Given, str], None]:
    name, read = reader_of(column)

    def take(said: Given, cell: str) -> None:
        said.own[name] = read(cell)

    return take


_READERS: dict[str, Callable[[Given, str], None]] = {
    "number": _read_number,
    "kind": _read_kind,
    "languages": _read_languages,
    **{name: _figure(name) for name in FIGURES},
    **{column.field: _own(column.field) for column in OWN},
}
