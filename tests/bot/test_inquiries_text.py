"""A message as Slack writes it becomes words that people read, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inquiries_text import as_read, mentioned
from bot.views.blocks import clean

NAMES = {"U1": "Anna Ash"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U1> knows", "@Anna Ash knows"),
        ("<@U2|bo> and <@U3>", "@bo and @U3"),
        ("in <#C1|general> or <#C2>", "in #general or #C2"),
        ("<!here> <!channel|@channel> <!subteam^S1|@desk>", "@here @channel @desk"),
        ("<https://a.example|look> <https://b.example>", "look (https://a.example) https://b.example"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("1 &lt; 2 &amp;&amp; &lt;b&gt;", "1 < 2 && <b>"),
        ("&amp;lt;", "&lt;"),
        ("\u200b \u202e", ""),
    ],
)
def test_marks_become_words(written: str, read: str) -> None:
    assert as_read(written, NAMES) == read


@given(st.text())
def test_people_get_back_what_they_typed(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert as_read(escaped, NAMES) == clean(typed).strip()


@given(st.text(alphabet="<>@#!|&;^:/ab1U"))
def test_nothing_that_stands_in_a_message_breaks_it(written: str) -> None:
    assert isinstance(as_read(written, NAMES), str)
    assert all(user_id.isalnum() for user_id in mentioned(written))
