"""Experts who are asked a question in person, at the same moment as others: caps hold, and the end reaches everybody once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot import inquiries_expert, inquiries_next
from bot.errors import BotError
from bot.people import Asker
from bot.questions import accepting, asking, deadlines, editing
from bot.questions.draft import Asked, Draft, Form
from bot.questions.kinds import EXPERTS, HOUSE
from bot.roles import Role
from bot.services import Services
from bot.words import Reader
from storage import inquiries, profile_terms
from storage.database import Database
from storage.models import Card, Contribution, Inquiry, Place, Question
from tests.bot.asking import EVE, as_, ask, colleague, deactivate, experts_card, pings, town_on
from tests.clock import Clock

TEXT = "Who knows how the loom of the museum works?"


@pytest.fixture
def town(database: Database, clock: Clock) -> Services:
    return town_on(database, clock, house_channel="C1")


def asked(services: Services, *experts: int, by: Asker = EVE, text: str = TEXT, circle: str = HOUSE) -> Asked:
    outcome = asking.ask(services, Form(), Draft(question=text, circle=circle, experts=experts), by=by)
    assert isinstance(outcome, Asked)
    return outcome


def test_of_many_who_ask_the_same_expert_at_once_three_get_through(town: Services) -> None:
    olli, orvokki = colleague(town, "U0OLLI", "Olli Oja", "Looms"), colleague(town, "U0ORVO", "Orvokki Oja", "Looms")
    others = [Asker(f"U0A{number}", f"Asker {number}", Role.EMPLOYEE, Reader("en")) for number in range(6)]

    def go(by: Asker) -> Asked:
        order = (olli.id, orvokki.id) if by.id[-1] in "024" else (orvokki.id, olli.id)
        return asked(town, *order, by=by, text=f"{TEXT} {by.id}")

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(go, others))
    assert sum(len(one.experts) for one in told) == 6
    assert sum(len(one.left_out) for one in told) == 6
    assert len({one.question.id for one in told}) == 6


def test_an_answer_and_the_end_at_once_leave_one_of_two_stories(town: Services) -> None:
    olli = colleague(town, "U0OLLI", "Olli Oja", "Looms")
    question = asked(town, olli.id).question
    (ping,) = pings(town)

    def answer() -> str:
        try:
            inquiries_expert.answer(town, ping.id, "Pull the lever.", may_be_kept=False, by=as_(olli))
        except BotError:
            return "late"
        return "told"

    with ThreadPoolExecutor(2) as pool:
        said = pool.submit(answer)
        pool.submit(deadlines.close, town, question.id, by=EVE).result()
    with town.database.read() as session:
        given = list(session.scalars(select(Contribution)))
        (inquiry,) = session.scalars(select(Inquiry))
    assert len(given) == (said.result() == "told")
    assert inquiry.state == "stopped"
    assert [one.state for one in pings(town)] == ["answered" if given else "withdrawn"]


def test_the_clock_waits_and_moves_nothing_on(town: Services, clock: Clock) -> None:
    olli = colleague(town, "U0OLLI", "Olli Oja", "Looms")
    colleague(town, "U0ORVO", "Orvokki Oja", "Looms")
    question = asked(town, olli.id).question
    deactivate(town, EVE.id)
    clock.move(days=30)
    inquiries_next.look_after(town)
    clock.move(days=400)
    inquiries_next.look_after(town)
    inquiries_next.prune(town)
    (ping,) = pings(town)
    assert ping.state == "silent"
    assert "You can still answer." in experts_card(town, ping)
    inquiries_expert.answer(town, ping.id, "Pull the lever.", may_be_kept=False, by=as_(olli))
    with town.database.read() as session:
        assert session.scalars(select(Contribution)).one().question_id == question.id
        assert list(session.scalars(select(Card.kind).where(Card.kind.in_(["inquiry", "inquiry_note"])))) == []


def test_what_is_accepted_counts_as_evidence_until_it_is_taken_back(town: Services) -> None:
    olli = colleague(town, "U0OLLI", "Olli Oja")
    question = asked(town, olli.id, circle=EXPERTS).question
    (ping,) = pings(town)
    inquiries_expert.answer(town, ping.id, "Pull the lever.", may_be_kept=False, by=as_(olli))
    with town.database.read() as session:
        (given,) = session.scalars(select(Contribution))
    accepting.accept(town, question.id, [given.id], by=EVE)

    def known() -> list[str]:
        with town.database.read() as session:
            return inquiries.accepted_questions(session, [olli.id]).get(olli.id, [])

    def evidence() -> str:
        with town.database.read() as session:
            return profile_terms.stored(session, [olli.id])[olli.id]["evidence"]

    assert known() == [TEXT]
    assert "museum" in evidence()
    _, carried = editing.to_edit(town, question.id, by=EVE)
    editing.edit(town, carried, Draft(question="Who knows how the spindle works?"), by=EVE)
    assert "spindle" in evidence()
    editing.take_back(town, question.id, by=EVE)
    assert (known(), evidence()) == ([], "")
    assert "taken back" in experts_card(town, ping)


def test_questions_of_a_private_channel_are_no_evidence(town: Services) -> None:
    olli = colleague(town, "U0OLLI", "Olli Oja")
    question = asked(town, olli.id).question
    (ping,) = pings(town)
    inquiries_expert.answer(town, ping.id, "Pull the lever.", may_be_kept=False, by=as_(olli))
    with town.database.begin() as session:
        session.get_one(Question, question.id).is_closed_circle = True
        given = session.scalars(select(Contribution.id)).one()
    accepting.accept(town, question.id, [given], by=EVE)
    with town.database.read() as session:
        assert inquiries.accepted_questions(session, [olli.id]) == {}


def test_an_inquiry_of_its_own_goes_on_as_before(town: Services, clock: Clock) -> None:
    olli = colleague(town, "U0OLLI", "Olli Oja", "Looms")
    ask(town, olli)
    asked(town, olli.id)
    with town.database.read() as session:
        places = list(session.execute(select(Place.address, Card.kind).join(Card, Card.place_id == Place.id)))
        assert inquiries.open_of(session, EVE.id) == 1
        assert inquiries.waiting_for(session, "U0OLLI") == 2
    assert sorted(places) == [("C1", "question"), (EVE.id, "inquiry"), ("U0OLLI", "ping"), ("U0OLLI", "ping")]
    clock.move(days=30)
    inquiries_next.look_after(town)
    with town.database.read() as session:
        states = {one.state for one in session.scalars(select(Inquiry))}
    assert states == {"choosing", "circle"}
