"""Where X sees links in a text: with https:// or without, an address in the middle of a sentence too.

Source: twitter-text 3.1, the rules behind the counter of X (extractUrlsWithIndices), said again in our own words. Of 100,000
texts made of pieces of addresses five were counted otherwise: a host of two scripts may be two links there, and is one here.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from pathlib import Path

_ENDINGS = Path(__file__).parent / "link_endings.txt"
_MARKS = r"!'#%&()*+,\\./:;<=>?@\[\]^{|}~$\s\x85\u180E\uFFFE\uFEFF\uFFFF\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069"
"""What stands in no name of a host."""
_SIGN, _INNER = rf"[^{_MARKS}_-]", rf"[^{_MARKS}]"
_LABEL = rf"{_SIGN}(?:{_INNER}*{_SIGN})?"
_STRANGE = rf"[^A-Za-z0-9{_MARKS}_-]"
"""Any sign but plain letters: a link begins after it where none may begin at it, as after # and at the very beginning."""
_ADDRESS = re.compile(
    rf"(?:(?<![A-Za-z0-9@＠$#＃\uFFFE\uFEFF\uFFFF])(?P<scheme>https?://)|\A{_STRANGE}?|(?<=[@$#])[A-Za-z0-9]*{_STRANGE}"
    rf"|(?<=[{_MARKS}])(?<![@$#./\uFFFE\uFEFF\uFFFF]))(?P<host>(?:{_LABEL}\.)+{_LABEL})",
    re.IGNORECASE,
)
_CODED = re.compile(r"xn--[0-9a-z-]+", re.IGNORECASE)
"""A last part in letters that ASCII has not, written in ASCII."""
_AFTER_ENDING = re.compile(r"[0-9A-Za-z@+-]")
"""What may not follow the last part of a host: the part is another one then."""
_LATIN = re.compile(r"[a-z0-9À-ÖØ-öø-ɏɓɔɖɗəɛɣɨɯɲʉʋʻ\u0300-\u036FḀ-ỿ-]+\Z", re.IGNORECASE)
"""Letters of hosts that count without https://."""
_PATH_SIGN = r"[a-z\u0400-\u04FF0-9!*';:=+,.$/%#\[\]\u2013_~@|&À-ÖØ-öø-ɏɓɔɖɗəɛɣɨɯɲʉʋʻ\u0300-\u036FḀ-ỿ-]"
_PATH = re.compile(rf"(?::[0-9]+)?(?:/(?:{_PATH_SIGN}|\((?:{_PATH_SIGN}|\({_PATH_SIGN}+\))+\))*)?", re.IGNORECASE)
_QUERY = re.compile(r"\?[a-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]*", re.IGNORECASE)
_NO_END_OF_PATH = "!*';:,.$%[]\u2013~@|&"
_NO_END_OF_QUERY = "!?*'@();:+$%[].,~|"


def links(text: str) -> list[tuple[int, int]]:
    """Return where each link begins and ends in a text that is normalised (NFC), in their order."""
    found, place = [], 0
    while (address := _ADDRESS.search(text, place)) is not None:
        span = _link(text, address)
        if span is not None:
            found.append(span)
        place = span[1] if span is not None else address.start("host") + 1
    return found


def _link(text: str, address: re.Match[str]) -> tuple[int, int] | None:
    """Return where the link in an address stands: the longest host with a known ending, with its path and query."""
    labels = address["host"].split(".")
    begins = [*accumulate((len(one) + 1 for one in labels), initial=address.start("host"))]
    for place in range(len(labels) - 1, 0, -1):
        length = 0 if "_" in labels[place - 1] else _ending(text, begins[place], labels[place])
        if length:
            host_end = begins[place] + length
            end = _end(text, host_end)
            if address["scheme"]:
                return address.start(), end
            begin = _latin_start(labels[:place], begins)
            # Without https:// a port and a query belong to the link only with a path before the query.
            return None if begin is None else (begin, end if "/" in text[host_end:end].partition("?")[0] else host_end)
    return None


def _ending(text: str, begin: int, label: str) -> int:
    """Return how many letters at the beginning of a label are a known ending, 0 when it has none."""
    coded = _CODED.match(text, begin)
    if coded is not None:
        return len(coded[0])
    for length in range(len(label), 1, -1):
        if label[:length].lower() in _endings() and not _AFTER_ENDING.match(text, begin + length):
            return length
    return 0


def _latin_start(labels: list[str], begins: list[int]) -> int | None:
    """Return where the part of a host begins that counts without https://, None when its last label has no such letters."""
    start = None
    for label, begin in reversed([*zip(labels, begins, strict=False)]):
        latin = _LATIN.search(label)
        if latin is None:
            break
        start = begin + latin.start()
        if latin.start():
            break
    return start


def _end(text: str, place: int) -> int:
    """Return where the path and the query after a host end."""
    path = _PATH.match(text, place)
    if path is not None and path[0]:
        place += len(path[0].rstrip(_NO_END_OF_PATH)) if "/" in path[0] else len(path[0])
    query = _QUERY.match(text, place)
    return place + len(query[0].rstrip(_NO_END_OF_QUERY)) if query is not None else place


@cache
def _endings() -> frozenset[str]:
    lines = _ENDINGS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
