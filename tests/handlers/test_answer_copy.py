"""Using an answer, through the door: it solves a question, it is copied for a network, its public reply is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import people
from bot.answers import copying, editing, states
from bot.answers.draft import Draft, Form, Saved
from bot.views import answers_copy
from storage.models import Answer, AnswerUse

ASKED = "Is the pool open on Epiphany?"
TOLD = "Yes, from 9 to 17. Welcome 👋🏽"


@pytest.fixture
def town(house):
    """A house where Carla (U3) keeps an answer in English and Swedish, and Anna (U1) asks."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    questions = {"en": ASKED, "sv": "Är simhallen öppen på trettondagen?"}
    draft = Draft(questions=questions, texts={"en": TOLD, "sv": "Ja."}, owner="U3")
    outcome = editing.save(house.services, Form(), draft, by=people.asker(house.services, "U3"))
    assert isinstance(outcome, Saved)
    house.answer = outcome.answer
    return house


def expire(house, days=3):
    with house.services.database.begin() as session:
        session.get(Answer, house.answer.id).valid_until = states.today(house.services) - timedelta(days=days)


def uses(house):
    with house.services.database.read() as session:
        return list(session.scalars(select(AnswerUse).order_by(AnswerUse.id)))


def posted(house):
    return len(house.slack.messages("C1")), [len(house.slack.direct_messages(one)) for one in ("U1", "U2", "U3")]


def copied(house, who="U1"):
    """Search and open the window in which the answer is copied."""
    person = house.slack.person(who)
    shown = person.command(f"/ask {ASKED}")
    return person.click("Copy for a network", in_=shown).view


def test_an_answer_that_solves_it_is_counted_once_and_nobody_hears_of_it(town):
    anna, before = town.slack.person("U1"), posted(town)
    found = anna.command(f"/ask {ASKED}")
    for _ in range(2):
        anna.click("This solves it", in_=found)
        town.slack.wait_until(lambda: any("Thank you. It is counted" in one.words for one in anna.ephemerals))
    assert [(one.what, one.answer_id, one.by, one.language) for one in uses(town)] == [
        ("solved", town.answer.id, "U1", "en")
    ]
    anna.click("This solves it", in_=anna.command(f"/ask {ASKED}"))
    assert len(uses(town)) == 2
    assert posted(town) == before
    assert town.slack.refused == []


def test_a_copy_says_how_long_it_is_where_it_goes_and_counts_once(town):
    anna = town.slack.person("U1")
    assert TOLD in str(copied(town).blocks)
    anna.select("answers.copy.choose.network", "x")
    assert "29 of 280 characters" in anna.view.words, anna.view.words
    anna.select("answers.copy.choose.network", "linkedin")
    assert "31 characters; a reply takes 1,250, a post 3,000" in anna.view.words
    anna.select("answers.copy.choose.language", "sv")
    assert "3 characters; a reply takes 1,250, a post 3,000" in anna.view.words
    assert [(one.what, one.network, one.language) for one in uses(town)] == [("copied", "linkedin", "sv")]
    anna.select("answers.copy.choose.language", "fi")
    assert "owes a text in this language: Finnish" in anna.view.words
    assert [(one.network, one.language) for one in uses(town)] == [("linkedin", "sv")]
    anna.close(everything=True)
    anna.click("Show all", in_=anna.command("/some answers"))
    assert "linkedin" in str(anna.click("Copy for a network", in_=anna.view).view.blocks)
    assert town.slack.refused == []


def test_a_text_that_is_too_long_says_by_how_much_and_is_shortened_in_the_window(town):
    opened, by = editing.form_for(town.services, answer_id=town.answer.id, by=people.asker(town.services, "U3")), "U3"
    longer = Draft(questions=opened.draft.questions, texts={"en": "a" * 285}, owner=by, valid="30")
    editing.save(town.services, opened.form, longer, by=people.asker(town.services, by))
    anna = town.slack.person("U1")
    copied(town)
    anna.select("answers.copy.choose.network", "x")
    assert "285 of 280 characters: 5 too long" in anna.view.words
    form, typed = answers_copy.chosen(
        copying.Form.unpacked(anna.view.private_metadata), {"network": "x", "language": "en", "text.en.2": "a" * 270}
    )
    shown = copying.again(town.services, form, typed=typed, by=people.asker(town.services, "U1"))
    assert shown.text == "a" * 270
    anna.click("Count again")
    assert "285 of 280 characters: 5 too long" in anna.view.words
    assert len(uses(town)) == 1


