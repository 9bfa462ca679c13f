"""Canonical links: one key for one page, however a feed, a search engine or a mailing decorated its address.

The lists of tracking parameters follow what the advertising networks and newsletter tools themselves document.
A key is for comparing, never for opening: it has no scheme, and its parameters are sorted.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_LONGEST = 4_000
_MOST_WRAPPINGS = 4
_TRACKING_NAMES = """
fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id rdt_cid epik igshid igsh sccid
mc_cid mc_eid mc_tc _hsenc _hsmi __hssc __hstc __hsfp hsctatracking mkt_tok srsltid vero_id vero_conv oly_anon_id
oly_enc_id rb_clickid s_cid wickedid _openstat at_medium at_campaign at_custom1 at_custom2 cmpid ns_mchannel
ns_source ns_campaign ns_linkname ito _ga _gl hmb_campaign hmb_medium hmb_source guccounter guce_referrer
guce_referrer_sig share_id shared_from
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
_TRACKING_FAMILIES = ("utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "__twitter_impression", "stm_")
_OF_GOOGLE_NEWS = frozenset({"oc", "hl", "gl", "ceid"})
"""How and where a reader of Google News reads it."""
_WAYS = frozenset({"ref", "ref_src", "ref_url", "from", "source", "src", "campaign", "origin"})
"""Parameters that may name the way somebody came, or be part of the address: their value decides."""
_A_WAY = re.compile(
    r"(?:rss|atom|feed|newsletter|email|social|share|twitter|facebook|tw|fb|linkedin|mastodon|bluesky|twsrc.*"
    r"|rss[-_. ].*|.*[-_.]rss)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
_HOST = re.compile(r"[^\s/?#@\\<>\"{}|^`]+")
_FRONT = re.compile(r"(?:www|m|amp|mobile)\.")
"""What a site puts before its host for phones and readers."""
_APP_ROUTE = re.compile(r"!?/\w")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ESCAPED = re.compile("(%[0-9A-Fa-f]{2})")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
"""Signs that an address never needs to escape (RFC 3986, 2.3)."""
_SAFE_IN_PATH = "/:@!$&'()*+,;=~-._"
_ENDING = re.compile(r"(?:/+(?:amp|amp\.html|index\.(?:html?|php))?|\.amp)+$")
"""What may stand after the path of the same page: a slash, its light variant, the name of a folder's page."""
_YOUTUBE = re.compile(r"/(?:shorts|embed|live|v)/([\w-]{6,})")
_REDDIT = re.compile(r"/comments/([a-z0-9]+)(?:/[^/]*)?(?:/(?P<comment>[a-z0-9]+))?/?$", re.IGNORECASE)
_STATUS = re.compile(r"/(?:[^/]+|i/web)/status(?:es)?/(\d+)")
_BLUESKY = re.compile(r"/profile/([^/]+)/post/([^/]+)")
_MASTODON = re.compile(r"(?:/web)?(/@[^/]+/\d+|/users/[^/]+/statuses/\d+)(?:/embed|/activity)?$")
_MASTODON_USER = re.compile(r"/users/([^/]+)/statuses/(\d+)")


def canonical(url: str, feed_host: str = "") -> str:
    """Return the key of a page such as "example.fi/uutiset/1?id=5", or nothing when the address cannot be used.

    The host of the feed, if known, is dropped from `ref` (Ghost adds it). Never raises. An opaque link of Google News
    is its own key.
    """
    try:
        return _canonical(url.strip()[:_LONGEST], feed_host.lower().removeprefix("www."))
    except (ValueError, UnicodeError):
        return ""


@lru_cache(maxsize=20_000)
def _canonical(url: str, feed_host: str) -> str:
    for _ in range(_MOST_WRAPPINGS):
        parts = _parts(url)
        if parts is None:
            return ""
        inner = _wrapped(parts)
        if not inner:
            return _key(parts, feed_host)
        url = inner
    return ""


def _parts(url: str) -> SplitResult | None:
    """Return the parts of an address of the web; one without scheme is taken for one of the web."""
    if url.startswith("//"):
        url = "https:" + url
    elif not _SCHEME.match(url):
        url = "https://" + url
    parts = urlsplit(url)
    host = parts.hostname or ""
    if (
        parts.scheme not in _DEFAULT_PORTS
        or not _HOST.fullmatch(host)
        or not ("." in host or ":" in host or host == "localhost")
    ):
        return None
    return parts


def _host(parts: SplitResult) -> str:
    """Return the host in small letters, without www, a phone's or a reader's variant and a usual port."""
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode()
    while (found := _FRONT.match(host)) and "." in host[found.end() :]:
        host = host[found.end() :]
    port = parts.port
    shown = f"[{host}]" if ":" in host else host
    return shown if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{shown}:{port}"


def _wrapped(parts: SplitResult) -> str:
    """Return the address that a redirecting service carries in its own, if it does."""
    host, path, given = _host(parts), parts.path, dict(parse_qsl(parts.query))
    names: tuple[str, ...] = ()
    if re.fullmatch(r"google\.[a-z.]{2,6}", host) and path == "/url":
        names = ("url", "q")
    elif host == "bing.com" and path.startswith("/news/apiclick"):
        names = ("url",)
    elif host in {"l.facebook.com", "lm.facebook.com", "l.instagram.com", "facebook.com"} and path in {"/l.php", "/"}:
        names = ("u",)
    elif host.endswith("safelinks.protection.outlook.com") or host in {
        "t.co",
        "feedproxy.google.com",
        "feeds.feedburner.com",
    }:
        names = ("url", "u", "q")
    elif (host, path) in {
        ("youtube.com", "/redirect"),
        ("out.reddit.com", ""),
        ("vk.com", "/away.php"),
        ("steamcommunity.com", "/linkfilter/"),
    }:
        names = ("q", "url", "to")
    elif host == "news.google.com" and not path.startswith("/rss/articles"):
        names = ("url",)
    target = next((given[name] for name in names if given.get(name, "").startswith(("http://", "https://"))), "")
    return target or _in_path(host, path)


def _in_path(host: str, path: str) -> str:
    """Return the address in the path of a FeedBurner link or of Google's copy of a light page."""
    if "/~r/" in path or host in {"feedproxy.google.com", "feeds.feedburner.com"}:
        found = re.search(r"https?(?::|%3A)(?://|%2F%2F).+", path, re.IGNORECASE)
        return unquote(found[0]) if found else ""
    found = (
        re.match(r"/amp/s?/?((?:[\w-]+\.)+[a-z]{2,}/.+)", path) if re.fullmatch(r"google\.[a-z.]{2,6}", host) else None
    )
    return "https://" + found[1] if found else ""


def _key(parts: SplitResult, feed_host: str) -> str:
    host = _host(parts)
    for site in (_youtube, _reddit, _x, _bluesky, _mastodon):
        if known := site(host, parts):
            return known
    path = _escapes(parts.path)
    path = _ENDING.sub("", path)
    telling = _telling(parts.query, feed_host)
    if host == "news.google.com":
        telling = [(name, value) for name, value in telling if name not in _OF_GOOGLE_NEWS]
    query = urlencode(sorted(telling), quote_via=quote)
    fragment = parts.fragment if _APP_ROUTE.match(parts.fragment) else ""
    return host + path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _escapes(text: str) -> str:
    """Return a path with each sign escaped in one way: signs that need no escape have none, all others are in capitals."""
    return "".join(_escape(piece) for piece in _ESCAPED.split(quote(text, safe=_SAFE_IN_PATH + "%")))


def _escape(piece: str) -> str:
    """Return an escape in its shortest form; text that is none is as it is."""
    if not _ESCAPED.fullmatch(piece):
        return piece.replace("%", "%25")
    sign = chr(int(piece[1:], 16))
    return sign if sign in _PLAIN else piece.upper()


def _telling(query: str, feed_host: str) -> list[tuple[str, str]]:
    """Return the parameters that say which page it is."""
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=200)
    return [
        (name, value)
        for name, value in pairs
        if name != "amp" and not _is_tracking(name.lower(), value.lower(), feed_host)
    ]


def _is_tracking(name: str, value: str, feed_host: str) -> bool:
    if name in _TRACKING or name.startswith(_TRACKING_FAMILIES):
        return True
    if name not in _WAYS:
        return False
    return bool(_A_WAY.fullmatch(value)) or (
        name == "ref" and value.removeprefix("www.") in {feed_host, feed_host.partition(":")[0]} - {""}
    )


def _youtube(host: str, parts: SplitResult) -> str:
    """Return the key of a video; a playlist or a channel has none."""
    if host == "youtu.be":
        video = parts.path.strip("/")
    elif host in {"youtube.com", "music.youtube.com", "youtube-nocookie.com"}:
        found = _YOUTUBE.match(parts.path)
        video = (
            found[1]
            if found
            else dict(parse_qsl(parts.query)).get("v", "")
            if parts.path.rstrip("/") == "/watch"
            else ""
        )
    else:
        return ""
    return f"youtube.com/watch?v={video}" if re.fullmatch(r"[\w-]{6,20}", video) else ""


def _reddit(host: str, parts: SplitResult) -> str:
    """Return the key of a post or a comment on Reddit."""
    if host == "redd.it":
        return f"reddit.com/comments/{parts.path.strip('/').lower()}" if parts.path.strip("/").isalnum() else ""
    found = _REDDIT.search(parts.path) if host == "reddit.com" or host.endswith(".reddit.com") else None
    if found is None:
        return ""
    comment = found["comment"]
    return f"reddit.com/comments/{found[1].lower()}" + (f"/{comment.lower()}" if comment else "")


def _x(host: str, parts: SplitResult) -> str:
    """Return the key of a post on X."""
    found = (
        _STATUS.match(parts.path)
        if host in {"x.com", "twitter.com", "nitter.net", "fxtwitter.com", "vxtwitter.com"}
        else None
    )
    return f"x.com/status/{found[1]}" if found else ""


def _bluesky(host: str, parts: SplitResult) -> str:
    """Return the key of a post on Bluesky."""
    found = _BLUESKY.match(parts.path) if host == "bsky.app" else None
    return f"bsky.app/profile/{found[1].lower()}/post/{found[2]}" if found else ""


def _mastodon(host: str, parts: SplitResult) -> str:
    """Return the key of a post on any server of the fediverse: its two addresses are one."""
    found = _MASTODON.match(parts.path.rstrip("/"))
    if found is None:
        return ""
    old = _MASTODON_USER.match(found[1])
    return f"{host}/@{old[1].lower()}/{old[2]}" if old else host + found[1].lower()
