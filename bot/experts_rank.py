"""The order of the people found, by one rule on both databases: how well and where the words are met.

It compares what profiles say with what was asked, never people: a skill says more than a title, the word itself more than
another that means the same. Accepted answers help a little. Between equals whoever may be asked comes first, then whoever
was asked less of late.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.availability import Availability
from bot.experts_query import PART, SYNONYM, Sought, Way
from bot.language.folding import fold
from bot.profile_index import END_OF_TITLE, SKILL, length_mark
from storage.search import Candidate

WORTH = {"name": 100, "skill": 100, "about": 80, "evidence": 80, "home": 75, "title": 60, "work": 40}
"""How much each place says; "work" is unit and place of work, "home" the same where one word beside others is all of it."""
_LOWEST = 0.35
"""Whoever has less than this share of the best one's points is left out: they would only hide the others."""
_ONE_SKILL, _WHOLE_SKILL = 4.0, 6.0
_MOST_ANSWERS = 5
_MOST_SKILLS = 3
_AROUND, _WHOLE_NAME = 3.0, 5.0
Place = tuple[str, str]
"""What a place is called, and the terms that stand there."""
Met = tuple[Way, str]
"""The way in which a word was met, and the place where."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with points and, for each word sought, the way in which it was met and the place where; None is not at all."""

    candidate: Candidate
    points: float
    met: tuple[Met | None, ...]

    @property
    def is_by_name(self) -> bool:
        """Tell whether every word was met in the name."""
        return all(met is not None and met[1] == "name" for met in self.met)

    @property
    def instead(self) -> tuple[str, ...]:
        """Return for each word what it was mended to; empty where it was not."""
        return tuple(met[0].taken if met else "" for met in self.met)


def ranked(
    candidates: Iterable[Candidate],
    soughts: Sequence[Sought],
    around: Sequence[Sought] = (),
    *,
    nowhere: Collection[str] = (),
) -> list[Ranked]:
    """Return candidates with their points, the best first; `nowhere` are places that do not count.

    `around` are words that were said around the telling ones: they decide between equals.
    """
    judged = [_judge(candidate, soughts, around, nowhere) for candidate in candidates]
    best = max((one.points for one in judged), default=0.0)
    kept = [one for one in judged if one.points > 0 and one.points >= best * _LOWEST]
    return sorted(kept, key=lambda one: (-one.points, *_by_name(one)))


def likely_first(found: Sequence[Ranked], pings: Mapping[int, int]) -> list[Ranked]:
    """Return people in an order that looks ahead: between equals those in Slack, not away and seldom asked come first."""

    def place(one: Ranked) -> tuple[float, bool, int, str, int]:
        out = not one.candidate.is_in_slack or one.candidate.is_away
        return (-one.points, out, pings.get(one.candidate.id, 0), *_by_name(one))

    return sorted(found, key=place)


def best_first(found: Iterable[Ranked], availability: Mapping[int, Availability]) -> list[Ranked]:
    """Return people in their final order."""

    def place(one: Ranked) -> tuple[float, bool, bool, int, str, int]:
        state = availability[one.candidate.id]
        return (-one.points, not state.may_be_asked, not state.is_reachable, state.pings, *_by_name(one))

    return sorted((one for one in found if one.candidate.id in availability), key=place)


def _judge(
    candidate: Candidate, soughts: Sequence[Sought], around: Sequence[Sought], nowhere: Collection[str]
) -> Ranked:
    places = [place for place in _places(candidate, alone=len(soughts) == 1) if place[0] not in nowhere]
    met = tuple(_best(places, sought) for sought in soughts)
    points = total = 0.0
    for sought, found in zip(soughts, met, strict=True):
        total += sought.weight
        points += sought.weight * found[0].worth * WORTH[found[1]] / 100 if found else 0.0
    if points:
        points = points / total + _of_skills(candidate, met) + _of_answers(candidate, met)
        points += _WHOLE_NAME if len(met) > 1 and all(found and found[1] == "name" for found in met) else 0.0
        points += _AROUND if any(_best(places, sought) for sought in around) else 0.0
    return Ranked(candidate, round(points, 1), met)


def _places(candidate: Candidate, *, alone: bool) -> tuple[Place, ...]:
    """Return the places where a word may be met, those that say most first."""
    title, _, work = candidate.work.partition(END_OF_TITLE)
    return (
        ("name", candidate.name),
        ("skill", candidate.skill),
        ("about", candidate.about),
        ("evidence", candidate.evidence),
        ("home", "" if alone else f" {_one_word(candidate.unit)} {_one_word(candidate.place)} "),
        ("title", title),
        ("work", work),
    )


def _one_word(name: str) -> str:
    return "" if " " in name else fold(name)


def _best(places: Sequence[Place], sought: Sought) -> Met | None:
    """Return the way and the place that are worth most; a phrase is met across places as well, but that is worth least."""
    best: Met | None = None
    most = 0
    for way in sought.ways:
        if way.worth * 100 <= most:
            continue
        for place, text in places:
            if way.worth * WORTH[place] <= most:
                break
            if (place == "name" or not way.only_names) and way.is_met_by(text):
                best, most = (way, place), way.worth * WORTH[place]
                break
        else:
            if len(way.needs) > 1 and not best and way.is_met_by("".join(text for _, text in places)):
                best, most = (way, "work"), way.worth * WORTH["work"]
    return best


def _of_skills(candidate: Candidate, met: Sequence[Met | None]) -> float:
    """Return the points for a skill that has every word, for one that says nothing else, and for more such skills."""
    ways = [found[0] for found in met if found and found[1] == "skill" and found[0].worth >= PART]
    if len(ways) < len(met):
        return 0.0
    alone = length_mark(sum(len(way.needs) for way in ways))
    best, skills = 0.0, 0
    for line in candidate.skill.split(f" {SKILL}")[1:]:
        text = f" {line} "
        if all(way.is_met_by(text) for way in ways):
            skills += 1
            best = max(best, _ONE_SKILL + (_WHOLE_SKILL if text.startswith(f" {alone} ") else 0.0))
    return best + max(0, min(skills, _MOST_SKILLS) - 1)


def _of_answers(candidate: Candidate, met: Sequence[Met | None]) -> float:
    """Return a point for each accepted answer about a word, up to five."""
    if candidate.evidence.isspace():
        return 0.0
    terms = {term for found in met if found and found[0].worth >= SYNONYM for need in found[0].sought for term in need}
    return float(min(_MOST_ANSWERS, max((candidate.evidence.count(term) for term in terms), default=0)))


def _by_name(one: Ranked) -> tuple[str, int]:
    return fold(one.candidate.shown_name), one.candidate.id
