"""What an item says, through the door: texts of two editors, pictures, tasks, notes, what is missing, and who agreed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import people
from bot.clearance import editing as clearance
from bot.errors import Conflict, Refused
from bot.plan import checking, opening, tasks
from bot.plan.kinds import READY
from bot.views import plan_item
from storage.models import (
    Attachment,
    AuditEntry,
    Clearance,
    Idea,
    PlanItem,
    PlanNote,
    PlanTask,
    PlanText,
    PlanVersion,
    SocialAccount,
)

SOON = timedelta(days=3)


@pytest.fixture
def town(house):
    """A house where Carla (U3) is a social manager, Anna (U1) and Bo (U2) are not, and Bo speaks English with the bot."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    house.slack.person("U2").command("/some language en")
    with house.services.database.begin() as session:
        session.add(SocialAccount(name="City on X", network="x", url="https://x.com/city", link_key="x.com/city"))
    return house


def item_of(house, person, **values):
    """Let somebody plan something, and return its window with the item's id."""
    at = int((datetime.now(UTC) + SOON).replace(second=0, microsecond=0).timestamp())
    form = person.shortcut("plan_post").view
    if "languages" in values:
        form = person.click("plan_form.longer", in_=form).view
    window = person.submit(form, {"title": "The pool opens", "at": at, **values}).view
    with house.services.database.read() as session:
        return window, session.scalars(select(PlanItem).order_by(PlanItem.id.desc())).first().id


def rows(house, record):
    with house.services.database.read() as session:
        return list(session.scalars(select(record)))


def window_of(house, person, item_id):
    """Open an item's window for somebody, as a button anywhere does."""
    asker = people.asker(house.services, person.id)
    trigger = person.command("/some plan new")
    view = plan_item.window(opening.item(house.services, item_id, by=asker), asker.reader)
    house.services.slack.views_update(view_id=trigger.view.id, view=view)
    return person.view


def write(house, person, language, text, **own):
    """Open the form of a language from the item's window, send it, and wait until the window shows it."""
    form = person.click(f"plan_texts.edit.{language}", in_=person.view).view
    sent = person.submit(form, {"text.all": text, **{f"text.{network}": words for network, words in own.items()}})
    house.slack.wait_until(lambda: text[:200] in person.view.words, otherwise=f"{text} in {person.view.words}")
    return sent


def shows(house, person, text):
    """Wait until the window of somebody says something."""
    house.slack.wait_until(lambda: text in person.view.words, otherwise=f"{text} in {person.view.words}")


def test_texts_are_counted_as_each_network_counts_and_what_is_too_long_is_kept_but_not_ready(town):
    anna = town.slack.person("U1")
    item_of(town, anna, accounts=["1"])
    write(town, anna, "en", "x" * 279 + "🎉")
    shows(town, anna, "X: 281 of 280, 1 too many")
    shows(town, anna, "Shorten the text for X (English) by 1 character.")
    assert not any("Mark as ready" in str(block) for block in anna.view.blocks)
    write(town, anna, "en", "Come and swim 🎉 https://pool.example.org/opens/for/everybody/this/winter")
    shows(town, anna, "X: 40 of 280")
    assert town.slack.refused == []


def test_a_network_has_a_text_of_its_own_and_the_form_shows_it_before_it_is_saved(town):
    anna = town.slack.person("U1")
    window, _ = item_of(town, anna, accounts=["1"])
    form = anna.click("plan_texts.edit.en", in_=window).view
    shown = anna.click("plan_texts.preview", in_=form).view
    anna.submit(shown, {"text.all": "Long for all", "text.x": "Short"})
    assert {(one.network, one.text) for one in rows(town, PlanText)} == {("", "Long for all"), ("x", "Short")}
    shows(town, anna, "X: 5 of 280")


