"""How somebody looks at the plan: a day, a week, a month, what is theirs or what lacks something; packed to fit a button."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import blake2s

from bot.networks import NETWORKS
from bot.views.blocks import one_line
from bot.words import LANGUAGES

DAY, WEEK, MONTH, MINE, MISSING = "day", "week", "month", "mine", "missing"
SHOWS = {
    DAY: ("today", "tänään", "idag"),
    WEEK: ("week", "viikko", "vecka", ""),
    MONTH: ("month", "kuukausi", "kk", "månad"),
    MINE: ("mine", "omat", "mina"),
    MISSING: ("missing", "puutteet", "puuttuu", "saknas"),
}
"""What the plan can show: English, Finnish and Swedish words."""
LISTS = frozenset({MINE, MISSING})
"""Looks that no days belong to."""
LAST_PAGE = 9_999
"""Asks for the last page there is."""
_FIRST, _LAST = date(2000, 1, 3), date(2999, 12, 1)


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look: `day` is any day of what is shown, `campaign` a `campaign_key`, `page` counts from 1.

    A list that is too long to be read at once comes in parts, counted from 0, each with pages of its own.
    """

    day: date
    show: str = WEEK
    network: str = ""
    language: str = ""
    campaign: str = ""
    page: int = 1
    is_table: bool = False
    part: int = 0

    @property
    def first(self) -> date:
        """Return the first day of what is shown."""
        if self.show == WEEK:
            return self.day - timedelta(days=self.day.weekday())
        return self.day.replace(day=1) if self.show == MONTH else self.day

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days that are shown, none for a list without days."""
        if self.show in LISTS:
            return ()
        first, after = self.first, self.turned(1).first
        return tuple(first + timedelta(days=n) for n in range((after - first).days))

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.network or self.language or self.campaign)

    def turned(self, steps: int) -> Look:
        """Return the same look so many days, weeks or months on; not beyond the years that people plan in."""
        if self.show == MONTH:
            months = self.day.year * 12 + self.day.month - 1 + steps
            return self.at(date(months // 12, months % 12 + 1, 1))
        return self.at(self.day + timedelta(days=steps * (7 if self.show == WEEK else 1)))

    def at(self, day: date) -> Look:
        """Return the same look at another day, first page."""
        return replace(self, day=min(max(day, _FIRST), _LAST), page=1, part=0)

    def showing(self, show: str, day: date | None = None) -> Look:
        """Return another look, first page, with the same filters."""
        return replace(self.at(day or self.day), show=show)

    def on(self, page: int, part: int | None = None) -> Look:
        """Return the same look on another page, of the same part unless another is named."""
        return replace(self, page=page, part=self.part if part is None else part)

    def narrowed(self, what: str, value: str) -> Look:
        """Return this look, first page, with one filter set; an empty value lifts it."""
        at = {"network": self.network, "language": self.language, "campaign": self.campaign} | {what: value}
        return replace(self, page=1, part=0, network=at["network"], language=at["language"], campaign=at["campaign"])

    def packed(self) -> str:
        """Return a text of at most 120 characters from which `unpacked` makes the same look."""
        said = [
            self.show,
            self.day.isoformat(),
            self.network,
            self.language,
            self.campaign,
            self.page,
            int(self.is_table),
            *([self.part] if self.part else []),
        ]
        return json.dumps(said, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str, today: date) -> Look:
        """Read what `packed` wrote; anything else is a look at this week."""
        try:
            show, day, network, language, campaign, page, is_table, *part = json.loads(text)
            return cls(
                day=min(max(date.fromisoformat(day), _FIRST), _LAST),
                show=show if show in SHOWS else WEEK,
                network=network if network in NETWORKS else "",
                language=language if language in LANGUAGES else "",
                campaign=str(campaign)[:16],
                page=min(max(1, int(page)), LAST_PAGE),
                is_table=bool(is_table),
                part=min(max(0, int(part[0])), LAST_PAGE) if part else 0,
            )
        except (ValueError, TypeError):
            return cls(today)


def read(text: str, today: date) -> Look | None:
    """Return the look that words after the command ask for; None when they mean nothing of the plan."""
    word = one_line(text).casefold()
    show = next((show for show, words in SHOWS.items() if word in words), None)
    return Look(today, show) if show else None


def campaign_key(campaign: str) -> str:
    """Return a short key of a campaign's name, the same however it is capitalised; empty for none."""
    name = one_line(campaign).casefold()
    return blake2s(name.encode(), digest_size=6).hexdigest() if name else ""
