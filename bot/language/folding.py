"""Folding: what people type on any keyboard meets what is written in the register."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_GENITIVE = re.compile(r"['’]s\b")
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "đ": "d", "ð": "d", "ł": "l", "ŋ": "n", "ŧ": "t", "þ": "th"})


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return text in small letters without accents: Mäkelä becomes makela, Åbo abo."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).translate(_LETTERS)


def words_in(text: str) -> list[str]:
    """Return the words of a text in small letters, with their accents; signs and underscores part words."""
    return _WORD.findall(_GENITIVE.sub("", unicodedata.normalize("NFC", text).casefold()))
