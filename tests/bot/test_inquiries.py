"""Asking an expert: who may be asked, what is written, how it moves on, and how it ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bot import audit, inquiries, inquiries_asker, inquiries_cards, inquiries_expert, inquiries_next
from bot.errors import Conflict, Invalid, NotFound, Refused
from bot.inquiries_draft import Asked, Draft, Form, Opened, Pause, Why
from bot.people import Asker
from bot.roles import Role
from bot.services import Services
from storage import cards, people
from storage import inquiries as stored
from storage.database import Database
from storage.models import AuditEntry, Blockage, Card, Inquiry, Person, Ping, Profile
from tests.bot.asking import (
    ENGLISH,
    EVE,
    QUESTION,
    as_,
    ask,
    askers_card,
    change,
    colleague,
    deactivate,
    experts_card,
    now,
    pings,
    story,
    town_on,
)
from tests.clock import Clock

GUS = Asker("U0GUS", "Gus Guest", Role.OUTSIDER, ENGLISH)


@pytest.fixture
def town(sqlite_database: Database, clock: Clock) -> Services:
    """Services where the kind of database does not matter."""
    return town_on(sqlite_database, clock)


@pytest.fixture
def on_both(database: Database, clock: Clock) -> Services:
    return town_on(database, clock)


@pytest.fixture
def olli(town: Services) -> Profile:
    return colleague(town, "U0OLLI", "Olli Otter", "Photography")


@pytest.fixture
def sara(town: Services) -> Profile:
    return colleague(town, "U0SARA", "Sara Seal", "Photography")


@pytest.fixture
def timo(town: Services) -> Profile:
    return colleague(town, "U0TIMO", "Timo Toad", "Photography\nPictures")


def only_ping(services: Services, inquiry: Inquiry) -> Ping:
    (ping,) = pings(services, inquiry)
    return ping


def let_time_run_out(services: Services, clock: Clock) -> None:
    clock.move(days=7)
    inquiries_next.look_after(services)


# Asking


def test_a_question_is_a_record_a_ping_and_two_cards(town: Services, olli: Profile, clock: Clock) -> None:
    inquiry = ask(town, olli, origin="https://town.slack.com/archives/C1/p1")
    ping = only_ping(town, inquiry)
    assert (ping.user_id, ping.state, ping.sent_at) == ("U0OLLI", "waiting", clock())
    assert ping.due_at == clock() + timedelta(days=1)
    with town.database.read() as session:
        places = [(card.kind, card.record_id) for card in session.scalars(select(Card).order_by(Card.kind))]
    assert places == [("inquiry", inquiry.id), ("ping", ping.id)]
    assert "Asked Olli Otter Mon 23 Nov 09:00. Waiting for the answer." in askers_card(town, inquiry)
    shown = experts_card(town, ping)
    for piece in ("Eve Elk asks you:", QUESTION, "Go to the message", "Answer", "Not me, ask instead", "Not now"):
        assert piece in shown


def test_the_log_has_no_texts(town: Services, olli: Profile) -> None:
    inquiry = ask(town, olli)
    inquiries_expert.answer(town, only_ping(town, inquiry).id, "With permission.", may_be_kept=True, by=as_(olli))
    inquiries_asker.accept(town, only_ping(town, inquiry).id, by=EVE)
    with town.database.read() as session:
        entries = list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
        assert audit.faults(session) == []
    assert [entry.what for entry in entries] == ["inquiry.asked", "inquiry.answered", "inquiry.solved"]
    assert "swimming" not in str([(entry.before, entry.after, entry.why) for entry in entries])
    assert "permission" not in str([(entry.before, entry.after, entry.why) for entry in entries])


def test_the_same_form_sent_twice_is_one_question(on_both: Services) -> None:
    expert = colleague(on_both, "U0OLLI", "Olli Otter")
    about = Form(expert=expert.id)
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: inquiries.ask(on_both, about, Draft(QUESTION), by=EVE), range(4)))
    assert outcomes == [Asked("Olli Otter")] * 4
    assert len(pings(on_both)) == 1


def test_twenty_people_at_once_are_three_pings(on_both: Services) -> None:
    expert = colleague(on_both, "U0OLLI", "Olli Otter")
    askers = [Asker(f"U0ASK{n}", f"Asker {n}", Role.EMPLOYEE, ENGLISH) for n in range(20)]
    with ThreadPoolExecutor(20) as pool:
        outcomes = list(
            pool.map(lambda by: inquiries.ask(on_both, Form(expert=expert.id), Draft(QUESTION), by=by), askers)
        )
    assert len(pings(on_both)) == 3
    assert sum(isinstance(outcome, Asked) for outcome in outcomes) == 3
    refused = next(outcome for outcome in outcomes if isinstance(outcome, Opened))
    assert refused.hurdle is not None
    assert refused.hurdle.why is Why.FULL


def test_the_cap_is_a_window_of_seven_days(town: Services, olli: Profile, clock: Clock) -> None:
    for _ in range(3):
        ask(town, olli)
        clock.move(days=2)
    assert isinstance(inquiries.ask(town, Form(expert=olli.id), Draft(QUESTION), by=EVE), Opened)
    clock.move(days=1)
    ask(town, olli)


@pytest.mark.parametrize("question", ["", "  ?", "\u200b\u200b\u200b", "x" * 3_001])
def test_a_question_has_three_to_three_thousand_characters(town: Services, olli: Profile, question: str) -> None:
    with pytest.raises(Invalid) as refused:
        inquiries.ask(town, Form(expert=olli.id), Draft(question), by=EVE)
    assert refused.value.field == "question"
    ask(town, olli, "x" * 3_000)


def test_guests_ask_nobody(town: Services, olli: Profile) -> None:
    for attempt in (
        lambda: inquiries.form(town, olli.id, QUESTION, by=GUS),
        lambda: inquiries.form_about(town, QUESTION, "", by=GUS),
        lambda: inquiries.ask(town, Form(expert=olli.id), Draft(QUESTION), by=GUS),
    ):
        with pytest.raises(Refused):
            attempt()
    assert pings(town) == []


def test_nobody_asks_themselves(town: Services, olli: Profile) -> None:
    for attempt in (
        lambda: inquiries.form(town, olli.id, QUESTION, by=as_(olli)),
        lambda: inquiries.ask(town, Form(expert=olli.id), Draft(QUESTION), by=as_(olli)),
        lambda: inquiries.ask(town, Form(), Draft(QUESTION, other="U0OLLI"), by=as_(olli)),
    ):
        with pytest.raises(Invalid):
            attempt()


def test_somebody_has_to_be_chosen(town: Services) -> None:
    with pytest.raises(Invalid) as refused:
        inquiries.ask(town, Form(), Draft(QUESTION), by=EVE)
    assert refused.value.field == "other"
    with pytest.raises(NotFound):
        inquiries.ask(town, Form(expert=999), Draft(QUESTION), by=EVE)


def test_a_colleague_without_a_profile_can_be_asked_and_an_outsider_cannot(town: Services, clock: Clock) -> None:
    with town.database.begin() as session:
        people.save(session, Person(id="U0NEW", name="Nina New", fetched_at=clock()))
        people.save(session, Person(id="U0BOT", name="Robot", is_bot=True, fetched_at=clock()))
    assert inquiries.ask(town, Form(), Draft(QUESTION, other="U0NEW"), by=EVE) == Asked("Nina New")
    for stranger in ("U0BOT", "U0NOBODY"):
        with pytest.raises(Invalid) as refused:
            inquiries.ask(town, Form(), Draft(QUESTION, other=stranger), by=EVE)
        assert refused.value.field == "other"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"away_until": date(2026, 11, 25)}, Why.AWAY),
        ({"is_hidden": True}, Why.CLOSED),
        ({"left_at": Clock().now}, Why.GONE),
    ],
)
def test_who_may_not_be_asked_is_named_with_somebody_else(
    town: Services, olli: Profile, sara: Profile, changes: dict[str, object], why: Why
) -> None:
    change(town, olli, deputy=sara.user_id, **changes)
    opened = inquiries.form(town, olli.id, QUESTION, by=EVE)
    assert opened.hurdle is not None
    assert (opened.hurdle.why, opened.form.expert) == (why, sara.id)
    sent = inquiries.ask(town, Form(expert=olli.id), Draft(QUESTION), by=EVE)
    assert isinstance(sent, Opened)
    assert pings(town) == []
    assert inquiries.ask(town, sent.form, sent.draft, by=EVE) == Asked("Sara Seal")


def test_without_a_deputy_the_next_in_line_is_offered(town: Services, olli: Profile, timo: Profile) -> None:
    deactivate(town, "U0OLLI")
    opened = inquiries.form(town, olli.id, "photography", by=EVE)
    assert opened.expert is not None
    assert opened.expert.name == "Timo Toad"


def test_the_asker_is_not_offered_themselves_as_the_deputy(town: Services, olli: Profile) -> None:
    change(town, olli, deputy=EVE.id, is_hidden=True)
    opened = inquiries.form(town, olli.id, QUESTION, by=EVE)
    assert (opened.expert, opened.form.expert) == (None, 0)


def test_a_message_becomes_a_question_that_can_be_edited(town: Services, olli: Profile) -> None:
    text = "<@U0OLLI> says <!here> &amp; <#C1|general>: <https://a.example|look> &lt;b&gt; photography"
    opened = inquiries.form_about(town, text, "https://town.slack.com/archives/C1/p1", by=EVE)
    assert opened.draft.question == "@Olli Otter says @here & #general: look (https://a.example) <b> photography"
    filled = inquiries.filled_in(town, opened, by=EVE)
    assert [one.name for one in filled.choices] == ["Olli Otter"]
    assert not filled.is_looking


# The expert


def test_an_answer_reaches_the_asker_who_accepts_it(town: Services, olli: Profile) -> None:
    inquiry = ask(town, olli)
    ping = only_ping(town, inquiry)
    inquiries_expert.answer(town, ping.id, "Ask for <permission> first.", may_be_kept=True, by=as_(olli))
    shown = askers_card(town, inquiry)
    for piece in ("Olli Otter answers:", "Ask for <permission> first.", "This solved it", "Not quite, ask another"):
        assert piece in shown
    assert "Eve Elk has your answer." in experts_card(town, ping)
    inquiries_asker.accept(town, ping.id, by=EVE)
    assert now(town, inquiry).answered_by == olli.id
    assert "Solved. Olli Otter knows that the answer helped." in askers_card(town, inquiry)
    assert "This solved it" not in askers_card(town, inquiry)
    assert "Your answer solved it. Eve Elk says thank you." in experts_card(town, ping)
    with town.database.read() as session:
        assert stored.accepted_questions(session, [olli.id]) == {olli.id: [QUESTION]}
    assert only_ping(town, inquiry).may_be_kept


def test_an_answer_rings_in_the_thread_of_the_askers_card(town: Services, olli: Profile) -> None:
    inquiry = ask(town, olli)
    ping = only_ping(town, inquiry)
    inquiries_expert.answer(town, ping.id, "Yes.", may_be_kept=False, by=as_(olli))
    with town.database.read() as session:
        note, first = (
            cards.find(session, *what, EVE.id) for what in (("inquiry_note", ping.id), ("inquiry", inquiry.id))
        )
        assert note is not None
        assert first is not None
        assert note.thread_of == first.id


def test_an_answer_is_given_once(town: Services, olli: Profile) -> None:
    ping = only_ping(town, ask(town, olli))
    for _ in range(2):
        inquiries_expert.answer(town, ping.id, "Yes.", may_be_kept=False, by=as_(olli))
    with pytest.raises(Conflict):
        inquiries_expert.answer(town, ping.id, "No.", may_be_kept=False, by=as_(olli))
    with pytest.raises(Conflict):
        inquiries_expert.received(town, ping.id, by=as_(olli))
    for text in ("  ", "x" * 3_001):
        with pytest.raises(Invalid):
            inquiries_expert.answer(town, ping.id, text, may_be_kept=False, by=as_(olli))


def test_only_the_two_of_them_decide(town: Services, olli: Profile, sara: Profile) -> None:
    inquiry = ask(town, olli)
    ping, other = only_ping(town, inquiry), as_(sara)
    for attempt in (
        lambda: inquiries_expert.received(town, ping.id, by=other),
        lambda: inquiries_expert.answer(town, ping.id, "Yes.", may_be_kept=False, by=other),
        lambda: inquiries_expert.decline(town, ping.id, by=other),
        lambda: inquiries_expert.not_now(town, ping.id, by=EVE),
        lambda: inquiries_asker.stop(town, inquiry.id, by=other),
        lambda: inquiries_asker.accept(town, ping.id, by=as_(olli)),
        lambda: inquiries_asker.not_quite(town, inquiry.id, by=other),
        lambda: inquiries_asker.choosing(town, inquiry.id, by=other),
    ):
        with pytest.raises(Refused):
            attempt()
    assert story(town, inquiry) == [("U0OLLI", "waiting")]


def test_without_consent_the_asker_decides_who_is_next(town: Services, olli: Profile, sara: Profile) -> None:
    inquiry = ask(town, olli, "photography")
    inquiries_expert.decline(town, only_ping(town, inquiry).id, by=as_(olli))
    shown = askers_card(town, inquiry)
    for piece in ("Olli Otter cannot answer this.", "Next in line is Sara Seal.", "Ask Sara Seal instead", "Stop"):
        assert piece in shown
    assert "You can still answer." in experts_card(town, pings(town, inquiry)[0])
    inquiries_asker.ask_offered(town, inquiry.id, sara.id, by=EVE)
    assert story(town, inquiry) == [("U0OLLI", "declined"), ("U0SARA", "waiting")]
    with pytest.raises(Conflict):
        inquiries_asker.ask_offered(town, inquiry.id, sara.id, by=EVE)


def test_with_consent_it_moves_on_and_says_so(town: Services, olli: Profile, sara: Profile) -> None:
    inquiry = ask(town, olli, "photography", moves_on=True)
    inquiries_expert.not_now(town, only_ping(town, inquiry).id, by=as_(olli))
    assert story(town, inquiry) == [("U0OLLI", "later"), ("U0SARA", "waiting")]
    shown = askers_card(town, inquiry)
    assert "Olli Otter has no time for this now." in shown
    assert "Asked Sara Seal" in shown


def test_whom_the_expert_names_goes_first(town: Services, olli: Profile, sara: Profile, timo: Profile) -> None:
    assert sara.id < timo.id
    inquiry = ask(town, olli, "photography", moves_on=True)
    inquiries_expert.decline(town, only_ping(town, inquiry).id, "U0TIMO", by=as_(olli))
    assert story(town, inquiry)[-1] == ("U0TIMO", "waiting")


def test_whom_the_expert_names_is_asked_only_if_they_may_be(
    town: Services, olli: Profile, sara: Profile, timo: Profile
) -> None:
    change(town, timo, away_until=date(2027, 1, 1))
    inquiry = ask(town, olli, "photography", moves_on=True)
    inquiries_expert.decline(town, only_ping(town, inquiry).id, "U0TIMO", by=as_(olli))
    assert story(town, inquiry)[-1] == ("U0SARA", "waiting")


def test_an_expert_names_neither_themselves_nor_the_asker(town: Services, olli: Profile) -> None:
    ping = only_ping(town, ask(town, olli))
    for user_id in ("U0OLLI", EVE.id, "U0NOBODY"):
        with pytest.raises(Invalid) as refused:
            inquiries_expert.decline(town, ping.id, user_id, by=as_(olli))
        assert refused.value.field == "instead"


def test_a_pause_begins_at_once_and_ends_on_its_day(town: Services, olli: Profile, clock: Clock) -> None:
    ping = only_ping(town, ask(town, olli))
    for wrong in (None, date(2026, 11, 23), date(2028, 1, 1)):
        with pytest.raises(Invalid) as refused:
            inquiries_expert.not_now(town, ping.id, Pause(wrong), by=as_(olli))
        assert refused.value.field == "until"
    inquiries_expert.not_now(town, ping.id, Pause(date(2026, 11, 30)), by=as_(olli))
    assert isinstance(inquiries.ask(town, Form(expert=olli.id), Draft(QUESTION), by=EVE), Opened)
    clock.move(days=7)
    ask(town, olli)


# Time


def test_silence_moves_on_after_working_hours(town: Services, olli: Profile, sara: Profile, clock: Clock) -> None:
    clock.move(days=4, hours=5)  # Friday afternoon
    inquiry = ask(town, olli, "photography", moves_on=True)
    clock.move(days=2)
    inquiries_next.look_after(town)
    assert story(town, inquiry) == [("U0OLLI", "waiting")]
    clock.move(days=1)
    inquiries_next.look_after(town)
    assert story(town, inquiry) == [("U0OLLI", "silent"), ("U0SARA", "waiting")]
    assert "Olli Otter has not answered in time." in askers_card(town, inquiry)
    assert "Answer after all" in experts_card(town, pings(town, inquiry)[0])


def test_a_late_answer_is_delivered_beside_the_other(
    town: Services, olli: Profile, sara: Profile, clock: Clock
) -> None:
    inquiry = ask(town, olli, "photography", moves_on=True)
    let_time_run_out(town, clock)
    first, second = pings(town, inquiry)
    inquiries_expert.answer(town, first.id, "Late but true.", may_be_kept=False, by=as_(olli))
    inquiries_expert.answer(town, second.id, "Quick and true.", may_be_kept=False, by=as_(sara))
    shown = askers_card(town, inquiry)
    assert "Late but true." in shown
    assert "Quick and true." in shown
    assert shown.count("This solved it") == 2
    inquiries_asker.accept(town, first.id, by=EVE)
    assert "Eve Elk has your answer." in experts_card(town, second)


def test_an_answer_after_the_end_is_not_lost(town: Services, olli: Profile) -> None:
    inquiry = ask(town, olli)
    ping = only_ping(town, inquiry)
    inquiries_asker.stop(town, inquiry.id, by=EVE)
    assert "Eve Elk needs it no more." in experts_card(town, ping)
    assert "Answer" not in experts_card(town, ping)
    inquiries_expert.answer(town, ping.id, "I was writing already.", may_be_kept=False, by=as_(olli))
    assert now(town, inquiry).state == "stopped"
    assert "I was writing already." in askers_card(town, inquiry)


def test_three_experts_are_the_most(town: Services, olli: Profile, sara: Profile, timo: Profile, clock: Clock) -> None:
    dora = colleague(town, "U0DORA", "Dora Deer", "Photography")
    inquiry = ask(town, olli, "photography", moves_on=True)
    for _ in range(4):
        let_time_run_out(town, clock)
    assert [state for _, state in story(town, inquiry)] == ["silent"] * 3
    shown = askers_card(town, inquiry)
    assert "One question goes to 3 people at most." in shown
    assert "Choose somebody else" not in shown
    with pytest.raises(Conflict):
        inquiries_asker.ask_another(town, inquiry.id, str(dora.user_id), by=EVE)


def test_when_nobody_is_found_the_asker_chooses(town: Services, olli: Profile, sara: Profile) -> None:
    inquiry = ask(town, olli, "xyzzy", moves_on=True)
    inquiries_expert.decline(town, only_ping(town, inquiry).id, by=as_(olli))
    assert "I found nobody else for this." in askers_card(town, inquiry)
    change(town, sara, away_until=date(2027, 1, 1))
    for user_id in ("", EVE.id, "U0OLLI", "U0SARA", "U0NOBODY"):
        with pytest.raises(Invalid) as refused:
            inquiries_asker.ask_another(town, inquiry.id, user_id, by=EVE)
        assert refused.value.field == "other"
    change(town, sara, away_until=None)
    inquiries_asker.ask_another(town, inquiry.id, "U0SARA", by=EVE)
    assert story(town, inquiry)[-1] == ("U0SARA", "waiting")


def test_whom_the_card_offers_may_be_full_by_the_click(
    town: Services, olli: Profile, sara: Profile, timo: Profile
) -> None:
    inquiry = ask(town, olli, "photography")
    inquiries_expert.decline(town, only_ping(town, inquiry).id, "U0SARA", by=as_(olli))
    for _ in range(3):
        ask(town, sara)
    with pytest.raises(Conflict):
        inquiries_asker.ask_offered(town, inquiry.id, sara.id, by=EVE)
    assert "Next in line is Timo Toad." in askers_card(town, inquiry)


def test_not_quite_asks_another(town: Services, olli: Profile, sara: Profile) -> None:
    inquiry = ask(town, olli, "photography", moves_on=True)
    ping = only_ping(town, inquiry)
    inquiries_expert.answer(town, ping.id, "Hm.", may_be_kept=False, by=as_(olli))
    inquiries_asker.not_quite(town, inquiry.id, by=EVE)
    assert story(town, inquiry) == [("U0OLLI", "answered"), ("U0SARA", "waiting")]
    with pytest.raises(Conflict):
        inquiries_asker.not_quite(town, inquiry.id, by=EVE)
    inquiries_asker.accept(town, ping.id, by=EVE)
    assert story(town, inquiry)[-1] == ("U0SARA", "withdrawn")
    assert "Eve Elk has got an answer." in experts_card(town, pings(town, inquiry)[1])


def test_after_the_end_old_buttons_say_so(town: Services, olli: Profile) -> None:
    inquiry = ask(town, olli)
    ping = only_ping(town, inquiry)
    inquiries_asker.stop(town, inquiry.id, by=EVE)
    for attempt in (
        lambda: inquiries_asker.stop(town, inquiry.id, by=EVE),
        lambda: inquiries_asker.accept(town, ping.id, by=EVE),
        lambda: inquiries_asker.not_quite(town, inquiry.id, by=EVE),
        lambda: inquiries_asker.choosing(town, inquiry.id, by=EVE),
        lambda: inquiries_expert.received(town, ping.id, by=as_(olli)),
        lambda: inquiries_expert.decline(town, ping.id, by=as_(olli)),
        lambda: inquiries_expert.not_now(town, ping.id, by=as_(olli)),
    ):
        with pytest.raises(Conflict) as refused:
            attempt()
        assert "closed already" in refused.value.message


def test_an_answer_and_a_withdrawal_at_once_end_the_same_way(on_both: Services) -> None:
    expert = colleague(on_both, "U0OLLI", "Olli Otter")
    inquiry = ask(on_both, expert)
    ping = only_ping(on_both, inquiry)
    with ThreadPoolExecutor(2) as pool:
        answered = pool.submit(
            lambda: inquiries_expert.answer(on_both, ping.id, "Yes.", may_be_kept=False, by=as_(expert))
        )
        stopped = pool.submit(lambda: inquiries_asker.stop(on_both, inquiry.id, by=EVE))
        assert (answered.result(), stopped.result()) == (None, None)
    assert now(on_both, inquiry).state == "stopped"
    assert "Yes." in askers_card(on_both, inquiry)


def test_two_clocks_ask_the_next_one_once(on_both: Services, clock: Clock) -> None:
    experts = [colleague(on_both, f"U0EXP{n}", f"Expert {n}", "Photography") for n in range(6)]
    asked = [ask(on_both, experts[n], "photography", moves_on=True) for n in range(3)]
    clock.move(days=3)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: inquiries_next.look_after(on_both), range(4)))
    for inquiry in asked:
        assert [state for _, state in story(on_both, inquiry)] == ["silent", "waiting"]


def test_who_leaves_is_waited_for_no_more(town: Services, olli: Profile, sara: Profile, clock: Clock) -> None:
    inquiry = ask(town, olli, "photography", moves_on=True)
    deactivate(town, "U0OLLI")
    inquiries_next.look_after(town)
    assert story(town, inquiry) == [("U0OLLI", "declined"), ("U0SARA", "waiting")]
    with town.database.begin() as session:
        session.get_one(Profile, sara.id).left_at = clock()
    inquiries_next.look_after(town)
    assert story(town, inquiry)[1] == ("U0SARA", "declined")


def test_who_takes_no_messages_is_waited_for_no_more(
    town: Services, olli: Profile, sara: Profile, clock: Clock
) -> None:
    inquiry = ask(town, olli, "photography", moves_on=True)
    with town.database.begin() as session:
        place = cards.place_at(session, "U0OLLI", clock())
        session.add(Blockage(place_id=place, reason="cannot_dm_bot", since=clock()))
    inquiries_next.look_after(town)
    assert story(town, inquiry) == [("U0OLLI", "declined"), ("U0SARA", "waiting")]


def test_when_the_asker_leaves_the_question_ends(town: Services, olli: Profile) -> None:
    inquiry = ask(town, olli)
    deactivate(town, EVE.id)
    inquiries_next.look_after(town)
    assert now(town, inquiry).state == "stopped"
    assert "needs it no more" in experts_card(town, only_ping(town, inquiry))


def test_what_a_crash_left_in_between_goes_on(town: Services, olli: Profile, sara: Profile) -> None:
    inquiry = ask(town, olli, "photography", moves_on=True)
    with town.database.begin() as session:
        session.get_one(Inquiry, inquiry.id).state = "moving"
        session.get_one(Ping, only_ping(town, inquiry).id).state = "declined"
    inquiries_next.look_after(town)
    assert story(town, inquiry)[-1] == ("U0SARA", "waiting")


def test_a_question_whose_expert_was_erased_goes_on(town: Services, olli: Profile, sara: Profile) -> None:
    inquiry = ask(town, olli, "photography", moves_on=True)
    with town.database.begin() as session:
        session.delete(session.get_one(Profile, olli.id))
    inquiries_next.look_after(town)
    assert story(town, inquiry) == [("U0SARA", "waiting")]


def test_after_a_year_everything_is_gone(town: Services, olli: Profile, clock: Clock) -> None:
    solved, unfinished = ask(town, olli, "photography"), ask(town, olli, "pictures")
    ping = only_ping(town, solved)
    inquiries_expert.answer(town, ping.id, "Yes.", may_be_kept=False, by=as_(olli))
    clock.move(days=10)
    inquiries_asker.accept(town, ping.id, by=EVE)
    clock.move(days=356)
    inquiries_next.prune(town)
    with town.database.read() as session:
        assert [stored.find(session, one.id) is None for one in (solved, unfinished)] == [False, True]
    clock.move(days=10)
    inquiries_next.prune(town)
    with town.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Ping)) == 0
        assert stored.accepted_questions(session, [olli.id]) == {}
    for late in (
        lambda: inquiries_expert.received(town, ping.id, by=as_(olli)),
        lambda: inquiries_asker.accept(town, ping.id, by=EVE),
        lambda: inquiries_asker.stop(town, solved.id, by=EVE),
    ):
        with pytest.raises(NotFound):
            late()
    assert ask(town, olli).id > unfinished.id


# What is shown


def test_app_home_counts_what_waits(town: Services, olli: Profile) -> None:
    inquiry = ask(town, olli)
    assert inquiries.summary(town, EVE.id) == (1, 0)
    assert inquiries.summary(town, "U0OLLI") == (0, 1)
    inquiries_asker.stop(town, inquiry.id, by=EVE)
    assert inquiries.summary(town, EVE.id) == inquiries.summary(town, "U0OLLI") == (0, 0)


def test_what_people_write_is_shown_as_it_is(town: Services, olli: Profile) -> None:
    text = "<!channel> <@U0SARA> *bold* <https://evil.example|bank> & @everyone"
    inquiry = ask(town, olli, text)
    ping = only_ping(town, inquiry)
    inquiries_expert.answer(town, ping.id, text, may_be_kept=False, by=as_(olli))
    with town.database.read() as session:
        for render, record in ((inquiries_cards.for_asker, inquiry.id), (inquiries_cards.for_expert, ping.id)):
            message = render(session, record, ENGLISH)
            assert message is not None
            assert "<!" not in message.text
            assert "<@" not in message.text
            assert text in str([block for block in message.payload()["blocks"] if block["type"] == "rich_text"])


def test_the_longest_texts_fit_into_a_message(
    town: Services, olli: Profile, sara: Profile, timo: Profile, clock: Clock
) -> None:
    inquiry = ask(town, olli, ("photography " + "&<>x" * 750)[:3_000], moves_on=True)
    for _ in range(2):
        let_time_run_out(town, clock)
    for ping in pings(town, inquiry):
        assert len(experts_card(town, ping)) < 4_000
        profile = next(one for one in (olli, sara, timo) if one.user_id == ping.user_id)
        inquiries_expert.answer(town, ping.id, "y" * 3_000, may_be_kept=False, by=as_(profile))
    shown = askers_card(town, inquiry)
    assert shown.count("y" * 3_000) == 3
    assert len(shown) < 10_500
