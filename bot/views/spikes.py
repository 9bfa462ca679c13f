"""A spike as the desk sees it: how much, how much is usual, and which words tell it."""

from __future__ import annotations

from bot.views.blocks import Message, context, cut, foreign, rich, words
from bot.views.mentions_parts import harmless
from bot.words import Reader
from storage.models import Spike


def card(spike: Spike, rule: str, reader: Reader) -> Message:
    """Say what is out of the ordinary, and why it is said."""
    from_, to = reader.clock(spike.hour), reader.clock(spike.made_at)
    count = reader.count("{n} item", "{n} items", spike.seen)
    name = cut(harmless(rule), 80)
    title = (
        reader.say("More than usual: {count} in an hour, rule “{rule}”", count=count, rule=name)
        if name
        else reader.say("More than usual: {count} in an hour", count=count)
    )
    usual = reader.number(round(spike.usual, 1))
    reason = reader.say("Usual for {start}–{end} on such a day: {usual}.", start=from_, end=to, usual=usual)
    told = reader.quoted(cut(harmless(word), 40) for word in spike.words)
    about = [reader.say("Words of this hour: {words}", words=told)] if told else []
    lines = [title, reason, *about]
    blocks = [rich(words(title, bold=True), words("\n" + "\n".join(lines[1:]))), context(_where(reader))]
    return Message("\n".join(foreign(line) for line in lines), blocks)


def _where(reader: Reader) -> str:
    return reader.say("The mentions stand above, and under “/some mentions”.")
