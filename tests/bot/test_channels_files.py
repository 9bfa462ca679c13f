"""The register from and to files: what Excel and people make of them, and nothing half done."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot import channels, channels_find, tables
from bot.channels_columns import COLUMNS, cells_of, field_of, value_of
from bot.channels_draft import FIELDS, LONGEST, Draft, draft_of
from bot.channels_files import export_file, import_file
from bot.errors import Invalid
from bot.networks import NETWORKS
from bot.services import Services
from bot.table_faults import ImportReport
from bot.tongues import CODES
from bot.views import channels_report
from bot.words import LANGUAGES, Reader
from storage import audit as log
from storage.database import Database
from storage.models import SocialAccount
from tests.bot.register import LIBRARY, MAIJA, POOL, add, add_many, services_on
from tests.clock import Clock

HEADER = "Nimi;Linkki;Yksikkö;Kielet;Omistaja;Tarkistettu"
ROWS = """Aaltorannan kirjasto;https://instagram.com/kirjasto.example;Kirjasto;suomi, ruotsi;U0EVE;24.11.2025
Aaltorannan uimahalli;facebook.com/uimahalli.example;Liikunta;fi;Uuno Uimari;2026-01-31
"""


@pytest.fixture
def services(sqlite_database: Database, clock: Clock) -> Services:
    return services_on(sqlite_database, clock)


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write a file: text in an encoding, bytes, or the rows of a workbook."""

    def write(content: str | bytes | Sequence[Sequence[Any]], encoding: str = "utf-8") -> Path:
        path = tmp_path / "tilit.csv"
        if isinstance(content, str):
            path.write_bytes(content.encode(encoding))
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path = tmp_path / "tilit.xlsx"
            book = Workbook()
            for row in content:
                book.worksheets[0].append(list(row))
            book.save(path)
        return path

    return write


def taken(services: Services, path: Path, *, dry_run: bool = False) -> ImportReport:
    return import_file(services, path, dry_run=dry_run, by="operator")


def said(report: ImportReport, language: str = "en") -> str:
    return "\n".join(channels_report.lines(report, Reader(language)))


def register(services: Services) -> dict[str, Draft]:
    return {account.name: draft_of(account) for account in channels_find.register(services).open}


def test_a_file_becomes_a_register(services: Services, file: Callable[..., Path]) -> None:
    report = taken(services, file(f"{HEADER}\n{ROWS}"))
    assert (len(report.added), report.unchanged, report.ok) == (2, 0, True)
    assert register(services) == {
        "Aaltorannan kirjasto": Draft(
            name="Aaltorannan kirjasto",
            link="https://instagram.com/kirjasto.example",
            network="instagram",
            unit="Kirjasto",
            languages=("fi", "sv"),
            owner="U0EVE",
            reviewed_on=date(2025, 11, 24),
        ),
        "Aaltorannan uimahalli": Draft(
            name="Aaltorannan uimahalli",
            link="https://facebook.com/uimahalli.example",
            network="facebook",
            unit="Liikunta",
            languages=("fi",),
            owner_name="Uuno Uimari",
            reviewed_on=date(2026, 1, 31),
        ),
    }
    with services.database.read() as session:
        assert [entry.who for entry in log.about(session, "account:1")] == ["operator"]


def test_the_same_file_twice_changes_nothing(services: Services, file: Callable[..., Path]) -> None:
    path = file(f"{HEADER}\n{ROWS}")
    taken(services, path)
    before = register(services)
    report = taken(services, path)
    assert (report.added, report.changed, report.unchanged) == ([], [], 2)
    assert register(services) == before
    with services.database.read() as session:
        assert len(log.about(session, "account:1")) == 1


def test_a_known_link_changes_only_what_differs(services: Services, file: Callable[..., Path]) -> None:
    account = add(services)
    report = taken(
        services, file("name,LINK,tone\nKirjasto,http://m.instagram.com/AaltorannanKirjasto.example,Lämmin\n")
    )
    assert [change.fields for change in report.changed] == [("name", "tone", "link")]
    after = register(services)["Kirjasto"]
    assert (after.tone, after.purpose, after.owner) == ("Lämmin", LIBRARY.purpose, "U0EVE")
    with services.database.read() as session:
        assert set(log.about(session, f"account:{account.id}")[-1].after or {}) == {"name", "tone", "url"}


