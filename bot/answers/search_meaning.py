"""What texts mean beside the words they have: it brings answers in other words, and orders those that were found.

The weights were fitted to lists of questions whose authors did not know the search.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.search_rank import Judged
from bot.language.meaning import Likeness

NEAREST = 12
"""Answers that are looked at because of what they mean."""
_WORTH, _USUAL = 4.0, 1.665
"""Points for likeness, and the likeness of an answer at which what it means says nothing for it or against it."""
_BEHIND, _LEAST = 0.9, 0.0
"""Points that an answer may be behind the likeliest to be shown beside it, and those that it has to have."""
_EACH_SIGN, _USUAL_LENGTH, _LONGEST = 0.006, 45, 90
"""A longer question has more that no answer says: it needs fewer points, so many for each character."""


def weighed(found: Iterable[Judged], unfound: Iterable[int], like: Likeness) -> list[Judged]:
    """Return what was found by words, and answers that were not, with points for what they mean; none far behind the first."""
    points = {one.record_id: one.points for one in found}
    for record_id in (*points, *(one for one in unfound if one not in points)):
        if (likeness := like.of(record_id)) is not None:
            points[record_id] = points.get(record_id, 0.0) + _WORTH * (likeness - _USUAL)
    least = max(_LEAST, max(points.values(), default=0.0) - _BEHIND)
    return [Judged(record_id, round(one, 4)) for record_id, one in points.items() if one >= least]


def says_more_than_a_word(question: str) -> bool:
    """Tell whether what a question means says more than its words: a single one is looked for as it stands."""
    return len(question.split()) > 1


def leniency(question: str) -> float:
    """Return the points that a question needs more or less than others, by its length."""
    return _EACH_SIGN * (min(len(question), _LONGEST) - _USUAL_LENGTH)
