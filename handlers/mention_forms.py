"""The forms of the desk's work on mentions: opened from a card, a window or the list, and sent."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.mentions import by_hand, cards, claims, discussions, endings
from bot.mentions.listing import ToEnter
from bot.people import Asker
from bot.services import Services
from bot.views import mentions as view_of
from bot.views import mentions_forms, mentions_list
from bot.views.mentions_forms import Carried
from bot.views.modal import modal
from handlers import forms, surface

Body = dict[str, Any]


def register(bolt: App) -> None:
    """Listen for the buttons that open a form, and for the forms."""
    bolt.action(view_of.ANSWER)(answer)
    bolt.action(view_of.NO_REPLY)(no_reply)
    bolt.action(view_of.NOT_OURS)(not_ours)
    bolt.action(view_of.PASS_ON)(pass_on)
    bolt.action(mentions_list.ENTER)(enter)
    bolt.view(mentions_forms.ANSWERING)(answered)
    bolt.view(mentions_forms.NO_REPLY)(no_reply_needed)
    bolt.view(mentions_forms.NOT_OURS)(left_alone)
    bolt.view(mentions_forms.SNOOZING)(snoozed)
    bolt.view(mentions_forms.DISCUSSING)(raised)
    bolt.view(mentions_forms.PRAISING)(praised)
    bolt.view(mentions_forms.TAKING_OVER)(taken_over)
    bolt.view(mentions_forms.ENTERING)(entered)


def answer(ack: Ack, action: dict[str, Any], body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that asks how it was answered."""
    open_form(services, client, body, "answer", int(action["value"]), person)
    ack()


def no_reply(
    ack: Ack, action: dict[str, Any], body: Body, client: WebClient, services: Services, person: Asker
) -> None:
    """The form that asks why no reply is needed."""
    open_form(services, client, body, "no_reply", int(action["value"]), person)
    ack()


def not_ours(
    ack: Ack, action: dict[str, Any], body: Body, client: WebClient, services: Services, person: Asker
) -> None:
    """The form that asks what is not ours."""
    open_form(services, client, body, view_of.LEAVE, int(action["value"]), person)
    ack()


def pass_on(ack: Ack, action: dict[str, Any], body: Body, client: WebClient, services: Services, person: Asker) -> None:
    """The form that asks to whom the praise goes."""
    open_form(services, client, body, view_of.PRAISE, int(action["value"]), person)
    ack()


def enter(ack: Ack, action: dict[str, Any], body: Body, client: WebClient, person: Asker) -> None:
    """The form for a mention entered by hand."""
    surface.open_view(client, body, to_enter(ToEnter(text=action.get("value") or ""), person))
    ack()


def to_enter(given: ToEnter, person: Asker) -> dict[str, Any]:
    """Return the form for a mention entered by hand."""
    by_hand.may_enter(by=person)
    return mentions_forms.entering(given, person.reader)


def answered(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """It was answered."""
    values, about = forms.values(view), Carried.unpacked(view["private_metadata"])
    said = [str(values.get(name) or "") for name in ("link", "how", "tone")]
    endings.answered(services, about.mention_id, *said, by=person)
    _done(ack, services, about, person)


def no_reply_needed(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """It needs no reply."""
    values, about = forms.values(view), Carried.unpacked(view["private_metadata"])
    said = [str(values.get(name) or "") for name in ("reason", "words")]
    endings.no_reply_needed(services, about.mention_id, *said, by=person)
    _done(ack, services, about, person)


def left_alone(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """It is not ours."""
    values, about = forms.values(view), Carried.unpacked(view["private_metadata"])
    period, until = str(values.get("period") or ""), mentions_forms.day_from(values.get("until"))
    endings.not_ours(services, about.mention_id, str(values["scope"]), period=period, until=until, by=person)
    _done(ack, services, about, person)


def snoozed(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """It is put off."""
    about = Carried.unpacked(view["private_metadata"])
    claims.snooze(services, about.mention_id, str(forms.values(view).get("how_long") or ""), by=person)
    _done(ack, services, about, person)


def raised(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """It is raised for discussion."""
    values, about = forms.values(view), Carried.unpacked(view["private_metadata"])
    channel, words = str(values.get("channel") or ""), str(values.get("words") or "")
    discussions.raise_for_discussion(services, about.mention_id, channel, words, by=person)
    _done(ack, services, about, person)


def praised(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """The praise is passed on."""
    values, about = forms.values(view), Carried.unpacked(view["private_metadata"])
    channel, words = str(values.get("channel") or ""), str(values.get("words") or "")
    discussions.pass_on_praise(services, about.mention_id, channel, values.get("whom") or [], words, by=person)
    _done(ack, services, about, person)


def taken_over(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """It is taken over from somebody."""
    about = Carried.unpacked(view["private_metadata"])
    claims.take_over(services, about.mention_id, about.handler, by=person)
    _done(ack, services, about, person)


def entered(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """A mention was entered by hand: the window shows its card."""
    outcome = by_hand.enter(services, mentions_forms.entered_from(forms.values(view)), by=person)
    card = cards.window(services, outcome.mention_id, by=person)
    ack(response_action="update", view=mentions_forms.after_entering(outcome, card, person.reader))


def open_form(services: Services, client: WebClient, body: Body, what: str, mention_id: int, person: Asker) -> None:
    """Open the form of one step, over the window where it was asked for in one. What is unknown opens nothing."""
    form = _form(services, what, Carried(mention_id, window_of(body)), person)
    if form is not None:
        surface.open_view(client, body, form)


def window_of(body: Body) -> str:
    """Return the id of the window that was clicked in, empty elsewhere."""
    return str(body["view"]["id"]) if surface.in_modal(body) else ""


def redraw_window(services: Services, view_id: str, mention_id: int, person: Asker) -> None:
    """Draw the window anew in which somebody works on a mention."""
    if view_id:
        message = cards.window(services, mention_id, by=person)
        view = modal(mentions_forms.title(person.reader), message, person.reader)
        services.replies.later(lambda: services.slack.views_update(view_id=view_id, view=view))


def _form(services: Services, what: str, about: Carried, person: Asker) -> dict[str, Any] | None:
    if what == view_of.TAKE_OVER:
        mention, name = claims.others(services, about.mention_id, by=person)
        carried = Carried(about.mention_id, about.view_id, mention.handler)
        return mentions_forms.taking_over(mention, name, carried, person.reader)
    if what == view_of.LEAVE:
        return mentions_forms.not_ours(endings.to_leave(services, about.mention_id, by=person), about, person.reader)
    if what in (view_of.DISCUSS, view_of.PRAISE):
        known = claims.known(services, about.mention_id, by=person)
        making = mentions_forms.discussing if what == view_of.DISCUSS else mentions_forms.praising
        return making(known, about, person.reader)
    mention = claims.mine(services, about.mention_id, by=person)
    if what == view_of.SNOOZE:
        return mentions_forms.snoozing(mention, about, services.now(), person)
    return {"answer": mentions_forms.answering, "no_reply": mentions_forms.no_reply}[what](
        mention, about, person.reader
    )


def _done(ack: Ack, services: Services, about: Carried, person: Asker) -> None:
    redraw_window(services, about.view_id, about.mention_id, person)
    ack()
