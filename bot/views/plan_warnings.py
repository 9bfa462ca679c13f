"""What warns about an item, said in one sentence each."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.plan import warnings
from bot.plan.opening import Viewer
from bot.plan.warnings import Caution
from bot.plan.weekdays import Mismatch
from bot.plan.whole import Whole
from bot.timing.human_day import weekday_name
from bot.views.blocks import cut, divider, one_line, rich, words
from bot.words import Reader


def section_of(_whole: Whole, viewer: Viewer, reader: Reader) -> list[Block]:
    """Show what warns, above everything else in the item's window."""
    if not viewer.warnings:
        return []
    lines = "".join(f"\n• {said(one, reader)}" for one in viewer.warnings)
    return [rich(words(reader.say("Look at this:"), bold=True), words(lines)), divider()]


def said(one: Caution, reader: Reader) -> str:
    """Say a warning."""
    title = cut(one_line(one.title), 80) or reader.say("Without a title")
    if one.wrong is not None:
        return _weekday(one.wrong, reader)
    if one.code == warnings.CLOSE:
        return _close(one, title, reader)
    if one.code == warnings.COUNCIL:
        return reader.say("The council meets that day: {title}.", title=_with_clock(one, title, reader))
    return reader.say("That day is a day of mourning: {title}.", title=title)


def _close(one: Caution, title: str, reader: Reader) -> str:
    account = cut(one_line(one.name), 60)
    if not one.minutes:
        return reader.say("{account} tells “{title}” at the same time.", account=account, title=title)
    return reader.count(
        "{account} tells “{title}” {n} minute away from this.",
        "{account} tells “{title}” {n} minutes away from this.",
        one.minutes,
        account=account,
        title=title,
    )


def _weekday(wrong: Mismatch, reader: Reader) -> str:
    return reader.say(
        "The text says “{written}”, but the weekday of {day} is: {weekday}.",
        written=cut(wrong.written, 60),
        day=reader.day(wrong.day),
        weekday=weekday_name(wrong.day.weekday(), reader.language),
    )


def _with_clock(one: Caution, title: str, reader: Reader) -> str:
    return f"{clock(one.clock, reader)} {title}" if one.clock else title


def clock(written: str, reader: Reader) -> str:
    """Say a stored clock time "18:00" as the language writes it."""
    hours, _, minutes = written.partition(":")
    return written if reader.language == "en" or not minutes else f"{int(hours)}.{minutes}"
