"""The rules of putting right: whose answer it is, what an opened question takes up again, and what is marked as changed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import inquiries_expert
from bot.errors import Conflict, Invalid, NotFound, Refused
from bot.inquiries_draft import MOST_TEXT
from bot.people import Asker
from bot.questions import accepting, amending, asking, contributions, deadlines, editing, threads
from bot.questions.draft import Asked, Draft, Form
from bot.questions.kinds import CLOSED, EXPERTS, OPEN, QUESTION_NUDGE, SOLVED
from bot.questions.threads import Told
from bot.services import Services
from bot.views import questions_accept
from bot.words import Reader
from storage import profile_terms
from storage.models import Card, Contribution, Ping, Profile, Question
from tests.bot.asking import EVE, as_, colleague, experts_card, pings
from tests.bot.questions.test_answering import BO, DESK, EVA, TEXT, ask, kept, now_of, places, reply, services
from tests.clock import Clock

__all__ = ["services"]


def by_form(services: Services, question: Question, text: str, *, by: Asker = BO, key: str = "k1") -> int:
    """Let somebody answer by the form; return the answer's id."""
    contributions.write(services, question.id, text, key, by=by)
    with services.database.read() as session:
        return session.scalars(select(Contribution.id).where(Contribution.key == key)).one()


def accept(services: Services, question: Question, *ids: int, by: Asker = EVE) -> Question:
    """Accept answers, all that there are when none is named."""
    chosen = ids or tuple(one.id for one in accepting.to_accept(services, question.id, by=by).answers)
    return accepting.accept(services, question.id, chosen, by=by)


def is_changed(services: Services) -> list[bool]:
    with services.database.read() as session:
        return list(session.scalars(select(Contribution.is_changed).order_by(Contribution.id)))


def test_an_answer_is_its_authors_alone(services: Services, clock: Clock) -> None:
    question = ask(services)
    known = by_form(services, question, "It is closed.")
    threads.heard(services, reply(clock, "In the thread."))
    for other in (EVA, EVE, DESK):
        for attempt in (
            lambda other=other: amending.change(services, known, "Mine now.", by=other),
            lambda other=other: amending.to_change(services, known, by=other),
            lambda other=other: amending.take_back(services, known, by=other),
        ):
            with pytest.raises(Refused):
                attempt()
        assert amending.own(services, question.id, by=other).answers == ()
    with pytest.raises(Conflict, match="a message of yours"):
        amending.take_back(services, known + 1, by=BO)
    with pytest.raises(Invalid):
        amending.change(services, known, "x" * (MOST_TEXT + 1), by=BO)
    assert [one.id for one in amending.own(services, question.id, by=BO).answers] == [known]
    assert kept(services) == [("It is closed.", "given"), ("In the thread.", "given")]


def test_a_change_twice_in_a_moment_stands_and_what_is_gone_stays_gone(services: Services) -> None:
    question = ask(services)
    known = by_form(services, question, "One.")
    for text in ("Two.", "Three.", "Three."):
        amending.change(services, known, text, by=BO)
    assert kept(services) == [("Three.", "given")]
    for _twice in range(2):
        amending.take_back(services, known, by=BO)
    assert kept(services) == [("", "deleted")]
    with pytest.raises(NotFound):
        amending.change(services, known, "Four.", by=BO)
    editing.take_back(services, question.id, by=EVE)
    for attempt in (amending.take_back, amending.to_change):
        with pytest.raises(NotFound):
            attempt(services, known, by=BO)
    with pytest.raises(NotFound):
        amending.own(services, question.id, by=BO)


def test_of_a_change_and_an_acceptance_at_once_no_word_is_lost(services: Services) -> None:
    """Whoever is first: the solution is what was accepted, and a change after it is refused."""
    question = ask(services)
    known = by_form(services, question, "One.")

    def change() -> bool:
        try:
            amending.change(services, known, "Two.", by=BO)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        is_made = pool.submit(change)
        pool.submit(accept, services, question, known).result()
    assert now_of(services, question).solution == ("Two." if is_made.result() else "One.")
    assert is_changed(services) == [False]


