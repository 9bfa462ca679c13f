"""The order of answers and questions that may be meant, by one rule on both databases; those that are not meant are dropped.

What counts: how much of what is asked a row has, above all its heaviest word, and whether that stands in its question or only in
its text; how much of the row's own question is asked for; and whether both ask for the same kind of thing. The weights were
fitted to lists of questions in three languages, many of which no answer meets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.answers import intents
from bot.answers.index import INTENT, WORD, WORDING
from bot.answers.search_said import Kind, Said, Sought, kind_of
from storage.text_search import Candidate

_SHOWN, _LEAST = 0.8, 0.3
"""Points from which on the likeliest row is shown, and others beside it."""
_AHEAD = 0.38
"""How much surer the likeliest row is for each point that it is ahead of the next."""
_ABOUT, _TOLD, _HEAVIEST_TOLD = 0.82, 0.99, 0.49
"""What a word is worth that stands in the tags, or in the text alone, beside 1 for the question."""
_SAME_KIND, _KIND_TOLD, _OTHER_KIND = 0.24, -0.12, -0.12
_HEAVIEST, _USUALLY_HEAVY = 0.86, 0.58
_BACK, _USUALLY_BACK, _BACK_BY_TAGS = 0.68, 0.61, 0.5
_NOWHERE, _WELL = 0.03, 0.67
"""What a topic costs that no text has; and how well one must be met to count."""
_EACH_TOPIC, _MOST_TOPICS = 0.19, 3
_LIGHTEST = 1.0
"""What is asked weighs so much at least, however common its words: few light words are no sure sign."""
_RAREST_NEEDED = 0.46
"""A word need not be rarer to be the heaviest of what is asked."""
_ALL = 0.8
"""Share of what is asked about one topic from which on a row’s question or tags have it all: "library" means every library."""
_TELLING = (Kind.TOPIC, Kind.ACT)


@dataclass(frozen=True, slots=True)
class Judged:
    """A record that is meant, and how sure that is."""

    record_id: int
    points: float


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate with its terms, to be looked up."""

    one: Candidate
    asked: frozenset[str]
    told: frozenset[str]
    about: frozenset[str]

    @classmethod
    def of(cls, one: Candidate) -> Row:
        """Return a candidate with its terms."""
        return cls(one, frozenset(one.asked.split()), frozenset(one.told.split()), frozenset(one.about.split()))


def judged(candidates: Iterable[Candidate], said: Said) -> Iterator[Judged]:
    """Yield the rows that may be meant, each with its points."""
    for one in candidates:
        row = Row.of(one)
        most = max(points(row, said), *(points(row, sentence) for sentence in said.sentences), 0.0)
        if most >= _LEAST:
            yield Judged(one.record_id, round(most, 4))


def meant(found: Iterable[Judged], leniency: float = 0.0) -> list[Judged]:
    """Return what is meant, the likeliest first; nothing when even that, with some leniency, may be something else."""
    listed = sorted(found, key=lambda one: (-one.points, one.record_id))
    if not listed:
        return []
    first, following = listed[0].points, listed[1].points if len(listed) > 1 else _LEAST
    return listed if first + _AHEAD * (first - following) + leniency >= _SHOWN else []


def points(row: Row, said: Said) -> float:
    """Return how likely a row is meant."""
    total = met = in_question = heaviest = nowhere = 0.0
    topics = asked_topics = 0
    for sought in said.soughts:
        asked, told = _met(row, sought)
        best = max(asked, told * _TOLD)
        total += sought.weight
        met += sought.weight * best
        in_question += sought.weight * asked
        if sought.kind is Kind.TOPIC:
            topics += best >= _WELL
            asked_topics += asked >= _WELL
            nowhere += best < _WELL and not sought.is_known
        if sought.kind in _TELLING:
            heaviest = max(heaviest, _heavy(sought) * max(asked, told * _HEAVIEST_TOLD))
    found = met / total * min(1.0, said.most / _LIGHTEST) if total else 0.0
    found += _HEAVIEST * (heaviest - _USUALLY_HEAVY) - _NOWHERE * nowhere + _EACH_TOPIC * _beyond_one(topics)
    back = max(_back(row.one.asked, said), _BACK_BY_TAGS if _has_tag(row, said) else 0.0)
    found += _of_kinds(row, said) + _BACK * (back - _USUALLY_BACK)
    is_all = said.has_one_topic and asked_topics == 1 and in_question >= _ALL * total
    return max(found, _SHOWN) if is_all else found


def _has_tag(row: Row, said: Said) -> bool:
    """Tell whether a topic of what is asked stands among the tags: nobody asks for all of them."""
    return any(sought.kind is Kind.TOPIC and sought.met(row.about) >= _WELL for sought in said.soughts)


def _heavy(sought: Sought) -> float:
    return sought.weight * max(1.0, _RAREST_NEEDED / sought.rarity)


def _beyond_one(topics: int) -> int:
    return max(0, min(topics, _MOST_TOPICS) - 1)


def _met(row: Row, sought: Sought) -> tuple[float, float]:
    """Return how well a word is met in the question or the tags, and in the text."""
    asked = sought.met(row.asked)
    return max(asked, sought.met(row.about) * _ABOUT), sought.met(row.told)


def _of_kinds(row: Row, said: Said) -> float:
    """Return the points for asking for the same kind of thing, or for another."""
    if not said.intents:
        return 0.0
    wanted = {INTENT + kind for kind in said.intents}
    if wanted & row.asked:
        return _SAME_KIND
    if wanted & row.told:
        return _KIND_TOLD
    return _OTHER_KIND if any(INTENT + kind in row.asked for kind in intents.KINDS) else 0.0


def _back(asked: str, said: Said) -> float:
    """Return how much of the row's question is asked for, in the wording where that is most; usual when it has none."""
    shares = [share for wording in f" {asked}".split(f" {WORDING}")[1:] if (share := _share(wording, said)) is not None]
    return max(shares, default=_USUALLY_BACK)


def _share(wording: str, said: Said) -> float | None:
    words = list(_weighed(wording, said))
    total = sum(weight for weight, _ in words)
    return sum(weight * met for weight, met in words) / total if total else None


def _weighed(wording: str, said: Said) -> Iterator[tuple[float, float]]:
    """Yield the weight of each word of a wording, and how well what is asked meets it."""
    for word in wording.split(f" {WORD} ")[1:]:
        weight, terms = _read(word)
        yield weight, max(said.terms.get(term, 0.0) for term in terms)


@lru_cache(maxsize=50_000)
def _read(word: str) -> tuple[float, tuple[str, ...]]:
    """Return how much a word of an index tells, and its terms."""
    terms = tuple(word.split())
    return kind_of(terms).value, terms
