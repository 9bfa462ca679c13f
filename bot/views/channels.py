"""A social account as people see it: in the list, in full, and as a card in a channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock

from bot import tongues
from bot.channels_outcomes import Shared
from bot.networks import network_name
from bot.views.blocks import Message, button, context, cut, foreign, link, person, rich, words
from bot.views.modal import modal
from bot.words import Reader, zone
from storage.models import SocialAccount

OPEN = "channels.open"
DETAILS = "channels.details"
SHARE = "channels.share"
EDIT = "channels.edit"
CLOSE = "channels.close"
REOPEN = "channels.reopen"
_LINE_NAME, _LINE_PURPOSE, _LINE_AUDIENCE = 80, 160, 80
"""Characters in the list, so that ten accounts stay far below what a message may hold."""
_FULL_TEXT = 1_000

Part = Any
"""A piece of a rich text section: words, a link or a person."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Who looks at an account in full, from where, and what has just happened to it."""

    reader: Reader
    may_edit: bool = False
    channel: str = ""
    note: str = ""


def line(account: SocialAccount, reader: Reader, *, with_unit: bool = False) -> list[Block]:
    """Return an account's two blocks in the list: what it is, and the buttons."""
    parts = [words(account.name, bold=True, most=_LINE_NAME), words(f" · {network_name(account.network, reader)}")]
    if with_unit and (account.unit or account.area):
        parts.append(words("\n" + " · ".join(cut(text, 60) for text in (account.unit, account.area) if text)))
    if account.purpose:
        parts.append(words("\n" + cut(" ".join(account.purpose.split()), _LINE_PURPOSE)))
    spoken = reader.listing(tongues.names(account.languages, reader.language))
    aim = " · ".join(text for text in (cut(account.audience, _LINE_AUDIENCE), spoken) if text)
    if aim:
        parts.append(words("\n" + aim))
    parts += [words("\n"), *_people(account, reader)]
    return [rich(*parts, block_id=f"account.{account.id}.{account.version}"), _line_buttons(account, reader)]


def full(account: SocialAccount, setting: Setting) -> list[Block]:
    """Return everything about an account, with the buttons that this reader may use."""
    reader = setting.reader
    blocks: list[Block] = [rich(words(setting.note))] if setting.note else []
    blocks.append(rich(*(part for parts in _facts(account, reader) for part in parts)))
    buttons = _full_buttons(account, setting)
    if buttons:
        blocks.append(ActionsBlock(block_id=f"account.{account.id}.{account.version}.do", elements=buttons))
    return blocks


def full_message(account: SocialAccount, setting: Setting, *more: Block) -> Message:
    """Show an account in full as a message; `more` stands below."""
    said = f"{foreign(setting.note, 500)}\n" if setting.note else ""
    return Message(said + summary(account, setting.reader), [*full(account, setting), *more])


def window(account: SocialAccount, setting: Setting) -> dict[str, Any]:
    """Show an account in full as a modal."""
    shown = modal(title(setting.reader), full_message(account, setting), setting.reader)
    return {**shown, "private_metadata": setting.channel}


def card(account: SocialAccount, known: Mapping[str, str], reader: Reader) -> Message:
    """Show an account in a channel. `known` has people's names: in plain words they call nobody to the channel.

    Whoever has no known name is left out, since a mention would ring for them.
    """
    if account.closed_at is not None:
        day = closing_day(account, reader)
        text = reader.say("This social account is closed since {day}.", day=day)
        return Message(
            f"{foreign(account.name, 300)}: {text}", [rich(words(account.name, bold=True), words(f"\n{text}"))]
        )
    parts = [words(account.name, bold=True), words(f" · {network_name(account.network, reader)}")]
    if account.purpose:
        parts.append(words(f"\n{account.purpose}"))
    parts += _names(account, reader, known)
    help_line: ContextBlock = context(reader.say("“/some accounts” shows all our social accounts."))
    return Message(
        summary(account, reader), [rich(*parts), ActionsBlock(elements=[_open_button(account, reader)]), help_line]
    )


def title(reader: Reader) -> str:
    """Name the window that shows one account."""
    return reader.say("Social account")


def shared_note(outcome: Shared, reader: Reader) -> str:
    """Say what sharing an account in a channel came to."""
    match outcome:
        case Shared.NOW:
            return reader.say("It appears in this channel in a moment, and is kept up to date there.")
        case Shared.THERE_ALREADY:
            return reader.say("It is in this channel already, and is kept up to date there.")
        case Shared.ON_ITS_WAY:
            return reader.say("It is on its way to this channel. If it does not appear, write “/invite @Kaiku” there.")


def reopened_note(account: SocialAccount, reader: Reader) -> str:
    """Say that an account is back."""
    return reader.say("“{name}” is in use again and back in the list.", name=account.name)


