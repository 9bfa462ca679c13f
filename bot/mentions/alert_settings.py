"""How alerts arrive: where, when it is quiet, how many at once, and how soon somebody answers.

The desk's choices stand in one row (`alert_choices` changes them); the environment may name the monitoring channel, and then
it wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.mentions.rules import BODY
from bot.settings import Settings
from storage import rules
from storage.models import AlertSettings

if TYPE_CHECKING:
    from bot.services import Services


def current(services: Services) -> AlertSettings:
    """Return the choices in force; from memory until they change."""
    return services.memory.recall(BODY, "alert settings", lambda: _read(services))


def monitoring_channel(settings: Settings, alerts: AlertSettings) -> str:
    """Return where mentions are shown: what the environment says, else what the desk chose; "" when nobody has chosen."""
    return settings.monitoring_channel or alerts.channel


def _read(services: Services) -> AlertSettings:
    with services.database.read() as session:
        return rules.alert_settings(session)
