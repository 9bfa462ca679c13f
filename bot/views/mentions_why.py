"""Why a story is a mention, explained to the desk: what hit, where it was seen, what is muted, and how the clock runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.views import mentions_parts as parts
from bot.views.blocks import Message, cut, foreign, rich, words
from bot.views.mentions_parts import Shown
from bot.words import Reader
from storage.models import Mention, Mute, Sighting

_MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Explained:
    """A mention with where it was seen, oldest first, the names of those feeds, and the mute that holds it."""

    shown: Shown
    seen: Sequence[Sighting]
    feeds: Mapping[int, str]
    mute: Mute | None = None


def why(explained: Explained, reader: Reader) -> Message:
    """Explain a mention: one heading and a few lines for each thing that made it what it is."""
    mention = explained.shown.mention
    chapters = [
        (parts.title(mention, reader), [parts.byline(explained.shown, reader)]),
        (reader.say("Hit by"), list(_rules(explained, reader))),
        (reader.say("Severity"), list(_severity(mention, reader))),
        (reader.say("Seen in"), list(_seen(explained, reader))),
        (reader.say("Response clock"), list(_clock(mention, reader))),
    ]
    if explained.mute is not None:
        chapters.append((reader.say("Muted"), [_mute(explained.mute, reader)]))
    blocks: list[Block] = [
        rich(words(head, bold=True), words("\n" + "\n".join(lines))) for head, lines in chapters if lines
    ]
    text = "\n".join(f"{foreign(head, 300)}: {foreign('; '.join(lines), 700)}" for head, lines in chapters if lines)
    return Message(cut(text, 3_900), blocks)


def _rules(explained: Explained, reader: Reader) -> Iterator[str]:
    for rule, hit in explained.shown.hits[:_MOST_LISTED]:
        quoted = reader.quoted(cut(parts.harmless(word), 60) for word in hit[:12])
        named = cut(parts.harmless(rule), 100)
        yield (
            reader.say("Rule {rule}: {words}", rule=named, words=quoted)
            if quoted
            else reader.say("Rule {rule}", rule=named)
        )
    if not explained.shown.hits:
        mention = explained.shown.mention
        if mention.entered_by:
            yield reader.say("No rule: it was entered by hand.")
        else:
            yield reader.say("No rule: every new item of the feed is a mention.")


def _severity(mention: Mention, reader: Reader) -> Iterator[str]:
    yield parts.severity(mention.severity, reader)
    if mention.signals:
        quoted = reader.quoted(cut(parts.harmless(word), 60) for word in mention.signals[:12])
        yield reader.say("signal words: {words}", words=quoted)


def _seen(explained: Explained, reader: Reader) -> Iterator[str]:
    for number, one in enumerate(explained.seen[:_MOST_LISTED]):
        feed = cut(parts.harmless(explained.feeds.get(one.feed_id or 0, "")), 80)
        source = cut(parts.harmless(one.source), 80)
        if one.tipped_by:
            source = reader.say("a tip")
        named = " · ".join(
            filter(
                None,
                [
                    source,
                    reader.say("feed {feed}", feed=feed) if feed and feed != source else "",
                    reader.moment(one.seen_at),
                ],
            )
        )
        yield f"{named} ({_joined(one, explained.seen[:number], reader)})" if number else named
    left = len(explained.seen) - _MOST_LISTED
    if left > 0:
        yield reader.count("{n} more is not listed.", "{n} more are not listed.", left)


def _joined(one: Sighting, before: Sequence[Sighting], reader: Reader) -> str:
    """Say by what a telling was recognised: nothing is stored of that, but equal links and words are still to be seen."""
    if one.link_key and any(one.link_key == other.link_key for other in before):
        return reader.say("the same link")
    if any(_same(one.title, other.title) or _same(one.lead, other.lead) for other in before):
        return reader.say("the same words")
    return reader.say("the same event")


def _same(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()


def _clock(mention: Mention, reader: Reader) -> Iterator[str]:
    yield reader.say("First seen {moment}.", moment=reader.moment(mention.seen_at))
    if mention.due_at is None:
        yield reader.say("No response time runs.")
    elif mention.ended_at is None:
        yield reader.say("Answer by {moment}.", moment=reader.moment(mention.due_at))
    elif mention.ended_at <= mention.due_at:
        yield reader.say("Dealt with in time: {moment}.", moment=reader.moment(mention.ended_at))
    else:
        yield reader.say("Dealt with late: {moment}.", moment=reader.moment(mention.ended_at))


def _mute(mute: Mute, reader: Reader) -> str:
    until = reader.day(mute.until.date())
    value = cut(parts.harmless(mute.value), 120)
    if value:
        return reader.say("{what}, until {day}", what=value, day=until)
    return reader.say("until {day}", day=until)
