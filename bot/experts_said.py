"""What a query says: the words that tell what is sought, those that people say around them, and phrases with their synonyms."""

from __future__ import annotations

from functools import cache

from bot.experts_finding import Problem
from bot.language import Word, words_of
from bot.language.folding import fold
from bot.sought.synonyms import Entry
from bot.sought.terms import keys_of, tells

MOST_READ = 1_000
"""Characters of a query that are read."""
MOST_WORDS = 16
# What people say around the words that tell what they need.
_IDLE_FI = """
osata neuvoa neuvo auttaa apu tietää tuntea vastata hoitaa ymmärtää hallita asiantuntija osaaja ekspertti henkilö ihminen
työntekijä joku jotakin jotain jokin kysyä kysymys tarvita etsiä löytyä löytää haluta voida voisi pitää saada liittyä liittyvä
liittyen asia koskea koskeva koskien kertoa opastaa perehtyä perehtynyt kokemus kokenut työskennellä kontakti yhteyshenkilö
vastuuhenkilö puoleen kääntyä osaaminen tieto saa tehdä tekee tekeminen lähettää laittaa ohjata toimia puhua jutella kellään
kukaan suhteen
"""
_IDLE_SV = """
kunna kan veta vet känna känner hjälpa hjälper hjälp kunnig ansvara ansvarar ansvarig sköta sköter behöva behöver söka söker
expert sakkunnig specialist person någon fråga frågor råd berätta kontaktperson erfarenhet arbeta arbetar jobba jobbar handla
gälla gäller angående få finnas finns ge kring kunskap förstå förstår prata tala leta letar undra undrar borde kollega
"""
_IDLE_EN = """
can could know knows help helps helping need needs advice advise expert experts specialist person people somebody someone anyone
anybody ask question questions tell explain looking look find contact responsible handle handles deal deals works working work
experience experienced good get want about regarding concerning please understand understands knowledge talk speak colleague idea
"""


def read(query: str) -> tuple[Entry, Entry, Problem]:
    """Return the words of a query that tell what is sought, those said around them, and what is wrong with a query without.

    Small words are among those around: Mika is a name, and "mikä" is none.
    """
    read = words_of(query[:MOST_READ])
    words = tuple({word.folded: word for word in read if keys_of(word)}.values())
    sought = tuple(word for word in words if tells(word) and not is_idle(word))
    around = tuple(word for word in words if word not in sought)
    problem: Problem = "only_stop_words" if around and not sought else "" if read else "empty"
    return sought[:MOST_WORDS], around[:MOST_WORDS], problem


def is_idle(word: Word) -> bool:
    """Tell whether a word is one that people say around what they need."""
    return not idle_words().isdisjoint((word.folded, *word.bases))


@cache
def idle_words() -> frozenset[str]:
    """Return the folded words that people say around what they need."""
    return frozenset(fold(word) for language in (_IDLE_FI, _IDLE_SV, _IDLE_EN) for word in language.split())
