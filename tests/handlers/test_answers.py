"""The answer bank through the door: written, found, changed by two at once, restored, proposed, brought in from a discussion."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import people
from bot.answers import editing, states
from bot.answers.draft import Draft, Form, Saved
from bot.manifest import manifest
from bot.questions.kinds import QUESTION as QUESTION_CARD
from bot.words import Reader
from playground.slack.server import FakeSlack
from playground.slack.workspace import User
from storage.models import Answer, AnswerText, AuditEntry, Question

EPIPHANY = {"question_en": "Is the pool open on Epiphany?", "text_en": "Yes, from 9 to 17."}


@pytest.fixture
def town(house):
    """A house where Carla (U3) is a social manager, Anna (U1) is not, and Bo (U2) speaks English with the bot."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    house.slack.person("U2").command("/some language en")
    return house


def carla(house):
    return house.slack.person("U3")


def anna(house):
    return house.slack.person("U1")


def saved(house, by="U3", **values):
    """Let a social manager keep an answer, without the door."""
    asker = people.asker(house.services, by)
    draft = Draft(
        questions={"en": values.pop("question", EPIPHANY["question_en"])},
        texts={"en": values.pop("text", EPIPHANY["text_en"])},
        owner=by,
        **values,
    )
    outcome = editing.save(house.services, Form(), draft, by=asker)
    assert isinstance(outcome, Saved)
    return outcome.answer


def stored(house, answer_id=None):
    with house.services.database.read() as session:
        found = list(session.scalars(select(Answer).order_by(Answer.id)))
        return next(one for one in found if one.id == answer_id) if answer_id else found


def texts(house):
    with house.services.database.read() as session:
        return {(one.language, one.question, one.text) for one in session.scalars(select(AnswerText))}


def in_days(house, days):
    return states.today(house.services) + timedelta(days=days)


def said_in_days(house, days):
    """Return a day as an English form writes it."""
    return Reader("en").day(in_days(house, days))


def opened(person, command="/some answers"):
    """Open the first answer of the list."""
    person.click("Show all", in_=person.command(command))
    return person.view


@pytest.mark.parametrize("command", ["/some answers", "/some vastaukset", "/some svar"])
def test_an_empty_bank_says_what_an_answer_is(town, command):
    shown = carla(town).command(command)
    assert shown.message.ephemeral
    for piece in ("no answers in the bank yet", "Save as answer", "New answer"):
        assert piece in shown.words


def test_an_answer_is_written_and_everybody_finds_it(town):
    manager = carla(town)
    form = manager.click("New answer", in_=manager.command("/some answers")).view
    assert form.title == "New answer"
    window = manager.submit(form, {**EPIPHANY, "tags": "pool, Epiphany", "note": "Ask the pool first."}).view
    until = said_in_days(town, 90)
    for piece in ("Saved in the answer bank.", f"Valid until {until}", "Yes, from 9 to 17.", "Not yet in: Finnish"):
        assert piece in window.words, window.words
    for piece in ("Ask the pool first.", "pool, Epiphany", "not used yet", "Copy for a network", "Outdated or wrong"):
        assert piece in window.words
    shown = anna(town).command("/some answers")
    assert "Is the pool open on Epiphany?" in shown.words
    assert f"carla · valid until {until} · Not yet in:" in shown.words
    window = opened(anna(town))
    assert "Yes, from 9 to 17." in window.words
    assert "Withdraw" not in window.words
    assert town.slack.refused == []


@pytest.mark.parametrize("word", ["new", "lisää", "ny"])
def test_words_after_new_stand_in_the_form(town, word):
    manager = carla(town)
    manager.command(f"/some answers {word} Where may I swim?")
    assert "Where may I swim?" in manager.view.words
    manager.submit(manager.view, {"text_en": "In both pools."})
    assert texts(town) == {("en", "Where may I swim?", "In both pools.")}


