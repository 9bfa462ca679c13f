"""What the bank lacks: searches in vain without who searched, questions asked twice, answers that nobody uses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.answers import gaps, index
from bot.answers.found import Found, Similar
from bot.errors import Refused
from bot.views import answers_gaps
from bot.words import Reader
from storage.models import AnswerUse, SearchGap
from tests.bot.answers.saving import bank_on, question, save
from tests.bot.register import EVE, MAIJA


@pytest.fixture
def services(database, clock):
    return bank_on(database, clock)


def kept(services):
    with services.database.read() as session:
        return list(session.scalars(select(SearchGap).order_by(SearchGap.id)))


def test_two_wordings_of_the_same_search_are_one_gap(services, clock):
    gaps.note(services, Found("Onko kirjasto auki loppiaisena?", "fi"))
    clock.move(days=1)
    gaps.note(services, Found("Loppiaisena kirjasto auki", "fi"))
    gaps.note(services, Found("<@U1|eve> koira https://a.example/x", "fi"))
    assert [(one.words, one.searches) for one in kept(services)] == [("Loppiaisena kirjasto auki", 2), ("koira", 1)]
    assert kept(services)[0].last_at - kept(services)[0].first_at == timedelta(days=1)


def test_what_was_found_or_says_nothing_is_no_gap(services, clock):
    gaps.note(services, Found("pool", questions=(Similar(1, "pool", "open", clock(), "C1"),)))
    gaps.note(services, Found("??"))
    gaps.note(services, Found(""))
    assert kept(services) == []


@pytest.mark.parametrize(
    "words",
    [
        "pool anna.aalto@example.org",
        "call 040 123 4567 about the pool",
        "+358-40-1234567",
        "(09) 310 1691",
        "131052-308T uimahalli",
        "010203a123B",
        "19811228-9874",
        "@Anna Aalto knows the pool",
        "<mailto:a@b.example|a@b.example> uimahalli",
    ],
)
def test_words_that_may_tell_of_a_person_are_left_out(services, words):
    gaps.note(services, Found(words))
    assert kept(services) == []


@pytest.mark.parametrize("words", ["Is the pool open 6.1.?", "bussi 550 klo 12.30", "budget 2027", "alle 7-vuotiaat"])
def test_ordinary_figures_are_kept(words):
    assert gaps.cleaned(words) == words


@given(st.from_regex(r"\+?\d{3}[ -]?\d{3}[ -]?\d{3,4}", fullmatch=True), st.text(max_size=20))
def test_no_telephone_number_is_ever_kept(number, around):
    assert gaps.cleaned(f"{around} {number}") == ""


def test_the_report_names_what_is_missing_with_a_way_to_mend_it(services, clock):
    unused = save(services, {"en": ("Is the museum open?", "Yes.")})
    used = save(services, {"en": ("Is the rink open?", "Yes.")})
    clock.move(days=181)
    with services.database.begin() as session:
        use = AnswerUse(key="k", answer_id=used.id, what="solved", by=EVE.id, at=clock())
        session.add(use)
    asked = [question(services, text="Uimahalli loppiaisena?", asked_by=one) for one in (EVE.id, MAIJA.id)]
    closed = question(services, text="Uimahalli loppiaisena?", is_closed_circle=True)
    with services.database.begin() as session:
        index.reindex_questions(session, [*asked, closed])
    gaps.note(services, Found("Var finns skridskobanan?", "sv"))
    found = gaps.report(services, by=MAIJA)
    assert [one.words for one in found.gaps] == ["Var finns skridskobanan?"]
    assert [{one.question_id for one in group} for group in found.twice] == [set(asked)]
    assert [answer_id for answer_id, _content in found.unused] == [unused.id]
    shown = str(answers_gaps.report(found, Reader("en")).payload())
    for action in ("answers.new", "ask.open", "answers.from_question", "answers.open"):
        assert action in shown
    with pytest.raises(Refused):
        gaps.report(services, by=EVE)


def test_a_bank_without_gaps_says_so(services):
    assert "Nothing is missing" in answers_gaps.report(gaps.report(services, by=MAIJA), Reader("en")).text
