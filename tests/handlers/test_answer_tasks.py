"""Tasks about answers, through the door: a report and its outcome, public replies that a change makes doubtful."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import people
from bot.answers import corrections, editing, freshness, reports, states, uses
from bot.answers.draft import Draft, Form, Saved
from bot.answers.uses import Kept, Reply
from bot.errors import Conflict, Refused
from storage.models import Answer, AnswerReport, Correction, FreshnessItem, Person, SearchGap
from tests.clock import START, Clock

ASKED = "Is the pool open on Epiphany?"


@pytest.fixture
def town(house):
    """A house where Bo (U2) keeps an answer, Anna (U1) uses it, and Carla (U3) is a social manager."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    house.slack.person("U2").command("/some language en")
    texts = {"en": "Yes, from 9 to 17.", "sv": "Ja, 9-17."}
    draft = Draft(questions={"en": ASKED}, texts=texts, owner="U2")
    outcome = editing.save(house.services, Form(), draft, by=people.asker(house.services, "U3"))
    assert isinstance(outcome, Saved)
    house.answer = outcome.answer
    return house


def told(house, user_id, *texts, count=1):
    """Wait until the last of so many direct messages says something."""

    def found():
        shown = house.slack.direct_messages(user_id)
        return shown[-1] if len(shown) == count and all(text in shown[-1].words for text in texts) else None

    seen = [one.words for one in house.slack.direct_messages(user_id)]
    return house.slack.wait_until(found, otherwise=f"{texts} in {count} messages of {user_id}: {seen}")


def edit(house, by="U2", **texts):
    asker = people.asker(house.services, by)
    opened = editing.form_for(house.services, answer_id=house.answer.id, by=asker)
    draft = Draft(questions={"en": ASKED}, texts={**opened.draft.texts, **texts}, owner=opened.draft.owner, valid="365")
    assert isinstance(editing.save(house.services, opened.form, draft, by=asker), Saved)


def use(house, by, link, language="en", version=0):
    reply = Reply(house.answer.id, version, link, language)
    assert isinstance(uses.used(house.services, reply, by=people.asker(house.services, by)), Kept)


def rows(house, model):
    with house.services.database.read() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def report(house, what="It opens at 10 now.", who="U1"):
    person = house.slack.person(who)
    form = person.click("Outdated or wrong", in_=person.command(f"/ask {ASKED}")).view
    shown = person.submit(form, {"what": what})
    person.close(everything=True)
    return shown


def test_a_report_reaches_the_owner_and_the_reporter_hears_once_that_it_holds(town):
    assert "you hear once" in report(town).words
    report(town, "It opens at 10, I was there.")
    card = told(town, "U2", "anna says that this answer is outdated", "It opens at 10, I was there.")
    assert len(rows(town, AnswerReport)) == 1
    bo, found = town.slack.person("U2"), rows(town, AnswerReport)[0]
    form = bo.click("It holds", in_=card).view
    assert "hears that the answer holds" in bo.submit(form, {"word": "I asked the pool."}).words
    with pytest.raises(Conflict, match="has settled"):
        reports.holds(town.services, found.id, "No.", by=people.asker(town.services, "U3"))
    with pytest.raises(Refused):
        reports.holds(town.services, found.id, "No.", by=people.asker(town.services, "U1"))
    told(town, "U1", "has looked: the answer holds. “I asked the pool.”")
    card = told(town, "U2", "I asked the pool.")
    assert "It holds" not in card.words
    assert [one.state for one in rows(town, AnswerReport)] == ["holds"]
    assert [len(town.slack.direct_messages(one)) for one in ("U1", "U2", "U3")] == [1, 1, 0]
    assert town.slack.refused == []


def test_editing_or_withdrawing_the_answer_ends_its_reports(town):
    report(town)
    card = told(town, "U2", "outdated or wrong")
    bo = town.slack.person("U2")
    form = bo.click("Edit", in_=card).view
    bo.submit(form, {"text_en": "Yes, from 10 to 17."})
    told(town, "U1", "bo has changed the answer")
    bo.close(everything=True)
    report(town, "Closed for good.")
    card = told(town, "U2", "Closed for good.", count=2)
    bo.click("Withdraw", in_=card)
    told(town, "U1", "bo has withdrawn the answer", count=2)
    assert [one.state for one in rows(town, AnswerReport)] == ["changed", "gone"]
    assert town.slack.refused == []


