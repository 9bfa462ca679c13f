"""Digests: several mentions in one message, the rest in its thread, and any of them taken up there."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.errors import NotFound, Refused
from bot.mentions import digest_pages, digests, kinds
from bot.mentions.digests import Slot
from bot.services import Services
from bot.views import digests as view
from bot.words import LANGUAGES, Reader
from playground.slack.checks import message_faults, view_faults
from storage.database import Database
from storage.models import Card, Digest, Mention
from tests.bot.asking import said
from tests.bot.mentions.at_desk import ADA, CHANNEL, ENGLISH, EVE, change, desk_on, mention
from tests.bot.mentions.newsroom import carded, digested, paper, rule
from tests.clock import START, Clock

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    return desk_on(database, clock)


def put(desk: Services, kind: str, *found: Mention) -> Digest:
    with desk.database.begin() as session:
        slot = Slot(kind, CHANNEL, desk.now() + timedelta(hours=1))
        return digests.add(desk, session, slot, [one.id for one in found])


def wishes(desk: Services, page: int) -> int:
    """Return how often a page was asked to be shown."""
    with desk.database.read() as session:
        return session.scalars(select(Card.wanted).where(Card.kind == kinds.DIGEST_MORE, Card.record_id == page)).one()


def read(desk: Services, digest: Digest) -> str:
    with desk.database.read() as session:
        return said(digests.card(session, digest.id, ENGLISH))


def shown(desk: Services) -> list[tuple[str, str]]:
    """Return the kinds of the digests that were shown, and when in the house's time."""
    with desk.database.read() as session:
        query = select(Digest.kind, Card.asked_at).join(Card, Card.record_id == Digest.id)
        found = session.execute(query.where(Card.kind == kinds.DIGEST).order_by(Card.id))
        return [(kind, f"{at.astimezone(HELSINKI):%a %d %b %H:%M}") for kind, at in found]


def test_a_flood_is_shown_at_once_and_grows(desk: Services):
    first, second = (mention(desk, "C0MUU", title=title) for title in ("Silta suljetaan", "Kirjasto muuttaa"))

    flood = put(desk, "flood", first)
    assert put(desk, "flood", second).id == flood.id

    assert carded(desk, kinds.DIGEST) == [(flood.id, CHANNEL)]
    assert "+2 more mentions since Mon 23 Nov 09:00" in read(desk, flood)


def test_a_brief_waits_until_it_is_due_and_the_next_one_is_another(desk: Services, clock: Clock):
    story = mention(desk, "C0MUU")
    brief = put(desk, "brief", story)
    assert carded(desk, kinds.DIGEST) == []

    clock.move(hours=1)
    digests.show_due(desk)

    assert carded(desk, kinds.DIGEST) == [(brief.id, CHANNEL)]
    assert put(desk, "brief", story).id != brief.id


def test_a_digest_names_eight_and_its_thread_has_the_rest_twenty_a_message(desk: Services):
    found = [mention(desk, "C0MUU", hit="", title=f"Juttu numero {n}") for n in range(50)]

    flood = put(desk, "flood", *found)

    assert "42 more in the thread." in read(desk, flood)
    pages = [record for record, _place in carded(desk, kinds.DIGEST_MORE)]
    assert len(pages) == 3
    with desk.database.read() as session:
        rest = "".join(said(digests.more(session, page, ENGLISH)) for page in pages)
    assert all(f"Juttu numero {n}" in rest for n in range(8, 50))


def test_a_page_of_a_flood_that_had_room_is_brought_up_to_date_when_it_grows(desk: Services):
    found = [mention(desk, "C0MUU", hit="", title=f"Juttu numero {n}") for n in range(60)]

    flood = put(desk, "flood", *found[:30])
    put(desk, "flood", *found[30:])

    asked = [wishes(desk, digest_pages.record(flood.id, page)) for page in range(3)]
    assert asked == [1, 2, 1], "the first page was full, the second was not, the third is new"


def test_a_mention_that_is_taken_up_gets_its_card_in_the_thread_once(desk: Services):
    story = mention(desk, "C0MUU")
    flood = put(desk, "flood", story)

    digests.take_up(desk, flood.id, story.id, by=ADA)
    digests.take_up(desk, flood.id, story.id, by=ADA)

    assert carded(desk).count((story.id, CHANNEL)) == 1


