"""The door of what an item says, of its pictures, its tasks and its reviewers' notes."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import attachments
from bot.people import Asker
from bot.plan import checking, notes, pictures, tasks, texts
from bot.plan.texts import Form
from bot.services import Services
from bot.views import plan_checking, plan_notes, plan_pictures, plan_tasks, plan_texts
from handlers import forms, plan, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the buttons of these sections and their forms."""
    bolt.action(re.compile(rf"^{re.escape(plan_texts.EDIT)}\.\w+$"))(open_text)
    bolt.action(plan_texts.PREVIEW)(preview)
    bolt.view(plan_texts.FORM)(text_saved)
    bolt.action(plan_pictures.OPEN)(open_pictures)
    bolt.view(plan_pictures.FORM)(pictures_saved)
    bolt.action(plan_tasks.ADD)(open_task)
    bolt.action(plan_tasks.MORE)(task_more)
    bolt.view(plan_tasks.FORM)(task_saved)
    bolt.action(plan_notes.ADD)(open_note)
    bolt.view(plan_notes.FORM)(note_saved)
    bolt.action(plan_checking.READY)(ready)


def open_text(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for what an item says in a language."""
    item_id, _, language = action["value"].partition(":")
    opened = texts.open_form(services, int(item_id), language, by=person)
    surface.over(client, body, plan_texts.form(opened, person.reader))
    ack()


def preview(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Count and show what stands in the form now."""
    view = body["view"]
    form = Form.unpacked(view["private_metadata"])
    opened = texts.open_form(services, form.item, form.language, by=person)
    typed = plan_texts.typed_in(forms.values(view), form.seen)
    shown = texts.Opened(form, opened.whole, typed)
    client.views_update(view_id=view["id"], view=plan_texts.form(shown, person.reader, typed))
    ack()


def text_saved(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """What an item says was written."""
    form = Form.unpacked(view["private_metadata"])
    typed = plan_texts.typed_in(forms.values(view), form.seen)
    again = texts.save(services, form, typed, by=person)
    if again is not None:
        ack(response_action="update", view=plan_texts.form(again, person.reader))
    else:
        plan.saved(ack, services, body, form.item, person)


def open_pictures(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for pictures."""
    found = pictures.open_form(services, int(action["value"]), by=person)
    surface.over(client, body, plan_pictures.form(found, person.reader))
    ack()


def pictures_saved(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """Pictures were added, described or taken away."""
    item_id = int(view["private_metadata"])
    new = attachments.read(forms.files(view, plan_pictures.NEW))
    pictures.save(services, item_id, plan_pictures.draft_from(forms.values(view)), new, by=person)
    plan.saved(ack, services, body, item_id, person)


def open_task(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for a new task."""
    item = tasks.open_form(services, int(action["value"]), by=person)
    surface.over(client, body, plan_tasks.form(item, None, person.reader))
    ack()


def task_more(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A choice beside a task: done, open again, change, take away."""
    what, _, key = str(forms.value_of(action)).partition(":")
    if what == plan_tasks.CHANGE:
        item, task = tasks.open_task(services, int(key), by=person)
        surface.over(client, body, plan_tasks.form(item, task, person.reader))
    else:
        act = {plan_tasks.DONE: tasks.done, plan_tasks.REOPEN: tasks.reopen}.get(what, tasks.remove)
        plan.redraw_item(services, client, body, act(services, int(key), by=person), person)
    ack()


def task_saved(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """A task was added or changed."""
    item_id, _, task = view["private_metadata"].partition(":")
    draft = plan_tasks.draft_from(forms.values(view))
    tasks.save(services, int(item_id), int(task) if task.isdecimal() else task, draft, by=person)
    plan.saved(ack, services, body, int(item_id), person)


def open_note(ack: Ack, action: Body, body: Body, client: WebClient, person: Asker) -> None:
    """The form for a reviewer's note."""
    surface.over(client, body, plan_notes.form(int(action["value"]), person.reader))
    ack()


def note_saved(ack: Ack, body: Body, view: Body, services: Services, person: Asker) -> None:
    """A reviewer noted something."""
    item_id, _, key = view["private_metadata"].partition(":")
    notes.add(services, int(item_id), str(forms.values(view).get("note") or ""), key=key, by=person)
    plan.saved(ack, services, body, int(item_id), person)


def ready(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """An item is ready to go out."""
    checking.ready(services, int(action["value"]), by=person)
    plan.redraw_item(services, client, body, int(action["value"]), person)
    ack()
