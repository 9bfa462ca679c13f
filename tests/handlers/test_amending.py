"""Putting right what was answered: opening a question again, a changed answer, one's own answers by the form."""

from __future__ import annotations

from sqlalchemy import select

from bot.views import contributions_own
from storage.models import AnswerUse, AuditEntry, Closing
from tests.handlers.test_contributions import accept, ask, closed, contributions, labels, say, told, town

__all__ = ["town"]


def in_threads(house, user_id):
    """Return what the bot wrote under its own messages to somebody."""
    return [one for one in house.slack.direct_messages(user_id) if one.thread_ts not in (None, one.ts)]


def card_told(house, user_id, *texts, without=()):
    """Wait until the one card of a question in somebody's direct messages says something; lines under it do not count."""

    def found():
        (shown,) = [one for one in house.slack.direct_messages(user_id) if one.thread_ts in (None, one.ts)]
        fits = all(text in shown.words for text in texts) and not any(text in shown.words for text in without)
        return shown if fits else None

    return house.slack.wait_until(found, otherwise=f"{texts} for {user_id}")


def audited(house):
    with house.services.database.read() as session:
        return list(session.scalars(select(AuditEntry.what).where(AuditEntry.subject.like("question:%"))))


def solved(house, *texts):
    """Let Bo answer in the thread, and Eva by the form where there are two; Anna accepts the first."""
    question, asked = ask(house)
    say(house, "U2", texts[0], asked)
    card = told(house, "U1", texts[0])
    if len(texts) > 1:
        eva = house.slack.person("U5")
        eva.click("questions.write", in_=house.card("C1", "Open, 1 answer"))
        eva.submit(eva.view, {"answer": texts[1]})
        eva.close(everything=True)
        card = told(house, "U1", texts[1])
    accept(house, in_=card, answers=contributions(house)[:1] if len(texts) > 1 else ())
    return question, house.card("C1", "Solved.", texts[0])


def test_a_wrong_accept_is_put_right_without_a_new_message(town):
    """Anna took Bo's answer, but Eva's was right: the question opens again, and nobody hears it twice when it is solved anew."""
    question, card = solved(town, "It is closed.", "It is open.")
    told(town, "U2", "Your answer was accepted.", "It is closed.")
    told(town, "U5", "The question is solved.")
    posts, anna = len(town.slack.posts), town.slack.person("U1")
    anna.close(everything=True)
    anna.select("questions.more", f"reopen:{question.id}", in_=card)
    assert "Nobody gets a new message." in anna.view.words
    assert anna.submit(anna.view).ok
    again = town.card("C1", "Open, 2 answers", without=["Solved."])
    assert again.ts == card.ts
    told(town, "U2", "The question is open again.", without=["It is closed."])
    told(town, "U5", "The question is open again.")
    assert [one.state for one in contributions(town)] == ["given", "given"]
    shown = told(town, "U1", "It is closed.", "It is open.", "Open, 2 answers")
    accept(town, in_=shown, answers=contributions(town)[1:])
    town.card("C1", "Solved.", "eva", "It is open.", without=["It is closed."])
    told(town, "U5", "Your answer was accepted.", "It is open.")
    told(town, "U2", "The question is solved.", "It is open.", without=["was accepted"])
    assert len(town.slack.posts) == posts
    assert audited(town).count("question.reopened") == 1
    with town.services.database.read() as session:
        assert len(list(session.scalars(select(Closing)))) == 2
    assert town.slack.refused == []


def test_only_who_asked_and_the_desk_open_it_again_and_the_public_reply_stays(town):
    question, card = solved(town, "It is closed.")
    anna, bo, carla = (town.slack.person(user_id) for user_id in ("U1", "U2", "U3"))
    anna.close(everything=True)
    anna.click("questions.reply", in_=told(town, "U1", "Add the public reply"))
    anna.submit(anna.view, {"link": "https://social.example/1"})
    card = town.card("C1", "Go to the public reply")
    bo.select("questions.more", f"reopen:{question.id}", in_=card)
    refusal = "Only the person who asked and the desk"
    town.slack.wait_until(lambda: any(refusal in one.words for one in bo.ephemerals), otherwise=refusal)
    carla.select("questions.more", f"reopen:{question.id}", in_=card)
    anna.click("questions.reopen", in_=told(town, "U1", "Open again", without=["Add the public reply"]))
    assert carla.submit(carla.view).ok
    town.card("C1", "Open, 1 answer")
    assert anna.submit(anna.view).ok  # the same again changes nothing
    assert audited(town).count("question.reopened") == 1
    accept(town, in_=told(town, "U1", "Open, 1 answer"))
    town.card("C1", "Solved.", "Go to the public reply")
    with town.services.database.read() as session:
        assert len(list(session.scalars(select(AnswerUse)))) == 1


def test_a_closed_question_opens_again_from_the_askers_card(town):
    anna = closed(town)
    anna.click("questions.reopen", in_=told(town, "U1", "Closed without an accepted answer."))
    anna.submit(anna.view)
    town.card("C1", "Open, 1 answer")
    told(town, "U2", "The question is open again.")


