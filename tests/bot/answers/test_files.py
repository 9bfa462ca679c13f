"""The answer bank from and to files: what people, spreadsheets and other systems make of them, and nothing double."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy import event

from bot.answers import columns, editing, search
from bot.answers.columns import field_of
from bot.answers.content import Content, Said, content_of
from bot.answers.draft import Draft, checked
from bot.answers.file_rows import cells_of
from bot.answers.files import AT_ONCE, export_file, import_file
from bot.answers.markdown import rows_of_markdown, written_as_markdown
from bot.errors import Invalid
from bot.services import Services
from bot.table_faults import ImportReport
from bot.views import answers_report
from bot.words import LANGUAGES, Reader
from storage import answers
from storage.database import Database
from storage.models import Person, Profile
from tests.bot.answers.saving import bank_on, edit, save
from tests.bot.register import EVE, MAIJA, statements
from tests.clock import Clock

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "answers.csv"
BOTH = "Kysymys;Vastaus;Fråga;Svar\nOnko halli auki?;On, klo 9.;Är hallen öppen?;Ja, från 9.\n"


@pytest.fixture
def services(sqlite_database: Database, clock: Clock) -> Services:
    return bank_on(sqlite_database, clock)


def written(folder: Path, text: str, name: str = "vastaukset.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(folder / "answers.xlsx")
    return folder / "answers.xlsx"


def taken(services: Services, path: Path, *, dry_run: bool = False) -> ImportReport:
    return import_file(services, path, dry_run=dry_run, by="operator")


def said(report: ImportReport) -> str:
    return "\n".join(answers_report.TOLD.lines(report, Reader("en")))


def bank(services: Services) -> dict[int, Content]:
    with services.database.read() as session:
        ids = answers.in_use(session)
        texts = answers.texts_of(session, ids)
        return {key: content_of(answer, texts[key]) for key, answer in answers.many(session, ids).items()}


def only(services: Services) -> Content:
    (content,) = bank(services).values()
    return content


def test_the_example_becomes_answers_that_colleagues_find(services: Services) -> None:
    report = taken(services, EXAMPLE)
    assert (len(report.added), report.faults, report.unused, report.without_owner) == (4, [], (), 4)
    pool, _, card, metro = bank(services).values()
    assert (set(pool.texts), set(card.texts)) == ({"fi", "sv", "en"}, {"fi", "en"})
    assert (pool.valid_until, metro.valid_until, metro.visibility) == (date(2027, 2, 21), None, "desk")
    assert pool.tags == ("uimahalli", "aukiolo", "juhlapyhät")
    (hit, *_) = search.find(services, "simhall trettondagen", by=EVE).answers
    assert hit.answer.id == min(bank(services))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.json", "a.md"])
def test_what_goes_out_comes_back_without_a_change(services: Services, tmp_path: Path, name: str) -> None:
    taken(services, EXAMPLE)
    save(services, {"sv": ("Vad kostar det?", "# 1\n- Tags: x\n```\n=1+1")}, note="-", tags="=x", valid="none")
    save(services, {"sv": ("Vad kostar det?", "Samma fråga två gånger.")}, when_to_use="-5 °C")
    before = bank(services)
    assert export_file(services, tmp_path / name, by="operator") == 6
    report = taken(services, tmp_path / name)
    assert (report.added, report.changed, report.faults, report.unchanged) == ([], [], [], 6)
    assert bank(services) == before


def test_the_same_file_later_changes_nothing(services: Services, clock: Clock) -> None:
    taken(services, EXAMPLE)
    before = bank(services)
    clock.move(days=30)
    report = taken(services, EXAMPLE)
    assert (report.added, report.changed, report.faults, report.unchanged) == ([], [], [], 4)
    assert bank(services) == before


def test_a_dry_run_says_what_would_happen_and_writes_nothing(services: Services, tmp_path: Path) -> None:
    save(services, {"fi": ("Onko halli auki?", "On.")})
    before = bank(services)
    report = taken(services, written(tmp_path, BOTH + "Missä?;Tuolla.;;\n;Ei kysymystä.;;\n"), dry_run=True)
    text = said(report)
    assert bank(services) == before
    assert "Row 2: “Onko halli auki?” would change: Answer (fi), Question (sv) and Answer (sv)." in text
    assert "Row 3: “Missä?” would be added." in text
    assert "Row 4, column “Kysymys”: Write the question too, as people ask it." in text
    assert "1 new, 1 changed, 0 as before and 1 faulty" in text


def test_good_rows_are_taken_although_others_are_bad(services: Services, tmp_path: Path) -> None:
    rows = [[f"What is thing number {n}?", f"It is the thing {n}.", "2027-01-31", "house"] for n in range(300)]
    rows[10][0] = ""
    rows[20][1] = "x" * 3001
    rows[30][2] = "31.2.2027"
    rows[40][2] = "2020-01-01"
    rows[50][3] = "moon"
    rows[60][0] = rows[59][0]
    rows[70][1] = "=1+1"
    report = taken(services, workbook(tmp_path, [["Question", "Answer", "Valid until", "Visibility"], *rows]))
    assert (len(report.added), len(bank(services))) == (293, 293)
    assert [(fault.line, fault.column) for fault in report.faults] == [
        (12, "Question"),
        (22, "Answer"),
        (32, "Valid until"),
        (42, "Valid until"),
        (52, "Visibility"),
        (62, ""),
        (72, "Answer"),
    ]
    assert "Row 62: Row 61 is about the same answer. Keep one of the two." in said(report)


def test_an_id_says_which_answer_changes(services: Services, tmp_path: Path) -> None:
    known, other = save(services), save(services, {"en": ("Where is the office?", "At the square.")})
    path = written(tmp_path, f"id;answer\na{known.id};Yes, from 8 to 17.\n{other.id};-\na{known.id};Something else.\n")
    report = taken(services, path)
    assert bank(services)[known.id].texts["en"] == Said("Is the pool open on Epiphany?", "Yes, from 8 to 17.")
    assert [(one.line, one.fields) for one in report.changed] == [(2, ("text.en",))]
    assert [fault.line for fault in report.faults] == [3, 4]


def test_a_number_of_another_system_overwrites_nothing(services: Services, tmp_path: Path) -> None:
    known = save(services)
    report = taken(services, written(tmp_path, f"id;question;answer\n{known.id};Who is the mayor of the town?;Aino.\n"))
    assert "says something else" in said(report)
    assert only(services).texts["en"].text == "Yes, from 9 to 17."


def test_a_withdrawn_answer_stays_withdrawn(services: Services, tmp_path: Path) -> None:
    path = written(tmp_path, BOTH)
    taken(services, path)
    editing.withdraw(services, next(iter(bank(services))), by=MAIJA)
    report = taken(services, path)
    assert (bank(services), len(report.faults)) == ({}, 1)
    assert "Bring it back in Slack first" in said(report)


def test_a_row_leaves_alone_what_it_says_nothing_about(services: Services, tmp_path: Path) -> None:
    answer = save(services, {"fi": ("Onko halli auki?", "On."), "en": ("Open?", "Yes.")}, tags="halli", note="Soita.")
    taken(services, written(tmp_path, 'kysymys,vastaus,kieli,avainsanat\nonko halli auki,"On, aina.",suomi,\n'))
    content = bank(services)[answer.id]
    assert (content.texts["en"].text, content.tags, content.note, content.owner) == (
        "Yes.",
        ("halli",),
        "Soita.",
        MAIJA.id,
    )
    assert content.texts["fi"].text == "On, aina."


def test_the_language_of_a_row_is_told_or_seen(services: Services, tmp_path: Path) -> None:
    rows = ["Title above", "fråga\tsvar", "Var kan jag köpa en biljett till bussen?\tDu kan köpa den i appen."]
    text = "\n".join([*rows, "Mistä lipun saa?\tSovelluksesta saa lipun.", ""])
    taken(services, written(tmp_path, text, encoding="utf-16"))
    assert [set(content.texts) for content in bank(services).values()] == [{"sv"}, {"fi"}]
    report = taken(services, written(tmp_path, "Q;A;lang\nAAA?;BBB;de\nCCC?;DDD;en-GB\nEEE?;FFF;\n"))
    assert [fault.column for fault in report.faults] == ["lang"]
    assert "it is taken as" in said(report)


def test_an_owner_is_known_by_id_address_or_name(services: Services, tmp_path: Path, clock: Clock) -> None:
    with services.database.begin() as session:
        session.add(Profile(user_id=EVE.id, email="eve@aaltoranta.example"))
        session.add(Person(id="U0GUEST1", name="Gus Guest", is_guest=True, fetched_at=clock()))
    names = [f"<@{MAIJA.id}>", "Eve@aaltoranta.example", MAIJA.name.upper(), "Nobody Known", "U0GUEST1", ""]
    path = workbook(tmp_path, [["question_en", "answer_en", "owner"], *([f"Q {n}?", "A.", n] for n in names)])
    report = taken(services, path)
    assert [one.owner for one in bank(services).values()] == [MAIJA.id, EVE.id, MAIJA.id, "", "", ""]
    assert ([note.line for note in report.notes], report.without_owner, report.faults) == ([5, 6], 3, [])
    assert len(search.find(services, "Q Nobody Known", by=EVE).answers) > 0


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("31.12.2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("31 December 2026", date(2026, 12, 31)),
        ("Dec 31, 2026", date(2026, 12, 31)),
        ("31. joulukuuta 2026", date(2026, 12, 31)),
        ("", date(2027, 2, 21)),
        ("–", None),
        ("toistaiseksi", None),
    ],
)
def test_the_last_day_is_read_as_people_write_it(
    services: Services, tmp_path: Path, cell: str, day: date | None
) -> None:
    taken(services, written(tmp_path, f'question;answer;valid until\nWhere is it?;"It is here.";"{cell}"\n'))
    assert only(services).valid_until == day


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("question_fi", "question_fi"),
        ("kysymys (fi)", "question_fi"),
        ("Kysymys suomeksi", "question_fi"),
        ("Svar på svenska", "text_sv"),
        ("answerEn", "text_en"),
        ("ENGLISH ANSWER", "text_en"),
        ("vastaus ruotsiksi", "text_sv"),
        ("reply", "text"),
        ("Valid-until", "valid_until"),
        ("nyckelord", "tags"),
        ("Question fi/sv", None),
        ("suomi", None),
        ("", None),
    ],
)
def test_headers_are_understood_in_three_languages(header: str, field: str | None) -> None:
    assert field_of(header) == field


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_header_of_an_export_is_understood(language: str) -> None:
    assert [field_of(header) for header in columns.headers(language)] == list(columns.FIELDS)
    assert [field_of(name) for name in columns.names()] == list(columns.FIELDS)


def test_json_may_hold_languages_inside_a_field(services: Services, tmp_path: Path) -> None:
    record = {
        "question": {"fi": "Missä?", "en": "Where?"},
        "answer": {"fi": "Tässä.", "en": "Here."},
        "tags": ["a", "b"],
    }
    inside = {"fi": {"question": "Kuka?", "answer": "Minä."}}
    taken(services, written(tmp_path, json.dumps({"answers": [record, inside]}), "a.json"))
    first, second = bank(services).values()
    assert (first.texts, first.tags) == ({"fi": Said("Missä?", "Tässä."), "en": Said("Where?", "Here.")}, ("a", "b"))
    assert second.texts == {"fi": Said("Kuka?", "Minä.")}


def test_a_plain_document_of_questions_is_read(services: Services, tmp_path: Path) -> None:
    text = """# Frequently asked questions

