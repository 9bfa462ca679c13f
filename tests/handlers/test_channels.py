"""The social accounts through the door: what employees and managers see and do in Slack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import channels, channels_find, people
from bot.channels_draft import Draft, Form
from playground.slack.core import ActRefusedError

LIBRARY = Draft(
    name="Town library",
    link="https://instagram.com/townlibrary.example",
    unit="Library",
    purpose="Books and readers.",
    languages=("fi", "sv"),
    owner="U1",
)
POOL = Draft(name="Town swimming hall", link="https://facebook.com/townpool.example", unit="Sports")


@pytest.fixture
def town(house):
    """A house with a library and a pool in its register."""
    put(house, LIBRARY)
    put(house, POOL)
    return house


def put(house, *drafts):
    admin = people.asker(house.services, "U3")
    for draft in drafts:
        channels.save(house.services, Form(), draft, by=admin)


def open_names(house):
    return [account.name for account in channels_find.register(house.services).open]


def newest(person):
    return person.ephemerals[-1]


def until(house, person, text):
    """Wait until the private answer of a person, replaced in the background, says something."""
    return house.slack.wait_until(lambda: newest(person) if text in newest(person).words else None, otherwise=text)


@pytest.mark.parametrize("command", ["/channels", "/some accounts", "/some tilit", "/some konton"])
def test_every_account_in_one_private_answer(town, command):
    shown = town.slack.person("U1").command(command)
    assert shown.message.ephemeral
    for piece in ("Town library", "Town swimming hall", "Books and readers.", "Open Instagram", "Open Facebook"):
        assert piece in shown.words
    assert town.slack.refused == []


def test_the_finnish_and_swedish_commands_work_in_any_language(town):
    for name in ("/kanavat", "/kanaler"):
        body = {"command": name, "text": "simhall", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.1.x"}
        ack = town.slack.deliver(
            "slash_commands", {**body, "team_id": "T0KAIKU", "response_url": "http://127.0.0.1:9/"}
        )
        assert ack.acked
        assert "Town swimming hall" in str(ack.payload)


def test_two_hundred_accounts_are_answered_in_pages(house):
    put(house, *(replace(POOL, name=f"Pool {n}", link=f"https://x.com/pool{n}") for n in range(200)))
    shown = house.slack.person("U1").command("/channels")
    assert "1–10 of 200" in shown.words


def test_paging_through_the_list_replaces_it_in_place(house):
    put(house, *(replace(POOL, name=f"Pool {n:02}", link=f"https://x.com/pool{n}") for n in range(12)))
    anna = house.slack.person("U1")
    anna.command("/channels")
    anna.click("Next", in_=newest(anna))
    until(house, anna, "11–12 of 12")
    anna.click("Previous", in_=newest(anna))
    until(house, anna, "1–10 of 12")
    assert len(anna.ephemerals) == 1
    assert house.slack.refused == []


def test_menus_narrow_the_list_and_clear_brings_everything_back(town):
    anna = town.slack.person("U1")
    anna.command("/channels")
    anna.select("channels.network", "Facebook", in_=newest(anna))
    town.slack.wait_until(lambda: "Town library" not in newest(anna).words)
    assert "Town swimming hall" in newest(anna).words
    anna.click("Clear", in_=newest(anna))
    until(town, anna, "Town library")


def test_a_mistyped_word_finds_and_nonsense_offers_a_way_on(town):
    anna = town.slack.person("U1")
    assert "Town library" in anna.command("/channels libary").words
    shown = anna.command("/channels swimmmingg hallls <!here>")
    assert "“swimmmingg hallls <!here>”" in shown.words
    anna.click("channels.meant", in_=shown)
    until(town, anna, "Town swimming hall")
    assert town.slack.refused == []


@pytest.mark.parametrize(
    "query", ["x" * 10_000, "🦔" * 500, "\u202eabc", "<@U1>", "<@U1|anna>", "a|b>c", "&lt;!here&gt;"]
)
def test_odd_queries_are_harmless(town, query):
    shown = town.slack.person("U1").command(f"/channels {query}")
    assert shown.ok
    assert "<!here>" not in shown.message.text
    assert town.slack.refused == []


def test_details_open_in_a_window_with_what_the_person_may_do(town):
    anna, carla = town.slack.person("U1"), town.slack.person("U3")
    view = anna.click("Details", in_=anna.command("/channels"), value=str(library(town))).view
    assert "Finnish and Swedish" in view.words
    assert "Edit" not in view.words
    view = carla.click("Details", in_=carla.command("/channels"), value=str(library(town))).view
    assert "Edit" in view.words
    assert "Close account" in view.words


def library(house):
    return next(account.id for account in channels_find.register(house.services).open if account.name == LIBRARY.name)


def test_a_manager_adds_an_account_and_sees_what_was_saved(house):
    carla = house.slack.person("U3")
    shown = carla.command("/channels")
    assert "every official social account" in shown.words
    form = carla.click("Add social account", in_=shown).view
    sent = carla.submit(
        form,
        {
            "name": "Museum",
            "link": "www.YouTube.com/@Museum.example/?si=1",
            "languages": ["fi", "en"],
            "owner": "U1",
            "deputy": "U2",
            "reviewed_on": "2026-01-31",
        },
    )
    assert sent.ok
    assert "“Museum” is in the register now." in sent.view.words
    assert "YouTube" in sent.view.words
    assert "Museum" in house.slack.person("U1").command("/channels").words
    assert house.slack.refused == []


@pytest.mark.parametrize("words", ["/some accounts add", "/some tilit lisää", "/some konton lägg till"])
def test_the_form_opens_by_a_word_as_well(house, words):
    assert house.slack.person("U3").command(words).view.callback_id == "channels.form"


def test_faults_stand_at_their_fields_in_the_readers_language(town):
    carla = town.slack.person("U3")
    carla.command("/some language sv")
    form = carla.command("/some konton ny").view
    sent = carla.submit(form, {"name": "Museum", "link": "javascript:alert(1)"})
    assert list(sent.errors) == ["link"]
    assert "https://" in sent.errors["link"]
    taken = carla.submit(form, {"name": "Museum", "link": "http://m.instagram.com/TownLibrary.example/"})
    assert "Town library" in taken.errors["link"]
    same = carla.submit(form, {"name": "M", "link": "x.com/m", "owner": "U1", "deputy": "U1"})
    assert list(same.errors) == ["deputy"]
    guest = carla.submit(
        form, {"name": "M", "link": "x.com/m", "deputy": None, "owner": "U1", "reviewed_on": "2099-01-01"}
    )
    assert list(guest.errors) == ["reviewed_on"]
    assert open_names(town) == ["Town library", "Town swimming hall"]


def test_an_employee_cannot_add(town):
    shown = town.slack.person("U1").command("/some accounts add")
    assert shown.views == []
    assert "social managers" in shown.words


def test_a_form_that_outlived_its_owners_rights_saves_nothing(town):
    carla = town.slack.person("U3")
    form = carla.command("/some accounts add").view
    town.slack.change_user("U3", role="member")
    town.slack.set_group("S1", ["U2"])
    town.slack.wait_until(lambda: people.asker(town.services, "U3").role == 1)
    sent = carla.submit(form, {"name": "Museum", "link": "x.com/museum"})
    assert "social managers" in sent.words
    assert "Museum" not in open_names(town)


def test_a_double_click_on_save_is_one_account(house):
    carla = house.slack.person("U3")
    form = carla.command("/some accounts add").view
    values = {"name": "Museum", "link": "x.com/museum"}
    house.slack.together(lambda: quietly(carla, form, values), lambda: quietly(carla, form, values))
    assert open_names(house) == ["Museum"]


def quietly(person, form, values):
    """Send a form; Slack itself may refuse the second time, since the form has turned into something else."""
    try:
        return person.submit(form, values)
    except (ActRefusedError, LookupError):
        return None


def edit_form(person, number):
    window = person.click("Details", in_=person.command("/channels"), value=str(number)).view
    return person.click("Edit", in_=window).view or person.view


def test_two_people_edit_and_nothing_is_lost(town):
    town.slack.set_group("S1", ["U1", "U3"])
    town.slack.wait_until(lambda: people.asker(town.services, "U1").role == 2)
    anna, carla, number = town.slack.person("U1"), town.slack.person("U3"), library(town)
    annas, carlas = edit_form(anna, number), edit_form(carla, number)
    assert anna.submit(annas, {"purpose": "Anna’s words"}).ok

    refused = carla.submit(carlas, {"purpose": "Carla’s words", "tone": "Warm"}).view
    assert "Anna’s words" in refused.words
    assert "Carla’s words" in refused.words
    saved = carla.submit(refused).view
    assert "Carla’s words" in saved.words
    assert "Warm" in saved.words
    assert town.slack.refused == []


def test_an_account_closed_meanwhile_can_be_reopened_with_what_was_typed(town):
    carla, number = town.slack.person("U3"), library(town)
    form = edit_form(carla, number)
    channels.close(town.services, number, "By mistake", by=people.asker(town.services, "U3"))
    refused = carla.submit(form, {"tone": "Warm"}).view
    assert "By mistake" in refused.words
    assert refused.submit == "Reopen and save"
    assert "Warm" in carla.submit(refused).view.words
    assert "Town library" in open_names(town)


def test_closing_asks_why_and_can_be_taken_back(town):
    carla, number = town.slack.person("U3"), library(town)
    window = carla.click("Details", in_=carla.command("/channels"), value=str(number)).view
    carla.click("Close account", in_=window)
    closing = carla.view
    assert carla.submit(closing, {"why": " "}).errors
    closed = carla.submit(closing, {"why": "Merged into another"}).view
    assert "no longer in the list" in closed.words
    assert open_names(town) == ["Town swimming hall"]
    carla.click("Reopen", in_=closed)
    town.slack.wait_until(lambda: "back in the list" in carla.view.words)
    assert "Town library" in open_names(town)
    assert town.slack.refused == []


def test_closed_accounts_are_found_by_managers(town):
    carla = town.slack.person("U3")
    channels.close(town.services, library(town), "Merged", by=people.asker(town.services, "U3"))
    shown = carla.command("/channels")
    carla.click("Closed accounts", in_=shown)
    until(town, carla, "Town library")
    assert "Town library" not in town.slack.person("U1").command("/channels").words


def test_an_account_shared_in_a_channel_follows_its_changes(town):
    anna, carla, number = town.slack.person("U1"), town.slack.person("U3"), library(town)
    window = anna.click("Details", in_=anna.command("/channels", channel="C2"), value=str(number)).view
    anna.click("Share in this channel", in_=window)
    card = town.slack.wait_until(lambda: town.slack.messages("C2"))[-1]
    assert "Town library" in card.words
    assert f"<@{LIBRARY.owner}>" not in card.text

    again = carla.click("Share in this channel", in_=carla.command("/channels library", channel="C2"))
    assert again.ok
    until(town, carla, "in this channel already")
    carla.submit(edit_form(carla, number), {"name": "Main library"})
    town.slack.wait_until(lambda: "Main library" in town.slack.messages("C2")[-1].words)
    channels.close(town.services, number, "Merged", by=people.asker(town.services, "U3"))
    town.slack.wait_until(lambda: "closed since" in town.slack.messages("C2")[-1].words)
    assert len(town.slack.messages("C2")) == 1
    assert town.slack.refused == []


def test_an_account_that_is_gone_is_told_and_not_shown(town):
    anna, number = town.slack.person("U1"), library(town)
    shown = anna.command("/channels")
    channels.close(town.services, number, "Merged", by=people.asker(town.services, "U3"))
    anna.click("Details", in_=shown, value=str(number), stale=True)
    until(town, anna, "no longer in the register")
    assert anna.views == []


def test_the_list_opens_from_app_home_and_pages_in_its_window(house):
    put(house, *(replace(POOL, name=f"Pool {n:02}", link=f"https://x.com/pool{n}") for n in range(12)))
    anna = house.slack.person("U1")
    anna.open_home()
    home = house.slack.wait_until(lambda: anna.home_view)
    window = anna.click("channels.browse", in_=home).view
    assert "1–10 of 12" in window.words
    anna.click("Next", in_=window)
    house.slack.wait_until(lambda: "11–12 of 12" in anna.view.words)
    details = anna.click("Details", in_=anna.view, block="account.12.1.do").view
    assert "Pool 11" in details.words
    assert len(anna.views) == 2
    assert house.slack.refused == []


def test_many_units_are_asked_for_while_one_types(house):
    put(house, *(replace(POOL, name=f"P{n}", link=f"https://x.com/pool{n}", unit=f"Unit {n}") for n in range(61)))
    anna = house.slack.person("U1")
    shown = anna.command("/channels")
    offered = anna.options("channels.unit", "unit 60", in_=shown)
    assert [option["text"]["text"] for option in offered] == ["Unit 60"]
    anna.select("channels.unit", offered[0]["value"], in_=shown)
    until(house, anna, "1 social account")
    assert house.slack.refused == []
