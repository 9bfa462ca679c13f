"""What stands above a form that comes again: what somebody else has changed meanwhile, or the order that would be broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot import tongues
from bot.people import is_user_id
from bot.plan import fields
from bot.plan.content import TIME, Change
from bot.plan.draft import Opened
from bot.views import plan_words
from bot.views.blocks import divider, one_line, person, rich, words
from bot.words import Reader
from storage.models import SocialAccount

_PEOPLE = ("owner", "deputy")
_MOST = 500


def notes(opened: Opened, reader: Reader) -> Iterator[Block]:
    """Yield what has to be read before the inputs."""
    if opened.changes:
        yield from overtaken(opened.by, opened.changes, reader, opened.accounts)
    if opened.breach:
        first = plan_words.breach(opened.breach, reader)
        then = reader.say("Choose a later time, or write below why the order is broken. The reason is kept.")
        yield rich(words(first, bold=True), words(f"\n{then}"))
        yield divider()


def overtaken(
    by: str,
    changes: Sequence[Change],
    reader: Reader,
    accounts: Sequence[SocialAccount] = (),
    label: Callable[[str, Reader], str] = plan_words.field,
) -> Iterator[Block]:
    """Yield who was faster, and each difference: what is in the plan now, and what was typed here."""
    first = reader.say("Somebody else has changed this meanwhile, so yours is not saved yet.")
    then = reader.say("Nothing you wrote is lost. Look at the difference, correct it below and save.")
    last = [words("\n" + reader.say("Last change:") + " "), person(by)] if is_user_id(by) else []
    yield rich(words(first, bold=True), *last, words(f"\n{then}"))
    for change in changes:
        now = words("\n" + reader.say("In the plan now:") + " ", italic=True)
        parts = [
            words(label(change.name, reader), bold=True),
            now,
            *_value(change.name, change.now, reader, accounts),
        ]
        if change.is_theirs:
            parts.append(words("\n" + reader.say("You had not changed it, so it stays as it is now.")))
        else:
            yours = words("\n" + reader.say("Yours:") + " ", italic=True)
            parts += [yours, *_value(change.name, change.yours, reader, accounts)]
        yield rich(*parts)
    yield divider()


def _value(name: str, value: Any, reader: Reader, accounts: Sequence[SocialAccount]) -> list[Any]:
    if name in _PEOPLE and is_user_id(str(value)):
        return [person(str(value))]
    return [words(_text(name, value, reader, accounts) or reader.say("empty"), most=_MOST)]


def _text(name: str, value: Any, reader: Reader, accounts: Sequence[SocialAccount]) -> str:
    if isinstance(value, bool):
        return reader.say("yes") if value else reader.say("no")
    ways: dict[str, Callable[[], str]] = {
        "accounts": lambda: ", ".join(one.name for one in accounts if one.id in value),
        "languages": lambda: reader.listing(tongues.name(code, reader.language) for code in value),
        "tags": lambda: ", ".join(value),
        "kind": lambda: plan_words.kind(value, reader),
        TIME: lambda: _time(str(value), reader),
        "embargo_until": lambda: plan_words.unix(value, reader),
    }
    if not value:
        return ""
    return ways[name]() if name in ways else _own(name, str(value), reader)


def _own(name: str, value: str, reader: Reader) -> str:
    own = next((one for kind in fields.OF_KIND.values() for one in kind if one.name == name), None)
    return plan_words.own_value(own, value, reader.timezone, reader) if own is not None else one_line(value)


def _time(value: str, reader: Reader) -> str:
    at, _, zone = value.partition(" ")
    return plan_words.local(at, zone, reader) if zone else ""
