"""Replies that are approved first where two act at the same moment, or the clock ticks twice, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.approvals import deciding, leaving
from bot.approvals.asking import Step
from bot.errors import BotError, Conflict, Invalid
from bot.mentions import claims, endings
from bot.plan import files
from bot.public_replies import writing
from bot.public_replies.writing import Draft, Form
from bot.reminders import holds
from bot.services import Services
from storage.database import Database
from storage.models import ApprovalAsk, Mention, PlanItem, PlanReply, Profile, Reminder
from tests.bot.mentions.at_desk import ADA, EVE, SVEN, desk_on, mention
from tests.clock import Clock

LINK = "https://mastodon.social/@aaltoranta/1"
DRAFT = Draft("Hei! Silta avataan perjantaina.", "fi", "mastodon", steps=(Step((EVE.id,)),))


@pytest.fixture
def desk(database: Database, clock: Clock) -> Services:
    """A desk where Ada has a mention and Eve may approve."""
    services = desk_on(database, clock)
    story = mention(services, language="fi")
    claims.take(services, story.id, by=ADA)
    return services


def items(services: Services) -> list[PlanItem]:
    with services.database.read() as session:
        return list(session.scalars(select(PlanItem).order_by(PlanItem.id)))


def asks(services: Services) -> list[ApprovalAsk]:
    with services.database.read() as session:
        return list(session.scalars(select(ApprovalAsk).order_by(ApprovalAsk.id)))


def outcome(do: Callable[[], object]) -> str:
    try:
        do()
    except BotError as error:
        return type(error).__name__
    return "done"


def test_of_two_forms_sent_at_the_same_moment_one_is_the_reply(desk: Services) -> None:
    forms = [writing.open_form(desk, 1, by=ADA).form for _form in range(2)]
    drafts = [DRAFT, replace(DRAFT, text="Hei! Silta avataan maanantaina.")]

    def send(form: Form, draft: Draft) -> str:
        return outcome(lambda: writing.send(desk, form, draft, by=ADA))

    with ThreadPoolExecutor(2) as pool:
        ends = pool.map(send, forms, drafts)
        assert sorted(ends) == ["Conflict", "done"]
    assert len(items(desk)) == len(asks(desk)) == 1


def test_one_form_that_arrives_twice_is_one_reply(desk: Services) -> None:
    form = writing.open_form(desk, 1, by=ADA).form
    with ThreadPoolExecutor(2) as pool:
        ends = pool.map(lambda _n: outcome(lambda: writing.send(desk, form, DRAFT, by=ADA)), range(2))
        assert list(ends) == ["done", "done"]
    again = writing.open_form(desk, 1, by=ADA).form
    for _time in range(2):
        writing.send(desk, again, replace(DRAFT, text="Hei! Silta avataan maanantaina."), by=ADA)
    assert [one.text_version for one in items(desk)] == [2]
    assert len(asks(desk)) == 1


def test_an_approval_and_the_end_of_the_mention_at_the_same_moment_leave_one_end(desk: Services) -> None:
    writing.send(desk, writing.open_form(desk, 1, by=ADA).form, DRAFT, by=ADA)
    (ask,) = asks(desk)
    with ThreadPoolExecutor(2) as pool:
        approving = pool.submit(outcome, lambda: deciding.approve(desk, ask.id, 1, by=EVE))
        ending = pool.submit(outcome, lambda: endings.answered(desk, 1, LINK, "", by=ADA))
        ends = approving.result(), ending.result()
    (item,) = items(desk)
    assert (ends, item.state) in ((("done", "done"), "posted"), (("Conflict", "done"), "dropped"))


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(desk: Services) -> None:
    writing.send(desk, writing.open_form(desk, 1, by=ADA).form, DRAFT, by=ADA)
    early = writing.open_form(desk, 1, by=ADA)
    writing.send(desk, writing.open_form(desk, 1, by=ADA).form, replace(DRAFT, text="Hei! Maanantaina."), by=ADA)
    with pytest.raises(Invalid) as told:
        writing.send(desk, early.form, replace(early.draft, text="Hei! Tiistaina."), by=ADA)
    assert told.value.field == "text"
    assert writing.open_form(desk, 1, by=ADA).draft.text == "Hei! Maanantaina."


def test_an_old_form_begins_nothing_new_after_the_end_and_a_new_one_does(desk: Services) -> None:
    writing.send(desk, writing.open_form(desk, 1, by=ADA).form, DRAFT, by=ADA)
    old = writing.open_form(desk, 1, by=ADA)
    claims.give_back(desk, 1, by=ADA)
    with pytest.raises(Conflict):
        writing.send(desk, old.form, replace(old.draft, text="Hei! Tiistaina."), by=ADA)
    writing.send(desk, writing.open_form(desk, 1, by=SVEN).form, DRAFT, by=SVEN)
    with desk.database.read() as session:
        assert session.get_one(Mention, 1).handler == SVEN.id, "who writes takes what nobody had"
    assert [(one.state, one.owner) for one in items(desk)] == [("dropped", ADA.id), ("draft", SVEN.id)]


def test_a_tick_in_two_processes_asks_a_deputy_once(desk: Services) -> None:
    writing.send(desk, writing.open_form(desk, 1, by=ADA).form, DRAFT, by=ADA)
    with desk.database.begin() as session:
        away = (desk.now() + timedelta(days=3)).date()
        session.add(Profile(user_id=EVE.id, name=EVE.name, away_until=away, deputy=SVEN.id))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _n: leaving.look_after(desk), range(2)))
    assert [one.user_id for one in asks(desk)] == [EVE.id, SVEN.id]


def test_a_reply_is_in_no_file_no_hold_and_no_reminder(desk: Services, tmp_path: Path) -> None:
    writing.send(desk, writing.open_form(desk, 1, by=ADA).form, DRAFT, by=ADA)
    holds.begin(desk, "all", "A crisis", by=ADA)
    deciding.approve(desk, asks(desk)[0].id, 1, by=EVE)
    endings.answered(desk, 1, LINK, "", by=ADA)
    (item,) = items(desk)
    assert (item.state, item.held_by, item.posted_link) == ("posted", None, LINK)
    assert files.export_file(desk, tmp_path / "plan.csv", by=ADA) == 0
    with desk.database.read() as session:
        assert session.scalars(select(Reminder)).all() == []
        assert session.scalars(select(PlanReply)).one().ended_at is not None
        assert session.get_one(Mention, 1).answer_link == LINK


@given(st.integers(1, 2**31), st.integers(0, 2**31), st.integers(0, 99), st.text(max_size=20), st.text(max_size=32))
def test_what_a_form_carries_comes_back_as_it_was(mention: int, item: int, version: int, window: str, key: str) -> None:
    form = Form(mention, item, version, window, key)
    assert Form.unpacked(form.packed()) == form
