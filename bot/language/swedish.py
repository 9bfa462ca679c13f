"""Swedish word forms: the base words that a form may belong to, and the parts of a compound. Words come folded.

A form of a known word has that word only; a compound is declined like its last part; what is left is guessed by its ending.
"""

from __future__ import annotations

from functools import lru_cache

from bot.language.folding import fold
from bot.language.swedish_compounds import LONG, PREFIXES, fronts, nouns_of, split
from bot.language.swedish_guess import guesses
from bot.language.swedish_lexicon import swedish_lexicon

STOP_WORDS = frozenset(
    fold("""
alla allt andra annan annat att av bara behöver behöva behov bland blev bli blir både båda bör borde de dem den denna
denne deras dess dessa det detta dig din dina ditt du där då efter ej eller en enda er era ert ett expert experten
experter expertis finns finnas fråga frågan frågar frågor från för får fått gäller gälla gärna ge gör göra ha hade han
har hej helst hellre henne hennes hit hitta hittar hjälp hjälpa hjälper hon honom hos hur här i icke inga ingen inget
innan inom inte ja jag kan kanske kontakta kontaktar kunna kunnig kunniga kunde känner känna letar leta man med mej
mellan men mera mest mig min mina mitt mot mycket många måste ni nog nu någon någonting något några när nästa och också
om oss på rekommendera samt sedan sig sin sina sitt sitta själv ska skall skulle som specialist svara så sådan sådana
söker söka tack till tycker under undrar undra upp ur ut utan vad var vara varandra varför varifrån varit varje vars
vart vem vems vet veta vi vid vilka vilkas vilken vilket vill vilja visst väldigt vår våra vårt vårs är även än åt över
sakkunnig sakkunniga kunskap kunskaper behärskar behärska klarar insatt duktig
""").split()
)
_SURE_TAIL = 4
_SURE_COMPOUND = 9
_PLURALS = ("orna", "arna", "erna", "ornas", "arnas", "ernas")


@lru_cache(maxsize=50_000)
def bases(word: str) -> tuple[str, ...]:
    """Return the base forms that a folded word may have, best first; the word itself is among them."""
    known = _known(word)
    if known:
        return tuple(dict.fromkeys((*known, word)))
    half, is_sure = _by_tail(word)
    return tuple(dict.fromkeys((*half, word, *(() if is_sure else _guessed(word)))))


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    """Return the base words of a compound's parts: skolbussarna -> skola, buss; nothing for other words."""
    lexicon = swedish_lexicon()
    lemmas = lexicon.lemmas(word)
    if lemmas:
        return () if lexicon.undivided.intersection(lemmas) else split(lemmas[0])[0]
    pieces, wholes = split(word)
    return () if lexicon.undivided.intersection(wholes) else pieces or _long_tail(word)


def knows(word: str) -> bool:
    """Tell whether a folded word is a form of a known word, or of a compound too long to be one by chance.

    A genitive of a plural may as well be an English plural: posters.
    """
    lexicon = swedish_lexicon()
    if word in lexicon.forms:
        return True
    return not word.endswith("rs") and bool(lexicon.lemmas(word) or (len(word) >= _SURE_COMPOUND and _known(word)))


def _known(word: str) -> tuple[str, ...]:
    lexicon = swedish_lexicon()
    found = lexicon.lemmas(word)
    if word in lexicon.nouns or word in lexicon.adjectives:
        found = tuple(lemma for lemma in found if lemma == word or lemma not in lexicon.verbs)
    if found:
        return found
    _parts, wholes = split(word)
    return wholes


def _by_tail(word: str) -> tuple[tuple[str, ...], bool]:
    """Return the bases of a word by the known word that it ends with, and whether that word is too long for chance.

    A verb counts only after a prefix or a known word: marknads-för.
    """
    lexicon = swedish_lexicon()
    for start in range(2, len(word) - _SURE_TAIL + 1):
        front = word[:start]
        verb_may_follow = front in PREFIXES or fronts(front) is not None
        lemmas = lexicon.lemmas(word[start:])
        fitting = tuple(lemma for lemma in lemmas if verb_may_follow or lemma not in lexicon.verbs)
        if fitting:
            is_sure = len(fitting[0]) >= LONG and fitting[0] not in lexicon.verbs
            return tuple(front + lemma for lemma in fitting), is_sure
    return (), False


def _guessed(word: str) -> tuple[str, ...]:
    """Return the bases that endings suggest, also for a genitive; a known word is none, or its form would be known.

    A definite plural is no base form of anything, so there the lexicon may only have the wrong plural.
    """
    lexicon = swedish_lexicon()
    without_s = word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > _SURE_TAIL else ""
    found = (*guesses(word), *((without_s, *guesses(without_s)) if without_s else ()))
    is_plural = word.endswith(_PLURALS)
    return tuple(base for base in found if base not in lexicon.forms or (is_plural and base in lexicon.nouns))


def _long_tail(word: str) -> tuple[str, ...]:
    """Return the known long noun that an unknown compound ends with: tolobiblioteket -> bibliotek, but not be-handling."""
    for start in range(3, len(word) - LONG + 1):
        nouns = nouns_of(word[start:])
        if nouns:
            return () if word[:start] in PREFIXES else tuple(noun for noun in nouns if len(noun) >= LONG)
    return ()
