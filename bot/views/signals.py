"""The form of the signal words: one language at a time, one field for each severity."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ConfirmObject, PlainTextInputElement

from bot.mentions.kinds import CRISIS, HIGH
from bot.mentions.signals import FIELDS, MOST_WORDS, Opened, Overtaken
from bot.mentions.signals import field as field_name
from bot.views.blocks import button, context, plain, rich, section, words
from bot.views.modal import VALUE, form_window, optional
from bot.words import LANGUAGE_NAMES, LANGUAGES, Reader

OPEN = "signals.open"
FORM = "signals.form"
RESTORE = "signals.restore"
LANGUAGE = {language: f"signals.language.{language}" for language in LANGUAGES}
"""The buttons that show another language."""
_FIELD = 3_000


def title(reader: Reader) -> str:
    """Name the form and the button that opens it."""
    return reader.say("Signal words")


def form(opened: Opened, reader: Reader, *, note: str = "", typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Show the words of a language; `typed` is what stands in the fields already, `note` what has just happened."""
    said = reader.say("A mention with one of these words is more urgent, whatever rule it comes by.")
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    blocks += [section(said), ActionsBlock(block_id="languages", elements=_languages(opened, reader))]
    labels = {
        HIGH: (
            reader.say("Words that make it high"),
            reader.say("One a line, or with commas between. A star at the end takes every ending: strejk*"),
        ),
        CRISIS: (
            reader.say("Words that make it a crisis"),
            reader.say("These reach the person on duty at night as well. A few are enough."),
        ),
    }
    for severity in FIELDS:
        shown = ", ".join(opened.words[severity]) if typed is None else typed.get(severity, "")
        element = PlainTextInputElement(
            action_id=VALUE, multiline=True, max_length=_FIELD, initial_value=shown[:_FIELD] or None
        )
        blocks.append(
            optional(field_name(severity, opened.language), labels[severity][0], element, hint=labels[severity][1])
        )
    blocks.append(context(_about(opened, reader)))
    if not opened.is_shipped:
        blocks.append(ActionsBlock(block_id="restore", elements=[_restore(opened, reader)]))
    heading = (title(reader), reader.say("Save"), reader.say("Close"))
    return form_window(FORM, heading, blocks, carried=json.dumps([opened.language, opened.mark]))


def overtaken(outcome: Overtaken, reader: Reader) -> dict[str, Any]:
    """Show the form again after somebody else was faster, with everything that was typed."""
    note = reader.say("Somebody else changed these words while you were writing. Save to put yours in their place.")
    return form(outcome.now, reader, note=note, typed=outcome.typed)


def saved_note(reader: Reader) -> str:
    """Say that the words are in force."""
    return reader.say("Saved. These words count from the next item on.")


def restored_note(reader: Reader) -> str:
    """Say that the words are as they were at the beginning."""
    return reader.say("Restored. The words are those of the starting set again.")


def about_from(carried: str) -> tuple[str, str]:
    """Return the language and the mark that an open form carries."""
    language, mark = json.loads(carried)
    return str(language), str(mark)


def typed_from(values: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return what stands in the fields of a language, by severity."""
    return {severity: str(values.get(field_name(severity, language)) or "") for severity in FIELDS}


def _languages(opened: Opened, reader: Reader) -> list[ButtonElement]:
    del reader  # each language names itself
    return [
        button(
            LANGUAGE_NAMES[language],
            LANGUAGE[language],
            value=language,
            style="primary" if language == opened.language else None,
        )
        for language in LANGUAGES
    ]


def _about(opened: Opened, reader: Reader) -> str:
    shown = LANGUAGE_NAMES[opened.language]
    return reader.say(
        "Language: {language}. At most {most} words, each in its base form.", language=shown, most=MOST_WORDS
    )


def _restore(opened: Opened, reader: Reader) -> ButtonElement:
    made = button(reader.say("Restore the starting set"), RESTORE, value=opened.language)
    made.confirm = ConfirmObject(
        title=plain(reader.say("Restore these words?"), 100),
        text=plain(reader.say("What the desk has changed in this language is gone then."), 300),
        confirm=plain(reader.say("Restore"), 30),
        deny=plain(reader.say("Keep"), 30),
    )
    return made