def test_an_empty_report_is_refused_and_an_owner_is_told_to_edit(town):
    anna, bo = town.slack.person("U1"), town.slack.person("U2")
    form = anna.click("Outdated or wrong", in_=anna.command(f"/ask {ASKED}")).view
    assert list(anna.submit(form, {"what": " "}).errors) == ["what"]
    bo.click("Outdated or wrong", in_=bo.command(f"/ask {ASKED}"))
    town.slack.wait_until(lambda: any("You keep this answer yourself" in one.words for one in bo.ephemerals))
    assert bo.views == []
    assert rows(town, AnswerReport) == []


def test_a_change_becomes_one_list_of_replies_for_each_author(town):
    use(town, "U1", "https://x.com/a/status/1")
    use(town, "U1", "https://www.facebook.com/a/posts/2")
    use(town, "U1", "https://www.facebook.com/a/posts/3", "sv")
    use(town, "U3", "https://x.com/a/status/4")
    edit(town, en="Yes, from 10 to 17.")
    card = told(town, "U1", "2 public replies", "Then: Yes, from 9 to 17.", "Now: Yes, from 10 to 17.")
    told(town, "U3", "1 public reply of the last 90 days")
    edit(town, en="No.")
    card = told(town, "U1", "2 public replies", "Now: No.")
    anna = town.slack.person("U1")
    keys = [one.id for one in rows(town, Correction)]
    anna.click("Done", in_=card, value=str(keys[0]))
    card = told(town, "U1", "1 public reply", "1 is settled")
    anna.click("Not needed", in_=card)
    told(town, "U1", "all public replies with this answer are settled")
    edit(town, en="Yes.")
    told(town, "U1", "2 public replies", "Then: No.", "Then: Yes, from 9 to 17.", "Now: Yes.")
    assert [len(town.slack.direct_messages(one)) for one in ("U1", "U2", "U3")] == [1, 0, 1]
    assert town.slack.refused == []


def test_a_public_reply_that_was_told_twice_is_listed_once(town):
    use(town, "U1", "https://x.com/a/status/1")
    use(town, "U1", "https://twitter.com/a/status/1?utm_source=mail")
    use(town, "U1", "https://x.com/a/status/2")
    edit(town, en="Yes, from 10 to 17.")
    told(town, "U1", "2 public replies")
    use(town, "U1", "https://www.x.com/a/status/1?s=20", version=2)
    edit(town, en="No.")
    told(town, "U1", "2 public replies", "Then: Yes, from 10 to 17.", "1 is settled")
    assert [one.state for one in rows(town, Correction)] == ["needless", "open", "open"]
    assert town.slack.refused == []


def test_an_answer_that_says_again_what_it_said_takes_replies_off_the_list(town):
    use(town, "U1", "https://x.com/a/status/1")
    edit(town, en="No.")
    told(town, "U1", "1 public reply")
    edit(town, en="Yes, from 9 to 17.")
    told(town, "U1", "all public replies with this answer are settled")


def test_a_reply_with_a_text_that_has_changed_since_it_was_copied_is_listed_at_once(town):
    edit(town, en="No.")
    use(town, "U1", "https://x.com/a/status/1", version=1)
    told(town, "U1", "Then: Yes, from 9 to 17.", "Now: No.")


def test_only_the_author_and_the_desk_settle_a_reply(town):
    use(town, "U1", "https://x.com/a/status/1")
    edit(town, en="No.")
    card = told(town, "U1", "1 public reply")
    key = rows(town, Correction)[0].id
    with pytest.raises(Refused):
        corrections.settle(town.services, key, corrections.DONE, by=people.asker(town.services, "U2"))
    assert [one.state for one in rows(town, Correction)] == ["open"]
    for state in (corrections.DONE, corrections.NEEDLESS):
        corrections.settle(town.services, key, state, by=people.asker(town.services, "U3"))
    told(town, "U1", "are settled")
    town.slack.person("U1").click("Done", in_=card, stale=True)
    assert [one.state for one in rows(town, Correction)] == ["done"]


