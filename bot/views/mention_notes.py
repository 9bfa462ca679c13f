"""What stands beside a mention's card: the list of its sources, lines in its thread, discussions, praise, a crisis at night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
)

from bot.mentions.notes import LATE, REMINDER, REOPENED, RETURNED
from bot.mentions.weblinks import web_link
from bot.people import is_user_id
from bot.views import alert_settings
from bot.views import mentions as card_view
from bot.views import mentions_parts as parts
from bot.views.blocks import Message, button, cut, foreign, link, one_line, person, rich, words
from bot.views.mentions_parts import Shown
from bot.words import Reader
from storage.models import Mention, MentionNote, Sighting

_MOST_LINE = 110


@dataclass(frozen=True, slots=True)
class Listed:
    """The sources to show, how many there are in all, and who has tipped ("" for somebody whose name is not known)."""

    seen: Sequence[Sighting]
    total: int
    tipped_by: Sequence[str] = ()


def sources(listed: Listed, reader: Reader) -> Message:
    """List where a story was seen, oldest first, and who has tipped."""
    first = reader.count("Seen in {n} source:", "Seen in {n} sources:", listed.total)
    items = [RichTextSectionElement(elements=_source(one, reader)) for one in listed.seen]
    elements: list[Any] = [RichTextSectionElement(elements=[words(first, bold=True)])]
    if items:
        elements.append(RichTextListElement(style="bullet", elements=items))
    rest = [line for line in (_more(listed, reader), _tips(listed, reader)) if line]
    if rest:
        elements.append(RichTextSectionElement(elements=[words("\n".join(rest))]))
    named = ", ".join(dict.fromkeys(foreign(parts.harmless(one.source), 60) for one in listed.seen if one.source))
    text = "\n".join([f"{first} {named}", *(foreign(line) for line in rest)])
    return Message(text, [RichTextBlock(elements=elements)])


def line(shown: Shown, note: MentionNote, reader: Reader) -> Message:
    """Say in a mention's thread that something is due, over, or in other hands."""
    mention = shown.mention
    said = _said(shown, note, reader)
    tag: list[Any] = [person(note.whom), words(" ")] if note.whom else []
    text = f"<@{note.whom}> {foreign(said)}" if note.whom else foreign(said)
    if not is_user_id(note.place):
        return Message(text, [rich(*tag, words(said))])
    # In direct messages there is no card above it: the line names the story.
    head = parts.title(mention, reader)
    return Message(
        f"{foreign(said)}\n{foreign(head, 300)}", [rich(words(f"{said}\n"), *parts.headline(mention, reader))]
    )


def discussion(shown: Shown, note: MentionNote, reader: Reader) -> Message:
    """Show a mention to people who are asked what they think, and how it stands."""
    first = reader.say("{name} wants to talk about this in the thread.", name=parts.name(shown, note.by, reader))
    blocks: list[Block] = [rich(words(first, bold=True), *_own_words(note))]
    blocks.append(_story(shown, *parts.headline(shown.mention, reader), reader=reader))
    states = " ".join(filter(None, [parts.ending(shown, reader), *parts.states(shown, reader)]))
    back = reader.say("The desk’s card stands in:")
    foot: list[Any] = [words(states)] if states else []
    if shown.place:
        foot += [words(f"{' ' if states else ''}{back} "), RichTextElementParts.Channel(channel_id=shown.place)]
    if foot:
        blocks.append(rich(*foot))
    said = [foreign(first), foreign(note.text, 1_000), _story_text(shown, reader), foreign(states)]
    return Message("\n".join(filter(None, [*said, f"{back} <#{shown.place}>" if shown.place else ""])), blocks)


def praise(shown: Shown, note: MentionNote, reader: Reader) -> Message:
    """Show praise to those who have earned it."""
    first = reader.say("Somebody has good words for you:")
    last = reader.say("Passed on with thanks by {name}.", name=parts.name(shown, note.by, reader))
    story = _story(shown, parts.linked_title(shown.mention, reader), reader=reader)
    blocks = [rich(words(first, bold=True)), story, rich(words(last), *_own_words(note))]
    said = [foreign(first), _story_text(shown, reader), foreign(last), foreign(note.text, 1_000)]
    return Message("\n".join(filter(None, said)), blocks)


