"""Looking at the register: pages, filters, search by everything an account says, and what it costs."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import channels, channels_find
from bot.channels_draft import Draft
from bot.channels_look import MOST_QUERY, Look, unit_key
from bot.people import Asker
from bot.services import Services
from bot.views import channels_list as view
from bot.views.blocks import Message
from playground.slack.checks import message_faults
from storage import people
from storage.database import Database
from storage.models import Person
from tests.bot.register import ADA, EVE, MAIJA, POOL, SVEN, add, add_many, services_on, statements
from tests.clock import Clock

NASTY = [
    "<!channel>",
    "<@U1|anna>",
    "|",
    ">",
    "&amp;",
    "*bold* _it_ `code`",
    "\u202eoof",
    "🏊" * 200,
    "x" * 10_000,
    "' OR 1=1",
]


@pytest.fixture
def services(sqlite_database: Database, clock: Clock) -> Services:
    return services_on(sqlite_database, clock)


@pytest.fixture
def town(services: Services) -> Services:
    """A register with the library, the pool, and some others."""
    add(services)
    add(services, POOL, languages=("fi",), owner_name="Uuno Uimari", purpose="Aukioloajat", area="Rantala")
    add(
        services, Draft(name="Vågstrands bibliotek", link="x.com/bibliotek.example", unit="Kirjasto", languages=("sv",))
    )
    add(services, Draft(name="Museo", link="youtube.com/@museo.example", unit="Museo", languages=("fi", "sv", "en")))
    add(services, Draft(name="Blogi", link="https://blogi.example", languages=("se",)))
    return services


def names(message: Message) -> list[str]:
    """Return the names in bold, in the order of the message; the first is its title."""
    found = []
    for block in message.payload()["blocks"]:
        for section in block.get("elements", []) if block["type"] == "rich_text" else []:
            found += [part["text"] for part in section["elements"] if (part.get("style") or {}).get("bold")]
    return found


def units(message: Message) -> list[str]:
    return [block["text"]["text"] for block in message.payload()["blocks"] if block["type"] == "header"]


def buttons(message: Message) -> dict[str, dict[str, Any]]:
    elements = [
        part for block in message.payload()["blocks"] if block["type"] == "actions" for part in block["elements"]
    ]
    return {part["action_id"]: part for part in elements}


def asked(services: Services, text: str, by: Asker = EVE) -> list[str]:
    return names(channels_find.answer(services, text, by=by))


def test_everything_stands_by_unit_and_those_without_one_come_last(town: Services) -> None:
    message = channels_find.answer(town, "", by=EVE)
    assert units(message) == ["Kirjasto", "Liikunta", "Museo", "Without a unit"]
    assert names(message)[1:] == [
        "Aaltorannan kirjasto",
        "Vågstrands bibliotek",
        "Aaltorannan uimahalli",
        "Museo",
        "Blogi",
    ]


def test_the_alphabet_is_the_readers(services: Services) -> None:
    """Å, Ä and Ö stand last in Finnish and Swedish, beside A and O in English."""
    for number, name in enumerate(["Öland", "Ahti", "Zulu", "Ääni", "Åbo"]):
        add(services, Draft(name=name, link=f"x.com/name{number}", unit=name))
    assert units(channels_find.answer(services, "", by=SVEN)) == ["Ahti", "Zulu", "Åbo", "Ääni", "Öland"]
    assert units(channels_find.answer(services, "", by=EVE))[-1] == "Zulu"


def test_each_account_says_what_it_is(town: Services) -> None:
    text = json.dumps(channels_find.answer(town, "", by=MAIJA).payload(), ensure_ascii=False)
    for piece in (
        "Instagram",
        "Kirjavinkit ja kirjaston arki.",
        "Lukijat",
        "suomi ja ruotsi",
        "pohjoissaame",
        "Uuno Uimari",
    ):
        assert piece in text
    assert '"user_id": "U0EVE"' in text
    assert '"url": "https://www.instagram.com/aaltorannankirjasto.example/"' in text


def test_the_top_level_text_says_it_all(town: Services) -> None:
    text = channels_find.answer(town, "", by=EVE).text
    assert "5 social accounts" in text
    assert "Aaltorannan kirjasto (Instagram)" in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("insta", "Aaltorannan kirjasto"),
        ("fb", "Aaltorannan uimahalli"),
        ("facessa", "Aaltorannan uimahalli"),
        ("twitter", "Vågstrands bibliotek"),
        ("X", "Vågstrands bibliotek"),
        ("tube", "Museo"),
        ("blogit", "Blogi"),
        ("English", "Museo"),
        ("englanniksi", "Museo"),
        ("på engelska", "Museo"),
        ("saame", "Blogi"),
        ("uimahallit", "Aaltorannan uimahalli"),
        ("simhallen", "Aaltorannan uimahalli"),
        ("Rantalassa", "Aaltorannan uimahalli"),
        ("aukiolaojat", "Aaltorannan uimahalli"),
        ("uuno", "Aaltorannan uimahalli"),
        ("@aaltorannankirjasto", "Aaltorannan kirjasto"),
        ("<@U0EVE|eve>", "Aaltorannan kirjasto"),
        ("ruotsi insta", "Aaltorannan kirjasto"),
    ],
)
def test_one_hit_is_shown_in_full(town: Services, text: str, found: str) -> None:
    message = channels_find.answer(town, text, by=EVE)
    assert found in names(message)
    assert view.CLEAR in buttons(message)
    assert "channels.details" not in buttons(message)


@pytest.mark.parametrize(
    "text",
    ["uimahallin tili", "Who handles the pool’s account?", "kuka hoitaa uimahallin facebook-sivua", "simhallens konto"],
)
def test_what_people_say_around_a_name_hides_nothing(town: Services, text: str) -> None:
    assert "Aaltorannan uimahalli" in asked(town, text)


@pytest.mark.parametrize("text", ["tilit", "sometilit", "kontona", "the official accounts", "some"])
def test_whoever_asks_for_accounts_alone_sees_them_all(town: Services, text: str) -> None:
    assert asked(town, text) == asked(town, "")


def test_a_word_that_an_account_has_is_never_idle(services: Services) -> None:
    add_many(services, [Draft(name=f"Tili {number}", link=f"x.com/tili{number}") for number in (1, 2)])
    add(services, Draft(name="Muu 1", link="x.com/muu"))
    assert asked(services, "tili 1")[0] == "Tili 1"
    assert "Muu 1" not in asked(services, "tili")


def test_swedish_accounts_are_found_in_any_language(town: Services) -> None:
    for text in ("ruotsi", "på svenska", "Swedish", "ruotsiksi", "svenskspråkiga", "sv"):
        assert set(asked(town, text)[1:]) == {"Aaltorannan kirjasto", "Vågstrands bibliotek", "Museo"}


def test_people_are_found_by_name_as_soon_as_they_are_known(town: Services, clock: Clock) -> None:
    assert "No social account matches “elk”." in channels_find.answer(town, "elk", by=EVE).text
    with town.database.begin() as session:
        people.save(session, Person(id="U0EVE", name="Eve Elk", fetched_at=clock()))
        town.memory.changed(session, "people")
    assert "Aaltorannan kirjasto" in asked(town, "elk")


def test_menus_narrow_and_keep_each_other(town: Services) -> None:
    look = view.narrowed(view.UNIT, view.LOOK_BLOCK + Look().packed(), unit_key("Kirjasto"))
    assert names(channels_find.look(town, look, by=EVE))[1:] == ["Aaltorannan kirjasto", "Vågstrands bibliotek"]
    look = view.narrowed(view.LANGUAGE, view.LOOK_BLOCK + look.packed(), "fi")
    assert names(channels_find.look(town, look, by=EVE))[1:] == ["Aaltorannan kirjasto"]
    look = view.narrowed(view.NETWORK, view.LOOK_BLOCK + look.packed(), "youtube")
    message = channels_find.look(town, look, by=EVE)
    assert "No social account fits these choices." in message.text
    assert {view.NETWORK, view.UNIT, view.LANGUAGE, view.CLEAR} <= buttons(message).keys()
    look = view.narrowed(view.UNIT, view.LOOK_BLOCK + look.packed(), view.ALL)
    assert (look.unit, look.network, look.language) == ("", "youtube", "fi")


def test_menus_show_what_is_chosen(town: Services) -> None:
    message = channels_find.look(town, Look(network="x", language="sv"), by=MAIJA)
    chosen = {part.get("initial_option", {}).get("value") for part in buttons(message).values()}
    assert {"x", "sv"} <= chosen


def test_pages_say_where_one_is(services: Services) -> None:
    add_many(services, [Draft(name=f"Tili {number:02}", link=f"x.com/tili{number}") for number in range(23)])
    first = channels_find.answer(services, "", by=EVE)
    assert names(first)[0] == "Social accounts 1–10 of 23"
    assert view.PREVIOUS not in buttons(first)
    second = channels_find.look(services, Look.unpacked(buttons(first)[view.NEXT]["value"]), by=EVE)
    last = channels_find.look(services, Look.unpacked(buttons(second)[view.NEXT]["value"]), by=EVE)
    assert names(last)[0] == "Social accounts 21–23 of 23"
    assert view.NEXT not in buttons(last)
    assert names(channels_find.look(services, Look(page=999), by=EVE)) == names(last)
    assert names(channels_find.look(services, Look(page=-7), by=EVE)) == names(first)


def test_nothing_found_says_so_and_offers_a_way_on(town: Services) -> None:
    message = channels_find.answer(town, "uimmahali", by=ADA)
    assert "No social account matches “uimmahali”." in message.text
    assert {view.MEANT, view.CLEAR, view.ADD} == buttons(message).keys()
    meant = channels_find.look(town, Look.unpacked(buttons(message)[view.MEANT]["value"]), by=EVE)
    assert "Aaltorannan uimahalli" in names(meant)
    assert view.ADD not in buttons(channels_find.answer(town, "uimmahali", by=EVE))


def test_a_mistyped_word_is_told(town: Services) -> None:
    assert "Nothing is called “kirajsto”; this is for “kirjasto”." in json.dumps(
        channels_find.answer(town, "kirajsto", by=EVE).payload(), ensure_ascii=False
    )


@pytest.mark.parametrize("query", NASTY)
def test_any_query_is_quoted_and_harmless(town: Services, query: str) -> None:
    message = channels_find.answer(
        town, query.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), by=MAIJA
    )
    assert message_faults(message.payload()) == []
    text = message.text.replace("&lt;", "").replace("&gt;", "").replace("&amp;", "")
    assert "<" not in text
    assert "\u202e" not in json.dumps(message.payload(), ensure_ascii=False)
    mrkdwn = [part for part in _objects(message.payload()) if part.get("type") == "mrkdwn"]
    assert not any(query[:20] in part["text"] for part in mrkdwn)


def test_an_empty_register_says_what_it_will_be(services: Services) -> None:
    manager, employee = (channels_find.answer(services, text, by=who) for text, who in (("", ADA), ("pool", EVE)))
    assert view.ADD in buttons(manager)
    assert view.ADD not in buttons(employee)
    for message in (manager, employee):
        assert "every official social account" in message.text


def test_an_empty_register_names_the_desks_channel(sqlite_database: Database, clock: Clock) -> None:
    message = channels_find.answer(services_on(sqlite_database, clock, desk_channel="C0DESK"), "", by=EVE)
    assert '"channel_id": "C0DESK"' in json.dumps(message.payload())


def test_closed_accounts_are_for_managers(town: Services) -> None:
    pool = channels_find.register(town).open[1]
    assert view.CLOSED not in buttons(channels_find.answer(town, "", by=MAIJA))
    channels.close(town, pool.id, "Remontti", by=MAIJA)
    assert pool.name not in asked(town, "")
    assert view.CLOSED in buttons(channels_find.answer(town, "", by=MAIJA))
    assert view.CLOSED not in buttons(channels_find.answer(town, "", by=EVE))
    closed = Look(closed=True)
    assert pool.name in names(channels_find.look(town, closed, by=MAIJA))
    assert pool.name not in names(channels_find.look(town, closed, by=EVE))
    assert "No social account matches" in channels_find.answer(town, "uimahalli", by=EVE).text
    found = channels_find.look(town, Look(query="uimahalli", closed=True), by=MAIJA)
    assert "channels.reopen" in buttons(found)


def test_an_answer_that_was_given_before_costs_no_sql(town: Services) -> None:
    """Whatever the language, the role, the words and the page: only a change is read again."""
    for who in (EVE, SVEN, MAIJA):
        for text in ("", "kirjasto", "zzz", "uimahalli"):
            channels_find.answer(town, text, by=who)
            assert statements(town.database, partial(channels_find.answer, town, text, by=who)) == 0
    add(town, Draft(name="Uusi", link="x.com/uusi.example"))
    assert statements(town.database, lambda: channels_find.answer(town, "", by=EVE)) == 2, "BEGIN and one SELECT"


def test_an_answer_is_ready_to_be_sent(town: Services) -> None:
    first = channels_find.answer(town, "", by=EVE)
    assert all(isinstance(block, dict) for block in first.blocks)
    assert channels_find.answer(town, "", by=EVE) is first


def test_long_menus_of_units_ask_while_one_types(services: Services) -> None:
    numbers = range(view.MOST_UNITS + 1)
    add_many(services, [Draft(name="Tili", link=f"x.com/tili{number}", unit=f"Yksikkö {number}") for number in numbers])
    message = channels_find.look(services, Look(unit=unit_key("Yksikkö 7")), by=EVE)
    menu = buttons(message)[view.UNIT]
    assert (menu["type"], menu["initial_option"]["text"]["text"]) == ("external_select", "Yksikkö 7")
    assert channels_find.matching_units(services, "YKSIKKO 20", by=EVE) == ["Yksikkö 20"]
    assert message_faults(message.payload()) == []


def test_one_unit_in_two_spellings_is_one_group(services: Services) -> None:
    add(services, unit="Kirjasto")
    add(services, POOL, unit="KIRJASTO")
    message = channels_find.answer(services, "", by=EVE)
    assert len(units(message)) == 1
    assert view.UNIT not in buttons(message)


def test_five_hundred_extreme_accounts_keep_every_limit(services: Services) -> None:
    extreme = [
        Draft(
            name=f"{number} " + "🏛️\u202eשלום <!channel> " * 6,
            link=f"https://town.example/{'ä' * 100}/{number}",
            unit=f"Yksikkö {number % 130} " + "ö" * 130,
            area="å" * 150,
            purpose="&<>*_~`" * 142,
            audience="|" * 300,
            languages=("fi", "sv", "en", "se", "et", "ru", "uk", "ar", "so", "fa"),
            tone="t" * 300,
            owner="U0EVE",
            deputy_name="d" * 150,
        )
        for number in range(500)
    ]
    add_many(services, extreme)
    for who in (EVE, SVEN, MAIJA):
        for look in (Look(), Look(page=17), Look(query="yksikkö"), Look(unit=unit_key(f"Yksikkö 7 {'ö' * 130}"))):
            assert message_faults(channels_find.look(services, look, by=who).payload(), update=True) == []


@given(
    query=st.text(max_size=300),
    network=st.sampled_from(["", "instagram", "no"]),
    language=st.sampled_from(["", "fi", "xx"]),
    page=st.integers(-5, 10**6),
    closed=st.booleans(),
)
def test_a_look_survives_the_journey_in_a_button(
    query: str, network: str, language: str, page: int, *, closed: bool
) -> None:
    look = Look(Look.of(query).query, network, unit_key(query), language, page, closed)
    assert len(look.query) <= MOST_QUERY
    assert Look.unpacked(look.packed()) == look
    assert len(view.LOOK_BLOCK + look.packed()) <= 255


@pytest.mark.parametrize("forged", ["", "[]", "null", "{}", '["q"]', '["q","n","u","l","x",0]', "[[]]"])
def test_a_forged_look_is_a_look_at_everything(forged: str) -> None:
    assert Look.unpacked(forged) == Look()


@given(text=st.text(max_size=120))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_the_answer(town: Services, text: str) -> None:
    assert message_faults(channels_find.answer(town, text, by=MAIJA).payload()) == []


def _objects(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(found for inner in value.values() for found in _objects(inner))]
    return [found for inner in value for found in _objects(inner)] if isinstance(value, list) else []
