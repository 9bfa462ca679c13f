"""Addresses out of feeds and forms, as far as a message may link to them."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

LONGEST = 2_000
_AS_THEY_ARE = "!$&'()*+,;=:@/?-._~%[]"


def web_link(url: str) -> str:
    """Return an http or https address in a form that Slack takes, odd characters percent-encoded; empty when it is none.

    An address with a name or password in it is none either: it is written to be taken for another.
    """
    text = url.strip()
    if len(text) > LONGEST or not text.casefold().startswith(("http://", "https://")):
        return ""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return ""
    if not host or "@" in parts.netloc or not all(sign.isalnum() or sign in "-._:" for sign in host):
        return ""
    netloc = f"[{host}]" if ":" in host else host
    path, query, fragment = (quote(part, safe=_AS_THEY_ARE, errors="replace") for part in parts[2:5])
    made = urlunsplit((parts.scheme, f"{netloc}:{port}" if port else netloc, path, query, fragment))
    return made if len(made) <= LONGEST else ""
