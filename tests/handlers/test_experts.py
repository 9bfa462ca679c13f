"""Experts through the door: what people see and do in Slack when they look for somebody who knows."""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest

from bot import people, profile_index, synonyms
from bot.views import experts as view
from storage import profiles
from storage.models import Profile

UNITS = ("Legal", "Sports", "Library")


@pytest.fixture
def town(house):
    """A house where Bo and Carla know something, and so does somebody who is not in Slack."""
    put(
        house,
        Profile(user_id="U2", name="Bo Berg", hr_skills="Tietosuoja\nHankinnat", unit="Legal", place="Town hall"),
        Profile(user_id="U3", name="Carla Cruz", skills="GDPR", about="Ask me about records of pools.", unit="Sports"),
        Profile(name="Dora Distant", email="dora.distant@example.org", hr_skills="Uimahallit", unit="Sports"),
    )
    return house


def put(house, *records):
    """Give people profiles, and make them findable."""
    for record in records:
        if record.user_id:
            people.asker(house.services, record.user_id)
    with house.services.database.begin() as session:
        ids = [_put(session, record) for record in records]
        profile_index.reindex(session, ids)
        house.services.memory.changed(session, profile_index.BODY)


def _put(session, record):
    if record.user_id is None:
        session.add(record)
        session.flush()
        return record.id
    known = profiles.made_for_user(session, record.user_id)
    for name in ("name", "hr_skills", "skills", "about", "unit", "place", "away_until", "languages"):
        setattr(known, name, getattr(record, name))
    return known.id


def crowd(house, count=12):
    """Many who know the same, in three units."""
    put(house, *(Profile(name=f"Ville Virta {n}", hr_skills="Sisäilma", unit=UNITS[n % 3]) for n in range(count)))


def newest(person):
    return person.ephemerals[-1]


def until(house, person, text):
    """Wait until the private answer of a person, replaced in the background, says something."""
    return house.slack.wait_until(lambda: newest(person) if text in newest(person).words else None, otherwise=text)


def test_people_with_the_reason_in_one_private_answer_at_once(town):
    shown = town.slack.person("U1").command("/expert tietosuoja")
    assert shown.message.ephemeral
    for piece in ("Bo Berg", "Legal · Town hall", "Skill: Tietosuoja (from HR)", "Ask"):
        assert piece in shown.words
    assert town.slack.refused == []


@pytest.mark.parametrize(
    "query", ["tietosuojan", "DATASKYDD", "data protection", "gdpr:n", "who knows about the GDPR?"]
)
def test_any_form_and_any_language_finds_both_who_know(town, query):
    shown = town.slack.person("U1").command(f"/expert {query}")
    assert "Bo Berg" in shown.words
    assert "Carla Cruz" in shown.words


