"""The plan in and out of files: good rows are taken, every faulty one is named, and what goes out comes back unchanged."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from bot.errors import Invalid, Refused
from bot.plan import files, notes
from bot.services import Services
from bot.table_faults import ImportReport
from bot.views import plan_report
from storage import channels
from storage import plan as plan_rows
from storage.database import Database
from storage.models import PlanItem, SocialAccount
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