def test_the_second_of_two_editors_sees_what_the_first_wrote_and_loses_nothing(town):
    anna, carla = town.slack.person("U1"), town.slack.person("U3")
    window, item_id = item_of(town, anna, accounts=["1"])
    late = anna.click("plan_texts.edit.en", in_=window).view
    window_of(town, carla, item_id)
    write(town, carla, "en", "Carla was quicker", x="Carla on X")
    again = anna.submit(late, {"text.all": "Anna’s words"}).view
    for piece in ("Somebody else has changed this meanwhile", "Carla was quicker", "Yours:", "Anna’s words"):
        assert piece in again.words, again.words
    assert {one.text for one in rows(town, PlanText)} == {"Carla was quicker", "Carla on X"}
    anna.submit(again, {})
    assert {(one.network, one.text) for one in rows(town, PlanText)} == {("", "Anna’s words"), ("x", "Carla on X")}
    assert town.slack.refused == []


def test_an_item_becomes_ready_when_nothing_is_missing_and_a_changed_text_takes_that_back(town):
    anna = town.slack.person("U1")
    _, item_id = item_of(town, anna, accounts=["1"], languages=["fi", "en"])
    assert "Write the text: Finnish." in anna.view.words
    write(town, anna, "en", "Come and swim")
    assert "Mark as ready" not in anna.view.words
    with pytest.raises(Conflict):
        checking.ready(town.services, item_id, by=people.asker(town.services, "U1"))
    write(town, anna, "fi", "Tule uimaan")
    shows(town, anna, "Nothing is missing.")
    anna.click("plan_checking.ready", in_=anna.view)
    shows(town, anna, "Social media post · Ready")
    assert rows(town, PlanItem)[0].state == READY
    write(town, anna, "fi", "Tule uimaan tänään")
    assert rows(town, PlanItem)[0].state == "draft"
    assert town.slack.refused == []


def test_pictures_come_from_a_file_and_are_described_in_each_language_and_credited(town):
    anna = town.slack.person("U1")
    item_of(town, anna, accounts=["1"], languages=["fi", "en"])
    form = anna.click("plan_pictures.open", in_=anna.view).view
    file = anna.upload("pool.jpg", b"not looked at")
    anna.submit(form, {"new": [file]})
    shows(town, anna, "Describe the picture (Finnish): pool.jpg.")
    (kept,) = rows(town, Attachment)
    form = anna.click("plan_pictures.open", in_=anna.view).view
    described = {f"alt.{kept.id}.fi": "Uimahalli", f"alt.{kept.id}.en": "The pool", f"credit.{kept.id}": "B. Example"}
    anna.submit(form, described)
    shows(town, anna, "Photo: B. Example")
    (kept,) = rows(town, Attachment)
    assert (kept.alt, kept.credit) == ({"fi": "Uimahalli", "en": "The pool"}, "B. Example")
    assert rows(town, PlanItem)[0].text_version == 3
    form = anna.click("plan_pictures.open", in_=anna.view).view
    anna.submit(form, {"gone": [str(kept.id)]})
    town.slack.wait_until(lambda: "pool.jpg" not in anna.view.words)
    assert rows(town, Attachment) == []
    assert town.slack.refused == []


def test_a_task_is_done_by_whoever_has_it_and_taken_away_only_by_who_may_edit(town):
    anna, bo = town.slack.person("U1"), town.slack.person("U2")
    _, item_id = item_of(town, anna)
    form = anna.click("plan_tasks.add", in_=anna.view).view
    assert list(anna.submit(form, {"what": "other"}).errors) == ["note"]
    assert list(anna.submit(form, {"what": "translation", "assignee": "U4"}).errors) == ["assignee"]
    anna.submit(form, {"note": "into Swedish", "assignee": "U2", "due_on": "2031-01-02"})
    shows(town, anna, "into Swedish")
    (task,) = rows(town, PlanTask)
    window_of(town, bo, item_id)
    bo.select("plan_tasks.more", f"done:{task.id}", in_=bo.view)
    shows(town, bo, "Done: ")
    assert rows(town, PlanTask)[0].done_by == "U2"
    with pytest.raises(Refused):
        tasks.remove(town.services, task.id, by=people.asker(town.services, "U2"))
    draft = tasks.Draft("photo", "", "", None)
    for _ in range(2):
        tasks.save(town.services, item_id, "one-form", draft, by=people.asker(town.services, "U1"))
    assert len(rows(town, PlanTask)) == 2
    assert town.slack.refused == []