def test_the_finnish_command_works_in_any_language(town):
    for name in ("/expert", "/osaaja"):
        body = {"command": name, "text": "tietosuoja", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.1.x"}
        ack = town.slack.deliver(
            "slash_commands", {**body, "team_id": "T0KAIKU", "response_url": "http://127.0.0.1:9/"}
        )
        assert ack.acked
        assert "Bo Berg" in str(ack.payload)


@pytest.mark.parametrize("word", ["", "help", "ohje", "HJÄLP", "?"])
def test_nothing_and_help_are_answered_with_examples_and_buttons(town, word):
    shown = town.slack.person("U1").command(f"/expert {word}")
    for piece in ("/expert data protection", "/expert me", "Find an expert", "My profile"):
        assert piece in shown.words
    assert town.slack.refused == []


@pytest.mark.parametrize(
    "word", ["me", "Me", "minä", "oma", "minun", "profiili", "jag", "mig", "min", "profil", "my profile"]
)
def test_the_word_for_oneself_opens_ones_own_profile(town, word):
    shown = town.slack.person("U1").command(f"/expert {word}")
    assert shown.view
    assert shown.ephemerals == []
    assert town.slack.refused == []


def test_the_buttons_of_an_answer_open_what_they_say(town):
    anna = town.slack.person("U1")
    usage = anna.command("/expert")
    assert anna.click("Find an expert", in_=usage).view.callback_id == view.SEARCH
    anna.close(everything=True)
    assert anna.click("My profile", in_=usage).view
    anna.close(everything=True)
    assert anna.click("Ask", in_=anna.command("/expert hankinnat")).view
    assert town.slack.refused == []


def test_nothing_found_offers_to_ask_the_house_with_the_text_filled_in(town):
    anna = town.slack.person("U1")
    shown = anna.command("/expert lumikenkäily <!here>")
    assert "“lumikenkäily <!here>”" in shown.words
    assert "<!here>" not in shown.message.text
    form = anna.click("Ask the house", in_=shown).view
    assert "lumikenkäily" in json.dumps(form.blocks, ensure_ascii=False)
    assert town.slack.refused == []


def test_a_typo_is_mended_and_told(town):
    shown = town.slack.person("U1").command("/expert hankknnat")
    assert "Bo Berg" in shown.words
    assert "Nobody has “hankknnat”. Did you mean “" in shown.words


def test_a_word_that_nobody_has_is_left_out_and_named(town):
    shown = town.slack.person("U1").command("/expert hankinnat qwertzuiop")
    assert "Bo Berg" in shown.words
    assert "“qwertzuiop”" in shown.words


def test_somebody_who_is_not_in_slack_is_shown_with_their_address_and_without_a_button(town):
    shown = town.slack.person("U1").command("/expert uimahalli")
    assert "Dora Distant" in shown.words
    assert "dora.distant@example.org" in shown.words
    assert not [block for block in shown.message.blocks if "inquiries.ask" in str(block) and "Dora" in str(block)]


def test_somebody_away_is_not_offered(town):
    away = (town.services.now() + timedelta(days=9)).date()
    put(town, Profile(user_id="U2", name="Bo Berg", hr_skills="Hankinnat", away_until=away))
    shown = town.slack.person("U1").command("/expert hankinnat")
    assert "Away. They can be asked again from" in shown.words
    assert "inquiries.ask" not in str(shown.message.blocks)


def test_menus_narrow_the_answer_in_place_and_can_be_lifted(house):
    crowd(house)
    anna = house.slack.person("U1")
    shown = anna.command("/expert sisäilma")
    assert "The best 5 of 12 people" in shown.words
    assert [option["text"]["text"] for option in anna.options(view.UNIT, "", in_=shown)] == sorted(UNITS)
    assert [option["text"]["text"] for option in anna.options(view.UNIT, "spo", in_=shown)] == ["Sports"]
    anna.select(view.UNIT, "Sports", in_=shown)
    until(house, anna, "4 people for")
    assert "Legal" not in newest(anna).words
    assert anna.options(view.UNIT, "", in_=newest(anna))[0]["value"] == view.ALL
    anna.select(view.UNIT, view.ALL, in_=newest(anna))
    until(house, anna, "The best 5 of 12")
    assert len(anna.ephemerals) == 1
    assert house.slack.refused == []


def test_from_app_home_without_typing_a_command(town):
    anna = town.slack.person("U1")
    anna.open_home()
    home = town.slack.wait_until(lambda: anna.home_view)
    assert "Experts" in home.words
    window = anna.click("Find an expert", in_=home).view
    found = anna.submit(window, {"query": "tietosuoja"}).view
    assert "Bo Berg" in found.words
    again = anna.submit(found, {"query": "lumikenkäily"}).view
    assert "I find nobody" in again.words
    assert anna.submit(again, {"query": "🦔"}).view
    assert town.slack.refused == []


def test_menus_narrow_in_the_window_too(house):
    crowd(house)
    anna = house.slack.person("U1")
    window = anna.click("Find an expert", in_=anna.command("/expert")).view
    anna.submit(window, {"query": "sisäilma"})
    assert anna.options(view.UNIT, "leg")
    anna.select(view.UNIT, "Legal")
    house.slack.wait_until(lambda: "4 people for" in anna.view.words)
    assert anna.view.callback_id == view.SEARCH
    assert house.slack.refused == []


def test_who_is_there_follows_in_a_line_and_never_delays_the_answer(town):
    anna = town.slack.person("U1")
    anna.command("/expert uimahalli")
    now = int(time.time())
    town.slack.change_user("U2", presence="active", quiet=(now - 60, now + 3_600))
    town.slack.change_user("U3", presence="active")
    town.slack.fail("users.getPresence", times=1, delay=60)
    shown = anna.command("/expert tietosuoja")
    assert "Active now" not in shown.words
    town.slack.recover()
    until(town, anna, "Active now: Carla Cruz.")
    assert "Bo Berg: do not disturb until" in newest(anna).words
    before = len(anna.ephemerals)
    again = anna.command("/expert tietosuoja")
    assert "Active now." in again.words, "within a minute it is known at once"
    assert len(anna.ephemerals) == before + 1
    assert town.slack.refused == []


@pytest.mark.parametrize("trouble", [{"retry_after": 30}, {"status": 500}, {"error": "internal_error"}])
def test_where_slack_does_not_say_who_is_there_nothing_is_said(town, trouble):
    anna = town.slack.person("U1")
    town.slack.change_user("U2", presence="active")
    town.slack.fail("users.getPresence", seconds=30, **trouble)
    shown = anna.command("/expert hankinnat")
    assert "Bo Berg" in shown.words
    town.slack.wait_until(lambda: town.slack.calls("users.getPresence"))
    time.sleep(0.2)
    assert len(anna.ephemerals) == 1


@pytest.mark.parametrize(
    "query",
    [
        "x" * 5_000,
        "tietosuoja " * 450,
        "🦔" * 500,
        "🦔",
        "who can I ask about",
        "\u202eabc",
        "<@U1>",
        "<@U1|anna>",
        "a|b>c",
        "&lt;!here&gt;",
        "'; DROP TABLE profile; --",
        '" OR 1=1 --',
        'NEAR("a" "b", 5)',
        "name:tieto* AND NOT (skill OR",
        "tietosuoja* ^tieto - + ~ ( ) { } [ ] \\ / : ! & |",
        "%_%",
        "\u0000tieto\u0000",
        "مرحبا كيف الحال",
        "数据保护",
    ],
)
def test_odd_queries_are_answered_with_a_clear_sentence(town, query):
    shown = town.slack.person("U1").command(f"/expert {query}")
    assert shown.ok
    assert shown.message.text.strip()
    assert "<!here>" not in shown.message.text
    assert "went wrong" not in shown.words
    assert town.slack.refused == []


def test_only_small_words_are_named_as_such(town):
    assert (
        "only words that are in every question" in town.slack.person("U1").command("/expert who can I ask about").words
    )
    assert "no words" in town.slack.person("U1").command("/expert 🦔").words


def test_guests_are_refused_politely_and_learn_nothing(town):
    shown = town.slack.person("U4").command("/expert tietosuoja")
    assert "own staff" in shown.words
    assert "Bo" not in shown.words


def test_answers_are_in_the_readers_language(town):
    said = {
        language: town.slack.person("U1").command(f"/some language {language}")
        and town.slack.person("U1").command("/expert tietosuoja").message.text
        for language in ("fi", "sv", "en")
    }
    assert all("Bo Berg" in text for text in said.values())


def test_the_desk_edits_words_and_the_next_search_uses_them(town):
    carla = town.slack.person("U3")
    put(town, Profile(user_id="U1", name="Anna Aalto", hr_skills="Lumikenkäily"))
    assert "Anna Aalto" not in carla.command("/expert snowshoeing").words
    settings = carla.command("/some settings")
    listed = carla.click("Words that mean the same", in_=settings).view
    assert listed.callback_id == "synonyms.list"
    carla.click("Add words")
    assert carla.submit(carla.view, {"words": "lumikenkäily"}).errors
    assert "GDPR" in carla.submit(carla.view, {"words": "gdpr\nlumikenkäily"}).errors["words"]
    saved = carla.submit(carla.view, {"words": "lumikenkäily\nsnowshoeing"}).view
    assert saved.callback_id == "synonyms.list"
    assert "Saved." in saved.words
    assert "Anna Aalto" in carla.command("/expert snowshoeing").words
    assert town.slack.refused == []


def test_the_desk_pages_searches_removes_and_restores(town):
    carla = town.slack.person("U3")
    carla.click("Words that mean the same", in_=carla.command("/some asetukset"))
    first = carla.view.words
    carla.click("Next")
    assert carla.view.words != first
    found = carla.submit(carla.view, {"query": "wcag"}).view
    assert "saavutettavuus" in found.words
    carla.click("Edit")
    carla.click("Remove")
    assert "Removed." in carla.view.words
    carla.submit(carla.view, {"query": "wcag"})
    carla.click("Restore")
    assert "Restored." in carla.view.words
    assert any("WCAG" in group.words for group in synonyms.in_force(town.services))
    assert town.slack.refused == []


def test_who_was_slower_at_a_group_sees_it_and_can_save(town):
    carla = town.slack.person("U3")
    carla.click("Words that mean the same", in_=carla.command("/some inställningar"))
    carla.submit(carla.view, {"query": "wcag"})
    carla.click("Edit")
    synonyms.save(town.services, "accessibility", 0, "esteettömyys\nWCAG", by=people.asker(town.services, "U3"))
    overtaken = carla.submit(carla.view, {"words": "saavutettavuus\nWCAG"}).view
    assert "Somebody else changed this group" in overtaken.words
    assert "Saved." in carla.submit(overtaken, {"words": "saavutettavuus\nWCAG"}).view.words
    assert town.slack.refused == []


def test_employees_see_their_own_settings_only(town):
    shown = town.slack.person("U1").command("/some settings")
    assert "My profile" in shown.words
    assert "Words that mean the same" not in shown.words
