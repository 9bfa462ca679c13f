"""Search in memory: small sets of records, three languages, inflected forms, compounds, and one typo.

Every word of the query must be found. A word is looked for as it stands, in its other forms, as a part of compounds and in
the other languages; only when nobody uses it, as a beginning; and only then, from four letters on, with one mistake (OSA
distance: a letter changed, added, lost, or two swapped).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.language import STOP_WORDS, forms, in_other_languages, is_compound
from bot.language.folding import fold, words_in

EXACT, FORM, OTHER_LANGUAGE, HEAD, MODIFIER, BEGINNING, TYPO = 10, 9, 7, 6, 5, 5, 3
"""How much a way of being found weighs."""
_SHORTEST_PART = 4
_SHORTEST_FOR_TYPO = 4
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """The records found, best first, and the words that were taken instead of mistyped ones (typed word -> word)."""

    ids: tuple[int, ...]
    instead: Mapping[str, str]


class Index:
    """Texts by record id, each with a weight; made once, then only read."""

    def __init__(self, texts: Mapping[int, Iterable[tuple[str, int]]], *, idle: Iterable[str] = ()) -> None:
        """Read every word of every text. The order of the records decides between equal hits.

        `idle` are words that people add to any query here; they are left out when nothing has them.
        """
        self._idle = frozenset(key for word in idle for key in (fold(word), *forms(fold(word))))
        self._order = {record: place for place, record in enumerate(texts)}
        self._records: dict[str, dict[int, int]] = defaultdict(dict)
        self._shown: dict[str, str] = {}
        for record, weighted in texts.items():
            for text, weight in weighted:
                self._add(record, text, weight)
        self._by_form: dict[str, set[str]] = defaultdict(set)
        for word in self._records:
            for key in forms(word):
                self._by_form[key].add(word)

    def find(self, query: str) -> Found:
        """Return the records that have every word of the query; none for a query without words."""
        typed = query_words(query)
        found = self._find(typed)
        telling = [word for word in typed if not self._is_idle(word)]
        return found if found.ids or len(telling) in (0, len(typed)) else self._find(telling)

    def says_nothing(self, query: str) -> bool:
        """Tell whether a query has idle words only, which no record has: whoever asks so wants to see everything."""
        typed = query_words(query)
        return bool(typed) and all(map(self._is_idle, typed)) and not self._find(typed).ids

    def _find(self, typed: list[str]) -> Found:
        instead: dict[str, str] = {}
        scores: list[dict[int, int]] = []
        for word in typed:
            words, mistyped = self._meant(fold(word))
            if mistyped and self._is_idle(word):
                words = {}
            elif mistyped and words:
                instead[word] = self._shown[min(words)]
            scores.append(self._scores(words))
        if not scores:
            return Found((), {})
        common = set.intersection(*(set(score) for score in scores))
        ranked = sorted(common, key=lambda record: (-sum(score[record] for score in scores), self._order[record]))
        return Found(tuple(ranked), instead)

    def nearest(self, query: str) -> str | None:
        """Return another query that finds something: unknown words mended or, failing that, one word left out."""
        typed = query_words(query)
        mended = [self._closest(word) or word for word in typed]
        candidates = [mended] if mended != typed else []
        if len(typed) > 1:
            candidates += [mended[:place] + mended[place + 1 :] for place in range(len(mended))]
        for words in candidates:
            if self.find(" ".join(words)).ids:
                return " ".join(words)
        return None

    def _is_idle(self, word: str) -> bool:
        return not self._idle.isdisjoint((fold(word), *forms(fold(word))))

    def _add(self, record: int, text: str, weight: int) -> None:
        for shown in words_in(text):
            word = fold(shown)
            self._shown.setdefault(word, shown)
            places = self._records[word]
            places[record] = max(weight, places.get(record, 0))

    def _scores(self, words: Mapping[str, int]) -> dict[int, int]:
        scores: dict[int, int] = {}
        for word, quality in words.items():
            for record, weight in self._records[word].items():
                scores[record] = max(quality * weight, scores.get(record, 0))
        return scores

    def _meant(self, word: str) -> tuple[dict[str, int], bool]:
        """Return the words of the index that a folded word means with their quality, and whether it was mistyped."""
        words = self._same(word) or self._beginnings(word)
        return (words, False) if words else (self._mistyped(word), True)

    def _same(self, word: str) -> dict[str, int]:
        words: dict[str, int] = {}
        others = frozenset[str]().union(*(forms(other) for other in in_other_languages(word)))
        keys = forms(word)
        for found, quality in (
            (self._modified(word), MODIFIER),
            (self._headed(keys | others), HEAD),
            (self._formed(others), OTHER_LANGUAGE),
            (self._formed(keys), FORM),
            ({word} & self._records.keys(), EXACT),
        ):
            words |= dict.fromkeys(found, quality)
        return words

    def _formed(self, keys: frozenset[str]) -> set[str]:
        return {known for key in keys for known in self._by_form.get(key, ())}

    def _headed(self, keys: frozenset[str]) -> set[str]:
        """Return the words that may be compounds with one of these stems at their end: uima-halli, stads-bibliotek."""
        heads = tuple(key for key in keys if len(key) - 3 >= _SHORTEST_PART)
        long = (known for known in self._records if len(known) > _SHORTEST_PART and is_compound(known))
        return {known for known in long if _has_head(forms(known), heads)}

    def _modified(self, word: str) -> set[str]:
        """Return the words that begin with this one and go on with a word known here: museo-kauppa, but not hallin-to."""
        if len(word) < _SHORTEST_PART:
            return set()
        longer = (
            known for known in self._records if len(known) >= len(word) + _SHORTEST_PART and known.startswith(word)
        )
        return {known for known in longer if self._formed(forms(known[len(word) :]) | forms(known[len(word) + 1 :]))}

    def _beginnings(self, word: str) -> dict[str, int]:
        if len(word) < 2:
            return {}
        return {known: BEGINNING for known in self._records if known.startswith(word)}

    def _mistyped(self, word: str) -> dict[str, int]:
        if len(word) < _SHORTEST_FOR_TYPO:
            return {}
        near = [known for known in self._records if len(known) >= 3 and OSA.distance(word, known, score_cutoff=1) <= 1]
        if not near:
            stems = [key for key in forms(word) if len(key) - 3 > _SHORTEST_FOR_TYPO]
            near = [known for known in self._records if _near_form(stems, forms(known))]
        return dict.fromkeys(sorted(near), TYPO)

    def _closest(self, typed: str) -> str | None:
        """Return a known word at most two mistakes away, for a word that means nothing here."""
        word = fold(typed)
        if self._meant(word)[0] or len(word) < _SHORTEST_FOR_TYPO + 1:
            return None
        near = [(OSA.distance(word, known, score_cutoff=2), known) for known in self._records if len(known) > 3]
        distance, known = min(near, default=(3, ""))
        return self._shown[known] if distance <= 2 else None


def query_words(query: str) -> list[str]:
    """Return the words of a query that carry meaning; small words only when there is nothing else."""
    words = list(dict.fromkeys(words_in(query)))[:_MOST_WORDS]
    return [word for word in words if fold(word) not in STOP_WORDS] or words


def _has_head(keys: frozenset[str], heads: tuple[str, ...]) -> bool:
    """Tell whether a stem ends with a head of the same language and has at least three letters before it."""
    for head in heads:
        language, stem = head[:3], head[3:]
        if any(key.startswith(language) and key.endswith(stem) and len(key) - len(head) >= 3 for key in keys):
            return True
    return False


def _near_form(stems: list[str], keys: frozenset[str]) -> bool:
    return any(stem[:3] == key[:3] and OSA.distance(stem, key, score_cutoff=1) <= 1 for stem in stems for key in keys)