def test_a_digest_says_what_has_become_of_its_mentions(desk: Services):
    story = mention(desk, "C0MUU")
    flood = put(desk, "flood", story)
    change(desk, story, state="claimed", handler=ADA.id)
    assert "in hand: Ada Adder" in read(desk, flood)

    change(desk, story, state="answered", ended_at=desk.now())

    assert "answered: Ada Adder" in read(desk, flood)


def test_employees_take_nothing_up_and_what_is_gone_is_said(desk: Services):
    story = mention(desk, "C0MUU")
    flood = put(desk, "flood", story)

    with pytest.raises(Refused):
        digests.take_up(desk, flood.id, story.id, by=EVE)
    with pytest.raises(Refused):
        digests.listed(desk, flood.id, by=EVE)
    with pytest.raises(NotFound):
        digests.take_up(desk, flood.id, 999, by=ADA)


def test_what_a_rule_gathers_for_an_hour_stands_in_the_morning_brief_when_it_comes_in_quiet_time(
    desk: Services, clock: Clock
):
    rule(desk, "kirjasto", delivery="hourly")
    sanomat = paper(desk)
    sanomat.publish("Kirjasto muuttaa")
    clock.move(days=4, hours=12)  # Friday, nine in the evening

    sanomat.publish("Kirjasto auki yöllä")

    assert digested(desk) == {"hourly": [1], "brief": [2]}
    digests.show_due(desk)
    assert [kind for kind, _at in shown(desk)] == ["hourly"]
    clock.move(days=2)
    digests.show_due(desk)
    assert len(shown(desk)) == 1, "Sunday evening is quiet as well"
    clock.move(hours=10, minutes=30)
    digests.show_due(desk)
    assert shown(desk)[1:] == [("brief", "Mon 30 Nov 07:30")]


@pytest.mark.parametrize("delivery", ["daily", "weekly"])
def test_a_digest_of_days_never_comes_on_a_day_off(desk: Services, clock: Clock, delivery: str):
    rule(desk, "kirjasto", delivery=delivery)
    sanomat = paper(desk)
    clock.move(days=11)  # Friday; Independence Day is Sunday
    sanomat.publish("Kirjasto muuttaa")
    for _hour in range(3 * 24):
        clock.move(hours=1)
        if clock.now.day == 6:
            sanomat.publish(f"Kirjasto juhlii jo tunnin {clock.now.hour}")
        digests.show_due(desk)

    assert shown(desk) == [(delivery, "Mon 07 Dec 09:00")]


def test_a_daily_digest_of_a_rule_that_is_never_quiet_comes_on_sunday(desk: Services, clock: Clock):
    rule(desk, "kirjasto", delivery="daily", quiet="never")
    clock.move(days=5)
    paper(desk).publish("Kirjasto muuttaa")

    clock.move(days=1)
    digests.show_due(desk)

    assert shown(desk) == [("daily", "Sun 29 Nov 09:00")]


_EVIL = st.sampled_from(["<!channel> *x*", "<@U0ADA|x>", "a" * 3_000, "\u202eevil\u200b", "", "`x` & <b>", "Ä" * 500])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(_EVIL, _EVIL, st.sampled_from(["low", "normal", "crisis"])), min_size=1, max_size=70),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["brief", "flood", "hourly", "daily", "weekly"]),
)
def test_slack_takes_a_digest_of_any_words_and_nothing_in_it_is_markup(
    told: list[tuple[str, str, str]], language: str, kind: str
):
    digest = Digest(kind=kind, place=CHANNEL, opened_at=START, due_at=START)
    digest.id = 7
    items = []
    for number, (title, source, severity) in enumerate(told, start=1):
        one = Mention(title=title, source=source, severity=severity, seen_at=START, developed_at=START)
        one.id = number
        items.append(one)
    gathered, reader = view.Gathered(digest, items, told[0][0]), Reader(language)

    shown = [view.card(gathered, reader)] + [
        page for number in range(digest_pages.pages(len(items))) if (page := view.more(gathered, number, reader))
    ]

    for message in shown:
        assert not list(message_faults({"channel": CHANNEL, **message.payload()}))
        assert "<!" not in message.text
        assert "<@" not in message.text
        assert len(message.text) <= 4_000
    assert not list(view_faults(view.listing(gathered, reader)))
