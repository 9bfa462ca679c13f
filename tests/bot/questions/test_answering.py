"""The rules of answering: any order and number of tellings, two who accept, what comes too late, and the time a question has."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations, product

import pytest
from sqlalchemy import select

from bot.errors import BotError, Conflict, Invalid
from bot.people import Asker
from bot.questions import accepting, asking, cards, contributions, deadlines, replying, thanks, threads
from bot.questions.draft import Asked, Draft, Form
from bot.questions.kinds import CLOSED, CLOSING, HELPERS, HOUSE, QUESTION_ASKER, QUESTION_NOTE, QUESTION_NUDGE, SOLVED
from bot.questions.replying import Reply
from bot.questions.threads import Told
from bot.roles import Role
from bot.services import Services
from bot.views import closings as closing_view
from bot.views import contributions as contribution_view
from bot.views import questions_accept, questions_asker, questions_decide
from bot.views.questions import Shown
from bot.views.questions_asker import ForAsker
from bot.words import LANGUAGES, Reader
from playground.slack.checks import message_faults, view_faults
from storage.database import Database
from storage.models import Card, Closing, Contribution, Place, Question
from tests.bot.asking import EVE, colleague, deactivate, town_on
from tests.clock import START, Clock

TEXT = "Is the swimming hall open on Epiphany?"
ENGLISH = Reader("en")
BO, EVA = (Asker(f"U0{name.upper()}", name, Role.EMPLOYEE, ENGLISH) for name in ("Bo", "Eva"))
DESK = Asker("U0DESK", "Desk", Role.MANAGER, ENGLISH)
ROOT = "1795417200.000100"


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    """A house whose channel is C1 and whose desk is in C2; Eve asks, Bo and Eva answer."""
    made = town_on(database, clock, house_channel="C1", desk_channel="C2")
    for one in (BO, EVA, DESK):
        colleague(made, one.id, one.name)
    return made


def ask(services: Services, **more: object) -> Question:
    """Let Eve ask; the card stands in the channel at ROOT."""
    outcome = asking.ask(services, Form(), Draft(question=TEXT, **{"circle": HOUSE, **more}), by=EVE)  # type: ignore[arg-type]
    assert isinstance(outcome, Asked)
    with services.database.begin() as session:
        session.scalars(select(Card).where(Card.kind == "question")).one().ts = ROOT
    return outcome.question


def ts(clock: Clock, later: float = 0) -> str:
    return f"{clock().timestamp() + later:.6f}"


def reply(clock: Clock, text: str, *, by: Asker = BO, later: float = 0) -> Told:
    return Told("C1", ts(clock, later), ROOT, by.id, text)


def kept(services: Services) -> list[tuple[str, str]]:
    with services.database.read() as session:
        found = session.scalars(select(Contribution).order_by(Contribution.id))
        return [(one.text, one.state) for one in found]


def places(services: Services, kind: str) -> list[str]:
    with services.database.read() as session:
        query = select(Place.address).join(Card, Card.place_id == Place.id).where(Card.kind == kind)
        return sorted(session.scalars(query))


def now_of(services: Services, question: Question) -> Question:
    with services.database.read() as session:
        return session.get_one(Question, question.id)


def said(services: Services, make: Callable[..., object], question: Question) -> str:
    with services.database.read() as session:
        made = make(session, question.id, ENGLISH)
    assert not message_faults(made.payload())  # type: ignore[attr-defined]
    return str(made.payload())  # type: ignore[attr-defined]


def test_every_order_of_four_tellings_ends_the_same(services: Services, clock: Clock) -> None:
    """A post, two edits and a deletion, each told twice, in each of 24 orders: what stands is what Slack has, nothing."""
    ask(services)
    for number, order in enumerate(permutations(range(4))):
        post = reply(clock, "First.", later=number)
        tellings = [
            post,
            replace(post, text="Second.", as_of=clock() + timedelta(seconds=number + 1)),
            replace(post, text="Third.", as_of=clock() + timedelta(seconds=number + 2)),
            replace(post, text="", is_deleted=True),
        ]
        for which in order:
            for _twice in range(2):
                threads.heard(services, tellings[which])
    assert kept(services) == [("", "deleted")] * 24


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_older_wording_never_replaces_a_newer_one(services: Services, clock: Clock, order: tuple[int, ...]) -> None:
    ask(services)
    post = reply(clock, "First.", later=1)
    second, third = (clock() + timedelta(seconds=number) for number in (2, 3))
    tellings = [post, replace(post, text="Second.", as_of=second), replace(post, text="Third.", as_of=third)]
    for which in order:
        for _time in range(4):
            threads.heard(services, tellings[which])
    assert kept(services) == [("Third.", "given")]
    assert places(services, QUESTION_ASKER) == [EVE.id]


def test_other_threads_and_other_channels_answer_nothing(services: Services, clock: Clock) -> None:
    ask(services)
    threads.heard(services, replace(reply(clock, "Lunch?"), thread="1795417200.000200"))
    threads.heard(services, replace(reply(clock, "Lunch?"), channel="C9"))
    assert kept(services) == []


def test_a_reply_to_a_card_whose_message_is_not_known_yet_is_to_be_told_again(services: Services, clock: Clock) -> None:
    """The process died between Slack's answer and its note: the reply must not get lost."""
    ask(services)
    with services.database.begin() as session:
        card = session.scalars(select(Card).where(Card.kind == "question")).one()
        card.ts, card.posting_since = None, clock()
    told = replace(reply(clock, "It is closed.", later=5), thread=ts(clock, 1))
    with pytest.raises(BotError):
        threads.heard(services, told)
    with services.database.begin() as session:
        session.scalars(select(Card).where(Card.kind == "question")).one().ts = told.thread
    threads.heard(services, told)
    assert kept(services) == [("It is closed.", "given")]


