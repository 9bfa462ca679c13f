"""The answer bank from and to files in Slack, through the door: what a file would do, then its good rows, then a file of all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot import chores, people
from bot.answers import sharing
from bot.answers.file_rows import LIMITS
from bot.errors import BotError
from bot.views import answers_files
from storage.models import Answer, AnswerText

ROWS = """Question;Answer;Valid until
Is the pool open on Epiphany?;Yes, from 9 to 17.;
Where is the lost property office?;At the market square.;
Who is the mayor?;;
What does a ticket cost?;3 euros.;31.2.2027
"""


@pytest.fixture
def town(house):
    """A house where Carla (U3) is a social manager and everybody is known."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    return house


def window(house, *texts, who="U3"):
    """Wait until somebody's window says something."""
    person = house.slack.person(who)

    def found():
        view = person.view if person.views else None
        return view if view is not None and all(text in view.words for text in texts) else None

    return house.slack.wait_until(found, otherwise=f"{texts} in {[view.words for view in person.views]}")


def bank(house):
    with house.services.database.read() as session:
        return sorted(session.scalars(select(AnswerText.question)))


def looked_at(house, name, content, *texts):
    """Let Carla send a file in the window, and wait for what it would do."""
    carla = house.slack.person("U3")
    carla.command("/some answers import")
    carla.submit(carla.view, {"file": [carla.upload(name, content)]})
    return window(house, *texts)


def test_a_file_is_looked_at_then_its_good_rows_are_taken(town):
    shown = looked_at(town, "faq.csv", ROWS.encode(), "2 new, 0 changed, 0 as before and 2 faulty", "Take 2 rows")
    for piece in (
        "Row 4, column “Answer”: Write the answer to this question.",
        "Row 5, column “Valid until”: “31.2.2027” is no date.",
        "Row 2: “Is the pool open on Epiphany?” would be added.",
        "Faulty rows are left out",
    ):
        assert piece in shown.words
    assert bank(town) == []
    carla = town.slack.person("U3")
    carla.submit(shown, {})
    done = window(town, "is added", "2 new", "Correct these and import the file again")
    assert bank(town) == ["Is the pool open on Epiphany?", "Where is the lost property office?"]
    with town.services.database.read() as session:
        assert set(session.scalars(select(Answer.made_by))) == {"U3"}
    carla.close(everything=True)
    assert "Take" not in looked_at(town, "faq.csv", ROWS.encode(), "2 as before", "nothing to take").words
    assert "is added" in done.words
    assert town.slack.refused == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "“empty.csv” is empty."),
        ("photo.xlsx", b"PK\x03\x04 no workbook", "no Excel workbook that can be read"),
        ("photo.csv", b"\x89PNG\x00\x01\x02\x00", "is no text"),
        ("faq.md", b"No headings here.", "has no headings with text below them"),
        ("people.csv", b"Name;Phone\nA;B\n", "The column “Question” is missing"),
        ("a.json", b'[{"question": "A?"', "is no JSON that can be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(town, name, content, said):
    looked_at(town, name, content, said)
    assert bank(town) == []
    assert town.slack.refused == []


def test_a_file_that_is_too_large_is_refused_in_words(town):
    looked_at(town, "large.csv", b"x" * (LIMITS.bytes + 1), "larger than 60 MB")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", b"## Is the pool open?\n\nYes.\n"),
        ("a.json", b'[{"question": {"en": "Is the pool open?"}, "answer": {"en": "Yes."}}]'),
        ("a.tsv", "Fråga\tSvar\nIs the pool open?\tYes.\n".encode("utf-16")),
    ],
)
def test_every_format_is_taken(town, name, content):
    shown = looked_at(town, name, content, "1 new")
    town.slack.person("U3").submit(shown, {})
    window(town, "is added")
    assert bank(town) == ["Is the pool open?"]


def test_without_the_permission_the_command_is_named(town):
    town.slack.fail("files.info", error="missing_scope", times=1)
    looked_at(town, "faq.csv", ROWS.encode(), "files:read", "python app.py import-answers FILE")
    carla = town.slack.person("U3")
    carla.close(everything=True)
    town.slack.fail("files.info", error="file_deleted", times=1)
    looked_at(town, "faq.csv", ROWS.encode(), "I could not read the file. Please try again.")


