"""What differs between two versions of what an item of the plan says, as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import Block

from bot import tongues
from bot.answers.difference import compared, shortened
from bot.networks import network_name
from bot.plan import versions
from bot.views.answers_difference import shown_pieces
from bot.views.blocks import cut, rich, words
from bot.words import Reader

_LONGEST = 600
"""Characters of a side that is only in one of the two."""


def blocks(before: Mapping[str, Any], after: Mapping[str, Any], reader: Reader) -> Iterator[Block]:
    """Show what differs, a block a field: what is gone is struck through, what is new is bold."""
    for name, old, new in versions.difference(dict(before), dict(after)):
        first, second = (words(f"\n{label} ", italic=True) for label in (reader.say("Before:"), reader.say("Now:")))
        yield rich(
            words(field(name, before, after, reader), bold=True), first, *_old(old, new), second, *_new(old, new)
        )


def field(name: str, before: Mapping[str, Any], after: Mapping[str, Any], reader: Reader) -> str:
    """Name a field of a version as people call it: with its language, its network, its file."""
    what, _, rest = name.partition(":")
    if what == "link":
        return reader.say("Link")
    if what in ("file", "alt"):
        file_id, _, language = rest.partition(":")
        file = str(after.get(f"file:{file_id}") or before.get(f"file:{file_id}") or "")
        if what == "file":
            return reader.say("Picture")
        return reader.say(
            "Alt text ({language}) of {file}", language=tongues.name(language, reader.language), file=cut(file, 80)
        )
    network, _, language = rest.partition(":")
    if not language:
        return reader.say("Title")
    tongue = tongues.name(language, reader.language)
    if network:
        return reader.say("{network} ({language})", network=network_name(network, reader), language=tongue)
    return (
        reader.say("Heading ({language})", language=tongue)
        if what == "title"
        else reader.say("Text ({language})", language=tongue)
    )


def _old(old: str, new: str) -> list[Any]:
    if old and new:
        return shown_pieces(shortened(compared(old, new)[0]), is_old=True)
    return [words(cut(old, _LONGEST) or "–")]


def _new(old: str, new: str) -> list[Any]:
    if old and new:
        return shown_pieces(shortened(compared(old, new)[1]), is_old=False)
    return [words(cut(new, _LONGEST) or "–")]
