"""Holding everything back in one transaction; nothing fires by itself afterwards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from bot.errors import Conflict, Invalid, Refused
from bot.reminders import cards, deciding, holds, looking, posting
from bot.services import Services
from bot.views.blocks import Message
from bot.words import Reader
from storage.database import Database
from storage.models import PlanAccount, PlanItem, SocialAccount
from tests.bot.asking import deactivate, said
from tests.bot.planned import DAVE, MAIJA, OLLI, change, heard, of, plan, plan_on, rows, story, tick
from tests.bot.planned import cards as cards_of
from tests.bot.register import LIBRARY, POOL, add
from tests.clock import Clock


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return plan_on(database, clock)


def for_account(services: Services, item: PlanItem, account: SocialAccount) -> PlanItem:
    with services.database.begin() as session:
        session.add(PlanAccount(item_id=item.id, account_id=account.id))
    return item


def digest(services: Services) -> str:
    (record, _address), *_more = cards_of(services, "reminder_digest")
    with services.database.read() as session:
        return said(cards.digest(session, record, Reader("en")))


def test_nothing_is_said_while_a_hold_stands_nor_by_itself_when_it_ends(services: Services, clock: Clock) -> None:
    past, later = plan(services, "2026-11-23T10:00"), plan(services, "2026-11-25T10:00", title="Later")
    hold = holds.begin(services, "all", "A fire in the harbour.", by=MAIJA)
    new = plan(services, "2026-11-23T10:30", title="Made meanwhile")
    assert {of(services, one).held_by for one in (past, later, new)} == {hold.id}
    clock.move(hours=2)
    tick(services)
    assert heard(services) == []
    holds.end(services, hold.id, by=MAIJA)
    holds.end(services, hold.id, by=MAIJA)
    tick(services)
    assert heard(services) == []
    assert [of(services, one).state for one in (past, new, later)] == ["missed", "missed", "draft"]
    assert [address for _record, address in cards_of(services, "reminder_digest")] == [OLLI.id]
    assert "The time of 2 items passed meanwhile" in digest(services)
    clock.move(days=2)
    tick(services)
    assert ("now", OLLI.id) in heard(services)


def test_each_missed_item_waits_for_a_decision_that_is_made_once(services: Services, clock: Clock) -> None:
    one, two, three = (plan(services, "2026-11-23T10:00", title=name) for name in ("One", "Two", "Three"))
    hold = holds.begin(services, "all", "Mourning.", by=MAIJA)
    clock.move(hours=2)
    holds.end(services, hold.id, by=MAIJA)
    deciding.post_now(services, one.id, by=OLLI)
    deciding.new_time(services, two.id, "tomorrow at 9", by=OLLI)
    deciding.drop(services, three.id, "Too late now.", by=OLLI)
    for item in (one, two, three):
        with pytest.raises(Conflict):
            deciding.post_now(services, item.id, by=MAIJA)
    tick(services)
    assert heard(services) == [("now", OLLI.id)]
    assert rows(services, two, rule="now", state="waiting")[0].local_at.isoformat() == "2026-11-24T09:00:00"
    assert "everything that was missed is decided" in digest(services)


def test_an_item_is_free_when_none_of_the_holds_about_it_stands(services: Services, clock: Clock) -> None:
    library, pool = add(services, LIBRARY), add(services, POOL)
    of_pool = for_account(services, plan(services, "2026-11-24T10:00"), pool)
    of_library = for_account(services, plan(services, "2026-11-24T11:00"), library)
    everywhere = holds.begin(services, "all", "A crisis.", by=MAIJA)
    on_facebook = holds.begin(services, "networks", "It is down.", networks=["facebook"], by=MAIJA)
    of_account = holds.begin(services, "accounts", "Stolen.", accounts=[pool.id], by=MAIJA)
    holds.end(services, everywhere.id, by=MAIJA)
    assert (of(services, of_pool).held_by, of(services, of_library).held_by) == (on_facebook.id, None)
    holds.end(services, on_facebook.id, by=MAIJA)
    assert of(services, of_pool).held_by == of_account.id
    holds.end(services, of_account.id, by=MAIJA)
    assert of(services, of_pool).held_by is None
    clock.move(days=1, hours=3)
    tick(services)
    assert [rule for rule, _told in heard(services)] == ["now", "now"]


def test_a_card_on_its_way_says_that_it_is_held_and_its_buttons_do_nothing(services: Services, clock: Clock) -> None:
    item = plan(services, "2026-11-23T10:00")
    clock.move(hours=1)
    tick(services)
    hold = holds.begin(services, "all", "A fire in the harbour.", by=MAIJA)
    (now,) = rows(services, item, rule="now")
    with services.database.read() as session:
        message = cards.card(session, now.id, Reader("en"))
    assert isinstance(message, Message)
    assert "On hold: do not post this now." in message.text
    assert "The pool opens today." not in said(message)
    for do in (
        lambda: posting.posted(services, item.id, "https://x.com/a/status/1", by=OLLI),
        lambda: looking.to_copy(services, item.id, by=OLLI),
    ):
        with pytest.raises(Conflict, match="on hold"):
            do()
    holds.end(services, hold.id, by=MAIJA)
    with services.database.read() as session:
        text = said(cards.card(session, now.id, Reader("en")))
    assert "Post now" in text
    assert "Post this now" not in text


def test_owners_who_are_gone_are_not_asked_and_the_desk_sees_what_was_missed(services: Services, clock: Clock) -> None:
    plan(services, "2026-11-23T10:00")
    plan(services, "2026-11-23T10:00", deputy="", title="Alone")
    deactivate(services, OLLI.id)
    hold = holds.begin(services, "all", "A crisis.", by=MAIJA)
    clock.move(hours=3)
    holds.end(services, hold.id, by=MAIJA)
    assert [address for _record, address in cards_of(services, "reminder_digest")] == [DAVE.id]
    ((record, _desk),) = cards_of(services, "desk_list")
    with services.database.read() as session:
        assert "Alone" in said(cards.desk(session, record, Reader("en")))


def test_an_item_that_leaves_a_held_account_is_free_and_one_that_joins_it_is_held(services: Services) -> None:
    pool = add(services, POOL)
    item = for_account(services, plan(services, "2026-11-24T10:00"), pool)
    hold = holds.begin(services, "accounts", "Stolen.", accounts=[pool.id], by=MAIJA)
    other = for_account(services, plan(services, "2026-11-24T12:00"), pool)
    change(services, other)
    assert [of(services, one).held_by for one in (item, other)] == [hold.id, hold.id]
    with services.database.begin() as session:
        session.query(PlanAccount).filter_by(item_id=item.id).delete()
    change(services, item)
    assert of(services, item).held_by is None
    assert ("now", "waiting", "") in story(services, item)


def test_only_managers_hold_and_only_with_a_reason_and_something_to_hold(services: Services) -> None:
    with pytest.raises(Refused):
        holds.begin(services, "all", "Because.", by=OLLI)
    for field, kept in (
        ("reason", {"scope": "all", "reason": " "}),
        ("networks", {"scope": "networks", "reason": "x"}),
        ("accounts", {"scope": "accounts", "reason": "x"}),
        ("scope", {"scope": "some", "reason": "x"}),
    ):
        with pytest.raises(Invalid) as refusal:
            holds.begin(services, kept["scope"], kept["reason"], by=MAIJA)
        assert refusal.value.field == field
    hold = holds.begin(services, "all", "A crisis.", by=MAIJA)
    with pytest.raises(Conflict):
        holds.begin(services, "all", "Again.", by=MAIJA)
    with pytest.raises(Refused):
        holds.end(services, hold.id, by=OLLI)


def test_holding_five_hundred_items_takes_as_many_statements_as_holding_five(services: Services, clock: Clock) -> None:
    counts: list[int] = []
    commits: list[int] = []
    for many in (5, 500):
        for number in range(many):
            plan_quickly(services, number, many)
        ran: list[str] = []

        def heard_statement(_c: object, _u: object, text: str, *_more: object, into: list[str] = ran) -> None:
            into.append(text)

        def heard_commit(_connection: object, into: list[int] = commits) -> None:
            into.append(1)

        engine = services.database.engine
        event.listen(engine, "before_cursor_execute", heard_statement)
        event.listen(engine, "commit", heard_commit)
        hold = holds.begin(services, "all", f"Crisis {many}.", by=MAIJA)
        event.remove(engine, "before_cursor_execute", heard_statement)
        event.remove(engine, "commit", heard_commit)
        counts.append(len(ran))
        holds.end(services, hold.id, by=MAIJA)
    assert len(commits) == 2
    assert counts[1] <= counts[0] + 2
    assert max(counts) < 25


def plan_quickly(services: Services, number: int, many: int) -> None:
    """Put one of many items into the plan."""
    hours = 24 + number % 200
    at = services.now().replace(tzinfo=None)
    plan(services, f"{at:%Y-%m-%d}T23:{number % 60:02}", title=f"{many}:{number}:{hours}", deputy="")


def test_a_hold_and_a_tick_of_the_same_second_leave_nothing_between_them(services: Services, clock: Clock) -> None:
    items = [plan(services, f"2026-11-23T10:{minute:02}", deputy="") for minute in range(10)]
    for minute in range(10):
        clock.move(hours=1 if minute == 0 else 0, minutes=0 if minute == 0 else 1)
        with ThreadPoolExecutor(3) as pool:
            ticks = [pool.submit(tick, services) for _two in range(2)]
            begun = pool.submit(holds.begin, services, "all", f"Crisis {minute}.", by=MAIJA)
        assert not [one.result() for one in ticks if one.result() is not None]
        assert of(services, items[minute]).held_by == begun.result().id
        (now,) = rows(services, items[minute], rule="now")
        assert now.state in ("held", "said")
        if now.state == "said":  # its card is drawn anew, or is not there yet
            with services.database.read() as session:
                assert "On hold" in said(cards.card(session, now.id, Reader("en")))
        holds.end(services, begun.result().id, by=MAIJA)
        assert of(services, items[minute]).state == "missed"
