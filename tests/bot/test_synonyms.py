"""Words that mean the same: the starting set, and what the desk makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot import synonyms, synonyms_draft
from bot.audit import faults
from bot.errors import Invalid, NotFound, Refused
from bot.people import Asker
from bot.services import Services
from bot.synonyms import Group, Overtaken, Saved
from bot.synonyms_draft import LONGEST_WORD, MOST_WORDS, alike, words_in
from bot.synonyms_look import Form, Look
from bot.synonyms_shipped import shipped
from bot.views import synonyms as view
from bot.words import LANGUAGES, Reader
from playground.slack.checks import view_faults
from storage import audit
from storage.database import Database
from storage.models import SynonymGroup
from tests.bot.register import ADA, EVE, GUS, MAIJA, services_on, statements
from tests.clock import Clock

DATA_PROTECTION = "data-protection"
SIGNS = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return services_on(database, clock)


def words_of(services: Services, key: str) -> tuple[str, ...]:
    return next((one.words for one in synonyms.in_force(services) if one.key == key), ())


def saved(services: Services, text: str, key: str = "own-1", version: int = 0) -> Group:
    outcome = synonyms.save(services, key, version, text, by=MAIJA)
    assert isinstance(outcome, Saved)
    return outcome.group


def refused(services: Services, text: str, key: str = "own-2") -> str:
    with pytest.raises(Invalid) as fault:
        synonyms.save(services, key, 0, text, by=MAIJA)
    assert fault.value.field == "words"
    return fault.value.words(Reader("en"))


def log(services: Services, key: str) -> list[str]:
    with services.database.read() as session:
        return [entry.what for entry in audit.about(session, f"synonyms:{key}")]


def test_the_starting_set_is_large_and_every_word_stands_in_it_once() -> None:
    groups = shipped()
    every = [alike(word) for words in groups.values() for word in words]
    assert len(groups) >= 150
    assert sorted(every) == sorted(set(every))
    assert all(synonyms_draft.checked("\n".join(words)) == words for words in groups.values())


@pytest.mark.parametrize(
    "same",
    [
        ("tietosuoja", "dataskydd", "data protection", "GDPR"),
        ("saavutettavuus", "tillgänglighet", "accessibility", "WCAG"),
        ("hankinnat", "upphandling", "procurement"),
        ("some", "sociala medier", "social media"),
        ("varhaiskasvatus", "småbarnspedagogik", "early childhood education"),
        ("kaavoitus", "planläggning", "zoning"),
        ("rakennusvalvonta", "byggnadstillsyn"),
        ("vaalit", "val", "elections"),
        ("taulukkolaskenta", "kalkylprogram", "spreadsheet", "Excel"),
    ],
)
def test_the_starting_set_joins_three_languages(same: tuple[str, ...]) -> None:
    assert any(set(same) <= set(words) for words in shipped().values())


def test_what_is_in_force_costs_no_sql_while_nothing_changes(services: Services) -> None:
    synonyms.in_force(services)
    assert statements(services.database, lambda: synonyms.in_force(services)) == 0


def test_a_new_group_counts_at_once_and_is_remembered_in_the_log(services: Services) -> None:
    synonyms.in_force(services)
    group = saved(services, "lumikenkäily\nsnöskovandring, snowshoeing")
    assert group == Group("own-1", ("lumikenkäily", "snöskovandring", "snowshoeing"), is_shipped=False, version=1)
    assert words_of(services, "own-1") == group.words
    assert log(services, "own-1") == ["synonyms.added"]
    with services.database.read() as session:
        assert faults(session) == []


def test_a_shipped_group_is_changed_removed_and_restored(services: Services) -> None:
    changed = saved(services, "tietosuoja\nyksityisyys", DATA_PROTECTION)
    assert not changed.is_shipped
    assert changed.can_be_restored
    synonyms.remove(services, DATA_PROTECTION, by=ADA)
    synonyms.remove(services, DATA_PROTECTION, by=ADA)
    assert words_of(services, DATA_PROTECTION) == ()
    assert synonyms.listed(services, "GDPR", by=MAIJA)[-1].key == DATA_PROTECTION, "so that it can be found again"
    synonyms.restore(services, DATA_PROTECTION, by=MAIJA)
    synonyms.restore(services, DATA_PROTECTION, by=MAIJA)
    assert words_of(services, DATA_PROTECTION) == shipped()[DATA_PROTECTION]
    assert log(services, DATA_PROTECTION) == ["synonyms.edited", "synonyms.removed", "synonyms.added"]


def test_a_group_of_the_desk_that_was_removed_is_gone_from_the_list(services: Services) -> None:
    saved(services, "lumikenkäily\nsnowshoeing")
    synonyms.remove(services, "own-1", by=MAIJA)
    assert synonyms.listed(services, "lumikenk", by=MAIJA) == ()
    with pytest.raises(NotFound):
        synonyms.restore(services, "own-1", by=MAIJA)


def test_the_same_form_sent_twice_is_one_group_and_one_change(services: Services) -> None:
    first = saved(services, "lumikenkäily\nsnowshoeing")
    assert saved(services, "lumikenkäily\nsnowshoeing") == first
    assert log(services, "own-1") == ["synonyms.added"]


def test_who_was_slower_sees_what_stands_there_and_loses_nothing(services: Services) -> None:
    saved(services, "lumikenkäily\nsnowshoeing")
    outcome = synonyms.save(services, "own-1", 0, "lumikenkäily\nsnöskor", by=ADA)
    assert outcome == Overtaken(synonyms.group(services, "own-1", by=ADA), "lumikenkäily\nsnöskor")
    assert words_of(services, "own-1") == ("lumikenkäily", "snowshoeing")
    assert isinstance(synonyms.save(services, "own-1", 1, outcome.text, by=ADA), Saved)


def test_a_word_stands_in_one_group_only(services: Services) -> None:
    said = refused(services, "henkilötiedot\n gdpr ")
    assert "gdpr" in said
    assert "tietosuoja" in said
    assert "Data-Protection" in refused(services, "henkilötiedot\nData-Protection")
    synonyms.remove(services, DATA_PROTECTION, by=MAIJA)
    saved(services, "henkilötiedot\nGDPR")
    with pytest.raises(Invalid):
        synonyms.restore(services, DATA_PROTECTION, by=MAIJA)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "at least two"),
        ("   \n ,, ;", "at least two"),
        ("lumikenkäily", "at least two"),
        ("Lumikenkäily\nlumikenkäily\nLUMIKENKAILY", "at least two"),
        ("lumikenkäily\n🦔", "no letters"),
        ("lumikenkäily\n" + "x" * (LONGEST_WORD + 1), "longer than 60"),
        ("\n".join(f"word{n}" for n in range(MOST_WORDS + 1)), "at most 20"),
    ],
)
def test_what_makes_no_group_is_refused_with_the_cure(services: Services, text: str, why: str) -> None:
    assert why in refused(services, text)
    assert len(synonyms.in_force(services)) == len(shipped())


def test_there_is_an_end_to_groups(services: Services) -> None:
    with services.database.begin() as session:
        _fill(session, services, synonyms.MOST_GROUPS - len(shipped()))
    assert "2000" in refused(services, "lumikenkäily\nsnowshoeing")


def _fill(session: Session, services: Services, count: int) -> None:
    session.add_all(
        SynonymGroup(key=f"k{n}", words=[f"a{n}x", f"b{n}x"], changed_by="U1", changed_at=services.now())
        for n in range(count)
    )


@pytest.mark.parametrize("by", [EVE, GUS])
def test_only_the_desk_changes_words(services: Services, by: Asker) -> None:
    acts: list[Callable[[], object]] = [
        lambda: synonyms.listed(services, by=by),
        lambda: synonyms.group(services, DATA_PROTECTION, by=by),
        lambda: synonyms.save(services, "own-1", 0, "a\nb", by=by),
        lambda: synonyms.remove(services, DATA_PROTECTION, by=by),
        lambda: synonyms.restore(services, DATA_PROTECTION, by=by),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()
    assert log(services, DATA_PROTECTION) == []


def test_the_list_is_searched_however_a_word_is_written(services: Services) -> None:
    for typed in ("saavutett", "TILLGANGLIGHET", "a11y", "Data-Prot"):
        assert synonyms.listed(services, typed, by=MAIJA)
    assert synonyms.listed(services, "qwertz", by=MAIJA) == ()
    assert len(synonyms.listed(services, "🦔", by=MAIJA)) == len(shipped()), "no word is asked for"
    saved(services, "lumikenkäily\nsnowshoeing")
    assert synonyms.listed(services, by=MAIJA)[0].key == "own-1", "the desk's own come first"


@given(SIGNS)
def test_reading_what_was_written_gives_the_same_words(text: str) -> None:
    words = words_in(text)
    assert words_in("\n".join(words)) == words
    assert len({alike(word) for word in words}) == len(words)
    assert all(word == " ".join(word.split()) and word for word in words)


@given(st.lists(SIGNS, max_size=30))
def test_whatever_is_written_is_a_group_or_a_sentence_about_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        words = synonyms_draft.checked(text)
    except Invalid:
        words = ()
    assert words == () or (2 <= len(words) <= MOST_WORDS and max(map(len, words)) <= LONGEST_WORD)


@given(SIGNS, st.integers(1, 500), st.text(st.characters(exclude_categories=["Cs"]), max_size=64), st.integers(0, 9))
def test_a_packed_form_is_the_same_form(query: str, page: int, key: str, version: int) -> None:
    form = Form(key, version, Look(query, page))
    assert Form.unpacked(form.packed()) == form


@pytest.fixture(params=LANGUAGES)
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(request.param)


def _groups() -> list[Group]:
    odd = [
        Group("own-1", ("<!channel> *b* &",) * MOST_WORDS, is_shipped=False, version=3),
        Group("own-2", ("|" * LONGEST_WORD,) * MOST_WORDS, is_shipped=False, version=3),
        Group("library", (), is_shipped=False, version=1),
        Group("museum", ("a", "b"), is_shipped=False, version=1),
    ]
    known = {group.key for group in odd}
    usual = (Group(key, words, is_shipped=True, version=0) for key, words in shipped().items() if key not in known)
    return [*odd, *usual]


def test_every_page_keeps_every_limit(reader: Reader) -> None:
    groups = _groups()
    for page in (1, 2, 24, 99):
        assert view_faults(view.listing(groups, Look("🦔" * 80, page), reader, note="<!here> " * 100)) == []
    assert view_faults(view.listing([], Look("x"), reader)) == []


def test_every_form_keeps_every_limit(reader: Reader) -> None:
    for group in _groups()[:6]:
        assert view_faults(view.form(Form(group.key, 1, Look("🦔" * 80, 9)), group, reader)) == []
        assert view_faults(view.overtaken(Overtaken(group, "x" * 3_000), Look(), reader)) == []


def test_words_of_the_desk_are_never_parsed(reader: Reader) -> None:
    group = _groups()[0]
    for shown in (
        view.listing([group], Look(), reader, note=view.saved_note(group, reader)),
        view.form(Form("own-1"), group, reader),
        view.overtaken(Overtaken(group, "<!here>"), Look(), reader),
    ):
        assert "<!" not in "".join(_mrkdwn(shown))
    assert "<!channel>" in json.dumps(view.listing([group], Look(), reader)["blocks"])


def _mrkdwn(payload: object) -> Iterator[str]:
    if isinstance(payload, dict):
        if payload.get("type") == "mrkdwn":
            yield str(payload["text"])
        for inner in payload.values():
            yield from _mrkdwn(inner)
    elif isinstance(payload, list):
        for inner in payload:
            yield from _mrkdwn(inner)
