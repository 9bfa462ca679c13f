"""The texts of an item as they are copied: by network and language, with the network's own window for sharing, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

from bot import tongues
from bot.lengths import lengths
from bot.networks import network_name
from bot.plan.kinds import ANY_NETWORK
from bot.plan.share_links import Share, share_link
from bot.plan.texts import MOST_TEXT
from bot.plan.whole import Whole
from bot.views.blocks import clean, cut, link, rich, words
from bot.views.modal import VALUE, form_window, optional
from bot.views.plan_parts import line
from bot.words import Reader
from storage.models import Attachment, PlanText

COPY_FORM = "reminders.copy.form"
_ON_CARD = 6
"""Texts and pictures that a card shows; the window shows all."""
_LONGEST_ON_CARD = 2_500
_MOST_FIELDS = 40


@dataclass(frozen=True, slots=True)
class Copy:
    """A text in a language, and the networks that it is for."""

    text: PlanText
    networks: tuple[str, ...]


def copies(whole: Whole) -> list[Copy]:
    """Return every text of an item once, with the networks that take it, languages in the item's order."""
    found: dict[tuple[str, str], Copy] = {}
    languages = list(dict.fromkeys((*whole.item.languages, *(text.language for text in whole.texts))))
    for language in languages:
        for network in whole.networks or (ANY_NETWORK,):
            text = whole.text(network, language)
            if text is None or not (text.text or text.title):
                continue
            key = text.network, text.language
            before = found[key].networks if key in found else ()
            found[key] = Copy(text, (*before, network) if network else before)
    return list(found.values())


def blocks(whole: Whole, reader: Reader) -> list[Block | Any]:
    """Return the texts to copy, each in a box of its own, and the pictures with what describes them."""
    shown: list[Block | Any] = []
    texts = copies(whole)
    for copy in texts[:_ON_CARD]:
        shown += _text(copy, whole, reader)
    if not texts:
        note = reader.say("There is no text yet. Open it and write one.")
        shown.append(rich(words(note, italic=True)))
    if whole.item.link:
        shown += [rich(words(reader.say("Link"), bold=True)), box(cut(whole.item.link, 1_000))]
    for file in whole.attachments[:_ON_CARD]:
        shown += _picture(file, reader)
    if len(texts) > _ON_CARD or len(whole.attachments) > _ON_CARD:
        shown.append(rich(words(reader.say("There is more: press “Copy the text”."), italic=True)))
    return shown


def window(whole: Whole, reader: Reader) -> dict[str, Any]:
    """Show every text in a field, where a phone can select all of it; what is changed there is kept nowhere."""
    fields: list[Block | Any] = []
    for number, copy in enumerate(copies(whole)[:_MOST_FIELDS]):
        label = _label(copy, reader)
        if copy.text.title:
            name = reader.say("Headline: {where}", where=label)
            fields.append(optional(f"title.{number}", name, line(copy.text.title, 300)))
        if copy.text.text:
            area = line(clean(copy.text.text), 3_000, multiline=True)
            fields.append(optional(f"text.{number}", label, area, hint=_length(copy, reader)))
        fields += _links(copy, whole, reader)
    if whole.item.link:
        fields.append(optional("link", reader.say("Link"), line(whole.item.link, 2_000)))
    for file in whole.attachments[:10]:
        for language, alt in file.alt.items():
            name = reader.say(
                "Alternative text of {name}: {language}",
                name=file.name,
                language=tongues.name(language, reader.language),
            )
            fields.append(optional(f"alt.{file.id}.{language}", name, line(alt, 3_000, multiline=True)))
    note = reader.say("Select all of a text and copy it. What you change here changes nothing in the plan.")
    labels = reader.say("Texts to copy"), reader.say("Posted"), reader.say("Close")
    return form_window(COPY_FORM, labels, [rich(words(note)), *fields][:100], carried=str(whole.item.id))


def _text(copy: Copy, whole: Whole, reader: Reader) -> Iterator[Block | Any]:
    heading = " · ".join(part for part in (_label(copy, reader), _length(copy, reader)) if part)
    yield rich(words(heading, bold=True))
    said = "\n".join(part for part in (copy.text.title, copy.text.text) if part)
    yield box(cut(said, _LONGEST_ON_CARD))
    yield from _links(copy, whole, reader)


def box(text: str) -> dict[str, Any]:
    """Return literal text in a box, which Slack lets people copy whole."""
    elements = [{"type": "text", "text": clean(text) or " "}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": elements}]}


def _links(copy: Copy, whole: Whole, reader: Reader) -> Iterator[Block]:
    """Yield the networks' own windows for sharing, filled in."""
    found: list[Any] = []
    for network in copy.networks:
        account = next((one.url for one in whole.accounts if one.network == network), "")
        share = Share(clean(copy.text.text), whole.item.link, clean(copy.text.title), account)
        address = share_link(network, share)
        if address:
            found += [words(" · ") if found else words(""), link(address, network_name(network, reader))]
    if found:
        yield rich(words(reader.say("Open the window for sharing:")), words(" "), *found[1:])


def _label(copy: Copy, reader: Reader) -> str:
    networks = ", ".join(network_name(key, reader) for key in copy.networks)
    language = tongues.name(copy.text.language, reader.language)
    return f"{networks} · {language}" if networks else language


def _length(copy: Copy, reader: Reader) -> str:
    """Say how long a text is where its networks have a limit: the strictest one."""
    measured = [
        found[-1] for key in copy.networks if (found := lengths(key, copy.text.text)) and found[-1].most <= MOST_TEXT
    ]
    if not measured:
        return ""
    tightest = max(measured, key=lambda one: one.used - one.most)
    return reader.say(
        "{used} of {most} characters", used=reader.number(tightest.used), most=reader.number(tightest.most)
    )


def _picture(file: Attachment, reader: Reader) -> Iterator[Block | Any]:
    name = file.name or reader.say("Picture")
    shown = link(file.permalink, name) if file.permalink.startswith("https://") else words(name)
    yield rich(words(reader.say("Picture:"), bold=True), words(" "), shown)
    for language, alt in file.alt.items():
        if alt:
            label = reader.say("Alternative text, {language}", language=tongues.name(language, reader.language))
            yield rich(words(label))
            yield box(cut(alt, 1_000))
    if not any(file.alt.values()):
        yield rich(words(reader.say("It has no alternative text yet."), italic=True))


__all__ = ["COPY_FORM", "VALUE", "blocks", "box", "copies", "window"]
