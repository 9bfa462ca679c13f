"""Choosing how alerts arrive: what the form says, checked, put in force and noted. There is one row of choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot import audit, places
from bot.audit import Act
from bot.errors import Invalid
from bot.mentions import routing, workers
from bot.mentions.alert_settings import current
from bot.mentions.rules import BODY
from bot.people import Asker
from bot.roles import Role, require
from storage import rules
from storage.models import AlertSettings

if TYPE_CHECKING:
    from bot.services import Services

MOST_CARDS = 60
MOST_MINUTES = 5 * 24 * 60
DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What stands in the form; times are minutes of the day in the house's time zone, None where a field was left empty."""

    channel: str = ""
    on_duty: str = ""
    quiet_from: int | None = None
    quiet_to: int | None = None
    quiet_weekends: bool = True
    quiet_holidays: bool = True
    digest_at: int | None = None
    flood_cap: int | None = None
    minutes_normal: int | None = None
    minutes_high: int | None = None
    minutes_crisis: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The choices are in force; `is_sure` tells whether Slack said that the bot may write to the monitoring channel."""

    settings: AlertSettings
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else changed the settings while the form was open; nothing was saved."""

    now: AlertSettings
    choices: Choices


def opened(services: Services, *, by: Asker) -> AlertSettings:
    """Return what the form starts with. Managers only."""
    require(by.role, Role.MANAGER)
    return current(services)


def save(services: Services, version: int, choices: Choices, *, by: Asker) -> Saved | Overtaken:
    """Put the desk's choices in force; `version` is the one that the form was opened with.

    A channel chosen anew is looked at first: raises Invalid (field "channel") when the bot is not in it. So is who is newly on
    duty (field "on_duty"): they must be able to work on what they are called to.
    """
    require(by.role, Role.MANAGER)
    if services.settings.monitoring_channel:
        choices = replace(choices, channel=current(services).channel)  # the environment wins: the field is not shown
    if choices.on_duty not in ("", current(services).on_duty):
        workers.check_duty(services, choices.on_duty, "on_duty")
    now, values = services.now(), _checked(choices)
    is_sure = choices.channel in ("", current(services).channel) or places.may_write(
        services, choices.channel, "channel"
    )
    with services.database.begin() as session:
        services.memory.changed(session, BODY)
        known = rules.locked_alert_settings(session)
        changed = {name: value for name, value in values.items() if getattr(known, name) != value}
        if changed and known.version != version:
            return Overtaken(known, choices)
        if changed:
            _change(session, known, changed, Act(by.id, "alerts.set", "alerts:1"), now)
        if changed.get("channel"):
            routing.show_untold(services, session, known, now)
    return Saved(known, is_sure)


def _change(session: Session, known: AlertSettings, changed: Mapping[str, Any], act: Act, now: datetime) -> None:
    before = {name: getattr(known, name) for name in changed}
    for name, value in changed.items():
        setattr(known, name, value)
    known.version += 1
    audit.note(session, now, act, before=before, after=changed)


def _checked(choices: Choices) -> dict[str, Any]:
    """Return the columns; raises Invalid with the field that is wrong. An empty number or time is what it is by default."""
    usual = rules.defaults()
    values = {
        field.name: getattr(usual, field.name) if (value := getattr(choices, field.name)) is None else value
        for field in fields(Choices)
    }
    for name in ("quiet_from", "quiet_to", "digest_at"):
        if not 0 <= values[name] < DAY:
            raise Invalid("Choose a time of day.", field=name)
    if not 1 <= values["flood_cap"] <= MOST_CARDS:
        raise Invalid("Write a number from {least} to {most}.", field="flood_cap", least=1, most=MOST_CARDS)
    for name in ("minutes_normal", "minutes_high", "minutes_crisis"):
        if not 0 <= values[name] <= MOST_MINUTES:
            raise Invalid("Write a number from {least} to {most}.", field=name, least=0, most=MOST_MINUTES)
    return values
