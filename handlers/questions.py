"""The door of a question's card: changing it, taking it back, and the channels in which units talk."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import trace
from bot.errors import NotFound
from bot.people import Asker
from bot.questions import another, circles, deadlines, editing
from bot.questions.editing import Carried
from bot.services import Services
from bot.views import questions as view_of
from bot.views import questions_asker, questions_decide, questions_form, unit_circles
from bot.views import trace as trace_view
from bot.views.modal import modal
from handlers import contributions, forms, home, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the card's menu and its forms, and for the settings of units."""
    bolt.action(view_of.MORE)(more)
    bolt.view(questions_form.EDITING)(edited)
    bolt.view(questions_form.REMOVING)(removed)
    bolt.action(questions_asker.EXPERT)(another_expert)
    bolt.view(questions_decide.ANOTHER)(expert_chosen)
    bolt.action(unit_circles.OPEN)(open_units)
    bolt.view(unit_circles.FORM)(unit_chosen)


def more(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """A choice under the three dots of a card."""
    what, _, key = str(forms.value_of(action) or "").partition(":")
    surface.open_view(client, body, _FORMS.get(what, _unknown)(services, int(key), person))
    ack()


def edited(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A question was changed."""
    draft = questions_form.draft_from(forms.values(view))
    editing.edit(services, Carried.unpacked(view["private_metadata"]), draft, by=person)
    ack()
    home.refresh(services, person)


def removed(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """A question was taken back."""
    editing.take_back(services, int(view["private_metadata"]), by=person)
    ack()
    home.refresh(services, person)


def another_expert(ack: Ack, action: Body, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that asks one more expert."""
    question = deadlines.to_decide(services, int(action["value"]), by=person)
    surface.open_view(client, body, questions_decide.another(question, person.reader))
    ack()


def expert_chosen(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """One more expert was chosen."""
    another.ask(services, int(view["private_metadata"]), str(forms.values(view).get("other") or ""), by=person)
    ack()


def open_units(ack: Ack, body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form for the channels of units, from the settings."""
    known, units = circles.of_units(services, by=person)
    surface.open_view(client, body, unit_circles.form(known, units, person.reader))
    ack()


def unit_chosen(ack: Ack, view: Body, services: Services, person: Asker) -> None:
    """The channel of a unit was chosen: the window shows all of them."""
    values = forms.values(view)
    circles.set_unit(services, str(values.get("unit") or ""), str(values.get("channel") or ""), by=person)
    known, _units = circles.of_units(services, by=person)
    message = unit_circles.listed(known, person.reader)
    ack(response_action="update", view=modal(unit_circles.title(person.reader), message, person.reader))


def _edit_form(services: Services, question_id: int, person: Asker) -> dict[str, Any]:
    question, carried = editing.to_edit(services, question_id, by=person)
    return questions_form.editing(question, carried.packed(), person.reader)


def _chain(services: Services, question_id: int, person: Asker) -> dict[str, Any]:
    return trace_view.window(trace.of(services, str(question_id), by=person), person.reader)


def _removing_form(services: Services, question_id: int, person: Asker) -> dict[str, Any]:
    question, _carried = editing.to_edit(services, question_id, by=person)
    return questions_form.removing(question, person.reader)


def _unknown(_services: Services, _question_id: int, _person: Asker) -> dict[str, Any]:
    raise NotFound("This button is no longer in use. Write “/some help” to see what I can do.")


_FORMS = {
    view_of.EDIT: _edit_form,
    view_of.REMOVE: _removing_form,
    view_of.TRACE: _chain,
    view_of.REPLIED: contributions.replying_form,
    view_of.LONGER: contributions.extending,
    view_of.WIDER: contributions.widening,
    view_of.CLOSE: contributions.closing,
    view_of.REOPEN: contributions.reopening,
}
"""What each choice opens."""
