"""The tasks of an item: in its window, and the form for one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    DatePickerElement,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot.people import is_user_id
from bot.plan.opening import Viewer
from bot.plan.tasks import MOST_NOTE, WHAT, Draft
from bot.plan.whole import Whole
from bot.views import plan_words
from bot.views.blocks import button, cut, escape, one_line, plain, rich, section, words
from bot.views.modal import VALUE, entry, form_window, optional
from bot.words import Reader
from storage.models import PlanItem, PlanTask

ADD, MORE, FORM = "plan_tasks.add", "plan_tasks.more", "plan_tasks.form"
DONE, REOPEN, CHANGE, REMOVE = "done", "reopen", "change", "remove"
"""Choices beside a task: "<what>:<task id>"."""
_MOST = 12


def section_of(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Show what has to be done for an item, by whom and by when, with what one may do about it."""
    if not whole.tasks and not viewer.may_edit:
        return []
    blocks: list[Block] = [rich(words(reader.say("Tasks"), bold=True))] if whole.tasks else []
    for task in sorted(whole.tasks, key=lambda one: (one.done_at is not None, one.due_on or date.max))[:_MOST]:
        mine = viewer.may_edit or task.assignee == viewer.by.id
        accessory = _menu(task, reader, may_edit=viewer.may_edit) if mine else None
        blocks.append(section(said(task, reader), block_id=f"plan_task:{task.id}", accessory=accessory))
    if viewer.may_edit:
        elements = [button(reader.say("Add a task"), ADD, value=str(whole.item.id))]
        blocks.append(ActionsBlock(block_id=f"plan_tasks:{whole.item.id}", elements=elements))
    return blocks


def said(task: PlanTask, reader: Reader) -> str:
    """Say a task on one line, as mrkdwn: what, who, until when, done or not."""
    what = kind(task.what, reader) if task.what != "other" else ""
    parts = [": ".join(filter(None, (what, escape(cut(one_line(task.note), 200)))))]
    if is_user_id(task.assignee):
        parts.append(f"<@{task.assignee}>")
    if task.due_on is not None:
        parts.append(reader.say("by {day}", day=f"{reader.weekday(task.due_on)} {reader.day(task.due_on)}"))
    line = " · ".join(parts)
    return reader.say("Done: {task}", task=line) if task.done_at is not None else line


def kind(code: str, reader: Reader) -> str:
    """Name what kind of thing is to be done."""
    names = {
        "photo": reader.say("Photo"),
        "text": reader.say("Text"),
        "translation": reader.say("Translation"),
        "other": reader.say("Something else"),
    }
    return names.get(code, code)


def form(item: PlanItem, task: PlanTask | None, reader: Reader) -> dict[str, Any]:
    """Return the window for a new task, or for changing one."""
    options = [Option(text=plain(kind(code, reader), 75), value=code) for code in WHAT]
    chosen = next(option for option in options if option.value == (task.what if task else WHAT[0]))
    what = StaticSelectElement(action_id=VALUE, options=options, initial_option=chosen)
    note = PlainTextInputElement(
        action_id=VALUE, initial_value=(task.note if task else "") or None, max_length=MOST_NOTE
    )
    who = UserSelectElement(action_id=VALUE, initial_user=(task.assignee if task else "") or None)
    due = DatePickerElement(action_id=VALUE, initial_date=task.due_on.isoformat() if task and task.due_on else None)
    blocks: list[Block] = [
        rich(words(plan_words.title(item, reader), bold=True)),
        entry("what", reader.say("What is to be done"), what),
        optional("note", reader.say("In more words"), note),
        optional("assignee", reader.say("Who does it"), who, hint=reader.say("They are reminded on its day.")),
        optional("due_on", reader.say("By"), due),
    ]
    title = reader.say("Change a task") if task else reader.say("Add a task")
    carried = f"{item.id}:{task.id if task else uuid4().hex + 'k'}"
    return form_window(FORM, (title, reader.say("Save"), reader.say("Cancel")), blocks, carried=carried)


def draft_from(values: Mapping[str, Any]) -> Draft:
    """Return what stands in a sent form."""
    due = values.get("due_on")
    return Draft(
        what=str(values.get("what") or ""),
        note=str(values.get("note") or ""),
        assignee=str(values.get("assignee") or ""),
        due_on=date.fromisoformat(due) if due else None,
    )


def _menu(task: PlanTask, reader: Reader, *, may_edit: bool) -> OverflowMenuElement:
    choices = {REOPEN: reader.say("Not done after all")} if task.done_at else {DONE: reader.say("Done")}
    if may_edit:
        choices |= {CHANGE: reader.say("Change"), REMOVE: reader.say("Take away")}
    options = [Option(text=plain(text, 75), value=f"{what}:{task.id}") for what, text in choices.items()]
    return OverflowMenuElement(action_id=MORE, options=options)