def test_an_expired_answer_needs_a_reason_before_it_is_shown(town):
    expire(town)
    anna, form = town.slack.person("U1"), copied(town)
    assert "Expired on" in form.words
    assert TOLD not in str(form.blocks)
    assert list(anna.submit(form, {"reason": " "}).errors) == ["reason"]
    assert uses(town) == []
    shown = anna.submit(form, {"reason": "The pool said so on the phone."})
    assert TOLD in str(shown.view.blocks)
    assert [(one.what, one.reason) for one in uses(town)] == [("copied", "The pool said so on the phone.")]
    anna.select("answers.copy.choose.network", "x")
    assert [one.network for one in uses(town)] == ["x"]
    assert town.slack.refused == []


def test_the_public_reply_is_kept_once_with_its_network_and_language(town):
    anna, form = town.slack.person("U1"), copied(town)
    asked = anna.submit(form, {}).view
    assert list(anna.submit(asked, {"link": "not a link"}).errors) == ["link"]
    done = anna.submit(asked, {"link": "https://www.facebook.com/kaupunki/posts/1?comment_id=2"})
    assert "Kept." in done.words
    anna.close(everything=True)
    public = [one for one in uses(town) if one.what == "public"]
    assert [(one.network, one.language, one.version, one.by) for one in public] == [("facebook", "en", 1, "U1")]
    anna.click("Show all", in_=anna.command("/some answers"))
    again = anna.click("Used it", in_=anna.view).view
    done = anna.submit(again, {"link": "https://www.facebook.com/kaupunki/posts/1?comment_id=2"})
    assert "known already" in done.words
    assert len([one for one in uses(town) if one.what == "public"]) == 1
    assert town.slack.refused == []


def test_a_reply_in_another_language_than_the_question_has_to_be_meant(town):
    anna, form = town.slack.person("U1"), copied(town)
    asked = anna.submit(form, {}).view
    doubtful = anna.submit(asked, {"link": "https://x.com/kaupunki/status/1", "language": "en", "asked": "sv"}).view
    assert "Nothing is kept yet" in doubtful.words
    assert [one.what for one in uses(town)] == ["copied"]
    assert "Kept." in anna.submit(doubtful, {"is_meant": ["yes"]}).words
    assert [(one.network, one.language) for one in uses(town) if one.what == "public"] == [("x", "en")]
    assert town.slack.refused == []


def test_a_language_that_the_bank_owes_is_known_before_the_reply_is_published(town):
    carla = people.asker(town.services, "U3")
    opened = editing.form_for(town.services, answer_id=town.answer.id, by=carla)
    editing.save(town.services, opened.form, replace(opened.draft, texts={"en": TOLD}), by=carla)
    anna = town.slack.person("U1")
    window = anna.click("Copy for a network", in_=anna.command("/ask Är simhallen öppen på trettondagen?")).view
    for piece in (TOLD, "Language of the question: Swedish. Language of your reply: English.", "language: Swedish"):
        assert piece in window.words, window.words
    form = anna.submit(window, {}).view
    doubtful = anna.submit(form, {"link": "https://x.com/kaupunki/status/1"}).view
    assert "Nothing is kept yet" in doubtful.words
    assert [one.what for one in uses(town)] == ["copied"]
    assert "Kept." in anna.submit(doubtful, {"is_meant": ["yes"]}).words
    anna.close(everything=True)
    anna.click("Show all", in_=anna.command("/some answers"))
    window = anna.click("Copy for a network", in_=anna.view).view
    anna.select("answers.copy.choose.language", "sv")
    assert "Language of the question" not in anna.view.words
    assert town.slack.refused == []


def test_an_answer_in_the_language_of_the_question_is_copied_without_a_warning(town):
    anna = town.slack.person("U1")
    window = anna.click("Copy for a network", in_=anna.command("/ask Är simhallen öppen på trettondagen?")).view
    assert "Language of the question" not in window.words
    assert "Ja." in window.words
    anna.select("answers.copy.choose.language", "en")
    assert "Language of the question: Swedish. Language of your reply: English." in anna.view.words
    assert "owes a text" not in anna.view.words
    assert town.slack.refused == []


def test_what_one_may_not_see_is_neither_counted_nor_copied(town):
    anna = town.slack.person("U1")
    found = anna.command(f"/ask {ASKED}")
    with town.services.database.begin() as session:
        session.get(Answer, town.answer.id).visibility = "desk"
    for name in ("This solves it", "Copy for a network"):
        anna.click(name, in_=found)
    town.slack.wait_until(lambda: len(anna.ephemerals) >= 2)
    assert uses(town) == []
    assert anna.views == []
