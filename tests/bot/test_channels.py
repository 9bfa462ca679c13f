"""Keeping the register: who may, what is refused, what follows from a change, and two people at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot import audit, channels, channels_find
from bot.channels_draft import Draft, Form, draft_of
from bot.channels_outcomes import Overtaken, Saved, Shared
from bot.errors import Invalid, NotFound, Refused
from bot.people import Asker
from bot.services import Services
from bot.words import Reader
from storage import audit as log
from storage import cards, people
from storage import channels as stored
from storage.database import Database
from storage.models import Person
from tests.bot.register import EVE, GUS, LIBRARY, MAIJA, POOL, SVEN, add, editing, services_on
from tests.clock import Clock


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return services_on(database, clock)


@pytest.fixture
def house(sqlite_database: Database, clock: Clock) -> Services:
    """Services where the kind of database does not matter."""
    return services_on(sqlite_database, clock)


def listed(services: Services) -> list[str]:
    return [account.name for account in channels_find.register(services).open]


def history(services: Services, account_id: int) -> list[tuple[str, str]]:
    with services.database.read() as session:
        assert audit.faults(session) == []
        return [(entry.what, entry.who) for entry in log.about(session, f"account:{account_id}")]


def test_a_manager_adds_an_account(services: Services) -> None:
    outcome = channels.save(services, Form(), LIBRARY, by=MAIJA)
    assert isinstance(outcome, Saved)
    assert outcome.is_new
    assert (outcome.account.network, outcome.account.version) == ("instagram", 1)
    assert outcome.account.link_key == "instagram.com/aaltorannankirjasto.example"
    assert listed(services) == ["Aaltorannan kirjasto"]
    assert history(services, outcome.account.id) == [("account.added", "U0MAIJA")]


def test_the_list_is_new_as_soon_as_a_change_is_there(services: Services) -> None:
    assert listed(services) == []
    account = add(services)
    assert listed(services) == ["Aaltorannan kirjasto"]
    channels.save(services, editing(account), replace(LIBRARY, name="Kirjasto"), by=MAIJA)
    assert listed(services) == ["Kirjasto"]


@pytest.mark.parametrize("who", [EVE, GUS])
def test_only_managers_change_the_register(house: Services, who: Asker) -> None:
    account = add(house)
    for attempt in (
        lambda: channels.form(house, 0, by=who),
        lambda: channels.save(house, Form(), POOL, by=who),
        lambda: channels.save(house, editing(account), POOL, by=who),
        lambda: channels.close(house, account.id, "done", by=who),
        lambda: channels.reopen(house, account.id, by=who),
    ):
        with pytest.raises(Refused):
            attempt()
    assert listed(house) == ["Aaltorannan kirjasto"]


def test_a_guest_sees_nothing(house: Services) -> None:
    account = add(house)
    for attempt in (
        lambda: channels.account(house, account.id, by=GUS),
        lambda: channels.share(house, account.id, "C1", by=GUS),
        lambda: channels_find.answer(house, "", by=GUS),
        lambda: channels_find.matching_units(house, "", by=GUS),
    ):
        with pytest.raises(Refused):
            attempt()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " \u200b "}, "name"),
        ({"name": "a" * 151}, "name"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"network": "facebook"}, "network"),
        ({"network": "myspace"}, "network"),
        ({"purpose": "a" * 1_001}, "purpose"),
        ({"languages": ("fi", "klingon")}, "languages"),
        ({"deputy": "U0EVE"}, "deputy"),
        ({"owner": "<!channel>"}, "owner"),
        ({"owner": "U0GONE"}, "owner"),
        ({"deputy": "U0VISITOR"}, "deputy"),
        ({"reviewed_on": date(2026, 11, 24)}, "reviewed_on"),
    ],
)
def test_a_faulty_field_is_named(house: Services, clock: Clock, changes: dict[str, Any], field: str) -> None:
    with house.database.begin() as session:
        people.save(session, Person(id="U0GONE", name="Gone", is_deactivated=True, fetched_at=clock()))
        people.save(session, Person(id="U0VISITOR", name="Visitor", is_guest=True, fetched_at=clock()))
    with pytest.raises(Invalid) as refused:
        channels.save(house, Form(), replace(LIBRARY, **changes), by=MAIJA)
    assert refused.value.field == field
    assert "{" not in refused.value.words(Reader("en"))
    assert listed(house) == []


def test_an_owner_who_left_does_not_stand_in_the_way_of_other_changes(house: Services, clock: Clock) -> None:
    account = add(house)
    with house.database.begin() as session:
        people.save(session, Person(id="U0EVE", name="Eve", is_deactivated=True, fetched_at=clock()))
    saved = channels.save(house, editing(account), replace(LIBRARY, tone="Rauhallinen"), by=MAIJA)
    assert isinstance(saved, Saved)


def test_today_is_the_houses_today(house: Services, clock: Clock) -> None:
    """At eleven in the evening in UTC it is tomorrow in Helsinki."""
    clock.move(hours=16)
    assert add(house, reviewed_on=date(2026, 11, 24)).reviewed_on == date(2026, 11, 24)


def test_one_link_is_one_account(services: Services) -> None:
    add(services)
    with pytest.raises(Invalid) as refused:
        add(services, POOL, link="http://instagram.com/AaltorannanKirjasto.example?igsh=1")
    assert refused.value.field == "link"
    assert "Aaltorannan kirjasto" in refused.value.words(Reader("en"))


def test_the_same_form_sent_twice_is_one_account(services: Services) -> None:
    first, second = add(services), add(services)
    assert first.id == second.id
    assert listed(services) == ["Aaltorannan kirjasto"]
    assert history(services, first.id) == [("account.added", "U0MAIJA")]


def test_the_same_form_sent_at_the_same_moment_is_one_account(services: Services) -> None:
    with ThreadPoolExecutor(4) as pool:
        ids = {account.id for account in pool.map(lambda _n: add(services), range(8))}
    assert len(ids) == 1
    assert listed(services) == ["Aaltorannan kirjasto"]


def test_a_change_keeps_what_was_before_in_the_log(house: Services) -> None:
    account = add(house)
    channels.save(house, editing(account), replace(LIBRARY, tone="Rauhallinen"), by=SVEN)
    with house.database.read() as session:
        entry = log.about(session, f"account:{account.id}")[-1]
    assert (entry.who, entry.what) == ("U0SVEN", "account.edited")
    assert (entry.before, entry.after) == ({"tone": "Innostava"}, {"tone": "Rauhallinen"})


def test_saving_without_a_change_changes_nothing(house: Services) -> None:
    account = add(house)
    saved = channels.save(house, editing(account), draft_of(account), by=MAIJA)
    assert saved.account.version == 1
    assert len(history(house, account.id)) == 1


def test_the_second_of_two_people_sees_the_difference_and_loses_nothing(services: Services) -> None:
    account = add(services)
    form = editing(account)
    channels.save(services, form, replace(LIBRARY, purpose="Maijan sanat"), by=MAIJA)
    mine = replace(LIBRARY, purpose="Svens ord", tone="Lugn")

    refused = channels.save(services, form, mine, by=SVEN)
    assert isinstance(refused, Overtaken)
    assert (refused.draft, refused.by) == (mine, "U0MAIJA")
    assert refused.account.purpose == "Maijan sanat"

    again = channels.save(services, editing(refused.account), mine, by=SVEN)
    assert isinstance(again, Saved)
    assert (again.account.purpose, again.account.tone, again.account.version) == ("Svens ord", "Lugn", 3)


def test_two_people_at_the_same_moment_are_one_change_and_one_refusal(services: Services) -> None:
    form = editing(add(services))
    drafts = [replace(LIBRARY, tone=f"Sävy {number}") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda draft: channels.save(services, form, draft, by=MAIJA), drafts))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Overtaken"] * 3 + ["Saved"]


def test_a_change_sent_twice_is_content_with_itself(house: Services) -> None:
    form = editing(add(house))
    mine = replace(LIBRARY, tone="Rauhallinen")
    first, second = (channels.save(house, form, mine, by=SVEN) for _ in range(2))
    assert isinstance(first, Saved)
    assert isinstance(second, Saved)
    assert second.account.version == 2


def test_a_closed_account_leaves_the_list_and_stays_in_the_register(services: Services) -> None:
    account = add(services)
    channels.close(services, account.id, "Yhdistetty pääkirjastoon", by=MAIJA)
    channels.close(services, account.id, "Toinen painallus", by=MAIJA)
    assert listed(services) == []
    assert history(services, account.id)[1:] == [("account.closed", "U0MAIJA")]
    assert channels.account(services, account.id, by=SVEN).closed_why == "Yhdistetty pääkirjastoon"
    with pytest.raises(NotFound):
        channels.account(services, account.id, by=EVE)


@pytest.mark.parametrize(("why", "field"), [("", "why"), (" \u200b\n", "why"), ("a" * 501, "why")])
def test_closing_needs_a_reason(house: Services, why: str, field: str) -> None:
    account = add(house)
    with pytest.raises(Invalid) as refused:
        channels.close(house, account.id, why, by=MAIJA)
    assert refused.value.field == field
    assert listed(house) == [account.name]


def test_an_account_closed_meanwhile_can_be_saved_and_reopened(house: Services) -> None:
    account = add(house)
    form = editing(account)
    channels.close(house, account.id, "Erehdys", by=MAIJA)
    refused = channels.save(house, form, replace(LIBRARY, tone="Lugn"), by=SVEN)
    assert isinstance(refused, Overtaken)
    assert refused.account.closed_why == "Erehdys"

    about = Form(account.id, refused.account.version, reopen=True)
    saved = channels.save(house, about, refused.draft, by=SVEN)
    assert (saved.account.closed_at, saved.account.closed_why, saved.account.tone) == (None, "", "Lugn")
    assert history(house, account.id)[-1] == ("account.reopened", "U0SVEN")


def test_a_closed_account_frees_its_link_and_cannot_come_back_beside_the_new_one(services: Services) -> None:
    old = add(services)
    channels.close(services, old.id, "Uusi tili", by=MAIJA)
    new = add(services, name="Uusi kirjasto")
    assert new.id != old.id
    with pytest.raises(Invalid) as refused:
        channels.reopen(services, old.id, by=MAIJA)
    assert "Uusi kirjasto" in refused.value.words(Reader("en"))
    channels.close(services, new.id, "Sittenkin vanha", by=MAIJA)
    assert channels.reopen(services, old.id, by=MAIJA).closed_at is None
    assert listed(services) == ["Aaltorannan kirjasto"]


def test_an_account_that_never_was_is_not_found(house: Services) -> None:
    for attempt in (
        lambda: channels.account(house, 99, by=MAIJA),
        lambda: channels.save(house, Form(99, 1), LIBRARY, by=MAIJA),
        lambda: channels.close(house, 99, "why", by=MAIJA),
        lambda: channels.reopen(house, 99, by=MAIJA),
        lambda: channels.share(house, 99, "C1", by=EVE),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_written_owner_stays_until_a_person_is_chosen(house: Services) -> None:
    """The form has no place for a name without a Slack user."""
    account = add(house, owner="", owner_name="Kalle Karhu")
    kept = channels.save(house, editing(account), replace(LIBRARY, owner="", tone="Uusi"), by=MAIJA).account
    assert (kept.owner, kept.owner_name) == ("", "Kalle Karhu")
    chosen = channels.save(house, editing(kept), replace(LIBRARY, owner="U0EVE"), by=MAIJA).account
    assert (chosen.owner, chosen.owner_name) == ("U0EVE", "")


def test_sharing_puts_one_card_into_a_channel(services: Services, clock: Clock) -> None:
    account = add(services)
    assert channels.share(services, account.id, "C1", by=EVE) is Shared.NOW
    assert channels.share(services, account.id, "C1", by=SVEN) is Shared.ON_ITS_WAY
    with services.database.begin() as session:
        card = cards.find(session, channels.KIND, account.id, "C1")
        assert card is not None
        assert (card.wanted, card.asked_by) == (1, "U0EVE")
        card.ts, card.shown = "1.1", 1
    assert channels.share(services, account.id, "C1", by=SVEN) is Shared.THERE_ALREADY
    with services.database.begin() as session:
        shown = cards.find(session, channels.KIND, account.id, "C1")
        assert shown is not None
        shown.removed_at = clock()
    assert channels.share(services, account.id, "C1", by=EVE) is Shared.NOW


def test_a_shared_card_follows_changes_and_says_when_the_account_is_closed(house: Services, clock: Clock) -> None:
    account = add(house)
    channels.share(house, account.id, "C1", by=EVE)
    with house.database.begin() as session:
        people.save(session, Person(id="U0EVE", name="Eve Elk", fetched_at=clock()))
    saved = channels.save(house, editing(account), replace(LIBRARY, name="Uusi nimi"), by=MAIJA).account
    channels.close(house, saved.id, "loppui", by=MAIJA)
    with house.database.begin() as session:
        card = cards.find(session, channels.KIND, account.id, "C1")
        assert card is not None
        assert card.wanted == 3
        message = channels.card(session, account.id, Reader("en"))
        assert channels.card(session, 99, Reader("en")) is None
    assert message is not None
    assert message.text == "Uusi nimi: This social account is closed since 23 Nov 2026."


def test_nothing_is_half_done_when_the_database_fails(house: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record, the log, the cards and the counter of changes come together or not at all."""
    account = add(house)

    def full(*_args: object, **_named: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(cards, "ask_again", full)
        with pytest.raises(OSError, match="disk full"):
            channels.save(house, editing(account), replace(LIBRARY, name="Uusi"), by=MAIJA)
    with house.database.read() as session:
        found = stored.find(session, account.id)
        assert found is not None
        assert (found.name, found.version) == ("Aaltorannan kirjasto", 1)
    assert len(history(house, account.id)) == 1


def test_a_draft_of_an_account_is_what_was_typed(house: Services) -> None:
    assert draft_of(add(house)) == replace(LIBRARY, network="instagram")
    assert draft_of(add(house, Draft(name="Blogi", link="blogi.example"))) == Draft(
        name="Blogi", link="https://blogi.example", network="web"
    )


def test_a_forms_luggage_survives_the_journey_and_a_forged_one_is_a_new_form() -> None:
    form = Form(7, 3, reopen=True, channel="C1")
    assert Form.unpacked(form.packed()) == form
    for forged in ("", "{}", "[1]", "null", '["x",1,true,"C1"]'):
        assert Form.unpacked(forged) == Form()
