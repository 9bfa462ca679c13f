"""The watched folder: a file is taken when it is complete, by one process, and a report says what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import hr, hr_folder
from bot.errors import Unavailable
from bot.services import Services
from storage.database import Database
from tests.bot.hr_desk import MAIJA, VILLE, csv, here, imports, many
from tests.bot.register import services_on
from tests.clock import Clock

Desk = tuple[Services, Path, Callable[[], None]]


@pytest.fixture
def desk(database: Database, clock: Clock, tmp_path: Path) -> Desk:
    """A folder that is watched, and a way to let enough time pass."""
    folder = tmp_path / "hr"
    folder.mkdir()
    services = services_on(database, clock, people_folder=str(folder), language="fi")
    watch = hr_folder.Watch()

    def wait() -> None:
        for _ in range(5):
            watch.look(services)
            clock.move(seconds=1)

    return services, folder, wait


def there(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_is_applied_and_put_away_with_a_report(desk: Desk) -> None:
    services, folder, wait = desk
    (folder / "väki.csv").write_bytes(csv(MAIJA, VILLE))
    wait()
    assert there(folder) == ["done/väki.csv", "done/väki.csv.txt"]
    report = (folder / "done" / "väki.csv.txt").read_text("utf-8")
    assert "väki.csv" in report.splitlines()[0]
    assert "Maija Mäkelä" in report
    assert here(services).keys() == {"Maija Mäkelä", "Ville Vesi"}


def test_a_file_that_grows_is_left_until_it_is_complete(desk: Desk, clock: Clock) -> None:
    services, folder, _ = desk
    watch, path = hr_folder.Watch(), folder / "people.csv"
    data = csv(MAIJA, VILLE)
    for end in range(10, len(data), 40):
        path.write_bytes(data[:end])
        watch.look(services)
        clock.move(seconds=2)
    assert there(folder) == ["people.csv"]
    path.write_bytes(data)
    for _ in range(3):
        watch.look(services)
        clock.move(seconds=2)
    assert there(folder) == ["done/people.csv", "done/people.csv.txt"]
    assert len(here(services)) == 2


def test_the_same_file_again_changes_nothing_and_is_put_beside_the_first(desk: Desk) -> None:
    services, folder, wait = desk
    for _ in range(2):
        (folder / "people.csv").write_bytes(csv(MAIJA, VILLE))
        wait()
    assert len(there(folder)) == 4
    assert len(imports(services)) == 1


@pytest.mark.parametrize(
    "data", [csv("1;;;;;;;;"), b"", b"\x89PNG\r\n\x1a\n", csv(MAIJA)[:-60], csv("010190-123N;A;;;;;;;")]
)
def test_a_file_that_cannot_be_used_is_put_aside_with_the_reason(desk: Desk, data: bytes) -> None:
    services, folder, wait = desk
    (folder / "people.csv").write_bytes(data)
    wait()
    assert there(folder) == ["failed/people.csv", "failed/people.csv.txt"]
    report = (folder / "failed" / "people.csv.txt").read_text("utf-8")
    assert len(report.splitlines()) >= 2
    assert "Traceback" not in report
    assert here(services) == {}


def test_a_list_that_is_too_short_is_put_aside_and_waits(desk: Desk) -> None:
    services, folder, wait = desk
    (folder / "all.csv").write_bytes(many(10))
    wait()
    (folder / "short.csv").write_bytes(many(10, leaving_out=5))
    wait()
    assert "failed/short.csv" in there(folder)
    assert [one.state for one in imports(services)] == ["applied", "waiting"]


def test_hidden_unfinished_and_linked_files_are_left_alone(desk: Desk, tmp_path: Path) -> None:
    services, folder, wait = desk
    for name in (".people.csv", "~$people.xlsx", "people.csv.part", "people.TMP"):
        (folder / name).write_bytes(csv(MAIJA))
    (tmp_path / "elsewhere.csv").write_bytes(csv(VILLE))
    (folder / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    wait()
    assert len(there(folder)) == 5
    assert here(services) == {}


def test_of_two_processes_one_takes_the_file(desk: Desk, clock: Clock) -> None:
    services, folder, _ = desk
    (folder / "people.csv").write_bytes(csv(MAIJA, VILLE))
    watches = [hr_folder.Watch(), hr_folder.Watch()]
    for watch in watches:
        watch.look(services)
    clock.move(seconds=5)
    found = [watch._complete(folder, clock()) for watch in watches]
    for (path,) in found:
        hr_folder._take(services, folder, path)
    assert there(folder) == ["done/people.csv", "done/people.csv.txt"]
    assert list((folder / "working").iterdir()) == []


def test_a_file_whose_taker_died_comes_back(desk: Desk, clock: Clock) -> None:
    services, folder, wait = desk
    taken = folder / "working" / "0123"
    taken.mkdir(parents=True)
    (taken / "people.csv").write_bytes(csv(MAIJA, VILLE))
    os.utime(taken, (clock().timestamp(), clock().timestamp()))
    wait()
    assert there(folder) == ["working/0123/people.csv"]
    clock.move(minutes=15)
    wait()
    assert there(folder) == ["done/people.csv", "done/people.csv.txt"]
    assert len(here(services)) == 2


def test_a_file_is_tried_again_when_the_directory_does_not_rest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    services, folder, wait = desk
    (folder / "people.csv").write_bytes(csv(MAIJA, VILLE))

    def busy(*_given: object, **_more: object) -> None:
        raise Unavailable("busy")

    with monkeypatch.context() as patch:
        patch.setattr(hr, "import_file", busy)
        wait()
    assert there(folder) == ["people.csv"]
    wait()
    assert len(here(services)) == 2


def test_a_folder_that_is_not_there_is_told_once(
    sqlite_database: Database, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    services = services_on(sqlite_database, clock, people_folder=str(tmp_path / "nowhere"))
    watch = hr_folder.Watch()
    for _ in range(3):
        watch.look(services)
    assert capsys.readouterr().out.count("people folder cannot be used") == 1
