"""What the form of a tip carries, and which link stands in somebody's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import attachments
from bot.attachments import File
from bot.errors import Invalid
from bot.mentions.weblinks import web_link
from bot.tips.draft import MOST_TEXT, Draft, Form, checked, first_link, fitting

FILES = st.builds(
    File, id=st.text("F0123456789", min_size=1, max_size=12), name=st.text(), kind=st.text(), permalink=st.text()
)


@given(copied=st.text(max_size=5_000), origin=st.text(max_size=300), files=st.lists(FILES, max_size=12).map(tuple))
def test_a_form_comes_back_as_it_went_and_slack_can_always_carry_it(
    copied: str, origin: str, files: tuple[File, ...]
) -> None:
    form = fitting(Form(origin=origin, author="U1", is_private=True, copied=copied, files=files))
    assert Form.unpacked(form.packed()) == form
    assert len(form.packed()) <= 3_000


@given(st.text(max_size=200), st.text(max_size=200))
def test_nothing_that_somebody_writes_is_lost_but_the_link_that_is_kept_beside_it(before: str, after: str) -> None:
    link, rest = first_link(f"{before} https://example.org/a {after}")
    assert link
    kept = "".join(f"{rest}{link}".split())
    assert all(sign in kept for sign in "".join(after.split()))


@pytest.mark.parametrize(
    ("text", "link", "rest"),
    [
        ("https://example.org/a", "https://example.org/a", ""),
        ("Look: https://example.org/a.", "https://example.org/a", "Look:\n."),
        ("See (https://example.org/a_(b)) today", "https://example.org/a_(b)", "See (https://example.org/a_(b)) today"),
        ("https://example.org/ä?x=1, says Rita", "https://example.org/%C3%A4?x=1", ", says Rita"),
        ("ftp://example.org/a", "", "ftp://example.org/a"),
        ("http://", "", "http://"),
        ("no link", "", "no link"),
    ],
)
def test_the_first_link_is_found(text: str, link: str, rest: str) -> None:
    assert first_link(text) == (link, rest)


@given(st.text(max_size=300))
def test_whatever_is_found_is_a_link_that_slack_takes(text: str) -> None:
    link, _rest = first_link(text)
    assert link == web_link(link)


def test_words_that_are_too_long_are_refused_at_their_field() -> None:
    with pytest.raises(Invalid) as refused:
        checked(Form(), Draft(text="x" * (MOST_TEXT + 1)))
    assert refused.value.field == "text"
    with pytest.raises(Invalid) as refused:
        checked(Form(), Draft(text="x", people="y" * 501))
    assert refused.value.field == "people"


def test_a_message_without_words_is_enough_and_its_private_files_stay_where_they_are() -> None:
    about = Form(origin="https://x.slack.com/archives/G1/p1", is_private=True, copied="Secret", files=(File("F1"),))
    assert checked(about, Draft()) == Draft()
    assert checked(about, Draft(is_copied=True)) == Draft(text="Secret", files=(File("F1"),), is_copied=True)


@pytest.mark.parametrize("told", [None, "F1", [None, {}, {"name": "no id"}], 7])
def test_what_is_no_file_is_left_out(told: object) -> None:
    assert attachments.read(told) == ()


def test_a_file_that_is_told_twice_is_one() -> None:
    told = [{"id": "F1", "title": "Robot", "mimetype": "image/png", "permalink": "https://x.example/F1"}, {"id": "F1"}]
    assert [file.id for file in attachments.read([*told, "F2"])] == ["F1", "F2"]
