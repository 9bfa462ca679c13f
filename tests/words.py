"""The sentences in the code and the catalogs that translate them: `python -m tests.words` brings the catalogs up to date.

A catalog keeps what is translated, gets what is new with an empty translation, and loses what nobody says any more. It is
sorted and holds no dates and no line numbers, so that a change of one sentence is a change of one entry.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers")
"""Where sentences for people may stand."""
TRANSLATED = ("fi", "sv")
ERRORS = ("Refused", "NotFound", "Invalid", "Conflict", "Unavailable")
KEYWORDS = {"say": (1,), "say_in": ((1, "c"), 2), "count": (1, 2), **dict.fromkeys(ERRORS, (1,))}
_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@dataclass(frozen=True, slots=True)
class Saying:
    """One place in the code that says something: its literal texts (None for anything else) and the values it gives."""

    where: str
    texts: tuple[str | None, ...]
    values: frozenset[str]
    gives_more: bool
    """Values come from a mapping (`**values`), so their names are not known here."""


def extracted() -> Catalog:
    """Return every sentence in the code, with the files that say it."""
    catalog = Catalog()
    for room in ROOMS:
        found = extract_from_dir(ROOT / room, [("**.py", "python")], keywords=KEYWORDS, comment_tags=["Translators:"])
        for file, _line, message, comments, context in found:
            catalog.add(message, locations=[(f"{room}/{file}", 1)], auto_comments=comments, context=context)
    return catalog


def messages(catalog: Catalog) -> list[Message]:
    """Return the entries of a catalog without its header."""
    return [message for message in catalog if message.id]


def file_of(language: str) -> Path:
    """Return where the catalog of a language lies."""
    return ROOT / "bot" / "locale" / language / "LC_MESSAGES" / "kaiku.po"


def read(language: str) -> Catalog:
    """Return the catalog of a language; an empty one when there is no file yet."""
    file = file_of(language)
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def written(catalog: Catalog, language: str) -> str:
    """Return the text of a catalog's file."""
    text = io.BytesIO()
    write_po(text, catalog, width=0, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return _HEADER.format(language=language) + text.getvalue().decode().strip() + "\n"


def updated(language: str) -> Catalog:
    """Return the catalog of a language, brought up to date with the code."""
    catalog = read(language)
    catalog.update(extracted(), no_fuzzy_matching=True)
    return catalog


def texts(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the text of an entry, or both when it counts."""
    return (value or "",) if value is None or isinstance(value, str) else tuple(value)


def placeholders(text: str) -> set[str]:
    """Return the names between braces; raises ValueError when the braces do not match."""
    return {name for _literal, name, _format, _conversion in Formatter().parse(text) if name is not None}


def sayings() -> Iterator[Saying]:
    """Yield every call in the code that says a sentence to a person."""
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    yield from _saying(node, f"{file.relative_to(ROOT)}:{node.lineno}")


def _saying(call: ast.Call, where: str) -> Iterator[Saying]:
    method = call.func.attr if isinstance(call.func, ast.Attribute) else None
    name = call.func.id if isinstance(call.func, ast.Name) else None
    if method == "say_in" or (method == "count" and len(call.args) == 3):  # a list's own count takes one
        said = call.args[:2]
    elif method == "say" or name in ERRORS:
        said = call.args[:1]
    else:
        return
    values = {keyword.arg for keyword in call.keywords if keyword.arg}
    yield Saying(
        where,
        tuple(text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else None for text in said),
        frozenset(values | {"n"} if method == "count" else values),
        any(keyword.arg is None for keyword in call.keywords),
    )


def main() -> None:
    """Write both catalogs anew and say what waits for a translation."""
    for language in TRANSLATED:
        catalog = updated(language)
        file_of(language).parent.mkdir(parents=True, exist_ok=True)
        file_of(language).write_text(written(catalog, language), "utf-8")
        waiting = sum(not all(texts(message.string)) for message in messages(catalog))
        print(f"{language}: {len(messages(catalog))} sentences, {waiting} wait for a translation")  # noqa: T201


if __name__ == "__main__":
    main()
