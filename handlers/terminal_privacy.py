"""The terminal's door to what is held about one person: given out as JSON, or erased after a question."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot import privacy, privacy_mentions
from bot.errors import BotError, Invalid, Unavailable
from bot.privacy import Erased
from bot.privacy_mentions import Taken
from bot.services import Services
from bot.words import Reader
from handlers.terminal import BY, Answer

_YES = ("y", "yes", "k", "kyllä", "j", "ja")
_OWNER_ONLY = 0o600


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("what", choices=["export", "erase"])
    parser.add_argument(
        "user",
        metavar="USER",
        help="a Slack user id, an e-mail address or an id of the HR system; for somebody outside the house, what they wrote: "
        "its link, or “author:NAME”",
    )
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="export: a file for the JSON, else it is printed"
    )
    parser.add_argument("--yes", action="store_true", help="erase: do not ask again")


def act(services: Services, asked: argparse.Namespace, answered: Callable[[str], str] | None) -> Answer:
    """Export or erase a person's data. `answered` puts a question to whoever sits there; None when nobody does."""
    reader = Reader(services.settings.language, services.settings.timezone)
    if asked.what == "export":
        return _export(services, asked.user, asked.file, reader)
    if asked.file is not None:
        raise Invalid("“erase” takes one person and no file.")
    if not asked.yes and not _agrees(services, asked.user, answered, reader):
        return Answer([reader.say("Nothing was erased.")], 1)
    if privacy_mentions.is_outsider(asked.user):
        return Answer(_taken(privacy_mentions.erase(services, asked.user, by=BY), reader))
    return Answer(_report(privacy.erase(services, asked.user, by=BY), reader))


def _export(services: Services, named: str, path: Path | None, reader: Reader) -> Answer:
    give_out = privacy_mentions.export if privacy_mentions.is_outsider(named) else privacy.export
    held = give_out(services, named, by=BY)
    written = json.dumps(held, ensure_ascii=False, indent=2)
    if path is None:
        return Answer([written])
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY), "w", encoding="utf-8") as file:  # noqa: PTH123 - nobody else may read it, not even for a moment
            file.write(written + "\n")
    except OSError as error:
        raise _unusable(path, error) from error
    count = sum(len(rows) for rows in held["tables"].values())
    return Answer([reader.count("{n} row is in {file}.", "{n} rows are in {file}.", count, file=path)])


def _agrees(services: Services, named: str, answered: Callable[[str], str] | None, reader: Reader) -> bool:
    who = named if privacy_mentions.is_outsider(named) else privacy.name_of(services, named)
    if answered is None:
        raise Invalid("Nobody can be asked here. Add --yes to erase without a question.")
    question = reader.say("Everything about {who} will be erased for good. Write yes to go on:", who=who)
    return answered(question + " ").strip().casefold() in _YES


def _report(erased: Erased, reader: Reader) -> list[str]:
    lines = [
        reader.say(
            "Everything about this person is erased. In the audit log they are {name} now.", name=erased.pseudonym
        )
    ]
    if erased.accounts:
        named = reader.listing(erased.accounts)
        lines.append(reader.say("These social accounts need a new owner or deputy: {accounts}.", accounts=named))
    if erased.rules:
        named = reader.listing(erased.rules)
        lines.append(
            reader.say("These rules looked for this person and are switched off: {rules}. Look at them.", rules=named)
        )
    if erased.answers:
        named = reader.listing(erased.answers)
        lines.append(
            reader.say(
                "These answers, or former versions of them, name this person: {answers}. Look at them.", answers=named
            )
        )
    if erased.to_correct:
        named = reader.listing(erased.to_correct)
        lines.append(reader.say("These public replies of theirs still wait to be corrected: {links}.", links=named))
    if erased.is_in_slack:
        lines.append(
            reader.say("They are still active in Slack, which brings them back. Deactivate them there and erase again.")
        )
    if erased.is_in_hr:
        lines.append(
            reader.say("They were in the HR feed. When the next delivery has them still, it brings them back: tell HR.")
        )
    if erased.has_namesake:
        lines.append(reader.say("Somebody else has the same name, so texts in which the name stands were left."))
    return [*lines, _backups(reader)]


def _taken(taken: Taken, reader: Reader) -> list[str]:
    return [
        reader.count("{n} mention is deleted.", "{n} mentions are deleted.", taken.mentions),
        reader.count("The words of {n} item are deleted.", "The words of {n} items are deleted.", taken.items),
        reader.count("The name is left out of {n} text.", "The name is left out of {n} texts.", taken.texts),
        reader.say("What their feeds show again in other words is read again: remove or mute such a feed first."),
        _backups(reader),
    ]


def _backups(reader: Reader) -> str:
    return reader.say("Backups made before this moment still hold everything.")


def _unusable(path: Path, error: OSError) -> BotError:
    values: dict[str, Any] = {"file": path, "reason": error.strerror or str(error)}
    return Unavailable("{file} cannot be used ({reason}).", **values)
