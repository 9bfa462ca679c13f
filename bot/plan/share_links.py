"""Addresses at which a network opens its own window for writing, filled in: for networks that offer one officially.

Nothing is published by opening one: somebody sees the window of the network and presses the button there. Sources, by network:
X web intent, Facebook sharer, LinkedIn share-offsite, Bluesky intent/compose, Mastodon /share, Threads web intent, Reddit submit,
Telegram t.me/share, WhatsApp wa.me (each in the network's own developer pages, read in November 2026).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

LONGEST = 2_900
"""Characters of an address; Slack takes no longer one, and neither do some browsers."""


@dataclass(frozen=True, slots=True)
class Share:
    """What is to be shared: a text, the link it points to, a headline where it has one, and the account's own address."""

    text: str
    link: str = ""
    title: str = ""
    account: str = ""

    @property
    def whole(self) -> str:
        """Return the text with its link at the end, unless the text holds it."""
        if not self.link or self.link in self.text:
            return self.text
        return f"{self.text}\n\n{self.link}".strip()


def share_link(network: str, share: Share) -> str:
    """Return the address that opens a network's window for a post.

    Empty where the network has none, where there is nothing that it would take, and where the address would be too long.
    """
    build = _WAYS.get(network)
    address = build(share) if build is not None else ""
    return address if len(address) <= LONGEST else ""


def _x(share: Share) -> str:
    return _with("https://x.com/intent/post", text=share.whole)


def _facebook(share: Share) -> str:
    # Facebook takes the link alone and reads the picture and headline from that page; the text is pasted.
    return _with("https://www.facebook.com/sharer/sharer.php", u=share.link) if share.link else ""


def _linkedin(share: Share) -> str:
    return _with("https://www.linkedin.com/sharing/share-offsite/", url=share.link) if share.link else ""


def _bluesky(share: Share) -> str:
    return _with("https://bsky.app/intent/compose", text=share.whole)


def _mastodon(share: Share) -> str:
    server = urlsplit(share.account)
    if server.scheme != "https" or not server.hostname:
        return ""  # every server has a window of its own, and only the account tells which
    return _with(f"https://{server.netloc}/share", text=share.whole)


def _threads(share: Share) -> str:
    return _with("https://www.threads.net/intent/post", text=share.whole)


def _reddit(share: Share) -> str:
    title = share.title or share.text.partition("\n")[0]
    if share.link:
        return _with("https://www.reddit.com/submit", url=share.link, title=title[:300])
    return _with("https://www.reddit.com/submit", selftext="true", title=title[:300], text=share.text)


def _telegram(share: Share) -> str:
    return _with("https://t.me/share/url", url=share.link, text=share.text) if share.link else ""


def _whatsapp(share: Share) -> str:
    return _with("https://wa.me/", text=share.whole)


def _with(address: str, **parts: str) -> str:
    if not any(parts.values()):
        return ""
    return f"{address}?{urlencode(parts, quote_via=quote)}"


_WAYS: dict[str, Callable[[Share], str]] = {
    "x": _x,
    "facebook": _facebook,
    "linkedin": _linkedin,
    "bluesky": _bluesky,
    "mastodon": _mastodon,
    "threads": _threads,
    "reddit": _reddit,
    "telegram": _telegram,
    "whatsapp": _whatsapp,
}
NETWORKS = frozenset(_WAYS)
"""Networks that offer such a window."""
