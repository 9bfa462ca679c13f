"""What an item says, in its window and in the form of a language, with lengths as each network counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, InputBlock, PlainTextInputElement

from bot import tongues
from bot.networks import network_name
from bot.plan import texts
from bot.plan.content import Change
from bot.plan.kinds import ANY_NETWORK, POST
from bot.plan.opening import Viewer
from bot.plan.texts import MOST_TEXT, MOST_TITLE, TITLE, Opened, field_of
from bot.plan.whole import Whole
from bot.views import plan_difference
from bot.views.blocks import button, context, cut, divider, foreign, rich, words
from bot.views.modal import VALUE, form_window, optional
from bot.words import LANGUAGES, Reader

EDIT = "plan_texts.edit"
"""Buttons, each named after its language; their value is "<item id>:<language>"."""
PREVIEW = "plan_texts.preview"
"""The button in the form that counts and shows what stands in its fields."""
FORM = "plan_texts.form"
_EXCERPT = 400


def section_of(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Show what an item says in each language, how long that is on its networks, and the way to change it."""
    spoken = texts.spoken(whole)
    blocks: list[Block] = [rich(words(reader.say("Texts"), bold=True))]
    for language in spoken:
        blocks += _of_language(whole, language, reader)
    if not spoken:
        blocks.append(context(reader.say("Nothing is written yet.")))
    if viewer.may_edit:
        ordered = dict.fromkeys((*spoken, *LANGUAGES))
        elements = [
            button(_button(whole, language, reader), f"{EDIT}.{language}", value=f"{whole.item.id}:{language}")
            for language in ordered
        ]
        blocks.append(ActionsBlock(block_id=f"plan_texts:{whole.item.id}", elements=elements))
    return blocks


def length(whole: Whole, network: str, text: str, reader: Reader) -> str:
    """Say how long a text is on a network: “X: 212 of 280”, or by how much it is too long."""
    counted = texts.counted(whole, network, text)
    name = network_name(network, reader)
    if counted is None:
        return reader.count("{network}: {n} character", "{network}: {n} characters", len(text), network=name)
    if counted.over:
        return reader.count(
            "{network}: {used} of {most}, {n} too many",
            "{network}: {used} of {most}, {n} too many",
            counted.over,
            network=name,
            used=reader.number(counted.used),
            most=reader.number(counted.most),
        )
    return reader.say(
        "{network}: {used} of {most}",
        network=name,
        used=reader.number(counted.used),
        most=reader.number(counted.most),
    )


def form(opened: Opened, reader: Reader, preview: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the window for what an item says in a language; with `preview`, it shows what stands in its fields."""
    language = tongues.name(opened.form.language, reader.language)
    blocks: list[Block] = []
    if opened.others is not None:
        blocks += _others(opened, reader)
    if preview is not None:
        blocks += [*_preview(opened.whole, preview, reader), divider()]
    blocks += _inputs(opened, reader)
    look = button(reader.say("Count and preview"), PREVIEW)
    blocks.append(ActionsBlock(block_id="plan_texts.look", elements=[look]))
    send = reader.say("Save all the same") if opened.others is not None else reader.say("Save")
    labels = (reader.say("Text: {language}", language=language), send, reader.say("Cancel"))
    return form_window(FORM, labels, blocks, carried=opened.form.packed())


def typed_in(values: Mapping[str, Any], networks: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the fields of a sent form, for the names that it showed."""
    return {name: str(values.get(field_of(name)) or "") for name in networks if field_of(name) in values}


def _of_language(whole: Whole, language: str, reader: Reader) -> Iterator[Block]:
    own = {one.network: one for one in whole.texts if one.language == language}
    name = tongues.name(language, reader.language)
    if not any(one.text.strip() for one in own.values()):
        yield rich(words(name, italic=True), words("\n" + reader.say("Not written yet.")))
        return
    for network, one in sorted(own.items()):
        if one.text.strip() or one.title:
            head = f"{name} · {network_name(network, reader)}" if network else name
            heading = [words(f"\n{one.title}", bold=True)] if one.title else []
            yield rich(words(head, italic=True), *heading, words(f"\n{cut(one.text, _EXCERPT)}"))
    counts = [
        length(whole, network, found.text, reader)
        for network in whole.networks
        if whole.item.kind == POST and (found := whole.text(network, language))
    ]
    if counts:
        yield context(foreign(" · ".join(counts)))


def _button(whole: Whole, language: str, reader: Reader) -> str:
    name = tongues.name(language, reader.language)
    if any(one.language == language and one.text.strip() for one in whole.texts):
        return reader.say("Edit: {language}", language=name)
    return reader.say("Write: {language}", language=name)


def _others(opened: Opened, reader: Reader) -> Iterator[Block]:
    changes = [Change(name, text, opened.typed.get(name, "")) for name, text in (opened.others or {}).items()]
    return plan_difference.overtaken(opened.whole.item.changed_by, changes, reader, label=_label)


def _preview(whole: Whole, typed: Mapping[str, str], reader: Reader) -> Iterator[Block]:
    networks = whole.networks or (ANY_NETWORK,)
    for network in networks:
        text = typed.get(network) or typed.get(ANY_NETWORK, "")
        name = network_name(network, reader) if network else reader.say("Everywhere")
        count = length(whole, network, text, reader) if network else ""
        yield rich(words(name, bold=True), words(f"\n{cut(text, 1_500) or '–'}"))
        if count:
            yield context(foreign(count))


def _inputs(opened: Opened, reader: Reader) -> Iterator[InputBlock]:
    for name in opened.form.seen:
        is_title = name == TITLE
        element = PlainTextInputElement(
            action_id=VALUE,
            initial_value=opened.typed.get(name) or None,
            multiline=not is_title,
            max_length=MOST_TITLE if is_title else MOST_TEXT,
        )
        yield optional(field_of(name), _label(name, reader), element, hint=_hint(name, opened, reader))


def _label(name: str, reader: Reader) -> str:
    if name == TITLE:
        return reader.say("Heading or subject")
    if name == ANY_NETWORK:
        return reader.say("Text for every channel")
    return reader.say("Own text for {network}", network=network_name(name, reader))


def _hint(name: str, opened: Opened, reader: Reader) -> str:
    if name in (TITLE, ANY_NETWORK):
        return ""
    counted = texts.counted(opened.whole, name, opened.typed.get(name) or opened.typed.get(ANY_NETWORK, ""))
    if counted is None:
        return reader.say("Leave it empty to use the text for every channel.")
    return reader.say(
        "{most} characters at most. Leave it empty to use the text for every channel.", most=reader.number(counted.most)
    )
