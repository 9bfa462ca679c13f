"""The vocabulary in memory: words that nobody has are mended with it, or parted into two that somebody has."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.language.folding import fold

_SHORTEST, _LONG, _LONGEST = 4, 8, 40
"""Letters of a word that may have a mistake, two mistakes, and that is no word any more."""
_SHORTEST_HALF = 3
_SHORTEST_SURE = 6
"""Letters of a term that is no accident inside a longer word, as "kunta" is in "liikunta"."""
_STEM, _ENDING, _KIN = 5, 4, 0.75
"""Letters that kin must share at least, and may differ in at their ends, and the share of the shorter one that is the same."""
_AFTER_ALL = "\uffff"
_MOST = 8
"""Words that a mistyped one may have meant."""


@dataclass(frozen=True, slots=True)
class Near:
    """A term that a mistyped word may stand for, as somebody wrote it, and how many mistakes lie between."""

    term: str
    shown: str
    mistakes: int
    is_of_form: bool
    """Near to a base form of the word, not to the word as it stands."""


@dataclass(frozen=True, eq=False, slots=True)
class Vocabulary:
    """All terms: as somebody wrote them, with their uses, and by length."""

    shown: Mapping[str, str]
    uses: Mapping[str, int]
    by_length: Mapping[int, tuple[str, ...]]
    in_order: Sequence[str]
    """All terms, sorted."""

    def near(self, terms: Sequence[str]) -> tuple[Near, ...]:
        """Return what a word, given as its terms, itself first, may have been meant to be: fewest mistakes, then most uses.

        A term that stands for itself comes before one that is only the stem of another.
        """
        found: dict[str, tuple[int, bool]] = {}
        for place, term in enumerate(terms):
            for known, mistakes in self._near(term):
                found[known] = min((mistakes, place > 0), found.get(known, (mistakes, True)))
        first = {term[:1] for term in terms}

        def place_of(term: str) -> tuple[tuple[int, bool], bool, bool, int, str]:
            return found[term], term[:1] not in first, fold(self.shown[term]) != term, -self.uses[term], term

        return tuple(Near(term, self.shown[term], *found[term]) for term in sorted(found, key=place_of)[:_MOST])

    def halves(self, term: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs of terms that a word without its space may be, the most used first."""
        if not _SHORTEST <= len(term) <= _LONGEST:
            return ()
        cuts = range(_SHORTEST_HALF, len(term) - _SHORTEST_HALF + 1)
        pairs = [(term[:cut], term[cut:]) for cut in cuts if term[:cut] in self.uses and term[cut:] in self.uses]
        return tuple(sorted(pairs, key=lambda pair: (-min(self.uses[half] for half in pair), pair)))

    def ending_in(self, terms: Sequence[str]) -> tuple[str, ...]:
        """Return terms that end with one of these, the most used first: compounds that nobody could take apart."""
        ends = tuple(term for term in terms if len(term) >= _SHORTEST_SURE)
        found = [term for term in self.uses if term.endswith(ends)] if ends else []
        return tuple(sorted(found, key=lambda term: (-self.uses[term], term))[:_MOST])

    def beginning(self, term: str) -> tuple[str, ...]:
        """Return the longest term that a word begins with: the first part of a compound that nobody could take apart."""
        cuts = range(len(term) - _SHORTEST_HALF, _SHORTEST_SURE - 1, -1)
        return tuple(term[:cut] for cut in cuts if term[:cut] in self.uses)[:1]

    def kin(self, terms: Sequence[str]) -> tuple[str, ...]:
        """Return terms that share their stem with one of these, as one derives words: tulkki and tulkkaus."""
        found = {known: None for term in terms for known in self._kin(term)}
        return tuple(sorted(found, key=lambda term: (-self.uses[term], term))[:_MOST])

    def longer(self, terms: Sequence[str]) -> tuple[str, ...]:
        """Return terms that begin with one of these, the most used first: compounds that nobody could take apart."""
        found = {known: None for term in terms if len(term) >= _STEM for known in self._starting(term) if known != term}
        return tuple(sorted(found, key=lambda term: (-self.uses[term], term))[:_MOST])

    def _starting(self, beginning: str) -> Sequence[str]:
        first = bisect_left(self.in_order, beginning)
        return self.in_order[first : bisect_left(self.in_order, beginning + _AFTER_ALL, first)]

    def _kin(self, term: str) -> Iterator[str]:
        if not _SHORTEST_SURE <= len(term) <= _LONGEST:
            return
        for known in self._starting(term[:_STEM]):
            if len(known) >= _SHORTEST_SURE:
                shorter, longer = sorted((len(term), len(known)))
                same = next((place for place in range(shorter) if term[place] != known[place]), shorter)
                if _KIN * shorter <= same < shorter and longer - same <= _ENDING:
                    yield known

    def _near(self, term: str) -> list[tuple[str, int]]:
        if not _SHORTEST <= len(term) <= _LONGEST or term.isdigit():
            return []
        most = 1 if len(term) < _LONG else 2
        found = []
        for length in range(max(len(term) - most, _SHORTEST_HALF), len(term) + most + 1):
            hits = extract(
                term,
                self.by_length.get(length, ()),
                scorer=OSA.distance,
                processor=None,
                score_cutoff=most,
                limit=_MOST * 4,
            )
            found += [(known, int(mistakes)) for known, mistakes, _ in hits]
        # Four letters leave little: the first must be right, or the first two swapped.
        short = len(term) == _SHORTEST
        return [hit for hit in found if not short or hit[0][0] == term[0] or sorted(hit[0][:2]) == sorted(term[:2])]


def of_rows(rows: Iterable[tuple[str, str, int]]) -> Vocabulary:
    """Return the vocabulary of terms, each as somebody wrote it and with its uses."""
    listed = tuple(rows)
    by_length: dict[int, list[str]] = defaultdict(list)
    for term, _, _ in listed:
        by_length[len(term)].append(term)
    return Vocabulary(
        {term: shown for term, shown, _ in listed},
        {term: uses for term, _, uses in listed},
        {length: tuple(terms) for length, terms in by_length.items()},
        sorted(term for term, _, _ in listed),
    )
