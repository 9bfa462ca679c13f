"""Following inside the house: what somebody follows, which channels the desk has opened, and what those are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ConversationFilter,
    ConversationSelectElement,
    PlainTextInputElement,
    UserSelectElement,
)

from bot.views.blocks import Message, button, context, escape, foreign, rich, section, words
from bot.views.modal import VALUE, entry, form_window, optional
from bot.words import Reader
from storage.models import Follow, FollowChannel

if TYPE_CHECKING:
    from bot.ideas.following import Mine

OPEN, STOP, FORM = "follows.open", "follows.stop", "follows.form"
"""The window of what somebody follows: opening it, following something no more, sending it."""
CHANNELS, CLOSE, OPENING = "follows.channels", "follows.close", "follows.opening"
"""For social managers: the window of the channels, closing one, sending it."""
_MOST_SHOWN = 40


def title(reader: Reader) -> str:
    """Name the window and the button that opens it."""
    return reader.say("Follow inside")


def channels_title(reader: Reader) -> str:
    """Name the window of the channels and the button that opens it."""
    return reader.say("Channels to follow")


def window(found: Mine, reader: Reader, note: str = "") -> dict[str, Any]:
    """Return the window in which somebody chooses what to follow; `note` says what has just happened."""
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    what = reader.say(
        "On working days at 9 you get a list of where what you follow came up: counts and links, no texts. Days without "
        "anything bring no list. It counts in these public channels:"
    )
    places = " ".join(f"<#{channel}>" for channel in found.channels[:_MOST_SHOWN])
    blocks.append(section(f"{what}\n{places}" if places else reader.say("The desk has opened no channel to this yet.")))
    blocks += _rows(found, reader)
    which = ConversationFilter(include=["public"], exclude_bot_users=True)
    blocks += [
        optional("channel", reader.say("Follow a channel"), ConversationSelectElement(action_id=VALUE, filter=which)),
        optional("author", reader.say("Follow a colleague"), UserSelectElement(action_id=VALUE)),
        optional(
            "word",
            reader.say("Follow a word"),
            PlainTextInputElement(action_id=VALUE, max_length=100),
            hint=reader.say("It is found in all its forms. Of several words all must stand in a message."),
        ),
    ]
    if found.is_manager:
        blocks.append(ActionsBlock(block_id="follows.desk", elements=[button(channels_title(reader), CHANNELS)]))
    return form_window(FORM, (title(reader), reader.say("Follow"), reader.say("Close")), blocks)


def channels(listed: Sequence[tuple[FollowChannel, str]], reader: Reader, note: str = "") -> dict[str, Any]:
    """Return the window in which the desk opens and closes channels."""
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    what = reader.say(
        "In these channels colleagues may follow authors and words. Only public channels can be opened, and each is told."
    )
    blocks.append(rich(words(what)))
    for one, name in listed[:_MOST_SHOWN]:
        who = reader.say("Opened by: {name}", name=name or reader.say("Somebody"))
        close = button(reader.say_in("a channel", "Close"), CLOSE, value=one.channel)
        blocks.append(section(f"<#{one.channel}>\n{foreign(who, 300)} · {reader.moment(one.at)}", accessory=close))
    which = ConversationFilter(include=["public"], exclude_bot_users=True)
    element = ConversationSelectElement(action_id=VALUE, filter=which, default_to_current_conversation=True)
    blocks.append(entry("channel", reader.say("Open this channel"), element))
    labels = (channels_title(reader), reader.say_in("a channel", "Open"), reader.say("Close"))
    return form_window(OPENING, labels, blocks)


def values_from(values: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return the channel, author and word in a sent form; what is not chosen is empty."""
    channel, author, word = (str(values.get(name) or "") for name in ("channel", "author", "word"))
    return channel, author, word


def followed(reader: Reader) -> str:
    """Say that something is followed."""
    return reader.say("Done. The next list counts it.")


def was_opened(reader: Reader) -> str:
    """Say that a channel is open."""
    return reader.say("Opened. The channel is told.")


def notice(channel: str, name: str, reader: Reader) -> Message:
    """Tell a channel that what is said in it may be followed."""
    said = reader.say(
        "Colleagues may follow authors and words in this channel from now on. They get a daily list of links. I read new "
        "messages here for that, and I store nothing of what they say."
    )
    who = reader.say("Opened by: {name}", name=name or reader.say("Somebody"))
    close = button(reader.say_in("a channel", "Close"), CLOSE, value=channel)
    blocks: list[Block] = [
        rich(words(said), words(f"\n{who}", italic=True)),
        ActionsBlock(block_id=f"follows.notice:{channel}", elements=[close]),
        context(reader.say("Social managers close it here or in “/some settings”.")),
    ]
    return Message(f"{said}\n{foreign(who, 300)}", blocks)


def ended(reader: Reader) -> Message:
    """Tell a channel that nothing in it is followed any more."""
    said = reader.say("Nothing in this channel can be followed any more. What was met here is forgotten.")
    return Message(said, [rich(words(said))])


def _rows(found: Mine, reader: Reader) -> Iterator[Block]:
    if not found.follows:
        yield rich(words(reader.say("You follow nothing yet."), italic=True))
    for one in found.follows[:_MOST_SHOWN]:
        stop = button(reader.say("Stop following"), STOP, value=str(one.id))
        yield section(_what(one, found, reader), accessory=stop)


def _what(one: Follow, found: Mine, reader: Reader) -> str:
    if one.what == "channel":
        return reader.say("Channel: {channel}", channel=f"<#{one.value}>")
    if one.what == "author":
        name = found.names.get(one.value) or reader.say("Somebody")
        return reader.say("Colleague: {name}", name=foreign(name, 200))
    return reader.say("Word: {word}", word=escape(one.value))
