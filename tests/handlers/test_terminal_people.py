"""The HR feed on the command line: the operator's words, exit codes, and how far long work has come."""

from __future__ import annotations

import io

import pytest

import app
from bot import tokens
from bot.words import Reader
from handlers import terminal
from storage.database import Database
from tests.bot.hr_desk import MAIJA, VILLE, csv, findable, here, many
from tests.bot.register import services_on
from tests.clock import Clock


@pytest.fixture
def operator(database_url, tmp_path, monkeypatch, capsys, log):
    """Somebody who types a command in a directory with files: returns code, what is printed, and what goes to stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("KAIKU_LANGUAGE", "en")

    def run(*words, **files):
        for name, data in files.items():
            (tmp_path / f"{name}.csv").write_bytes(data)
        code = app.main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def services(database_url):
    database = Database(database_url)
    yield services_on(database, Clock())
    database.close()


def test_a_file_is_imported_and_the_same_again_is_no_change(operator, services):
    code, out, _ = operator("import-people", "väki.csv", väki=csv(MAIJA, VILLE))
    assert (code, out.splitlines()[-1]) == (0, "The directory is up to date.")
    assert here(services).keys() == {"Maija Mäkelä", "Ville Vesi"}
    code, out, _ = operator("import-people", "väki.csv")
    assert (code, out.splitlines()[-1]) == (0, "Nothing has changed since the last delivery.")


def test_a_dry_run_needs_no_courage(operator, services):
    code, out, _ = operator("import-people", "--dry-run", "a.csv", a=csv(MAIJA))
    assert code == 1  # the deputy has no row
    code, out, _ = operator("import-people", "--dry-run", "a.csv", a=csv(MAIJA, VILLE))
    assert code == 0
    assert "would be added" in out
    assert here(services) == {}


def test_faults_are_printed_with_line_and_cure_and_the_code_says_so(operator, services):
    code, out, _ = operator("import-people", "a.csv", a=csv(VILLE, "2;B;rikki;;;;;;"))
    assert code == 1
    assert "Row 3, column “Sähköposti”" in out
    assert "Nothing was written." in out
    assert here(services) == {}


def test_a_short_list_waits_and_the_operator_hears_how_to_accept(operator, services):
    operator("import-people", "a.csv", a=many(10))
    code, out, _ = operator("import-people", "a.csv", a=many(10, leaving_out=5))
    assert code == 1
    assert "--accept-removals" in out
    code, out, _ = operator("import-people", "a.csv", "--accept-removals")
    assert (code, len(here(services))) == (0, 5)


def test_mappings_are_given_saved_and_named(operator, services):
    data = csv("1;A;Talo", header="Avain;Nimi;Tukikohta")
    words = ("--map", "Avain=id", "--map", "Tukikohta=place", "--save-mapping", "hr-x")
    code, out, _ = operator("import-people", "a.csv", *words, a=data)
    assert code == 0
    assert "saved as “hr-x”" in out
    assert operator("import-people", "a.csv", "--mapping", "hr-x")[0] == 0
    code, _, err = operator("import-people", "a.csv", "--mapping", "hr-y")
    assert code == 1
    assert "hr-x" in err


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_a_file_that_is_not_there_is_said_in_one_sentence(operator, name):
    code, out, err = operator("import-people", name)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1


def test_a_token_is_shown_once_and_ended(operator, services):
    code, out, _ = operator("token", "people")
    token = out.splitlines()[0]
    assert code == 0
    assert tokens.opens(services, tokens.PEOPLE, token)
    code, out, _ = operator("token", "people", "--revoke")
    assert (code, token in out) == (0, False)
    assert not tokens.opens(services, tokens.PEOPLE, token)


def test_many_people_are_findable_when_the_command_ends(operator, services):
    assert operator("import-people", "a.csv", a=many(500))[0] == 0
    assert len(findable(services)) == 500
    assert operator("import-people", "a.csv", a=many(500, leaving_out=100))[0] == 0
    assert findable(services) == here(services).keys()


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self):
        """It is one."""
        return True


def test_progress_stands_in_one_line_on_a_screen_and_comes_rarely_in_a_file(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(terminal, "monotonic", lambda: now[0])
    for out, expected in ((Screen(), 5), (io.StringIO(), 0)):
        progress = terminal.Progress(Reader("en"), out)
        for done in range(20_000, 120_000, 20_000):
            now[0] += 0.5
            progress.tell(done, 100_000)
        assert out.getvalue().count(" of 100,000") == expected
        assert out.getvalue().count("\n") == min(expected, 1)