def test_the_asker_may_answer_and_accept_it_and_hears_nothing_of_it(services: Services, clock: Clock) -> None:
    question = ask(services)
    threads.heard(services, reply(clock, "I have found it out.", by=EVE))
    assert places(services, QUESTION_ASKER) == []
    (own,) = accepting.to_accept(services, question.id, by=EVE).answers
    accepting.accept(services, question.id, [own.id], by=EVE)
    assert places(services, CLOSING) == []
    assert "who asked:" in said(services, cards.for_asker, ask_again(services, clock))


def ask_again(services: Services, clock: Clock) -> Question:
    """Ask another question that its asker answers."""
    outcome = asking.ask(services, Form(), Draft(question="Which lens?", circle=HOUSE), by=EVE)
    assert isinstance(outcome, Asked)
    contributions.write(services, outcome.question.id, "A long one.", "key", by=EVE)
    return outcome.question


def test_the_same_form_sent_twice_is_one_answer(services: Services) -> None:
    question = ask(services)
    for _twice in range(2):
        contributions.write(services, question.id, "It is closed.", "one key", by=BO)
    assert kept(services) == [("It is closed.", "given")]


def test_of_many_who_accept_at_once_one_wins_and_all_others_hear_it(services: Services, clock: Clock) -> None:
    question = ask(services)
    threads.heard(services, reply(clock, "It is closed."))
    (answer,) = accepting.to_accept(services, question.id, by=EVE).answers

    def accept(by: Asker) -> str:
        try:
            return accepting.accept(services, question.id, [answer.id], f"{by.name} says so.", by=by).solved_by
        except Conflict as late:
            return late.words(ENGLISH)

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(accept, [EVE, DESK, replace(DESK, id="U0DESK2"), replace(DESK, id="U0DESK3")]))
    won = now_of(services, question)
    assert won.state == SOLVED
    assert sum(one == won.solved_by for one in told) == 1
    assert sum("has accepted an answer already" in one for one in told) == 3
    assert places(services, CLOSING) == [BO.id]


def test_what_is_deleted_while_the_form_is_open_cannot_be_accepted(services: Services, clock: Clock) -> None:
    question, told = ask(services), reply(clock, "It is closed.")
    threads.heard(services, told)
    (answer,) = accepting.to_accept(services, question.id, by=EVE).answers
    threads.heard(services, replace(told, text="", is_deleted=True))
    with pytest.raises(Conflict):
        accepting.accept(services, question.id, [answer.id], by=EVE)
    with pytest.raises(Invalid):
        accepting.accept(services, question.id, [], by=EVE)


