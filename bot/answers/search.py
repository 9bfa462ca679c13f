"""Searching the answer bank and the questions that were asked before.

The database proposes rows that share a telling word with what is asked, and a model of many languages those that say the like;
`search_rank` and `search_meaning` order them and drop those that are not meant. Nothing is written, and nobody is told who
searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.answers import meanings, search_said
from bot.answers.alike import alike
from bot.answers.found import Found, Hit, Similar
from bot.answers.index import FOR_DESK
from bot.answers.kinds import ANSWER, QUESTION
from bot.answers.search_meaning import NEAREST, leniency, says_more_than_a_word, weighed
from bot.answers.search_rank import Judged, judged, meant
from bot.answers.search_said import Kind, Said
from bot.language.asked import language_asked
from bot.language.meaning import Likeness
from bot.people import Asker
from bot.questions.kinds import QUESTION as CARD
from bot.roles import Role, require
from storage import text_search
from storage.expression import AllOf, AnyOf, Expression
from storage.models import Answer, AnswerText
from storage.search import prepare
from storage.text_search import Candidate

if TYPE_CHECKING:
    from bot.services import Services

_JUDGED = 150
"""Rows of each kind that are judged in one turn."""
_MOST_SOUGHT = 8
"""Words that the database is asked for, the heaviest."""
_MOST_PAIRS, _MOST_BESIDE = 3, 6
"""Words that are sought with another one beside them, and words among which the other one of a rare word is."""
_FEW = 400
"""Rows: a word that no more have is sought alone, others beside another word first."""
_SURE = 1.1
"""Points of a row that need no look for a better one."""
_BEYOND_DOUBT, _AHEAD, _TELLING = 1.1, 0.1, 2
"""For somebody who did not search: points of the answer, how far it is ahead of the next, and words of the question that tell
something. On the lists of the tests, less than one of a hundred is then another than the right one; two of three are answered."""
FoundByWords = dict[str, dict[int, Judged]]
"""What may be meant, by kind and record."""


def find(services: Services, words: str, *, by: Asker, most: int = 3) -> Found:
    """Return the answers and questions that somebody may mean, at most so many of each. Staff only."""
    require(by.role, Role.EMPLOYEE)
    language = language_asked(words)
    like = meanings.likeness(services, words, language) if says_more_than_a_word(words) else None
    with services.database.read() as session:
        prepare(session)
        said = search_said.read(services, session, words)
        found = _found(session, said, by)
        if like is None:
            answers = meant(found[ANSWER].values())
        else:
            answers = meant(_by_meaning(session, said, by, found[ANSWER], like), leniency(words))
        shown = hits(session, _first(answers, most), (language, by.reader.language))
        before = similar(session, _first(meant(found[QUESTION].values()), most))
    return Found(words, language, shown, before)


def surely(services: Services, words: str, *, by: Asker) -> Hit | None:
    """Return the one answer that is meant beyond doubt, for somebody who did not search; None when there is none. Staff only."""
    require(by.role, Role.EMPLOYEE)
    with services.database.read() as session:
        prepare(session)
        said = search_said.read(services, session, words)
        if sum(one.kind is not Kind.AROUND for one in said.soughts) < _TELLING:
            return None
        likely = meant(_found(session, said, by)[ANSWER].values())
        least = max((_BEYOND_DOUBT, *(one.points + _AHEAD for one in likely[1:2])))
        if not likely or likely[0].points < least:
            return None
        found = hits(session, [likely[0].record_id], (language_asked(words), by.reader.language))
    return found[0] if found else None


def warm(services: Services) -> None:
    """Read in the background what the first search of a process would have to wait for: a second of words and letters."""
    language_asked("kirjasto bibliotek library")
    meanings.likeness(services, "kirjasto", "fi")
    alike()
    search_said.known(services)


def hits(session: Session, ids: Sequence[int], languages: Sequence[str]) -> tuple[Hit, ...]:
    """Return answers in the order of their ids; `languages` are those to show first, in this order."""
    known: dict[int, tuple[Answer, dict[str, AnswerText], str]] = {}
    for answer, text, owner in text_search.answers(session, ids) if ids else ():
        known.setdefault(answer.id, (answer, {}, owner))[1][text.language] = text
    found = (known[answer_id] for answer_id in ids if answer_id in known)
    return tuple(Hit(answer, texts, _shown_first(texts, languages), owner) for answer, texts, owner in found)


def similar(session: Session, ids: Sequence[int]) -> tuple[Similar, ...]:
    """Return questions that were asked before, in the order of their ids; those that may not be shown are left out."""
    rows = {row[0].id: row for row in text_search.questions(session, CARD, ids)} if ids else {}
    found = (rows[question_id] for question_id in ids if question_id in rows)
    return tuple(Similar(one.id, one.text, one.state, one.asked_at, one.place, ts, given) for one, ts, given in found)


def _found(session: Session, said: Said, by: Asker) -> FoundByWords:
    """Return what may be meant and be seen by somebody: looked for among ever more rows, until an answer is sure."""
    found: FoundByWords = {ANSWER: {}, QUESTION: {}}
    for wanted in _turns(said):
        for kind, rows in text_search.candidates(session, wanted, most=_JUDGED).items():
            found[kind] |= _judged((row for row in rows if _may_see(by, row)), said)
        if any(one.points >= _SURE for one in found[ANSWER].values()):
            break
    return found


def _by_meaning(session: Session, said: Said, by: Asker, found: dict[int, Judged], like: Likeness) -> list[Judged]:
    """Return the answers that were found by their words or by what they mean, judged by both."""
    near = text_search.rows(session, ANSWER, set(like.nearest(NEAREST)) - found.keys())
    unseen = [row for row in near if _may_see(by, row)]
    return weighed((found | _judged(unseen, said)).values(), (row.record_id for row in unseen), like)


def _judged(rows: Iterable[Candidate], said: Said) -> dict[int, Judged]:
    return {one.record_id: one for one in judged(rows, said)}


def _may_see(by: Asker, row: Candidate) -> bool:
    return by.role >= Role.MANAGER or FOR_DESK not in row.about.split()


def _first(found: Sequence[Judged], most: int) -> list[int]:
    return [one.record_id for one in found[:most]]


def _turns(said: Said) -> Iterator[Expression]:
    """Yield what to ask for: rows with a rare word beside another, then rows with one or with any two, at last the heaviest word.

    The database orders rows by more than what is judged here, so the first turn is to hold few that are not meant.
    """
    words = said.telling[:_MOST_SOUGHT]
    rare = [one.expression for one in words if one.uses <= _FEW]
    general = [one.expression for one in said.soughts if one.kind is Kind.GENERAL and one.ways and one not in words]
    every = [*(one.expression for one in words), *general]
    beside = [
        AllOf((one, AnyOf(tuple(other for other in every[:_MOST_BESIDE] if other is not one))))
        for one in rare[:_MOST_PAIRS]
    ]
    if beside and len(every) > 1:
        yield AnyOf(tuple(beside))
    pairs = [
        AllOf((every[place], AnyOf(tuple(every[place + 1 :])))) for place in range(min(_MOST_PAIRS, len(every) - 1))
    ]
    if rare or pairs:
        yield AnyOf((*rare, *pairs))
    if words and not rare:
        yield words[0].expression


def _shown_first(texts: Mapping[str, AnswerText], languages: Sequence[str]) -> str:
    """Return the language to show first: one that was asked for, in this order, else one that says something."""
    told = [language for language, one in texts.items() if one.text.strip()]
    return next((language for language in (*languages, *told) if language in told), next(iter(texts), ""))
