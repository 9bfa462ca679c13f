"""The door of the social accounts: the command, the list's buttons and menus, and the forms of the register."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import channels, channels_find
from bot.channels_draft import Form
from bot.channels_look import Look
from bot.people import Asker
from bot.roles import Role
from bot.services import Services
from bot.views import channels as view_of
from bot.views import channels_form, channels_list
from bot.views.blocks import Message
from bot.views.channels import Setting
from handlers import forms, home, surface

COMMANDS = ("/channels", "/kanavat", "/kanaler")
ADD_WORDS = ("add", "new", "lisää", "uusi", "lägg till", "ny", "nytt")


def register(bolt: App) -> None:
    """Listen for everything about social accounts."""
    for name in COMMANDS:
        bolt.command(name)(listing)
    bolt.action(view_of.OPEN)(opened)
    for turning in (
        channels_list.PREVIOUS,
        channels_list.NEXT,
        channels_list.CLEAR,
        channels_list.MEANT,
        channels_list.CLOSED,
    ):
        bolt.action(turning)(turn)
    for menu in channels_list.FILTERS:
        bolt.action(menu)(narrow)
    bolt.options(channels_list.UNIT)(units)
    bolt.action(channels_list.BROWSE)(browse)
    bolt.action(view_of.DETAILS)(details)
    bolt.action(view_of.SHARE)(share)
    bolt.action(channels_list.ADD)(add)
    bolt.action(view_of.EDIT)(edit)
    bolt.action(view_of.CLOSE)(close)
    bolt.action(view_of.REOPEN)(reopen)
    bolt.view(channels_form.FORM)(save)
    bolt.view(channels_form.CLOSING)(closing)


def listing(ack: Ack, command: dict[str, Any], services: Services, person: Asker) -> None:
    """`/channels`, with words to search for or without."""
    channel = _room(command.get("channel_id"))
    ack(channels_find.answer(services, command.get("text") or "", channel=channel, by=person).private_answer())


def accounts(ack: Ack, command: dict[str, Any], services: Services, person: Asker, rest: str) -> None:
    """`/some accounts`: the same list; with the word for "add" the form."""
    channel = _room(command.get("channel_id"))
    if rest.casefold() in ADD_WORDS:
        about, draft = channels.form(services, 0, channel=channel, by=person)
        form = channels_form.form(about, draft, person.reader)
        services.quick.views_open(trigger_id=command["trigger_id"], view=form)
        ack()
    else:
        ack(channels_find.answer(services, rest, channel=channel, by=person).private_answer())


def opened(ack: Ack) -> None:
    """A link button: Slack opens the link by itself."""
    ack()


def turn(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Another page, another query, everything again, or the closed ones."""
    message = channels_find.look(services, Look.unpacked(action["value"]), channel=_channel(body), by=person)
    _in_place(services, body, message, person)
    ack()


def narrow(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """A choice in one of the menus."""
    at = channels_list.narrowed(action["action_id"], action["block_id"], forms.value_of(action))
    _in_place(services, body, channels_find.look(services, at, channel=_channel(body), by=person), person)
    ack()


def units(ack: Ack, body: dict[str, Any], services: Services, person: Asker) -> None:
    """What the menu of units offers while somebody types."""
    found = channels_find.matching_units(services, body.get("value") or "", by=person)
    ack(options=[option.to_dict() for option in channels_list.unit_options(found)])


def browse(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """The list from a button elsewhere: App Home, help."""
    message = channels_find.look(services, Look(), channel=_channel(body), by=person)
    surface.show(services, client, body, message, title=channels_list.title(person.reader), reader=person.reader)
    ack()


def details(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """One account in full, in a window."""
    account = channels.account(services, int(action["value"]), by=person)
    surface.open_view(client, body, view_of.window(account, _setting(body, person)))
    ack()


def share(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """Show an account to the channel where the person is."""
    account = channels.account(services, int(action["value"]), by=person)
    outcome = channels.share(services, account.id, _channel(body), by=person)
    _account_in_place(services, body, account, person, view_of.shared_note(outcome, person.reader))
    ack()


def add(ack: Ack, body: dict[str, Any], client: WebClient, services: Services, person: Asker) -> None:
    """The form for a new account."""
    about, draft = channels.form(services, 0, channel=_channel(body), by=person)
    surface.open_view(client, body, channels_form.form(about, draft, person.reader))
    ack()


def edit(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form of an account."""
    about, draft = channels.form(services, int(action["value"]), channel=_channel(body), by=person)
    _as_form(client, body, channels_form.form(about, draft, person.reader))
    ack()


def close(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, services: Services, person: Asker
) -> None:
    """The form that asks why an account is closed."""
    about, _ = channels.form(services, int(action["value"]), channel=_channel(body), by=person)
    account = channels.account(services, about.account, by=person)
    _as_form(client, body, channels_form.closing(account, person.reader, channel=about.channel))
    ack()


def reopen(ack: Ack, action: dict[str, Any], body: dict[str, Any], services: Services, person: Asker) -> None:
    """A closed account is in use again."""
    account = channels.reopen(services, int(action["value"]), by=person)
    _account_in_place(services, body, account, person, view_of.reopened_note(account, person.reader))
    home.refresh(services, person)
    ack()


def save(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """The form of an account was sent."""
    about = Form.unpacked(view["private_metadata"])
    outcome = channels.save(services, about, channels_form.draft_from(forms.values(view)), by=person)
    setting = Setting(person.reader, may_edit=True, channel=about.channel)
    ack(response_action="update", view=channels_form.after_saving(outcome, setting))
    home.refresh(services, person)


def closing(ack: Ack, view: dict[str, Any], services: Services, person: Asker) -> None:
    """The form that closes an account was sent."""
    about = Form.unpacked(view["private_metadata"])
    account = channels.close(services, about.account, forms.values(view)[channels_form.WHY], by=person)
    setting = Setting(person.reader, may_edit=True, channel=about.channel)
    ack(response_action="update", view=channels_form.after_closing(account, setting))
    home.refresh(services, person)


def _setting(body: dict[str, Any], person: Asker, note: str = "") -> Setting:
    return Setting(person.reader, person.role >= Role.MANAGER, _channel(body), note)


def _in_place(services: Services, body: dict[str, Any], message: Message, person: Asker) -> None:
    surface.replace(services, body, message, title=channels_list.title(person.reader), reader=person.reader)


def _account_in_place(services: Services, body: dict[str, Any], account: Any, person: Asker, note: str) -> None:
    message = channels_list.only_one(account, _setting(body, person, note), Look(), {})
    surface.replace(services, body, message, title=view_of.title(person.reader), reader=person.reader)


def _as_form(client: WebClient, body: dict[str, Any], form: dict[str, Any]) -> None:
    """Turn the window that shows an account into its form, so that nothing old lies under it; elsewhere open the form."""
    if surface.in_modal(body):
        client.views_update(view_id=body["view"]["id"], view=form)
    else:
        surface.open_view(client, body, form)


def _channel(body: dict[str, Any]) -> str:
    """Return the channel a person clicked in; a window of an account carries the one it was opened from."""
    shown = body.get("view") or {}
    return _room((body.get("channel") or {}).get("id") or shown.get("private_metadata"))


def _room(channel_id: Any) -> str:
    """Return a channel's id; a direct conversation (D...) is no place to share anything in."""
    return channel_id if isinstance(channel_id, str) and channel_id[:1] in ("C", "G") else ""
