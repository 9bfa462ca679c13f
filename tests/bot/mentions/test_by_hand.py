"""Mentions that people bring, and the list of all of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.errors import Invalid, Refused
from bot.feeds.identity import link_hash
from bot.mentions import by_hand, cards, claims, endings, listing
from bot.mentions.by_hand import Entered
from bot.mentions.kinds import MENTION, SOURCES
from bot.mentions.listing import Look, ToEnter
from bot.services import Services
from bot.views import mentions_forms, mentions_list
from playground.slack.checks import message_faults, view_faults
from storage.database import Database
from storage.models import Mention, Sighting
from tests.bot.asking import said
from tests.bot.mentions.at_desk import ADA, CHANNEL, ENGLISH, EVE, SVEN, acts, desk_on, mention, now, read, wanted
from tests.clock import Clock

LINK = "https://www.instagram.com/p/abc/?utm_source=x"
POST = Entered(LINK, "Aaltoranta kiitos", "Kiitos uimahallin väelle!", "@rita", "high")


@pytest.fixture
def desk(sqlite_database: Database, clock: Clock) -> Services:
    return desk_on(sqlite_database, clock)


def known_by(services: Services, story: Mention, link: str) -> None:
    with services.database.begin() as session:
        session.get_one(Sighting, 1).link_key = link_hash(link)


def mention_of(services: Services, mention_id: int) -> Mention:
    with services.database.read() as session:
        return session.get_one(Mention, mention_id)


# Entering


def test_what_is_entered_is_a_mention_like_any_other(desk: Services) -> None:
    made = by_hand.enter(desk, POST, by=ADA)
    assert not made.is_known
    story = mention_of(desk, made.mention_id)
    assert (story.origin, story.entered_by, story.severity) == ("hand", ADA.id, "high")
    assert story.due_at is not None
    shown = read(desk, story)
    assert "entered by Ada Adder" in shown
    assert "I take this" in shown
    assert (story.id, CHANNEL) in wanted(desk, MENTION)
    assert "mention.entered" in acts(desk)
    claims.take(desk, story.id, by=SVEN)
    endings.answered(desk, story.id, "", "By telephone", by=SVEN)


def test_a_known_link_joins_its_mention_and_notes_who_brought_it(desk: Services) -> None:
    story = mention(desk)
    known_by(desk, story, LINK)
    for _ in range(2):
        made = by_hand.enter(desk, Entered(link="http://instagram.com/p/abc"), by=ADA)
        assert (made.mention_id, made.is_known) == (story.id, True)
    assert "also tipped by 1 colleague" in read(desk, story)
    assert now(desk, story).state == "new"


def test_words_alone_can_be_entered(desk: Services) -> None:
    made = by_hand.enter(desk, Entered(text="Radiossa puhuttiin sillasta."), by=ADA)
    assert "Radiossa puhuttiin sillasta." in read(desk, mention_of(desk, made.mention_id))


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        (Entered(), "link"),
        (Entered(link="not a link"), "link"),
        (Entered(title="x" * 301), "title"),
        (Entered(text="x" * 3_001), "text"),
        (Entered(text="x", severity="terrible"), "severity"),
    ],
)
def test_what_cannot_be_entered_says_why(desk: Services, entered: Entered, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        by_hand.enter(desk, entered, by=ADA)
    assert refused.value.field == field
    with pytest.raises(Refused):
        by_hand.enter(desk, POST, by=EVE)


def test_without_a_monitoring_channel_it_can_be_worked_on_in_its_window(
    sqlite_database: Database, clock: Clock
) -> None:
    desk = desk_on(sqlite_database, clock, monitoring_channel="")
    made = by_hand.enter(desk, POST, by=ADA)
    assert wanted(desk, MENTION) == {}
    card = cards.window(desk, made.mention_id, by=ADA)
    window = mentions_forms.after_entering(made, card, ENGLISH)
    assert view_faults(window) == []
    claims.take(desk, made.mention_id, by=ADA)


def test_entered_by_many_at_once_it_is_one_mention(database: Database, clock: Clock) -> None:
    desk = desk_on(database, clock)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda by: by_hand.enter(desk, POST, by=by), [ADA, SVEN, ADA, SVEN]))
    assert len({one.mention_id for one in made}) == 1
    assert [one.is_known for one in made].count(False) == 1


# Tips


def test_a_tip_about_a_known_link_joins_it_once_a_person(desk: Services) -> None:
    story = mention(desk)
    known_by(desk, story, LINK)
    for by in (EVE, EVE, SVEN, ADA):
        assert by_hand.tip(desk, LINK, by=by) == story.id
    assert by_hand.tip(desk, "https://unknown.example/x", by=EVE) is None
    assert by_hand.tip(desk, "no link", by=EVE) is None
    shown = read(desk, story)
    assert "also tipped by 3 colleagues" in shown
    assert "Eve Elk" not in shown
    assert "seen in" not in shown
    assert (story.id, CHANNEL) in wanted(desk, SOURCES)
    with desk.database.read() as session:
        assert "Also tipped by: Eve Elk, Sven Sork, Ada Adder" in said(cards.sources(session, story.id, ENGLISH))


# The list


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Look()),
        ("omat", Look("mine")),
        ("sena", Look("late")),
        ("KAIKKI silta", Look("all", "silta")),
        ("silta", Look("all", "silta")),
        ("<https://x.example/a?b=1&amp;c=2|x.example>", ToEnter("https://x.example/a?b=1&c=2")),
        ("https://x.example/a Puhe sillasta", ToEnter("https://x.example/a", "Puhe sillasta")),
        ("lisää Puhe sillasta", ToEnter(text="Puhe sillasta")),
        ("lägg till", ToEnter()),
        ("nya bron", Look("all", "nya bron")),
    ],
)
def test_what_is_typed_after_the_command(typed: str, meant: object) -> None:
    assert listing.read(typed) == meant


def test_the_list_shows_what_is_open_mine_late_and_everything(desk: Services, clock: Clock) -> None:
    first, second = mention(desk), mention(desk, title="Äänekosken juna", severity="high")
    third = mention(desk, title="Kolmas")
    claims.take(desk, first.id, by=ADA)
    endings.not_ours(desk, third.id, "once", by=ADA)
    assert [one.id for one in shown(desk).mentions] == [second.id, first.id]
    assert [one.id for one in shown(desk, "mine").mentions] == [first.id]
    assert shown(desk, "late").total == 0
    clock.move(hours=3)
    assert [one.id for one in shown(desk, "late").mentions] == [second.id]
    assert [one.id for one in shown(desk, "all").mentions] == [third.id, second.id, first.id]
    assert [one.id for one in shown(desk, "all", "äänekosken JUNA").mentions] == [second.id]
    assert shown(desk, "all", "100%").total == 0
    words = said(mentions_list.page(shown(desk), ENGLISH))
    for piece in (
        "2 open mentions",
        "Taken: Ada Adder",
        "Late, due Mon 23 Nov 11:00",
        "Last 7 days: 3 stories, 1 dismissed",
    ):
        assert piece in words
    assert listing.standing(desk, ADA.id) == (2, 1, 1)
    with pytest.raises(Refused):
        listing.page(desk, Look(), by=EVE)


def test_the_list_has_pages_and_every_page_fits(desk: Services) -> None:
    for number in range(20):
        mention(desk, title=f"<!channel> {number} " + "x" * 400)
    for page in (1, 2, 3, 9):
        found = listing.page(desk, Look(page=page), by=ADA)
        assert found.pages == 3
        payload = mentions_list.page(found, ENGLISH).payload()
        assert message_faults({"channel": "C1", **payload}) == []
    assert found.look.page == 3
    assert Look.unpacked(Look("late", "a b", 2).packed()) == Look("late", "a b", 2)
    assert Look.unpacked("nonsense") == Look()


def shown(services: Services, show: str = "open", query: str = "") -> listing.Page:
    return listing.page(services, Look(show, query), by=ADA)