def test_faults_stand_at_their_fields_and_nothing_is_lost(town):
    manager = carla(town)
    manager.command("/some answers new")
    form = manager.view
    assert list(manager.submit(form, {}).errors) == ["question_en"]
    assert list(manager.submit(form, {"text_sv": "Ja."}).errors) == ["question_sv"]
    assert list(manager.submit(form, {"text_sv": "", "question_fi": "Onko?"}).errors) == ["text_fi"]
    assert list(manager.submit(form, {**EPIPHANY, "valid": "date"}).errors) == ["valid_until"]
    assert list(manager.submit(form, {"valid": "date", "valid_until": in_days(town, -1).isoformat()}).errors) == [
        "valid_until"
    ]
    assert list(manager.submit(form, {"valid_until": in_days(town, 40).isoformat(), "owner": None}).errors) == ["owner"]
    assert list(manager.submit(form, {"owner": "U4"}).errors) == ["owner"]
    assert stored(town) == []
    assert f"Valid until {said_in_days(town, 40)}" in manager.submit(form, {"owner": "U1"}).words
    assert stored(town)[0].owner == "U1"
    assert town.slack.refused == []


def test_the_form_sent_twice_is_one_answer(town):
    manager = carla(town)
    manager.command("/some answers new")
    form = manager.view
    manager.submit(form, EPIPHANY)
    asker = people.asker(town.services, "U3")
    draft = Draft(questions={"en": EPIPHANY["question_en"]}, texts={"en": EPIPHANY["text_en"]}, owner="U3")
    again = editing.save(town.services, Form.unpacked(form.private_metadata), draft, by=asker)
    assert isinstance(again, Saved)
    assert again.answer.id == stored(town)[0].id
    assert len(stored(town)) == 1


def test_two_who_edit_at_once_lose_nothing(town):
    answer = saved(town)
    manager, asker = carla(town), people.asker(town.services, "U3")
    opened(manager)
    form = manager.click("Edit", in_=manager.view).view
    assert form.title == "Edit answer"
    opened_again = editing.form_for(town.services, answer_id=answer.id, by=asker)
    faster = Draft(questions={"en": "Is the pool open on Epiphany?"}, texts={"en": "Yes, from 10 to 17."}, owner="U3")
    editing.save(town.services, opened_again.form, faster, by=asker)
    late = manager.submit(
        form, {"text_en": "Yes, from 9 to 16.", "text_fi": "Kyllä.", "question_fi": "Onko auki?"}
    ).view
    for piece in (
        "Somebody else saved this answer",
        "In the bank now:",
        "Your version:",
        "Answer (English)",
        "16",
        "10",
    ):
        assert piece in late.words, late.words
    assert "Kyllä." in late.words, "what was typed stands in the form"
    assert stored(town, answer.id).version == 2
    assert "Saved." in manager.submit(late, {}).words
    assert {text for _language, _question, text in texts(town)} == {"Yes, from 9 to 16.", "Kyllä."}
    assert stored(town, answer.id).version == 3
    assert town.slack.refused == []


def test_versions_are_compared_and_restored(town):
    saved(town)
    manager = carla(town)
    opened(manager)
    manager.click("Edit", in_=manager.view)
    manager.submit(manager.view, {"text_en": "No, it is closed.", "tags": "pool"})
    manager.click("Versions", in_=manager.view)
    for piece in ("2 versions", "Version 2", "Changed: Answer (English), Tags", "Version 1", "The first version."):
        assert piece in manager.view.words
    manager.click("Compare with now", in_=manager.view)
    for piece in (
        "Version 1 beside the answer as it is now",
        "Yes, from 9 to 17",
        "No, it is closed",
        "Restoring brings",
    ):
        assert piece in manager.view.words, manager.view.words
    manager.click("Restore this version", in_=manager.view)
    for piece in ("Restored, as a new version.", "Yes, from 9 to 17.", "Version 3"):
        assert piece in manager.view.words
    assert stored(town)[0].tags == []
    assert town.slack.refused == []


def test_an_answer_is_withdrawn_and_brought_back(town):
    saved(town)
    manager = carla(town)
    opened(manager)
    manager.click("Withdraw", in_=manager.view)
    assert "Nobody finds it any more" in manager.view.words
    assert "Copy for a network" not in manager.view.words
    assert "no answers in the bank yet" in anna(town).command("/some answers").words
    manager.close()
    assert "1 withdrawn answer" in manager.command("/some answers withdrawn").words
    manager.click("Show all", in_=manager.ephemerals[-1])
    manager.click("Bring back", in_=manager.view)
    assert "It is in the answer bank again." in manager.view.words
    assert "Is the pool open" in anna(town).command("/some answers").words
    assert town.slack.refused == []


