"""What people see of an answer: within Slack's limits whatever it says, in three languages, with what counts in words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import bringing, editing, listing, reading, versions
from bot.answers.bringing import Discussion, Line, Message
from bot.answers.content import Content, Said, changes, content_from
from bot.answers.difference import compared, shortened
from bot.answers.draft import LONGEST, MOST_PEOPLE, Form, Opened, Overtaken, Prefilled, Saved, draft_of
from bot.answers.found import Found, Hit
from bot.answers.look import ADD_WORDS, MOST_QUERY, SHOWS, Look, ToExchange, ToWrite, read
from bot.services import Services
from bot.views import answers as view
from bot.views import (
    answers_difference,
    answers_discussion,
    answers_form,
    answers_home,
    answers_list,
    answers_results,
    answers_versions,
)
from bot.views.blocks import Message as Shown
from bot.words import LANGUAGES, Reader
from playground.slack.checks import message_faults, view_faults
from storage import answers as stored
from storage.answers import Counts
from storage.database import Database
from tests.bot.answers.saving import bank_on, edit, save
from tests.bot.asking import said
from tests.bot.register import ADA, EVE, MAIJA
from tests.clock import START, Clock

TODAY = date(2026, 11, 23)
ENGLISH = Reader("en")
SIGNS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
EVIL = "<!channel> <@U1> *b* & `c` \u202e " + "😀" * 20
readers = pytest.mark.parametrize("reader", [Reader(language) for language in LANGUAGES], ids=LANGUAGES)


@pytest.fixture
def bank(sqlite_database: Database, clock: Clock) -> Services:
    return bank_on(sqlite_database, clock)


def filled(text: str, most: int) -> str:
    return (text * (most // len(text) + 1))[:most].strip()


def longest(services: Services, sign: str = "word & "):
    """Save an answer in which every field is as long as it may be."""
    texts = {code: (filled(sign, LONGEST["question"]), filled(sign, LONGEST["text"])) for code in LANGUAGES}
    tags = ", ".join(f"{n:02}" + "t" * 38 for n in range(20))
    more: dict[str, Any] = {"note": filled(sign, 3_000), "when_to_use": filled(sign, 500), "tags": tags}
    return save(services, texts, **more)


def hits(services: Services, ids) -> tuple[Hit, ...]:
    with services.database.read() as session:
        found, texts = stored.many(session, ids), stored.texts_of(session, ids)
    return tuple(Hit(found[one], texts[one], "sv", "Maija Meri") for one in ids)


@readers
@pytest.mark.parametrize("sign", ["word & ", "<!channel> ", "ä", "😀 "])
def test_the_longest_answer_fits_everywhere(bank: Services, reader: Reader, sign: str) -> None:
    ids = [longest(bank, sign).id for _n in range(3)]
    by = replace(MAIJA, reader=reader)
    for one in (MAIJA, EVE):
        details = reading.details(bank, ids[0], by=replace(one, reader=reader))
        assert view_faults(view.window(details, reader, "Note")) == []
    opened = editing.form_for(bank, answer_id=ids[0], by=by)
    assert view_faults(answers_form.form(opened, reader)) == []
    found = Found("words " * 200, "sv", hits(bank, ids))
    blocks = answers_results.results(found, reader, today=TODAY, asked=found.words)
    told = Shown(answers_results.said(found, reader, today=TODAY), blocks).payload()
    assert message_faults({"channel": "C1", **told}) == []
    for _n in range(8):
        longest(bank, sign)
    page = answers_list.page(listing.page(bank, Look(), by=by), reader)
    assert message_faults({"channel": "C1", **page.payload()}) == []
    assert "<!channel>" not in page.text + told["text"]


@readers
def test_what_overtook_somebody_fits_into_the_form(bank: Services, reader: Reader) -> None:
    answer = longest(bank)
    by = replace(ADA, reader=reader)
    opened = editing.form_for(bank, answer_id=answer.id, by=by)
    edit(bank, answer, texts=dict.fromkeys(LANGUAGES, filled("xyz ", 3_000)), tags="one", visibility="desk")
    late = editing.save(bank, opened.form, replace(opened.draft, note=EVIL, valid="none", owner=EVE.id), by=by)
    assert isinstance(late, Overtaken)
    assert view_faults(answers_form.overtaken(late, reader)) == []


@readers
def test_versions_and_a_comparison_fit(bank: Services, reader: Reader) -> None:
    answer = longest(bank)
    for n in range(9):
        edit(bank, answer, texts=dict.fromkeys(LANGUAGES, filled(f"text {n} ", 3_000)), note=filled(f"{n} ", 3_000))
    by = replace(MAIJA, reader=reader)
    assert view_faults(answers_versions.history(versions.history(bank, answer.id, by=by), reader)) == []
    assert view_faults(answers_versions.compared(versions.compare(bank, answer.id, 1, by=by), reader)) == []
    now = versions.compare(bank, answer.id, 10, by=by)
    shown = answers_versions.compared(now, reader)
    assert view_faults(shown) == []
    assert not now.restores


@readers
def test_a_difference_is_read_without_its_style(reader: Reader) -> None:
    before = Content(texts={"en": Said("Open?", "Open on 6 January from 9.")}, owner="U1", valid_until=TODAY)
    after = Content(texts={"en": Said("Open?", "Closed on 6 January."), "fi": Said("", "Kiinni.")}, tags=("pool",))
    blocks = answers_difference.differences(before, after, ("Before:", "Now:"), reader)
    shown = said(Shown("x", blocks))
    assert shown.count("Before:") == len(list(changes(before, after))) == 5
    for piece in ("Open", "from 9", "Closed", "Kiinni.", "pool"):
        assert piece in shown
    assert '"strike": true' in json.dumps(Shown("x", blocks).payload())


def test_an_expired_answer_says_so_in_words_and_who_keeps_it(bank: Services, clock: Clock) -> None:
    answer = save(bank, valid="30")
    found = Found("pool", "en", hits(bank, [answer.id]))

    def shown(days: int) -> str:
        day = TODAY + timedelta(days=days)
        return said(Shown("x", answers_results.results(found, ENGLISH, today=day, asked="pool")))

    assert "Maija Meri · valid until 23 Dec 2026" in shown(0).replace("\n", "")
    assert "ends soon: valid until 23 Dec 2026" in shown(20)
    assert "expired on 23 Dec 2026: check it before you use it" in shown(40)
    for piece in ("1 answer in the bank for “pool”", "Not yet in: Finnish and Swedish", "This solves it", "Show all"):
        assert piece in shown(0)
    clock.move(days=40)
    details = reading.details(bank, answer.id, by=EVE)
    assert "Expired on 23 Dec 2026" in said(Shown("x", view.window(details, ENGLISH)["blocks"]))


def test_at_most_three_answers_are_shown_in_the_right_language(bank: Services) -> None:
    texts = {"fi": ("Onko auki?", "Kyllä."), "sv": ("Öppet?", "Ja, i dag.")}
    ids = [save(bank, texts).id for _n in range(4)]
    blocks = answers_results.results(Found("öppet", "sv", hits(bank, ids)), Reader("fi"), today=TODAY)
    shown = said(Shown("x", blocks))
    assert shown.count("Ja, i dag.") == 3
    assert "Kyllä." not in shown
    values = [element["value"] for block in blocks[2].to_dict()["elements"] for element in [block]]
    assert values == [f"{ids[0]}:sv", f"{ids[0]}:sv", str(ids[0]), str(ids[0])]
    assert answers_results.results(Found("x"), ENGLISH, today=TODAY) == []


def test_a_long_answer_is_cut_at_a_word(bank: Services) -> None:
    answer = save(bank, {"sv": ("Öppet?", "simhallen " * 300)})
    shown = said(Shown("x", answers_results.results(Found("x", "", hits(bank, [answer.id])), ENGLISH, today=TODAY)))
    assert "simhallen…" in shown


@readers
def test_the_form_says_where_its_text_comes_from(reader: Reader) -> None:
    people = tuple(f"U{n:011}" for n in range(MOST_PEOPLE))
    form = Form(origin="https://x.slack.com/" + "a" * 900, needs_consent=True, people=people, answer=10**9)
    content = Content(texts={"fi": Said(EVIL, EVIL)}, note=EVIL, valid_until=None)
    for is_proposal in (False, True):
        shown = answers_form.form(Opened(form, draft_of(content), is_proposal, tuple(Prefilled)), reader)
        assert view_faults(shown) == []
        assert Form.unpacked(shown["private_metadata"]) == form


@readers
def test_a_discussion_of_a_hundred_long_messages_can_be_chosen_from(reader: Reader) -> None:
    lines = tuple(Line(f"{n}.000100", EVIL, EVIL * 9, START) for n in range(1, 101))
    found = Discussion(Message("C1", "5.000100", "1.000100"), lines, "5.000100", "9.000100", 1_234)
    assert view_faults(answers_discussion.choosing(found, reader)) == []
    assert view_faults(answers_discussion.waiting(reader)) == []
    assert view_faults(answers_discussion.unreadable(reader)) == []


def test_of_a_long_discussion_the_first_message_and_those_around_are_offered() -> None:
    lines = [Line(f"{n}.0", "", "x", START) for n in range(1, 501)]
    for chosen in ("1.0", "2.0", "250.0", "500.0"):
        shown = bringing._around(lines, Message("C1", chosen, "1.0"))
        assert len(shown) == 100
        assert shown[0].ts == "1.0"
        assert chosen in {line.ts for line in shown}
        assert len({line.ts for line in shown}) == 100


@readers
def test_what_waits_stands_in_app_home(reader: Reader) -> None:
    for counts in (Counts(), Counts(9, 3, 1, 2), Counts(9, 0, 0, 2), Counts(9, 3, 0, 0)):
        for by in (EVE, MAIJA):
            view_of = {
                "type": "home",
                "blocks": [one.to_dict() for one in answers_home.blocks(counts, reader, by.role)],
            }
            assert view_faults(view_of) == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Look()),
        ("due", Look("due")),
        ("erääntyvät", Look("due")),
        ("utgår pool", Look("due", query="pool")),
        ("Omat", Look("mine")),
        ("withdrawn", Look("withdrawn")),
        ("all about pools", Look(query="all about pools")),
        ("simhall &amp; bad", Look(query="simhall & bad")),
        ("new", ToWrite()),
        ("lisää Onko auki?", ToWrite("Onko auki?")),
        ("lägg till Öppet?", ToWrite("Öppet?")),
        ("newspaper", Look(query="newspaper")),
    ],
)
def test_words_after_the_command_are_understood(typed: str, wanted: Look | ToWrite) -> None:
    assert read(typed) == wanted


def test_no_word_of_a_list_begins_a_new_answer() -> None:
    words = [word for known in SHOWS.values() for word in known]
    assert not set(words) & set(ADD_WORDS)
    assert len(words) == len(set(words))


@given(SIGNS, st.sampled_from(sorted(SHOWS)), st.sampled_from(LANGUAGES), st.integers(1, 9_999))
def test_a_look_travels_in_a_button_and_in_a_block(query: str, show: str, language: str, page: int) -> None:
    look = Look(show, language if show == "owes" else "", query[:MOST_QUERY], page)
    assert Look.unpacked(look.packed()) == look
    typed = read(f"pool {query}")
    assert isinstance(typed, Look)
    assert len(answers_list.LOOK_BLOCK + replace(typed, page=9_999).packed()) <= 255


@given(st.text(max_size=200))
def test_a_look_that_nobody_made_is_a_look_at_everything(text: str) -> None:
    assert isinstance(Look.unpacked(text), Look)
    assert isinstance(read(text), Look | ToWrite | ToExchange)


@given(SIGNS, SIGNS, SIGNS)
def test_a_difference_in_pieces_is_both_texts(before: str, after: str, middle: str) -> None:
    for one, other in ((before, after), (before + middle, middle + after), (middle, middle)):
        old, new = compared(one, other)
        assert ("".join(piece.text for piece in old), "".join(piece.text for piece in new)) == (one, other)
        same = ["".join(piece.text for piece in pieces if not piece.is_changed) for pieces in (old, new)]
        assert same[0] == same[1]
        assert one != other or not any(piece.is_changed for piece in old)


def test_long_parts_that_are_the_same_are_left_out() -> None:
    old, _new = compared("a " * 300 + "old " + "b " * 300, "a " * 300 + "new " + "b " * 300)
    shown = "".join(piece.text for piece in shortened(old))
    assert "old" in shown
    assert len(shown) < 200


@given(
    st.dictionaries(st.sampled_from(LANGUAGES), st.tuples(SIGNS, SIGNS)),
    SIGNS,
    st.lists(SIGNS, max_size=4),
    st.none() | st.dates(),
)
def test_a_version_keeps_everything(texts, note, tags, until) -> None:
    content = Content(
        texts={code: Said(*one) for code, one in texts.items()}, note=note, tags=tuple(tags), valid_until=until
    )
    assert content_from(json.loads(json.dumps(content.as_json()))) == content
    assert list(changes(content, content)) == []


def test_names_become_colleagues_in_the_language_of_the_text(bank: Services) -> None:
    people = (ADA.id, MAIJA.id, "U0NEW")
    texts = {"fi": f"Kysy @{ADA.name}, @{MAIJA.name} ja @U0NEW.", "en": f"@{ADA.name}son @{ADA.name}"}
    opened = Opened(Form(people=people), editing.form_for(bank, by=MAIJA).draft)
    draft = replace(opened.draft, questions={"en": f"Who is @{ADA.name}?"}, texts=texts, drops_names=True)
    outcome = editing.save(bank, opened.form, draft, by=MAIJA)
    assert isinstance(outcome, Saved)
    shown = reading.details(bank, outcome.answer.id, by=EVE).content
    assert shown.said("en") == Said("Who is a colleague?", f"@{ADA.name}son a colleague")
    assert "@" not in shown.said("fi").text
