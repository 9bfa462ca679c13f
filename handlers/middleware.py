"""Who is asking: puts the person (name, language, time zone, role) into the request, and stops strangers at the door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import BoltContext, BoltResponse

from bot import people, roles
from bot.roles import Role
from bot.services import Services
from handlers import payloads


def introduce(
    context: BoltContext,
    body: dict[str, Any],
    services: Services,
    next: Callable[[], None],  # noqa: A002 - Bolt's name
) -> BoltResponse | None:
    """Find out who asks. Guests and people of other workspaces are refused; their events are taken and left alone."""
    user_id = payloads.user_of(body)
    if user_id is not None and user_id != context.bot_user_id:
        person = people.asker(services, user_id)
        context["person"] = person
        if person.role is Role.OUTSIDER and payloads.kind_of(body) == payloads.EVENT:
            return BoltResponse(status=200)
        roles.require(person.role, Role.EMPLOYEE)
    next()
    return None
