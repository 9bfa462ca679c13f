"""Asking through the door: what the house knows already comes first, and a question reaches the right circle as one card."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot import people
from bot.answers.index import reindex_answers
from bot.questions import circles
from bot.views import ask as view
from bot.views import mentions as mention_view
from bot.views import questions as card_view
from bot.views import questions_form, unit_circles
from bot.words import Reader
from storage.models import Answer, AnswerText, AuditEntry, Card, Mention, Question, UnitCircle

QUESTION = "Is the swimming hall open on Epiphany?"
ANSWER = "The swimming hall is closed on Epiphany, and opens the day after at six."


@pytest.fixture
def town(open_house):
    """Anna (U1) and Bo (U2) are employees, Carla (U3) is a social manager; the house talks in C1, the desk in C2."""
    house = open_house(house_channel="C1", desk_channel="C2", desk_group="", desk_members=frozenset({"U3"}))
    house.slack.person("U2").command("/some language en")  # his Slack is Swedish
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    return house


def knows_answer(house, question=QUESTION, text=ANSWER, **values):
    """Put an approved answer into the bank."""
    now = house.services.now()
    with house.services.database.begin() as session:
        moments = {"made_at": now, "changed_at": now, "checked_at": now, "valid_until": date(2099, 1, 1)}
        answer = Answer(key=question[:60], **{"owner": "U3", **moments, **values})
        session.add(answer)
        session.flush()
        session.add(AnswerText(answer_id=answer.id, language="en", question=question, text=text))
        session.flush()
        reindex_answers(session, [answer.id])
    return answer


def asked(house):
    with house.services.database.read() as session:
        return list(session.scalars(select(Question).order_by(Question.id)))


def form(house, user_id="U1", text=QUESTION):
    """Open the form from the answer to the command, and wait until it has looked for people."""
    person = house.slack.person(user_id)
    shown = person.command(f"/ask {text}")
    assert person.click(view.OPEN, in_=shown).ok
    house.slack.wait_until(lambda: "I look for people" not in person.view.words)
    return person.view


def ask(house, user_id="U1", **values):
    """Ask the whole house, or as the values say."""
    person = house.slack.person(user_id)
    sent = person.submit(form(house, user_id, values.pop("text", QUESTION)), values)
    assert sent.errors == {}, sent.errors
    return sent


def labels(shown):
    """Return all that stands in a window, a message, or what somebody was shown."""
    surfaces = [shown] if hasattr(shown, "blocks") else [*shown.ephemerals, *shown.messages, *shown.views]
    return json.dumps([surface.blocks for surface in surfaces], ensure_ascii=False)


def audit(house):
    with house.services.database.read() as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.subject.startswith("question:"))))


def test_the_bank_answers_at_once_and_privately(town):
    knows_answer(town)
    shown = town.slack.person("U1").command("/ask is the swimming hall open on epiphany")
    assert ANSWER in shown.words
    assert "Ask the house" in shown.words
    assert town.slack.posts == []
    assert asked(town) == []
    assert town.slack.refused == []


def test_nothing_found_is_one_honest_sentence_and_the_next_step(town):
    shown = town.slack.person("U1").command(f"/ask {QUESTION}")
    assert f"I find no answer to “{QUESTION}”" in shown.words
    opened = form(town)
    assert QUESTION in labels(opened)
    assert town.slack.refused == []


@pytest.mark.parametrize("words", ["", "help", "ohje", "?"])
def test_without_words_the_command_says_how(town, words):
    anna = town.slack.person("U1")
    shown = anna.command(f"/ask {words}".strip())
    assert "/ask Is the swimming hall" in shown.words
    assert anna.click(view.OPEN, in_=shown).view.title == "Ask the house"


def test_a_question_asked_before_is_shown_with_its_state_and_the_way_to_its_thread(town):
    ask(town)
    town.card("C1", QUESTION)
    bo = town.slack.person("U2")
    town.slack.wait_until(lambda: "/archives/C1/p" in labels(bo.command("/ask swimming hall open Epiphany")))
    shown = bo.command("/ask swimming hall open Epiphany")
    assert QUESTION in shown.words
    assert "Open without answers" in shown.words


def test_from_the_form_to_the_card_in_the_circle(town):
    sent = ask(town, why="A resident asked in Swedish.", language="sv", link="https://social.example/post/1")
    assert "Your question goes to" in sent.words
    card = town.card("C1", QUESTION, "Open, no answers yet", "Write an answer", "A resident asked in Swedish.")
    assert "svenska" in card.words
    assert "https://social.example/post/1" in labels(card)
    assert [message.channel for message in town.slack.posts] == ["C1"]
    (question,) = asked(town)
    assert (question.circle, question.place, question.language, question.answer_language) == ("house", "C1", "en", "sv")
    assert not question.is_closed_circle
    (entry,) = audit(town)
    assert (entry.what, entry.after) == ("question.asked", {"circle": "house", "place": "C1"})
    assert town.slack.refused == []


def test_the_same_form_sent_twice_is_one_question(town):
    anna = town.slack.person("U1")
    opened = form(town)
    first = anna.submit(opened)
    last = next(one for one in reversed(town.slack.deliveries) if one.payload.get("type") == "view_submission")
    second = town.slack.deliver("interactive", {**last.payload, "trigger_id": "other"})
    assert "goes to" in first.words
    assert second.acked
    assert len(asked(town)) == 1


def test_the_same_words_within_a_minute_are_one_question(town):
    ask(town)
    anna = town.slack.person("U1")
    anna.close(everything=True)
    again = anna.submit(form(town))
    assert "You asked this a moment ago already. It is one question." in again.words
    ask(town, "U2")
    assert len(asked(town)) == 2


def test_an_answer_that_was_not_shown_comes_before_the_question_is_sent(town):
    anna = town.slack.person("U1")
    shown = anna.shortcut("ask_house")
    assert shown.ok
    assert anna.view.title == "Ask the house"
    knows_answer(town)
    sent = anna.submit(anna.view, {"question": QUESTION, "why": "Kept."})
    assert "This may be answered already" in sent.words
    assert ANSWER in sent.words
    assert asked(town) == []
    assert anna.view.submit == "Ask all the same"
    assert "goes to" in anna.submit(anna.view).words
    assert [one.why for one in asked(town)] == ["Kept."]


def test_what_the_command_has_shown_is_not_shown_again(town):
    knows_answer(town)
    assert "goes to" in ask(town).words


def test_a_link_alone_asks_for_words_and_goes_to_its_own_field(town):
    anna = town.slack.person("U1")
    shown = anna.command("/ask https://social.example/post/7")
    assert "This is a link and no question yet" in shown.words
    opened = anna.click(view.OPEN, in_=shown).view
    assert "https://social.example/post/7" in labels(opened)
    sent = anna.submit(opened, {"question": "https://social.example/post/8", "link": None})
    assert "A link alone is no question." in sent.words
    assert asked(town) == []
    assert "goes to" in anna.submit(anna.view, {"question": "What do we answer to this?"}).words
    (question,) = asked(town)
    assert question.public_link == "https://social.example/post/8"


def test_a_long_question_is_cut_with_a_word_about_it_and_its_end_is_shown(town):
    anna = town.slack.person("U1")
    text = " ".join(f"word{number}" for number in range(420))
    assert len(text) > 3_000
    shown = anna.command(f"/ask {text}")
    assert "it stands in the form that has just opened" in shown.words
    opened = anna.view
    assert "longer than 3,000 characters" in opened.words
    assert "word419" in opened.words
    typed = next(block for block in opened.blocks if block["block_id"] == "question")["element"]["initial_value"]
    rest = opened.words.partition("did not fit:")[2]
    assert all(f"word{number}" in typed or f"word{number}" in rest for number in range(420))
    assert town.slack.refused == []


@pytest.mark.parametrize("text", ["", "a", "<>&*_~`", "¿" * 3_000, "<!channel> <@U2> who knows?"])
def test_odd_questions_are_taken_or_refused_at_their_field(town, text):
    anna = town.slack.person("U1")
    anna.shortcut("ask_house")
    sent = anna.submit(anna.view, {"question": text})
    if len(text) < 3:
        assert not asked(town)
    else:
        assert sent.errors == {}
        card = town.card("C1", "asks:")
        assert "<!channel>" not in card.text
    assert town.slack.refused == []


def test_a_moment_that_is_over_is_refused_with_a_sentence(town):
    anna = town.slack.person("U1")
    opened = form(town)
    before = int((datetime.now(UTC) - timedelta(hours=1)).timestamp())
    sent = anna.submit(opened, {"needed_by": before})
    assert sent.errors == {"needed_by": "This moment is over already. Choose a later one, or leave it empty."}
    later = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=2)
    sent = anna.submit(opened, {"needed_by": int(later.timestamp())})
    said = Reader("en").moment(later)
    assert f"Answer needed by {said}, Eastern European" in sent.words
    assert f"Answer needed by {said}, Eastern European" in town.card("C1", QUESTION).words
    (question,) = asked(town)
    assert question.needed_by == later
    assert question.asked_at < question.next_at < later


def test_a_channel_without_the_bot_is_refused_with_what_to_do_and_nothing_is_lost(town):
    anna = town.slack.person("U1")
    opened = form(town)
    sent = anna.submit(opened, {"circle": "channel", "channel": "C3", "why": "Urgent."})
    assert "/invite @Kaiku" in sent.errors["channel"]
    town.slack.invite_bot("C3")
    assert "goes to" in anna.submit(opened, {"circle": "channel", "channel": "C3", "why": "Urgent."}).words
    town.card("C3", QUESTION, "Urgent.")


def test_an_archived_channel_is_refused(town):
    town.slack.invite_bot("C3")
    town.slack.archive("C3")
    sent = town.slack.person("U1").submit(form(town), {"circle": "channel", "channel": "C3"})
    assert "archived" in sent.errors["channel"]


def test_what_is_asked_in_a_private_channel_stays_there(town):
    town.slack.withhold()
    town.slack.invite_bot("G1", by="U3")
    ask(town, "U3", circle="channel", channel="G1")
    (question,) = asked(town)
    assert question.is_closed_circle
    found = town.slack.person("U1").command(f"/ask {QUESTION}")
    assert "I find no answer" in found.words
    assert "Asked before" not in found.words


def test_a_unit_learns_its_channel_from_the_first_who_asks(town):
    town.knows("U1", "", unit="Library")
    anna = town.slack.person("U1")
    opened = form(town)
    assert "Choose its channel below." in labels(opened)
    assert "Choose the channel of your unit" in anna.submit(opened, {"circle": "unit"}).errors["channel"]
    assert "goes to" in anna.submit(opened, {"circle": "unit", "channel": "C2"}).words
    with town.services.database.read() as session:
        (known,) = session.scalars(select(UnitCircle))
    assert (known.unit, known.shown, known.channel) == ("library", "Library", "C2")
    town.knows("U2", "", unit="library")
    bo = town.slack.person("U2")
    assert "goes to" in bo.submit(form(town, "U2"), {"circle": "unit"}).words
    assert [one.place for one in asked(town)] == ["C2", "C2"]


def test_the_desk_chooses_the_channel_of_a_unit(town):
    town.knows("U1", "", unit="Library")
    carla, anna = town.slack.person("U3"), town.slack.person("U1")
    opened = carla.click(unit_circles.OPEN, in_=carla.command("/some settings")).view
    assert "Library: #desk" in carla.submit(opened, {"unit": "Library", "channel": "C2"}).words.replace(
        "<#C2>", "#desk"
    )
    offered = circles.offered(town.services, people.asker(town.services, "U1"))
    assert [circle.channel for circle in offered if circle.unit] == ["C2"]
    assert unit_circles.OPEN not in labels(anna.command("/some settings"))


def test_experts_are_proposed_with_the_reason_and_nobody_is_ticked(town):
    town.knows("U2", "Swimming halls")
    opened = form(town)
    boxes = next(block for block in opened.blocks if block["block_id"] == "experts")["element"]
    (option,) = boxes["options"]
    assert "Swimming halls" in option["description"]["text"]
    assert "initial_options" not in boxes


def test_experts_are_looked_for_again_when_somebody_asks_for_them(town):
    town.knows("U2", "Swimming halls")
    anna = town.slack.person("U1")
    anna.shortcut("ask_house")
    shown = anna.submit(anna.view, {"question": QUESTION, "circle": "experts"})
    assert "Tick one expert at least" in shown.errors["circle"]
    anna.click(questions_form.LOOK)
    town.slack.wait_until(lambda: "Swimming halls" in labels(anna.view))


def test_a_question_is_edited_by_its_asker_and_the_log_has_no_words(town):
    ask(town)
    anna, bo = town.slack.person("U1"), town.slack.person("U2")
    shown = town.card("C1", QUESTION)
    editing = anna.click(card_view.MORE, in_=shown, value="edit:1").view
    assert anna.submit(editing, {"question": "Is the hall open on Christmas Eve?"}).ok
    changed = town.card("C1", "Christmas Eve", without=["Epiphany"])
    assert changed.ts == shown.ts
    bo.click(card_view.MORE, in_=changed, value="edit:1")
    town.slack.wait_until(lambda: any("Only the person who asked" in one.words for one in bo.ephemerals))
    entry = audit(town)[-1]
    assert (entry.what, entry.after) == ("question.edited", {"state": "open", "fields": ["text"]})
    assert "Christmas Eve" in town.slack.person("U2").command("/ask hall open Christmas Eve").words
    assert "Asked before" not in town.slack.person("U2").command("/ask Epiphany").words


def test_two_who_edit_at_once_do_not_undo_each_other(town):
    ask(town)
    anna, carla = town.slack.person("U1"), town.slack.person("U3")
    shown = town.card("C1", QUESTION)
    first, second = (one.click(card_view.MORE, in_=shown, value="edit:1").view for one in (anna, carla))
    assert anna.submit(first, {"why": "For a resident."}).ok
    assert "Somebody has changed this question meanwhile" in carla.submit(second, {"why": "For the press."}).words
    assert asked(town)[0].why == "For a resident."


def test_a_question_taken_back_is_gone_from_the_card_and_from_search(town):
    ask(town)
    anna = town.slack.person("U1")
    shown = town.card("C1", QUESTION)
    removing = anna.click(card_view.MORE, in_=shown, value="remove:1").view
    assert anna.submit(removing).ok
    gone = town.card("C1", "taken back", without=["Epiphany"])
    assert gone.ts == shown.ts
    assert "Epiphany" not in labels(gone)
    (question,) = asked(town)
    assert (question.state, question.text) == ("removed", "")
    assert "Asked before" not in town.slack.person("U2").command(f"/ask {QUESTION}").words
    anna.click(card_view.MORE, in_=shown, value="remove:1", stale=True)
    town.slack.wait_until(lambda: any("taken back" in one.words for one in anna.ephemerals))


def test_a_card_that_nobody_can_post_is_told_to_the_asker(town):
    anna = town.slack.person("U1")
    opened = form(town)
    town.slack.remove_bot("C1")
    assert "/invite @Kaiku" in anna.submit(opened).errors["circle"]


def test_the_form_about_an_expert_leads_to_the_house(town):
    anna = town.slack.person("U1")
    anna.say(QUESTION, "C1")
    anna.shortcut("ask_expert", town.slack.messages("C1")[-1])
    town.slack.wait_until(lambda: "I look for people" not in anna.view.words)
    anna.click(view.INSTEAD)
    assert anna.view.title == "Ask the house"
    town.slack.wait_until(lambda: "I look for people" not in anna.view.words)
    assert QUESTION in labels(anna.view)
    assert len(anna.views) == 1
    assert "goes to" in anna.submit(anna.view).words
    assert "archives/C1/p" in asked(town)[0].origin
    assert "Go to the message" in town.card("C1", "asks:").words


def test_an_empty_search_for_experts_leads_to_the_house(town):
    anna = town.slack.person("U1")
    opened = anna.click(view.OPEN, in_=anna.command("/expert glassblowing")).view
    assert "glassblowing" in labels(opened)


def test_app_home_opens_the_form(town):
    anna = town.slack.person("U1")
    anna.open_home()
    town.slack.wait_until(lambda: anna.home_view is not None)
    assert anna.click(view.OPEN, in_=anna.home_view).view.title == "Ask the house"


def test_a_guest_is_refused(town):
    assert "own staff" in town.slack.person("U4").command(f"/ask {QUESTION}").words


def test_one_question_is_one_message_in_the_channel_and_no_direct_message(town):
    ask(town)
    town.card("C1", QUESTION)
    with town.services.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Card)) == 1


def test_a_mention_leads_to_the_house_with_its_link_and_language(town):
    now = town.services.now()
    with town.services.database.begin() as session:
        story = Mention(
            link="https://nyheter.example/1", source="Nyheter", language="sv", seen_at=now, developed_at=now
        )
        story.title = "Är simhallen öppen på trettondagen?"
        session.add(story)
        session.flush()
        town.services.messenger.show(session, "mention", story.id, "C2")
    carla = town.slack.person("U3")
    seen = town.card("C2", "simhallen")
    opened = carla.click(mention_view.MORE, in_=seen, value="ask:1").view
    assert "Är simhallen öppen på trettondagen?" in labels(opened)
    town.slack.wait_until(lambda: "I look for people" not in carla.view.words)
    carla.submit(carla.view)
    carla.close(everything=True)
    town.card("C1", "simhallen", "svenska")
    (question,) = asked(town)
    assert (question.mention_id, question.public_link) == (1, "https://nyheter.example/1")
    carla.click(mention_view.CLAIM, in_=seen)
    held = town.card("C2", "has this since")
    assert carla.click(mention_view.ASK_HOUSE, in_=held).view.title == "Ask the house"
    assert town.slack.refused == []
