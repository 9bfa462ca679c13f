"""The plan in and out of files: good rows are taken, every faulty one is named, and what goes out comes back unchanged."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy import delete

from bot.errors import Invalid, Refused
from bot.networks import NETWORKS
from bot.plan import fields, files, notes
from bot.plan.kinds import KINDS
from bot.services import Services
from bot.table_faults import ImportReport
from bot.views import plan_report
from bot.views.blocks import clean, one_line
from bot.words import LANGUAGES
from storage import channels, plan_texts
from storage import plan as plan_rows
from storage.database import Database
from storage.models import PlanItem, PlanText, SocialAccount
from tests.bot.asking import deactivate
from tests.bot.plan.planning import ADA, ENGLISH, EVE, SVEN, every, house_on, planned
from tests.bot.register import LIBRARY, POOL, add
from tests.clock import Clock


@pytest.fixture
def services(database: Database, clock: Clock) -> Services:
    return house_on(database, clock)


@pytest.fixture
def quick(sqlite_database: Database, clock: Clock) -> Services:
    return house_on(sqlite_database, clock)


def bring(services: Services, text: str, *, dry_run: bool = False) -> ImportReport:
    return files.import_data(services, text.encode(), "plan.csv", dry_run=dry_run, by=ADA)


def said(report: ImportReport) -> str:
    return "\n".join(plan_report.TOLD.lines(report, ENGLISH))


def exported(services: Services, folder: Path, name: str = "plan.csv") -> bytes:
    files.export_file(services, folder / name, by=ADA)
    return (folder / name).read_bytes()


def texts(services: Services, item: PlanItem) -> dict[str, str]:
    with services.database.read() as session:
        return {one.language: one.text for one in plan_rows.texts(session, [item.id])[item.id]}


def clocks(services: Services) -> list[str]:
    return [one.local_at.isoformat(timespec="minutes") for one in every(services) if one.local_at]


def close(services: Services, account: SocialAccount) -> None:
    with services.database.begin() as session:
        found = channels.find(session, account.id)
        assert found is not None
        found.closed_at = services.now()


def test_of_300_rows_with_7_bad_ones_293_are_taken_and_7_are_named_with_row_column_and_cure(services: Services) -> None:
    add(services, LIBRARY)
    close(services, add(services, POOL))
    deactivate(services, SVEN.id)
    bad = {
        10: ("31.4.2027", "9.00", "", "", ""),
        50: ("24.12.2027", "25.00", "", "", ""),
        90: ("24.12.2027", "9.00", "Europe/Atlantis", "", ""),
        130: ("24.12.2027", "9.00", "", SVEN.id, ""),
        170: ("24.12.2027", "9.00", "", "", "Aaltorannan uimahalli"),
        210: ("24.12.2020", "9.00", "", "", ""),
        250: ("24.12.2027", "9.00", "", "", "Nowhere"),
    }
    rows = [";".join((f"Post {line}", *bad.get(line, ("24.12.2027", "9.00", "", "", "")))) for line in range(2, 302)]
    header = "Otsikko;Päivä;Kello;Aikavyöhyke;Omistaja;Sometilit"
    report = bring(services, "\n".join((header, *rows)))
    assert (len(report.added), len({one.line for one in report.faults})) == (293, 7)
    assert [(one.line, one.column) for one in report.faults] == [
        (10, "Päivä"), (50, "Kello"), (90, "Aikavyöhyke"), (130, "Omistaja"), (170, "Sometilit"), (210, "Päivä"),
        (250, "Sometilit"),
    ]  # fmt: skip
    words = said(report)
    for piece in (
        "has 30 days",
        "no time of day",
        "no time zone “Europe/Atlantis”",
        "nobody who works here by now",
        "is closed",
    ):
        assert piece in words
    assert len(every(services)) == 293
    again = bring(services, "\n".join((header, *rows)))
    assert (len(again.added), again.unchanged) == (0, 293)
    assert len(every(services)) == 293


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx", "plan.json"])
def test_what_goes_out_comes_back_without_a_change_and_without_what_reviewers_said(
    quick: Services, tmp_path: Path, name: str
) -> None:
    account = add(quick, LIBRARY)
    item = planned(
        quick, accounts=[str(account.id)], text="=Come\nand; swim", tags="spring, pool", when="24.12. 9.00", by=EVE
    )
    planned(quick, title="Without a time")
    notes.add(quick, item.id, "Not like this, please", key="n1", by=ADA)
    deactivate(quick, EVE.id)
    data = exported(quick, tmp_path, name)
    assert b"Not like this" not in data
    report = files.import_data(quick, data, name, dry_run=False, by=ADA)
    assert (report.faults, report.changed, report.added, report.unchanged, report.notes) == ([], [], [], 2, [])


ODD = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    [
        "=1+1",
        "'=x",
        "-",
        "–",
        "a;b\nc",
        '"',
        "\N{DUCK}\u200d\N{DUCK}",
        "_x0041_",
        "\ufffe",
        "0123",
        "p7",
        "\u2028",
        "a\r\nb",
    ]
)


MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001 - local wall time


def owns(kind: str) -> st.SearchStrategy[dict[str, str]]:
    """Return what may stand in the fields of a kind; an end after its beginning."""
    ways = {
        fields.DAY: MOMENTS.map(lambda at: at.date().isoformat()),
        fields.MOMENT: MOMENTS.map(lambda at: at.isoformat(timespec="minutes")),
        fields.LINK: st.sampled_from(["", "https://pool.example/a", "https://pool.example/?q=%C3%A4"]),
    }
    found = st.fixed_dictionaries({one.name: ways.get(one.holds, ODD.map(one_line)) for one in fields.OF_KIND[kind]})
    return found.filter(
        lambda own: own.get("begins", "") <= own.get("ends", "") and own.get("from_on", "") <= own.get("until_on", "")
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.dictionaries(st.tuples(st.sampled_from(["", *NETWORKS]), st.sampled_from(LANGUAGES)), ODD, max_size=6),
    headings=st.dictionaries(st.sampled_from(LANGUAGES), ODD, max_size=3),
    kind=st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), owns(kind))),
    name=st.sampled_from(["plan.csv", "plan.xlsx", "plan.json"]),
)
def test_texts_of_every_network_and_language_and_the_fields_of_every_kind_come_back_without_a_change(
    quick: Services,
    tmp_path: Path,
    said: dict[tuple[str, str], str],
    headings: dict[str, str],
    kind: tuple[str, dict[str, str]],
    name: str,
) -> None:
    now = quick.now()
    with quick.database.begin() as session:
        session.execute(delete(PlanItem))
        item = PlanItem(key="p", kind=kind[0], title="The pool", made_by=ADA.id, made_at=now, changed_at=now)
        fields.put(item, kind[1])
        session.add(item)
        session.flush()
        for language in LANGUAGES:
            texts = {network: clean(text).strip() for (network, spoken), text in said.items() if spoken == language}
            plan_texts.put(session, item.id, language, one_line(headings.get(language, "")), texts)
        item.languages = sorted({language for (_, language), text in said.items() if clean(text).strip()})
    before = whole_of(quick, item.id)
    data = exported(quick, tmp_path, name)
    report = files.import_data(quick, data, name, dry_run=False, by=ADA)
    assert (said_of(report), report.changed, report.added, report.unchanged) == ("", [], [], 1)
    assert whole_of(quick, item.id) == before
    # and onto an empty item: everything but what a dash would empty is there again
    with quick.database.begin() as session:
        found = session.get_one(PlanItem, item.id)
        found.fields, found.ends_at, found.page_review_on = {}, None, None
        session.execute(delete(PlanText))
    files.import_data(quick, data, name, dry_run=False, by=ADA)
    kept = {name: text for name, text in before.items() if text not in ("-", "–", "—")}
    assert whole_of(quick, item.id) == kept


def whole_of(services: Services, item_id: int) -> dict[str, str]:
    with services.database.read() as session:
        item = session.get_one(PlanItem, item_id)
        rows = plan_rows.texts(session, [item_id]).get(item_id, [])
        said = {f"text:{one.network}:{one.language}": one.text for one in rows if one.text}
        headings = {f"title:{one.language}": one.title for one in rows if one.title}
        return {**said, **headings, **fields.of_item(item)}


def said_of(report: ImportReport) -> str:
    return "\n".join(one.why.words(ENGLISH) for one in (*report.faults, *report.notes))


def test_texts_of_one_network_headings_and_fields_of_a_kind_are_read_under_the_names_people_give_them(
    services: Services,
) -> None:
    add(services, LIBRARY)
    rows = (
        "Otsikko;Laji;Teksti (fi);Instagram (fi);Text (sv), Facebook;Otsikko (fi);Aihe;Paikka;Alkaa;Päättyy;Sometilit\n"
        "Uimahalli avautuu;tapahtuma;Kaikille;Kuville;Till alla;Uimaan;;Rantala;24.12.2027 klo 18.00;2027-12-24 20:30;"
        "Aaltorannan kirjasto\n"
        "Kirje lukijoille;uutiskirje;;;;;Kevät tulee;;;;\n"
    )
    report = bring(services, rows)
    assert report.faults == []
    assert "none of its social accounts is on this network: Facebook" in said(report)
    letter, pool = sorted(every(services), key=lambda one: one.title)
    assert (letter.title, letter.fields) == ("Kirje lukijoille", {"subject": "Kevät tulee"})
    assert fields.of_item(pool) == {"place": "Rantala", "begins": "2027-12-24T18:00", "ends": "2027-12-24T20:30"}
    found = whole_of(services, pool.id)
    assert (found["text:instagram:fi"], found["text:facebook:sv"], found["title:fi"]) == (
        "Kuville",
        "Till alla",
        "Uimaan",
    )
    assert bring(services, rows).unchanged == 2


def test_a_cell_that_a_kind_has_no_field_for_and_a_moment_without_its_time_are_faults_at_their_columns(
    quick: Services,
) -> None:
    report = bring(
        quick,
        "Title;Kind;Place;Begins;Subject\nA;post;Rantala;;\nB;event;;24.12.2027;\nC;event;-;24.12.2027 25.00;\nD;post;-;;-\n",
    )
    assert [(one.line, one.column) for one in report.faults] == [(2, "Place"), (3, "Begins"), (4, "Begins")]
    assert "Row 2, column “Place”: This kind of communication has no such field. Empty this cell" in said(report)
    assert "Write both, like 24.11.2026 18.00." in said(report)
    assert [one.title for one in every(quick)] == ["D"]


def test_a_moment_in_one_cell_of_a_spreadsheet_is_a_day_and_a_time(quick: Services) -> None:
    book = Workbook()
    sheet = book.create_sheet(index=0)
    sheet.append(["Title", "Date", "Kind", "Begins"])
    sheet.append(["Pool", datetime(2026, 12, 24, 9, 15), "event", datetime(2026, 12, 24, 18)])  # noqa: DTZ001
    packed = io.BytesIO()
    book.save(packed)
    report = files.import_data(quick, packed.getvalue(), "plan.xlsx", dry_run=False, by=ADA)
    assert (report.faults, clocks(quick)) == ([], ["2026-12-24T09:15"])
    assert every(quick)[0].fields["begins"] == "2026-12-24T18:00"


def test_a_changed_text_of_one_network_takes_an_approval_back_and_a_text_for_all_is_not_measured_where_one_is_own(
    quick: Services,
) -> None:
    account = add(quick, LIBRARY)
    item = planned(quick, accounts=[str(account.id)], text="Come and swim")
    with quick.database.begin() as session:
        session.get_one(PlanItem, item.id).approval_state = "approved"
    long = "\N{DUCK}" * 1_200
    report = bring(quick, f"Number;Text (en);Instagram (en)\np{item.id};{long};Short\n")
    assert (report.faults, report.notes) == ([], [])
    assert every(quick)[0].approval_state == ""
    assert "longer than this network allows: Instagram" in said(
        bring(quick, f"Number;Instagram (en)\np{item.id};{long}\n")
    )


def test_a_day_without_a_year_is_the_next_one_and_is_said_back(quick: Services) -> None:
    report = bring(quick, "Title;Date;Time\nCarols;24.12.;klo 9\nSaga;ons 2.12;kl. 9.30\nStory;Wed 2 December;9am\n")
    assert clocks(quick) == [
        "2026-12-02T09:00",
        "2026-12-02T09:30",
        "2026-12-24T09:00",
    ]
    assert "Row 2, column “Date”: The time is taken as: Thu 24 Dec" in said(report)


def test_a_row_with_a_number_changes_that_item_and_a_dash_empties(services: Services) -> None:
    item = planned(services, text="Come and swim", campaign="Spring", when="24.12. 9.00")
    report = bring(
        services, f"No;Title;Time;Campaign;Text (en);Text (sv)\np{item.id};The pool closes;10.15;-;;Simma\np999;A;;;;\n"
    )
    changed = every(services)[0]
    assert (changed.title, changed.campaign, *clocks(services)) == (
        "The pool closes",
        "",
        "2026-12-24T10:15",
    )
    assert texts(services, changed) == {"en": "Come and swim", "sv": "Simma"}
    assert changed.text_version == item.text_version + 1
    assert "There is no p999 in the plan. Empty this cell to plan something new." in said(report)
    assert bring(services, f"No;Time\np{item.id};10:15\n").unchanged == 1


def test_of_something_posted_only_its_link_and_its_results_are_taken(services: Services) -> None:
    item = planned(services)
    with services.database.begin() as session:
        found = session.get_one(PlanItem, item.id)
        found.state, found.posted_at = "posted", services.now()
    rows = f"Numero;Otsikko;Tavoitetut;Klikkaukset;Julkaisun linkki\np{item.id};Else;1 200;-;https://social.example/1\n"
    report = bring(services, rows)
    after = every(services)[0]
    assert (after.title, after.posted_link, after.result["reach"]) == (item.title, "https://social.example/1", 1200)
    assert "only its link and its results are taken" in said(report)
    assert bring(services, rows).unchanged == 1
    draft = planned(services, title="Still to come")
    assert "Say in Slack first that it is." in said(bring(services, f"Number;Reach\np{draft.id};5\n"))


def test_a_text_over_the_limit_of_its_network_is_taken_and_said(quick: Services) -> None:
    add(quick, POOL)
    add(quick, LIBRARY)
    report = bring(
        quick,
        "Title;Social accounts;Text\nLong;Aaltorannan kirjasto, Aaltorannan uimahalli;" + "\N{DUCK}" * 1_101 + "\n",
    )
    assert (
        "column “Text”: The text is taken, but longer than this network allows: Instagram. Characters to leave out: 2."
        in said(report)
    )
    assert len(report.added) == 1


def test_a_dry_run_and_a_changed_row_of_before_write_nothing(quick: Services) -> None:
    rows = "Title;Campaign\nCarols;Winter\n"
    assert len(bring(quick, rows, dry_run=True).added) == 1
    assert every(quick) == []
    bring(quick, rows)
    item = every(quick)[0]
    assert f"Write p{item.id} as its number" in said(bring(quick, rows.replace("Winter", "Summer")))
    assert every(quick)[0].campaign == "Winter"


def test_two_rows_about_one_item_are_not_guessed_between(quick: Services) -> None:
    item = planned(quick)
    report = bring(quick, f"Number;Title\np{item.id};One\n{item.id};Two\n;New\n;New\n")
    assert [change.name for change in (*report.changed, *report.added)] == ["One", "New"]
    assert "Row 3: Row 2 is about the same item." in said(report)
    assert "Row 5: This row says what another has said already." in said(report)


def test_a_row_about_a_reply_in_public_is_named_and_the_others_are_taken(quick: Services) -> None:
    item = planned(quick)
    with quick.database.begin() as session:
        session.get_one(PlanItem, item.id).kind = "reply"
    report = bring(quick, f"Number;Title\np{item.id};Changed\n;New\n")
    assert [change.name for change in report.added] == ["New"]
    assert f"p{item.id} is a reply in public, which no file changes. Change it in Slack" in said(report)


def test_only_the_desk_imports_and_a_file_of_something_else_is_refused(quick: Services) -> None:
    with pytest.raises(Refused):
        files.import_data(quick, b"Title\nA\n", "a.csv", dry_run=True, by=EVE)
    with pytest.raises(Invalid, match="is missing"):
        bring(quick, "Phone;Room\n1;2\n")


def test_an_export_has_the_words_of_the_house_for_its_columns(quick: Services, tmp_path: Path) -> None:
    planned(quick, title="-")
    header, row = csv.reader(io.StringIO(exported(quick, tmp_path).decode("utf-8-sig")), delimiter=";")
    assert header[:3] == ["Number", "Kind", "Title"]
    assert row[2] == ""
