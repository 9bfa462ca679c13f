"""What the cells of an HR file mean, and what may not stand in them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from bot import tongues
from bot.errors import Invalid
from bot.table_columns import day_in, languages_in
from bot.table_faults import Faulty
from bot.views.blocks import clean, one_line

LONGEST = {"id": 100, "name": 200, "email": 254, "title": 200, "unit": 200, "place": 200}
"""Characters."""
LONGEST_SKILL, MOST_SKILLS, MOST_LANGUAGES = 100, 100, 15
_IDENTITY_CODE = re.compile(
    r"(?<!\w)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d[-+A-Y]\d{3}[0-9A-Z](?!\w)", re.IGNORECASE
)
"""A Finnish personal identity code, ddmmyyCnnnQ. Source: Digital and Population Data Services Agency."""
_EMAIL = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\".]+(?:\.[^@\s,;<>()\".]+)+")
_MISREAD = re.compile(
    r"Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u0080-\u00bf]|Å[¡¾]|Ä[\u0080-\u009f]|â€|â‚¬|â[\u0080-\u009f]"
    r"|[^\W\d_][„”†‡][^\W\d_]|\ufffd"
)
"""Letters read in the wrong encoding: UTF-8 or DOS taken for Windows-1252 or Latin-1, and letters that are lost."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BETWEEN_SKILLS = re.compile(r"[;|\n\t•]|,(?!\d)|(?<!\d),|(?<=\s)/|/(?=\s)|(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})")
_BULLET = re.compile(r"^(?:[-–*]\s+)+")
_REGION = re.compile(r"\b([A-Za-z]{2})[-_][A-Za-z]{2}\b")
_THREE_LETTERS = {"fin": "fi", "swe": "sv", "sve": "sv", "eng": "en"}


def holds_identity_code(text: str) -> bool:
    """Tell whether a personal identity code stands in a text."""
    return _IDENTITY_CODE.search(text) is not None


def misread(text: str) -> str:
    """Return the piece of a text that was read in the wrong encoding; empty when all is well."""
    if text.isascii():
        return ""
    found = _MISREAD.search(text)
    return text[max(0, found.start() - 10) : found.end() + 10].strip() if found else ""


def email_of(cell: str) -> str:
    """Return an e-mail address in small letters; raises a fault when it is none."""
    text = one_line(cell).removeprefix("mailto:").casefold()
    if text and not _EMAIL.fullmatch(text):
        raise Faulty(
            Invalid("“{text}” is no e-mail address.", field="email", text=text[:60]),
            Invalid("Write one address like etu.suku@example.org, or leave the cell empty."),
        )
    return text


@lru_cache(maxsize=20_000)
def skills_of(cell: str) -> tuple[str, ...]:
    """Return the skills in a cell, each once; raises a fault when there are too many or one is too long."""
    found: dict[str, str] = {}
    for part in _parted(clean(cell)):
        skill = _BULLET.sub("", " ".join(part.split()))
        found.setdefault(skill.casefold(), skill)
    found.pop("", None)
    for skill in found.values():
        if len(skill) > LONGEST_SKILL:
            raise Faulty(
                Invalid("“{text}…” is too long for one skill.", field="skills", text=skill[:40]),
                Invalid("Write skills of at most {most} characters with commas between.", most=LONGEST_SKILL),
            )
    if len(found) > MOST_SKILLS:
        raise Faulty(
            Invalid("There are {n} skills in one cell.", field="skills", n=len(found)),
            Invalid("Keep the {most} that matter most.", most=MOST_SKILLS),
        )
    return tuple(found.values())


@lru_cache(maxsize=5_000)
def languages_of(cell: str) -> str:
    """Return the codes of the languages in a cell with commas between; raises a fault for what is no language."""
    text = _REGION.sub(r"\1", _BRACKETS.sub(" ", cell))
    codes = tuple(dict.fromkeys(languages_in(text, "languages", _code_of)))
    if len(codes) > MOST_LANGUAGES:
        raise Faulty(
            Invalid("There are {n} languages in one cell.", field="languages", n=len(codes)),
            Invalid("Keep the {most} that matter most.", most=MOST_LANGUAGES),
        )
    return ",".join(codes)


@lru_cache(maxsize=5_000)
def day_of(cell: str) -> date | None:
    """Return the day in a cell, None when it is empty; raises a fault for anything else."""
    return day_in(cell.strip(), "ends")


def check_length(text: str, field: str) -> None:
    """Raise a fault when a text is too long for its field."""
    if len(text) > LONGEST[field]:
        raise Faulty(
            Invalid("“{text}…” has {n} characters.", field=field, text=text[:40], n=len(text)),
            Invalid("Shorten it to at most {most} characters.", most=LONGEST[field]),
        )


def _parted(text: str) -> list[str]:
    """Part a text at separators, but not in brackets, numbers and names such as A/B, C/C++ and HTML/CSS."""
    closed = [found.span() for found in _BRACKETS.finditer(text)]
    parts, start = [], 0
    for found in _BETWEEN_SKILLS.finditer(text):
        inside = any(first < found.start() < last for first, last in closed)
        if not inside and not (found[0] == "/" and _joins_abbreviations(text, found.start())):
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _joins_abbreviations(text: str, place: int) -> bool:
    before, after = text[:place], text[place + 1 :]
    if before[-1:].isspace() or after[:1].isspace():
        return False
    return before[-4:].isupper() or after[:4].isupper()


def _code_of(word: str) -> str | None:
    return _THREE_LETTERS.get(word.strip().casefold()) or tongues.any_code_of(word)
