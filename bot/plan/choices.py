"""How the plan works, as the desk chooses: what new items need, and after how many minutes somebody is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from bot import audit
from bot.audit import Act
from bot.errors import Invalid
from bot.people import Asker
from bot.plan.kinds import APPROVALS
from bot.plan.states import BODY
from bot.roles import Role, require
from storage import plan
from storage.models import PlanSettings

if TYPE_CHECKING:
    from bot.services import Services

MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What stands in the form; None where a field was left empty: then what is usual counts."""

    approval: str = ""
    apart_minutes: int | None = None
    deputy_minutes: int | None = None
    desk_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else changed the settings while the form was open; nothing was saved."""

    now: PlanSettings
    choices: Choices


def opened(services: Services, *, by: Asker) -> PlanSettings:
    """Return what the form starts with. Managers only."""
    require(by.role, Role.MANAGER)
    with services.database.read() as session:
        return plan.settings(session)


def save(services: Services, version: int, choices: Choices, *, by: Asker) -> PlanSettings | Overtaken:
    """Put the desk's choices in force; `version` is the one that the form was opened with. Raises Invalid with the field."""
    require(by.role, Role.MANAGER)
    values, now = _checked(choices), services.now()
    with services.database.begin() as session:
        known = plan.locked_settings(session)
        before = {name: getattr(known, name) for name in values}
        changed = {name: value for name, value in values.items() if before[name] != value}
        if changed and known.version != version:
            return Overtaken(known, choices)
        for name, value in changed.items():
            setattr(known, name, value)
        if changed:
            known.version += 1
            old = {name: before[name] for name in changed}
            audit.note(session, now, Act(by.id, "plan.settings", "plan_settings:1"), before=old, after=changed)
            services.memory.changed(session, BODY)
    return known


def _checked(choices: Choices) -> Mapping[str, str | int]:
    usual = PlanSettings(id=1)
    values: dict[str, str | int] = {
        name: getattr(usual, name) if value in (None, "") else value for name, value in asdict(choices).items()
    }
    if values["approval"] not in APPROVALS:
        raise Invalid("Choose how new items are approved.", field="approval")
    for name in ("apart_minutes", "deputy_minutes", "desk_minutes"):
        if not 0 <= int(values[name]) <= MOST_MINUTES:
            raise Invalid("Write a number of minutes from 0 to {most}.", field=name, most=MOST_MINUTES)
    if values["desk_minutes"] < values["deputy_minutes"]:  # type: ignore[operator]
        raise Invalid("The desk hears of it after the deputy does. Write a larger number.", field="desk_minutes")
    return values
