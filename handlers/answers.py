"""The door of the answer bank: the list, one answer, its versions."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.answers import editing, gaps, listing, look, reading, versions
from bot.answers.look import Look, ToExchange, ToReport, ToWrite
from bot.people import Asker
from bot.services import Services
from bot.views import answers as view_of
from bot.views import answers_buttons, answers_gaps, answers_list, answers_versions
from handlers import answer_files, answer_forms, forms, home, surface

Body = dict[str, Any]
_BROWSES = re.compile(re.escape(answers_buttons.BROWSE) + r"(?:\.\w+)?")
_TURNS = re.compile(re.escape(answers_list.TURN) + r"\.\w+")
_PAGES = re.compile(re.escape(answers_versions.TURN) + r"\.\w+")


def register(bolt: App) -> None:
    """Listen for the buttons of the list, of an answer's window and of its versions."""
    bolt.action(_BROWSES)(browse)
    bolt.action(_TURNS)(turn)
    bolt.action(answers_list.FILTER)(narrow)
    bolt.action(answers_buttons.OPEN)(details)
    bolt.action(view_of.SHOW)(back)
    bolt.action(answers_buttons.WITHDRAW)(withdraw)
    bolt.action(view_of.BRING_BACK)(bring_back)
    bolt.action(view_of.VERSIONS)(history)
    bolt.action(_PAGES)(turn_versions)
    bolt.action(answers_versions.COMPARE)(compare)
    bolt.action(answers_versions.RESTORE)(restore)


def word(ack: Ack, command: Body, services: Services, person: Asker, rest: str) -> None:
    """`/some answers`: the list, a search in it, what is missing, files, or the form of a new answer."""
    wanted = look.read(rest)
    if isinstance(wanted, ToWrite):
        shown = answer_forms.to_write(services, wanted.question, person)
        services.quick.views_open(trigger_id=command["trigger_id"], view=shown)
        ack()
    elif isinstance(wanted, ToReport):
        ack(answers_gaps.report(gaps.report(services, by=person), person.reader).private_answer())
    elif isinstance(wanted, ToExchange):
        shown = answer_files.DOOR.to_choose(services, person)
        services.quick.views_open(trigger_id=command["trigger_id"], view=shown)
        ack()
    else:
        page = listing.page(services, wanted, by=person)
        ack(answers_list.page(page, person.reader).private_answer())


def browse(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The list from a button elsewhere."""
    page = listing.page(services, Look.unpacked(action.get("value") or ""), by=person)
    message = answers_list.page(page, person.reader)
    surface.show(services, client, body, message, title=answers_list.title(person.reader), reader=person.reader)
    ack()


def turn(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """Another page of the list."""
    _list_in_place(services, body, Look.unpacked(action["value"]), person)
    ack()


def narrow(ack: Ack, action: Body, body: Body, services: Services, person: Asker) -> None:
    """A choice in the list's menu."""
    _list_in_place(services, body, answers_list.narrowed(action["block_id"], forms.value_of(action)), person)
    ack()


def details(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """One answer in full, in a window."""
    answer_id, _language = answers_buttons.answer_of(action["value"])
    found = reading.details(services, answer_id, by=person)
    surface.open_view(client, body, view_of.window(found, person.reader))
    ack()


def back(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The answer again, in place of its versions."""
    _answer_in_place(client, body, services, int(action["value"]), person)
    ack()


def withdraw(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """An answer is taken out of the bank."""
    answer = editing.withdraw(services, int(action["value"]), by=person)
    _answer_in_place(client, body, services, answer.id, person, view_of.withdrawn_note(person.reader))
    home.refresh(services, person)
    ack()


def bring_back(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A withdrawn answer is taken back into the bank."""
    answer = editing.bring_back(services, int(action["value"]), by=person)
    _answer_in_place(client, body, services, answer.id, person, view_of.back_note(person.reader))
    home.refresh(services, person)
    ack()


def history(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The versions of an answer."""
    found = versions.history(services, int(action["value"]), by=person)
    surface.put(client, body, answers_versions.history(found, person.reader))
    ack()


def turn_versions(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """Another page of versions."""
    answer_id, page = answers_versions.place_from(action["value"])
    found = versions.history(services, answer_id, page, by=person)
    surface.put(client, body, answers_versions.history(found, person.reader))
    ack()


def compare(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """One version beside the answer as it stands."""
    answer_id, number = answers_versions.place_from(action["value"])
    found = versions.compare(services, answer_id, number, by=person)
    surface.put(client, body, answers_versions.compared(found, person.reader))
    ack()


def restore(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """An answer says again what it said at a version."""
    answer_id, number, seen = answers_versions.restored_from(action["value"])
    editing.restore(services, answer_id, number, seen=seen, by=person)
    _answer_in_place(client, body, services, answer_id, person, view_of.restored_note(person.reader))
    ack()


def _list_in_place(services: Services, body: Body, wanted: Look, person: Asker) -> None:
    message = answers_list.page(listing.page(services, wanted, by=person), person.reader)
    surface.replace(services, body, message, title=answers_list.title(person.reader), reader=person.reader)


def _answer_in_place(
    client: WebClient, body: Body, services: Services, answer_id: int, person: Asker, note: str = ""
) -> None:
    found = reading.details(services, answer_id, by=person)
    surface.put(client, body, view_of.window(found, person.reader, note))
