"""The Finnish words that Kaiku knows, and which of them a form belongs to.

A word is known by its whole paradigm: the form must be one that the rules make of it, so lakin is lakki and never laki.
The lists stand in words/ and are read at the first question. Everything asked and answered here is folded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path

from bot.language.finnish_genitive import genitive_by_shape
from bot.language.finnish_paradigm import Stems, inflected, inflected_together, plural_forms, stems_of
from bot.language.finnish_verbs import conjugated
from bot.language.folding import fold

WORDS = Path(__file__).parent / "words"
NOUN, PLURAL, NAME, DOUBLE, VERB = "noun", "plural", "name", "double", "verb"
_FILES = (("fi.txt", NOUN), ("fi_names.txt", NAME), ("fi_verbs.txt", VERB))
_VOWELS, _CONSONANTS = "aeiouy", "bcdfghjklmnpqrstvwxz"
_CHANGES = {
    "t": ("t", "d"), "d": ("d", "t"), "p": ("p", "v"), "v": ("v", "p"), "s": ("s", "d", "t"), "m": ("m", "n"),
    "j": ("j", "k"), "k": ("k", "v", "j", *"aeiouy"), "": ("",),
}  # fmt: skip
"""What a consonant before the last vowel may turn into."""
_LOST = ("ps", "ts")
"""Clusters that lose their first consonant: lapsi, lasta."""
_DIPHTHONGS = ("uo", "yo", "ie")


@dataclass(slots=True, eq=False)
class Entry:
    """One word of the lists."""

    base: str
    """Folded; the plural for a word that lives in the plural."""
    word: str
    """As it is written, in the singular; of a compound the last part."""
    genitive: str
    """As it is written; empty when the shape of the word tells it."""
    first: tuple[str, ...]
    """The folded parts that stand before the word in a compound."""
    kind: str


@lru_cache(maxsize=50_000)
def known(form: str) -> tuple[Entry, ...]:
    """Return the words that a folded form belongs to."""
    near = _index().get
    beginnings = (form[:length] for length in range(len(form) + 1))
    return tuple(entry for beginning in beginnings for entry in near(beginning, ()) if form in forms_in(entry))


def named(base: str) -> tuple[Entry, ...]:
    """Return the words with this folded base form."""
    return _by_base().get(base, ())


@cache
def first_parts() -> frozenset[str]:
    """Return what stands only before other words: uima-, lähi-."""
    return frozenset(fold(token[:-1]) for token in _tokens("fi.txt") if token.endswith("-"))


@lru_cache(maxsize=20_000)
def forms_in(entry: Entry) -> frozenset[str]:
    """Return the folded paradigm of a word."""
    first = "".join(entry.first)
    return frozenset(first + form for form in _plain(" ".join(written_forms(entry))).split())


def _plain(text: str) -> str:
    """Fold the letters that the lists are written with, as `fold` does but twenty times faster."""
    for letter, plain in ("äa", "öo", "åa", "üu", "ée", ("’", "")):
        text = text.replace(letter, plain)
    return text


def written_forms(entry: Entry) -> Iterator[str]:
    """Return the paradigm of a word as it is written; of a compound that of its last part."""
    if entry.kind == VERB:
        return conjugated(entry.word)
    if entry.kind == DOUBLE:
        return inflected_together(*(_stems(named(fold(part))[0]) for part in entry.word.split("+")))
    return plural_forms(_stems(entry)) if entry.kind == PLURAL else inflected(_stems(entry))


def _stems(entry: Entry) -> Stems:
    return stems_of(entry.word, entry.genitive or genitive_by_shape(entry.word))


@cache
def entries() -> tuple[Entry, ...]:
    """Return every word of the lists."""
    return tuple(entry for file, kind in _FILES for entry in _read(file, kind))


def _read(file: str, kind: str) -> Iterator[Entry]:
    written = [token for token in _tokens(file) if not token.endswith("-")]
    genitives = {
        word: genitive for word, _, genitive in (token.partition(":") for token in reversed(written)) if genitive
    }
    for token, folded in dict(zip(written, _plain(" ".join(written)).split(), strict=True)).items():
        word, _, genitive = token.rpartition("=")[2].partition(":")
        base = folded.partition("=")[0].partition(":")[0]
        if word in genitives and not genitive and "=" not in token:
            continue  # said again without its genitive
        *first, last = base.split("|")
        before, _, word = word.rpartition("|")
        genitive = genitive[len(before.replace("|", "")) :]
        kind_of_it = PLURAL if "=" in token else DOUBLE if "+" in token else kind
        base = "".join((*first, last)).replace("+", "")
        yield Entry(base, word, genitive or genitives.get(word, ""), tuple(first), kind_of_it)


def _tokens(file: str) -> list[str]:
    lines = (WORDS / file).read_text(encoding="utf-8").splitlines()
    return " ".join(line for line in lines if not line.startswith("#")).casefold().split()


@cache
def _index() -> dict[str, list[Entry]]:
    index: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries():
        for beginning in _beginnings(entry):
            index[beginning].append(entry)
    return dict(index)


def _beginnings(entry: Entry) -> Iterable[str]:
    """Return how the forms of a word may begin, folded: kat and kad, raken(nus), suomalai(nen)."""
    base = entry.base
    if entry.kind in (VERB, DOUBLE):
        return (base[:2] if len(base) > 5 else base[:1],)
    if base.endswith("nen"):
        return (base[:-3],)
    to_vowels = base.rstrip(_CONSONANTS)
    to_cluster = to_vowels.rstrip(_VOWELS)
    head = to_cluster.rstrip(_CONSONANTS)
    cluster, vowels = to_cluster[len(head) :], to_vowels[len(to_cluster) :]
    if len(cluster) > 1 and cluster not in _LOST:
        kept = (head + cluster[:1],)
    else:
        kept = tuple(head + letter for letter in _CHANGES.get(cluster, (cluster,)))
    if entry.genitive:  # as much as both have: a(ika), a(jan)
        return (kept[0][: min(_shared(entry), len(head) + (len(cluster) > 1 and cluster not in _LOST))] or cluster,)
    if len(vowels) > 1 or not head:
        return (to_cluster + ("" if vowels in _DIPHTHONGS else vowels[:1]),)
    return kept


def _shared(entry: Entry) -> int:
    """Return how many letters the nominative and the genitive have in common at their beginning."""
    pairs = zip(entry.word, entry.genitive, strict=False)
    return len(entry.base) - len(entry.word) + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@cache
def _by_base() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = defaultdict(tuple)
    for entry in entries():
        found[entry.base] += (entry,)
    return dict(found)
