"""Folding: what people type on any keyboard meets what is written in the register."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile("[\u0300-\u036f]+")
"""The accents of the Latin letters; those of other scripts are looked up sign by sign."""
_WORD = re.compile(r"[^\W_]+")
_GENITIVE = re.compile(r"['’]s\b")
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "đ": "d", "ð": "d", "ł": "l", "ŋ": "n", "ŧ": "t", "þ": "th"})


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return text in small letters without accents: Mäkelä becomes makela, Åbo abo."""
    if text.isascii():
        return text.lower()
    # Some signs are capitals only once they are taken apart (ℌ), others come apart only once they are small (ǰ).
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = _MARKS.sub("", small)
    if not plain.isascii():
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_LETTERS)
    return plain


def words_in(text: str) -> list[str]:
    """Return the words of a text in small letters, with their accents; signs and underscores part words."""
    return _WORD.findall(_GENITIVE.sub("", unicodedata.normalize("NFC", text).casefold()))
