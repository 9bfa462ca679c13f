"""Reads the lists of words: plain text with sections, folded; no Python knows a list by heart."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.language.folding import fold

FOLDER = Path(__file__).parent / "words"


@cache
def sections(language: str) -> dict[str, tuple[str, ...]]:
    """Return the folded lines of each section of a language's list; comments and empty lines left out.

    A long list goes on in the files of the folder of its name.
    """
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for file in (FOLDER / f"{language}.txt", *sorted((FOLDER / language).glob("*.txt"))):
        for line in fold(file.read_text("utf-8")).splitlines():
            if line.startswith("["):
                lines = found.setdefault(line.strip("[]"), [])
            elif line and not line.startswith("#"):
                lines.append(line)
    return {name: tuple(lines) for name, lines in found.items()}


def words(language: str, section: str) -> tuple[str, ...]:
    """Return the words of a section, folded."""
    return tuple(" ".join(sections(language).get(section, ())).split())


def rows(language: str, section: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of a section, each as its words."""
    return tuple(tuple(line.split()) for line in sections(language).get(section, ()))