def test_what_a_colleague_saves_waits_for_the_desk(town):
    employee, manager = anna(town), carla(town)
    employee.click("Propose an answer", in_=employee.command("/some answers"))
    form = employee.view
    assert form.title == "Propose an answer"
    assert "The desk reads your proposal" in form.words
    assert "Proposed. The desk reads it before anybody else finds it." in employee.submit(form, EPIPHANY).words
    assert "no answers in the bank yet" in town.slack.person("U2").command("/some answers").words
    assert "Proposed by: " in employee.command("/some answers mine").words
    manager.open_home()
    waits = "1 proposed answer waits for approval."
    home = town.slack.wait_until(lambda: (view := manager.home_view) and waits in view.words and view)
    manager.click("To be approved", in_=home)
    manager.click("Show all", in_=manager.view)
    assert "Proposed, and not approved yet" in manager.view.words
    manager.click("Check and approve", in_=manager.view)
    assert "Saved." in manager.submit(manager.view, {}).words
    (answer,) = stored(town)
    assert (answer.owner, answer.visibility, answer.made_by) == ("U3", "house", "U1")
    assert "Is the pool open" in town.slack.person("U2").command("/some answers").words
    assert town.slack.refused == []


def test_an_owner_edits_and_a_colleague_does_not(town):
    answer = saved(town)
    by = people.asker(town.services, "U3")
    form = editing.form_for(town.services, answer_id=answer.id, by=by)
    editing.save(town.services, form.form, Draft(**{**as_fields(form.draft), "owner": "U1"}), by=by)
    employee = anna(town)
    opened(employee)
    employee.click("Edit", in_=employee.view)
    assert "Saved." in employee.submit(employee.view, {"text_en": "Yes, all day."}).words
    bo = town.slack.person("U2")
    bo.click("Show all", in_=bo.command("/some answers"))
    with pytest.raises(LookupError):
        bo.click("Edit", in_=bo.view)


def as_fields(draft):
    return {name: getattr(draft, name) for name in Draft.__dataclass_fields__}


def test_the_list_is_narrowed_and_turned_in_place(town):
    for n in range(10):
        saved(town, question=f"Question number {n:02}?", valid="30")
    manager = carla(town)
    shown = manager.command("/some answers")
    assert "10 answers · page 1 of 2" in shown.words
    manager.click("Next", in_=shown)
    town.slack.wait_until(lambda: "Question number 00?" in manager.ephemerals[-1].words)
    manager.click("answers.filter", in_=manager.ephemerals[-1], value="owes:sv")
    town.slack.wait_until(lambda: "10 answers not yet in: Swedish" in manager.ephemerals[-1].words)
    manager.click("answers.filter", in_=manager.ephemerals[-1], value="due")
    town.slack.wait_until(lambda: "0 answers end soon" in manager.ephemerals[-1].words)
    assert len(manager.ephemerals) == 1
    assert "1 answer · “number 07”" in manager.command("/some answers number 07").words.replace("1 answers", "1 answer")
    assert town.slack.refused == []


def test_a_message_becomes_an_answer_without_the_names_in_it(town):
    employee = anna(town)
    employee.say("@carla said: the pool is open on Epiphany & other days.", "C1")
    employee.shortcut("save_answer", town.slack.messages("C1")[-1])
    assert "@carla said" in employee.view.words
    assert "Nothing of this message is kept before you save" in employee.view.words
    town.slack.wait_until(lambda: "The link to the message goes into the note" in employee.view.words)
    assert "may_share" not in {block["block_id"] for block in employee.view.blocks}
    employee.submit(employee.view, {"question_en": "Is the pool open on Epiphany?"})
    assert texts(town) == {
        ("en", "Is the pool open on Epiphany?", "a colleague said: the pool is open on Epiphany & other days.")
    }
    assert "archives/C1/p" in stored(town)[0].note
    assert town.slack.refused == []


