"""The many spellings of a date in feeds, as an aware time in UTC.

ISO 8601 and RFC 822 are read here, with the zones and months that mail's reader does not know; what is left goes to feedparser's
own readers (Korean, Greek, Hungarian, asctime and others). A date without a zone counts as UTC, as feedparser has it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from functools import lru_cache

_LONGEST = 100
_FIRST_YEAR = 1971
"""Before it lie the zeros of machines (0001-01-01, 1970-01-01), which mean "not known"."""
_SECONDS, _MILLISECONDS = 10, 13
_LENGTHS = (len("20261102"), _SECONDS, _MILLISECONDS, len("20261102123000"))
"""Of dates that are nothing but digits."""
_HOURS = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "cedt": 2,
    "eet": 2, "eest": 3, "eedt": 3, "msk": 3, "ist": 5.5, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip
"""Hours east of Greenwich by the zone's name; where a name means two zones, what mail means by it."""
_MONTHS = (
    ("jan", "tammi", "ene", "gen"), ("feb", "helmi", "fév", "fev"), ("mar", "maalis", "mär", "mrz"),
    ("apr", "huhti", "avr", "abr"),
    ("may", "maj", "mai", "touko", "mag"), ("jun", "kesä", "juin", "giu"), ("jul", "heinä", "juil", "lug"),
    ("aug", "elo", "aoû", "ago"), ("sep", "syys", "set"), ("oct", "okt", "loka", "ott"), ("nov", "marras"),
    ("dec", "dez", "des", "joulu", "déc", "dic"),
)  # fmt: skip
"""How the names of months begin in English, Finnish, Swedish, Danish, Norwegian, German, French, Spanish and Italian."""

_ENGLISH = {starts[0].capitalize(): number for number, starts in enumerate(_MONTHS, 1)}
_NEARBY = {
    f"{sign}{hours:02}00": timedelta(hours=int(f"{sign}{hours}")) for hours in range(15) for sign in "+-"
} | dict.fromkeys(("GMT", "UTC", "UT", "Z"), timedelta())
"""Zones of full hours, which nearly all are."""
_WITH_ZONE = len("2026-11-02T12:30Z")
_MAILED = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d{4}|GMT|UTC|UT|Z)", re.ASCII
)
_ISO = re.compile(
    r"(\d{4})[-/]?(\d\d)[-/]?(\d\d)(?:[T_ ]\s*(\d\d)[:.]?(\d\d)(?:[:.]?(\d\d)(?:[.,]\d+)?)?)?\s*(.*)",
    re.ASCII | re.IGNORECASE,
)
_POINTED = re.compile(
    r"(?:\w+\.?,?\s+)?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,?\s+(?:klo|kl|um|at)?\.?\s*(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?)?"
    r"\s*(.*)"
)
_SPELLED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})\.?[\s-]+(?:de\s+)?([^\W\d]+)\.?,?[\s-]+(?:de\s+)?(\d{4}|\d\d)"
    r"(?:,?\s+(?:klo|kl|um|at)?\.?\s*(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?:\.\d+)?)?\s*(.*)"
)
_AMERICAN = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
    r"(?:,?\s+(?:at\s+)?(\d{1,2}):(\d\d)(?::(\d\d))?\s*(?:([ap])\.?m\.?)?)?\s*(.*)",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*(?:([ap])\.?m\.?)?)?\s*(.*)",
    re.ASCII | re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2}):?(\d\d)?(?:\s*\(.*\))?", re.ASCII | re.IGNORECASE)


@lru_cache(maxsize=4_096)
def read(text: str) -> datetime | None:
    """Return the time that a text names, in UTC; None when it names none or one before feeds began."""
    text = text.strip()
    if not text or len(text) > _LONGEST or (text.isdigit() and len(text) not in _LENGTHS):
        return None
    try:
        found = (
            _usual(text)
            or _iso(text)
            or _epoch(text)
            or _spelled(text)
            or _slashed(text)
            or _american(text)
            or _mailed(text)
            or _oddly(text)
        )
    except (ValueError, OverflowError):
        return None
    return found.replace(microsecond=0) if found and found.year >= _FIRST_YEAR else None


