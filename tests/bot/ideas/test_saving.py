"""Saving ideas on both databases: one message is one idea whoever saves it at once, and what is like a new one is found."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from bot import privacy
from bot.errors import BotError, Conflict, Invalid
from bot.ideas import alike, consent, deciding, listing, saving, states
from bot.ideas.draft import Draft, Form, Saved, checked, tags_in
from bot.ideas.look import Look, ToWrite, read
from bot.people import Asker
from bot.plan import creating
from bot.roles import Role
from bot.services import Services
from bot.words import Reader
from storage.models import Attachment, Clearance, Idea, IdeaVoice, Person, PlanItem, Tip
from tests.bot.register import services_on

ENGLISH = Reader("en")
MAIJA = Asker("U0MAIJA", "Maija Metsä", Role.MANAGER, ENGLISH)
EVE = Asker("U0EVE", "Eve Elk", Role.EMPLOYEE, ENGLISH)
AXEL = Asker("U0AXEL", "Axel Alm", Role.EMPLOYEE, ENGLISH)
GUEST = Asker("U0GUEST", "Gia", Role.OUTSIDER, ENGLISH)


@pytest.fixture
def services(database, clock) -> Services:
    """Maija is a social manager, Eve and Axel are staff; Slack does not answer."""
    made = services_on(database, clock, desk_channel="C0DESK")
    with database.begin() as session:
        for one in (MAIJA, EVE, AXEL):
            session.add(Person(id=one.id, name=one.name, timezone="Europe/Helsinki", fetched_at=clock()))
    return made


def saved(services: Services, title: str, by: Asker = EVE, about: Form | None = None, **draft: Any) -> Idea:
    """Save an idea, whatever it is like."""
    form = about or Form(seen=tuple(range(1, 60)))
    outcome = saving.save(services, form, Draft(title=title, **draft), by=by)
    assert isinstance(outcome, Saved)
    return outcome.idea


def of_message(ts: str = "1.1", author: str = AXEL.id, channel: str = "C1") -> Form:
    return Form(channel=channel, ts=ts, author=author, place="public", seen=tuple(range(1, 60)))


def now(services: Services, idea: Idea) -> Idea:
    with services.database.read() as session:
        return session.get_one(Idea, idea.id)


def test_of_eight_who_save_one_message_at_once_one_makes_the_idea(services):
    people = [MAIJA, EVE] * 4
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(
            pool.map(lambda one: saving.save(services, of_message(), Draft(title="Ducklings"), by=one), people)
        )
    assert sum(isinstance(one, Saved) and one.is_new for one in outcomes) == 1
    assert len({one.idea.id for one in outcomes if isinstance(one, Saved)}) == 1


def test_a_tip_becomes_one_idea_with_its_files_however_often_the_desk_asks(services):
    now_ = services.now()
    with services.database.begin() as session:
        tip = Tip(
            key="t1", by=EVE.id, text="Ducklings\nat the pond", link="https://example.org/a", at=now_, changed_at=now_
        )
        session.add(tip)
        session.flush()
        session.add(Attachment(file_id="F1", tip_id=tip.id, added_by=EVE.id, at=now_))
        session.flush()
        ideas = [saving.from_tip(services, session, tip, by=MAIJA) for _ in range(2)]
    assert ideas[0].id == ideas[1].id
    assert (ideas[0].title, ideas[0].giver, ideas[0].saved_by, ideas[0].via) == ("Ducklings", EVE.id, MAIJA.id, "tip")
    with services.database.read() as session:
        (file,) = session.scalars(select(Attachment))
        assert (file.tip_id, file.idea_id) == (tip.id, ideas[0].id)


def test_an_idea_from_a_private_tip_is_seen_by_who_took_it_up_alone(services):
    with services.database.begin() as session:
        at = services.now()
        tip = Tip(key="t1", by=EVE.id, text="Between us", is_private=True, at=at, changed_at=at)
        session.add(tip)
        session.flush()
        idea = saving.from_tip(services, session, tip, by=MAIJA)
    assert listing.page(services, Look(), by=AXEL).total == 0
    assert listing.page(services, Look(), by=MAIJA).total == 1
    deciding.show_to_desk(services, idea.id, by=MAIJA)
    assert listing.page(services, Look(), by=AXEL).total == 1


def test_two_who_plan_an_idea_at_once_make_one_item_and_see_the_same(services):
    idea = saved(services, "Ducklings")
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda one: creating.open_from_idea(services, idea.id, by=one).id, [MAIJA, EVE] * 2))
    assert len(set(made)) == 1
    assert now(services, idea).state == "drafted"


def test_the_author_who_says_no_to_a_planned_idea_stops_its_item(services):
    idea = saved(services, "Ducklings", about=of_message())
    with services.database.begin() as session:
        session.get_one(Idea, idea.id).author_says = "asked"
        session.add(Attachment(file_id="F1", idea_id=idea.id, added_by=AXEL.id, at=services.now()))
    item = creating.open_from_idea(services, idea.id, by=MAIJA)
    with services.database.begin() as session:
        session.get_one(PlanItem, item.id).state = "ready"
    consent.refuse(services, idea.id, by=AXEL)
    with services.database.read() as session:
        stopped = session.get_one(PlanItem, item.id)
        assert stopped.state == "draft"
        assert [one.author for one in session.scalars(select(Clearance))] == ["no"]
        assert list(session.scalars(select(Attachment))) == []
    assert (now(services, idea).state, now(services, idea).text) == ("removed", "")
    with pytest.raises(Conflict, match="does not want it"):
        saving.save(services, of_message(), Draft(title="Again"), by=EVE)


def test_a_published_idea_can_no_longer_be_refused_and_its_giver_hears_of_the_end_once(services):
    idea = saved(services, "Ducklings", about=of_message())
    for link in ("", "https://example.org/post"):
        with services.database.begin() as session:
            states.published(services, session, states.held(session, idea.id), link, by=MAIJA)
    with pytest.raises(Conflict, match="published already"):
        consent.refuse(services, idea.id, by=AXEL)


def test_guests_may_do_nothing_and_strangers_change_nothing(services):
    idea = saved(services, "Ducklings")
    for act in (
        lambda: saving.open_form(services, by=GUEST),
        lambda: listing.page(services, Look(), by=GUEST),
        lambda: deciding.archive(services, idea.id, "no", by=AXEL),
        lambda: deciding.edit(services, Form(idea_id=idea.id, version=1), Draft(title="Mine"), by=AXEL),
        lambda: deciding.take_back(services, idea.id, by=MAIJA),
        lambda: consent.agree(services, idea.id, by=MAIJA),
    ):
        with pytest.raises(BotError):
            act()
    assert now(services, idea).version == 1


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("Sataman ankanpoikaset kuvattiin", "Ankanpoikasia satamassa"),
        ("Ankungar i hamnen", "Ankungarna i hamnen har kläckts"),
        ("Ducklings were born in the harbour", "The harbour's ducklings"),
        ("Kirjasto on auki", ""),
    ],
)
def test_ideas_that_share_telling_words_in_any_form_are_found(services, text, finds):
    for title in (
        "Ankanpoikasia satamassa",
        "Ankungarna i hamnen har kläckts",
        "The harbour's ducklings",
        "Road works",
    ):
        saved(services, title)
    found = alike.find(services, text, by=AXEL)
    assert [one.title for one in found[:1]] == [finds] * bool(finds)


def test_the_same_link_comes_first_whatever_the_words_say(services):
    saved(services, "Ducklings in the harbour")
    linked = saved(services, "Something else", link="https://www.example.org/news/42?utm_source=mail")
    found = alike.find(services, "Ducklings in the harbour", "https://example.org/news/42", by=AXEL)
    assert found[0].id == linked.id
    assert len(found) == 2


def test_faulty_fields_are_named_and_what_is_odd_is_mended(services):
    day = services.now().date()
    for draft, where in (
        (Draft(), "title"),
        (Draft(title="x" * 151), "title"),
        (Draft(title="a", link="javascript:alert(1)"), "link"),
        (Draft(title="a", tags=tuple(f"t{n}" for n in range(11))), "tags"),
        (Draft(title="a", tags=("x" * 41,)), "tags"),
        (Draft(title="a", score=6), "score"),
        (Draft(title="a", deadline=day.replace(year=2001)), "deadline"),
    ):
        with pytest.raises(Invalid) as why:
            checked(draft, day)
        assert why.value.field == where
    kept = checked(Draft(title=" A\n<b> ", tags=("Spring", "spring"), networks=("instagram", "nonsense")), day)
    assert (kept.title, kept.tags, kept.networks) == ("A <b>", ("spring",), ("instagram",))
    assert (tags_in("#a #b c"), tags_in("a, b; #c")) == (("a", "b c"), ("a", "b", "c"))


def test_words_after_the_command_mean_a_part_a_search_or_a_new_idea():
    assert read("") == Look()
    assert read("omat") == Look("mine")
    assert read("arkiverade hamn") == Look("archived", query="hamn")
    assert read("#Kevät") == Look(tag="kevät")
    assert read("ducklings pond") == Look(query="ducklings pond")
    assert read("new Ducklings\nin the pond") == ToWrite("Ducklings\nin the pond")
    assert Look.unpacked(Look("mine", tag="kevät", page=3).packed()) == Look("mine", tag="kevät", page=3)
    assert Look.unpacked("nonsense") == Look()


def test_an_erasure_takes_what_somebody_wrote_and_leaves_what_the_house_has_taken_up_without_their_name(services):
    own, taken_up = saved(services, "Mine alone"), saved(services, "Ducklings")
    written = saved(services, "Of a message by Eve", by=MAIJA, about=of_message(author=EVE.id))
    deciding.choose(services, taken_up.id, by=MAIJA)
    with services.database.begin() as session:
        session.add(IdeaVoice(idea_id=taken_up.id, user_id=EVE.id, what="vote", at=services.now()))
    given = privacy.export(services, EVE.id, by="operator")["tables"]
    assert {row["title"] for row in given["idea"]} == {"Mine alone", "Ducklings", "Of a message by Eve"}
    privacy.erase(services, EVE.id, by="operator")
    with services.database.read() as session:
        (left,) = session.scalars(select(Idea))
        assert (left.id, left.giver, left.owner) == (taken_up.id, "", MAIJA.id)
        assert EVE.id not in left.saved_by
        assert list(session.scalars(select(IdeaVoice))) == []
    assert {own.id, written.id}.isdisjoint({left.id})
    deciding.archive(services, taken_up.id, "no room", by=MAIJA)
