"""The language of a few words that a colleague typed: Finnish, Swedish or English, and hardly ever none of them.

`bot.feeds.tongue` reads what comes from anywhere, and rather says nothing than something wrong. Whoever asks here writes one of
three languages: where that reader is not sure, the letters decide. How words of each language are made of letters is learnt from
the word lists that stand beside this file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from math import log

from bot.feeds.tongue import language_of
from bot.language import lexicon
from bot.language.folding import fold
from bot.language.reading import TONGUES

_MOST = 1_000
_MOST_WORDS = 30
_NO_WORDS = re.compile(r"<[^>]*>|\S*(?:://|www\.|@)\S*|\b[A-ZÅÄÖ]{2,5}\b")
"""Addresses, people and channels of Slack, abbreviations."""
_WORD = re.compile(r"[^\W\d_]+(?:[:'’][^\W\d_]+)?")
_LISTED = re.compile(r"[^\W\d_]+")
_SMALL = {
    "fi": """
onks ooks mis mist missäs mikäs kukas paljonks montaks millo koskas voiks saaks pitääks tarviiks pääseeks löytyyks
oisko olisko vois haluisin haluun mä sä mul sul mulla sulla meil teil niinku joo juu ei moi moikka moro terve
heippa hei huomenta päivää iltaa kiitos kiitti ok kai tota siis noi toi nää tää tol tos tohon täs tähän täältä
sielt sinne minne minkä mitkä millainen miltä millä monelta moneltako vaikka ihan kans pliis anteeks anteeksi hyvää
""",
    "sv": """
e ä o nån nåt nåra nåon va va' int inte ja jo nej då hej hejsan tjena moj morron morjens goddag hallå tack snälla
nångång hurdan hurudan vars varifrån vart vem vems vilken vilket vilka finns finnes fås får kan ska sku måst hade
kosta e' på åt hos vid så här där sen sedan nog väl ju alltså dom dem mig dig mej dej sej oss er min din mitt ditt
mina dina god ursäkta hittar okej adressen strular funkar krånglar visst jo
""",
    "en": """
hi hello hey thanks thank please pls plz u ur im i'm i’m dont don't don’t cant can't can’t where's where’s what's
what’s who's how's is are do does did can could may might must should would will am any anyone anybody somebody
there here my our your i me ok okay yes no sorry good morning afternoon evening gonna wanna gotta need got have has
had
""",
}
_SURE, _KNOWN, _MOST_OF_A_WORD, _LEAST = 4.0, 2.5, 5.0, 0.2
"""What a small word is worth, what one that a language knows; how much one word may say; how far the best must be ahead."""
_SHORT = 3
"""Letters that many languages share."""
_SMOOTH = 0.4


def language_asked(text: str) -> str:
    """Return fi, sv or en; "" when nothing in the text tells."""
    sure = language_of(text)
    if sure:
        return sure
    points = Counter(dict.fromkeys(TONGUES, 0.0))
    for word in (found[0].casefold() for found in list(_WORD.finditer(_NO_WORDS.sub(" ", text[:_MOST])))[:_MOST_WORDS]):
        points.update(_points_of(word))
    (best, most), (_, next_most), *_others = points.most_common()
    return best if most - next_most >= _LEAST else ""


@lru_cache(maxsize=20_000)
def _points_of(word: str) -> dict[str, float]:
    """Return how much more likely a word is in each language than in the likeliest other one."""
    chances = {code: _chance(word, code) for code in TONGUES}
    best = max(chances.values())
    points = {code: max(chance - best, -_MOST_OF_A_WORD) for code, chance in chances.items()}
    homes = [code for code, small in _small().items() if word in small]
    for code in homes:
        points[code] += _SURE / len(homes)
    folded = fold(word)
    knowing = [code for code, tongue in TONGUES.items() if len(folded) > _SHORT and tongue.knows(folded)]
    for code in knowing:
        points[code] += _KNOWN / len(knowing)
    return points


def _chance(word: str, code: str) -> float:
    """Return the logarithm of how likely a language is to make such a word, letter after letter."""
    threes, twos = _letters(code)
    padded = f"  {word} "
    signs = len(_alphabet())
    chance = 0.0
    for place in range(len(padded) - 2):
        three, two = padded[place : place + 3], padded[place : place + 2]
        chance += log((threes.get(three, 0) + _SMOOTH) / (twos.get(two, 0) + _SMOOTH * signs))
    return chance


@cache
def _letters(code: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return how often three letters, and two before another, stand in the words of a language."""
    threes, twos = Counter[str](), Counter[str]()
    for word in _words(code):
        padded = f"  {word} "
        for place in range(len(padded) - 2):
            threes[padded[place : place + 3]] += 1
            twos[padded[place : place + 2]] += 1
    return threes, twos


@cache
def _alphabet() -> frozenset[str]:
    return frozenset("abcdefghijklmnopqrstuvwxyzåäöé ")


def _words(code: str) -> Iterator[str]:
    """Yield the words that the lists have of a language, as they are written."""
    lists = [f"{code}.txt", "fi_verbs.txt"] if code == "fi" else [f"{code}.txt"]
    for name in lists:
        lines = (lexicon.FOLDER / name).read_text("utf-8").splitlines()
        yield from _of(line for line in lines if not line.startswith(("#", "[")))
    place = list(TONGUES).index(code)
    alike = (lexicon.FOLDER / "alike.txt").read_text("utf-8").splitlines()
    yield from _of(line.split("|")[place] for line in alike if line.count("|") == len(TONGUES) - 1)


def _of(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for token in line.replace("|", "").split():
            yield from _LISTED.findall(token.partition(":")[0].casefold())


@cache
def _small() -> dict[str, frozenset[str]]:
    return {code: frozenset(listed.split()) for code, listed in _SMALL.items()}
