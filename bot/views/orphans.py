"""What is said about duties whose holder is gone or away for long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, SectionBlock

from bot.networks import network_name
from bot.views.blocks import Message, button, context, cut, foreign, plain, rich, words
from bot.words import Reader
from storage.models import Orphan, SocialAccount

HAND_OVER = "orphans.hand_over"
MOST_LISTED = 15
"""Accounts that a report names one by one."""
_NAME = 80


def card(orphan: Orphan, name: str, left: Sequence[SocialAccount], away_until: date | None, reader: Reader) -> Message:
    """Show a report about somebody: who, why, and `left`, what is still in their hands."""
    if orphan.ended_at is not None:
        return _ended(name, is_back=bool(left), reader=reader)
    why = _why(orphan.reason, name, away_until, reader)
    needed = reader.count(
        "{n} social account needs somebody else:", "{n} social accounts need somebody else:", len(left)
    )
    listed = [_line(orphan, account, reader) for account in left[:MOST_LISTED]]
    blocks: list[Block] = [rich(words(why, bold=True), words(f"\n{needed}")), *listed]
    if more := len(left) - len(listed):
        blocks.append(
            context(
                reader.count(
                    "And {n} more. Write “/some accounts” to see all.",
                    "And {n} more. Write “/some accounts” to see all.",
                    more,
                )
            )
        )
    blocks.append(context(reader.say("“Hand over” is for social managers: it opens the form of the account.")))
    names = ", ".join(cut(account.name, _NAME) for account in left[:MOST_LISTED])
    return Message(foreign(f"{why} {needed} {names}", 3_000), blocks)


def erased(without_owner: Sequence[SocialAccount], reader: Reader) -> Message:
    """Show a report about somebody whose data were erased; `without_owner` are the accounts that nobody owns."""
    why = reader.say("The data of somebody who looked after social accounts were erased.")
    if not without_owner:
        return Message(why, [rich(words(why, bold=True))])
    needed = reader.count("{n} social account has no owner:", "{n} social accounts have no owner:", len(without_owner))
    names = ", ".join(cut(account.name, _NAME) for account in without_owner[:MOST_LISTED])
    then = reader.say("The desk can choose one: write “/some accounts”.")
    return Message(
        foreign(f"{why} {needed} {names}", 3_000),
        [rich(words(why, bold=True), words(f"\n{needed} {names}")), context(then)],
    )


def _line(orphan: Orphan, account: SocialAccount, reader: Reader) -> SectionBlock:
    role = reader.say("Owner") if account.owner == orphan.user_id else reader.say("Deputy")
    named = f"{cut(account.name, _NAME)} · {network_name(account.network, reader)}\n{role}"
    hand_over = button(reader.say("Hand over"), HAND_OVER, value=str(account.id))
    hand_over.accessibility_label = cut(reader.say("Hand over {name}", name=cut(account.name, 50)), 75)
    return SectionBlock(
        text=plain(named, 300), block_id=f"orphan.{orphan.id}.{account.id}.{account.version}", accessory=hand_over
    )


def _why(reason: str, name: str, away_until: date | None, reader: Reader) -> str:
    if reason == "deactivated":
        return reader.say("{name} is no longer active in Slack.", name=name)
    if reason == "absent" and away_until is not None:
        return reader.say("{name} is away and comes back on {day}.", name=name, day=reader.day(away_until))
    return reader.say("{name} is no longer in the staff list from HR.", name=name)


def _ended(name: str, *, is_back: bool, reader: Reader) -> Message:
    if is_back:
        text = reader.say("{name} is here again. Nothing has to be handed over.", name=name)
    else:
        text = reader.say("Everything that {name} looked after has an owner again.", name=name)
    return Message(foreign(text), [rich(words(text))])
