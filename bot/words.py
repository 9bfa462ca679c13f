"""Every word the bot says, in the reader's language, with dates, numbers, lists and plurals as that language writes them.

English is the source; Finnish and Swedish are .po files read without a compile step. Rules for dates: "ti 24.11. klo 9.00",
"tis 24.11 kl. 9.00", "Tue 24 Nov 09:00".
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_datetime, get_timezone_name
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("fi", "sv", "en")
"""The languages of the interface, equal citizens."""
LANGUAGE_NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}
"""Each language's own name for itself."""
_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
_CATALOGS = Path(__file__).parent / "locale"
_MOMENTS = {"fi": "ccc d.M. 'klo' H.mm", "sv": "ccc d.M 'kl.' H.mm", "en": "ccc d MMM HH:mm"}
_DATES = {"fi": "d.M.yyyy", "sv": "d.M.yyyy", "en": "d MMM yyyy"}
_WEEKDAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
}
_ALPHABETS = str.maketrans({"å": "z\ue000", "ä": "z\ue001", "ö": "z\ue002"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: one of LANGUAGES and an IANA time zone."""

    language: str
    timezone: str = "Europe/Helsinki"
    places: frozenset[str] = frozenset({""})
    """What rules call the channel where a card is read: its Slack id, and "" for the monitoring channel; nothing for a person."""

    def say(self, message: str, /, **values: object) -> str:
        """Translate a source text and fill its named placeholders."""
        text = catalog(self.language).gettext(message)
        return text.format(**values) if values else text

    def say_in(self, context: str, message: str, /, **values: object) -> str:
        """Translate a source text whose meaning depends on where it stands."""
        text = catalog(self.language).pgettext(context, message)
        return text.format(**values) if values else text

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Translate a text that counts; the placeholder {n} is the number as the language writes it."""
        return catalog(self.language).ngettext(one, many, n).format(n=self.number(n), **values)

    def number(self, value: float) -> str:
        """Write a number."""
        return format_decimal(value, locale=_LOCALES[self.language])

    def listing(self, items: Iterable[str]) -> str:
        """Join words: "a, b and c"."""
        return format_list(list(items), locale=_LOCALES[self.language])

    def quoted(self, items: Iterable[str]) -> str:
        """Write words in the quotation marks of the language, with commas between: “a”, “b” or ”a”, ”b”."""
        return ", ".join(self.say("“{text}”", text=item) for item in items)

    def day(self, value: date) -> str:
        """Write a calendar day: "24.11.2026", "24 Nov 2026"."""
        return format_date(value, format=_DATES[self.language], locale=_LOCALES[self.language])

    def weekday(self, value: date) -> str:
        """Write the short name of a day of the week: "ti", "tis", "Tue"."""
        if self.language in _WEEKDAYS:
            return _WEEKDAYS[self.language][value.weekday()]
        return format_date(value, format="ccc", locale=_LOCALES[self.language])

    def moment(self, value: datetime) -> str:
        """Write an aware moment in the reader's zone: "ti 24.11. klo 9.00"."""
        local = value.astimezone(zone(self.timezone))
        pattern = _MOMENTS[self.language]
        if self.language in _WEEKDAYS:
            pattern = pattern.replace("ccc", f"'{_WEEKDAYS[self.language][local.weekday()]}'")
        return format_datetime(local, format=pattern, locale=_LOCALES[self.language])

    def clock(self, value: datetime) -> str:
        """Write the time of day of an aware moment in the reader's zone: "9.00", "09:00"."""
        pattern = "HH:mm" if self.language == "en" else "H.mm"
        return format_datetime(value.astimezone(zone(self.timezone)), format=pattern, locale=_LOCALES[self.language])

    def zone_name(self) -> str:
        """Name the reader's time zone: "Suomen aika"."""
        return get_timezone_name(zone(self.timezone), locale=_LOCALES[self.language], width="long")

    def alphabetical(self, text: str) -> str:
        """Return a sort key: å, ä and ö come last in Finnish and Swedish, beside a and o in English."""
        folded = text.casefold()
        if self.language == "en":
            return folded.replace("å", "a").replace("ä", "a").replace("ö", "o")
        return folded.translate(_ALPHABETS)


@cache
def catalog(language: str) -> gettext.NullTranslations:
    """Return the translations into a language; English is its own source. Read once a process."""
    if language == "en":
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with (_CATALOGS / language / "LC_MESSAGES" / "kaiku.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@cache
def zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name; a name nobody knows means Europe/Helsinki, Slack sends odd ones at times."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("Europe/Helsinki")


def language_of_locale(locale: str) -> str | None:
    """Return the interface language of a locale such as "sv-SE"; None when the bot does not speak it."""
    language = locale.replace("_", "-").split("-")[0].casefold()
    return language if language in LANGUAGES else None
