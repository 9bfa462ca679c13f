"""A reply that is approved before it is published: the form, what approvers see of it, and its window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)

from bot import tongues
from bot.networks import NETWORKS, network_name
from bot.plan.kinds import OVER
from bot.plan.opening import Opened as InPlan
from bot.public_replies.reading import Written
from bot.public_replies.writing import MOST_NOTE, MOST_TEXT, Draft, Form, Opened
from bot.views import approvals, plan_words
from bot.views.blocks import Message, context, plain, rich, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.views.public_replies_parts import answered, length, outcome, over, what
from bot.views.reminders_texts import box
from bot.words import LANGUAGES, Reader

SENDING = "public_replies.sending"
YES = "yes"


def form(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Return the form in which a reply is written and sent for approval."""
    draft = opened.draft
    blocks: list[Block] = [*answered(opened.mention, reader)]
    if opened.told:
        blocks += _doubt(opened, reader)
    blocks += [_text(opened, reader), _network(draft, reader), _language(draft, reader)]
    if opened.told:
        tick = CheckboxesElement(
            action_id=VALUE, options=[Option(value=YES, text=plain(reader.say("The other language is meant"), 75))]
        )
        blocks.append(optional("is_meant", reader.say("Two languages"), tick))
    blocks += approvals.step_inputs(draft.steps, 1, reader)
    note = PlainTextInputElement(action_id=VALUE, initial_value=draft.note or None, max_length=MOST_NOTE)
    hint = reader.say("It is no part of the reply.")
    blocks.append(optional("note", reader.say("Note to whoever approves it"), note, hint=hint))
    blocks.append(context(reader.say("I publish nothing. Once it is approved, you get the text to copy.")))
    labels = (title(reader), reader.say("Send"), reader.say("Cancel"))
    return form_window(SENDING, labels, blocks, carried=opened.form.packed())


def draft_from(values: Mapping[str, Any]) -> Draft:
    """Return the reply that stands in a sent form."""
    text, language, network, note = (str(values.get(name) or "") for name in ("text", "language", "network", "note"))
    steps = tuple(step for step in approvals.steps_from(values) if step.people)
    return Draft(text, language, network, note, steps, is_meant=bool(values.get("is_meant")))


def form_from(carried: str) -> Form:
    """Return what a sent form carried."""
    return Form.unpacked(carried)


def title(reader: Reader) -> str:
    """Name the form and the buttons that open it."""
    return reader.say("Have a reply approved")


def window(opened: InPlan, written: Written, reader: Reader) -> dict[str, Any]:
    """Return the window of a reply: what is replied to, the text, how the approval stands, and the next step."""
    item, viewer = opened.whole.item, opened.viewer
    first = over(written, item, reader) if item.state in OVER else what(written, reader)
    blocks: list[Any] = [rich(words(first, bold=True)), *answered(written.mention, reader), box(written.text)]
    if said := length(written, reader):
        blocks.append(rich(words(said)))
    if item.state not in OVER:
        blocks += approvals.section_of(opened.whole, viewer, reader, can_send=False)
        if viewer.is_desk:
            _text_again, buttons = outcome(written, item, reader)
            blocks.append(ActionsBlock(block_id=f"public_reply:{item.id}", elements=buttons))
    name = plan_words.kind(item.kind, reader)
    return modal(name, Message(name, blocks), reader)


def _text(opened: Opened, reader: Reader) -> InputBlock:
    area = PlainTextInputElement(
        action_id=VALUE,
        multiline=True,
        initial_value=opened.draft.text or None,
        max_length=MOST_TEXT,
        focus_on_load=not opened.draft.text,
    )
    hint = reader.say("As you want to publish it. Its length is counted as the network counts.")
    return entry("text", reader.say("Your reply"), area, hint=hint)


def _network(draft: Draft, reader: Reader) -> InputBlock:
    options = [Option(value=key, text=plain(network_name(key, reader), 75)) for key in NETWORKS]
    chosen = next((option for option in options if option.value == draft.network), None)
    menu = StaticSelectElement(action_id=VALUE, options=options, initial_option=chosen)
    return optional("network", reader.say("Network"), menu)


def _language(draft: Draft, reader: Reader) -> InputBlock:
    options = [Option(value=code, text=plain(tongues.name(code, reader.language), 75)) for code in LANGUAGES]
    chosen = next((option for option in options if option.value == draft.language), None)
    menu = StaticSelectElement(action_id=VALUE, options=options, initial_option=chosen)
    hint = reader.say("A bilingual authority answers in the language of the question.")
    return entry("language", reader.say("Language of your reply"), menu, hint=hint)


def _doubt(opened: Opened, reader: Reader) -> Iterator[Block]:
    asked_in, told = (tongues.name(code, reader.language) for code in (opened.mention.language, opened.told))
    said = reader.say("Language of the question: {asked}. Language of your reply: {told}.", asked=asked_in, told=told)
    then = reader.say("Nothing is sent yet. Correct the text, or tick below that it is meant.")
    yield rich(words(said, bold=True), words(f"\n{then}"))
