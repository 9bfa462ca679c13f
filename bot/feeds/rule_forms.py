"""The forms of a rule's word or phrase in Finnish, Swedish and English, as people would write them down.

More forms than are ever written do no harm as long as they are no other word; one too few is a mention that nobody sees.
Abbreviations take endings after a colon, and those that are spoken like a word also without: HSL:ssä, HUSissa.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from bot.language import english, english_forms, finnish, swedish, swedish_forms, swedish_shapes
from bot.language.finnish_forms import agreeing, every_form, is_common
from bot.language.finnish_lexicon import known
from bot.language.folding import fold
from bot.language.reading import readers

LANGUAGES = ("fi", "sv", "en")
_ABBREVIATION = re.compile(r"(?=.*[A-ZÅÄÖ])[A-ZÅÄÖ0-9&]{2,6}")
_ENDS_IN_DIGIT_OR_SIGN = re.compile(r".*[\w].*[\d+#]|.*\d")
_SPOKEN = re.compile(r"[^AEIOUYÅÄÖ\d&]{0,2}[AEIOUYÅÄÖ][^AEIOUYÅÄÖ\d&]{1,2}(?:[AEIOUYÅÄÖ]+[^AEIOUYÅÄÖ\d&]?)?")
"""Abbreviations that people may say as a word: HUS, SAK, NATO, UNICEF less its last sounds."""
_SILENT = ("aux", "eux", "oux", "ow", "ew", "ais", "ois", "lles", "eau", "ault", "ot")
"""Ends that are written and not spoken, so that an apostrophe ties the ending: Bordeaux’n, Glasgow’ssa."""
_ONE_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_PLURAL_OF_NAMES = ("s", "x", "z")
_ILLATIVE = {
    "A": "han", **dict.fromkeys("HKOÅ", "hon"), **dict.fromkeys("BCDEGPTVW", "hen"), **dict.fromkeys("IJ", "hin"),
    **dict.fromkeys("QU", "hun"), "Y": "hyn", "Ä": "hän", "Ö": "hön", **dict.fromkeys("FLMNRSX", "ään"), "Z": "aan",
}  # fmt: skip
"""By the Finnish name of the last letter: EU:hun, SAK:hon, SDP:hen, HSL:ään."""
_BACK_LETTERS = frozenset("AHKOQUZÅ")
_BY_DIGIT = {
    "0": "aan",
    "1": "een",
    "2": "een",
    "3": "een",
    "4": "ään",
    "5": "een",
    "6": "een",
    "7": "ään",
    "8": "aan",
    "9": "ään",
}


def forms_of(text: str, languages: Collection[str], genitive: str = "") -> tuple[str, ...]:
    """Return every form of a word or a phrase that should hit, as it was written first."""
    before, gap, last = _parted(text)
    front, space, adjective = _parted(before)
    agreed = gap.isspace() and "fi" in languages and not genitive and _agrees(adjective, last)
    together = [f"{front}{space}{form}" for form in agreeing(adjective, last)] if agreed else []
    if (
        agreed and f"{adjective}{last}".islower()
    ):  # of a name such as Metsä Board nobody knows whether its first word inflects
        languages = [language for language in languages if language != "fi"]
    if gap.isspace() and "sv" in languages and not genitive:
        in_swedish = [f"{front}{space}{form}" for form in _agreeing_in_swedish(adjective, last, languages)]
        together += in_swedish
        if in_swedish:
            known = set(readers(fold(adjective)))
            languages = [code for code in languages if code != "sv" and code in known]
    forms = _of_last(last, languages, genitive.rpartition(gap)[2] if gap else genitive)
    return tuple(dict.fromkeys([text, *together, *(f"{before}{gap}{form}" for form in forms)]))


def _agreeing_in_swedish(adjective: str, noun: str, languages: Collection[str]) -> Iterator[str]:
    """Yield a noun's forms after its adjective: nya bron, nya broar, nytt hus; and stadens nya bro."""
    definite, indefinite = swedish_forms.adjective_forms(adjective) if f"{adjective}{noun}".islower() else ((), ())
    if definite and _is_read(noun, "sv", languages):
        forms = (noun, *_in_swedish(noun, languages))
        yield from (f"{first} {form}" for first in definite for form in forms)
        base = min(forms, key=len)  # nya skolan: ny skola
        yield from (f"{first} {base}{ending}" for first in indefinite for ending in ("", "s"))


def _parted(text: str) -> tuple[str, str, str]:
    """Return what stays, what parts it from the last word, and the last word, which inflects: TE-toimisto, Turun kaupunki."""
    match = re.fullmatch(r"(.*[^\s-])(\s+|-)([^\s-]+)", text)
    return (match[1], match[2], match[3]) if match else ("", "", text)


def _of_last(word: str, languages: Collection[str], genitive: str) -> Iterator[str]:
    if _ABBREVIATION.fullmatch(word) or _ENDS_IN_DIGIT_OR_SIGN.fullmatch(word):
        yield from _of_abbreviation(word, languages)
        return
    if not _ONE_WORD.fullmatch(word) or len(word) < 2:
        return
    if genitive:
        yield from every_form(word, genitive)
    elif "fi" in languages and _is_read(word, "fi", languages):
        yield from _in_finnish(word)
    if "sv" in languages and (_is_read(word, "sv", languages) or word[:1].isupper()):
        yield from _in_swedish(word, languages)
    if "en" in languages:
        yield from _in_english(word, languages)


