"""What people do about a reminder: posted, later, somebody else, cannot; of two at once one wins and the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest

from bot.errors import BotError, Conflict, Invalid, Refused
from bot.people import Asker
from bot.reminders import answering, cards, posting, results
from bot.services import Services
from bot.words import Reader
from storage.database import Database
from storage.models import Idea, PlanAccount, PlanItem, Profile, Reminder
from tests.bot.asking import EVE, deactivate, said
from tests.bot.planned import DAVE, MAIJA, OLLI, change, heard, of, plan, plan_on, rows, story, tick
from tests.bot.register import POOL, add
from tests.clock import Clock

LINK = "https://facebook.com/aaltorannanuimahalli.example/posts/17"


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return plan_on(database, clock)


@pytest.fixture
def item(services: Services, clock: Clock) -> PlanItem:
    """An item whose minute has come."""
    made = plan(services, "2026-11-23T10:00")
    clock.move(hours=1)
    tick(services)
    return made


def due(services: Services, item: PlanItem) -> Reminder:
    """Return the reminder that was said last."""
    return [one for one in rows(services, item) if one.state == "said"][-1]


def words_of(services: Services, reminder_id: int) -> str:
    with services.database.read() as session:
        return said(cards.card(session, reminder_id, Reader("en")))


def test_what_is_posted_ends_its_reminders_and_asks_for_the_result_after_seven_days(
    services: Services, item: PlanItem, clock: Clock
) -> None:
    now = due(services, item)
    posting.posted(services, item.id, LINK, by=OLLI)
    posting.posted(services, item.id, LINK, by=OLLI)
    found = of(services, item)
    assert (found.state, found.posted_by, found.posted_link) == ("posted", OLLI.id, LINK)
    assert "Posted" in words_of(services, now.id)
    with pytest.raises(Conflict, match="posted already"):
        posting.posted(services, item.id, LINK, by=MAIJA)
    with pytest.raises(Conflict, match="posted already"):
        answering.snooze(services, now.id, "15", by=OLLI)
    clock.move(days=8)
    tick(services)
    assert heard(services)[-1] == ("result", OLLI.id)
    (result,) = rows(services, item, rule="result")
    assert result.local_at == datetime.fromisoformat("2026-11-30T10:00")
    assert not rows(services, item, state="waiting")


def test_a_wrong_address_is_refused_with_words(services: Services, item: PlanItem) -> None:
    account = add(services, POOL)
    with services.database.begin() as session:
        session.add(PlanAccount(item_id=item.id, account_id=account.id))
    for link, words in (
        ("", "copy its address"),
        ("not a link", "is not a link"),
        ("ftp://example.org/x", "begin with https"),
        ("https://aaltoranta.slack.com/archives/C1/p1", "within Slack"),
        (account.url, "address of the account"),
        ("facebook.com", "front page"),
        ("https://instagram.com/p/17", "another network"),
    ):
        with pytest.raises(Invalid, match=words) as refusal:
            posting.posted(services, item.id, link, by=OLLI)
        assert refusal.value.field == "link"
    assert of(services, item).state == "draft"
    posting.posted(services, item.id, LINK, by=OLLI)


def test_only_kinds_without_an_address_may_be_posted_without_one_and_only_knowingly(
    services: Services, item: PlanItem
) -> None:
    letter = plan(services, "2026-11-24T10:00", kind="letter")
    with pytest.raises(Invalid, match="tick"):
        posting.posted(services, letter.id, "", by=OLLI)
    posting.posted(services, letter.id, "", has_no_link=True, by=OLLI)
    with pytest.raises(Invalid):
        posting.posted(services, item.id, "", has_no_link=True, by=OLLI)


def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told(services: Services, item: PlanItem) -> None:
    now = due(services, item)

    def post() -> object:
        return posting.posted(services, item.id, LINK, by=OLLI)

    def give() -> object:
        return answering.hand_over(services, now.id, MAIJA.id, by=DAVE)

    def put_off() -> object:
        return answering.snooze(services, now.id, "60", by=OLLI)

    def outcome(do: object) -> str:
        try:
            do()  # type: ignore[operator]
        except BotError as refusal:
            return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(2) as pool:
        both = sorted(pool.map(outcome, (give, put_off)))
    assert both == ["Conflict", "done"]
    posting.posted(services, item.id, LINK, by=MAIJA)
    assert outcome(post) == "Conflict"


def test_whoever_takes_it_over_is_reminded_at_once_and_owns_it(
    services: Services, item: PlanItem, clock: Clock
) -> None:
    first = due(services, item)
    answering.hand_over(services, first.id, MAIJA.id, by=OLLI)
    clock.move(seconds=5)
    tick(services)
    assert heard(services)[-1] == ("now", MAIJA.id)
    assert of(services, item).owner == MAIJA.id
    assert "This was handed over to you." in words_of(services, due(services, item).id)
    assert "Handed over" in words_of(services, first.id)
    answering.hand_over(services, due(services, item).id, OLLI.id, by=MAIJA)
    clock.move(seconds=5)
    tick(services)
    assert heard(services)[-1] == ("now", OLLI.id)
    clock.move(minutes=15)
    tick(services)
    assert heard(services)[-1] == ("deputy", DAVE.id)


def test_who_cannot_do_it_says_why_and_the_deputy_hears_it_and_then_the_desk(
    services: Services, item: PlanItem, clock: Clock
) -> None:
    with pytest.raises(Invalid):
        answering.decline(services, due(services, item).id, " ", by=OLLI)
    assert answering.decline(services, due(services, item).id, "My phone is broken.", by=OLLI) == DAVE.id
    clock.move(seconds=2)
    tick(services)
    assert heard(services)[-1] == ("now", DAVE.id)
    assert "My phone is broken." in words_of(services, due(services, item).id)
    assert answering.decline(services, due(services, item).id, "Mine too.", by=DAVE) == ""
    clock.move(seconds=2)
    tick(services)
    with services.database.read() as session:
        assert "The pool opens" in said(cards.desk(session, 1, Reader("en")))
    posting.posted(services, item.id, LINK, by=MAIJA)
    with services.database.read() as session:
        assert "nothing is overdue" in said(cards.desk(session, 1, Reader("en")))


def test_a_time_in_words_is_understood_in_the_persons_own_zone(
    services: Services, item: PlanItem, clock: Clock
) -> None:
    stockholm = Asker(OLLI.id, OLLI.name, OLLI.role, Reader("sv", "Europe/Stockholm"))
    until = answering.snooze(services, due(services, item).id, "i morgon kl. 9", by=stockholm)
    assert until.isoformat() == "2026-11-24T08:00:00+00:00"
    (snoozed,) = rows(services, item, rule="snoozed")
    assert (snoozed.local_at, snoozed.timezone) == (datetime.fromisoformat("2026-11-24T09:00"), "Europe/Stockholm")
    clock.move(minutes=90)
    tick(services)
    assert heard(services)[-1] == ("now", OLLI.id)  # neither the deputy nor the desk hears of what was put off
    with pytest.raises(Conflict, match="put off already"):
        answering.snooze(services, rows(services, item, rule="now")[0].id, "15", by=stockholm)


def test_strangers_to_an_item_answer_nothing(services: Services, item: PlanItem) -> None:
    for do in (
        lambda: posting.posted(services, item.id, LINK, by=EVE),
        lambda: answering.snooze(services, due(services, item).id, "15", by=EVE),
        lambda: answering.decline(services, due(services, item).id, "No.", by=EVE),
    ):
        with pytest.raises(Refused):
            do()


def test_who_stands_in_by_the_owners_own_word_may_answer(services: Services, clock: Clock) -> None:
    with services.database.begin() as session:
        session.query(Profile).filter_by(user_id=OLLI.id).one().deputy = EVE.id
    made = plan(services, "2026-11-23T11:00", deputy="")
    deactivate(services, OLLI.id)
    clock.move(hours=2)
    tick(services)
    assert heard(services)[-1] == ("now", EVE.id)
    posting.posted(services, made.id, LINK, by=EVE)


def test_a_result_is_kept_and_what_is_worth_repeating_becomes_an_idea_once(
    services: Services, item: PlanItem, clock: Clock
) -> None:
    posting.posted(services, item.id, LINK, by=OLLI)
    clock.move(days=7)
    tick(services)
    with pytest.raises(Invalid) as refusal:
        results.keep(services, item.id, {"reach": "many"}, "no", by=OLLI)
    assert refusal.value.field == "reach"
    for _twice in range(2):
        results.keep(services, item.id, {"reach": "1 200", "clicks": "", "comments": "3"}, "idea", by=OLLI)
    found = of(services, item)
    assert {name: found.result[name] for name in ("reach", "comments")} == {"reach": 1200, "comments": 3}
    assert found.is_worth_repeating
    with services.database.read() as session:
        assert session.query(Idea).count() == 1
    assert [state for rule, state, _told in story(services, item) if rule == "result"] == ["done"]


def test_the_page_behind_a_post_is_looked_at_on_its_day_and_again_on_the_next(
    services: Services, item: PlanItem, clock: Clock
) -> None:
    change(services, item, page_review_on=date(2026, 11, 28))  # a Saturday: the last working day before it counts
    posting.posted(services, item.id, LINK, by=OLLI)
    clock.move(days=4)
    tick(services)
    assert heard(services)[-1] == ("review", OLLI.id)
    with pytest.raises(Invalid):
        results.looked_at(services, item.id, date(2026, 11, 1), by=OLLI)
    results.looked_at(services, item.id, date(2027, 1, 4), by=OLLI)
    assert [one.state for one in rows(services, item, rule="review")] == ["done", "waiting"]