@pytest.mark.parametrize("is_told_late", [False, True])
def test_an_edit_that_is_told_after_the_acceptance_is_marked_whenever_it_was_made(
    services: Services, clock: Clock, *, is_told_late: bool
) -> None:
    question = ask(services)
    first = reply(clock, "It is closed.")
    threads.heard(services, first)
    edit = replace(first, text="It is open.", as_of=clock() + timedelta(seconds=2))
    clock.move(minutes=1)
    if not is_told_late:
        threads.heard(services, edit)
    accept(services, question)
    clock.move(minutes=1)
    threads.heard(services, edit)
    threads.heard(services, edit)
    assert now_of(services, question).solution == ("It is closed." if is_told_late else "It is open.")
    assert is_changed(services) == [is_told_late]


def test_of_two_who_open_a_question_again_one_does_and_an_old_window_takes_no_newer_answer_away(
    services: Services, clock: Clock
) -> None:
    question = ask(services)
    known = by_form(services, question, "One.")
    by_form(services, question, "Two.", by=EVA, key="k2")
    with pytest.raises(Conflict):
        accepting.to_reopen(services, question.id, by=EVE)
    with pytest.raises(Refused):
        accepting.reopen(services, question.id, None, by=BO)
    seen = accept(services, question, known).ended_at
    with ThreadPoolExecutor(4) as pool:
        again = [pool.submit(accepting.reopen, services, question.id, seen, by=by) for by in (EVE, DESK, EVE, DESK)]
    assert {one.result().state for one in again} == {OPEN}
    clock.move(minutes=1)
    accept(services, question, known + 1)
    with pytest.raises(Conflict, match="meanwhile"):
        accepting.reopen(services, question.id, seen, by=DESK)
    stands = now_of(services, question)
    assert (stands.state, stands.solution) == (SOLVED, "Two.")
    assert kept(services) == [("One.", "given"), ("Two.", "accepted")]
    editing.take_back(services, question.id, by=EVE)
    with pytest.raises(NotFound):
        accepting.to_reopen(services, question.id, by=EVE)


def test_an_opened_question_keeps_its_deadline_when_there_is_time_left_and_nudges_nobody(
    services: Services, clock: Clock
) -> None:
    deadline = clock() + timedelta(days=2)
    question = ask(services, needed_by=deadline)
    known = by_form(services, question, "One.")
    ended = accept(services, question).ended_at
    accepting.reopen(services, question.id, ended, by=EVE)
    amending.take_back(services, known, by=BO)
    clock.move(days=1, hours=2)
    deadlines.look_after(services)
    assert places(services, QUESTION_NUDGE) == []
    assert now_of(services, question).needed_by == deadline
    clock.move(days=1)
    deadlines.look_after(services)
    assert now_of(services, question).is_due
    deadlines.close(services, question.id, by=EVE)
    closed = now_of(services, question)
    accepting.reopen(services, question.id, closed.ended_at, by=EVE)
    again = now_of(services, question)
    assert (closed.state, again.state, again.is_due, again.needed_by, again.next_at) == (
        CLOSED,
        OPEN,
        False,
        None,
        None,
    )


def test_the_thread_of_a_question_that_ended_long_ago_is_followed_again(services: Services, clock: Clock) -> None:
    question = ask(services)
    threads.heard(services, reply(clock, "It is closed."))
    ended = accept(services, question).ended_at
    clock.move(days=120)
    threads.heard(services, reply(clock, "Too late."))
    accepting.reopen(services, question.id, ended, by=EVE)
    threads.heard(services, reply(clock, "It is open."))
    assert kept(services) == [("It is closed.", "given"), ("It is open.", "given")]


def test_words_that_are_gone_are_no_answer_of_an_opened_question(services: Services) -> None:
    question = ask(services)
    known = by_form(services, question, "It is closed.")
    ended = accept(services, question).ended_at
    amending.take_back(services, known, by=BO)
    assert kept(services) == [("", "accepted")]
    accepting.reopen(services, question.id, ended, by=EVE)
    assert kept(services) == [("", "deleted")]


