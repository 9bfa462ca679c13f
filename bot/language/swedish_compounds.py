"""Swedish compounds: stadsbibliotek is stad + bibliotek. Words come folded; every piece must be a known word."""

from __future__ import annotations

from functools import lru_cache

from bot.language.folding import fold
from bot.language.swedish_lexicon import swedish_lexicon

SHORTEST_TAIL = 3
LONG = 6
"""From so many letters on a word is hardly the end of another one by chance."""
_LONGEST = 45
_ENDINGS_OF_ONE_WORD = ("erad", "erat", "erar", "eras")
_SHORT_FRONTS = frozenset(["by", "el", "is", "it", "tv"])
_NOT_TAILS = frozenset(
    fold("skap dom het lek bar sam los el is it ande ring and arie agare tro tag troende ton lera").split()
)
"""What ends a word without being a word there: kunskap holds no skåp, ungdom no dom, ändring no ring."""
PREFIXES = frozenset(
    fold(
        "an av be bi bort er fort fram från för före ge genom hän in kring med miss mot ned ner o om på sam till under upp "
        "ur ut van vidare vit åter över und ent efter hop kring mis samman sön dis de re trans inter bak"
    ).split()
)
"""What stands before a word and makes another word of it: be-handling is no handling."""


@lru_cache(maxsize=50_000)
def split(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the base words of a compound's parts and the compound in its base form: skolbussarna -> skola, buss; skolbuss."""
    if len(word) <= _LONGEST and not word.endswith(_ENDINGS_OF_ONE_WORD):
        for start in range(2, len(word) - SHORTEST_TAIL + 1):
            tails = _tails(word[start:])
            is_short = start <= SHORTEST_TAIL and len(word) - start <= SHORTEST_TAIL
            front = fronts(word[:start]) if tails and not is_short else None
            if front is not None:
                parts = tuple(dict.fromkeys((*front, *tails)))
                return parts, tuple(word[:start] + tail for tail in tails)
    return (), ()


def nouns_of(form: str) -> tuple[str, ...]:
    """Return the known nouns that a text is a form of."""
    lexicon = swedish_lexicon()
    lemmas = lexicon.lemmas(form)
    return tuple(lemma for lemma in lemmas if lemma in lexicon.nouns) if lemmas else ()


def _tails(text: str) -> tuple[str, ...]:
    """Return the base words of a compound's last part, which may be a noun with a prefix: löne-ut-betalning."""
    nouns = nouns_of(text)
    if nouns:
        nouns = tuple(lemma for lemma in nouns if len(lemma) >= SHORTEST_TAIL and lemma not in _NOT_TAILS)
    if nouns or len(text) < LONG:
        return nouns
    prefixed = (text[:length] for length in range(1, 7) if text[:length] in PREFIXES)
    return tuple(prefix + lemma for prefix in prefixed for lemma in nouns_of(text[len(prefix) :]) if len(lemma) >= LONG)


@lru_cache(maxsize=50_000)
def fronts(text: str) -> tuple[str, ...] | None:
    """Return the base words in what stands before a compound's last part; None when it is no known word."""
    single = _front(text)
    if single is not None:
        return single
    for cut in range(SHORTEST_TAIL, len(text) - SHORTEST_TAIL):
        last = _front(text[cut:])
        first = fronts(text[:cut]) if last else None
        if first is not None and last is not None:
            return (*first, *last)
    return None


def _front(text: str) -> tuple[str, ...] | None:
    """Return the base word of a compound's first part in the shape that it has there: stads, skol, gatu, kyrko, familje."""
    lexicon = swedish_lexicon()
    if text in lexicon.fronts:
        return (lexicon.fronts[text],)
    if text in PREFIXES:
        return None
    if text in lexicon.silent_fronts:
        return ()
    if len(text) < 3 and text not in _SHORT_FRONTS:
        return None
    for base in _bases_of_front(text):
        if base in lexicon.nouns or base in lexicon.adjectives:
            return (base,)
    verb = text + "a"
    return (verb,) if verb in lexicon.verbs else None


def _bases_of_front(text: str) -> list[str]:
    bases = [text]
    if text.endswith("s"):
        bases += [text[:-1], text[:-1] + "e"]
    if len(text) > SHORTEST_TAIL:
        bases += [text + "a", text + "e"]
    if text.endswith(("u", "o", "e")):
        bases.append(text[:-1] + "a")
    if text.endswith(("ei", "ie")):
        bases.append(text[:-1] + "um")
    return bases
