"""The week in figures: once on Monday, with a chart and a table that Slack takes, and everything in words as well."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.errors import Refused
from bot.mentions import kinds, retention, weekly
from bot.services import Services
from bot.words import LANGUAGES, Reader
from playground.slack.checks import message_faults
from storage.database import Database
from tests.bot.asking import said
from tests.bot.mentions.at_desk import ADA, CHANNEL, ENGLISH, EVE, desk_on, mention
from tests.bot.mentions.newsroom import carded, paper, stories
from tests.clock import Clock


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    return desk_on(database, clock)


def a_week(desk: Services, clock: Clock) -> None:
    """Let a week go by from Monday to Monday, nine o'clock."""
    for day, title in enumerate(
        ["Vesikatko keskustassa", "Vesikatkon syy", "Uusi silta", "Vesikatko ohi", "<!channel> x"]
    ):
        at = clock() + timedelta(days=day)
        claimed: dict[str, Any] = {
            "claimed_at": at + timedelta(minutes=10),
            "answered_at": at + timedelta(hours=3),
            "state": "answered",
        }
        mention(desk, title=title, seen_at=at, tone="critical", **(claimed if day < 2 else {}))
    clock.move(days=7)


def card(desk: Services, reader: Reader = ENGLISH):
    with desk.database.read() as session:
        return weekly.card(session, carded(desk, kinds.WEEKLY)[0][0], reader)


def test_the_week_is_told_once_on_monday(desk: Services, clock: Clock):
    a_week(desk, clock)
    for _ in range(4):
        weekly.tell(desk)
        clock.move(minutes=30)
    clock.move(days=1)
    weekly.tell(desk)

    assert carded(desk, kinds.WEEKLY) == [(1, CHANNEL)]


def test_the_report_says_figures_topics_and_times(desk: Services, clock: Clock):
    a_week(desk, clock)
    weekly.tell(desk)
    text = said(card(desk))

    assert "Week 48: what was said of us" in text
    assert "5 stories, 0 dismissed" in text
    assert "Taken up: half of them within 10 minutes" in text
    assert "Answered: half of them within 3 hours" in text
    assert "Hot topics" in text
    assert "critical" in text


def test_names_of_papers_behind_their_headlines_are_no_topics(desk: Services, clock: Clock):
    news = paper(desk, "Google-uutiset", takes="all")
    for title in ("Päiväkoti sai palkinnon", "Vesikatko Kaarinassa", "Koirapuisto avataan"):
        news.write(f"{title} - Helsingin Sanomat", source="Helsingin Sanomat", source_url="https://hs.example")
    for title in ("Jätehuolto muuttuu", "Vesikatko päättyi"):
        news.write(f"{title} - Yle Uutiset")
    news.poll()
    clock.move(days=6)

    shown = said(weekly.last_week(desk, by=ADA))

    assert "Vesikatko: 2 headlines" in shown
    for name in ("Helsingin:", "Sanomat:", "Yle:", "Uutiset:"):
        assert name not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_the_report_in_every_language(desk: Services, clock: Clock, language: str):
    a_week(desk, clock)
    weekly.tell(desk)
    message = card(desk, Reader(language))

    assert message_faults({"channel": CHANNEL, **message.payload()}) == []
    types = [block["type"] for block in message.payload()["blocks"]]
    assert "data_visualization" in types
    assert "data_table" in types
    assert "<!" not in message.text


def test_a_week_in_which_nothing_was_said_is_not_told(desk: Services, clock: Clock):
    clock.move(days=7)
    weekly.tell(desk)

    assert carded(desk, kinds.WEEKLY) == []


def test_whoever_asks_gets_the_last_seven_days(desk: Services, clock: Clock):
    assert "Nothing was said of us" in weekly.last_week(desk, by=ADA).text
    a_week(desk, clock)
    clock.move(hours=-1)

    assert "5 stories" in weekly.last_week(desk, by=ADA).text
    with pytest.raises(Refused):
        weekly.last_week(desk, by=EVE)


def test_what_was_said_a_year_ago_is_deleted_and_words_after_a_month(desk: Services, clock: Clock):
    sanomat = paper(desk)
    sanomat.publish("Silta suljetaan", text="Pitkä teksti")
    clock.move(days=31)
    retention.prune(desk)
    assert len(stories(desk)) == 1
    assert [entry.text for entry in _entries(desk)] == [""]

    clock.move(days=340)
    retention.prune(desk)

    assert stories(desk) == []
    sanomat.poll()
    assert stories(desk) == []


def _entries(desk: Services):
    from tests.bot.mentions.newsroom import stored  # noqa: PLC0415

    return stored(desk)
