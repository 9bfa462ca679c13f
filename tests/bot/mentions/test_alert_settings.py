"""How alerts arrive: the desk's choices, the channel that the environment names, and a channel that the bot is not in."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from bot import people
from bot.audit import faults
from bot.errors import Invalid, Refused
from bot.manifest import manifest
from bot.mentions import alert_choices, alert_settings
from bot.mentions.alert_choices import Choices, Overtaken, Saved
from bot.mentions.rules import BODY
from bot.people import Asker
from bot.services import Services
from bot.views import alert_settings as view
from bot.words import LANGUAGES, Reader
from playground.slack.checks import view_faults
from playground.slack.server import FakeSlack
from storage import audit, rules
from storage.database import Database
from storage.models import AlertSettings, Person
from tests.bot.mentions.listening import known
from tests.bot.register import ADA, EVE, GUS, MAIJA, on_slack, services_on
from tests.clock import Clock


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    """Services whose Slack is out of reach: nobody says whether the bot is in a channel."""
    made = services_on(database, clock, desk_members=frozenset({MAIJA.id, ADA.id}))
    known(made, MAIJA, ADA, EVE)
    return made


def choices(services: Services, **changed: Any) -> Choices:
    now = alert_settings.current(services)
    usual = Choices(**{field.name: getattr(now, field.name) for field in fields(Choices)})
    return replace(usual, **changed)


def saved(services: Services, *, by: Asker = MAIJA, **changed: Any) -> Saved:
    version = alert_settings.current(services).version
    outcome = alert_choices.save(services, version, choices(services, **changed), by=by)
    assert isinstance(outcome, Saved)
    return outcome


def log(services: Services) -> list[str]:
    with services.database.read() as session:
        assert faults(session) == []
        return [entry.what for entry in audit.about(session, "alerts:1")]


def test_the_defaults_hold_until_somebody_chooses(services: Services) -> None:
    settings = alert_settings.current(services)
    assert (settings.quiet_from, settings.quiet_to, settings.flood_cap, settings.version) == (1_080, 450, 6, 0)
    assert alert_settings.monitoring_channel(services.settings, settings) == ""


def test_what_is_chosen_counts_at_once(services: Services) -> None:
    saved(services, channel="C1", on_duty=ADA.id, quiet_from=1_260, flood_cap=3, quiet_weekends=False)
    now = alert_settings.current(services)
    assert (now.channel, now.on_duty, now.quiet_from, now.flood_cap, now.quiet_weekends) == (
        "C1",
        ADA.id,
        1_260,
        3,
        False,
    )
    assert now.version == 1
    saved(services)
    assert (alert_settings.current(services).version, log(services)) == (1, ["alerts.set"]), "nothing new was said"


def test_the_environment_names_the_channel_and_wins(database: Database, clock: Clock) -> None:
    services = services_on(database, clock, monitoring_channel="C0ENV")
    saved(services, channel="C1", flood_cap=2)
    now = alert_settings.current(services)
    assert (now.channel, now.flood_cap) == ("", 2)
    assert alert_settings.monitoring_channel(services.settings, now) == "C0ENV"
    shown = str(view.form(now, "C0ENV", "Europe/Helsinki", Reader("en")))
    assert "cannot be changed here" in shown
    assert "initial_conversation" not in shown


def test_when_slack_does_not_say_the_channel_is_taken_and_the_person_told(services: Services) -> None:
    outcome = saved(services, channel="C1")
    assert not outcome.is_sure
    assert "/invite" in str(view.after_saving(outcome, Reader("en")))


def test_a_channel_without_the_bot_is_refused_with_the_cure(sqlite_database: Database, clock: Clock) -> None:
    with FakeSlack(manifest(Reader("en"))) as slack:
        services = on_slack(services_on(sqlite_database, clock), slack)
        for channel in ("C3", "C0NOBODY"):
            with pytest.raises(Invalid, match="/invite @Kaiku") as fault:
                saved(services, channel=channel)
            assert fault.value.field == "channel"
        slack.person("U3").invite_bot("C3")
        assert saved(services, channel="C3").is_sure
        assert alert_settings.current(services).channel == "C3"


def test_who_was_slower_is_told_and_loses_nothing(services: Services) -> None:
    mine = choices(services, flood_cap=9)
    saved(services, by=ADA, digest_at=600)
    outcome = alert_choices.save(services, 0, mine, by=MAIJA)
    assert isinstance(outcome, Overtaken)
    assert (outcome.now.digest_at, outcome.choices.flood_cap) == (600, 9)
    assert alert_settings.current(services).flood_cap == 6
    assert view_faults(view.overtaken(outcome, "", "Europe/Helsinki", Reader("en"))) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("flood_cap", 0),
        ("flood_cap", 61),
        ("minutes_high", -1),
        ("minutes_crisis", 100_000),
        ("quiet_from", 1_440),
        ("on_duty", "U0GONE"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(services: Services, field: str, value: Any) -> None:
    with pytest.raises(Invalid) as fault:
        saved(services, **{field: value})
    assert fault.value.field == field
    assert log(services) == []


def test_only_who_can_work_on_a_crisis_is_on_duty(services: Services) -> None:
    with pytest.raises(Invalid, match="Only social managers and administrators") as fault:
        saved(services, on_duty=EVE.id)
    assert fault.value.field == "on_duty"
    with services.database.begin() as session:
        held = session.get_one(Person, EVE.id)
        held.is_admin = True
        services.memory.changed(session, people.BODY)
    assert saved(services, on_duty=EVE.id).settings.on_duty == EVE.id


def test_who_has_left_the_desk_keeps_nobody_from_changing_something_else(services: Services) -> None:
    with services.database.begin() as session:
        rules.locked_alert_settings(session).on_duty = EVE.id
        services.memory.changed(session, BODY)
    assert saved(services, flood_cap=9).settings.flood_cap == 9


@pytest.mark.parametrize("by", [EVE, GUS])
def test_only_the_desk_chooses(services: Services, by: Asker) -> None:
    with pytest.raises(Refused):
        alert_choices.opened(services, by=by)
    with pytest.raises(Refused):
        alert_choices.save(services, 0, Choices(), by=by)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_shows_what_is_in_force_and_reads_it_back(language: str) -> None:
    settings = AlertSettings(channel="C1", on_duty="U1", quiet_from=0, quiet_to=1_439, minutes_normal=0, version=3)
    shown = view.form(settings, "", "Europe/Helsinki", Reader(language))
    assert view_faults(shown) == []
    values = {}
    for block in shown["blocks"]:
        element = block.get("element") or {}
        initial = next((value for name, value in element.items() if name.startswith("initial")), None)
        is_choice = isinstance(initial, list)
        values[block.get("block_id")] = [option["value"] for option in initial or []] if is_choice else initial
    found = view.choices_from(values)
    assert found == Choices(**{field.name: getattr(settings, field.name) for field in fields(Choices)})