def test_a_message_of_a_private_channel_is_kept_only_by_an_explicit_word(town):
    manager = carla(town)
    manager.say("Between us: the pool closes.", "G1")
    manager.shortcut("save_answer", town.slack.messages("G1")[-1])
    form = manager.view
    assert "It may come from a private conversation" in form.words
    refused = manager.submit(form, {"question_en": "Does the pool close?"})
    assert list(refused.errors) == ["may_share"]
    assert stored(town) == []
    manager.submit(form, {"may_share": ["yes"]})
    assert "archives" not in stored(town)[0].note
    assert town.slack.refused == []


def discussion(house, channel="C1"):
    """Let three people talk in a thread, and return its messages."""
    employee, bo, manager = anna(house), house.slack.person("U2"), carla(house)
    employee.say("Is the pool open on Epiphany?", channel)
    first = house.slack.messages(channel)[-1]
    bo.say("I think so. @anna, did you look?", channel, thread=first.ts)
    manager.say("Yes, it is open from 9 to 17.", channel, thread=first.ts)
    employee.say("Thanks!", channel, thread=first.ts)
    return house.slack.messages(channel, thread=first.ts)


def test_part_of_an_old_discussion_becomes_an_answer(town):
    lines = discussion(town)
    manager = carla(town)
    manager.shortcut("save_answer", lines[0])
    town.slack.wait_until(lambda: "Choose which part of the discussion" in manager.view.words)
    assert "Is the pool open on Epiphany?" in manager.view.words
    manager.submit(manager.view, {"first": lines[0].ts, "last": lines[2].ts})
    town.slack.wait_until(lambda: manager.view.title == "New answer")
    form = manager.view
    for piece in ("Is the pool open on Epiphany?", "I think so.", "open from 9 to 17", "Leave out the names"):
        assert piece in form.words
    assert "Thanks!" not in form.words
    manager.submit(form, {})
    ((language, question, text),) = texts(town)
    assert (language, question) == ("en", "Is the pool open on Epiphany?")
    assert text == "I think so. a colleague, did you look?\nYes, it is open from 9 to 17."
    assert town.slack.refused == []


def test_a_discussion_names_those_who_are_mentioned_and_said_nothing(town):
    town.slack.add_user(User("U5", "eva", "Eva Ek"))
    people.asker(town.services, "U5")
    employee, bo = anna(town), town.slack.person("U2")
    employee.say("How do I book a sauna?", "C1")
    first = town.slack.messages("C1")[-1]
    bo.say("Call <@U5> please", "C1", thread=first.ts)
    employee.shortcut("save_answer", first)
    town.slack.wait_until(lambda: "Choose which part of the discussion" in employee.view.words)
    shown = str(employee.view.blocks)
    assert "Call @eva please" in shown
    assert "U5" not in shown


def test_one_message_of_a_discussion_may_be_chosen_from_either_end(town):
    lines = discussion(town)
    manager = carla(town)
    manager.shortcut("save_answer", lines[2])
    town.slack.wait_until(lambda: "Choose which part of the discussion" in manager.view.words)
    manager.submit(manager.view, {"first": lines[2].ts, "last": lines[1].ts})
    town.slack.wait_until(lambda: manager.view.title == "New answer")
    assert "open from 9 to 17" in manager.view.words
    assert "Is the pool open" not in manager.view.words


def test_where_a_discussion_may_not_be_read_the_form_says_what_to_do(town):
    lines = discussion(town, "C3")
    manager = carla(town)
    manager.shortcut("save_answer", lines[0])
    town.slack.wait_until(lambda: "I may not read the rest of this discussion" in manager.view.words)
    assert "Is the pool open on Epiphany?" in manager.view.words
    assert town.slack.refused == []


def solved(house, **values):
    asked = {"text": "Onko uimahalli auki loppiaisena?", "solution": "Ja, från 9 till 17.", "language": "fi"}
    asked |= {"answer_language": "sv", "circle": "house", "place": "C1", "state": "solved", "asked_by": "U1"}
    with house.services.database.begin() as session:
        question = Question(key="q1", asked_at=house.services.now(), **{**asked, **values})
        session.add(question)
        session.flush()
        return question.id


