"""Saying that an item has been posted: its address, what ends with it, and who hears the end."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from bot.audit import Act
from bot.errors import Invalid
from bot.networks import checked_link, guessed_network, is_known_host, link_key, network_name
from bot.people import Asker
from bot.plan import states as plan_states
from bot.plan.kinds import EVENT, INTRANET, LETTER, NEWSLETTER, POSTED, SCREEN
from bot.reminders import states
from bot.roles import Role, require
from storage import ideas, plan, reminders
from storage.models import PlanItem, SocialAccount

if TYPE_CHECKING:
    from bot.services import Services

WITHOUT_LINK = frozenset({NEWSLETTER, INTRANET, EVENT, LETTER, SCREEN})
"""Kinds that may have no address."""
WITHOUT_ADDRESSES = frozenset({"whatsapp", "snapchat"})
"""Networks whose posts have none."""


def posted(services: Services, item_id: int, link: str, *, has_no_link: bool = False, by: Asker) -> None:
    """Note that somebody has posted an item, with its address; the same person saying the same twice changes nothing.

    Raises Refused, Invalid (field "link") and Conflict, which says how it stands.
    """
    require(by.role, Role.EMPLOYEE)
    now = services.now()
    with services.database.begin() as session:
        item = plan_states.held(session, item_id)
        accounts = plan.accounts(session, [item.id]).get(item.id, [])
        address = _checked(link, item, accounts, by, has_no_link=has_no_link)
        if item.state == POSTED and item.posted_by == by.id and item.posted_link == address:
            return
        states.may_answer(session, item, reminders.of_item(session, item.id), by)
        states.must_be_open(session, item, by)
        item.state, item.posted_at, item.posted_by, item.posted_link = POSTED, now, by.id, address
        plan_states.changed(services, session, item, now, Act(by.id, "plan.posted", plan_states.subject(item)))
        _tell_giver(services, session, item, by)


def may_have_no_link(item: PlanItem, accounts: list[SocialAccount]) -> bool:
    """Tell whether what is posted may have no address: by its kind, or since its networks give none."""
    networks = {account.network for account in accounts}
    return item.kind in WITHOUT_LINK or (bool(networks) and networks <= WITHOUT_ADDRESSES)


def _checked(link: str, item: PlanItem, accounts: list[SocialAccount], by: Asker, *, has_no_link: bool) -> str:
    if not link.strip():
        if not may_have_no_link(item, accounts):
            raise Invalid("Open what you posted, copy its address and paste it here.", field="link")
        if not has_no_link:
            raise Invalid("Paste the address, or tick that there is none.", field="link")
        return ""
    address = checked_link(link)
    if (urlsplit(address).hostname or "").endswith((".slack.com", "slack.com")):
        raise Invalid("This is a link within Slack. Paste the address of what everybody can read.", field="link")
    if is_known_host(address) and len(urlsplit(address).path) <= 1:
        raise Invalid("This is the front page of a network. Open the post itself and copy its address.", field="link")
    if link_key(address) in {account.link_key for account in accounts}:
        raise Invalid("This is the address of the account. Open the post itself and copy its address.", field="link")
    _must_be_there(address, accounts, by)
    return address


def _must_be_there(address: str, accounts: list[SocialAccount], by: Asker) -> None:
    """Raise Invalid when an address leads to a network that the item is not for."""
    networks = list(dict.fromkeys(account.network for account in accounts))
    if not networks or not is_known_host(address) or guessed_network(address) in networks:
        return
    there = network_name(guessed_network(address), by.reader)
    planned = ", ".join(network_name(key, by.reader) for key in networks)
    raise Invalid(
        "This leads to another network ({there}) than planned ({planned}). Copy the address of the post there.",
        field="link", there=there, planned=planned,
    )  # fmt: skip


def _tell_giver(services: Services, session: Session, item: PlanItem, by: Asker) -> None:
    if item.idea_id is None:
        return
    from bot.ideas import states as idea_states  # noqa: PLC0415 - ideas plan items, so they know the plan

    idea = ideas.locked(session, item.idea_id)
    if idea is not None:
        idea_states.published(services, session, idea, item.posted_link, by=by)
