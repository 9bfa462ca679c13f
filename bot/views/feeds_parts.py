"""The pieces that everything about feeds is made of: how a feed stands, its items, what will be told of it and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from slack_sdk.models.blocks import ButtonElement, ConfirmObject, RichTextElementParts

from bot import people
from bot.feeds.items import FeedItem
from bot.feeds.keeping import Outlook
from bot.feeds.listing import is_in_trouble
from bot.mentions.weblinks import web_link
from bot.views import feed_trouble, rules_words
from bot.views.blocks import button, cut, link, one_line, plain, words
from bot.words import Reader
from storage.models import Feed

REMOVE = "feeds.remove"
_MOST_TITLE = 150


def kind(feed: Feed, reader: Reader) -> str:
    """Name the source type of a feed."""
    named = rules_words.kinds(reader)
    return named.get(feed.kind) or named["other"]


def state(feed: Feed, reader: Reader) -> str:
    """Say in a few words how reading a feed stands."""
    if feed.state == "paused":
        return reader.say("Paused")
    if feed.state == "gone":
        return reader.say("Gone: its server says that the feed is no more")
    if is_in_trouble(feed):
        return reader.count("In trouble: {n} failure in a row", "In trouble: {n} failures in a row", feed.errors)
    if feed.errors:
        return reader.say("Read regularly, but the last time failed")
    return reader.say("Read regularly") if feed.last_success_at else reader.say("Not read yet")


def standing(feed: Feed, reader: Reader) -> list[str]:
    """Return short lines on a feed's last success, last fault and next poll."""
    lines = []
    if feed.last_success_at:
        lines.append(reader.say("Last read: {when}", when=reader.moment(feed.last_success_at)))
    if feed.last_error and (feed.errors or feed.state == "gone"):
        lines.append(reader.say("Last fault: {what}", what=feed_trouble.why(feed.last_error, reader)))
    if feed.state == "active":
        lines.append(reader.say("Next time: {when}", when=reader.moment(feed.next_poll_at)))
    return lines


def items(newest: Iterable[FeedItem], reader: Reader) -> list[Any]:
    """Return items as parts of rich text, one a line: the title as a link, and the date."""
    parts: list[Any] = []
    for item in newest:
        title = cut(one_line(item.title) or one_line(item.text), _MOST_TITLE) or reader.say("Without a title")
        url = web_link(item.link)
        parts += [words("\n• "), link(url, title) if url else words(title)]
        if item.published:
            parts.append(words(f" ({reader.moment(item.published)})"))
    return parts


def told(outlook: Outlook, reader: Reader) -> list[Any]:
    """Say as parts of rich text what will be posted of a feed, and where."""
    if not outlook.takes_all and not outlook.rules:
        return [words(reader.say("Only what a rule hits is posted, and no rule looks at this feed yet."))]
    if outlook.takes_all and not outlook.rules:
        what = reader.say("Everything new is posted, since no rule looks at it yet.")
    elif outlook.takes_all:
        what = reader.say("Everything new is posted.")
    else:
        what = reader.count(
            "Only what your rule hits is posted ({n} rule looks at it).",
            "Only what your rules hit is posted ({n} rules look at it).",
            outlook.rules,
        )
    if not outlook.place:
        where = reader.say("Nobody has chosen a monitoring channel yet: choose it under Alerts in “/some settings”.")
        return [words(f"{what} {where}")]
    where = reader.say("Place:")
    return [words(f"{what} {where} "), place(outlook.place)]


def place(address: str) -> Any:
    """Return a channel or a person as a part of rich text."""
    if people.is_user_id(address):
        return RichTextElementParts.User(user_id=address)
    return RichTextElementParts.Channel(channel_id=address)


def remove_button(feed: Feed, value: str, reader: Reader) -> ButtonElement:
    """Return the button that takes a feed out of use, after a question."""
    removing = button(reader.say("Remove"), REMOVE, value=value, style="danger")
    removing.confirm = ConfirmObject(
        title=plain(reader.say("Remove this feed?"), 100),
        text=plain(reader.say("It is no longer read. Its mentions stay. Feed: {name}", name=cut(feed.name, 150)), 300),
        confirm=plain(reader.say("Remove"), 30),
        deny=plain(reader.say("Keep"), 30),
    )
    return removing
