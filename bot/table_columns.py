"""The columns of a table that somebody hands in: their headers in three languages, and cells that mean the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot import tongues
from bot.errors import Invalid
from bot.language.folding import fold
from bot.table_faults import Faulty


@dataclass(frozen=True, slots=True)
class Column:
    """A field, its header in the three languages, and other headers that mean the same."""

    field: str
    en: str
    fi: str
    sv: str
    also: tuple[str, ...] = ()

    def header(self, language: str) -> str:
        """Return the header in one language."""
        return {"fi": self.fi, "sv": self.sv}.get(language, self.en)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every header that means this column."""
        return (self.en, self.fi, self.sv, *self.also)


_USER = re.compile(r"<?@?([UW](?=\w*\d)[A-Z0-9]{1,63})(?:\|[^>]*)?>?")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+)?")
_BETWEEN = re.compile(r"[,;/&+|\n]+")


def key_of(header: str) -> str:
    """Return what two headers have in common that differ in case, accents, spaces and signs."""
    return re.sub(r"[\W_]+", "", fold(header))


def user_in(cell: str) -> str:
    """Return the Slack user id that a cell holds, plain or as a mention; empty when it is something else."""
    found = _USER.fullmatch(cell)
    return found[1] if found else ""


def languages_in(cell: str, field: str, code_of: Callable[[str], str | None] = tongues.code_of) -> tuple[str, ...]:
    """Return the codes of the languages in a cell, by code or by name; raises Invalid with the field."""
    codes: list[str] = []
    for part in _BETWEEN.split(cell):
        whole = code_of(part)
        for word in [part] if whole or not part.split() else part.split():
            code = code_of(word)
            if code:
                codes.append(code)
            elif word.strip():
                raise Faulty(
                    Invalid("“{word}” is no language I know.", field=field, word=word.strip()[:60]),
                    Invalid("Write codes with commas between, such as fi, sv, en."),
                )
    return tuple(codes)


def day_in(cell: str, field: str) -> date | None:
    """Return the day in a cell, None when it is empty; raises Invalid with the field."""
    if not cell:
        return None
    parts = _DAY.fullmatch(cell)
    try:
        if parts is not None:
            day, month, year, *iso = parts.groups()
            return date(int(year), int(month), int(day)) if year else date(*(int(number) for number in iso))
    except ValueError:
        pass
    raise Faulty(
        Invalid("“{text}” is no date.", field=field, text=cell[:60]),
        Invalid("Write it like 24.11.2026 or 2026-11-24."),
    )
