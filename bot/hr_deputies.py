"""Who stands in for whom in an HR file: by number, e-mail address, Slack ID or name of somebody else in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.errors import BotError, Invalid
from bot.hr_rows import Checked, Entry
from bot.language.folding import fold
from bot.table_columns import user_in
from bot.table_faults import Faulty

FIELD = "deputy"


def settle(checked: Checked) -> Iterator[tuple[int, BotError]]:
    """Write each deputy's key into the entries; yield the lines whose deputy is not found or is themselves."""
    by_mark, by_name = _marks(checked.entries), _names(checked.entries)
    for entry in checked.entries:
        if not entry.deputy:
            continue
        try:
            deputy = _found(entry, by_mark, by_name)
        except BotError as why:
            yield entry.line, why
            continue
        entry.values["hr_deputy"] = deputy.key


def circles(entries: Iterable[Entry]) -> Iterator[tuple[int, BotError]]:
    """Yield each circle of deputies once, at its first line: two colleagues who stand in for each other are no fault.

    Whoever looks for a deputy stops at a circle (`bot.availability`), so it is only told.
    """
    by_key = {entry.key: entry for entry in entries}
    ended: set[str] = set()
    for entry in by_key.values():
        way: dict[str, Entry] = {}
        at: Entry | None = entry
        while at is not None and at.key not in ended and at.key not in way:
            way[at.key] = at
            at = by_key.get(at.values.get("hr_deputy", ""))
        if at is not None and at.key in way:
            circle = list(way.values())[list(way).index(at.key) :]
            yield circle[0].line, _circle(circle)
        ended.update(way)


def _found(entry: Entry, by_mark: dict[str, Entry], by_name: dict[str, list[Entry]]) -> Entry:
    said = entry.deputy
    named = by_name.get(_name_key(said), [])
    deputy = by_mark.get(said.casefold()) or by_mark.get(user_in(said).casefold()) or (named[0] if named else None)
    if deputy is None:
        raise Faulty(
            Invalid("No row of this file is about the deputy “{text}”.", field=FIELD, text=said[:60]),
            Invalid(
                "Write the number, e-mail address or Slack ID of somebody who works here, or leave the cell empty."
            ),
        )
    if len(named) > 1 and deputy is named[0]:
        raise Faulty(
            Invalid(
                "“{text}” is the name of several people, in rows {lines}.",
                field=FIELD, text=said[:60], lines=", ".join(str(one.line) for one in named[:5]),
            ),
            Invalid("Write the deputy’s number or e-mail address instead."),
        )  # fmt: skip
    if deputy is entry:
        raise Faulty(
            Invalid("“{text}” is this person’s own deputy.", field=FIELD, text=said[:60]),
            Invalid("Name somebody else, or leave the cell empty."),
        )
    return deputy


def _marks(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return people by everything that is theirs alone; a number wins over an address that looks the same."""
    marks: dict[str, Entry] = {}
    for entry in entries:
        for mark in (entry.number, entry.values.get("email", ""), entry.values.get("user_id", "")):
            if mark:
                marks.setdefault(mark.casefold(), entry)
    return marks


def _names(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    names: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if name := entry.values.get("name"):
            names[_name_key(name)].append(entry)
    return names


def _name_key(name: str) -> str:
    """Return a name whatever the order of its parts: “Mäkelä, Maija” and “Maija Mäkelä” are one."""
    return " ".join(sorted(fold(name.replace(",", " ")).split()))


def _circle(circle: list[Entry]) -> Faulty:
    people = [f"{entry.values.get('name', '')} ({entry.line})" for entry in circle]
    shown = people if len(people) <= 6 else [*people[:5], "…"]
    return Faulty(
        Invalid(
            "The deputies go round in a circle, by row: {circle}.", field=FIELD, circle=" → ".join([*shown, people[0]])
        ),
        Invalid("When all of them are away, nobody stands in. Clear the deputy of one of them, or name somebody else."),
    )
