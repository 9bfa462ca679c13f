"""App Home: our social accounts, my language, help. Managers also find what they look after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.people import Asker
from bot.roles import Role
from bot.views import channels_list, checkup, help, language  # noqa: A004 - a feature's name
from bot.views.blocks import button, context, divider, header, section
from bot.words import Reader


@dataclass(frozen=True, slots=True)
class Contents:
    """What App Home shows: how many social accounts there are, on which networks (names), and the chosen language."""

    accounts: int
    networks: Sequence[str]
    language: str | None


def home(person: Asker, contents: Contents) -> dict[str, Any]:
    """App Home of one person."""
    reader = person.reader
    blocks: list[Block] = [
        header(reader.say("Kaiku, the social desk inside Slack")),
        context(reader.say("Find the organisation’s social accounts, and who looks after them.")),
        divider(),
        *_accounts(reader, person.role, contents),
        divider(),
        section(
            reader.say("*My language.* In this language I speak to you everywhere."),
            block_id=f"language:{contents.language or language.AS_SLACK}:{reader.language}",
            accessory=language.menu(reader, contents.language),
        ),
        divider(),
        *_help(reader, person.role),
    ]
    return {"type": "home", "blocks": [block.to_dict() for block in blocks]}


def _accounts(reader: Reader, role: Role, contents: Contents) -> list[Block]:
    elements = [button(reader.say("Our social accounts"), channels_list.BROWSE, style="primary")]
    if role >= Role.MANAGER:
        elements.append(button(reader.say("Add an account"), channels_list.ADD))
    return [section(_summary(reader, contents)), ActionsBlock(block_id="accounts", elements=elements)]


def _summary(reader: Reader, contents: Contents) -> str:
    if not contents.accounts:
        return reader.say("*Our social accounts.* There are none in the register yet.")
    count = reader.count("{n} official account", "{n} official accounts", contents.accounts)
    networks = reader.listing(contents.networks)
    return reader.say("*Our social accounts.* {count}: {networks}.", count=count, networks=networks)


def _help(reader: Reader, role: Role) -> list[Block]:
    elements = [button(help.title(reader), help.OPEN)]
    if role >= Role.MANAGER:
        elements.append(button(checkup.title(reader), checkup.OPEN))
    text = reader.say("*Help.* Everything here can also be written: “/some accounts” and “/some help”.")
    return [section(text), ActionsBlock(block_id="help", elements=elements)]