def test_a_dry_run_says_what_would_be_and_does_nothing(services: Services, file: Callable[..., Path]) -> None:
    add(services, POOL, link="facebook.com/uimahalli.example")
    report = taken(services, file(f"{HEADER}\n{ROWS}"), dry_run=True)
    assert (len(report.added), len(report.changed)) == (1, 1)
    assert list(register(services)) == [POOL.name]
    text = said(report)
    assert "Row 2: “Aaltorannan kirjasto” would be added." in text
    assert "nothing was written" in text


def test_one_faulty_row_and_nothing_is_written(services: Services, file: Callable[..., Path]) -> None:
    report = taken(services, file(f"{HEADER}\n{ROWS}Kolmas;javascript:alert(1);;;;\n"))
    assert [(fault.line, fault.column) for fault in report.faults] == [(4, "Linkki")]
    assert register(services) == {}
    assert "Nothing was written." in said(report)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (";https://x.com/a;;;;", "Nimi"),
        ("A;;;;;", "Linkki"),
        ('A;"=HYPERLINK(""https://x.com/a"")";;;;', "Linkki"),
        ("A;https://x.com/a;;klingon;;", "Kielet"),
        ("A;https://x.com/a;;;;31.2.2026", "Tarkistettu"),
        ("A;https://x.com/a;;;;1.1.2099", "Tarkistettu"),
        ("A;https://x.com/a;" + "u" * 151 + ";;;", "Yksikkö"),
        ("A;https://x.com/a;;;;;extra;", ""),
        ("A;https://www.instagram.com/Kirjasto.example/?igsh=1;;;;", "Linkki"),
    ],
)
def test_a_faulty_cell_is_named(services: Services, file: Callable[..., Path], row: str, column: str) -> None:
    report = taken(services, file(f"{HEADER}\n{ROWS}{row}\n"))
    assert [(fault.line, fault.column) for fault in report.faults] == [(4, column)]
    for language in LANGUAGES:
        assert "{" not in said(report, language)


def test_everything_that_is_wrong_with_a_row_is_said_at_once(services: Services, file: Callable[..., Path]) -> None:
    report = taken(services, file(f"{HEADER}\n{ROWS}A;ftp://x.com;;klingon;;31.2.2026\n"))
    assert [(fault.line, fault.column) for fault in report.faults] == [(4, "Linkki"), (4, "Kielet"), (4, "Tarkistettu")]
    assert "1 faulty" in said(report)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_encoding_and_separator_is_read(
    services: Services, file: Callable[..., Path], encoding: str, separator: str
) -> None:
    text = "Nimi;Linkki;Tarkoitus\nÄäkköset – “lainaus”;https://x.com/a;Öö\n".replace(";", separator)
    assert taken(services, file(text, encoding)).ok
    assert register(services)["Ääkköset – “lainaus”"].purpose == "Öö"


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_in_any_language_order_and_spelling(
    services: Services, file: Callable[..., Path], language: str
) -> None:
    headers = [f" {column.header(language).upper()}  " for column in reversed(COLUMNS)]
    cells = ["", "Deputy", "Owner", "Tone", "fi", "All", "Why", "Area", "Unit", "", "https://x.com/a", "Name"]
    assert taken(services, file(";".join(headers) + "\n" + ";".join(cells) + "\n")).ok
    draft = register(services)["Name"]
    assert (draft.unit, draft.audience, draft.deputy_name) == ("Unit", "All", "Deputy")


def test_every_header_means_one_column() -> None:
    for column in COLUMNS:
        for name in column.names:
            assert field_of(name) == column.field


