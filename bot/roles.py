"""Who may do what: four roles, worked out at the click from what Slack and the settings say at that moment."""

from __future__ import annotations

from enum import IntEnum

from bot.errors import Refused


class Role(IntEnum):
    """Roles by growing rights."""

    OUTSIDER = 0
    """Guests, people of other workspaces, bots, deactivated accounts: a polite refusal and no data."""
    EMPLOYEE = 1
    MANAGER = 2
    """A social manager: a member of the desk."""
    ADMIN = 3


def require(role: Role, least: Role) -> None:
    """Raise Refused, with words for the person, when `role` is less than `least`."""
    if role >= least:
        return
    if role is Role.OUTSIDER:
        raise Refused(
            "Kaiku is for this organisation’s own staff. Guests and people from other workspaces cannot use it; "
            "please ask your contact person here."
        )
    raise Refused("This is for social managers. Ask the desk to do it for you, or to add you to its members.")
