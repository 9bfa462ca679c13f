"""Tables fold texts in Western letters; whatever they do, the way for all other texts does too."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.folded_text import FoldedText
from bot.feeds.stories_glance import cuts

_OTHER = "→"
"""A sign that no table has, and that stands for no letter."""
WESTERN = st.text(st.characters(max_codepoint=0xFF) | st.sampled_from("äöåÄÖÅéß´- _\xad\xa0,."), max_size=60)


@given(WESTERN)
def test_a_text_in_western_letters_is_folded_as_any_other(text: str) -> None:
    by_table, other = FoldedText(text), FoldedText(text + _OTHER)
    assert by_table.text == other.text.removesuffix(_OTHER).removesuffix(" ")
    for place in range(len(by_table.text)):
        assert by_table.written(0, place + 1) == other.written(0, place + 1)


@given(WESTERN)
def test_a_text_in_western_letters_has_the_keys_that_it_has_beside_any_other_sign(text: str) -> None:
    assert cuts(text) == cuts(f"{text} {_OTHER}")