def test_whoever_decides_hears_once_that_an_accepted_answer_was_changed(town):
    """Bo edits his accepted reply twice: what was accepted stands, Anna's card shows his words, and one line rings."""
    _question, card = solved(town, "It opens at six.")
    anna, bo = town.slack.person("U1"), town.slack.person("U2")
    anna.close(everything=True)
    (reply,) = [one for one in town.slack.messages("C1", thread=card.ts) if one.user == "U2"]
    bo.edit(reply, "It opens at seven.")
    shown = card_told(
        town, "U1", "It opens at six.", "has changed their answer since", "It opens at seven.", "Open again"
    )
    town.card("C1", "Solved.", "It opens at six.", "has changed their answer since", without=["seven"])
    (line,) = town.slack.wait_until(lambda: in_threads(town, "U1"))
    assert "was changed since by whoever wrote it" in line.words
    bo.edit(reply, "It opens at eight.")
    shown = card_told(town, "U1", "It opens at eight.", without=["seven"])
    assert len(in_threads(town, "U1")) == 1
    anna.click("questions.reopen", in_=shown)
    anna.submit(anna.view)
    accept(town, in_=card_told(town, "U1", "Open, 1 answer", "It opens at eight."))
    town.card("C1", "Solved.", "It opens at eight.", without=["six", "has changed"])
    card_told(town, "U1", "Solved.", without=["has changed"])
    town.slack.wait_until(lambda: not in_threads(town, "U1"))
    assert town.slack.refused == []


def test_a_question_edited_after_it_was_answered_says_so(town):
    question, _card = solved(town, "It is closed.")
    said, anna = "The question was edited after it was answered.", town.slack.person("U1")
    anna.close(everything=True)
    anna.select("questions.more", f"edit:{question.id}", in_=town.card("C1", "Solved."))
    anna.submit(anna.view, {"why": "A caller wants to know."})
    assert said not in town.card("C1", "A caller wants to know.").words
    anna.select("questions.more", f"edit:{question.id}", in_=town.card("C1", "Solved."))
    anna.submit(anna.view, {"question": "Is the hall open at Easter?"})
    town.card("C1", "at Easter?", "It is closed.", said)
    told(town, "U1", "at Easter?", "It is closed.", said)
    anna.select("questions.more", f"reopen:{question.id}", in_=town.card("C1", "Solved."))
    anna.submit(anna.view)
    town.card("C1", "at Easter?", "Open, 1 answer", without=[said])


def test_an_answer_by_the_form_is_changed_and_taken_back_by_its_author(town):
    """Bo sees what he sent and puts it right, from the thanks and from App Home; Anna's card follows."""
    _question, asked = ask(town)
    bo = town.slack.person("U2")
    bo.click("questions.write", in_=asked)
    bo.submit(bo.view, {"answer": "It opens at six."})
    told(town, "U1", "It opens at six.")
    bo.click(contributions_own.OPEN)
    assert "It opens at six." in bo.view.words
    bo.click(contributions_own.CHANGE)
    assert not bo.submit(bo.view, {"answer": " "}).ok
    bo.submit(bo.view, {"answer": "It opens at seven."})
    assert "It opens at seven." in bo.view.words
    told(town, "U1", "It opens at seven.", without=["six"])
    bo.close(everything=True)
    bo.open_home()
    town.slack.wait_until(lambda: bo.home_view and "Change or take back" in bo.home_view.words)
    bo.click(contributions_own.OPEN, in_=bo.home_view)
    bo.click(contributions_own.TAKE_BACK)
    assert "There is nothing here." in bo.view.words
    told(town, "U1", "Open, no answers yet", without=["seven"])
    assert [(one.text, one.state) for one in contributions(town)] == [("", "deleted")]
    assert audited(town)[-2:] == ["question.answer_edited", "question.answer_deleted"]
    town.slack.wait_until(lambda: "Change or take back" not in bo.home_view.words)
    assert town.slack.refused == []


def test_what_one_wrote_in_the_thread_is_put_right_there_and_not_in_the_window(town):
    _question, asked = ask(town)
    bo = town.slack.person("U2")
    say(town, "U2", "It is closed.", asked)
    told(town, "U1", "It is closed.")
    bo.open_home()
    town.slack.wait_until(lambda: bo.home_view and "you answered:" in bo.home_view.words)
    assert "Change or take back" not in bo.home_view.words
    bo.click("questions.write", in_=town.card("C1", "Open, 1 answer"))
    bo.submit(bo.view, {"answer": "It is open."})
    bo.click(contributions_own.OPEN)
    assert "It is open." in bo.view.words
    assert "It is closed." not in bo.view.words


def test_an_accepted_answer_by_the_form_can_be_taken_back_but_no_more_changed(town):
    _question, asked = ask(town)
    bo = town.slack.person("U2")
    bo.click("questions.write", in_=asked)
    bo.submit(bo.view, {"answer": "It opens at six."})
    bo.click(contributions_own.OPEN)
    open_still = bo.view
    accept(town, in_=told(town, "U1", "It opens at six."))
    told(town, "U2", "Your answer was accepted.")
    bo.click(contributions_own.CHANGE, in_=open_still)
    town.slack.wait_until(lambda: "This question is closed already" in bo.view.words)
    bo.close(everything=True)
    bo.open_home()
    town.slack.wait_until(lambda: bo.home_view and "Your answer was accepted." in bo.home_view.words)
    bo.click(contributions_own.OPEN, in_=bo.home_view)
    assert contributions_own.CHANGE not in labels(bo.click(contributions_own.TAKE_BACK))
    town.card("C1", "Solved.", "It opens at six.", "has deleted their answer since")
    assert [(one.text, one.state) for one in contributions(town)] == [("", "accepted")]
