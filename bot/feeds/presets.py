"""Where the public can be read without keys: each preset turns a few fields into the address of a feed.

Addresses as they worked in November 2026. What each brings and where it ends is said in `bot/views/feeds_presets.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

from bot.errors import Invalid

Values = Mapping[str, str]
URL, QUERY, LANGUAGE, INSTANCE, ACCOUNT = "url", "query", "language", "instance", "account"
"""The fields that presets have."""
_NEWS: Final = {"fi": ("fi", "FI", "FI:fi"), "sv": ("sv", "SE", "SE:sv"), "en": ("en-GB", "GB", "GB:en")}
"""Google News by language: hl, gl, ceid."""
NEWS_LANGUAGES: Final = tuple(_NEWS)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:[\w-]+\.)+[\w-]+(?::\d+)?")
_GOOGLE: Final = re.compile(r"google\.(?:com?\.)?[a-z]{2,3}")
_TAG: Final = re.compile(r"\w+")
_MASTODON_NAME: Final = re.compile(r"@?([\w.-]+)@([\w.-]+\.[\w-]+)")
_MASTODON_PATH: Final = re.compile(r"/(?:@|users/)([\w.-]+)(?:/.*)?")
_BLUESKY: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]+|did:[a-z]+:[\w.:%-]+", re.IGNORECASE)
_YOUTUBE_CHANNEL: Final = re.compile(r"(?:.*[/=])?(UC[\w-]{22})(?:[/?&#].*)?")
_YOUTUBE_LIST: Final = re.compile(r"(?:.*[?&]list=)?((?:PL|UU|FL)[\w-]{10,64})(?:&.*)?")
_YOUTUBE_HANDLE: Final = re.compile(
    r"(?:(?:https?://)?(?:www\.|m\.)?youtube\.com/)?(@[\w.-]{3,60})(?:[/?].*)?", re.IGNORECASE
)
_SUBREDDIT: Final = re.compile(
    r"(?:(?:https?://)?(?:www\.|old\.)?reddit\.com)?/?(?:r/)?([a-z0-9_]{2,30})/?(?:[?/].*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of source: the fields it asks for, the address it makes of them, and what its feed then is."""

    key: str
    fields: tuple[str, ...]
    address: Callable[[Values], str]
    """Raises Invalid with the field that is wrong."""
    kind: str = ""
    """The source type of the feed; empty leaves it to what is found."""
    takes: str = "auto"
    """“all” where the search is the rule already."""


def address_of(key: str, values: Values) -> str:
    """Return the address that a preset makes of what was typed; raises Invalid."""
    return PRESETS[key].address(values)


def as_address(typed: str) -> str:
    """Return what somebody typed or pasted as an address with a scheme; Slack's angle brackets go."""
    text = typed.strip().strip("<>").partition("|")[0].strip()
    if text.startswith("feed:"):
        text = text.removeprefix("feed:").removeprefix("//")
    return text if not text or _SCHEME.match(text) or text.startswith(("mailto:", "javascript:")) else f"https://{text}"


def kind_of(url: str) -> str:
    """Guess the source type of a feed from its address; empty when it says nothing."""
    parts = _split(url)
    host, path = (parts.hostname or "").removeprefix("www."), parts.path
    if host == "youtube.com":
        return "video"
    if host == "bsky.app" or path.startswith(("/@", "/tags/", "/users/")):
        return "social"
    if host.endswith("reddit.com"):
        return "search" if path.endswith("search.rss") else "forum"
    if host in ("news.google.com", "hnrss.org") or (_GOOGLE.fullmatch(host) and path.startswith("/alerts/")):
        return "search"
    return ""


def takes_of(kind: str) -> str:
    """Return what a feed of a source type takes at first: a search has been the rule already."""
    return "all" if kind == "search" else "auto"


