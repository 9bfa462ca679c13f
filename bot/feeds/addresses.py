"""Which addresses may be fetched: the form of a URL and a table of the networks that no feed lives in.

Pure: nothing is looked up here. A name is judged by its form, an address by the table; `connecting.py` judges what a name
resolves to with the same table, at the moment of the connection.
"""

from __future__ import annotations

import ipaddress
import re
from enum import Enum
from typing import Final
from urllib.parse import quote_from_bytes

from yarl import URL

MOST_LETTERS: Final = 4_000
"""Letters of an address, redirects included; what people paste is far shorter."""
PORTS: Final = frozenset({80, 443})

_IPV4: Final = (
    # What IANA lists as not globally reachable; versions of Python differ about some of it.
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
    *("192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
    *("224.0.0.0/4", "240.0.0.0/4"),  # multicast, reserved, broadcast
    "168.63.129.16/32",  # answers virtual machines in Azure; from outside it is nobody
)
_IPV6: Final = (
    # IETF assignments with Teredo and ORCHID, documentation twice, 6to4. All outside of 2000::/3 is refused anyway: ::/96,
    # 64:ff9b:1::/48, 100::/64, 5f00::/16, fc00::/7, fe80::/10, fec0::/10, ff00::/8.
    *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
)
_TABLE: Final = {
    4: tuple((int(net.network_address), int(net.netmask)) for net in map(ipaddress.IPv4Network, _IPV4)),
    6: tuple((int(net.network_address), int(net.netmask)) for net in map(ipaddress.IPv6Network, _IPV6)),
}
_GLOBAL_UNICAST: Final = 0b001
"""The first three bits of every IPv6 address that IANA has handed out (2000::/3)."""
_HOLDS_IPV4: Final = frozenset({0xFFFF, 0x64FF9B << 64})
"""What stands before an IPv4 address in other clothes (::ffff:0:0/96, 64:ff9b::/96): the address inside is judged."""

_URL: Final = re.compile(r"([a-z][a-z0-9+.-]*)://([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?", re.IGNORECASE)
_AUTHORITY: Final = re.compile(r"(?:([^@]*)@)?(\[[0-9a-f:.]+\]|[^@:\[\]]+)(?::([0-9]{0,5}))?", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NAME: Final = re.compile(
    r"(?=.{1,254}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?"
)
_NUMBER: Final = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?\Z")
"""A last label of this kind makes the whole name an IPv4 address in the eyes of some resolver (0x7f.1, 2130706433)."""
_ODD: Final = re.compile(r"[^!#-;=?-\[\]-~]+")
"""What cannot stand in a request line: blanks, control characters, quotes, angle brackets, backslash, anything beyond ASCII."""
_BRACKETS: Final = {ord("["): "%5B", ord("]"): "%5D"}
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


class Wrong(Enum):
    """Why an address is not fetched."""

    SCHEME = "scheme"
    """It is neither http nor https, or has no scheme at all."""
    PORT = "port"
    """A port other than 80 and 443 that the operator has not allowed for this host."""
    HOST = "host"
    """There is no host, or none that every program reads in the same way (a number, a backslash, a second @)."""
    TOO_LONG = "too_long"
    PRIVATE = "private"
    """It lies in a network of the house, of this machine, or of nobody."""


class BadAddressError(Exception):
    """An address that is not fetched; `why` says for what reason."""

    def __init__(self, why: Wrong) -> None:
        """Keep the reason."""
        super().__init__(why.value)
        self.why = why


def forbidden(address: str) -> bool:
    """Tell whether an IP address, given as text, may never be connected to; what is no address at all may not either."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    number = int(ip)
    if ip.version == 6:
        if number >> 32 in _HOLDS_IPV4:
            return forbidden(str(ipaddress.IPv4Address(number & 0xFFFFFFFF)))
        if number >> 125 != _GLOBAL_UNICAST:
            return True
    return any(number & mask == start for start, mask in _TABLE[ip.version]) or not ip.is_global


def checked(url: str, allowed: frozenset[str] = frozenset()) -> URL:
    """Return an address in the form in which it is asked for; raises BadAddressError.

    Path and query stay as written; only what cannot travel is percent-encoded, a name beyond ASCII becomes its IDNA form, the
    fragment stays at home. `allowed` are the operator's "host:port", for which neither port nor address is judged.
    """
    text = url.strip()
    if len(text) > MOST_LETTERS:
        raise BadAddressError(Wrong.TOO_LONG)
    scheme, authority, path, query = _parts(text)
    userinfo, host, port = _authority(authority)
    port = port or (443 if scheme == "https" else 80)
    if f"{host}:{port}" not in allowed:
        _judge(host, port)
    credentials = f"{_sendable(userinfo).translate(_BRACKETS)}@" if userinfo else ""
    return URL(f"{scheme}://{credentials}{host}:{port}{_sendable(path) or '/'}{_sendable(query)}", encoded=True)


def place(url: URL) -> str:
    """Return the "host:port" of a checked address, as the operator's allow-list writes it; IPv6 stands in brackets."""
    return f"{url.host_subcomponent}:{url.port}"


def without_credentials(url: str) -> str:
    """Return an address without user name and password: the form for people and logs."""
    scheme, mark, rest = url.partition("://")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return f"{scheme}{mark}{rest.removeprefix(authority[: authority.rfind('@') + 1])}"


def _parts(text: str) -> tuple[str, str, str, str]:
    """Split an address into scheme (small letters), authority, path and query (with its question mark)."""
    found = _URL.fullmatch(text)
    if found is None or found[1].lower() not in ("http", "https"):
        is_http = text[:5].lower() in ("http:", "https")
        raise BadAddressError(Wrong.HOST if is_http and _SCHEME.match(text) else Wrong.SCHEME)
    return found[1].lower(), found[2], found[3], found[4] or ""


def _authority(text: str) -> tuple[str, str, int | None]:
    """Split an authority into user information, host as it is connected to, and port; raises BadAddressError."""
    found = _AUTHORITY.fullmatch(text)
    if found is None or _CONTROL.search(text) or "\\" in text:
        raise BadAddressError(Wrong.HOST)
    port = int(found[3]) if found[3] else None
    if port is not None and not 0 < port < 2**16:
        raise BadAddressError(Wrong.PORT)
    return found[1] or "", _host(found[2]), port


def _host(text: str) -> str:
    try:
        if text.startswith("["):
            return f"[{ipaddress.IPv6Address(text[1:-1])}]"
        name = text.lower() if text.isascii() else (URL.build(scheme="http", host=text).raw_host or "")
        if _NUMBER.search(name.rpartition(".")[2] if not name.endswith(".") else name[:-1].rpartition(".")[2]):
            return str(ipaddress.IPv4Address(name))
    except ValueError as error:
        raise BadAddressError(Wrong.HOST) from error
    if not _NAME.fullmatch(name):
        raise BadAddressError(Wrong.HOST)
    return name


def _judge(host: str, port: int) -> None:
    if port not in PORTS:
        raise BadAddressError(Wrong.PORT)
    if _is_address(host) and forbidden(host.strip("[]")):
        raise BadAddressError(Wrong.PRIVATE)


def _is_address(host: str) -> bool:
    return host.startswith("[") or host.replace(".", "").isdigit()


def _sendable(text: str) -> str:
    """Percent-encode what cannot stand in a request line."""
    if not _ODD.search(text):
        return text
    return _ODD.sub(lambda odd: quote_from_bytes(odd[0].encode("utf-8", "surrogatepass"), safe=""), text)
