"""The daily list of what somebody follows: how often each was met, and links; never what a message says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, RichTextElementParts

from bot.mentions.weblinks import web_link
from bot.views.blocks import Message, button, foreign, link, person, rich, words
from bot.views.follows import OPEN
from bot.words import Reader
from storage.models import Follow, FollowHit

_MOST_LINKS = 8
_MOST_LISTED = 30


def message(found: Sequence[tuple[Follow, FollowHit]], day: date, team_url: str, reader: Reader) -> Message | None:
    """Show what was met; None when nothing is left to show."""
    if not found:
        return None
    by_follow: dict[int, tuple[Follow, list[FollowHit]]] = {}
    for follow, hit in found:
        by_follow.setdefault(follow.id, (follow, []))[1].append(hit)
    said = reader.say("What you follow, {weekday} {day}", weekday=reader.weekday(day), day=reader.day(day))
    blocks: list[Block] = [rich(words(said, bold=True))]
    lines = [said]
    for follow, hits in list(by_follow.values())[:_MOST_LISTED]:
        counted = reader.count("{n} message", "{n} messages", len(hits))
        blocks.append(rich(_name(follow), words(f": {counted}"), *_links(hits, team_url, reader)))
        lines.append(f"{_plain_name(follow)}: {counted}")
    settings = button(reader.say("Choose what to follow"), OPEN)
    blocks.append(ActionsBlock(block_id="follow.list", elements=[settings]))
    return Message("\n".join(lines), blocks)


def _name(follow: Follow) -> Any:
    if follow.what == "channel":
        return RichTextElementParts.Channel(channel_id=follow.value)
    if follow.what == "author":
        return person(follow.value)
    return words(follow.value, bold=True)


def _plain_name(follow: Follow) -> str:
    if follow.what == "channel":
        return f"<#{follow.value}>"
    return f"<@{follow.value}>" if follow.what == "author" else foreign(follow.value, 200)


def _links(hits: Sequence[FollowHit], team_url: str, reader: Reader) -> list[Any]:
    """Return links to the newest messages, numbered; nothing where nobody knows the workspace's address."""
    shown: list[Any] = []
    for number, hit in enumerate(hits[-_MOST_LINKS:], start=max(1, len(hits) - _MOST_LINKS + 1)):
        url = web_link(f"{team_url}archives/{hit.channel}/p{hit.ts.replace('.', '')}") if team_url else ""
        if url:
            shown += [words(" "), link(url, reader.say("message {n}", n=reader.number(number)))]
    return shown
