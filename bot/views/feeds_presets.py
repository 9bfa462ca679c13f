"""The presets in words: what each is called, what it brings, and honestly where it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.words import Reader


@dataclass(frozen=True, slots=True)
class Said:
    """The name of a preset and one honest sentence."""

    name: str
    about: str


def said(reader: Reader) -> dict[str, Said]:
    """Return the words of every preset by its key."""
    return {key: Said(name, about) for key, name, about in _every(reader)}


def _every(reader: Reader) -> Iterator[tuple[str, str, str]]:
    for group in (_general, _own, _fediverse, _video, _boards, _rest):
        yield from group(reader)


def _general(reader: Reader) -> list[tuple[str, str, str]]:
    return [
        (
            "address",
            reader.say("A web page or a feed"),
            reader.say(
                "Most newspapers, blogs and sites of organisations have a feed; I find it from the page’s address."
            ),
        ),
        (
            "google_alerts",
            reader.say("Google Alerts"),
            reader.say(
                "What Google notices of your words on the web. Make the alert at google.com/alerts and choose “Deliver to: "
                "RSS feed”. Google shows 20 results at a time and leaves out much of social media."
            ),
        ),
        (
            "google_news",
            reader.say("Google News search"),
            reader.say(
                "News with your words from the last seven days. It works without a key but without a promise from Google."
            ),
        ),
    ]


def _own(reader: Reader) -> list[tuple[str, str, str]]:
    return [
        (
            "podcast",
            reader.say("Podcast"),
            reader.say("New episodes with their descriptions; what is said in them is not searched."),
        ),
        (
            "wordpress",
            reader.say("WordPress site"),
            reader.say(
                "New posts of a site made with WordPress, usually the newest ten. Some sites have switched it off."
            ),
        ),
        (
            "monitoring",
            reader.say("Your monitoring service"),
            reader.say(
                "Paste the RSS address of the service that you pay for: so come X, Instagram, Facebook and others."
            ),
        ),
    ]


def _fediverse(reader: Reader) -> list[tuple[str, str, str]]:
    return [
        (
            "mastodon_tag",
            reader.say("Mastodon hashtag"),
            reader.say(
                "Public posts with a hashtag, as far as the chosen server has seen them. Add two or three servers; the same "
                "post is told once."
            ),
        ),
        (
            "mastodon_account",
            reader.say("Mastodon account"),
            reader.say("The public posts of one account, read at its own server; what it boosts is not there."),
        ),
        (
            "bluesky",
            reader.say("Bluesky account"),
            reader.say("The posts of one account. Bluesky has no public search, so words cannot be followed there."),
        ),
    ]


def _video(reader: Reader) -> list[tuple[str, str, str]]:
    return [
        (
            "youtube",
            reader.say("YouTube channel"),
            reader.say(
                "The 15 newest videos of a channel. YouTube’s feeds fail for hours on many days; I keep trying."
            ),
        ),
    ]


def _boards(reader: Reader) -> list[tuple[str, str, str]]:
    return [
        (
            "reddit_search",
            reader.say("Reddit search"),
            reader.say(
                "Posts with your words on all of Reddit, 25 at a time. Reddit answers about once a minute for all feeds "
                "together and refuses many data centres."
            ),
        ),
        (
            "subreddit",
            reader.say("Subreddit"),
            reader.say(
                "New posts in one subreddit, without the comments. Reddit answers about once a minute for all feeds together."
            ),
        ),
        (
            "hacker_news",
            reader.say("Hacker News search"),
            reader.say("Stories and comments with your words, through hnrss.org, which volunteers run."),
        ),
    ]


def _rest(reader: Reader) -> list[tuple[str, str, str]]:
    return [
        (
            "nowhere",
            reader.say("X, Instagram, Facebook, LinkedIn, TikTok, Threads"),
            reader.say(
                "These networks have no public feeds. Enter what you see by hand with “/some mentions” and its link, or paste "
                "the RSS address of your monitoring service."
            ),
        ),
    ]
