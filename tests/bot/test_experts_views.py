"""Experts as people see them: every limit of Slack kept, every state said, nothing of theirs parsed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.availability import Availability
from bot.experts_finding import Expert, Finding, Reason
from bot.experts_look import Look, key
from bot.experts_page import Page
from bot.people import Asker
from bot.presence import Presence
from bot.roles import Role
from bot.views import ask, inquiries, settings
from bot.views import experts as view
from bot.views.home import Contents, home
from bot.words import LANGUAGES, Reader
from playground.slack.checks import message_faults, options_faults, view_faults
from storage.models import Profile
from tests.clock import START

WILD = "<!channel> <@U1> *b* & | \u202e🦔 "
READER = Reader("en")
ADA = Asker("U0ADA", "Ada", Role.EMPLOYEE, READER)
MOST_BYTES = 15_000


def profile(number: int = 1, **values: Any) -> Profile:
    made = Profile(user_id=f"U0{number}", name=f"Maija Malli {number}", **values)
    made.id = number
    return made


USUAL = profile(title="Tietosuojavastaava", unit="Hallinto", place="Kaupungintalo", languages="fi,sv")


def free(about: Profile, **values: Any) -> Availability:
    return Availability(about, **{"is_reachable": True, "timezone": "Europe/Helsinki", **values})


def expert(about: Profile = USUAL, *reasons: Reason, **values: Any) -> Expert:
    return Expert(about, None, reasons or (Reason("skill", "Tietosuoja", "hr"),), free(about, **values))


def page(*people: Expert, by: Asker = ADA, query: str = "tietosuoja", **values: Any) -> Page:
    finding = Finding(query, people, **{"total": len(people), **values})
    return Page(Look(query), finding, START, by)


def wild() -> Page:
    """Return a page in which everything is as long and as odd as it can be."""
    reasons = tuple(
        Reason(kind, WILD * 40 + str(number), source, 3)
        for kind in ("skill", "about", "evidence", "title", "unit", "place", "name")
        for source in ("hr", "own", "slack", "")
        for number in range(3)
    )
    values = {"title": WILD * 9, "unit": WILD * 9, "place": WILD * 9, "languages": "fi,sv,en,se,et,ru,uk,ar,so"}
    people = []
    for number in range(1, 6):
        about = profile(number, **values)
        about.name = WILD * 9
        deputy = profile(number + 10)
        deputy.name = WILD * 9
        state = {"away_until": date(2027, 1, 7), "pings": 3, "is_full": True, "deputy": deputy}
        people.append(expert(about, *reasons, **state, timezone="Asia/Tokyo"))
    names = tuple(f"{number} {WILD * 5}" for number in range(300))
    odd = Finding(
        "",
        tuple(people),
        instead={WILD * 9 + str(n): WILD * 9 for n in range(30)},
        left_out=(WILD * 9,) * 30,
        total=12_345,
        units=names,
        places=names,
    )
    look = Look(WILD * 2, key(names[0]), key(names[1]))
    return Page(look, odd, START, ADA, names[0], names[1], {f"U0{n}": Presence(is_active=True) for n in range(6)})


@pytest.fixture(params=LANGUAGES)
def by(request: pytest.FixtureRequest) -> Asker:
    return replace(ADA, reader=Reader(request.param))


def every_page(by: Asker) -> Iterator[Page]:
    usual = page(expert(), by=by)
    yield usual
    yield replace(wild(), by=by)
    yield replace(wild(), by=by, finding=replace(wild().finding, people=()))
    yield page(by=by)
    yield page(by=by, query="x" * 5_000)
    yield page(by=by, query="🦔" * 500, problem="empty")
    yield page(by=by, query="kuka voi", problem="only_stop_words")
    yield page(by=by, query="", problem="empty")


def said(one: Page) -> str:
    return "\n".join(_texts(view.message(one).payload()["blocks"]))


def _texts(payload: Any) -> Iterator[str]:
    if isinstance(payload, dict):
        if isinstance(payload.get("text"), str):
            yield payload["text"]
        for inner in payload.values():
            yield from _texts(inner)
    elif isinstance(payload, list):
        for inner in payload:
            yield from _texts(inner)


def buttons(payload: Any) -> list[Mapping[str, Any]]:
    if isinstance(payload, dict):
        own = [payload] if payload.get("type") == "button" else []
        return own + [found for inner in payload.values() for found in buttons(inner)]
    return [found for inner in payload for found in buttons(inner)] if isinstance(payload, list) else []


def asking(one: Page) -> list[tuple[str, dict[str, Any]]]:
    shown = buttons(view.message(one).payload()["blocks"])
    return [
        (found["text"]["text"], json.loads(found["value"])) for found in shown if found["action_id"] == inquiries.ASK
    ]


def house(one: Page) -> list[tuple[str, str]]:
    shown = buttons(view.message(one).payload()["blocks"])
    return [
        (found["text"]["text"], ask.from_value(found["value"])[0]) for found in shown if found["action_id"] == ask.OPEN
    ]


def test_every_answer_keeps_every_limit_and_is_small(by: Asker) -> None:
    for one in every_page(by):
        message = view.message(one)
        assert message_faults(message.payload()) == []
        assert len(message.private_answer().encode()) < MOST_BYTES
        assert view_faults(view.window(one)) == []
        assert all(len(found.get("value") or "") <= 2_000 for found in buttons(message.payload()))
    assert view_faults(view.empty_window(by.reader)) == []
    assert message_faults(view.usage(by.reader).payload()) == []
    assert message_faults(view.news(replace(wild(), by=by)).payload()) == []


def test_settings_keep_every_limit(by: Asker) -> None:
    for role in (Role.EMPLOYEE, Role.MANAGER):
        assert message_faults(settings.message(by.reader, role).payload()) == []
    assert "synonyms.open" not in json.dumps(settings.message(by.reader, Role.EMPLOYEE).payload())


def test_menus_keep_every_limit(by: Asker) -> None:
    shown = view.options([f"{number} {WILD * 9}" for number in range(300)], by.reader, chosen="x", typed="")
    assert len(shown) == 100
    assert options_faults({"options": [option.to_dict() for option in shown]}) == []


def test_what_people_wrote_is_never_parsed(by: Asker) -> None:
    for one in every_page(by):
        payload = view.message(one).payload()
        assert "<!" not in payload["text"]
        assert "<@" not in payload["text"]
        assert '"type": "user"' not in json.dumps(payload), "a name in plain words calls nobody"
        assert not [text for text in _mrkdwn(payload) if "<!" in text or "<@" in text]


def _mrkdwn(payload: Any) -> Iterator[str]:
    if isinstance(payload, dict):
        if payload.get("type") == "mrkdwn":
            yield payload["text"]
        for inner in payload.values():
            yield from _mrkdwn(inner)
    elif isinstance(payload, list):
        for inner in payload:
            yield from _mrkdwn(inner)


def test_a_person_is_shown_with_their_work_and_every_reason() -> None:
    about = profile(
        title="Lawyer", unit="Legal", place="Town hall", hr_languages="fi", languages="sv,en", about="Ask me"
    )
    text = said(
        page(
            expert(
                about,
                Reason("skill", "GDPR", "hr"),
                Reason("skill", "Contracts", "hr"),
                Reason("skill", "Tietosuoja", "own"),
                Reason("about", "anything  about\nrecords", "own"),
                Reason("evidence", "", count=2),
                Reason("unit", "Legal", "hr"),
            )
        )
    )
    for piece in (
        "Maija Malli 1",
        "Lawyer · Legal · Town hall",
        "Skills: GDPR, Contracts (from HR)",
        "Skill: Tietosuoja (from their own profile)",
        "In their own words: anything about records",
        "2 accepted answers about this.",
        "Unit: Legal",
        "Answers in: Swedish and English",
    ):
        assert piece in text


def test_ask_is_there_only_for_those_who_may_be_asked() -> None:
    deputy = profile(7)
    deputy.name = "Dora Deputy"
    assert asking(page(expert())) == [("Ask", {"p": 1, "q": "tietosuoja"})]
    full = expert(pings=3, is_full=True)
    assert asking(page(full)) == []
    assert "Asked 3 times this week. Please ask somebody else." in said(page(full))
    covered = expert(pings=3, is_full=True, deputy=deputy)
    assert asking(page(covered)) == [("Ask Dora Deputy instead", {"p": 7, "q": "tietosuoja"})]
    assert "Try Dora Deputy, who stands in for them." in said(page(covered))
    away = expert(away_until=date(2026, 12, 1), deputy=deputy)
    assert [name for name, _ in asking(page(away))] == ["Ask Dora Deputy instead"]
    assert "Away. They can be asked again from 1 Dec 2026 on." in said(page(away))


def test_nobody_is_offered_to_ask_themselves() -> None:
    me = replace(ADA, id="U01")
    assert asking(page(expert(), by=me)) == []
    deputy = profile(7)
    deputy.user_id = ADA.id
    assert asking(page(expert(is_full=True, pings=3, deputy=deputy))) == []


def test_who_is_not_in_slack_is_shown_with_their_e_mail() -> None:
    about = profile(email="maija.malli@example.org")
    about.user_id = None
    shown = page(expert(about, is_reachable=False))
    assert "Not in this Slack. E-mail: maija.malli@example.org" in said(shown)
    assert asking(shown) == []


def test_the_time_there_is_said_only_where_it_is_another_time() -> None:
    assert "there" not in said(page(expert()))
    assert "It is 16:00 there." in said(page(expert(timezone="Asia/Tokyo")))
    assert "there" not in said(page(expert(timezone="Europe/Mariehamn"))), "another name for the same time"
    finnish = replace(ADA, reader=Reader("fi"))
    assert "16.00" in said(page(expert(timezone="Asia/Tokyo"), by=finnish))


def test_presence_is_said_when_it_says_something() -> None:
    shown = page(expert(), expert(profile(2)), expert(profile(3)))
    there = {
        "U01": Presence(is_active=True),
        "U02": Presence(is_active=True, quiet_until=START + timedelta(hours=1)),
        "U03": Presence(),
    }
    known = replace(shown, there=there)
    assert "Active now." in said(known)
    assert "Do not disturb until 10:00." in said(known)
    news = view.news(known).text
    assert news == "Active now: Maija Malli 1. Maija Malli 2: do not disturb until 10:00."


def test_mended_and_missing_words_are_named_with_what_was_typed() -> None:
    shown = page(expert(), instead={"tietosuija": "tietosuoja"}, left_out=("xyzzy",))
    assert "Nobody has “tietosuija”. Did you mean “tietosuoja”?" in said(shown)
    assert "Nobody has “xyzzy”; these people know the rest." in said(shown)
    assert "tietosuija" in view.message(shown).text


def test_nothing_found_says_so_and_offers_a_way_on_with_the_text_filled_in() -> None:
    shown = page(query="lumikenkäily")
    assert "I find nobody for “lumikenkäily”." in said(shown)
    assert house(shown) == [("Ask the house", "lumikenkäily")]
    [(_, question)] = house(page(query="x" * 5_000))
    assert len(question) <= ask.MOST_VALUE


def test_a_choice_that_leaves_nobody_can_be_lifted() -> None:
    shown = replace(page(units=("Legal", "Sports")), look=Look("tietosuoja", unit=key("Sports")), unit="Sports")
    assert "fits these choices" in said(shown)
    everywhere = [found for found in buttons(view.message(shown).payload()) if found["action_id"] == view.EVERYWHERE]
    assert Look.unpacked(everywhere[0]["value"]) == Look("tietosuoja")


def test_menus_come_when_there_are_more_than_are_shown_and_carry_the_look() -> None:
    few = page(expert(), units=("Legal", "Sports"), places=("A", "B"))
    assert view.UNIT not in json.dumps(view.message(few).payload())
    many = replace(few, finding=replace(few.finding, total=6))
    menus = [block for block in view.message(many).payload()["blocks"] if view.UNIT in json.dumps(block)]
    assert view.narrowed(view.UNIT, menus[0]["block_id"], key("Legal")) == Look("tietosuoja", unit=key("Legal"))
    assert view.narrowed(view.PLACE, menus[0]["block_id"], key("A")).narrowed("unit", "") == Look(
        "tietosuoja", place=key("A")
    )
    assert view.narrowed(view.UNIT, menus[0]["block_id"], view.ALL) == Look("tietosuoja")
    assert "The best 1 of 6 people" in said(many)


def test_a_question_too_long_to_travel_has_no_menus() -> None:
    long = page(expert(), query="x " * 300, total=9, units=("Legal", "Sports"))
    assert view.UNIT not in json.dumps(view.message(long).payload())


def test_home_tells_what_concerns_a_person_and_no_more() -> None:
    today = START.date()
    quiet = home(ADA, Contents(0, [], None, profile(confirmed_at=START), today=today))
    assert "waits for your answer" not in json.dumps(quiet)
    busy = profile(is_hidden=True, away_until=today + timedelta(days=7))
    told = json.dumps(home(ADA, Contents(0, [], None, busy, asked=2, waiting=1, today=today)))
    for piece in (
        "1 question waits for your answer",
        "2 questions of yours are open",
        "hidden from search",
        "Nobody asks you before 30 Nov 2026",
        "Tell in your profile",
    ):
        assert piece in told
    past = profile(confirmed_at=START, away_until=today)
    assert "Nobody asks you" not in json.dumps(home(ADA, Contents(0, [], None, past, today=today)))


def test_home_keeps_every_limit(by: Asker) -> None:
    for role in (Role.EMPLOYEE, Role.MANAGER):
        for known in (None, profile(is_hidden=True, away_until=date(2027, 1, 1))):
            shown = home(replace(by, role=role), Contents(3, ["Instagram"], None, known, 1, 1, today=START.date()))
            assert view_faults(shown) == []


@given(st.text(max_size=300), st.text(max_size=12), st.text(max_size=12))
def test_a_look_that_is_packed_is_the_same_look(query: str, unit: str, place: str) -> None:
    at = Look(query, unit, place)
    packed = at.packed()
    assert packed == "" or Look.unpacked(packed) == at
    assert len(view.LOOK_BLOCK + packed) <= 255


@given(st.text(max_size=400))
def test_anything_unpacks_to_some_look(text: str) -> None:
    assert isinstance(Look.unpacked(text), Look)
    assert len(Look.of(text * 50).query) <= 5_000