def test_an_answer_given_before_the_end_and_told_after_it_counts_and_is_thanked(
    services: Services, clock: Clock
) -> None:
    question, late = ask(services), reply(clock, "It opens at six.", by=EVA)
    clock.move(minutes=5)
    threads.heard(services, reply(clock, "It is closed."))
    (answer,) = accepting.to_accept(services, question.id, by=EVE).answers
    accepting.accept(services, question.id, [answer.id], by=EVE)
    for _twice in range(2):
        threads.heard(services, late)
    threads.heard(services, reply(clock, "Thanks, all.", by=EVA, later=60))
    assert len(kept(services)) == 2
    assert places(services, CLOSING) == sorted([BO.id, EVA.id])


def test_a_question_about_which_nobody_answers_is_nudged_once_in_working_hours(
    services: Services, clock: Clock
) -> None:
    question = ask(services, needed_by=START + timedelta(hours=24))  # half time is nine in the evening
    clock.move(hours=13)
    deadlines.look_after(services)
    assert places(services, QUESTION_NUDGE) == []
    clock.move(hours=10, minutes=30)  # half past eight the next morning
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: deadlines.look_after(services), range(3)))
    assert places(services, QUESTION_NUDGE) == ["C1"]
    assert "has no answer yet" in said(services, cards.nudge, question)
    clock.now = START
    deadlines.look_after(services)  # the clock was put back
    threads.heard(services, reply(clock, "It is closed."))
    assert "had no answer here for a while" in said(services, cards.nudge, question)
    assert not now_of(services, question).is_due


def test_an_answered_question_is_not_nudged_and_its_deadline_rings_once(services: Services, clock: Clock) -> None:
    question = ask(services, needed_by=START + timedelta(hours=2))
    threads.heard(services, reply(clock, "It is closed."))
    clock.move(hours=1)
    deadlines.look_after(services)
    assert places(services, QUESTION_NUDGE) == []
    clock.move(days=3)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: deadlines.look_after(services), range(3)))
    assert places(services, QUESTION_NOTE) == [EVE.id]
    assert "Accept one, ask a wider circle" in said(services, cards.for_asker, question)
    with pytest.raises(Invalid):
        deadlines.extend(services, question.id, clock() - timedelta(hours=1), by=EVE)
    deadlines.extend(services, question.id, clock() + timedelta(days=1), by=EVE)
    assert "The time is over" not in said(services, cards.for_asker, question)
    deadlines.close(services, question.id, by=EVE)
    deadlines.close(services, question.id, by=EVE)
    assert now_of(services, question).state == CLOSED
    assert places(services, CLOSING) == [BO.id]


def test_when_the_askers_account_has_ended_the_desk_decides(services: Services, clock: Clock) -> None:
    question = ask(services, needed_by=START + timedelta(hours=2))
    deactivate(services, EVE.id)
    threads.heard(services, reply(clock, "It is closed."))
    assert places(services, QUESTION_ASKER) == ["C2"]
    assert "is not in this Slack any more. The desk decides" in said(services, cards.for_asker, question)
    (answer,) = accepting.to_accept(services, question.id, by=DESK).answers
    accepting.accept(services, question.id, [answer.id], by=DESK)
    assert now_of(services, question).solved_by == DESK.id


