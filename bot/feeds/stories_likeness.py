"""How much two tellings speak of one event: what they share and what keeps them apart, weighed into one figure.

WEIGHTS were fitted by logistic regression on the labelled stream of tests/bot/feeds, each story represented by its most
alike telling; the weight of the hours was set by hand, since such a stream says little about how late papers follow.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from bot.feeds.stories_alike import figures_apart, hours_between, is_foreign, lead_held, same_headline
from bot.feeds.stories_figures import Figures, rarity
from bot.feeds.stories_reading import Token
from bot.feeds.stories_weighed import Keys, Weighed

_RARE_NAME = 3.5


class Signs(NamedTuple):
    """What two tellings share, and what speaks against one event; most are between 0 and 1."""

    title_shared: float
    shared: float
    """How much they share, by weight: five rare words are much."""
    names_shared: float
    names_apart: float
    """Names of each headline that the other telling does not have."""
    same_headline: float
    headline_alone: float
    """The same headline, and one of them says no more than that, as aggregators do."""
    lead_held: float
    alike_names_apart: float
    figures_shared: float
    figures_apart: float
    same_source: float
    foreign_shared: float
    """Names and numbers shared by tellings of two languages."""
    foreign_title: float
    foreign_figures: float
    bare: float
    """One of them is too short to tell much."""
    story_told: float
    """How much of the new headline stands anywhere in the story."""
    story_held: float
    story_names: float
    story_rest_missing: float
    strangers: float
    """None of the new telling's rare names stands in the story."""
    place_clash: float
    """The headlines name different places."""
    place_clash_alike: float
    hours: float


START = -5.69
WEIGHTS = Signs(
    title_shared=2.23,
    shared=3.61,
    names_shared=1.50,
    names_apart=-1.26,
    same_headline=2.06,
    headline_alone=1.55,
    lead_held=-2.26,
    alike_names_apart=-0.44,
    figures_shared=3.28,
    figures_apart=-0.64,
    same_source=-1.59,
    foreign_shared=1.44,
    foreign_title=1.37,
    foreign_figures=1.31,
    bare=-3.66,
    story_told=1.60,
    story_held=2.96,
    story_names=1.33,
    story_rest_missing=0.66,
    strangers=-1.16,
    place_clash=-1.40,
    place_clash_alike=-0.42,
    hours=-2.5,
)


def likely(signs: Signs) -> float:
    """Return how likely it is one event, between 0 and 1."""
    total = START + sum(map(float.__mul__, WEIGHTS, signs))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


class _Shared(NamedTuple):
    """What two tellings share, by weight."""

    titles: float
    told: float
    """How much of each headline stands anywhere in the other telling, the lesser of both; a share."""
    both: float
    held: float
    """How much of the lesser telling stands in the other one; a share."""
    names: float
    figures: float


def _shared(new: Weighed, old: Weighed) -> _Shared:
    new_told, old_told = old.keys.shared(new.title), new.keys.shared(old.title)
    both = min(new_told + old.keys.shared(new.lead), old_told + new.keys.shared(old.lead))
    return _Shared(
        titles=min(old.title_keys.shared(new.title), new.title_keys.shared(old.title)),
        told=min(new_told / (new.title_weight or 1), old_told / (old.title_weight or 1)),
        both=both,
        held=both / (min(new.weight, old.weight) or 1),
        names=min(_names(new, old.keys), _names(old, new.keys)),
        figures=_figures_shared(new.reading.in_all, old.reading.in_all),
    )


def signs(new: Weighed, old: Weighed, story: Keys) -> Signs:
    """Return the signs for and against one event in a new telling and one of a story."""
    shared = _shared(new, old)
    apart = min(_missing(new, old.keys), _missing(old, new.keys)) / 7
    own = bool(new.source) and new.source == old.source
    headline = same_headline(new, old) and not own
    foreign = float(is_foreign(new, old))
    place = _place_clash(new, old)
    rest = sum(weight for token, weight in new.title.items() if not token.is_name and story.lacks(token))
    return Signs(
        title_shared=min(shared.titles / 20, 1.5),
        shared=min(shared.both / 40, 1.5),
        names_shared=min(shared.names / 15, 1.5),
        names_apart=min(apart, 2.0),
        same_headline=float(headline),
        headline_alone=float(headline and not (new.lead and old.lead)),
        lead_held=lead_held(new, old),
        alike_names_apart=shared.held * min(apart, 2),
        figures_shared=min(shared.figures / 6, 1.5),
        figures_apart=float(figures_apart(new, old)),
        same_source=float(own),
        foreign_shared=foreign * min((shared.names + shared.figures) / 15, 2),
        foreign_title=foreign * shared.told,
        foreign_figures=foreign * min(shared.figures / 6, 1.5),
        bare=max(0.0, 1 - min(new.weight, old.weight) / 40),
        story_told=story.shared(new.title) / (new.title_weight or 1),
        story_held=(story.shared(new.title) + story.shared(new.lead)) / (new.weight or 1),
        story_names=_names(new, story) / new.names_weight if new.names else 0.5,
        story_rest_missing=min(rest / 10, 2),
        strangers=_strangers(new, old, story),
        place_clash=place,
        place_clash_alike=place * shared.held,
        hours=hours_between(new, old) / 48,
    )


def _names(telling: Weighed, among: Keys) -> float:
    return sum(weight for token, weight in telling.names.items() if not among.strong.isdisjoint(token.keys))


def _strangers(new: Weighed, old: Weighed, story: Keys) -> float:
    rare = [token for token, weight in new.names.items() if weight >= _RARE_NAME]
    return float(bool(rare) and max(old.names.values(), default=0) >= _RARE_NAME and all(map(story.lacks, rare)))


def _missing(telling: Weighed, among: Keys) -> float:
    """Return the weight of the names of a headline that are not among some words."""
    return sum(weight for token, weight in telling.title.items() if token.is_name and among.lacks(token))


def _place_clash(a: Weighed, b: Weighed) -> float:
    """Tell whether both headlines name places, and none of them stands in the other telling."""
    here, there = _places(a), _places(b)
    return float(bool(here and there) and all(map(b.keys.lacks, here)) and all(map(a.keys.lacks, there)))


def _places(telling: Weighed) -> list[Token]:
    return [token for token in telling.title if token.is_place]


def _figures_shared(one: Figures, other: Figures) -> float:
    """Return the weight of the three rarest numbers that are shared."""
    shared = sorted((rarity(key) for key in one.all() & other.all()), reverse=True)
    return sum(shared[:3])
