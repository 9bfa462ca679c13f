"""Voikko's Finnish base forms, when this machine has Voikko; nothing otherwise, and nobody misses it.

The search keeps its own base forms beside Voikko's, so a text that was read without Voikko is still found with it.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Protocol

from bot.language.folding import fold

_PART = re.compile(r"\(([^()+]+)\)")
"""A part of a compound with its base in brackets: +kaupungin(kaupunki)+kirjasto(kirjasto)."""


class Analyser(Protocol):
    """What is used of `libvoikko.Voikko`: the analyses of a word, each with BASEFORM and WORDBASES."""

    def analyze(self, word: str, /) -> list[dict[str, str]]:
        """Return the analyses; none for a word that Voikko does not know."""


@dataclass(frozen=True, slots=True)
class Voikko:
    """An open Voikko. It works on one word at a time, so threads take turns."""

    analyser: Analyser
    _turn: Lock = field(default_factory=Lock)

    def read(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the folded base forms and compound parts of a word with its dots; nothing for an unknown word."""
        with self._turn:
            analyses = self.analyser.analyze(word)
        bases = (fold(found["BASEFORM"]) for found in analyses if "BASEFORM" in found)
        parts = [_PART.findall(found.get("WORDBASES", "")) for found in analyses]
        several = (fold(part.strip("=-")) for found in parts if len(found) > 1 for part in found)
        return tuple(dict.fromkeys(map(_joined, bases))), tuple(dict.fromkeys(several))


@cache
def opened() -> Voikko | None:
    """Return Voikko with its Finnish dictionary, if both are here; opened once."""
    try:
        libvoikko = importlib.import_module("libvoikko")
    except (ImportError, OSError):  # the Python module, or the library below it, is not here
        return None
    try:
        return Voikko(libvoikko.Voikko("fi"))
    except libvoikko.VoikkoException:  # there is no dictionary
        return None


def _joined(base: str) -> str:
    return "".join(sign for sign in base if sign.isalnum())
