"""Mutes as people see them: the list of what is silent and until when, and the form that makes or prolongs one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    DatePickerElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
)

from bot.mentions.mutes import AUTHOR, DOMAIN, FEED, KINDS, RULE, WORD, Listed, Scope
from bot.people import is_user_id
from bot.views.blocks import Message, button, cut, foreign, person, plain, rich, section, words
from bot.views.modal import VALUE, entry, form_window, modal, optional
from bot.words import Reader, zone
from storage.models import Mute

PREVIOUS, NEXT = "mutes.previous", "mutes.next"
NEW = "mutes.new"
END = "mutes.end"
EXTEND = "mutes.extend"
FORM = "mutes.form"
EXTENDING = "mutes.extending"
FEEDS, RULES = "mutes.feed", "mutes.rule"
"""The menus of feeds and rules; they ask while somebody types."""
DAY, WEEK, MONTH, DATE = "1", "7", "30", "date"


def title(reader: Reader) -> str:
    """Name the list and its window."""
    return reader.say("Mutes")


def message(found: Listed, reader: Reader, note: str = "") -> Message:
    """Show a page of the mutes in force, the ones that end first in front."""
    blocks: list[Block] = [rich(words(note, bold=True))] if note else []
    if not found.total:
        said = reader.say("Nothing is mute. What is muted is stored and not told, and always returns by itself.")
        blocks.append(section(said))
    else:
        said = reader.count("{n} mute", "{n} mutes", found.total)
        blocks.append(rich(words(said, bold=True)))
        blocks += [block for mute in found.mutes for block in _line(mute, found, reader)]
    blocks.append(ActionsBlock(block_id="mutes.more", elements=_more(found, reader)))
    names = [f"• {foreign(_about(mute, found, reader), 200)}" for mute in found.mutes]
    return Message("\n".join([*filter(None, [foreign(note, 300)]), said, *names]), blocks)


def still(found: Listed, reader: Reader) -> Message:
    """Say to whoever has opened a mention again which mutes keep the next items like it silent, each with its buttons."""
    said = reader.say("This is open again, but new items like it are still mute:")
    blocks: list[Block] = [rich(words(said))]
    blocks += [block for mute in found.mutes for block in _line(mute, found, reader)]
    names = [f"• {foreign(_about(mute, found, reader), 200)} · {_until(mute, reader)}" for mute in found.mutes]
    return Message("\n".join([said, *names]), blocks)


def form(scope: Scope, rule: str, reader: Reader) -> dict[str, Any]:
    """Show the form of a new mute; `rule` is the name of the rule that it is opened for."""
    blocks = [*_inputs(scope, rule, reader), *_ends(reader)]
    why = PlainTextInputElement(action_id=VALUE, max_length=300)
    blocks.append(optional("why", reader.say("Why"), why, hint=reader.say("For the others at the desk.")))
    labels = (reader.say("New mute"), reader.say("Mute"), reader.say("Cancel"))
    return form_window(FORM, labels, blocks)


def extending(mute: Mute, reader: Reader) -> dict[str, Any]:
    """Show the form that gives a mute another end."""
    until = reader.say("It ends: {moment}", moment=reader.moment(mute.until))
    blocks: list[Block] = [rich(words(until)), *_ends(reader)]
    labels = (reader.say("Other end"), reader.say("Save"), reader.say("Cancel"))
    return form_window(EXTENDING, labels, blocks, carried=str(mute.id))


def after(mute: Mute, reader: Reader) -> dict[str, Any]:
    """Say that a mute is in force, and when it returns by itself."""
    until = reader.moment(mute.until)
    said = reader.say("Mute until {moment}. It returns by itself. “/some mute” shows all mutes.", moment=until)
    return modal(title(reader), Message(said, [rich(words(said))]), reader)


def ended_note(reader: Reader) -> str:
    """Say that a mute has ended."""
    return reader.say("Ended. It is told again from the next item on.")


def scope_from(values: Mapping[str, Any]) -> Scope:
    """Return what a sent form mutes, by block id."""
    feed_id, rule_id = int(values.get("feed_id") or 0), int(values.get("rule_id") or 0)
    return Scope(str(values.get("what") or ""), str(values.get("value") or ""), feed_id or None, rule_id or None)


def end_from(values: Mapping[str, Any], now: datetime, timezone: str) -> datetime:
    """Return when a mute ends: after some days, or with the end of the chosen day in the person's time zone.

    A date that was forgotten counts as the past, so that the form asks for it.
    """
    chosen = values.get("period")
    if chosen != DATE:
        return now + timedelta(days=int(chosen or DAY))
    day = values.get("until")
    if not day:
        return now
    return datetime.combine(date.fromisoformat(day), time(23, 59), zone(timezone)).astimezone(now.tzinfo)


def _maker(mute: Mute) -> list[Any]:
    """Return who made a mute; nothing when their data is erased."""
    return [words(" · "), person(mute.made_by)] if is_user_id(mute.made_by) else []


def _line(mute: Mute, found: Listed, reader: Reader) -> Iterator[Block]:
    parts = [words(_about(mute, found, reader), bold=True), words(f"\n{_until(mute, reader)}"), *_maker(mute)]
    if mute.why:
        parts.append(words(f"\n{mute.why}"))
    yield rich(*parts, block_id=f"mute.{mute.id}.{int(mute.until.timestamp())}")
    value = f"{mute.id}:{found.page}"
    buttons = [button(reader.say("End now"), END, value=value), button(reader.say("Other end"), EXTEND, value=value)]
    yield ActionsBlock(block_id=f"mute.{mute.id}.do", elements=buttons)


def _until(mute: Mute, reader: Reader) -> str:
    return reader.say("until {moment}", moment=reader.moment(mute.until))


def _about(mute: Mute, found: Listed, reader: Reader) -> str:
    """Say what is mute and where."""
    feed = found.feeds.get(mute.feed_id or 0, "")
    rule = found.rules.get(mute.rule_id or 0, "")
    value = cut(mute.value.strip('"'), 150)
    said = {
        WORD: reader.say("Word: {name}", name=value),
        AUTHOR: reader.say("Author: {name}", name=value),
        DOMAIN: reader.say("Web site: {name}", name=value),
        FEED: reader.say("Feed: {name}", name=cut(feed, 150)),
        RULE: reader.say("Rule: {name}", name=cut(rule, 150)),
    }[mute.what]
    where = []
    if mute.feed_id and mute.what != FEED:
        where.append(reader.say("in the feed: {name}", name=cut(feed, 80)))
    if mute.rule_id and mute.what != RULE:
        where.append(reader.say("for the rule: {name}", name=cut(rule, 80)))
    return " · ".join([said, *(where or [reader.say("everywhere")])])


def _inputs(scope: Scope, rule: str, reader: Reader) -> Iterator[InputBlock]:
    names = {
        WORD: reader.say("A word or phrase"),
        AUTHOR: reader.say("An author"),
        DOMAIN: reader.say("A web site"),
        FEED: reader.say("A whole feed"),
        RULE: reader.say("A whole rule"),
    }
    options = [Option(text=plain(names[kind], 75), value=kind) for kind in KINDS]
    chosen = next((option for option in options if option.value == scope.what), options[0])
    menu = StaticSelectElement(action_id=VALUE, options=options, initial_option=chosen)
    yield entry("what", reader.say("What is to be mute?"), menu)
    typed = PlainTextInputElement(action_id=VALUE, max_length=200, initial_value=cut(scope.value, 200) or None)
    hint = reader.say("Inflected forms of a word are mute as well. Left empty for a whole feed or rule.")
    yield optional("value", reader.say("Which word, author or web site?"), typed, hint=hint)
    feeds = ExternalDataSelectElement(action_id=FEEDS, min_query_length=0)
    hint = reader.say("Left empty, it is mute in every feed.")
    yield optional("feed_id", reader.say("Only in this feed"), feeds, hint=hint)
    known = Option(text=plain(rule or str(scope.rule_id), 75), value=str(scope.rule_id)) if scope.rule_id else None
    rules = ExternalDataSelectElement(action_id=RULES, min_query_length=0, initial_option=known)
    hint = reader.say("Left empty, it is mute for every rule.")
    yield optional("rule_id", reader.say("Only for this rule"), rules, hint=hint)


def _ends(reader: Reader) -> Iterator[InputBlock]:
    names = {
        DAY: reader.say("For a day"),
        WEEK: reader.say("For a week"),
        MONTH: reader.say("For a month"),
        DATE: reader.say("Until the day chosen below"),
    }
    options = [Option(text=plain(said, 75), value=value) for value, said in names.items()]
    radio = RadioButtonsElement(action_id=VALUE, options=options, initial_option=options[1])
    yield entry("period", reader.say("For how long?"), radio)
    hint = reader.say("The last day on which it is mute, at most a year ahead.")
    yield optional("until", reader.say("Until"), DatePickerElement(action_id=VALUE), hint=hint)


def _more(found: Listed, reader: Reader) -> list[Any]:
    buttons = []
    if found.page > 1:
        buttons.append(button(reader.say("Previous"), PREVIOUS, value=str(found.page - 1)))
    if found.page < found.pages:
        buttons.append(button(reader.say("Next"), NEXT, value=str(found.page + 1)))
    return [*buttons, button(reader.say("New mute"), NEW)]
