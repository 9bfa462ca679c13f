"""Erasures where colleagues ask and answer: every column that can hold a person is given out and taken away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import String, func, select

from bot import audit, privacy, profile_index
from bot.answers import corrections, index
from bot.cards import CARDS
from bot.questions import contributions, retention, states
from bot.questions.cards import card
from bot.questions.contributions import Given
from bot.services import Services
from bot.words import Reader
from storage import inquiries
from storage import privacy as stored
from storage.database import Database
from storage.models import (
    Answer,
    AnswerReport,
    AnswerText,
    AnswerUse,
    AnswerVersion,
    Card,
    Closing,
    Contribution,
    Correction,
    CorrectionList,
    DirectWord,
    FreshnessItem,
    FreshnessList,
    HelpChannel,
    Helper,
    HelpHint,
    Inquiry,
    Ping,
    Place,
    Profile,
    Question,
    SearchGap,
    TextTerms,
)
from storage.models import answers as answers_schema
from storage.models import questions as questions_schema
from tests.bot.asking import EVE, colleague, said, town_on
from tests.bot.test_privacy import whole_database
from tests.clock import Clock

SVEN, NAME, MAIL = "U0SVEN", "Sven Sorkinen", "sven.sorkinen@example.org"
PEOPLE = {
    "by", "user_id", "asked_by", "solved_by", "replied_by", "owner", "made_by", "changed_by", "ended_by",
}  # fmt: skip
"""Names of the columns that hold a person."""
NO_PERSON = {"unit_circle", "helper_list", "search_gap", "text_terms", "text_word", "answer_text", "answer_meaning"}


@pytest.fixture
def town(database: Database, clock: Clock) -> Services:
    """Sven is in every column of questions and answers that can hold a person, and named in the texts of others."""
    town = town_on(database, clock, house_channel="C1")
    sven = colleague(town, SVEN, NAME, "Looms", email=MAIL)
    now = clock()
    with town.database.begin() as session:
        asked = Inquiry(key="i", asked_by=EVE.id, question="Who knows looms?", asked_at=now, state="circle")
        session.add(asked)
        session.flush()
        session.add(
            Ping(inquiry_id=asked.id, profile_id=sven.id, user_id=SVEN, answer="Xylolooms", sent_at=now, due_at=now)
        )
        mine = _question(SVEN, "Where is the xyloquestion?", now)
        hers = _question(
            EVE.id, f"Does {NAME} know looms?", now, inquiry_id=asked.id, state="solved", solution="The loom is blue.",
            solved_by=SVEN, replied_by=SVEN, ended_at=now,
        )  # fmt: skip
        session.add_all([mine, hers])
        session.flush()
        for one in (mine, hers):
            town.messenger.show(session, "question", one.id, "C1", asked_by=one.asked_by)
        given: dict[str, Any] = {"question_id": hers.id, "source": "thread", "at": now}
        session.add(
            Contribution(by=SVEN, text="It is a xyloanswer.", state="accepted", channel="C1", ts="1.1", **given)
        )
        session.add(Contribution(by=SVEN, text="And a xylothought.", channel="C1", ts="1.2", **given))
        session.add(Contribution(by=EVE.id, text=f"Ask {NAME}.", channel="C1", ts="1.3", **given))
        session.add_all([Closing(question_id=hers.id, user_id=SVEN, at=now), Helper(user_id=SVEN, since=now)])
        session.add(
            DirectWord(user_id=SVEN, ts="2.1", text="My xyloword", found={"url": "", "today": "2026-01-01"}, at=now)
        )
        session.add(HelpChannel(channel="C5", by=SVEN, at=now))
        moments: dict[str, Any] = {"made_at": now, "changed_at": now, "checked_at": now}
        answer = Answer(key="a", owner=SVEN, made_by=SVEN, changed_by=SVEN, question_id=mine.id, **moments)
        session.add(answer)
        session.flush()
        session.add(AnswerText(answer_id=answer.id, language="en", question="Who weaves?", text=f"Write to {NAME}."))
        content = {"owner": SVEN, "texts": {"en": ["Who weaves?", f"Write to {NAME}."]}}
        session.add(AnswerVersion(answer_id=answer.id, version=1, content=content, by=SVEN, at=now))
        link = "https://social.example/1"
        use = AnswerUse(key="u", answer_id=answer.id, question_id=mine.id, what="public", link=link, by=SVEN, at=now)
        todo = CorrectionList(answer_id=answer.id, user_id=SVEN, made_at=now)
        ends = FreshnessList(user_id=SVEN, day=date(2026, 1, 1), made_at=now)
        session.add_all(
            [use, todo, ends, HelpHint(channel="C5", thread_ts="1", answer_id=answer.id, user_id=SVEN, at=now)]
        )
        session.flush()
        session.add(Correction(list_id=todo.id, use_id=use.id, version=2, made_at=now))
        session.add(FreshnessItem(list_id=ends.id, answer_id=answer.id, valid_until=date(2026, 1, 1)))
        report = AnswerReport(answer_id=answer.id, version=1, what="Wrong", by=SVEN, at=now)
        report.ended_by, report.ended_at = SVEN, now
        session.add(report)
        session.add(SearchGap(key="g", words=f"number of {NAME}", first_at=now, last_at=now))
        session.flush()
        index.reindex_answers(session, [answer.id])
        index.reindex_questions(session, [mine.id, hers.id])
        profile_index.reindex(session, [sven.id])
    return town


def _question(by: str, text: str, now: Any, **more: Any) -> Question:
    return Question(key=text[:60], asked_by=by, text=text, circle="house", place="C1", asked_at=now, **more)


def every(services: Services, record: Any) -> list[Any]:
    with services.database.read() as session:
        return list(session.scalars(select(record)))


def columns() -> list[Any]:
    """Return every column of questions and answers that holds a person."""
    tables = [
        one.__table__
        for schema in (answers_schema, questions_schema)
        for one in vars(schema).values()
        if getattr(one, "__module__", "") == schema.__name__ and hasattr(one, "__table__")
    ]
    return [column for table in tables for column in table.columns if column.name in PEOPLE]


def test_no_column_with_a_person_is_left_out_of_these_tests(town: Services) -> None:
    """A table that comes tomorrow with a person in it has to come into the story first."""
    with town.database.read() as session:
        for column in columns():
            assert session.scalar(select(func.count()).where(column == SVEN)), str(column)
    ids = {"channel", "place", "ts", "thread_ts", "key", "unit", "term", "shown"}
    listed = {column.table.name: column for column in columns()}
    for schema in (answers_schema, questions_schema):
        for record in vars(schema).values():
            if getattr(record, "__module__", "") != schema.__name__ or not hasattr(record, "__table__"):
                continue
            short = {c.name for c in record.__table__.columns if isinstance(c.type, String) and c.type.length == 64}
            assert short <= PEOPLE | ids, (record.__tablename__, short)
            children = {"correction", "freshness_item"}
            assert record.__tablename__ in listed.keys() | NO_PERSON | children, record.__tablename__


def test_an_export_has_every_row_about_somebody_who_asks_and_answers(town: Services) -> None:
    held = privacy.export(town, SVEN, by="operator")["tables"]
    assert set(held) >= {column.table.name for column in columns()} | {
        "correction", "freshness_item", "search_gap", "answer_text", "ping",
    }  # fmt: skip
    assert len(held["contribution"]) == 3
    assert [row["text"] for row in held["direct_word"]] == ["My xyloword"]


def test_after_an_erasure_no_table_names_the_person_but_answers_that_are_listed(town: Services) -> None:
    erased = privacy.erase(town, SVEN, by="operator")
    assert erased.answers == ("answer:1",)
    assert erased.to_correct == ("https://social.example/1",)
    with town.database.begin() as session:  # what the list leads to is somebody's to decide
        for record in (AnswerText, AnswerVersion):
            for row in session.scalars(select(record)):
                session.delete(row)
        session.flush()
        index.reindex_answers(session, [1])
        stored.settle_search(session)
    everything = whole_database(town)
    traces = (
        SVEN.casefold(),
        "sven sorkinen",
        "sorkinen",
        MAIL,
        "xyloquestion",
        "xyloanswer",
        "xylothought",
        "xyloword",
    )
    assert [trace for trace in traces if trace in everything] == []
    with town.database.read() as session:
        assert audit.faults(session) == []


def test_what_others_asked_stays_with_the_credit_of_somebody(town: Services) -> None:
    privacy.erase(town, SVEN, by="operator")
    (question,) = every(town, Question)
    assert (question.text, question.solution) == ("Does … know looms?", "The loom is blue.")
    assert sorted((one.state, one.text) for one in every(town, Contribution)) == [
        ("accepted", ""), ("deleted", ""), ("given", "Ask …."),
    ]  # fmt: skip
    with town.database.read() as session:
        shown = said(card(session, question.id, Reader("en")))
        assert "Somebody" in shown
        kept = list(session.scalars(select(AnswerUse)))
        (answer,) = session.scalars(select(Answer))
    assert [(use.question_id, use.link) for use in kept] == [(None, "https://social.example/1")]
    assert (answer.owner, answer.question_id) == ("", None)


def test_messages_that_showed_their_question_are_taken_away(town: Services) -> None:
    before = {one.record_id: one.wanted for one in every(town, Card) if one.kind == "question"}
    privacy.erase(town, SVEN, by="operator")
    after = {one.record_id: one.wanted for one in every(town, Card) if one.kind == "question"}
    assert all(after[record] > wanted for record, wanted in before.items())
    with town.database.read() as session:
        gone = next(record for record in after if session.get(Question, record) is None)
        assert CARDS["question"](session, gone, Reader("en")) is None
        assert {row.record_id for row in session.scalars(select(TextTerms)) if row.kind == "question"} == {
            one.id for one in session.scalars(select(Question))
        }


def test_everything_is_kept_for_its_time_and_no_longer(town: Services, clock: Clock) -> None:
    with town.database.begin() as session:
        for number in range(450):
            gap = SearchGap(key=f"n{number}", words="pool", first_at=clock(), last_at=clock())
            session.add(gap)
        session.add(AnswerUse(key="c", answer_id=1, what="copied", by=EVE.id, at=clock()))
    clock.move(days=181)
    retention.prune(town)
    assert (every(town, SearchGap), every(town, HelpHint)) == ([], [])
    assert (len(every(town, Question)), len(every(town, AnswerUse))) == (2, 2)
    clock.move(days=551)
    retention.prune(town)
    assert every(town, Question) == every(town, Contribution) == every(town, Closing) == every(town, Inquiry) == []
    assert [use.what for use in every(town, AnswerUse)] == ["public"]
    with town.database.read() as session:
        profile = session.scalars(select(Profile).where(Profile.user_id == SVEN)).one()
        assert inquiries.accepted_questions(session, [profile.id]) == {}
        assert [row for row in session.scalars(select(TextTerms)) if row.kind == "question"] == []


def test_nothing_is_sent_to_whoever_was_erased(town: Services, clock: Clock) -> None:
    privacy.erase(town, SVEN, by="operator")
    with town.database.begin() as session:
        question = states.held(session, every(town, Question)[0].id)
        contributions.add(town, session, question, Given(EVE.id, "One more.", "form", clock(), key="late"))
        corrections.after_change(town, session, session.get_one(Answer, 1), 1)
    with town.database.read() as session:
        places = set(session.scalars(select(Place.address)))
    assert [address for address in places if address.startswith(privacy.PSEUDONYM)] == []
