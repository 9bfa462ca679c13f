"""The plan from and to files, through both doors: the terminal, and a window that says what a file would do before it does it."""

from __future__ import annotations

import json
from argparse import Namespace

import pytest
from sqlalchemy import select

from bot import people
from bot.views import plan_files
from handlers import terminal_plan
from storage.models import PlanItem, Reminder

ROWS = """Title;Date;Time;Owner
The pool opens;24.12.;9.00;U1
Carols;31.4.2027;9.00;
Saga;25.12.2026;klo 9;nobody@example.org
"""


@pytest.fixture
def town(house):
    """A house where Carla (U3) is a social manager and everybody is known."""
    for user_id in ("U1", "U2", "U3"):
        people.asker(house.services, user_id)
    return house


def window(house, *texts, who="U3"):
    """Wait until somebody's window says something."""
    person = house.slack.person(who)

    def found():
        view = person.view if person.views else None
        return view if view is not None and all(text in view.words for text in texts) else None

    return house.slack.wait_until(found, otherwise=f"{texts} in {[view.words for view in person.views]}")


def planned(house):
    with house.services.database.read() as session:
        return [(item.title, item.owner) for item in session.scalars(select(PlanItem).order_by(PlanItem.id))]


def test_a_file_is_looked_at_then_its_good_rows_are_taken_then_all_goes_out(town):
    carla = town.slack.person("U3")
    carla.click(plan_files.OPEN, in_=carla.command("/some plan").message)
    carla.submit(carla.view, {"file": [carla.upload("plan.csv", ROWS.encode())]})
    shown = window(town, "1 new", "2 faulty", "Row 3, column “Date”", "Row 4, column “Owner”", "Take 1 row")
    assert planned(town) == []
    carla.submit(shown, {})
    window(town, "is added", "Correct these and import the file again")
    assert planned(town) == [("The pool opens", "U1")]
    assert town.slack.refused == []


def test_an_import_whose_window_is_closed_tells_its_result_in_a_direct_message(town):
    carla = town.slack.person("U3")
    carla.click(plan_files.OPEN, in_=carla.command("/some plan").message)
    carla.submit(carla.view, {"file": [carla.upload("plan.csv", ROWS.encode())]})
    carla.submit(window(town, "Take 1 row"), {})
    carla.close(everything=True)
    (told,) = town.slack.wait_until(lambda: town.slack.direct_messages("U3"), otherwise="a message")
    for piece in ("plan.csv", "In the plan: 1 new", "2 faulty", "Row 3, column “Date”", "is added"):
        assert piece in told.words
    assert planned(town) == [("The pool opens", "U1")]
    assert town.slack.refused == []


def test_the_terminal_takes_a_file_names_what_is_wrong_and_gives_it_back(town, tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(ROWS)
    tried = terminal_plan.import_plan(town.services, Namespace(file=path, dry_run=True))
    assert (tried.code, planned(town)) == (1, [])
    assert "nothing was written" in tried.lines[-1]
    assert terminal_plan.import_plan(town.services, Namespace(file=path, dry_run=False)).code == 1
    assert planned(town) == [("The pool opens", "U1")]
    out = tmp_path / "out.json"
    said = terminal_plan.export_plan(town.services, out).lines
    assert said == [f"1 item of the plan is in {out}."]
    assert json.loads(out.read_text())[0]["title"] == "The pool opens"
    back = terminal_plan.import_plan(town.services, Namespace(file=out, dry_run=False))
    assert (back.code, "0 changed and" in back.lines[-1] or "1 as before" in back.lines[-1]) == (0, True)


def test_what_nobody_owns_has_no_owner_rather_than_the_terminal(town, tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("Title;Date;Time\nThe pool opens;24.12.2026;9\n")
    done = terminal_plan.import_plan(town.services, Namespace(file=path, dry_run=False))
    assert planned(town) == [("The pool opens", "")]
    assert "1 new item has no owner" in done.lines[-1]
    with town.services.database.read() as session:
        assert set(session.scalars(select(Reminder.user_id))) == {""}
