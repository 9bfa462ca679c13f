"""What is put into the plan: ideas with all they have, defaults of social accounts, and what cannot be planned."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.errors import Conflict, Invalid, NotFound, Refused
from bot.plan import choosing, creating, whole
from bot.plan.draft import Form
from bot.services import Services
from bot.views import plan_form
from playground.slack.checks import view_faults
from storage import plan, plan_series
from storage.database import Database
from storage.models import Attachment, Clearance, Idea, PlanText
from tests.bot.asking import deactivate
from tests.bot.plan.planning import ADA, ENGLISH, EVE, GUS, SVEN, every, house_on, idea, picked, planned
from tests.bot.register import LIBRARY, POOL, add, add_many
from tests.clock import Clock


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return house_on(database, clock)


@pytest.fixture
def quick(sqlite_database: Database, clock: Clock) -> Services:
    return house_on(sqlite_database, clock)


def duckling(services: Services, **values: object) -> Idea:
    found = idea(
        services, title="Ducklings", text="Ankanpoikaset ovat lammella.", link="https://pond.example", **values
    )
    with services.database.begin() as session:
        session.add(Attachment(file_id="F1", name="duck.jpg", idea_id=found.id, added_by="U0SVEN", at=services.now()))
        session.add(Clearance(idea_id=found.id, people="none", photographer="Sven Sork"))
    return found


def test_an_idea_becomes_a_draft_with_all_it_has(services: Services) -> None:
    found = duckling(services, tags=["spring"], owner="U0ADA", unit="Parks")
    item = creating.open_from_idea(services, found.id, by=EVE)
    with services.database.read() as session:
        draft = whole.of(session, item)
        known = session.get_one(Idea, found.id)
        file = session.get_one(Attachment, draft.attachments[0].id)
    assert (item.title, item.link, item.tags, item.owner, item.unit) == (
        "Ducklings", "https://pond.example", ["spring"], "U0ADA", "Parks",
    )  # fmt: skip
    assert [(text.language, text.text) for text in draft.texts] == [("fi", "Ankanpoikaset ovat lammella.")]
    assert (file.idea_id, file.item_id) == (found.id, item.id)
    assert draft.clearance is not None
    assert draft.clearance.photographer == "Sven Sork"
    assert (known.state, known.giver) == ("drafted", "U0SVEN")


def test_two_who_plan_an_idea_at_once_make_one_item(services: Services) -> None:
    found = duckling(services)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda by: creating.open_from_idea(services, found.id, by=by).id, [EVE, ADA, SVEN, EVE]))
    assert len(set(made)) == 1
    assert len(every(services)) == 1


def test_a_private_idea_is_not_planned_before_it_is_shown(quick: Services) -> None:
    found = duckling(quick, is_private=True)
    with pytest.raises(NotFound):
        creating.open_from_idea(quick, found.id, by=EVE)
    with pytest.raises(Conflict):
        creating.open_from_idea(quick, found.id, by=SVEN)
    assert every(quick) == []


def test_one_form_sent_by_several_deliveries_at_once_is_one_item(services: Services) -> None:
    form = Form()
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: planned(services, form=form).id, range(4)))
    assert len(set(made)) == 1
    assert len(every(services)) == 1


def test_what_nobody_chose_comes_from_the_social_account(quick: Services) -> None:
    account = add(quick, LIBRARY)
    item = planned(quick, accounts=[str(account.id)], by=ADA)
    assert (item.owner, item.deputy, item.languages, item.unit) == ("U0EVE", "U0SVEN", ["fi", "sv"], "Kirjasto")
    alone = planned(quick, by=SVEN, title="Kirjasto avautuu maanantaina", text="Tervetuloa kirjastoon.")
    assert (alone.owner, alone.deputy, alone.languages, alone.unit) == ("U0SVEN", "", ["fi"], "Library")


def test_an_owner_who_left_does_not_come_from_the_account(quick: Services) -> None:
    account = add(quick, LIBRARY, owner="U0SVEN", deputy="")
    deactivate(quick, "U0SVEN")
    assert planned(quick, accounts=[str(account.id)], by=ADA).owner == ADA.id


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": " \u200b\n"}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"text": "x" * 3_001}, "text"),
        ({"kind": "poem"}, "kind"),
        ({"link": "mailto:eve@example.org"}, "link"),
        ({"timezone": "Europe/Atlantis"}, "timezone"),
        ({"timezone": "../etc/passwd"}, "timezone"),
        ({"at": picked(2026, 11, 23, 6, 59)}, "at"),
        ({"when": "31.4. klo 9"}, "when"),
        ({"when": "eilen klo 9"}, "when"),
        ({"owner": "U0GUS"}, "owner"),
        ({"deputy": "Eve"}, "deputy"),
        ({"accounts": ["4711"]}, "accounts"),
        ({"tags": ",".join(map(str, range(21)))}, "tags"),
        ({"kind": "page", "review_on": "2026-02-30"}, "review_on"),
        ({"kind": "screen", "from_on": "2026-12-02", "until_on": "2026-12-01"}, "until_on"),
    ],
)
def test_what_cannot_be_planned_says_where(quick: Services, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        planned(quick, **values)
    assert refused.value.field == field
    assert every(quick) == []


def test_a_long_text_with_emoji_is_kept_whole(quick: Services) -> None:
    text = ("Tervetuloa 🏊🏽‍♀️ uimahalliin! " * 200)[:3_000].strip()
    item = planned(quick, text=text)
    with quick.database.read() as session:
        assert plan.texts(session, [item.id])[item.id][0].text == text


def test_half_past_three_on_the_night_of_the_spring_change_is_half_past_four(quick: Services) -> None:
    item = planned(quick, when="28.3.2027 klo 3.30")
    assert item.due_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_a_day_from_the_calendar_is_planned_at_nine_there(quick: Services) -> None:
    opened = creating.open_form(quick, day=date(2027, 4, 1), by=EVE)
    assert opened.draft.chosen.at == picked(2027, 4, 1, 6)


def test_words_of_the_command_are_a_time_or_a_title(quick: Services) -> None:
    timed = creating.open_form(quick, words="huomenna klo 9", by=EVE)
    assert (timed.draft.chosen.when, timed.draft.title) == ("huomenna klo 9", "")
    wrong = creating.open_form(quick, words="31.4. klo 9", by=EVE)
    assert wrong.fault is not None
    titled = creating.open_form(quick, words="Uimahalli avautuu", by=EVE)
    assert (titled.draft.chosen.when, titled.draft.title) == ("", "Uimahalli avautuu")


def test_more_than_a_hundred_accounts_are_looked_for_while_one_types(quick: Services) -> None:
    drafts = [
        replace(POOL, name=f"Account {n}", link=f"https://x.com/a{n}.example", unit="Sports" if n % 2 else "")
        for n in range(120)
    ]
    add_many(quick, drafts)
    view = plan_form.form(creating.open_form(quick, by=EVE), ENGLISH)
    assert view_faults(view) == []
    assert "multi_external_select" in str(view)
    assert len(choosing.accounts(quick, "", by=EVE)) == 100
    assert [one.name for one in choosing.accounts(quick, "sports account 17", by=EVE)] == ["Account 117", "Account 17"]
    with quick.database.read() as session:
        ids = [str(one.id) for one in choosing.accounts(quick, "", by=EVE)]
    item = planned(quick, accounts=ids)
    with quick.database.read() as session:
        assert len(plan_series.accounts_of(session, item.id)) == 100


def test_a_guest_plans_nothing(quick: Services) -> None:
    with pytest.raises(Refused):
        planned(quick, by=GUS)
    with pytest.raises(Refused):
        creating.open_form(quick, by=GUS)


def test_the_own_fields_of_a_kind_are_kept_and_another_kind_has_none_of_them(quick: Services) -> None:
    item = planned(quick, kind="page", address="pool.example/opening", review_on="2027-05-01", subject="Not of a page")
    assert item.fields == {"address": "https://pool.example/opening"}
    assert item.page_review_on == date(2027, 5, 1)
    with quick.database.read() as session:
        assert session.get(PlanText, (item.id, "", "en")) is None
