"""What has to be done for an item: a photo, a text, a translation, by somebody and by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot import people
from bot.audit import Act
from bot.channels_draft import check_length
from bot.errors import Conflict, Invalid, NotFound
from bot.people import Asker, is_colleague
from bot.plan import states
from bot.roles import Role, require
from bot.views.blocks import one_line
from storage import people as known_people
from storage import plan_tasks
from storage.models import PlanItem, PlanTask

if TYPE_CHECKING:
    from bot.services import Services

WHAT = ("photo", "text", "translation", "other")
MOST_NOTE = 300
MOST_TASKS = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A task as somebody typed it."""

    what: str = "other"
    note: str = ""
    assignee: str = ""
    due_on: date | None = None


def open_form(services: Services, item_id: int, *, by: Asker) -> PlanItem:
    """Return the item for the form of a new task. Raises as `bot.plan.states.to_change` does."""
    with services.database.begin() as session:
        return states.to_change(session, item_id, by)


def open_task(services: Services, task_id: int, *, by: Asker) -> tuple[PlanItem, PlanTask]:
    """Return a task with its item, for its form."""
    with services.database.begin() as session:
        task = _known(session, task_id)
        return states.to_change(session, task.item_id, by), task


def save(services: Services, item_id: int, task: int | str, draft: Draft, *, by: Asker) -> None:
    """Change a task (its id), or add one (the key of the form: sent twice it is one).

    Raises Invalid at the field, Conflict when there are too many.
    """
    draft = _checked(services, draft)
    now = services.now()
    with services.database.begin() as session:
        item = states.to_change(session, item_id, by)
        if isinstance(task, int):
            _put(_of_item(session, item, task), draft)
        elif plan_tasks.has_task(session, task):
            return
        elif plan_tasks.count(session, item.id) >= MOST_TASKS:
            raise Conflict("An item has {most} tasks at most. Finish or take away some first.", most=MOST_TASKS)
        else:
            made = PlanTask(key=task, item_id=item.id, what=draft.what, made_by=by.id, made_at=now)
            _put(made, draft)
            session.add(made)
        states.changed(services, session, item, now, Act(by.id, "plan.task", states.subject(item)))


def done(services: Services, task_id: int, *, by: Asker) -> int:
    """Say that a task is done: whoever may change the item, and whose task it is. Returns the item's id."""
    now = services.now()
    with services.database.begin() as session:
        item, task = _mine(session, task_id, by)
        if task.done_at is None:
            task.done_at, task.done_by = now, by.id
            states.changed(services, session, item, now, Act(by.id, "plan.task_done", states.subject(item)))
        return item.id


def reopen(services: Services, task_id: int, *, by: Asker) -> int:
    """Say that a task is not done after all. Returns the item's id."""
    now = services.now()
    with services.database.begin() as session:
        item, task = _mine(session, task_id, by)
        if task.done_at is not None:
            task.done_at, task.done_by = None, ""
            states.changed(services, session, item, now, Act(by.id, "plan.task_reopened", states.subject(item)))
        return item.id


def remove(services: Services, task_id: int, *, by: Asker) -> int:
    """Take a task away. Returns the item's id."""
    now = services.now()
    with services.database.begin() as session:
        task = _known(session, task_id)
        item = states.to_change(session, task.item_id, by)
        session.delete(task)
        states.changed(services, session, item, now, Act(by.id, "plan.task_removed", states.subject(item)))
        return item.id


def _put(task: PlanTask, draft: Draft) -> None:
    task.what, task.note, task.assignee, task.due_on = draft.what, draft.note, draft.assignee, draft.due_on


def _mine(session: Session, task_id: int, by: Asker) -> tuple[PlanItem, PlanTask]:
    require(by.role, Role.EMPLOYEE)
    task = _known(session, task_id)
    if task.assignee != by.id:
        return states.to_change(session, task.item_id, by), task
    return states.held(session, task.item_id), task


def _of_item(session: Session, item: PlanItem, task_id: int) -> PlanTask:
    task = _known(session, task_id)
    if task.item_id != item.id:
        raise _gone()
    return task


def _known(session: Session, task_id: int) -> PlanTask:
    found = plan_tasks.find(session, task_id)
    if found is None:
        raise _gone()
    return found


def _gone() -> NotFound:
    return NotFound("This task was taken away meanwhile.")


def _checked(services: Services, draft: Draft) -> Draft:
    if draft.what not in WHAT:
        raise Invalid("Choose what is to be done.", field="what")
    note = one_line(draft.note)
    check_length(note, MOST_NOTE, "note")
    if draft.what == "other" and not note:
        raise Invalid("Write what is to be done.", field="note")
    if draft.assignee:
        people.get_to_know(services, [draft.assignee])
        with services.database.read() as session:
            person = known_people.find(session, draft.assignee)
        if person is None or not is_colleague(person):
            raise Invalid("Choose a colleague who works here.", field="assignee")
    return Draft(draft.what, note, draft.assignee, draft.due_on)
