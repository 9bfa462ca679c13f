"""The language of a short text: Finnish, Swedish, English, or none of them.

Small words, letters and ends of words each give points; the neighbours that look alike (Estonian, Danish, Norwegian, German
and others) are kept apart by their own small words. A headline of half a dozen words is enough; where the best language is hardly
better than the next, or nothing speaks for any, the answer is "".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice

from bot.feeds.folded_text import cleaned
from bot.language.folding import fold
from bot.language.reading import TONGUES

LANGUAGES = ("fi", "sv", "en")
_MOST = 1_000
"""Characters that are looked at, and words: what a text begins with tells its language."""
_MOST_WORDS = 50
_LEAD_READ = 600
_SHORTEST = 20
"""Letters from which a language is read."""
_MOST_LOOKED_UP = 30
_SHORT = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*|[#]\w+")
_IN_ADDRESS = ("://", "www.", "@", "#")
"""One of these stands in every address and tag; most texts have none, and are not searched for them."""
_SMALL = {
    "fi": """
ja on ei oli ovat että se hän tämä nämä mutta kun jos kuin myös vain jo nyt sen niin tai eikä sekä vielä ole olla olen
mukaan kanssa jälkeen vuoden vuotta ennen yli alle noin kuten koska joka jotka jonka mitä mikä missä miten miksi siitä
tästä sitä he ne me te minä sinä hänen heidän tulee voi pitää saa sai ollut olisi ensi viime kohti sanoo kertoo uusi eli
vaan ettei enää aina hyvin eniten kaikki muun muassa ilman vastaan lähes hyvä kuka keskellä jopa eivät tänään huomenna eilen
suomen helsingin""",
    "sv": """
och är att det som en ett på av för med till den inte om var har hade ska kan men från vid när de sig nu så efter under över
mot mellan utan också eller vi ni han hon jag du man sin sitt sina blir blev blivit får fick vill vad hur varför där här
detta denna dessa än i år mer mest många alla enligt redan bara säger går ut upp ny nya nytt nästa förra idag dag kommer
skulle måste inga ingen inom genom samt""",
    "en": """
the of and to in is for on with that by at from this are was were be been has have had will would can could should it its
as an but not or their they he she his her you your we our who what when where why how after before over more most new
about into out up than says said say may all one two first amid against under no do does did during between there these those
just now here get gets make makes still while off only also some other us if so""",
    "": """
