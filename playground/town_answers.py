"""What the demo town answers in public: a bank of answers in three languages, some of which owe one, or have run out.

The words stand in town_answers.txt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from bot.answers import writing
from bot.answers.content import Content, Said
from bot.answers.states import today
from bot.answers.writing import Deed, Written
from bot.services import Services
from bot.words import LANGUAGES
from playground.town_clock import TownClock

_FILE = Path(__file__).with_name("town_answers.txt")
_NONE = "-"
_AGO = timedelta(days=70)


@dataclass(frozen=True, slots=True)
class TownAnswer:
    """One answer of the town; `days` is how long it holds from today on, None without an end."""

    key: str
    by: str
    owner: str
    days: int | None
    visibility: str
    tags: tuple[str, ...]
    texts: dict[str, Said]
    when_to_use: str = ""
    note: str = ""

    def content(self, now: date) -> Content:
        """Return it as the bank keeps it."""
        return Content(
            texts=self.texts,
            note=self.note,
            when_to_use=self.when_to_use,
            tags=self.tags,
            owner=self.owner,
            visibility=self.visibility,
            valid_until=None if self.days is None else now + timedelta(days=self.days),
        )


def every() -> list[TownAnswer]:
    """Return all answers of the town."""
    parts = _FILE.read_text(encoding="utf-8").split("\n\n")
    blocks = ([line for line in part.splitlines() if line and not line.startswith("#")] for part in parts)
    return [_answer(*block) for block in blocks if block]


def fill(services: Services, clock: TownClock) -> None:
    """Put the answers into the bank, as if that were some months ago, once: what a visitor of the playground changes stays."""
    now = today(services)
    clock.stands_at = clock() - _AGO
    try:
        with services.database.begin() as session:
            made = [_put(services, session, one, now) for one in every()]
            writing.follow(services, session, [one for one in made if one is not None])
    finally:
        clock.stands_at = None


def _put(services: Services, session: Session, one: TownAnswer, now: date) -> Written | None:
    return writing.put_new(services, session, one.content(now), Deed(one.by), key=f"town-{one.key}")


def _answer(head: str, *lines: str) -> TownAnswer:
    key, by, owner, days, visibility, tags = head.split()
    said = dict(_said(lines))
    texts = {language: Said(*said[language].split("\n", 1)) for language in LANGUAGES if language in said}
    return TownAnswer(
        key=key,
        by=by,
        owner="" if owner == _NONE else owner,
        days=None if days == _NONE else int(days),
        visibility=visibility,
        tags=tuple(tags.split(",")),
        texts=texts,
        when_to_use=said.get("when", ""),
        note=said.get("note", ""),
    )


def _said(lines: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield what each line is with its words; those of a language are its question and, on the next line, its answer."""
    rest = iter(lines)
    for line in rest:
        what, words = line.split(" ", 1)
        yield what, f"{words}\n{next(rest)}" if what in LANGUAGES else words