def test_reviewers_notes_are_in_the_window_and_in_no_version_of_the_texts(town):
    anna, bo = town.slack.person("U1"), town.slack.person("U2")
    _, item_id = item_of(town, anna)
    window_of(town, bo, item_id)
    form = bo.click("plan_notes.add", in_=bo.view).view
    bo.submit(form, {"note": "Is the date right?"})
    shows(town, bo, "Is the date right?")
    write(town, anna, "en", "Come and swim")
    write(town, anna, "en", "Come and swim today")
    assert [one.text for one in rows(town, PlanNote)] == ["Is the date right?"]
    assert "date right" not in str([one.content for one in rows(town, PlanVersion)])
    audits = [one for one in rows(town, AuditEntry) if one.what == "plan.noted"]
    assert len(audits) == 1
    assert "date right" not in str([(one.before, one.after) for one in audits])


def with_picture(house, item_id):
    """Give an item a picture of somebody else's, as an idea brings it."""
    with house.services.database.begin() as session:
        now = house.services.now()
        idea = Idea(key="k", title="The pool", saved_by="U2", giver="U2", at=now, changed_at=now)
        session.add(idea)
        session.flush()
        session.get(PlanItem, item_id).idea_id = idea.id
        session.add(Attachment(file_id="F1", name="pool.jpg", item_id=item_id, idea_id=idea.id, added_by="U2", at=now))


def heard(house, user_id):
    """Return what somebody reads in their direct messages with the bot."""
    return [message.words for message in house.slack.direct_messages(user_id)]


def test_what_is_missing_of_the_permission_keeps_an_item_back_and_the_giver_hears_exactly_that(town):
    carla = town.slack.person("U3")
    _, item_id = item_of(town, carla)
    with_picture(town, item_id)
    before = len(heard(town, "U2"))
    window_of(town, carla, item_id)
    assert "Ask those in the picture whether it may be published." in carla.view.words
    carla.click("clearance.tell", in_=carla.view)
    town.slack.wait_until(lambda: any("Name the photographer." in words for words in heard(town, "U2")))
    form = carla.click("clearance.open", in_=carla.view).view
    answers = {"author": "yes", "people": "yes", "minors": "none", "rights": "yes", "confidentiality": "none"}
    carla.submit(form, {**answers, "photographer": "Photo: B. Example"})
    shows(town, carla, "Every permission is there.")
    town.slack.wait_until(lambda: any("every permission that it needs now" in words for words in heard(town, "U2")))
    assert len(heard(town, "U2")) == before + 1
    assert town.slack.refused == []


def test_only_the_desk_overrides_with_a_reason_and_the_audit_log_keeps_both(town):
    anna, carla = town.slack.person("U1"), town.slack.person("U3")
    _, item_id = item_of(town, anna)
    with_picture(town, item_id)
    assert "Publish without it" not in window_of(town, anna, item_id).words
    with pytest.raises(Refused):
        clearance.override(town.services, f"p{item_id}", "x", by=people.asker(town.services, "U1"))
    window_of(town, carla, item_id)
    form = carla.click("clearance.override", in_=carla.view).view
    assert list(carla.submit(form, {"why": "  "}).errors) == ["why"]
    carla.submit(form, {"why": "The mayor called everybody"})
    shows(town, carla, "Overridden, because: The mayor called everybody")
    (kept,) = rows(town, Clearance)
    assert (kept.overridden_by, kept.override_why) == ("U3", "The mayor called everybody")
    (noted,) = [one for one in rows(town, AuditEntry) if one.what == "clearance.overridden"]
    assert (noted.who, noted.why) == ("U3", "The mayor called everybody")
    assert "permission to publish is open" not in carla.view.words
