"""The pieces that everything about mentions is made of: headline, source and time, first lines, why, and how it stands.

Titles, texts and names come from anywhere: they stand in rich text or plain text only. Slack parses neither; a "<" before
the signs of its own tags is changed all the same, since other programs read messages too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import ContextBlock, RichTextElementParts

from bot.mentions.endings import SHIPPED
from bot.mentions.kinds import ANSWERED, CLAIMED, CLOSED, CRISIS, ESCALATED, HIGH, JOINED, LOW, NO_ACTION, NORMAL
from bot.mentions.notes import DISCUSSION, LATE, PRAISE, moment_number
from bot.mentions.weblinks import web_link
from bot.views import plan_words
from bot.views.blocks import clean, cut, link, one_line, plain, words
from bot.words import Reader
from storage.models import Mention, MentionNote

MOST_TITLE = 280
MOST_FIRST_WORDS = 120
"""Of the text, where somebody wrote no headline."""
MOST_EXCERPT = 300
PERSONAL = ("social", "forum", "blog")
"""Kinds of sources in which people write under their own name: who it was says as much as where."""
_TAG = re.compile(r"<(?=[!@#])")


@dataclass(frozen=True, slots=True)
class Shown:
    """A mention with what stands around it. `names` has people by Slack id, `hits` each rule's name and words."""

    mention: Mention
    sources: int = 1
    tips: int = 0
    hits: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[MentionNote] = ()
    place: str = ""
    """The channel in which its first card stands."""
    reply: str | None = None
    """How the approval of the reply stands that somebody writes: asked, approved, returned; None while there is none."""
    told_in: Mention | None = None
    """The mention that goes on with the story of this one."""


def harmless(text: str) -> str:
    """Return foreign text on one line, in which nothing looks like one of Slack's own tags."""
    return _TAG.sub("‹", one_line(text))


def title(mention: Mention, reader: Reader) -> str:
    """Return the headline, else the first words, else that there is none."""
    said = harmless(mention.title) or cut(harmless(mention.text), MOST_FIRST_WORDS)
    return cut(said, MOST_TITLE) or reader.say("Without a title")


def linked_title(mention: Mention, reader: Reader) -> Any:
    """Return the headline as the link's text; where the link is none, as words with the address beside it."""
    said, url = title(mention, reader), web_link(mention.link)
    if url:
        return link(url, said)
    address = f" ({cut(harmless(mention.link), 200)})" if mention.link else ""
    return words(said + address, bold=True)


def headline(mention: Mention, reader: Reader) -> list[Any]:
    """Return the severity when it is above normal, in words, and the headline."""
    urgent = [words(f"{severity_first(mention, reader)} ", bold=True)] if is_urgent(mention) else []
    return [*urgent, linked_title(mention, reader)]


def is_urgent(mention: Mention) -> bool:
    """Tell whether a mention is more severe than most."""
    return mention.severity in (HIGH, CRISIS)


def severity_first(mention: Mention, reader: Reader) -> str:
    """Name a severity above normal, as the first word of a card."""
    return reader.say("Crisis:") if mention.severity == CRISIS else reader.say("High severity:")


def standing(mention: Mention, reader: Reader) -> str:
    """Name the state of a mention; empty while nobody has done anything about it."""
    names = {
        CLAIMED: reader.say("Taken"),
        ANSWERED: reader.say("Answered"),
        NO_ACTION: reader.say("No reply needed"),
        ESCALATED: reader.say("Raised for discussion"),
        CLOSED: reader.say("Not ours"),
        JOINED: reader.say("Goes on in another card"),
    }
    return names.get(mention.state, "")


def severity(key: str, reader: Reader) -> str:
    """Name a severity."""
    names = {
        LOW: reader.say("low"),
        NORMAL: reader.say("normal"),
        HIGH: reader.say("high"),
        CRISIS: reader.say("crisis"),
    }
    return names.get(key, key)


def byline(shown: Shown, reader: Reader) -> str:
    """Return the source, the time, and in how many sources it was seen."""
    mention = shown.mention
    source, author = cut(harmless(mention.source), 80), cut(harmless(mention.author), 80)
    said = [
        source or author,
        author if source and author != source and mention.kind in PERSONAL else "",
        reader.moment(mention.published_at or mention.seen_at),
    ]
    if mention.entered_by:
        said.append(reader.say("entered by {name}", name=name(shown, mention.entered_by, reader)))
    if shown.sources > 1:
        said.append(reader.count("seen in {n} source", "seen in {n} sources", shown.sources))
    if shown.tips:
        said.append(reader.count("also tipped by {n} colleague", "also tipped by {n} colleagues", shown.tips))
    return " · ".join(filter(None, said))