def test_an_excel_file_is_read_with_its_dates_and_numbers(services: Services, file: Callable[..., Path]) -> None:
    rows = [
        ["Name", "Link", "Tone", "Last review"],
        [112, "https://x.com/a", None, date(2026, 5, 1)],
        [],
        ["B", "x.com/b"],
    ]
    report = taken(services, file(rows))
    assert [change.line for change in report.added] == [2, 4]
    assert register(services)["112"].reviewed_on == date(2026, 5, 1)


def test_a_formula_in_excel_is_refused_with_its_place(services: Services, file: Callable[..., Path]) -> None:
    rows = [["Name", "Link"], ["A", '=HYPERLINK("https://x.com/a")'], ["=1+1", "https://x.com/b"]]
    report = taken(services, file(rows))
    assert [(fault.line, fault.column) for fault in report.faults] == [(2, "Link"), (3, "Name")]
    assert "holds a formula" in said(report)


def test_a_csv_cell_that_looks_like_a_formula_is_text(services: Services, file: Callable[..., Path]) -> None:
    taken(services, file("Name;Link;Purpose\n-Town-;https://x.com/a;\"=cmd|' /C calc'!A0\"\n"))
    assert register(services)["-Town-"].purpose == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("header", ["Name;Purpose", "Link;Unit", "something;else", "\x01\x02;"])
def test_a_missing_column_is_named_with_its_headers(services: Services, file: Callable[..., Path], header: str) -> None:
    with pytest.raises(Invalid) as refused:
        taken(services, file(f"{header}\na;b\n"))
    words = refused.value.words(Reader("en"))
    assert "is missing" in words
    assert "Linkki" in words or "Nimi" in words


def test_unknown_columns_are_told(services: Services, file: Callable[..., Path]) -> None:
    report = taken(services, file("Name;Link;Followers\nA;https://x.com/a;12\n"))
    assert report.unused == ("Followers",)
    assert "Not used: Followers." in said(report)


def test_two_columns_of_one_meaning_are_refused(services: Services, file: Callable[..., Path]) -> None:
    with pytest.raises(Invalid, match="mean the same"):
        taken(services, file("Nimi;Name;Linkki\na;b;https://x.com/a\n"))


