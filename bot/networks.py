"""The networks where social accounts live, and links in one canonical form.

Two links are one account when they differ only in scheme, www./m./mobile., letter case of host and handle, a trailing slash,
tracking parameters or a fragment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from bot.errors import Invalid
from bot.words import Reader

LONGEST_LINK = 1_000


@dataclass(frozen=True, slots=True)
class Network:
    """A network: its name, its hosts (the first is the canonical one), and the other words people call it by."""

    name: str
    hosts: tuple[str, ...] = ()
    also: str = ""


NETWORKS: dict[str, Network] = {
    "instagram": Network("Instagram", ("instagram.com", "instagr.am", "ig.me"), "insta ig"),
    "facebook": Network("Facebook", ("facebook.com", "fb.com", "fb.me"), "fb face naamakirja"),
    "x": Network("X", ("x.com", "twitter.com"), "twitter tviitti"),
    "youtube": Network("YouTube", ("youtube.com", "youtu.be"), "yt tube juutuubi"),
    "linkedin": Network("LinkedIn", ("linkedin.com",), "linkkari"),
    "tiktok": Network("TikTok", ("tiktok.com",), "tik tok"),
    "threads": Network("Threads", ("threads.net", "threads.com")),
    "bluesky": Network("Bluesky", ("bsky.app", "bsky.social"), "bsky"),
    "mastodon": Network(
        "Mastodon", ("mastodon.social", "mastodontti.fi", "mastodon.online", "mstdn.social"), "fediverse"
    ),
    "pinterest": Network("Pinterest", ("pinterest.com", "pinterest.fi", "pinterest.se", "pin.it"), "pin"),
    "snapchat": Network("Snapchat", ("snapchat.com",), "snap snäppi"),
    "whatsapp": Network("WhatsApp", ("whatsapp.com", "wa.me"), "wa wapp"),
    "telegram": Network("Telegram", ("t.me", "telegram.me"), "tg"),
    "discord": Network("Discord", ("discord.com", "discord.gg")),
    "twitch": Network("Twitch", ("twitch.tv",)),
    "vimeo": Network("Vimeo", ("vimeo.com",)),
    "flickr": Network("Flickr", ("flickr.com",)),
    "reddit": Network("Reddit", ("reddit.com",)),
    "spotify": Network("Spotify", ("spotify.com",), "podcast podd podi"),
    "soundcloud": Network("SoundCloud", ("soundcloud.com",)),
    "web": Network("Web", (), "blog blogi blogg website verkkosivu webbplats"),
}
ELSEWHERE = "web"
"""Key of what lives on a host that is no network's."""
_SAME_HOST = re.compile(r"^(?:www\d?|m|mobile)\.(?=[^.]+\.)")
_FOLLOWS_PEOPLE = re.compile(
    r"utm_\w+|fb\w*clid|gclid|dclid|msclkid|twclid|ttclid|igsh(?:id)?|mc_[ce]id|mibextid|si|s|t|_[rt]|ref(?:_\w+)?|feature|hl"
    r"|lang|locale|trk|is_from_webapp|sender_device|share_id|paipv|eav|rdid|_rdr|app",
    re.IGNORECASE,
)
_TELLS_ACCOUNTS_APART = ("id", "list", "v")
"""Query parameters that matter on a known network: facebook.com/profile.php?id=..."""
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z][a-z0-9-]+", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


def network_name(key: str, reader: Reader) -> str:
    """Name a network for a reader."""
    if key == ELSEWHERE:
        return reader.say("Website or blog")
    return NETWORKS[key].name if key in NETWORKS else key


