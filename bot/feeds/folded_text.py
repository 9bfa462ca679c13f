"""A text as words are looked for in it: folded once, with the way back to how it was written.

Folded are case, composed accents, apostrophes and hyphens; any run of spaces and hyphens is one space. A text in Western letters
takes a tenth of the time: a table folds its bytes.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from itertools import accumulate

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]+")
"""Soft hyphens, joiners, directions and variants of signs: they change how a word looks, not what it is."""
_VARIANT = "\ufe0f"
_APOSTROPHES = "’‘ʼ´`′ʹ＇"
_DASHES = "-_\u2010\u2011\u2012\u2013"
"""What may stand between two words in the place of a space."""
_GAP = re.compile(r"^\s+|\s{2,}")
"""A run that becomes shorter; one at the beginning goes altogether."""


def _small(text: str) -> str:
    """Return a text in small letters with one kind of apostrophe, and a space for a hyphen."""
    small = text.casefold()
    for sign in _APOSTROPHES:
        small = small.replace(sign, "'")
    for sign in _DASHES:
        small = small.replace(sign, " ")
    return small


_ODD = (b"\xad", b"\xb5", b"\xdf")
"""Signs of Latin-1 that are not folded one by one within it: the soft hyphen, µ and ß."""
_WESTERN = bytes(
    ord(" " if chr(byte).isspace() else _small(chr(byte))) if bytes([byte]) not in _ODD else 0 for byte in range(256)
)


class FoldedText:
    """A text as it is compared, which knows where its places were in the text as it was written."""

    __slots__ = ("_clean", "_gaps", "_origins", "_small", "text")

    def __init__(self, text: str) -> None:
        """Fold a text."""
        western = _western(text)
        self._clean = cleaned(text) if western is None else text
        self._small = _small(self._clean) if western is None else western.translate(_WESTERN).decode("latin-1")
        self._origins = None if len(self._small) == len(self._clean) else _origins(self._clean)
        self._gaps: tuple[list[int], list[int]] | None = None
        is_even = western is not None and "  " not in self._small and self._small == self._small.strip(" ")
        self.text = self._small if is_even else " ".join(self._small.split())

    def written(self, start: int, stop: int) -> str:
        """Return what was written where the folded text has these places."""
        first, last = self._before_gaps(start), self._before_gaps(stop - 1)
        if self._origins is not None:
            first, last = self._origins[first], self._origins[last]
        return " ".join(self._clean[first : last + 1].split())

    def _before_gaps(self, place: int) -> int:
        """Return where a place was before runs of spaces and hyphens became one space."""
        if len(self.text) == len(self._small):
            return place
        if self._gaps is None:  # made when something hits; most texts hit nothing
            spans = [match.span() for match in _GAP.finditer(self._small)]
            lost = list(accumulate((end - start - (start > 0) for start, end in spans), initial=0))
            starts = [start - gone if start else -1 for (start, _end), gone in zip(spans, lost, strict=False)]
            self._gaps = starts, lost
        starts, lost = self._gaps
        return place + lost[bisect_left(starts, place)]


def cleaned(text: str) -> str:
    """Return a text with composed accents and without signs that nobody sees."""
    if _western(text) is not None:
        return text
    if not text.isprintable() or _VARIANT in text:  # so that few texts are searched sign by sign
        text = _UNSEEN.sub("", text)
    return unicodedata.normalize("NFC", text)


def _western(text: str) -> bytes | None:
    """Return a text in Western letters as bytes: all its accents are composed, and each sign is folded by itself."""
    try:
        western = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    return None if any(sign in western for sign in _ODD) else western


def _origins(clean: str) -> list[int]:
    """Return for each sign of a folded text where it came from, when one sign became several: ß, ﬁ, İ."""
    return [place for place, sign in enumerate(clean) for _ in sign.casefold()]
