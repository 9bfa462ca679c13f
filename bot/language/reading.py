"""Reads words as Finnish, Swedish or English: the base forms and the compound parts of each, folded.

A word of unknown language is read as each of the three, unless one of them knows it: then the others have no guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.language import english, finnish, swedish, voikko
from bot.language.folding import fold
from bot.language.tokens import LONGEST_WORD, Token

_SHORTEST = 3
_SHORTEST_PIECE = 3
_LATIN = re.compile("[a-z]+")
_FINNISH = re.compile("(?!.*[bcfqwxz]).*(?:aa|ii|uu|yy|.nen$)")
"""What a folded word of Swedish or English hardly has."""


class Tongue(NamedTuple):
    """What is asked of a language."""

    bases: Callable[[str], tuple[str, ...]]
    parts: Callable[[str], tuple[str, ...]]
    knows: Callable[[str], bool]
    stop_words: frozenset[str]


TONGUES = {
    "fi": Tongue(finnish.bases, finnish.parts, finnish.knows, finnish.STOP_WORDS),
    "sv": Tongue(swedish.bases, swedish.parts, swedish.knows, swedish.STOP_WORDS),
    "en": Tongue(english.bases, english.parts, english.knows, english.STOP_WORDS),
}
STOP_WORDS = frozenset().union(*(tongue.stop_words for tongue in TONGUES.values()))
"""Folded small words of any of the languages."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as it was written, folded, its base forms and the base forms of its parts."""

    shown: str
    folded: str
    bases: tuple[str, ...]
    """The folded base forms that it may have; the folded word itself is among them."""
    parts: tuple[str, ...]
    """The folded base forms of the parts of a compound."""
    is_stop: bool

    def __hash__(self) -> int:
        """Tell words apart by two of their fields: long texts are read word by word, and words are looked up again and again."""
        return hash((self.shown, self.folded))


def word(token: Token, language: str | None) -> Word:
    """Return a token with its base forms and parts."""
    if token.is_sign:
        return Word(token.shown, token.folded, (token.folded,), token.pieces[1:] and token.pieces, is_stop=False)
    *fronts, last = token.pieces
    front = fold("".join(fronts))
    bases, parts = read_piece(last, language)
    if fronts:
        parts = tuple(dict.fromkeys(part for piece in token.pieces for part in _of_piece(piece, language)))
        parts = () if all(len(part) < _SHORTEST_PIECE for part in parts) else parts
    folded = token.folded[:LONGEST_WORD]
    bases = tuple(dict.fromkeys((folded, *((front + base)[:LONGEST_WORD] for base in bases))))
    stops = TONGUES[language].stop_words if language else STOP_WORDS
    return Word(token.shown, folded, bases, tuple(part for part in parts if part not in bases), folded in stops)


def keys(folded: str) -> frozenset[str]:
    """Return the base forms of a folded word of unknown language, each with the language that says so: sv:bibliotek."""
    return frozenset(f"{code}:{base}" for code in readers(folded) for base in TONGUES[code].bases(folded))


def is_whole(folded: str) -> bool:
    """Tell whether a folded word is a known word that is no compound."""
    readers = [TONGUES[code] for code in TONGUES if TONGUES[code].knows(folded)]
    return bool(readers) and not any(reader.parts(folded) for reader in readers)


def _of_piece(piece: str, language: str | None) -> Iterable[str]:
    """Return what a piece between hyphens may be found by; a single letter is nothing."""
    if len(piece) == 1:
        return ()
    bases, parts = read_piece(piece, language)
    return (*bases, *parts)


@lru_cache(maxsize=50_000)
def read_piece(piece: str, language: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the base forms and parts of a piece in small letters, with its accents (Voikko needs them)."""
    folded = fold(piece)
    if len(folded) < _SHORTEST or not _LATIN.fullmatch(folded) or len(folded) >= LONGEST_WORD:
        return (folded,), ()
    bases, parts = [folded], list[str]()
    for code in (language,) if language else readers(folded, piece):
        more = _in_finnish(piece) if code == "fi" else (TONGUES[code].bases(folded), TONGUES[code].parts(folded))
        bases += more[0]
        parts += more[1]
    return tuple(dict.fromkeys(filter(None, bases))), tuple(dict.fromkeys(filter(None, parts)))


def _in_finnish(piece: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the Finnish base forms and parts: ours, or for a word that we would guess Voikko's and our best guess.

    A base form is no form of another word: tuki is not the past of tukkia.
    """
    folded = fold(piece)
    ours, parts = finnish.bases(folded), finnish.parts(folded)
    analyser = voikko.opened()
    if analyser is None or finnish.knows(folded):
        return ours, parts
    known, known_parts = analyser.read(piece)
    if folded in known:
        return (folded,), known_parts or parts
    return ((*known, *ours[:1]), known_parts or parts) if known else (ours, parts)


@lru_cache(maxsize=50_000)
def readers(folded: str, piece: str = "") -> tuple[str, ...]:
    """Return the languages that a word of unknown language is read in: those that know it, or else all that may."""
    analyser = voikko.opened()
    is_finnish = finnish.knows(folded) or bool(analyser and analyser.read(piece or folded)[0])
    knowing = tuple(code for code in TONGUES if (is_finnish if code == "fi" else TONGUES[code].knows(folded)))
    return knowing or (("fi",) if _FINNISH.match(folded) else tuple(TONGUES))
