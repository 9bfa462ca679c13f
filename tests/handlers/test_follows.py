"""Following inside the house through the door: opened channels, a list at nine with counts and links, and no text kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from bot import people, privacy
from bot.errors import Invalid
from bot.ideas import follow_lists, following
from playground.slack.workspace import Channel, User
from storage.models import Follow, FollowHit, Idea, Record
from tests.handlers.conftest import House

NINE = datetime(2030, 3, 4, 7, 0, tzinfo=UTC)
"""Nine o'clock on a Monday in Helsinki, later than anything that the fake Slack stamps."""
OPEN = "C1"


@pytest.fixture
def town(open_house) -> House:
    """Anna (U1), Bo (U2) and Eva (U5) are staff, Carla (U3) is a social manager; what Bo follows counts in C1."""
    house: House = open_house(house_channel="C1", desk_channel="C2", desk_group="", desk_members=frozenset({"U3"}))
    house.slack.add_user(User("U5", "eva", "Eva Ek"))
    house.slack.add_channel(Channel("G7", "nursery", "private", members={"U1", "U2", "U3", house.slack.bot}))
    for user_id in ("U1", "U2", "U3", "U5"):
        people.asker(house.services, user_id)
        house.slack.person(user_id).command("/some language en")
    carla = house.slack.person("U3")
    carla.click("follows.open", in_=carla.command("/some settings").ephemerals[-1])
    carla.click("follows.channels")
    carla.submit(carla.view, {"channel": OPEN})
    house.card(OPEN, "Colleagues may follow authors and words")
    return house


def follows(house: House, user_id: str = "U2", **values: str) -> None:
    """Let somebody follow something."""
    person = house.slack.person(user_id)
    person.click("follows.open", in_=person.command("/some settings").ephemerals[-1])
    shown = person.submit(person.view, values)
    assert "Done. The next list counts it." in shown.view.words


def hits(house: House) -> list[FollowHit]:
    with house.services.database.read() as session:
        return list(session.scalars(select(FollowHit).order_by(FollowHit.id)))


def lists_at(house: House, moment: datetime) -> None:
    """Let the clock of the bot tick at a moment, with all that was met until now before it."""
    follow_lists.tell(replace(house.services, now=lambda: moment))


def settle(house: House, moment: datetime = NINE) -> None:
    """Let what was met be an hour old at a moment."""
    with house.services.database.begin() as session:
        for hit in session.scalars(select(FollowHit)):
            hit.at = moment - timedelta(hours=1)


def told(house: House, user_id: str = "U2") -> list[str]:
    return [one.words for one in house.slack.direct_messages(user_id) if "What you follow" in one.words]


def test_channels_authors_and_words_in_any_form_make_one_list_at_nine_with_counts_and_links(town):
    follows(town, channel=OPEN)
    follows(town, author="U5", word="Uimahalli")
    anna, eva = town.slack.person("U1"), town.slack.person("U5")
    anna.say("Lunch at noon?", OPEN)
    anna.say("Uimahallissa on uudet saunat", OPEN)
    eva.say("Good morning", OPEN)
    anna.say("uimahalli again, elsewhere", "C2")
    town.slack.wait_until(lambda: len(hits(town)) == 5)
    settle(town)
    lists_at(town, NINE - timedelta(minutes=1))
    assert told(town) == []
    lists_at(town, NINE)
    shown = town.slack.wait_until(lambda: told(town))[-1]
    assert "3 messages" in shown
    assert "uimahalli: 1 message" in shown
    assert "<@U5>: 1 message" in shown
    (message,) = [one for one in town.slack.direct_messages("U2") if "What you follow" in one.words]
    links = json.dumps(message.blocks)
    for hit in hits(town):
        assert f"/archives/{OPEN}/p{hit.ts.replace('.', '')}" in links
    lists_at(town, NINE + timedelta(minutes=2))
    lists_at(town, NINE + timedelta(days=1))
    assert len(told(town)) == 1
    assert told(town, "U1") == []
    assert town.slack.refused == []


