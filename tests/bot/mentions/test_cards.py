"""What a mention's card says: read at a glance, harmless whatever it holds, and the same in every place."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import Refused
from bot.mentions import cards, claims, endings, notes, states
from bot.mentions.kinds import MENTION, SOURCES
from bot.mentions.weblinks import web_link
from bot.services import Services
from bot.views import mention_notes
from bot.views import mentions as view
from bot.views.mention_notes import Listed
from bot.views.mentions_parts import Shown
from bot.words import Reader
from playground.slack.checks import message_faults
from playground.slack.checks.shapes import is_web_address
from storage import mentions, mentions_desk
from storage.database import Database
from storage.models import Mention, MentionNote, RuleHit, Sighting
from tests.bot.asking import said
from tests.bot.mentions.at_desk import ADA, CHANNEL, ENGLISH, EVE, again, desk_on, mention, message, read, wanted
from tests.clock import START, Clock

EVIL = "<!channel> <@U1> <#C1|x> <!date^1^{date}^https://evil.example|x> &amp; *b* @here https://evil.example \u202eabc\u200b"


@pytest.fixture
def desk(sqlite_database: Database, clock: Clock) -> Services:
    return desk_on(sqlite_database, clock)


def test_a_card_is_a_headline_a_source_a_time_the_first_words_and_why(desk: Services) -> None:
    shown = message(desk, mention(desk))
    assert shown.text.split("\n") == [
        "Turun silta suljetaan",
        "Aaltorannan Uutiset · Mon 23 Nov 09:00",
        "Silta on kiinni kevääseen.",
        "Answer by Tue 24 Nov 09:00.",
    ]
    payload = json.dumps(shown.payload(), ensure_ascii=False)
    assert '{"url": "https://uutiset.example/silta", "text": "Turun silta suljetaan", "type": "link"}' in payload or (
        '"url": "https://uutiset.example/silta"' in payload
    )
    words = said(shown)
    assert "hit: “Turun”, rule Turku" in words
    assert "normal" not in words.casefold()
    for button in ("I take this", "No reply needed", "Not ours", "Snooze", "Raise for discussion", "Why?"):
        assert button in words


@pytest.mark.parametrize(("severity", "first"), [("high", "High severity: "), ("crisis", "Crisis: ")])
def test_only_what_is_urgent_says_how_severe_it_is_in_words(desk: Services, severity: str, first: str) -> None:
    shown = message(desk, mention(desk, severity=severity, signals=["boikotti"]))
    assert shown.text.startswith(f"{first}Turun silta")
    assert first in said(shown)
    assert "signal words: “boikotti”" in said(shown)


def test_what_has_no_title_or_no_link_is_shown_all_the_same(desk: Services) -> None:
    assert message(desk, mention(desk, title="", text="Pelkkä teksti.")).text.startswith("Pelkkä teksti.")
    assert message(desk, mention(desk, title="", text="", link="")).text.startswith("Without a title")
    odd = message(desk, mention(desk, link="ftp://example.org/x"))
    assert "ftp://example.org/x" in said(odd)
    assert '"type": "link"' not in json.dumps(odd.payload())


def test_nothing_of_a_feed_becomes_a_mention_a_link_or_a_sign_that_nobody_sees(desk: Services) -> None:
    story = mention(desk, hit=EVIL, title=EVIL, text=EVIL, source=EVIL, author=EVIL, severity="crisis", signals=[EVIL])
    again(desk, story, source=EVIL)
    with desk.database.begin() as session:
        session.add(MentionNote(mention_id=story.id, what="duty", place="U0DUTY", at=START))
    with desk.database.read() as session:
        made = [cards.card(session, story.id, ENGLISH), cards.sources(session, story.id, ENGLISH)]
        made += [cards.note(session, note.id, ENGLISH) for note in mentions_desk.notes_of(session, story.id)]
    made.append(cards.why(desk, story.id, by=ADA))
    for one in made:
        assert one is not None
        payload = json.dumps(one.payload(), ensure_ascii=False)
        for sign in ("<!", "<@", "<#", "\u202e", "\u200b"):
            assert sign not in payload
        assert '"type": "mrkdwn"' not in payload
        assert message_faults({"channel": "C1", **one.payload()}) == []


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(
    st.text(max_size=500),
    st.text(max_size=3_000) | st.just("x" * 5_000_000),
    st.text(max_size=200),
    st.text(max_size=300) | st.just("https://example.org/" + "ä" * 1_000),
    st.lists(st.text(max_size=120), max_size=9),
)
def test_every_entry_fits_into_slacks_limits(title: str, text: str, source: str, link: str, words: list[str]) -> None:
    story = Mention(
        title=title, text=text, source=source, link=link, severity="crisis", seen_at=START, developed_at=START
    )
    story.id = 7
    hits = tuple((source, tuple(words)) for _ in range(40))
    shown = Shown(story, sources=60, tips=3, hits=hits)
    for language in ("fi", "sv", "en"):
        card = view.card(shown, Reader(language)).payload()
        assert message_faults({"channel": "C1", **card}) == []
        assert len(json.dumps(card["blocks"], ensure_ascii=False)) < 13_000


def test_fifty_sources_with_long_names_fit_into_one_message() -> None:
    seen = [
        Sighting(
            mention_id=1, source="Ä" * 200, title="<b>" * 160, link=f"https://a.example/{n}" + "x" * 900, seen_at=START
        )
        for n in range(50)
    ]
    listed = mention_notes.sources(Listed(seen, 120, ["Bo Bear"] * 300), ENGLISH)
    assert message_faults({"channel": "C1", **listed.payload()}) == []
    words = said(listed)
    assert "Seen in 120 sources:" in words
    assert "70 more are not listed." in words
    assert len(words) < 13_000


@given(st.text() | st.from_regex(r"https?://[\w.@:/?#%\[\]| <>-]{0,60}"))
def test_what_is_linked_to_is_an_address_that_slack_takes(text: str) -> None:
    found = web_link(text)
    assert found == "" or (is_web_address(found) and len(found) <= 2_000 and found.isascii())
    assert web_link(found) == found


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://example.org/ä ö|<x>", "https://example.org/%C3%A4%20%C3%B6%7C%3Cx%3E"),
        ("HTTP://Example.org/%C3%A4?a=1&b=2#c", "http://example.org/%C3%A4?a=1&b=2#c"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://user:pass@example.org/", ""),
        ("javascript:alert(1)", ""),
        ("https://example.org/" + "x" * 2_000, ""),
        ("//example.org", ""),
        ("https://[::1]:8080/x", "https://[::1]:8080/x"),
        ("https://exa\u0000mple.org/", ""),
    ],
)
def test_addresses_are_linked_to_or_shown_as_words(text: str, link: str) -> None:
    assert web_link(text) == link


def test_in_two_places_it_is_the_same_card_and_both_follow(desk: Services) -> None:
    story = mention(desk, CHANNEL, "C0OTHER")
    claims.take(desk, story.id, by=ADA)
    assert [wanted(desk, MENTION)[story.id, place][0] for place in (CHANNEL, "C0OTHER")] == [2, 2]


def test_more_sources_stand_in_the_thread_and_in_one_line_of_the_card(desk: Services) -> None:
    story = mention(desk, CHANNEL, "C0OTHER")
    for number in range(5):
        again(desk, story, source=f"Lehti {number}", link=f"https://lehti{number}.example/x")
        with desk.database.begin() as session:
            held = mentions.locked(session, story.id)
            assert held is not None
            states.developed(desk, session, held, desk.now(), severity="normal", is_update=False)
    assert "seen in 6 sources" in read(desk, story)
    listed = wanted(desk, SOURCES)
    assert set(listed) == {(story.id, CHANNEL), (story.id, "C0OTHER")}
    assert all(thread is not None for _wanted, thread in listed.values())
    with desk.database.read() as session:
        words = said(cards.sources(session, story.id, ENGLISH))
    for name in ("Aaltorannan Uutiset", "Lehti 0", "Lehti 4"):
        assert name in words


def test_a_rule_speaks_its_own_language(desk: Services) -> None:
    story = mention(desk)
    with desk.database.begin() as session:
        mentions_desk.rules_of(session, story.id)[0].speaks = "fi"
    assert "ma 23.11. klo 9.00" in read(desk, story)


def test_a_text_that_repeats_its_headline_says_it_once(desk: Services) -> None:
    shown = read(desk, mention(desk, text="Turun silta suljetaan. Kiertotie on Aallontiellä."))
    assert shown.count("Turun silta suljetaan") == 1
    assert "Kiertotie on Aallontiellä." in shown


def test_why_explains_everything(desk: Services) -> None:
    story = mention(desk, severity="high", signals=["boikotti"])
    again(desk, story, link_key=f"key{story.id}")
    again(desk, story, "Kolmas Lehti")
    endings.not_ours(desk, story.id, "author", period="30", by=ADA)
    with desk.database.begin() as session:
        session.get_one(Mention, story.id).muted_by = 1
    words = said(cards.why(desk, story.id, by=ADA))
    for piece in (
        "Rule Turku: “Turun”",
        "signal words: “boikotti”",
        "feed Uutiset",
        "(the same link)",
        "(the same words)",
        "First seen Mon 23 Nov 09:00.",
        "Dealt with in time",
        "Rita Rook, until 23 Dec 2026",
    ):
        assert piece in words
    with pytest.raises(Refused):
        cards.why(desk, story.id, by=EVE)


def test_the_list_of_sources_is_made_for_two_and_not_for_one(desk: Services) -> None:
    story = mention(desk)
    with desk.database.begin() as session:
        notes.show_sources(desk, session, story.id)
    assert wanted(desk, SOURCES) == {}


def test_a_card_that_hit_by_many_rules_names_three(desk: Services) -> None:
    story = mention(desk)
    with desk.database.begin() as session:
        rule = mentions_desk.rules_of(session, story.id)[0]
        hit = session.get_one(RuleHit, 1)
        hit.words = [f"sana{number}" for number in range(60)]
        assert rule.id == hit.rule_id
    assert "sana3" in read(desk, story)
    assert "sana9" not in read(desk, story)