def _split(address: str) -> SplitResult:
    """Take an address apart; what is none comes apart into nothing."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _plain(values: Values) -> str:
    typed = values.get(URL, "").strip()
    if not typed:
        raise Invalid("Write the address of a web page or a feed, such as {example}.", field=URL, example="yle.fi")
    return as_address(typed)


def _mastodon_tag(values: Values) -> str:
    tag = _query(values).lstrip("#").replace(" ", "")
    if not _TAG.fullmatch(tag):
        raise Invalid("A hashtag is one word of letters and numbers, such as {example}.", field=QUERY, example="#Turku")
    return f"https://{_host(values)}/tags/{quote(tag)}.rss"


def _mastodon_account(values: Values) -> str:
    typed = values.get(ACCOUNT, "").strip()
    found = _MASTODON_NAME.fullmatch(typed)
    if found:
        return f"https://{found[2]}/@{found[1]}.rss"
    parts = _split(as_address(typed))
    path = _MASTODON_PATH.fullmatch(parts.path.removesuffix(".rss")) if parts.hostname else None
    if path is None or not _HOST.fullmatch(parts.netloc):
        raise Invalid(
            "Write the account with its server, such as {example}.", field=ACCOUNT, example="@name@mastodon.social"
        )
    return f"https://{parts.netloc}/@{path[1]}.rss"


def _bluesky(values: Values) -> str:
    typed = values.get(ACCOUNT, "").strip()
    if "/profile/" in typed:
        typed = typed.partition("/profile/")[2].partition("/")[0].partition("?")[0]
    handle = typed.removeprefix("@")
    if not _BLUESKY.fullmatch(handle):
        raise Invalid(
            "Write the whole name of the account, such as {example}.", field=ACCOUNT, example="name.bsky.social"
        )
    return f"https://bsky.app/profile/{handle}/rss"


def _google_alerts(values: Values) -> str:
    address = _plain(values)
    parts = _split(address)
    host = (parts.hostname or "").removeprefix("www.")
    if not _GOOGLE.fullmatch(host) or not parts.path.startswith("/alerts/feeds/"):
        raise Invalid(
            "This is not the feed of an alert. In Google Alerts choose “Deliver to: RSS feed” and copy the address "
            "behind the feed’s symbol; it begins with {example}.",
            field=URL,
            example="https://www.google.com/alerts/feeds/",
        )
    return address


def _google_news(values: Values) -> str:
    hl, gl, ceid = _NEWS.get(values.get(LANGUAGE) or "", _NEWS["fi"])
    return f"https://news.google.com/rss/search?q={quote(_query(values))}+when:7d&hl={hl}&gl={gl}&ceid={ceid}"


def _youtube(values: Values) -> str:
    typed = values.get(ACCOUNT, "").strip()
    if found := _YOUTUBE_CHANNEL.fullmatch(typed):
        return f"https://www.youtube.com/feeds/videos.xml?channel_id={found[1]}"
    if found := _YOUTUBE_LIST.fullmatch(typed):
        return f"https://www.youtube.com/feeds/videos.xml?playlist_id={found[1]}"
    if found := _YOUTUBE_HANDLE.fullmatch(typed):
        return f"https://www.youtube.com/{found[1]}"
    raise Invalid(
        "Write the channel’s id, which begins with UC, or its address, such as {example}.",
        field=ACCOUNT,
        example="https://www.youtube.com/@name",
    )


def _reddit_search(values: Values) -> str:
    return f"https://www.reddit.com/search.rss?q={quote(_query(values))}&sort=new"


def _subreddit(values: Values) -> str:
    found = _SUBREDDIT.fullmatch(values.get(ACCOUNT, "").strip())
    if found is None:
        raise Invalid("Write the name of the subreddit, such as {example}.", field=ACCOUNT, example="r/Finland")
    return f"https://www.reddit.com/r/{found[1]}/new/.rss"


def _hacker_news(values: Values) -> str:
    return f"https://hnrss.org/newest?q={quote(_query(values))}"


def _wordpress(values: Values) -> str:
    address = _plain(values).partition("#")[0].partition("?")[0].rstrip("/")
    return address + "/" if address.endswith("/feed") else f"{address}/feed/"


def _nowhere(_values: Values) -> str:
    raise Invalid(
        "These networks have no public feeds. Choose “Your monitoring service” if you have one, or enter what you see by hand "
        "with “/some mentions” and its link."
    )


def _query(values: Values) -> str:
    words = " ".join(values.get(QUERY, "").split())
    if not words:
        raise Invalid("Write what to look for.", field=QUERY)
    if len(words) > 300:
        raise Invalid(
            "This is too long: {most} characters at most, and there are {n}.", field=QUERY, most=300, n=len(words)
        )
    return words


def _host(values: Values) -> str:
    host = (_split(as_address(values.get(INSTANCE, "")).casefold()).netloc).removeprefix("www.")
    if not _HOST.fullmatch(host):
        raise Invalid(
            "Write the name of a Mastodon server, such as {example}.", field=INSTANCE, example="mastodon.social"
        )
    return host


NOWHERE: Final = "nowhere"
PRESETS: Final[dict[str, Preset]] = {
    preset.key: preset
    for preset in (
        Preset("address", (URL,), _plain),
        Preset("google_alerts", (URL,), _google_alerts, "search", "all"),
        Preset("google_news", (QUERY, LANGUAGE), _google_news, "search", "all"),
        Preset("mastodon_tag", (QUERY, INSTANCE), _mastodon_tag, "social", "all"),
        Preset("mastodon_account", (ACCOUNT,), _mastodon_account, "social"),
        Preset("bluesky", (ACCOUNT,), _bluesky, "social"),
        Preset("youtube", (ACCOUNT,), _youtube, "video"),
        Preset("reddit_search", (QUERY,), _reddit_search, "search", "all"),
        Preset("subreddit", (ACCOUNT,), _subreddit, "forum"),
        Preset("hacker_news", (QUERY,), _hacker_news, "search", "all"),
        Preset("podcast", (URL,), _plain, "podcast"),
        Preset("wordpress", (URL,), _wordpress, "blog"),
        Preset("monitoring", (URL,), _plain, "monitoring", "all"),
        Preset(NOWHERE, (), _nowhere),
    )
}
"""In the order in which they are offered."""
