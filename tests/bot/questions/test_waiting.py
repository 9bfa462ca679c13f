"""Who is still waited for, and what rings: every deadline once, the first answer, and experts of whom none is left."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import inquiries_cards, inquiries_expert, inquiries_next
from bot.errors import Invalid
from bot.people import Asker
from bot.questions import accepting, another, asking, cards, contributions, deadlines
from bot.questions.draft import Asked, Draft, Form
from bot.questions.kinds import EXPERTS, HOUSE, QUESTION_FIRST, QUESTION_NOTE, QUESTION_NOTE_PAST, QUESTION_NUDGE
from bot.roles import Role
from bot.services import Services
from bot.words import Reader
from storage.database import Database
from storage.models import Card, Ping, Profile, Question
from tests.bot.asking import EVE, as_, colleague, pings, said, town_on
from tests.clock import Clock

TEXT = "Who knows how the loom of the museum works?"
ENGLISH = Reader("en")
BO = Asker("U0BO", "Bo", Role.EMPLOYEE, ENGLISH)


@pytest.fixture
def town(database: Database, clock: Clock) -> Services:
    """A house whose channel is C1 and whose desk is in C2; Eve asks."""
    made = town_on(database, clock, house_channel="C1", desk_channel="C2")
    colleague(made, BO.id, BO.name)
    return made


@pytest.fixture
def olli(town: Services) -> Profile:
    return colleague(town, "U0OLLI", "Olli Oja", "Looms")


def ask(services: Services, *experts: Profile, circle: str = HOUSE, **more: object) -> Question:
    draft = Draft(question=TEXT, circle=circle, experts=tuple(one.id for one in experts), **more)  # type: ignore[arg-type]
    outcome = asking.ask(services, Form(), draft, by=EVE)
    assert isinstance(outcome, Asked)
    delivered(services)
    return outcome.question


def delivered(services: Services) -> None:
    """Let Slack have everything: a line that asks for nothing any more is taken away, all others stand somewhere."""
    with services.database.begin() as session:
        for card in session.scalars(select(Card).where(Card.wanted > Card.shown)):
            card.shown = card.wanted
            view = {QUESTION_NOTE: cards.note, QUESTION_NOTE_PAST: cards.past}.get(card.kind)
            is_gone = view is not None and view(session, card.record_id, ENGLISH) is None
            card.ts = None if is_gone else card.ts or f"179541720{card.id}.000{card.wanted}"


def line(services: Services, kind: str = QUESTION_NOTE) -> str | None:
    """Return the message in Slack that a line under Eve's card is; None while there is none."""
    with services.database.read() as session:
        return session.scalar(select(Card.ts).where(Card.kind == kind))


def shown(services: Services, question: Question) -> str:
    with services.database.read() as session:
        return said(cards.for_asker(session, question.id, ENGLISH))


def tick(services: Services) -> None:
    """Let two clocks look at the same moment, at questions and at experts."""
    with ThreadPoolExecutor(4) as pool:
        looks = [pool.submit(look, services) for look in (deadlines.look_after, inquiries_next.look_after) * 2]
        assert [one.result() for one in looks] == [None] * 4
    delivered(services)


def decline(services: Services, expert: Profile) -> None:
    ping = next(one for one in pings(services) if one.user_id == expert.user_id and one.state == "waiting")
    inquiries_expert.decline(services, ping.id, by=as_(expert))
    delivered(services)


def now_of(services: Services, question: Question) -> Question:
    with services.database.read() as session:
        return session.get_one(Question, question.id)


def test_every_deadline_rings_once_and_what_was_decided_is_taken_away(town: Services, clock: Clock) -> None:
    question = ask(town, needed_by=clock() + timedelta(hours=1))
    heard = []
    for _deadline in range(3):
        clock.move(hours=1, minutes=1)
        for _twice in range(2):
            tick(town)
        heard.append(line(town))
        deadlines.extend(town, question.id, clock() + timedelta(hours=1), by=EVE)
        delivered(town)
        assert line(town) is None
    assert len({*heard, None}) == 4


def test_a_deadline_rings_although_the_line_before_it_could_not_be_taken_away_yet(town: Services, clock: Clock) -> None:
    question = ask(town, needed_by=clock() + timedelta(hours=1))
    heard = []
    for _deadline in range(3):
        clock.move(hours=1, minutes=1)
        tick(town)
        heard.append(line(town))
        deadlines.extend(town, question.id, clock() + timedelta(hours=1), by=EVE)  # Slack is away meanwhile
    assert len({*heard, None}) == 4
    assert line(town, QUESTION_NOTE_PAST) is None


def test_what_the_asker_adds_answers_nothing_but_can_be_accepted(town: Services, clock: Clock) -> None:
    question = ask(town, needed_by=clock() + timedelta(hours=4))
    contributions.write(town, question.id, "Anybody?", "key", by=EVE)
    with town.database.read() as session:
        assert "Open, no answers yet" in said(cards.card(session, question.id, ENGLISH))
    clock.move(hours=2, minutes=1)
    deadlines.look_after(town)
    with town.database.read() as session:
        assert session.scalar(select(Card.id).where(Card.kind == QUESTION_NUDGE)) is not None
        assert "This question has no answer yet" in said(cards.nudge(session, question.id, ENGLISH))
    clock.move(hours=2)
    deadlines.look_after(town)
    assert "The time is over and nobody has answered." in shown(town, question)
    (own,) = accepting.to_accept(town, question.id, by=EVE).answers
    assert accepting.accept(town, question.id, [own.id], by=EVE).solution == "Anybody?"


