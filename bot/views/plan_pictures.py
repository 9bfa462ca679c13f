"""The pictures of an item: in its window, and the form that describes and credits them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, CheckboxesElement, InputBlock, Option, PlainTextInputElement
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot import tongues
from bot.attachments import PICTURES
from bot.mentions.weblinks import web_link
from bot.plan import texts
from bot.plan.opening import Viewer
from bot.plan.pictures import MOST_ALT, MOST_CREDIT, MOST_PICTURES, Draft, Opened
from bot.plan.whole import Whole
from bot.views.blocks import button, context, cut, divider, link, one_line, plain, rich, words
from bot.views.modal import VALUE, form_window, optional
from bot.words import Reader
from storage.models import Attachment

OPEN, FORM = "plan_pictures.open", "plan_pictures.form"
NEW, GONE = "new", "gone"
"""Fields for pictures to add, and for those to take away."""
_MOST_NEW = 3


def section_of(whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Show an item's pictures with what is written about them, and the way to change that."""
    if not whole.attachments and not viewer.may_edit:
        return []
    parts: list[Any] = [words(reader.say("Pictures"), bold=True)]
    for file in whole.attachments:
        parts += [words("\n• "), *_named(file, reader), *_about(whole, file, reader)]
    blocks: list[Block] = [rich(*parts)] if whole.attachments else []
    if viewer.may_edit:
        label = reader.say("Describe pictures") if whole.attachments else reader.say("Add pictures")
        elements = [button(label, OPEN, value=str(whole.item.id))]
        blocks.append(ActionsBlock(block_id=f"plan_pictures:{whole.item.id}", elements=elements))
    return blocks


def form(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Return the window in which pictures are added, described, credited and taken away."""
    blocks: list[Block] = []
    for file in opened.whole.attachments[:MOST_PICTURES]:
        blocks += [rich(*_named(file, reader)), *_inputs(file, opened, reader), divider()]
    if opened.may_upload:
        element = FileInputElement(action_id=VALUE, filetypes=list(PICTURES), max_files=_MOST_NEW)
        blocks.append(optional(NEW, reader.say("New pictures"), element))
    else:
        blocks.append(
            context(reader.say("New pictures cannot be added here: I may not read files. Ask an administrator."))
        )
    if opened.whole.attachments:
        blocks.append(_gone(opened, reader))
    labels = (reader.say("Pictures"), reader.say("Save"), reader.say("Cancel"))
    return form_window(FORM, labels, blocks, carried=str(opened.whole.item.id))


def draft_from(values: Mapping[str, Any]) -> Draft:
    """Return what stands in a sent form."""
    alts: dict[tuple[int, str], str] = {}
    names: dict[int, str] = {}
    for name, value in values.items():
        what, *rest = name.split(".")
        if what == "alt" and len(rest) > 1:
            alts[int(rest[0]), rest[1]] = str(value or "")
        elif what == "credit":
            names[int(rest[0])] = str(value or "")
    return Draft(alts, names, tuple(int(one) for one in values.get(GONE) or ()))


def _named(file: Attachment, reader: Reader) -> list[Any]:
    name = cut(one_line(file.name), 100) or reader.say("Picture")
    return [link(file.permalink, name)] if web_link(file.permalink) else [words(name)]


def _about(whole: Whole, file: Attachment, reader: Reader) -> list[Any]:
    missing = [language for language in texts.spoken(whole) if not file.alt.get(language)]
    credit = reader.say("Photo: {credit}", credit=one_line(file.credit))
    said = [words(f"\n   {credit}")] if file.credit else []
    said += [
        words(f"\n   {tongues.name(language, reader.language)}: {cut(one_line(alt), 200)}")
        for language, alt in file.alt.items()
    ]
    if missing:
        named = reader.listing(tongues.name(one, reader.language) for one in missing)
        said.append(words("\n   " + reader.say("Not described yet: {languages}", languages=named)))
    return said


def _inputs(file: Attachment, opened: Opened, reader: Reader) -> Iterator[InputBlock]:
    for language in opened.languages:
        element = PlainTextInputElement(
            action_id=VALUE, initial_value=file.alt.get(language) or None, max_length=MOST_ALT, multiline=True
        )
        label = reader.say("What is seen in it ({language})", language=tongues.name(language, reader.language))
        yield optional(f"alt.{file.id}.{language}", label, element)
    credit = PlainTextInputElement(action_id=VALUE, initial_value=file.credit or None, max_length=MOST_CREDIT)
    yield optional(f"credit.{file.id}", reader.say("Photographer"), credit)


def _gone(opened: Opened, reader: Reader) -> InputBlock:
    options = [
        Option(text=plain(cut(one_line(file.name), 70) or reader.say("Picture"), 75), value=str(file.id))
        for file in opened.whole.attachments[:MOST_PICTURES]
    ]
    return optional(GONE, reader.say("Take away"), CheckboxesElement(action_id=VALUE, options=options))