def checked_link(text: str) -> str:
    """Return a typed link as an address that can be shown; Invalid (field "link") when it is none.

    A missing https:// is added; spaces at the ends go; everything outside ASCII is percent-encoded.
    """
    link = text.strip()
    if not link:
        raise Invalid(
            "Write the link of the account, such as {example}.", field="link", example="https://instagram.com/name"
        )
    if link.startswith(("=", "+", "-", "@")):
        raise Invalid(
            "“{link}” is not a link. Copy the whole address from the browser, such as {example}.",
            field="link", link=link[:60], example="https://instagram.com/name",
        )  # fmt: skip
    if not _SCHEME.match(link):
        link = f"https://{link}"
    parts = _split(link)
    if parts is None or parts.scheme not in ("http", "https"):
        raise Invalid("Only links that begin with https:// or http:// can be used.", field="link")
    host = _host(parts)
    if parts.username is not None or not _HOST.fullmatch(host) or re.search(r"[\s\x00-\x1f\x7f\\]", link):
        raise Invalid(
            "“{link}” is not a link. Copy the whole address from the browser, such as {example}.",
            field="link", link=text.strip()[:60], example="https://instagram.com/name",
        )  # fmt: skip
    address = _encoded(parts, host)
    if len(address) > LONGEST_LINK:
        raise Invalid("The link is too long: {most} characters at most.", field="link", most=LONGEST_LINK)
    return address


def link_key(link: str) -> str:
    """Return the canonical form of a checked link, without scheme: equal for two links to one account."""
    parts = urlsplit(link)
    host = _SAME_HOST.sub("", _host(parts))
    known = _network_of(host)
    path = "/" + "/".join(quote(unquote(step), safe="@:~+!$,'()*") for step in parts.path.split("/") if step)
    if known is not None:
        host = NETWORKS[known].hosts[0] if known != "mastodon" else host
    if known is not None or path.startswith("/@"):
        path = quote(unquote(path).casefold(), safe="/@:~+!$,'()*")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return f"{host}{port}{path.rstrip('/')}{_query(parts.query, strict=known is not None)}"


def guessed_network(link: str) -> str:
    """Return the key of the network that a checked link leads to; ELSEWHERE when its host is no network's."""
    parts = urlsplit(link)
    known = _network_of(_SAME_HOST.sub("", _host(parts)))
    if known is not None:
        return known
    mastodon = parts.path.startswith("/@") or _host(parts).startswith(("mastodon.", "mstdn."))
    return "mastodon" if mastodon else ELSEWHERE


def is_known_host(link: str) -> bool:
    """Tell whether a checked link leads to a network that can be told by its host."""
    return _network_of(_SAME_HOST.sub("", _host(urlsplit(link)))) is not None


def _network_of(host: str) -> str | None:
    for key, network in NETWORKS.items():
        if any(host == known or host.endswith(f".{known}") for known in network.hosts):
            return key
    return None


def _split(link: str) -> SplitResult | None:
    try:
        parts = urlsplit(link)
        _ = parts.port  # a port that is no number raises here
    except ValueError:
        return None
    return parts


def _host(parts: SplitResult) -> str:
    """Return the host in small ASCII letters; what has no ASCII form stays and is refused later."""
    host = (parts.hostname or "").rstrip(".")
    try:
        return host.encode("idna").decode("ascii").casefold()
    except UnicodeError:
        return host


def _encoded(parts: SplitResult, host: str) -> str:
    port = f":{parts.port}" if parts.port is not None else ""
    path = quote(parts.path, safe="/%@:~+!$,'()*;=&")
    query = f"?{quote(parts.query, safe='%=&/@:~+!$,()*;?')}" if parts.query else ""
    fragment = f"#{quote(parts.fragment, safe='%=&/@:~+!$,()*;?')}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{port}{path}{query}{fragment}"


def _query(query: str, *, strict: bool) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    if strict:
        kept = [(name, value) for name, value in pairs if name in _TELLS_ACCOUNTS_APART]
    else:
        kept = [(name, value) for name, value in pairs if not _FOLLOWS_PEOPLE.fullmatch(name)]
    return f"?{urlencode(sorted(kept))}" if kept else ""