der die das und ist nicht ein eine mit für von den dem zu auf im sich auch des wird bei nach wie aus dass wurde zum zur
af og er ikke til på at et den har jeg vi med som kan være blev efter mod fra ved hun ud være blir ble etter bare når også
fra seg hva noe mer enn mange han hadde etter opp
ja on ei ta ning et kui oma uus uue hea veel ole mis see aga või ka kes veel oli olid pärast eesti siis seda üle nüüd kõik
eest juures
le la les des et est une un dans pour que qui sur pas au aux du en el los las por con una del para se su
il di che non per sono il della più nel""",
}
"""The last are small words of neighbours."""
_ENDS = tuple(
    (language, tuple(ends.split()), worth)
    for language, ends, worth in (
        ("fi", "ssa ssä sta stä lla llä lta ltä na nä lle nen sti vat vät aan ään een iin oon uun", 1.0),
        ("fi", "ksi ien jen uus yys tti nut nyt", 1.0),
        ("sv", "ning ningen ningar ande arna erna orna het heten ade ades lig ligt liga isk iska sson skap", 0.6),
        ("sv", "ör ar er et or as", 0.6),
        ("en", "ing ed tion tions ly ment ness ous ies ers ful 's ’s", 0.8),
    )
)
_LENGTHS = tuple(sorted({len(end) for _language, ends, _worth in _ENDS for end in ends}, reverse=True))
_LETTERS = (
    ("fi", re.compile(r"ää|öö|yö|uo|yy|aa|uu|ii|kk|hd"), 0.6),
    ("sv", re.compile(r"ck|sj|skj|gj|ö|ä"), 0.25),
    ("en", re.compile(r"th|w|wh|sh|ea|ou|gh|oo|y\b|qu"), 0.3),
)
_STRANGE = (
    ("sv", re.compile(r"å"), 0.9),
    ("", re.compile(r"[õ]|æ|ø|ß|ü|ñ|[àèìòùâêîôûç]"), 1.5),
    ("", re.compile(r"[^\W\d_a-zåäöæøõšžéüáàèìòùâêîôûçñíóúßëï]"), 1.0),
)
"""What only a word with letters beyond a to z can have."""
_LETTERS_AND_STRANGE = (*_LETTERS, *_STRANGE)
_NEVER = (
    ("fi", re.compile(r"[åwxqzç]|b|sch|th|^(?:st|pr|kr|sp|tr|bl|fr|gr|sk|dr|fl|gl)|[bcdfgjkmpqvwxz]$")),
    ("sv", re.compile(r"[wqæøõ]|aa|uu|ii|ää|öö|th|ea|yy")),
    ("en", re.compile(r"[åäöæøõüß]|aa|uu|ii|kk|sj|jä|vv")),
)
"""What native words of a language hardly have."""
_UNLIKELY = -0.4
_POINTS = 2.0
_KNOWN = 1.0
_LEAST = 1.5
_LEAD = 1.25
_STEP, _CLEAR, _CLEAR_LEAD = 8, 5.0, 2.0
"""After every few words: how many points are a clear answer, and how many times those of the next language."""


def language_of(text: str) -> str:
    """Return fi, sv or en; "" when the text is in none of them, or too short to tell."""
    plain = cleaned(text[:_MOST])
    if any(sign in plain for sign in _IN_ADDRESS):
        plain = _ADDRESS.sub(" ", plain)
    points = _points(_words(plain))
    return _best(points) or _best(_with_known(points, _words(plain)))


def read(title: str, text: str) -> str:
    """Return the language that a headline and the beginning of a text are written in, empty when they do not tell."""
    words = f"{title} {text[:_LEAD_READ]}"
    return language_of(words) if len(words) >= _SHORTEST else ""


def is_small_word(text: str) -> bool:
    """Tell whether a text is one of the small words that nearly every text has."""
    return any(language in LANGUAGES for language, _worth in _small_words().get(text.casefold(), ()))


def _best(points: Mapping[str, float]) -> str:
    (less, _next), (most, best) = sorted((worth, language) for language, worth in points.items())[-2:]
    return best if most >= _LEAST and most >= _LEAD * less else ""


def _words(plain: str) -> Iterator[str]:
    """Yield the first words of a text; they are looked for as far as they are asked for."""
    return (found[0].casefold() for found in islice(_WORD.finditer(plain), _MOST_WORDS))


def _with_known(points: Mapping[str, float], words: Iterable[str]) -> dict[str, float]:
    """Return the points with more for words that the word lists of one language alone know: sjunker, laskee, bridge."""
    more = dict(points)
    for word in islice(words, _MOST_LOOKED_UP):
        folded = fold(word)
        homes = [code for code, tongue in TONGUES.items() if len(folded) > _SHORT and tongue.knows(folded)]
        if len(homes) == 1:
            more[homes[0]] += _KNOWN
    return more


def _points(words: Iterable[str]) -> dict[str, float]:
    points = dict.fromkeys((*LANGUAGES, ""), 0.0)
    for place, word in enumerate(words, start=1):
        for language, worth in _points_of(word):
            points[language] += worth
        if place % _STEP == 0 and _is_clear(points):
            break
    return points


def _is_clear(points: Mapping[str, float]) -> bool:
    """Tell whether one language is so far ahead that more words would change nothing."""
    *_others, less, most = sorted(points.values())
    return most >= _CLEAR and most >= _CLEAR_LEAD * less


@lru_cache(maxsize=20_000)
def _points_of(word: str) -> tuple[tuple[str, float], ...]:
    """Return what one word says, by language: small words alone where it is one, else its letters and its end."""
    small = _small_words().get(word)
    if small is not None:
        return small
    found = []
    for language, letters, worth in _LETTERS if word.isascii() else _LETTERS_AND_STRANGE:
        times = len(letters.findall(word))
        if times:
            found.append((language, worth * min(2, times)))
    found += _of_end(word)
    for language, letters in _NEVER:
        if letters.search(word):
            found.append((language, _UNLIKELY))
    return tuple(found)


def _of_end(word: str) -> tuple[tuple[str, float], ...]:
    """Return what the end of a word says: the longest one that is listed also speaks for those within it."""
    ends = _ends()
    for length in _LENGTHS:
        said = ends.get(word[-length:])
        if said is not None:
            return said
    return ()


@cache
def _ends() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return what each end of a word says, by language."""
    return {
        end: tuple((language, worth) for language, listed, worth in _ENDS if end.endswith(listed))
        for _language, ends, _worth in _ENDS
        for end in ends
    }


@cache
def _small_words() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return what every small word says: its worth is shared by the languages that have it."""
    words = {language: frozenset(listed.split()) for language, listed in _SMALL.items()}
    homes = {
        word: [language for language in _SMALL if word in words[language]]
        for word in frozenset().union(*words.values())
    }
    return {word: tuple((language, _POINTS / len(at)) for language in at) for word, at in homes.items()}
