"""Who can be given mentions to work on: the buttons of a mention answer social managers and administrators only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import people
from bot.errors import Invalid, Unavailable
from bot.roles import Role

if TYPE_CHECKING:
    from bot.services import Services


def check_duty(services: Services, user_id: str, field: str) -> None:
    """Raise Invalid when somebody could not work on a crisis that they are called to."""
    if _role(services, user_id, field) < Role.MANAGER:
        raise Invalid(
            "Only social managers and administrators can work on a mention, and this person is neither. Choose one of "
            "them, or have this person added to the desk first.",
            field=field,
        )


def check_reader(services: Services, user_id: str, field: str) -> None:
    """Raise Invalid when somebody could not use the buttons of the mentions that a rule would send to them."""
    if _role(services, user_id, field) < Role.MANAGER:
        raise Invalid(
            "The buttons of a mention work for social managers and administrators only, and this person is neither. "
            "Choose one of them, or a channel where this person can read along.",
            field=field,
        )


def _role(services: Services, user_id: str, field: str) -> Role:
    """Return somebody's role as it is now; raises Invalid for whoever is no colleague, or unknown to Slack."""
    try:
        role = people.asker(services, user_id).role
    except Unavailable:
        role = Role.OUTSIDER
    if role is Role.OUTSIDER:
        raise Invalid("This is a guest, an app, or somebody who has left. Choose a colleague.", field=field)
    return role
