"""Starting and stopping as an operator does it: a process, its exit code, and one clear sentence when something is wrong."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

import app
from playground.slack.server import FakeSlack

ROOT = Path(__file__).parents[2]


@dataclass
class Done:
    """What a command came to."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def sentence(self) -> str:
        """Return what the operator reads when something is wrong, having checked that it is only that."""
        assert self.code == 1, self
        assert "Traceback" not in self.err
        assert self.out == ""
        return self.err


def variables(tmp_path, slack, **more):
    """Return the environment variables of a bot for this Slack; None takes one away."""
    found = {
        "PORT": "0",
        "DATABASE_URL": f"sqlite:///{tmp_path}/kaiku.db",
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        **more,
    }
    return {name: value for name, value in found.items() if value is not None}


@pytest.fixture
def operator(tmp_path, monkeypatch, capsys, log):
    """Somebody who types a command: `operator("check", SLACK_BOT_TOKEN=...)` runs it in a directory of its own."""
    for name in [name for name in os.environ if name.startswith(("SLACK_", "KAIKU_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/kaiku.db")
    monkeypatch.setenv("PORT", "0")
    monkeypatch.chdir(tmp_path)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def run(*words, **env):
        with monkeypatch.context() as inner:
            for name, value in env.items():
                inner.setenv(name, value)
            began = time.monotonic()
            code = app.main(words)
        out, err = capsys.readouterr()
        return Done(code, out, err, time.monotonic() - began)

    yield run
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def slack():
    with FakeSlack() as fake:
        yield fake


def test_without_tokens_it_names_what_is_missing_and_starts_no_playground(operator):
    done = operator("run")
    assert done.code == 2
    for words in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "api.slack.com/apps", "python app.py playground"):
        assert words in done.err


def test_every_faulty_setting_is_named_at_once(operator):
    said = operator("run", KAIKU_LANGUAGE="de", KAIKU_TIMEZONE="Mars/Base", KAIKU_ADMINS="anna").sentence
    assert [name for name in ("KAIKU_LANGUAGE", "KAIKU_TIMEZONE", "KAIKU_ADMINS") if name not in said] == []


FAULTS = {
    "SLACK_BOT_TOKEN (invalid_auth)": {"SLACK_BOT_TOKEN": "xoxb-wrong"},
    "SLACK_APP_TOKEN (invalid_auth)": {"SLACK_APP_TOKEN": "xapp-wrong"},
    "SLACK_API_URL": {"SLACK_API_URL": "http://127.0.0.1:9/"},
    "unable to open database file": {"DATABASE_URL": "sqlite:////nowhere/at/all.db"},
    "postgresql+psycopg://kaiku:***@127.0.0.1:9": {"DATABASE_URL": "postgresql://kaiku:s3cret@127.0.0.1:9/kaiku"},
}


@pytest.mark.parametrize(("words", "env"), FAULTS.items(), ids=FAULTS)
def test_each_wrong_thing_ends_the_start_with_its_own_sentence(operator, tmp_path, slack, words, env):
    done = operator("run", **(variables(tmp_path, slack) | env))
    assert words in done.sentence
    assert len(done.err.splitlines()) == 1
    assert "s3cret" not in done.err


def test_a_missing_scope_ends_the_start(operator, tmp_path, slack):
    slack.withhold("users:read")
    assert "lacks the scopes users:read" in operator("run", **variables(tmp_path, slack)).sentence


def test_a_slack_that_is_down_is_no_wrong_token(operator, tmp_path, slack):
    slack.fail("auth.test", status=503)
    assert "Slack does not answer" in operator("run", **variables(tmp_path, slack)).sentence


def test_a_silent_slack_ends_the_start_in_time(operator, tmp_path, slack):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/api/"
        done = operator("run", **variables(tmp_path, slack, SLACK_API_URL=url))
    assert "Slack does not answer" in done.sentence
    assert done.seconds < 60


def test_a_newer_database_ends_the_start(operator, tmp_path, slack):
    _schema_from_the_future(tmp_path / "kaiku.db")
    assert "newer version of Kaiku" in operator("run", **variables(tmp_path, slack)).sentence


def test_a_port_that_is_taken_ends_the_start(operator, tmp_path, slack):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        done = operator("run", **variables(tmp_path, slack, PORT=str(busy.getsockname()[1])))
    assert "choose another PORT or KAIKU_BIND" in done.sentence


def start(tmp_path, slack, **more):
    """Start the bot as a process of its own and return it with the line that says it is ready."""
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "run"],
        env=env | variables(tmp_path, slack, **more),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    return running, running.stdout.readline()


