"""The language of what colleagues type: short questions, greetings, single words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.asked import language_asked
from tests.bot.answers.bank import table

LEAST = 0.97


def typed() -> list[tuple[str, str]]:
    """Return what is typed, each with its language."""
    lines = (Path(__file__).parent / "asked.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if line.strip() and not line.startswith("#")]
    return [(language.strip(), text.strip()) for language, text in rows]


def test_the_language_of_short_questions_is_told() -> None:
    """Of those of the answer bank's lists and of chat, in each language."""
    banks = [row for name in ("first", "second", "third") for row in table(f"search_{name}_questions.txt")]
    asked = [*typed(), *((row[0], row[1]) for row in banks)]
    of_each = Counter(language for language, _ in asked)
    wrong = [(language, text, told) for language, text in asked if (told := language_asked(text)) != language]
    assert min(of_each.values()) >= 300
    misses = Counter(language for language, _, _ in wrong)
    assert all(misses[language] <= (1 - LEAST) * count for language, count in of_each.items()), wrong


@pytest.mark.parametrize("text", ["", "   ", "12 30", "?!", "🏊", "<@U123>", "https://example.org/sivu", "2026-11-24"])
def test_nothing_is_told_of_nothing(text: str) -> None:
    assert language_asked(text) == ""


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_has_one_of_the_languages_or_none(text: str) -> None:
    assert language_asked(text) in ("fi", "sv", "en", "")