def _is_read(word: str, language: str, languages: Collection[str]) -> bool:
    """Tell whether a word is inflected in a language: any name in Finnish, a common word where it is known."""
    if len(languages) == 1:
        return True
    if language == "fi" and word[:1].isupper():
        return True
    if language != "sv" and "sv" in languages and "å" in word:
        return False
    reading = set(readers(fold(word), word)) & set(languages)
    return language in (reading or languages)


def _in_finnish(word: str) -> Iterator[str]:
    if word.casefold().endswith(_SILENT) and not finnish.knows(word):
        tied = ("n", "ta", "tä", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "hon", "hin")
        yield from (f"{word}’{ending}" for ending in tied)
    yield from every_form(word)


def _in_swedish(word: str, languages: Collection[str]) -> Iterator[str]:
    """Yield the forms of a known noun or of its base form, the likely ones of an unknown noun; of a name the genitive."""
    if word[:1].isupper() and not (swedish_forms.is_noun(word) and "fi" not in languages):
        if not word.casefold().endswith(_PLURAL_OF_NAMES) and not _is_a_word(f"{word}s"):
            yield f"{word}s"
        return
    yield from swedish_forms.forms_of(word)
    if not swedish_forms.is_noun(word):
        bases = [base for base in swedish.bases(fold(word)) if base != fold(word) and word.casefold().startswith(base)]
        known = [word[: len(base)] for base in bases if swedish_forms.is_noun(base)]
        yield from (form for base in known for form in swedish_forms.forms_of(base))
        if not known and (len(languages) == 1 or swedish_shapes.may_be_swedish(word)):
            yield from swedish_forms.likely_forms_of(word)


def _in_english(word: str, languages: Collection[str]) -> Iterator[str]:
    if word[:1].isupper():
        yield from english_forms.possessives(word)
    elif _is_read(word, "en", languages):
        base = english.bases(word)[0] if word.isascii() and english.knows(word) else word
        is_plural = base != word and english_forms.plural_of(base) == word
        yield from english_forms.forms_of(base if is_plural else word)


def _is_a_word(text: str) -> bool:
    """Tell whether a genitive would be another name or word: Joonas is not of Joona."""
    return finnish.knows(text) or english.knows(fold(text)) or _is_a_swedish_word(fold(text))


def _is_a_swedish_word(genitive: str) -> bool:
    """Tell whether a genitive is more than that: the Swedish reader knows Stadshusets as well as Stadshuset."""
    is_its_own = not set(swedish.bases(genitive)) & set(swedish.bases(genitive[:-1]))
    return swedish.knows(genitive) and is_its_own


def _agrees(first: str, last: str) -> bool:
    """Tell whether the word before the last may be its adjective: a common word in its base form, both in the same number."""
    if not _ONE_WORD.fullmatch(first) or not _ONE_WORD.fullmatch(last) or _ABBREVIATION.fullmatch(last):
        return False
    return is_common(first) and first.endswith("t") == last.endswith("t")


def _of_abbreviation(text: str, languages: Collection[str]) -> Iterator[str]:
    if "fi" in languages:
        yield from (f"{text}:{ending}" for ending in _endings(text[-1]))
        yield from _without_colon(text)
    if "sv" in languages:
        yield from (f"{text}:{ending}" for ending in ("s", "en", "et", "ar", "er", "n"))
    if "en" in languages:
        yield f"{text}’s"
        if text[-1] != "S" and len(text) > 2:
            yield f"{text}s"


def _endings(last: str) -> Iterable[str]:
    """Return the Finnish case endings that follow a last sign, in the harmony of its name and in the other one too."""
    upper = last.upper()
    a, other = ("a", "ä") if upper in _BACK_LETTERS or last in "0368+#" else ("ä", "a")
    into = _ILLATIVE.get(upper) or _BY_DIGIT.get(last, "aan")
    long = into.endswith(("ään", "aan", "een")) and upper.isalpha()
    partitive = f"{a}{a}" if long else f"t{a}"
    local = [f"{ending}{vowel}" for vowel in (a, other) for ending in ("ss", "st", "ll", "lt", "n")]
    return ("n", partitive, into, "lle", "ksi", *local, "t", "ien", "iden", "iin", f"t{a}", a)


def _without_colon(text: str) -> Iterator[str]:
    """Yield the forms that people write in one: HSLn, HUSissa; none that is another word (OPin, ITä)."""
    if len(text) < 3 or not text.isalpha():
        return
    solid: list[str] = []
    if _SPOKEN.fullmatch(text):
        genitive = f"{text}n" if text[-1] in "AEIOUYÄÖ" else f"{text}in"
        solid += [form for form in finnish.forms_of(text, genitive)[1:12] if form.startswith(text)]
    solid += [f"{text}{ending}" for ending in ("n", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle")]
    yield from (form for form in solid if not known(fold(form)))
