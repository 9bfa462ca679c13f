"""Banks of answers for the tests of the search: lists beside this file, and answers and questions made one by one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.answers import meanings
from bot.answers.index import reindex_answers, reindex_questions
from bot.services import Services
from storage.models import Answer, AnswerText, Question
from tests.clock import START

_HERE = Path(__file__).parent


def table(name: str) -> list[list[str]]:
    """Return the rows of a list; its last cell may hold bars."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    heads = next(line for line in lines if line.startswith("#")).count("|")
    rows = (line.split("|", heads) for line in lines if line.strip() and not line.startswith("#"))
    return [[cell.strip() for cell in row] for row in rows]


def stock(services: Services, rows: Iterable[list[str]]) -> dict[int, str]:
    """Put the answers of a list into the bank; returns their keys by id."""
    keys: dict[str, int] = {}
    with services.database.begin() as session:
        for key, language, question, text in rows:
            if key not in keys:
                keys[key] = add(services, session=session, key=key)
            session.add(AnswerText(answer_id=keys[key], language=language, question=question, text=text))
        session.flush()
        reindex_answers(session, keys.values())
    return {answer_id: key for key, answer_id in keys.items()}


def read_all(services: Services) -> None:
    """Let the bot read what all answers mean, as its ticks do."""
    while not services.memory.kept(meanings.BODY, "all read"):
        meanings.learn(services)


def add(services: Services, *, session: Any = None, key: str = "a", **said: Any) -> int:
    """Put one answer into the bank: `fi`, `sv`, `en` are its question and text; the rest are its own columns."""
    if session is None:
        with services.database.begin() as opened:
            return add(services, session=opened, key=key, **said)
    texts = {language: said.pop(language) for language in ("fi", "sv", "en") if language in said}
    answer = Answer(key=key, made_at=START, changed_at=START, checked_at=START, **said)
    session.add(answer)
    session.flush()
    for language, (question, text) in texts.items():
        session.add(AnswerText(answer_id=answer.id, language=language, question=question, text=text))
    reindex_answers(session, [answer.id])
    return answer.id


def ask(services: Services, text: str, **columns: Any) -> int:
    """Let somebody ask colleagues a question in a public channel."""
    with services.database.begin() as session:
        given = {"key": text[:40], "asked_by": "U0EVE", "circle": "house", "place": "C0HOUSE", "asked_at": START}
        question = Question(text=text, **{**given, **columns})
        session.add(question)
        session.flush()
        reindex_questions(session, [question.id])
        return question.id
