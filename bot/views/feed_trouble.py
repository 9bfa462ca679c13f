"""What is said about a feed that cannot be read, has moved, or is no more: why, since when, and what helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.views.blocks import Message, button, context, foreign, rich, words
from bot.words import Reader
from storage.models import Feed, FeedTrouble

POLL_NOW: Final = "feeds.poll_now"
PAUSE: Final = "feeds.pause"
RESUME: Final = "feeds.resume"
"""Buttons; their value is the id of the feed, and bot/views/feeds.py has them as well."""
MOVED, TAKEN = "moved", "moved_taken"
"""Reasons of notices: it lives at another address now; it would, but another feed has that address."""
Say = Callable[[Reader], str]


def card(trouble: FeedTrouble, feed: Feed, reader: Reader) -> Message:
    """Tell the owner of a feed what is the matter with it."""
    if trouble.reason in (MOVED, TAKEN):
        return _message(feed, _moved(trouble, feed, reader))
    if trouble.ended_at is not None:
        return _message(feed, _recovered(trouble, reader))
    if feed.state == "removed":
        return _message(feed, reader.say("This feed is not read any more: somebody has removed it."))
    if feed.state == "paused":
        text = reader.say("This feed could not be read. Now it is paused.")
        return _message(feed, text, buttons=[button(reader.say("Resume"), RESUME, value=str(feed.id))])
    if feed.state == "gone":
        text = " ".join((_gone(reader), reader.say("I do not read it any more.")))
        return _message(feed, text, _last_good(trouble, reader), buttons=_resume(feed, reader))
    since = reader.say("This feed cannot be read, since {moment}.", moment=reader.moment(trouble.since))
    text = " ".join((since, why(trouble.reason, reader), cure(trouble.reason, reader)))
    upcoming = reader.say("Next try: {moment}.", moment=reader.moment(feed.next_poll_at))
    buttons = [
        button(reader.say("Try now"), POLL_NOW, value=str(feed.id)),
        button(reader.say("Pause"), PAUSE, value=str(feed.id)),
    ]
    return _message(feed, text, _last_good(trouble, reader), upcoming, buttons=buttons)


def note(trouble: FeedTrouble, feed: Feed, reader: Reader) -> Message:
    """Say how a trouble ended, in the thread of the message about it."""
    return _message(feed, _gone(reader) if trouble.ended_at is None else _recovered(trouble, reader))


def why(reason: str, reader: Reader) -> str:
    """Say in a sentence why a feed could not be read: by a Trouble, an Unreadable or "http:404"."""
    status = reason.removeprefix("http:")
    if status != reason:
        return _why_status(status, reader)
    say = _WHY.get(reason)
    return say(reader) if say else reader.say("Its server sends something that I cannot read.")


def cure(reason: str, reader: Reader) -> str:
    """Say in a sentence what helps, or that waiting does."""
    for reasons, say in _CURES:
        if reason in reasons:
            return say(reader)
    return reader.say("This often passes by itself: I keep trying.")


def _why_status(status: str, reader: Reader) -> str:
    if status in ("401", "403"):
        return reader.say("Its server does not let me in (status {status}).", status=status)
    if status == "404":
        return reader.say("Its server knows no such address (status {status}).", status=status)
    if status == "410":
        return _gone(reader)
    if status == "429":
        return reader.say("Its server wants to be asked less often (status {status}).", status=status)
    if status.startswith("5"):
        return reader.say("Its server has trouble of its own (status {status}).", status=status)
    return reader.say("Its server gives an answer that is no feed (status {status}).", status=status)


def _gone(reader: Reader) -> str:
    return reader.say("This feed is gone: its server says that it does not come back (status 410).")


def _moved(trouble: FeedTrouble, feed: Feed, reader: Reader) -> str:
    if trouble.reason == TAKEN:
        return reader.say(
            "This feed has moved to an address that another feed has already. You can remove one of the two."
        )
    host = foreign(urlsplit(feed.url).hostname or "", 200)
    return reader.say("This feed has moved for good. I read it at its new address from now on, at: {host}", host=host)


def _recovered(trouble: FeedTrouble, reader: Reader) -> str:
    return reader.say(
        "This feed can be read again. It could not be read since {moment}.", moment=reader.moment(trouble.since)
    )


def _last_good(trouble: FeedTrouble, reader: Reader) -> str:
    if trouble.last_good_at is None:
        return reader.say("It was never read without trouble.")
    return reader.say("Last read without trouble: {moment}.", moment=reader.moment(trouble.last_good_at))


def _resume(feed: Feed, reader: Reader) -> list[ButtonElement]:
    return [button(reader.say("Try all the same"), RESUME, value=str(feed.id))]


def _message(feed: Feed, text: str, *small: str, buttons: list[ButtonElement] | None = None) -> Message:
    blocks = [rich(words(feed.name, bold=True, most=200), words("\n"), words(text))]
    rest = [context(*small)] if small else []
    row = [ActionsBlock(block_id=f"feed_trouble:{feed.id}", elements=buttons)] if buttons else []
    said = " ".join((f"{foreign(feed.name, 200)}:", text, *small))
    return Message(said, [*blocks, *rest, *row])


_WHY: Final[dict[str, Say]] = {
    "address": lambda reader: reader.say("Its address, or one that it leads to, is none that I may read."),
    "private": lambda reader: reader.say("Its address leads into a private network."),
    "dns": lambda reader: reader.say("Nobody knows the name of its server."),
    "unreachable": lambda reader: reader.say("No way leads to its server."),
    "refused": lambda reader: reader.say("Its server takes no connections."),
    "reset": lambda reader: reader.say("Its server hangs up without an answer."),
    "truncated": lambda reader: reader.say("The answer of its server ends in the middle."),
    "timeout": lambda reader: reader.say("Its server takes too long to answer."),
    "tls": lambda reader: reader.say("The certificate of its server is not valid; perhaps it has expired."),
    "too_big": lambda reader: reader.say("It is larger than a feed may be."),
    "too_much": lambda reader: reader.say("It takes more work to read than a feed may take."),
    "too_many_redirects": lambda reader: reader.say("Its address leads from one address to the next without end."),
    "empty": lambda reader: reader.say("The answer of its server is empty."),
    "page": lambda reader: reader.say("At its address there is a web page instead of a feed."),
    "pdf": lambda reader: reader.say("At its address there is a PDF instead of a feed."),
    "image": lambda reader: reader.say("At its address there is a picture instead of a feed."),
    "opml": lambda reader: reader.say("At its address there is a list of feeds (OPML) instead of a feed."),
    "json": lambda reader: reader.say("Its server answers with data that is no feed; it may be an error message."),
    "broken": lambda reader: reader.say("What its server sends is a broken feed."),
    "fault": lambda reader: reader.say("Reading it failed because of a fault in Kaiku."),
}
_CURES: Final[tuple[tuple[tuple[str, ...], Say], ...]] = (
    (
        ("http:401", "http:403"),
        lambda reader: reader.say("Ask the owner of the site to let Kaiku in, or choose another feed."),
    ),
    (
        ("http:404", "page", "pdf", "image", "json", "opml", "empty"),
        lambda reader: reader.say("Open the site, look for the address of its feed, and add that instead."),
    ),
    (
        ("address", "too_many_redirects"),
        lambda reader: reader.say("Check the address and add the feed anew."),
    ),
    (
        ("private",),
        lambda reader: reader.say(
            "If it is one of your own, an administrator can allow its host: KAIKU_FEED_ALLOWED_HOSTS."
        ),
    ),
    (
        ("dns",),
        lambda reader: reader.say("Check that the site still exists under this name."),
    ),
    (
        ("tls", "broken", "encoding", "protocol", "truncated"),
        lambda reader: reader.say("Tell the owner of the site. I read the feed again when it is mended."),
    ),
    (
        ("too_big", "too_much"),
        lambda reader: reader.say("Look for a shorter feed on the same site."),
    ),
    (
        ("fault",),
        lambda reader: reader.say("Tell whoever runs Kaiku: the reason stands in its log."),
    ),
)
