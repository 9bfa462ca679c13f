"""Approving where two act at the same moment, on both databases: exactly one of them decides."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot.approvals import asking, deciding
from bot.approvals.asking import Step
from bot.errors import BotError, Conflict
from bot.people import Asker
from bot.roles import Role
from bot.services import Services
from storage.database import Database
from storage.models import ApprovalAsk, Decision, PlanItem
from tests.bot.asking import colleague
from tests.bot.plan.planning import ADA, ENGLISH, EVE, SVEN, house_on, planned
from tests.clock import Clock

TOM = Asker("U0TOM", "Tom Toad", Role.EMPLOYEE, ENGLISH)


@pytest.fixture
def house(database: Database, clock: Clock) -> Services:
    """A house where Sven, Ada and Tom may be asked about what Eve wrote."""
    services = house_on(database, clock)
    colleague(services, TOM.id, TOM.name)
    return services


def asked(house: Services, user_id: str) -> int:
    with house.database.read() as session:
        query = select(ApprovalAsk.id).where(ApprovalAsk.user_id == user_id).order_by(ApprovalAsk.id.desc())
        found = session.scalars(query).first()
    assert found is not None
    return found


def decide(house: Services, by: Asker) -> str:
    try:
        deciding.approve(house, asked(house, by.id), 1, by=by)
    except BotError as error:
        return type(error).__name__
    return "approved"


def test_of_two_who_approve_at_the_same_moment_one_decides_and_the_other_is_told(house: Services) -> None:
    item = planned(house)
    asking.send(house, item.id, [Step((SVEN.id, TOM.id))], by=EVE)
    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(lambda by: decide(house, by), (SVEN, TOM)))
    assert outcomes == ["Conflict", "approved"]
    with house.database.read() as session:
        assert len(session.scalars(select(Decision)).all()) == 1


def test_of_two_whose_word_is_needed_at_the_same_moment_both_count(house: Services) -> None:
    item = planned(house)
    asking.send(house, item.id, [Step((SVEN.id, TOM.id), "all")], by=EVE)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda by: decide(house, by), (SVEN, TOM))) == ["approved", "approved"]
    with house.database.read() as session:
        assert session.get_one(PlanItem, item.id).approval_state == "approved"


def test_of_two_who_send_at_the_same_moment_one_asks(house: Services) -> None:
    item = planned(house)

    def send(by: Asker) -> str:
        try:
            asking.send(house, item.id, [Step((TOM.id,))], by=by)
        except Conflict:
            return "told"
        return "asked"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, (EVE, ADA))) == ["asked", "told"]
    with house.database.read() as session:
        assert len(session.scalars(select(ApprovalAsk)).all()) == 1
