"""Answers as Markdown that people read, and back; plain documents of questions and answers too.

An export has a heading a question, a list of what is known about it, and a section for each language. In any other document a
heading is a question and the text below it the answer; a heading over other questions is a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers import columns
from bot.answers.content import QUESTION, TEXT
from bot.answers.draft import field_name
from bot.errors import Invalid
from bot.tables import Row
from bot.words import LANGUAGES

_HEADER = ("id", *columns.FIELDS[1:7], QUESTION, TEXT, *columns.FIELDS[7:])
"""Of the table that a document is read into."""
_LISTED = ("id", "tags", "owner", "when_to_use", "visibility", "valid_until", "language")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_ITEM = re.compile(r"\s*[-*+]\s+(?:\*\*)?([^:*]{1,40}?)\s*:(?:\*\*)?\s*(.*)")
_SECTION = re.compile(r"(fi|sv|en)\s*:\s*(.*)", re.IGNORECASE)
_NOTE = "note"
_MARKED = re.compile(r"^(\\*)(?=[ ]{0,3}(?:#|```|~~~))", re.MULTILINE)
_UNMARKED = re.compile(r"^\\(?=\\*[ ]{0,3}(?:#|```|~~~))", re.MULTILINE)


@dataclass(slots=True)
class _Part:
    """A heading and the lines below it, down to the next heading."""

    line: int
    level: int
    heading: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip("\n")

    @property
    def is_question(self) -> bool:
        return self.heading.rstrip("* _").endswith("?")


def written_as_markdown(rows: Sequence[Mapping[str, str]]) -> str:
    """Return a document of rows, each cell by its field."""
    return "\n".join(line for row in rows for line in _written(row))


def rows_of_markdown(text: str, name: str) -> list[Row]:
    """Return a header and a row for each answer of a document, each with the line of its heading; raises Invalid."""
    rows = [
        Row(line, tuple(cells.get(name, "") for name in _HEADER)) for line, cells in _answers(_parts(text)) if cells
    ]
    if not rows:
        raise Invalid("“{file}” has no headings with text below them. Write each question as “## Question”.", file=name)
    return [Row(0, _HEADER), *rows]


def _written(row: Mapping[str, str]) -> Iterator[str]:
    questions = (row[field_name(QUESTION, language)] for language in LANGUAGES)
    yield from (_heading("##", next(filter(None, questions), row["id"])), "")
    yield from (f"- {columns.shown(name, 'en')}: {row[name]}" for name in _LISTED if row.get(name))
    for language in LANGUAGES:
        question, text = row[field_name(QUESTION, language)], row[field_name(TEXT, language)]
        if question or text:
            yield from ("", _heading("###", f"{language}: {question}"), "", _marked(text))
    if row[_NOTE]:
        yield from ("", f"### {columns.shown(_NOTE, 'en')}", "", _marked(row[_NOTE]))
    yield ""


def _heading(signs: str, text: str) -> str:
    return f"{signs} {text} {signs}" if text.endswith("#") else f"{signs} {text}"


def _marked(text: str) -> str:
    return _MARKED.sub(r"\\\1", text)


def _parts(text: str) -> list[_Part]:
    parts, fence = [_Part(0, 0, "")], ""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        found = _FENCE.match(line)
        if found and (not fence or found[1].startswith(fence)):
            fence = "" if fence else found[1]
        heading = None if fence else _HEADING.fullmatch(line)
        if heading is None:
            parts[-1].lines.append(line)
        else:
            said = re.sub(rf"[ \t]+{heading[1]}[ \t]*$", "", heading[2]).strip()
            parts.append(_Part(number, len(heading[1]), said))
    return parts[1:]


def _answers(parts: list[_Part]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the answers of a document with the lines of their headings."""
    place = 0
    while place < len(parts):
        part, below = parts[place], _below(parts, place)
        place += 1
        if any(_section(one) for one in below):
            yield part.line, _of_sections(part, below)
            place += len(below)
        elif not below or (part.is_question and not any(one.is_question for one in below)):
            yield part.line, _plain(part, below)
            place += len(below)


def _below(parts: Sequence[_Part], place: int) -> list[_Part]:
    """Return the parts under a heading; none when it is over headings that have language sections of their own."""
    level, found = parts[place].level, []
    for part in parts[place + 1 :]:
        if part.level <= level:
            break
        found.append(part)
    if any(_section(one) and one.level != level + 1 for one in found):
        return [one for one in found if not _section(one)]
    return found


def _section(part: _Part) -> tuple[str, str] | None:
    found = _SECTION.fullmatch(part.heading)
    return (found[1].lower(), found[2].strip()) if found else None


def _of_sections(part: _Part, below: Sequence[_Part]) -> dict[str, str]:
    cells, _ = _listed(part.lines)
    for one in below:
        section, text = _section(one), _UNMARKED.sub("", one.text)
        if section:
            cells[field_name(QUESTION, section[0])], cells[field_name(TEXT, section[0])] = section[1], text
        elif columns.field_of(one.heading) == _NOTE:
            cells[_NOTE] = text
    return cells


def _plain(part: _Part, below: Sequence[_Part]) -> dict[str, str]:
    cells, lines = _listed(part.lines)
    rest = [f"{one.heading}\n\n{one.text}".strip() for one in below]
    text = "\n\n".join(filter(None, ["\n".join(lines).strip(), *rest]))
    # A question without an answer is a row all the same: what is wrong with it is said then, and nothing is lost silently.
    return {**cells, QUESTION: part.heading.strip("* _"), TEXT: text} if text or part.is_question else {}


def _listed(lines: Sequence[str]) -> tuple[dict[str, str], Sequence[str]]:
    """Return what a list right below a heading says about the answer, by field, and the lines after it."""
    cells: dict[str, str] = {}
    for number, line in enumerate(lines):
        found = _ITEM.fullmatch(line)
        name = columns.field_of(found[1]) if found else None
        if line.strip() and (found is None or name not in _LISTED):
            return (cells, lines[number:]) if cells else ({}, lines)
        if found and name:
            cells[name] = found[2].strip()
    return cells, []
