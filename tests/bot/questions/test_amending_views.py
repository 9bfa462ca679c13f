"""The windows of accepting and of putting right, and the cards that say so, with the heaviest words there are."""

from __future__ import annotations

import pytest

from bot.questions import accepting, amending
from bot.questions.kinds import ACCEPTED, CLOSED, FORM, OPEN, SOLVED
from bot.views import contributions_own, questions_accept, questions_asker
from bot.views import questions as of_circle
from bot.views.questions import Shown
from bot.views.questions_asker import ForAsker
from bot.words import LANGUAGES, Reader
from playground.slack.checks import message_faults, view_faults
from storage.models import Contribution, Question
from tests.clock import START


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", ["👋🏽", "ä", "&<", "𐍈"])
def test_the_heaviest_words_fit_into_every_window(language: str, letter: str) -> None:
    """Slack takes 250 kB of a window: a hundred answers of nothing but emoji are shown in fewer words."""
    reader, heavy = Reader(language), letter * 3_000
    question = Question(key="k", asked_by="U1", text=heavy[:3_000], circle="house", place="C1", asked_at=START)
    question.id, question.ended_at, question.state = 1, START, SOLVED
    given = [Contribution(question_id=1, by=f"U{n}", text=heavy[:3_000], source=FORM, at=START) for n in range(100)]
    for number, one in enumerate(given):
        one.id = 10**9 + number
    names = {f"U{n}": letter * 80 for n in range(100)}
    for most in (1, 2, 30, 45, 100):
        choice = accepting.Choice(question, tuple(given[:most]), names)
        assert not view_faults(questions_accept.form(choice, reader))
        assert not view_faults(questions_accept.accepting(choice, reader))
    for state in (OPEN, SOLVED, CLOSED):
        question.state = state
        assert not view_faults(contributions_own.window(amending.Own(question, tuple(given)), reader))
        assert not view_faults(questions_accept.reopening(question, reader))
    assert not view_faults(contributions_own.changing(question, given[0], reader))
    question.state, question.solution, question.is_reworded = SOLVED, heavy[:3_000], True
    for one in given:
        one.state, one.is_changed = ACCEPTED, True
    shown = Shown(question, 100, list(names), names, changed_sources=100)
    assert not message_faults({"channel": "C1", **of_circle.card(shown, reader).payload()})
    assert not message_faults({"channel": "D1", **questions_asker.card(ForAsker(shown, given), reader).payload()})
