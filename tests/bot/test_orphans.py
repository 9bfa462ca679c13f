"""The orphan alarm: said once for a stretch, to those who can act, and settled by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot import channels, orphans
from bot.services import Services
from bot.words import Reader
from storage import people, profiles
from storage.database import Database
from storage.models import Card, Orphan, Person, Place, SocialAccount
from tests.bot.register import MAIJA, POOL, add, services_on
from tests.clock import Clock

EVE, SVEN, ADA = "U0EVE", "U0SVEN", "U0ADA"
"""Eve owns the library's account, Sven stands in for her, Ada is the administrator."""


@dataclass
class Town:
    """The register, and what Slack and HR say about its people."""

    services: Services
    clock: Clock

    def slack_says(self, user_id: str, **said: Any) -> None:
        """Take in what Slack says about somebody, as the directory does."""
        with self.services.database.begin() as session:
            about = {"name": user_id[2:].title(), "is_deactivated": False, **said}
            person = Person(id=user_id, fetched_at=self.clock(), **about)
            people.save(session, person)
            orphans.look(self.services, session, [user_id])

    def profile(self, user_id: str, **values: Any) -> None:
        """Change somebody's profile, as HR or they themselves do."""
        with self.services.database.begin() as session:
            profile = profiles.made_for_user(session, user_id)
            for name, value in values.items():
                setattr(profile, name, value)
            session.flush()
            orphans.look(self.services, session, [user_id])

    def away(self, user_id: str, days: int) -> None:
        """Let somebody be away for some days from today."""
        self.profile(user_id, away_until=self.today + timedelta(days=days))

    @property
    def today(self) -> date:
        """The day in Helsinki."""
        return channels.today(self.services)

    def told(self) -> dict[int, set[str]]:
        """Return who hears of each report."""
        cards = (
            select(Card.record_id, Place.address)
            .join(Place, Place.id == Card.place_id)
            .where(Card.kind == orphans.KIND)
        )
        found: dict[int, set[str]] = {}
        with self.services.database.read() as session:
            for record_id, address in session.execute(cards):
                found.setdefault(record_id, set()).add(address)
        return found

    def wishes(self) -> int:
        """Return how often cards were asked for so far."""
        with self.services.database.read() as session:
            return sum(session.scalars(select(Card.wanted).where(Card.kind == orphans.KIND)))

    def says(self, language: str = "en") -> str:
        """Return the newest report as somebody reads it."""
        with self.services.database.read() as session:
            newest = session.scalars(select(Orphan).order_by(Orphan.id.desc())).first()
            assert newest is not None
            message = orphans.card(session, newest.id, Reader(language))
        assert message is not None
        return str([*message.payload()["blocks"], message.text])

    def give(self, account: SocialAccount, **changes: Any) -> None:
        """Let a manager give an account to somebody else."""
        about, draft = channels.form(self.services, account.id, by=MAIJA)
        channels.save(self.services, about, replace(draft, **changes), by=MAIJA)


@pytest.fixture
def town(database: Database, clock: Clock) -> Town:
    """The library's account has an owner and a deputy; Ada is the workspace's administrator."""
    made = Town(services_on(database, clock), clock)
    for user_id in (EVE, SVEN):
        made.slack_says(user_id)
    made.slack_says(ADA, is_admin=True)
    add(made.services)
    return made


def test_who_is_deactivated_is_reported_to_the_deputy_and_the_administrators(town: Town) -> None:
    town.slack_says(EVE, is_deactivated=True)
    assert list(town.told().values()) == [{SVEN, ADA}]
    assert "Eve is no longer active in Slack." in town.says()
    assert "1 social account needs somebody else" in town.says()
    assert "Aaltorannan kirjasto · Instagram\\nOwner" in town.says()


def test_who_is_gone_from_the_hr_feed_is_reported(town: Town) -> None:
    town.profile(EVE, name="Eve Elk", left_at=town.clock())
    assert list(town.told().values()) == [{SVEN, ADA}]
    assert "Eve Elk is no longer in the staff list from HR." in town.says()


@pytest.mark.parametrize(("days", "reports"), [(30, 0), (31, 1), (0, 0), (-5, 0)])
def test_an_absence_longer_than_the_house_allows_is_reported(town: Town, days: int, reports: int) -> None:
    town.away(EVE, days)
    assert len(town.told()) == reports


def test_a_reported_absence_stays_one_until_it_is_over(town: Town) -> None:
    town.away(EVE, 40)
    assert "is away and comes back on 2 Jan 2027." in town.says()
    town.clock.move(days=39)
    orphans.watch(town.services)
    assert "is away and comes back" in town.says()
    town.clock.move(days=1)
    orphans.watch(town.services)
    assert "Eve is here again. Nothing has to be handed over." in town.says()


def test_a_deputy_who_leaves_is_reported_to_the_owner(town: Town) -> None:
    town.slack_says(SVEN, is_deactivated=True)
    assert list(town.told().values()) == [{EVE, ADA}]
    assert "Aaltorannan kirjasto · Instagram\\nDeputy" in town.says()


