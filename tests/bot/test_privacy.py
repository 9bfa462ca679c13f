"""One person's data: given out whole, and erased so that nothing in the database names them any more."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import inspect, select, text

from app import main
from bot import audit, channels, directory, orphans, people, privacy, profile_index, profiles
from bot.audit import Act
from bot.cards import CARDS
from bot.channels_draft import Draft as AccountDraft
from bot.channels_draft import Form
from bot.errors import Conflict, NotFound
from bot.people import Asker
from bot.profiles_draft import Draft
from bot.roles import Role
from bot.services import Services
from bot.words import Reader
from playground.slack.server import FakeSlack
from storage import profiles as known
from storage.database import Database
from storage.models import (
    AuditEntry,
    Blockage,
    Card,
    DeskMember,
    Inquiry,
    Orphan,
    PeopleImport,
    Person,
    Ping,
    Place,
    Profile,
    SocialAccount,
    SynonymGroup,
)
from tests.bot.register import on_slack, services_on
from tests.clock import Clock

ANNA = Asker("U1", "Anna Aalto", Role.ADMIN, Reader("en"))
BO = Asker("U2", "Bo Berg", Role.EMPLOYEE, Reader("sv"))
TRACES = ("U1", "anna aalto", "aalto", "anna.aalto@example.org")
BOT = "U0KAIKU"


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as running:
        yield running


@pytest.fixture
def services(slack: FakeSlack, database: Database, clock: Clock) -> Iterator[Services]:
    made = services_on(database, clock, admins=frozenset({"U3"}))
    yield on_slack(made, slack)
    made.replies.close()


@pytest.fixture
def life(services: Services, clock: Clock) -> Services:
    """Anna's life in the bot: she is everywhere that somebody can be."""
    directory.read_on(services)
    with services.database.begin() as session:
        anna = known.made_for_user(session, "U1")
        anna.hr_id, anna.email, anna.hr_skills = "H1", "anna.aalto@example.org", "Tours"
    draft = Draft(skills=("Xylography",), about="Ask Anna Aalto.", languages=("fi",), deputy="U2")
    profiles.save(services, profiles.own(services, by=ANNA).profile.version, draft, by=ANNA)
    profiles.save(services, profiles.own(services, by=BO).profile.version, Draft(deputy="U1"), by=BO)
    account = AccountDraft(name="Museum", link="https://x.com/museum.example", owner="U1", deputy="U2")
    channels.save(services, Form(), account, by=ANNA)
    saved = channels.save(
        services, Form(), replace(account, link="https://x.com/b", owner="", owner_name="Anna Aalto"), by=ANNA
    )
    channels.share(services, saved.account.id, "C1", by=ANNA)
    people.choose_language(services, "fi", by=ANNA)
    with services.database.begin() as session:
        anna, bo = known.made_for_user(session, "U1"), known.made_for_user(session, "U2")
        mine = Inquiry(key="k1", asked_by="U1", question="Who knows looms?", asked_at=clock())
        his = Inquiry(key="k2", asked_by="U2", question="Where is Anna Aalto <@U1>?", asked_at=clock())
        session.add_all([mine, his, DeskMember(user_id="U1")])
        session.flush()
        times: dict[str, Any] = {"sent_at": clock(), "due_at": clock() + timedelta(days=1)}
        asked = Ping(inquiry_id=mine.id, profile_id=bo.id, user_id="U2", suggested="U1", **times)
        session.add_all([asked, Ping(inquiry_id=his.id, profile_id=anna.id, user_id="U1", **times)])
        session.flush()
        services.messenger.show(session, "ping", asked.id, "U2", asked_by="U1")
        services.messenger.show(session, "profile_reminder", anna.id, "U1")
        place = session.scalars(select(Place).where(Place.address == "U1")).one()
        session.add(Blockage(place_id=place.id, reason="user_disabled", since=clock()))
        rows = [{"hr_id": "H1", "name": "Anna Aalto"}, {"hr_id": "H2", "name": "Bo Berg", "hr_deputy": "H1"}]
        session.add(
            PeopleImport(source="hr.csv", fingerprint="f", state="waiting", people=rows, at=clock(), decided_by="U1")
        )
        session.add(SynonymGroup(key="g", words=["a", "b"], changed_by="U1", changed_at=clock()))
        audit.note(session, clock(), Act("U2", "account.edited", "account:1", "As anna.aalto@example.org wished"))
    return services


def whole_database(services: Services, *, but: str = "") -> str:
    """Everything that the database holds, in small letters; of SQLite the dump, with its search index byte by byte."""
    if services.database.is_sqlite:
        connection = sqlite3.connect(services.database.url.database or "")
        lines = [line for line in connection.iterdump() if not (but and line.startswith(f'INSERT INTO "{but}"'))]
        blobs = connection.execute("SELECT block FROM profile_search_data").fetchall()
        connection.close()
        return ("\n".join(lines) + "".join(bytes(block[0]).decode("latin-1") for block in blobs)).casefold()
    found = []
    with services.database.read() as session:
        for table in inspect(services.database.engine).get_table_names():
            if table != but:
                found += [str(row) for row in session.execute(text(f'SELECT * FROM "{table}"'))]  # noqa: S608 - our own names
    return "\n".join(found).casefold()


