"""What a profile is found by: its words as search terms, written in the transaction of every change.

Beside the words themselves a row has marks, which no word can be mistaken for: parts of compounds, the bounds and lengths
of skills, the end of the title, and the unit and place to narrow by. Whoever may not be found has no row at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2s
from string import ascii_lowercase

from sqlalchemy.orm import Session

from bot.language.folding import fold
from bot.sought.terms import Line, Shown, differences, plain, terms_of
from storage import inquiries, profile_terms, vocabulary
from storage.chunks import chunks
from storage.models import Word as Vocabulary
from storage.profile_terms import Sources

BODY = "profiles"
"""The body of data in memory."""
SKILL, END_OF_TITLE = "zqs", "zqt"
_UNIT, _PLACE = "zqu", "zql"
_MOST_ANSWERS = 30
"""The newest accepted answers of somebody that count."""
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def reindex(session: Session, profile_ids: Iterable[int]) -> None:
    """Make the search terms of profiles anew, after any change to them, to what Slack says of them or to their answers.

    Call it once a transaction, with all that changed: the vocabulary is counted at its end, in the alphabet's order.
    """
    read = lru_cache(maxsize=100_000)(terms_of)
    changes: Counter[str] = Counter()
    shown: Shown = {}
    for chunk in chunks(sorted(set(profile_ids))):
        before = profile_terms.stored(session, chunk)
        answers = inquiries.accepted_questions(session, chunk)
        after: dict[int, dict[str, str]] = {}
        for person in profile_terms.findable(session, chunk):
            after[person.id], words = _row(person, answers.get(person.id, ()), read)
            shown |= words
        changed, gone, uses = differences(before, after)
        changes.update(uses)
        profile_terms.store(session, {key: after[key] for key in changed})
        profile_terms.drop(session, gone)
    vocabulary.keep_count(session, Vocabulary, changes, shown)


def of_unit(unit: str) -> str:
    """Return the mark of a unit, the same however it is capitalised."""
    return _UNIT + _digest(unit)


def of_place(place: str) -> str:
    """Return the mark of a place, the same however it is capitalised."""
    return _PLACE + _digest(place)


def length_mark(words: int) -> str:
    """Return the letter that tells how many words a skill has."""
    return ascii_lowercase[min(words, 25)]


def skills_of(text: str) -> list[str]:
    """Return skills that are written one a line."""
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def _row(person: Sources, answered: Sequence[str], read: Callable[..., Line]) -> tuple[dict[str, str], Shown]:
    """Return the columns of a row and its words."""
    shown: Shown = {}

    def said(text: str, *, is_name: bool = False) -> Iterator[str]:
        terms, words, _ = read(text, is_name=is_name)
        shown.update(words)
        if terms:
            yield terms

    said_skills = (person.hr_skills, person.slack_skills, person.skills)
    skills = dict.fromkeys(skill for text in said_skills for skill in skills_of(text))
    titles = dict.fromkeys((person.title, person.slack_title))
    row = {
        "name": [*said(person.name, is_name=True), *_joined(person.name)],
        "skill": [f"{SKILL}{length_mark(read(skill)[2])} {terms}" for skill in skills for terms in said(skill)],
        "about": [*said(person.about)],
        "evidence": [terms for question in answered[-_MOST_ANSWERS:] for terms in said(question)],
        "work": [
            *(terms for title in titles for terms in said(title)),
            END_OF_TITLE,
            *said(person.unit),
            *said(person.place),
            *filter(None, (person.unit and of_unit(person.unit), person.place and of_place(person.place))),
        ],
    }
    return {kind: " ".join(terms) for kind, terms in row.items()}, shown


def _joined(name: str) -> list[str]:
    """Return double names in one word: Anna-Maija is found as "annamaija" too."""
    joined = (plain(fold(piece.replace("-", ""))) for piece in name.split() if "-" in piece.strip("-"))
    return [term for term in joined if term]


def _digest(name: str) -> str:
    folded = " ".join(fold(name).split())
    return blake2s(folded.encode(), digest_size=8).hexdigest().translate(_LETTERS)
