"""The response clock: by when an answer is due, and who is reminded, once before and once after."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.mentions import claims, endings, response_clock
from bot.mentions.kinds import CRISIS, HIGH, LOW, NORMAL, NOTE, SEVERITIES
from bot.services import Services
from storage import rules
from storage.database import Database
from storage.models import AlertSettings, Card, Mention, Person
from tests.bot.mentions.at_desk import (
    ADA,
    CHANNEL,
    ON_DUTY,
    SVEN,
    change,
    desk_on,
    lines,
    mention,
    note_text,
    notes,
    now,
    read,
    wanted,
)
from tests.clock import START, Clock

ALERTS = rules.defaults()
HELSINKI = "Europe/Helsinki"
LINK = "https://example.org/answer"
FRIDAY = datetime(2026, 11, 27, 13, 0, tzinfo=UTC)
"""An hour before the working week ends."""


@pytest.fixture
def desk(sqlite_database: Database, clock: Clock) -> Services:
    return desk_on(sqlite_database, clock)


@pytest.fixture
def story(desk: Services) -> Mention:
    return mention(desk)


# The rule


@pytest.mark.parametrize(
    ("severity", "at", "due"),
    [
        (NORMAL, START, START + timedelta(days=1)),
        (HIGH, START, START + timedelta(hours=2)),
        (CRISIS, START, START + timedelta(minutes=30)),
        (HIGH, FRIDAY, datetime(2026, 11, 30, 7, 0, tzinfo=UTC)),
        (CRISIS, FRIDAY + timedelta(hours=10), FRIDAY + timedelta(hours=10, minutes=30)),
    ],
)
def test_an_answer_is_due_within_working_time_and_in_a_crisis_within_any(
    severity: str, at: datetime, due: datetime
) -> None:
    assert response_clock.due_at(severity, at, ALERTS, HELSINKI) == due


def test_a_low_mention_and_a_severity_without_minutes_have_no_clock() -> None:
    assert response_clock.due_at(LOW, START, ALERTS, HELSINKI) is None
    none = AlertSettings(minutes_normal=0)
    assert response_clock.due_at(NORMAL, START, none, HELSINKI) is None
    assert response_clock.remind_at(NORMAL, START, none, HELSINKI) is None


@given(
    st.sampled_from([NORMAL, HIGH, CRISIS]),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_the_reminder_comes_after_the_beginning_and_before_the_end(severity: str, at: datetime) -> None:
    due = response_clock.due_at(severity, at, ALERTS, HELSINKI)
    reminder = response_clock.remind_at(severity, at, ALERTS, HELSINKI)
    assert due is not None
    assert reminder is not None
    assert at < reminder < due


@given(st.sampled_from(SEVERITIES), st.sampled_from(SEVERITIES))
def test_a_running_clock_never_ends_later(first: str, second: str) -> None:
    story = Mention(severity=first, seen_at=START, developed_at=START)
    response_clock.start(story, START, ALERTS, HELSINKI)
    before = story.due_at
    story.severity = second
    response_clock.start(story, START + timedelta(minutes=5), ALERTS, HELSINKI)
    assert before is None or (story.due_at is not None and story.due_at <= before)


# The tick


def test_of_what_nobody_has_taken_who_is_on_duty_is_reminded_once_before_and_once_after(
    desk: Services, story: Mention, clock: Clock
) -> None:
    response_clock.remind(desk)
    clock.move(hours=5, minutes=59)
    response_clock.remind(desk)
    assert lines(desk, story) == []
    clock.move(minutes=1)
    response_clock.remind(desk)
    response_clock.remind(desk)
    assert lines(desk, story) == [("reminder", CHANNEL, ON_DUTY)]
    assert "Nobody has taken this yet. The answer is due Tue 24 Nov 09:00." in note_text(desk, notes(desk, story)[0])
    clock.move(days=1)
    response_clock.remind(desk)
    clock.move(days=30)
    response_clock.remind(desk)
    assert lines(desk, story) == [("reminder", CHANNEL, ON_DUTY), ("late", CHANNEL, ON_DUTY)]
    assert "The time for an answer is over." in note_text(desk, notes(desk, story)[1])
    assert "Late: an answer was due Tue 24 Nov 09:00." in read(desk, story)


def test_the_handler_is_reminded_in_the_thread_of_the_card(desk: Services, story: Mention, clock: Clock) -> None:
    claims.take(desk, story.id, by=ADA)
    clock.move(hours=7)
    response_clock.remind(desk)
    (note,) = notes(desk, story)
    assert (note.what, note.whom) == ("reminder", ADA.id)
    assert wanted(desk, NOTE)[note.id, CHANNEL][1] is not None


def test_a_handler_who_is_gone_is_not_waited_for(desk: Services, story: Mention, clock: Clock) -> None:
    claims.take(desk, story.id, by=ADA)
    with desk.database.begin() as session:
        session.get_one(Person, ADA.id).is_deactivated = True
        session.get_one(AlertSettings, 1).on_duty = ""
    desk.memory.forget("rules")
    clock.move(hours=7)
    response_clock.remind(desk)
    assert lines(desk, story) == [("reminder", CHANNEL, SVEN.id)]


def test_after_a_long_pause_only_the_last_word_is_said(desk: Services, story: Mention, clock: Clock) -> None:
    clock.move(days=3)
    response_clock.remind(desk)
    assert [what for what, _place, _whom in lines(desk, story)] == ["late"]


def test_nobody_is_reminded_of_what_has_ended_or_is_muted(desk: Services, clock: Clock) -> None:
    ended, muted = mention(desk), mention(desk, title="Toinen")
    endings.answered(desk, ended.id, LINK, "", by=ADA)
    endings.not_ours(desk, mention(desk, title="Kolmas", author="Other").id, "author", period="7", by=ADA)
    change(desk, muted, muted_by=1)
    clock.move(days=5)
    response_clock.remind(desk)
    assert lines(desk, ended) == lines(desk, muted) == []


def test_what_was_put_off_comes_back_to_who_put_it_off(desk: Services, story: Mention, clock: Clock) -> None:
    claims.snooze(desk, story.id, "90", by=SVEN)
    clock.move(minutes=89)
    response_clock.remind(desk)
    assert lines(desk, story) == []
    clock.move(minutes=1)
    response_clock.remind(desk)
    response_clock.remind(desk)
    assert lines(desk, story) == [("returned", CHANNEL, SVEN.id)]
    assert "Your snooze of this is over." in note_text(desk, notes(desk, story)[0])
    back = now(desk, story)
    assert (back.snoozed_until, back.remind_at) == (None, START + timedelta(hours=6))


def test_a_snooze_beyond_the_end_of_the_time_reminds_once(desk: Services, clock: Clock) -> None:
    story = mention(desk, severity="crisis")
    claims.snooze(desk, story.id, "60", by=SVEN)
    for _ in range(12):
        clock.move(minutes=10)
        response_clock.remind(desk)
    assert [what for what, _place, _whom in lines(desk, story)] == ["returned"]


def test_reopened_it_has_its_whole_time_and_its_own_reminders(desk: Services, story: Mention, clock: Clock) -> None:
    clock.move(days=2)
    response_clock.remind(desk)
    endings.answered(desk, story.id, LINK, "", by=ADA)
    claims.reopen(desk, story.id, by=ADA)
    assert "Late" not in read(desk, story)
    clock.move(days=2)
    response_clock.remind(desk)
    assert [what for what, _place, _whom in lines(desk, story)] == ["late", "late"]


def test_two_processes_remind_once(database: Database, clock: Clock) -> None:
    desk = desk_on(database, clock)
    story = mention(desk)
    clock.move(hours=7)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: response_clock.remind(desk), range(4)))
    assert lines(desk, story) == [("reminder", CHANNEL, ON_DUTY)]


def test_what_only_a_digest_names_reminds_nobody_unless_it_is_urgent_or_taken(desk: Services, clock: Clock) -> None:
    listed, urgent, taken = mention(desk), mention(desk, severity="high"), mention(desk, title="Otettu")
    with desk.database.begin() as session:
        for card in session.scalars(select(Card)):
            session.delete(card)
    claims.take(desk, taken.id, by=ADA)
    clock.move(hours=7)
    response_clock.remind(desk)
    assert lines(desk, listed) == []
    assert lines(desk, urgent) == [("late", ON_DUTY, ON_DUTY)]
    assert lines(desk, taken) == [("reminder", ADA.id, ADA.id)]
    assert "Otettu" in note_text(desk, notes(desk, taken)[0])


def test_a_mention_in_a_digests_thread_has_its_lines_there(desk: Services, story: Mention, clock: Clock) -> None:
    with desk.database.begin() as session:
        digest = desk.messenger.show(session, "digest", 1, CHANNEL)
        session.flush()
        session.scalars(select(Card).where(Card.kind == "mention")).one().thread_of = digest.id
        root = digest.id
    clock.move(hours=7)
    response_clock.remind(desk)
    assert [thread for _wanted, thread in wanted(desk, NOTE).values()] == [root]
