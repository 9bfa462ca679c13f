"""Searching the answer bank: lists of questions in three languages, and who finds what."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import answers_seeds
from bot.answers.found import Found
from bot.answers.index import reindex_answers, reindex_questions
from bot.answers.search import find
from bot.errors import Refused
from bot.messenger import Messenger
from bot.services import Services
from storage import text_search, vocabulary
from storage.database import Database
from storage.models import Answer, AnswerText, Question, Revision, TextTerms, TextWord
from tests.bot.answers.bank import add, ask, read_all, stock, table
from tests.bot.register import ADA, EVE, GUS, MAIJA, SVEN, services_on, statements
from tests.clock import START, Clock

LEAST = {
    **dict.fromkeys(("first", "third", "fourth"), (0.9, 0.9)),
    "second": (0.9, 0.87),
    "city": (0.8, 0.88),
    "university": (0.8, 0.75),
    "apart": (0.69, 0.84),
    "campus": (0.78, 0.79),
    "coast": (0.78, 0.85),
}
"""By list the share of questions whose answer is among the first three, and of those without one for which nothing is shown.

The last five are by authors who did not know the search; two of them asked as hard as they could. Their floors are what is
reached, not what is aimed at. The words of the groups were widened with "city" and "university" at hand; nothing was fitted to
"apart", "campus" and "coast", so they say what lists that nobody has seen may expect.
"""
LEAST_BY_MEANING = {"apart": (0.76, 0.86), "campus": (0.85, 0.76), "coast": (0.86, 0.8)}
"""The same where it is known what the answers mean; the weights of words and meaning were fitted to these lists and others."""
NASTY = [
    "' OR 1=1 --", '"', "''", "*", "uimahalli*", "(", "()", "AND", "NOT", "OR NEAR(", "uimahalli AND NOT auki", "asked:uimahalli",
    "^uima", "-uimahalli", "a | b & !c", "uima:*A", "<-> <2>", "\\", "%", "_", "\0", "\ud800", "<@U123>", "<!channel>", "zqw",
    "zqnfi zqw uimahalli", "zqv", "{asked} : x", "🏊", "x" * 5_000, "uimahalli " * 500, "ja " * 2_000, "\u202eillahamiu", "?!",
]  # fmt: skip


@pytest.fixture
def house(database: Database, clock: Clock) -> Services:
    """An empty bank, on SQLite and on PostgreSQL."""
    return services_on(database, clock)


@pytest.fixture
def pool(house: Services) -> int:
    """An answer in two languages: when the swimming hall is open."""
    return add(
        house,
        fi=("Milloin uimahalli on auki?", "Uimahalli on auki arkisin klo 6–20."),
        sv=("När är simhallen öppen?", "Simhallen är öppen vardagar kl. 6–20."),
    )


def shown(found: Found) -> list[int]:
    """Return the ids of the answers that are shown."""
    return [hit.answer.id for hit in found.answers]


@pytest.mark.parametrize("name", list(LEAST))
def test_by_words_the_right_answer_is_among_the_first_three_and_nothing_is_shown_where_there_is_none(
    sqlite_database: Database, clock: Clock, name: str
) -> None:
    services = services_on(sqlite_database, clock)
    keys = stock(services, table(f"search_{name}_answers.txt"))
    assert_finds(services, name, keys, LEAST[name])


@pytest.mark.parametrize("name", list(LEAST_BY_MEANING))
def test_by_meaning_the_right_answer_is_found_more_often(sqlite_database: Database, clock: Clock, name: str) -> None:
    services = services_on(sqlite_database, clock)
    keys = stock(services, table(f"search_{name}_answers.txt"))
    read_all(services)
    assert_finds(services, name, keys, LEAST_BY_MEANING[name])


def assert_finds(services: Services, name: str, keys: Mapping[int, str], least: tuple[float, float]) -> None:
    """Ask the questions of a list; `least` are the shares that have to be right, of those with an answer and of those without."""
    asked = table(f"search_{name}_questions.txt")
    wrong: dict[bool, list[tuple[str, str, list[str]]]] = {True: [], False: []}
    for _, question, right in asked:
        found = [keys[answer] for answer in shown(find(services, question, by=EVE))]
        is_right = not found if right == "-" else not set(found).isdisjoint(right.split(","))
        if not is_right:
            wrong[right == "-"].append((question, right, found))
    without = sum(right == "-" for _, _, right in asked)
    among, nothing = least
    assert len(wrong[True]) <= (1 - nothing) * without, wrong[True]
    assert len(wrong[False]) <= (1 - among) * (len(asked) - without), wrong[False]


def test_the_lists_are_long_enough() -> None:
    answers = {row[0] for row in table("search_first_answers.txt")}
    questions = [row for row in table("search_first_questions.txt") if row[2] != "-"]
    assert len(answers) >= 120
    assert len(questions) >= 150


def test_both_databases_find_the_same(sqlite_database: Database, request: pytest.FixtureRequest, clock: Clock) -> None:
    server = request.getfixturevalue("postgres_server")
    url = server.create(request.getfixturevalue("postgres_template"))
    other = Database(url)
    try:
        both = [services_on(database, clock) for database in (sqlite_database, other)]
        for services in both:
            stock(services, table("search_third_answers.txt"))
        for _, question, _ in table("search_third_questions.txt"):
            one, two = (shown(find(services, question, by=EVE)) for services in both)
            assert one == two, question
    finally:
        other.close()
        server.drop(url)


def test_answers_of_one_topic_are_told_apart_by_what_is_asked(house: Services) -> None:
    hours = add(house, key="h", fi=("Milloin uimahalli on auki?", "Arkisin klo 6–20."))
    price = add(house, key="p", fi=("Mitä uimahallin lippu maksaa?", "Kertalippu on 6 €."))
    place = add(house, key="a", fi=("Missä uimahalli sijaitsee?", "Osoite on Rantatie 12."))
    assert shown(find(house, "uimahallin aukioloajat", by=EVE))[0] == hours
    assert shown(find(house, "paljonko uimahalli maksaa", by=EVE))[0] == price
    assert shown(find(house, "uimahallin osoite", by=EVE))[0] == place
    assert shown(find(house, "vad kostar simhallen?", by=EVE))[0] == price
    assert shown(find(house, "where is the swimming pool?", by=EVE))[0] == place


def test_among_many_answers_of_villages_each_is_found_by_its_own_question(house: Services) -> None:
    """Parts of compounds have more in common than what is judged at once: “Kuusikylä” and “Haapakylä” are trees and villages."""
    villages = [seed for seed in answers_seeds.answers(20_000) if seed.about[0].endswith("kylä")]
    rows = [
        [str(number), language, question, text]
        for number, seed in enumerate(villages)
        for language, (question, text) in seed.wordings.items()
    ]
    keys = stock(house, rows)
    asked = rows[:: len(rows) // 100]
    missed = [
        question
        for key, _language, question, _text in asked
        if key not in map(keys.get, shown(find(house, question, by=EVE)))
    ]
    assert len(missed) <= 1, missed


def test_one_word_finds_whatever_is_about_it(house: Services, pool: int) -> None:
    for number in range(30):
        add(house, key=f"x{number}", fi=(f"Milloin uimahalli numero {number} on remontissa?", "Kesällä."))
    assert len(find(house, "uimahalli", by=EVE).answers) == 3


@pytest.mark.parametrize(
    "words", ["uimahallin aukiolot", "uimahlali auki", "uima-hallin aukioloaika", "UIMAHALLI AUKI??"]
)
def test_inflected_mistyped_and_parted_words_find_it(house: Services, pool: int, words: str) -> None:
    assert shown(find(house, words, by=EVE)) == [pool]


def test_a_long_message_with_a_question_in_it_finds_the_answer(house: Services, pool: int) -> None:
    add(house, key="o", fi=("Miten päiväkotipaikkaa haetaan?", "Sähköisesti."))
    talk = (
        "Asiakas soitti eilen ja oli jo kysynyt kahdesta muusta paikasta, mutta kukaan ei osannut sanoa mitään varmaa. "
        * 8
    )
    found = find(house, f"Hei! {talk} Milloin uimahalli on auki? Lupasin palata asiaan vielä tänään.", by=EVE)
    assert shown(found) == [pool]
    assert len(talk) > 800


@pytest.mark.parametrize("words", ["", "   ", "ja on se", "what is the", "och det är", "?", "12 34"])
def test_nothing_is_found_for_nothing(house: Services, pool: int, words: str) -> None:
    found = find(house, words, by=EVE)
    assert (found.answers, found.questions) == ((), ())


def test_an_empty_bank_is_searched_in_vain(house: Services) -> None:
    assert find(house, "Milloin uimahalli on auki?", by=EVE).answers == ()


def test_the_language_of_the_question_is_shown_first_then_the_readers(house: Services, pool: int) -> None:
    assert find(house, "När är simhallen öppen?", by=MAIJA).answers[0].language == "sv"
    assert find(house, "Milloin uimahalli on auki?", by=SVEN).answers[0].language == "fi"
    assert find(house, "when is the swimming hall open?", by=SVEN).answers[0].language == "sv"
    assert find(house, "when is the swimming hall open?", by=EVE).answers[0].language == "fi"


def test_a_language_without_a_text_is_not_shown_first(house: Services) -> None:
    add(house, fi=("Milloin uimahalli on auki?", "Arkisin."), sv=("När är simhallen öppen?", " "))
    assert find(house, "När är simhallen öppen?", by=SVEN).answers[0].language == "fi"


def test_what_is_for_the_desk_is_found_by_managers_alone(house: Services) -> None:
    secret = add(house, visibility="desk", owner="U0ADA", fi=("Mitä vastaamme kriisissä?", "Soita päivystykseen."))
    assert shown(find(house, "mitä vastaamme kriisissä", by=ADA)) == [secret]
    assert shown(find(house, "mitä vastaamme kriisissä", by=EVE)) == []


def test_what_is_only_proposed_is_found_by_nobody(house: Services) -> None:
    add(house, visibility="desk", fi=("Mitä vastaamme kriisissä?", "Soita päivystykseen."))
    assert shown(find(house, "mitä vastaamme kriisissä", by=ADA)) == []


def test_a_guest_is_refused(house: Services) -> None:
    with pytest.raises(Refused):
        find(house, "uimahalli", by=GUS)


def test_tags_find_an_answer_whose_words_do_not(house: Services) -> None:
    tagged = add(house, tags=["sinilevä", "uimavesi"], fi=("Voiko rannalla uida?", "Kyllä voi."))
    assert shown(find(house, "sinilevätilanne", by=EVE)) == [tagged]


def test_a_withdrawn_answer_is_found_no_more_and_its_words_are_forgotten(house: Services, pool: int) -> None:
    with house.database.begin() as session:
        session.get_one(Answer, pool).withdrawn_at = START
        reindex_answers(session, [pool])
    assert shown(find(house, "Milloin uimahalli on auki?", by=ADA)) == []
    with house.database.read() as session:
        assert text_search.size(session) == 0
        assert vocabulary.every(session, TextWord) == []


def test_a_changed_answer_is_found_by_its_new_words(house: Services, pool: int) -> None:
    find(house, "uimahalli", by=EVE)
    with house.database.begin() as session:
        for text in session.query(AnswerText).filter_by(answer_id=pool):
            text.question, text.text = "Missä avantouintipaikka on?", "Rannassa."
        session.flush()
        reindex_answers(session, [pool])
    assert shown(find(house, "avantouintipaikka", by=EVE)) == [pool]
    assert shown(find(house, "Milloin uimahalli on auki?", by=EVE)) == []


def test_reindexing_what_has_not_changed_changes_nothing(house: Services, pool: int) -> None:
    asked = ask(house, "Onko uimahalli auki loppiaisena?")
    with house.database.read() as session:
        before = (
            vocabulary.every(session, TextWord),
            session.query(TextTerms).count(),
            session.query(Revision.number).all(),
        )
    with house.database.begin() as session:
        reindex_answers(session, [pool, 999])
        reindex_questions(session, [asked, 999])
    with house.database.read() as session:
        after = (
            vocabulary.every(session, TextWord),
            session.query(TextTerms).count(),
            session.query(Revision.number).all(),
        )
    assert before == after


def test_questions_asked_before_are_shown_with_where_they_stand(house: Services) -> None:
    asked = ask(house, "Onko uimahalli auki loppiaisena?", language="fi")
    (similar,) = find(house, "uimahalli loppiaisena", by=EVE).questions
    assert (similar.question_id, similar.state, similar.channel, similar.ts) == (asked, "open", "C0HOUSE", "")


def test_the_card_of_a_question_is_known_once_it_stands(house: Services) -> None:
    asked = ask(house, "Onko uimahalli auki loppiaisena?")
    messenger: Messenger = house.messenger
    with house.database.begin() as session:
        card = messenger.show(session, "question", asked, "C0HOUSE", asked_by="U0EVE")
        card.ts = "1700000000.000100"
    (similar,) = find(house, "uimahalli loppiaisena", by=EVE).questions
    assert similar.ts == "1700000000.000100"


@pytest.mark.parametrize(
    "columns",
    [{"is_closed_circle": True}, {"state": "removed"}, {"state": "closed"}, {"circle": "experts", "place": ""}],
)
def test_questions_that_are_not_for_all_are_never_found(house: Services, columns: dict[str, object]) -> None:
    ask(house, "Onko uimahalli auki loppiaisena?", **columns)
    assert find(house, "uimahalli loppiaisena", by=ADA).questions == ()


def test_a_question_that_is_removed_is_found_no_more(house: Services) -> None:
    asked = ask(house, "Onko uimahalli auki loppiaisena?")
    with house.database.begin() as session:
        session.get_one(Question, asked).state = "removed"
        session.flush()
        reindex_questions(session, [asked])
    assert find(house, "uimahalli loppiaisena", by=EVE).questions == ()


def test_a_search_takes_few_statements_and_writes_nothing(sqlite_database: Database, clock: Clock) -> None:
    services = services_on(sqlite_database, clock)
    stock(services, table("search_third_answers.txt"))
    find(services, "uimahalli", by=EVE)
    with sqlite_database.read() as session:
        before = vocabulary.every(session, TextWord)
    assert statements(sqlite_database, lambda: find(services, "Milloin uimahalli on auki?", by=EVE)) <= 6
    with sqlite_database.read() as session:
        assert vocabulary.every(session, TextWord) == before


def test_no_words_break_the_search(house: Services, pool: int) -> None:
    for words in NASTY:
        assert len(find(house, words, by=EVE).answers) <= 3, words


@given(st.text(max_size=80))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_asked(house: Services, words: str) -> None:
    assert len(find(house, words, by=EVE).answers) <= 3


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_an_answer_and_leaves_no_word_behind(house: Services, question: str, text: str) -> None:
    clean = [said.replace("\0", "").encode("utf-8", "ignore").decode() for said in (question, text)]
    with house.database.begin() as session:
        answer_id = add(house, session=session, key="h", fi=(clean[0], clean[1]))
        session.get_one(Answer, answer_id).withdrawn_at = START
        session.flush()
        reindex_answers(session, [answer_id])
        assert vocabulary.every(session, TextWord) == []
        session.rollback()


def test_no_more_are_shown_than_asked_for(house: Services, pool: int) -> None:
    add(house, key="b", fi=("Onko uimahalli auki loppiaisena?", "On."))
    assert len(find(house, "uimahalli", by=SVEN, most=1).answers) == 1