def test_there_is_one_public_reply(services: Services, clock: Clock) -> None:
    question = ask(services)
    with pytest.raises(Conflict):
        replying.to_reply(services, question.id, by=EVE)
    threads.heard(services, reply(clock, "It is closed."))
    (answer,) = accepting.to_accept(services, question.id, by=EVE).answers
    accepting.accept(services, question.id, [answer.id], by=EVE)
    for bad in ("", "example.org", "javascript:alert(1)", "https://a:b@example.org/"):
        with pytest.raises(Invalid):
            replying.replied(services, question.id, Reply(bad, "en"), by=EVE)
    for _twice in range(2):
        assert isinstance(
            replying.replied(services, question.id, Reply("https://example.org/1", "en"), by=EVE), Question
        )
    with pytest.raises(Conflict):
        replying.replied(services, question.id, Reply("https://example.org/2", "en"), by=DESK)
    assert now_of(services, question).reply_link == "https://example.org/1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_of_everything_fits_into_slack(services: Services, language: str) -> None:
    reader, long = Reader(language), "ä<&> " * 600
    question = Question(key="k", asked_by=EVE.id, text=long[:3000], circle="desk", place="C2", asked_at=START)
    question.id, question.is_closed_circle, question.answer_language = 1, True, "sv"
    question.solution, question.reply_link = long[:3000], "https://example.org/" + "a" * 1_900
    question.ended_at = datetime.now(UTC)
    given = [
        Contribution(question_id=1, by=f"U{number}", text=long * 4, source="thread", at=START) for number in range(100)
    ]
    for number, one in enumerate(given):
        one.id = number
    names = {f"U{number}": "N" * 200 for number in range(100)}
    for most in (1, 2, 10, 11, 100):
        choice = accepting.Choice(question, tuple(given[:most]), names)
        assert not view_faults(questions_accept.form(choice, reader))
        assert not view_faults(questions_accept.accepting(choice, reader))
    views = [
        contribution_view.writing(question, reader),
        contribution_view.written(1, reader),
        questions_accept.accepted(reader),
        questions_decide.extending(question, reader),
        questions_decide.closing(question, reader),
        questions_decide.widening(deadlines.Wider(question, "C1"), reader),
        questions_decide.replying(replying.Opened(question, Reply("x" * 2_000, "fi"), "sv", warns=True), reader),
    ]
    assert not [fault for view in views for fault in view_faults(view)]
    for state in ("open", "solved", "closed", "removed"):
        question.state = state
        for is_accepted in (True, False):
            shown = closing_view.card(question, is_accepted=is_accepted, reader=reader)
            assert not message_faults(shown.payload())
        for is_due, place in product((True, False), ("C2", "")):
            question.is_due, question.place = is_due, place
            found = ForAsker(Shown(question, 100, list(names), names, 3), given, is_for_desk=is_due)
            assert not message_faults(questions_asker.card(found, reader).payload())
            assert not message_faults(questions_asker.nudge(found.shown, reader).payload())
            note = questions_asker.note(found.shown, reader)
            assert (note is None) == (not is_due)
            assert note is None or not message_faults(note.payload())


def test_each_contributor_has_one_closing_however_it_ends(services: Services, clock: Clock) -> None:
    question = ask(services)
    for number, by in enumerate((BO, EVA, BO, EVA)):
        threads.heard(services, reply(clock, f"Answer {number}.", by=by, later=number))
    ids = [one.id for one in accepting.to_accept(services, question.id, by=EVE).answers]
    accepting.accept(services, question.id, ids, by=EVE)
    with services.database.read() as session:
        assert len(list(session.scalars(select(Closing)))) == 2
    assert now_of(services, question).solution == "Answer 0.\n\nAnswer 1.\n\nAnswer 2.\n\nAnswer 3."


def test_those_who_want_to_be_named_are_thanked_once_in_the_next_month(services: Services, clock: Clock) -> None:
    """Bo and Eva helped in November, only Bo wants to be named; the first working day of December is a Tuesday."""
    question = ask(services)
    for number, by in enumerate((BO, EVA)):
        threads.heard(services, reply(clock, f"Answer {number}.", by=by, later=number))
    ids = [one.id for one in accepting.to_accept(services, question.id, by=EVE).answers]
    accepting.accept(services, question.id, ids, by=EVE)
    clock.now = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    thanks.tell(services)
    assert places(services, HELPERS) == []  # nobody has agreed
    for _twice in range(2):
        thanks.choose(services, listed=True, by=BO)
    for hour in (4, 7, 9, 30):
        clock.now = datetime(2026, 12, 1, tzinfo=UTC) + timedelta(hours=hour)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _: thanks.tell(services), range(2)))
        assert places(services, HELPERS) == ([] if hour == 4 else ["C1"])
    with services.database.read() as session:
        shown = thanks.card(session, 1, ENGLISH)
    assert shown is not None
    assert not message_faults(shown.payload())
    assert "Bo" in shown.text
    assert "Eva" not in shown.text
    thanks.choose(services, listed=False, by=BO)
    with services.database.read() as session:
        left = thanks.card(session, 1, ENGLISH)
    assert left is not None
    assert "Bo" not in left.text
