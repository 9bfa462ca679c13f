"""What is said about messages that could not be shown where they belong."""

from __future__ import annotations

from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, ConversationFilter, ConversationSelectElement

from bot.people import is_user_id
from bot.views.blocks import Message, button, context, plain, section
from bot.words import Reader
from storage.models import Blockage, Place

RETRY = "notices.retry"
MOVE = "notices.move"
MOST_BLOCKS = 50
"""Slack's limit of blocks in a message."""


def blockage(record: Blockage, place: Place, reader: Reader) -> Message:
    """Tell the person responsible that a place takes no messages, why, and what helps."""
    where = mention(place.address)
    if record.moved_to is not None:
        text = reader.say(
            "What waited for {where} goes to {other} instead.", where=where, other=mention(record.moved_to)
        )
        return Message(text, [section(text)])
    if record.ended_at is not None:
        text = reader.say("{where} takes Kaiku’s messages again. What waited is on its way there.", where=where)
        return Message(text, [section(text)])
    why = _why(record.reason, where, reader)
    help_line = reader.say("Nothing is lost: the messages wait and are tried again every hour.")
    buttons = ActionsBlock(
        block_id=f"notice:{record.id}",
        elements=[
            button(reader.say("Try again now"), RETRY, value=str(record.id)),
            ConversationSelectElement(
                action_id=MOVE,
                placeholder=plain(reader.say("Send to another channel"), 150),
                filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
            ),
        ],
    )
    return Message(f"{why} {help_line}", [section(why), context(help_line), buttons])


def marked_late(message: Message, asked_at: datetime, reader: Reader) -> Message:
    """Add to a message that it comes later than it was asked for."""
    line = reader.say("Delayed: this was meant to be here {moment}.", moment=reader.moment(asked_at))
    has_room = 0 < len(message.blocks) < MOST_BLOCKS
    return Message(f"{message.text}\n{line}", [*message.blocks, context(line)] if has_room else message.blocks)


def mention(address: str) -> str:
    """Name a person or channel so that Slack shows its name."""
    return f"<@{address}>" if is_user_id(address) else f"<#{address}>"


def _why(reason: str, where: str, reader: Reader) -> str:
    if reason == "is_archived":
        return reader.say(
            "I cannot post to {where}: the channel is archived. Unarchive it or choose another.", where=where
        )
    if reason in ("not_in_channel", "channel_not_found"):
        return reader.say(
            "I cannot post to {where}: I am not a member. Write “/invite @Kaiku” there, or choose another channel.",
            where=where,
        )
    if reason.startswith(("restricted_action", "posting_to")):
        return reader.say(
            "I cannot post to {where}: only some people may write there. Ask an administrator of the channel to let Kaiku "
            "post, or choose another channel.",
            where=where,
        )
    if reason.startswith("user"):
        return reader.say("I cannot reach {where}: the account is no longer in use.", where=where)
    return reader.say("I cannot post to {where}: Slack answers “{reason}”.", where=where, reason=reason)