def summary(account: SocialAccount, reader: Reader) -> str:
    """Say what an account is in one line of a message's top-level text."""
    network = network_name(account.network, reader)
    purpose = f" {foreign(account.purpose, 300)}" if account.purpose else ""
    return f"{foreign(account.name, 300)} ({network}) {foreign(account.url, 1_500)}{purpose}"


def closing_day(account: SocialAccount, reader: Reader) -> str:
    """Return the day on which an account was closed, in the reader's zone."""
    return reader.day(account.closed_at.astimezone(zone(reader.timezone)).date()) if account.closed_at else ""


def spoken(account: SocialAccount, reader: Reader) -> str:
    """Return the languages of an account in the reader's words."""
    return reader.listing(tongues.names(account.languages, reader.language))


def _facts(account: SocialAccount, reader: Reader) -> Iterator[list[Part]]:
    network = network_name(account.network, reader)
    yield [words(account.name, bold=True, most=300), words(f" · {network}\n"), link(account.url, account.url)]
    if account.closed_at is not None:
        closed = reader.say("Closed on {day}:", day=closing_day(account, reader))
        yield [words(f"\n{closed} ", bold=True), words(account.closed_why)]
    reviewed = reader.day(account.reviewed_on) if account.reviewed_on else reader.say("not yet")
    facts = [
        (reader.say("Purpose:"), account.purpose),
        (reader.say("Audience:"), account.audience),
        (reader.say("Languages:"), spoken(account, reader)),
        (reader.say("Tone:"), account.tone),
        (reader.say("Unit:"), account.unit),
        (reader.say("Town part or campus:"), account.area),
        (reader.say("Last review:"), reviewed),
    ]
    for label, value in facts:
        if value:
            yield [words(f"\n{label} ", bold=True), words(value, most=_FULL_TEXT)]
    yield from _people_in_full(account, reader)


def _names(account: SocialAccount, reader: Reader, known: Mapping[str, str]) -> list[Part]:
    owner = known.get(account.owner, "") if account.owner else account.owner_name
    deputy = known.get(account.deputy, "") if account.deputy else account.deputy_name
    said = [(reader.say("Owner:"), owner), (reader.say("Deputy:"), deputy)]
    line = " · ".join(f"{label} {name}" for label, name in said if name)
    return [words(f"\n{line}")] if line else []


def _people(account: SocialAccount, reader: Reader) -> list[Part]:
    owner, deputy = _owner(account, reader), _who(account.deputy, account.deputy_name)
    parts = [words(reader.say("Owner:") + " "), owner]
    return [*parts, words(" · " + reader.say("Deputy:") + " "), deputy] if deputy else parts


def _people_in_full(account: SocialAccount, reader: Reader) -> Iterator[list[Part]]:
    owner, stands_in = reader.say("Owner:"), reader.say("Deputy:")
    yield [words(f"\n{owner} ", bold=True), _owner(account, reader)]
    deputy = _who(account.deputy, account.deputy_name)
    if deputy:
        yield [words(f"\n{stands_in} ", bold=True), deputy]


def _owner(account: SocialAccount, reader: Reader) -> Part:
    return _who(account.owner, account.owner_name) or words(reader.say("nobody yet"), italic=True)


def _who(user_id: str, name: str) -> Part | None:
    if user_id:
        return person(user_id)
    return words(name) if name else None


def _line_buttons(account: SocialAccount, reader: Reader) -> ActionsBlock:
    details = button(reader.say("Details"), DETAILS, value=str(account.id))
    shown = [details] if account.closed_at is not None else [_open_button(account, reader), details]
    return ActionsBlock(block_id=f"account.{account.id}.{account.version}.do", elements=shown)


def _open_button(account: SocialAccount, reader: Reader) -> ButtonElement:
    network = network_name(account.network, reader)
    made = button(reader.say("Open {network}", network=network), OPEN, url=account.url)
    named = reader.say("Open {name} on {network}", name=cut(account.name, 40), network=network)
    made.accessibility_label = cut(named, 75)
    return made


def _full_buttons(account: SocialAccount, setting: Setting) -> list[ButtonElement]:
    reader, value = setting.reader, str(account.id)
    if account.closed_at is not None:
        return [button(reader.say("Reopen"), REOPEN, value=value, style="primary")] if setting.may_edit else []
    buttons = [_open_button(account, reader)]
    if setting.channel:
        buttons.append(button(reader.say("Share in this channel"), SHARE, value=value))
    if setting.may_edit:
        buttons.append(button(reader.say("Edit"), EDIT, value=value))
        buttons.append(button(reader.say("Close account"), CLOSE, value=value))
    return buttons
