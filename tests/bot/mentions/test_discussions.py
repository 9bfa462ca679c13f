"""Raising a mention for discussion, and passing praise on: one message in each place, and the card says where."""

from __future__ import annotations

import pytest

from bot.errors import Invalid, Refused
from bot.mentions import claims, discussions, endings
from bot.mentions.kinds import NOTE
from bot.services import Services
from storage.database import Database
from storage.models import Mention
from tests.bot.mentions.at_desk import (
    ADA,
    EVE,
    SVEN,
    acts,
    desk_on,
    lines,
    mention,
    message,
    note_text,
    notes,
    now,
    read,
    wanted,
)
from tests.clock import Clock


@pytest.fixture
def desk(sqlite_database: Database, clock: Clock) -> Services:
    return desk_on(sqlite_database, clock)


@pytest.fixture
def story(desk: Services) -> Mention:
    return mention(desk, severity="high")


def test_what_is_raised_stands_once_in_the_channel_with_its_context(desk: Services, story: Mention) -> None:
    assert discussions.raise_for_discussion(desk, story.id, "C0KRIISI", "Do <!here> we answer?", by=ADA)
    assert not discussions.raise_for_discussion(desk, story.id, "C0KRIISI", "Again?", by=SVEN)
    assert now(desk, story).state == "escalated"
    assert lines(desk, story) == [("discussion", "C0KRIISI", "")]
    shown = note_text(desk, notes(desk, story)[0])
    for piece in (
        "Ada Adder wants to talk about this in the thread.",
        "Do <!here> we answer?",
        "High severity: ",
        "Turun silta suljetaan",
        "Silta on kiinni kevääseen.",
        "The desk’s card stands in:",
    ):
        assert piece in shown
    card = message(desk, story)
    assert "Discussed in:" in read(desk, story)
    assert "<#C0KRIISI>" in card.text
    assert acts(desk) == ["mention.raised"]


def test_the_discussion_follows_how_the_mention_stands(desk: Services, story: Mention) -> None:
    discussions.raise_for_discussion(desk, story.id, "C0KRIISI", by=ADA)
    (note,) = notes(desk, story)
    before = wanted(desk, NOTE)[note.id, "C0KRIISI"][0]
    claims.take(desk, story.id, by=SVEN)
    endings.answered(desk, story.id, "https://example.org/a", "", by=SVEN)
    assert wanted(desk, NOTE)[note.id, "C0KRIISI"][0] == before + 2
    assert "Answered by Sven Sork" in note_text(desk, note)


def test_what_has_ended_can_be_talked_about_and_stays_ended(desk: Services, story: Mention) -> None:
    endings.no_reply_needed(desk, story.id, "information", by=ADA)
    discussions.raise_for_discussion(desk, story.id, "C0KRIISI", by=ADA)
    assert now(desk, story).state == "no_action"
    assert "Discussed in:" in read(desk, story)


def test_who_has_it_keeps_it_when_it_is_raised(desk: Services, story: Mention) -> None:
    claims.take(desk, story.id, by=ADA)
    discussions.raise_for_discussion(desk, story.id, "C0KRIISI", by=SVEN)
    assert (now(desk, story).state, now(desk, story).handler) == ("escalated", ADA.id)
    claims.give_back(desk, story.id, by=ADA)
    claims.take(desk, story.id, by=SVEN)
    assert (now(desk, story).state, now(desk, story).handler) == ("escalated", SVEN.id)


def test_praise_reaches_each_place_once_in_warm_words(desk: Services, story: Mention) -> None:
    assert discussions.pass_on_praise(desk, story.id, "C0SILTA", [EVE.id, EVE.id], "Well done.", by=ADA) == 2
    assert discussions.pass_on_praise(desk, story.id, "C0SILTA", [EVE.id, SVEN.id], "Well done.", by=ADA) == 1
    assert now(desk, story).tone == "praise"
    assert [place for _what, place, _whom in lines(desk, story)] == ["C0SILTA", EVE.id, SVEN.id]
    shown = note_text(desk, notes(desk, story)[1])
    for piece in ("Somebody has good words for you:", "Passed on with thanks by Ada Adder.", "Well done."):
        assert piece in shown
    assert "severity" not in shown
    assert "<#C0SILTA> Eve Elk Sven Sork" in message(desk, story).text


def test_praise_needs_a_colleague_or_a_channel(desk: Services, story: Mention) -> None:
    for whom in ([], ["U0STRANGER"], [f"U{n}" for n in range(11)]):
        with pytest.raises(Invalid) as refused:
            discussions.pass_on_praise(desk, story.id, "", whom, by=ADA)
        assert refused.value.field == "whom"
    assert lines(desk, story) == []


def test_employees_are_refused_and_long_words_too(desk: Services, story: Mention) -> None:
    with pytest.raises(Refused):
        discussions.raise_for_discussion(desk, story.id, "C0KRIISI", by=EVE)
    with pytest.raises(Refused):
        discussions.pass_on_praise(desk, story.id, "C0SILTA", [], by=EVE)
    with pytest.raises(Invalid):
        discussions.raise_for_discussion(desk, story.id, "C0KRIISI", "x" * 901, by=ADA)
    with pytest.raises(Invalid):
        discussions.raise_for_discussion(desk, story.id, "", by=ADA)
