"""The list of social accounts in Slack: pages, filters, a search that found one or nothing, and an empty register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ExternalDataSelectElement,
    InteractiveElement,
    Option,
    RichTextElementParts,
    StaticSelectElement,
)

from bot import tongues
from bot.channels_look import Look, unit_key
from bot.networks import network_name
from bot.settings import Settings
from bot.views import channels as account_view
from bot.views.blocks import Message, button, cut, foreign, header, plain, rich, words
from bot.words import Reader
from storage.models import SocialAccount

BROWSE = "channels.browse"
PREVIOUS = "channels.previous"
NEXT = "channels.next"
CLEAR = "channels.clear"
MEANT = "channels.meant"
CLOSED = "channels.closed"
ADD = "channels.add"
BROWSE = "channels.browse"
"""The button in App Home and help that shows every account."""
NETWORK = "channels.network"
UNIT = "channels.unit"
LANGUAGE = "channels.language"
FILTERS = {NETWORK: "network", UNIT: "unit", LANGUAGE: "language"}
"""The menus, and the field of a Look that each narrows."""
LOOK_BLOCK = "look:"
"""The block of the menus carries the look in its id: a menu has no value of its own to carry it."""
MOST_UNITS = 20
"""Units in a menu; with more it asks while somebody types, which keeps the answer small and quick."""
ALL = "*"
"""The option that lifts a filter."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to filter by: network keys, unit names and language codes, in the order to show them."""

    networks: tuple[str, ...]
    units: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found; `first` counts from 1."""

    accounts: tuple[SocialAccount, ...]
    first: int
    total: int
    look: Look
    pages: int
    choices: Choices
    may_edit: bool
    some_closed: bool = False


def title(reader: Reader) -> str:
    """Name the window that shows the list."""
    return reader.say("Our social accounts")


def narrowed(action_id: str, block_id: str, chosen: str | None) -> Look:
    """Return the look that a choice in one of the menus asks for."""
    before = Look.unpacked(block_id.removeprefix(LOOK_BLOCK))
    return before.narrowed(FILTERS[action_id], "" if chosen is None or chosen == ALL else chosen)


def page(shown: Page, instead: Mapping[str, str], reader: Reader) -> Message:
    """Show a page of accounts: by unit, or with the best hits first when somebody searched."""
    title = _title(shown, reader)
    blocks: list[Block] = [rich(words(title, bold=True), *_correction(instead, reader)), *_menus(shown, reader)]
    unit = None
    for account in shown.accounts:
        if not shown.look.query and unit_key(account.unit) != unit:
            unit = unit_key(account.unit)
            blocks.append(header(account.unit or reader.say("Without a unit")))
        blocks += account_view.line(account, reader, with_unit=bool(shown.look.query))
    return Message(_text(title, shown, reader), [*blocks, *_footer(shown, reader)])


def only_one(account: SocialAccount, setting: account_view.Setting, look: Look, instead: Mapping[str, str]) -> Message:
    """Show the one account that a search found, in full."""
    reader = setting.reader
    show_all = button(reader.say("Show all accounts"), CLEAR, value=Look(closed=look.closed).packed())
    said = "".join(part.text or "" for part in _correction(instead, reader)).strip()
    noted = replace(setting, note=setting.note or said)
    return account_view.full_message(account, noted, ActionsBlock(block_id="channels.more", elements=[show_all]))


def nothing(shown: Page, meant: str | None, reader: Reader) -> Message:
    """Say that nothing was found, and what to do about it."""
    look = shown.look
    if look.query:
        said = reader.say("No social account matches “{query}”.", query=look.query)
    elif look.is_filtered:
        said = reader.say("No social account fits these choices.")
    else:
        said = reader.say("No social account is closed.")
    buttons: list[ButtonElement] = []
    if meant:
        asked = reader.say("Did you mean “{query}”?", query=meant)
        buttons.append(button(asked, MEANT, value=look.asking(meant).packed(), style="primary"))
    buttons.append(button(reader.say("Show all accounts"), CLEAR, value=Look().packed()))
    if shown.may_edit:
        buttons.append(button(reader.say("Add social account"), ADD))
    menus = _menus(shown, reader) if look.network or look.unit or look.language else []
    return Message(
        foreign(said, 500), [rich(words(said)), *menus, ActionsBlock(block_id="channels.more", elements=buttons)]
    )


def empty(settings: Settings, reader: Reader, *, may_edit: bool, some_closed: bool) -> Message:
    """Say what the register will be while there is nothing in it."""
    what = reader.say(
        "Here will be every official social account of ours, with its link, its purpose and who looks after it."
    )
    if not may_edit:
        ask, contact = _whom_to_ask(settings, reader)
        return Message(f"{what} {ask}", [rich(words(f"{what}\n{ask}"), *contact)])
    next_step = reader.say("Add the first one, or read them all from a file with “python app.py import-accounts FILE”.")
    buttons = [button(reader.say("Add social account"), ADD, style="primary")]
    if some_closed:
        buttons.append(button(reader.say("Closed accounts"), CLOSED, value=Look(closed=True).packed()))
    blocks = [rich(words(f"{what}\n{next_step}")), ActionsBlock(block_id="channels.more", elements=buttons)]
    return Message(f"{what} {next_step}", blocks)


def unit_options(units: list[str]) -> list[Option]:
    """Return units as options of a menu, one hundred at most."""
    return [_option(unit, unit_key(unit)) for unit in units[:100]]


def _title(shown: Page, reader: Reader) -> str:
    if shown.look.closed and not shown.look.query:
        return reader.count("{n} closed social account", "{n} closed social accounts", shown.total)
    if shown.pages == 1:
        return reader.count("{n} social account", "{n} social accounts", shown.total)
    return reader.say(
        "Social accounts {first}–{last} of {total}",
        first=shown.first,
        last=shown.first + len(shown.accounts) - 1,
        total=reader.number(shown.total),
    )


def _correction(instead: Mapping[str, str], reader: Reader) -> list[RichTextElementParts.Text]:
    """Say which words were taken for mistyped ones."""
    return [
        words(
            "\n" + reader.say("Nothing is called “{typed}”; this is for “{taken}”.", typed=typed, taken=taken), most=300
        )
        for typed, taken in list(instead.items())[:3]
    ]


def _text(title: str, shown: Page, reader: Reader) -> str:
    named = ", ".join(
        f"{foreign(account.name, 60)} ({network_name(account.network, reader)})" for account in shown.accounts
    )
    return f"{title}: {named}"


def _menus(shown: Page, reader: Reader) -> list[Block]:
    look, choices = shown.look, shown.choices
    networks = [_option(network_name(key, reader), key) for key in choices.networks]
    languages = [_option(tongues.name(code, reader.language), code) for code in choices.languages]
    menus: list[InteractiveElement] = []
    if len(networks) > 1 or look.network:
        menus.append(_menu(NETWORK, reader.say("Network"), reader.say("All networks"), networks, look.network))
    if len(choices.units) > MOST_UNITS:
        menus.append(_long_menu(shown, reader))
    elif len(choices.units) > 1 or look.unit:
        units = unit_options(list(choices.units))
        menus.append(_menu(UNIT, reader.say("Unit"), reader.say("All units"), units, look.unit))
    if len(languages) > 1 or look.language:
        menus.append(_menu(LANGUAGE, reader.say("Language"), reader.say("All languages"), languages, look.language))
    if look.is_filtered:
        menus.append(button(reader.say("Clear"), CLEAR, value=Look(closed=look.closed).packed()))
    return [ActionsBlock(block_id=LOOK_BLOCK + look.packed(), elements=menus)] if menus else []


def _menu(action_id: str, name: str, everything: str, options: list[Option], chosen: str) -> StaticSelectElement:
    present = next((option for option in options if option.value == chosen), None)
    offered = [*options[:99]] if present is None or present in options[:99] else [present, *options[:98]]
    lifting = [_option(everything, ALL)] if chosen else []
    return StaticSelectElement(
        action_id=action_id, placeholder=plain(name, 150), options=[*lifting, *offered], initial_option=present
    )


def _long_menu(shown: Page, reader: Reader) -> ExternalDataSelectElement:
    chosen = next((unit for unit in shown.choices.units if unit_key(unit) == shown.look.unit), None)
    return ExternalDataSelectElement(
        action_id=UNIT,
        placeholder=plain(reader.say("Unit"), 150),
        min_query_length=0,
        initial_option=_option(chosen, unit_key(chosen)) if chosen else None,
    )


def _option(text: str, value: str) -> Option:
    return Option(text=plain(cut(text, 40), 75), value=value)


def _footer(shown: Page, reader: Reader) -> list[Block]:
    look, number = shown.look, shown.look.page
    buttons: list[ButtonElement] = []
    if number > 1:
        buttons.append(button(reader.say("Previous"), PREVIOUS, value=look.on(number - 1).packed()))
    if number < shown.pages:
        buttons.append(button(reader.say("Next"), NEXT, value=look.on(number + 1).packed()))
    if shown.may_edit and look.closed:
        buttons.append(button(reader.say("Accounts in use"), CLOSED, value=Look().packed()))
    elif shown.may_edit:
        buttons.append(button(reader.say("Add social account"), ADD))
        if shown.some_closed:
            buttons.append(button(reader.say("Closed accounts"), CLOSED, value=Look(closed=True).packed()))
    return [ActionsBlock(block_id="channels.more", elements=buttons)] if buttons else []


def _whom_to_ask(settings: Settings, reader: Reader) -> tuple[str, list[RichTextElementParts.Channel]]:
    if settings.desk_channel:
        return reader.say("To have one added, ask here:") + " ", [
            RichTextElementParts.Channel(channel_id=settings.desk_channel)
        ]
    return reader.say("To have one added, ask the people who look after our social media."), []