def test_nothing_of_what_is_said_is_stored(town):
    follows(town, channel=OPEN)
    town.slack.person("U1").say("The secretquokka has escaped", OPEN)
    town.slack.wait_until(lambda: len(hits(town)) == 1)
    with town.services.database.read() as session:
        for mapper in Record.registry.mappers:
            for row in session.execute(text(f'SELECT * FROM "{mapper.class_.__tablename__}"')):  # noqa: S608 - our names
                assert "secretquokka" not in str(row), mapper.class_.__name__
        assert list(session.scalars(select(Idea))) == []


def test_own_messages_and_deleted_ones_are_not_met_and_days_without_anything_bring_no_list(town):
    follows(town, "U1", channel=OPEN)
    anna, bo = town.slack.person("U1"), town.slack.person("U2")
    anna.say("My own words", OPEN)
    bo.say("Soon gone", OPEN)
    town.slack.wait_until(lambda: len(hits(town)) == 1)
    bo.delete(next(one for one in town.slack.messages(OPEN) if "Soon gone" in one.text))
    town.slack.wait_until(lambda: hits(town) == [])
    lists_at(town, NINE)
    assert told(town, "U1") == []


def test_no_list_on_a_saturday_and_the_monday_after_has_both(town):
    follows(town, word="harbour")
    town.slack.person("U1").say("The harbour is frozen", OPEN)
    town.slack.wait_until(lambda: len(hits(town)) == 1)
    settle(town, NINE - timedelta(days=2))
    lists_at(town, NINE - timedelta(days=2))
    assert told(town) == []
    town.slack.person("U5").say("Harbours everywhere", OPEN)
    town.slack.wait_until(lambda: len(hits(town)) == 2)
    settle(town)
    lists_at(town, NINE)
    assert "2 messages" in town.slack.wait_until(lambda: told(town))[-1]


def test_a_private_channel_cannot_be_opened_and_one_that_becomes_private_is_closed_and_forgotten(town):
    carla = town.slack.person("U3")
    carla.click("follows.open", in_=carla.command("/some settings").ephemerals[-1])
    carla.click("follows.channels")
    with pytest.raises(Invalid, match="Only public channels"):
        following.open_channel(town.services, "G7", by=people.asker(town.services, "U3"))
    follows(town, channel=OPEN)
    town.slack.person("U1").say("Between us", OPEN)
    town.slack.wait_until(lambda: len(hits(town)) == 1)
    settle(town)
    town.slack.slack.workspace.channels[OPEN].kind = "private"
    lists_at(town, NINE)
    assert (told(town), hits(town)) == ([], [])
    assert following.mine(town.services, by=people.asker(town.services, "U2")).channels == ()


def test_only_opened_channels_can_be_followed_and_an_old_button_closes_one(town):
    bo, carla = town.slack.person("U2"), town.slack.person("U3")
    bo.click("follows.open", in_=bo.command("/some settings").ephemerals[-1])
    bo.submit(bo.view, {"channel": "C3"})
    assert "Ask the desk to open it" in json.dumps(
        bo.view.errors if hasattr(bo.view, "errors") else bo.view.blocks
    ) or (following.mine(town.services, by=people.asker(town.services, "U2")).follows == ())
    notice = town.card(OPEN, "Colleagues may follow")
    bo.click("follows.close", in_=notice)
    town.slack.wait_until(lambda: any("This is for social managers" in one.words for one in bo.ephemerals))
    carla.click("follows.close", in_=notice)
    town.card(OPEN, "Nothing in this channel can be followed any more")
    assert "follows.open" in json.dumps(bo.command("/some settings").ephemerals[-1].blocks)


def test_an_erasure_takes_what_somebody_follows_and_an_export_has_it(town):
    follows(town, word="harbour")
    follows(town, "U1", author="U2")
    town.slack.person("U1").say("The harbour is frozen", OPEN)
    town.slack.wait_until(lambda: len(hits(town)) == 1)
    given = privacy.export(town.services, "U2", by="operator")["tables"]
    assert sorted(row["value"] for row in given["follow"]) == ["U2", "harbour"]
    assert len(given["follow_hit"]) == 1
    privacy.erase(town.services, "U2", by="operator")
    with town.services.database.read() as session:
        assert list(session.scalars(select(Follow))) == []
        assert list(session.scalars(select(FollowHit))) == []