def excerpt(mention: Mention) -> str:
    """Return the first words of the text, without a headline that is repeated in it."""
    text, head = _TAG.sub("‹", " ".join(clean(mention.text[:2_000]).split())), harmless(mention.title)
    if not head:
        head = cut(text, MOST_FIRST_WORDS).removesuffix("…")
    if head and text.casefold().startswith(head.casefold()):
        text = text[len(head) :].lstrip(" .:–-")
    # A news search repeats its headline and the publisher, with other signs between them.
    return "" if _letters(head).endswith(_letters(text)) else cut(text, MOST_EXCERPT)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def why(shown: Shown, reader: Reader) -> str:
    """Return, in small print, the words that hit and their rules, and the words that raised its severity."""
    said: list[str] = []
    for rule, hit in shown.hits[:3]:
        quoted = reader.quoted(cut(harmless(word), 40) for word in hit[:4])
        named = cut(harmless(rule), 60)
        said.append(
            reader.say("hit: {words}, rule {rule}", words=quoted, rule=named)
            if quoted
            else reader.say("rule {rule}", rule=named)
        )
    if is_urgent(shown.mention) and shown.mention.signals:
        signals = reader.quoted(cut(harmless(word), 40) for word in shown.mention.signals[:4])
        said.append(reader.say("signal words: {words}", words=signals))
    return " · ".join(said)


def small(text: str) -> ContextBlock:
    """Small grey words that may be anybody's."""
    return ContextBlock(elements=[plain(text, 600)])


def name(shown: Shown, user_id: str, reader: Reader) -> str:
    """Return the name of a person."""
    return cut(one_line(shown.names.get(user_id, "")), 80) or reader.say("Somebody")


def reason(mention: Mention, reader: Reader) -> str:
    """Return why a mention has ended, in the reader's words where the reason is one of ours."""
    ours = known_reasons(reader)
    key = mention.reason.removeprefix(SHIPPED)
    return ours[key] if mention.reason.startswith(SHIPPED) and key in ours else harmless(mention.reason)


def known_reasons(reader: Reader) -> dict[str, str]:
    """Return the reasons that are ours to say, by key."""
    return {
        "once": "",
        "information": reader.say("For information only."),
        "elsewhere": reader.say("Answered elsewhere already."),
        "no_question": reader.say("There is no question in it."),
        "no_fuel": reader.say("A reply would only spread it."),
        "author": reader.say("This author is muted."),
        "domain": reader.say("This source is muted."),
        "feed": reader.say("This feed is muted."),
        "word": reader.say("This word is muted."),
    }


def ending(shown: Shown, reader: Reader) -> str:
    """Return the calm line of a mention that has ended; empty while it is open."""
    mention = shown.mention
    if mention.ended_at is None:
        return ""
    values = {"name": name(shown, mention.handler, reader), "moment": reader.moment(mention.ended_at)}
    if mention.state == ANSWERED:
        return reader.say("Answered by {name} {moment}.", **values)
    if mention.state == CLOSED:
        return reader.say("Not ours, says {name} {moment}.", **values)
    return reader.say("No reply needed, says {name} {moment}.", **values)


def states(shown: Shown, reader: Reader) -> Iterator[str]:
    """Yield who has an open mention, until when it is put off, and by when it is to be answered."""
    mention = shown.mention
    if mention.ended_at is not None:
        return
    if mention.reopened_at is not None:
        yield reader.say("Open again since {moment}.", moment=reader.moment(mention.reopened_at))
    if mention.handler:
        since = reader.moment(mention.claimed_at or mention.seen_at)
        yield reader.say("{name} has this since {moment}.", name=name(shown, mention.handler, reader), moment=since)
    if shown.reply is not None:
        yield f"{plan_words.reply_state(shown.reply, reader)}."
    if mention.snoozed_until is not None:
        yield reader.say("Snoozed until {moment}.", moment=reader.moment(mention.snoozed_until))
    if mention.due_at is not None:
        due = reader.moment(mention.due_at)
        if _is_late(shown):
            yield reader.say("Late: an answer was due {moment}.", moment=due)
        else:
            yield reader.say("Answer by {moment}.", moment=due)


def reply_title(shown: Shown, reader: Reader) -> str:
    """Name the button for a reply that is approved before it is published."""
    return reader.say("Have a reply approved") if shown.reply is None else reader.say("Open the reply")


def elsewhere(shown: Shown, reader: Reader) -> Iterator[tuple[str, list[Any]]]:
    """Yield where the mention is discussed and to whom praise went: as text, and as parts of rich text."""
    for what, said in ((DISCUSSION, reader.say("Discussed in:")), (PRAISE, reader.say("Praise passed on to:"))):
        places = [note.place for note in shown.notes if note.what == what][:10]
        if places:
            tags = [f"<#{place}>" if _is_channel(place) else name(shown, place, reader) for place in places]
            parts: list[Any] = [words(said)]
            for place, tag in zip(places, tags, strict=True):
                parts.append(words(" "))
                parts.append(RichTextElementParts.Channel(channel_id=place) if _is_channel(place) else words(tag))
            yield f"{said} {' '.join(tags)}", parts


def _is_channel(place: str) -> bool:
    return place.startswith(("C", "G"))


def _is_late(shown: Shown) -> bool:
    """Tell whether it was said that this clock has run out: a card is drawn without knowing what time it is."""
    due = shown.mention.due_at
    return due is not None and any(note.what == LATE and note.round == moment_number(due) for note in shown.notes)
