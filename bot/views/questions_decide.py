"""The windows in which an asker decides how a question goes on: more time, a wider circle, its end; and the public reply."""

from __future__ import annotations

import json
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    DateTimePickerElement,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot.questions.deadlines import Wider
from bot.questions.replying import Opened, Reply
from bot.views.blocks import context, cut, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, optional
from bot.words import LANGUAGE_NAMES, LANGUAGES, Reader
from storage.models import Question

EXTENDING, WIDENING, CLOSING, REPLYING, MOVING, ANOTHER = (
    "questions.extending",
    "questions.widening",
    "questions.closing",
    "questions.replying",
    "questions.moving",
    "questions.another",
)
_SURE = "sure"


def extending(question: Question, reader: Reader) -> dict[str, Any]:
    """Return the window that gives a question more time."""
    label = reader.say("Until when do you need the answer?")
    blocks = [_asked(question), entry("needed_by", label, DateTimePickerElement(action_id=VALUE))]
    labels = (reader.say("More time"), reader.say("Save"), reader.say("Cancel"))
    return form_window(EXTENDING, labels, blocks, carried=str(question.id))


def widening(wider: Wider, reader: Reader) -> dict[str, Any]:
    """Return the window that takes a question to the whole house."""
    question = wider.question
    said = reader.say("The question goes to {channel} as well. Answers in both places count.", channel=_tag(wider))
    if question.is_closed_circle:
        said = reader.say(
            "The question goes to {channel} as well. "
            "What the closed circle answers stays with whoever asked until it is accepted.",
            channel=_tag(wider),
        )
    blocks: list[Block] = [_asked(question), context(said)]
    if question.is_closed_circle:
        warning = reader.say(
            "Until now only a closed circle could read it. From then on the whole house reads the question, its accepted answer, "
            "and the names of those who gave it."
        )
        blocks.append(rich(words(warning, bold=True)))
    label = reader.say("Until when do you need the answer?")
    blocks.append(optional("needed_by", label, DateTimePickerElement(action_id=VALUE)))
    labels = (reader.say("Ask a wider circle"), reader.say("Ask the house"), reader.say("Cancel"))
    return form_window(WIDENING, labels, blocks, carried=str(question.id))


def moving(question: Question, reader: Reader) -> dict[str, Any]:
    """Return the window that moves a question to another channel."""
    which = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    channel = ConversationSelectElement(action_id=VALUE, filter=which)
    hint = reader.say("Whoever is in that channel reads the question. Answers that were given stay.")
    blocks = [_asked(question), entry("channel", reader.say("Channel"), channel, hint=hint)]
    labels = (reader.say("Another channel"), reader.say("Move it"), reader.say("Cancel"))
    return form_window(MOVING, labels, blocks, carried=str(question.id))


def another(question: Question, reader: Reader) -> dict[str, Any]:
    """Return the window that asks one more expert."""
    whom = entry("other", reader.say("Whom shall I ask?"), UserSelectElement(action_id=VALUE))
    labels = (reader.say("Ask an expert"), reader.say("Send"), reader.say("Cancel"))
    return form_window(ANOTHER, labels, [_asked(question), whom], carried=str(question.id))


def closing(question: Question, reader: Reader) -> dict[str, Any]:
    """Return the window that asks whether a question is really closed."""
    what = reader.say("The card says that it was closed without an accepted answer. Everybody who answered is thanked.")
    labels = (reader.say("Close the question"), reader.say("Close it"), reader.say("Cancel"))
    return form_window(CLOSING, labels, [_asked(question), rich(words(what))], carried=str(question.id))


def replying(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Return the window for the public reply; with a warning when its language is not that of the question."""
    reply = opened.reply
    link = PlainTextInputElement(action_id=VALUE, initial_value=reply.link or None, focus_on_load=not reply.link)
    label = reader.say("Link to the public reply")
    hint = reader.say("Leave it empty to take the public reply away. Everybody who was told sees the change.")
    blocks: list[Block] = [
        _asked(opened.question),
        optional("link", label, link, hint=hint) if opened.is_change else entry("link", label, link),
        entry("language", reader.say("Language of the public reply"), _languages(reply, reader)),
    ]
    if opened.warns:
        blocks += _warning(opened, reader)
    labels = (reader.say("Public reply"), reader.say("Save"), reader.say("Cancel"))
    return form_window(REPLYING, labels, blocks, carried=json.dumps([opened.question.id, reply.before]))


def reply_from(carried: str, values: dict[str, Any]) -> tuple[int, Reply]:
    """Return the question and what stands in the window for its public reply."""
    question_id, before = json.loads(carried)
    given = Reply(
        str(values.get("link") or ""), str(values.get("language") or ""), bool(values.get(_SURE)), str(before)
    )
    return int(question_id), given


def _warning(opened: Opened, reader: Reader) -> list[Block]:
    said = reader.say(
        "The question is to be answered in this language: {language}. An authority answers in the language of the question.",
        language=LANGUAGE_NAMES.get(opened.wanted, opened.wanted),
    )
    option = Option(text=plain(reader.say("The reply is in another language on purpose"), 75), value=_SURE)
    box = CheckboxesElement(action_id=VALUE, options=[option])
    return [rich(words(said, bold=True)), optional(_SURE, reader.say("Another language"), box)]


def _languages(reply: Reply, reader: Reader) -> StaticSelectElement:
    options = [Option(text=plain(LANGUAGE_NAMES[code], 75), value=code) for code in LANGUAGES]
    chosen = next((option for option in options if option.value == reply.language), None)
    placeholder = plain(reader.say("Choose a language"), 75)
    return StaticSelectElement(action_id=VALUE, options=options, initial_option=chosen, placeholder=placeholder)


def _asked(question: Question) -> Block:
    return rich(words(cut(question.text, 600)))


def _tag(wider: Wider) -> str:
    return f"<#{wider.channel}>"
