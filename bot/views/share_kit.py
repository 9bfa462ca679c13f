"""The share kit: texts to copy in each language, the link, and the pictures with what describes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.models.blocks import Block, ConversationFilter, ConversationSelectElement

from bot import tongues
from bot.plan.whole import Whole
from bot.views import plan_words, reminders_texts
from bot.views.blocks import Message, button, clean, cut, foreign, link, rich, words
from bot.views.modal import VALUE, entry, form_window, modal
from bot.words import Reader
from storage.models import Attachment

if TYPE_CHECKING:
    from slack_sdk.models.blocks import ButtonElement

    from bot.plan.share_kit import Opened

OPEN: Final = "share_kit.open"
"""A button anywhere; its value is the id of the item."""
FORM: Final = "share_kit.show"
CHANNEL: Final = "channel"
_MOST_TEXT = 2_500
_MOST_PICTURES = 5


def way(item_id: int, reader: Reader) -> ButtonElement:
    """Return the button that opens the kit of an item."""
    return button(title(reader), OPEN, value=str(item_id))


def title(reader: Reader) -> str:
    """Name the window and its button."""
    return reader.say("Share kit")


def window(opened: Opened, reader: Reader) -> dict[str, Any]:
    """Show the kit; to the desk with the choice of a channel for it."""
    whole = opened.whole
    blocks = list(_blocks(whole, reader))
    if not opened.may_show:
        return modal(title(reader), Message("", blocks), reader)
    which = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    hint = reader.say("Nothing is shown there before you press the button below.")
    channel = ConversationSelectElement(action_id=VALUE, filter=which)
    blocks.append(entry(CHANNEL, reader.say("Show it in a channel"), channel, hint=hint))
    labels = (title(reader), reader.say("Show it there"), reader.say("Close"))
    return form_window(FORM, labels, blocks, carried=str(whole.item.id))


def shown(channel: str, reader: Reader) -> dict[str, Any]:
    """Say that the kit is shown in a channel."""
    said = reader.say("The share kit is shown there:")
    place = {"type": "channel", "channel_id": channel}
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": f"{said} "}, place]}
    return modal(title(reader), Message(said, [{"type": "rich_text", "elements": [section]}]), reader)


def card(whole: Whole, reader: Reader) -> Message:
    """Show the kit in a channel."""
    first = reader.say("Posted. Share it further if you like:")
    name = plan_words.title(whole.item, reader)
    return Message(f"{first} {foreign(name, 300)}", [rich(words(first, bold=True)), *_blocks(whole, reader)])


def _blocks(whole: Whole, reader: Reader) -> Iterator[Block | Any]:
    address = whole.item.posted_link or whole.item.link
    yield rich(words(plan_words.title(whole.item, reader), bold=True))
    for language, text in _texts(whole).items():
        yield rich(words(tongues.name(language, reader.language), bold=True))
        yield reminders_texts.box(cut(text, _MOST_TEXT))
    if address:
        yield rich(words(reader.say("Link"), bold=True), words(" "), link(address, cut(address, 100)))
        yield reminders_texts.box(cut(address, 1_000))
    for file in whole.attachments[:_MOST_PICTURES]:
        yield from _picture(file, reader)
    if not whole.texts and not address:
        yield rich(words(reader.say("There is neither a text nor a link to share."), italic=True))


def _texts(whole: Whole) -> dict[str, str]:
    """Return what an item says by language: the text for every network, else that of its first network."""
    found: dict[str, str] = {}
    for copy in sorted(reminders_texts.copies(whole), key=lambda one: one.text.network != ""):
        said = "\n".join(part for part in (copy.text.title, copy.text.text) if part)
        found.setdefault(copy.text.language, clean(said))
    return found


def _picture(file: Attachment, reader: Reader) -> Iterator[Block | Any]:
    name = file.name or reader.say("Picture")
    shown = link(file.permalink, name) if file.permalink.startswith("https://") else words(name)
    yield rich(words(reader.say("Picture:"), bold=True), words(" "), shown)
    for language, alt in file.alt.items():
        if alt:
            tongue = tongues.name(language, reader.language)
            yield rich(words(reader.say("Alternative text, {language}", language=tongue)))
            yield reminders_texts.box(cut(alt, 1_000))
