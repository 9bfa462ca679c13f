"""Reads a telling into what it can be compared by: its words as keys, its names, its numbers, the links it mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from bot.feeds.stories_figures import Figures, figures
from bot.feeds.stories_glance import cuts, group_of_form
from bot.feeds.stories_words import expected, is_known, language_of, lists
from bot.language import Word, words_of
from bot.language.folding import fold, words_in

_LEAD_WORDS = 60
_LABEL = 3
_POST_TITLE_WORDS = 25
_MOST_CHARACTERS = 1_200
_URL = re.compile(r"https?://[^\s<>\"]+")
_HASHTAGS = re.compile(r"#\w+")
_OPENINGS = (
    "p[äa]ivitys|p[äa]ivitetty|juuri nyt|uppdatering|uppdaterad|just nu|updated?|breaking(?: news)?|stt|fnb|re|rt|live"
    "|video|kuvat|bilder|nyt|klart|tiedote|pressmeddelande|press release"
)
_OPENING = re.compile(rf"^\s*(?:{_OPENINGS})\s*(?:\d{{1,2}}[.:]\d\d)?\s*[:|–—-]\s+", re.IGNORECASE)
_UPDATE = re.compile(r"\W*(?:p[äa]ivity|p[äa]ivitet|uppdater|update)", re.IGNORECASE)
_CLOSING = re.compile(r"\s+(?:[-|•·]|—|\|\|)\s+(?P<name>[^-|•·—]{2,40})$")
_TAIL = re.compile(
    r"\s+[-–—|]\s+(?:katso|se|see|watch)\s+(?:kuvat|video|bilderna|bilder|videon|photos)\s*$"
    r"|(?:\s*(?:\.\.\.|…|\[…\]))+\s*$|\s+\((?:[\w-]+\.)+[a-z]{2,6}\)\s*$"
)
_AGENCY = re.compile(
    r"^\s*(?:\(?(?:STT|FNB|AFP|AP|Reuters|SPT|TT|Lännen Media|Uutissuomalainen)\)?(?:[-–/.]\s*\w*)?[.:,–—-]*\s+)",
    re.UNICODE,
)
_SENTENCE_END = re.compile(r"[.!?:–—|«»\"”“()]\s*$")
STEM = "~"
"""What ends a key that is but the beginning of a word."""
_SHORTEST_STEM, _LETTERS = 7, 6
_CASES = (
    *("n", "in", "an", "en", "on", "un", "yn", "ia", "ta", "a", "ssa", "issa", "sta", "ista"),
    *("lla", "illa", "lta", "ilta", "lle", "ille", "ksi", "iksi", "na", "s"),
)
"""Endings of names in Finnish, and the s of Swedish and English, folded."""
_AT = frozenset({"i", "in", "at", "pa", "vid", "near", "off", "utanfor", "till", "from", "fran"})
"""Words before a place."""
_WHERE = re.compile("(?:ssa|sta|lla|lta|lle)$")
_SHORTEST_NAME, _LONG = 3, 8
_FEW_CAPITALS = 0.6
_SPARING = ("fi", "sv")
"""Languages whose headlines have capitals for names only."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word: the keys that it is known by, and weaker keys of its parts."""

    keys: tuple[str, ...]
    weak: tuple[str, ...]
    is_name: bool
    is_place: bool = False
    """It is a name that something happens at: Raisiossa, i Reso."""
    is_person: bool = False
    """It is a name that people have, in any language the same."""
    cuts: frozenset[str] = field(default=frozenset(), compare=False)
    """Its keys at a glance, by which words are counted."""
    expected: float = field(default=0.0, compare=False)
    """In how many of a thousand items it is expected, as the most common word that it may be."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A telling, ready to be compared; pure and the same for equal tellings."""

    title: tuple[Token, ...]
    lead: tuple[Token, ...]
    in_title: Figures
    in_all: Figures
    headline: str
    """The headline as folded words, without what papers add before and after it."""
    language: str
    is_post: bool
    """It has no headline of its own: its first words stand for one."""
    is_update: bool = False
    """Its source says that it tells a story further."""
    stands_alone: bool = False
    """Its source says that it is a letter of a reader, a column, a thesis, a vacancy."""


