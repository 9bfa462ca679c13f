"""Key figures through both doors: a table in Slack and POST /figures; a big change proposes an idea, once."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies
from sqlalchemy import select

from bot import people, tokens
from bot.errors import Invalid
from bot.ideas import figures
from bot.ideas.figure_rows import number_in
from storage.models import Clearance, FigureValue, Idea
from tests.handlers.conftest import House

VISITORS = (
    "Mittari;Päivä;Arvo;Yksikkö\nKirjaston kävijät;{first};1 200;kävijää\nKirjaston kävijät;{second};{value};kävijää\n"
)


@pytest.fixture
def town(open_house) -> House:
    """Anna (U1) is an employee, Carla (U3) a social manager."""
    house: House = open_house(house_channel="C1", desk_channel="C2", desk_group="", desk_members=frozenset({"U3"}))
    for user_id in ("U1", "U3"):
        people.asker(house.services, user_id)
        house.slack.person(user_id).command("/some language en")
    return house


def table(value: str = "1 344", days: int = 1) -> str:
    """Return a table of two days, the second of them so many days ago."""
    today = datetime.now(UTC).date() - timedelta(days=days)
    return VISITORS.format(first=f"{today - timedelta(days=7):%d.%m.%Y}", second=f"{today:%Y-%m-%d}", value=value)


def posted(house: House, token: str, body: str, kind: str = "text/csv") -> tuple[int, dict[str, object]]:
    """Deliver a table; the status and the answer."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": kind}
    request = urllib.request.Request(house.url("/figures"), body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")


def proposed(house: House) -> list[Idea]:
    with house.services.database.read() as session:
        return list(session.scalars(select(Idea).order_by(Idea.id)))


def test_a_change_of_ten_per_cent_proposes_one_idea_with_permission_open_and_twice_is_once(town):
    token = tokens.make(town.services, tokens.FIGURES, by="operator")
    status, answer = posted(town, token, table())
    assert (status, answer["added"], answer["proposed"]) == (200, 2, ["Kirjaston kävijät"])
    (idea,) = proposed(town)
    assert (idea.via, idea.title, idea.giver, idea.state) == ("figure", "Kirjaston kävijät: up 12 %", "", "new")
    with town.services.database.read() as session:
        (clearance,) = session.scalars(select(Clearance))
    assert (clearance.idea_id, clearance.author, clearance.rights) == (idea.id, "", "")
    status, answer = posted(town, token, table())
    assert (status, answer["unchanged"], answer["proposed"]) == (200, 2, [])
    assert len(proposed(town)) == 1
    shown = town.slack.person("U1").command("/some ideas").ephemerals[-1]
    window = town.slack.person("U1").click("ideas.open", in_=shown)
    assert "Proposed since a key figure changed" in window.view.words


def test_a_small_change_and_years_of_history_propose_nothing_but_the_newest(town):
    assert figures.take(town.services, table("1 319").encode(), "a.csv", by="U3").figures[0].is_proposed is False
    history = "figure,date,value\n" + "".join(
        f"Swimmers,20{year}-06-01,{100 * 2**n}\n" for n, year in enumerate(range(10, 20))
    )
    report = figures.take(town.services, history.encode(), "b.csv", by="U3")
    assert (report.added, [one.is_proposed for one in report.figures]) == (10, [True])
    older = figures.take(town.services, b"figure,date,value\nSwimmers,2005-06-01,1\n", "c.csv", by="U3")
    assert [one.is_proposed for one in older.figures] == [False]
    assert [one.title for one in proposed(town)] == ["Swimmers: up 100 %"]


def test_in_slack_good_rows_are_taken_and_faulty_ones_named_and_employees_may_not(town):
    carla, anna = town.slack.person("U3"), town.slack.person("U1")
    assert "figures.open" not in json.dumps(anna.command("/some settings").ephemerals[-1].blocks)
    carla.click("figures.open", in_=carla.command("/some settings").ephemerals[-1])
    rows = (
        "Figure\tDate\tValue\tThreshold\nLoans\t2026-01-01\t100\t50\nLoans\t2026-02-01\tmany\t\nLoans\t31.4.2026\t1\t\n"
    )
    carla.submit(
        carla.view, {"text": rows + "Loans\t2026-03-01\t140\t\n\t2026-03-01\t1\t\nLoans\t2026-03-02\t1,234\t\n"}
    )
    town.slack.wait_until(lambda: "2 new" in carla.view.words)
    for text in ("4 faulty", "“many” is no number", "31.4.2026", "change: 40 %", "thousands or decimals"):
        assert text in carla.view.words, text
    assert proposed(town) == []
    with town.services.database.read() as session:
        assert [one.value for one in session.scalars(select(FigureValue).order_by(FigureValue.day))] == [100, 140]
    assert town.slack.refused == []


def test_wrong_tokens_bodies_and_headers_are_refused(town):
    token = tokens.make(town.services, tokens.FIGURES, by="operator")
    people_token = tokens.make(town.services, tokens.PEOPLE, by="operator")
    assert posted(town, people_token, table())[0] == 401
    assert posted(town, "nonsense", table())[0] == 401
    status, answer = posted(town, token, "Name;Something\nx;y\n")
    assert (status, "must name these columns" in str(answer["message"])) == (400, True)
    assert posted(town, token, "figure,date,value\nLoans,2999-01-01,1\n")[0] == 422
    assert posted(town, token, json.dumps([{"figure": "Loans", "date": "2026-01-01", "value": 12.5}]))[0] == 200
    assert proposed(town) == []


def test_from_nothing_to_something_is_a_change_and_the_same_nothing_is_none(town):
    figures.take(town.services, b"figure,date,value\nStorks,2026-01-01,0\nStorks,2026-01-02,0\n", "a.csv", by="U3")
    assert proposed(town) == []
    figures.take(town.services, b"figure,date,value\nstorks,2026-01-03,2\n", "b.csv", by="U3")
    assert [one.title for one in proposed(town)] == ["Storks: more than nothing"]


@given(strategies.integers(-(10**9), 10**9), strategies.integers(0, 99))
def test_numbers_are_read_as_finns_swedes_and_machines_write_them(whole, cents):
    wanted = whole + (cents / 100 if whole >= 0 else -cents / 100)
    grouped = f"{whole:,}"
    for text in (
        f"{whole}.{cents:02}",
        f"{whole},{cents:02}",
        f"{grouped.replace(',', ' ')},{cents:02}",
        f"{grouped.replace(',', '.')},{cents:02}" if "," in grouped else f"{whole},{cents:02}",
        f"{grouped}.{cents:02} €",
    ):
        assert number_in(text) == pytest.approx(wanted), text


@pytest.mark.parametrize("text", ["", "many", "nan", "inf", "1e400", "1,2,3", "12:30", "=1+1", "--5", "1,234"])
def test_what_is_no_number_is_said_so(text):
    with pytest.raises(Invalid):
        number_in(text)
