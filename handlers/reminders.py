"""The door of reminders: the buttons under them, and the forms that these open."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people import Asker
from bot.reminders import answering, deciding, looking, posting, results
from bot.services import Services
from bot.views import plan_form, reminders_forms, reminders_texts
from bot.views import reminders as view_of
from handlers import forms, home, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the buttons of reminders and for their forms."""
    bolt.action(view_of.POSTED_BUTTON)(ask_link)
    bolt.action(view_of.COPY)(copy)
    bolt.action(view_of.SNOOZE)(later)
    bolt.action(view_of.HAND_OVER)(ask_person)
    bolt.action(view_of.DECLINE)(ask_why)
    bolt.action(view_of.RESULT_BUTTON)(ask_result)
    bolt.action(view_of.REVIEW_BUTTON)(ask_review)
    bolt.action(view_of.NOW_BUTTON)(post_now)
    bolt.action(view_of.NEW_TIME)(ask_time)
    bolt.action(view_of.DROP)(ask_drop)
    bolt.view(reminders_texts.COPY_FORM)(copied)
    bolt.view(reminders_forms.POSTED_FORM)(posted)
    bolt.view(reminders_forms.SNOOZE_FORM)(snoozed)
    bolt.view(reminders_forms.HAND_OVER_FORM)(handed_over)
    bolt.view(reminders_forms.DECLINE_FORM)(declined)
    bolt.view(reminders_forms.RESULT_FORM)(result_entered)
    bolt.view(reminders_forms.REVIEW_FORM)(reviewed)
    bolt.view(reminders_forms.NEW_TIME_FORM)(moved)
    bolt.view(reminders_forms.DROP_FORM)(dropped)


def ask_link(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """“Posted”: the form that asks for the address."""
    found = looking.to_post(services, int(action["value"]), by=person)
    surface.over(client, body, reminders_forms.posted(found, person.reader))
    ack()


def copy(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The window with the texts to copy."""
    found = looking.to_copy(services, int(action["value"]), by=person)
    surface.over(client, body, reminders_texts.window(found, person.reader))
    ack()


def later(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A choice of the menu that puts a reminder off."""
    reminder_id, choice = int(action["block_id"].rpartition(":")[2]), forms.value_of(action)
    if choice == view_of.OWN_TIME:
        reminder, item = looking.to_answer(services, reminder_id, by=person)
        surface.over(client, body, reminders_forms.snooze(reminder, item, person.reader))
    else:
        answering.snooze(services, reminder_id, str(choice), by=person)
    ack()


def ask_person(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """“Hand over”: the form that asks who takes it."""
    reminder, item = looking.to_answer(services, int(action["value"]), by=person)
    surface.over(client, body, reminders_forms.hand_over(reminder, item, person.reader))
    ack()


def ask_why(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """“Can’t do it”: the form that asks why."""
    reminder, item = looking.to_answer(services, int(action["value"]), by=person)
    surface.over(client, body, reminders_forms.decline(reminder, item, person.reader))
    ack()


def ask_result(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for the figures of what was posted."""
    found = results.to_enter(services, int(action["value"]), by=person)
    surface.over(client, body, reminders_forms.result(found, person.reader))
    ack()


def ask_review(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that asks when the page is looked at next."""
    found = results.to_enter(services, int(action["value"]), by=person)
    surface.over(client, body, reminders_forms.review(found, person.reader))
    ack()


def post_now(ack: Ack, action: Body, services: Services, person: Asker) -> None:
    """What was missed in a hold is due now."""
    deciding.post_now(services, int(action["value"]), by=person)
    ack()


def ask_time(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for a new time of what was missed."""
    item = deciding.to_decide(services, int(action["value"]), by=person)
    surface.over(client, body, reminders_forms.new_time(item, person.reader))
    ack()


def ask_drop(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that asks why what was missed is dropped."""
    item = deciding.to_decide(services, int(action["value"]), by=person)
    surface.over(client, body, reminders_forms.drop(item, person.reader))
    ack()


def copied(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """“Posted” in the window with the texts: the address is asked for in its place."""
    found = looking.to_post(services, int(view["private_metadata"]), by=person)
    ack(response_action="update", view=reminders_forms.posted(found, person.reader))


def posted(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The address of what was posted."""
    values = forms.values(view)
    link, has_none = str(values.get("link") or ""), bool(values.get("has_no_link"))
    posting.posted(services, int(view["private_metadata"]), link, has_no_link=has_none, by=person)
    ack()
    home.refresh(services, person)


def snoozed(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A time in words was written: what was understood is shown in the place of the form."""
    text = str(forms.values(view).get("until") or "")
    meant = answering.understood(services, text, by=person)
    answering.snooze(services, int(view["private_metadata"]), text, by=person)
    ack(response_action="update", view=reminders_forms.put_off(meant, person.reader))


def handed_over(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """Somebody else takes it."""
    to = str(forms.values(view).get("person") or "")
    answering.hand_over(services, int(view["private_metadata"]), to, by=person)
    ack()


def declined(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """Somebody cannot do it."""
    reason = str(forms.values(view).get("reason") or "")
    answering.decline(services, int(view["private_metadata"]), reason, by=person)
    ack()


def result_entered(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The figures were entered; what is planned again opens as a new form in the place of this one."""
    values, item_id = forms.values(view), int(view["private_metadata"])
    figures, again = reminders_forms.figures_from(values), str(values.get("again") or "")
    kept = results.keep(services, item_id, figures, again, by=person)
    if kept.is_to_copy:
        opened = looking.to_repeat(services, item_id, by=person)
        ack(response_action="update", view=plan_form.form(opened, person.reader))
    else:
        ack()


def reviewed(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The page behind an item was looked at."""
    results.looked_at(services, int(view["private_metadata"]), reminders_forms.day_from(forms.values(view)), by=person)
    ack()


def moved(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """What was missed has a new time, which is shown back."""
    text = str(forms.values(view).get("when") or "")
    meant = deciding.new_time(services, int(view["private_metadata"]), text, by=person)
    ack(response_action="update", view=reminders_forms.moved(meant, person.reader))


def dropped(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """What was missed is dropped."""
    deciding.drop(services, int(view["private_metadata"]), str(forms.values(view).get("reason") or ""), by=person)
    ack()