@lru_cache(maxsize=6_000)
def reading(title: str, text: str, language: str, source: str) -> Reading:
    """Return what a telling says; at most its headline and the first sixty words of its lead are read."""
    title, text = title[:_MOST_CHARACTERS], text[:_MOST_CHARACTERS]
    is_update = _UPDATE.match(title) is not None
    title, text = headline(_URL.sub(" ", title), source), _AGENCY.sub("", _URL.sub(" ", text))
    is_post = not title.strip()
    if is_post:
        title, text = _first_words(_HASHTAGS.sub(" ", text))
    elif fold(text).startswith(fold(title)):
        text = _without_publisher(text[len(title) :], source)
    spoken = language_of(words_in(f"{title} {text}")[:80], language)
    title_words, lead_words = words_of(title, spoken), words_of(text, spoken, _LEAD_WORDS)
    lead = _until(text, lead_words)
    names = _names(title, title_words, spoken) | _names(lead, lead_words, spoken)
    return Reading(
        _tokens(title_words, names), _tokens(lead_words, names), figures(title), figures(f"{title} ; {lead}"),
        " ".join(words_in(fold(title))), spoken or "", is_post, is_update,
        _stands_alone(title),
    )  # fmt: skip


def _stands_alone(title: str) -> bool:
    """Tell whether the words before a colon, few as they are, name a kind of text that tells no news."""
    label, colon, _ = title.partition(":")
    words = words_in(fold(label))
    return bool(colon) and len(words) <= _LABEL and not lists().alone.isdisjoint(words)


def headline(title: str, source: str = "") -> str:
    """Return a headline without what papers put before it (PÄIVITYS:) and aggregators after it (- Helsingin Sanomat)."""
    plain = _TAIL.sub("", title.strip())
    for _ in range(2):
        plain = _OPENING.sub("", plain)
    found = _CLOSING.search(plain)
    if found and len(plain[: found.start()].split()) >= 2 and _is_publisher(found["name"], source):
        plain = plain[: found.start()]
    return _TAIL.sub("", plain)


def _is_publisher(name: str, source: str) -> bool:
    """Tell whether the end of a headline names who published it: few words, the first one a capital or a domain."""
    words = name.split()
    if not words:
        return False
    if (
        fold(name).replace(" ", "") in fold(source).replace(" ", "")
        or fold(source).split(".")[0] in fold(name).replace(" ", "") != ""
    ):
        return bool(source)
    return (
        len(words) <= 4
        and not re.search(r"\d", name)
        and (name[0].isupper() or "." in name)
        and not name.endswith((".", "!", "?"))
    )


def _without_publisher(text: str, source: str) -> str:
    """Return what an aggregator says after the headline, unless it is only who published it."""
    name = text.strip(" -–|·\xa0\t\n")
    return "" if len(name.split()) <= 4 and _is_publisher(name, source) else text


def _first_words(text: str) -> tuple[str, str]:
    """Return the beginning of a post and the rest."""
    words = text.split()
    return " ".join(words[:_POST_TITLE_WORDS]), " ".join(words[_POST_TITLE_WORDS:])


def _until(text: str, words: tuple[Word, ...]) -> str:
    """Return the text up to its last word that was read."""
    place = 0
    for word in words:
        found = text.find(word.shown, place)
        place = found + len(word.shown) if found >= 0 else place
    return text[: place + 1] if len(words) >= _LEAD_WORDS else text