Everything about the town's services for people who live here.

## Pools

### Is the swimming pool open today?

- Tags: pool, hours

Yes, it is open from nine:

```
# not a heading
```

### Where can I buy a ticket for the pool? ###
At the door.

#### By phone
Call us.
"""
    report = taken(services, written(tmp_path, text, "faq.md"))
    assert [(one.line, one.name) for one in report.added] == [
        (7, "Is the swimming pool open today?"),
        (17, "Where can I buy a ticket for the pool?"),
    ]
    pool, ticket = bank(services).values()
    assert (pool.tags, pool.texts["en"].text) == (
        ("pool", "hours"),
        "Yes, it is open from nine:\n\n```\n# not a heading\n```",
    )
    assert ticket.texts["en"].text == "At the door.\n\nBy phone\n\nCall us."


def test_a_question_without_an_answer_is_told_in_a_document_as_in_a_table(services: Services, tmp_path: Path) -> None:
    document = "# FAQ\n\n## Is it open?\n\nYes.\n\n## Is it closed?\n\n## For instance\n\n## Empty?\n"
    table = "Question;Answer\nIs it closed?;\n"
    report = taken(services, written(tmp_path, document, "faq.md"))
    assert [one.name for one in report.added] == ["Is it open?"]
    assert [fault.line for fault in report.faults] == [7, 11]
    (told,) = taken(services, written(tmp_path, table)).faults
    assert {fault.why.message for fault in report.faults} == {told.why.message}


def test_a_file_of_something_else_is_refused(services: Services, tmp_path: Path) -> None:
    for name, text in (("a.csv", "Name;Link\nA;B\n"), ("a.md", "No headings"), ("b.csv", ""), ("a.json", '{"a": 1}')):
        with pytest.raises(Invalid):
            taken(services, written(tmp_path, text, name))
    with pytest.raises(Invalid):
        export_file(services, tmp_path / "a.pdf", by="operator")


def test_many_rows_are_few_transactions(services: Services, tmp_path: Path) -> None:
    rows = "".join(f"What is number {n}?;It is number {n}.\n" for n in range(2 * AT_ONCE + 1))
    commits: list[object] = []
    event.listen(services.database.engine, "commit", commits.append)
    report = taken(services, written(tmp_path, "question;answer\n" + rows, encoding="cp1252"))
    assert len(report.added) == 2 * AT_ONCE + 1
    assert len(commits) <= 2 * 3


def test_a_row_costs_less_than_a_statement(services: Services, tmp_path: Path) -> None:
    def table(end: str) -> Path:
        rows = "".join(
            f"What is number {n}?;It is number {n}{end};Vad är {n}?;Det är {n}.;x{n}\n" for n in range(AT_ONCE)
        )
        return written(tmp_path, f"question_en;answer_en;question_sv;answer_sv;tags\n{rows}")

    taken(services, written(tmp_path, BOTH))
    assert statements(services.database, lambda: taken(services, table("."))) <= 30
    assert statements(services.database, lambda: taken(services, table(", still."))) <= 30
    assert statements(services.database, lambda: taken(services, table(", still."))) <= 10
    assert len(bank(services)) == AT_ONCE + 1


words = st.text(alphabet="aä#?-\\=:*_|`~<>'\"@, \n\tfisv1", max_size=40)


@settings(max_examples=150, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.dictionaries(st.sampled_from(LANGUAGES), st.tuples(words, words), min_size=1), words, words)
def test_a_markdown_document_says_what_the_answer_says(texts: dict[str, tuple[str, str]], note: str, use: str) -> None:
    draft = Draft(
        questions={key: one[0] for key, one in texts.items()},
        texts={key: one[1] for key, one in texts.items()},
        note=note,
        when_to_use=use,
    )
    try:
        content = checked(draft, None, today=date(2026, 11, 23), first="fi")
    except Invalid:
        return
    wanted = cells_of(7, content)
    head, row = rows_of_markdown(written_as_markdown([wanted]), "a.md")
    assert {name: cell.strip() for name, cell in zip(head.cells, row.cells, strict=True) if cell.strip()} == {
        name: cell for name, cell in wanted.items() if cell
    }


def test_an_import_is_a_version_like_any_other(services: Services, tmp_path: Path) -> None:
    answer = save(services, {"fi": ("Onko halli auki?", "On.")})
    edit(services, answer, texts={"fi": "On, klo 10."})
    taken(services, written(tmp_path, BOTH))
    with services.database.read() as session:
        found = answers.version(session, answer.id, 3)
        assert found is not None
        assert (found.by, found.content["texts"]["fi"]) == ("operator", ["Onko halli auki?", "On, klo 9."])