def duty(shown: Shown, note: MentionNote, reader: Reader) -> Message:
    """Show a crisis outside working hours to whoever is on duty, or in place of them; the buttons work as in the channel."""
    first = reader.say("You are on duty, and this came outside working hours.")
    if note.whom not in ("", note.place):
        gone = reader.say("{name} is no longer active in Slack.", name=parts.name(shown, note.whom, reader))
        rest = reader.say("Nobody else is on duty, so this came here outside working hours.")
        first = f"{gone} {rest}"
    shown_card = card_view.card(shown, reader)
    return Message(f"{foreign(first)}\n{shown_card.text}", [rich(words(first)), *shown_card.blocks])


def duty_gone(name: str, reader: Reader) -> Message:
    """Say that the person on duty is gone, and where a crisis goes until there is another one."""
    who = cut(parts.harmless(name), 80) or reader.say("Somebody")
    gone = reader.say("{name} is no longer active in Slack.", name=who)
    then = reader.say(
        "Nobody is on duty now: a crisis in quiet time goes to the owner of its rule, else to the desk. Choose somebody."
    )
    choose = button(alert_settings.title(reader), alert_settings.OPEN)
    blocks: list[Block] = [rich(words(gone, bold=True), words(f"\n{then}")), ActionsBlock(elements=[choose])]
    return Message(f"{foreign(gone)} {then}", blocks)


def _said(shown: Shown, note: MentionNote, reader: Reader) -> str:
    mention = shown.mention
    if note.what == REMINDER:
        return _reminder(mention, reader)
    if note.what == LATE:
        return reader.say("The time for an answer is over.")
    if note.what == RETURNED:
        return reader.say("Your snooze of this is over.")
    if note.what == REOPENED:
        if note.by:
            return reader.say("{name} has opened this again.", name=parts.name(shown, note.by, reader))
        return reader.say("There is news about this, so it is open again.")
    return reader.say("{name} goes on with this from now on.", name=parts.name(shown, note.by, reader))


def _reminder(mention: Mention, reader: Reader) -> str:
    due = reader.moment(mention.due_at or mention.seen_at)
    if mention.handler:
        return reader.say("The answer is due {moment}.", moment=due)
    return reader.say("Nobody has taken this yet. The answer is due {moment}.", moment=due)


def _own_words(note: MentionNote) -> list[Any]:
    return [words(f"\n{note.text}")] if note.text else []


def _story(shown: Shown, *head: Any, reader: Reader) -> RichTextBlock:
    said = parts.excerpt(shown.mention)
    body = f"\n{parts.byline(shown, reader)}" + (f"\n{said}" if said else "")
    return rich(*head, words(body))


def _story_text(shown: Shown, reader: Reader) -> str:
    said = [parts.title(shown.mention, reader), parts.byline(shown, reader), parts.excerpt(shown.mention)]
    return "\n".join(foreign(one, 500) for one in said if one)


def _source(one: Sighting, reader: Reader) -> list[Any]:
    name = cut(parts.harmless(one.source or one.author), 60) or reader.say("Entered by hand")
    url = web_link(one.link)
    head = f": {cut(parts.harmless(one.title), _MOST_LINE)}" if one.title else ""
    return [link(url, name) if url else words(name), words(f"{head} · {reader.moment(one.seen_at)}")]


def _more(listed: Listed, reader: Reader) -> str:
    left = listed.total - len(listed.seen)
    return reader.count("{n} more is not listed.", "{n} more are not listed.", left) if left > 0 else ""


def _tips(listed: Listed, reader: Reader) -> str:
    if not listed.tipped_by:
        return ""
    names = [cut(one_line(name), 60) or reader.say("Somebody") for name in listed.tipped_by[:30]]
    return reader.say("Also tipped by: {names}", names=", ".join(names))
