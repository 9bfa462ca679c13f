"""The rules of asking: what counts as the same question, what the form carries, who may change what, and every limit of Slack."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.answers.found import Found, Hit, Similar
from bot.errors import BotError, Invalid
from bot.inquiries_draft import Candidate
from bot.people import Asker
from bot.questions import asking, circles, editing, states
from bot.questions.draft import MOST_QUESTION, Asked, Circle, Draft, Form, Opened, only_link, parted
from bot.questions.kinds import CHANNEL, CIRCLES, DESK, EXPERTS, HOUSE, UNIT
from bot.roles import Role
from bot.services import Services
from bot.views import ask as ask_view
from bot.views import questions as card_view
from bot.views import questions_form
from bot.words import LANGUAGES, Reader
from playground.slack.checks import message_faults, view_faults
from storage.database import Database
from storage.models import Answer, AnswerText, Card, Question
from tests.bot.asking import EVE, town_on
from tests.bot.register import statements
from tests.clock import START, Clock

TEXT = "Is the swimming hall open on Epiphany?"
MANAGER = Asker("U0MIA", "Mia Mänty", Role.MANAGER, Reader("en"))
OTHER = Asker("U0OTTO", "Otto Ok", Role.EMPLOYEE, Reader("en"))


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    """A house whose channel is C1; Slack says nothing, so nothing is known of channels."""
    return town_on(database, clock, house_channel="C1", desk_channel="C2")


def ask(services: Services, text: str = TEXT, *, by: Asker = EVE, form: Form | None = None, **more: Any) -> Asked:
    """Let somebody ask the house."""
    outcome = asking.ask(services, form or Form(), Draft(question=text, **{"circle": HOUSE, **more}), by=by)
    assert isinstance(outcome, Asked), outcome
    return outcome


def count(services: Services, record: type[Any]) -> int:
    """Return how many records there are."""
    with services.database.read() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_the_same_words_are_one_question_for_a_minute(services: Services, clock: Clock) -> None:
    first = ask(services)
    clock.move(seconds=59)
    assert ask(services) == Asked(first.question, is_new=False)
    clock.move(seconds=1)
    assert ask(services).is_new
    assert ask(services, by=OTHER).is_new
    assert ask(services, TEXT + "!").is_new
    assert count(services, Question) == count(services, Card) == 4


def test_words_that_were_taken_back_may_be_asked_anew_at_once(services: Services) -> None:
    editing.take_back(services, ask(services).question.id, by=EVE)
    assert ask(services).is_new


def test_of_many_who_send_the_same_words_at_once_one_asks(services: Services) -> None:
    """Two windows, two processes, a client that tries again: one question, one card, and all hear the same."""
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(lambda _: ask(services), range(6)))
    assert len({one.question.id for one in told}) == 1
    assert sum(one.is_new for one in told) == 1
    assert count(services, Card) == 1


def test_of_many_who_send_the_same_form_at_once_one_asks(services: Services) -> None:
    form = Form()
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda number: ask(services, f"{TEXT} {number}", form=form), range(4)))
    assert len({one.question.id for one in told}) == 1
    assert count(services, Question) == 1


def test_asking_costs_a_few_statements(services: Services) -> None:
    ask(services, "Warm up the memory, please.")
    assert statements(services.database, lambda: ask(services)) <= 40


@pytest.mark.parametrize("circle", [*CIRCLES, "", "everybody"])
def test_only_circles_that_are_offered_can_be_asked(services: Services, circle: str) -> None:
    """Eve has no unit, ticks no expert and chooses no channel: the house and the desk are left."""
    if circle in (HOUSE, DESK):
        assert ask(services, circle=circle).question.place == {HOUSE: "C1", DESK: "C2"}[circle]
        return
    with pytest.raises(Invalid) as refused:
        ask(services, circle=circle)
    assert refused.value.field in ("circle", "channel")


def test_a_channel_of_which_slack_says_nothing_counts_as_private(services: Services) -> None:
    assert not ask(services).question.is_closed_circle
    assert ask(services, circle=CHANNEL, channel="C9", by=OTHER).question.is_closed_circle
    assert ask(services, "Does the desk know this?", circle=DESK).question.is_closed_circle


def test_without_a_house_channel_the_house_is_not_offered(database: Database, clock: Clock) -> None:
    bare = town_on(database, clock)
    assert [one.kind for one in circles.offered(bare, EVE)] == [CHANNEL, EXPERTS]


def test_who_may_change_a_question(services: Services) -> None:
    question = ask(services).question
    for by, may in ((EVE, True), (MANAGER, True), (OTHER, False), (replace(EVE, role=Role.OUTSIDER), False)):
        assert _may(partial(editing.to_edit, services, question.id, by=by)) is may
    assert not _may(partial(editing.take_back, services, question.id, by=OTHER))
    assert not _may(partial(editing.to_edit, services, 999, by=EVE))


def _may(act: Callable[[], object]) -> bool:
    try:
        act()
    except BotError:
        return False
    return True


def test_a_new_deadline_begins_a_new_half_time(services: Services, clock: Clock) -> None:
    question = ask(services, needed_by=START + timedelta(hours=4)).question
    assert question.next_at == START + timedelta(hours=2)
    clock.move(hours=3)
    _, carried = editing.to_edit(services, question.id, by=EVE)
    later = START + timedelta(hours=9)
    changed = editing.edit(services, carried, Draft(TEXT, needed_by=later), by=EVE)
    assert (changed.needed_by, changed.next_at) == (later, START + timedelta(hours=6))
    _, carried = editing.to_edit(services, question.id, by=EVE)
    assert editing.edit(services, carried, Draft(TEXT), by=EVE).next_at is None


def test_a_deadline_that_is_over_does_not_keep_the_words_from_being_changed(services: Services, clock: Clock) -> None:
    soon = START + timedelta(hours=1)
    question = ask(services, needed_by=soon).question
    clock.move(hours=2)
    _, carried = editing.to_edit(services, question.id, by=EVE)
    assert editing.edit(services, carried, Draft("Is the hall open?", needed_by=soon), by=EVE).needed_by == soon


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"question": "  \u200b "}, "question"),
        ({"question": "x" * 3_001}, "question"),
        ({"why": "x" * 501}, "why"),
        ({"link": "not a link"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"language": "de"}, "language"),
        ({"needed_by": START}, "needed_by"),
        ({"needed_by": START + timedelta(days=400)}, "needed_by"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(services: Services, values: dict[str, Any], field: str) -> None:
    wanted = {"question": TEXT, "circle": HOUSE, **values}
    with pytest.raises(Invalid) as refused:
        asking.ask(services, Form(), Draft(**wanted), by=EVE)
    assert refused.value.field == field
    assert count(services, Question) == 0


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://a.example/b", "https://a.example/b"),
        ("  <https://a.example/b|a.example/b> ", "https://a.example/b"),
        ("HTTPS://A.example", "HTTPS://A.example"),
        ("https://a.example why?", ""),
        ("see <https://a.example>", ""),
        ("a.example/b", ""),
        ("https://user:pw@a.example", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_a_link_alone_is_told_from_a_question(text: str, link: str) -> None:
    assert only_link(text).casefold() == link.casefold()


@given(st.text(alphabet="abc äö\n\t<>&😀", max_size=7_000))
def test_a_long_text_is_parted_and_nothing_is_lost(text: str) -> None:
    shown, rest = parted(text)
    assert len(shown) <= MOST_QUESTION
    assert "".join((shown + rest).split()) == "".join(text.split())


@given(st.text(max_size=40), st.text(max_size=900), st.none() | st.integers(1), st.lists(st.integers(1), max_size=9))
def test_a_form_comes_back_as_it_left(key: str, origin: str, mention_id: int | None, seen: list[int]) -> None:
    form = Form(key, origin, mention_id, tuple(seen), 3)
    assert Form.unpacked(form.packed()) == form
    assert json.loads(form.packed())


@given(st.text(alphabet="abc|,1 \n", max_size=3_000), st.lists(st.integers(1, 10**9), max_size=3))
def test_a_button_carries_a_question_within_slacks_limit(question: str, seen: list[int]) -> None:
    value = ask_view.value(question, seen)
    assert len(value) <= 2_000
    if question and ask_view.fits(question):
        assert ask_view.from_value(value) == (question, tuple(seen))


def longest(now: datetime) -> Question:
    """A question of which everything is as long as it may be."""
    question = Question(
        key="k",
        asked_by="U1",
        text="<&>" * 1_000,
        language="sv",
        answer_language="fi",
        circle=HOUSE,
        place="C1",
        why="Å" * 500,
        public_link="https://a.example/" + "x" * 1_900,
        origin="https://b.example/" + "y" * 900,
        needed_by=now + timedelta(days=1),
        asked_at=now,
        solution="ö" * 12_000,
        reply_link="https://c.example/" + "z" * 1_900,
    )
    question.id = 10**9
    return question


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["open", "solved", "closed", "removed"])
def test_every_card_keeps_slacks_limits(language: str, state: str) -> None:
    question = longest(START)
    question.state = state
    names = {f"U{number}": "<!channel> " + "n" * 300 for number in range(30)}
    shown = card_view.Shown(question, 12, tuple(names), names)
    message = card_view.card(shown, Reader(language))
    assert message_faults({"channel": "C1", **message.payload()}) == []
    assert "<!channel>" not in message.text
    assert len(json.dumps(message.payload()["blocks"], ensure_ascii=False)) < 16_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_window_keeps_slacks_limits(language: str) -> None:
    reader, question = Reader(language), longest(START)
    draft = Draft("<&>" * 1_000, CHANNEL, "C1", START, "fi", "https://a.example/" + "x" * 1_900, "w" * 500, (1, 2))
    listed = (
        Circle(HOUSE, "C1"),
        Circle(UNIT, "", "<!here> " * 30),
        Circle(DESK, "C2"),
        Circle(CHANNEL),
        Circle(EXPERTS),
    )
    choices = tuple(Candidate(number, "n" * 200) for number in range(1, 4))
    full = Opened(Form(origin="o" * 1_000, seen=tuple(range(9))), draft, listed, choices, left_out="r" * 9_000)
    found = replace(full, found=found_many(), today=date(2026, 11, 23), is_only_link=True)
    windows = [questions_form.form(one, reader) for one in (full, found, replace(full, is_looking=True, choices=()))]
    windows += [questions_form.editing(question, "c", reader), questions_form.removing(question, reader)]
    windows += [questions_form.after_asking(Asked(question, is_new), reader) for is_new in (True, False)]
    assert [view_faults(window) for window in windows] == [[]] * len(windows)


def found_many() -> Found:
    """Three answers and three questions, all of them long."""
    hits = []
    for number in range(1, 4):
        answer = Answer(key=str(number), made_at=START, changed_at=START, checked_at=START)
        answer.id = number
        text = AnswerText(answer_id=number, language="fi", question="q" * 3_000, text="<t>" * 1_000)
        hits.append(Hit(answer, {"fi": text}, "fi", "o" * 200))
    alike = tuple(Similar(number, "<s>" * 1_000, "open", START, "C1", "1.2", number) for number in range(3))
    return Found("words " * 600, "fi", tuple(hits), alike)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_to_the_command_keeps_slacks_limits(language: str) -> None:
    reader, everything = Reader(language), found_many()
    around = ask_view.Around(date(2026, 11, 23), "https://town.slack.com/")
    texts = ("?", "<!channel> " * 400)
    messages = [ask_view.usage(reader), ask_view.nothing_left(reader)]
    messages += [ask_view.only_link("https://a.example/" + "x" * count, reader) for count in (1, 1_950)]
    for found in (everything, Found("x"), replace(everything, answers=()), replace(everything, questions=())):
        for text in texts:
            messages.append(ask_view.answer(found, text, around, reader, is_open=not ask_view.fits(text)))
            messages.append(ask_view.direct(found, text, 10**9, around, reader))
    for message in messages:
        assert message_faults({"channel": "C1", **message.payload()}) == []
        assert "<!channel>" not in message.text


def test_a_deadline_is_looked_at_when_half_of_its_time_is_gone() -> None:
    assert states.half_time(START, None) is None
    assert states.half_time(START, START + timedelta(hours=6)) == START + timedelta(hours=3)