def test_replies_of_who_has_left_are_the_desks(open_house):
    house = open_house(desk_channel="C2")
    house.slack.person("U3").invite_bot("C2")
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    carla = people.asker(house.services, "U3")
    draft = Draft(questions={"en": ASKED}, texts={"en": "Yes."}, owner="U3")
    outcome = editing.save(house.services, Form(), draft, by=carla)
    assert isinstance(outcome, Saved)
    house.answer = outcome.answer
    use(house, "U1", "https://x.com/a/status/1")
    house.slack.deactivate("U1")
    house.slack.wait_until(lambda: _is_gone(house, "U1"))
    edit(house, "U3", en="No.")
    house.slack.wait_until(lambda: any("1 public reply" in one.words for one in house.slack.messages("C2")))
    assert house.slack.direct_messages("U1") == []


def _is_gone(house, user_id):
    with house.services.database.read() as session:
        return session.get(Person, user_id).is_deactivated


def ends_soon(house):
    """Let the answer end in three days of a Monday, and the clock look at nine that morning."""
    with house.services.database.begin() as session:
        session.get(Answer, house.answer.id).valid_until = START.date() + timedelta(days=3)
    freshness.look(replace(house.services, now=Clock()))
    return told(house, "U2", "1 answer ends soon or has expired", ASKED)


def test_an_owner_says_in_the_message_that_an_answer_is_still_true(town):
    card, bo = ends_soon(town), town.slack.person("U2")
    for _ in range(2):
        bo.click("Still true, for 90 days", in_=card, stale=True)
    told(town, "U2", "all answers of this list are settled")
    found = rows(town, Answer)[0]
    assert (found.valid_until, found.version) == (states.today(town.services) + timedelta(days=90), 2)
    assert town.slack.refused == []


def test_an_owner_hands_an_answer_over(town):
    card, bo = ends_soon(town), town.slack.person("U2")
    item = rows(town, FreshnessItem)[0].id
    form = bo.select("answers.freshness.more", f"{item}:hand", in_=card).view
    assert list(bo.submit(form, {"owner": "U4"}).errors) == ["owner"]
    assert bo.submit(form, {"owner": "U1"}).ok
    told(town, "U2", "all answers of this list are settled")
    assert rows(town, Answer)[0].owner == "U1"
    bo.select("answers.freshness.more", f"{item}:365", in_=card, stale=True)
    assert rows(town, Answer)[0].owner == "U1"
    freshness.look(replace(town.services, now=Clock(START + timedelta(minutes=11))))
    told(town, "U1", "1 answer ends soon or has expired")
    assert town.slack.refused == []


@pytest.mark.parametrize("word", ["gaps", "aukot", "luckor"])
def test_what_nobody_found_stands_in_the_desks_report(town, word):
    anna, carla = town.slack.person("U1"), town.slack.person("U3")
    for _ in range(2):
        anna.command("/ask Where do I borrow skis?")
    town.slack.wait_until(lambda: [one.searches for one in rows(town, SearchGap)] == [2])
    shown = carla.command(f"/some answers {word}")
    for piece in ("Where do I borrow skis?", "2 searches"):
        assert piece in shown.words
    assert "Where do I borrow skis?" in carla.click("New answer", in_=shown).view.words
    carla.close(everything=True)
    assert "Where do I borrow skis?" in carla.click("Ask the house", in_=shown).view.words
    carla.close(everything=True)
    carla.open_home()
    home = town.slack.wait_until(lambda: carla.home_view)
    assert "Where do I borrow skis?" in carla.click("What is missing", in_=home).view.words
    assert "Where do I borrow skis?" not in anna.command(f"/some answers {word}").words
    assert town.slack.refused == []
