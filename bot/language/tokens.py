"""Parts a text into words as people write them: hyphens, HSL:n, EU’s, C++, A/B, sosiaali- ja terveyspalvelut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from bot.language.folding import fold

MOST_WORDS = 200
LONGEST_WORD = 60
_MOST_CHARACTERS = 20_000
_NAMES = {"c++": "cpp", "c#": "csharp", "f#": "fsharp", "j#": "jsharp", ".net": "dotnet", "asp.net": "asp-dotnet"}
"""Names that are signs for the better part."""
_SIGN = "(?:[^\\W_]|[\u0300-\u036f])"
_LETTER = r"[^\W\d_]"
_WORD = f"{_SIGN}+(?:['’]{_SIGN}+)*"
_TOKEN = re.compile(
    rf"""
    (?P<name> (?<![\w.]) (?: asp\.net | \.net ) (?!\w) | (?<!\w) (?: c\+\+ | [cfj]\# ) (?![\w+#]) )
    | (?P<initials> (?<![\w/&-]) {_LETTER} (?: [/&] {_LETTER} )+ (?![\w/&]) (?: - {_WORD} )* )
    | (?P<word> (?: (?<!\S) - (?={_LETTER}) )? {_WORD} (?: [-\u2010] {_WORD} )* (?: \.(?=js\b) js )? (?: - (?![\w-]) )? )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENDING = re.compile(rf":({_LETTER}{{1,8}})(?!\w)")
_AFTER_COLON = """
n in en an on un yn han hen hin hon hun hyn seen iin hiin ssa sta lla lta lle na ksi a ta t tta iden ien ja issa ista illa ilta
ille iksi ina eja ien eita eissa eista eilla eille eihin aa llaan nne mme nsa ssaan oo uu ii ee aan oon uun een
s es et ets ens ar arna ars arnas er erna ern ers or orna ns d de r are
"""
"""Endings that a colon ties to an abbreviation or a number, folded: HSL:ssä, EU:s, tv:n, SUV:ar."""
_AFTER_APOSTROPHE = "s n m re ve ll d in ssa sta lla lta lle ta a tta hon hun hin iin seen ksi"
_SOFT = str.maketrans(dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")) | {ord("´"): "’", ord("`"): "’"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as it was written, and its pieces between hyphens, in small letters with their accents."""

    shown: str
    pieces: tuple[str, ...]
    is_sign: bool = False
    """It is a name that is signs for the better part, such as C++; no language declines it."""
    hangs: str = ""
    """"after" when the end is to come from a later word (sosiaali-), "before" when the beginning is an earlier one's."""

    @property
    def folded(self) -> str:
        """Return the whole word folded, without hyphens."""
        return fold("".join(self.pieces))


def pieces_of(text: str) -> list[str]:
    """Return the pieces of a text between spaces, as `tokens_in` takes them."""
    return unicodedata.normalize("NFKC", text[:_MOST_CHARACTERS].translate(_SOFT)).split()


def tokens(text: str) -> list[Token]:
    """Return the words of a text, the first 200 of them."""
    return list(islice(chain.from_iterable(map(tokens_in, pieces_of(text))), MOST_WORDS))


def tokens_in(piece: str) -> Iterator[Token]:
    """Yield the words in a piece of a text between spaces: none is known by what stands on the other side of a space."""
    place = 0
    while match := _TOKEN.search(piece, place):
        place = match.end()
        ending = _ENDING.match(piece, place)
        if ending and fold(ending[1]) in _AFTER_COLON.split():
            place = ending.end()
        token = _token(match)
        if token.folded:
            yield token


def _token(match: re.Match[str]) -> Token:
    written = match[0].casefold()
    if match["name"]:
        return Token(match[0], tuple(_NAMES[written].split("-")), is_sign=True)
    hangs = "before" if written.startswith("-") else "after" if written.endswith("-") else ""
    split = re.split(r"[-\u2010.]", re.sub("[/&]", "", written))
    pieces = tuple(piece[:LONGEST_WORD] for piece in map(_without_apostrophe, split) if piece)
    return Token(match[0][:LONGEST_WORD].strip("-"), pieces, hangs=hangs)


def _without_apostrophe(piece: str) -> str:
    """Return a piece without what an apostrophe ties to it (EU’s); in a name it ties nothing: O’Brien, don’t."""
    head, _, tail = piece.replace("'", "’").rpartition("’")
    if head and fold(tail) in _AFTER_APOSTROPHE.split():
        return head.replace("’", "")
    return head.replace("’", "") + tail
