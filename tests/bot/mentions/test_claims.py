"""A social manager's work on a mention: taking it, answering it, putting it off, and how it ends and begins again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.errors import BotError, Conflict, Invalid, NotFound, Refused
from bot.feeds import rule_words
from bot.mentions import claims, endings, mutes, mutes_words, rules, states
from bot.mentions.kinds import MENTION
from bot.mentions.mutes import Scope
from bot.services import Services
from bot.views import mutes as mutes_view
from storage import mentions
from storage.database import Database
from storage.models import Mention, Mute, Rule
from tests.bot.asking import said
from tests.bot.mentions import newsroom
from tests.bot.mentions.at_desk import (
    ADA,
    CHANNEL,
    ENGLISH,
    EVE,
    SVEN,
    acts,
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
from tests.clock import Clock

LINK = "https://www.instagram.com/aaltoranta.example/p/1"


@pytest.fixture
def desk(sqlite_database: Database, clock: Clock) -> Services:
    return desk_on(sqlite_database, clock)


@pytest.fixture
def on_both(database: Database, clock: Clock) -> Services:
    return desk_on(database, clock)


@pytest.fixture
def story(desk: Services) -> Mention:
    return mention(desk)


def refusal(attempt: Callable[[], Any]) -> str:
    with pytest.raises(BotError) as raised:
        attempt()
    return raised.value.words(ENGLISH)


def the_mutes(services: Services) -> list[Mute]:
    with services.database.read() as session:
        return list(session.scalars(select(Mute)))


# Taking


def test_who_takes_a_mention_has_it_from_then_on(desk: Services, story: Mention, clock: Clock) -> None:
    claims.take(desk, story.id, by=ADA)
    taken = now(desk, story)
    assert (taken.state, taken.handler, taken.claimed_at) == ("claimed", ADA.id, clock())
    shown = read(desk, story)
    assert "Ada Adder has this since Mon 23 Nov 09:00." in shown
    assert "Answered" in shown
    assert "I take this" not in shown


def test_of_ten_who_take_it_at_once_one_has_it_and_the_others_hear_who(on_both: Services) -> None:
    story = mention(on_both)

    def attempt(number: int) -> str:
        by = ADA if number % 2 else SVEN
        try:
            claims.take(on_both, story.id, by=by)
        except Conflict as told:
            return told.words(ENGLISH)
        return "mine"

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(attempt, range(10)))
    winner = "Ada Adder" if now(on_both, story).handler == ADA.id else "Sven Sork"
    told = f"{winner} has this since Mon 23 Nov 09:00. If you agree that you go on with it"
    assert outcomes.count("mine") == 5
    assert sum(outcome.startswith(told) for outcome in outcomes) == 5
    assert acts(on_both) == ["mention.taken"]


def test_two_clicks_are_one_state(desk: Services, story: Mention) -> None:
    claims.take(desk, story.id, by=ADA)
    before = now(desk, story).version
    claims.take(desk, story.id, by=ADA)
    assert now(desk, story).version == before
    endings.answered(desk, story.id, LINK, "", by=ADA)
    endings.answered(desk, story.id, LINK, "", by=ADA)
    assert acts(desk) == ["mention.taken", "mention.answered"]


def test_who_comes_too_late_sees_the_card_as_it_is(desk: Services, story: Mention) -> None:
    claims.take(desk, story.id, by=ADA)
    drawn = wanted(desk, MENTION)[story.id, CHANNEL][0]
    with pytest.raises(Conflict):
        claims.take(desk, story.id, by=SVEN)
    assert wanted(desk, MENTION)[story.id, CHANNEL][0] == drawn + 1


def test_taking_over_is_told_to_who_had_it_in_the_thread(desk: Services, story: Mention) -> None:
    claims.take(desk, story.id, by=ADA)
    held, name = claims.others(desk, story.id, by=SVEN)
    assert (held.handler, name) == (ADA.id, "Ada Adder")
    claims.take_over(desk, story.id, ADA.id, by=SVEN)
    claims.take_over(desk, story.id, ADA.id, by=SVEN)
    assert now(desk, story).handler == SVEN.id
    assert lines(desk, story) == [("taken", CHANNEL, ADA.id)]
    assert "Sven Sork goes on with this from now on." in note_text(desk, notes(desk, story)[0])


def test_what_a_third_has_taken_meanwhile_is_not_taken_over(desk: Services, story: Mention) -> None:
    claims.take(desk, story.id, by=ADA)
    change(desk, story, handler="U0DUTY")
    assert "Dora Dove has this since" in refusal(lambda: claims.take_over(desk, story.id, ADA.id, by=SVEN))


def test_what_is_given_back_can_be_taken_again(desk: Services, story: Mention) -> None:
    claims.take(desk, story.id, by=ADA)
    assert "Ada Adder has this" in refusal(lambda: claims.give_back(desk, story.id, by=SVEN))
    claims.give_back(desk, story.id, by=ADA)
    claims.give_back(desk, story.id, by=ADA)
    assert (now(desk, story).state, now(desk, story).handler) == ("new", "")
    claims.take(desk, story.id, by=SVEN)
    assert now(desk, story).handler == SVEN.id


@pytest.mark.parametrize(
    "attempt",
    [
        lambda desk, key: claims.take(desk, key, by=EVE),
        lambda desk, key: claims.give_back(desk, key, by=EVE),
        lambda desk, key: claims.label(desk, key, "praise", by=EVE),
        lambda desk, key: claims.snooze(desk, key, "30", by=EVE),
        lambda desk, key: claims.reopen(desk, key, by=EVE),
        lambda desk, key: claims.take_over(desk, key, "", by=EVE),
        lambda desk, key: endings.answered(desk, key, LINK, "", by=EVE),
        lambda desk, key: endings.no_reply_needed(desk, key, "information", by=EVE),
        lambda desk, key: endings.not_ours(desk, key, "once", by=EVE),
    ],
)
def test_employees_are_refused_politely(desk: Services, story: Mention, attempt: Any) -> None:
    with pytest.raises(Refused):
        attempt(desk, story.id)
    assert now(desk, story).version == 1


def test_a_mention_that_is_gone_is_said_to_be_gone(desk: Services) -> None:
    with pytest.raises(NotFound):
        claims.take(desk, 999, by=ADA)


# Ending


def test_an_answer_has_its_public_link_and_stops_the_clock(desk: Services, story: Mention, clock: Clock) -> None:
    claims.take(desk, story.id, by=ADA)
    clock.move(hours=1)
    endings.answered(desk, story.id, f" {LINK} ", "", "question", by=ADA)
    ended = now(desk, story)
    assert (ended.state, ended.answer_link, ended.tone) == ("answered", LINK, "question")
    assert (ended.answered_at, ended.ended_at, ended.remind_at) == (clock(), clock(), None)
    shown = read(desk, story)
    assert "Answered by Ada Adder Mon 23 Nov 10:00." in shown
    assert "Go to the answer" in shown
    assert "No reply needed" not in shown


def test_an_answer_without_a_public_link_says_how(desk: Services, story: Mention) -> None:
    endings.answered(desk, story.id, "", "By telephone", by=ADA)
    assert "Answered by Ada Adder Mon 23 Nov 09:00. By telephone" in read(desk, story)
    assert now(desk, story).handler == ADA.id


@pytest.mark.parametrize(
    ("link", "how", "field"),
    [
        ("", "", "link"),
        ("example.org/answer", "", "link"),
        ("javascript:alert(1)", "By telephone", "link"),
        ("https://bank.example@evil.example/", "", "link"),
        ("https://", "", "link"),
        (LINK, "x" * 401, "how"),
    ],
)
def test_an_answer_needs_a_link_or_a_few_words(desk: Services, story: Mention, link: str, how: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        endings.answered(desk, story.id, link, how, by=ADA)
    assert refused.value.field == field
    assert now(desk, story).state == "new"


def test_what_somebody_else_has_is_not_ended_past_them(desk: Services, story: Mention) -> None:
    claims.take(desk, story.id, by=ADA)
    for attempt in (
        lambda: endings.answered(desk, story.id, LINK, "", by=SVEN),
        lambda: endings.no_reply_needed(desk, story.id, "information", by=SVEN),
        lambda: endings.not_ours(desk, story.id, "once", by=SVEN),
        lambda: claims.snooze(desk, story.id, "30", by=SVEN),
        lambda: claims.label(desk, story.id, "praise", by=SVEN),
    ):
        assert "Ada Adder has this since" in refusal(attempt)


def test_no_reply_is_needed_for_a_reason(desk: Services, story: Mention) -> None:
    for reason, words in (("", ""), ("because", "")):
        with pytest.raises(Invalid):
            endings.no_reply_needed(desk, story.id, reason, words, by=ADA)
    endings.no_reply_needed(desk, story.id, "information", by=ADA)
    assert "No reply needed, says Ada Adder Mon 23 Nov 09:00. For information only." in read(desk, story)
    assert "I take this" not in read(desk, story)


def test_a_reason_in_ones_own_words_stands_on_the_card_and_not_in_the_log(desk: Services, story: Mention) -> None:
    endings.no_reply_needed(desk, story.id, "", "=information <!here>", by=ADA)
    assert "‹!here>" in read(desk, story)
    assert "<!" not in str(acts(desk))


def test_an_old_button_says_how_it_ended(desk: Services, story: Mention) -> None:
    endings.answered(desk, story.id, LINK, "", by=ADA)
    for attempt in (
        lambda: claims.take(desk, story.id, by=SVEN),
        lambda: endings.no_reply_needed(desk, story.id, "information", by=SVEN),
        lambda: claims.snooze(desk, story.id, "30", by=SVEN),
    ):
        assert refusal(attempt).startswith("Ada Adder has answered this: Mon 23 Nov 09:00.")


# Not ours


def test_not_ours_once_mutes_nothing(desk: Services, story: Mention) -> None:
    endings.not_ours(desk, story.id, "once", by=ADA)
    endings.not_ours(desk, story.id, "once", by=ADA)
    assert now(desk, story).state == "closed"
    assert "Not ours, says Ada Adder Mon 23 Nov 09:00." in read(desk, story)
    assert the_mutes(desk) == []


@pytest.mark.parametrize(
    ("scope", "what", "value"),
    [
        ("author", "author", "Rita Rook"),
        ("domain", "domain", "uutiset.example"),
        ("feed", "feed", ""),
        ("word:Turku", "word", "Turku"),
    ],
)
def test_what_is_not_ours_is_muted_until_a_day(
    desk: Services, story: Mention, clock: Clock, scope: str, what: str, value: str
) -> None:
    about = endings.to_leave(desk, story.id, by=ADA)
    endings.not_ours(desk, story.id, scope, period="30", by=ADA)
    (mute,) = the_mutes(desk)
    assert (mute.what, mute.value, mute.made_by) == (what, value, ADA.id)
    assert mute.until == clock() + timedelta(days=30)
    assert mute.feed_id == (about.feed_id if what == "feed" else None)
    assert now(desk, story).state == "closed"
    assert {"mention.not_ours", "mute.made"} <= set(acts(desk))


def word_scopes(services: Services, story: Mention) -> list[str]:
    return [mutes_words.as_written(word) for word in endings.to_leave(services, story.id, by=ADA).words]


def test_a_word_that_is_not_ours_is_mute_in_every_form(on_both: Services) -> None:
    newsroom.rule(on_both, "Turku")
    sanomat = newsroom.paper(on_both)
    sanomat.publish("Turun silta tukossa")
    (first,) = newsroom.stories(on_both)
    assert word_scopes(on_both, first) == ["Turku"]

    endings.not_ours(on_both, first.id, "word:Turku", period="30", by=ADA)
    sanomat.publish("Turussa avattiin museo", "Turku voitti kilpailun", "Kaarina sai uimahallin Turulta")

    assert [(mute.what, mute.value) for mute in mutes.in_force(on_both)] == [("word", "Turku")]
    assert len(newsroom.carded(on_both)) == 1


def test_the_forms_that_people_have_given_a_word_are_mute_with_it(desk: Services) -> None:
    made = rule_words.edited(rule_words.made("Aaltoranta"), ["Wavebeach"], ["Aaltorannalle"])
    with desk.database.begin() as session:
        session.add(Rule(name="x", is_on=True, any_words=[rule_words.to_json(made)], changed_at=desk.now()))
        desk.memory.changed(session, rules.BODY)
    newsroom.paper(desk).publish("Wavebeach opens a swimming hall")
    (first,) = newsroom.stories(desk)
    endings.not_ours(desk, first.id, "word:Aaltoranta", period="30", by=ADA)
    (mute,) = the_mutes(desk)
    assert rule_words.from_json(mute.word or {}) == made


@pytest.mark.parametrize(
    ("word", "title", "offered"),
    [
        ('"HAM"', "HAM avaa näyttelyn", '"HAM"'),
        ("uimahalli*", "Uimahallihanke etenee", "uimahalli*"),
        ("Turun kaupunki", "Turun kaupungin budjetti", "Turun kaupunki"),
        ("kirjasto", "Kirjastossakin luetaan", "kirjasto"),
        ("Turun kaupunki", "Juhla tänään #TurunKaupunki", "Turun kaupunki"),
    ],
)
def test_what_is_offered_is_the_word_of_the_rule(desk: Services, word: str, title: str, offered: str) -> None:
    newsroom.rule(desk, word)
    newsroom.paper(desk).publish(title)
    assert word_scopes(desk, newsroom.stories(desk)[0]) == [offered]


@pytest.mark.parametrize(
    ("hit", "offered"), [("Turussa", "Turku"), ("simhallen", "simhall"), ("kesäpäivää", "kesäpäivää"), ("x+y", "x+y")]
)
def test_a_word_that_its_rule_has_no_longer_is_offered_by_its_base_form(desk: Services, hit: str, offered: str) -> None:
    assert word_scopes(desk, mention(desk, hit=hit)) == [offered]


def test_a_mute_ends_with_the_chosen_day(desk: Services, story: Mention) -> None:
    endings.not_ours(desk, story.id, "author", period="7", until=date(2026, 12, 24), by=ADA)
    (mute,) = the_mutes(desk)
    assert mute.until.isoformat() == "2026-12-24T21:59:00+00:00"


@pytest.mark.parametrize(
    ("scope", "period", "until", "field"),
    [
        ("author", "", None, "period"),
        ("author", "7", date(2026, 11, 22), "until"),
        ("author", "7", date(2027, 12, 24), "until"),
        ("word:Helsinki", "7", None, "scope"),
        ("planet", "7", None, "scope"),
    ],
)
def test_what_cannot_be_muted_leaves_the_mention_open(
    desk: Services, story: Mention, scope: str, period: str, until: date | None, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        endings.not_ours(desk, story.id, scope, period=period, until=until, by=ADA)
    assert refused.value.field == field
    assert (now(desk, story).state, the_mutes(desk)) == ("new", [])


def test_when_the_mute_fails_nothing_is_half_done(
    desk: Services, story: Mention, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutes, "MOST_MUTES", 0)
    with pytest.raises(Invalid):
        endings.not_ours(desk, story.id, "author", period="7", by=ADA)
    assert (now(desk, story).state, the_mutes(desk), acts(desk)) == ("new", [], [])


# Tone, snooze, reopening


def test_the_handler_labels_the_tone(desk: Services, story: Mention) -> None:
    claims.take(desk, story.id, by=ADA)
    assert "Pass on the praise" not in read(desk, story)
    claims.label(desk, story.id, "praise", by=ADA)
    claims.label(desk, story.id, "praise", by=ADA)
    assert now(desk, story).tone == "praise"
    assert "Pass on the praise" in read(desk, story)
    with pytest.raises(Invalid):
        claims.label(desk, story.id, "rude", by=ADA)


def test_what_is_put_off_says_until_when(desk: Services, story: Mention, clock: Clock) -> None:
    claims.snooze(desk, story.id, "90", by=ADA)
    claims.snooze(desk, story.id, "90", by=ADA)
    put_off = now(desk, story)
    assert put_off.snoozed_until == put_off.remind_at == clock() + timedelta(minutes=90)
    assert "Snoozed until Mon 23 Nov 10:30." in read(desk, story)
    assert acts(desk) == ["mention.snoozed"]


def test_tomorrow_morning_is_the_next_working_day(desk: Services, story: Mention, clock: Clock) -> None:
    assert claims.snoozed_until("morning", clock(), ADA).isoformat() == "2026-11-24T06:00:00+00:00"
    clock.move(days=4)
    assert claims.snoozed_until("morning", clock(), ADA).isoformat() == "2026-11-30T06:00:00+00:00"


def test_taking_it_ends_a_snooze(desk: Services, story: Mention) -> None:
    claims.snooze(desk, story.id, "90", by=SVEN)
    claims.take(desk, story.id, by=ADA)
    taken = now(desk, story)
    assert (taken.snoozed_until, taken.snoozed_by) == (None, "")
    assert taken.remind_at is not None


def test_reopening_gives_it_back_to_who_had_it(desk: Services, story: Mention, clock: Clock) -> None:
    endings.answered(desk, story.id, LINK, "", by=ADA)
    clock.move(days=1)
    claims.reopen(desk, story.id, by=SVEN)
    claims.reopen(desk, story.id, by=SVEN)
    again = now(desk, story)
    assert (again.state, again.handler, again.answered_at, again.answer_link) == ("claimed", ADA.id, None, "")
    assert again.due_at is not None
    assert again.due_at > clock()
    assert lines(desk, story) == [("reopened", CHANNEL, ADA.id)]
    assert "Sven Sork has opened this again." in note_text(desk, notes(desk, story)[0])
    assert "Open again since Tue 24 Nov 09:00." in read(desk, story)


@pytest.mark.parametrize("scope", ["author", "domain", "feed", "word:Turku"])
def test_who_reopens_is_told_which_mute_goes_on_until_it_is_ended(on_both: Services, scope: str) -> None:
    newsroom.rule(on_both, "Turku")
    sanomat = newsroom.paper(on_both)
    sanomat.publish("Turun silta tukossa", author="Rita Rook")
    (story,) = newsroom.stories(on_both)
    endings.not_ours(on_both, story.id, scope, period="30", by=ADA)
    mutes.make(on_both, Scope("word", "Kaarina"), until=on_both.now() + timedelta(days=1), by=SVEN)

    still = claims.reopen(on_both, story.id, by=SVEN)

    (mute,) = still.mutes
    told = said(mutes_view.still(still, ENGLISH))
    for piece in ("This is open again", "until Wed 23 Dec 09:00", "End now"):
        assert piece in told
    assert claims.reopen(on_both, story.id, by=SVEN).mutes == ()
    mutes.end(on_both, mute.id, by=SVEN)
    mutes.end(on_both, mute.id, by=SVEN)
    assert acts(on_both).count("mute.ended") == 1
    endings.not_ours(on_both, story.id, "once", by=ADA)
    assert claims.reopen(on_both, story.id, by=ADA).mutes == ()


# New developments


def test_it_opens_again_half_a_day_after_its_end(desk: Services, story: Mention, clock: Clock) -> None:
    endings.answered(desk, story.id, LINK, "", by=ADA)
    clock.move(hours=11, minutes=59)
    develop(desk, story)
    assert now(desk, story).state == "answered"
    clock.move(hours=12)
    develop(desk, story, is_update=True)
    assert now(desk, story).state == "answered"
    develop(desk, story)
    assert now(desk, story).state == "claimed"
    assert lines(desk, story) == [("reopened", CHANNEL, ADA.id)]
    assert "There is news about this, so it is open again." in note_text(desk, notes(desk, story)[0])


def test_it_opens_again_when_it_weighs_more(desk: Services, story: Mention, clock: Clock) -> None:
    endings.no_reply_needed(desk, story.id, "information", by=ADA)
    clock.move(minutes=10)
    develop(desk, story, "high", is_update=True)
    again = now(desk, story)
    assert (again.state, again.severity) == ("claimed", "high")
    assert again.due_at == clock() + timedelta(minutes=120)


def test_what_is_not_ours_never_opens_by_itself(desk: Services, story: Mention, clock: Clock) -> None:
    endings.not_ours(desk, story.id, "once", by=ADA)
    clock.move(days=2)
    develop(desk, story, "crisis")
    assert now(desk, story).state == "closed"
    assert lines(desk, story) == []


def test_what_becomes_a_crisis_at_night_reaches_who_is_on_duty_once(
    desk: Services, story: Mention, clock: Clock
) -> None:
    develop(desk, story, "high")
    clock.move(hours=15)
    develop(desk, story, "crisis")
    develop(desk, story, "crisis")
    assert lines(desk, story) == [("duty", "U0DUTY", "U0DUTY")]
    duty = note_text(desk, notes(desk, story)[0])
    assert "You are on duty" in duty
    assert "I take this" in duty


def develop(services: Services, story: Mention, severity: str = "normal", *, is_update: bool = False) -> None:
    with services.database.begin() as session:
        held = mentions.locked(session, story.id)
        assert held is not None
        states.developed(services, session, held, services.now(), severity=severity, is_update=is_update)