def test_an_expert_who_answers_anywhere_is_waited_for_no_more(town: Services, clock: Clock, olli: Profile) -> None:
    question = ask(town, olli)
    contributions.write(town, question.id, "Pull the lever.", "key", by=as_(olli))
    (ping,) = pings(town)
    assert (ping.state, ping.answer) == ("answered", "Pull the lever.")
    clock.move(days=3)
    inquiries_next.look_after(town)
    with town.database.read() as session:
        assert "Eve Elk has your answer." in said(inquiries_cards.for_expert(session, ping.id, ENGLISH))
        assert "Open, 1 answer · Experts asked: 1, waiting: 0" in said(cards.card(session, question.id, ENGLISH))


def test_nobody_waits_for_an_expert_longer_than_the_answer_is_needed(
    town: Services, clock: Clock, olli: Profile
) -> None:
    question = ask(town, olli, needed_by=clock() + timedelta(hours=3))

    def told() -> str:
        (ping,) = pings(town)
        with town.database.read() as session:
            return said(inquiries_cards.for_expert(session, ping.id, ENGLISH))

    assert "I wait until Mon 23 Nov 12:00." in told()
    clock.move(hours=3, minutes=1)
    tick(town)
    assert "I wait for you no more. You can still answer." in told()
    deadlines.extend(town, question.id, clock() + timedelta(hours=1), by=EVE)
    assert "I wait until Mon 23 Nov 13:01." in told()
    deadlines.extend(town, question.id, clock() + timedelta(days=8), by=EVE)
    assert "I wait until Mon 23 Nov 17:00." not in told()
    clock.move(days=5)
    tick(town)
    assert "I wait for you no more. You can still answer." in told()


@pytest.mark.parametrize("how", ["declined", "silent"])
def test_experts_alone_of_whom_none_is_left_ring_once_and_the_asker_goes_on(
    town: Services, clock: Clock, olli: Profile, how: str
) -> None:
    orvokki = colleague(town, "U0ORVO", "Orvokki Oja", "Looms")
    question = ask(town, olli, orvokki, circle=EXPERTS)
    assert "Choose below how it goes on" not in shown(town, question)
    decline(town, olli)
    assert line(town) is None
    if how == "declined":
        decline(town, orvokki)
    clock.move(days=2)
    tick(town)
    rung = line(town)
    assert rung is not None
    tick(town)
    assert line(town) == rung
    assert "None of those you asked has an answer" in shown(town, question)
    deadlines.widen(town, question.id, by=EVE)
    delivered(town)
    assert line(town) is None
    assert now_of(town, question).place == "C1"


def test_a_deadline_that_ends_the_wait_for_experts_alone_rings_once(
    town: Services, clock: Clock, olli: Profile
) -> None:
    question = ask(town, olli, circle=EXPERTS, needed_by=clock() + timedelta(hours=1))
    clock.move(hours=1, minutes=1)
    inquiries_next.look_after(town)
    delivered(town)
    assert line(town) is None
    tick(town)
    rung = line(town)
    tick(town)
    inquiries_next.look_after(town)
    assert (line(town), line(town, QUESTION_NOTE_PAST)) == (rung, None)
    assert "The time is over and nobody has answered." in shown(town, question)


def test_another_expert_is_asked_once_and_no_more_than_three(town: Services, clock: Clock, olli: Profile) -> None:
    others = [colleague(town, f"U0X{number}", f"Expert {number}") for number in range(3)]
    question = ask(town, olli, circle=EXPERTS, needed_by=clock() + timedelta(hours=1))
    clock.move(hours=1, minutes=1)
    tick(town)
    assert "Ask another expert" in shown(town, question)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: another.ask(town, question.id, "U0X0", by=EVE), range(3)))
    delivered(town)
    assert (len(pings(town)), line(town)) == (2, None)
    assert "The time is over" not in shown(town, question)
    for wrong in ("", EVE.id, "U0OLLI", "U0NOBODY"):
        with pytest.raises(Invalid) as refused:
            another.ask(town, question.id, wrong, by=EVE)
        assert refused.value.field == "other"
    clock.move(minutes=2)
    with pytest.raises(Invalid, match="has been asked already"):
        another.ask(town, question.id, "U0X0", by=EVE)
    for expert in (olli, others[0]):  # who was given up with the deadline is waited for again
        assert line(town) is None
        decline(town, expert)
    assert line(town) is not None
    another.ask(town, question.id, "U0X1", by=EVE)
    assert "Ask another expert" not in shown(town, question)
    with pytest.raises(Invalid):
        another.ask(town, question.id, "U0X2", by=EVE)


def test_only_whoever_decides_asks_another_expert(town: Services, olli: Profile) -> None:
    question = ask(town, olli, circle=EXPERTS)
    with pytest.raises(Exception, match="Only the person who asked"):
        another.ask(town, question.id, "U0OLLI", by=BO)


def test_the_first_answer_rings_where_the_card_stood_before(town: Services, olli: Profile) -> None:
    question = ask(town, olli, circle=EXPERTS)
    (ping,) = pings(town)
    decline(town, olli)
    for number in range(2):
        inquiries_expert.answer(town, ping.id, "Pull the lever.", may_be_kept=False, by=as_(olli))
        contributions.write(town, question.id, f"And again {number}.", f"key {number}", by=BO)
        delivered(town)
    with town.database.read() as session:
        lines = list(session.scalars(select(Card).where(Card.kind.in_([QUESTION_FIRST, QUESTION_NOTE]))))
        stands = session.scalars(select(Card.id).where(Card.kind == "question_asker")).one()
    assert [(one.kind, one.thread_of) for one in lines if one.ts] == [(QUESTION_FIRST, stands)]
    assert [one.state for one in pings(town)] == ["answered"]
    assert isinstance(ping, Ping)
