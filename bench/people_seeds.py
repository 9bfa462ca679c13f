"""A hundred thousand fictional people, the same in every run, and queries of which it is known whom they mean.

Three of ten skills are real words of a town in Finnish, Swedish and English; the others are made of syllables, so that the
vocabulary is as large as that of a real directory. Names are usual ones, each joined at random.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FIRST = (
    "Aino", "Anna", "Antti", "Anders", "Birgitta", "Carl", "Eero", "Eeva", "Elina", "Emma", "Erik", "Eva", "Fredrik",
    "Hanna", "Heikki", "Helena", "Henrik", "Ilkka", "Inkeri", "Jaakko", "Jan", "Jari", "Johanna", "Juha", "Jukka", "Kaarina",
    "Kari", "Katja", "Katri", "Kirsi", "Kristina", "Lars", "Laura", "Leena", "Liisa", "Maija", "Mari", "Maria", "Marja",
    "Markku", "Martti", "Matti", "Mika", "Mikael", "Mikko", "Minna", "Outi", "Paavo", "Pekka", "Petri", "Pirjo", "Päivi",
    "Riitta", "Risto", "Saara", "Sami", "Sanna", "Satu", "Seppo", "Sirpa", "Sofia", "Stefan", "Sven", "Tapio", "Tarja",
    "Teemu", "Terhi", "Tiina", "Timo", "Tommi", "Tuomas", "Tuula", "Ulla", "Veikko", "Vesa", "Ville", "Åsa", "Örjan",
)  # fmt: skip
_STEMS = (
    "Aalto", "Ahven", "Haapa", "Heikki", "Hieta", "Honka", "Huhta", "Ihala", "Joki", "Kallio", "Kangas", "Karhu", "Katajan",
    "Kivi", "Koivu", "Korpi", "Koski", "Kuusi", "Lahde", "Laakso", "Lampi", "Lehto", "Lepo", "Luoto", "Manni", "Metsä",
    "Mäki", "Niemi", "Nurmi", "Oja", "Palo", "Pelto", "Pohja", "Puro", "Ranta", "Raita", "Rinta", "Ruoho", "Salo", "Savo",
    "Selkä", "Suvan", "Tammi", "Tuomi", "Uusi", "Vaara", "Valko", "Vesa", "Virta", "Ylä",
)  # fmt: skip
_ENDS = ("nen", "la", "lä", "niemi", "ranta", "mäki", "saari", "vuori", "lahti", "järvi", "pää", "aho", "berg", "ström")
_UNITS = (
    "Kirjasto", "Liikuntapalvelut", "Museo", "Nuorisopalvelut", "Varhaiskasvatus", "Kaupunginteatteri", "Vesilaitos",
    "Pelastuslaitos", "Työväenopisto", "Matkailu", "Työllisyyspalvelut", "Kaavoitus", "Joukkoliikenne", "Ympäristökeskus",
    "Hyvinvointipalvelut", "Henkilöstöpalvelut", "Satama", "Jätehuolto", "Lukiokoulutus", "Tietohallinto", "Talouspalvelut",
)  # fmt: skip
_PLACES = ("Keskusta", "Itäranta", "Lehtovuori", "Koivikko", "Satamakylä", "Pajamäki", "Norrstrand", "Söderudden")
_TITLES = (
    "Suunnittelija",
    "Koordinaattori",
    "Asiantuntija",
    "Johtaja",
    "Sihteeri",
    "Planerare",
    "Handläggare",
    "Designer",
)
_SYLLABLES = (
    "ka", "ki", "ku", "la", "li", "lo", "ma", "me", "mu", "na", "ni", "no", "pa", "pe", "po", "ra", "ri", "ru", "sa", "se",
    "si", "ta", "te", "ti", "to", "va", "ve", "vi", "hal", "kes", "lin", "mar", "pol", "ras", "sel", "tur", "ven", "jo",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """A skill as HR writes it, and how people ask for it."""

    skill: str
    inflected: str
    synonym: str = ""
    sentence: str = ""


TOPICS = (
    Topic("tietosuoja", "tietosuojasta", "GDPR", "kuka osaa neuvoa tietosuojasta?"),
    Topic("saavutettavuus", "saavutettavuuden", "accessibility", "kuka tietää saavutettavuudesta?"),
    Topic("kriisiviestintä", "kriisiviestinnässä", "kriskommunikation", "kuka auttaa kriisiviestinnän kanssa?"),
    Topic("markkinointi", "markkinoinnin", "marknadsföring", "kuka hoitaa markkinointia?"),
    Topic("tekoäly", "tekoälystä", "artificial intelligence", "who can help with artificial intelligence?"),
    Topic("paikkatieto", "paikkatietoja", "GIS", "kuka ymmärtää paikkatietoja?"),
    Topic("palvelumuotoilu", "palvelumuotoilun", "service design", "who knows about service design?"),
    Topic("selkokieli", "selkokielellä", "lättläst", "kuka osaa kirjoittaa selkokieltä?"),
    Topic("arkistointi", "arkistoinnista", "archives", "kuka osaa neuvoa arkistoinnissa?"),
    Topic("tillgänglighet", "tillgängligheten", "saavutettavuus", "vem kan hjälpa med tillgänglighet?"),
    Topic("dataskydd", "dataskyddet", "tietosuoja", "vem vet något om dataskyddet?"),
    Topic("marketing", "marketing's", "markkinointi", "who knows about marketing?"),
)
"""Real skills with other forms and other words."""
_ALIKE = (
    ("tietosuoja", "dataskydd"),
    ("saavutettavuus", "tillgänglighet"),
    ("markkinointi", "marketing"),
)
"""Skills of the table that mean the same."""
COMPOUNDS = {
    "kuntosali": "kuntosaliohjaus", "rakennuslupa": "rakennuslupaneuvonta", "uimahalli": "uimahallityö",
    "hankinta": "hankintalaki", "vaali": "vaalityö", "kirjasto": "kirjastotyö", "museo": "museotyö", "koulu": "koulutyö",
    "talous": "taloussuunnittelu", "ruoka": "ruokapalvelu", "satama": "satamaliikenne", "puisto": "puistosuunnittelu",
}  # fmt: skip
"""Parts that are asked for, and the compounds that people have among their skills."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One person of the directory."""

    name: str
    title: str
    unit: str
    place: str
    skills: tuple[str, ...]
    about: str

    @property
    def text(self) -> str:
        """Return everything as one text."""
        return " ".join((self.name, self.title, self.unit, self.place, *self.skills, self.about))


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, and what the first person found must have: a skill, a unit beside it, a name; nothing means nobody."""

    text: str
    skills: tuple[str, ...] = ()
    unit: str = ""
    name: str = ""

    def is_met_by(self, first: Seed | None) -> bool:
        """Tell whether somebody is the right one to come first."""
        if first is None or not (self.skills or self.name):
            return first is None and not (self.skills or self.name)
        has_skill = not self.skills or not set(self.skills).isdisjoint(first.skills)
        return has_skill and self.unit in ("", first.unit) and _begins(first.name, self.name)


def people(count: int) -> list[Seed]:
    """Return so many people."""
    chance = random.Random(5417)  # noqa: S311 - the same people in every run
    made_up = [_word(chance) for _ in range(max(200, min(26_000, count // 4)))]
    real = [topic.skill for topic in TOPICS] + list(COMPOUNDS.values())
    surnames = [stem + end for stem, end in itertools.product(_STEMS, _ENDS)]
    return [_person(chance, surnames, real, made_up) for _ in range(count)]


def queries(seeds: Sequence[Seed], most: int) -> dict[str, list[Query]]:
    """Return at most so many queries of each kind."""
    chance = random.Random(71)  # noqa: S311
    named = chance.sample(seeds, most)
    made_up = [
        next(skill for skill in seed.skills if skill not in _real()) for seed in named if set(seed.skills) - _real()
    ]
    found = {
        "skill": [Query(topic.skill, (topic.skill,)) for topic in TOPICS],
        "skill and unit": list(_in_units(seeds)),
        "beginning of a name": [Query(_beginnings(seed.name), name=_beginnings(seed.name)) for seed in named],
        "inflected": [Query(topic.inflected, (topic.skill,)) for topic in TOPICS],
        "typo in a name": [Query(_mistyped(seed.name, chance), name=seed.name) for seed in named],
        "typo in a skill": [Query(_mistyped(skill, chance), (skill,)) for skill in made_up],
        "without dots": [Query(_plain(seed.name), name=seed.name) for seed in seeds if _plain(seed.name) != seed.name],
        "synonym": [
            Query(topic.synonym, (topic.skill, topic.synonym, *_same(topic))) for topic in TOPICS if topic.synonym
        ],
        "compound": [Query(part, (whole, part)) for part, whole in COMPOUNDS.items()],
        "sentence": [Query(topic.sentence, (topic.skill, *_same(topic))) for topic in TOPICS],
        "nonsense": [
            Query(text) for text in ("qxzwvjk", "zzyzx wqoooe", "grmpfblx", "xkcdqq vvbnmm", "öäåöäå", "ptgkrsw")
        ],
    }
    return {kind: kinds[:most] for kind, kinds in found.items()}


def _person(chance: random.Random, surnames: Sequence[str], real: Sequence[str], made_up: Sequence[str]) -> Seed:
    known = [
        chance.choice(real) if chance.random() < 0.3 else _common(chance, made_up) for _ in range(chance.randint(2, 5))
    ]
    about = " ".join(_common(chance, made_up) for _ in range(6)) if chance.random() < 0.2 else ""
    return Seed(
        f"{chance.choice(_FIRST)} {chance.choice(surnames)}",
        chance.choice(_TITLES),
        chance.choice(_UNITS),
        chance.choice(_PLACES),
        tuple(dict.fromkeys(known)),
        about,
    )


def _common(chance: random.Random, words: Sequence[str]) -> str:
    """Choose a word as people do: a few very often, most of them rarely."""
    return words[min(len(words) - 1, int(len(words) ** chance.random()))]


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(3, 5)))


def _real() -> set[str]:
    return {topic.skill for topic in TOPICS} | set(COMPOUNDS.values())


def _same(topic: Topic) -> list[str]:
    """Return the skills that mean the same as a topic's."""
    groups = [group for group in _ALIKE if topic.skill in group]
    return [skill for group in groups for skill in group]


def _in_units(seeds: Sequence[Seed]) -> Iterator[Query]:
    for topic in TOPICS:
        seed = next((one for one in seeds if topic.skill in one.skills), None)
        if seed is not None:
            yield Query(f"{topic.skill} {seed.unit}", (topic.skill,), unit=seed.unit)


def _beginnings(name: str) -> str:
    first, last = name.split()
    return f"{first[:3]} {last[:6]}".casefold()


def _begins(name: str, wanted: str) -> bool:
    """Tell whether every word of a name begins as wanted, dots aside."""
    pairs = zip(_plain(name).split(), _plain(wanted).split(), strict=False)
    return all(word.startswith(beginning) for word, beginning in pairs)


def _plain(name: str) -> str:
    return name.translate(str.maketrans("äöåÄÖÅ", "aoaAOA")).casefold()


def _mistyped(text: str, chance: random.Random) -> str:
    """Return a text with one mistake in its longest word: a letter lost, doubled, changed, or two swapped."""
    word = max(text.split(), key=len)
    place = chance.randrange(1, len(word) - 1)
    wrong = chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + chance.choice("aeiklnst") + word[place + 1 :],
            word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
        )
    )
    return text.replace(word, wrong)