def test_experts_are_not_rung_again_but_can_answer_and_what_they_said_is_no_evidence_any_more(
    services: Services, clock: Clock
) -> None:
    """Olli answered by his form and is accepted; the question opens again; Orvokki, who was let off, answers after all."""
    olli, orvokki = colleague(services, "U0OLLI", "Olli Oja"), colleague(services, "U0ORVO", "Orvokki Oja")
    wanted = Draft(question=TEXT, circle=EXPERTS, experts=(olli.id, orvokki.id))
    outcome = asking.ask(services, Form(), wanted, by=EVE)
    assert isinstance(outcome, Asked)
    question, (his, hers) = outcome.question, pings(services)
    inquiries_expert.answer(services, his.id, "It is closed.", may_be_kept=False, by=as_(olli))
    ended = accept(services, question).ended_at
    assert "epiphany" in evidence(services, olli)
    cards = len(all_cards(services))
    accepting.reopen(services, question.id, ended, by=EVE)
    assert evidence(services, olli) == ""
    assert len(all_cards(services)) == cards
    assert "Answer after all" in experts_card(services, hers)
    inquiries_expert.answer(services, hers.id, "It is open.", may_be_kept=False, by=as_(orvokki))
    assert kept(services) == [("It is closed.", "given"), ("It is open.", "given")]
    with services.database.read() as session:
        own = session.scalars(select(Contribution.id).order_by(Contribution.id)).first() or 0
    amending.change(services, own, "It is half open.", by=as_(olli))
    assert "It is half open." in experts_card(services, his)
    amending.take_back(services, own, by=as_(olli))
    said = experts_card(services, his)
    assert "half open" not in said
    assert "Your answer is taken back." in said
    with services.database.begin() as session:
        session.scalars(select(Card).where(Card.kind == "ping", Card.record_id == his.id)).one().ts = "1.2"
    clock.move(minutes=1)
    threads.heard_in_person(services, Told("D1", f"{clock().timestamp():.6f}", "1.2", "U0OLLI", "It is shut."))
    assert "It is shut." in experts_card(services, ping_of(services, his))


def evidence(services: Services, profile: Profile) -> str:
    with services.database.read() as session:
        return profile_terms.stored(session, [profile.id])[profile.id]["evidence"]


def all_cards(services: Services) -> list[int]:
    with services.database.read() as session:
        return list(session.scalars(select(Card.id)))


def ping_of(services: Services, ping: Ping) -> Ping:
    return next(one for one in pings(services) if one.id == ping.id)


def test_an_answer_that_was_changed_while_the_form_was_open_is_marked_and_never_taken_unread(
    services: Services,
) -> None:
    question = ask(services)
    known = by_form(services, question, "It is closed.")
    (shown,) = accepting.to_accept(services, question.id, by=EVE).answers
    carried = questions_accept.accepting(accepting.chosen(services, question.id, [known], by=EVE), Reader("en"))
    _question, ids, read = questions_accept.carried_answers(carried["private_metadata"])
    amending.change(services, known, "It is open.", by=BO)
    with pytest.raises(Conflict, match="changed meanwhile"):
        accepting.accept(services, question.id, ids, by=EVE, read=read)
    accepting.accept(services, question.id, ids, shown.text, by=EVE, read=read)
    assert now_of(services, question).solution == "It is closed."
    assert is_changed(services) == [True]


def test_an_old_form_shows_the_desk_no_answer_that_a_closed_circle_gave_to_the_asker(services: Services) -> None:
    question = ask(services)
    known = by_form(services, question, "Between us.")
    with services.database.begin() as session:
        session.get_one(Question, question.id).left_closed_at = services.now()
    for attempt in (accepting.chosen, accepting.accept):
        with pytest.raises(Conflict):
            attempt(services, question.id, [known], by=DESK)
    assert accepting.chosen(services, question.id, [known], by=EVE).merged == "Between us."
