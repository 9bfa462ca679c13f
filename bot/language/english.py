"""English word forms: the base words that a form may belong to, in both spellings. Words come folded, without their ’s.

Plurals follow rules; -ing and -ed lead back to a verb, but not from words that have become names of things: marketing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.english_endings import compared, of_verb, plurals
from bot.language.english_lexicon import english_lexicon

_SMALL = """
a about advice after all also am an and any anybody anyone anything are as ask asked asking at be because been before
being best between both but by can cannot cant could did didnt do does doesnt doing dont each either else ever every
everyone expert experts expertise find for from get good great had has have having he hello help helped helping
helps her here hers hey hi him his how i id if ill im in into is isnt it its ive just kindly knew know knowing
knowledgeable knows let like looking look looks many may maybe me might mine more most much must my need needed needs
never no none nor not now of off on once one only or other our ours out own people perhaps person please question
questions recommend regarding say see shall she should skilled so some somebody someone something such
tell than thank thanks that thats the their theirs them themselves then there these they theyre thing things this those
through to too under until up us use very want wanted wants was wasnt we well were what whats when where which while who
whom whos whose why will with within without wonder wondering would yes yet you your yours
"""
STOP_WORDS = frozenset(_SMALL.split())
"""Folded words that a question is full of and no skill is named by."""
_IZE = re.compile(r"(\w{3,})iz(e|er|ation|ational|able|ability)")
_PREFIX = re.compile(r"(?:under|inter|over|fore|with|out|off|pre|mis|dis|re|un|up|co|de)(?=\w{4})")
_NO_IZE = frozenset(["resize", "downsize", "capsize", "oversize", "apprize"])


@lru_cache(maxsize=50_000)
def bases(word: str) -> tuple[str, ...]:
    """Return the base forms that a folded word may have, best first; the word itself is among them."""
    found = _known(word) or (word, *plurals(word), *of_verb(word))
    return tuple(dict.fromkeys((*found, word, *filter(None, map(_british, found)))))


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    """Return the parts of a closed compound that is known for them: healthcare -> health, care."""
    compounds = english_lexicon().compounds
    return next((compounds[base] for base in bases(word) if base in compounds), ())


def knows(word: str) -> bool:
    """Tell whether a folded word is a form of a known word."""
    return bool(_known(word))


@lru_cache(maxsize=50_000)
def _known(word: str) -> tuple[str, ...]:
    lexicon = english_lexicon()
    irregular = lexicon.irregular.get(word) or _prefixed(word)
    if lexicon.is_base(word):
        return (word, *irregular)
    nouns = [base for base in plurals(word, every=True) if _is_base(base)]
    verbs = [base for base in of_verb(word, every=True) if _is_verb(base)]
    adjectives = [base for base in compared(word) if base in lexicon.adjectives]
    return (*irregular, *nouns, *verbs, *adjectives)


def _prefixed(word: str) -> tuple[str, ...]:
    """Return the bases of an irregular form with a prefix: undertook -> undertake."""
    form = _PREFIX.sub("", word, count=1)
    front = word.removesuffix(form)
    return tuple(front + base for base in english_lexicon().irregular.get(form, ())) if front else ()


def _is_base(word: str) -> bool:
    return english_lexicon().is_base(word) or bool(_british(word) and english_lexicon().is_base(_british(word)))


def _is_verb(word: str) -> bool:
    """Tell whether a word is a known verb, or a noun: in English every noun may be used as a verb."""
    lexicon = english_lexicon()
    spellings = (word, _british(word), _PREFIX.sub("", word, count=1))
    return any(known in lexicon.verbs or known in lexicon.nouns for known in spellings)


def _british(word: str) -> str:
    """Return the British spelling of an American base word, else nothing: organization -> organisation."""
    if word in _NO_IZE:
        return ""
    found = _IZE.fullmatch(word)
    return f"{found[1]}is{found[2]}" if found else english_lexicon().british.get(word, "")
