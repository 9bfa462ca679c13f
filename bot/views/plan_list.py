"""The plan as a message: a day, a week, what is mine, what lacks something; a heading a day and a button an item."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slack_sdk.models.blocks import Block, SectionBlock

from bot.networks import network_name
from bot.plan.day_facts import Facts
from bot.plan.kinds import REPLY
from bot.plan.looking import LISTS, MINE, MONTH
from bot.plan.weeks import Entry, Page
from bot.views import holds, plan_checking, plan_days, plan_month, plan_table, plan_warnings, plan_words
from bot.views.blocks import Message, cut, foreign, one_line, plain, rich, words
from bot.views.plan_ways import clock_of, filters, title_of, turning, under, ways
from bot.words import Reader

_TITLE, _LINE, _FACT = 100, 240, 120
_LIST = 9_000
"""Characters of all items together: Slack takes some 13,000 in a message, and the days need theirs."""
_HOLDS, _REASON = 2, 160
"""Holds that are told above the items, and characters of why; App Home and “/some settings” tell all of it."""


def page(shown: Page, reader: Reader, *, with_table: bool = False) -> Message:
    """Show a page of the plan; `with_table` where Slack takes a native table, which no window does."""
    if shown.look.show == MONTH:
        body: list[Block] = plan_month.days(shown, reader)
    else:
        body = [*_without_days(shown, reader)] if shown.look.show in LISTS else [*_by_day(shown, reader)]
    if with_table and shown.look.is_table and shown.entries:
        body = plan_table.table(shown, reader)
    head: list[Block] = [
        rich(words(title_of(shown, reader), bold=True), *(words(f"\n{line}") for line in _notes(shown, reader)))
    ]
    head += holds.notice(shown.holds[:_HOLDS], shown.accounts, reader, most=_REASON)
    blocks = [*head, *ways(shown, reader), *filters(shown, reader), *body]
    return Message(_text(shown, reader), [*blocks, *turning(shown, reader), *under(shown, reader, with_table)])


def line(entry: Entry, shown: Page, reader: Reader) -> SectionBlock:
    """Show an item with the button that opens it."""
    item = entry.item
    first = f"{when(entry, shown, reader)} · {cut(plan_words.title(item, reader), _TITLE)}"
    text = "\n".join([first, cut(" · ".join(_facts(entry, shown, reader)), _LINE), *_trouble(entry, reader)])
    most = min(1_000, _LIST // len(shown.entries))
    return SectionBlock(
        text=plain(text, most), block_id=f"plan_line:{item.id}", accessory=plan_words.way(item.id, reader)
    )


def when(entry: Entry, shown: Page, reader: Reader) -> str:
    """Say the time of an item on the clock of the house; in a list without days, with its day."""
    if entry.item.kind == REPLY:
        return plan_words.kind(REPLY, reader)
    if entry.item.due_at is None:
        return reader.say("No time yet")
    there = Reader(reader.language, shown.timezone)
    if shown.look.show in LISTS and entry.day is not None and entry.day.year != shown.today.year:
        return f"{plan_days.short(entry.day, reader)} {there.clock(entry.item.due_at)}"
    return there.moment(entry.item.due_at) if shown.look.show in LISTS else there.clock(entry.item.due_at)


def _facts(entry: Entry, shown: Page, reader: Reader) -> Iterator[str]:
    item = entry.item
    if item.kind != REPLY:
        yield plan_words.kind(item.kind, reader)
    if entry.whole.networks:
        yield ", ".join(network_name(one, reader) for one in entry.whole.networks)
    if item.languages:
        yield ", ".join(item.languages)
    yield shown.names.get(item.owner, "") or (item.owner and reader.say("has an owner")) or reader.say("no owner")
    yield plan_words.state(item, reader)
    yield reader.say("p{n}", n=item.id)


def _trouble(entry: Entry, reader: Reader) -> Iterator[str]:
    """Yield what is missing, in short, and what warns."""
    if entry.missing:
        first, more = plan_checking.said(entry.missing[0], reader), len(entry.missing) - 1
        if more:
            yield reader.count("Missing: {what} And {n} more.", "Missing: {what} And {n} more.", more, what=first)
        else:
            yield reader.say("Missing: {what}", what=first)
    for warning in entry.warnings[:2]:
        yield reader.say("Warning: {what}", what=plan_warnings.said(warning, reader))


def _by_day(shown: Page, reader: Reader) -> Iterator[Block]:
    """Yield every day on the only page; of several pages the days that have something on this one."""
    for day in shown.look.days:
        entries = shown.of_day(day)
        if entries or shown.pages == 1:
            yield heading(day, shown, reader, is_empty=not entries)
            for entry in entries:
                yield line(entry, shown, reader)


def heading(day: date, shown: Page, reader: Reader, *, is_empty: bool) -> Block:
    """Show a day, what it is, and that nothing is planned on it."""
    parts = [words(plan_days.name(day, reader), bold=True)]
    if day == shown.today:
        parts.append(words(" · " + reader.say("today")))
    known = plan_days.facts(shown.facts.get(day, Facts()), reader, _FACT)
    parts += [words(f"\n{fact}", italic=True) for fact in known[:4]]
    if is_empty:
        parts.append(words("\n" + reader.say("Nothing is planned.")))
    return rich(*parts)


def _without_days(shown: Page, reader: Reader) -> Iterator[Block]:
    for entry in shown.entries:
        yield line(entry, shown, reader)
    if not shown.entries:
        yield rich(words(_nothing(shown, reader)))


def _nothing(shown: Page, reader: Reader) -> str:
    if shown.look.is_filtered:
        return reader.say("Nothing fits these choices.")
    if shown.look.show == MINE:
        return reader.say("Nothing in the plan is yours. Press “Plan a post” to put something there.")
    return reader.say("Nothing that is planned for the next 60 days lacks anything.")


def _notes(shown: Page, reader: Reader) -> Iterator[str]:
    """Yield what is worth knowing before the items: how many, on whose clock, held back, an empty week."""
    yield reader.count("{n} item · {zone}", "{n} items · {zone}", shown.total, zone=clock_of(shown, reader))
    held = sum(plan_words.is_held(entry.item) for entry in shown.entries)
    if held:
        yield reader.count("{n} of these is on hold.", "{n} of these are on hold.", held)
    if (more := len(shown.holds) - _HOLDS) > 0:
        yield reader.count("{n} more hold stands.", "{n} more holds stand.", more)
    if shown.parts > 1:
        part, parts = reader.number(shown.look.part + 1), reader.number(shown.parts)
        yield reader.say("Part {part} of {parts} of a long list.", part=part, parts=parts)
    if shown.left_out:
        yield reader.count("{n} more is not shown.", "{n} more are not shown.", shown.left_out)
    if shown.empty_week is not None:
        week = reader.number(shown.empty_week.isocalendar().week)
        yield reader.say("Nothing is planned yet in week {number}.", number=week)


def _text(shown: Page, reader: Reader) -> str:
    """Return everything that matters as plain text, for notifications and screen readers."""
    lines = [title_of(shown, reader), *_notes(shown, reader)]
    kept = [holds.scope_of(one.hold, shown.accounts, reader) for one in shown.holds[:_HOLDS]]
    lines += [reader.say("On hold: {what}.", what=what) for what in kept]
    day: date | None = None
    for entry in shown.entries[:40]:
        if shown.look.days and entry.day != day and entry.day is not None:
            day = entry.day
            lines.append(plan_days.name(day, reader))
        lines.append(f"{when(entry, shown, reader)} {cut(one_line(entry.item.title), 60)}")
    return "\n".join(foreign(one, 200) for one in lines)
