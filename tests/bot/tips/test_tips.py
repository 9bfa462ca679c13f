"""The rules of tips on both databases: who was first, what stands together, what an erasure leaves, and every limit of Slack."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot import privacy
from bot.attachments import File
from bot.errors import Conflict, NotFound
from bot.mentions import by_hand
from bot.mentions.by_hand import Entered
from bot.services import Services
from bot.tips import cards as tip_cards
from bot.tips import deciding, listing, removing, sending
from bot.tips.draft import Form
from bot.tips.kinds import TIP, TIP_TIPPER
from bot.tips.listing import Look
from bot.views import tips_form, tips_list
from bot.words import LANGUAGES, Reader
from playground.slack.checks import message_faults, view_faults
from storage.database import Database
from storage.models import Attachment, Idea, Mention, Tip
from tests.bot.register import statements
from tests.bot.tips.at_desk import ADA, BO, DESK, EVE, LINK, SVEN, acts, cards, send, tips_on
from tests.clock import Clock

STATES = ("new", "taken", "idea", "mention", "forwarded", "used", "unused", "removed")


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    return tips_on(database, clock)


def tip_of(services: Services, tip_id: int) -> Tip:
    with services.database.read() as session:
        return session.get_one(Tip, tip_id)


def test_twenty_who_send_one_link_at_once_share_one_card(desk: Services) -> None:
    sends = [partial(send, desk, f"{LINK} {number}", by=one) for number, one in enumerate([BO, EVE] * 10)]
    with ThreadPoolExecutor(8) as pool:
        sent = [future.result() for future in [pool.submit(one) for one in sends]]
    assert sum(one.tip.state == "new" for one in sent) == 1
    assert cards(desk) == {(TIP, DESK): 1, (TIP_TIPPER, BO.id): 1, (TIP_TIPPER, EVE.id): 1}


def test_the_same_form_sent_at_once_in_many_threads_is_one_tip(desk: Services) -> None:
    form = Form()
    with ThreadPoolExecutor(8) as pool:
        futures = [pool.submit(partial(send, desk, "A robot", form=form)) for _ in range(16)]
        assert len({future.result().tip.id for future in futures}) == 1
    assert cards(desk) == {(TIP, DESK): 1, (TIP_TIPPER, EVE.id): 1}
    assert acts(desk) == ["tip.sent"]


def test_of_two_who_decide_at_once_one_wins(desk: Services) -> None:
    made = send(desk).tip

    def decide(what: int) -> str:
        try:
            if what % 2:
                deciding.make_mention(desk, made.id, by=SVEN)
            else:
                deciding.not_used(desk, made.id, "late", by=ADA)
        except Conflict:
            return "lost"
        return "won"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(decide, range(2)))
    assert sorted(outcomes) == ["lost", "won"]
    with desk.database.read() as session:
        mentions = list(session.scalars(select(Mention)))
    assert len(mentions) == (tip_of(desk, made.id).state == "mention")


def test_a_link_is_news_again_long_after_its_end(desk: Services, clock: Clock) -> None:
    first = send(desk).tip
    deciding.not_used(desk, first.id, "late", by=ADA)
    clock.move(days=29)
    assert send(desk, by=BO).tip.state == "joined"
    clock.move(days=2)
    again = send(desk, f"{LINK} once more").tip
    assert (again.state, again.place) == ("new", DESK)
    assert send(desk, f"{LINK} and more", by=BO).tip.state == "joined"
    deciding.take(desk, again.id, by=ADA)
    assert tip_of(desk, first.id).state == "unused"


def test_a_mention_made_of_a_link_tells_those_who_sent_it_and_nobody_twice(desk: Services) -> None:
    made = send(desk, f"{LINK} Rita is in the paper").tip
    send(desk, by=BO)
    mention_id = deciding.make_mention(desk, made.id, by=ADA)
    assert deciding.make_mention(desk, made.id, by=ADA) == mention_id
    with pytest.raises(Conflict):
        deciding.make_mention(desk, made.id, by=SVEN)
    assert by_hand.enter(desk, Entered(link=LINK), by=SVEN).is_known
    assert acts(desk).count("tip.made_mention") == 1


def test_taking_over_and_giving_back(desk: Services) -> None:
    made = send(desk).tip
    deciding.take(desk, made.id, by=ADA)
    with pytest.raises(Conflict, match="has this tip already"):
        deciding.not_used(desk, made.id, "late", by=SVEN)
    deciding.take_over(desk, made.id, by=SVEN)
    with pytest.raises(Conflict):
        deciding.give_back(desk, made.id, by=ADA)
    for _twice in range(2):
        deciding.give_back(desk, made.id, by=SVEN)
    assert (tip_of(desk, made.id).state, tip_of(desk, made.id).handler) == ("new", "")


def test_a_decided_tip_is_taken_back_no_more(desk: Services) -> None:
    made = send(desk).tip
    deciding.make_idea(desk, made.id, by=ADA)
    with pytest.raises(Conflict):
        removing.take_back(desk, made.id, by=EVE)


def test_an_erasure_takes_what_somebody_sent_and_leaves_what_the_desk_made_of_it(desk: Services) -> None:
    made = send(desk, f"{LINK} From Eve", files=(File("F1", "robot.jpg"),), people="nobody").tip
    send(desk, f"{LINK} From Bo", by=BO)
    deciding.make_idea(desk, made.id, by=ADA)
    given = privacy.export(desk, EVE.id, by="operator")
    assert [row["id"] for row in given["tables"]["tip"]] == [made.id]
    privacy.erase(desk, EVE.id, by="operator")
    with desk.database.read() as session:
        assert session.get(Tip, made.id) is None
        (left,) = session.scalars(select(Tip))
        (idea,) = session.scalars(select(Idea))
        (file,) = session.scalars(select(Attachment))
    assert (left.by, left.state, left.place, idea.tip_id) == (BO.id, "idea", DESK, left.id)
    assert (file.tip_id, file.idea_id) == (None, idea.id)
    assert EVE.id not in (idea.giver, file.added_by)


def test_an_erased_manager_leaves_no_name_on_the_cards(desk: Services) -> None:
    made = send(desk).tip
    deciding.take(desk, made.id, by=ADA)
    privacy.erase(desk, ADA.id, by="operator")
    left = tip_of(desk, made.id)
    assert left.handler.startswith(privacy.PSEUDONYM)
    with desk.database.read() as session:
        shown = tip_cards.for_tipper(session, made.id, Reader("en"))
    assert shown is not None
    assert "Ada" not in shown.text


def test_what_is_older_than_two_years_goes_a_part_at_a_time(desk: Services, clock: Clock) -> None:
    for number in range(3):
        send(desk, f"Tip {number}")
    clock.move(days=731)
    kept = send(desk, "New").tip
    removing.prune(desk)
    with desk.database.read() as session:
        assert list(session.scalars(select(Tip.id))) == [kept.id]
    with pytest.raises(NotFound):
        deciding.take(desk, 1, by=ADA)


def test_a_page_of_the_list_is_read_in_a_bounded_number_of_statements(sqlite_database: Database, clock: Clock) -> None:
    services = tips_on(sqlite_database, clock)
    for number in range(60):
        send(services, f"Tip {number}")
        clock.move(minutes=2)
    assert statements(sqlite_database, lambda: listing.page(services, Look(), by=ADA)) <= 60
    page = listing.page(services, Look(), by=ADA)
    assert (page.total, len(page.tips), page.pages) == (60, listing.PAGE, 8)
    assert listing.page(services, Look(page=99), by=ADA).look.page == 8
    assert listing.page(services, Look("all"), by=BO).total == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_every_card_and_window_is_one_that_slack_takes(
    sqlite_database: Database, clock: Clock, language: str, state: str
) -> None:
    services = tips_on(sqlite_database, clock)
    reader = Reader(language)
    hostile = "<!channel> *x* & <https://evil.example|y> " + "W" * 2_900
    files = tuple(File(f"F{number}", "<b>" * 90, "image/png", f"https://x.example/{number}") for number in range(3))
    made = send(services, f"{hostile} {LINK}"[:2_950], files=files, people="P" * 500).tip
    with services.database.begin() as session:
        one = session.get_one(Tip, made.id)
        one.state, one.handler, one.forwarded_to, one.is_private = state, ADA.id, "C1", True
        one.reason, one.result_link, one.link = "<!here> " + "r" * 390, LINK, LINK
    with services.database.read() as session:
        shown = [
            render(session, made.id, reader) for render in (tip_cards.card, tip_cards.for_tipper, tip_cards.forwarded)
        ]
        tip = session.get_one(Tip, made.id)
    for message in shown:
        assert message is not None
        assert message_faults(message.payload()) == []
        assert "<!" not in message.text
    for window in (tips_form.forwarding, tips_form.using, tips_form.leaving, tips_form.taking_back):
        assert view_faults(window(tip, reader)) == []
    message = tips_list.page(listing.page(services, Look("all"), by=ADA), reader)
    assert message_faults(message.payload()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_one_that_slack_takes(sqlite_database: Database, clock: Clock, language: str) -> None:
    services, reader = tips_on(sqlite_database, clock), Reader(language)
    said = sending.Said("G1", "1.2", name="privategroup", text="<!here> " + "x" * 3_990, files=(File("F1", "n" * 400),))
    for opened in (
        sending.open_form(services, "y" * 4_000, by=EVE),
        sending.open_about_message(services, said, by=EVE),
    ):
        assert view_faults(tips_form.form(opened, reader)) == []
    for outcome in (send(services), send(services), send(services, by=BO)):
        assert view_faults(tips_form.after_sending(outcome, reader)) == []
    assert message_faults(tips_form.usage(reader).payload()) == []


def test_what_was_sent_without_a_channel_is_shown_once_there_is_one(desk: Services, clock: Clock) -> None:
    bare = tips_on_again(desk, "")
    made = send(bare).tip
    assert (TIP, DESK) not in cards(bare)
    sending.look_after(bare)
    for _twice in range(2):
        sending.look_after(desk)
    clock.move(minutes=1)
    assert cards(desk)[TIP, DESK] == 1
    assert tip_of(desk, made.id).place == DESK


def tips_on_again(services: Services, desk_channel: str) -> Services:
    """Return the same services with another channel of the desk."""
    return replace(services, settings=replace(services.settings, desk_channel=desk_channel))


def test_the_clock_of_one_minute_counts_both_ways(desk: Services, clock: Clock) -> None:
    send(desk, "A robot")
    clock.move(seconds=-30)
    assert not send(desk, "A robot").is_new
    clock.move(seconds=int(timedelta(minutes=2).total_seconds()))
    assert send(desk, "A robot").is_new
