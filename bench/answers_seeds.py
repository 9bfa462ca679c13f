"""Twenty thousand fictional answers of a town, fifty thousand questions, and searches of which it is known what they mean.

An answer is about one thing at one place: the opening hours of the library of Koivuniemi. Places are made of two halves, so that
each is asked for by a word that few answers have. Some are told in Finnish, some in Swedish, some in English, some in all three.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

_STEMS = (
    "Aalto", "Ahven", "Haapa", "Hieta", "Honka", "Huhta", "Joki", "Kallio", "Kangas", "Karhu", "Katajan", "Kivi", "Koivu",
    "Korpi", "Koski", "Kuusi", "Lahde", "Laakso", "Lampi", "Lehto", "Lepo", "Luoto", "Metsä", "Nurmi", "Oja", "Palo", "Pelto",
    "Pohja", "Puro", "Ranta", "Raita", "Ruoho", "Salo", "Savo", "Selkä", "Suvan", "Tammi", "Tuomi", "Vaara", "Virta",
)  # fmt: skip
_ENDS = ("niemi", "ranta", "mäki", "saari", "vuori", "lahti", "järvi", "aho", "kylä", "harju", "salmi", "suo")
_THINGS = (
    ("kirjasto", "biblioteket", "library"), ("uimahalli", "simhallen", "swimming hall"), ("museo", "museet", "museum"),
    ("päiväkoti", "daghemmet", "daycare centre"), ("terveysasema", "hälsostationen", "health centre"),
    ("nuorisotalo", "ungdomsgården", "youth centre"), ("jäähalli", "ishallen", "ice rink"), ("koulu", "skolan", "school"),
    ("satama", "hamnen", "harbour"), ("jäteasema", "avfallsstationen", "waste station"), ("tori", "torget", "market square"),
    ("koirapuisto", "hundparken", "dog park"), ("uimaranta", "badstranden", "beach"), ("teatteri", "teatern", "theatre"),
)  # fmt: skip
_ASKED = (
    (
        ("Milloin {place}n {thing} on auki?", "Avoinna arkisin klo 9–18 ja lauantaisin klo 10–15."),
        ("När är {thing} i {place} öppet?", "Öppet vardagar kl. 9–18 och lördagar kl. 10–15."),
        ("When is the {thing} of {place} open?", "Open on weekdays 9–18 and on Saturdays 10–15."),
    ),
    (
        ("Paljonko {place}n {thing} maksaa?", "Kertamaksu on 6 euroa, lapsilta 3 euroa."),
        ("Vad kostar {thing} i {place}?", "Engångsavgiften är 6 euro, för barn 3 euro."),
        ("How much does the {thing} of {place} cost?", "A single visit is 6 euros, 3 euros for children."),
    ),
    (
        ("Missä {place}n {thing} sijaitsee?", "Osoite on Rantatie 12. Bussi 4 pysähtyy oven edessä."),
        ("Var ligger {thing} i {place}?", "Adressen är Strandvägen 12. Buss 4 stannar utanför."),
        ("Where is the {thing} of {place}?", "The address is Rantatie 12. Bus 4 stops in front."),
    ),
)
_SEARCHED = (
    ("{place} {thing} aukioloajat", "{place} {thing} öppettider", "opening hours {thing} {place}"),
    ("{place} {thing} hinta", "pris {thing} {place}", "price of the {thing} in {place}"),
    ("{place} {thing} osoite", "adress {thing} {place}", "address {thing} {place}"),
)
_ALSO = ("Kuka tietää, ", "Asiakas kysyy: ", "Moi, ", "")


@dataclass(frozen=True, slots=True)
class Seed:
    """What an answer says, by language: its question and its text; and what it is about, as numbers."""

    wordings: dict[str, tuple[str, str]]
    about: tuple[str, int, int]

    @property
    def text(self) -> str:
        """Return everything as one text."""
        return " ".join(part for wording in self.wordings.values() for part in wording)


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for, and what must be among the first three: nothing where nothing may be shown."""

    words: str
    about: tuple[str, int, int] | None


def answers(count: int) -> list[Seed]:
    """Return so many answers, no two about the same."""
    chance = random.Random(811)  # noqa: S311 - the same answers in every run
    places = [stem + end for stem, end in itertools.product(_STEMS, _ENDS)]
    subjects = list(itertools.product(places, range(len(_THINGS)), range(len(_ASKED))))
    chance.shuffle(subjects)
    return [_answer(subject, chance) for subject in subjects[:count]]


def questions(count: int, seeds: Sequence[Seed]) -> list[str]:
    """Return so many questions that colleagues asked about the same things, each in its own words."""
    chance = random.Random(812)  # noqa: S311
    return [_question(chance.choice(seeds), chance) for _ in range(count)]


def searches(seeds: Sequence[Seed], most: int) -> dict[str, list[Search]]:
    """Return at most so many searches of each kind."""
    chance = random.Random(813)  # noqa: S311
    chosen = chance.sample(seeds, most)
    return {
        "words": [Search(_words(seed, chance), seed.about) for seed in chosen],
        "sentence": [Search(_question(seed, chance), seed.about) for seed in chosen],
        "other language": [Search(_words(seed, chance, foreign=True), seed.about) for seed in chosen],
        "typo": [Search(_mistyped(_words(seed, chance), seed.about[0], chance), seed.about) for seed in chosen],
        "long": [Search(f"{_question(seed, chance)} {_TALK}", seed.about) for seed in chosen],
        "common word": [Search(_THINGS[seed.about[1]][0], ("", seed.about[1], 0)) for seed in chosen],
        "nonsense": [Search(text, None) for text in ("qxzwvjk", "Kuka voitti euroviisut?", "best pizza in town")],
    }


_TALK = (
    "Asiakas soitti tästä eilen ja oli jo kysynyt kahdesta muusta paikasta, mutta kukaan ei osannut sanoa mitään varmaa, joten "
    "lupasin selvittää ja palata asiaan vielä tämän päivän aikana."
)


def _answer(about: tuple[str, int, int], chance: random.Random) -> Seed:
    place, thing, asked = about
    languages = chance.choice((("fi",), ("fi", "sv"), ("fi", "sv", "en"), ("sv",), ("en",)))
    wordings = {}
    for number, language in enumerate(("fi", "sv", "en")):
        if language in languages:
            question, text = _ASKED[asked][number]
            wordings[language] = (question.format(place=place, thing=_THINGS[thing][number]), f"{place}: {text}")
    return Seed(wordings, about)


def _question(seed: Seed, chance: random.Random) -> str:
    place, thing, asked = seed.about
    number = ("fi", "sv", "en").index(chance.choice(sorted(seed.wordings)))
    return chance.choice(_ALSO) + _ASKED[asked][number][0].format(place=place, thing=_THINGS[thing][number])


def _words(seed: Seed, chance: random.Random, *, foreign: bool = False) -> str:
    place, thing, asked = seed.about
    spoken = [
        number for number, language in enumerate(("fi", "sv", "en")) if (language in seed.wordings) is not foreign
    ]
    number = chance.choice(spoken or [0])
    return _SEARCHED[asked][number].format(place=place, thing=_THINGS[thing][number])


def _mistyped(words: str, place: str, chance: random.Random) -> str:
    """Return words with two letters of the place swapped."""
    at = chance.randrange(2, len(place) - 2)
    return words.replace(place, place[:at] + place[at + 1] + place[at] + place[at + 2 :])
