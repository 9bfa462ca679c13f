"""The language of what is told: a rule's in the rule's own place, everywhere else that of whoever reads there."""

from __future__ import annotations

import pytest

from bot import notices
from bot.cards import CARDS
from bot.mentions import claims, digests, kinds, response_clock
from bot.services import Services
from bot.words import Reader
from storage.database import Database
from storage.models import AlertSettings, Person
from tests.bot.asking import said
from tests.bot.mentions.at_desk import ADA, CHANNEL, desk_on
from tests.bot.mentions.newsroom import carded, paper, rule, stories
from tests.clock import Clock

SWEDISH = "C0SVENSKA"
TAKE, ALL, OVER = (
    {language: Reader(language).say(text) for language in ("fi", "sv")}
    for text in ("I take this", "Show all", "The time for an answer is over.")
)


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    """A house that speaks Finnish; Ada does so too."""
    made = desk_on(database, clock, language="fi")
    with database.begin() as session:
        session.get_one(Person, ADA.id).language = "fi"
    return made


def told(desk: Services, kind: str) -> dict[str, str]:
    """Return by place what the newest card of a kind says there, as the messenger would post it."""
    with desk.database.read() as session:
        found: dict[str, str] = {}
        for record, place in carded(desk, kind):
            reader = notices.reader_of_place(session, place, desk.settings)
            found[place] = said(CARDS[kind](session, record, reader))
        return found


def test_a_rules_language_is_for_its_own_place_alone(desk: Services):
    rule(desk, "silta")
    rule(desk, "suljetaan", place=SWEDISH, speaks="sv")
    rule(desk, "talveksi", place=ADA.id, speaks="sv")

    paper(desk).publish("Silta suljetaan talveksi")

    shown = told(desk, kinds.MENTION)
    assert set(shown) == {CHANNEL, SWEDISH, ADA.id}
    assert TAKE["fi"] in shown[CHANNEL]
    assert TAKE["sv"] in shown[SWEDISH]
    assert TAKE["fi"] in shown[ADA.id], "a person has a language of their own"
    assert not any(TAKE["fi"] in words and TAKE["sv"] in words for words in shown.values())


@pytest.mark.parametrize("place", ["", CHANNEL])
def test_a_rule_of_the_monitoring_channel_speaks_there_however_it_names_it(desk: Services, place: str):
    rule(desk, "silta", place=place, speaks="sv")
    rule(desk, "suljetaan", place="C0MUU")

    paper(desk).publish("Silta suljetaan talveksi")

    shown = told(desk, kinds.MENTION)
    assert TAKE["sv"] in shown[CHANNEL]
    assert TAKE["fi"] in shown["C0MUU"]


def test_the_monitoring_channel_that_the_desk_has_chosen_is_known_as_one(database: Database, clock: Clock):
    desk = desk_on(database, clock, language="fi", monitoring_channel="")
    with database.begin() as session:
        session.get_one(AlertSettings, 1).channel = "C0VALITTU"
    rule(desk, "silta", speaks="sv")

    paper(desk).publish("Silta suljetaan talveksi")

    assert TAKE["sv"] in told(desk, kinds.MENTION)["C0VALITTU"]


def test_lines_and_sources_in_the_thread_speak_as_the_card_above_them(desk: Services, clock: Clock):
    rule(desk, "uimahalli", place=SWEDISH, speaks="sv")
    headline = "Aaltorannan uimahalli suljetaan kahdeksi viikoksi vesivahingon takia"
    for name in ("Sanomat", "Uutiset"):
        paper(desk, name).publish(headline)
    (story,) = stories(desk)
    claims.take(desk, story.id, by=ADA)
    clock.move(days=2)

    response_clock.remind(desk)

    assert OVER["sv"] in told(desk, kinds.NOTE)[SWEDISH]
    assert "källor" in told(desk, kinds.SOURCES)[SWEDISH]


def test_a_line_in_a_thread_of_the_house_is_the_houses_whatever_another_rule_speaks(desk: Services, clock: Clock):
    rule(desk, "silta")
    rule(desk, "suljetaan", place=SWEDISH, speaks="sv")
    paper(desk).publish("Silta suljetaan talveksi")
    claims.take(desk, stories(desk)[0].id, by=ADA)
    clock.move(days=2)

    response_clock.remind(desk)

    assert list(told(desk, kinds.NOTE)) == [CHANNEL]
    assert OVER["fi"] in told(desk, kinds.NOTE)[CHANNEL]


@pytest.mark.parametrize("delivery", ["hourly", "daily", "weekly"])
def test_a_digest_of_a_rule_speaks_as_its_rule_and_to_a_person_as_they_do(desk: Services, clock: Clock, delivery: str):
    rule(desk, "silta", speaks="sv", delivery=delivery, quiet="never")
    rule(desk, "suljetaan", place=ADA.id, speaks="sv", delivery=delivery, quiet="never")
    paper(desk).publish("Silta suljetaan talveksi")
    clock.move(days=7)

    digests.show_due(desk)

    shown = told(desk, kinds.DIGEST)
    assert ALL["sv"] in shown[CHANNEL]
    assert ALL["fi"] in shown[ADA.id]


@pytest.mark.parametrize(
    ("languages", "spoken"), [(["sv"], "sv"), (["sv", "sv"], "sv"), (["sv", ""], "fi"), (["sv", "en"], "fi")]
)
def test_a_brief_speaks_the_language_that_all_rules_of_its_place_share(
    desk: Services, clock: Clock, languages: list[str], spoken: str
):
    for word, language in zip(("silta", "suljetaan"), languages, strict=False):
        rule(desk, word, place=SWEDISH, speaks=language)
    rule(desk, "talveksi")
    rule(desk, "kesäksi", place=SWEDISH, speaks="en", delivery="daily")
    clock.move(hours=12)
    paper(desk).publish("Silta suljetaan talveksi")
    clock.move(hours=12)

    digests.show_due(desk)

    shown = told(desk, kinds.DIGEST)
    assert ALL[spoken] in shown[SWEDISH]
    assert ALL["fi"] in shown[CHANNEL]


def test_all_pages_of_a_flood_speak_as_their_digest(desk: Services):
    rule(desk, "juttu", speaks="sv")
    words = ["silta", "koulu", "halli", "kirjasto", "satama", "torni", "puisto", "museo", "teatteri", "sairaala"]

    paper(desk).publish(*(f"Juttu: {one} {two}" for one in words for two in ("avataan", "suljetaan", "myydään")))

    page = told(desk, kinds.DIGEST_MORE)[CHANNEL]
    assert ALL["sv"] in told(desk, kinds.DIGEST)[CHANNEL]
    assert "mån 23.11" in page
    assert "ma 23.11." not in page


def test_what_is_added_to_a_card_on_its_way_speaks_as_the_card(desk: Services):
    rule(desk, "silta", place=SWEDISH, speaks="sv")
    paper(desk).publish("Silta suljetaan talveksi")

    with desk.database.read() as session:
        message = CARDS[kinds.MENTION](session, 1, notices.reader_of_place(session, SWEDISH, desk.settings))

    assert message is not None
    assert message.language == "sv"
