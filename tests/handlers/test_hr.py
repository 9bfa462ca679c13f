"""HR's lists through the doors: POST /people, the watched folder of a running bot, the card that asks, the command line."""

from __future__ import annotations

import io
import json
import urllib.error
import urllib.request
from threading import Event

import pytest
from openpyxl import Workbook

from bot import tokens
from tests.bot.hr_desk import MAIJA, SANNA, VILLE, csv, fed, findable, imports, many

PERSON = {"id": 7, "name": "Aino Aalto", "email": "aino@aaltoranta.example", "skills": ["tietosuoja", "GDPR"]}


def post(house, body, token=None, path="/people", **headers):
    """Deliver a body and return status and what the answer says."""
    given = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(house.url(path), data=body, headers={**given, **headers}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        said = error.read()
        return error.code, json.loads(said) if said else None


@pytest.fixture
def token(house):
    return tokens.make(house.services, tokens.PEOPLE, by="operator")


@pytest.mark.parametrize("mode", ["house", "by_http"])
def test_a_list_in_json_becomes_the_directory_in_both_modes(request, mode):
    running = request.getfixturevalue(mode)
    token = tokens.make(running.services, tokens.PEOPLE, by="operator")
    status, said = post(running, json.dumps([PERSON]).encode(), token)
    assert (status, said["result"], said["added"]) == (200, "applied", 1)
    assert said["people"]["added"] == [{"id": "7", "name": "Aino Aalto"}]
    status, said = post(running, json.dumps({"people": [PERSON]}).encode(), token)
    assert (status, said["result"], said["unchanged"]) == (200, "no_change", 1)
    assert "Aino Aalto" in findable(running.services)


def test_csv_and_excel_are_taken_as_they_are(house, token):
    assert post(house, csv(MAIJA, VILLE), token, **{"Content-Type": "text/csv"})[0] == 200
    book, packed = Workbook(), io.BytesIO()
    for line in (["ID", "Nimi"], [1, "Maija Mäkelä"], [2, "Ville Vesi"]):
        book.worksheets[0].append(line)
    book.save(packed)
    assert post(house, packed.getvalue(), token, **{"Content-Type": "application/octet-stream"})[1]["unchanged"] == 2


def test_a_dry_run_writes_nothing(house, token):
    status, said = post(house, csv(MAIJA, VILLE), token, "/people?dry_run=1")
    assert (status, said["result"], said["added"]) == (200, "dry_run", 2)
    assert fed(house.services) == set()


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer wrong", "Basic {token}", "{token}", "Bearer {token}x"])
def test_without_the_right_token_nobody_hears_why(house, token, header):
    given = {"Authorization": header.format(token=token)} if header else {}
    assert post(house, json.dumps([PERSON]).encode(), **given) == (401, None)
    assert fed(house.services) == set()


def test_a_revoked_token_opens_nothing(house, token):
    tokens.revoke(house.services, tokens.PEOPLE, by="operator")
    assert post(house, json.dumps([PERSON]).encode(), token)[0] == 401


def test_faulty_rows_are_named_one_by_one_with_their_cure(house, token):
    rows = [PERSON, {**PERSON, "name": "", "languages": "klingon"}, {"id": 8, "name": "B", "deputy": 99}]
    status, said = post(house, json.dumps(rows).encode(), token)
    assert (status, said["result"]) == (422, "refused")
    assert [(one["line"], one["field"]) for one in said["errors"]] == [
        (2, "name"), (2, "languages"), (2, "id"), (3, "deputy"),
    ]  # fmt: skip
    assert all(one["problem"] and one["cure"] for one in said["errors"])
    assert fed(house.services) == set()


@pytest.mark.parametrize(
    "body", [b"", b"[", b"{}", b"[]", b"\xff\xfe\x00", b"PK\x03\x04", b"null", csv(), b"[" * 200_000, b"a" * 1_000_000]
)
def test_what_cannot_be_read_is_refused_in_words(house, token, body):
    status, said = post(house, body, token)
    assert status == 400
    assert said["message"]
    assert fed(house.services) == set()


def test_what_is_too_large_or_packed_is_refused(house, token):
    request = urllib.request.Request(house.url("/people"), data=b"x", method="POST")
    request.add_header("Authorization", f"Bearer {token}")
    request.add_header("Content-Length", "60000001")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=5)
    assert refused.value.code == 413
    assert post(house, b"x", token, **{"Content-Encoding": "gzip"})[0] == 415
    assert post(house, b"x", token, **{"Content-Type": "multipart/form-data; boundary=x"})[0] == 415


