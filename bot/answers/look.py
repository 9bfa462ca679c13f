"""How somebody looks at the list of answers: what it shows, words that are searched for, and the page."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from bot.views.blocks import cut, one_line, unescaped
from bot.words import LANGUAGES

MOST_QUERY = 100
"""Characters of a query; it travels in a block's id, which holds 255."""
ALL, MINE, DUE, OWES, PROPOSED, WITHDRAWN = "all", "mine", "due", "owes", "proposed", "withdrawn"
SHOWS = {
    ALL: ("all", "kaikki", "alla"),
    MINE: ("mine", "omat", "mina"),
    DUE: ("due", "erääntyvät", "vanhenevat", "utgår", "utgående"),
    PROPOSED: ("proposed", "ehdotetut", "ehdotukset", "föreslagna", "förslag"),
    WITHDRAWN: ("withdrawn", "poistetut", "indragna"),
    OWES: (),
}
"""What the list can show: English, Finnish and Swedish words; which language is owed, only the menu asks."""
GAP_WORDS = ("gaps", "missing", "aukot", "puutteet", "luckor", "saknas")
"""What the bank lacks, in the same three languages."""
FILE_WORDS = ("import", "export", "file", "tuo", "vie", "tiedosto", "importera", "exportera", "fil")
"""Answers from and to files."""
ADD_WORDS = ("add", "new", "lisää", "uusi", "lägg till", "ny", "nytt")


@dataclass(frozen=True, slots=True)
class Look:
    """What to show (`language` for what is owed), words to search for, the page from 1."""

    show: str = ALL
    language: str = ""
    query: str = ""
    page: int = 1

    def on(self, page: int) -> Look:
        """Return the same look on another page."""
        return replace(self, page=page)

    def showing(self, chosen: str) -> Look:
        """Return this look, first page, showing what a menu's option says: "due", "owes:sv"."""
        show, _, language = chosen.partition(":")
        return replace(self, page=1, **_known(show, language))

    @property
    def option(self) -> str:
        """Return the value of the menu's option for what is shown."""
        return f"{self.show}:{self.language}" if self.language else self.show

    def packed(self) -> str:
        """Return a short text from which `unpacked` makes the same look."""
        return json.dumps([self.show, self.language, self.query, self.page], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> Look:
        """Read what `packed` wrote; anything else is a look at everything."""
        try:
            show, language, query, page = json.loads(text)
            return cls(**_known(str(show), str(language)), query=cut(str(query), MOST_QUERY), page=max(1, int(page)))
        except (ValueError, TypeError):
            return cls()


@dataclass(frozen=True, slots=True)
class ToWrite:
    """Somebody wants to write a new answer, to this question."""

    question: str = ""


@dataclass(frozen=True, slots=True)
class ToReport:
    """Somebody wants to see what the bank lacks."""


@dataclass(frozen=True, slots=True)
class ToExchange:
    """Somebody wants to take answers in from a file, or to have them as one."""


def read(text: str) -> Look | ToWrite | ToReport | ToExchange:
    """Return what somebody means who writes words after the command: a list, a search, or a new answer."""
    typed = one_line(unescaped(text[:4_000]))
    folded = typed.casefold()
    if folded in GAP_WORDS:
        return ToReport()
    if folded in FILE_WORDS:
        return ToExchange()
    known = next((word for word in ADD_WORDS if f"{folded} ".startswith(f"{word} ")), None)
    if known is not None:
        return ToWrite(typed[len(known) :].strip())
    first, _, rest = typed.partition(" ")
    show = next((show for show, words in SHOWS.items() if first.casefold() in words), None)
    if show is not None and (not rest or show != ALL):
        return Look(show, query=cut(rest.strip(), MOST_QUERY))
    return Look(query=cut(typed, MOST_QUERY))


def _known(show: str, language: str) -> dict[str, str]:
    if show == OWES and language in LANGUAGES:
        return {"show": OWES, "language": language}
    return {"show": show if show in SHOWS and show != OWES else ALL, "language": ""}