def test_it_runs_stops_on_sigterm_and_says_nothing_secret(tmp_path, slack):
    oauth = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "oauth-secret"}
    running, ready = start(tmp_path, slack, KAIKU_LOG="debug", **oauth)
    assert "Kaiku is ready (Socket Mode)" in ready
    slack.wait_connected()
    anna = slack.person("U1")
    assert "/channels" in anna.command("/some help").words
    anna.open_home()
    slack.wait_until(lambda: anna.home_view)
    running.send_signal(signal.SIGTERM)
    _, log = running.communicate(timeout=60)
    assert running.returncode == 0
    for unwanted in ("Traceback", "Unclosed", "was destroyed", "never retrieved", "warning"):
        assert unwanted not in log
    for secret in (slack.bot_token, slack.app_token, "/response/", "ticket=", "oauth-secret"):
        assert secret not in log
    assert slack.refused == []


def test_by_http_it_stops_on_ctrl_c(tmp_path, slack):
    running, ready = start(tmp_path, slack, SLACK_APP_TOKEN=None, SLACK_SIGNING_SECRET=slack.signing_secret)
    assert "HTTP, POST /slack/events" in ready
    (address,) = re.findall(r"http://[^/]+", ready)
    slack.deliver_to(address + "/slack/events")
    assert slack.person("U1").command("/some help").ok
    running.send_signal(signal.SIGINT)
    _, log = running.communicate(timeout=15)
    assert (running.returncode, log) == (0, "")


def test_check_names_faults_with_their_cures(operator, tmp_path, slack):
    env = variables(tmp_path, slack, KAIKU_DESK_MEMBERS="U1")
    assert "tables are not up to date" in operator("check", **env).out
    assert operator("dead-letters").out == "Nothing is stuck.\n"
    slack.withhold("channels:history")
    second = operator("check", **env)
    assert second.code == 0, second.out
    assert "Switched off without the scope channels:history" in second.out
    _spoil_audit_log(tmp_path / "kaiku.db")
    third = operator("check", **{**env, "SLACK_BOT_TOKEN": "xoxb-wrong"})
    assert third.code == 1
    assert "SLACK_BOT_TOKEN (invalid_auth)" in third.out
    assert "audit log was changed outside Kaiku" in third.out


def test_backup_copies_and_never_overwrites(operator, tmp_path):
    assert operator("backup", "copy.db").code == 0
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert "exists already" in operator("backup", "copy.db").sentence


def test_accounts_go_out_and_come_back(operator, tmp_path):
    (tmp_path / "in.csv").write_text("name;link\nPool;https://instagram.com/pool\n")
    assert "1 new" in operator("import-accounts", "in.csv", "--dry-run").out
    assert operator("import-accounts", "in.csv").code == 0
    assert operator("export", "accounts", "out.csv").out == "1 social account is in out.csv.\n"
    assert "https://instagram.com/pool" in (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "cannot be used" in operator("import-accounts", "missing.csv").sentence


def test_settings_stand_in_a_file_and_the_environment_wins(operator, tmp_path):
    (tmp_path / ".env").write_text("KAIKU_LANGUAGE=de\nPORT=x\n")
    said = operator("check").sentence
    assert "KAIKU_LANGUAGE" in said
    assert "PORT" not in said


def test_the_playground_does_not_start_beside_real_tokens(operator, tmp_path, slack):
    said = operator("playground", **variables(tmp_path, slack)).sentence
    assert "SLACK_BOT_TOKEN, SLACK_APP_TOKEN" in said


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_the_manifests_in_the_tree_are_those_that_the_bot_prints(operator, language):
    name = "manifest.yml" if language == "en" else f"manifest.{language}.yml"
    assert operator("manifest", language).out == (ROOT / name).read_text()


def _schema_from_the_future(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")


def _spoil_audit_log(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "INSERT INTO audit_entry VALUES (1, '2026-01-01 00:00:00', 'U1', 'x', 'y', NULL, NULL, '', '', 'forged')"
        )