def test_a_list_that_is_too_short_is_a_conflict(house, token):
    assert post(house, many(10), token)[0] == 200
    status, said = post(house, many(10, leaving_out=5), token)
    assert (status, said["result"], said["gone"], said["needs_decision"]) == (409, "waiting", 5, True)
    assert len(fed(house.services)) == 10


def test_the_bot_answers_slack_while_it_takes_a_long_list(house, token):
    body, done, answered = many(6_000), Event(), []

    def deliver():
        status = post(house, body, token)[0]
        done.set()
        return status

    def ask():
        while not done.is_set():
            answered.append(house.slack.person("U1").command("/some help").ok)

    assert house.slack.together(deliver, ask)[0] == 200
    assert len(answered) > 3
    assert all(answered)


@pytest.fixture
def short(open_house):
    """A running bot whose last list is too short: the desk is asked in C2. U3 and U1 may decide, U2 may not."""
    running = open_house(desk_channel="C2", admins=frozenset({"U1"}))
    key = tokens.make(running.services, tokens.PEOPLE, by="operator")
    post(running, many(10), key)
    assert post(running, many(10, leaving_out=5), key)[0] == 409
    running.slack.wait_until(lambda: running.slack.messages("C2"))
    return running


def card(house):
    return house.slack.messages("C2")[-1]


def test_the_desk_sees_what_would_happen_and_applies_it(short):
    assert "5 people would vanish" in card(short).words
    assert "Etu10 Suku10" in card(short).words
    short.slack.person("U3").click("hr.apply", in_=card(short))
    short.slack.wait_until(lambda: len(fed(short.services)) == 5)
    short.slack.wait_until(lambda: "5 people are gone" in card(short).words)
    assert "Apply anyway" not in card(short).words
    assert short.slack.refused == []


def test_the_desk_throws_it_away(short):
    short.slack.person("U1").click("hr.discard", in_=card(short))
    short.slack.wait_until(lambda: "has discarded" in card(short).words)
    assert len(fed(short.services)) == 10


def test_whoever_may_not_decide_is_refused(short):
    bo = short.slack.person("U2")
    bo.click("hr.apply", in_=card(short))
    short.slack.wait_until(lambda: bo.ephemerals)
    assert imports(short.services)[-1].state == "waiting"


def test_of_two_clicks_at_once_one_wins_and_the_other_is_told(short):
    seen = card(short)
    anna, carla = short.slack.person("U1"), short.slack.person("U3")
    short.slack.together(
        lambda: anna.click("hr.apply", in_=seen, stale=True), lambda: carla.click("hr.discard", in_=seen, stale=True)
    )
    short.slack.wait_until(lambda: len(anna.ephemerals) + len(carla.ephemerals) == 1)
    told = (anna.ephemerals or carla.ephemerals)[-1].words
    assert "was faster" in told
    short.slack.wait_until(lambda: imports(short.services)[-1].state in ("applied", "discarded"))
    state = imports(short.services)[-1].state
    assert len(fed(short.services)) == (5 if state == "applied" else 10)


def test_a_running_bot_watches_its_folder(open_house, tmp_path):
    folder = tmp_path / "hr"
    folder.mkdir()
    running = open_house(people_folder=str(folder))
    (folder / "people.csv").write_bytes(csv(MAIJA, VILLE, SANNA))
    running.slack.wait_until((folder / "done" / "people.csv").exists, timeout=15)
    assert len(fed(running.services)) == 3


def test_nothing_about_people_stands_in_the_log(open_house, log, tmp_path):
    running = open_house()
    key = tokens.make(running.services, tokens.PEOPLE, by="operator")
    for body in (csv(MAIJA, VILLE), csv(MAIJA.replace("maija@", "rikki ")), b"\xff\x00", csv("1;Maija Mäkelä;;;;;;;")):
        post(running, body, key)
    for secret in ("Maija", "maija@", "Ville", key):
        assert secret not in log.getvalue()