def faults(services: Services) -> list[int]:
    with services.database.read() as session:
        return audit.faults(session)


def test_the_life_of_the_story_leaves_traces_everywhere(life: Services) -> None:
    """Otherwise the tests of this file would find nothing to erase."""
    everything = whole_database(life)
    assert all(trace.casefold() in everything for trace in (*TRACES, "xylography"))


@pytest.mark.parametrize("named", ["U1", "anna.aalto@example.org", "Anna.Aalto@Example.org", "H1", "<@U1>"])
def test_an_export_has_every_row_about_a_person(life: Services, named: str) -> None:
    held = privacy.export(life, named, by="operator")
    assert set(held["tables"]) == {
        "audit_entry", "blockage", "card", "desk_member", "inquiry", "people_import", "person", "ping", "place",
        "profile", "profile_terms", "social_account", "synonym_group",
    }  # fmt: skip
    assert json.loads(json.dumps(held)) == held
    assert held["tables"]["profile"][0]["skills"] == "Xylography"
    assert [row["question"] for row in held["tables"]["inquiry"]] == ["Who knows looms?", "Where is Anna Aalto <@U1>?"]


def test_an_export_shows_nobody_elses_row_of_a_list(life: Services) -> None:
    held = privacy.export(life, "U1", by="operator")
    assert held["tables"]["people_import"][0]["people"] == [{"hr_id": "H1", "name": "Anna Aalto"}]
    assert "profile" in held["tables"]
    assert all(row["user_id"] != "U2" for row in held["tables"]["person"] if "user_id" in row)


def test_whom_only_hr_knows_is_given_no_row_of_others(life: Services) -> None:
    with life.database.begin() as session:
        session.add(Profile(hr_id="H5", name="Otso Otsolainen", unit="Museum"))
    assert set(privacy.export(life, "H5", by="operator")["tables"]) == {"profile"}
    privacy.erase(life, "H5", by="operator")
    assert "otso" not in whole_database(life)
    assert profiles.own(life, by=ANNA).draft.skills == ("Xylography",)


def test_an_export_and_an_erasure_stand_in_the_log(life: Services) -> None:
    privacy.export(life, "U1", by="operator")
    privacy.erase(life, "U1", by="operator")
    with life.database.read() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(2)).all()
    assert [entry.what for entry in last] == ["privacy.erased", "privacy.exported"]


@pytest.mark.parametrize("named", ["U1", "anna.aalto@example.org", "H1"])
def test_after_an_erasure_nothing_in_the_database_names_the_person(life: Services, named: str) -> None:
    privacy.erase(life, named, by="operator")
    everything = whole_database(life)
    for trace in (*TRACES, "xylography", "h1'"):
        assert trace.casefold() not in everything, trace


def test_the_log_keeps_one_pseudonym_for_everything_and_stays_whole(life: Services) -> None:
    erased = privacy.erase(life, "U1", by="operator")
    assert faults(life) == []
    with life.database.read() as session:
        entries = list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert {entry.who for entry in entries} == {erased.pseudonym, "U2", "operator"}
    assert entries[-1].after is not None
    assert entries[-1].after["entries"] == erased.entries
    added = next(entry for entry in entries if entry.what == "account.added")
    assert added.after is not None
    assert (added.after["owner"], added.after["name"]) == (erased.pseudonym, "Museum")


def test_a_log_that_somebody_changed_is_not_smoothed_over(life: Services) -> None:
    with life.database.begin() as session:
        session.get_one(AuditEntry, 2).why = "forged"
    with pytest.raises(Conflict):
        privacy.erase(life, "U1", by="operator")
    assert faults(life) == [2]
    with life.database.read() as session:
        assert session.get(Person, "U1") is not None


def test_social_accounts_lose_their_owner_and_the_alarm_is_raised_without_a_name(life: Services) -> None:
    erased = privacy.erase(life, "U1", by="operator")
    assert erased.accounts == ("Museum", "Museum")
    with life.database.read() as session:
        assert {account.owner + account.owner_name for account in session.scalars(select(SocialAccount))} == {""}
        orphan = session.scalars(select(Orphan)).one()
        told = set(session.scalars(select(Place.address).join(Card).where(Card.kind == orphans.KIND)))
        card = orphans.card(session, orphan.id, Reader("en"))
    assert told == {"U2", "U3"}
    assert card is not None
    assert "2 social accounts have no owner: Museum, Museum" in card.text