def test_a_solved_question_fills_in_the_form_and_is_saved_once(town):
    question = solved(town)
    asker = people.asker(town.services, "U3")
    form = editing.form_for(town.services, question_id=question, by=asker)
    assert form.draft.questions == {"fi": "Onko uimahalli auki loppiaisena?"}
    assert form.draft.texts == {"sv": "Ja, från 9 till 17."}
    assert form.draft.owner == "U1"


def test_an_answer_in_another_language_than_its_question_does_not_pass_for_both(town):
    told = "Den är stängd på trettondagen och öppnar igen klockan sex följande dag."
    question = solved(town, answer_language="fi", solution=told)
    with town.services.database.begin() as session:
        town.services.messenger.show(session, QUESTION_CARD, question, "C1")
    manager = carla(town)
    form = manager.click("answers.from_question", in_=town.card("C1", "Solved.")).view
    assert "each stands in the field of its own" in form.words
    assert list(manager.submit(form, {}).errors) == ["question_sv"]
    manager.submit(form, {"question_sv": "Är simhallen öppen på trettondagen?"})
    assert ("sv", "Är simhallen öppen på trettondagen?", told) in texts(town)
    assert town.slack.refused == []


def test_a_text_in_the_wrong_field_is_kept_only_when_it_is_sent_again(town):
    manager = carla(town)
    manager.command("/some answers new")
    typed = {"question_fi": "Missä kirjasto on?", "text_fi": "The library is at the market square, by the hall."}
    again = manager.submit(manager.view, typed).view
    assert "Answer (Finnish): the text seems to be in English." in again.words
    assert "Nothing is saved yet" in again.words
    assert "market square" in again.words
    assert stored(town) == []
    assert "Saved in the answer bank." in manager.submit(again, {}).words
    assert texts(town) == {("fi", typed["question_fi"], typed["text_fi"])}
    assert town.slack.refused == []


def test_the_log_keeps_no_text_of_an_answer(town):
    manager = carla(town)
    saved(town, text="Secret words")
    opened(manager)
    manager.click("Edit", in_=manager.view)
    manager.submit(manager.view, {"note": "Secret note", "text_en": "Other secret words"})
    with town.services.database.read() as session:
        entries = [one for one in session.scalars(select(AuditEntry)) if one.subject.startswith("answer:")]
    assert [entry.what for entry in entries] == ["answer.added", "answer.edited"]
    assert entries[1].after["fields"] == ["note", "text.en"]
    assert "ecret" not in f"{[(entry.before, entry.after, entry.why) for entry in entries]}"


def test_a_guest_gets_nothing(town):
    assert "own staff" in town.slack.person("U4").command("/some answers").words


def test_without_the_history_scope_the_form_says_who_can_grant_it(open_house):
    with FakeSlack(manifest(Reader("en"))) as slack:
        slack.withhold("channels:history", "groups:history")
        house = open_house(slack=slack)
        lines = discussion(house)
        anna(house).shortcut("save_answer", lines[2])
        assert "grant it the permission “channels:history”" in anna(house).view.words
        assert "open from 9 to 17" in anna(house).view.words
        assert slack.refused == []
        house.doors.close()


def test_a_discussion_that_cannot_be_read_any_more_says_so(town):
    lines = discussion(town)
    manager = carla(town)
    manager.shortcut("save_answer", lines[0])
    town.slack.wait_until(lambda: "Choose which part of the discussion" in manager.view.words)
    town.slack.withhold("channels:history")
    manager.submit(manager.view, {})
    town.slack.wait_until(lambda: "I cannot read this discussion any more" in manager.view.words)
    assert stored(town) == []


def test_a_form_of_an_answer_that_is_gone_says_so_and_keeps_what_was_typed(town):
    answer = saved(town)
    manager = carla(town)
    opened(manager)
    form = manager.click("Edit", in_=manager.view).view
    with town.services.database.begin() as session:
        session.delete(session.get_one(Answer, answer.id))
    manager.submit(form, {"text_en": "Typed."})
    assert "no longer in the answer bank" in manager.view.words
    manager.close()
    assert manager.view.typed["text_en"]["value"]["value"] == "Typed."
    assert town.slack.refused == []
