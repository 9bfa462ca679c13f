"""The canonical form of a feed's address: two feeds with one key are one feed.

Scheme, letter case of the host, default ports, a trailing slash, a fragment and tracking parameters tell no feeds apart.
What a password unlocks is another feed, so credentials count, as a hash.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

LONGEST = 2_000
"""Characters of an address and of its key; their columns have no more."""
_TRACKING = re.compile(r"utm_\w+|fb\w*clid|gclid|dclid|msclkid|twclid|mc_[ce]id", re.IGNORECASE)
_DEFAULT_PORTS = (None, 80, 443)
_SAFE = "/@:~+!$,'()*;=&"


def feed_key(url: str) -> str:
    """Return the key of an http(s) address, at most LONGEST characters, without scheme and password."""
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port not in _DEFAULT_PORTS else ""
    except ValueError:
        return f"#{_hash(url)}"
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    path = quote(unquote(parts.path), safe=_SAFE).rstrip("/")
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    query = f"?{urlencode(pairs)}" if pairs else ""
    key = f"{_credentials(parts.username, parts.password)}{host}{port}{path}{query}"
    return key if len(key) <= LONGEST else f"{host[:200]}#{_hash(key)}"


def _credentials(user: str | None, password: str | None) -> str:
    return f"{_hash(f'{user}:{password}')[:12]}@" if user or password else ""


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
