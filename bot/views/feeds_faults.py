"""Why an address cannot be added, in plain sentences: what is the matter, and what to do next.

The keys are those of `Feed.last_error`, a `Trouble`, an `Unreadable` or "http:404", and "address:" with a `Wrong` behind it.
What can also happen to a feed that is read already is said by `feed_trouble.why`.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.feeds.lists import ONCE_ONLY
from bot.views import feed_trouble
from bot.words import Reader


def said(key: str, reader: Reader) -> str:
    """Say in a sentence why an address cannot be added."""
    name, _, detail = key.partition(":")
    if name == "address" and detail:
        return wrong(detail, reader)
    match key:
        case "private":
            return wrong(key, reader)
        case "page":
            return reader.say("This is a web page, and I found no feed on it.")
        case "unexpected":
            return reader.say("Something went wrong on my side.")
        case _:
            return feed_trouble.why(key, reader)


def wrong(key: str, reader: Reader) -> str:
    """Say why an address is none that is read; `key` is a value of `Wrong`, or that a list has it twice."""
    said = {
        "private": reader.say("The address leads into a private network, and feeds are not read from there."),
        "scheme": reader.say("Only addresses that begin with https:// or http:// can be read."),
        "port": reader.say("The address has a port number that feeds are not read from."),
        "host": reader.say("There is no host of this name."),
        "too_long": reader.say("The address is too long."),
        ONCE_ONLY: reader.say("The same feed stands further up."),
    }
    return said.get(key) or reader.say("This is not an address that can be read.")


def next_step(key: str, reader: Reader) -> str:
    """Say what somebody can do who wants to add such an address."""
    for keys, then in _steps(reader):
        if key.startswith(keys):
            return then
    return reader.say("Ask whoever runs the site to mend it, then add it again.")


def _steps(reader: Reader) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield beginnings of keys with what to do; the first that fits counts."""
    yield _LOOK_FURTHER, reader.say("Look on the site for a link named RSS, Atom or feed, and add that.")
    yield _CHECK, reader.say("Check the address, or try again later.")
    yield (
        _BRIDGE,
        reader.say("If it is a bridge of your own, ask the operator to allow its host (KAIKU_FEED_ALLOWED_HOSTS)."),
    )
    yield ("address",), reader.say("Copy the whole address from the browser.")
    yield _SHUT, reader.say("Ask whoever runs the site to let Kaiku in, or look for another feed of theirs.")
    yield ("opml",), reader.say("Use “Import a list” to take in all of its feeds.")
    yield ("unexpected",), reader.say("Please try again; if it stays so, tell the administrator.")
    yield ("http:",), reader.say("Try again later.")


_LOOK_FURTHER = ("page", "pdf", "image", "json", "other", "http:404", "http:410")
_CHECK = ("dns", "unreachable", "refused", "reset", "truncated", "timeout", "empty")
_SHUT = ("http:401", "http:403", "http:407")
_BRIDGE = ("private", "address:private", "address:port")
