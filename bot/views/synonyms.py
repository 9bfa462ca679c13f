"""Words that mean the same, as the desk sees and edits them: one window that is a list or a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    PlainTextInputElement,
    SectionBlock,
)

from bot.synonyms import Group, Overtaken
from bot.synonyms_draft import FIELD, MOST_WORDS
from bot.synonyms_look import MOST_QUERY, PAGE, Form, Look
from bot.synonyms_shipped import shipped
from bot.views.blocks import button, context, cut, plain, rich, section, words
from bot.views.modal import VALUE, entry, form_window, optional
from bot.words import Reader

OPEN = "synonyms.open"
LIST = "synonyms.list"
"""The window as a list; sending it searches."""
FORM = "synonyms.form"
PREVIOUS = "synonyms.previous"
NEXT = "synonyms.next"
ADD = "synonyms.add"
EDIT = "synonyms.edit"
REMOVE = "synonyms.remove"
RESTORE = "synonyms.restore"
BACK = "synonyms.back"
QUERY = "query"
_MOST_TYPED = 3_000


def title(reader: Reader) -> str:
    """Name the window."""
    return reader.say("Same meaning")


def listing(groups: Sequence[Group], look: Look, reader: Reader, *, note: str = "") -> dict[str, Any]:
    """Show a page of groups, with a field to search in."""
    pages = max(1, -(-len(groups) // PAGE))
    at = look.on(min(max(look.page, 1), pages))
    first = (at.page - 1) * PAGE
    typed = PlainTextInputElement(action_id=VALUE, max_length=MOST_QUERY, initial_value=look.query or None)
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    blocks += [
        section(reader.say("Whoever looks for one of these words finds the people who wrote another.")),
        optional(QUERY, reader.say("Look for a word"), typed),
        ActionsBlock(block_id="add", elements=[button(reader.say("Add words"), ADD, value=_back(at))]),
        context(_counted(groups, at, pages, reader)),
        *(_line(group, at, reader) for group in groups[first : first + PAGE]),
    ]
    turning = _turning(at, pages, reader)
    blocks += [ActionsBlock(block_id="turn", elements=turning)] if turning else []
    return form_window(LIST, (title(reader), reader.say("Search"), reader.say("Close")), blocks, carried=_back(at))


def form(about: Form, group: Group, reader: Reader, *, typed: str | None = None, note: str = "") -> dict[str, Any]:
    """Show the form of a group; `typed` is what stands in it already, `note` what got in its way."""
    text = "\n".join(group.words) if typed is None else typed
    field = PlainTextInputElement(
        action_id=VALUE, multiline=True, max_length=_MOST_TYPED, initial_value=text[:_MOST_TYPED] or None
    )
    hint = reader.say("One word or phrase a line, in any language, at most {most}.", most=MOST_WORDS)
    label = reader.say("Words that mean the same")
    blocks: list[Block] = [rich(words(note))] if note else []
    blocks += [
        entry(FIELD, label, field, hint=hint),
        context(reader.say("Only words that mean exactly the same: a narrower word finds the wrong people.")),
        ActionsBlock(block_id="do", elements=_doing(about, group, reader)),
    ]
    heading = reader.say("Edit words") if group.words else reader.say("Add words")
    return form_window(FORM, (heading, reader.say("Save"), reader.say("Cancel")), blocks, carried=about.packed())


def overtaken(outcome: Overtaken, look: Look, reader: Reader) -> dict[str, Any]:
    """Show the form again after somebody else was faster, with everything that was typed."""
    now = outcome.now
    if now.words:
        listed = ", ".join(now.words)
        said = reader.say("Somebody else changed this group while you were writing. It is now: {words}.", words=listed)
    else:
        said = reader.say("Somebody else removed this group while you were writing.")
    then = reader.say("Yours is not saved yet. Save to put it in place, or go back to the list.")
    return form(Form(now.key, now.version, look), now, reader, typed=outcome.text, note=f"{said} {then}")


def saved_note(group: Group, reader: Reader) -> str:
    """Say that a group is in use."""
    return reader.say("Saved. It counts from the next search on: {words}.", words=", ".join(group.words[:6]))


def removed_note(reader: Reader) -> str:
    """Say that a group is no longer in use."""
    return reader.say("Removed. These words no longer find each other.")


def restored_note(reader: Reader) -> str:
    """Say that a group is as it was at the beginning."""
    return reader.say("Restored. The words are those of the starting set again.")


def _line(group: Group, at: Look, reader: Reader) -> SectionBlock:
    said = " = ".join(group.words or shipped().get(group.key, ()))
    value, state = Form(group.key, group.version, at).packed(), _state(group, reader)
    action = button(reader.say("Edit"), EDIT, value=value)
    if not group.words:
        action = button(reader.say("Restore"), RESTORE, value=value)
    shown = f"{said} ({state})" if state else said
    return SectionBlock(text=plain(shown, 3_000), block_id=f"group.{group.key}", accessory=action)


def _state(group: Group, reader: Reader) -> str:
    if group.is_shipped:
        return ""
    if not group.words:
        return reader.say("removed")
    return reader.say("changed by the desk") if group.can_be_restored else reader.say("added by the desk")


def _counted(groups: Sequence[Group], at: Look, pages: int, reader: Reader) -> str:
    said = reader.count("{n} group of words", "{n} groups of words", len(groups))
    if not groups and at.query:
        return reader.say("No group has this word.")
    where = reader.say("page {page} of {pages}", page=at.page, pages=pages)
    return f"{said} · {where}" if pages > 1 else said


def _turning(at: Look, pages: int, reader: Reader) -> list[ButtonElement]:
    buttons = []
    if at.page > 1:
        buttons.append(button(reader.say("Previous"), PREVIOUS, value=_back(at.on(at.page - 1))))
    if at.page < pages:
        buttons.append(button(reader.say("Next"), NEXT, value=_back(at.on(at.page + 1))))
    return buttons


def _doing(about: Form, group: Group, reader: Reader) -> list[ButtonElement]:
    buttons = [button(reader.say("Back to the list"), BACK, value=_back(about.look))]
    if group.can_be_restored:
        buttons.append(button(reader.say("Restore the starting set"), RESTORE, value=about.packed()))
    if group.words:
        removing = button(reader.say("Remove"), REMOVE, value=about.packed(), style="danger")
        removing.confirm = ConfirmObject(
            title=plain(reader.say("Remove these words?"), 100),
            text=plain(cut(", ".join(group.words), 250), 300),
            confirm=plain(reader.say("Remove"), 30),
            deny=plain(reader.say("Keep"), 30),
        )
        buttons.append(removing)
    return buttons


def _back(look: Look) -> str:
    return Form("", 0, look).packed()