def test_a_huge_file_is_refused_before_it_is_read(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as huge:
        huge.truncate(20_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("the file was read"))
    with pytest.raises(Invalid) as refused:
        taken(services, path)
    assert "5 MB" in refused.value.words(Reader("en"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n ; ;\n",
        b"\x00\x01\x02\x03" * 100,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"PK\x03\x04 not really",
        b'Nimi;Linkki\n"open;https://x.com/a\n',
        ("Nimi;Linkki\n" + "a;https://x.com/a\n" * 5_001).encode(),
        ("Nimi;Linkki\n" + "a" * 200_000 + ";b\n").encode(),
        b"\xff\xfeN",
    ],
)
def test_what_is_no_table_is_refused_in_words(services: Services, file: Callable[..., Path], content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        taken(services, file(content))
    assert "{" not in refused.value.words(Reader("fi"))
    assert register(services) == {}


def test_a_packed_bomb_is_refused(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    assert path.stat().st_size < tables.MOST_BYTES
    with pytest.raises(Invalid, match="unpacks to more than"):
        taken(services, path)


def test_a_closed_account_does_not_come_back_by_an_old_file(services: Services, file: Callable[..., Path]) -> None:
    account = add(services, POOL, link="facebook.com/uimahalli.example")
    channels.close(services, account.id, "Remontti", by=MAIJA)
    report = taken(services, file(f"{HEADER}\n{ROWS}"))
    assert "is closed. Reopen it in Slack first" in said(report)
    assert register(services) == {}


def test_a_file_that_is_not_there_is_an_os_error(services: Services, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        taken(services, tmp_path / "nowhere.csv")


def test_an_export_is_safe_for_spreadsheets(services: Services, tmp_path: Path) -> None:
    add(services, name="=1+1", purpose="@SUM(A1)\n-1", tone="'=2")
    path = tmp_path / "out.csv"
    assert export_file(services, path) == 1
    text = path.read_bytes().decode("utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert text.splitlines()[0].startswith("Name;Link;Network")
    assert "'=1+1" in text
    assert "''=2" in text
    book = load_workbook(_exported(services, tmp_path / "out.xlsx"))
    kinds = {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row}
    assert "f" not in kinds


def test_an_export_speaks_the_houses_language(sqlite_database: Database, clock: Clock, tmp_path: Path) -> None:
    finnish = services_on(sqlite_database, clock, language="fi")
    add(finnish)
    assert "Kaupunginosa" in _exported(finnish, tmp_path / "ulos.csv").read_text(encoding="utf-8-sig")


def test_an_export_to_json_has_every_field(services: Services, tmp_path: Path) -> None:
    add(services, reviewed_on=date(2026, 11, 1))
    (record,) = json.loads(_exported(services, tmp_path / "out.json").read_text())
    assert record["name"] == "Aaltorannan kirjasto"
    assert record["reviewed_on"] == "2026-11-01"
    assert set(record) == {column.field for column in COLUMNS}


def test_an_export_of_another_kind_is_refused_and_leaves_nothing(services: Services, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="decides the format"):
        export_file(services, tmp_path / "out.pdf")
    assert list(tmp_path.glob("*out*")) == []


def test_an_export_replaces_an_older_one(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    export_file(services, path)
    assert "old" not in path.read_text(encoding="utf-8-sig")


_NO_SURROGATES = st.characters(exclude_categories=["Cs"])
_TEXT = st.text(_NO_SURROGATES, max_size=40) | st.sampled_from(["=1+1", "'=x", "+358", "-", "@a", "''", "; , \t", '"'])


@st.composite
def _drafts(draw: st.DrawFn) -> list[Draft]:
    count = draw(st.integers(1, 4))
    texts = [name for name in FIELDS if name in LONGEST and name != "name"]
    return [
        Draft(
            name=f"Tili {number} {draw(_TEXT)}",
            link=f"https://town.example/{number}",
            network=draw(st.sampled_from(["", "mastodon", "web"])),
            languages=tuple(draw(st.lists(st.sampled_from(CODES), unique=True, max_size=4))),
            owner=draw(st.sampled_from(["", "U0EVE", "U012ABC"])),
            reviewed_on=draw(st.none() | st.dates(date(2000, 1, 1), date(2026, 11, 23))),
            **{name: draw(_TEXT) for name in texts if name != "deputy_name"},
        )
        for number in range(count)
    ]


@given(drafts=_drafts(), ending=st.sampled_from([".csv", ".xlsx"]), language=st.sampled_from(LANGUAGES))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_goes_out_comes_back_unchanged(
    sqlite_template: Path, tmp_path: Path, drafts: list[Draft], ending: str, language: str
) -> None:
    """An export read into an empty register is the same register; read into its own it changes nothing."""
    one, other = (_fresh(sqlite_template, tmp_path / name, language) for name in ("one.db", "other.db"))
    add_many(one, drafts)
    path = _exported(one, tmp_path / f"out{ending}")
    own = taken(one, path)
    assert (own.added, own.changed, own.faults) == ([], [], [])
    assert taken(other, path).ok
    assert _records(other) == _records(one)
    for services in (one, other):
        services.database.close()


def _fresh(template: Path, path: Path, language: str) -> Services:
    path.write_bytes(template.read_bytes())
    return services_on(Database(f"sqlite:///{path}"), Clock(), language=language)


def _records(services: Services) -> list[Draft]:
    return sorted(
        (draft_of(account) for account in channels_find.register(services).open), key=lambda draft: draft.link
    )


def _exported(services: Services, path: Path) -> Path:
    export_file(services, path)
    return path


def test_networks_are_written_as_they_are_read() -> None:
    """Every network of the table survives an export and an import."""
    for key in NETWORKS:
        account = SocialAccount(name="A", network=key, url="https://x.com/a", link_key="x.com/a")
        cell = cells_of(account)[[column.field for column in COLUMNS].index("network")]
        assert value_of("network", str(cell)) == {"network": key}
