"""What answers and questions are found by: their words as search terms, written in the transaction of every change.

Beside the words a row has marks: how many telling words a wording has in each language, what kind of thing is asked
(when, where, how much ...), what kind of thing is told, and who may find it. A record that may not be found has no row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from sqlalchemy.orm import Session

from bot.answers import intents, meanings
from bot.answers.kinds import ANSWER, DESK, QUESTION
from bot.language import Word, words_of
from bot.sought.terms import MARK, Line, Shown, differences, keys_of, shown_by, tells, terms_of, terms_of_word
from storage import answer_meanings, revisions, text_terms, vocabulary
from storage.chunks import chunks
from storage.models import TextWord
from storage.text_terms import Row, Sources, Wording

BODY = "texts"
"""The body of data in memory."""
WORDING, WORD, INTENT, FOR_DESK = f"{MARK}n", f"{MARK}w", f"{MARK}i", f"{MARK}v"
"""Marks: the beginning of a wording, and of each word of it; what kind of thing is asked or told; social managers only."""
_LONGEST = 4_000
"""Characters of a text that are read."""


def reindex_answers(session: Session, answer_ids: Iterable[int]) -> None:
    """Make the search terms of answers anew, after any change of their texts, tags or visibility; withdrawn ones lose theirs.

    Call it once a transaction, with all that changed: the vocabulary is counted at its end, in the alphabet's order.
    """
    _reindex(session, ANSWER, answer_ids, text_terms.of_answers)


def reindex_questions(session: Session, question_ids: Iterable[int]) -> None:
    """Make the search terms of questions anew; removed ones and those of closed circles lose theirs. Once a transaction."""
    _reindex(session, QUESTION, question_ids, text_terms.of_questions)


def read_ahead(said: Mapping[str, str]) -> None:
    """Read the words of texts by language before a transaction needs them: what is read once is known for a while."""
    for language, text in said.items():
        words_of(text[:_LONGEST], language)


def _reindex(
    session: Session, kind: str, ids: Iterable[int], read: Callable[[Session, Sequence[int]], list[Sources]]
) -> None:
    terms = lru_cache(maxsize=100_000)(terms_of)
    changes: Counter[str] = Counter()
    shown: Shown = {}
    for chunk in chunks(sorted(set(ids))):
        before = text_terms.stored(session, kind, chunk)
        after: dict[int, Row] = {}
        for one in read(session, chunk):
            after[one.id], words = _row(one, terms)
            shown |= words
        changed, gone, uses = differences(before, after)
        changes.update(uses)
        text_terms.store(session, kind, {key: after[key] for key in changed})
        text_terms.drop(session, kind, gone)
        if kind == ANSWER and (changed or gone):
            answer_meanings.forget(session, sorted(changed | gone))
            revisions.bump(session, meanings.BODY)
    if changes:
        _count(session, changes, shown)


def _count(session: Session, changes: Counter[str], shown: Shown) -> None:
    """Count words anew, and say that the vocabulary is another where one is new: a word that is gone mends nothing."""
    new = changes.keys() - vocabulary.uses(session, TextWord, sorted(changes)).keys()
    vocabulary.keep_count(session, TextWord, changes, shown)
    if new:
        revisions.bump(session, BODY)


def _row(one: Sources, terms: Callable[..., Line]) -> tuple[Row, Shown]:
    """Return the columns of a row and its words."""
    shown: Shown = {}

    def said(text: str, language: str = "") -> str:
        line, words, _ = terms(text[:_LONGEST], language=language or None)
        shown.update(words)
        return line

    asked, told = list[str](), list[str]()
    for wording in one.wordings:
        words = _words(wording)
        shown.update(shown_by(words))
        asked += [f"{WORDING}{wording.language}", *_marks(intents.asked(wording.question))]
        asked += [" ".join((WORD, *terms_of_word(word))) for word in words]
        told += [*_marks(intents.told(wording.text)), said(wording.text, wording.language)]
    about = [said(text) for text in chain(one.tags, [one.when_to_use])]
    about += [FOR_DESK] if one.visibility == DESK else []
    return {"asked": _joined(asked), "told": _joined(told), "about": _joined(about)}, shown


def _words(wording: Wording) -> list[Word]:
    """Return the telling words of a question."""
    words = words_of(wording.question[:_LONGEST], wording.language or None)
    return [word for word in words if keys_of(word) and tells(word)]


def _marks(kinds: Iterable[str]) -> list[str]:
    return [INTENT + kind for kind in sorted(kinds)]


def _joined(terms: Iterable[str]) -> str:
    return " ".join(filter(None, terms))