@pytest.mark.parametrize(
    "url", ["https://slack.com.example/f", "http://files.slack.com/f", "https://127.0.0.1:1/f", "file:///f"]
)
def test_the_token_goes_to_slack_alone(town, url):
    file = town.slack.person("U3").upload("faq.csv", ROWS.encode())
    town.slack.slack.workspace.files[file["id"]].address = url
    carla = people.asker(town.services, "U3")
    fault = sharing.TRAFFIC.look(town.services, file["id"], by=carla)
    assert isinstance(fault, BotError)
    assert fault.words(carla.reader) == "I could not read the file. Please try again."


def test_where_the_app_was_granted_neither_scope_the_window_says_so(town):
    services, carla = replace(town.services, scopes=frozenset({"chat:write"})), people.asker(town.services, "U3")
    shown = json.dumps(answers_files.WINDOW.form(sharing.TRAFFIC.offer(services, by=carla), carla.reader))
    assert "files:read" in shown
    assert "file_input" not in shown
    assert "answers.export" not in shown


def test_only_social_managers_bring_files(town):
    anna = town.slack.person("U1")
    assert "Import and export" not in anna.command("/some answers").words
    anna.command("/some answers import")
    assert anna.views == []
    carla, asker = town.slack.person("U3"), people.asker(town.services, "U1")
    file = carla.upload("faq.csv", ROWS.encode())
    for act in (sharing.TRAFFIC.look, sharing.TRAFFIC.take):
        refusal = act(town.services, file["id"], by=asker)
        assert isinstance(refusal, BotError)
        assert "social managers" in refusal.words(asker.reader)
    assert bank(town) == []


def test_of_two_imports_at_once_the_second_is_told_to_wait(town):
    shown = looked_at(town, "faq.csv", ROWS.encode(), "Take 2 rows")
    mine = chores.take(town.services, "import of answers", timedelta(minutes=15))
    assert mine is not None
    carla = town.slack.person("U3")
    carla.submit(shown, {})
    window(town, "Another import of answers is under way.")
    assert bank(town) == []
    chores.give_back(town.services, mine)
    carla.close(everything=True)
    carla.submit(looked_at(town, "faq.csv", ROWS.encode(), "Take 2 rows"), {})
    window(town, "is added")
    assert len(bank(town)) == 2


def test_what_others_changed_since_the_look_decides(town):
    shown = looked_at(town, "faq.csv", ROWS.encode(), "Take 2 rows")
    carla = people.asker(town.services, "U3")
    other = town.slack.person("U3").upload("other.csv", ROWS.encode())
    taken = sharing.TRAFFIC.take(town.services, other["id"], by=carla)
    assert not isinstance(taken, BotError)
    assert taken.report.takes == 2
    town.slack.person("U3").submit(shown, {})
    window(town, "0 new, 0 changed, 2 as before")
    with town.services.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Answer)) == 2


@pytest.mark.parametrize(("button", "name"), [("Excel", "answers.xlsx"), ("Markdown", "answers.md")])
def test_all_answers_go_out_as_a_file_that_comes_back_unchanged(town, button, name):
    town.slack.person("U3").submit(looked_at(town, "faq.csv", ROWS.encode(), "Take 2 rows"), {})
    window(town, "is added")
    carla = town.slack.person("U3")
    carla.close(everything=True)
    carla.open_home()
    town.slack.wait_until(lambda: carla.home_view and "Import and export" in carla.home_view.words)
    carla.click("Import and export", in_=carla.home_view)
    carla.click(button, in_=carla.view)
    window(town, "The file with 2 answers is in your direct messages with me.")
    message = town.slack.wait_until(lambda: next((one for one in carla.messages(carla.im) if one.files), None))
    assert message.files[0].name == name
    carla.close(everything=True)
    looked_at(town, name, message.files[0].content, "0 new, 0 changed, 2 as before and 0 faulty")
    assert town.slack.refused == []


def test_where_files_may_not_be_sent_the_command_is_named(town):
    town.slack.fail("conversations.open", error="missing_scope", times=1)
    carla = town.slack.person("U3")
    carla.click("Import and export", in_=carla.command("/some answers"))
    carla.click("CSV", in_=carla.view)
    window(town, "files:write", "python app.py export answers answers.csv")
