"""The forms of an English noun as they are written: city -> cities, city’s, cities’."""

from __future__ import annotations

import re

_IRREGULAR = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
    "goose": "geese", "mouse": "mice", "ox": "oxen", "life": "lives", "wife": "wives", "knife": "knives", "leaf": "leaves",
    "half": "halves", "shelf": "shelves", "wolf": "wolves", "thief": "thieves", "loaf": "loaves",
    "crisis": "crises", "analysis": "analyses", "basis": "bases", "medium": "media", "criterion": "criteria",
    "sheep": "sheep", "fish": "fish", "series": "series", "species": "species", "news": "news", "staff": "staff",
}  # fmt: skip
_MANY_MEN = re.compile(r"(.*)(man|woman|child|person|life|foot|wife)")
_PLAIN_MEN = ("human", "german", "roman", "norman", "caiman", "shaman", "ottoman", "talisman")
_HISSES = ("s", "x", "z", "ch", "sh")
_ES_AFTER_O = ("hero", "potato", "tomato", "echo", "veto", "torpedo", "embargo")


def forms_of(word: str) -> tuple[str, ...]:
    """Return a noun with its plural and the possessive forms of both."""
    plural = plural_of(word)
    of_many = (f"{plural}’",) if plural.endswith("s") else possessives(plural)
    return tuple(dict.fromkeys((word, plural, *possessives(word), *of_many)))


def possessives(word: str) -> tuple[str, ...]:
    """Return the possessive forms of a noun or a name: Turku’s; James’s and James’."""
    return (f"{word}’s", f"{word}’") if word.casefold().endswith("s") else (f"{word}’s",)


def plural_of(word: str) -> str:
    """Return the plural of a noun; a plural in -s stays what it is."""
    small = word.casefold()
    if small in _IRREGULAR:
        return word[:1] + _IRREGULAR[small][1:]
    compound = _MANY_MEN.fullmatch(small)
    if compound and len(compound[1]) > 1 and not small.endswith(_PLAIN_MEN):
        return word[: len(compound[1])] + _IRREGULAR[compound[2]]
    if small.endswith("y") and small[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    if small in _ES_AFTER_O or small.endswith(_HISSES):
        return word if small.endswith(("ies", "ers", "ings", "tions", "ws")) else f"{word}es"
    return f"{word}s"
