"""Base words that an unknown Swedish word may have, by its ending: kajakerna -> kajak. Few and honest, longest ending first.

Words come folded. An ending of a derived word leaves one base (-ningar is always -ning); a bare ending leaves a few.
"""

from __future__ import annotations

from functools import cache

_SHORTEST_STEM = 3
_ENDINGS: tuple[tuple[str, str], ...] = (
    # derived nouns, whose declension is certain
    ("ningarna ningar ningen", "ning"),
    ("ingarna ingar ingen", "ing"),
    ("heterna heter heten", "het"),
    ("iteterna iteter iteten", "itet"),
    ("ionerna ioner ionen", "ion"),
    ("isterna ister isten", "ist"),
    ("ismerna ismer ismen", "ism"),
    ("ologerna ologer ologen", "olog"),
    ("graferna grafer grafen", "graf"),
    ("anserna anser ansen", "ans"),
    ("enserna enser ensen", "ens"),
    ("torerna torer torn", "tor"),
    ("orerna orer oren", "or ore"),
    ("elserna elser elsen", "else"),
    ("domarna domar domen", "dom domare"),
    ("skaperna skaper skapet skapen", "skap"),
    ("andena anden andet", "ande and"),
    ("endena enden endet", "ende end"),
    ("ikerna ikern", "iker"),
    ("iernas ierna ier iet", "i ium ie"),
    ("eerna eer eet", "e eum"),
    ("areerna", "are"),
    # adjectives and verbs that an ending gives away
    ("igt iga ige", "ig"),
    ("iskt iska iske", "isk"),
    ("ellt ella elle", "ell"),
    ("alt ala", "al"),
    ("ivt iva", "iv"),
    ("bart bara", "bar"),
    ("samt samma", "sam"),
    ("anta", "ant"),
    ("enta", "ent"),
    ("lost losa", "los"),
    ("yma ymt", "ym"),
    ("ila ilt", "il"),
    ("ara art", "ar"),
    ("osa ost", "os"),
    ("ekta", "ekt"),
    ("akta", "akt"),
    ("ibla ibelt", "ibel"),
    ("abla abelt", "abel"),
    ("erade erat erad erar", "era"),
    ("ade ad", "a"),
    ("at", "a"),
    # what any noun may end in
    ("orna or", "a"),
    ("arna", " e are a"),
    ("aren", "are ar"),
    ("ar", " e a"),
    ("erna", " e"),
    ("er", " e a"),
    ("ern", "er"),
    ("eln", "el"),
    ("orn", "or"),
    ("ena", "e "),
    ("ona", "o"),
    ("en", " e"),
    ("et", " e"),
    ("an", "a"),
    ("in", "i"),
    ("yn", "y"),
    ("on", "o"),
    ("un", "u"),
    ("ut", "u"),
    ("ot", "o"),
    ("it", "i"),
)
_NEVER_ENDS = ("iker", "are", "ktor", "ator", "itor", "itet", "het", "ssor", "nsor", "ium", "eum", "tion", "sion")
"""Endings of base words that look like an ending of an inflected one."""
_SYNCOPE = {"l": "el", "r": "er", "n": "en"}


def guesses(word: str) -> tuple[str, ...]:
    """Return the base words that an unknown form may have, without the form itself."""
    if word.endswith(_NEVER_ENDS):
        return ()
    for length in range(8, 1, -1):
        ending = word[-length:]
        stem = word[:-length]
        if len(stem) >= _SHORTEST_STEM and ending in _table():
            return tuple(dict.fromkeys((*(stem + base for base in _table()[ending]), *_with_e(stem, ending))))
    return ()


def _with_e(stem: str, ending: str) -> list[str]:
    """Return a stem with the e that it lost before its ending: mobl-er -> mobel."""
    if ending not in ("ar", "arna", "er", "erna", "et", "en") or stem[-1] not in _SYNCOPE or stem[-2] in "aeiouyrln":
        return []
    return [stem[:-1] + _SYNCOPE[stem[-1]]]


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {ending: tuple(bases.split(" ")) for endings, bases in _ENDINGS for ending in endings.split()}