def _names(text: str, words: tuple[Word, ...], language: str | None) -> set[str]:
    """Return the folded words that stand with a capital where none is due, or in capitals."""
    telling = [word for word in words if word.shown[:1].isalpha()]
    capitals = sum(word.shown[0].isupper() for word in telling)
    if language not in _SPARING and len(telling) > 3 and capitals > _FEW_CAPITALS * len(telling):
        return {base for word in telling if word.shown[1:2].isupper() for base in word.bases}
    found, place = set[str](), 0
    for word in telling:
        at = text.find(word.shown, place)
        before = text[max(0, at - 3) : at] if at >= 0 else ""
        place = at + len(word.shown) if at >= 0 else place
        starts = at <= 0 or bool(_SENTENCE_END.search(before))
        if word.shown[0].isupper() and (
            not starts or word.shown[1:2].isupper() or not (is_known(word.bases) or _halves(word.folded))
        ):
            found.update(word.bases)
    return found


def _tokens(words: tuple[Word, ...], names: set[str]) -> tuple[Token, ...]:
    before = ("", *(word.folded for word in words))
    return tuple(
        _token(word, previous, names)
        for word, previous in zip(words, before, strict=False)
        if not word.is_stop and not word.folded.isdigit() and lists().numbers.keys().isdisjoint(word.bases)
    )


def _token(word: Word, before: str, names: set[str]) -> Token:
    known = lists()
    is_capital, is_name = word.shown[0].isupper(), not names.isdisjoint(word.bases)
    bases = dict.fromkeys((*word.bases, *(_cases(word.folded) if is_capital else ())))
    groups = tuple(dict.fromkeys(known.groups[base] for base in bases if base in known.groups))
    if not (groups or is_capital or is_name) and (ended := _ended(word.folded)):
        groups = (ended,)
    halves = () if groups or word.parts else _halves(word.folded)
    if not (groups or halves or is_name or word.parts) and (group := group_of_form(word.folded)):
        groups = (group,)
    parts = tuple(dict.fromkeys(known.groups.get(part, part) for part in word.parts if len(part) >= _SHORTEST_NAME))
    stands = is_name and (before in _AT or bool(_WHERE.search(word.folded)))
    is_place = is_capital and (stands or not known.towns.isdisjoint(bases) or not known.places.isdisjoint(groups))
    if groups:
        others = tuple(part for part in parts if part not in groups)
        return Token(groups, others, is_place, is_place, cuts=cuts(word.shown), expected=max(map(expected, groups)))
    is_person = is_capital and not is_place and not known.people.isdisjoint(bases)
    stem = min(bases, key=len)
    stems = (stem[:_LETTERS] + STEM,) if len(stem) >= _SHORTEST_STEM and not parts else ()
    parts = parts or halves
    is_name = (is_name or is_place or is_person) and known.common.isdisjoint(bases)
    return Token(
        tuple(bases), (*parts, *stems), is_name, is_place, is_person, cuts(word.shown), max(map(expected, bases))
    )


@lru_cache(maxsize=20_000)
def _halves(word: str) -> tuple[str, ...]:
    """Return the groups of the two words that an unknown compound is made of: toriparkki is a square and a car park."""
    known = lists().groups
    for place in range(_SHORTEST_NAME, len(word) - _SHORTEST_NAME):
        head = known.get(word[:place]) or known.get(word[: place - 1] if word[place - 1] in "ns" else "")
        if head and (tail := known.get(word[place:]) or group_of_form(word[place:])):
            return (head, tail)
    return ()


@lru_cache(maxsize=20_000)
def _ended(word: str) -> str:
    """Return the group of a long word of the lists in a case: what no lexicon has is taken for a compound of other words."""
    known = lists().groups
    bases = _cases(word) if len(word) > _LONG else ()
    return next((known[base] for base in bases if len(base) >= _LONG and base in known), "")


def _cases(name: str) -> list[str]:
    """Return a name without what may be the ending of a case: names are in no lexicon, and a wrong guess meets nobody."""
    return [key for end in _CASES if len(key := name.removesuffix(end)) >= _SHORTEST_NAME and key != name]
