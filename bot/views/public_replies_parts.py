"""The pieces that a reply is shown with before it is published: what it answers, what it says, how it stands, what is next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block, RichTextBlock, RichTextQuoteElement, RichTextSectionElement

from bot import tongues
from bot.mentions.kinds import ANSWERED, CLOSED, NO_ACTION
from bot.networks import network_name
from bot.plan.kinds import APPROVED, OVER, POSTED, REPLY
from bot.public_replies.reading import Written
from bot.views import mentions as mention_view
from bot.views import mentions_parts, plan_words
from bot.views.blocks import button, rich, words
from bot.views.mentions_parts import Shown
from bot.views.reminders_texts import box
from bot.words import Reader
from storage.models import Mention, PlanItem

OPEN = mention_view.REPLY
"""A button anywhere; its value is the id of the mention."""


def answered(mention: Mention, reader: Reader) -> Iterator[Block]:
    """Show what is replied to: its headline with the link, who said it and when, and its first words as a quotation."""
    byline = mentions_parts.byline(Shown(mention), reader)
    head = RichTextSectionElement(elements=[*mentions_parts.headline(mention, reader), words(f"\n{byline}")])
    said = mentions_parts.excerpt(mention)
    quote = [RichTextQuoteElement(elements=[words(said)])] if said else []
    yield RichTextBlock(elements=[head, *quote])


def asked(written: Written, reader: Reader) -> Iterator[Block]:
    """Show what an approver has to know of a reply: what it answers, by when, how long it is, and what its writer says."""
    yield rich(words(reader.say("This is replied to:"), italic=True))
    yield from answered(written.mention, reader)
    if written.reply.note:
        yield rich(words(reader.say("Note by the writer:") + " ", bold=True), words(written.reply.note))
    yield rich(words(reader.say("The reply:"), italic=True), words("\n"), words(written.text))
    if said := length(written, reader):
        yield rich(words(said))


def what(written: Written, reader: Reader) -> str:
    """Say in one line what this is: a reply, on which network, in which language."""
    language = tongues.name(written.reply.language, reader.language)
    network = network_name(written.reply.network, reader) if written.reply.network else ""
    return " · ".join(filter(None, [plan_words.kind(REPLY, reader), network, language]))


def length(written: Written, reader: Reader) -> str:
    """Say how long a reply is and how long it may be; empty where no limit is known."""
    if written.length is None:
        return ""
    numbers = {"used": reader.number(written.length.used), "most": reader.number(written.length.most)}
    return reader.say("{used} of {most} characters", **numbers)


def over(written: Written, item: PlanItem, reader: Reader) -> str:
    """Say why nobody has to approve a reply any more."""
    if item.state == POSTED:
        return reader.say("This reply was published. Nothing is to be done.")
    if written.mention.state == ANSWERED:
        return reader.say("This was answered in another way. Nothing is to be done.")
    if written.mention.state in (NO_ACTION, CLOSED):
        return reader.say("No reply is needed any more. Nothing is to be done.")
    return reader.say("The mention was given back, and this reply with it. Nothing is to be done.")


def outcome(written: Written, item: PlanItem, reader: Reader) -> tuple[list[Any], list[Any]]:
    """Return what the writer gets at the end: the approved text in a box to copy, and the buttons to go on with."""
    if item.state in OVER:
        return [], []
    edit = button(reader.say("Edit the reply"), OPEN, value=str(written.mention.id))
    if item.approval_state != APPROVED:
        return [], [edit]
    said = reader.say("Copy it, publish it yourself, then press “Answered” and paste the link.")
    done = button(reader.say("Answered"), mention_view.ANSWER, value=str(written.mention.id), style="primary")
    return [box(written.text), rich(words(said))], [done, edit]
