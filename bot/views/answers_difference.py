"""What differs between two versions of an answer, as people read it: per field and language, what it was and what it is.

What is only in one of the two stands out (struck through, bold), but the labels alone say which is which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block, RichTextElementParts

from bot import tongues
from bot.answers.content import QUESTION, TEXT, Change, Content, changes
from bot.answers.difference import Piece, compared, shortened
from bot.answers.kinds import DESK
from bot.people import is_user_id
from bot.views.blocks import clean, cut, person, rich, words
from bot.words import Reader

_TEXTS = (QUESTION, TEXT, "note", "when_to_use")
_LONGEST = 1_500
"""Characters of each side of a field; a difference longer than that is read in the versions themselves."""


def differences(before: Content, after: Content, labels: tuple[str, str], reader: Reader) -> list[Block]:
    """Show what differs, one block a field; `labels` say what the two are: “Before:”, “Now:”."""
    return list(blocks_of(list(changes(before, after)), labels, reader))


def blocks_of(found: Sequence[Change], labels: tuple[str, str], reader: Reader) -> Iterator[Block]:
    """Show changes, one block a field."""
    for change in found:
        old, new = _sides(change, reader)
        first, second = (words(f"\n{label} ", italic=True) for label in labels)
        yield rich(words(name(change, reader), bold=True), first, *old, second, *new)


def name(change: Change, reader: Reader) -> str:
    """Name a field as people call it, with its language."""
    if change.field == QUESTION:
        return reader.say("Question ({language})", language=tongues.name(change.language, reader.language))
    if change.field == TEXT:
        return reader.say("Answer ({language})", language=tongues.name(change.language, reader.language))
    return {
        "when_to_use": reader.say("When to use it"),
        "tags": reader.say("Tags"),
        "note": reader.say("Note for colleagues"),
        "valid_until": reader.say("Last day"),
        "owner": reader.say("Owner"),
        "visibility": reader.say("Who finds it"),
        "is_withdrawn": reader.say("In the answer bank"),
    }[change.field]


def _sides(change: Change, reader: Reader) -> tuple[list[Any], list[Any]]:
    if change.field in _TEXTS and change.before and change.after:
        old, new = compared(change.before, change.after)
        return shown_pieces(shortened(old), is_old=True), shown_pieces(shortened(new), is_old=False)
    return [_value(change, change.before, reader)], [_value(change, change.after, reader)]


def shown_pieces(pieces: Sequence[Piece], *, is_old: bool) -> list[Any]:
    """Show one side of a comparison, what is only there marked; cut where it is long."""
    shown, room = [], _LONGEST
    for piece in pieces:
        text = cut(clean(piece.text), room)
        if text and room > 1:
            shown.append(_marked(text, is_old=is_old) if piece.is_changed else words(text))
        room -= len(text)
    return shown


def _marked(text: str, *, is_old: bool) -> RichTextElementParts.Text:
    style = RichTextElementParts.TextStyle(strike=True) if is_old else RichTextElementParts.TextStyle(bold=True)
    return RichTextElementParts.Text(text=text, style=style)


def _value(change: Change, value: Any, reader: Reader) -> Any:
    if change.field == "is_withdrawn":
        return words(reader.say("no, withdrawn") if value else reader.say("yes"))
    if change.field == "visibility":
        return words(reader.say("social managers only") if value == DESK else reader.say("everybody on staff"))
    if change.field == "owner":
        return person(value) if is_user_id(value) else words(reader.say("nobody yet"))
    if change.field == "valid_until":
        return words(reader.day(value) if isinstance(value, date) else reader.say("without an end"))
    if change.field == "tags":
        return words(", ".join(value) or reader.say("empty"))
    return words(cut(value, _LONGEST) if value else reader.say("empty"))
