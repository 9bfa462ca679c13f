"""How much two tellings speak of one event: what they share and what keeps them apart, weighed into one figure.

WEIGHTS were fitted by logistic regression, bound to the sign that each has by its meaning, on the labelled streams of
tests/bot/feeds and the demo town's week, each story represented by its most alike telling. Those of the hours, of other
languages, of one source, of updates, of what recurs and of different things were set by hand: such streams say little of how
late papers follow, have more forms filled in twice than updates of one paper, and few libraries that are taken for schools.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from bot.feeds.stories_alike import days, figures_apart, grows, hours_between, is_foreign, kinds, same_headline, things
from bot.feeds.stories_figures import Figures, rarity
from bot.feeds.stories_reading import Token
from bot.feeds.stories_weighed import Keys, Weighed
from bot.feeds.stories_words import lists

_A_WHILE = 10.0
"""Hours after which something may have happened again."""
_SAME_DAY = 24
_RARE_NAME = 3.5
_PLACE = 1.5
"""What a place must count for: the town that all stories are about is none that could be another one."""


class Signs(NamedTuple):
    """What two tellings share, and what speaks against one event; most are between 0 and 1."""

    told: float
    """How much of a headline the other telling says, by weight: the more of both, of a post the less."""
    words_told: float
    """How much of each headline but for its names the other telling says: one person does many things."""
    names_only: float
    """What the headlines share is names and nothing else."""
    same_headline: float
    headline_alone: float
    """The same headline, and one of them says no more than that, as aggregators do."""
    names_apart: float
    """Names of each headline that the other telling does not have."""
    figures_shared: float
    figures_apart: float
    same_source: float
    """Both are of one source and in one language, and it does not say that it tells a story further."""
    update: float
    """Its own source says that it tells the story further."""
    foreign: float
    """They are in two languages: fewer words can meet."""
    foreign_held: float
    foreign_figures: float
    vague: float
    """They share no three words that are rare."""
    strangers: float
    """None of the new telling's rare names stands in the story, and none of the story's in it."""
    place_clash: float
    """The headlines name different places."""
    things_apart: float
    """The headlines are about different kinds of things."""
    hours: float
    recurs: float
    """Both tell of what happens again and again, and many hours lie between."""
    other_day: float
    """It has happened on another day: the new telling names its own, and the old one is of another."""
    again: float
    """The new headline says that it has happened before."""


START = -2.85
WEIGHTS = Signs(
    told=5.81,
    words_told=0.31,
    names_only=-1.45,
    same_headline=3.47,
    headline_alone=1.65,
    names_apart=-0.67,
    figures_shared=2.35,
    figures_apart=-1.12,
    same_source=-1.8,
    update=1.5,
    foreign=-0.3,
    foreign_held=5.69,
    foreign_figures=2.34,
    vague=-0.43,
    strangers=-2.3,
    place_clash=-1.96,
    things_apart=-1.5,
    hours=-2.3,
    recurs=-2.0,
    other_day=-3.0,
    again=-2.0,
)


def likely(signs: Signs) -> float:
    """Return how likely it is one event, between 0 and 1."""
    total = START + sum(map(float.__mul__, WEIGHTS, signs))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def signs(new: Weighed, old: Weighed, story: Keys) -> Signs:
    """Return the signs for and against one event in a new telling and one of a story."""
    is_post = new.reading.is_post or old.reading.is_post  # all that a post says stands for its headline
    told = (min if is_post else max)(old.keys.shared(new.title), new.keys.shared(old.title))
    words = min(old.keys.shared(_words(new)), new.keys.shared(_words(old)))
    both = min(old.keys.weights(new.title | new.lead), new.keys.weights(old.title | old.lead), key=sum)
    third = (*sorted(both, reverse=True), 0.0, 0.0, 0.0)[2]
    figures_met = _figures_shared(new.reading.in_all, old.reading.in_all) / 6
    own = bool(new.source) and new.source == old.source
    is_further = own and new.reading.is_update
    own = own and not is_further
    foreign = is_foreign(new, old)
    own = own and not _is_repeated(new, old)
    headline = same_headline(new, old) and not own
    return Signs(
        told=told / 20,
        words_told=words / 10,
        names_only=max(0.0, 1 - words / 4),
        same_headline=float(headline),
        headline_alone=float(headline and not (new.lead and old.lead)),
        names_apart=min(min(_missing(new, old.keys), _missing(old, new.keys)) / 7, 2.0),
        figures_shared=min(figures_met, 1.5),
        figures_apart=float(figures_apart(new, old) and not grows(new)),
        same_source=float(own and not foreign),
        update=float(is_further),
        foreign=float(foreign),
        foreign_held=foreign * sum(both) / (min(new.weight, old.weight) or 1),
        foreign_figures=foreign * min(figures_met, 1.5),
        vague=max(0.0, 1 - third / 3),
        strangers=_strangers(new, old, story),
        place_clash=_apart(new, old, _places),
        things_apart=_apart(new, old, things),
        hours=hours_between(new, old) / 48,
        recurs=(since := _recurs(new, old)),
        other_day=float(since > 0 and _is_of_other_day(new, old)),
        again=float(since > 0 and _says_again(new) and not _says_again(old)),
    )


def _recurs(new: Weighed, old: Weighed) -> float:
    """Tell how likely what both headlines tell of has happened again, by the hours between; an update says it has not."""
    hours = hours_between(new, old)
    if hours < _A_WHILE or kinds(new).isdisjoint(kinds(old)) or (new.reading.is_update and new.source == old.source):
        return 0.0
    return min(1.0, (hours - _A_WHILE) / _A_WHILE)


def _says_again(telling: Weighed) -> bool:
    return not lists().again.isdisjoint(telling.reading.headline.split())


def _words(telling: Weighed) -> dict[Token, float]:
    return {token: weight for token, weight in telling.title.items() if not token.is_name}


def _strangers(new: Weighed, old: Weighed, story: Keys) -> float:
    rare, known = ([token for token, weight in one.names.items() if weight >= _RARE_NAME] for one in (new, old))
    return float(bool(rare and known) and all(map(story.lacks, rare)) and all(map(new.keys.lacks, known)))


def _missing(telling: Weighed, among: Keys) -> float:
    """Return the weight of the names of a headline that are not among some words."""
    return sum(weight for token, weight in telling.title.items() if token.is_name and among.lacks(token))


def _apart(a: Weighed, b: Weighed, chosen: Callable[[Weighed], list[Token]]) -> float:
    """Tell whether both headlines name something of a kind, places for one, and none of it stands in the other telling."""
    here, there = chosen(a), chosen(b)
    return float(bool(here and there) and all(map(b.keys.lacks, here)) and all(map(a.keys.lacks, there)))


def _is_repeated(new: Weighed, old: Weighed) -> bool:
    """Tell whether a search repeats what a source said on the same day: its very headline, and no more than that."""
    is_same = new.reading.headline == old.reading.headline
    return is_same and not (new.lead and old.lead) and hours_between(new, old) < _SAME_DAY


def _places(telling: Weighed) -> list[Token]:
    return [token for token, weight in telling.title.items() if token.is_place and weight >= _PLACE]


def _figures_shared(one: Figures, other: Figures) -> float:
    """Return the weight of the three rarest numbers that are shared."""
    shared = sorted((rarity(key) for key in one.all() & other.all()), reverse=True)
    return sum(shared[:3])


def _is_of_other_day(new: Weighed, old: Weighed) -> bool:
    mine, theirs = days(new), days(old)
    return not mine.isdisjoint(_local_days(new)) and mine.isdisjoint(theirs or _local_days(old))


def _local_days(telling: Weighed) -> set[int]:
    """Return the day of the week of a telling, in Finland in summer and in winter."""
    return {(telling.at + timedelta(hours=hours)).weekday() for hours in (2, 3)}