def test_what_others_have_stays_theirs(life: Services) -> None:
    privacy.erase(life, "U1", by="operator")
    with life.database.read() as session:
        assert session.get(Person, "U2") is not None
        question = session.scalars(select(Inquiry)).one()
        bo = known.of_user(session, "U2")
        waiting = session.scalars(select(PeopleImport.people)).one()
    assert (question.asked_by, question.question) == ("U2", "Where is … <@…>?")
    assert bo is not None
    assert (bo.name, bo.deputy) == ("Bo Berg", "")
    assert waiting == [{"hr_id": "H2", "name": "Bo Berg", "hr_deputy": ""}]


def test_messages_that_showed_their_questions_to_experts_are_taken_away(life: Services) -> None:
    privacy.erase(life, "U1", by="operator")
    with life.database.read() as session:
        card = session.scalars(select(Card).where(Card.kind == "ping")).one()
        assert card.wanted > 1
        assert CARDS["ping"](session, card.record_id, Reader("en")) is None


def test_whoever_was_deactivated_does_not_come_back_with_the_next_reading(
    life: Services, slack: FakeSlack, clock: Clock
) -> None:
    slack.change_user("U1", deleted=True)
    directory.heard_of(
        life, {"id": "U1", "team_id": "T0KAIKU", "deleted": True, "profile": {"real_name": "Anna Aalto"}}
    )
    assert not privacy.erase(life, "U1", by="operator").is_in_slack
    clock.move(hours=7)
    directory.read_on(life)
    assert "aalto" not in whole_database(life)


def test_whoever_is_still_in_slack_or_hr_is_said_to_come_back(life: Services) -> None:
    erased = privacy.erase(life, "U1", by="operator")
    assert (erased.is_in_slack, erased.is_in_hr) == (True, True)


def test_a_namesake_keeps_everything(life: Services) -> None:
    with life.database.begin() as session:
        session.add(Profile(hr_id="H9", name="Anna Aalto", hr_skills="Archives"))
        session.flush()
        profile_index.reindex(session, [known.of_hr_ids(session, ["H9"])["H9"].id])
    assert privacy.erase(life, "U1", by="operator").has_namesake
    with life.database.read() as session:
        other = known.of_hr_ids(session, ["H9"])["H9"]
    assert (other.name, other.hr_skills) == ("Anna Aalto", "Archives")


def test_an_id_within_a_longer_one_is_somebody_elses(life: Services) -> None:
    with life.database.begin() as session:
        session.add(SynonymGroup(key="h", words=["c", "d"], changed_by="U12", changed_at=life.now()))
    assert "U12" not in str(privacy.export(life, "U1", by="operator"))
    privacy.erase(life, "U1", by="operator")
    with life.database.read() as session:
        assert "U12" in set(session.scalars(select(SynonymGroup.changed_by)))


@pytest.mark.parametrize("named", ["", "U999", "nobody@example.org", "%", "'; DROP TABLE person; --", "H", "anna"])
def test_nobody_is_found_by_what_names_nobody(life: Services, named: str) -> None:
    for ask in (privacy.export, privacy.erase):
        with pytest.raises(NotFound):
            ask(life, named, by="operator")


def test_two_people_of_one_e_mail_have_to_be_told_apart(life: Services) -> None:
    with life.database.begin() as session:
        session.add(Profile(hr_id="H7", email="anna.aalto@example.org", name="Twin"))
    with pytest.raises(Conflict) as refused:
        privacy.erase(life, "anna.aalto@example.org", by="operator")
    assert "H7" in refused.value.words(Reader("en"))


def command(services: Services, monkeypatch: Any, *arguments: str) -> int:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", services.database.url.render_as_string(hide_password=False))
    return main(["privacy", *arguments])


def test_the_command_line_exports_into_a_file_that_only_its_owner_reads(life, monkeypatch, tmp_path, capsys) -> None:
    file = tmp_path / "anna.json"
    assert command(life, monkeypatch, "export", "U1", str(file)) == 0
    assert json.loads(file.read_text())["tables"]["person"][0]["name"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert command(life, monkeypatch, "export", "U1") == 0
    assert "Xylography" in capsys.readouterr().out


def test_the_command_line_erases_only_after_a_yes(life, monkeypatch, capsys) -> None:
    assert command(life, monkeypatch, "erase", "U1") == 1
    assert "--yes" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    assert command(life, monkeypatch, "erase", "U1") == 1
    monkeypatch.setattr("builtins.input", lambda question: "yes" if "Anna Aalto" in question else "no")
    assert command(life, monkeypatch, "erase", "U1") == 0
    said = capsys.readouterr().out
    for piece in ("erased:", "Museum", "still active in Slack", "HR feed", "Backups"):
        assert piece in said
    assert command(life, monkeypatch, "erase", "U1", "--yes") == 1
    assert "Nobody here is known as “U1”" in capsys.readouterr().err
