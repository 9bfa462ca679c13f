"""What reviewers noted about an item: the newest in its window, and the form for a note."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from slack_sdk.models.blocks import ActionsBlock, Block, PlainTextInputElement

from bot.plan.notes import MOST_NOTE
from bot.plan.opening import Viewer
from bot.plan.whole import Whole
from bot.views.blocks import button, context, cut, person, rich, words
from bot.views.modal import VALUE, entry, form_window
from bot.words import Reader

ADD, FORM = "plan_notes.add", "plan_notes.form"
_NEWEST, _MOST = 5, 500


def section_of(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Show the newest notes, and the way to leave one: everybody on staff may."""
    parts: list[Any] = [words(reader.say("Notes of reviewers"), bold=True)]
    older = len(whole.notes) - _NEWEST
    if older > 0:
        parts.append(words("\n" + reader.count("… {n} older note", "… {n} older notes", older)))
    for note in whole.notes[-_NEWEST:]:
        when = reader.moment(note.at)
        parts += [words("\n"), person(note.by), words(f" {when}: {cut(note.text, _MOST)}")]
    elements = [button(reader.say("Leave a note"), ADD, value=str(whole.item.id))]
    shown: list[Block] = [rich(*parts)] if whole.notes else []
    return [*shown, ActionsBlock(block_id=f"plan_notes:{whole.item.id}", elements=elements)] if viewer.by.id else shown


def form(item_id: int, reader: Reader) -> dict[str, Any]:
    """Return the window for a note."""
    element = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=MOST_NOTE, focus_on_load=True)
    hint = context(reader.say("Colleagues see this. It is never part of what is copied or published."))
    blocks: list[Block] = [hint, entry("note", reader.say("Note"), element)]
    labels = (reader.say("Leave a note"), reader.say("Save"), reader.say("Cancel"))
    return form_window(FORM, labels, blocks, carried=f"{item_id}:{uuid4().hex}")
