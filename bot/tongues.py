"""The languages that social accounts speak: their codes, and their names in the reader's language and in all three."""

from __future__ import annotations

from functools import cache

from babel import Locale

from bot.language.folding import fold
from bot.words import LANGUAGES

CODES = (
    "fi", "sv", "en", "se", "et", "ru", "uk", "ar", "so", "fa", "ku", "tr", "sq", "vi", "zh", "th", "es", "fr", "de", "pl",
    "no", "da",
)  # fmt: skip
"""ISO 639-1 codes, the ones an account here most likely speaks first."""
_ALSO = {
    "fi": "suomeksi suomenkielinen suomenkieliset finskspråkig finskspråkiga",
    "sv": "ruotsiksi ruotsinkielinen ruotsinkieliset svenskspråkig svenskspråkiga",
    "en": "englanniksi englanninkielinen englanninkieliset engelskspråkig engelskspråkiga",
    "se": "saame saameksi samiska sami saami",
    "ar": "arabiaksi",
    "so": "somaliksi",
    "ru": "venäjäksi",
    "et": "viroksi eesti",
    "uk": "ukrainaksi",
}


@cache
def name(code: str, language: str) -> str:
    """Return a language's name as people of another language write it: ("sv", "fi") is ruotsi."""
    return str(Locale.parse(language).languages.get(code, code))


def names(codes: str, language: str) -> list[str]:
    """Return the names of languages given as "fi,sv", in that order."""
    return [name(code, language) for code in codes.split(",") if code]


@cache
def words(code: str) -> str:
    """Return every word by which a language may be looked for."""
    return " ".join([code, *(name(code, language) for language in LANGUAGES), _ALSO.get(code, "")])


def code_of(word: str) -> str | None:
    """Return the code that a word from a file means, by code or by name in Finnish, Swedish or English."""
    return _codes().get(fold(word.strip()))


def any_code_of(word: str) -> str | None:
    """Return the code that a word means, of any language with a code of two letters: people speak more than accounts do."""
    return code_of(word) or _all_codes().get(fold(word.strip()))


@cache
def _all_codes() -> dict[str, str]:
    codes = [code for code in map(str, Locale.parse("en").languages) if len(code) == 2]
    named = {fold(name(code, language)): code for code in codes for language in LANGUAGES}
    return named | {code: code for code in codes}


@cache
def _codes() -> dict[str, str]:
    by_name = {fold(name(code, language)): code for code in CODES for language in LANGUAGES}
    return by_name | {code: code for code in CODES}


def place(code: str) -> tuple[int, str]:
    """Return a sort key: the likely languages first, in the order of CODES."""
    return (CODES.index(code) if code in CODES else len(CODES), code)
