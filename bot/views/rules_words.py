"""The words of rules in the reader's language: severities, deliveries, source types, quiet hours, places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import RichTextElementParts

from bot import tongues
from bot.feeds.rule_word import RuleWord
from bot.mentions.kinds import SEVERITIES
from bot.views.blocks import cut, person, words
from bot.views.mentions_parts import severity
from bot.words import Reader

_SHOWN_WORDS = 5


def severities(reader: Reader) -> dict[str, str]:
    """Name the severities, mildest first."""
    return {key: severity(key, reader) for key in SEVERITIES}


def deliveries(reader: Reader) -> dict[str, str]:
    """Name the ways in which mentions are told, soonest first."""
    return {
        "now": reader.say("at once"),
        "hourly": reader.say("once an hour"),
        "daily": reader.say("once a day"),
        "weekly": reader.say("once a week"),
    }


def kinds(reader: Reader) -> dict[str, str]:
    """Name the types of sources."""
    return {
        "news": reader.say("News"),
        "blog": reader.say("Blogs"),
        "social": reader.say("Social media"),
        "forum": reader.say("Discussion forums"),
        "video": reader.say("Videos"),
        "podcast": reader.say("Podcasts"),
        "search": reader.say("Searches"),
        "monitoring": reader.say("Monitoring services"),
        "other": reader.say("Other sources"),
    }


def quiets(reader: Reader) -> dict[str, str]:
    """Name the ways in which a rule keeps quiet hours."""
    return {
        "house": reader.say("As the desk has set them"),
        "never": reader.say("It is never quiet"),
        "own": reader.say("Its own, as chosen below"),
    }


def listed(found: tuple[RuleWord, ...], reader: Reader, most: int = _SHOWN_WORDS) -> str:
    """Return the first words of a rule, and how many more there are."""
    cuts = [(cut(word.text, 60), word.is_exact) for word in found[:most]]
    shown = ", ".join(reader.quoted([text]) if is_exact else text for text, is_exact in cuts)
    more = len(found) - most
    return reader.count("{words} and {n} more", "{words} and {n} more", more, words=shown) if more > 0 else shown


def place(address: str, reader: Reader) -> Any:
    """Return a place as a piece of rich text; an empty one is the monitoring channel."""
    if not address:
        return words(reader.say("the monitoring channel"))
    if address.startswith(("U", "W")):
        return person(address)
    return RichTextElementParts.Channel(channel_id=address)


def quiet(content: Mapping[str, Any], reader: Reader) -> str:
    """Say how a rule keeps quiet hours."""
    if content["quiet"] in ("house", "never"):
        return quiets(reader)[content["quiet"]]
    begin, _, end = content["quiet"].partition("-")
    return reader.say("From {begin} to {end}", begin=begin, end=end)


def languages(codes: str, reader: Reader) -> str:
    """Name the languages that a rule looks at."""
    return reader.listing(tongues.names(codes, reader.language))