def test_somebody_without_duties_leaves_without_a_word(town: Town) -> None:
    town.slack_says("U0NOBODY", is_deactivated=True)
    orphans.watch(town.services)
    assert town.told() == {}


def test_who_is_gone_themselves_hears_nothing(town: Town) -> None:
    """The deputy has left before: only the administrator hears of the owner."""
    town.slack_says(SVEN, is_deactivated=True)
    town.slack_says(EVE, is_deactivated=True)
    assert list(town.told().values())[-1] == {ADA}


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"admins": frozenset({"U0MAIJA", EVE})}, {SVEN, "U0MAIJA"}),
        ({"desk_channel": "C0DESK"}, {SVEN, "C0DESK"}),
        ({"desk_channel": "C0DESK", "admins": frozenset({"U0MAIJA"})}, {SVEN, "U0MAIJA"}),
        ({"desk_channel": "C0DESK", "admins": frozenset({EVE})}, {SVEN, "C0DESK"}),
    ],
    ids=["the named administrators", "the desk", "administrators before the desk", "the named one is the one who left"],
)
def test_the_house_decides_who_is_in_charge(
    database: Database, clock: Clock, chosen: dict[str, Any], told: set[str]
) -> None:
    town = Town(services_on(database, clock, **chosen), clock)
    add(town.services)
    town.slack_says(EVE, is_deactivated=True)
    assert list(town.told().values()) == [told]


def test_it_is_said_once_however_often_anybody_looks(town: Town) -> None:
    town.slack_says(EVE, is_deactivated=True)
    said = town.wishes()
    for _ in range(3):
        orphans.watch(town.services)
        town.clock.move(hours=1)
    assert (len(town.told()), town.wishes()) == (1, said)


def test_looking_at_the_same_moment_reports_once(town: Town) -> None:
    with town.services.database.begin() as session:
        people.save(session, Person(id=EVE, name="Eve", is_deactivated=True, fetched_at=town.clock()))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: orphans.watch(town.services), range(8)))
    assert list(town.told().values()) == [{SVEN, ADA}]
    assert town.wishes() == 2


def test_the_report_follows_while_duties_are_handed_over(town: Town) -> None:
    pool = add(town.services, POOL, owner=EVE)
    town.slack_says(EVE, is_deactivated=True)
    assert "2 social accounts need somebody else" in town.says()
    said = town.wishes()
    town.give(pool, owner="U0MAIJA")
    assert "uimahalli" not in town.says()
    assert town.wishes() > said
    town.give(channels.account(town.services, 1, by=MAIJA), owner="U0MAIJA")
    assert "Everything that Eve looked after has an owner again." in town.says()
    assert "Hand over" not in town.says()


def test_closing_an_account_is_a_way_to_settle_it(town: Town) -> None:
    town.slack_says(EVE, is_deactivated=True)
    channels.close(town.services, 1, "The page is merged.", by=MAIJA)
    assert "has an owner again" in town.says()


def test_back_again_ends_it_and_the_next_time_is_a_new_report(town: Town) -> None:
    town.slack_says(EVE, is_deactivated=True)
    town.slack_says(EVE)
    assert "Eve is here again." in town.says()
    town.slack_says(EVE, is_deactivated=True)
    assert len(town.told()) == 2


def test_an_absent_person_who_then_leaves_is_one_report_with_the_new_reason(town: Town) -> None:
    town.away(EVE, 60)
    town.slack_says(EVE, is_deactivated=True)
    assert len(town.told()) == 1
    assert "no longer active in Slack" in town.says()


def test_an_account_given_to_somebody_away_is_reported_at_once(town: Town) -> None:
    town.away("U0LATE", 60)
    assert town.told() == {}
    add(town.services, POOL, owner="U0LATE", deputy=SVEN)
    assert list(town.told().values()) == [{SVEN, ADA}]


def test_a_long_list_is_cut_and_counted(town: Town) -> None:
    for number in range(19):
        add(town.services, POOL, name=f"Tili {number}", link=f"https://facebook.com/tili{number}.example", owner=EVE)
    town.slack_says(EVE, is_deactivated=True)
    assert "20 social accounts need somebody else" in town.says()
    assert town.says().count("'text': 'Hand over'") == 15
    assert "And 5 more." in town.says()


def test_foreign_text_stays_text(town: Town) -> None:
    add(town.services, POOL, name="<!channel> *pool* & co", owner=EVE)
    town.profile(EVE, name="<@U0ADA> Eve", left_at=town.clock())
    with town.services.database.read() as session:
        message = orphans.card(session, 1, Reader("en"))
    assert message is not None
    assert "<" not in message.text
    blocks = message.payload()["blocks"]
    assert [block["type"] for block in blocks] == ["rich_text", "section", "section", "context"]
    assert {block["text"]["type"] for block in blocks[1:3]} == {"plain_text"}


def test_a_card_without_a_record_is_no_card(town: Town) -> None:
    with town.services.database.read() as session:
        assert orphans.card(session, 999, Reader("en")) is None
