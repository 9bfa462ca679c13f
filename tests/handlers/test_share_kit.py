"""The share kit: what colleagues copy of something posted, in a window for everybody and in a channel when the desk says so."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot import people
from bot.errors import Conflict, Refused
from bot.plan import files, share_kit
from bot.plan.kinds import POST
from bot.reminders import arranging, posting, ticking
from bot.timing import wall
from storage.models import Attachment, AuditEntry, PlanItem, PlanNote, PlanText

LINK = "https://social.example/posts/17"


@pytest.fixture
def town(house):
    """Anna's (U1) post is due this minute, in two languages and with a picture; Carla (U3) is a social manager."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    now = house.services.now().replace(second=0, microsecond=0)
    with house.services.database.begin() as session:
        item = PlanItem(
            key="pool", kind=POST, title="The pool opens", owner="U1", languages=["fi", "en"],
            timezone="Europe/Helsinki", local_at=wall.local(now, "Europe/Helsinki"), due_at=now,
            made_by="U1", made_at=now, changed_at=now,
        )  # fmt: skip
        session.add(item)
        session.flush()
        session.add(PlanText(item_id=item.id, language="fi", text="Halli *aukeaa* <!channel>"))
        session.add(PlanText(item_id=item.id, language="en", text="The pool is open."))
        session.add(PlanNote(key="n1", item_id=item.id, by="U3", text="Dull, but let it go", at=now))
        alt = {"en": "Water and a diving board"}
        session.add(Attachment(file_id="F1", name="pool.jpg", item_id=item.id, added_by="U1", at=now, alt=alt))
        arranging.arrange(house.services, session, item)
    ticking.say_due(house.services)
    return house


def card(house, user_id, text):
    return house.slack.wait_until(
        lambda: next((one for one in house.slack.direct_messages(user_id) if text in one.words), None),
        otherwise=f"{text} for {user_id}",
    )


def posted(house):
    anna = people.asker(house.services, "U1")
    posting.posted(house.services, 1, LINK, by=anna)
    return card(house, "U1", "Share kit")


def in_channel(house, channel, text):
    person = house.slack.person("U1")
    return [one for one in person.messages(channel) if text in one.words]


def test_whoever_posted_opens_the_kit_from_the_reminder_and_it_holds_texts_link_and_picture_but_no_note(town):
    assert "Share kit" not in card(town, "U1", "Its time has come").words
    kit = town.slack.person("U1").click("Share kit", in_=posted(town)).view
    for piece in ("Halli *aukeaa* <!channel>", "The pool is open.", LINK, "pool.jpg", "Water and a diving board"):
        assert piece in kit.words, piece
    assert "Dull" not in kit.words
    assert "Show it in a channel" not in kit.words
    assert town.slack.refused == []


def test_the_desk_shows_it_in_a_channel_as_one_card_that_follows_the_link(town):
    posted(town)
    carla, services = town.slack.person("U3"), town.services
    asker = people.asker(services, "U3")
    window = carla.click("Open", in_=carla.command("/some plan").message)
    kit = carla.click("Share kit", in_=window.view).view
    assert "Show it in a channel" in kit.words
    assert in_channel(town, "C1", "Share it further") == []
    carla.submit(kit, {"channel": "C1"})
    town.slack.wait_until(lambda: in_channel(town, "C1", LINK))
    carla.close()
    carla.click("Share kit", in_=carla.view)
    carla.submit(carla.view, {"channel": "C1"})
    newer = f"Number;Link of the post\np1;{LINK}2\n"
    files.import_data(services, newer.encode(), "plan.csv", dry_run=False, by=asker)
    town.slack.wait_until(lambda: in_channel(town, "C1", f"{LINK}2"))
    assert len(in_channel(town, "C1", "Share it further")) == 1
    with services.database.read() as session:
        assert session.scalar(select(AuditEntry.who).where(AuditEntry.what == "plan.kit_shown")) == "U3"
    assert town.slack.refused == []


def test_nobody_but_the_desk_shows_it_and_nobody_before_it_is_posted(town):
    services = town.services
    anna, carla = people.asker(services, "U1"), people.asker(services, "U3")
    for by in (anna, carla):
        with pytest.raises(Conflict, match="not posted yet"):
            share_kit.opened(services, 1, by=by)
    with pytest.raises(Conflict, match="not posted yet"):
        share_kit.show(services, 1, "C1", by=carla)
    posted(town)
    with pytest.raises(Refused):
        share_kit.show(services, 1, "C1", by=anna)
    assert in_channel(town, "C1", "Share it further") == []