def _usual(text: str) -> datetime | None:
    """Read the two spellings that nearly all feeds use, quickly."""
    if found := _MAILED.fullmatch(text):
        day, name, year, hour, minute, second, zone = found.groups()
        month, far = _ENGLISH.get(name), _NEARBY.get(zone)
        if not month or far is None or hour > "23" or second > "59":
            return None
        return datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=UTC) - far
    if text[10:11] != "T" or len(text) < _WITH_ZONE or not text.isascii():
        return None
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        return None
    return local.astimezone(UTC) if local.tzinfo else None


def _iso(text: str) -> datetime | None:
    found = _ISO.fullmatch(text)
    if not found or text.isdigit():
        return None
    offset = _offset(found[7])
    if offset is None:
        return None
    return _time(*(int(part or 0) for part in found.groups()[:6]), offset=offset)


def _epoch(text: str) -> datetime | None:
    if not (text.isascii() and text.isdigit() and len(text) in (_SECONDS, _MILLISECONDS)):
        return None
    return datetime.fromtimestamp(int(text[:_SECONDS]), UTC)


def _spelled(text: str) -> datetime | None:
    """Read "2.11.2026 klo 12.30", "2. marraskuuta 2026", "Mon, 2 Nov 2026 12:30:00 +0200"."""
    found = _POINTED.fullmatch(text) or _SPELLED.fullmatch(text)
    if not found:
        return None
    day, month, year = found.group(1, 2, 3)
    offset = _offset(found[7])
    number = int(month) if month.isdecimal() else _month(month)
    if offset is None or not number:
        return None
    return _time(_full(int(year)), number, int(day), *(int(part or 0) for part in found.group(4, 5, 6)), offset=offset)


def _american(text: str) -> datetime | None:
    """Read "November 2, 2026 12:30 PM EST"."""
    found = _AMERICAN.fullmatch(text)
    number = _month(found[1]) if found else 0
    return _twice_twelve(found, number, int(found[2])) if found and number else None


def _slashed(text: str) -> datetime | None:
    """Read "11/13/2026 12:30 PM" and "13/11/2026"; of "11/02/2026" nobody knows which is the month."""
    found = _SLASHED.fullmatch(text)
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    if first > 12:
        return _twice_twelve(found, second, first)
    return _twice_twelve(found, first, second) if second > 12 or found[7] or first == second else None


def _twice_twelve(found: re.Match[str], month: int, day: int) -> datetime | None:
    """Put together what a pattern found in groups 3 (year) to 8 (zone), with a.m. or p.m. in group 7."""
    offset = _offset(found[8])
    if offset is None:
        return None
    hour = int(found[4] or 0)
    if found[7]:
        hour = hour % 12 + (12 if found[7].lower() == "p" else 0)
    return _time(int(found[3]), month, day, hour, int(found[5] or 0), int(found[6] or 0), offset=offset)


def _mailed(text: str) -> datetime | None:
    found = parsedate_tz(text)
    if not found:
        return None
    return _time(*found[:6], offset=timedelta(seconds=found[9] or 0))


def _oddly(text: str) -> datetime | None:
    from feedparser.datetimes import _parse_date as read_oddly  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, rare

    try:
        found = read_oddly(text)
    except Exception:  # noqa: BLE001 - nine readers of other people, each with its own ways to fail
        return None
    return _time(*found[:6], offset=timedelta()) if found else None


def _time(year: int, month: int, day: int, hour: int, minute: int, second: int, *, offset: timedelta) -> datetime:  # noqa: PLR0913
    """Put a time together; hour 24 is midnight, and the leap second counts as the one before it."""
    midnight = hour == 24
    local = datetime(year, month, day, 0 if midnight else hour, minute, min(second, 59), tzinfo=UTC)
    return local + timedelta(days=midnight) - offset


def _offset(zone: str) -> timedelta | None:
    """Return how far a zone is east of Greenwich; None when it is none that we know."""
    zone = zone.strip()
    if not zone:
        return timedelta()
    if found := _OFFSET.fullmatch(zone):
        far = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return far if found[1] == "+" else -far
    hours = _HOURS.get(zone.strip("()").lower())
    return None if hours is None else timedelta(hours=hours)


def _month(name: str) -> int:
    """Return the number of a month; the longest beginning counts, since marraskuu is no March."""
    lower = name.lower()
    fitting = [
        (len(start), number) for number, starts in enumerate(_MONTHS, 1) for start in starts if lower.startswith(start)
    ]
    return max(fitting)[1] if fitting else 0


def _full(year: int) -> int:
    """Read two digits as mail does (RFC 2822, section 4.3)."""
    if year >= 100:
        return year
    return year + (2000 if year < 69 else 1900)
