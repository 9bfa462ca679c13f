"""Whether a message asks something, in three languages, with and without a question mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.questioning import asks


@pytest.mark.parametrize(
    "text",
    [
        "Milloin uimahalli on auki?",
        "Hei! Onko uimahalli auki loppiaisena",
        "moikka, tietääkö joku paljonko uimahallin lippu maksaa",
        "Voikohan kirjastokortin uusia verkossa",
        "Asukas kysyy: missä voi vuokrata saunalautan",
        "Hej alla, när öppnar simhallen på lördag",
        "finns det simskola för vuxna",
        "Vet någon var man hämtar ut sitt lånekort",
        "Hi all, what are the opening hours of the main library",
        "does anyone know when the pool opens",
        "<@U1> how much is a ticket to the pool? <https://example.org/a>",
        "Simhallen öppet loppiaisena ???",
    ],
)
def test_questions_are_recognised(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "Uimahalli on auki loppiaisena.",
        "Verkko toimii taas, kiitos kaikille",
        "Koko talo on kiinni huomenna",
        "När simhallen är full stänger vi dörrarna.",
        "When the pool is full we close the doors.",
        "Thanks, that is what I needed",
        "See <https://example.org/?q=pool>",
        "www.example.org/haku?sana=uimahalli",
        "```SELECT 1 WHERE x = ?```",
        "&gt; Milloin uimahalli on auki?\nKiitos tästä",
        "Milloin uimahalli on auki? " * 100,
    ],
)
def test_what_asks_nothing_is_left_alone(text: str) -> None:
    assert not asks(text)


@given(st.text(max_size=2_000))
def test_any_text_can_be_read(text: str) -> None:
    assert asks(text) in (True, False)
