"""An answer bank for the tests: services on a database where people are known, answers saved as they would save them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.answers import editing
from bot.answers.content import Content, content_of
from bot.answers.draft import Doubtful, Draft, Form, Overtaken, Saved
from bot.people import Asker
from bot.services import Services
from storage import answers
from storage.database import Database
from storage.models import Answer, Person, Question
from tests.bot.asking import AtOnce
from tests.bot.register import ADA, EVE, MAIJA, SVEN, services_on
from tests.clock import Clock

POOL = {"en": ("Is the pool open on Epiphany?", "Yes, from 9 to 17.")}


def bank_on(database: Database, clock: Clock, **chosen: Any) -> Services:
    """Return services on a database where the desk (Maija, Ada, Sven) and Eve are known."""
    services = replace(services_on(database, clock, **chosen), replies=AtOnce())
    with database.begin() as session:
        for person in (MAIJA, ADA, SVEN, EVE):
            session.add(Person(id=person.id, name=person.name, timezone="Europe/Helsinki", fetched_at=clock()))
    return services


def draft(said: dict[str, tuple[str, str]] | None = None, **more: Any) -> Draft:
    """Return a draft that says questions and texts by language; keywords are its other fields."""
    by_language = POOL if said is None else said
    return Draft(
        questions={language: one[0] for language, one in by_language.items()},
        texts={language: one[1] for language, one in by_language.items()},
        **{"owner": MAIJA.id, **more},
    )


def save(
    services: Services, said: dict[str, tuple[str, str]] | None = None, *, by: Asker = MAIJA, **more: Any
) -> Answer:
    """Let somebody save a new answer, and send it again where its words are in another language than their field."""
    outcome = editing.save(services, Form(), draft(said, **more), by=by)
    if isinstance(outcome, Doubtful):
        outcome = editing.save(services, outcome.opened.form, draft(said, **more), by=by)
    assert isinstance(outcome, Saved)
    return outcome.answer


def edit(services: Services, answer: Answer, *, by: Asker = MAIJA, **changes: Any) -> Saved | Overtaken | Doubtful:
    """Let somebody open the form of an answer, change fields in it and send it."""
    opened = editing.form_for(services, answer_id=answer.id, by=by)
    return editing.save(services, opened.form, replace(opened.draft, **changes), by=by)


def now(services: Services, answer: Answer) -> Content:
    """Return what an answer is as it stands."""
    with services.database.read() as session:
        found = answers.find(session, answer.id)
        assert found is not None
        return content_of(found, answers.texts(session, answer.id))


def record(services: Services, answer: Answer) -> Answer:
    """Return the row of an answer as it stands."""
    with services.database.read() as session:
        found = answers.find(session, answer.id)
    assert found is not None
    return found


def question(services: Services, **values: Any) -> int:
    """Let Eve have a solved question, and return its id."""
    asked: dict[str, Any] = {"text": "Onko uimahalli auki?", "solution": "Ja, från 9.", "language": "fi"}
    asked |= {"answer_language": "sv", "circle": "house", "place": "C1", "state": "solved", "asked_by": EVE.id}
    with services.database.begin() as session:
        found = Question(key=f"q{values}", asked_at=services.now(), **{**asked, **values})
        session.add(found)
        session.flush()
        return found.id
